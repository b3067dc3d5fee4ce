"""Where the ontology, the shapes, the JSON-LD context and the JSON Schemas lie."""

from __future__ import annotations

from pathlib import Path

import kg
from kg.errors import KgError


def path(name: str) -> Path:
    """The path of a file of ``schemas/``: in the package where it is installed, beside it in a checkout.

    ``KgError`` if there is no such file, with the names that there are.

    >>> path("kg.ttl").name
    'kg.ttl'
    """
    package = Path(kg.__file__).parent
    folders = [folder for folder in (package / "schemas", package.parent / "schemas") if (folder / "kg.ttl").is_file()]
    for folder in folders:
        if (folder / name).is_file():
            return folder / name
    names = ", ".join(sorted(entry.name for folder in folders[:1] for entry in folder.iterdir()))
    raise KgError(f"there is no schema {name!r}; there are {names or 'none: is the installation whole?'}")
