class M:
    def __enter__(self):
        print("enter")
        return 5

    def __exit__(self, kind, value, traceback):
        print("exit")

with M() as x:
    print(x)
