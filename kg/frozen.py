"""Values that nobody can change, at a third of what it costs a frozen dataclass to make one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import MISSING, dataclass, fields
from typing import TypeVar, dataclass_transform

T = TypeVar("T")


@dataclass_transform(frozen_default=True)
def frozen(cls: type[T]) -> type[T]:
    """``dataclass(frozen=True, slots=True)``, whose values are made faster; ``TypeError`` for a ``default_factory``.

    A frozen dataclass sets its fields by :func:`object.__setattr__`, a call for each, because it has forbidden
    assignment to itself as well. Here a value is, while it is being made, of a class that has the same fields and
    allows assignment; then it becomes what it is. Thousands of values are made for each page of text.

    >>> @frozen
    ... class Point:
    ...     x: int
    ...     y: int = 0
    >>> Point(1), Point(1) == Point(1, 0), hash(Point(1)) == hash(Point(1, 0))
    (Point(x=1, y=0), True, True)
    >>> Point(1).y = 2
    Traceback (most recent call last):
        ...
    dataclasses.FrozenInstanceError: cannot assign to field 'y'
    """
    made: type[T] = dataclass(frozen=True, slots=True, init=False)(cls)
    own = made.__dict__["__slots__"]
    open_ = type(f"_Open{cls.__name__}", made.__bases__, {"__slots__": own, "__setattr__": object.__setattr__})
    made.__init__ = _init(made, open_)  # type: ignore[method-assign]
    return made


def _init(made: type, open_: type) -> Callable[..., None]:
    """What a dataclass would have as its ``__init__``."""
    given = fields(made)
    needed = [field.default is MISSING for field in given]
    if needed != sorted(needed, reverse=True):
        raise TypeError(f"{made.__name__}: a field without a default stands behind one with")
    for field in given:
        if field.default_factory is not MISSING or not field.init or hasattr(made, "__post_init__"):
            raise TypeError(f"{made.__name__}.{field.name}: a plain field, with or without a default, is all there is")
    lines = [
        f"def __init__(self, {', '.join(field.name for field in given)}):",
        " become(self, '__class__', open_)",
        *(f" self.{field.name} = {field.name}" for field in given),
        " self.__class__ = made",
    ]
    space: dict[str, Callable[..., None]] = {}
    exec("\n".join(lines), {"become": object.__setattr__, "open_": open_, "made": made}, space)
    init = space["__init__"]
    init.__defaults__ = tuple(field.default for field in given if field.default is not MISSING)
    init.__annotations__ = {field.name: field.type for field in given} | {"return": None}
    init.__qualname__, init.__module__ = f"{made.__qualname__}.__init__", made.__module__
    return init
