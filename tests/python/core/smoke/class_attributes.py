class C:
    shared = 1

    def method(self):
        return self.shared

a = C()
b = C()
a.shared = 2
print(a.method(), b.method(), C.shared)
C.shared = 3
print(a.method(), b.method())
