"""The tuned pipeline gives what the stock pipeline gives."""

from __future__ import annotations

import random
import warnings
from pydoc_data.topics import topics

import pytest
import spacy
from spacy.lang.en import English
from spacy.tokens import Doc
from thinc.api import NumpyOps

from kg.parse import models, spacy_tuned
from kg.parse.spacy_tuned import AttributeTable, is_understood

pytestmark = pytest.mark.model

SENTENCES = """There's a letter. There are two, but there was none. I'm gonna go and you've got ta wait. Let's go. C'mon
y'all, it ain't over. Ain't it? He gets what he got. She'd have done it; they had to. I saw that that was his, not hers.
'Nuff said: the U.K. can't, won't and shouldn't sign. Who did you say is it that they like? More than £5m was lost."""
PROSE = "\n\n".join([SENTENCES, *(topics[name] for name in ("exceptions", "naming", "execmodel", "customization"))])
PARAGRAPHS = [paragraph for paragraph in PROSE.split("\n\n") if paragraph.strip()][:250]
ATTRIBUTES = ["tag_", "pos_", "morph", "lemma_", "dep_", "ent_iob_", "ent_type_", "is_sent_start"]


@pytest.fixture(scope="module", params=["en_core_web_md", "en_core_web_sm"])
def pipelines(request) -> tuple[English, English]:
    """A stock pipeline and a tuned one, of the same model."""
    path = models.find(request.param)
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message=r"\[W095\]")
        stock, tuned = spacy.load(path), spacy.load(path)
    spacy_tuned.use_numpy(tuned)
    spacy_tuned.use_table(tuned)
    return stock, tuned


def rows(doc: Doc) -> list[list[str]]:
    return [[token.text, str(token.head.i), *(str(getattr(token, name)) for name in ATTRIBUTES)] for token in doc]


def test_the_output_is_the_same(pipelines):
    tuned = pipelines[1]
    assert type(tuned.get_pipe("attribute_ruler")) is AttributeTable
    one, other = ([rows(doc) for doc in nlp.pipe(PARAGRAPHS)] for nlp in pipelines)
    assert sum(map(len, one)) > 5000
    assert one == other


def test_the_table_sets_what_the_ruler_sets_on_any_words_with_any_labels(pipelines):
    """Random words under random labels reach every rule, in every combination; prose does not."""
    stock = pipelines[0]
    ruler, table = (nlp.get_pipe("attribute_ruler") for nlp in pipelines)
    pick = random.Random(1)
    forms = [*sorted(table._mentioned), "n't", "y'", "Y", "The", "GOT", "Paris", "x1", " ", "\n\n", "İ"]
    tags, labels = [*stock.get_pipe("tagger").labels, "", "TO", "_SP"], [*stock.get_pipe("parser").labels, "", "expl"]
    for _ in range(60):
        words = [pick.choice(forms) for _ in range(100)]
        for i, pair in enumerate((["gon", "na"], ["let", "'s"], ["y'", "all"], ["ai", "nt"], ["got", "ta"])):
            words[10 * i : 10 * i + 2] = pair
        annotations = {
            "tags": [pick.choice(tags) for _ in words],
            "deps": [pick.choice(labels) for _ in words],
            "heads": [0] * len(words),
        }
        docs = [Doc(nlp.vocab, words, **annotations) for nlp in pipelines]
        assert rows(ruler(docs[0])) == rows(table(docs[1]))


def test_nothing_grows_with_the_words_that_are_read(pipelines, monkeypatch):
    monkeypatch.setattr(spacy_tuned, "FORMS", 50)
    tuned = pipelines[1]
    table = tuned.get_pipe("attribute_ruler")
    words = [f"word{n}" for n in range(200)]
    table(Doc(tuned.vocab, words[:1], tags=["NN"], deps=["dobj"]))
    kinds = len(table._entries)
    table(Doc(tuned.vocab, words, tags=["NN"] * 200, deps=["dobj"] * 200))
    assert len(table._entries) == kinds
    assert len(table._forms) <= 50


def test_an_empty_text_passes(pipelines):
    assert rows(pipelines[1]("")) == []


@pytest.mark.parametrize(
    ("rule", "understood"),
    [
        ({"patterns": [[{"TAG": "NN"}]], "attrs": {"POS": "NOUN"}}, True),
        (
            {"patterns": [[{"LOWER": {"REGEX": "^n'?t$"}}, {"DEP": {"NOT_IN": ["aux"]}}]], "attrs": {"LEMMA": "not"}},
            True,
        ),
        ({"patterns": [[{"TAG": "NN", "OP": "+"}]], "attrs": {"POS": "NOUN"}}, False),
        ({"patterns": [[{"ORTH": "Paris"}]], "attrs": {"POS": "NOUN"}}, False),
        ({"patterns": [[{"LOWER": {"FUZZY": "paris"}}]], "attrs": {"POS": "NOUN"}}, False),
        ({"patterns": [[{"TAG": "NN"}]], "attrs": {"NORM": "x"}}, False),
    ],
)
def test_a_ruler_with_other_patterns_is_left_alone(rule, understood):
    nlp = spacy.blank("en")
    ruler = nlp.add_pipe("attribute_ruler")
    ruler.add_patterns([rule])
    assert is_understood(ruler.patterns) is understood
    spacy_tuned.use_table(nlp)
    assert (type(nlp.get_pipe("attribute_ruler")) is AttributeTable) is understood


def test_the_last_rule_wins_whether_it_is_for_one_word_or_more():
    nlp = spacy.blank("en")
    for name in ("attribute_ruler", "kg_attribute_table"):
        nlp.add_pipe(name)
    rules = [
        {"patterns": [[{"LOWER": "a"}, {"LOWER": "b"}]], "attrs": {"LEMMA": "1", "POS": "X"}, "index": 1},
        {"patterns": [[{"LOWER": "b"}]], "attrs": {"LEMMA": "2"}},
        {"patterns": [[{"LOWER": "b"}, {"LOWER": "b"}], [{"LOWER": "c"}]], "attrs": {"LEMMA": "3"}, "index": -1},
        {"patterns": [[{"LOWER": "b"}, {"LOWER": "d"}]], "attrs": {"LEMMA": "4"}},
    ]
    results = []
    for name in nlp.pipe_names:
        nlp.get_pipe(name).add_patterns(rules)
        doc = nlp.get_pipe(name)(nlp.make_doc("a b c b b a b d"))
        results.append([(token.lemma_, token.pos_) for token in doc])
    assert results[0] == results[1]
    assert [lemma for lemma, _ in results[0]] == ["", "2", "3", "2", "3", "", "4", ""]


def test_models_multiply_with_numpy_where_blis_has_no_kernel(monkeypatch):
    for kernel, use_blis in (("generic", False), ("zen2", True), (None, True)):
        monkeypatch.setattr(spacy_tuned, "blis_kernel", lambda kernel=kernel: kernel)
        nlp = spacy.blank("en")
        model = nlp.add_pipe("tagger").model
        for node in model.walk():
            node.ops = NumpyOps()
        spacy_tuned.tune(nlp)
        assert {node.ops.use_blis for node in model.walk()} == {use_blis}


def test_blis_says_which_kernel_it_uses_or_nothing():
    assert spacy_tuned.blis_kernel() != ""
