"""The phrases of a document that refer to something, with what their own words tell about it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.frozen import frozen
from kg.iri import normalise
from kg.model import Form, Kind, Phrase, Token
from kg.resolve import lexicon
from kg.resolve.names import UNKNOWN, Name, gender_of
from kg.resolve.syntax import first_conjunct
from kg.tree import Tree

A_NAME, A_NOMINAL, A_PRONOUN = Form.NAME, Form.NOMINAL, Form.PRONOUN
"""Every pass asks these of every reference; as members of an enumeration they cost ten times as much in Python 3.11."""

MALE, FEMALE = "m", "f"

HEADS = frozenset(
    ("nsubj", "nsubjpass", "dobj", "pobj", "iobj", "dative", "attr", "appos", "conj", "poss", "ROOT", "oprd",
     "npadvmod", "dep", "nmod", "pcomp", "acomp", "xcomp", "ccomp", "advcl", "relcl", "agent", "parataxis", "intj",
     "meta")
)  # fmt: skip
"""What a noun may be in its sentence to head a phrase of its own; a noun before a noun is part of that one's phrase."""

_INSIDE = frozenset(
    ("det", "amod", "compound", "nummod", "poss", "nmod", "quantmod", "predet", "advmod", "neg", "case", "prep",
     "relcl", "acl")
)  # fmt: skip
_MODIFIERS = frozenset(("amod", "compound", "nummod", "nmod", "npadvmod", "poss"))
_AMOUNTS = frozenset(("DATE", "TIME", "MONEY", "PERCENT", "CARDINAL", "ORDINAL"))
_OPENERS = frozenset((",", "(", "[", "-", "–", "—", "--", ";", ":"))


@frozen
class Reference:
    """A phrase that refers to something.

    ``tokens`` are the words of the mention; ``words`` those its identity is made from: the words of a name, a nominal's
    modifiers and head. ``determiner`` is lower case, ``possessive`` for an owner in front, empty for none.
    """

    index: int
    """Its place among the references of the document, in text order of the heads."""
    sentence: int
    head: Token
    tokens: tuple[Token, ...]
    words: tuple[Token, ...]
    form: Form
    label: str
    kind: Kind | None = None
    gender: str = UNKNOWN
    plural: bool = False
    person: int = 3
    determiner: str = ""
    modifiers: frozenset[str] = frozenset()
    """Lower-case lemmas of what stands before a nominal's head, without its owner."""
    owner: int | None = None
    """Token index, in the same sentence, of the possessor."""
    predicate: bool = False
    """Said of something else rather than referring: after a copula, in apposition, as a title."""
    name: Name | None = None
    adjective: bool = False
    """An adjective of a place, which means what is of it: **French** *president*."""

    @property
    def lemma(self) -> str:
        """The lemma of the head word, lower case."""
        return self.head.lemma.lower()

    @property
    def definite(self) -> bool:
        """Whether its determiner says that it has been spoken of or is known."""
        return self.determiner in ("the", "this", "that", "these", "those", "both", "such")


_PRONOUNS: dict[str, tuple[int, bool | None, str, Kind | None]] = {
    # word: person, plural (None: either), gender, kind
    "i": (1, False, UNKNOWN, Kind.PERSON), "me": (1, False, UNKNOWN, Kind.PERSON),
    "my": (1, False, UNKNOWN, Kind.PERSON), "mine": (1, False, UNKNOWN, Kind.PERSON),
    "myself": (1, False, UNKNOWN, Kind.PERSON),
    "we": (1, True, UNKNOWN, None), "us": (1, True, UNKNOWN, None), "our": (1, True, UNKNOWN, None),
    "ours": (1, True, UNKNOWN, None), "ourselves": (1, True, UNKNOWN, None),
    "you": (2, None, UNKNOWN, None), "your": (2, None, UNKNOWN, None), "yours": (2, None, UNKNOWN, None),
    "yourself": (2, False, UNKNOWN, Kind.PERSON), "yourselves": (2, True, UNKNOWN, None),
    "he": (3, False, MALE, Kind.PERSON), "him": (3, False, MALE, Kind.PERSON), "his": (3, False, MALE, Kind.PERSON),
    "himself": (3, False, MALE, Kind.PERSON),
    "she": (3, False, FEMALE, Kind.PERSON), "her": (3, False, FEMALE, Kind.PERSON),
    "hers": (3, False, FEMALE, Kind.PERSON), "herself": (3, False, FEMALE, Kind.PERSON),
    "it": (3, False, "n", None), "its": (3, False, "n", None), "itself": (3, False, "n", None),
    "they": (3, True, UNKNOWN, None), "them": (3, True, UNKNOWN, None), "their": (3, True, UNKNOWN, None),
    "theirs": (3, True, UNKNOWN, None), "themselves": (3, True, UNKNOWN, None),
}  # fmt: skip

_PRONOUN_TAGS = frozenset(("PRP", "PRP$"))
_OTHER_PRONOUNS = frozenset(("this", "that", "these", "those", "who", "whom", "whose", "which"))


def references(trees: Sequence[Tree], names: Sequence[Name]) -> tuple[Reference, ...]:
    """All references of a document in text order, one for each head word."""
    by_sentence: dict[int, list[Name]] = {}
    for name in names:
        by_sentence.setdefault(name.sentence, []).append(name)
    found: list[Reference] = []
    for tree in trees:
        found.extend(_in_sentence(tree, by_sentence.get(tree.index, ()), len(found)))
    return tuple(found)


def _in_sentence(tree: Tree, names: Sequence[Name], index: int) -> Iterator[Reference]:
    heads: dict[int, Name] = {}
    inside: set[int] = set()
    titles: dict[int, Name] = {}
    for name in names:
        heads.setdefault(name.head.i, name)
        inside.update(t.i for t in name.tokens)
        role = next((t for t in reversed(name.title) if t.lemma.lower() in lexicon.titular_nouns()), None)
        if role is not None:
            titles[role.i] = name
    for i, token in enumerate(tree.tokens):
        reference, pos, dep = None, token.pos, token.dep
        if i in heads:
            reference = _named(tree, heads[i], index)
        elif i in titles:
            reference = _titular(tree, token, titles[i], index)
        elif token.tag in _PRONOUN_TAGS and token.text.lower() in _PRONOUNS:
            reference = _pronoun(token, tree, index)
        elif i in inside:
            continue
        elif dep in _ADJECTIVAL and token.text[0].isupper() and (place := _place(tree, token)) is not None:
            reference = Reference(
                index, tree.index, token, (token,), (token,), Form.NAME, place,
                kind=Kind.PLACE, predicate=True, adjective=True,
            )  # fmt: skip
        elif pos == "PRON" and dep != "det" and token.text.lower() in _OTHER_PRONOUNS:
            plural = token.text.lower() in ("these", "those")
            reference = Reference(index, tree.index, token, (token,), (token,), Form.PRONOUN, token.text, plural=plural)
        elif dep in HEADS and (
            pos == "NOUN"
            or pos == "PROPN"
            or (pos == "NUM" and dep in ("nsubj", "dobj"))
            or (token.text == "old" and _is_aged(tree, token))
        ):
            reference = _nominal(tree, token, index)
        if reference is not None:
            yield reference
            index += 1


_ADJECTIVAL = frozenset(("amod", "compound", "nmod"))
_PARTS_OF_DEMONYMS = frozenset(
    ("north", "south", "east", "west", "central", "latin", "native", "african", "asian", "anglo", "pan", "new", "-")
)
_LANGUAGE = frozenset(("language", "word", "dialect", "literature", "grammar", "speaker", "teacher", "translation"))


def _place(tree: Tree, token: Token) -> str | None:
    """The place that an adjective is of: *French* of France, but neither *Latin American* nor *the French language*."""
    place = lexicon.demonyms().get(token.text)
    if place is None or token.tag not in ("JJ", "NNP"):
        return None
    before = tree.tokens[token.i - 1].text.lower() if token.i else ""
    after = tree.tokens[token.i + 1].text if token.i + 1 < len(tree.tokens) else ""
    if lexicon.noun_kind(tree.head(token).lemma.lower()) is None and tree.head(token).pos != "PROPN":
        return None
    if before in _PARTS_OF_DEMONYMS or after == "-" or tree.head(token).lemma.lower() in _LANGUAGE:
        return None
    return place


def _pronoun(token: Token, tree: Tree, index: int) -> Reference:
    person, plural, gender, kind = _PRONOUNS[token.text.lower()]
    return Reference(
        index, tree.index, token, (token,), (token,), Form.PRONOUN, token.text,
        kind=kind, gender=gender, plural=bool(plural), person=person,
    )  # fmt: skip


def is_relative(reference: Reference) -> bool:
    """Whether it is *who*, *which* or *that* at the head of a relative clause."""
    return reference.form is A_PRONOUN and reference.head.tag in ("WDT", "WP", "WP$")


def _named(tree: Tree, name: Name, index: int) -> Reference:
    first = name.tokens[0].i
    for word in reversed(name.title):  # President Macron, but not: automaker GM
        if word.i != first - 1 or not word.text[0].isupper() or word.text.lower() not in lexicon.titles():
            break
        first = word.i
    last = name.tokens[-1].i
    determiner = ""
    for child in tree.children[name.head.i]:
        if child.dep in ("det", "poss") and child.i < first:
            if child.dep == "det":
                determiner = child.text.lower()
            if child.i == first - 1 and child.dep == "det":
                first = child.i
            break
    words = tree.tokens[first : last + 1] if not name.nested else name.tokens
    other = _likened(tree, name, determiner)
    if other:
        said = tuple(tree.tokens[other[0].i : last + 1])
        label = normalise(Phrase(said[0], said).text)
        return Reference(
            index, tree.index, name.head, said, said, Form.NOMINAL, label,
            kind=None if name.kind is Kind.PERSON else name.kind, plural=name.head.tag == "NNPS", determiner=determiner,
            modifiers=frozenset(c.lemma.lower() for c in other), predicate=_is_predicate(tree, name.head),
        )  # fmt: skip
    return Reference(
        index, tree.index, name.head, tuple(words), name.tokens, Form.NAME, name.label, kind=name.kind,
        gender=gender_of(name), plural=name.head.tag == "NNPS" and name.kind in (Kind.GROUP, Kind.THING),
        determiner=determiner, name=name,
    )  # fmt: skip


def _likened(tree: Tree, name: Name, determiner: str) -> list[Token]:
    """The words in front of a name that make it some others than those it names: **most** *Thais*, **a** *Kennedy*."""
    first = name.tokens[0].i
    before = [c for c in tree.children[name.head.i] if c.i < first]
    if name.kind is Kind.GROUP and name.head.tag == "NNPS":
        some = [c for c in before if c.dep in ("amod", "nummod")]
    else:
        some = [c for c in before if c.dep == "amod" and c.lemma.lower() in _OTHERS]
    if not some and len(name.tokens) == 1 and not name.title and name.kind in (Kind.PERSON, Kind.PLACE):
        some = [c for c in before if c.i == first - 1 and (c.text.lower() in ("a", "an") or c.tag == "PRP$")]
    return some


_OTHERS = frozenset(("other", "last", "most", "many", "some", "several", "few", "more", "another"))


def _titular(tree: Tree, head: Token, name: Name, index: int) -> Reference:
    """The role in front of a name: **Transport Secretary** *Grant Shapps*."""
    words = tuple(t for t in name.title if t.i <= head.i)
    label = normalise(Phrase(words[0], words).text)
    modifiers = frozenset(t.lemma.lower() for t in words if t is not head and t.pos not in ("PUNCT", "DET", "ADP"))
    return Reference(
        index, tree.index, head, words, words, Form.NOMINAL, label,
        kind=lexicon.noun_kind(head.lemma.lower()), modifiers=modifiers, predicate=True,
    )  # fmt: skip


def _nominal(tree: Tree, head: Token, index: int) -> Reference | None:
    lemma, people = head.lemma.lower(), lexicon.person_nouns()
    aged = lemma == "old"
    if head.entity[2:] in _AMOUNTS and lemma not in people and not aged:
        return None
    if not any(map(str.isalpha, head.text)):
        return None
    determiner, owner = "", None
    modifiers: set[str] = set()
    words = [head]
    drop: set[int] = set()
    for child in tree.children[head.i]:
        if child.i < head.i:
            if child.dep in ("det", "predet"):
                determiner = child.text.lower()
                if child.text.lower() in ("all", "another", "each", "every", "no", "any", "either", "neither"):
                    modifiers.add(child.text.lower())
            elif child.dep == "poss":
                determiner, owner = determiner or "possessive", child.i
            elif child.dep in _MODIFIERS:
                below = [t for t in tree.subtree(child) if t.i < head.i]
                words.extend(below)
                modifiers.update(t.lemma.lower() for t in below if t.pos not in ("PUNCT", "DET", "PART"))
            elif child.dep not in _INSIDE:
                drop.add(child.i)
        elif child.dep not in _INSIDE or _set_off(tree, child):
            drop.add(child.i)
    if lemma in ("number", "lot", "kind", "sort") and tree.child(head, "prep") is not None and not owner:
        modifiers.add("of")
    words.sort()
    tokens = _edges(tree.subtree(head, (lambda t: t.i in drop) if drop else None), head)
    kind = Kind.PERSON if aged else lexicon.noun_kind(lemma)
    gender = people.get(lemma, UNKNOWN)
    plural = head.tag in ("NNS", "NNPS")
    label = normalise("".join([t.text + (" " if t.space or t is words[-1] else "") for t in words]))
    return Reference(
        index, tree.index, head, tuple(tokens), tuple(words), Form.NOMINAL, label,
        kind=kind, gender=gender, plural=plural, determiner=determiner, modifiers=frozenset(modifiers), owner=owner,
        predicate=_is_predicate(tree, head),
    )  # fmt: skip


def _is_aged(tree: Tree, old: Token) -> bool:
    """Whether an age stands for somebody: *the 35-year-***old** *left*."""
    return old.i > 2 and tree.tokens[old.i - 1].text == "-" and tree.tokens[old.i - 2].lemma == "year"


def _set_off(tree: Tree, child: Token) -> bool:
    """Whether a phrase after its noun is parted from it by a comma or a dash."""
    if child.dep not in ("relcl", "acl", "prep", "amod", "advmod", "nmod", "poss"):
        return False
    first = tree.first(child).i
    return first > 0 and tree.tokens[first - 1].text in _OPENERS


def _edges(tokens: list[Token], head: Token) -> list[Token]:
    """The words around the head that stand without a gap, without punctuation and possessive endings at the edges."""
    at = tokens.index(head)
    start, end = at, at
    while start > 0 and tokens[start - 1].i == tokens[start].i - 1:
        start -= 1
    while end + 1 < len(tokens) and tokens[end + 1].i == tokens[end].i + 1:
        end += 1
    while start < at and tokens[start].pos in ("PUNCT", "CCONJ", "SPACE"):
        start += 1
    while end > at and (tokens[end].pos in ("PUNCT", "CCONJ", "SPACE") or tokens[end].dep == "case"):
        end -= 1
    return tokens[start : end + 1]


def _is_predicate(tree: Tree, head: Token) -> bool:
    return head.dep in ("attr", "appos", "oprd") or (
        head.dep == "conj" and first_conjunct(tree, head).dep in ("attr", "appos")
    )
