"""Values: frozen, compared by content, and quick to declare."""

from collections.abc import Callable
from dataclasses import MISSING, Field, FrozenInstanceError, dataclass, field, fields
from operator import attrgetter
from typing import Any, NoReturn, TypeVar, dataclass_transform

_T = TypeVar("_T")

_POST_INIT = "__post_init__"


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def frozen(cls: type[_T]) -> type[_T]:
    """Make `cls` what `dataclass(frozen=True, slots=True)` makes of it, in a quarter of the time.

    Before Python 3.13 that compiles six methods for each class, close to a millisecond, and a
    window declares hundreds before its first frame. Here only the constructor is compiled.
    `dataclasses.replace`, `fields` and `asdict` work as usual; methods of the class's own stay.

    Raises:
        TypeError: a field without a default follows one with a default.
    """
    own = set(cls.__dict__)
    made = dataclass(init=False, repr=False, eq=False, slots=True)(cls)
    every = fields(made)  # type: ignore[arg-type]  # it is one since the line above
    for name, method in _methods(every, hasattr(made, _POST_INIT)).items():
        if name not in own:
            setattr(made, name, method)
    return made


def _methods(every: tuple[Field[Any], ...], has_post_init: bool) -> dict[str, Callable[..., Any]]:
    """Return the methods of a value with these fields."""
    names = tuple(each.name for each in every)
    shown = tuple(each.name for each in every if each.repr)
    content = _content([each.name for each in every if each.compare])
    hashed = _content([n.name for n in every if (n.compare if n.hash is None else n.hash)])

    def __eq__(self: object, other: object) -> bool:  # noqa: N807 - becomes a method
        if other.__class__ is not self.__class__:
            return NotImplemented
        return bool(content(self) == content(other))

    def __hash__(self: object) -> int:  # noqa: N807 - becomes a method
        return hash(hashed(self))

    def __repr__(self: object) -> str:  # noqa: N807 - becomes a method
        inside = ", ".join(f"{name}={getattr(self, name)!r}" for name in shown)
        return f"{type(self).__qualname__}({inside})"

    def __getstate__(self: object) -> list[Any]:  # noqa: N807 - becomes a method
        return [getattr(self, name) for name in names]

    def __setstate__(self: object, state: list[Any]) -> None:  # noqa: N807 - becomes a method
        for name, each in zip(names, state, strict=True):
            object.__setattr__(self, name, each)

    return {
        "__init__": _constructor(every, has_post_init),
        "__eq__": __eq__,
        "__hash__": __hash__,
        "__repr__": __repr__,
        "__setattr__": _refuse_to_set,
        "__delattr__": _refuse_to_delete,
        "__getstate__": __getstate__,
        "__setstate__": __setstate__,
    }


def _content(names: list[str]) -> Callable[[object], object]:
    """Return what gives the fields that count in a comparison."""
    return attrgetter(*names) if names else lambda _: ()


def _constructor(every: tuple[Field[Any], ...], has_post_init: bool) -> Callable[..., None]:
    """Compile `__init__`: each field in its order, its default if it has one."""
    scope: dict[str, Any] = {"_set": object.__setattr__, "_missing": MISSING}
    positional: list[str] = ["self"]
    by_name: list[str] = []
    body: list[str] = []
    for each in every:
        name = each.name
        given = name
        if each.default_factory is not MISSING:
            scope[f"_make_{name}"] = each.default_factory
            given = f"_make_{name}() if {name} is _missing else {name}"
            parameter = f"{name}=_missing"
        elif each.default is not MISSING:
            scope[f"_default_{name}"] = each.default
            parameter = f"{name}=_default_{name}"
        else:
            parameter = name
        (by_name if each.kw_only else positional).append(parameter)
        body.append(f"_set(self, {name!r}, {given})")
    if has_post_init:
        body.append(f"self.{_POST_INIT}()")
    parameters = [*positional, *(["*", *by_name] if by_name else [])]
    source = f"def __init__({', '.join(parameters)}):\n " + "\n ".join(body or ["pass"])
    try:
        exec(source, scope)  # noqa: S102 - made of nothing but the names of fields
    except SyntaxError as error:
        raise TypeError(str(error)) from None
    made: Callable[..., None] = scope["__init__"]
    return made


def _refuse_to_set(_: object, name: str, __: object) -> NoReturn:
    raise FrozenInstanceError(f"cannot assign to field {name!r}")


def _refuse_to_delete(_: object, name: str) -> NoReturn:
    raise FrozenInstanceError(f"cannot delete field {name!r}")
