"""The spaCy component, in one process and in two."""

from __future__ import annotations

import pytest
from spacy.language import Language
from spacy.tokens import Doc, DocBin

from kg.parse import load

pytestmark = pytest.mark.model

TEXTS = ["France cancelled the talks.", "Darmanin said that the letter was unacceptable.", ""]


@pytest.fixture
def nlp() -> Language:
    pipeline = load().nlp
    pipeline.add_pipe("kg_claims")
    return pipeline


def read(doc: Doc) -> list[str]:
    return [str(found) for found in doc._.kg_extractions]


def test_extractions_are_tokens_of_the_document(nlp: Language) -> None:
    (found,) = nlp(TEXTS[0])._.kg_extractions
    assert [t.text for t in found.subject] == ["France"]
    assert [t.i for t in found.relation] == [1]


def test_sources_and_denials_come_with_them(nlp: Language) -> None:
    inner = next(f for f in nlp("Patel denied that she had resigned.")._.kg_extractions if f.verb == "resigns")
    assert (inner.polarity, inner.sources) == ("negative", ("Patel",))


def test_two_processes_give_what_one_gives(nlp: Language) -> None:
    assert [read(d) for d in nlp.pipe(TEXTS, n_process=2)] == [read(d) for d in nlp.pipe(TEXTS)]


def test_they_survive_being_stored(nlp: Language) -> None:
    doc = nlp(TEXTS[1])
    stored = DocBin(store_user_data=True, docs=[doc]).to_bytes()
    (again,) = DocBin().from_bytes(stored).get_docs(nlp.vocab)
    assert read(again) == read(doc) != []


def test_unsure_ones_can_be_left_out() -> None:
    pipeline = load().nlp
    pipeline.add_pipe("kg_claims", config={"min_confidence": 1.0})
    assert read(pipeline(TEXTS[0])) == []
