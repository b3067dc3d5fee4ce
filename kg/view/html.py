"""The page: one HTML file that opens by double-click, with no network, and shows who says what, and where.

pyvis holds what is drawn first and renders it through our own template, which carries the rest of the graph as data,
our own script, and vis-network as it comes with pyvis. A content security policy with the hashes of exactly these texts
lets nothing else run, and the script builds the page from text, never from markup: a document's words stay words.

Decisions made on the page (*accept*, *reject*, *the same*, *not the same*) are downloaded as JSON:

    {"version": 1, "decisions": [
        {"kind": "accept-claim", "claim": IRI},
        {"kind": "reject-claim", "claim": IRI},
        {"kind": "same", "entities": [IRI, IRI]},
        {"kind": "different", "entities": [IRI, IRI], "label": "the words of the second"},
        {"kind": "split", "entity": IRI, "document": IRI, "begin": 10, "end": 13, "text": "she"}]}

``different`` keeps the second entity, an alias, apart from the first; ``split`` says that one mention, given by its
characters in the document, is not the entity it is taken for.
"""

from __future__ import annotations

import base64
import hashlib
import re
import zlib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cache
from html import escape
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader
from markupsafe import Markup
from pyvis.network import Network

from kg.model import Curated, Failure, Iri, Knowledge, Link, Polarity, Reading
from kg.view.data import page_data
from kg.view.layout import Edge, box, label_width, layout
from kg.view.look import DASHES, LOOKS, radius, stylesheet, thickness
from kg.view.selection import Line, first, lines, support
from kg.view.text import plain

SCRIPTS = ("base", "data", "graph", "labels", "filters", "search", "cards", "tables", "review", "export", "main")
"""The parts of the page's script, in order."""

SURROGATES = re.compile("[\ud800-\udfff]")
"""Halves of characters, which no file can hold."""

SLATE, RED = "#6b7889", "#b3261e"
"""Lines that affirm, and lines that deny, in the light theme."""


class Ids(dict[str, None]):
    """Node ids that pyvis can append to and search, as it does with every node, without walking a list."""

    def append(self, value: str) -> None:
        """Add one at the end."""
        self[value] = None


def html(
    knowledge: Knowledge,
    readings: Sequence[Reading] = (),
    *,
    title: str | None = None,
    failures: Sequence[Failure] = (),
    links: Iterable[Link] = (),
    curated: Curated = Curated(),  # noqa: B008 frozen
    include_text: bool = False,
    whole: int | None = None,
) -> str:
    """The page of a graph, as text; write it as UTF-8.

    ``links`` are those that no reading has itself, ``curated`` what was decided besides links. Without
    ``include_text`` the page carries the sentences of claims and nothing else of the documents. ``whole`` is the number
    of claims in the graph of which the knowledge is a part, if it is one. The same knowledge and readings give the same
    text, in whatever order the readings come.
    """
    data = page_data(
        knowledge,
        readings,
        title=title,
        failures=failures,
        links=links,
        curated=curated,
        include_text=include_text,
        whole=whole,
    )
    return SURROGATES.sub("\ufffd", _rendered(pyvis_network(knowledge), data))


def _rendered(network: Network, data: dict[str, Any]) -> str:
    vis, app, css = _texts()
    env = Environment(loader=PackageLoader("kg.view", "page"), autoescape=True)
    env.policies["json.dumps_kwargs"] = {"sort_keys": True, "ensure_ascii": False, "separators": (",", ":")}
    env.globals.update(page=data, csp=policy(vis, app, css), app=Markup(app), css=Markup(css))
    env.globals.update(banner=Markup(_banner(vis)), vis=_packed(vis))
    network.templateEnv, network.path = env, "page.html"
    return str(network.generate_html())


def pyvis_network(knowledge: Knowledge) -> Network:
    """What is drawn first as a pyvis network, for those who want to go on from there.

    Nodes are called ``n0``, ``n1`` … after their place in ``knowledge.entities``, lines ``l0`` … in the order of their
    first claims. Positions are fixed and physics is off.
    """
    every = lines(knowledge.claims)
    chosen = first(knowledge, every)
    place = {iri: i for i, iri in enumerate(chosen)}
    number = {entity.iri: i for i, entity in enumerate(knowledge.entities)}
    drawn = [(i, line) for i, line in enumerate(every) if line.subject in place and line.object in place]
    counts = support(knowledge)
    positions = _positions(knowledge, chosen, place, [line for _, line in drawn])

    network = Network(directed=True, cdn_resources="in_line")
    network.node_ids = Ids()
    network.options = {"physics": {"enabled": False}, "layout": {"improvedLayout": False}}
    for iri, (x, y) in zip(chosen, positions, strict=True):
        entity = knowledge.entities[number[iri]]
        look = LOOKS[entity.kind]
        network.add_node(
            f"n{number[iri]}",
            label=plain(entity.label),
            shape=look.shape,
            color=look.light,
            size=radius(counts[iri], entity.kind),
            x=x,
            y=y,
        )
    curves = _curves([line for _, line in drawn])
    for (i, line), curve in zip(drawn, curves, strict=True):
        network.add_edge(
            f"n{number[line.subject]}",
            f"n{number[line.object]}",
            id=f"l{i}",
            label=label(knowledge, line),
            color=RED if line.polarity is Polarity.NEGATIVE else SLATE,
            dashes=DASHES[line.pattern],
            width=thickness(len(line.claims)),
            smooth=curve,
        )
    return network


def label(knowledge: Knowledge, line: Line) -> str:
    """The words on a line; those of a denied one start with *not:*."""
    words = plain(knowledge.claims[line.claims[0]].predicate.label)
    return f"not: {words}" if line.polarity is Polarity.NEGATIVE else words


def _positions(
    knowledge: Knowledge, chosen: Sequence[Iri], place: dict[Iri, int], drawn: Sequence[Line]
) -> list[tuple[int, int]]:
    entities = {entity.iri: entity for entity in knowledge.entities}
    counts = support(knowledge)
    boxes = [
        box(plain(entities[iri].label), radius(counts[iri], entities[iri].kind), size=15 if i < 8 else 13)
        for i, iri in enumerate(chosen)
    ]
    edges = [Edge(place[line.subject], place[line.object], label_width(label(knowledge, line))) for line in drawn]
    return layout(boxes, edges)


def _curves(drawn: Sequence[Line]) -> list[bool | dict[str, Any]]:
    """Straight for a line alone between its ends; parallel ones are spread, each direction to its own side."""
    between: dict[frozenset[Iri], list[Line]] = defaultdict(list)
    for line in drawn:
        between[frozenset((line.subject, line.object))].append(line)
    curves: list[bool | dict[str, Any]] = []
    for line in drawn:
        group = between[frozenset((line.subject, line.object))]
        step = min(0.2, 1.8 / max(1, len(group) - 1))
        bend = round(step * (group.index(line) - (len(group) - 1) / 2), 2)
        if line.subject > line.object:
            bend = -bend
        kind = "curvedCW" if bend > 0 else "curvedCCW"
        curves.append({"enabled": True, "type": kind, "roundness": abs(bend)} if bend else False)
    return curves


@cache
def _texts() -> tuple[str, str, str]:
    """vis-network, our script and our style: all that the policy lets run."""
    vis = files("pyvis").joinpath("templates/lib/vis-9.1.2/vis-network.min.js").read_text("utf-8")
    folder = files("kg.view") / "page"
    parts = [(folder / f"{name}.js").read_text("utf-8") for name in SCRIPTS]
    app = '(() => {\n"use strict";\n' + "".join(map(_dense, parts)) + "})();\n"
    css = _dense((folder / "style.css").read_text("utf-8")) + stylesheet()
    return vis, app, css


@cache
def _packed(script: str) -> str:
    """A script at a third of its size, as the page unpacks it: zlib, then base64."""
    return base64.b64encode(zlib.compress(script.encode(), 9)).decode()


def _banner(script: str) -> str:
    """The comment at the head of a script, with its authors and licences."""
    return script[: script.index("*/") + 2]


def _dense(text: str) -> str:
    """A script or style without indentation, empty lines and lines that are comments."""
    lines = (line.strip() for line in text.splitlines())
    return "".join(f"{line}\n" for line in lines if line and not line.startswith(("//", "/* ")))


def policy(vis: str, app: str, css: str) -> str:
    """The content security policy: these three texts, pictures made on the page, and nothing else."""

    def digest(text: str) -> str:
        return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"

    return (
        f"default-src 'none'; script-src {digest(vis)} {digest(app)}; style-src {digest(css)}; "
        "img-src data: blob:; base-uri 'none'; form-action 'none'"
    )


def frame(page: str, *, height: int = 640) -> str:
    """A page inside a notebook: a frame of its own, from which its script reaches nothing. ``height`` in pixels.

    >>> frame("<p>&</p>")[:60]
    '<iframe sandbox="allow-scripts allow-downloads allow-popups"'
    """
    return (
        '<iframe sandbox="allow-scripts allow-downloads allow-popups" title="Knowledge graph" '
        f'width="100%" height="{height}" srcdoc="{escape(page)}"></iframe>'
    )
