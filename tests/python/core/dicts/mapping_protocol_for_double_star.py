class M:
    def keys(self):
        print("keys called")
        return ["a", "b"]

    def __getitem__(self, key):
        print("get", key)
        return key * 2

def f(**kwargs):
    return kwargs

print(f(**M()))
print({**M(), "c": 1})
print(dict(M()))
class NoGet:
    def keys(self):
        return ["a"]

class BadKeys:
    def keys(self):
        return 5

    def __getitem__(self, key):
        return 1

for function in [lambda: f(**NoGet()), lambda: dict(NoGet()), lambda: {**BadKeys()}, lambda: f(**object()), lambda: {**object()}, lambda: dict(object())]:
    try:
        print(function())
    except TypeError as e:
        print("TypeError:", str(e).split(" argument after")[-1])
