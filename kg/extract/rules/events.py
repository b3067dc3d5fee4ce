"""What nouns say that name an event: who does it, to what, and when."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.extract.analysis import Analysis
from kg.extract.attribution import speaks
from kg.extract.clauses import Clause, Constituent, prepositional
from kg.extract.events import NO_ROLE, NO_VERB, SUPPORT, EventNoun
from kg.extract.inflection import third_person
from kg.extract.labels import PLACES
from kg.extract.phrases import conjuncts, noun_phrase, owners, parts
from kg.extract.propositions import propositions
from kg.frozen import frozen
from kg.model import ClauseType, Extraction, Phrase, Role, Token
from kg.tree import Tree

_ACTORS = frozenset({"PERSON", "ORG", "GPE", "NORP"})
_UNITS = frozenset({"second", "minute", "hour", "day", "night", "week", "month", "quarter", "year", "percentage"})
_TIMES = frozenset({"DATE", "TIME"})
_FOUNDED = frozenset({"PERSON", "ORG"})
_TOWARDS = frozenset({"for", "against"})
_DIRECT = frozenset({"demand", "order", "request", "sue"})
"""Verbs that do without the preposition of their noun: *an order* **for** *trains*."""
_WHERE = frozenset({"in", "at", "near", "on", "off", "outside", "inside"})
_BREAKING = frozenset({"closure", "collapse", "collision", "crash", "eruption", "explosion", "failure", "leak"})
"""What happens to the noun in front, besides growing and falling: *the* **engine** *failure*, **price** *rises*."""
_BESIDE = frozenset({Role.OBLIQUE, Role.ADVERBIAL})
_LEADING = frozenset({"poss", "compound", "npadvmod", "nmod", "nummod"})
YEAR = 4
"""The digits of a year: *the* **1991** *agreement*."""
_MEASURES = frozenset({"PERCENT", "MONEY", "QUANTITY", "CARDINAL", "ORDINAL"})


def nominalised(analysis: Analysis) -> Iterator[Extraction]:
    """A noun of an event with those who take part in it, read as its verb.

    Boeing's acquisition of the firm was announced.
        Boeing | acquisition | the firm
    The crash of the plane on Monday was investigated.
        the plane | crash on | Monday
    The company made an offer to the union.
        The company | offer to | the union
    """
    for noun, known in analysis.event_nouns:
        if known.verb == NO_VERB:
            continue
        event = _event(analysis, noun, known)
        doers, done = event.doers(), event.done()
        if not doers and done is None:
            continue
        verb, _, particle = known.verb.partition(" ")
        for extraction in propositions(_clause(event, doers, done)):
            yield replace(extraction, verb=f"{third_person(verb)} {particle}".strip())


def happening(analysis: Analysis) -> Iterator[Extraction]:
    """A noun of an event of which only the time or the place is told.

    The attack on Sunday ended the talks.
        The attack | attack on | Sunday
    The explosion in Leeds killed two.
        The explosion | explosion in | Leeds
    """
    tree = analysis.tree
    for noun, known in analysis.event_nouns:
        further = _further(tree, noun)
        if not (_is_timed(further) or _is_placed(known, further)):
            continue
        event = _event(analysis, noun, known)
        if known.verb != NO_VERB and (event.doers() or event.done() is not None):
            continue
        inside = {t.i for c in event.further for t in (*c.marker, *c.whole.tokens)}
        words = tuple(t for t in noun_phrase(tree, noun, bare=True).tokens if t.i not in inside)
        for extraction in propositions(_clause(event, (Phrase(noun, words or (noun,)),), None)):
            yield replace(extraction, verb="happens")


def _clause(event: _Event, doers: tuple[Phrase, ...], done: Constituent | None) -> Clause:
    """What a noun says, in the form of a clause."""
    noun = event.noun
    taken = {t.i for phrase in doers for t in phrase.tokens} | ({done.head.i} if done is not None else set())
    rest = tuple(sorted((c for c in event.further if c.head.i not in taken), key=lambda c: c.first))
    return Clause(
        tree=event.tree,
        predicate=noun,
        chain=(noun,),
        group=(noun,),
        subject=doers[0].head if doers else None,
        subjects=doers,
        constituents=rest if done is None else (done, *rest),
        type=ClauseType.SVO if done is not None else ClauseType.SVA if rest else ClauseType.SV,
        passive=False,
        family=noun.dep,
    )


# ------------------------------------------------------------------------------------------------ who and what


def _event(analysis: Analysis, noun: Token, known: EventNoun) -> _Event:
    tree = analysis.tree
    owner, of, by = (_participant(tree, noun, how) for how in ("poss", "of", "by"))
    if of is None and known.also != NO_ROLE:
        of = _participant(tree, noun, known.also)  # a fall in sales, an attack on the port
    if by is None:
        by = _participant(tree, noun, "between") or (_giver(tree, noun) if known.of == "object" else None)
    support, role = _supported(analysis, noun, known)
    if support is not None and owner is not None and owner.pos == "PRON":
        owner = None  # made its first flight
    return _Event(tree, noun, known, owner, of, by, _front(tree, noun), support, role)


@frozen
class _Event:
    """A noun of an event, and the words around it that may take part in it.

    ``support`` is the clause of a verb that only carries the event (*made* **an offer**), ``role`` what its subject
    does in it; ``front`` the noun directly before: **oil** *production*.
    """

    tree: Tree
    noun: Token
    known: EventNoun
    owner: Token | None
    of: Token | None
    by: Token | None
    front: Token | None
    support: Clause | None
    role: str

    def doers(self) -> tuple[Phrase, ...]:
        """Those who do it, or to whom it happens where nobody does it."""
        if self.by is not None:
            if self.tree.head(self.by).text.lower() == "between":  # talks between France and Britain: both talk
                return tuple(noun_phrase(self.tree, each) for each in conjuncts(self.tree, self.by))
            return parts(self.tree, self.by)
        if self.support is not None and self.role == "doer" and self.owner is None:
            return self.support.subjects
        if self.owner is not None:
            return () if self._is_patient(self.owner) else owners(self.tree, self.owner)
        if self.of is not None:
            return () if self._is_done_to_of() else parts(self.tree, self.of)
        if self.support is not None and not self._undergoes():
            return self.support.subjects
        if self.front is not None and self.known.of != "object":
            changes = self.known.also == "in" or self.noun.lemma.lower() in _BREAKING
            if self.front.entity[2:] in _FOUNDED or (changes and _is_thing(self.front)):
                return (Phrase(self.front, (self.front,)),)
        return ()

    def done(self) -> Constituent | None:
        """What it is done to."""
        if self.of is not None and self._is_done_to_of():
            preposition = self.tree.head(self.of)
            if preposition.text.lower() in _TOWARDS and self.known.verb not in _DIRECT:
                return next(iter(prepositional(self.tree, preposition, Role.OBLIQUE)), None)
            whole = noun_phrase(self.tree, self.of, split=False)
            return Constituent(Role.OBJECT, self.of, whole, parts(self.tree, self.of))
        if self.of is None and self.owner is not None and self._is_patient(self.owner):
            return _object(self.owner, owners(self.tree, self.owner))
        if self.support is not None and self.support.subject is not None and self._undergoes():
            return _object(self.support.subject, self.support.subjects)
        if self.front is not None and self.known.of == "object" and _is_thing(self.front):
            return _object(self.front, (Phrase(self.front, (self.front,)),))
        return None

    def _is_done_to_of(self) -> bool:
        """*the sale* **of the firm**, *its resumption* **of talks**; not *the statement* **of the ministry**."""
        if self.of is not None and self.tree.head(self.of).text.lower() in _TOWARDS:
            return True  # the search for oil, a lawsuit against the firm
        if self.known.of == "either":
            return self.by is not None or self.owner is not None or self.role == "doer"
        alone = self.by is None and self.owner is None
        says = alone and self.known.done_to == "thing" and self.of is not None and _acts(self.of)
        return self.known.of == "object" and not says

    def _is_patient(self, owner: Token) -> bool:
        """*the minister's* **arrest**, *the car's* **recall**: the possessor of an event that others do to it."""
        if self.known.of != "object" or self.by is not None or self.of is not None:
            return False
        acts = owner.pos == "PRON" or _acts(owner)
        return self.known.done_to == "person" if acts else self.known.done_to != "person"

    def _undergoes(self) -> bool:
        """**The town** *suffered an* **attack**; not *the firm suffered a* **decline**."""
        return self.role == "undergoer" and self.known.of != "subject" and self.known.done_to != "thing"

    @property
    def further(self) -> list[Constituent]:
        """The other phrases of the noun, and of the verb that carries it: when, where, with whom."""
        found = _further(self.tree, self.noun)
        if self.support is not None:  # made an offer | to the union
            found += [c for c in self.support.constituents if c.role in _BESIDE and c.content is None]
        return found


def _object(head: Token, phrases: tuple[Phrase, ...]) -> Constituent:
    return Constituent(Role.OBJECT, head, phrases[0], phrases)


def _participant(tree: Tree, noun: Token, by: str) -> Token | None:
    """The possessor of a noun, or what stands behind a preposition, if that takes part in the event."""
    for c in tree.children[noun.i]:
        if by == "poss" and c.dep == "poss":
            found: Token | None = c
        elif c.dep in {"prep", "agent"} and c.text.lower() == by and c.i > noun.i:
            found = tree.child(c, "pobj")
        else:
            continue
        if found is None or found.entity[2:] in _TIMES | _MEASURES or found.pos in {"NUM", "VERB"}:
            continue
        if by == "for" and found.entity[2:] in _ACTORS:
            continue  # a big order for Airbus
        if by != "in" or found.entity[2:] not in PLACES:
            return found
    return None


def _giver(tree: Tree, noun: Token) -> Token | None:
    """*an order* **from the airline**: whoever an act comes from, where that is no place."""
    found = _participant(tree, noun, "from")
    return found if found is not None and found.entity[2:] in {"PERSON", "ORG", "NORP"} else None


def _front(tree: Tree, noun: Token) -> Token | None:
    first = tree.tokens[noun.i - 1] if noun.i else None
    joined = first is not None and first.dep == "compound" and first.head == noun.i and not tree.children[first.i]
    return first if joined else None


def _is_thing(front: Token) -> bool:
    """Whether an event is done to the noun in front of it: *oil* **production** is of oil.

    So it is by rule (Selkirk, The Syntax of Words, 1982, 2.3), unless that tells of people, or of how long it took.
    """
    return front.pos == "NOUN" and not front.entity and not speaks(front) and front.lemma not in _UNITS


def _acts(noun: Token) -> bool:
    """Whether a noun tells of people, or of what people act through: a firm, a government."""
    return noun.entity[2:] in _ACTORS or (noun.pos == "NOUN" and speaks(noun))


def _supported(analysis: Analysis, noun: Token, known: EventNoun) -> tuple[Clause | None, str]:
    """The clause of a verb that only carries the event, *made* **an offer**, and what its subject does in that."""
    verb = analysis.tree.head(noun)
    lemma = verb.lemma.lower()
    role = SUPPORT.get(f"{lemma} {noun.lemma.lower()}") or SUPPORT.get(lemma, NO_ROLE)
    if noun.dep != "dobj" or verb.pos != "VERB" or role == NO_ROLE or (role == "changes" and known.also != "in"):
        return None, NO_ROLE
    clause = analysis.by_predicate.get(verb.i)
    if clause is None or not clause.subjects or clause.passive:
        return None, NO_ROLE
    return clause, "doer" if known.also == "in" else role  # saw, posted, suffered a fall: it fell


def _is_placed(known: EventNoun, further: Sequence[Constituent]) -> bool:
    """Whether a place is told; *sales in Europe* are no event there, *a recovery in Spain* is Spain's."""
    if known.of == "object" or known.also == "in":
        return False
    return any(c.head.entity[2:] in PLACES and c.marker and c.marker[0].text.lower() in _WHERE for c in further)


def _is_timed(further: Sequence[Constituent]) -> bool:
    """Whether a time is told; *in several months* is none."""
    return any(c.head.entity[2:] in _TIMES and c.head.tag != "NNS" for c in further)


def _further(tree: Tree, noun: Token) -> list[Constituent]:
    """The other phrases of a noun: when, where, with whom."""
    found: list[Constituent] = []
    for c in tree.children[noun.i]:
        text = c.text.lower()
        if c.dep == "prep" and c.i > noun.i:
            for each in prepositional(tree, c, Role.OBLIQUE):
                taken = text in {"of", "by"} and each.head.entity[2:] not in _TIMES
                if not taken and each.content is None:
                    found.append(each)
        elif c.entity[2:] in _TIMES and c.dep in _LEADING and not (c.dep == "nummod" and len(c.text) != YEAR):
            phrase = owners(tree, c)[0] if c.dep == "poss" else Phrase(c, tuple(tree.subtree(c)))
            found.append(Constituent(Role.ADVERBIAL, c, phrase, (phrase,)))
    return found
