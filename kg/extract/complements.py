"""Words that take a clause or an event as their complement, and what they say of it.

*managed to leave* says that somebody left, *failed to leave* that nobody did, *wants to leave* neither, and *said that
he left* only that he says so. The words and their signatures are data, with their sources, in
``lexicon/en/complements.tsv``.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from kg.extract.labels import AUXILIARIES, FINITE, SUBJECTS, VERBS, WH_TAGS
from kg.extract.lexicon import table, words
from kg.model import Modality, Token
from kg.tree import Tree


class Signature(NamedTuple):
    """What a word says of its complement where it is affirmed and where it is denied.

    Either is one of ``+``, ``-``, ``(+)``, ``(-)`` and ``o``, as the data explain. ``modality`` is how an open or
    merely suggested complement is meant; ``source`` who stands for it, as the data explain.
    """

    affirmed: str
    denied: str
    modality: Modality
    source: str = "none"

    @property
    def sourced(self) -> bool:
        """Whether somebody other than the author stands for the complement."""
        return self.source not in _AUTHORED

    @property
    def factive(self) -> bool:
        """Whether the complement holds even if the word is denied."""
        return self.affirmed == self.denied == "+"


_AUTHORED = frozenset({"none", "witness"})


class Complement(NamedTuple):
    """A word, the clause or noun it governs, and what it says of that."""

    governor: Token
    content: Token
    frame: str
    signature: Signature


def _signatures() -> dict[tuple[str, str, str], Signature]:
    found = {}
    for part, frame, affirmed, denied, modality, source, entries in table("complements"):
        signature = Signature(affirmed, denied, Modality(modality), source)
        for word in entries.split(", "):
            found[part, frame, word] = signature
    return found


SIGNATURES = _signatures()
PREPOSITIONS = {row[0]: Signature(row[1], row[2], Modality(row[3])) for row in table("prepositions")}

HOLDS = Signature("+", "-", Modality.ACTUAL)
"""An unknown word with a finite clause or a gerund: as true as the clause around it."""
PRESUPPOSED = Signature("+", "+", Modality.ACTUAL)
"""An embedded question: *knows* **why they left**."""
FAILS = Signature("-", "+", Modality.ACTUAL)
"""What has yet to be done."""
PURPOSE = Signature("o", "o", Modality.PLANNED)
"""An infinitive that no known word governs."""
REQUEST = Signature("o", "o", Modality.ASKED, "subject")
"""A clause in the subjunctive: *insists that he leave*."""
GERUND = Signature("+", "(+)", Modality.POSSIBLE)
"""A gerund of which something is said: *leaving was a mistake*; *leaving is no option*."""
EXCESS = Signature("-", "+", Modality.ACTUAL)
"""*too tired to go*, *has yet to go*."""
ENOUGH = Signature("(+)", "-", Modality.POSSIBLE)
"""*rich enough to go*."""
FEELING = words("feeling_adjectives")
"""Adjectives that tell how somebody feels about what happened: *glad* **to hear** *it* (Kiparsky and Kiparsky 1970)."""
_LEARNING = frozenset({"hear", "see", "learn", "find", "read", "discover", "notice", "know", "have"})
JUDGING = words("judging_adjectives")
"""Adjectives that judge somebody by what they did: *was* **kind** *enough to help* (Karttunen 2012)."""

_DEFAULTS = {"to": PURPOSE, "whether": Signature("o", "o", Modality.POSSIBLE)}

GOVERNED = frozenset(
    {"ccomp", "xcomp", "csubj", "csubjpass", "acl", "relcl", "advcl", "pcomp", "pobj", "oprd", "dobj", "nsubjpass"}
)
"""The labels of words that something may govern as its content."""
_PARTS = {"VERB": "verb", "AUX": "verb", "NOUN": "noun", "PROPN": "noun", "ADJ": "adjective", "ADV": "adjective"}


def infinitive(tree: Tree, token: Token) -> bool:
    """Whether a verb has *to* before it."""
    return any(c.tag == "TO" and c.dep == "aux" for c in tree.children[token.i])


def frame(tree: Tree, clause: Token) -> str:
    """The form of a clause as a complement, by its auxiliaries, its marker and its own form.

    One of ``to``, ``bare``, ``ing``, ``whether``, ``wh`` (*why they left*), ``that``, and ``oprd``, no finite verb.
    """
    auxiliary = question = False
    for c in tree.children[clause.i]:
        if c.dep == "aux":
            if c.tag == "TO":
                return "to"
            auxiliary = True
        elif c.dep == "auxpass":
            auxiliary = auxiliary or c.tag != "VBG"
        elif c.dep == "mark" and c.lemma in {"if", "whether"}:
            return "whether"
        question = question or (c.i < clause.i and (clause.head > clause.i or c.i > clause.head) and asks(tree, c))
    if question:
        return "wh"
    if auxiliary:
        return "that"
    if clause.tag == "VBG":
        return "ing"
    if clause.tag == "VB":
        return "bare"
    return "oprd" if clause.pos not in VERBS or clause.tag == "VBN" else "that"


def if_not(tree: Tree, clause: Token) -> bool:
    """*reduce,* **if not stop**, *the crossings*: no condition, but as much as may be said."""
    own = tree.children[clause.i]
    marker = next((c for c in own if c.dep == "mark" and c.lemma == "if"), None)
    if marker is None or clause.dep != "advcl" or any(c.dep in SUBJECTS for c in own):
        return False
    return any(c.dep == "neg" and c.i == marker.i + 1 for c in own)


def asks(tree: Tree, argument: Token) -> bool:
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
        case "dobj" | "nsubjpass" if content.pos == "NOUN" and not _acts(tree, head):
            return _look_up(head, content, "np")
    return None


def _acts(tree: Tree, verb: Token) -> bool:
    """*ordered the men* **to leave**, *people may be allowed* **to leave**: its object is whoever does so."""
    return any(c.dep == "xcomp" and infinitive(tree, c) for c in tree.children[verb.i])


def _look_up(governor: Token, content: Token, form: str) -> Complement | None:
    part = _PARTS.get(governor.pos)
    if part is None:
        return None
    signature = SIGNATURES.get((part, form, governor.lemma.lower()))
    if form == "np" and governor.tag in _PRESENT and governor.lemma == "offer":
        return None  # the shop offers tours that last an hour
    if signature is None and part != "noun":
        signature = _reread(governor, part, form)
    return None if signature is None else Complement(governor, content, form, signature)


_PRESENT = frozenset({"VBZ", "VBP"})


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
    elif head.pos in VERBS:
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
    if form == "that" and content.dep == "ccomp" and _run_on(tree, head, content):
        return None
    if form == "wh":
        return Complement(head, content, form, PRESUPPOSED)
    if form == "to" and (measured := _measured(tree, head, content)) is not None:
        return Complement(head, content, form, measured)
    if (
        form == "to"
        and head.lemma == "be"
        and any(c.dep == "attr" and is_ranked(tree, c) for c in tree.children[head.i])
    ):
        return Complement(head, content, form, HOLDS)
    if form in {"to", "bare"} and head.tag == "VBG" and head.lemma == "go":
        return Complement(head, content, form, PURPOSE)
    for governor in _governors(tree, head, content):
        known = _by(tree, governor, head, content, form)
        if known is not None:
            return known
    if form == "ing" and (head.lemma == "be" or content.dep in {"csubj", "csubjpass"}):
        return Complement(head, content, form, GERUND)
    return Complement(head, content, form, _DEFAULTS.get(form, HOLDS))


def _by(tree: Tree, governor: Token, head: Token, content: Token, form: str) -> Complement | None:
    """What a possible governor says of a clause of that form."""
    if form in {"bare", "that"} and governor.pos != "NOUN" and _subjunctive(tree, content):
        known = _look_up(governor, content, "that")
        if known is not None and known.signature.sourced and governor.lemma.lower() not in _CLAIMING:
            return Complement(governor, content, form, REQUEST)
    if form == "to" and governor.lemma.lower() in FEELING and content.lemma.lower() in _LEARNING:
        return Complement(governor, content, form, HOLDS)  # glad to hear
    if form in {"bare", "to"} and _past(tree, governor, head):
        known = _look_up(governor, content, f"{form}-past")
        if known is not None:
            return known
    if form == "bare" and informs(governor, content):
        return Complement(governor, content, form, HOLDS)
    if form == "to" and _delivers(tree, governor, content):
        return Complement(governor, content, form, HOLDS)
    if form == "to" and (known := _phrasal(tree, governor, content)) is not None:
        return known
    if form == "to" and _lasted(tree, governor):
        return Complement(governor, content, form, HOLDS)
    if form == "to" and any(c.dep == "auxpass" for c in tree.children[governor.i]):
        known = _look_up(governor, content, "to-passive")
        if known is not None:
            return known
    if form == "bare":
        return (
            _look_up(governor, content, "bare")
            or _look_up(governor, content, "to")
            or _look_up(governor, content, "that")
        )
    return _look_up(governor, content, form)


def _delivers(tree: Tree, governor: Token, content: Token) -> bool:
    """*called* **to say** *that it was sold*: who called said so; not *called on us to say so*."""
    if governor.lemma.lower() not in _SENDING or not _past(tree, governor, governor):
        return False
    if any(c.dep in {"dobj", "prep", "dative"} and c.i < content.i for c in tree.children[governor.i]):
        return False
    return content.lemma.lower() in _TELLING or any(informs(content, c) for c in tree.children[content.i])


_SENDING = frozenset({"call", "email", "mail", "phone", "ring", "telephone", "text", "write"})
_TELLING = frozenset(
    {"announce", "apologise", "apologize", "complain", "confirm", "inform", "report", "say", "tell", "thank"}
)


def informs(governor: Token, content: Token) -> bool:
    """*they* **let** *us* **know** *that it was late*: they told us."""
    return governor.lemma.lower() == "let" and content.lemma.lower() == "know"


def _past(tree: Tree, governor: Token, head: Token) -> bool:
    """Whether a verb, or the copula of an adjective, is in the past or the perfect; *great to see you* is."""
    verbs = [governor, head, tree.head(head)] if head.pos == "ADJ" else [governor, head]
    if head.tag == "VB" and head.dep == "ccomp" and governor.pos == "ADJ":  # made her feel good to hear it
        verbs.append(tree.head(head))
    for verb in verbs:
        if verb.tag == "VBD" or (verb.tag == "VBP" and _told_in_the_past(tree, verb)):
            return True
        if verb.tag == "VBN":
            auxiliaries = [c for c in tree.children[verb.i] if c.dep == "aux"]
            if any(c.lemma == "have" for c in auxiliaries) and not any(c.tag == "MD" for c in auxiliaries):
                return True
    return governor.pos == "ADJ" and governor.dep == "ROOT"


def _told_in_the_past(tree: Tree, verb: Token) -> bool:
    """*they* **let** *us park, but the yard was wet*: a verb of one form, as past as what it is coordinated with."""
    if verb.text.lower() != verb.lemma or verb.lemma not in _OF_ONE_FORM:
        return False
    return any(c.dep in {"conj", "ccomp"} and c.tag == "VBD" for c in tree.children[verb.i])


_OF_ONE_FORM = frozenset({"cut", "hit", "let", "put", "quit", "set", "shut"})


def _lasted(tree: Tree, verb: Token) -> bool:
    """*it took two years to finish*: a past that tells how long something took that was done."""
    if verb.lemma != "take" or verb.tag != "VBD":
        return False
    return any(
        c.lemma in _UNITS or (c.dep == "nsubj" and c.text.lower() == "it") or (c.dep == "advmod" and c.lemma == "long")
        for c in tree.children[verb.i]
    )


_UNITS = frozenset({"second", "minute", "hour", "day", "night", "week", "month", "year", "decade", "century", "age"})


def is_yet_to(tree: Tree, verb: Token) -> bool:
    """*has* **yet** *to reply*, *is yet to decide*: it has not been done."""
    return verb.lemma in {"have", "be"} and any(
        c.dep == "advmod" and c.text.lower() == "yet" and c.i == verb.i + 1 for c in tree.children[verb.i]
    )


def _phrasal(tree: Tree, verb: Token, content: Token) -> Complement | None:
    """*took the time to explain*: a verb and its noun that govern an infinitive together."""
    if is_yet_to(tree, verb):
        return Complement(verb, content, "to", FAILS)
    for c in tree.children[verb.i]:
        if c.dep == "dobj" and c.i < content.i:
            signature = SIGNATURES.get(("phrase", "to", f"{verb.lemma.lower()} {c.lemma.lower()}"))
            if signature is not None:
                return Complement(verb, content, "to", signature)
    return None


def is_given(tree: Tree, clause: Token) -> bool:
    """**considering** *that it rains*, **given** *that it does*: the author's own, whoever does what beside it."""
    if (
        clause.lemma not in _GIVEN
        or clause.tag not in {"VBG", "VBN"}
        or (clause.tag == "VBN") != (clause.lemma == "give")
    ):
        return False
    if any(c.dep in SUBJECTS or c.dep in AUXILIARIES for c in tree.children[clause.i]):
        return False
    return clause.tag == "VBG" or tree.child(clause, "ccomp") is not None


_GIVEN = frozenset({"consider", "give", "see", "note"})


def joins_governor(tree: Tree, token: Token, head: Token) -> bool:
    """Whether a coordinated verb belongs to the verb above the one it hangs from, as its form tells.

    *Ford says it made profits, and* **expects** *more*; *Ford wants to close plants and* **is cutting** *jobs*.
    """
    if token.dep != "conj" or head.dep not in {"ccomp", "xcomp", "advcl"} or token.pos not in VERBS:
        return False
    if infinitive(tree, head):
        return head.tag == "VB" and (token.tag in FINITE or _auxiliary_tag(tree, token) in FINITE - {"MD"})
    if head.dep != "ccomp" or token.tag not in FINITE:
        return False
    verb = tree.head(head)
    known = _look_up(verb, head, "that")
    if known is None or not known.signature.sourced or token.tag != verb.tag:
        return False
    if any(c.dep in SUBJECTS for c in tree.children[token.i]):
        return False
    if token.tag != (_auxiliary_tag(tree, head) or head.tag):
        return True
    return _quoted_apart(tree, head, token) or _says_more(tree, head, token)


def _quoted_apart(tree: Tree, head: Token, token: Token) -> bool:
    """*said it was “a disgrace” and* **resigned**: the quotation marks close what is said."""
    marks = [t.text for t in tree.tokens[head.i : token.i] if t.text in _QUOTES]
    behind = any(t.text in _QUOTES for t in tree.tokens[token.i + 1 : token.i + 2])
    return len(marks) == 2 and not behind and tree.tokens[token.i - 1].text not in _QUOTES


def _says_more(tree: Tree, head: Token, token: Token) -> bool:
    """*said that it made a profit, and* **predicted** *that it would grow*: one who speaks goes on, after a comma."""
    comma = any(t.text == "," and tree.head(t).i in (head.i, token.i) for t in tree.tokens[head.i : token.i])
    content = tree.child(token, "ccomp")
    known = None if content is None else _look_up(token, content, frame(tree, content))
    return comma and known is not None and known.signature.sourced


_QUOTES = frozenset({'"', "“", "”", "``", "''"})


def _auxiliary_tag(tree: Tree, verb: Token) -> str:
    return next((c.tag for c in tree.children[verb.i] if c.dep in AUXILIARIES and c.tag in FINITE), "")


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
    if any(t.text == ";" for t in between):
        return False
    if any(t.tag == "''" or t.text == '"' for t in between):
        return True
    signature = SIGNATURES.get(("verb", "that", head.lemma.lower())) or _reread(head, "verb", "that")
    if signature is None or not (signature.sourced and signature.modality in _CLAIMED):
        return False
    return not any(c.dep in {"ccomp", "xcomp", "oprd"} and c.i > head.i for c in tree.children[head.i])


def _run_on(tree: Tree, head: Token, content: Token) -> bool:
    """A sentence run on after a comma: *they want peace,* *we want bread*; the verb has its object already."""
    claimed = SIGNATURES.get(("verb", "that", head.lemma.lower()))
    if claimed is not None and claimed.modality in _CLAIMED:
        return False
    commas = any(t.text in {",", ";"} for t in tree.tokens[head.i : content.i])
    own = [c.dep for c in tree.children[content.i] if c.i < content.i]
    obj = any(c.dep == "dobj" and c.i < content.i for c in tree.children[head.i])
    return commas and obj and "mark" not in own and any(dep in SUBJECTS for dep in own)


_JOINTS = frozenset({"so", "but", "and", "then", "yet"})
_SETTLED = frozenset({"+", "-"})
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
_CLAIMING = frozenset({"allege", "announce", "believe", "claim", "know", "mean", "report", "say", "state", "think"})
"""Verbs without a subjunctive: a bare verb below them is a mistake of the tagger."""


def _measured(tree: Tree, governor: Token, content: Token) -> Signature | None:
    """*too tired to go*, *rich enough to go*, *has yet to go*: what an adverb makes of an infinitive."""
    words = [governor, *(c for c in tree.children[governor.i] if c.dep in {"acomp", "advmod", "attr", "dobj"})]
    for word in words:
        for c in tree.children[word.i]:
            if c.dep in {"advmod", "amod"} and c.i < content.i:
                text = c.text.lower()
                if (text == "too" and governor.lemma != "take") or (text == "yet" and c.i >= content.i - 2):
                    return EXCESS
                if text == "enough":
                    return HOLDS if word.lemma.lower() in JUDGING and _past(tree, governor, governor) else ENOUGH
    return None


def _of_noun(tree: Tree, head: Token, content: Token) -> Complement | None:
    form = frame(tree, content)
    verb = tree.head(head)
    if form == "to" and head.dep == "dobj" and (known := _phrasal(tree, verb, content)) is not None:
        return known
    if form == "to" and head.lemma in _UNITS and _lasted(tree, verb):
        return Complement(verb, content, form, HOLDS)
    if form == "to" and is_ranked(tree, head) and _look_up(head, content, "to") is None:
        return Complement(head, content, form, HOLDS)
    if form == "to" and head.lemma == "order" and tree.head(head).text.lower() == "in":
        return Complement(tree.head(head), content, form, PURPOSE)
    if form == "to":
        past = None
        if _past(tree, verb, verb):
            past = _look_up(head, content, "to-past") or _enjoyed(tree, head, content)
        known = past or _look_up(head, content, "to") or _light(tree, head, content)
        return known or Complement(head, content, form, PURPOSE)
    if form in {"that", "whether"} and any(
        c.dep == "mark" or (c.tag == "IN" and c.i < content.i and c.dep != "prep") for c in tree.children[content.i]
    ):
        return _said_in(tree, head, content, form) or _look_up(head, content, form)
    return None


def _enjoyed(tree: Tree, noun: Token, content: Token) -> Complement | None:
    """*it was a* **good opportunity to learn**, in the past: who says so did."""
    if noun.lemma.lower() not in _OCCASIONS:
        return None
    signatures = (
        SIGNATURES.get(("adjective", "to-past", c.lemma.lower())) for c in tree.children[noun.i] if c.dep == "amod"
    )
    return next((Complement(noun, content, "to", known) for known in signatures if known is not None), None)


_OCCASIONS = frozenset({"chance", "experience", "opportunity", "time", "way"})


def _said_in(tree: Tree, noun: Token, content: Token, form: str) -> Complement | None:
    """*said in a letter that he would resign*, the clause hung below the letter: the verb governs it."""
    prep = tree.head(noun)
    verb = tree.head(prep)
    if noun.dep != "pobj" or prep.dep != "prep" or verb.pos != "VERB" or tree.child(verb, "ccomp") is not None:
        return None
    known = _look_up(verb, content, form)
    return known if known is not None and known.signature.sourced else None


def is_ranked(tree: Tree, noun: Token) -> bool:
    """*the first model to be built*, *one of the few to be built*: it was; a first of all that were."""
    for c in tree.children[noun.i]:
        text = c.text.lower()
        if c.dep == "amod" and (text in _RANKS or c.tag == "JJS"):
            return True
        if text == "few" and c.i and tree.tokens[c.i - 1].text.lower() in _DEFINITE:
            return True
        if text == "of" and noun.text.lower() == "one":  # one of the few banks to grow
            among = tree.child(c, "pobj")
            return among is not None and among.i != noun.i and is_ranked(tree, among)
        if text in _DEFINITE and noun.text.lower() in _THOSE:
            return True
    return noun.text.lower() in _RANKS


_RANKS = frozenset({"first", "second", "third", "fourth", "fifth", "last", "latest", "only", "next"})
_DEFINITE = frozenset({"the", "these", "those"})
_THOSE = frozenset({"one", "ones"})
"""*they were* **the ones** *to call*: there is somebody who did."""


def _light(tree: Tree, noun: Token, content: Token) -> Complement | None:
    """*asked France to leave*, the infinitive hung below the object: the verb may govern it."""
    verb = tree.head(noun)
    if noun.dep != "dobj" or verb.pos != "VERB":
        return None
    known = _look_up(verb, content, "to")
    return known if known is not None and known.signature.sourced else None


def _adverbial(tree: Tree, head: Token, content: Token) -> Complement | None:
    """An infinitive of purpose, or one that the parser has not tied to its verb."""
    form = frame(tree, content)
    if form == "whether" and content.i > head.i and not any(c.dep in {"ccomp", "dobj"} for c in tree.children[head.i]):
        return next((k for g in _inside(tree, head) if (k := _look_up(g, content, form)) is not None), None)
    if form != "to" or any(c.dep == "mark" and c.lemma != "for" for c in tree.children[content.i]):
        return None
    if (measured := _measured(tree, head, content)) is not None:
        return Complement(head, content, "to", measured)
    if content.i < head.i:
        return Complement(head, content, "to", PURPOSE)
    if _delivers(tree, head, content) or (_past(tree, head, head) and _outcome(tree, head, content)):
        return Complement(head, content, "to", HOLDS)
    if (known := _phrasal(tree, head, content)) is not None:
        return known
    for governor in _governors(tree, head, content):
        if governor.pos == "NOUN" and _past(tree, head, head):
            enjoyed = _enjoyed(tree, governor, content)
            if enjoyed is not None:
                return enjoyed
        if governor.pos == "ADJ":  # felt good to see it
            felt = _look_up(governor, content, "to-past") if _past(tree, governor, head) else None
            if felt is not None or head.lemma == "feel":
                return felt or Complement(governor, content, "to", ENOUGH)
        known = _look_up(governor, content, "to")
        if known is None or (
            known.signature.sourced and known.signature.affirmed == "+" and not _is_passive(tree, head)
        ):
            continue  # confirmed the meeting to discuss it
        if known.signature.sourced or known.signature.affirmed in _SETTLED:
            return known  # asked them to leave; rose to close at its highest; failed twice to leave
    return Complement(head, content, "to", PURPOSE)


def _is_passive(tree: Tree, verb: Token) -> bool:
    return any(c.dep == "auxpass" for c in tree.children[verb.i])


def _outcome(tree: Tree, verb: Token, content: Token) -> bool:
    """What a past came to, and nobody's purpose: *went up* **to close** *at 900*, *came* **only to find** *it shut*."""
    if any(c.dep == "advmod" and c.text.lower() == "only" and c.i < content.i for c in tree.children[content.i]):
        return True
    moved = any(c.dep in {"prt", "advmod"} and c.text.lower() in _WAYS for c in tree.children[verb.i])
    return moved and content.lemma.lower() in _ENDINGS and tree.child(verb, "dobj") is None


_WAYS = frozenset({"up", "down", "back", "lower", "higher", "ahead", "off"})
_ENDINGS = frozenset({"close", "end", "finish", "settle", "stand"})


def _inside(tree: Tree, verb: Token) -> Iterator[Token]:
    """A verb and the infinitive it takes: *called to ask if he had left*."""
    yield verb
    for c in tree.children[verb.i]:
        if c.dep in {"xcomp", "advcl"} and infinitive(tree, c):
            yield c


def _prepositional(tree: Tree, prep: Token, content: Token) -> Complement | None:
    governor = tree.head(prep)
    words = prep.text.lower()
    if content.dep == "pcomp" and frame(tree, content) == "wh":
        return Complement(governor, content, "wh", PRESUPPOSED)
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
    if content.dep == "pobj" and content.pos not in {"NOUN", "VERB"} and words != "as":
        return None
    if words == "to":  # confessed to killing, linked to the theft: not the infinitive
        return _look_up(governor, content, "to-ing" if content.dep == "pcomp" else "to-np")
    if governor.i != prep.i:
        known = _look_up(governor, content, words)
        if known is None and content.dep == "pcomp" and governor.dep in {"dobj", "nsubjpass"}:
            known = _look_up(tree.head(governor), content, words)  # accused the firm of poisoning
        if known is None and governor.pos == "AUX":
            known = next((k for g in _governors(tree, governor, content) if (k := _look_up(g, content, words))), None)
        if known is not None:
            return known
    if words in PREPOSITIONS:
        return Complement(prep, content, words, PREPOSITIONS[words])
    return None
