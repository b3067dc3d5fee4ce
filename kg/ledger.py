"""Which IRI stands for which: names and descriptions give way to one another by links, and links can be taken back.

The ledger is a function of the *set* of links, whatever their order. Nothing is rewritten by a link, so withdrawing any
links in any order gives what there would be if they had never been made.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from functools import cached_property

from kg import iri
from kg.model import Iri, Link

Scope = Iri | None

DECIDED = "decided"
"""The method of a link that somebody made or took back."""


class Ledger:
    """Links, read as decisions about what is the same.

    Links of one scope join IRIs into groups. The one that stays is one that never gives way; of several, a name before
    a description before somebody left unsaid, then the first in the alphabet; the same in a circle, where all give way.
    What is decided about one document comes before what is decided about all. A link is void once any link between the
    same two, of the same scope, is withdrawn. Links to the members of a group join nothing; ``members`` lists them.

    >>> ledger = Ledger([Link("e:Britain", "e:UK", "alias", 1.0), Link("e:Johnson", "e:Boris", "surname", 0.9, "d1")])
    >>> ledger.canonical("e:Britain", "d2"), ledger.canonical("e:Johnson", "d1"), ledger.canonical("e:Johnson", "d2")
    ('e:UK', 'e:Boris', 'e:Johnson')
    """

    def __init__(self, links: Iterable[Link] = ()) -> None:
        self._links: dict[Scope, set[Link]] = defaultdict(set)
        for link in links:
            self._links[link.scope].add(link)
        self._groups: dict[Scope, _Groups] = {}
        self._known: dict[tuple[Iri, Scope], Iri] = {}

    def within(self, document: Iri, links: Iterable[Link] = ()) -> Ledger:
        """The ledger of one document: what these links say of it and of all, and further links about it alone.

        It costs what there is to say about the document, however many links there are.

        >>> Ledger([Link("e:Britain", "e:UK", "alias", 1.0)]).within("d").canonical("e:Britain", "d")
        'e:UK'
        """
        own = Ledger(links)
        own._links[document] |= self._links.get(document, set())
        if own._links.get(None):
            own._links[None] |= self._links.get(None, set())
        elif None in self._links:
            own._links[None], own._groups[None] = self._links[None], self._of(None)
        return own

    def _of(self, scope: Scope) -> _Groups:
        if scope not in self._groups:
            self._groups[scope] = _Groups(self._links.get(scope, ()))
        return self._groups[scope]

    @property
    def _every(self) -> Iterator[_Groups]:
        return (self._of(scope) for scope in [*self._links])

    @cached_property
    def members(self) -> list[Link]:
        """The links in force from groups to their members, sorted."""
        return sorted((link for groups in self._every for link in groups.members), key=order)

    @cached_property
    def apart(self) -> frozenset[Iri]:
        """The mentions, as span IRIs, that go their own way, whatever their words say."""
        return frozenset().union(*(groups.apart for groups in self._every))

    def canonical(self, name: Iri, document: Scope = None) -> Iri:
        """The IRI that stands for another in a document, or everywhere: links followed to their end."""
        key = (name, document)
        if key not in self._known:
            self._known[key] = self._follow(name, document)
        return self._known[key]

    def reason(self, name: Iri, document: Scope = None) -> Link | None:
        """The link by which an IRI gives way, the surest if there are several; ``None`` if it stands for itself."""
        if self.canonical(name, document) == name:
            return None
        scope = document if self._step(name, document) != name else None
        return self._of(scope).reason(name)

    def __iter__(self) -> Iterator[Link]:
        """The links in force by which names became one thing, sorted."""
        return iter(sorted((link for groups in self._every for link in groups.links), key=order))

    def _follow(self, name: Iri, document: Scope) -> Iri:
        """Alternate between the document's groups and everybody's until nothing changes; a circle ends in its best."""
        seen = [name]
        while True:
            following = self._step(self._step(seen[-1], document), None)
            if following == seen[-1]:
                return following
            if following in seen:
                return min(seen[seen.index(following) :], key=_rank)
            seen.append(following)

    def _step(self, name: Iri, scope: Scope) -> Iri:
        return self._of(scope).stays.get(name, name) if scope in self._links else name


class _Groups:
    """The links of one scope, and for each IRI in them the one that stays."""

    def __init__(self, links: Collection[Link]) -> None:
        void = {(link.alias, link.canonical, link.member) for link in links if link.withdrawn}
        self.links: list[Link] = []
        self.members: list[Link] = []
        self.stays: dict[Iri, Iri] = {}
        self._touching: dict[Iri, list[Link]] = defaultdict(list)
        for link in links:
            if link.alias != link.canonical and (link.alias, link.canonical, link.member) not in void:
                if link.member:
                    self.members.append(link)
                else:
                    self.links.append(link)
                    self._touching[link.alias].append(link)
                    self._touching[link.canonical].append(link)
        self.apart = frozenset(link.alias for link in self.links if iri.is_span(link.alias))
        self._settle()

    def _settle(self) -> None:
        give_way = {link.alias for link in self.links}
        for start in self._touching:
            if start not in self.stays:
                group = self._group(start)
                stays = min((name for name in group if name not in give_way), default=None, key=_rank)
                self.stays.update(dict.fromkeys(group, stays or min(group, key=_rank)))

    def _group(self, start: Iri) -> set[Iri]:
        group, waiting = {start}, [start]
        while waiting:
            for link in self._touching[waiting.pop()]:
                for name in (link.alias, link.canonical):
                    if name not in group:
                        group.add(name)
                        waiting.append(name)
        return group

    def reason(self, name: Iri) -> Link:
        return min(self._touching[name], key=lambda link: (link.alias != name, -link.confidence, *order(link)))


def _rank(name: Iri) -> tuple[bool, bool, Iri]:
    return iri.is_unspecified(name), iri.is_local(name), name


def order(link: Link) -> tuple[str, str, str, str, float, tuple[str, ...], bool, str, bool]:
    """A key that sorts links: by alias, canonical, scope, then whatever tells them apart."""
    return (
        link.alias,
        link.canonical,
        link.scope or "",
        link.method,
        link.confidence,
        link.evidence,
        link.withdrawn,
        link.note,
        link.member,
    )
