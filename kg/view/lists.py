"""The network as two lists, of nodes and of edges: CSV, Parquet, and for Neo4j with the script that loads them."""

from __future__ import annotations

import csv as csv_module
from collections.abc import Mapping, Sequence
from io import BytesIO, StringIO
from typing import Any

from kg.errors import KgError
from kg.model import Knowledge
from kg.view.network import MultiDiGraph, multigraph

Column = str | float | bool | list[str] | None
Table = Mapping[str, Sequence[Column]]


def nodes(graph: MultiDiGraph[str]) -> Table:
    """A row for each entity and each value that something is said of: ``id``, ``label``, ``kind``, ``aliases``."""
    rows: list[tuple[str, dict[str, Any]]] = sorted(graph.nodes(data=True), key=lambda row: str(row[0]))  # type: ignore[arg-type]
    names: dict[str, list[Column]] = {"id": [name for name, _ in rows]}
    return names | {column: [data[column] for _, data in rows] for column in ("label", "kind", "aliases")}


EDGE = (
    "predicate", "label", "asserted", "polarity", "modality", "sources", "time", "end", "confidence", "rule",
    "document", "sentence", "qualifiers",
)  # fmt: skip


def edges(graph: MultiDiGraph[str]) -> Table:
    """A row for each claim between two nodes: ``source``, ``target``, ``claim``, and what there is to say of it.

    ``qualifiers`` are words like *with: Priti Patel*.
    """
    rows: list[Any] = sorted(graph.edges(keys=True, data=True), key=lambda row: str(row[2]))
    ends: dict[str, list[Column]] = {
        name: [row[place] for row in rows] for place, name in enumerate(("source", "target", "claim"))
    }
    return ends | {column: [_plain(row[3][column]) for row in rows] for column in EDGE}


def _plain(value: Any) -> Column:
    """A value that one column can hold; a pair becomes words."""
    if isinstance(value, list):
        return [": ".join(each) if isinstance(each, tuple) else each for each in value]
    plain: Column = value
    return plain


def tables(knowledge: Knowledge) -> dict[str, Table]:
    """Both lists, by their names; numbers, dates and amounts are nodes of the kind ``Value``."""
    graph = multigraph(knowledge, values=True)
    return {"nodes": nodes(graph), "edges": edges(graph)}


def csv_files(knowledge: Knowledge) -> dict[str, bytes]:
    """``nodes.csv`` and ``edges.csv``: UTF-8, CRLF, a header, ``true`` and ``false``, lists joined by semicolons."""
    return {f"{name}.csv": _csv(table) for name, table in tables(knowledge).items()}


def _csv(table: Table) -> bytes:
    out = StringIO()
    writer = csv_module.writer(out)
    writer.writerow(table)
    writer.writerows([_cell(cell) for cell in row] for row in zip(*table.values(), strict=True))
    return out.getvalue().encode()


def _cell(cell: Column) -> str | float:
    if isinstance(cell, bool):
        return str(cell).lower()
    if isinstance(cell, list):
        return "; ".join(cell)
    return "" if cell is None else cell


def parquet_files(knowledge: Knowledge) -> dict[str, bytes]:
    """``nodes.parquet`` and ``edges.parquet``, for pandas, Polars, DuckDB and Spark; lists are lists."""
    try:
        import pyarrow
        from pyarrow import parquet
    except ImportError as error:
        raise KgError('pyarrow is not installed: pip install "claimgraph[parquet]"') from error
    words = pyarrow.list_(pyarrow.string())
    types = {"aliases": words, "sources": words, "qualifiers": words, "asserted": pyarrow.bool_()}
    types["confidence"] = pyarrow.float64()
    found = {}
    for name, table in tables(knowledge).items():
        schema = pyarrow.schema([(column, types.get(column, pyarrow.string())) for column in table])
        out = BytesIO()
        parquet.write_table(pyarrow.table(dict(table), schema=schema), out)
        found[f"{name}.parquet"] = out.getvalue()
    return found


CYPHER = """\
// Loads nodes.csv and edges.csv from the import folder of Neo4j (5.23 or later), some thousand rows at a time, so a
// large graph fits into its memory; run again, it changes nothing:
//   cypher-shell -f import.cypher
CREATE CONSTRAINT kg_id IF NOT EXISTS FOR (n:Entity) REQUIRE n.id IS UNIQUE;

LOAD CSV WITH HEADERS FROM 'file:///nodes.csv' AS row
CALL (row) {
  MERGE (n:Entity {id: row.id})
  SET n.label = row.label, n.kind = row.kind,
      n.aliases = CASE WHEN row.aliases IS NULL THEN [] ELSE split(row.aliases, '; ') END
} IN TRANSACTIONS OF 5000 ROWS;

LOAD CSV WITH HEADERS FROM 'file:///edges.csv' AS row
CALL (row) {
  MATCH (s:Entity {id: row.source}) MATCH (o:Entity {id: row.target})
  MERGE (s)-[r:CLAIM {id: row.claim}]->(o)
  SET r.predicate = row.predicate, r.label = row.label, r.asserted = row.asserted = 'true',
      r.polarity = row.polarity, r.modality = row.modality, r.time = row.time, r.end = row.end,
      r.sources = CASE WHEN row.sources IS NULL THEN [] ELSE split(row.sources, '; ') END,
      r.qualifiers = CASE WHEN row.qualifiers IS NULL THEN [] ELSE split(row.qualifiers, '; ') END,
      r.confidence = toFloat(row.confidence), r.rule = row.rule, r.document = row.document, r.sentence = row.sentence
} IN TRANSACTIONS OF 5000 ROWS;
"""
"""A script that loads both lists; what is there already is found by its IRI, and nothing is doubled."""


def neo4j_files(knowledge: Knowledge) -> dict[str, bytes]:
    """Both lists, and the script that loads them."""
    return csv_files(knowledge) | {"import.cypher": CYPHER.encode()}
