"""Claims that cannot both hold, by type, within a document and across documents."""

from dataclasses import replace

import pytest

from kg.conflicts import Type, conflicts, contradictions, single
from kg.conflicts.copies import originals
from kg.model import Claim, ClaimRef, Entity, EventTime, Iri, Kind, Modality, Polarity, Relation, Span, Value, Verdict
from tests.rdf.example import READINGS
from tests.view import samples

DOCUMENTS = [reading.document.id for reading in READINGS]


def thing(label: str, kind: Kind = Kind.PERSON) -> Entity:
    return Entity(f"https://example.org/kg/entity/{label.replace(' ', '_')}", label, kind)


def described(document: int, head: str, **arguments: Entity) -> Entity:
    inside = tuple((Relation(f"q:{label}", label), other.iri) for label, other in arguments.items())
    return Entity(f"{DOCUMENTS[document]}#{head}", head, Kind.NOMINAL, head_term=head, arguments=inside)


ADA, BO, CY = thing("Ada"), thing("Bo"), thing("Cy")
PARIS, ROME = thing("Paris", Kind.PLACE), thing("Rome", Kind.PLACE)
LETTER = thing("Letter", Kind.WORK)


def claim(
    subject: Entity,
    verb: str,
    object: Entity | Value | None = None,
    *,
    document: int = 0,
    denied: bool = False,
    time: str | None = None,
    verdict: Verdict | None = None,
    sources: tuple[Entity, ...] = (),
    at: int = 0,
    modality: Modality = Modality.ACTUAL,
    **qualifiers: Entity | ClaimRef,
) -> Claim:
    """A claim; those of one document with the same ``at`` are said in one go, others in a sentence of their own."""
    claim.count += 1  # type: ignore[attr-defined]
    sentence = at or 1000 + claim.count  # type: ignore[attr-defined]
    name: Iri = f"{DOCUMENTS[document]}#claim_{at}_{claim.count:08x}"  # type: ignore[attr-defined]
    read = replace(
        READINGS[document].claims[0],
        id=name,
        sentence=Span(sentence, sentence + 1),
        relation_pieces=((at, at + 1),),
        polarity=Polarity.NEGATIVE if denied else Polarity.POSITIVE,
        modality=modality,
        time=EventTime(time, None, "then") if time else None,
        confidence=1.0,
        attributed=bool(sources),
    )
    further = tuple((Relation(f"q:{label}", label), node) for label, node in qualifiers.items())
    relation = Relation(f"r:{verb}", verb)
    return Claim(
        name, DOCUMENTS[document], subject, relation, object, further, sources, True, "", read, verdict=verdict
    )


claim.count = 0  # type: ignore[attr-defined]


def somebody(verb: str, **said: str) -> Claim:
    """A claim that does not say of whom."""
    made = claim(ADA, verb, **said)
    nobody = replace(thing("unspecified", Kind.UNSPECIFIED), iri=made.id.replace("claim", "unspecified"))
    return replace(made, subject=nobody, evidence=replace(made.evidence, subject=None))


def types(*claims):
    return [each.type for each in conflicts(claims)]


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        # affirmed and denied
        (claim(ADA, "meets", BO), claim(ADA, "meets", BO, denied=True), [Type.DENIED]),
        (claim(ADA, "meets", BO), claim(ADA, "meets", CY, denied=True), []),
        (claim(ADA, "meets", BO, **{"in": PARIS}), claim(ADA, "meets", BO, denied=True, **{"in": ROME}), []),
        (claim(ADA, "travels"), claim(ADA, "travels", denied=True), [Type.DENIED]),
        (claim(ADA, "travels"), claim(ADA, "travels", denied=True, **{"with": BO}), []),
        (claim(ADA, "meets", BO), claim(ADA, "meets", BO, denied=True, modality=Modality.POSSIBLE), []),
        (claim(ADA, "meets", BO), claim(ADA, "meets", BO, denied=True, verdict=Verdict.REJECTED), []),
        (
            claim(ADA, "waits", **{"in": ClaimRef("c:1")}),
            claim(ADA, "waits", denied=True, **{"in": ClaimRef("c:2")}),
            [],
        ),
        # one sentence does not contradict itself, unless it tells what two people say
        (claim(ADA, "meets", BO, at=7), claim(ADA, "meets", BO, denied=True, at=7), []),
        (claim(ADA, "meets", BO, at=8), claim(ADA, "meets", BO, denied=True, at=8, sources=(CY,)), [Type.DENIED]),
        # who did it
        (claim(ADA, "writes", LETTER), claim(BO, "writes", LETTER, document=1), [Type.DOER]),
        (claim(ADA, "writes", LETTER, at=5), claim(BO, "writes", LETTER, at=5), []),
        (claim(ADA, "writes"), claim(BO, "writes"), []),
        (claim(ADA, "reads", LETTER), claim(BO, "reads", LETTER, document=1), []),
        (claim(ADA, "writes", LETTER), claim(thing("Ada Lovelace"), "writes", LETTER, document=1), []),
        (claim(ADA, "writes", LETTER), claim(described(1, "author"), "writes", LETTER, document=1), []),
        # when and where it was, and what it is
        (claim(ADA, "dies", time="1852-11-27"), claim(ADA, "dies", time="1853", document=1), [Type.TIME]),
        (claim(ADA, "dies", time="1852-11-27"), claim(ADA, "dies", time="1852", document=1), []),
        (claim(ADA, "meets", BO, time="1852"), claim(ADA, "meets", BO, time="1853"), []),
        (claim(ADA, "dies", **{"in": PARIS}), claim(ADA, "dies", document=1, **{"in": ROME}), [Type.PLACE]),
        (somebody("dies", time="1852"), somebody("dies", time="1853"), []),
        (claim(ADA, "is born in", PARIS), claim(ADA, "is born in", ROME, document=1), [Type.OBJECT]),
        (claim(ADA, "lives in", PARIS), claim(ADA, "lives in", ROME, document=1), []),
    ],
)
def test_claims_that_cannot_both_hold(one, other, expected):
    assert types(one, other) == expected
    assert types(other, one) == expected


def test_a_crowd_that_agrees_does_not_hide_the_one_that_does_not():
    crowd = [claim(ADA, "meets", BO) for _ in range(200)]
    found = conflicts([*crowd, claim(ADA, "meets", BO, denied=True)])
    assert 0 < len(found) < len(crowd)


def test_what_two_documents_describe_alike_is_taken_for_one_thing_with_less_confidence():
    one = claim(ADA, "writes", described(0, "letter", to=BO, of=ADA))
    plain = claim(ADA, "writes", described(1, "letter"), document=1, denied=True)
    to_bo = claim(ADA, "writes", described(1, "letter"), document=1, denied=True, to=BO)
    assert types(one, plain) == []
    (found,) = conflicts([one, to_bo])
    assert (found.type, found.confidence, found.within) == (Type.DENIED, 0.7, False)
    assert types(one, claim(ADA, "writes", described(1, "poem", to=BO), document=1, denied=True)) == []


def test_what_people_say_is_a_disagreement_and_what_documents_state_a_conflict():
    stated = claim(ADA, "meets", BO), claim(ADA, "meets", BO, denied=True, document=1)
    said = claim(ADA, "meets", CY), claim(ADA, "meets", CY, denied=True, sources=(ADA,))
    first, second = conflicts([*said, *stated])
    assert (first.reported, first.within) == (False, False)
    assert (second.reported, second.within) == (True, True)


def test_two_numbers_of_one_event():
    def number(lexical, approximation=None, unit="people"):
        return Value(lexical, "xsd:integer", unit, approximation)

    attack = thing("Attack", Kind.EVENT)
    sides = [
        claim(attack, "kills", number(n, a, u), document=i, time="2021-11-22")
        for i, (n, a, u) in enumerate([("12", None, "people"), ("15", None, "people")])
    ]
    assert types(*sides) == [Type.NUMBER]
    about = claim(attack, "kills", number("12", "about"), time="2021-11-22"), sides[0]
    assert types(*about) == []
    other_day = claim(attack, "kills", number("15"), document=1, time="2021-11-23")
    assert types(sides[0], other_day) == []
    other_unit = claim(attack, "kills", number("15", unit="horses"), document=1, time="2021-11-22")
    assert types(sides[0], other_unit) == []


@pytest.mark.parametrize(
    ("unit", "documents", "found"),
    [
        ("people", (0, 0), [Type.NUMBER]),
        ("people", (0, 1), [Type.NUMBER]),
        ("percent", (0, 0), [Type.NUMBER]),
        ("percent", (0, 1), []),
        ("USD", (0, 1), []),
    ],
)
def test_numbers_of_what_moves_every_day_are_compared_within_a_day(unit, documents, found):
    days = ["2021-11-26", "2021-12-01"]
    sources = [replace(reading.document.source, date=days[n]) for n, reading in enumerate(READINGS[:2])]
    read = [
        replace(reading, document=replace(reading.document, source=source))
        for reading, source in zip(READINGS, sources, strict=False)
    ]
    index = thing("Index", Kind.ORGANIZATION)
    sides = [
        claim(index, "counts", Value(number, "xsd:decimal", unit), document=document)
        for number, document in zip(("4", "7"), documents, strict=True)
    ]
    assert [each.type for each in conflicts(sides, read)] == found


def test_a_description_is_what_all_claims_of_its_making_say_of_it():
    letters = [described(0, "letter", to=CY), described(1, "letter")]
    one = claim(ADA, "writes", letters[0])
    denied = claim(ADA, "writes", letters[1], document=1, denied=True, at=1, to=CY)
    other = claim(BO, "writes", letters[1], document=1, at=2, sources=(ADA,))
    assert types(one, denied, other) == [Type.DENIED, Type.DOER]
    assert types(one, other) == []


def test_publishers_are_counted_and_copies_once():
    def reading(place, publisher, text):
        document = replace(READINGS[0].document, id=f"https://example.org/kg/doc/{place}", text=text)
        return replace(READINGS[0], document=replace(document, source=replace(document.source, publisher=publisher)))

    wire = "Ada met Bo in Calais on Sunday, an official of the ministry told reporters on the beach, and left."
    texts = [
        ("a", "One", wire),
        ("b", "Two", f"{wire} More."),
        ("c", "Three", "Ada Lovelace has met Bo, we hear."),
        ("d", "Three", "Bo was met by Ada, as we wrote."),
        ("e", "Four", "Ada did not meet Bo at all."),
    ]
    read = [reading(*each) for each in texts]
    claims = []
    for each in read:
        denied = each.document.id.endswith("e")
        made = claim(ADA, "meets", BO, denied=denied)
        claims.append(replace(made, id=f"{each.document.id}#claim_0_{len(claims):08x}", document=each.document.id))
    assert {each.support for each in conflicts(claims, read)} == {(2, 1)}


def test_copies_are_found_whatever_was_added_to_them():
    words = [f"word{number}" for number in range(60)]
    texts = {
        "d:1": " ".join(words),
        "d:2": " ".join(["Agency:", *words[:50], "(ends)"]),
        "d:3": " ".join(words[::-1]),
        "d:4": "",
        "d:5": "word1 word2",
    }
    assert originals(texts) == {"d:1": "d:1", "d:2": "d:1", "d:3": "d:3", "d:4": "d:4", "d:5": "d:5"}


def test_every_relation_with_one_filler_says_which_and_why():
    assert len(single()) > 10
    assert {slot for slots, _ in single().values() for slot in slots} == {"subject", "object", "time", "place"}
    assert all(why for _, why in single().values())


@pytest.mark.model
def test_the_two_articles_disagree_on_who_wrote_the_letter(example):
    claims = {each.id: each for each in example.claims}
    first = example.conflicts[0]
    one, other = claims[first.one], claims[first.other]
    assert (first.type, first.reported, first.within) == (Type.DENIED, False, False)
    assert one.subject == other.subject
    assert (one.subject.label, one.predicate.label) == ("Boris Johnson", "writes")
    assert "did not write the letter" in other.sentence


# ------------------------------------------------------------------------------------------------ as the page has them


def told(*rows):
    """Claims of one story about Ada and Bo: denied, modality, time."""
    story = samples.Story()
    story.entity("Ada", Kind.PERSON)
    story.entity("Bo", Kind.PERSON)
    for i, (denied, modality, day) in enumerate(rows):
        story.paper(f"{i}.txt")
        story.sentence("Ada meets Bo.")
        time = samples.EventTime(day, None, "then") if day else None
        story.claim("Ada", "meets", "meets", "Bo", denied=denied, modality=samples.Modality(modality), time=time)
    return story.told()[0].claims


@pytest.mark.parametrize(
    ("one", "other", "contradicted"),
    [
        ((False, "actual", None), (True, "actual", None), True),
        ((False, "actual", None), (False, "actual", None), False),
        ((False, "possible", None), (True, "actual", None), False),
        ((False, "actual", "2021-11-26"), (True, "actual", None), True),
        ((False, "actual", "2021-11-26"), (True, "actual", "2021-11"), True),
        ((False, "actual", "2021-11-26"), (True, "actual", "2021-11-27"), False),
    ],
)
def test_only_what_is_meant_as_actual_and_of_the_same_time_is_contradicted(one, other, contradicted):
    a, b = told(one, other)
    assert contradictions([a, b]) == ({a.id: (b.id,), b.id: (a.id,)} if contradicted else {})
