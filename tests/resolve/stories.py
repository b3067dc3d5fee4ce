"""The texts that the tests of identity, names and claims read, parsed once and recorded beside this file.

``python -m tests.resolve.stories`` parses those that are new.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path

from kg.extract import understand
from kg.ledger import Ledger
from kg.model import Parse, Reading
from kg.resolve import resolve
from tests.record import parses, record

RECORDED = Path(__file__).with_name("stories.conllu")


@cache
def _recorded() -> dict[str, Parse]:
    return parses(RECORDED)


def parsed(text: str) -> Parse:
    """The recorded parse of a text."""
    return _recorded()[text]


@cache
def reading(text: str) -> Reading:
    """What is read in a text."""
    return resolve(understand(parsed(text)))


def things(text: str) -> dict[str, set[str]]:
    """The words of a text's mentions by what they refer to."""
    read = reading(text)
    ledger = Ledger(read.links)
    found: dict[str, set[str]] = {}
    for mention in read.mentions:
        if mention.minted is not None:
            found.setdefault(ledger.canonical(mention.minted, read.document.id), set()).add(mention.text)
    return found


def same(text: str, *mentions: str) -> bool:
    """Whether mentions with these words are of one thing."""
    return any(set(mentions) <= words for words in things(text).values())


def texts() -> Iterable[str]:
    """Every text that the tests here read."""
    from tests.conflicts import test_authors
    from tests.resolve import test_claims, test_groups, test_identity, test_link, test_names
    from tests.roles import test_roles

    for module in (test_names, test_identity, test_claims, test_link, test_groups, test_roles, test_authors):
        yield from module.TEXTS


if __name__ == "__main__":
    record(dict.fromkeys(texts()), RECORDED)
