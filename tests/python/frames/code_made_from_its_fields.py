# A code object can be made again from its fields, and with some of them replaced.
import types


def make(code):
    return types.CodeType(
        code.co_argcount, code.co_posonlyargcount, code.co_kwonlyargcount, code.co_nlocals, code.co_stacksize, code.co_flags,
        code.co_code, code.co_consts, code.co_names, code.co_varnames, code.co_filename, code.co_name, code.co_qualname,
        code.co_firstlineno, code.co_linetable, code.co_exceptiontable, code.co_freevars, code.co_cellvars)


def again(function):
    return types.FunctionType(make(function.__code__), globals(), function.__name__, function.__defaults__, function.__closure__)


def plain(a, /, b=2, *rest, c=3, **more):
    total = 0
    for x in (a, b, *rest, c, *more.values()):
        if x % 2:
            continue
        total += x * 1.5
    return total, [y.real for y in rest]


def handles(x):
    try:
        with open(x) as file:
            return file.read()
    except OSError as error:
        return type(error).__name__, error.errno
    finally:
        print("finally", x)


def outer(n):
    def inner(m):
        return n + m
    return inner


def generator(n):
    for i in range(n):
        got = yield i
        print("got", got)


plain2 = again(plain)
plain2.__kwdefaults__ = plain.__kwdefaults__
print(plain(2, 4, 6, 7, c=8, d=10) == plain2(2, 4, 6, 7, c=8, d=10), plain2(1))
print(again(handles)("/nonexistent"))
inner = outer(5)
print(again(inner)(6), again(outer)(1)(2))
it = again(generator)(2)
print(next(it), it.send("x"))
for function in (plain, handles, outer, inner, generator):
    code = function.__code__
    copy = make(code)
    print(function.__name__, copy == code, list(copy.co_positions()) == list(code.co_positions()),
          list(copy.co_lines()) == list(code.co_lines()), copy.co_code == code.co_code, hash(copy) == hash(code))

named = plain.__code__.replace(co_name="other", co_qualname="q.other", co_filename="file.py", co_firstlineno=100)
print(named.co_name, named.co_qualname, named.co_filename, named.co_firstlineno, named == plain.__code__)
print([line - 100 for _, _, line in named.co_lines()] == [line - plain.__code__.co_firstlineno for _, _, line in plain.__code__.co_lines()])
print(list(outer.__code__.replace(co_linetable=b"").co_lines()))


def constants():
    return "one", 1.5


print(types.FunctionType(constants.__code__.replace(
    co_consts=tuple(("two", 2.5) if c == ("one", 1.5) else c for c in constants.__code__.co_consts)), {})())
for change in [dict(co_argcount=-1), dict(co_nlocals=77), dict(co_name=1), dict(co_consts=[]), dict(co_code="x"), dict(foo=1),
               dict(co_code=b"x"), dict(co_argcount=50)]:
    try:
        plain.__code__.replace(**change)
    except (TypeError, ValueError) as error:
        print(type(error).__name__, error)
