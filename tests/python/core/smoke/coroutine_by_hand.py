async def f(x):
    return x * 2

async def main():
    return await f(1) + await f(2)

c = main()
try:
    c.send(None)
except StopIteration as e:
    print(e.value)
