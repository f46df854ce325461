def error(function):
    try:
        print(function())
    except TypeError as e:
        print(e)

class C: pass
class NotCallable:
    __call__ = None
class WithCall:
    def __call__(self, *args, **kwargs):
        return args, kwargs
class CallIsStatic:
    __call__ = staticmethod(lambda *a: ("static", a))
class InstanceCall:
    pass
i = InstanceCall()
i.__call__ = lambda: "never used"
error(lambda: 5())
error(lambda: "abc"())
error(lambda: None())
error(lambda: [1](0))
error(lambda: {}())
error(lambda: C()())
error(lambda: C(1))
error(lambda: C(x=1))
error(lambda: NotCallable()())
error(lambda: WithCall()(1, x=2))
error(lambda: CallIsStatic()(3))
error(lambda: i())
error(lambda: (1, 2)(3))
error(lambda: ...())
error(lambda: (lambda: 5)()())
error(lambda: object()())
error(lambda: object(1))
error(lambda: type(1, 2))
error(lambda: int.bit_length())
error(lambda: int.bit_length("a"))
error(lambda: "a".upper(1))
error(lambda: len())
error(lambda: len(1, 2))
error(lambda: len(obj=[]))
error(lambda: [].append(object=1))
error(lambda: isinstance(1))
error(lambda: getattr(1))
error(lambda: list.append([]))
error(lambda: list.append(5, 1))
error(lambda: dict.get({}))
error(lambda: str.join(","))
print(callable(len), callable(C), callable(C()), callable(WithCall()), callable(i), callable(NotCallable()), callable(lambda: 0), callable(5))
