"""The files of a graph, written in one walk over its documents: of what they say, a document at a time is in memory."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from kg import iri
from kg.iri import Minter
from kg.knowledge import Part, View
from kg.model import Iri, Reading
from kg.rdf import claims
from kg.rdf.blocks import Blocks, Sorted
from kg.rdf.formats import Shortener, claims_of, facts, plain_turtle
from kg.store.folder import FILE
from kg.view.selection import Shown

if TYPE_CHECKING:
    from kg.graph import Graph

TURTLE, PAGE, LINES = "graph.ttl", "graph.html", "claims.jsonl"


def write(graph: Graph, folder: Path) -> dict[str, int]:
    """Write the files into a folder; the counts that tell how a build went.

    The bytes are those that the formats give for the same graph, one by one.
    """
    view = View(graph.readings, graph.links, curated=graph.curated, assert_attributed=graph.assert_attributed)
    walk = _Walk(graph, view, folder)
    with (folder / LINES).open("w", encoding="utf-8", newline="") as file:
        for reading in graph.readings:
            part = view.part(reading)
            walk.take(reading, part)
            file.writelines(claims_of(reading, part.claims, walk.mint))
    return walk.finish()


class _Walk:
    """What has been written, and what is noted on the way."""

    def __init__(self, graph: Graph, view: View, folder: Path) -> None:
        self._graph, self._view, self._folder = graph, view, folder
        self._documents: list[Iri] = []
        self._blocks, self._facts = Blocks(folder / FILE), Sorted(folder)
        self._words, self._shown = claims.Words(), Shown(view)
        self._runs = graph.made(view.models)
        self.mint = minter(graph.readings)
        self._run_of = {run.model: run.iri(self.mint) for run in self._runs}
        self._counts = Counter[str]()

    def take(self, reading: Reading, part: Part) -> None:
        """Write what there is to say of the next document."""
        document = reading.document.id
        self._documents.append(document)
        evidence = claims.evidence(reading, run=self._run_of.get(reading.model))
        self._blocks.add(document, [*evidence, *claims.part(part, mint=self.mint)])
        self._words.look(part.entities, part.claims)
        self._facts.add(facts(part.claims))
        self._shown.look(part)
        told = {claim.sentence for claim in reading.claims}
        self._counts.update(
            {
                "sentences": len(reading.sentences),
                "claims": len(part.claims),
                "stated as facts": sum(claim.asserted for claim in part.claims),
                "entities": len(part.entities),
                "links": len(reading.links),
                "sentences that gave nothing": sum(place not in told for place in reading.sentences),
            }
        )

    def finish(self) -> dict[str, int]:
        """Write all else."""
        from kg.view.html import html

        graph, view = self._graph, self._view
        shared = [*view.shared.values()]
        self._words.look(shared, ())
        self._blocks.beside(claims.things(shared, view.replaced, mint=self.mint))
        self._blocks.beside(self._words.lines(self.mint))
        self._blocks.beside(claims.curation(graph.links, self._runs, graph.curated, mint=self.mint))
        self._blocks.finish()
        with (self._folder / TURTLE).open("w", encoding="utf-8", newline="") as file:
            file.writelines(plain_turtle(self._facts, Shortener(self.mint, self._documents)))
        page = html(self._shown.knowledge(), graph.readings, whole=self._shown.whole, **graph.around)
        (self._folder / PAGE).write_text(page, "utf-8", newline="")
        counts = self._counts
        return {
            "documents": len(self._documents),
            **{name: counts[name] for name in ("sentences", "claims", "stated as facts")},
            "entities": counts["entities"] + len(shared),
            "links": counts["links"] + len(graph.links),
            "sentences that gave nothing": counts["sentences that gave nothing"],
            "failures": len(graph.failures),
        }


def minter(readings: Sequence[Reading]) -> Minter:
    """Where the IRIs of a graph are minted."""
    return iri.minter_of(readings[0].document.id) if readings else Minter()
