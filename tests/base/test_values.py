"""Values are what `dataclass(frozen=True, slots=True)` makes, down to the errors."""

import copy
import pickle
from dataclasses import FrozenInstanceError, asdict, dataclass, field, fields, replace
from typing import ClassVar

import pytest

from desktop_app.base.values import frozen


def declared(make):
    """Return the same classes as `make` makes them."""

    @make
    class Point:
        x: int
        y: int = 2
        tags: list[str] = field(default_factory=list, compare=False)
        note: str = field(default="", repr=False, kw_only=True)
        ORIGIN: ClassVar[int] = 0

        def __post_init__(self):
            if self.x < 0:
                raise ValueError(self.x)

    @make
    class Named(Point):
        name: str = "p"

        def __str__(self):
            return self.name

    @make
    class Nothing:
        pass

    @make
    class Spoken:
        secret: str

        def __repr__(self):
            return "Spoken(…)"

    return Point, Named, Nothing, Spoken


OURS, USUAL = declared(frozen), declared(dataclass(frozen=True, slots=True))


@frozen
class Kept:
    """One that can be found by its name, for pickling."""

    a: int
    b: tuple[str, ...] = ()


@pytest.mark.parametrize(("kinds"), [OURS, USUAL], ids=["ours", "usual"])
def test_what_values_do(kinds):
    point, named, nothing, spoken = kinds
    one = point(1, tags=["a"], note="n")

    assert (one.x, one.y, one.tags, one.note) == (1, 2, ["a"], "n")
    assert one == point(1, 2, ["other"], note="n")
    assert hash(one) == hash(point(1, 2, [], note="n"))
    assert one != point(1, 3, note="n")
    assert point(1) != named(1)
    assert point(1).tags is not point(1).tags
    assert repr(one).endswith("Point(x=1, y=2, tags=['a'])")
    assert (str(named(1, name="N")), named(1).y) == ("N", 2)
    assert (nothing() == nothing(), nothing() == one) == (True, False)
    assert repr(nothing()).endswith("Nothing()")
    assert repr(spoken("s")) == "Spoken(…)"
    assert replace(one, y=7).y == 7
    assert asdict(one) == {"x": 1, "y": 2, "tags": ["a"], "note": "n"}
    assert [each.name for each in fields(named)] == ["x", "y", "tags", "note", "name"]
    assert (copy.copy(one), copy.deepcopy(one).tags) == (one, ["a"])
    assert point.__match_args__ == ("x", "y", "tags")
    assert not hasattr(one, "__dict__")


@pytest.mark.parametrize(("kinds"), [OURS, USUAL], ids=["ours", "usual"])
def test_what_values_refuse(kinds):
    point, *_ = kinds
    one = point(1)

    with pytest.raises(FrozenInstanceError):
        one.x = 2
    with pytest.raises(FrozenInstanceError):
        del one.x
    with pytest.raises(TypeError):
        point()
    with pytest.raises(TypeError):
        point(1, 2, [], "only by name")
    with pytest.raises(ValueError, match="-1"):
        point(-1)
    with pytest.raises(TypeError):
        hash(point([]))


def test_a_default_cannot_come_before_none():
    with pytest.raises(TypeError):

        @frozen
        class Wrong:
            a: int = 1
            b: int  # type: ignore[misc]  # the mistake that is tested


def test_values_can_be_stored():
    assert pickle.loads(pickle.dumps(Kept(1, ("b",)))) == Kept(1, ("b",))  # noqa: S301 - ours
