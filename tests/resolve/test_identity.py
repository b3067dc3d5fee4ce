"""Identity within a document: what is one thing, what is not, why, and how it is said in links."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.ledger import Ledger
from kg.model import Form, Kind
from kg.resolve.chains import CONFIDENCE
from tests.resolve.stories import parsed, reading, same, texts, things

ONE = [
    # names
    ("Anna Weber resigned. Ms Weber gave no reason.", ("Anna Weber", "Ms Weber")),
    ("Paul Novak won the race. Novak was pleased.", ("Paul Novak", "Novak")),
    ("The European Central Bank (ECB) met. The ECB raised rates.", ("The European Central Bank", "The ECB")),
    ("The US Food and Drug Administration met. The FDA agreed.", ("The US Food and Drug Administration", "The FDA")),
    ("Britain left the European Union. The UK had voted in 2016.", ("Britain", "The UK")),
    ("Norvik Motor Company lost money. Norvik closed a plant.", ("Norvik Motor Company", "Norvik")),
    ("Samuel Clemens, better known as Mark Twain, was a writer.", ("Samuel Clemens", "Mark Twain")),
    (
        "The Dow Jones Industrial Average fell on Monday. The Nasdaq Composite rose, and the Dow lost 90 points later.",
        ("The Dow Jones Industrial Average", "the Dow"),
    ),
    ("Paul Novak was born in Graz. The Novak family is large. Novak studied law.", ("Paul Novak", "Novak")),
    ("William Weber was born in Linz. Bill Weber moved to Graz.", ("William Weber", "Bill Weber")),
    ("Gérald Novák resigned. Gerald Novak gave no reason. Novak left.", ("Gérald Novák", "Gerald Novak", "Novak")),
    ("Jean-Luc Weber spoke. Jean Luc Weber smiled.", ("Jean-Luc Weber", "Jean Luc Weber")),
    ("The writer Paul Novak won. Sir Paul thanked the jury.", ("The writer Paul Novak", "Sir Paul")),
    # ages that the text states
    ("Paul Novak, 35, was arrested in Graz. The 35-year-old denied it.", ("Paul Novak", "The 35-year-old")),
    (
        "Anna Weber, a 35-year-old teacher, was arrested. The 35-year-old denied everything.",
        ("Anna Weber", "The 35-year-old"),
    ),
    ("Anna Weber, aged 41, was arrested. The 41-year-old denied everything.", ("Anna Weber", "The 41-year-old")),
    ("A 35-year-old man was arrested. The 35-year-old denied everything.", ("A 35-year-old man", "The 35-year-old")),
    # roles that the text states
    (
        "French President Emmanuel Macron spoke first. The French president was angry.",
        ("President Emmanuel Macron", "The French president"),
    ),
    (
        "Interior minister Gerald Darmanin spoke. The interior minister was angry.",
        ("Gerald Darmanin", "The interior minister"),
    ),
    ("Olga Brandt, the mayor of Graz, resigned. The mayor gave no reason.", ("Olga Brandt", "The mayor")),
    ("Olga Brandt is the chancellor. The chancellor met reporters.", ("Olga Brandt", "The chancellor")),
    # descriptions with a name beside them
    ("Its director, Olga Brandt, was fined. The director paid.", ("Its director", "Olga Brandt")),
    ("Its director, Olga Brandt, was fined. The director paid.", ("Olga Brandt", "The director")),
    ("The historian Ruth Okafor spoke. Okafor teaches.", ("The historian Ruth Okafor", "Okafor")),
    ("Her brother John drew the plates. He sold them.", ("John", "He")),
    ("The ship’s owner, Blue Star Shipping Ltd, denied it.", ("The ship’s owner", "Blue Star Shipping Ltd")),
    (
        "Mary Hart was a painter. Born to the brewer and his wife Anne Hall, she moved to Leeds.",
        ("Mary Hart", "she"),
    ),
    # descriptions
    ("The firm sent a long letter to the court. The letter was ignored.", ("a long letter", "The letter")),
    ("Mr Weber urged France to act. The country refused.", ("France", "The country")),
    (
        "France cancelled talks with Priti Patel. The talks with the home secretary were cancelled by phone.",
        ("Priti Patel", "the home secretary"),
    ),
    (
        "The letter that Paul Novak sent was long. Mr Novak’s letter was ignored.",
        ("The letter that Paul Novak sent", "Mr Novak’s letter"),
    ),
    ("Shares of the Nasdaq fell. The Nasdaq index lost ten points.", ("the Nasdaq", "The Nasdaq index")),
    # pronouns
    ("Anna Weber met Paul Novak. She thanked him.", ("Anna Weber", "She")),
    ("Anna Weber met Paul Novak. She thanked him.", ("Paul Novak", "him")),
    ("Anna Weber sold her house.", ("Anna Weber", "her")),
    ("Paul Novak, who won the race, said that he was tired.", ("Paul Novak", "he")),
    ("In his letter, Paul Novak thanked the mayor.", ("Paul Novak", "his")),
    ("Paul Novak saw himself in the mirror.", ("Paul Novak", "himself")),
    ("The company said it would close the plant.", ("The company", "it")),
    ("“I am tired,” Anna Weber said.", ("Anna Weber", "I")),
]  # fmt: skip

APART = [
    ("Mary Hart was a painter. Born to the brewer and his wife Anne Hall, she moved to Leeds.", ("Anne Hall", "she")),
    ("Paul Novak, 35, met Karl Weber, 35. The 35-year-old left.", ("Paul Novak", "The 35-year-old")),
    ("Paul Novak, 35, met Karl Weber, 41. The 50-year-old left.", ("Paul Novak", "The 50-year-old")),
    ("Paul Novak won. Mr Paul thanked the jury.", ("Paul Novak", "Mr Paul")),
    ("Bill Weber met Karl Weber in Linz.", ("Bill Weber", "Karl Weber")),
    ("Bill Weber, son of William Weber, moved to Graz.", ("Bill Weber", "William Weber")),
    ("Paul Novak was born in Graz. The Novak family is large. Novak studied law.", ("Paul Novak", "The Novak family")),
    ("Paul Novak was born in Graz. The Novak sisters met Novak.", ("Paul Novak", "The Novak sisters")),
    ("The Dow Jones building was sold. The Dow plant makes plastics.", ("Dow Jones", "Dow")),
    ("The brothers, Tom Hall and Jim Hall, left.", ("The brothers", "Tom Hall")),
    ("The officer, Ian Bell and two others left.", ("The officer", "two others")),
    ("The word Brexit is new.", ("The word Brexit", "Brexit")),
    ("The spokesman, Reuters reported, was ill.", ("The spokesman", "Reuters")),
    ("Paul Karl Novak was a son of Paul Novak. Paul Novak painted.", ("Paul Karl Novak", "Paul Novak")),
    ("Most Belgians speak Dutch. Belgians eat chips.", ("Most Belgians", "Belgians")),
    ("Paul Novak spoke. He is no ordinary man, he is a Novak.", ("Paul Novak", "a Novak")),
    ("They won the 2002 World Cup. They lost the 2006 World Cup.", ("the 2002 World Cup", "the 2006 World Cup")),
    ("Sheikh Lutfi is a poet. Sheikh Omar Mosque is old.", ("Sheikh Lutfi", "Sheikh Omar Mosque")),
    ("Novik Explorer 6 is old. NE has many versions.", ("Novik Explorer 6", "NE")),
    ("Anna Weber and Karl Weber resigned. Weber gave no reason.", ("Anna Weber", "Weber")),
    ("Anna Weber resigned. Mr Weber gave no reason.", ("Anna Weber", "Mr Weber")),
    (
        "Prime Minister Justin Trudeau wrote a letter. The British prime minister was angry.",
        ("Justin Trudeau", "The British prime minister"),
    ),
    ("Paul Novak and Karl Weber argued. He left.", ("Paul Novak", "He")),
    ("Anna Weber met Paul Novak. She thanked him.", ("Anna Weber", "him")),
    ("Paul Novak hit him.", ("Paul Novak", "him")),
    ("The letter from Mr Novak was long. Another letter was short.", ("The letter from Mr Novak", "Another letter")),
    ("The company collapsed. It is likely that many will lose their jobs.", ("The company", "It")),
    ("The French president met a German minister.", ("France", "French")),
    ("Food Standards of Australia met. Australia is large.", ("Food Standards of Australia", "Australia")),
]  # fmt: skip

REASONS = [
    ("Paul Novak, 35, was arrested in Graz. The 35-year-old denied it.", "The 35-year-old", "age stated in the text"),
    ("William Weber was born in Linz. Bill Weber moved to Graz.", "Bill Weber", "nickname and surname"),
    ("Anna Weber resigned. Ms Weber gave no reason.", "Ms Weber", "title and surname"),
    ("Britain left the European Union. The UK had voted in 2016.", "Britain", "gazetteer alias"),
    ("Anna Weber met Paul Novak. She thanked him.", "She", "pronoun, only candidate"),
    ("Olga Brandt is the chancellor. The chancellor met reporters.", "The chancellor", "role stated in the text"),
    ("“I am tired,” Anna Weber said.", "I", "the one who speaks"),
    ("Its director, Olga Brandt, was fined. The director paid.", "Its director", "its name beside it"),
]

TEXTS = [*(text for text, _ in ONE), *(text for text, _ in APART), *(text for text, *_ in REASONS)]


@pytest.mark.parametrize(("text", "mentions"), ONE)
def test_these_are_one_thing(text, mentions):
    assert same(text, *mentions), things(text)


@pytest.mark.parametrize(("text", "mentions"), APART)
def test_these_are_not(text, mentions):
    assert not same(text, *mentions), things(text)


@pytest.mark.parametrize(("text", "alias", "method"), REASONS)
def test_a_link_says_why(text, alias, method):
    read = reading(text)
    minted = {mention.minted for mention in read.mentions if mention.text == alias}
    assert method in {link.method for link in read.links if link.alias in minted}, read.links


def test_a_name_is_global_a_description_local_and_a_pronoun_nobody_until_it_is_linked():
    read = reading("The firm sent a long letter to the court. The letter was ignored.")
    minted = {mention.text: mention.minted for mention in read.mentions}
    assert minted["a long letter"] == f"{read.document.id}#long_letter"
    assert minted["The letter"] == f"{read.document.id}#letter"
    read = reading("Anna Weber met Paul Novak. She thanked him.")
    minted = {mention.text: mention.minted for mention in read.mentions}
    assert minted["Anna Weber"] == "https://example.org/entity/Anna_Weber"
    assert minted["She"] == f"{read.document.id}#unspecified_27"


def test_without_the_link_the_mention_is_what_its_words_say():
    read = reading("Anna Weber resigned. Ms Weber gave no reason.")
    kept = [link for link in read.links if not link.alias.endswith("/Weber")]
    (mention,) = (m for m in read.mentions if m.text == "Ms Weber")
    assert Ledger(kept).canonical(mention.minted, read.document.id).endswith("/Weber")


def test_one_document_has_one_kind_for_one_name():
    read = reading("Paul Novak won the race. Novak was pleased.")
    assert {m.kind for m in read.mentions if m.form is Form.NAME} == {Kind.PERSON}


@pytest.mark.parametrize("text", dict.fromkeys(texts()))
def test_readings_keep_their_promises(text):
    read = reading(text)
    spans = [mention.span for mention in read.mentions]
    assert spans == sorted(set(spans))
    for mention in read.mentions:
        assert {span for _, span in mention.arguments} <= set(spans)
        assert mention.text.split()[0] in text
    for link in read.links:
        assert link.scope == read.document.id
        assert link.method in CONFIDENCE
        assert 0 < link.confidence <= 1
        assert len(link.evidence) <= 2
    aliases = [link.alias for link in read.links if not link.member]
    assert aliases == sorted(set(aliases)), "an IRI gives way once"


@given(st.sampled_from([*dict.fromkeys(texts())]))
def test_a_reading_is_a_function_of_the_parse(text):
    from kg.extract import understand
    from kg.resolve import resolve

    assert resolve(understand(parsed(text))) == reading(text)
