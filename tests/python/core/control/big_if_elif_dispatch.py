def step(op, a, b):
    if op == "add": return a + b
    elif op == "sub": return a - b
    elif op == "mul": return a * b
    elif op == "div": return a // b if b else 0
    elif op == "mod": return a % b if b else 0
    elif op == "and": return a & b
    elif op == "or": return a | b
    elif op == "xor": return a ^ b
    elif op == "shl": return (a << (b & 7)) & 0xffff
    elif op == "shr": return a >> (b & 7)
    elif op == "max": return a if a > b else b
    elif op == "min": return a if a < b else b
    elif op == "neg": return -a
    elif op == "swap": return b
    else: raise ValueError(op)
ops = ["add", "sub", "mul", "div", "mod", "and", "or", "xor", "shl", "shr", "max", "min", "neg", "swap"]
acc, seed = 1, 7
for i in range(4000):
    seed = (seed * 1103515245 + 12345) & 0x7fffffff
    acc = step(ops[(seed >> 8) % len(ops)], acc, (seed >> 16) & 0xff) % 65521
print(acc)
try:
    step("pow", 1, 2)
except ValueError as e:
    print(e)
