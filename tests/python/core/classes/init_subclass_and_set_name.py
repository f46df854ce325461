class Plugin:
    registry = {}
    def __init_subclass__(cls, /, name=None, **kwargs):
        super().__init_subclass__(**kwargs)
        cls.registry[name or cls.__name__] = cls
        print("init_subclass", cls.__name__, name)
class A(Plugin): pass
class B(A, name="bee"): pass
print(sorted(Plugin.registry), Plugin.registry["bee"] is B)
def error(function):
    try:
        print(function())
    except Exception as e:
        print(type(e).__name__ + ":", e)
error(lambda: type("C", (Plugin,), {}, name="dynamic").__name__)
error(lambda: type("D", (Plugin,), {}, unknown=1))
error(lambda: type("E", (), {}, unknown=1))
class Field:
    def __set_name__(self, owner, name): self.name, self.owner = name, owner.__name__
    def __repr__(self): return f"Field({self.owner}.{self.name})"
class Model:
    id = Field()
    title = Field()
    def __init_subclass__(cls): cls.fields = [k for k, v in vars(cls).items() if isinstance(v, Field)]
class User(Model):
    email = Field()
    age = Field()
print(User.fields, Model.id, User.email, vars(Model)["title"])
t = type("T", (Model,), {"f": Field()})
print(t.fields, t.f)
class Order:
    class Tell:
        def __set_name__(self, owner, name): print("set_name before", name)
    def __init_subclass__(cls): print("then init_subclass")
class Check(Order):
    x = Order.Tell()
    y = Order.Tell()
