from __future__ import annotations

import pytest

from kg import parse
from kg.model import Parser


@pytest.fixture(scope="session")
def parser() -> Parser:
    """The default parser."""
    return parse.load()
