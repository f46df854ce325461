x = (1 +
     2 +  # comment inside
     3)
y = [1,

     2,
     ]; z = 3
w = 1 + \
    2
if x: pass; v = 1
if y:
    pass
    # comment at another depth
  # and here
    u = 2
def f(): return 1; return 2
class C: a = 1; b = 2
s = """triple
# not a comment
"""
t = 'a' 'b' \
    'c'
d = {
    "k": 1,  # c
    # alone
    "l": 2
}
def g(a,
      b=1,
      *c,
      **d,
      ): return a
print(x, y, z, w, v, u, f(), C.b, len(s), t, d, g(1,))
if True:
	tab = 1
	if tab:
		print("tabs")
for i in range(2): print(i, end=" "); j = i
print(j)
print(1if True else 2)
a = 1;
print((a)); print((((a))))
print(- - 1, + + 1, ~ ~1, not not 1, 1 - -1, 1 --1, 2 ** -1, -2 ** 2, not 1 == 2)
x = yy = \
\
5
print(x, yy); # end
if 1:
    if 2:
        if 3: print("deep")
print("\
joined", 'a\
b', """x\
y""")
