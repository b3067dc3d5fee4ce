import subprocess
import sys

import pytest
import rdflib

from kg.errors import StoreError
from kg.store import STORES
from kg.store.dataset import Rdflib, dataset
from kg.store.oxigraph import Oxigraph
from tests.store.contract import EXAMPLE, Contract


class TestRdflibInMemory(Contract):
    def make(self, folder):
        return Rdflib()


class TestRdflibOverOxigraph(Contract):
    def make(self, folder):
        return Rdflib("Oxigraph")


class TestOxigraphInMemory(Contract):
    def make(self, folder):
        return Oxigraph()


class TestOxigraphOnDisk(Contract):
    def make(self, folder):
        return Oxigraph(folder)


def test_every_store_by_name_is_one_that_passes():
    assert {type(make()) for make in STORES.values()} == {Rdflib, Oxigraph}


def test_what_is_on_disk_is_there_when_the_store_is_opened_again(tmp_path):
    store = Oxigraph(tmp_path / "a")
    store.add(EXAMPLE)
    del store
    assert list(Oxigraph(tmp_path / "a")) == EXAMPLE


WRITE = "import sys; from pathlib import Path; from kg.store.oxigraph import Oxigraph; Oxigraph(Path(sys.argv[1]))"


def test_a_second_writer_is_told_and_readers_go_on(tmp_path):
    store = Oxigraph(tmp_path)
    store.add(EXAMPLE)
    other = subprocess.run([sys.executable, "-c", WRITE, str(tmp_path)], capture_output=True, text=True, check=False)
    assert "StoreError" in other.stderr
    assert "another process has this store open" in other.stderr
    assert list(Oxigraph(tmp_path, read_only=True)) == EXAMPLE


def test_a_folder_that_cannot_be_opened_is_named(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match="file"):
        Oxigraph(tmp_path / "file")


def test_a_file_that_is_no_graph_is_named(tmp_path):
    broken = tmp_path / "graph.nq"
    broken.write_text("<e:s> <e:p>\n")
    with pytest.raises(StoreError, match=r"graph\.nq"):
        Oxigraph().load(broken)


def test_a_store_that_rdflib_has_not_is_told():
    with pytest.raises(StoreError, match="rdflib has no store 'Sesame'"):
        dataset(store="Sesame")


@pytest.mark.parametrize("store", ["default", "Memory", "Oxigraph"])
def test_an_rdflib_dataset_over_any_store_holds_the_same(store):
    found = dataset(EXAMPLE, store)
    assert len(found) == len({*found.quads()}) == len(EXAMPLE)


def test_an_rdflib_dataset_holds_the_same_quads_and_asks_over_their_union():
    found = dataset(EXAMPLE)
    assert isinstance(found, rdflib.Dataset)
    assert len(list(found.quads())) == len(EXAMPLE)
    assert len(found) == len(EXAMPLE)
    assert bool(found.query("ASK { ?s a <https://w3id.org/claimgraph/ns#Claim> }"))
