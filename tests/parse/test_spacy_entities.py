"""The faster recogniser finds the names that spaCy's own finds."""

from __future__ import annotations

import random
import warnings
from pydoc_data.topics import topics

import pytest
import spacy
from spacy.lang.en import English
from spacy.tokens import Doc, Span

from kg.parse import models
from kg.parse.spacy_entities import Entities, use_vectors

pytestmark = pytest.mark.model

NEWS = """On Friday, 26 November 2021, Boris Johnson of the United Kingdom wrote to Emmanuel Macron about the Channel.
The European Central Bank lent Deutsche Telekom 4.5 billion euros, 12 percent more than in the third quarter of 2019.
More than 25,000 people from Iraq and Iran crossed between Dunkirk and Dover last year, the Home Office told the BBC.
Grant Shapps flew to New York at 9 am with two French diplomats to see Hamlet at the Majestic Theatre on 44th Street.
"""
TEXTS = ["", " ", "Paris", NEWS, NEWS.replace("\n", "\n\n"), NEWS.upper(), *topics["specialnames"].split("\n\n")[:25]]


def named(doc: Doc) -> list[tuple[str, str, str]]:
    return [(token.text, token.ent_iob_, token.ent_type_) for token in doc]


@pytest.fixture(scope="module", params=["en_core_web_md", "en_core_web_sm"])
def pipelines(request) -> tuple[English, English]:
    """A stock pipeline and one with the faster recogniser, of the same model."""
    path = models.find(request.param)
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message=r"\[W095\]")
        stock, fast = spacy.load(path), spacy.load(path)
    use_vectors(fast)
    assert type(fast.get_pipe("ner")) is Entities
    return stock, fast


def test_the_names_in_texts_are_the_same(pipelines):
    one, other = ([named(doc) for doc in nlp.pipe(TEXTS)] for nlp in pipelines)
    assert len({kind for doc in one for _, _, kind in doc}) > 8
    assert one == other


def test_the_names_in_any_words_with_any_sentences_are_the_same(pipelines):
    """Shuffled words and sentences that begin anywhere reach every rule about what may follow what."""
    pick = random.Random(1)
    words = [*NEWS.split(), " ", "\n\n"]
    for _ in range(40):
        chosen = [pick.choice(words) for _ in range(80)]
        starts = [not i or pick.random() < 0.3 for i in range(80)]
        one, other = (Doc(nlp.vocab, chosen, sent_starts=starts) for nlp in pipelines)
        assert named(pipelines[0].get_pipe("ner")(one)) == named(pipelines[1].get_pipe("ner")(other))


def test_names_that_somebody_has_found_before_stay(pipelines):
    docs = [nlp.make_doc("Boris Johnson left Paris.") for nlp in pipelines]
    for doc in docs:
        doc.set_ents([Span(doc, 0, 1, label="ORG")], default="missing")
    one, other = (nlp.get_pipe("ner")(doc) for nlp, doc in zip(pipelines, docs, strict=True))
    assert named(one) == named(other)
    assert other[0].ent_type_ == "ORG"


@pytest.mark.parametrize("change", [{"extra_state_tokens": True}, {"use_upper": False}, {"maxout_pieces": 1}, {}])
def test_a_recogniser_of_another_kind_is_left_alone(change):
    nlp = spacy.blank("en")
    architecture = {
        "@architectures": "spacy.TransitionBasedParser.v2",
        "state_type": "ner",
        "extra_state_tokens": False,
        "hidden_width": 8,
        "maxout_pieces": 2,
        "use_upper": True,
        "tok2vec": {
            "@architectures": "spacy.HashEmbedCNN.v2",
            "width": 8,
            "depth": 1,
            "embed_size": 10,
            "window_size": 1,
            "maxout_pieces": 2,
            "subword_features": True,
            "pretrained_vectors": None,
        },
    }
    recogniser = nlp.add_pipe("ner", config={"model": architecture | change})
    recogniser.add_label("PERSON")
    nlp.initialize()
    use_vectors(nlp)
    assert (type(nlp.get_pipe("ner")) is Entities) is (not change)
