"""Several together: *both countries*, *the two men*, *Johnson and Macron … they*, as groups whose members are known.

A group is named by how many it has, and of what kind. It is given members only where the text has just named exactly so
many of that kind, or joined them by *and*; else it stays what it is, a description.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from kg.model import Form, Kind, Token
from kg.resolve import lexicon
from kg.resolve.chains import COUNTED, JOINED, Chain, Document
from kg.resolve.names import UNKNOWN
from kg.resolve.references import FEMALE, MALE, Reference
from kg.resolve.syntax import clause_of
from kg.tree import Tree

REACH = 4
"""Sentences that a group may look back for its members."""
NEAR = 2
"""Sentences that a group may look back for members joined by *and*."""
MOST = 6
"""Members from which on a group stays a number."""

_SIDES = frozenset(("side", "party", "team", "camp", "neighbour", "neighbor", "partner", "rival", "other", "ally"))
"""What members of any kind can be called, where they are joined by *and*."""
_PEOPLE = frozenset(("man", "woman", "person", "people", "leader", "politician", "friend", "colleague", "official"))
"""What people of any role can be called."""
_FIRMS = frozenset(("company", "firm", "corporation", "organisation", "organization", "group", "agency", "bank"))
_NATIONS = frozenset(("England", "Scotland", "Wales", "Northern Ireland"))
"""Countries of a country, which are not meant beside others."""
_COUNTRIES = frozenset(("country", "nation", "state"))
_PLACES = frozenset(("city", "town", "village", "island", "place"))
_COLLECTIVES = {"pair": 2, "duo": 2, "trio": 3}
"""Nouns that are a number of people by themselves."""


class Groups:
    """Finds the members of groups, in text order; each looks at a few sentences."""

    def __init__(self, document: Document, roles: dict[str, list[tuple[Reference, frozenset[str]]]]) -> None:
        self._document = document
        self._roles = roles
        self._in_sentence: list[list[Reference]] = [[] for _ in document.trees]
        for reference in document.references:
            self._in_sentence[reference.sentence].append(reference)

    def read(self, reference: Reference) -> bool:
        """Find the members of a nominal or a pronoun for several, and say whether it has any."""
        found = self._union(reference) if reference.form is Form.PRONOUN else self._counted(reference)
        if found is None:
            return False
        members, method = found
        chains = {id(self._document.chain[m.index]) for m in members}
        if len(chains) != len(members) or id(self._document.chain[reference.index]) in chains:
            return False
        self._document.gather(reference.index, [m.index for m in members], method)
        return True

    def _counted(self, reference: Reference) -> tuple[Sequence[Reference], str] | None:
        """*Both countries*, *the two men*, *the pair*: those who are joined by *and*, or the only ones nearby."""
        number = self.number(reference)
        if number is None:
            return None
        for members in self._joined(reference):
            fitting = [m for m in members if self._fits(reference, m)]
            if len(fitting) == len(members) == number and not self._others(reference, members):
                return members, JOINED
            if fitting:
                break
        if reference.lemma in _SIDES or reference.lemma in _FIRMS:
            return None
        found: dict[int, Reference] = {}
        for sentence in range(reference.sentence, max(-1, reference.sentence - REACH - 1), -1):
            for each in self._in_sentence[sentence]:
                if each.index < reference.index and self._fits(reference, each):
                    found.setdefault(id(self._document.chain[each.index]), each)
            if len(found) >= number:
                break
        return (list(found.values()), COUNTED) if len(found) == number else None

    def _union(self, pronoun: Reference) -> tuple[Sequence[Reference], str] | None:
        """*They*, for those who are joined by *and* as the subject just before, with nobody else in between."""
        if pronoun.head.text.lower() not in ("they", "them", "their", "both"):
            return None
        for members in self._joined(pronoun, back=1):
            first = members[0]
            tree = self._document.trees[first.sentence]
            verb = tree.head(first.head)
            if first.head.dep not in ("nsubj", "nsubjpass") or (
                verb.dep != "ROOT" and first.sentence != pronoun.sentence
            ):
                return None
            if pronoun.sentence == first.sentence and self._bound(tree, verb, pronoun):
                return None
            kinds = {self._document.chain[m.index].kind for m in members}
            if len(kinds) != 1 or kinds & {None, Kind.THING, Kind.GROUP, Kind.EVENT, Kind.WORK}:
                return None
            own = pronoun.head.dep in ("nsubj", "nsubjpass")
            if any(self._several(each) for each in self._between(members[-1], pronoun)) and not own:
                return None
            return members, JOINED
        return None

    def number(self, reference: Reference) -> int | None:
        """How many a nominal says that there are, if it takes them as known."""
        if reference.form is not Form.NOMINAL or reference.predicate or reference.owner is not None:
            return None
        if reference.lemma in _COLLECTIVES and reference.determiner == "the" and not reference.modifiers:
            return _COLLECTIVES[reference.lemma]
        if not reference.plural or reference.determiner not in ("both", "the", "these", "those", "all"):
            return None
        tree = self._document.trees[reference.sentence]
        words = {t.lower() for t in reference.modifiers} - _numerals().keys()
        if words - {"all", "both"} or any(t.dep in ("prep", "relcl", "acl") for t in tree.children[reference.head.i]):
            return None
        return self.count(reference)

    def count(self, reference: Reference) -> int | None:
        """How many a nominal says that there are, from two to ``MOST``."""
        if reference.determiner == "both":
            return 2
        children = self._document.trees[reference.sentence].children[reference.head.i]
        numbers = [_number(t) for t in children if t.dep == "nummod"]
        found = numbers[0] if len(numbers) == 1 else None
        return found if found is not None and 2 <= found <= MOST else None

    # -------------------------------------------------------------------------------------------- candidates

    def _joined(self, reference: Reference, back: int = NEAR) -> Iterator[list[Reference]]:
        """What is joined by *and* before a reference, the nearest first, as far back as may be meant."""
        for sentence in range(reference.sentence, max(-1, reference.sentence - back - 1), -1):
            tree = self._document.trees[sentence]
            for each in reversed(self._in_sentence[sentence]):
                if each.index >= reference.index or each.head.dep == "conj" or each.form is Form.PRONOUN:
                    continue
                members = self._conjuncts(tree, each)
                if len(members) > 1 and members[-1].index < reference.index:
                    yield members

    def _conjuncts(self, tree: Tree, first: Reference) -> list[Reference]:
        """What is joined to a first one, if all of it can be told: *and* stands before the last."""
        members, head, joined = [self._named(first)], first.head, False
        while (following := tree.child(head, "conj")) is not None:
            joined = any(t.dep == "cc" and t.lemma.lower() in ("and", "&") for t in tree.children[head.i])
            found = self._document.at.get((tree.index, following.i))
            if found is None or self._document.chain[found.index].plural:
                return []
            members.append(self._named(found))
            head = following
        return members if joined and not self._document.chain[first.index].plural else []

    def _named(self, reference: Reference) -> Reference:
        """*His wife* **Melissa**: the name of what is described, if it follows."""
        name = self._document.trees[reference.sentence].child(reference.head, "appos")
        found = self._document.at.get((reference.sentence, name.i)) if name is not None else None
        return found if found is not None and found.form is Form.NAME else reference

    def _bound(self, tree: Tree, verb: Token, pronoun: Reference) -> bool:
        """Whether a pronoun is an object of the very verb, whose subject it cannot be then."""
        return pronoun.head.tag == "PRP" and clause_of(tree, pronoun.head).i == verb.i

    def _fits(self, group: Reference, member: Reference) -> bool:
        """Whether a reference can be to one of a group."""
        chain = self._document.chain[member.index]
        if (
            chain.plural
            or (member.predicate and not member.adjective)
            or (member.name is not None and member.name.nested)
        ):
            return False
        if group.lemma in _SIDES:
            return chain.named
        if group.lemma in _COUNTRIES:
            labels = {self._document.references[m].label for m in chain.members}
            return not labels.isdisjoint(lexicon.countries()) and labels.isdisjoint(_NATIONS)
        if group.lemma in _PLACES:
            return chain.named and chain.kind is Kind.PLACE and member.label not in lexicon.countries()
        if group.lemma in _FIRMS:
            return chain.named and chain.kind is Kind.ORGANIZATION
        if chain.kind is not Kind.PERSON or member.person < 3:
            return False
        if group.lemma in _PEOPLE or group.lemma in _COLLECTIVES:
            return not (group.lemma == "man" and chain.gender == FEMALE) and not (
                group.lemma == "woman" and chain.gender == MALE
            )
        if lexicon.noun_kind(group.lemma) is not Kind.PERSON:
            return False
        gender = lexicon.person_nouns().get(group.lemma, UNKNOWN)
        return (UNKNOWN in (gender, chain.gender) or gender == chain.gender) and self._is_called(chain, group.lemma)

    def _is_called(self, chain: Chain, noun: str) -> bool:
        """Whether the text has said a noun of a thing: *interior* **minister** *Gerald Darmanin*."""
        bearers = (bearer for bearer, _ in self._roles.get(noun, ()))
        return any(self._document.chain[bearer.index] is chain for bearer in bearers) or any(
            self._document.references[m].lemma == noun for m in chain.members
        )

    def _others(self, group: Reference, members: Sequence[Reference]) -> bool:
        """Whether the sentence of some members names others who could be meant as well."""
        own = {id(self._document.chain[m.index]) for m in members}
        return group.lemma not in _SIDES and any(
            id(self._document.chain[each.index]) not in own and each.index < group.index and self._fits(group, each)
            for each in self._in_sentence[members[0].sentence]
        )

    def _several(self, reference: Reference) -> bool:
        chain = self._document.chain[reference.index]
        return reference.form is not Form.PRONOUN and (chain.plural or chain.kind is Kind.GROUP)

    def _between(self, first: Reference, last: Reference) -> Sequence[Reference]:
        return self._document.references[first.index + 1 : last.index]


@cache
def _numerals() -> dict[str, int]:
    words = lexicon.tables("numerals")["ones"]
    return {word: number for word, number in words.items() if 2 <= number <= MOST}


def _number(token: Token) -> int | None:
    word = token.text.lower()
    return int(word) if word.isdigit() and len(word) < 3 else _numerals().get(word)
