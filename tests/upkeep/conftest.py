import pytest

from kg.config import settings
from kg.graph import Graph, results
from tests.upkeep.library import LIBRARY


@pytest.fixture(scope="session")
def readings():
    """What is read in each document of the library, by the document."""
    found = {}
    for document in LIBRARY:
        (found[document],) = results([document], settings())
    return found


@pytest.fixture
def quick(readings, monkeypatch):
    """Documents of the library are not read again, which takes seconds; everything else is as it is."""
    asked = []

    def run(documents, **_):
        for document in documents:
            asked.append(document)
            yield readings[document]

    monkeypatch.setattr("kg.run.run", run)
    return asked


@pytest.fixture
def fresh(readings):
    """The graph of some documents, built at once."""
    return lambda *documents: Graph.gathered(readings[document] for document in documents)
