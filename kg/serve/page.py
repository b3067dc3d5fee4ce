"""The pages: one to ask from, which is YASGUI, and the one that shows the graph."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import cache
from html import escape
from pathlib import Path
from typing import Final

from starlette.responses import Response

from kg import __version__
from kg.query import named
from kg.serve import Serving
from kg.serve.source import Source

_WEB: Final = Path(__file__).parent / "web"
_STATIC: Final = {
    "yasgui.min.js": "text/javascript; charset=utf-8",
    "yasgui.min.css": "text/css; charset=utf-8",
    "query.js": "text/javascript; charset=utf-8",
    "query.css": "text/css; charset=utf-8",
}

POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'sha256-zCK2EVMoPc04mRF/g5CotUvxbJPWS+8V0b+s9ptqQIk='; "
    "connect-src 'self'; img-src 'self' data: blob:; font-src data:; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'"
)
"""What the page may do: ask this server, and nobody else. The hash is of the one style that YASGUI writes itself, that
of the grips between the columns of a table."""

FIRST: Final = """\
# Who does what, stated as a fact. Ctrl+Enter asks.
SELECT ?subject ?relation ?object ?sentence WHERE {
  ?claim a kg:Claim ; kg:asserted true ;
      rdf:subject/rdfs:label ?subject ; rdf:predicate/rdfs:label ?relation ; rdf:object/rdfs:label ?object ;
      kg:sentence/nif:anchorOf ?sentence .
} ORDER BY ?subject ?relation ?object LIMIT 100
"""


def query_page(source: Source, serving: Serving, prefixes: Mapping[str, str]) -> Response:
    """The page to ask from."""
    boot = {
        "graph": source.name,
        "prefixes": prefixes,
        "first": _declared(FIRST, prefixes),
        "queries": [
            {"name": each.name, "title": each.title, "text": _declared(each.text, prefixes)}
            for each in named().values()
        ],
        "limits": f"{serving.timeout:g} seconds and {serving.most_rows:,} rows",
    }
    text = _asset("query.html").decode()
    for name, value in {
        "title": escape(source.name),
        "version": escape(__version__),
        "graph": '<a href="/graph">Graph</a> ' if _graph_file(source) else "",
        "boot": json.dumps(boot, ensure_ascii=True, sort_keys=True).replace("<", "\\u003c"),
    }.items():
        text = text.replace(f"%{name}%", value)
    return Response(text, media_type="text/html", headers={"Content-Security-Policy": POLICY})


def _declared(query: str, prefixes: Mapping[str, str]) -> str:
    """A query with declarations of the prefixes that it uses, which other endpoints need; comments stay on top."""
    comments = re.match(r"(?:#[^\n]*\n)*", query)
    head = comments.group() if comments else ""
    used = set(re.findall(r"\b([a-z]+):(?=\w)", re.sub(r'"[^"]*"|<[^<>\s]*>|#[^\n]*', "", query[len(head) :])))
    lines = [f"PREFIX {name}: <{place}>\n" for name, place in prefixes.items() if name in used]
    return f"{head}{''.join(lines)}{query[len(head) :]}"


def graph_page(source: Source) -> Response | None:
    """The page that shows the graph, if it has been made; it carries a policy of its own."""
    file = _graph_file(source)
    if file is None:
        return None
    headers = {"Content-Security-Policy": "frame-ancestors 'none'"}
    return Response(file.read_bytes(), media_type="text/html", headers=headers)


def _graph_file(source: Source) -> Path | None:
    file = source.folder / "graph.html" if source.folder else None
    return file if file and file.is_file() else None


def static(name: str) -> Response | None:
    """A script or a style, by its name; nothing else is ever opened."""
    if name not in _STATIC:
        return None
    return Response(_asset(name), headers={"Content-Type": _STATIC[name]})


@cache
def _asset(name: str) -> bytes:
    return (_WEB / name).read_bytes()
