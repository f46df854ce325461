class Show:
    def __getitem__(self, key):
        return key

    def __setitem__(self, key, value):
        print("set", key, value)

    def __delitem__(self, key):
        print("del", key)

s = Show()
print(s[1], s[1:2], s[:], s[::2], s[1:2, 3], s[..., 0], s["a":"b"], s[()], s[1, ], s[(1, 2)], s[*range(2)], s[None:None:-1], s[1:2, ::3, ...], s[-1])
s[1] = 2
s[1:2] = 3
s[1, 2] = 4
del s[5]
del s[::2], s[1, :]
s[(0,)] += (1,)
class Text:
    def __getitem__(self, i):
        if i > 3:
            raise IndexError
        return i * 10

print(list(Text()), 20 in Text(), 25 in Text(), [x for x in Text()])
