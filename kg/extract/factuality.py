"""Whether a word of a sentence is affirmed or denied, and how it is meant: polarity and modality.

Both are carried down the tree from the root: each word takes over what stands above it, a complement through the
signature of the word that governs it (:mod:`kg.extract.complements`), and a verb adds its own auxiliaries, negations
and adverbs. So the scope of a negation is a branch of the tree, and signatures compose: *did not manage to avoid it*.
The idea is polarity projection as in Nairn, Condoravdi & Karttunen (2006); the words are data.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from kg.extract.complements import Complement, Signature, if_not, infinitive, informs, is_given, joins_governor
from kg.extract.labels import AUXILIARIES, CLAUSE_HEADS, SUBJECTS, VERBS
from kg.extract.lexicon import table, words
from kg.extract.moods import AUTHOR, asked, is_imperative
from kg.model import Modality, Polarity, Token
from kg.tree import Tree

WEAK, MEDIUM, STRONG, FIXED = 1, 2, 3, 4
"""Which mark of modality gives way: the nearest to the word wins among equals, a stronger one over a weaker one."""

MAX_CUES = 16
"""Words responsible that are kept for each word."""

_STRENGTHS = {"weak": WEAK, "medium": MEDIUM, "strong": STRONG}


class Status(NamedTuple):
    """How a word is meant: denied or not, its modality, how firmly that stands, and the words that say so."""

    denied: bool = False
    modality: Modality = Modality.ACTUAL
    strength: int = 0
    cues: tuple[Token, ...] = ()

    @property
    def polarity(self) -> Polarity:
        """The polarity as the model has it."""
        return Polarity.NEGATIVE if self.denied else Polarity.POSITIVE

    def with_cue(self, cue: Token | None) -> tuple[Token, ...]:
        """The words so far and one more; in sentences nested without end the outermost are forgotten."""
        return self.cues if cue is None else (*self.cues[-MAX_CUES + 1 :], cue)

    def mark(self, modality: Modality, strength: int, cue: Token | None) -> Status:
        """The same with a further modality, if that is not weaker than the one it has."""
        if modality is Modality.ACTUAL or strength < self.strength:
            return self
        return Status(self.denied, modality, strength, self.with_cue(cue))

    def deny(self, cue: Token) -> Status:
        """The opposite."""
        return Status(not self.denied, self.modality, self.strength, self.with_cue(cue))

    @property
    def affirmed(self) -> Status:
        """The same, whatever is denied around it."""
        return Status(False, *self[1:]) if self.denied else self

    def under(self, signature: Signature, cue: Token) -> Status:
        """The status of a complement, given that of the word that governs it."""
        cell = signature.denied if self.denied else signature.affirmed
        open_modality = Modality.POSSIBLE if signature.modality is Modality.ACTUAL else signature.modality
        if signature.factive and self.modality is not Modality.CONDITIONAL:
            return PLAIN if self.denied or self.strength else self
        if cell == "+":
            return self if not self.denied else Status(False, self.modality, self.strength, self.with_cue(cue))
        if cell == "-":
            return Status(True, self.modality, self.strength, self.with_cue(cue))
        denied = self.denied if cell == "o" else cell == "(-)"
        strength = MEDIUM if open_modality is Modality.POSSIBLE else STRONG
        if strength < self.strength:
            return Status(denied, self.modality, self.strength, self.with_cue(cue))
        return Status(denied, open_modality, strength, self.with_cue(cue))


PLAIN = Status()

MODALS = {row[0]: (Modality(row[1]), _STRENGTHS[row[2]]) for row in table("modals")}
FUTURE = (Modality.PLANNED, WEAK)
_MARKS = frozenset({'"', "“", "”", "``", "''", "`"})
_WOULD = frozenset({"would", "'d"})
ADVERBS = {row[0]: row[1] for row in table("adverbs")}
MARKERS = {row[0]: (row[1], row[2]) for row in table("markers")}
_NO_EFFECT = ("-", "-")
NEGATIONS = words("negations")

PERFORMATIVES = words("performatives")
PASSING_ON = frozenset({"post", "share", "write"})
"""Verbs with which whoever writes tells something: *I thought I would* **post** *that it is sold*."""
DOUBTING = words("doubting_adjectives")

_HYPOTHETICAL = frozenset({Modality.CONDITIONAL, Modality.ASKED})
_SUPPOSED = frozenset({Modality.CONDITIONAL, Modality.POSSIBLE})
_BESIDE = frozenset({Modality.POSSIBLE, Modality.OBLIGATED, Modality.ASKED})
_MEANWHILE = frozenset({"after", "as", "while"})
_BREAKS = frozenset({"...", "....", "…", ";", "--"})
_HEDGES = frozenset({"want", "wish", "like", "have", "inclined", "tempted", "bound"})
_PERCEPTIONS = frozenset({"see", "hear", "feel", "smell", "taste", "understand", "remember", "imagine"})
_LIKINGS = frozenset({"like", "love", "prefer", "hate"})
_CLAUSAL = frozenset({"to", "bare", "that"})
_FINITE = frozenset({"VBD", "VBZ", "VBP"})
_PRESENT = frozenset({"VBZ", "VBP"})
_BEING = frozenset({"be", "have"})
"""Verbs before which *as* gives a reason: *cannot stay,* **as** *the house* **is** *sold*."""
_ARGUMENTS = SUBJECTS | {"dobj", "attr", "oprd", "dative", "pobj", "npadvmod", "acomp"}
_QUANTIFIERS = frozenset({"few", "little"})
_FOCUS = frozenset({"only", "just", "merely", "simply", "solely", "alone", "least"})
_IDLE = frozenset({"doubt", "matter", "wonder", "question"})
_NO_PHRASES = frozenset({"way", "circumstance", "time", "means", "account", "point", "case", "longer"})
_OPEN_DETERMINERS = frozenset({"any", "whichever", "whatever"})
_OPEN_PRONOUNS = frozenset({"anyone", "anybody", "anything", "whoever", "whatever"})
_DEFINITE = frozenset({"the", "this", "these", "that", "those", "both", "all"})


class Statuses(NamedTuple):
    """For each word of a sentence what is meant of it, and what it passes on to the words below it."""

    words: list[Status]
    scopes: list[Status]


def factuality(tree: Tree, order: Sequence[Token], complements: Mapping[int, Complement]) -> Statuses:
    """The status of each word of a sentence; ``order`` are its words from the roots down. Linear.

    A noun takes over denial and modality only where something says so of the noun itself (*called for* **talks**, *no*
    **talks**, *may hold* **talks**); one that is definite or named is there whatever the sentence says of it.
    """
    reader = _Reader(tree, complements)
    for token in order:
        reader.read(token)
    return Statuses(reader.answers, reader.scope)


class _Reader:
    """Statuses of one sentence while it is read from the root down.

    ``inherited`` is what comes from above, which coordinated words share; ``scope`` what a word passes on; ``answers``
    what is true of the word itself; ``conditions`` what a verb passes on to its complements alone.
    """

    __slots__ = ("answers", "asked", "complements", "conditions", "governors", "inherited", "scope", "tree")

    def __init__(self, tree: Tree, complements: Mapping[int, Complement]) -> None:
        n = len(tree.tokens)
        self.tree = tree
        self.complements = complements
        self.inherited = [PLAIN] * n
        self.scope = [PLAIN] * n
        self.answers = [PLAIN] * n
        self.asked = asked(tree)
        self.conditions: dict[int, tuple[Modality, Token]] = {}
        self.governors = {c.governor.i for c in complements.values() if c.frame in _CLAUSAL and _opens(c.signature)}

    def read(self, token: Token) -> None:
        i = token.i
        if token.dep == "amod" and token.pos in VERBS:  # the attached letter, growing fears: there already
            scope = self.scope[token.head]
            if scope.modality in _SUPPOSED and not definite(self.tree, self.tree.head(token)):
                self.answers[i] = scope.affirmed  # if you find a stolen car
            return
        if token.lemma.lower() in _IN_WRITING and _is_done_in_writing(self.tree, token):
            return
        if token.dep in CLAUSE_HEADS or i in self.complements or i in self.asked:
            self.inherited[i] = inherited = self.from_above(token)
            if i in self.asked:
                inherited = inherited.mark(Modality.ASKED, STRONG, None)
            if token.dep == "oprd" and (cue := self.denying(token)) is not None:  # called it “not serious”
                inherited = inherited.deny(cue)
            if token.pos in VERBS or _predicative(self.tree, token):
                if i not in self.complements and is_imperative(self.tree, token):
                    inherited = inherited.mark(Modality.ASKED, STRONG, token)
                self.scope[i] = self.answers[i] = self.own(token, inherited)
                return
            self.scope[i] = inherited
            self.answers[i] = inherited if i in self.complements else self.of_noun(token, inherited)
            return
        scope = self.scope[token.head]
        self.inherited[i] = self.scope[i] = scope
        self.answers[i] = scope if token.pos not in _NOMINAL else self.of_noun(token, scope)

    # -------------------------------------------------------------------------------------------- from above

    def from_above(self, token: Token) -> Status:
        head = self.tree.head(token)
        known = self.complements.get(token.i)
        match token.dep:
            case "ROOT":
                return self.root(token)
            case "conj" | "dep":
                return self.shared(token, head)
            case "parataxis":
                return self.inherited[head.i]
            case "advcl":
                return self.adverbial(token, head, known)
            case "relcl" | "acl" if known is None:
                return self.relative(token, head)
        if known is None and token.dep == "ccomp" and head.pos in VERBS:
            return self.inherited[head.i]  # a sentence run into another
        if known is None:
            status = self.scope[head.i]
            return status.affirmed if token.dep == "pcomp" else status
        governor = known.governor
        scope = self.scope[governor.i]
        if governor.dep in SUBJECTS or governor.i == head.i:
            scope = self.scope[head.i]
        if hedged(self.tree, known) and not scope.denied:
            return scope
        status = scope.under(known.signature, governor)
        condition = self.conditions.get(governor.i)
        return status if condition is None else status.mark(condition[0], FIXED, condition[1])

    def root(self, token: Token) -> Status:
        marker = _marker(self.tree, token)
        if marker is not None and (inner := MARKERS[marker.text.lower()][0]) == "conditional":  # If you have one.
            return Status(False, Modality(inner), FIXED, (marker,))
        if token.pos in VERBS and infinitive(self.tree, token):  # a headline: Airbus to cut jobs
            return Status(False, Modality.PLANNED, STRONG, (token,))
        return PLAIN

    def shared(self, token: Token, head: Token) -> Status:
        """Coordinated clauses share what stands above them, and the first one's auxiliaries if they have none."""
        status = self.inherited[head.i]
        if token.pos not in VERBS or head.pos not in VERBS:
            return self.scope[head.i]
        if joins_governor(self.tree, token, head):
            return self.inherited[head.head]
        own = any(c.dep in SUBJECTS or c.dep == "aux" for c in self.tree.children[token.i])
        if not own and token.tag == head.tag and token.tag in {"VB", "VBN", "VBG"}:
            status = self.scope[head.i]
        elif token.dep == "conj" and _joined_by_nor(self.tree, head, token):
            status = status.deny(token)
        return status

    def adverbial(self, token: Token, head: Token, known: Complement | None) -> Status:
        above, scope = self.inherited[head.i], self.scope[head.i]
        if known is not None:
            return scope.under(known.signature, known.governor)
        marker = _marker(self.tree, token)
        if if_not(self.tree, token):  # reduce, if not stop, the crossings
            return scope.affirmed.mark(Modality.POSSIBLE, MEDIUM, marker)
        if _likens(self.tree, marker) or (marker is None and _is_inverted(self.tree, token)):
            return above.affirmed.mark(Modality.CONDITIONAL, FIXED, marker or self.tree.first(token))
        inner = MARKERS[marker.text.lower()][0] if marker is not None else "future"
        if inner == "-":
            return above.affirmed
        if inner == "holds":
            return above.affirmed if above.modality in _HYPOTHETICAL else PLAIN
        if inner == "future":
            return self.beside(token, marker, above, scope).affirmed
        if (
            token.lemma in _FORMULAS
            and token.tag == "VBN"
            and not any(c.dep in SUBJECTS for c in self.tree.children[token.i])
        ):
            return above.affirmed  # if compared to, unless otherwise noted
        return above.affirmed.mark(Modality(inner), FIXED, marker)

    def beside(self, token: Token, marker: Token | None, above: Status, scope: Status) -> Status:
        """A clause of time or manner: what is past in it is past, whatever may, must or will be done beside it."""
        own = self.tree.children[token.i]
        perfect = any(c.dep == "aux" and c.lemma in {"have", "having"} for c in own)
        if marker is None:
            return PLAIN if is_given(self.tree, token) or (perfect and token.tag == "VBN") else scope
        word = marker.text.lower()
        if token.tag == "VBD":
            beside = above.modality in _BESIDE or (word in _MEANWHILE and above.modality not in _HYPOTHETICAL)
            return PLAIN if beside else above
        holds = word == "as" and (perfect or token.tag == "VBN" or self.is_reason(token, marker))
        if holds and scope.modality not in _HYPOTHETICAL:
            return PLAIN
        return scope

    def is_reason(self, token: Token, marker: Token) -> bool:
        """*cannot stay,* **as** *the house* **is** *sold*; not *as long as it is*."""
        state = token.lemma in _BEING or any(c.dep == "auxpass" for c in self.tree.children[token.i])
        if not state or self.tree.tokens[marker.i - 1].pos in {"ADV", "ADJ"}:
            return False
        auxiliary = next((c.tag for c in self.tree.children[token.i] if c.dep in AUXILIARIES), token.tag)
        return auxiliary in _PRESENT and any(c.dep in SUBJECTS for c in self.tree.children[token.i])

    def relative(self, token: Token, head: Token) -> Status:
        """What is said of a noun in passing: it is so, unless the noun is only one that may or should exist."""
        scope = self.scope[head.i]
        denied = self.cleft(token, head)
        if denied is not None:
            return PLAIN.deny(denied)
        if head.dep == "ROOT" and token.dep == "acl":  # a headline, or a verb read as a participle: no talks held
            cue = self.denying(head)
            return scope if cue is None else scope.deny(cue)
        if not definite(self.tree, head) and not (scope.strength and self.realised(token, head)):
            for c in self.tree.children[head.i]:
                if c.dep == "det" and c.text.lower() in _OPEN_DETERMINERS and not self.realised(token, head):
                    return scope.affirmed.mark(Modality.CONDITIONAL, MEDIUM, c)
            if head.text.lower() in _OPEN_PRONOUNS and head.dep != "nsubj":
                return scope.affirmed.mark(Modality.CONDITIONAL, MEDIUM, head)
            return scope.affirmed
        return PLAIN

    def cleft(self, clause: Token, focus: Token) -> Token | None:
        """*it was* **not** *Hill who paid*: what is denied is that he paid."""
        verb = self.tree.head(focus)
        if clause.dep != "relcl" or focus.dep != "attr" or verb.lemma != "be":
            return None
        it = self.tree.child(verb, "nsubj")
        return self.tree.child(verb, "neg") if it is not None and it.text.lower() == "it" else None

    def realised(self, clause: Token, head: Token) -> bool:
        """*wants a deal with those who* **left**: a past is not wanted, nor what many do, *migrants who* **come**."""
        auxiliaries = [c for c in self.tree.children[clause.i] if c.dep == "aux"]
        if any(c.tag == "MD" for c in auxiliaries):
            return False
        if any(c.lemma == "have" for c in auxiliaries) or clause.tag == "VBD":
            return True
        if clause.tag == "VBG" and any(c.lemma == "be" for c in auxiliaries):
            return True
        if clause.dep == "acl":
            return clause.tag == "VBN"
        people = head.tag == "NNS" and any(c.text.lower() == "who" for c in self.tree.children[clause.i])
        return people and clause.tag in _FINITE

    # -------------------------------------------------------------------------------------------- own words

    def own(self, token: Token, status: Status) -> Status:
        """The status of a predicate with its own auxiliaries, negations, adverbs, and denied arguments."""
        for c in self.tree.children[token.i]:
            match c.dep:
                case "aux":
                    status = self.by_auxiliary(token, c, status)
                case "neg" if not _focus(self.tree, c) and not if_not(self.tree, token):
                    status = status.deny(c)
                case "advmod" | "preconj":
                    status = self.adverb(c, status)
                case "prep":
                    status = self.by_preposition(c, status)
                case "advcl":
                    status = self.by_clause(token, c, status)
                case dep if dep in _ARGUMENTS:
                    status = self.by_argument(token, c, status)
        return status

    def by_auxiliary(self, token: Token, auxiliary: Token, status: Status) -> Status:
        if auxiliary.tag != "MD":
            return status
        if self.is_polite(token, auxiliary):
            if token.lemma.lower() in _LIKINGS:
                self.conditions[token.i] = (Modality.WISHED, auxiliary)
            return status
        modal = MODALS.get(auxiliary.text.lower())
        if modal is None:
            return status
        return status.mark(*(FUTURE if self.in_the_past(token, auxiliary) else modal), auxiliary)

    def by_argument(self, token: Token, argument: Token, status: Status) -> Status:
        if argument.dep == "attr" and token.lemma == "be" and (cue := doubting(self.tree, argument)) is not None:
            status = status.mark(Modality.POSSIBLE, MEDIUM, cue)
        cue = self.denying(argument)
        if cue is None or (argument.dep == "oprd" and cue is not argument):  # called it not serious: they did
            return status
        between = self.tree.tokens[token.i : argument.i]
        if any(t.text in _BREAKS for t in between):  # stay at home ... no more trips
            return status
        return status.deny(cue)

    def by_preposition(self, preposition: Token, status: Status) -> Status:
        effect = MARKERS.get(preposition.text.lower(), _NO_EFFECT)[1]
        if effect == "conditional" and self.tree.child(preposition, "ccomp", "pcomp"):
            status = status.mark(Modality.CONDITIONAL, FIXED, preposition)  # provided that
        obj = self.tree.child(preposition, "pobj")
        cue = self.denying(obj) if obj is not None and obj.lemma in _NO_PHRASES else None
        return status if cue is None else status.deny(cue)

    def by_clause(self, token: Token, clause: Token, status: Status) -> Status:
        """A condition beside a predicate holds for that, or for what is said or thought by it."""
        marker = _marker(self.tree, clause)
        outer = MARKERS[marker.text.lower()][1] if marker is not None else "-"
        if outer == "-" or marker is None or clause.i in self.complements or self.is_aside(token):
            return status
        if any(t.text in _MARKS for t in self.tree.tokens[clause.i : token.i]):
            return status  # “If it rains …,” he added
        if not _conditions(self.tree, clause, marker):
            return status
        if self.is_of_content(token, clause):
            self.conditions[token.i] = (Modality(outer), marker)
            return status
        return status.mark(Modality(outer), FIXED, marker)

    def is_polite(self, verb: Token, modal: Token) -> bool:
        """*I* **would argue**, *we* **must admit**, *I* **can see**, *she* **would like** *to*: it is so."""
        lemma, known = verb.lemma.lower(), self.complements.get(verb.i)
        if known is not None and hedged(self.tree, known):
            return True
        if modal.lemma in _WOULD and lemma in _LIKINGS:
            return not any(c.dep == "aux" and c.lemma == "have" for c in self.tree.children[verb.i])
        sees = lemma in _PERCEPTIONS and modal.lemma == "can" and verb.dep != "relcl"
        return (sees or lemma in PERFORMATIVES) and self.is_by_author(verb)

    def is_aside(self, verb: Token) -> bool:
        """*If you like wine, I* **recommend** *the red one*: no condition of recommending it."""
        return verb.lemma.lower() in PERFORMATIVES and self.is_by_author(verb) and verb.tag in {"VBP", "VB"}

    def is_by_author(self, verb: Token) -> bool:
        return by_author(self.tree, verb)

    def is_of_content(self, verb: Token, condition: Token) -> bool:
        """*they* **threaten** *to leave if he stays*: a condition of leaving, not of the threat."""
        if verb.i not in self.governors or any(c.tag == "MD" for c in self.tree.children[verb.i]):
            return False
        return condition.i > verb.i or verb.tag in {"VBD", "VBN"}

    def in_the_past(self, token: Token, modal: Token) -> bool:
        """*said that France* **would** *pay*: the future as seen from then."""
        if modal.lemma not in _WOULD:
            return False
        known = self.complements.get(token.i)
        if known is not None:
            governor = known.governor
            between = self.tree.tokens[min(governor.i, token.i) : max(governor.i, token.i)]
            return governor.tag in {"VBD", "VBN"} and not any(t.text in _MARKS for t in between)
        return token.dep == "advcl" and any(c.text.lower() == "so" for c in self.tree.children[token.i])

    def adverb(self, adverb: Token, status: Status) -> Status:
        word = adverb.text.lower()
        if word in NEGATIONS and not _focus(self.tree, adverb):
            if word in _QUANTIFIERS and not _opens_alone(self.tree, adverb):
                return status
            return status.deny(adverb)
        effect = ADVERBS.get(word)
        if effect == "comment":
            return status
        if effect is None:
            for c in self.tree.children[adverb.i]:
                if c.dep == "neg" or c.text.lower() in {"no", "not"}:
                    return status if _focus(self.tree, adverb) or _focus(self.tree, c) else status.deny(c)
            return status
        if effect == "denied":
            return status.deny(adverb)
        if effect == "attributed":
            return status
        return status.mark(Modality(effect), MEDIUM, adverb)

    def denying(self, argument: Token) -> Token | None:
        """The word of an argument that denies its clause: *no* company, *nobody*, *few* of them."""
        word = argument.text.lower()
        if argument.dep == "pobj" and argument.lemma not in _NO_PHRASES:
            return None
        if word in NEGATIONS and argument.pos in {"PRON", "NOUN", "DET", "ADJ"}:
            some = word in _QUANTIFIERS and _with_article(self.tree, argument, argument)
            return None if some or _focus(self.tree, argument) else argument
        for c in self.tree.children[argument.i]:
            if c.i > argument.i and c.dep not in {"neg"}:
                continue
            text = c.text.lower()
            if c.dep in {"det", "neg", "amod", "predet", "advmod", "nummod", "preconj"} and text in NEGATIONS:
                if text in _QUANTIFIERS and _with_article(self.tree, argument, c):
                    continue
                if c.dep == "advmod" and text not in {"not", "never"}:
                    continue
                if not _focus(self.tree, c):
                    return c
            elif c.dep in {"det", "amod", "nummod", "quantmod", "predet"}:
                for d in self.tree.children[c.i]:
                    if d.dep == "neg" and not _focus(self.tree, d):
                        return d
        return None

    # -------------------------------------------------------------------------------------------- nouns

    def of_noun(self, noun: Token, scope: Status) -> Status:
        if scope is PLAIN or not (scope.denied or scope.strength) or definite(self.tree, noun):
            return PLAIN
        return scope


def doubting(tree: Tree, noun: Token) -> Token | None:
    """The word that says that a noun is only what others take somebody to be: *the* **alleged** *killer*."""
    for c in tree.children[noun.i]:
        if c.dep == "amod" and c.i < noun.i and "".join(t.text for t in tree.subtree(c)).lower() in DOUBTING:
            return c
    return None


def _opens_alone(tree: Tree, adverb: Token) -> bool:
    """**Little** *changed*, **little** *did they know*: it stands for the subject, or turns it round."""
    verb = tree.head(adverb)
    subject = next((c for c in tree.children[verb.i] if c.dep in SUBJECTS), None)
    if adverb.i > verb.i or any(t.pos != "PUNCT" for t in tree.tokens[: adverb.i]):
        return False
    return subject is None or any(c.dep == "aux" and c.i < subject.i for c in tree.children[verb.i])


def by_author(tree: Tree, verb: Token) -> bool:
    """Whether the subject of a verb is whoever writes: *I*, *we*."""
    return any(c.dep == "nsubj" and c.text.lower() in AUTHOR for c in tree.children[verb.i])


def hedged(tree: Tree, known: Complement) -> bool:
    """*I wanted to* **thank** *you*, *we would like to* **invite** *you*: done by saying so (Fraser 1975)."""
    governor, content = known.governor, known.content
    if known.frame == "that" and governor.lemma == "think":  # I thought I would mention that it was sold
        would = any(c.dep == "aux" and c.lemma in _WOULD for c in tree.children[content.i])
        own = by_author(tree, governor) and by_author(tree, content)
        return would and own and content.lemma.lower() in PERFORMATIVES | PASSING_ON
    if known.frame != "to" or governor.lemma.lower() not in _HEDGES:
        return False
    verb = tree.head(governor) if governor.pos == "ADJ" else governor
    if not by_author(tree, verb) and not _is_clipped(tree, verb):
        return False
    if any(c.dep == "neg" for each in (governor, verb) for c in tree.children[each.i]):
        return False
    return content.lemma.lower() in PERFORMATIVES or any(informs(content, c) for c in tree.children[content.i])


def _is_clipped(tree: Tree, verb: Token) -> bool:
    """*Just* **wanted** *to thank you*: the author is left out."""
    if verb.dep != "ROOT" or verb.tag != "VBD":
        return False
    return not any(c.dep in SUBJECTS or c.dep in {"aux", "auxpass", "expl"} for c in tree.children[verb.i])


def _is_done_in_writing(tree: Tree, token: Token) -> bool:
    """**Thank** *you*; *please find* **attached**: what a letter does, it does not order."""
    if token.lemma.lower() in _ENCLOSING:
        return token.tag == "VBN" and tree.head(token).lemma in {"find", "see"}
    first = next(iter(tree.children[token.i]), None)
    return token.tag in {"VB", "VBP"} and first is not None and first.i > token.i


_ENCLOSING = frozenset({"attach", "enclose"})
_IN_WRITING = _ENCLOSING | {"thank"}
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM"})


def definite(tree: Tree, noun: Token) -> bool:
    """Whether a noun speaks of something taken to be there: a name, *the*, *this*, *their*."""
    if noun.pos == "PROPN" or (noun.pos == "PRON" and noun.text.lower() not in _OPEN_PRONOUNS):
        return True
    return any(c.dep == "poss" or (c.dep == "det" and c.text.lower() in _DEFINITE) for c in tree.children[noun.i])


def _opens(signature: Signature) -> bool:
    """Whether a word leaves its complement open, or to somebody else."""
    return signature.sourced or signature.modality is not Modality.ACTUAL


def _predicative(tree: Tree, token: Token) -> bool:
    return token.pos in {"ADJ", "NOUN"} and any(
        c.dep in {"aux", "auxpass", "cop", "nsubj"} for c in tree.children[token.i]
    )


def _marker(tree: Tree, clause: Token) -> Token | None:
    for c in tree.children[clause.i]:
        if c.dep in {"mark", "advmod"} and c.i < clause.i and c.text.lower() in MARKERS:
            return c
    return None


def _conditions(tree: Tree, clause: Token, marker: Token) -> bool:
    """Whether the main clause depends on it: not with *even if* or *as if*, nor in a formula, *if compared to*."""
    before = tree.tokens[marker.i - 1].text.lower() if marker.i else ""
    if before in {"even", "as"}:
        return False
    if any(c.dep in SUBJECTS or c.dep == "expl" for c in tree.children[clause.i]):
        return True
    return clause.tag == "VBN" and clause.lemma not in _FORMULAS  # faces ten years, if convicted


_FORMULAS = frozenset(
    {"compare", "note", "state", "indicate", "specify", "say", "mention", "define", "need", "require"}
)
"""Verbs of *if compared to*, *unless otherwise noted*, *if needed*: what stands with them does not depend on them."""


def _likens(tree: Tree, marker: Token | None) -> bool:
    """*acts* **as if** *he had won*, *left* **as though** *he knew*: likened to it, and nobody says that it is so."""
    if marker is None or marker.text.lower() != "as" or marker.i + 1 >= len(tree.tokens):
        return False
    return tree.tokens[marker.i + 1].text.lower() in {"if", "though"}


def _is_inverted(tree: Tree, clause: Token) -> bool:
    """***Had** he known*, ***should** it fail*, ***were** she to win*: a condition without *if*."""
    first = tree.first(clause)
    if first.text.lower() not in {"had", "should", "were"} or (first.i != clause.i and first.head != clause.i):
        return False
    return any(c.dep in SUBJECTS and c.i > first.i for c in tree.children[clause.i])


def _focus(tree: Tree, negation: Token) -> bool:
    """*not only*, *nothing but*, *no doubt*: nothing is denied."""
    after = tree.tokens[negation.i + 1].text.lower() if negation.i + 1 < len(tree.tokens) else ""
    word = negation.text.lower()
    return (
        after in _FOCUS
        or word in _FOCUS
        or (word == "nothing" and after == "but")
        or (word == "no" and after in _IDLE and _adverbial(tree, negation))
        or (word == "no" and after == "sooner")
    )


def _adverbial(tree: Tree, determiner: Token) -> bool:
    """*no doubt he left*, *no matter what*; not *there is no doubt that he left*."""
    noun = tree.head(determiner)
    return noun.dep not in _ARGUMENTS or noun.dep == "npadvmod"


def _with_article(tree: Tree, noun: Token, quantifier: Token) -> bool:
    """*a few*, *the few*, *this little house*: some."""
    if any(c.dep in {"det", "poss"} and c.text.lower() not in NEGATIONS for c in tree.children[noun.i]):
        return True
    before = tree.tokens[quantifier.i - 1].text.lower() if quantifier.i else ""
    return before in {"a", "the", "quite", "every", "these", "last", "next", "past"}


def _joined_by_nor(tree: Tree, head: Token, token: Token) -> bool:
    for c in tree.children[head.i]:
        if c.dep == "cc" and c.i < token.i and c.lemma.lower() in {"nor", "neither"}:
            return not any(d.dep == "conj" and c.i < d.i < token.i for d in tree.children[head.i])
    return False
