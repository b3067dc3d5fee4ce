"""claimgraph: text in, a knowledge graph out, in which every edge shows who said it, where, and whether they meant it.

>>> from kg import build
>>> graph = build()
>>> graph.claims
()
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

__all__ = [
    "Claim",
    "Document",
    "Entity",
    "Failure",
    "Gap",
    "Graph",
    "KgError",
    "Link",
    "ParserError",
    "QueryError",
    "ReadError",
    "Reading",
    "SettingsError",
    "Source",
    "StoreError",
    "Value",
    "build",
    "document",
]

if TYPE_CHECKING:
    from kg.errors import KgError, ParserError, QueryError, ReadError, SettingsError, StoreError
    from kg.graph import Graph, build
    from kg.model import Claim, Document, Entity, Failure, Gap, Link, Reading, Source, Value
    from kg.read import document

_HOMES = {name: "kg.errors" for name in __all__ if name.endswith("Error")} | {
    "Graph": "kg.graph",
    "build": "kg.graph",
    "document": "kg.read",
}


def __getattr__(name: str) -> Any:
    """Import what is asked for, when it is asked for, so that ``import kg`` costs nothing."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES.get(name, "kg.model")), name)


def __dir__() -> list[str]:
    return [*globals(), *__all__]
