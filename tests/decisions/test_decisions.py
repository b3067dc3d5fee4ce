"""What people decide about a graph: the file, what it means, and that taking it back gives what there was."""

import json
from dataclasses import replace
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg import Graph, SettingsError
from kg.decisions import OPENING, Decision, Decisions, Says, apply
from kg.ledger import Ledger
from kg.model import Form, Link, Span, Verdict
from kg.view.data import page_data
from tests.rdf.example import FIRST, LINKS, MINT, READINGS, SECOND
from tests.rdf.strategies import decisions as links_of_others
from tests.rdf.strategies import readings

GRAPH = Graph(READINGS, LINKS)


def refers(graph, document, words):
    """What the first mention of some words refers to."""
    reading = next(reading for reading in graph.readings if reading.document.id == document.document.id)
    place = next(mention.span for mention in reading.mentions if mention.text == words)
    return graph.knowledge.refers[reading.document.id, place].removeprefix(MINT.base)


def decided(*entries, graph=GRAPH):
    return graph.decided(Decisions.parse(json.dumps({"version": 1, "decisions": entries})))


def same(*names, **more):
    return {"kind": "same", "entities": names, **more}


def different(*names, **more):
    return {"kind": "different", "entities": names, **more}


# ------------------------------------------------------------------------------------------------ the file

WRITTEN = """\
version = 1
# by the two of us

[[decisions]]
kind = "same"
entities = ["Calais", "ent:Channel"]
reason = "a \\"joke\\""
date = 2021-11-28

# sure of this one
[[decisions]]
kind = "split"
entity = "France"
document = "channel-crisis"
mentions = [[11, 17]]

[[decisions]]
kind = "reject-claim"
claim = "claim_7_eb87b02b"
"""


def test_decisions_are_read_with_their_places():
    found = Decisions.parse(WRITTEN, "mine.toml").all
    assert [decision.place for decision in found] == ["mine.toml:4", "mine.toml:11", "mine.toml:17"]
    assert found[0].note == 'a "joke" (2021-11-28)'
    assert found[1] == Decision(Says.SPLIT, ("France",), "channel-crisis", (Span(11, 17),))


def test_what_the_page_downloads_is_read_with_its_places():
    page = {
        "version": 1,
        "decisions": [
            different("ent:UK", "ent:Britain", label="Britain"),
            {"kind": "split", "entity": "ent:France", "document": "d", "begin": 0, "end": 6, "text": "France"},
        ],
    }
    found = Decisions.parse(json.dumps(page, indent=1), "page.json").all
    assert [decision.place for decision in found] == ["page.json:4", "page.json:12"]
    assert found[1].mentions == (Span(0, 6),)


def test_comments_stay_when_decisions_come_and_go():
    before = Decisions.parse(WRITTEN)
    more = before.plus(Decision(Says.SAME, ("a", 'say "b"'), who="Ada"))
    assert more.text.startswith(WRITTEN)
    assert Decisions.parse(more.text).all == more.all
    assert more.minus(more.all[-1]) == before
    without = before.minus(before.all[1])
    assert "# by the two of us" in without.text
    assert Decisions.parse(without.text).all == (before.all[0], before.all[2])


def test_a_decision_is_not_written_twice():
    one, other = Decision(Says.SAME, ("a", "b")), Decision(Says.SAME, ("b", "a"), reason="again")
    assert Decisions().plus(one, other).all == (one,)
    assert Decisions().plus(one).plus(other) == Decisions().plus(one)


words = st.text(st.characters(codec="utf-8"), min_size=1)
written = st.lists(
    st.builds(
        lambda says, one, other, document, span, note: Decision(
            says,
            (one, other) if says in (Says.SAME, Says.DIFFERENT, Says.MEMBER) else (one,),
            document if document or says is not Says.SPLIT else "d",
            (span,) if says is Says.SPLIT else (),
            *note,
        ),
        st.sampled_from(Says),
        words,
        words,
        st.none() | words,
        st.builds(lambda start, length: Span(start, start + length), st.integers(0, 99), st.integers(1, 9)),
        st.tuples(st.text(st.characters(codec="utf-8")), st.just(""), st.just("")),
    ),
    max_size=5,
    unique_by=lambda decision: decision.key,
)


@given(written, st.randoms())
def test_whatever_is_decided_is_read_as_it_was_written_and_leaves_no_trace(made, random):
    file = Decisions().plus(*made)
    assert Decisions.parse(file.text).all == tuple(made)
    random.shuffle(made)
    for decision in made:
        file = file.minus(decision)
    assert file == Decisions(OPENING if made else "")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[[decisions]]\nkind = 'sam'", "decisions.toml:1: kind is 'sam'"),
        ("\n[[decisions]]\nkind = 'same'\nentitys = ['a', 'b']", "decisions.toml:2: .* did you mean 'entity'"),
        ("[[decisions]]\nkind = 'same'\nentities = ['a']", "needs 2 things"),
        ("[[decisions]]\nkind = 'split'\nentity = 'a'", "needs the document"),
        ("[[decisions]]\nkind = 'split'\nentity = 'a'\ndocument = 'd'\nmentions = [[3, 1]]", "begins before it ends"),
        ("[[decisions]]\nkind = 'split'\nentity = 'a'\ndocument = 'd'\nmentions = [3]", "pairs of offsets"),
        ("[[decisions]", "is no TOML file"),
        ("version = 2", "version 2"),
        ("decisions = 1", "no list"),
        ('{"decisions": [\n]]}', "decisions.toml:2 is no JSON"),
    ],
)
def test_what_is_wrong_with_a_file_is_told_with_its_place(text, message):
    with pytest.raises(SettingsError, match=message):
        Decisions.parse(text)


def test_decisions_in_one_line_are_read_and_cannot_be_taken_out_one_by_one():
    file = Decisions.parse('decisions = [{kind = "same", entities = ["a", "b"]}]')
    assert len(file.all) == 1
    with pytest.raises(SettingsError, match="begins with a line"):
        file.minus(file.all[0])


# ------------------------------------------------------------------------------------------------ what they mean


def test_what_is_the_same_is_one_thing_everywhere():
    graph = decided(same("Gérald Darmanin", "Emmanuel Macron", reason="for the test", who="Ada"))
    assert refers(graph, FIRST, "Mr Darmanin") == refers(graph, SECOND, "Gérald Darmanin") == "entity/Emmanuel_Macron"
    (link,) = (link for link in graph.links if link.method == "decided")
    assert link.note == "for the test (Ada)"


def test_the_fuller_name_stays_and_of_two_as_full_the_second():
    assert refers(decided(same("Calais", "Emmanuel Macron")), SECOND, "Calais") == "entity/Emmanuel_Macron"
    assert refers(decided(same("Emmanuel Macron", "Calais")), SECOND, "Calais") == "entity/Emmanuel_Macron"
    assert refers(decided(same("Calais", "Belgium")), SECOND, "Calais") == "entity/Belgium"


def test_what_is_decided_about_one_document_stays_there():
    graph = decided(same("France", "Belgium", document="channel-crisis"))
    assert refers(graph, SECOND, "France") == "entity/Belgium"
    assert refers(graph, FIRST, "France") == "entity/France"


def test_two_that_are_different_are_taken_apart_where_one_gives_way():
    graph = decided(different("UK", "Britain"))
    assert refers(graph, SECOND, "Britain") == "entity/Britain"
    assert refers(graph, FIRST, "the UK") == "entity/UK"


def test_of_the_links_between_two_full_names_the_least_certain_goes():
    a, b, c = (MINT.entity(name) for name in ("Boris Johnson", "UK", "Emmanuel Macron"))
    chain = (Link(b, a, "surname", 0.9), Link(b, c, "surname", 0.6))
    graph = decided(different("Boris Johnson", "Emmanuel Macron"), graph=Graph(READINGS, chain))
    assert refers(graph, FIRST, "the UK") == "entity/Boris_Johnson"
    assert refers(graph, FIRST, "Emmanuel Macron") == "entity/Emmanuel_Macron"


def test_must_and_cannot_hold_together():
    graph = decided(same("Britain", "Belgium"), different("UK", "Belgium"))
    assert refers(graph, SECOND, "Britain") == "entity/Belgium"
    assert refers(graph, FIRST, "the UK") == "entity/UK"


def test_what_is_the_same_through_another_document_is_kept_apart_where_it_is_different():
    officials, talks = (f"{SECOND.document.id}#{name}" for name in ("Belgian_officials", "talks"))
    graph = decided(
        same(officials, "Belgium"), same("Belgium", f"{FIRST.document.id}#migrant_talks"), different(officials, talks)
    )
    assert refers(graph, SECOND, "Belgian officials") == refers(graph, FIRST, "migrant talks") == "entity/Belgium"
    assert refers(graph, SECOND, "the talks") == talks.removeprefix(MINT.base)


def test_what_is_the_same_overrides_what_a_document_links_by_itself():
    uk, belgium, document = MINT.entity("UK"), MINT.entity("Belgium"), SECOND.document.id
    graph = Graph(READINGS, (Link(MINT.entity("Britain"), uk, "alias", 0.9, document),))
    graph = decided(same("Britain", belgium), graph=graph)
    assert refers(graph, SECOND, "Britain") == refers(graph, SECOND, "Belgium")


def test_one_mention_of_a_name_can_be_another_thing():
    place = Span(11, 17)
    graph = decided({"kind": "split", "entity": "France", "document": "channel-crisis", "mentions": [place]})
    apart = graph.knowledge.refers[SECOND.document.id, place]
    assert apart != MINT.entity("France")
    (thing,) = (entity for entity in graph.entities if entity.iri == apart)
    assert (thing.label, thing.kind, thing.mentions) == ("France", "Place", 1)
    assert refers(graph, FIRST, "France") == "entity/France"


def test_all_mentions_of_a_document_can_be_another_thing():
    graph = decided({"kind": "split", "entity": "France", "document": FIRST.document.id})
    apart = {graph.knowledge.refers[FIRST.document.id, m.span] for m in FIRST.mentions if m.text == "France"}
    assert len(apart) == 1
    assert apart != {MINT.entity("France")}
    assert refers(graph, SECOND, "France") == "entity/France"


def test_a_description_that_is_split_off_is_itself_again():
    place = next(mention.span for mention in FIRST.mentions if "public letter" in mention.text)
    graph = decided(
        {
            "kind": "split",
            "entity": f"{FIRST.document.id}#letter",
            "document": FIRST.document.id,
            "begin": place.start,
            "end": place.end,
        }
    )
    assert graph.knowledge.refers[FIRST.document.id, place] == f"{FIRST.document.id}#public_letter"
    assert not graph.unmatched


def test_a_rejected_claim_is_no_fact_and_an_accepted_one_says_so():
    name = FIRST.claims[0].id
    rejected = decided({"kind": "reject-claim", "claim": "claim_7_eb87b02b"})
    claims = {claim.id: claim for claim in rejected.claims}
    assert (claims[name].asserted, claims[name].verdict) == (False, Verdict.REJECTED)
    told = {line["id"]: line.get("verdict") for line in map(json.loads, rejected.export("claims").split("\n")[:-1])}
    assert {verdict for claim, verdict in told.items() if claim != name} == {None}
    assert told[name] == "rejected"
    accepted = {claim.id: claim for claim in decided({"kind": "accept-claim", "claim": name}).claims}
    assert (accepted[name].asserted, accepted[name].verdict) == (True, Verdict.ACCEPTED)


@pytest.mark.parametrize(
    ("entries", "places"),
    [
        ([same("UK", "France"), different("France", "UK")], ["decisions.toml:2", "decisions.toml:1"]),
        (
            [same("UK", "France"), same("Calais", "France", document="channel-crisis"), different("Calais", "UK")],
            ["decisions.toml:3", "decisions.toml:1", "decisions.toml:2"],
        ),
        (
            [
                {"kind": "accept-claim", "claim": "claim_7_eb87b02b"},
                {"kind": "reject-claim", "claim": FIRST.claims[0].id},
            ],
            ["decisions.toml:2", "decisions.toml:1"],
        ),
        ([different("UK", "UK")], ["decisions.toml:1", "one IRI"]),
    ],
)
def test_contradictions_are_told_with_both_places(entries, places):
    lines = '{"decisions": [' + ",\n".join(json.dumps(entry) for entry in entries) + "]}"
    with pytest.raises(SettingsError) as told:
        GRAPH.decided(Decisions.parse(lines))
    assert all(place in str(told.value) for place in places)


@pytest.mark.parametrize(
    ("entry", "missing"),
    [
        (same("Nobody", "France"), "nothing is called Nobody"),
        (different("https://nowhere.example/a", "France"), "nothing is called https"),
        (same("UK", "France", document="no.md"), "no document no.md"),
        ({"kind": "reject-claim", "claim": "claim_1_00000000"}, "no such claim"),
        ({"kind": "split", "entity": "France", "document": "channel-crisis", "mentions": [[500, 501]]}, "no mention"),
        ({"kind": "split", "entity": "UK", "document": "channel-crisis", "mentions": [[11, 17]]}, "not taken for it"),
        ({"kind": "split", "entity": "Channel", "document": "channel-crisis"}, "does not name it"),
    ],
)
def test_what_matches_nothing_is_reported_and_changes_nothing(entry, missing):
    graph = decided(entry)
    assert len(graph.unmatched) == 1
    assert "decisions.toml:1" in graph.unmatched[0]
    assert missing in graph.unmatched[0]
    assert graph.export("nq") == GRAPH.export("nq")


def test_a_name_of_several_things_needs_an_iri():
    with pytest.raises(SettingsError, match="2 things"):
        decided(same("talks", "France"), graph=Graph([*READINGS, elsewhere()]))


def elsewhere():
    """A third document that has talks, too."""
    document = replace(SECOND.document, id=MINT.document("more", "x"))
    moved = {m.minted: m.minted.replace(SECOND.document.id, document.id) for m in SECOND.mentions if m.minted}
    mentions = tuple(replace(m, minted=moved.get(m.minted)) for m in SECOND.mentions)
    return replace(SECOND, document=document, mentions=mentions, claims=(), links=())


# ------------------------------------------------------------------------------------------------ undo


def view(graph):
    """Everything that is derived: the graph of knowledge, and whatever people look at.

    But for what the page says of decisions: which things somebody told apart.
    """
    knowledge = [line for line in graph.export("nq").split("\n") if line.endswith("graph/knowledge> .")]
    page = page_data(graph.knowledge, graph.readings, links=graph.links)
    return (
        knowledge,
        page | {"apart": (), "id": ""},
        *(graph.export(format) for format in ("ttl", "claims", "mentions", "csv")),
    )


def without(graph, links):
    """The graph in which some links were never made."""
    ends = {(link.alias, link.canonical, link.scope) for link in links}

    def never(made):
        return tuple(link for link in made if (link.alias, link.canonical, link.scope) not in ends)

    return Graph([replace(r, links=never(r.links)) for r in graph.readings], never(graph.links))


def taken_back(graph, links):
    back = [replace(link, method="decided", withdrawn=True, evidence=()) for link in links]
    return Graph(graph.readings, [*graph.links, *back])


def every_link(graph):
    return [*graph.links, *(link for reading in graph.readings for link in reading.links)]


def test_each_way_to_take_links_back_gives_the_graph_in_which_they_were_never_made():
    links = every_link(GRAPH)
    for chosen in permutations(links, 2):
        graph = GRAPH
        for link in chosen:
            graph = taken_back(graph, [link])
        assert view(graph) == view(without(GRAPH, chosen))
    told, never = (
        page_data(each.knowledge, each.readings, links=each.links) for each in (graph, without(GRAPH, chosen))
    )
    assert {name for name in told if told[name] != never[name]} == {"apart", "id"}
    assert never["apart"] == []


several = st.lists(readings(), max_size=3).map(lambda some: list({r.document.id: r for r in some}.values()))


@given(several, links_of_others, st.data())
def test_taking_back_any_links_gives_byte_for_byte_the_graph_in_which_they_were_never_made(some, links, data):
    graph = Graph(some, [link for link in links if not link.withdrawn])
    made = every_link(graph)
    chosen = data.draw(st.permutations(made))[: data.draw(st.integers(0, len(made)))]
    assert view(taken_back(graph, chosen)) == view(without(graph, chosen))


@st.composite
def some_decisions(draw, graph):
    """Decisions that mean something in a graph, one after the other."""
    things = sorted({m.minted for r in graph.readings for m in r.mentions if m.minted})
    documents = [reading.document.id for reading in graph.readings]
    places = {r.document.id: [m.span for m in r.mentions] for r in graph.readings}
    found = []
    for _ in range(draw(st.integers(1, 5)) if things else 0):
        says, one, other = draw(st.sampled_from(Says)), draw(st.sampled_from(things)), draw(st.sampled_from(things))
        document = draw(st.sampled_from(documents))
        if says in (Says.SAME, Says.DIFFERENT, Says.MEMBER):
            found.append(Decision(says, (one, other), draw(st.none() | st.just(document))))
        elif says is Says.SPLIT:
            mentions = draw(st.sets(st.sampled_from(places[document]), max_size=2)) if places[document] else ()
            found.append(Decision(says, (one,), document, tuple(sorted(mentions))))
        elif claims := [claim.id for reading in graph.readings for claim in reading.claims]:
            found.append(Decision(says, (draw(st.sampled_from(claims)),)))
    return list({decision.key: decision for decision in found}.values())


def consistent(graph, decisions):
    """As many of some decisions as do not contradict one another."""
    kept = []
    for decision in decisions:
        try:
            graph.decided(Decisions().plus(*kept, decision))
            kept.append(decision)
        except SettingsError:
            pass
    return kept


@given(st.just(GRAPH) | several.map(Graph), st.data())
def test_deciding_and_taking_back_in_any_order_leaves_no_trace(graph, data):
    decisions = consistent(graph, data.draw(some_decisions(graph)))
    before, file, changed = graph.export("nq"), Decisions(), graph
    for decision in decisions:
        file = file.plus(decision)
        changed = changed.decided(file)
    shuffled = data.draw(st.permutations(decisions))
    assert graph.decided(Decisions().plus(*shuffled)).export("nq") == changed.export("nq")
    for decision in shuffled:
        file = file.minus(decision)
        changed = changed.decided(file)
        assert changed.export("nq") == graph.decided(file).export("nq")
    assert changed.export("nq") == before
    assert file == Decisions(OPENING if decisions else "")


@given(st.just(GRAPH) | several.map(Graph), st.data())
def test_decisions_hold(graph, data):
    decisions = consistent(graph, data.draw(some_decisions(graph)))
    changed = graph.decided(Decisions().plus(*decisions))
    ledger = Ledger(every_link(changed))
    for decision in decisions:
        if decision.says in (Says.SAME, Says.DIFFERENT):
            one, other = decision.about
            named = [r.document.id for r in graph.readings if {one, other} & {m.minted for m in r.mentions}]
            for document in [decision.document] if decision.document else named:
                is_one = ledger.canonical(one, document) == ledger.canonical(other, document)
                assert is_one is (decision.says is Says.SAME)


@given(several, links_of_others)
def test_linking_and_unlinking_are_opposites(some, links):
    graph = Graph(some, [link for link in links if not link.withdrawn])
    things = sorted({m.minted for r in graph.readings for m in r.mentions if m.minted and m.form is Form.NAME})
    if len(things) < 2:
        return
    one, other = things[:2]
    before, ledger = graph.export("nq"), Ledger(every_link(graph))
    scopes = [None, *(reading.document.id for reading in graph.readings)]
    if all(ledger.canonical(one, scope) != ledger.canonical(other, scope) for scope in scopes):
        assert graph.link(one, other).unlink(other, one).export("nq") == before
    else:
        assert graph.unlink(one, other).link(one, other).export("nq") == before


def test_decisions_are_a_function_of_their_set():
    made = [Decision(Says.SAME, ("UK", "France")), Decision(Says.DIFFERENT, ("Britain", "France"))]
    assert apply(made, READINGS, LINKS) == apply(made[::-1], READINGS, LINKS)


def test_a_graph_keeps_its_decisions_in_its_folder(tmp_path):
    graph = GRAPH.link("Calais", "Belgium", reason="why not")
    graph.save(tmp_path / "out")
    assert (tmp_path / "out" / "decisions.toml").read_text("utf-8").startswith(OPENING)
    loaded = Graph.load(tmp_path / "out")
    assert loaded.decisions == graph.decisions
    assert loaded.unlink("Calais", "Belgium").export("nq") == GRAPH.export("nq")
    assert loaded.export("nq") == graph.export("nq")


def test_links_of_a_name_tell_why():
    assert [(link.method, link.confidence) for link in GRAPH.links_of("Gérald Darmanin")] == [
        ("surname of a person named in another document", 0.93)
    ]
    assert GRAPH.links_of("Darmanin") == GRAPH.links_of("Gérald Darmanin")
    assert len(GRAPH.links_of()) == 4
    with pytest.raises(SettingsError, match="nothing is called"):
        GRAPH.links_of("Nobody")


@pytest.mark.parametrize("change", [Graph.link, Graph.unlink])
def test_names_that_there_are_not_are_told(change):
    with pytest.raises(SettingsError, match="'Nobody'"):
        change(GRAPH, "Nobody", "France")
    with pytest.raises(SettingsError, match="did you mean 'France'"):
        change(GRAPH, "Frnace", "UK")
    with pytest.raises(SettingsError, match="no document"):
        change(GRAPH, "UK", "France", document="no.md")
