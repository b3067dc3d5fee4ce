"""The files of a graph, written in one walk over its documents: of what they say, a document at a time is in memory.

With a large graph a copy is kept of what was read in each document and of what was made from it. When the graph is
written again with other documents, the lines of one whose reading is the same, under the same links, names and
verdicts, are the same, and are copied.
"""

from __future__ import annotations

import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from hashlib import blake2b
from pathlib import Path
from typing import IO, TYPE_CHECKING, NamedTuple

from kg import iri
from kg.iri import Minter
from kg.knowledge import Part, View
from kg.ledger import order
from kg.model import Claim, Entity, Iri, Link
from kg.rdf import claims, kept
from kg.rdf.blocks import Blocks, Sorted
from kg.rdf.formats import Shortener, claims_of, facts, plain_turtle
from kg.rdf.kept import Copy, Made, Place, Rest, Row
from kg.spool import Spool
from kg.store import folder as files
from kg.store.folder import FILE
from kg.view.selection import Shown

if TYPE_CHECKING:
    from kg.graph import Graph

TURTLE, PAGE, LINES = "graph.ttl", "graph.html", "claims.jsonl"


class Before(NamedTuple):
    """A graph as it was written: its copy, and its files, which are open."""

    copy: Copy
    quads: IO[bytes]
    claims: IO[bytes]

    def close(self) -> None:
        """Let go of the files, which some systems do not replace as long as they are open."""
        for file in (self.copy, self.quads, self.claims):
            file.close()


@contextmanager
def before(folder: Path) -> Iterator[Before | None]:
    """The graph in a folder with the copy beside it, if there is one that can be trusted."""
    with ExitStack() as opened:
        file = opened.enter_context(files.read_copy(folder))
        made = None
        if file is not None:
            with suppress(OSError, ValueError):
                quads, lines = ((folder / name).open("rb") for name in (FILE, LINES))
                made = Before(Copy(file), opened.enter_context(quads), opened.enter_context(lines))
        yield made


def spooled(graph: Before, folder: Path) -> Spool:
    """The readings of a graph as it was written; they stay where they are."""
    rows = graph.copy.rest.rows
    spool = Spool((graph.copy.reading(row.document) for row in rows if not row.alone), folder)
    alone = [row for row in rows if row.alone]
    spool.lend(graph.copy.reading, [row.document for row in alone], [row.document for row in alone if row.dated])
    return spool


def write(graph: Graph, folder: Path, large: int, before: Before | None = None) -> dict[str, int]:
    """Write the files into a folder; the counts that tell how a build went.

    The bytes are those that the formats give for the same graph, one by one. A copy is kept from ``large`` bytes of
    quads on. With ``before``, what was made from readings that lie there is taken from there, as far as it is the same;
    a page that shows a part is then not made again: it goes.
    """
    with ExitStack() as opened:
        with kept.uncollected():
            view = View(graph.readings, graph.links, curated=graph.curated, assert_attributed=graph.assert_attributed)
            walk = _Walk(graph, view, folder, before, opened)
            for document in walk.documents:
                if not walk.again(document):
                    walk.make(document)
        return walk.finish(large)


class _Walk:
    """What has been written, and what is noted on the way."""

    def __init__(self, graph: Graph, view: View, folder: Path, before: Before | None, opened: ExitStack) -> None:
        self._graph, self._view, self._folder, self._before = graph, view, folder, before
        readings = graph.readings
        self._spool = readings if isinstance(readings, Spool) else Spool(readings, held=sys.maxsize)
        self.documents = self._spool.documents
        self._blocks, self._facts = Blocks(folder / FILE), Sorted(folder)
        self._words, self._shown = claims.Words(), Shown(view)
        self._page = before is None or self._shown.whole is None
        self._runs = graph.made(view.models)
        self._mint = iri.minter_of(self.documents[0]) if self.documents else Minter()
        self._run_of = {run.model: run.iri(self._mint) for run in self._runs}
        self._counts = Counter[str]()
        self._lines = opened.enter_context((folder / LINES).open("wb"))
        self._copied = opened.enter_context(tempfile.TemporaryFile(dir=folder))  # noqa: SIM115 it is closed with the others
        self._copy = kept.Writer(self._copied)
        self._rows: list[Row] = []
        self._contexts = _Contexts(graph, view, sorted(self._run_of.values()))

    def again(self, document: Iri) -> bool:
        """Take what was made before of a document, if it is the same; whether it is."""
        there = self._before
        if there is None or document not in self._spool.lent:
            return False
        row, made = there.copy.rows[document], there.copy.made(document)
        if row.quads is None or made.context != self._contexts.of(document):
            return False
        if made.called != self._contexts.called(made.uses):
            return False
        self._blocks.copy(document, _bytes(there.quads, row.quads), made.other)
        place = self._write(_bytes(there.claims, row.claims))
        copied = (self._copy.raw(there.copy.raw(each)) for each in (row.reading, row.made))
        self._note(row._replace(reading=next(copied), made=next(copied), claims=place), made)
        if self._page and (reading := self._spool.get(document)) is not None:
            self._shown.look(self._view.part(reading))
        return True

    def make(self, document: Iri) -> None:
        """Write what there is to say of the next document."""
        reading = self._spool.get(document)
        assert reading is not None
        part, words = self._view.part(reading), claims.Words()
        words.look(part.entities, part.claims)
        evidence = claims.evidence(reading, run=self._run_of.get(reading.model))
        other = self._blocks.add(document, [*evidence, *claims.part(part, mint=self._mint)])
        told = {claim.sentence for claim in reading.claims}
        uses = _uses(part, self._view.shared)
        made = Made(
            context=self._contexts.of(document),
            uses=uses,
            called=self._contexts.called(uses),
            other=tuple(sorted(other)),
            facts=tuple(sorted({*facts(part.claims)})),
            words=(tuple(sorted(words.relations)), tuple(sorted(words.qualifiers)), tuple(sorted(words.terms))),
            counts={
                "sentences": len(reading.sentences),
                "claims": len(part.claims),
                "stated as facts": sum(claim.asserted for claim in part.claims),
                "entities": len(part.entities),
                "links": len(reading.links),
                "sentences that gave nothing": sum(place not in told for place in reading.sentences),
            },
        )
        alone = document not in self._spool.outward
        dated = reading.document.source.date is not None
        lines = self._write("".join(claims_of(reading, part.claims, self._mint)).encode())
        self._note(Row(document, dated, alone, self._copy.add(reading), self._copy.add(made), None, lines), made)
        if self._page:
            self._shown.look(part)

    def _note(self, row: Row, made: Made) -> None:
        relations, qualifiers, terms = made.words
        self._words.relations.update(relations)
        self._words.qualifiers.update(qualifiers)
        self._words.terms.update(terms)
        self._facts.add(made.facts)
        self._counts.update(made.counts)
        self._rows.append(row)

    def _write(self, data: bytes) -> Place:
        place = Place(self._lines.tell(), len(data))
        self._lines.write(data)
        return place

    def finish(self, large: int) -> dict[str, int]:
        """Write all else."""
        graph, view = self._graph, self._view
        shared = [*view.shared.values()]
        self._words.look(shared, ())
        self._blocks.beside(claims.things(shared, view.replaced, mint=self._mint))
        self._blocks.beside(self._words.lines(self._mint))
        self._blocks.beside(claims.curation(graph.links, self._runs, graph.curated, mint=self._mint))
        self._blocks.finish()
        with (self._folder / TURTLE).open("w", encoding="utf-8", newline="") as file:
            file.writelines(plain_turtle(self._facts, Shortener(self._mint, self.documents)))
        if (self._folder / FILE).stat().st_size >= large:
            self._keep()
        if self._page:
            self._draw()
        else:
            files.take_out(self._folder, PAGE)
        counts = self._counts
        return {
            "documents": len(self.documents),
            **{name: counts[name] for name in ("sentences", "claims", "stated as facts")},
            "entities": counts["entities"] + len(shared),
            "links": counts["links"] + len(graph.links),
            "sentences that gave nothing": counts["sentences that gave nothing"],
            "failures": len(graph.failures),
        }

    def _keep(self) -> None:
        own = {block.documents[0]: Place(block.start, block.size) for block in self._blocks.blocks if block.own}
        rows = tuple(row._replace(quads=own.get(row.document)) for row in self._rows)
        links, runs = tuple(sorted(self._graph.links, key=order)), tuple(sorted(self._runs, key=repr))
        self._copy.finish(Rest(links, runs, self._graph.curated, rows))
        self._copied.seek(0)
        files.write_copy(self._folder, iter(lambda: self._copied.read(1 << 20), b""))

    def _draw(self) -> None:
        from kg.view.html import html

        page = html(self._shown.knowledge(), self._graph.readings, whole=self._shown.whole, **self._graph.around)
        (self._folder / PAGE).write_text(page, "utf-8", newline="")


def _bytes(file: IO[bytes], place: Place) -> bytes:
    file.seek(place.start)
    return file.read(place.size)


def _uses(part: Part, shared: Mapping[Iri, Entity]) -> tuple[Iri, ...]:
    """The shared things whose names stand in what a document says: those in its claims, and members of its groups."""
    found = {name for entity in part.entities for name in entity.members}
    for claim in part.claims:
        found.update(entity.iri for entity in _things(claim))
    return tuple(sorted(name for name in found if name in shared))


def _things(claim: Claim) -> Iterator[Entity]:
    nodes = (value for _, value in (*claim.qualifiers, *claim.connections))
    for node in (claim.subject, claim.object, *claim.sources, *nodes):
        if isinstance(node, Entity):
            yield node


class _Contexts:
    """What the lines of a document depend on besides its reading, as digests."""

    def __init__(self, graph: Graph, view: View, runs: Iterable[Iri]) -> None:
        self._shared = view.shared
        self._links: dict[Iri, list[Link]] = defaultdict(list)
        self._said: dict[Iri, list[object]] = defaultdict(list)
        for link in sorted(set(graph.links), key=order):
            self._links[link.scope or ""].append(link)
        for name in view.shared:
            if iri.is_local(name):
                self._said[iri.document_of(name)].append(name)
        for claim, verdict, _ in graph.curated.verdicts:
            self._said[iri.document_of(claim)].append((claim, verdict))
        for name, kind in graph.curated.kinds:
            if iri.is_local(name):
                self._said[iri.document_of(name)].append((name, kind))
        self._names: dict[Iri, str] = {}
        beyond = sorted(view.outward, key=order)
        self._all = repr((self._links.pop("", ()), beyond, [*runs], graph.assert_attributed))

    def of(self, document: Iri) -> bytes:
        """What it depends on, but for the names of things that are not its own."""
        return _digest(self._all, repr(self._links.get(document)), repr(self._said.get(document)))

    def called(self, names: Iterable[Iri]) -> bytes:
        """What some shared things are called, and of which kind they are."""
        return _digest(*map(self._called, names))

    def _called(self, name: Iri) -> str:
        if name not in self._names and (thing := self._shared.get(name)) is not None:
            self._names[name] = repr((thing.label, thing.kind, [alias.label for alias in thing.aliases]))
        return self._names.get(name, "")


def _digest(*words: str) -> bytes:
    return blake2b("\n".join(words).encode("utf-8", "surrogatepass"), digest_size=16).digest()
