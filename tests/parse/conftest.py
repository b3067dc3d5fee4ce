from __future__ import annotations

import pytest

from kg import parse


@pytest.fixture(scope="session")
def parser() -> parse.Parser:
    """The default parser."""
    return parse.load()
