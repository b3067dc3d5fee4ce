from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.ledger import Ledger
from kg.model import Link

NAMES = ["e:A", "e:B", "e:C", "d1#a", "d1#b", "d1#unspecified_5", "d2#a"]
names = st.sampled_from(NAMES)
scopes = st.sampled_from([None, "d1", "d2"])
links = st.builds(
    Link,
    alias=names,
    canonical=names,
    method=st.sampled_from(["title and surname", "gazetteer"]),
    confidence=st.sampled_from([0.5, 0.9]),
    scope=scopes,
    withdrawn=st.booleans(),
    member=st.booleans(),
)


def view(ledger):
    return {(name, scope): ledger.canonical(name, scope) for name in NAMES for scope in (None, "d1", "d2")}


def ends(link):
    return link.alias, link.canonical, link.scope, link.member


def everything(ledger):
    return view(ledger), [*ledger], ledger.members


def link(alias, canonical, scope=None, **more):
    return Link(alias, canonical, "m", 0.9, scope, **more)


def test_chains_are_followed_to_their_end():
    assert Ledger([link("a", "b"), link("b", "c"), link("c", "d")]).canonical("a") == "d"


def test_what_is_decided_about_one_document_comes_first_and_stays_there():
    ledger = Ledger([link("e:Johnson", "e:Alan"), link("e:Johnson", "e:Boris", "d1"), link("e:Boris", "e:BJ")])
    assert ledger.canonical("e:Johnson", "d1") == "e:BJ"
    assert ledger.canonical("e:Johnson", "d2") == ledger.canonical("e:Johnson") == "e:Alan"
    assert ledger.canonical("e:Alan", "d1") == "e:Alan"


@pytest.mark.parametrize(
    ("given_links", "name", "stays"),
    [
        ([("d#x", "e:A"), ("d#x", "d#y")], "d#y", "e:A"),
        ([("d#x", "d#z"), ("d#x", "d#y")], "d#z", "d#y"),
        ([("d#x", "d#unspecified_5"), ("d#x", "d#y")], "d#x", "d#y"),
        ([("e:A", "d#x")], "e:A", "d#x"),
        ([("e:B", "e:A"), ("e:A", "e:B")], "e:B", "e:A"),
        ([("e:A", "e:A")], "e:A", "e:A"),
    ],
)
def test_of_several_that_stay_a_name_comes_before_a_description_and_the_alphabet_decides(given_links, name, stays):
    assert Ledger(link(*pair) for pair in given_links).canonical(name) == stays


def test_a_circle_between_a_document_and_all_ends_in_one_place():
    ledger = Ledger([link("e:A", "e:B"), link("e:B", "e:A", "d1")])
    assert {ledger.canonical(name, "d1") for name in ("e:A", "e:B")} == {"e:B"}
    assert ledger.canonical("e:A", "d2") == "e:B"


def test_withdrawing_a_link_in_a_record_of_its_own_is_enough():
    made = link("e:Johnson", "e:Boris", "d1")
    assert Ledger([made, replace(made, method="a person", withdrawn=True)]).canonical("e:Johnson", "d1") == "e:Johnson"


def test_the_reason_is_the_surest_link_by_which_a_name_gives_way():
    sure, unsure = Link("a", "b", "title and surname", 0.9), Link("a", "c", "surname", 0.5)
    ledger = Ledger([unsure, sure, link("x", "a")])
    assert ledger.canonical("c") == "b"
    assert ledger.reason("a") == sure
    assert ledger.reason("c") == unsure
    assert ledger.reason("b") is None
    assert ledger.reason("unheard of") is None


@given(st.lists(links, max_size=12), st.randoms())
def test_the_order_of_links_and_their_repetition_change_nothing(made, random):
    shuffled = [*made, *made[:3]]
    random.shuffle(shuffled)
    one, other = Ledger(made), Ledger(shuffled)
    assert view(one) == view(other)
    for name, scope in view(one):
        assert one.reason(name, scope) == other.reason(name, scope)
    assert list(one) == list(other)


@given(st.lists(links, max_size=12), st.sets(st.tuples(names, names, scopes), max_size=5), st.booleans(), st.randoms())
def test_withdrawing_any_links_equals_never_having_made_them(made, regretted, beside, random):
    """``beside``: the withdrawal is a record of its own, as in the graph of decisions; otherwise the link is marked."""
    regretted = {(*each, False) for each in regretted} | {ends(x) for x in made[::3]}
    never = [x for x in made if ends(x) not in regretted]
    if beside:
        taken_back = made + [
            Link(a, c, "a person", 1.0, s, withdrawn=True, member=member) for a, c, s, member in regretted
        ]
    else:
        taken_back = [replace(x, withdrawn=x.withdrawn or x not in never) for x in made]
    random.shuffle(taken_back)
    assert everything(Ledger(taken_back)) == everything(Ledger(never))


def test_a_member_of_a_group_stays_itself_and_so_does_the_group():
    made = [link("d1#both_men", name, "d1", member=True) for name in ("e:Boris", "e:Emmanuel")]
    ledger = Ledger([*made, link("d1#them", "d1#both_men", "d1")])
    assert {ledger.canonical(name, "d1") for name in ("e:Boris", "d1#both_men")} == {"e:Boris", "d1#both_men"}
    assert ledger.members == made
    assert Ledger([*made, replace(made[0], withdrawn=True, method="a person")]).members == made[1:]


@given(st.lists(links, max_size=12))
def test_what_stays_stands_for_itself(made):
    ledger = Ledger(made)
    for (_, scope), stays in view(ledger).items():
        assert ledger.canonical(stays, scope) == stays


@given(st.lists(links, max_size=12))
def test_links_in_force_join_what_they_name(made):
    ledger = Ledger(made)
    for each in ledger:
        for document in (each.scope, None) if each.scope is None else (each.scope,):
            assert ledger.canonical(each.alias, document) == ledger.canonical(each.canonical, document)
