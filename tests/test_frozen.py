"""Values that nobody can change, whichever way they are made."""

import copy
import dataclasses
import pickle

import pytest

from kg.frozen import frozen
from kg.model import Mention, Phrase, Span, Timex
from kg.resolve.expressions import Expression
from kg.resolve.times import TimeMention


@frozen
class Plain:
    """A value for these tests."""

    one: int
    two: str = "two"


VALUES = [Plain(1), Timex("DATE", "2021"), TimeMention(0, (), Timex("DATE", "2021"))]


@pytest.mark.parametrize("value", VALUES)
def test_no_field_can_be_set_added_or_deleted(value):
    name = dataclasses.fields(value)[0].name
    with pytest.raises(dataclasses.FrozenInstanceError):
        setattr(value, name, 1)
    with pytest.raises(dataclasses.FrozenInstanceError):
        delattr(value, name)
    with pytest.raises((dataclasses.FrozenInstanceError, TypeError)):
        value.another = 1


@pytest.mark.parametrize("value", VALUES)
def test_a_value_survives_pickling_copying_and_replacing(value):
    for other in (
        pickle.loads(pickle.dumps(value)),
        copy.copy(value),
        copy.deepcopy(value),
        dataclasses.replace(value),
    ):
        assert other == value
        assert hash(other) == hash(value)
        assert type(other) is type(value)


def test_what_is_made_has_the_class_it_was_asked_for():
    assert type(Plain(1)) is Plain
    assert isinstance(TimeMention(0, (), None), Expression)


@pytest.mark.parametrize(
    ("arguments", "names"), [((), {}), ((1, "2", 3), {}), ((1,), {"three": 3}), ((1,), {"one": 1})]
)
def test_wrong_arguments_are_refused(arguments, names):
    with pytest.raises(TypeError):
        Plain(*arguments, **names)


def test_arguments_go_by_place_or_name_and_may_be_left_out():
    assert Plain(1) == Plain(one=1, two="two") == Plain(two="two", one=1)
    assert Mention.__match_args__[:2] == ("pieces", "text")
    assert Phrase.__match_args__ == ("head", "tokens")
    assert Span(0, 1) == (0, 1)


def test_a_field_without_a_default_cannot_follow_one_with():
    with pytest.raises(TypeError, match="stands behind"):

        @frozen
        class Wrong:
            one: int = 1
            two: int


def test_what_cannot_be_made_fast_is_refused():
    with pytest.raises(TypeError, match="plain field"):

        @frozen
        class Wrong:
            one: list[int] = dataclasses.field(default_factory=list)
