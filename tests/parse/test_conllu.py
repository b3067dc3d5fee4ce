import pytest
from hypothesis import given

from kg.errors import ReadError
from kg.model import Document, Parse, Sentence, Source, Token
from kg.parse import conllu
from tests.parse.strategies import parses

WORD = "1\tNon\tnon\tINTJ\tUH\t_\t0\tROOT\t_\t_\n"
HEAD = '# newdoc id = d\n# source = {"name": "n"}\n# model = m\n'


@given(parses())
def test_what_is_written_is_read_back(parse):
    assert list(conllu.read(conllu.write([parse]))) == [parse]


@given(parses(), parses())
def test_documents_stand_one_after_the_other(one, other):
    assert list(conllu.read(conllu.write([one, other]))) == [one, other]


@given(parses())
def test_a_word_is_a_line_of_ten_columns(parse):
    lines = "".join(conllu.write([parse])).split("\n")
    words = [line.split("\t") for line in lines if line and not line.startswith("#")]
    assert len(words) == sum(len(sentence.tokens) for sentence in parse.sentences)
    assert all(len(word) == 10 and all(word) for word in words)


def test_words_that_are_not_in_the_text_are_refused():
    token = Token(0, 0, "Non", "", "non", "INTJ", "UH", "ROOT", 0, "")
    parse = Parse(Document("d", "Oui", Source("n")), (Sentence((token,)),), "m")
    with pytest.raises(ValueError, match="words of the sentence at 0 are not those of the text"):
        list(conllu.write([parse]))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (WORD, "x.conllu:1: a document has no id or no source"),
        (HEAD + WORD.replace("1", "2"), "x.conllu:4: word 2 follows word 0"),
        (HEAD + WORD + "\n" + WORD.replace("0", "3"), "x.conllu:6: a head is outside of the sentence"),
        (HEAD + "1 Non non\n", "x.conllu:4: not enough values to unpack"),
        (HEAD.replace('"name"', '"nom"'), "x.conllu:2: "),
        (HEAD.replace("{", ""), "x.conllu:2: "),
        (HEAD + WORD.replace("1", "1-2"), "x.conllu:4: "),
    ],
)
def test_an_error_names_the_line(text, message):
    with pytest.raises(ReadError) as error:
        list(conllu.read(text.splitlines(keepends=True), "x.conllu"))
    assert str(error.value).startswith(message)
