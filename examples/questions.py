"""The same graph asked in SPARQL: facts, what is only said, and the evidence."""

from pathlib import Path

from kg import build
from kg.query.results import table

HERE = Path(__file__).parent

FACTS = """
SELECT DISTINCT ?who ?what WHERE {
  ?s rel:cancels ?o .
  ?s rdfs:label ?who . ?o rdfs:label ?what .
} ORDER BY ?who ?what
"""

SAID = """
SELECT ?source ?subject ?relation ?object WHERE {
  ?claim kg:attributedTo ?c ; rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o .
  ?c rdfs:label ?source . ?s rdfs:label ?subject . ?p rdfs:label ?relation . ?o rdfs:label ?object .
} ORDER BY ?source ?subject ?relation ?object
"""

EVIDENCE = """
SELECT ?sentence ?url WHERE {
  ?claim rdf:predicate rel:cancels ; kg:asserted true ; kg:sentence ?place .
  ?place nif:anchorOf ?sentence ; nif:referenceContext/schema:url ?url .
} ORDER BY ?url
"""


def main() -> None:
    graph = build(HERE / "channel-talks.md", HERE / "whose-letter.md")
    for question in (FACTS, SAID, EVIDENCE):
        print("".join(table(graph.query(question))))


if __name__ == "__main__":
    main()
