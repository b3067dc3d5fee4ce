"""Different names of one thing: surnames, first names, short forms, acronyms, aliases."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache

from kg.model import Kind, Token
from kg.resolve import lexicon
from kg.resolve.chains import (
    ACRONYM,
    ALIAS,
    FIRST_NAME,
    GAZETTEER,
    NICKNAME,
    SAME_NAME,
    SHORT,
    SURNAME,
    TITLE,
    Document,
)
from kg.resolve.names import UNKNOWN, Name
from kg.resolve.references import A_NAME, Reference
from kg.resolve.syntax import subject_of

DOMINANCE = 2
"""How many times as often as a namesake a person must be named in full to be meant by the shared part of the name."""


def join_names(document: Document) -> None:
    """Join the names of one thing, over the whole document."""
    by_label: dict[str, list[Reference]] = defaultdict(list)
    for reference in document.references:
        if reference.form is A_NAME:
            by_label[_key(reference)].append(reference)
    for same in by_label.values():
        for reference in same[1:]:
            document.join(reference.index, same[0].index, SAME_NAME)
    firsts = {_quietly(same[0].label): same[0] for same in by_label.values()}
    _gazetteer(document, firsts)
    _aliases(document)
    _people(document, {_quietly(same[0].label): _plain(same) for same in by_label.values()})
    _short_forms(document, firsts)
    _acronyms(document, firsts, by_label)


def _key(reference: Reference) -> str:
    """What names have in common that are one but for accents, hyphens and, if they are long, capitals.

    Places keep their hyphens: one may be a town and the other its island.
    """
    hyphenated = reference.kind is Kind.PLACE and "-" in reference.label
    return _quietly(reference.label if hyphenated else plainly(reference.label))


def _quietly(label: str) -> str:
    """A long name in capitals as others are written; *US* is not *us*."""
    return label.title() if label.isupper() and len(label) > 5 and " " in label else label


def plainly(label: str) -> str:
    """A name without accents, and with blanks for hyphens; what is in other scripts stays as it is.

    >>> plainly("Gérald Darmanin"), plainly("Jean-Luc Picard"), plainly("Łódź"), plainly("北京")
    ('Gerald Darmanin', 'Jean Luc Picard', 'Łodz', '北京')
    """
    if not label.isascii():
        label = unicodedata.normalize("NFC", _MARKS.sub("", unicodedata.normalize("NFD", label)))
    return label.replace("-", " ") if "-" in label else label


_MARKS = re.compile("(?<=[A-Za-z])[\u0300-\u036f]+")


def _plain(same: Sequence[Reference]) -> Reference:
    """The first mention without an article: *Bernoulli*, before *the Bernoulli's principle*."""
    return next((reference for reference in same if reference.determiner not in ("a", "an", "the")), same[0])


def _gazetteer(document: Document, firsts: Mapping[str, Reference]) -> None:
    places, usual = lexicon.places(), lexicon.usual(firsts.keys())
    seen: dict[str, Reference] = {}
    for label, reference in firsts.items():
        known = places.get(label) or usual.get(label)
        if known is None or reference.kind is Kind.PERSON:
            continue
        if known in seen:
            document.join(reference.index, seen[known].index, GAZETTEER)
        seen.setdefault(known, reference)


_ALIASES = frozenset(("name", "pseudonym", "nickname", "alias", "moniker", "sobriquet"))


def _aliases(document: Document) -> None:
    """*Known as*, *a pen name of*: the text says that two names are of one thing."""
    for reference in document.references:
        if reference.form is not A_NAME:
            continue
        tree = document.trees[reference.sentence]
        head = reference.head
        if head.dep == "appos" and tree.head(head).lemma in _ALIASES:
            head = tree.head(head)
        above = tree.head(head)
        if head.dep != "pobj":
            continue
        other: Token | None = None
        if above.text.lower() in ("as", "by") and tree.head(above).lemma == "know":
            verb = tree.head(above)
            other = tree.head(verb) if verb.dep in ("acl", "relcl") else subject_of(tree, verb)
        elif above.text.lower() == "of" and tree.head(above).lemma in _ALIASES:
            noun = tree.head(above)
            if noun.lemma != "name" or any(c.lemma in ("pen", "stage", "birth") for c in tree.children[noun.i]):
                other = subject_of(tree, tree.head(noun)) if noun.dep == "attr" else tree.head(noun)
        named = document.at.get((reference.sentence, other.i)) if other is not None else None
        if named is not None and named.form is A_NAME and named.label != reference.label:
            a, b = sorted((named.index, reference.index))
            kinds = {named.kind, reference.kind}
            if document.chain[a] is not document.chain[b] and (Kind.PERSON not in kinds or len(kinds) == 1):
                document.join(b, a, ALIAS)


def _people(document: Document, firsts: Mapping[str, Reference]) -> None:
    """Surnames, with a title or without, and first names, to the one full name they fit."""
    full = [(label.split(), reference) for label, reference in firsts.items() if _is_full(label, reference)]
    by_last: dict[str, list[tuple[list[str], Reference]]] = defaultdict(list)
    by_first: dict[str, list[tuple[list[str], Reference]]] = defaultdict(list)
    for words, reference in full:
        by_last[plainly(surname(words))].append((words, reference))
        by_first[plainly(words[0])].append((words, reference))
    for namesakes in by_last.values():  # George Bush, George W. Bush
        for n, (words, reference) in enumerate(namesakes):
            for other, earlier in namesakes[:n]:
                if _is_kin(document, reference) or _is_kin(document, earlier):  # Paul Novak, son of Karl Paul Novak
                    continue
                if _variant(words, other) and _agree(reference, earlier):
                    document.join(reference.index, earlier.index, SHORT)
                    break
                if _nicknamed(words, other) and _agree(reference, earlier):
                    document.join(reference.index, earlier.index, NICKNAME)
                    break
    for label, reference in firsts.items():
        words = label.split()
        if len(words) > 2 or reference.kind not in (Kind.PERSON, Kind.THING, Kind.ORGANIZATION, Kind.PLACE, Kind.GROUP):
            continue
        titled = reference.name is not None and _has_title(reference.name)
        if (len(words) == 1 and reference.determiner not in ("a", "an", "the")) or titled:
            fits = _distinct(document, by_last.get(plainly(words[-1]), ()), reference)
            method = TITLE if titled else SURNAME
            known_by_first = not titled or _is_knight(reference)
            if not fits and len(words) == 1 and known_by_first and reference.kind in (Kind.PERSON, Kind.THING):
                fits, method = _distinct(document, by_first.get(plainly(words[0]), ()), reference), FIRST_NAME
                if fits and _is_word(document, reference):
                    continue
            if len(fits) > 1:
                fits = _foremost(document, fits)
            if len(fits) == 1 and (reference.kind is Kind.PERSON or label not in lexicon.places()):
                document.join(reference.index, fits[0].index, method)


_KIN = frozenset(
    ("son", "daughter", "child", "brother", "sister", "father", "mother", "grandson", "granddaughter", "nephew",
     "niece", "cousin", "uncle", "aunt", "wife", "husband", "widow", "grandfather", "grandmother")
)  # fmt: skip


def _is_kin(document: Document, reference: Reference) -> bool:
    """Whether somebody is named as the one whose kin another is: *a son of* **Pierre Novak**."""
    tree = document.trees[reference.sentence]
    above = tree.head(reference.head)
    return reference.head.dep == "pobj" and above.text.lower() == "of" and tree.head(above).lemma.lower() in _KIN


def _is_word(document: Document, reference: Reference) -> bool:
    """Whether a name is spoken of as a name: *changed his first name from* **Karl** *to Carl*."""
    tree = document.trees[reference.sentence]
    return any(token.lemma.lower() == "name" and token.pos == "NOUN" for token in tree.tokens)


def _is_full(label: str, reference: Reference) -> bool:
    return reference.kind is Kind.PERSON and " " in label and label.split()[0].lower() not in lexicon.titles()


def surname(words: Sequence[str]) -> str:
    """The family name among the words of a full name.

    >>> surname(["William", "Clay", "Ford", "Jr."]), surname(["Patrick", "Gordon", "of", "Auchleuchries"])
    ('Ford', 'Gordon')
    """
    if "of" in words[1:]:
        words = words[: words.index("of", 1)]
    last = words[-1]
    if last.lower().rstrip(".,") in ("jr", "sr", "ii", "iii", "iv") and len(words) > 2:
        last = words[-2].rstrip(",")
    return last


_LATER = frozenset(("II", "III", "IV", "V", "VI", "VII", "VIII", "Jr.", "Jr", "Sr.", "Sr"))
"""What tells a person from a namesake."""


def _variant(a: Sequence[str], b: Sequence[str]) -> bool:
    """Whether two full names with one surname may be one person's: one has more in the middle, or initials."""
    if len(a) > len(b):
        a, b = b, a
    if ({*a} ^ {*b}) & _LATER:
        return False
    if len(a) > 2 and len(a[1].rstrip(".")) == 1 and a[1][0] != b[1][0]:  # George W. Bush, George H. W. Bush
        return False
    rest = iter([w.rstrip(".") for w in b])
    return all(any(_same_given(w.rstrip("."), other) for other in rest) for w in a)


def _nicknamed(a: Sequence[str], b: Sequence[str]) -> bool:
    """Whether two full names with one surname differ by a nickname: *Bill Weber*, *William J. Weber*.

    >>> _nicknamed(["Bill", "Weber"], ["William", "J.", "Weber"]), _nicknamed(["Karl", "Weber"], ["William", "Weber"])
    (True, False)
    """
    if b[0].lower() not in lexicon.nicknames().get(a[0].lower(), ()):
        return False
    return _variant(a, (a[0], *b[1:]))


def _same_given(word: str, other: str) -> bool:
    return word == other or (min(len(word), len(other)) == 1 and word[0] == other[0])


def _has_title(name: Name) -> bool:
    return any(word.text.lower() in lexicon.titles() for word in name.title)


def _is_knight(reference: Reference) -> bool:
    """Whether the title is one that goes with a first name: *Sir Paul*."""
    return reference.name is not None and any(word.text.lower() in _KNIGHTS for word in reference.name.title)


_KNIGHTS = frozenset(("sir", "dame", "king", "queen", "prince", "princess", "pope", "saint", "st", "st."))


def _agree(a: Reference, b: Reference) -> bool:
    return UNKNOWN in (a.gender, b.gender) or a.gender == b.gender


def _distinct(document: Document, options: Iterable[tuple[list[str], Reference]], short: Reference) -> list[Reference]:
    """One reference for each person among the options that agrees with the short name."""
    found: dict[int, Reference] = {}
    for _, reference in options:
        if reference is not short and _agree(reference, short):
            found.setdefault(id(document.chain[reference.index]), reference)
    return list(found.values())


def _foremost(document: Document, options: Sequence[Reference]) -> list[Reference]:
    """The one of several namesakes whom the document is about, if it is clear; else nobody."""
    ranked = sorted(options, key=lambda r: -len(document.chain[r.index].members))
    sizes = [len(document.chain[r.index].members) for r in ranked]
    first = min(options, key=lambda r: r.index)
    return ranked[:1] if sizes[0] >= DOMINANCE * sizes[1] and ranked[0] is first else []


def initials(label: str) -> tuple[str, ...]:
    """The acronyms that a name of several words can have: with its legal form, without, and without a country in front.

    >>> initials("European Aeronautic Defence Company Inc."), initials("Bank of America"), initials("US Coast Guard")
    (('EADCI', 'EAD'), ('BA', 'BOA'), ('UCG', 'CG'))
    """
    words = [w for w in label.replace("-", " ").split() if w[:1].isupper()]
    plain = [w for w in words if w.lower() not in lexicon.words("legal_forms")]
    every = [w for w in label.replace("-", " ").split() if w[:1].isalpha()]
    home = words[1:] if words and words[0] in lexicon.countries() else []
    found = ["".join(w[0].upper() for w in some) for some in (words, plain, every, home) if len(some) > 1]
    return tuple(dict.fromkeys(found))


def _spelled_out(document: Document, mentions: Iterable[Reference]) -> set[int]:
    """The chains of the names that an acronym follows in brackets: *General Motors (GM)*."""
    found = set()
    for mention in mentions:
        before = mention.tokens[0].i - 1
        if before > 0 and document.trees[mention.sentence].tokens[before].text == "(":
            for distance in (1, 2, 3):
                longer = document.references[max(0, mention.index - distance)]
                if longer.sentence == mention.sentence and longer.tokens[-1].i == before - 1:
                    found.add(id(document.chain[longer.index]))
    return found


def _acronyms(document: Document, firsts: Mapping[str, Reference], by_label: Mapping[str, Sequence[Reference]]) -> None:
    by_initials: dict[str, list[Reference]] = defaultdict(list)
    for label, reference in firsts.items():
        if reference.kind is not Kind.PERSON and not label[-1].isdigit():  # IE is no version of it
            for letters in initials(label):
                by_initials[letters].append(reference)
    for label, reference in firsts.items():
        letters = label.replace(".", "")
        if not (2 <= len(letters) <= 7 and letters.isupper() and " " not in letters) or label in lexicon.places():
            continue
        options: dict[int, Reference] = {}
        for option in by_initials.get(letters, ()):
            options.setdefault(id(document.chain[option.index]), option)
        if len(options) > 1:
            defined = _spelled_out(document, by_label[_key(reference)])
            options = {chain: option for chain, option in options.items() if chain in defined}
        if len(options) == 1:
            (option,) = options.values()
            if document.chain[option.index] is not document.chain[reference.index]:
                document.join(reference.index, option.index, ACRONYM)


def without_ending(words: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """A name without its last words, one by one, as long as these only describe its bearer.

    >>> [*without_ending(("Ford", "Motor", "Company"))], [*without_ending(("Bank", "of", "America"))]
    ([('Ford', 'Motor'), ('Ford',)], [])
    """
    while len(words) > 1 and words[-1].lower().rstrip(",") in _endings():
        words = words[:-1]
        yield words


@cache
def _endings() -> frozenset[str]:
    return lexicon.words("name_endings") | lexicon.words("legal_forms")


def _short_forms(document: Document, firsts: Mapping[str, Reference]) -> None:
    """A name whose words open or end a longer one: *Apple* for *Apple Inc.*, *Udvar-Hazy Center*."""
    longer: dict[tuple[str, ...], dict[int, Reference]] = defaultdict(dict)
    for label, reference in firsts.items():
        if reference.kind is Kind.PERSON:
            continue
        words = tuple(label.split())
        shorts = set(without_ending(words))
        opening = next((k for k, w in enumerate(words) if w.islower()), len(words))  # University of North Carolina
        if len(words) > 2 and opening == len(words):
            shorts.update(words[k:] for k in range(1, len(words) - 1))
        if len(words) > 1 and reference.head.tag == "NNPS" and reference.determiner == "the":  # the Pittsburgh Pirates
            shorts.add(words[-1:])
        for short in shorts:
            longer[short].setdefault(id(document.chain[reference.index]), reference)
    for label, reference in firsts.items():
        options = longer.get(tuple(label.split()), {})
        if len(options) == 1 and reference.kind not in (Kind.PERSON, Kind.PLACE, Kind.GROUP):
            (option,) = options.values()
            if document.chain[option.index] is not document.chain[reference.index]:
                document.join(reference.index, option.index, SHORT)
