"""The same bytes: nothing of the machine, the day or the order of documents gets into a page."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from kg.view.html import html, pyvis_network
from kg.view.selection import first, lines
from tests.view.conftest import built, told

PROGRAM = """
import sys
from kg.view.html import html
from tests.view import samples
knowledge, readings = samples.article()
readings = readings[::-1] if sys.argv[1] == "backwards" else readings
sys.stdout.buffer.write(html(knowledge, readings, include_text=True).encode())
"""


def test_two_processes_with_other_hashes_and_another_order_write_the_same():
    pages = [
        subprocess.run(
            [sys.executable, "-c", PROGRAM, order],
            env=os.environ | {"PYTHONHASHSEED": seed},
            cwd=Path(__file__).parents[2],
            capture_output=True,
            check=True,
        ).stdout
        for seed, order in (("1", "forwards"), ("2", "backwards"))
    ]
    assert pages[0] == pages[1]
    assert len(pages[0]) > 100_000


def test_nothing_of_the_machine_is_in_a_page():
    text = re.sub(r'<script type="application/zlib".*?</script>', "", built("article"), flags=re.DOTALL)
    for secret in (os.uname().nodename, str(Path.home()), str(Path.cwd()), sys.prefix):
        assert secret not in text
    assert not re.search(r"20\d\d-\d\d-\d\d[T ]\d\d:", text.replace("2022-03-28T20:17:35", ""))  # vis-network's own


def test_pyvis_holds_what_is_drawn_first_with_fixed_positions():
    knowledge, _ = told("article")
    network = pyvis_network(knowledge)
    every = lines(knowledge.claims)
    chosen = first(knowledge, every)
    assert [node["label"] for node in network.nodes] == [
        next(entity.label for entity in knowledge.entities if entity.iri == iri) for iri in chosen
    ]
    assert {edge["id"] for edge in network.edges} == {
        f"l{i}" for i, line in enumerate(every) if {line.subject, line.object} <= set(chosen)
    }
    assert all(isinstance(node["x"], int) and isinstance(node["y"], int) for node in network.nodes)
    assert network.options["physics"] == {"enabled": False}


@pytest.mark.browser
@pytest.mark.parametrize(("name", "arguments"), [("article", ()), ("crowd", (1000,))])
def test_the_script_draws_the_lines_that_pyvis_holds(opened, name, arguments):
    knowledge, _ = told(name, *arguments)
    page = opened(name, *arguments)
    every = lines(knowledge.claims)
    firsts = [knowledge.claims[every[int(edge["id"][1:])].claims[0]].id for edge in pyvis_network(knowledge).edges]
    assert page.page.evaluate("iris => iris.every((iri) => window.kg.where(iri) !== null)", firsts)
    count = len(firsts)
    assert f"and {count} lines." in page.page.get_by_role("application").get_attribute("aria-label")


def test_a_title_is_the_one_given_or_that_of_the_only_document():
    knowledge, readings = told("article")
    assert '<h1 id="title"><bdi>Talks</bdi></h1>' in html(knowledge, readings, title="Talks")
    assert "<title>Knowledge graph of 2 documents</title>" in html(knowledge, readings)
    only = told("one_claim")
    assert "<title>A</title>" in html(*only)
