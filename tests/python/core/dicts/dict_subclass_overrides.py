class D(dict):
    def __getitem__(self, key):
        return "item:" + str(key)

    def __setitem__(self, key, value):
        super().__setitem__(key, ("set", value))

    def __contains__(self, key):
        return True

    def __len__(self):
        return 99

d = D(a=1)
d["b"] = 2
d.update(c=3)
print(dict.__repr__(d), d["zzz"], "nope" in d, len(d), bool(d), d.get("a"), list(d), d.setdefault("e", 5), dict(d), {**d})
print("%(x)s" % d, "{x}".format_map(d), d == {"a": 1}, sorted(d.items(), key=str))
def f(**kwargs):
    return kwargs
print(f(**d))
class Iter(dict):
    def __iter__(self):
        return iter(["fake"])

    def keys(self):
        return ["k1"]

    def __getitem__(self, key):
        return "v-" + key

i = Iter(real=1)
print(list(i), dict(i), {**i}, f(**i), len(i), i.items())
