def f(a=None, b=None, c=None, d=None, e=None, g=None, h=None, i=None, j=None):
    total = 0
    if a is not None: total += a
    if b is not None: total += b * 2
    if c is not None: total += c * 3
    if d is not None: total += d * 4
    if e is not None: total += e * 5
    if g is not None: total += g * 6
    if h is not None: total += h * 7
    if i is not None: total += i * 8
    if j is not None: total += j * 9
    return total
seed = 12345
result = 0
for n in range(3000):
    seed = (seed * 1103515245 + 12345) % 2**31
    bits = seed >> 10
    kwargs = {name: n for k, name in enumerate("abcdeghij") if bits >> k & 1}
    result = (result * 31 + f(**kwargs)) % 1000003
print(result, f(), f(1), f(1, 2), f(j=1), f(*range(9)))
