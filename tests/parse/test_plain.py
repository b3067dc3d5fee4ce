import textwrap
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.model import Span
from kg.parse import plain
from kg.parse.plain import Plain, paragraphs

TEXT = st.text(st.sampled_from("ab .,“”—\n\n\r\t\x0b\f\x85\xa0\u2028\u2029\u200b\u00adÉ1)-"), max_size=80)
PROSE = (
    "France has cancelled the talks with the home secretary, because of a letter that Boris Johnson sent to Emmanuel "
    "Macron on Thursday. The minister called it unacceptable. Nobody in London has said anything about it so far, and "
    "the Belgian and the Dutch ministers are still expected in Calais on Sunday afternoon."
)


def texts(text: str) -> list[str]:
    return [text[start:end] for start, end in paragraphs(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        (" \n\t\n", []),
        ("one", ["one"]),
        ("  one \n", ["one"]),
        ("one\n\ntwo", ["one", "two"]),
        ("one\n \t\n\n\ntwo\n", ["one", "two"]),
        ("one\r\n\r\ntwo", ["one", "two"]),
        ("one\r\rtwo", ["one", "two"]),
        ("one\u2029two\fthree", ["one", "two", "three"]),
        ("Steps:\n- write\n- wait", ["Steps:", "- write", "- wait"]),
        ("Steps:\n1. write\n2. wait", ["Steps:", "1. write", "2. wait"]),
        ("No talks\nLondon\n26 November 2021", ["No talks", "London", "26 November 2021"]),
        ("The talks were\ncancelled.", ["The talks were\ncancelled."]),
        ("It was over.\nthis is new", ["It was over.", "this is new"]),
    ],
)
def test_blank_lines_and_lines_that_were_not_wrapped_end_a_paragraph(text, expected):
    assert texts(text) == expected


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
@pytest.mark.parametrize("width", [50, 70, 80, 100, 120])
def test_a_wrapped_text_stays_one_paragraph(width, line_end):
    wrapped = textwrap.fill(PROSE, width).replace("\n", line_end)
    assert texts(f"{wrapped}{line_end}{line_end}{wrapped}{line_end}") == [wrapped, wrapped]


def test_a_text_wrapped_by_hand_stays_one_paragraph():
    ragged = "\n".join(textwrap.wrap(PROSE, 66, initial_indent="  ")).strip()
    lines = ragged.split("\n")
    assert len({len(line) for line in lines}) > 3
    assert texts(ragged) == [ragged]


def test_a_text_with_a_paragraph_on_each_line_is_read_like_that():
    lines = [PROSE, "“Talks have been cancelled,” he said.", PROSE[:150] + "."]
    assert texts("\n".join(lines)) == lines


def test_a_heading_does_not_run_into_the_text_below():
    body = textwrap.fill(PROSE, 70)
    assert texts(f"Talks over the Channel cancelled\n{body}")[0] == "Talks over the Channel cancelled"


@given(TEXT)
def test_paragraphs_hold_every_character_but_white_space_once(text):
    spans = list(paragraphs(text))
    assert all(start < end for start, end in spans)
    assert all(one.end <= other.start for one, other in pairwise(spans))
    assert "".join("".join(texts(text)).split()) == "".join(text.split())
    assert all(part == part.strip() for part in texts(text))


@pytest.mark.parametrize("piece", ["word ", "word", "word. ", " \n", "\n", "- "])
def test_a_paragraph_has_a_greatest_length(piece, monkeypatch):
    monkeypatch.setattr(plain, "LONGEST", 40)
    text = piece * 100
    parts = texts(text)
    assert all(len(part) <= 40 for part in parts)
    assert "".join("".join(parts).split()) == "".join(text.split())


def test_a_long_paragraph_is_cut_after_a_sentence(monkeypatch):
    monkeypatch.setattr(plain, "LONGEST", 40)
    assert texts("The talks were over. Nobody knew why. It was cold.") == [
        "The talks were over. Nobody knew why.",
        "It was cold.",
    ]


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("“It’s over” – he said—twice", '"It\'s over" - he said-twice'),
        ("‘five‑point’ «plan»", "'five-point' \"plan\""),
        ("one\r\n  two\tthree\xa0four", "one two three four"),
        ("\u200bco\u00adoperate \u200e", "cooperate"),
        ("… ½ ﬁ É", "… ½ ﬁ É"),
    ],
)
def test_the_parser_sees_plain_characters(text, plain):
    assert Plain(text, Span(0, len(text))).text == plain


@given(st.text(max_size=5), TEXT, st.text(max_size=5))
def test_every_plain_character_leads_back_to_where_it_stood(before, text, after):
    text = text.strip()  # as paragraphs are
    seen = Plain(before + text + after, Span(len(before), len(before) + len(text)))
    whole = before + text + after
    for i, character in enumerate(seen.text):
        start, end = seen.span(i, i + 1)
        assert whole[start:end].translate(plain.PLAIN) == character
    assert "  " not in seen.text
    assert seen.text == seen.text.strip()
