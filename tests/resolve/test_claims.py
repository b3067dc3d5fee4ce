"""Claims: who does what to whom, with what further arguments, said by whom."""

from __future__ import annotations

import pytest

from kg import iri
from kg.knowledge import know
from kg.model import Claim, ClaimRef, Entity, Form, Node, Value
from kg.resolve.claims import UNRESOLVED
from tests.resolve.stories import reading

CLAIMS = [
    ("France cancelled the talks.", "France | cancels | talks"),
    ("The talks were cancelled by France.", "France | cancels | talks"),
    ("The talks were cancelled.", "unspecified | cancels | talks"),
    ("Ms Weber travelled to Calais.", "Weber | travels to | Calais"),
    ("Ms Weber sent a letter to Calais.", "Weber | sends | letter | to Calais"),
    ("The letter was unacceptable.", "letter | is | unacceptable"),
    ("The mayor is 35 years old.", "mayor | is | 35"),
    ("The 35-year-old mayor left.", "35-year-old mayor | is aged | 35"),
    ("Ms Weber and Mr Novak met in Calais.", "Weber | meets | Novak | in Calais"),
    ("Olga Brandt is the mayor.", "Olga Brandt | is | mayor"),
    ("Its director, Olga Brandt, was fined by a court.", "court | fines | Olga Brandt"),
    ("Its director, Olga Brandt, was fined by a court.", "Olga Brandt | is | director"),
    ("The historian Ruth Okafor suggested a date.", "Ruth Okafor | suggests | date"),
    ("The historian Ruth Okafor suggested a date.", "Ruth Okafor | is | historian"),
    ("The ship’s owner, Blue Star Shipping Ltd, denied the report.", "Blue Star Shipping Ltd | is | ship's owner"),
    ("She was born to the brewer Thomas Hart and his wife Anne.", "Anne | is | wife"),
    ("She was born to the brewer Thomas Hart and his wife Anne.", "Thomas Hart | is | brewer"),
    ("Ms Weber gave Mr Novak a book.", "Weber | gives | book | to Novak"),
    ("Ms Weber was told that France had left.", "unspecified | tells | {France | leaves} | to Weber"),
    ("Ms Weber said that France had left.", "Weber | says | {France | leaves}"),
    ("Ms Weber told reporters that France would leave.", "Weber | tells | {France | leaves} | to reporters"),
    ("Ms Weber urged France to leave.", "Weber | urges | France | to {France | leaves}"),
    ("Ms Weber died near Calais on 3 May 2020.", "Weber | dies near | Calais | on 2020-05-03"),
    ("France reconsidered.", "France | reconsiders"),
    ("Anna Weber left. She took the letter.", "Anna Weber | takes | letter"),
    ("Spain agreed in May 2020 to sell the bank.", "Spain | agrees | {Spain | sells | bank} | in 2020-05"),
    ("Spain promised to publish the accounts in May 2020.", "Spain | publishes | accounts | in 2020-05"),
]

TIMES = [
    ("The ship sank on 3 May 2020. A week after the ship sank, the owner fled.", "flees", "2020-05-10"),
    ("The ship sank. A week after the ship sank, the owner fled.", "flees", None),
    ("The ship sank on 3 May 2020. A week after the boat sank, the owner fled.", "flees", None),
    ("Mr Novak died three days before Ms Weber reached Calais on 3 May 2020.", "dies", "2020-04-30"),
    ("Mr Novak died three days before Ms Weber reached Calais on 3 May 2020.", "reaches", "2020-05-03"),
    ("Mr Novak stayed for three days before Ms Weber left on 3 May 2020.", "stays", None),
    ("Spain agreed in May 2020 to sell the bank.", "agrees", "2020-05"),
    ("Spain agreed in May 2020 to sell the bank.", "sells", None),
    ("Ms Weber said on 3 May 2020 that the bank had failed.", "says", "2020-05-03"),
    ("Ms Weber said on 3 May 2020 that the bank had failed.", "fails", None),
]

DOUBTED = [
    "Anna Hunt, a suspected spy, left.",
    "The alleged owner of the ship, Omar Nasr, left.",
    "Omar Nasr is the alleged owner of the ship.",
    "Omar Nasr is a self-styled prophet.",
]

CHOICES = [
    "Either Hill or Smith paid.",
    "Smith met Hill or Lee.",
    "Smith resigned or was fired.",
    "Hill was seen by Smith or Lee.",
    "The cars are red or blue.",
]

CONTRAST = "Hill, not Smith, paid the bill."

TEXTS = [
    *CHOICES,
    CONTRAST,
    "The firm makes cars and lorries.",
    "The farm lost 60 cows, or 20 percent.",
    *DOUBTED,
    "Omar Nasr is the alleged owner of the ship. The owner left.",
    *(text for text, _ in CLAIMS),
    *(text for text, _, _ in TIMES),
    "They did this.",
    "He left.",
    "Ms Weber met people from Belgium and Germany.",
]


def _shown(claim: Claim, claims: dict[str, Claim]) -> str:
    def node(value: Node) -> str:
        if isinstance(value, ClaimRef):
            return f"{{{_shown(claims[value.claim], claims)}}}"
        return value.lexical if isinstance(value, Value) else value.label

    parts = [claim.subject.label, claim.predicate.label]
    if claim.object is not None:
        parts.append(node(claim.object))
    inherited = {label for label, _ in claim.object.arguments} if isinstance(claim.object, Entity) else set()
    parts += [f"{q.label} {node(v)}" for q, v in claim.qualifiers if q not in inherited]
    return " | ".join(parts)


@pytest.mark.parametrize(("text", "expected"), CLAIMS)
def test_what_is_claimed(text, expected):
    claims = {claim.id: claim for claim in know([reading(text)]).claims}
    assert expected in {_shown(claim, claims) for claim in claims.values()}


@pytest.mark.parametrize(("text", "relation", "date"), TIMES)
def test_the_time_of_a_claim_is_that_of_its_own_verb_and_of_no_other(text, relation, date):
    times = {claim.time and claim.time.value for claim in reading(text).claims if claim.relation.label == relation}
    assert times - {None} == ({date} if date else set())
    assert times


@pytest.mark.parametrize("text", ["They did this.", "He left."])
def test_unresolved_words_alone_make_a_gap_and_no_claim(text):
    read = reading(text)
    assert not read.claims
    assert {gap.reason for gap in read.gaps} == {UNRESOLVED}


def test_no_pronoun_is_the_label_of_a_thing():
    for text in TEXTS:
        for entity in know([reading(text)]).entities:
            assert entity.label.lower() not in {"he", "she", "it", "they", "who", "which", "that", "this"}


def test_a_coordinated_phrase_is_a_qualifier_for_each_part():
    (mention,) = (
        m for m in reading("Ms Weber met people from Belgium and Germany.").mentions if m.head_term == "people"
    )
    assert len(mention.arguments) == 2


@pytest.mark.parametrize("text", TEXTS)
def test_claims_stand_on_mentions_and_sort_in_text_order(text):
    read = reading(text)
    mentions = {mention.span: mention for mention in read.mentions}
    ids = [claim.id for claim in read.claims]
    assert ids == sorted(set(ids), key=iri.text_order)
    for claim in read.claims:
        assert (claim.subject is None) == (claim.unspecified is not None)
        assert claim.subject is None or claim.subject in mentions
        assert claim.object is None or isinstance(claim.object, ClaimRef) or claim.object in mentions
        assert set(claim.sources) <= mentions.keys()
        for qualifier in claim.qualifiers:
            assert isinstance(qualifier.value, ClaimRef) or qualifier.value in mentions
            assert not isinstance(qualifier.value, ClaimRef) or qualifier.value.claim in ids


def test_an_adjective_is_a_term():
    (term,) = (m for m in reading("The letter was unacceptable.").mentions if m.form is Form.TERM)
    assert term.minted is not None
    assert term.minted.endswith("term/unacceptable")


@pytest.mark.parametrize("text", DOUBTED)
def test_what_somebody_is_said_to_be_is_no_fact(text):
    claims = [claim for claim in know([reading(text)]).claims if claim.predicate.label == "is"]
    assert claims
    assert not any(claim.asserted for claim in claims)


def test_the_owner_is_not_the_one_who_is_alleged_to_be():
    claims = know([reading("Omar Nasr is the alleged owner of the ship. The owner left.")]).claims
    assert [claim.subject.label for claim in claims if claim.predicate.label == "leaves"] == ["owner"]


@pytest.mark.parametrize("text", CHOICES)
def test_of_a_choice_nothing_is_a_fact(text):
    claims = know([reading(text)]).claims
    assert len(claims) > 1
    assert not any(claim.asserted for claim in claims)


def test_what_is_contrasted_is_no_apposition():
    shown = {(claim.subject.label, claim.predicate.label) for claim in know([reading(CONTRAST)]).claims}
    assert shown == {("Hill", "pays")}


@pytest.mark.parametrize("text", ["The firm makes cars and lorries.", "The farm lost 60 cows, or 20 percent."])
def test_of_a_list_everything_is_and_what_is_said_twice_too(text):
    assert all(claim.asserted for claim in know([reading(text)]).claims)
