"""What nouns say without a verb: apposition, title, abbreviation, place, possession, quality."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from kg.extract.analysis import Analysis
from kg.extract.inflection import form_of_be, third_person
from kg.extract.labels import COMMON_OR_NAME, PLACES, SUBJECTS
from kg.extract.lexicon import table, words
from kg.extract.phrases import conjuncts, noun_phrase, owners, parts, tidy, without
from kg.model import Argument, ClauseType, Extraction, Phrase, Role, Token
from kg.tree import Tree

ROLES = words("roles")
WRITINGS = {row[0]: row[1] for row in table("writings")}
_AT = frozenset({"in", "at", "near", "on"})
_BRACKETS = frozenset({"(", "-LRB-"})
_GENITIVE_PRONOUNS = frozenset({"his", "her", "its", "their", "my", "our", "your"})


def _implied(
    tree: Tree, predicate: Token, subject: Phrase, verb: str, argument: Argument, *, supplied: str | None = None
) -> Extraction:
    return Extraction(
        sentence=tree.index,
        predicate=predicate,
        subject=subject,
        relation=None,
        verb=verb,
        arguments=(argument,),
        clause=ClauseType.IMPLIED,
        rule="",
        supplied=supplied if supplied is not None else _be(subject),
    )


def _be(subject: Phrase) -> str:
    return "are" if subject.head.tag in {"NNS", "NNPS"} else "is"


def _is_name(token: Token) -> bool:
    return token.pos == "PROPN"


def apposition(analysis: Analysis) -> Iterator[Extraction]:
    """A noun explained by another behind a comma; the name is the subject.

    Gérald Darmanin, the interior minister, left.
        Gérald Darmanin | is | the interior minister
    The minister's spokesman James Slack resigned.
        James Slack | is | The minister's spokesman
    """
    tree = analysis.tree
    for token in tree.labelled("appos"):
        if token.pos not in COMMON_OR_NAME:
            continue
        head = tree.head(token)
        if head.pos not in COMMON_OR_NAME or _in_place(head, token) or _measure(head) or _measure(token):
            continue
        if (
            (token.text in _SUFFIXES and not tree.children[token.i])
            or _listed(tree, head, token)
            or any(t.text == ":" for t in tree.tokens[head.i : token.i])
        ):
            continue
        below = {t.i for t in tree.subtree(token)}
        left = noun_phrase(tree, head, bare=True)
        left = Phrase(head, tuple(tidy(t for t in left.tokens if t.i not in below)) or (head,))
        for right in parts(tree, token):
            for one in _of_all(tree, head, token, left):
                a, b = (right, one) if _is_name(token) and not _is_name(head) else (one, right)
                yield _implied(tree, token, a, "is", Argument(Role.COMPLEMENT, b))


def _of_all(tree: Tree, head: Token, token: Token, left: Phrase) -> tuple[Phrase, ...]:
    """*Anna and Bob*, **the owners**: a plural behind names says what each of them is."""
    first = tree.head(head) if head.dep == "conj" else head
    if token.tag != "NNS" or head.tag != "NNP" or len(conjuncts(tree, first)) == 1:
        return (left,)
    return tuple(left if p.head is head else p for p in parts(tree, first, bare=True))


def age(analysis: Analysis) -> Iterator[Extraction]:
    """How old somebody is, in years.

    Anna Brown, 41, was elected.
        Anna Brown | is | 41
    The 35-year-old minister resigned.
        The minister | is | 35
    """
    tree = analysis.tree
    for token in tree.tokens:
        if token.tag != "CD" or not (token.text.isascii() and token.text.isdigit() and 0 < int(token.text) < _OLDEST):
            continue
        above = tree.head(token)
        if token.dep == "appos" and above.entity[2:] == "PERSON" and _bracketed(tree, token):
            noun, branch = above, token
        elif above.lemma == "year" and tree.head(above).text == "old" and tree.head(above).dep == "amod":
            branch = tree.head(above)
            noun = tree.head(branch)
        elif above.text == "aged" and above.dep in {"acl", "amod"} and token.i == above.i + 1:
            noun, branch = tree.head(above), above
        else:
            continue
        if noun.pos in COMMON_OR_NAME and noun.tag not in {"NNS", "NNPS"}:
            whose = without(tree, noun, branch)
            yield _implied(tree, token, whose, "is aged", Argument(Role.COMPLEMENT, Phrase(token, (token,))))


_OLDEST = 120


def _bracketed(tree: Tree, token: Token) -> bool:
    around = tree.tokens[token.i - 1].text, tree.tokens[token.i + 1].text if token.i + 1 < len(tree.tokens) else ""
    return around in {(",", ","), ("(", ")"), ("-LRB-", "-RRB-")}


def based(analysis: Analysis) -> Iterator[Extraction]:
    """Where a company or person is at home.

    Paris-based Airbus sold two jets.
        Airbus | is based in | Paris
    """
    tree = analysis.tree
    for token in tree.labelled("amod"):
        if token.text.lower() != "based" or tree.tokens[token.i - 1].text != "-":
            continue
        seat, noun = tree.child(token, "npadvmod"), tree.head(token)
        if seat is not None and seat.pos == "PROPN" and noun.pos in COMMON_OR_NAME:
            where = Argument(Role.OBLIQUE, Phrase(seat, tuple(tidy(tree.subtree(seat)))))
            supplied = f"{_be(Phrase(noun, (noun,)))} based in"
            yield _implied(tree, token, without(tree, noun, token), "is based in", where, supplied=supplied)


_SUFFIXES = frozenset({"Jr.", "Jr", "Sr.", "Sr", "II", "III", "IV", "Esq.", "Inc.", "Inc", "Ltd.", "Ltd", "LLC", "PLC"})
"""What belongs to a name though it stands behind a comma."""


def _measure(token: Token) -> bool:
    return token.entity[2:] in _MEASURES or token.tag == "CD"


_MEASURES = frozenset({"DATE", "TIME", "PERCENT", "MONEY", "QUANTITY", "ORDINAL", "CARDINAL"})


def _listed(tree: Tree, head: Token, token: Token) -> bool:
    """*an assistant, a deputy, and a clerk*: a list that was read as an apposition."""
    if _is_name(head) != _is_name(token):
        return False
    for t in (token, *(c for c in tree.children[token.i] if c.dep in {"appos", "conj"})):
        for c in tree.children[t.i]:
            if c.dep == "cc" and tree.tokens[c.i - 1].text == ",":
                return True
    return any(c.dep == "appos" and c.i != token.i for c in tree.children[head.i])


def _in_place(head: Token, token: Token) -> bool:
    return head.entity[2:] in PLACES and token.entity[2:] in PLACES


def title(analysis: Analysis) -> Iterator[Extraction]:
    """A title or role in front of a person's name.

    Transport Secretary Grant Shapps spoke.
        Grant Shapps | is | Transport Secretary
    Actors Jason Mills and Rebecca Vega signed.
        Jason Mills | is | Actors
        Rebecca Vega | is | Actors
    """
    tree = analysis.tree
    for token in tree.tokens:
        if token.pos != "PROPN" or token.dep == "compound" or token.entity[2:] != "PERSON":
            continue
        name, role = _title(tree, token)
        if not name or not role:
            continue
        what = Argument(Role.COMPLEMENT, Phrase(role[-1], tuple(role)))
        yield _implied(tree, token, Phrase(token, tuple(name)), "is", what)
        for other in conjuncts(tree, token)[1:] if role[-1].tag == "NNS" else ():
            if other.pos == "PROPN" and _title(tree, other) == ([], []):
                yield _implied(tree, other, noun_phrase(tree, other, bare=True), "is", what)


def _title(tree: Tree, head: Token) -> tuple[list[Token], list[Token]]:
    """The words of a name, and those of the role in front of it."""
    before = [c for c in tree.children[head.i] if c.dep in {"compound", "nmod", "amod", "nummod"} and c.i < head.i]
    span = tidy(t for c in before for t in tree.subtree(c))
    last = max((n for n, t in enumerate(span) if t.lemma.lower() in ROLES), default=-1)
    if last < 0 or span[last].lemma.lower() in _COURTESY:
        return [], []
    role, rest = span[: last + 1], span[last + 1 :]
    if any(t.pos != "PROPN" for t in rest) or any(t.dep == "cc" for t in role):
        return [], []
    return [*rest, head], role


_COURTESY = frozenset({"mr.", "mr", "mrs.", "mrs", "ms.", "ms", "miss", "sir", "lady", "lord", "dame"})


def enumerated(analysis: Analysis) -> Iterator[Extraction]:
    """What is listed behind a colon, after a number of such things.

    The town is served by two stations: Brod North and Brod Central.
        Brod North | is one of | two stations
        Brod Central | is one of | two stations
    """
    tree = analysis.tree
    for colon in tree.labelled("punct"):
        if colon.text != ":" or not 0 < colon.i < len(tree.tokens) - 1:
            continue
        kind = tree.tokens[colon.i - 1]
        number = tree.child(kind, "nummod")
        if kind.tag not in _PLURALS or number is None:
            continue
        first = _listed_first(tree, colon)
        if first is None or _NUMBERS.get(number.text.lower()) != len(parts(tree, first)):
            continue
        what = noun_phrase(tree, kind, bare=True)
        what = Phrase(kind, tuple(t for t in what.tokens if t.i < colon.i) or (kind,))
        for part in parts(tree, first):
            yield _implied(tree, part.head, part, "is one of", Argument(Role.COMPLEMENT, what), supplied="is one of")


def _listed_first(tree: Tree, colon: Token) -> Token | None:
    """The first of a list of things behind a colon, no clause."""
    token = tree.tokens[colon.i + 1]
    while token.dep in _BEFORE_ITS_NOUN and token.head > token.i:
        token = tree.head(token)
    if token.pos not in COMMON_OR_NAME or any(c.dep in SUBJECTS for c in tree.children[token.i]):
        return None
    return None if token.dep in SUBJECTS else token


_WORDS = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_NUMBERS = {word: n for n, each in enumerate(_WORDS, 2) for word in (each, str(n))}
_BEFORE_ITS_NOUN = frozenset({"det", "amod", "compound", "nummod", "poss", "nmod", "case", "punct"})
_PLURALS = frozenset({"NNS", "NNPS"})


def abbreviation(analysis: Analysis) -> Iterator[Extraction]:
    """A name with its short form in brackets.

    The European Central Bank (ECB) met.
        The European Central Bank | is | ECB
    """
    tree = analysis.tree
    for n, token in enumerate(tree.tokens[1:-1], 1):
        if token.text.isupper() and len(token.text) > 1 and tree.tokens[n - 1].text in _BRACKETS and n > 1:
            if tree.tokens[n + 1].text not in {")", "-RRB-"}:
                continue
            head = tree.tokens[n - 2]
            while head.dep in {"compound", "poss"} and head.head < n:
                head = tree.head(head)
            if head.pos == "PROPN":
                phrase = Phrase(head, tuple(t for t in noun_phrase(tree, head).tokens if t.i < n - 1) or (head,))
                yield _implied(tree, token, phrase, "is", Argument(Role.COMPLEMENT, Phrase(token, (token,))))


def place(analysis: Analysis) -> Iterator[Extraction]:
    """A place within another.

    A bank in Leeds, England, failed.
        Leeds | is in | England
    """
    tree = analysis.tree
    for token in tree.labelled("appos"):
        head = tree.head(token)
        if _in_place(head, token):
            a, b = noun_phrase(tree, head), noun_phrase(tree, token)
            a = Phrase(head, tuple(tidy(t for t in a.tokens if t not in b.tokens)) or (head,))
            yield _implied(tree, token, a, "is", Argument(Role.OBLIQUE, b), supplied="is in")


def located(analysis: Analysis) -> Iterator[Extraction]:
    """A noun with a phrase of place.

    Officials in Paris agreed.
        Officials | were in | Paris
    """
    tree = analysis.tree
    for token in tree.labelled("pobj"):
        if token.entity[2:] in PLACES:
            prep = tree.head(token)
            noun = tree.head(prep)
            if prep.text.lower() in _AT and noun.pos in COMMON_OR_NAME and prep.dep == "prep":
                yield from _noun_prep(tree, noun, prep, token)


def _noun_prep(tree: Tree, noun: Token, prep: Token, obj: Token) -> Iterator[Extraction]:
    below = {t.i for t in tree.subtree(prep)}
    subject = noun_phrase(tree, noun, bare=True)
    subject = Phrase(noun, tuple(tidy(t for t in subject.tokens if t.i not in below and t.i < prep.i)) or (noun,))
    marker = Phrase(prep, (prep,))
    for part in parts(tree, obj):
        supplied = form_of_be(tree, noun)
        yield _implied(tree, prep, subject, "is", Argument(Role.OBLIQUE, part, marker), supplied=supplied)


def noun_with(analysis: Analysis) -> Iterator[Extraction]:
    """A noun with any other prepositional phrase.

    The talks between the ministers failed.
        The talks | were between | the ministers
    """
    tree = analysis.tree
    for token in tree.labelled("pobj"):
        if token.pos in COMMON_OR_NAME:
            prep = tree.head(token)
            noun = tree.head(prep)
            if prep.dep == "prep" and noun.pos in COMMON_OR_NAME and prep.text.lower() not in _NOT_A_PLACE:
                if token.entity[2:] in PLACES and prep.text.lower() in _AT:
                    continue
                yield from _noun_prep(tree, noun, prep, token)


_NOT_A_PLACE = frozenset({"of", "as"})


def including(analysis: Analysis) -> Iterator[Extraction]:
    """A noun with some of what it holds, or with what it is about.

    Many firms, including Airbus and Boeing, lost money.
        Many firms | including | Airbus
        Many firms | including | Boeing
    A letter regarding the debt was lost.
        A letter | regarding | the debt
    """
    tree = analysis.tree
    for token in tree.labelled("prep"):
        noun, verb = tree.head(token), _PARTICIPLES.get(token.text.lower())
        if verb is None or noun.pos not in COMMON_OR_NAME or token.i < noun.i:
            continue
        inner = tree.child(token, "prep")
        thing = tree.child(inner or token, "pobj", "dobj")
        if thing is None or thing.pos not in COMMON_OR_NAME:
            continue
        role, marker = (Role.OBJECT, None) if inner is None else (Role.OBLIQUE, Phrase(inner, (inner,)))
        for part in parts(tree, thing):
            said = _implied(tree, token, without(tree, noun, token), verb, Argument(role, part, marker), supplied="")
            yield replace(said, relation=Phrase(token, (token,)))


_PARTICIPLES = {
    "based": "is based",
    "concerning": "concerns",
    "excluding": "excludes",
    "following": "follows",
    "including": "includes",
    "regarding": "concerns",
}
"""Participles in front of a noun that have become prepositions."""


def hyphenated(analysis: Analysis) -> Iterator[Extraction]:
    """A participle with its noun in front of another.

    A family-owned firm sells oil-producing plants.
        family | owned | A firm
        plants | producing | oil
    """
    tree = analysis.tree
    for token in tree.labelled("amod"):
        noun, first = tree.head(token), _hyphenated(tree, token)
        if first is None or noun.pos not in COMMON_OR_NAME or noun.i < token.i:
            continue
        before, whole = Phrase(first, (first,)), without(tree, noun, token)
        subject, other = (before, whole) if token.tag == "VBN" else (whole, before)
        verb = third_person(token.lemma.lower())
        said = _implied(tree, token, subject, verb, Argument(Role.OBJECT, other), supplied="")
        yield replace(said, relation=Phrase(token, (token,)))


def _hyphenated(tree: Tree, participle: Token) -> Token | None:
    """The noun that a hyphen joins to a participle as its doer, or what it is done to: **family**-*owned*."""
    if participle.tag not in {"VBN", "VBG"} or participle.i < 2 or participle.lemma.lower() in _SEATED:
        return None
    hyphen, first = tree.tokens[participle.i - 1], tree.tokens[participle.i - 2]
    joined = hyphen.text == "-" and first.head == participle.i and first.text.lower() != "self"
    return first if joined and first.pos in COMMON_OR_NAME else None


_SEATED = frozenset({"base", "relate", "link", "size", "bear", "tune"})


def authorship(analysis: Analysis) -> Iterator[Extraction]:
    """A named author and what is written or said.

    Boris Johnson's letter to Macron was long.
        Boris Johnson | writes | letter to Macron
    """
    tree = analysis.tree
    for token in tree.labelled("poss"):
        verb = _writes(tree, token)
        if verb is not None:
            for extraction in _has(tree, token, owners(tree, token)):
                yield replace(extraction, verb=verb, supplied=verb)


def _writes(tree: Tree, owner: Token) -> str | None:
    """What makes a possessor the author of the thing, if it does."""
    if owner.entity[2:] not in {"PERSON", "ORG"}:
        return None
    return WRITINGS.get(tree.head(owner).lemma.lower())


def possession(analysis: Analysis) -> Iterator[Extraction]:
    """An owner and the thing owned.

    The minister's car was stolen.
        The minister | has | car
    """
    tree = analysis.tree
    for token in tree.labelled("poss"):
        if token.pos in COMMON_OR_NAME and not _writes(tree, token):
            yield from _has(tree, token, owners(tree, token))


def pronoun_possession(analysis: Analysis) -> Iterator[Extraction]:
    """A possessive pronoun, read as the subject of its clause where that agrees.

    Johnson published his letter.
        Johnson | has | letter
    """
    tree = analysis.tree
    for token in tree.labelled("poss"):
        if token.text.lower() in _GENITIVE_PRONOUNS:
            owner = _clause_subject(analysis, token)
            if owner is not None:
                yield from _has(tree, token, (noun_phrase(tree, owner, bare=True),))


def _clause_subject(analysis: Analysis, token: Token) -> Token | None:
    """The subject of the nearest clause above, if it agrees with a possessive pronoun and stands in front of it."""
    tree = analysis.tree
    by_verb = analysis.by_predicate
    for above in tree.ancestors(token):
        clause = by_verb.get(above.i)
        if clause is not None and clause.subject is not None:
            subject = clause.subject
            if tree.is_below(token, subject) or subject.i > token.i or subject.pos not in COMMON_OR_NAME:
                return None
            plural = subject.tag in {"NNS", "NNPS"} or len(conjuncts(tree, subject)) > 1
            person = subject.entity.endswith("PERSON")
            agrees = {"their": plural, "its": not plural and not person}.get(token.text.lower(), person and not plural)
            return subject if agrees else None
    return None


def _has(tree: Tree, owner: Token, by: tuple[Phrase, ...]) -> Iterator[Extraction]:
    thing = tree.head(owner)
    if thing.pos not in COMMON_OR_NAME:
        return
    below = {t.i for t in tree.subtree(owner)}
    for phrase in by:
        for part in parts(tree, thing, bare=True):
            tokens = tidy(t for t in part.tokens if t.i not in below)
            if tokens:
                verb = "have" if phrase.head.tag in {"NNS", "NNPS"} else "has"
                owned = Phrase(part.head, tuple(tokens))
                yield _implied(tree, owner, phrase, "has", Argument(Role.OBJECT, owned), supplied=verb)
