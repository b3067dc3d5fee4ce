"""Our own server, asked and written to by our own store on a server."""

import pytest

from kg.errors import StoreError
from kg.query import run
from kg.store.remote import Remote
from tests.serve.conftest import TOKEN
from tests.store.contract import EXAMPLE


def test_a_graph_that_is_served_is_asked_as_it_is_at_home(readable):
    store = Remote(readable.address)
    assert [line for line in store if "https://example.org/own>" not in line] == EXAMPLE
    assert len(run(store, "who-says")) == 1
    with pytest.raises(StoreError, match="403 Forbidden"):
        store.add(["<https://e.example/s> <https://e.example/p> <https://e.example/o> <https://e.example/g> ."])


def test_what_is_written_to_a_server_of_ours_is_there(writable):
    own = "<https://e.example/s> <https://e.example/p> <https://e.example/o> <https://e.example/g> ."
    with pytest.raises(StoreError, match="401 Unauthorized"):
        Remote(writable.address).add([own])
    store = Remote(writable.address, token=TOKEN)
    store.add([own])
    assert own in list(store)
    store.drop("https://e.example/g")
    assert list(store) == EXAMPLE
