from typing import *
import typing
print(List[int], Dict[str, int], Optional[int], Union[int, str], Union[int, None, str], Union[int, int], Tuple[int, ...], Callable[[int, str], bool], Callable[..., int], Any, Type[int], Literal[1, "a"], ClassVar[int], Final[int], Annotated[int, "meta"], Iterable[str], NoReturn, Never, Self, LiteralString)
T, K = TypeVar("T"), TypeVar("K", bound=int)
class Box(Generic[T]):
    def __init__(self, v: T): self.v = v
print(Box[int], Box[int](5).v, Box[int].__origin__ is Box, Box[int].__args__, Box.__parameters__, Box[T][str], T, K, K.__bound__, get_origin(List[int]), get_args(Dict[str, List[int]]), get_args(Callable[[int], str]), get_origin(Union[int, str]) is Union, get_origin(int | str))
def f(a: int, b: "str" = "x", *c: float) -> Optional[int]: ...
class C:
    x: int
    y: "list[C]"
    z: ClassVar[int] = 1
print(get_type_hints(f), get_type_hints(C), f.__annotations__, cast(int, "not checked"), TYPE_CHECKING, NewType("Id", int)(5), overload(f).__name__)
class P(Protocol):
    def run(self) -> int: ...
@runtime_checkable
class R(Protocol):
    def run(self): ...
class Impl:
    def run(self): return 1
print(isinstance(Impl(), R), isinstance(5, R), issubclass(Impl, R))
def error(fn):
    try: print(fn())
    except Exception as e: print(type(e).__name__ + ":", e)
for fn in [lambda: isinstance(1, P), lambda: List[int, str], lambda: Union[()], lambda: Optional[int, str], lambda: Generic[int], lambda: Box[int, str], lambda: isinstance([], List[int]), lambda: Any(), lambda: Union[1], lambda: P(), lambda: Callable[int], lambda: TypeVar("A", int), lambda: TypeVar("B", covariant=True, contravariant=True), lambda: Literal[[]], lambda: ClassVar[ClassVar[int]]]:
    error(fn)
class Movie(TypedDict, total=False):
    name: str
    year: int
class NT(NamedTuple):
    a: int
    b: str = "d"
print(Movie(name="x"), Movie.__annotations__, Movie.__optional_keys__ == {"name", "year"}, NT(1), NT(1)._asdict(), NT.__annotations__, NT._field_defaults, ParamSpec("PS"), Unpack[Tuple[int]], reveal_type(5) if hasattr(typing, "nope") else "", final(C) is C, assert_type(1, int), is_typeddict(Movie))
