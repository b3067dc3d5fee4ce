"""Names in a text, from what the parser's tagger marks, repaired.

The tagger is the weakest part of the language model: it forgets names it has seen a line before, changes its mind about
their kinds, and takes titles and possessives into them. What a document says as a whole mends most of this. Whoever has
a better source of names replaces one function, ``names``.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import replace
from functools import cache, lru_cache

from kg.frozen import frozen
from kg.iri import bare
from kg.model import Kind, Parse, Phrase, Token
from kg.resolve import lexicon
from kg.tree import Tree

KINDS = {
    "PERSON": Kind.PERSON,
    "ORG": Kind.ORGANIZATION,
    "GPE": Kind.PLACE,
    "LOC": Kind.PLACE,
    "FAC": Kind.PLACE,
    "NORP": Kind.GROUP,
    "EVENT": Kind.EVENT,
    "WORK_OF_ART": Kind.WORK,
    "PRODUCT": Kind.WORK,
    "LAW": Kind.WORK,
    "LANGUAGE": Kind.THING,
}
"""The class of a name by the tagger's label; times and amounts are no names."""

UNKNOWN = "-"
"""The gender that nothing tells."""

TITLE_VOTES = 3
"""What *Mr* in front of a name weighs against one opinion of the tagger."""
GAZETTEER_VOTES = 2
"""What being the name of a country weighs."""
FORM_VOTES = 3
"""What a legal form at the end (*Inc.*) weighs."""
SAID_VOTES = 2
"""What it weighs that the sentence says of what kind the thing is."""
HEADLINE = 0.7
"""The share of capitals among longer words from which on a sentence is a headline, where capitals tell nothing."""

OFFICES = frozenset(("secretary", "minister", "undersecretary", "commissioner", "chancellor", "correspondent"))
"""Heads of titles that take the field of the office in front: *Transport Secretary* names no organisation."""

_PARTICLES = frozenset(("de", "la", "le", "du", "von", "van", "der", "den", "di", "da", "del", "bin", "ibn", "-", "&"))
_CUT_LEFT = re.compile(r"(?i)the|an?|this|that|these|those|its|his|her|their|our|my|your|all|both|some|former|late|\W+")
_CUT_RIGHT = re.compile(r"['’]s?|\W+|and|or|of|the|'s")
_CALENDAR = frozenset(
    ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "january", "february", "march",
     "april", "may", "june", "july", "august", "september", "october", "november", "december")
)  # fmt: skip
_NOUN_TAGS = frozenset(("NN", "NNS", "NNP", "NNPS", "FW"))
_NO_NAME_TAGS = frozenset(("JJ", "RB", "PRP", "PRP$", "DT", "IN", "CC", "VBG", "VB", "VBD", "VBN", "VBZ", "UH"))
_HUMAN = frozenset(
    ("bear", "marry", "die", "divorce", "graduate", "retire", "resign", "study", "smile", "recall", "wed")
)
"""Verbs whose subject, if it has a name, is a person."""
_PARTS = frozenset(
    ("northern", "southern", "eastern", "western", "central", "mainland", "downtown", "upper", "lower", "inner",
     "outer", "north", "south", "east", "west", "northeastern", "northwestern", "southeastern", "southwestern", "rural")
)  # fmt: skip
"""What makes a place a part of it."""
_POSTS = OFFICES | {"officer", "president", "director", "manager", "chairman", "chairwoman", "chair", "editor"}
"""Last words of titles that are no names where there are nothing but titles: *Chief Executive Officer*."""
_SUFFIXES = frozenset(("jr", "jr.", "sr", "sr.", "ii", "iii", "iv"))
_BUILDINGS = frozenset(
    ("mosque", "cathedral", "temple", "museum", "hotel", "hospital", "airport", "stadium", "university", "college",
     "library", "palace", "square", "street", "avenue", "highway", "theatre", "theater", "foundation", "institute")
)  # fmt: skip
"""Last words of names that are nobody's surname, whatever title stands in front."""
_NO_TITLES = frozenset(("general", "major", "chief", "count", "chair", "star", "model", "sister", "brother", "father"))
"""Words that make a title only before what is known to be a person."""
_SAINT = ("St.", "St", "Saint")
_FOLK = frozenset(("people", "women", "men", "children", "workers", "farmers", "teachers", "students", "veterans"))
"""Whose possessive belongs to the name: *Korean People's Army*."""
_FAMILIES = frozenset(("family", "dynasty", "clan", "household"))
_SIBLINGS = frozenset(("brother", "sister", "sibling", "twin", "cousin"))
_POSTNOMINAL = re.compile(r"[A-Z]{2,4}|Ph\.?D\.?|M\.?D\.?")
_YEARLY = frozenset(("cup", "games", "game", "olympics", "paralympics", "championship", "conference", "prix", "open"))
"""Last words of the names of what takes place again and again, each time as another event."""
_YEAR = re.compile(r"(?:1[5-9]|20)[0-9]{2}")
_ROMAN = re.compile(r"[IVX]+")
_IN_TITLES = frozenset(
    ("prime", "vice", "deputy", "assistant", "former", "foreign", "executive", "home", "of", "the", "-", "and")
)
"""Words that may stand between the words of a title."""


@frozen
class Name:
    """A phrase headed by a proper name.

    ``tokens`` are its own words, without determiner, title and possessive ending; ``title`` the words of courtesy or
    role in front of it. ``label`` is the normalised words. ``kind`` is that of the whole document for this name.
    """

    sentence: int
    tokens: tuple[Token, ...]
    head: Token
    label: str
    kind: Kind
    title: tuple[Token, ...] = ()
    nested: bool = False
    """Inside a longer name: *the* **U.S.** *Air Force*."""


def names(parse: Parse, trees: Sequence[Tree] | None = None) -> tuple[Name, ...]:
    """All names of a document in text order; each head word has one, and nested ones follow the one around them."""
    if trees is None:
        trees = [Tree(sentence, i) for i, sentence in enumerate(parse.sentences)]
    lower = {t.text for tree in trees for t in tree.tokens if t.text.islower()}
    found: list[Name] = []
    for tree in trees:
        found.extend(_in_sentence(tree, lower))
    found.extend(_repeats(trees, found, lower))
    kinds = _vote(found, trees)
    found = [_of_kind(name, kinds.get(name.label, name.kind)) for name in found]
    found = [_saintly(name, kinds) for name in _told_apart(found) if not _is_family(name, trees[name.sentence])]
    found.extend(_nested(found, kinds))
    found.sort(key=lambda name: (name.sentence, name.tokens[0].i, -len(name.tokens)))
    return tuple(found)


def _of_kind(name: Name, kind: Kind) -> Name:
    return name if name.kind is kind else replace(name, kind=kind)


def gender_of(name: Name) -> str:
    """What a person's title or first name tells: ``m``, ``f``, or ``-``."""
    titles = lexicon.titles()
    for word in name.title:
        title = titles.get(word.text.lower())
        if title and title.gender != UNKNOWN:
            return title.gender
        noun = lexicon.person_nouns().get(word.lemma.lower())
        if noun and noun != UNKNOWN:
            return noun
    if name.kind is Kind.PERSON and len(name.tokens) > 1:
        return lexicon.first_names().get(name.tokens[0].text, UNKNOWN)
    return UNKNOWN


# ------------------------------------------------------------------------------------------------ in one sentence


def _in_sentence(tree: Tree, lower: Set[str]) -> Iterator[Name]:
    tokens = tree.tokens
    label_of: list[str] = [t.entity[2:] for t in tokens]
    taken = [bool(label) for label in label_of]
    spans: list[tuple[int, int, str]] = []
    i = 0
    while i < len(tokens):
        if not label_of[i]:
            i += 1
            continue
        j = i + 1
        while j < len(tokens) and tokens[j].entity.startswith("I-") and label_of[j] == label_of[i]:
            j += 1
        if label_of[i] in KINDS:
            spans.append((i, j, label_of[i]))
        i = j
    runs = list(_capital_runs(tokens, taken))
    headline = bool(runs) and _is_headline(tree)
    for i, j in runs:
        if not headline or not any(t.text.lower() in lower for t in tokens[i:j]):
            spans.append((i, j, ""))
    spans.sort()
    for i, j, label in _joined(spans, tree):
        yield from _name(tree, *_widened(tree, i, j, label), label, lower)


def _is_headline(tree: Tree) -> bool:
    words = [t.text for t in tree.tokens if len(t.text) > 3 and t.text.isalpha()]
    return len(words) > 3 and sum(w[0].isupper() for w in words) >= HEADLINE * len(words)


_INNER_CAPITAL = re.compile(r"[a-z]+[A-Z][A-Za-z]+")


def _is_capital(token: Token) -> bool:
    if token.tag in ("NNP", "NNPS"):
        return not token.text.islower()
    return not token.text.islower() and _INNER_CAPITAL.fullmatch(token.text) is not None  # iPhone, wikiHow


def _capital_runs(tokens: Sequence[Token], taken: Sequence[bool]) -> Iterator[tuple[int, int]]:
    """Runs of proper nouns that the tagger left out."""
    i = 0
    while i < len(tokens):
        if taken[i] or tokens[i].text.islower() or not _is_capital(tokens[i]):
            i += 1
            continue
        j = i + 1
        while j < len(tokens) and not taken[j]:
            if _is_capital(tokens[j]) or (tokens[j].tag == "CD" and tokens[j].dep == "nummod" and tokens[j].i > i):
                j += 1
            elif (
                tokens[j].text in _PARTICLES
                and j + 1 < len(tokens)
                and not taken[j + 1]
                and _is_capital(tokens[j + 1])
                and not tokens[j - 1].space == "" == tokens[j].space != tokens[j].text
            ):
                j += 2
            else:
                break
        if not all(t.text.lower() in _CALENDAR for t in tokens[i:j]):
            yield i, j
        i = j


def _joined(spans: list[tuple[int, int, str]], tree: Tree) -> Iterator[tuple[int, int, str]]:
    """Spans with the proper nouns at their edges that belong to the same name."""
    merged: list[tuple[int, int, str]] = []
    for i, j, label in spans:
        if merged:
            a, b, before = merged[-1]
            if b == i and (not label or not before) and _one_name(tree, a, b, i, j, before or label):
                merged[-1] = (a, j, before or label)
                continue
        merged.append((i, j, label))
    return iter(merged)


def _one_name(tree: Tree, a: int, b: int, i: int, j: int, label: str) -> bool:
    left, right = tree.tokens[b - 1], tree.tokens[j - 1]
    if _title_end(tree, a, b, "PERSON") == b or left.text in ("'s", "’s"):
        return False
    if label == "NORP" or right.text.lower() in lexicon.role_nouns():
        return False
    return left.dep in ("compound", "nmod", "amod") and i <= left.head < j


def _widened(tree: Tree, i: int, j: int, label: str) -> tuple[int, int]:
    """A span with the number that belongs to it (*iPhone 4*), and with the word for a part of a place (*southern*)."""
    tokens = tree.tokens
    if j < len(tokens) and label not in ("PERSON", "GPE", "NORP"):
        number = tokens[j]
        if number.dep == "nummod" and i <= number.head < j and number.text.isdigit() and len(number.text) < 4:
            j += 1
    if label == "GPE" and tuple(t.text for t in tokens[j : j + 2]) in ((",", "D.C."), (",", "DC")):
        j += 2
    if i > 0 and tokens[j - 1].lemma.lower() in _YEARLY and _YEAR.fullmatch(tokens[i - 1].text):  # 2002 World Cup
        i -= tokens[i - 1].dep == "nummod" and i <= tokens[i - 1].head < j
    if label in ("GPE", "LOC") and i > 0 and tokens[i - 1].lemma.lower() in _PARTS and i <= tokens[i - 1].head < j:
        i -= 1
    return i, j


def _title_end(tree: Tree, i: int, j: int, label: str) -> int:
    """Where the titles that open a span end; only people have them: *General Motors* has none."""
    titles, roles = lexicon.titles(), lexicon.role_nouns()
    end = i
    words = [t.text.lower() for t in tree.tokens[i:j]]
    if len(words) > 1 and words[-1] in _BUILDINGS:  # Imam Mosque
        return i
    if words and words[-1] in _POSTS and all(w in roles or w in titles or w in _IN_TITLES for w in words):
        return j
    if label not in ("PERSON", ""):
        return j if all(tree.tokens[k].text.lower() in roles for k in range(i, j)) else i
    for k in range(i, j):
        word = tree.tokens[k].text.lower()
        if (word in titles and titles[word].courtesy) or (word in roles and (label or word not in _NO_TITLES)):
            end = k + 1
        elif word not in _IN_TITLES:
            break
    return end


def _name(tree: Tree, i: int, j: int, label: str, lower: Set[str]) -> Iterator[Name]:
    """The name in a span, or those in it: a possessor and what it possesses, **Boris Johnson** *'s letter*."""
    tokens = tree.tokens
    i, j = _trim(tokens, i, j)
    for k in range(i + 1, j - 1):  # Norton I, Emperor of …
        if tokens[k].text == "," and tokens[k + 1].lemma.lower() in lexicon.role_nouns():
            j = k
            break
    ending = _possessive(tokens, i, j) if label not in _WITH_POSSESSORS else None
    if ending is not None:
        yield from _name(tree, i, ending, label, lower)
        yield from _name(tree, ending + 1, j, label if label != "PERSON" else "", lower)
        return
    start = i
    end = _title_end(tree, i, j, label)
    if end == j:  # nothing but titles: the President
        return
    if end > i:
        i, j = _trim(tokens, end, j)
    if label == "PERSON":
        if tokens[i].text in _SAINT and j - i > 1:
            i += 1
        while j - i > 2 and _POSTNOMINAL.fullmatch(tokens[j - 1].text) and not _ROMAN.fullmatch(tokens[j - 1].text):
            j -= 1
    if i >= j or not _is_name(tokens, i, j, label, lower):
        return
    head, words = _head(tree, i, j), tokens[i:j]
    title = _title(tree, start, i, head)
    kind = KINDS.get(label, Kind.THING)
    yield Name(tree.index, words, head, bare(Phrase(head, words).text), kind, title)


_WITH_POSSESSORS = frozenset(("WORK_OF_ART", "EVENT", "PRODUCT", "LAW"))
"""What may have a possessor in its name."""


def _possessive(tokens: Sequence[Token], i: int, j: int) -> int | None:
    """Where the ending of a possessor stands inside a span."""
    for k in range(i + 1, j - 1):
        if tokens[k].text in ("'s", "’s", "'", "’") and tokens[k].dep == "case":
            owner = tokens[tokens[k].head]
            if owner.dep == "poss" and k <= owner.head and owner.text.lower() not in _FOLK:
                return k
    return None


def _is_name(tokens: Sequence[Token], i: int, j: int, label: str, lower: Set[str]) -> bool:
    """Whether some words, without titles, are a name by their capitals and by what the tagger takes them for."""
    words = tokens[i:j]
    text = [t.text for t in words]
    if j < len(tokens) and label == "ORG" and tokens[j].text.lower() in OFFICES and tokens[j].text[:1].isupper():
        return False
    if not any(map(str.isupper, "".join(text))) or all(w.lower() in _CALENDAR for w in text):
        return False
    if len(words) == 1:
        return text[0].lower() not in _SUFFIXES and not _is_mere_word(words[0], label, lower)
    return not (label == "NORP" and all(w.tag in ("JJ", "HYPH") for w in words))


def _is_mere_word(word: Token, label: str, lower: Set[str]) -> bool:
    """Whether a single word is no name, for all its capital: *Minister*, *French*, *However* at the beginning."""
    if word.text.lower() in lexicon.role_nouns():
        return True
    if word.tag in _NO_NAME_TAGS and (label in ("NORP", "", "LANGUAGE") or word.text.lower() in lower):
        return True
    if not label and (len(word.text) == 1 or (word.i == 0 and word.text.lower() in lower)):
        return True
    return word.text in lexicon.demonyms() and (word.dep in ("amod", "compound") or label == "LANGUAGE")


def _trim(tokens: Sequence[Token], i: int, j: int) -> tuple[int, int]:
    while i < j and _is_cut_left(tokens[i].text):
        i += 1
    while i < j and _is_cut_right(tokens[j - 1].text):
        j -= 1
    return i, j


@lru_cache(maxsize=65536)
def _is_cut_left(word: str) -> bool:
    return _CUT_LEFT.fullmatch(word) is not None and not (word.isupper() and len(word) > 1)


@lru_cache(maxsize=65536)
def _is_cut_right(word: str) -> bool:
    return _CUT_RIGHT.fullmatch(word) is not None


def _head(tree: Tree, i: int, j: int) -> Token:
    for k in range(j - 1, i - 1, -1):
        if not i <= tree.tokens[k].head < j:
            return tree.tokens[k]
    for k in range(i, j):
        if tree.tokens[k].head == k:
            return tree.tokens[k]
    return tree.tokens[j - 1]


def _title(tree: Tree, start: int, first: int, head: Token) -> tuple[Token, ...]:
    """Words of courtesy and role in front of a name, with what stands before them in the same phrase."""
    before = [
        t
        for t in tree.children[head.i]
        if t.i < first and t.dep in ("compound", "nmod", "amod", "appos") and t.pos != "DET"
    ]
    words = set(range(start, first))
    for t in before:
        below = tree.subtree(t)
        words.update(range(below[0].i, min(below[-1].i + 1, first)))
    k = first
    while k - 1 in words:
        k -= 1
    run = tree.tokens[k:first]
    titles, nouns = lexicon.titles(), lexicon.titular_nouns()
    if not run or not any(t.text.lower() in titles or t.lemma.lower() in nouns for t in run):
        return ()
    return tuple(run)


# ------------------------------------------------------------------------------------------------ in the document


def _repeats(trees: Sequence[Tree], found: Iterable[Name], lower: Set[str]) -> Iterator[Name]:
    """Names seen elsewhere in the document, where the tagger saw nothing."""
    taken: dict[int, set[int]] = defaultdict(set)
    known: dict[str, dict[tuple[str, ...], Kind]] = defaultdict(dict)
    for name in found:
        taken[name.sentence].update(t.i for t in name.tokens)
        words = tuple(t.text for t in name.tokens)
        if name.kind is not Kind.THING and (len(words) > 1 or len(words[0]) > 2):
            known[words[0]].setdefault(words, name.kind)
        if name.kind is Kind.PERSON and len(words) > 1 and len(words[-1]) > 2:
            known[words[-1]].setdefault(words[-1:], name.kind)
    order = {word: sorted(options, key=len, reverse=True) for word, options in known.items()}
    for tree in trees:
        tokens, busy = tree.tokens, taken[tree.index]
        for token in tokens:
            for words in order.get(token.text, ()):
                end = token.i + len(words)
                if end > len(tokens) or busy & set(range(token.i, end)):
                    continue
                run = tokens[token.i : end]
                if tuple(t.text for t in run) != words or (len(words) == 1 and token.tag not in _NOUN_TAGS):
                    continue
                if token.i == 0 and len(words) == 1 and token.text.lower() in lower:
                    continue
                if any(t.entity[2:] in ("DATE", "TIME", "MONEY", "PERCENT") for t in run):
                    continue
                kind = known[token.text][words]
                start = _widened(tree, token.i, end, "GPE")[0] if kind is Kind.PLACE else token.i
                head = _head(tree, start, end)
                title = _title(tree, start, start, head)
                run = tokens[start:end]
                busy.update(range(start, end))
                yield Name(tree.index, run, head, bare(Phrase(head, run).text), kind, title)
                break


def _vote(found: Sequence[Name], trees: Sequence[Tree]) -> dict[str, Kind]:
    """One kind a name: that which most of its mentions have; a surname and its full name vote together."""
    votes: dict[str, Counter[Kind]] = defaultdict(Counter)
    titled: set[str] = set()
    places, titles, forms = lexicon.places(), lexicon.titles(), lexicon.words("legal_forms")
    for name in found:
        count = votes[name.label]
        if name.kind is not Kind.THING:
            count[name.kind] += 1
        if any(t.text.lower() in titles for t in name.title):
            count[Kind.PERSON] += TITLE_VOTES
            titled.add(name.label)
        elif any(t.lemma.lower() in lexicon.role_nouns() for t in name.title):
            count[Kind.PERSON] += 1
        if name.label in places and not name.title:
            count[Kind.PLACE] += GAZETTEER_VOTES
        if len(name.tokens) > 1 and name.tokens[-1].text.lower() in forms:
            count[Kind.ORGANIZATION] += FORM_VOTES
        if len(name.tokens) > 1 and (told := lexicon.noun_kind(name.tokens[-1].text.lower())) is not None:
            count[told] += SAID_VOTES
        said = _said_kind(name, trees[name.sentence])
        if said is not None:
            count[said] += SAID_VOTES
    for label in titled - places.keys():
        if lexicon.noun_kind(label.split()[-1].lower()) is not None:
            continue
        votes[label] = Counter({Kind.PERSON: votes[label].total()})
    for surname, full in _surnames(found, votes):
        votes[surname] = sum((votes[label] for label in full), Counter())
    return {label: _winner(count) for label, count in votes.items()}


def _surnames(found: Sequence[Name], votes: Mapping[str, Counter[Kind]]) -> Iterator[tuple[str, list[str]]]:
    """Names that are the last word of people's full names, which the text gives first, and open no other name.

    *Norton* after *Joshua Norton* is a man, whatever the tagger says; *Ford* beside *Ford Motor Company* is not.
    """
    order = sorted(found, key=lambda name: (name.sentence, name.tokens[0].i))
    first: dict[str, int] = {}
    openers: set[str] = set()
    for n, name in enumerate(order):
        first.setdefault(name.label, n)
        if len(name.tokens) > 1 and not votes[name.label][Kind.PERSON]:
            openers.add(name.tokens[0].text)
    owners: dict[str, list[str]] = defaultdict(list)
    for label in first:
        words, count = label.split(), votes[label]
        if len(words) > 1 and count[Kind.PERSON] and count[Kind.PERSON] >= max(count.values()):
            owners[words[-1]].append(label)
    for surname, full in owners.items():
        if surname not in first or surname in lexicon.places():
            continue
        own = votes[surname]
        introduced = min(first[label] for label in full) < first[surname]
        if surname not in openers and (introduced or own[Kind.PERSON] == own.total()):
            yield surname, full


def _told_apart(found: list[Name]) -> list[Name]:
    """Short names that cannot be of any person named in full, for the title tells another gender, keep the title."""
    full: dict[str, set[str]] = defaultdict(set)
    for name in found:
        if name.kind is Kind.PERSON and len(name.tokens) > 1:
            full[name.label.split()[-1]].add(gender_of(name))
    out = []
    for name in found:
        if len(name.tokens) == 1 and name.title and name.label in full:
            gender = gender_of(name)
            if gender != UNKNOWN and not full[name.label] & {gender, UNKNOWN}:
                name = replace(name, label=f"{name.title[-1].text} {name.label}")
        out.append(name)
    return out


def _is_family(name: Name, tree: Tree) -> bool:
    """Whether a surname tells a family from others: *the* **Novak** *family* is no member of it."""
    noun = tree.head(name.head)
    kin = noun.lemma.lower() in _FAMILIES or (noun.tag == "NNS" and noun.lemma.lower() in _SIBLINGS)
    return name.kind is Kind.PERSON and kin and name.head.dep in ("compound", "nmod") and name.head.i == noun.i - 1


def _saintly(name: Name, kinds: Mapping[str, Kind]) -> Name:
    """*St. Jerome* as the Jerome of the document; *St. Louis* stays a town."""
    first, _, rest = name.label.partition(" ")
    if first not in _SAINT or kinds.get(rest) is not Kind.PERSON:
        return name
    return replace(name, label=rest, kind=Kind.PERSON, tokens=name.tokens[1:], title=name.tokens[:1])


def _said_kind(name: Name, tree: Tree) -> Kind | None:
    """What the sentence says of the name's kind: *Hadid*, **an architect**; *Hadid was* **born**."""
    head = name.head
    described = [c for c in tree.children[head.i] if c.dep == "appos"]
    if head.dep == "appos":
        described.append(tree.head(head))
    verb = tree.head(head)
    if head.dep in ("nsubj", "nsubjpass"):
        if verb.lemma in _HUMAN:
            return Kind.PERSON
        if verb.lemma in ("be", "become"):
            described.extend(c for c in tree.children[verb.i] if c.dep == "attr")
    for noun in described:
        kind = lexicon.noun_kind(noun.lemma.lower()) if noun.tag == "NN" else None
        if kind is not None:
            return kind
    return None


_PRECEDENCE = tuple(Kind)


def _winner(count: Counter[Kind]) -> Kind:
    best = max(count.values(), default=0)
    return next((kind for kind in _PRECEDENCE if best and count[kind] == best), Kind.THING)


def _by_first_word(labels: Iterable[str]) -> dict[str, list[tuple[str, ...]]]:
    """The words of names by the first of them, the longest name first."""
    found: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    for label in labels:
        words = tuple(label.split())
        found[words[0]].append(words)
    for options in found.values():
        options.sort(key=len, reverse=True)
    return found


@cache
def _place_names() -> dict[str, list[tuple[str, ...]]]:
    return _by_first_word(lexicon.places())


def _nested(found: Sequence[Name], kinds: Mapping[str, Kind]) -> Iterator[Name]:
    """Names inside the names of other things: *the* **U.S.** *Air Force*, *the* **Andy Warhol** *Foundation*.

    What is nested has to stand alone somewhere in the document, or to be a place that everybody knows.
    """
    known, everywhere = _by_first_word(kinds), _place_names()
    for name in found:
        if name.kind is Kind.PERSON or len(name.tokens) < 2:
            continue
        words, last = [t.text for t in name.tokens], -1
        for i, word in enumerate(words):
            for option in (*known.get(word, ()), *everywhere.get(word, ())) if i > last else ():
                inner = name.tokens[i : i + len(option)]
                if tuple(words[i : i + len(option)]) != option or len(inner) == len(words) or name.head in inner:
                    continue
                if i and words[i - 1].lower() in _PARTS:  # University of Southern Indiana
                    continue
                label = " ".join(option)
                kind = kinds.get(label, Kind.PLACE)
                yield Name(name.sentence, inner, inner[-1], label, kind, nested=True)
                last = i + len(option) - 1
                break
