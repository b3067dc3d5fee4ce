"""What holds of the graph of the examples, whatever the rules read: shapes, line formats, spans, nodes."""

import json

import pytest

from kg.model import Kind
from kg.query import named
from tests.schemas.test_schemas import unasserted, validator, violations

pytestmark = pytest.mark.model

FUNCTION_WORDS = """
i me we us you he him she her it they them this that these those who whom whose which what there here one ones
myself ourselves yourself himself herself itself themselves each other someone anyone everyone nobody nothing
the a an and or but not of to in on at by for with from as if when while because than then so
"""


def test_the_graph_conforms_to_the_shapes(example):
    lines = example.export("nq").split("\n")[:-1]
    assert not violations(lines)
    assert not unasserted(lines)


@pytest.mark.parametrize("name", ["claims", "mentions"])
def test_the_lines_are_valid(example, name):
    lines = example.export(name).split("\n")[:-1]
    assert lines
    for line in lines:
        validator(name).validate(json.loads(line))


def test_spans_give_back_their_words(example):
    texts = {document.id: document.text for document in example.documents}
    for line in example.export("mentions").split("\n")[:-1]:
        mention = json.loads(line)
        words = texts[mention["document"]][mention["start"] : mention["end"]]
        assert words.startswith(mention["text"].split()[0])
        assert words.endswith(mention["text"].split()[-1])
    for claim in example.claims:
        start, end = claim.evidence.sentence
        assert texts[claim.document][start:end] == claim.sentence
        assert all(start <= piece.start < piece.end <= end for piece in claim.evidence.relation_pieces)


def test_no_pronoun_and_no_function_word_is_a_thing(example):
    labels = {entity.label.lower() for entity in example.entities if entity.kind not in (Kind.TERM, Kind.UNSPECIFIED)}
    assert labels
    assert not labels & {*FUNCTION_WORDS.split()}


@pytest.mark.parametrize("name", ["facts", "who-says", "not-facts", "evidence", "names", "circumstances", "timeline"])
def test_the_questions_with_names_have_answers(example, name):
    values = {
        "facts": {"relation": "rel:cancels"},
        "evidence": {"subject": "ent:France", "relation": "rel:cancels"},
        "names": {"entity": "ent:Boris_Johnson"},
        "circumstances": {"relation": "rel:cancels"},
        "timeline": {"entity": "ent:France"},
    }
    given = {k: v for k, v in values.get(name, {}).items() if k in named()[name].parameters}
    assert len(example.query(name, given)) > 0
