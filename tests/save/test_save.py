"""A graph is written a document at a time, from readings that lie on disk, to the bytes that its formats give."""

import json
import re
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg import Graph
from kg.graph import SAVED
from kg.rdf.blocks import Blocks, Sorted
from kg.spool import Spool, chosen, outward
from kg.view import selection
from tests.rdf.example import LINKS, READINGS
from tests.rdf.strategies import decisions, readings

some = st.lists(readings(), max_size=4, unique_by=lambda reading: reading.document.id)


def written(graph, folder):
    graph.save(folder)
    return {name: (folder / name).read_text("utf-8") for name in SAVED}


def exported(graph):
    return {name: graph.export(format) for name, format in SAVED.items()}


@given(some, decisions)
def test_what_is_written_a_document_at_a_time_is_what_the_formats_give(found, links):
    with TemporaryDirectory() as place:
        on_disk = Graph(Spool(found, held=0), links)
        assert written(on_disk, Path(place)) == exported(Graph(found, links))


def test_things_of_one_document_that_others_speak_of_stand_with_it(tmp_path):
    first, second = (reading.document.id for reading in READINGS)
    mention = next(mention for mention in READINGS[1].mentions if mention.minted and "entity" in mention.minted)
    links = [*LINKS, type(LINKS[0])(mention.minted, f"{first}#apart_0_1", "decided", 1.0, second)]
    files = written(Graph(READINGS, links), tmp_path)
    assert files == exported(Graph(READINGS, links))
    assert f"<{first}#apart_0_1> <http://www.w3.org/2000/01/rdf-schema#label>" in files["graph.nq"]


# ------------------------------------------------------------------------------------------------ lines

NAMES = st.text(st.sampled_from("ab-#>"), min_size=1, max_size=3).filter(lambda name: not {*"#>"} & {*name})
LOCAL = st.sampled_from(["", "#a", "#b", "#span_0_1"])
LINES = st.lists(st.builds("<e:doc/{}{}> <e:p> <e:{}> <e:g> .".format, NAMES, LOCAL, NAMES), max_size=6)


@given(st.dictionaries(NAMES, LINES, max_size=5), LINES)
def test_blocks_are_one_sorted_file_whatever_the_documents_are_called_and_speak_of(said, beside):
    with TemporaryDirectory() as place:
        blocks = Blocks(Path(place, "lines"))
        for name in sorted(said):
            blocks.add(f"e:doc/{name}", said[name])
        blocks.beside(beside)
        blocks.finish()
        data = Path(place, "lines").read_bytes()
        every = {line for lines in said.values() for line in lines} | {*beside}
        assert data.decode() == "".join(f"{line}\n" for line in sorted(every))
        for block in blocks.blocks:
            own = {line for line in every if line.startswith(f"<{block.documents[0]}")}
            assert data[block.start : block.start + block.size].decode().split("\n")[:-1] == sorted(own)


@given(st.lists(st.lists(st.text(st.sampled_from("ab é\u2028"), max_size=3), max_size=4)))
def test_lines_are_sorted_in_memory_or_on_disk(given):
    lines = Sorted(held=3)
    for each in given:
        lines.add(each)
    assert [*lines] == sorted({line for each in given for line in each})


# ------------------------------------------------------------------------------------------------ readings on disk


@given(some, st.sampled_from([0, 20, 10**6]))
def test_a_spool_is_the_readings_in_order_wherever_they_are(found, held):
    spool = Spool(found, held=held)
    ordered = sorted(found, key=lambda reading: reading.document.id)
    assert [*spool] == ordered == [spool[i] for i in range(len(spool))] == [*spool[:]]
    assert outward(spool) == outward(ordered)
    named = {reading.document.id for reading in found[1:]}
    assert [*chosen(spool, named)] == [*chosen(ordered, named)]


def test_a_reading_takes_the_place_of_another_of_its_document():
    for held in (0, 10**6):
        spool = Spool(READINGS, held=held)
        other = type(READINGS[0])(READINGS[0].document, "another model", (), (), ())
        spool.put(other)
        assert len(spool) == len(READINGS)
        assert spool.get(other.document.id) == other
    assert spool.get("e:doc/nowhere") is None


# ------------------------------------------------------------------------------------------------ the page


@pytest.mark.parametrize("most", [1, 3, 8])
def test_the_page_of_a_large_graph_shows_what_most_is_told_of_and_says_so(example, tmp_path, monkeypatch, most):
    monkeypatch.setattr(selection, "CLAIMS", most)
    page = json.loads(re.search(r'id="data"[^>]*>(.*?)</script>', written(example, tmp_path)["graph.html"], re.S)[1])
    assert page["whole"] == len(example.claims)
    assert 0 < len(page["claims"]) < len(example.claims)
    told = {claim[2] for claim in page["claims"]} | {claim[4] for claim in page["claims"] if type(claim[4]) is int}
    labels = {page["entities"][number][2] for number in told if number >= 0}
    assert "France" in labels
    assert (tmp_path / "graph.html").read_text("utf-8") == Graph.load(tmp_path).to_html()


def test_a_page_at_the_limit_is_whole(example, monkeypatch):
    whole = example.to_html()
    monkeypatch.setattr(selection, "CLAIMS", len(example.claims))
    assert example.to_html() == whole
