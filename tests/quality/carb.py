"""The CaRB dev split and its scorer, which stand outside this repository."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

from kg.model import Document, Parse, Source
from kg.parse import load


def scorer(bench: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("openie", bench / "openie.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["openie"] = module
    spec.loader.exec_module(module)
    return module


def parses(data: Path) -> list[Parse]:
    lines = (data / "sentences.txt").read_text("utf-8").splitlines()
    documents = [Document(f"s{n}", line, Source(f"s{n}")) for n, line in enumerate(lines) if line]
    return list(load(whole=True, tokens=True)(documents))
