"""The word lists of this stage, in ``data/``, and what they say together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from functools import cache
from typing import Any, NamedTuple

from kg import wordlists
from kg.model import Kind


def words(name: str) -> frozenset[str]:
    """The entries of a list, ``data/<name>.txt``.

    >>> "company" in words("group_nouns")
    True
    """
    return wordlists.words("kg.resolve", f"data/{name}.txt")


def table(name: str) -> tuple[tuple[str, ...], ...]:
    """The rows of a table, ``data/<name>.tsv``, without its heading.

    >>> [row for row in table("titles") if row[0] == "mr"]
    [('mr', 'm', 'courtesy')]
    """
    return wordlists.table("kg.resolve", f"data/{name}.tsv")


def tables(name: str) -> dict[str, dict[str, Any]]:
    """The tables of ``data/<name>.toml``.

    >>> tables("numerals")["tens"]["forty"]
    40
    """
    return wordlists.tables("kg.resolve", f"data/{name}.toml")


class Title(NamedTuple):
    """A word in front of a name: the ``gender`` it tells (``m``, ``f``, ``-``) and whether it is mere ``courtesy``."""

    gender: str
    courtesy: bool


@cache
def titles() -> dict[str, Title]:
    """Titles by lower-case word."""
    return {word: Title(gender, kind == "courtesy") for word, gender, kind in table("titles")}


@cache
def person_nouns() -> dict[str, str]:
    """Gender by lemma of nouns for people.

    >>> person_nouns()["chairwoman"], person_nouns()["minister"]
    ('f', '-')
    """
    return {word: gender for word, gender, _ in table("person_nouns")}


@cache
def role_nouns() -> frozenset[str]:
    """Lemmas of nouns that name an office or a job: what may stand in front of a name."""
    nouns = {word for word, _, kind in table("person_nouns") if kind == "role"}
    return frozenset(nouns | {word for word, _, kind in table("titles") if kind == "role"})


@cache
def titular_nouns() -> frozenset[str]:
    """Lemmas of nouns that may stand in front of a name and tell what it is: *minister*, *automaker*."""
    return role_nouns() | words("group_nouns")


@cache
def first_names() -> dict[str, str]:
    """Gender by first name."""
    return {name: gender for name, gender in table("first_names")}  # noqa: C416 - rows are tuples of any length


@cache
def nicknames() -> dict[str, frozenset[str]]:
    """The first names that each first name can stand for, itself left out; all in lower case.

    >>> "william" in nicknames()["bill"], "bill" in nicknames()["william"], "bill" in nicknames()["willy"]
    (True, True, False)
    """
    from nicknames import name_triplets  # where there are two full names with one surname, and not before

    found: dict[str, set[str]] = defaultdict(set)
    for each in name_triplets():
        found[each.name1].add(each.name2)
        found[each.name2].add(each.name1)
    return {name: frozenset(others - {name}) for name, others in found.items()}


@cache
def weights(family: str) -> dict[str, float]:
    """What each feature of a pronoun's antecedent weighs, for one family of pronouns.

    >>> weights("person")["main subject"] > weights("person")["3 back"]
    True
    """
    column = {"person": 1, "thing": 2, "several": 3}[family]
    return {row[0]: float(row[column]) for row in table("antecedents")}


@cache
def places() -> dict[str, str]:
    """The usual name of a place by each of its names.

    >>> places()["U.S."], places()["Britain"], places()["France"]
    ('United States', 'UK', 'France')
    """
    found = {}
    for name, aliases, *_ in table("places"):
        for word in (name, *filter(None, aliases.split(";"))):
            found[word] = name
    return found


@cache
def usual_names() -> tuple[dict[str, str], dict[str, str]]:
    """The usual name of a thing by each of its names, and by the short ones that need another such name beside them.

    >>> usual_names()[0]["DJIA"], usual_names()[1]["Dow"]
    ('Dow Jones Industrial Average', 'Dow Jones Industrial Average')
    """
    sure: dict[str, str] = {}
    short: dict[str, str] = {}
    for name, aliases, shorter in table("usual_names"):
        sure |= dict.fromkeys((name, *filter(None, aliases.split(";"))), name)
        short |= dict.fromkeys(filter(None, shorter.split(";")), name)
    return sure, short


def usual(labels: Collection[str]) -> dict[str, str]:
    """The usual names of those labels of one document that have one, places left out.

    >>> usual(["Dow", "Hang Seng"])["Dow"], usual(["Dow", "Bayer"])
    ('Dow Jones Industrial Average', {})
    """
    sure, short = usual_names()
    known = {label: sure[label] for label in labels if label in sure}
    doubtful = {label: short[label] for label in labels if label in short}
    return known | doubtful if known or len({*doubtful.values()}) > 1 else {}


@cache
def countries() -> frozenset[str]:
    """All names of what *the country* can mean: the places that have an adjective and are no region or town."""
    found = [row for row in table("places") if row[3] == "country"]
    return frozenset(word for name, aliases, *_ in found for word in (name, *filter(None, aliases.split(";"))))


@cache
def demonyms() -> dict[str, str]:
    """Place by adjective or noun for its people.

    >>> demonyms()["French"], demonyms()["Texans"]
    ('France', 'Texas')
    """
    return {word: name for name, _, people, _ in table("places") for word in people.split(";") if word}


def noun_kind(lemma: str) -> Kind | None:
    """The class that a common noun tells: *minister* a person, *company* an organisation, *city* a place.

    >>> noun_kind("minister"), noun_kind("letter")
    (<Kind.PERSON: 'Person'>, None)
    """
    if lemma in person_nouns():
        return Kind.PERSON
    if lemma in words("group_nouns"):
        return Kind.ORGANIZATION
    if lemma in words("place_nouns"):
        return Kind.PLACE
    return None
