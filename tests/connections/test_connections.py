"""Connections: what is a claim's cause, purpose, condition …, and which words only look as if they said so.

``python -m tests.connections.test_connections`` parses the sentences that are new.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import pytest

from kg.connections import WORDS, is_circumstance
from kg.extract import CLAIM_RULES, understand
from kg.iri import Minter
from kg.knowledge import know
from kg.model import Claim, ClaimRef, Connection, Knowledge, Node, Parse, Reading, Value
from kg.rdf import claims, nquads, vocabulary
from kg.rdf.formats import FORMATS, Content
from kg.resolve import resolve
from tests.record import parses, record

MINT = Minter("https://example.org/")
RECORDED = Path(__file__).with_name("sentences.conllu")

CONNECTED = [
    ("The ferry stayed in port because the engine had failed.", "stays in cause engine fails"),
    ("The match was cancelled because of the fog.", "cancels cause fog"),
    ("The firm collapsed because of fraud.", "collapses cause fraud"),
    ("The bank raised its rates as a result of the crisis.", "raises cause crisis"),
    ("The firm lost money due to the war.", "loses cause war"),
    ("Since the road was slippery, the driver turned back.", "turns back cause road is"),
    ("The sun has shone since the storm passed.", "shines since storm passes"),
    ("In response to the letter, France cancelled the talks.", "cancels inResponseTo letter"),
    ("The guards closed the gate so that the crowd could not enter.", "closes purpose crowd enters"),
    ("The firm cut jobs to save money.", "cuts purpose firm saves"),
    ("The firm cut jobs in order to save money.", "cuts purpose firm saves"),
    ("The firm pays a bonus if the ship arrives early.", "pays condition ship arrives"),
    ("The firm will close unless the bank pays.", "closes exception bank pays"),
    ("Although the engine failed, the ferry reached the port.", "reaches contrast engine fails"),
    ("The ferry reached the port despite the storm.", "reaches contrast storm"),
    ("The pilot survived, while the owner drowned.", "survives contrast owner drowns"),
    ("The crew slept while the captain was steering.", "sleeps during captain steers"),
    ("The guests left just after the rain had stopped.", "leaves after rain stops"),
    ("The firm lost money, and shares fell following the news.", "falls after news"),
    ("In the wake of the attack, Spain closed its border.", "closes after attack"),
    ("Before the police arrived, the thief had left.", "leaves before police arrives"),
    ("The guests waited until the rain stopped.", "waits until rain stops"),
    ("The lights went out during the speech.", "goes out during speech"),
]

APART = [
    "The clerk spoke as though he owned the bank.",
    "The ferry has stayed in port since Monday.",
    "The bank failed after Monday.",
    "France asked Britain to open a route.",
    "The mayor spoke as the owner of the bank.",
    "The owner left after Mr Novak.",
    "France sent a letter with the plan.",
]


@cache
def recorded() -> dict[str, Parse]:
    return parses(RECORDED)


@cache
def read(text: str) -> Reading:
    return resolve(understand(recorded()[text], CLAIM_RULES))


def known(text: str) -> Knowledge:
    return know([read(text)])


def shown(claim: Claim, kind: Connection, node: Node, by_id: dict[str, Claim]) -> str:
    assert not isinstance(node, Value)
    if isinstance(node, ClaimRef):
        other = by_id[node.claim]
        return f"{claim.predicate.label} {kind} {other.subject.label} {other.predicate.label}"
    return f"{claim.predicate.label} {kind} {node.label}"


@pytest.mark.parametrize(("text", "expected"), CONNECTED)
def test_a_claim_is_connected_by_the_words_that_introduce_what_stands_with_it(text: str, expected: str) -> None:
    by_id = {claim.id: claim for claim in known(text).claims}
    assert [shown(c, kind, node, by_id) for c in by_id.values() for kind, node in c.connections] == [expected]


@pytest.mark.parametrize("text", APART)
def test_times_people_comparisons_and_requests_connect_nothing(text: str) -> None:
    assert known(text).claims
    assert [claim.connections for claim in known(text).claims if claim.connections] == []


def test_every_kind_of_connection_can_be_read() -> None:
    assert {kind for text, _ in CONNECTED for c in known(text).claims for kind, _ in c.connections} == set(Connection)


def test_the_view_says_it_with_a_term_of_the_vocabulary_beside_the_qualifier() -> None:
    knowledge = known("The match was cancelled because of the fog.")
    (claim,) = knowledge.claims
    quads = [nquads.parse(line) for line in claims.view(knowledge, mint=MINT)]
    said = {quad.predicate: quad.object for quad in quads if quad.subject == claim.id}
    fog = said[vocabulary.KG + "cause"]
    assert fog == said[MINT.qualifier("because of")]
    assert str(fog).endswith("#fog")


@pytest.mark.parametrize(
    ("marker", "always"),
    [
        ("because of", True),
        ("mainly because of", True),
        ("despite", True),
        ("after", False),
        ("in", False),
        ("", False),
    ],
)
def test_a_circumstance_is_never_what_a_verb_is_about(marker: str, always: bool) -> None:
    assert is_circumstance(marker) is always


def test_every_connection_has_words_there_and_back() -> None:
    assert set(WORDS) == set(Connection)
    assert len({words for pair in WORDS.values() for words in pair}) == 2 * len(Connection)


def test_lines_of_claims_say_what_a_claim_is_connected_to() -> None:
    found = read("The ferry stayed in port because the engine had failed.")
    lines = FORMATS["claims"].write(Content((found,), know([found]), mint=MINT))
    stays, fails = (json.loads(line) for line in lines)
    assert stays["connections"] == [{"kind": "cause", "value": {"claim": fails["id"]}}]
    assert fails["connections"] == []


if __name__ == "__main__":
    record([*(text for text, _ in CONNECTED), *APART], RECORDED)
