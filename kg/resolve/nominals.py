"""Descriptions of things: roles that the text states, and definite nouns that take up what was said before."""

from __future__ import annotations

from collections import defaultdict

from kg import wordlists
from kg.model import Form, Kind, Token
from kg.resolve import lexicon
from kg.resolve.chains import (
    AGE,
    CLASS,
    CLASS_NAMED,
    NAMED,
    OWNER,
    ROLE,
    SAME_EVENT,
    SAME_HEAD,
    SAME_WORDS,
    Chain,
    Document,
)
from kg.resolve.groups import Groups
from kg.resolve.names import UNKNOWN
from kg.resolve.references import Reference
from kg.resolve.syntax import first_conjunct, subject_of

REACH = 12
"""Sentences a definite noun with the same head may look back."""
CLASS_REACH = 2
"""Sentences that *the country* or *the company* may look back for a name of its class."""

CLASS_WINDOW = 8
"""Names of a class that are looked at, from the nearest on."""

_COUNTRIES = frozenset(("country", "nation"))
_TOWNS = frozenset(("city", "town", "village", "island"))
_FIRMS = frozenset(("company", "firm", "corporation", "carmaker", "automaker", "manufacturer"))
_BODY = (Kind.ORGANIZATION, Kind.THING)
_SPOT = (Kind.PLACE, Kind.THING)
_CLASSES: dict[str, tuple[Kind, ...]] = {
    "index": (Kind.ORGANIZATION, Kind.THING, Kind.WORK, Kind.PERSON), "average": _BODY, "company": _BODY,
    "corporation": _BODY, "airline": _BODY, "party": _BODY, "newspaper": _BODY, "magazine": _BODY, "union": _BODY,
    "river": _SPOT, "island": _SPOT, "city": _SPOT, "town": _SPOT, "village": _SPOT,
}  # fmt: skip
"""Nouns that may follow the name of a thing to say of which class it is, and the kinds that its name may have."""
_WORDS = frozenset(
    ("word", "name", "term", "phrase", "letter", "title", "surname", "nickname", "pseudonym", "question", "slogan")
)
"""Nouns that are called what stands behind them in another way: *the word* **Brexit** is not Brexit."""
_EITHER = frozenset(
    ("owner", "winner", "rival", "partner", "maker", "operator", "supplier", "opponent", "champion", "host", "buyer",
     "seller", "successor", "predecessor", "neighbour", "neighbor", "ally", "client", "customer", "employer",
     "shareholder", "investor", "contractor", "publisher", "producer", "manufacturer", "landlord", "sponsor")
)  # fmt: skip
"""Nouns of what may be a person or a firm."""
_BETWEEN = frozenset((",", "-", "–", "—", "--", '"', "“", "``", "'"))
"""What may stand between a noun and its name."""
_PATIENTS = frozenset(("dobj", "nsubjpass"))
_NOT_THE_SAME = frozenset(("other", "another", "no", "any", "each", "every", "either", "neither"))


class Nominals:
    """Finds what the nominals of a document take up, in text order; constant time for each but for its namesakes."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._heads: dict[tuple[str, bool], list[Reference]] = defaultdict(list)
        self._roles: dict[str, list[tuple[Reference, frozenset[str]]]] = defaultdict(list)
        self._ages: dict[str, list[Reference]] = defaultdict(list)
        self._places: list[Reference] = []
        self._firms: list[Reference] = []
        for reference in document.references:
            self._note_role(reference)
        self.groups = Groups(document, self._roles)

    def read(self, reference: Reference) -> None:
        """Take note of a name or nominal, and join it to what it takes up."""
        self._note_age(reference)
        if reference.form is Form.NOMINAL:
            if not reference.predicate:
                self._resolve(reference)
            self._heads[reference.lemma, reference.plural].append(reference)
        elif reference.kind is Kind.PLACE:
            self._places.append(reference)
        elif reference.kind is Kind.ORGANIZATION:
            self._firms.append(reference)

    def _note_role(self, reference: Reference) -> None:
        """What the text says a named thing is: in a title, an apposition, after *is*; not what it is alleged to be."""
        if reference.name is not None:
            words = [
                t.lemma.lower()
                for t in reference.name.title
                if t.pos not in ("PUNCT", "ADP", "DET", "CCONJ") and not _is_courtesy(t)
            ]
            if words and not _is_doubted("".join(t.text + t.space for t in reference.name.title)):
                self._roles[words[-1]].append((reference, frozenset(words[:-1])))
        elif reference.form is Form.NOMINAL and not _is_doubted(reference.label):
            bearer = self._bearer(reference) if reference.predicate else self._called(reference)
            if bearer is not None and bearer.form is Form.NAME:
                self._roles[reference.lemma].append((bearer, reference.modifiers | self._complements(reference)))
                chain = self._document.chain[bearer.index]
                if chain.gender == UNKNOWN:
                    chain.gender = reference.gender

    def _note_age(self, reference: Reference) -> None:
        """How old the text says somebody is: *Paul Novak, 35*; *Paul Novak, a 35-year-old teacher*."""
        tree = self._document.trees[reference.sentence]
        if "old" in reference.modifiers and "year" in reference.modifiers:
            bearer = self._bearer(reference) if reference.predicate else reference
            if bearer is not None and bearer.kind is Kind.PERSON:
                for number in filter(str.isdigit, reference.modifiers):
                    self._ages[number].append(bearer)
        elif reference.form is Form.NAME and reference.kind is Kind.PERSON:
            for child in tree.children[reference.head.i]:
                aged = tree.children[child.i] if child.text == "aged" else (child,) if child.dep == "appos" else ()
                for count in aged:
                    if count.tag == "CD" and count.text.isdigit():
                        self._ages[count.text].append(reference)

    def _of_age(self, reference: Reference) -> Reference | None:
        """*The 35-year-old*: the one person whom the text has said to be of that age."""
        fits = [
            bearer
            for number in reference.modifiers
            for bearer in self._ages.get(number, ())
            if (bearer.sentence, bearer.head.i) < (reference.sentence, reference.head.i)
        ]
        return fits[-1] if len({id(self._document.chain[bearer.index]) for bearer in fits}) == 1 else None

    def _resolve(self, reference: Reference) -> None:
        document = self._document
        if reference.lemma == "old" and reference.definite:
            aged = self._of_age(reference)
            if aged is not None:
                document.join(reference.index, aged.index, AGE)
                return
        named = self._called(reference)
        if named is not None:
            document.join(reference.index, named.index, NAMED)
            return
        named = self._named_in_front(reference)
        if named is not None:
            document.join(reference.index, named.index, CLASS_NAMED)
            return
        if not reference.determiner:
            earlier = self._same_words(reference)
            if earlier is not None:
                document.join(reference.index, earlier.index, SAME_WORDS)
            return
        if not reference.definite and reference.owner is None:
            return
        if not reference.plural and not self._pronoun_owns(reference):
            bearer = self._role_bearer(reference)
            if bearer is not None:
                document.join(reference.index, bearer.index, ROLE)
                return
        earlier = self._same_head(reference)
        if self.groups.number(reference) is not None:
            if earlier is not None and self.groups.count(earlier) != self.groups.count(reference):
                earlier = None
            if (earlier is None or document.group_of(earlier.index) is not None) and self.groups.read(reference):
                return
        if earlier is not None:
            document.join(reference.index, earlier.index, SAME_HEAD)
            return
        named = self._of_class(reference)
        if named is not None:
            document.join(reference.index, named.index, CLASS)

    def _called(self, reference: Reference) -> Reference | None:
        """*The historian* **Ruth Okafor**, *its owner*, **Blue Star Ltd**, *…*: the one whose name stands behind."""
        if reference.plural or reference.predicate or reference.lemma in _WORDS or reference.modifiers & _NOT_THE_SAME:
            return None
        tree = self._document.trees[reference.sentence]
        behind = [c for c in tree.children[reference.head.i] if c.dep == "appos" and c.i > reference.head.i]
        if len(behind) != 1 or tree.child(behind[0], "conj", "appos", "cc") is not None:
            return None
        named = self._document.at.get((reference.sentence, behind[0].i))
        if named is None or named.form is not Form.NAME or named.plural or named.adjective:
            return None
        first = tree.first(behind[0]).i
        between = [t.text for t in tree.tokens[reference.head.i + 1 : first] if t.pos in ("PUNCT", "SYM", "ADV")]
        if (between and between[-1] not in _BETWEEN) or ":" in between:
            return None
        kind = self._document.chain[named.index].kind
        listed = reference.head.dep == "conj" or tree.child(reference.head, "conj", "cc") is not None
        if listed and between and reference.kind != kind:
            return None
        if reference.kind not in (None, kind) and not (
            reference.lemma in _EITHER and kind in (Kind.PERSON, Kind.ORGANIZATION, Kind.THING)
        ):
            return None
        if reference.kind is None and kind in (Kind.PERSON, Kind.PLACE, Kind.GROUP):
            close = first == reference.head.i + 1
            return named if close else None
        return named if reference.determiner or reference.kind == kind or not between else None

    def _named_in_front(self, reference: Reference) -> Reference | None:
        """*The* **Nasdaq** *index*, *the* **Labour** *party*: the thing of that name."""
        kinds = _CLASSES.get(reference.lemma)
        if kinds is None or reference.plural or reference.predicate:
            return None
        names = [
            name
            for child in self._document.trees[reference.sentence].children[reference.head.i]
            if child.dep in ("compound", "nmod") and child.i < reference.head.i
            if (name := self._document.at.get((reference.sentence, child.i))) is not None and name.form is Form.NAME
        ]
        if len(names) != 1 or names[0].kind not in kinds or names[0].label in lexicon.countries():
            return None
        return names[0]

    # -------------------------------------------------------------------------------------------- same noun

    def _same_words(self, reference: Reference) -> Reference | None:
        """A noun without determiner is the same wherever its words are the same: *computer science*, *tax*.

        A bare plural is no such noun: *officials* may be others each time.
        """
        if reference.plural and not reference.modifiers:
            return None
        label = reference.label.lower()
        for earlier in reversed(self._heads.get((reference.lemma, reference.plural), ())):
            if not earlier.determiner and not earlier.predicate and earlier.label.lower() == label:
                return earlier if self._tail(reference) == self._tail(earlier) else None
        return None

    def _same_head(self, reference: Reference) -> Reference | None:
        owner, tail = self._owner(reference), self._tail(reference)
        for earlier in reversed(self._heads.get((reference.lemma, reference.plural), ())):
            if reference.sentence - earlier.sentence > REACH:
                return None
            if earlier.predicate or earlier.modifiers & _NOT_THE_SAME:
                continue
            if _is_doubted(earlier.label) and not _is_doubted(reference.label):
                continue
            chain = self._document.chain[earlier.index]
            known = earlier.modifiers.union(*(self._document.references[m].modifiers for m in chain.members))
            if not reference.modifiers <= known:
                continue
            if reference.owner is not None:
                same = self._owner(earlier)
                described = earlier.owner is None and reference.modifiers and reference.modifiers == earlier.modifiers
                if self._mine(reference, earlier, tail) or self._done_by(earlier, owner):
                    return earlier
                if (owner is None or same is not owner) and not described:
                    continue
            elif not tail <= self._tail(earlier) and not self._same_event(reference, earlier):
                continue
            return earlier
        return None

    def _done_by(self, earlier: Reference, owner: Chain | None) -> bool:
        """Whether *Johnson's letter* is the *letter that* **Johnson** *sent*."""
        if owner is None or earlier.owner is not None:
            return False
        tree = self._document.trees[earlier.sentence]
        for clause in tree.children[earlier.head.i]:
            if clause.dep == "relcl":
                doer = tree.child(clause, "nsubj")
                found = self._document.at.get((earlier.sentence, doer.i)) if doer is not None else None
                if found is not None and self._document.chain[found.index] is owner:
                    return True
        return False

    def _mine(self, reference: Reference, earlier: Reference, tail: frozenset[str]) -> bool:
        """Whether *my letter to Macron*, in an unknown mouth, is the letter to Macron that somebody was said to own."""
        me = self._document.at.get((reference.sentence, reference.owner or 0))
        if (
            me is None
            or me.form is not Form.PRONOUN
            or me.person != 1
            or me.plural
            or me.index in self._document.decided
        ):
            return False
        owner = self._document.at.get((earlier.sentence, earlier.owner)) if earlier.owner is not None else None
        if owner is None or not tail or tail != self._tail(earlier):
            return False
        chain = self._document.chain[owner.index]
        if not chain.named or chain.kind is not Kind.PERSON:
            return False
        self._document.join(me.index, owner.index, OWNER)
        return True

    def _same_event(self, reference: Reference, earlier: Reference) -> bool:
        """Whether *the talks with* **the minister**, *cancelled*, are the *talks with* **Ms X** cancelled before.

        The same happens to both, and they differ in a person who is described in the one and named in the other: the
        one described is then the one named.
        """
        trees = self._document.trees
        after, before = trees[reference.sentence], trees[earlier.sentence]
        verbs = after.head(reference.head), before.head(earlier.head)
        if verbs[0].lemma != verbs[1].lemma or verbs[0].pos != "VERB" or reference.head.dep not in _PATIENTS:
            return False
        if earlier.head.dep not in _PATIENTS or reference.determiner != "the":
            return False
        here, there = self._joined_by(reference), self._joined_by(earlier)
        for preposition, described in here.items():
            named = there.get(preposition)
            if named is None or named.form is not Form.NAME or described.form is not Form.NOMINAL:
                continue
            if described.determiner != "the" or described.plural or described.index in self._document.decided:
                continue
            if described.kind is Kind.PERSON and self._document.chain[named.index].kind is Kind.PERSON:
                self._document.join(described.index, named.index, SAME_EVENT)
                return True
        return False

    def _joined_by(self, reference: Reference) -> dict[str, Reference]:
        """The references that a noun's prepositions bring, by preposition."""
        tree = self._document.trees[reference.sentence]
        found = {}
        for child in tree.children[reference.head.i]:
            thing = tree.child(child, "pobj") if child.dep == "prep" else None
            inner = self._document.at.get((reference.sentence, thing.i)) if thing is not None else None
            if inner is not None:
                found[child.text.lower()] = inner
        return found

    def _owner(self, reference: Reference) -> Chain | None:
        if reference.owner is None:
            return None
        owner = self._document.at.get((reference.sentence, reference.owner))
        return self._document.chain[owner.index] if owner is not None else None

    def _tail(self, reference: Reference) -> frozenset[str]:
        """The heads of what follows the noun: *of the* **city**, *that he* **wrote**."""
        tree = self._document.trees[reference.sentence]
        return frozenset(
            t.lemma.lower()
            for child in tree.children[reference.head.i]
            if child.i > reference.head.i and child.dep in ("prep", "relcl", "acl")
            for t in tree.subtree(child)
            if t.pos in ("NOUN", "PROPN", "VERB", "NUM") and t.dep not in ("compound", "nmod", "nummod", "poss")
        )

    # -------------------------------------------------------------------------------------------- roles

    def _role_bearer(self, reference: Reference) -> Reference | None:
        """The one named thing of which the text has said what the phrase says of it."""
        stated = self._roles.get(reference.lemma)
        if not stated:
            return None
        words = reference.modifiers | self._complements(reference) | self._tail(reference)
        fits = {id(self._document.chain[bearer.index]): bearer for bearer, known in stated if words <= known}
        if len(fits) != 1:
            return None
        (bearer,) = fits.values()
        distance = reference.sentence - bearer.sentence
        if self._document.chain[bearer.index].kind is Kind.PERSON:
            return bearer if distance >= 0 or words else None
        return bearer if 0 <= distance <= REACH else None

    def _pronoun_owns(self, reference: Reference) -> bool:
        owner = self._document.at.get((reference.sentence, reference.owner)) if reference.owner is not None else None
        return owner is not None and owner.form is Form.PRONOUN

    def _complements(self, reference: Reference) -> frozenset[str]:
        """The words of *of* phrases and owners, which say which office is meant: *minister of transport*."""
        tree = self._document.trees[reference.sentence]
        return frozenset(
            t.lemma.lower()
            for child in tree.children[reference.head.i]
            if (child.dep == "prep" and child.text.lower() in ("of", "for", "in")) or child.dep == "poss"
            for t in tree.subtree(child)
            if t.pos in ("NOUN", "PROPN", "ADJ")
        )

    def _bearer(self, reference: Reference) -> Reference | None:
        """Of whom a predicate noun is said."""
        tree = self._document.trees[reference.sentence]
        top = first_conjunct(tree, reference.head)
        if top.dep == "appos":
            return self._document.at.get((reference.sentence, top.head))
        if top.dep in ("attr", "oprd"):
            verb = tree.head(top)
            subject = subject_of(tree, verb)
            if subject is not None and verb.lemma in ("be", "become", "remain") and tree.child(verb, "neg") is None:
                return self._document.at.get((reference.sentence, subject.i))
        return None

    # -------------------------------------------------------------------------------------------- classes

    def _of_class(self, reference: Reference) -> Reference | None:
        """*The country* for the one country named nearby, *the company* for the one firm."""
        if reference.modifiers or reference.owner is not None or reference.plural or self._tail(reference):
            return None
        countries = lexicon.countries()
        if reference.lemma in _COUNTRIES:
            options = [place for place in self._places[-CLASS_WINDOW:] if place.label in countries]
        elif reference.lemma in _TOWNS:
            options = [place for place in self._places[-CLASS_WINDOW:] if place.label not in countries]
        elif reference.lemma in _FIRMS:
            options = self._firms[-CLASS_WINDOW:]
        else:
            return None
        options = [option for option in options if reference.sentence - option.sentence <= CLASS_REACH]
        near = [option for option in options if option.sentence == options[-1].sentence]
        chains = {id(self._document.chain[option.index]) for option in near}
        return near[-1] if len(chains) == 1 else None


def _is_doubted(words: str) -> bool:
    """Whether others take somebody to be that: *the* **alleged** *killer*; *the killer* is then nobody known."""
    return not _DOUBTING.isdisjoint(words.lower().split())


_DOUBTING = wordlists.words("kg.extract.lexicon", "en/doubting_adjectives.txt")


def _is_courtesy(token: Token) -> bool:
    title = lexicon.titles().get(token.text.lower())
    return title is not None and title.courtesy
