"""Names of things and relations to IRIs, so that a question can be asked in words."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from difflib import get_close_matches
from typing import Final

from kg import iri
from kg.errors import QueryError
from kg.model import Iri
from kg.rdf import vocabulary
from kg.rdf.nquads import Literal
from kg.store import Selected, Store

THING: Final = "thing"
RELATION: Final = "relation"
DAY: Final = "day"
KINDS: Final = (THING, RELATION, DAY)
"""What a parameter of a named query can be: a thing or a relation by its name, or a day."""

SHOWN: Final = 5
"""Near names that are told where there is none."""


def lookup(store: Store, kind: str, name: str) -> tuple[Iri, ...]:
    """All that a graph calls by a name, as label or alias, sorted; accents, case and articles make no difference.

    ``QueryError`` if there is nothing, with the names that come near.

    >>> from kg.store.oxigraph import Oxigraph
    >>> store = Oxigraph()
    >>> store.add(['<e:Patel> <http://www.w3.org/2000/01/rdf-schema#label> "Priti Patel"@en <e:graph> .'])
    >>> lookup(store, "thing", "priti patél")
    ('e:Patel',)
    >>> lookup(store, "thing", "Patel")
    Traceback (most recent call last):
        ...
    kg.errors.QueryError: no thing is called 'Patel'; did you mean 'Priti Patel'?
    """
    called = _called(store, kind)
    if found := called.get(folded(name)):
        return tuple(sorted(each for each, _ in found))
    raise QueryError(f"no {kind} is called {name!r}; {_hint(kind, name, called)}")


def folded(name: str) -> str:
    """A name without what makes no difference: accents, case, articles, courtesy.

    >>> folded("The Gérald DARMANIN"), folded("Émile Straße")
    ('gerald darmanin', 'emile strasse')
    """
    letters = unicodedata.normalize("NFKD", iri.bare(name))
    return "".join(letter for letter in letters if not unicodedata.combining(letter)).casefold()


Called = dict[str, set[tuple[Iri, str]]]


def _called(store: Store, kind: str) -> Called:
    """The things or relations of a graph by their folded names, each with the name as it is."""
    is_relation = f"?x a <{vocabulary.KG}Relation>"
    others = [f"<{vocabulary.KG}Relation>", f"<{vocabulary.KG}Qualifier>", vocabulary.SOFTWARE_AGENT]
    of_kind = is_relation if kind == RELATION else "".join(f"FILTER NOT EXISTS {{ ?x a {each} }} " for each in others)
    names = f"{vocabulary.LABEL}|{vocabulary.ALT_LABEL}"
    answer = store.query(f"SELECT DISTINCT ?x ?name {{ ?x {names} ?name . {of_kind} }}")
    called: Called = defaultdict(set)
    for thing, name in answer.rows if isinstance(answer, Selected) else ():
        if isinstance(thing, str) and isinstance(name, Literal):
            called[folded(name.lexical)].add((thing, name.lexical))
    return dict(called)


def _hint(kind: str, name: str, called: Called) -> str:
    """The names that hold its words, the shortest first, and then those that are spelled like it."""
    wanted = set(folded(name).split())
    holding = sorted((each for each in called if wanted & set(each.split())), key=lambda each: (len(each), each))
    near = list(dict.fromkeys([*holding, *get_close_matches(folded(name), sorted(called), SHOWN)]))[:SHOWN]
    if not near:
        return f"kg query GRAPH 'SELECT ?name {{ ?x rdfs:label ?name }}' lists what every {kind} is called"
    shown = [repr(min(name for _, name in called[each])) for each in near]
    return f"did you mean {shown[0] if len(shown) == 1 else ', '.join(shown[:-1]) + ' or ' + shown[-1]}?"
