import pytest

from kg import Graph
from kg.model import Link
from kg.review import explained, likeness, questions
from tests.rdf.example import LINKS, MINT, READINGS


@pytest.mark.parametrize(
    ("one", "other", "least", "most"),
    [
        ("Johnson", "Boris Johnson", 0.9, 0.9),
        ("U.S.", "United States", 0.85, 0.85),
        ("Gerald Darmanin", "Gérald Darmanin", 0.9, 0.95),
        ("Boris Johnson", "Alan Johnson", 0.5, 0.8),
        ("France", "Belgium", 0, 0.4),
    ],
)
def test_names_are_more_or_less_alike(one, other, least, most):
    assert least <= likeness(one, other)[0] <= most
    assert likeness(one, other)[0] == likeness(other, one)[0]


def asked(links, below=0.9):
    graph = Graph(READINGS, links)
    return questions(graph.readings, graph.links, graph.knowledge, below=below)


def test_the_least_certain_links_come_first_and_what_is_nearly_one_after_them():
    found = asked(LINKS[:1])
    assert [(each.labels, each.linked) for each in found] == [
        (("the talks", "migrant talks"), True),
        (("the British prime minister’s public letter", "Boris Johnson’s letter to Emmanuel Macron"), True),
        (("Darmanin", "Gérald Darmanin"), False),
    ]
    assert found[0].sentences == (
        "On Friday, France cancelled the talks with Britain.",
        "France cancels migrant talks with the UK in response to Boris Johnson’s letter to Emmanuel Macron.",
    )
    assert not [each for each in asked(LINKS, below=0.5) if each.linked]


def test_what_is_decided_is_not_asked():
    decided = Link(MINT.entity("Darmanin"), MINT.entity("Gérald Darmanin"), "decided", 1.0, withdrawn=True)
    assert "Darmanin" not in {each.labels[0] for each in asked([decided])}


def test_a_link_is_explained_by_its_names_and_sentences():
    graph = Graph(READINGS, LINKS)
    (told,) = explained(graph.links_of("Darmanin"), graph.readings, graph.knowledge)
    assert (told.canonical, told.alias) == ("Gérald Darmanin", "Darmanin")
    assert told.sentences[0].startswith("Mr Darmanin said in a statement")
