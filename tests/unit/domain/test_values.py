# SPDX-License-Identifier: MIT
"""Values are dataclasses in every way but how their classes are made."""

from __future__ import annotations

import copy
import dataclasses
import inspect
import pickle

import pytest

from exchpatch_gui.domain import values


@values.dataclass(frozen=True, slots=True)
class Ours:
    """A value."""

    name: str
    size: int = 1
    tags: dict[str, int] = values.field(default_factory=dict)

    @property
    def double(self) -> int:
        """Twice the size."""
        return self.size * 2


@dataclasses.dataclass(frozen=True, slots=True)
class Standard:
    """A value."""

    name: str
    size: int = 1
    tags: dict[str, int] = dataclasses.field(default_factory=dict)


def _through_pickle(value):
    return pickle.loads(pickle.dumps(value))  # noqa: S301 (what was just written)


@pytest.mark.parametrize("kind", [Ours, Standard])
def test_fields_are_given_by_place_or_name_and_have_defaults(kind):
    value = kind("a", size=3)

    assert (value.name, value.size, value.tags) == ("a", 3, {})
    assert kind("a").tags is not kind("a").tags
    assert repr(value) == f"{kind.__name__}(name='a', size=3, tags={{}})"


@pytest.mark.parametrize("kind", [Ours, Standard])
@pytest.mark.parametrize(
    ("given", "named"),
    [((), {}), (("a",), {"colour": 1}), (("a", 1, {}, 2), {}), ((), {"size": 1})],
)
def test_a_value_with_other_fields_is_refused(kind, given, named):
    with pytest.raises(TypeError):
        kind(*given, **named)


@pytest.mark.parametrize("kind", [Ours, Standard])
@pytest.mark.parametrize("name", ["size", "colour"])
def test_nothing_of_a_value_can_be_changed(kind, name):
    value = kind("a")

    with pytest.raises((dataclasses.FrozenInstanceError, TypeError)):
        setattr(value, name, 2)
    with pytest.raises((dataclasses.FrozenInstanceError, TypeError)):
        delattr(value, name)
    assert value == kind("a")
    assert not hasattr(value, "__dict__")


def test_values_are_equal_by_class_and_content():
    assert Ours("a", 2) == Ours("a", 2)
    assert Ours("a", 2) != Ours("a", 3)
    assert Ours("a", 2) != Standard("a", 2)
    assert hash(Ours("a", 2, ())) == hash(Ours("a", 2, ()))
    with pytest.raises(TypeError, match="unhashable"):
        hash(Ours("a"))


@pytest.mark.parametrize("replace", [values.replace, dataclasses.replace])
def test_a_value_is_replaced_by_one_that_differs_where_told(replace):
    assert replace(Ours("a", 2, {"x": 1}), size=5) == Ours("a", 5, {"x": 1})


def test_the_standard_library_sees_a_dataclass():
    value = Ours("a", 2, {"x": 1})

    assert dataclasses.is_dataclass(Ours)
    assert dataclasses.asdict(value) == {"name": "a", "size": 2, "tags": {"x": 1}}
    assert [repr(one) for one in dataclasses.fields(Ours)] == [
        repr(one) for one in dataclasses.fields(Standard)
    ]
    assert list(inspect.signature(Ours).parameters) == ["name", "size", "tags"]
    assert Ours.__match_args__ == Standard.__match_args__


@pytest.mark.parametrize("again", [copy.copy, copy.deepcopy, _through_pickle])
def test_a_copy_is_equal(again):
    assert again(Ours("a", 2, {"x": 1})) == Ours("a", 2, {"x": 1})


def test_values_keep_their_methods_and_match_by_place():
    match Ours("a", 2):
        case Ours(name, size):
            assert (name, size) == ("a", 2)
    assert Ours("a", 2).double == 4
