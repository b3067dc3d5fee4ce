"""Settings: what can be chosen about a build, in one frozen record that is handed on and never global."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, fields
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from kg.errors import SettingsError
from kg.iri import BASE, Minter
from kg.model import Iri


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What can be chosen about a build; a value that means nothing raises ``SettingsError``.

    >>> Settings(base="https://example.org/kg/", jobs=2).jobs
    2
    >>> Settings(jobs=0)
    Traceback (most recent call last):
        ...
    kg.errors.SettingsError: jobs is 0: somebody has to do the work, so use 1 or more
    """

    model: str | None = None
    """The language model: the name of an installed spaCy pipeline or a path to one; ``None`` for the default."""

    base: Iri = BASE
    """Where the data lives: an absolute IRI that ends in ``/``."""

    date: str | None = None
    """The day of publication of documents that do not say it themselves: ``2021-11-26``."""

    assert_attributed: bool = False
    """Whether what a source says counts as stated, too."""

    jobs: int = 1
    """Processes that read documents, at least 1; any number gives the same bytes."""

    min_confidence: float = 0.0
    """The confidence, 0 to 1, from which on a claim is kept."""

    gazetteer: str | None = None
    """A file of what is known beforehand: names, kinds and identifiers, as CSV, TSV or SKOS in Turtle."""

    roles: str = "shipped"
    """Who holds which office when: ``shipped``, the table of the package; ``none``; or a file like a gazetteer's."""

    decisions: str | None = None
    """A file of decisions to be replayed, TOML or JSON."""

    strict: bool = False
    """Whether the first document that cannot be read stops the build."""

    def __post_init__(self) -> None:
        Minter(self.base)
        if self.jobs < 1:
            raise SettingsError(f"jobs is {self.jobs}: somebody has to do the work, so use 1 or more")
        if not 0 <= self.min_confidence <= 1:
            raise SettingsError(f"min_confidence is {self.min_confidence}: a confidence is between 0 and 1")


_TYPES: dict[str, type] = {
    "model": str,
    "base": str,
    "date": str,
    "assert_attributed": bool,
    "jobs": int,
    "min_confidence": float,
    "decisions": str,
    "gazetteer": str,
    "roles": str,
    "strict": bool,
}


def settings(path: Path | None = None, /, **chosen: Any) -> Settings:
    """Settings from a TOML file of the same names and from keywords, which count more; ``None`` chooses nothing.

    >>> settings(base="https://example.org/kg/", model=None).base
    'https://example.org/kg/'
    >>> settings(modle="en_core_web_sm")
    Traceback (most recent call last):
        ...
    kg.errors.SettingsError: there is no setting 'modle'; did you mean 'model'?
    """
    written = _read(path) if path else {}
    values = written | {name: value for name, value in chosen.items() if value is not None}
    if type(values.get("min_confidence")) is int:
        values["min_confidence"] = float(values["min_confidence"])
    for name, value in values.items():
        if name not in _TYPES:
            names = [field.name for field in fields(Settings)]
            near = get_close_matches(name, names, 1)
            hint = f"did you mean {near[0]!r}?" if near else f"there are {', '.join(names)}"
            raise SettingsError(f"{f'{path}: ' if name in written else ''}there is no setting {name!r}; {hint}")
        if type(value) is not _TYPES[name]:
            raise SettingsError(f"setting {name} is {value!r}, but should be of type {_TYPES[name].__name__}")
    return Settings(**values)


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except OSError as error:
        raise SettingsError(f"{path}: {error.strerror or error}") from error
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingsError(f"{path} is no TOML file: {error}") from error
