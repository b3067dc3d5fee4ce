"""The recorded output of the example articles: a table that people can read, and the graph itself.

    pytest tests/golden --golden

rewrites both. The diff answers *what did this change?*; it is read before it is committed.
"""

from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

import pytest

from kg import Claim, Graph
from kg.view.table import said_by, words

pytestmark = pytest.mark.model

FOLDER = Path(__file__).parent


def table(graph: Graph) -> Iterator[str]:
    """Each sentence and, below it, its claims: + if it is stated as a fact, - if it is not, and why."""
    by_name = {claim.id: claim for claim in graph.claims}
    for document in graph.documents:
        yield f"# {document.source.title}"
        told = [claim for claim in graph.claims if claim.document == document.id]
        for _, claims in groupby(told, lambda claim: claim.evidence.sentence):
            first, *more = claims
            yield f"\n{first.sentence}"
            yield from (f"    {line(claim, by_name)}" for claim in (first, *more))
        yield ""


def line(claim: Claim, by_name: dict[str, Claim]) -> str:
    read = claim.evidence
    further = [f"{relation.label}: {words(node, by_name)}" for relation, node in claim.qualifiers]
    meant = [str(mark) for mark in (claim.polarity, claim.modality) if mark not in ("positive", "actual")]
    said = said_by(claim)
    when = f"time {read.time.value}" if read.time else ""
    notes = filter(None, [*meant, said and f"says {said}", when, read.rule])
    fields = [claim.subject.label, claim.predicate.label, words(claim.object, by_name), *further]
    return f"{'+' if claim.asserted else '-'} {' | '.join(field for field in fields if field)} ({', '.join(notes)})"


@pytest.mark.parametrize("name", ["claims.txt", "graph.nq"])
def test_the_example_gives_what_it_gave_before(request, example, name):
    written = example.export("nq") if name == "graph.nq" else "\n".join(table(example))
    if request.config.getoption("--golden"):
        (FOLDER / name).write_text(written, "utf-8")
    assert (FOLDER / name).read_text("utf-8") == written
