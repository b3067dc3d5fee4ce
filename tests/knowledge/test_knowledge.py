from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg import iri, literal
from kg.knowledge import is_asserted, know, literal_of, qualifiers
from kg.model import Alias, ClaimRef, Form, Kind, Link, Mention, Modality, Polarity, Span, Timex, Value
from tests.rdf.example import FIRST, LINKS, MINT, READINGS, SECOND
from tests.rdf.strategies import decisions, readings

KNOWN = know(READINGS, LINKS)
ENTITIES = {entity.iri: entity for entity in KNOWN.entities}
CLAIMS = {f"{c.subject.label} {c.predicate.label} {getattr(c.object, 'label', '')}": c for c in KNOWN.claims}

several = st.lists(readings(), max_size=3).map(
    lambda some: list({reading.document.id: reading for reading in some}.values())
)


def test_names_are_labelled_by_themselves_and_descriptions_by_their_first_phrase():
    assert ENTITIES[MINT.entity("Gérald Darmanin")].label == "Gérald Darmanin"
    letter = ENTITIES[iri.nominal(FIRST.document.id, "letter")]
    assert letter.label == "Boris Johnson's letter to Emmanuel Macron"
    assert letter.head_term == "letter"
    assert [(relation.label, name) for relation, name in letter.arguments] == [
        ("of", MINT.entity("Boris Johnson")),
        ("to", MINT.entity("Emmanuel Macron")),
    ]


def test_other_wordings_are_aliases_with_the_method_of_their_link():
    assert ENTITIES[MINT.entity("UK")].aliases == (Alias("Britain", "gazetteer alias", 0.99),)
    assert ENTITIES[iri.nominal(FIRST.document.id, "letter")].aliases == (
        Alias("British prime minister's public letter", "same-document coreference", 0.81),
    )
    assert ENTITIES[iri.nominal(FIRST.document.id, "migrant talks")].mentions == 3


def test_two_phrases_of_one_description_are_the_same_by_their_words():
    again = replace(SECOND.mentions[5], text="the long talks", pieces=(Span(75, 84),))
    assert again.minted == iri.nominal(SECOND.document.id, "talks")
    reading = replace(SECOND, mentions=(*SECOND.mentions[:5], again, *SECOND.mentions[6:]))
    (talks,) = (e for e in know([reading]).entities if e.iri == again.minted)
    assert talks.aliases == (Alias("long talks", "same words"),)


def test_arguments_of_the_object_noun_are_repeated_on_the_claim_but_for_of():
    assert ("with", "UK") in [(r.label, n.label) for r, n in CLAIMS["France cancels migrant talks"].qualifiers]
    letter = next(mention for mention in FIRST.mentions if mention.label == "letter")
    assert [name for name, _ in letter.arguments] == ["of", "to"]
    claim = replace(FIRST.claims[0], object=letter.span, qualifiers=())
    mentions = {mention.span: mention for mention in FIRST.mentions}
    assert [each.relation.label for each in qualifiers(claim, mentions, MINT)] == ["to"]


@pytest.mark.parametrize(
    ("changed", "plain", "with_attributed"),
    [
        ({}, True, True),
        ({"polarity": Polarity.NEGATIVE}, False, False),
        ({"modality": Modality.PLANNED}, False, False),
        ({"sources": (Span(0, 6),), "attributed": True}, False, True),
        ({"attributed": True}, False, True),
    ],
)
def test_asserted_is_what_the_document_itself_affirms_as_actual(changed, plain, with_attributed):
    claim = replace(FIRST.claims[0], **changed)
    assert is_asserted(claim) == plain
    assert is_asserted(claim, assert_attributed=True) == with_attributed


def test_what_is_said_is_a_claim_that_is_not_asserted_itself():
    said = CLAIMS["Gérald Darmanin says "]
    assert said.asserted
    assert isinstance(said.object, ClaimRef)
    (inner,) = (claim for claim in KNOWN.claims if claim.id == said.object.claim)
    assert not inner.asserted
    assert [source.label for source in inner.sources] == ["Gérald Darmanin"]
    assert inner.object.kind is Kind.TERM


def with_pronoun(link=None):
    """*He may meet Belgian officials*, with the pronoun identified or not."""
    place = Span(86, 101)
    he = Mention((place,), "He", Form.PRONOUN, iri.unspecified(SECOND.document.id, 86), "he")
    mentions = tuple(he if mention.span == place else mention for mention in SECOND.mentions)
    links = (Link(he.minted, link, "pronoun, only candidate", 0.8, SECOND.document.id),) if link else ()
    known = know([replace(SECOND, mentions=mentions, links=links)])
    (claim,) = (claim for claim in known.claims if claim.predicate.label == "meets")
    return known, claim.subject


def test_a_pronoun_that_a_link_identifies_is_that_thing_and_never_a_name_of_it():
    known, subject = with_pronoun(MINT.entity("Belgium"))
    assert (subject.label, subject.mentions, subject.aliases) == ("Belgium", 2, ())
    assert not known.replaced


def test_a_pronoun_that_nothing_identifies_is_left_unspecified():
    _, subject = with_pronoun()
    assert (subject.label, subject.kind) == ("unspecified", Kind.UNSPECIFIED)


def test_a_doer_left_unsaid_is_a_node_of_its_own_place():
    somebody = iri.unspecified(SECOND.document.id, 18)
    claims = (replace(SECOND.claims[0], subject=None, unspecified=somebody), *SECOND.claims[1:])
    known = know([replace(SECOND, claims=claims)])
    assert known.claims[0].subject.iri == somebody
    assert known.claims[0].subject.kind is Kind.UNSPECIFIED


def kinds(*votes):
    """The kind of France, if its mentions vote so."""
    places = [Span(3 * i, 3 * i + 2) for i in range(len(votes))]
    mentions = tuple(
        Mention((place,), "France", Form.NAME, MINT.entity("France"), "France", kind=kind)
        for place, kind in zip(places, votes, strict=True)
    )
    (entity,) = know([replace(FIRST, mentions=mentions, claims=(), links=())]).entities
    return entity.kind


@pytest.mark.parametrize(
    ("votes", "kind"),
    [
        ([Kind.PLACE, Kind.ORGANIZATION, Kind.PLACE], Kind.PLACE),
        ([Kind.WORK, Kind.PLACE], Kind.PLACE),
        ([Kind.PLACE, Kind.WORK], Kind.PLACE),
        ([None, None, Kind.GROUP], Kind.GROUP),
        ([Kind.THING, Kind.THING, Kind.EVENT], Kind.EVENT),
        ([None], Kind.THING),
    ],
)
def test_mentions_vote_for_the_kind_and_a_tie_goes_to_the_first_kind(votes, kind):
    assert kinds(*votes) is kind


@pytest.mark.parametrize(
    ("text", "label"),
    [("his letter", "letter"), ("the  letter", "letter"), ("Her Majesty’s letter", "Majesty's letter"), ("it", "it")],
)
def test_a_description_is_called_by_its_words_without_determiner_or_owner(text, label):
    minted = iri.nominal(FIRST.document.id, "letter")
    mention = Mention((Span(0, 6),), text, Form.NOMINAL, minted, "letter")
    (entity,) = know([replace(FIRST, mentions=(mention,), claims=(), links=())]).entities
    assert entity.label == label


@pytest.mark.parametrize(
    ("mention", "value"),
    [
        ({"value": Value("27", literal.INTEGER, "people")}, Value("27", literal.INTEGER, "people")),
        ({"timex": Timex("DATE", "2021-11-26", "2021-11-26")}, Value("2021-11-26", literal.DATE)),
        ({"timex": Timex("DATE", "2021-11", "2021-11")}, Value("2021-11", literal.YEAR_MONTH)),
        ({"timex": Timex("DATE", "2021", "2021", "2024")}, Value("the words", literal.STRING)),
        ({"timex": Timex("DATE", "2021", "2021", mod="START")}, Value("the words", literal.STRING)),
        ({"timex": Timex("DATE", "2021-W47")}, Value("the words", literal.STRING)),
        ({}, Value("the words", literal.STRING)),
    ],
)
def test_a_value_is_its_number_its_date_or_its_words(mention, value):
    assert literal_of(Mention((Span(0, 1),), "the  words", Form.TIME, None, "x", **mention)) == value


def test_a_number_that_something_is_said_of_is_a_thing():
    place = SECOND.claims[0].subject
    mentions = tuple(
        Mention((place,), "27 people", Form.QUANTITY, None, "27 people", value=Value("27", literal.INTEGER, "people"))
        if mention.span == place
        else mention
        for mention in SECOND.mentions
    )
    subject = know([replace(SECOND, mentions=mentions)]).claims[0].subject
    assert (subject.iri, subject.label) == (iri.quantity(SECOND.document.id, place), "27 people")


def test_names_that_have_given_way_everywhere_are_listed():
    assert (MINT.entity("Britain"), MINT.entity("UK")) in KNOWN.replaced
    here_only = Link(MINT.entity("Britain"), MINT.entity("UK"), "in this text", 0.9, SECOND.document.id)
    assert not know([SECOND], [here_only]).replaced


def test_an_entity_that_only_links_name_is_called_by_its_iri():
    known = know([SECOND], LINKS[2:])
    assert [(e.label, e.aliases[0].label) for e in known.entities if e.iri == MINT.entity("UK")] == [("UK", "Britain")]


@given(several, decisions, st.randoms())
def test_knowledge_depends_on_no_order(some, links, random):
    shuffled, relinked = some[:], links[:]
    random.shuffle(shuffled)
    random.shuffle(relinked)
    assert know(shuffled, relinked) == know(some, links)


@given(several, decisions, st.data())
def test_taking_links_back_gives_the_knowledge_there_was_without_them(some, links, data):
    made = [*links, *(link for reading in some for link in reading.links)]
    regretted = data.draw(st.sets(st.sampled_from(made))) if made else set()
    keys = {(link.alias, link.canonical, link.scope) for link in regretted}

    def kept(of):
        return tuple(link for link in of if (link.alias, link.canonical, link.scope) not in keys)

    never = know([replace(reading, links=kept(reading.links)) for reading in some], kept(links))
    taken_back = [replace(link, withdrawn=True) for link in regretted]
    assert know(some, [*links, *taken_back]) == never


@given(several, decisions)
def test_every_slot_is_its_mention_followed_to_what_it_refers_to(some, links):
    known = know(some, links)
    names = {entity.iri for entity in known.entities}
    assert set(known.refers.values()) <= names
    for claim in known.claims:
        if claim.evidence.subject is not None:
            assert claim.subject.iri == known.refers[claim.document, claim.evidence.subject]
        for source, place in zip(claim.sources, claim.evidence.sources, strict=True):
            assert source.iri == known.refers[claim.document, place]


@given(several, decisions)
def test_entities_and_claims_are_sorted_and_no_alias_repeats_a_label(some, links):
    known = know(some, links)
    assert [entity.iri for entity in known.entities] == sorted(entity.iri for entity in known.entities)
    keys = [iri.text_order(claim.id) for claim in known.claims]
    assert keys == sorted(keys)
    for entity in known.entities:
        assert entity.label not in [alias.label for alias in entity.aliases]
