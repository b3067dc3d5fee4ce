"""What has been decided about the references of a document: chains, and the decision behind each link in them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from kg.frozen import frozen
from kg.model import Kind
from kg.resolve.names import UNKNOWN
from kg.resolve.references import A_NAME, Reference
from kg.tree import Tree

SAME_NAME = "same name"
TITLE = "title and surname"
SURNAME = "surname"
FIRST_NAME = "first name"
SHORT = "short form of the name"
NICKNAME = "nickname and surname"
AGE = "age stated in the text"
ALIAS = "alias stated in the text"
ACRONYM = "acronym"
GAZETTEER = "gazetteer alias"
ROLE = "role stated in the text"
NAMED = "its name beside it"
SAME_WORDS = "same words"
SAME_HEAD = "same head, no new modifier"
CLASS_NAMED = "its name in front"
CLASS = "the only one of its class nearby"
PRONOUN = "pronoun, best candidate"
ONLY = "pronoun, only candidate"
REFLEXIVE = "reflexive of the subject"
RELATIVE = "relative pronoun"
SPEAKER = "the one who speaks"
SAME_VOICE = "same speaker"
SAME_EVENT = "part in the same event"
OWNER = "owner of the same thing"
PARALLEL = "what the same is said to be done to"
COUNTED = "the only ones of their kind nearby"
JOINED = "joined by and just before"
SAME_MEMBERS = "same members"

CONFIDENCE: Mapping[str, float] = {
    SAME_NAME: 0.97, TITLE: 0.93, SURNAME: 0.92, FIRST_NAME: 0.75, SHORT: 0.87, NICKNAME: 0.85, ALIAS: 0.85,
    ACRONYM: 0.85, GAZETTEER: 0.98, ROLE: 0.75, NAMED: 0.9, SAME_WORDS: 0.55, SAME_HEAD: 0.78, CLASS_NAMED: 0.8,
    CLASS: 0.8, AGE: 0.85,
    PRONOUN: 0.88, ONLY: 0.95, REFLEXIVE: 0.97, RELATIVE: 0.97, SPEAKER: 0.9, SAME_VOICE: 0.8, OWNER: 0.7,
    SAME_EVENT: 0.7, PARALLEL: 0.85, COUNTED: 0.75, JOINED: 0.85, SAME_MEMBERS: 0.85,
}  # fmt: skip
"""The chance that a decision of each method is right, measured on annotated text."""


@frozen
class Decision:
    """``reference`` is to the same thing as ``antecedent`` (both by index), for the reason ``method``."""

    reference: int
    antecedent: int
    method: str
    confidence: float


@frozen
class Grouping:
    """``reference`` is to several together, ``members`` (both by index, in text order), for the reason ``method``."""

    reference: int
    members: tuple[int, ...]
    method: str
    confidence: float


@dataclass(slots=True)
class Chain:
    """References to one thing, and what they say of it together; grows while a document is resolved."""

    members: list[int] = field(default_factory=list)
    kind: Kind | None = None
    gender: str = UNKNOWN
    plural: bool = False
    named: bool = False


class Document:
    """The references of a document and what has been decided about them."""

    def __init__(self, trees: Sequence[Tree], references: Sequence[Reference]) -> None:
        self.trees = trees
        self.references = references
        self.at: dict[tuple[int, int], Reference] = {(r.sentence, r.head.i): r for r in references}
        self.chain: list[Chain] = []
        self.decisions: list[Decision] = []
        self.groups: list[Grouping] = []
        self.decided: set[int] = set()
        self._stands_for: dict[int, int] = {}
        for reference in references:
            self.chain.append(
                Chain([reference.index], reference.kind, reference.gender, reference.plural, reference.form is A_NAME)
            )

    def gather(self, reference: int, members: Sequence[int], method: str) -> None:
        """Decide that a reference is to several together; to one that has them already, it is joined."""
        chains = {id(self.chain[member]) for member in members}
        for group in reversed(self.groups):
            if {id(self.chain[member]) for member in group.members} == chains:
                if self.chain[group.reference] is not self.chain[reference]:
                    self.join(reference, group.reference, SAME_MEMBERS)
                return
        self.groups.append(Grouping(reference, tuple(sorted(members)), method, CONFIDENCE[method]))

    def group_of(self, reference: int) -> Grouping | None:
        """The group that a reference is to, if its members are known."""
        chain = self.chain[reference]
        return next((group for group in reversed(self.groups) if self.chain[group.reference] is chain), None)

    def join(self, reference: int, antecedent: int, method: str, confidence: float | None = None) -> None:
        """Decide that two references are to one thing; a relative pronoun passes on what it stands for."""
        antecedent = self._stands_for.get(antecedent, antecedent)
        if method == RELATIVE:
            self._stands_for[reference] = antecedent
        a, b = self.chain[antecedent], self.chain[reference]
        self.decided.add(reference)
        self.decisions.append(Decision(reference, antecedent, method, confidence or CONFIDENCE[method]))
        if a is b:
            return
        plural = a.plural if method == RELATIVE else a.plural and b.plural
        if len(a.members) < len(b.members):
            a, b = b, a
        for member in b.members:
            self.chain[member] = a
        a.members.extend(b.members)
        first, second = sorted((a, b), key=lambda chain: not chain.named)
        a.kind = first.kind if first.kind not in (None, Kind.THING) else second.kind or first.kind
        a.gender = a.gender if a.gender != UNKNOWN else b.gender
        a.plural = plural
        a.named = a.named or b.named
