"""Words that take a clause or an event as their complement, and what they say of it.

*managed to leave* says that somebody left, *failed to leave* that nobody did, *wants to leave* neither, and *said that
he left* only that he says so. The words and their signatures are data, with their sources, in
``lexicon/en/complements.tsv``.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from kg.extract.labels import SUBJECTS, WH_TAGS
from kg.extract.lexicon import table
from kg.extract.tree import Tree
from kg.model import Modality, Token


class Signature(NamedTuple):
    """What a word says of its complement where it is affirmed and where it is denied.

    Either is one of ``+``, ``-``, ``(+)``, ``(-)`` and ``o``, as the data explain. ``modality`` is how an open or
    merely suggested complement is meant; ``sourced`` whether somebody other than the author stands for it, the subject
    of the verb or the holder of the noun.
    """

    affirmed: str
    denied: str
    modality: Modality
    sourced: bool = False

    @property
    def factive(self) -> bool:
        """Whether the complement holds even if the word is denied."""
        return self.affirmed == self.denied == "+"


class Complement(NamedTuple):
    """A word, the clause or noun it governs, and what it says of that."""

    governor: Token
    content: Token
    frame: str
    signature: Signature


def _signatures() -> dict[tuple[str, str, str], Signature]:
    found = {}
    for part, frame, affirmed, denied, modality, source, words in table("complements"):
        signature = Signature(affirmed, denied, Modality(modality), source != "none")
        for word in words.split(", "):
            found[part, frame, word] = signature
    return found


SIGNATURES = _signatures()
PREPOSITIONS = {row[0]: Signature(row[1], row[2], Modality(row[3])) for row in table("prepositions")}

HOLDS = Signature("+", "-", Modality.ACTUAL)
"""An unknown word with a finite clause or a gerund: as true as the clause around it."""
PRESUPPOSED = Signature("+", "+", Modality.ACTUAL)
"""An embedded question: *knows* **why they left**."""
PURPOSE = Signature("o", "o", Modality.PLANNED)
"""An infinitive that no known word governs."""
REQUEST = Signature("o", "o", Modality.ASKED, sourced=True)
"""A clause in the subjunctive: *insists that he leave*."""
EXCESS = Signature("-", "+", Modality.ACTUAL)
"""*too tired to go*, *has yet to go*."""
ENOUGH = Signature("(+)", "-", Modality.POSSIBLE)
"""*rich enough to go*."""

_DEFAULTS = {"to": PURPOSE, "whether": Signature("o", "o", Modality.POSSIBLE)}

GOVERNED = frozenset(
    {"ccomp", "xcomp", "csubj", "csubjpass", "acl", "relcl", "advcl", "pcomp", "pobj", "oprd", "dobj", "nsubjpass"}
)
"""The labels of words that something may govern as its content."""
_NOMINAL = frozenset({"NOUN", "PROPN"})
_PARTS = {"VERB": "verb", "AUX": "verb", "NOUN": "noun", "PROPN": "noun", "ADJ": "adjective", "ADV": "adjective"}


def infinitive(tree: Tree, token: Token) -> bool:
    """Whether a verb has *to* before it."""
    return any(c.tag == "TO" and c.dep == "aux" for c in tree.children[token.i])


def frame(tree: Tree, clause: Token) -> str:
    """The form of a clause as a complement, by its auxiliaries, its marker and its own form.

    One of ``to``, ``bare``, ``ing``, ``whether``, ``wh`` (*why they left*), ``that``, and ``oprd``, no finite verb.
    """
    auxiliary = asks = False
    for c in tree.children[clause.i]:
        if c.dep == "aux":
            if c.tag == "TO":
                return "to"
            auxiliary = True
        elif c.dep == "auxpass":
            auxiliary = auxiliary or c.tag != "VBG"
        elif c.dep == "mark" and c.lemma in {"if", "whether"}:
            return "whether"
        asks = asks or (c.i < clause.i and (clause.head > clause.i or c.i > clause.head) and _asks(tree, c))
    if asks:
        return "wh"
    if auxiliary:
        return "that"
    if clause.tag == "VBG":
        return "ing"
    if clause.tag == "VB":
        return "bare"
    return "oprd" if clause.pos not in {"VERB", "AUX"} or clause.tag == "VBN" else "that"


def _asks(tree: Tree, argument: Token) -> bool:
    """Whether an argument is or begins with a question word: *which way*, *how far*, *for what*."""
    if argument.tag in WH_TAGS:
        return argument.dep != "mark" and argument.text.lower() != "that"
    if argument.dep in {"prep", "dobj", "nsubj", "attr", "pobj", "advmod", "acomp", "nsubjpass"}:
        return any(c.tag in WH_TAGS and c.i <= argument.i + 1 for c in tree.children[argument.i])
    return False


def complements(tree: Tree) -> dict[int, Complement]:
    """The words of a sentence that something governs as its content, by their index."""
    found = {}
    for token in tree.tokens:
        if token.dep in GOVERNED and (known := complement(tree, token)) is not None:
            found[token.i] = known
    return found


def complement(tree: Tree, content: Token) -> Complement | None:
    """What governs a word as its content, if anything does.

    The word is a clause (*said that he* **left**), a predicate of an object (*called it* **unacceptable**), or a noun
    (*denied the* **claims**, *called for* **talks**).
    """
    head = tree.head(content)
    match content.dep:
        case "ccomp" | "xcomp" | "csubj" | "csubjpass":
            return _clausal(tree, head, content)
        case "acl" | "relcl":
            return _of_noun(tree, head, content)
        case "advcl":
            return _adverbial(tree, head, content)
        case "pcomp" | "pobj":
            return _prepositional(tree, head, content)
        case "oprd":
            return _look_up(head, content, "oprd")
        case "dobj" | "nsubjpass" if content.pos == "NOUN":
            return _look_up(head, content, "np")
    return None


def _look_up(governor: Token, content: Token, form: str) -> Complement | None:
    part = _PARTS.get(governor.pos)
    if part is None:
        return None
    signature = SIGNATURES.get((part, form, governor.lemma.lower()))
    if signature is None and part != "noun":
        signature = _reread(governor, part, form)
    return None if signature is None else Complement(governor, content, form, signature)


def _reread(governor: Token, part: str, form: str) -> Signature | None:
    """*hopes*, *hoped*, whose lemma some models take for *hop*; *expected*, a verb here and an adjective there."""
    word = governor.text.lower()
    if part == "verb":
        signature = SIGNATURES.get(("adjective", form, word))
        if signature is not None:
            return signature
    if word.endswith("s"):
        return SIGNATURES.get(("verb", form, word[:-1]))
    if word.endswith("ed"):
        return SIGNATURES.get(("verb", form, word[:-1])) or SIGNATURES.get(("verb", form, word[:-2]))
    return SIGNATURES.get(("verb", form, word[:-3] + "e")) if word.endswith("ing") else None


def _governors(tree: Tree, head: Token, content: Token) -> Iterator[Token]:
    """The words that may govern a clause below a verb: after a copula its adjective or noun comes first."""
    if head.lemma == "be" or content.dep in {"csubj", "csubjpass"}:
        for c in tree.children[head.i]:
            if c.dep in {"acomp", "oprd", "attr"} and c.i != content.i:
                yield c
        if content.dep in {"ccomp", "xcomp"}:
            for c in tree.children[head.i]:
                if c.dep in SUBJECTS and c.pos == "NOUN":
                    yield c
    elif head.pos in {"VERB", "AUX"}:
        for c in tree.children[head.i]:
            if c.dep in {"acomp", "oprd"} and c.i < content.i:
                yield c
    yield head


def _clausal(tree: Tree, head: Token, content: Token) -> Complement | None:
    form = frame(tree, content)
    if form == "oprd":
        return _look_up(head, content, "oprd")
    if content.i < head.i and content.dep == "ccomp" and not _fronted(tree, head, content, form):
        return None
    if form == "wh":
        return Complement(head, content, form, PRESUPPOSED)
    if form == "to" and (measured := _measured(tree, head, content)) is not None:
        return Complement(head, content, form, measured)
    if form in {"to", "bare"} and head.tag == "VBG" and head.lemma == "go":
        return Complement(head, content, form, PURPOSE)
    for governor in _governors(tree, head, content):
        known = _by(tree, governor, head, content, form)
        if known is not None:
            return known
    return Complement(head, content, form, _DEFAULTS.get(form, HOLDS))


def _by(tree: Tree, governor: Token, head: Token, content: Token, form: str) -> Complement | None:
    """What a possible governor says of a clause of that form."""
    if form in {"bare", "that"} and governor.pos != "NOUN" and _subjunctive(tree, content):
        known = _look_up(governor, content, "that")
        if known is not None and known.signature.sourced:
            return Complement(governor, content, form, REQUEST)
    if form == "bare":
        return (
            _look_up(governor, content, "bare")
            or _look_up(governor, content, "to")
            or _look_up(governor, content, "that")
        )
    if form == "to" and "VBD" in (governor.tag, head.tag, tree.head(head).tag if head.pos == "ADJ" else ""):
        known = _look_up(governor, content, "to-past")
        if known is not None:
            return known
    return _look_up(governor, content, form)


def _fronted(tree: Tree, head: Token, content: Token, form: str) -> bool:
    """Whether a clause before a verb is what the verb says, *it was late,* *he* **said**, and not run into it."""
    if form == "whether":
        return True
    if any(
        c.dep in {"cc", "advmod", "mark"} and content.i < c.i < head.i and c.lemma in _JOINTS
        for c in tree.children[head.i]
    ):
        return False
    between = tree.tokens[content.i : head.i]
    if any(t.tag == "''" or t.text == '"' for t in between):
        return True
    signature = SIGNATURES.get(("verb", "that", head.lemma.lower())) or _reread(head, "verb", "that")
    if signature is None or not (signature.sourced and signature.modality in _CLAIMED):
        return False
    return not any(c.dep in {"ccomp", "xcomp"} and c.i > head.i for c in tree.children[head.i])


_JOINTS = frozenset({"so", "but", "and", "then", "yet"})
_CLAIMED = frozenset({Modality.ACTUAL, Modality.POSSIBLE})


def _subjunctive(tree: Tree, content: Token) -> bool:
    """*that he leave*, *that France take*: a bare verb, or one without the *-s* that its subject asks for."""
    if content.tag not in {"VB", "VBP"}:
        return False
    marked = singular = False
    for c in tree.children[content.i]:
        if c.dep == "aux":
            return False
        marked = marked or (c.dep == "mark" and c.lemma == "that")
        if c.dep in SUBJECTS:
            singular = content.tag == "VB" or c.tag in _SINGULAR or c.text.lower() in {"he", "she", "it"}
    return singular and (marked or content.text.lower() == "be")


_SINGULAR = frozenset({"NN", "NNP"})


def _measured(tree: Tree, governor: Token, content: Token) -> Signature | None:
    """*too tired to go*, *rich enough to go*, *has yet to go*: what an adverb makes of an infinitive."""
    words = [governor, *(c for c in tree.children[governor.i] if c.dep in {"acomp", "advmod", "attr", "dobj"})]
    for word in words:
        for c in tree.children[word.i]:
            if c.dep in {"advmod", "amod"} and c.i < content.i:
                text = c.text.lower()
                if text == "too" or (text == "yet" and c.i >= content.i - 2):
                    return EXCESS
                if text == "enough":
                    return ENOUGH
    return None


def _of_noun(tree: Tree, head: Token, content: Token) -> Complement | None:
    form = frame(tree, content)
    if form == "to" and _ranked(tree, head):
        return Complement(head, content, form, HOLDS)
    if form == "to" and head.lemma == "order" and tree.head(head).text.lower() == "in":
        return Complement(tree.head(head), content, form, PURPOSE)
    if form == "to":
        known = _look_up(head, content, "to") or _light(tree, head, content)
        return known or Complement(head, content, form, PURPOSE)
    if form in {"that", "whether"} and any(c.dep == "mark" or c.tag == "IN" for c in tree.children[content.i]):
        return _said_in(tree, head, content, form) or _look_up(head, content, form)
    return None


def _said_in(tree: Tree, noun: Token, content: Token, form: str) -> Complement | None:
    """*said in a letter that he would resign*, the clause hung below the letter: the verb governs it."""
    prep = tree.head(noun)
    verb = tree.head(prep)
    if noun.dep != "pobj" or prep.dep != "prep" or verb.pos != "VERB" or tree.child(verb, "ccomp") is not None:
        return None
    known = _look_up(verb, content, form)
    return known if known is not None and known.signature.sourced else None


def _ranked(tree: Tree, noun: Token) -> bool:
    """*the first model to be built*: it was; a first of all that were."""
    for c in tree.children[noun.i]:
        if c.dep == "amod" and (c.text.lower() in _RANKS or c.tag == "JJS"):
            return True
    return noun.text.lower() in _RANKS


_RANKS = frozenset({"first", "second", "third", "fourth", "fifth", "last", "latest", "only", "next"})


def _light(tree: Tree, noun: Token, content: Token) -> Complement | None:
    """*asked France to leave*, the infinitive hung below the object: the verb may govern it."""
    verb = tree.head(noun)
    if noun.dep != "dobj" or verb.pos != "VERB":
        return None
    known = _look_up(verb, content, "to")
    return known if known is not None and known.signature.sourced else None


def _adverbial(tree: Tree, head: Token, content: Token) -> Complement | None:
    """An infinitive of purpose, or one that the parser has not tied to its verb."""
    if frame(tree, content) != "to" or any(c.dep == "mark" and c.lemma != "for" for c in tree.children[content.i]):
        return None
    if (measured := _measured(tree, head, content)) is not None:
        return Complement(head, content, "to", measured)
    if content.i < head.i:
        return Complement(head, content, "to", PURPOSE)
    for governor in _governors(tree, head, content):
        known = _look_up(governor, content, "to")
        if known is not None and (known.signature.sourced or known.signature.affirmed == "+"):
            return known  # asked them to leave; rose to close at its highest
    return Complement(head, content, "to", PURPOSE)


def _prepositional(tree: Tree, prep: Token, content: Token) -> Complement | None:
    governor = tree.head(prep)
    words = prep.text.lower()
    modifier = next((c for c in tree.children[prep.i] if c.dep == "advmod" and c.i == prep.i - 1), None)
    if modifier is not None:  # instead of, rather than
        words = f"{modifier.text.lower()} {words}"
    elif governor.dep in {"prep", "advmod"} and governor.i == prep.i - 1:  # because of, short of
        words = f"{governor.text.lower()} {words}"
        governor = tree.head(governor)
    elif governor.pos == "NOUN" and governor.dep == "pobj" and tree.head(governor).i == governor.i - 1:
        words = f"{tree.head(governor).text.lower()} {governor.text.lower()} {words}"
        if words in PREPOSITIONS:
            return Complement(prep, content, words, PREPOSITIONS[words])
        words = prep.text.lower()
    if words == "to" or (content.dep == "pobj" and content.pos not in {"NOUN", "VERB"}):
        return None
    if governor.i != prep.i:
        known = _look_up(governor, content, words)
        if known is None and governor.pos == "AUX":
            known = next((k for g in _governors(tree, governor, content) if (k := _look_up(g, content, words))), None)
        if known is not None:
            return known
    if words in PREPOSITIONS:
        return Complement(prep, content, words, PREPOSITIONS[words])
    return None
