"""Which references of a document are to one thing: a sieve, the surest evidence first.

Each decision joins a reference to an earlier one (a pronoun in a fronted phrase to a later one), with a method in plain
words and a confidence. Nothing is joined on a guess: where two candidates are about equally good, none is taken.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from kg.model import Form, Kind, Token
from kg.resolve import lexicon
from kg.resolve.names import UNKNOWN, Name
from kg.resolve.references import FEMALE, MALE, Reference, is_relative
from kg.resolve.speakers import Voice
from kg.resolve.tree import Tree

REACH = 3
"""Sentences a pronoun may look back."""
MARGIN = 0.35
"""How much better than the next candidate's the score of a pronoun's antecedent must be."""
NOMINAL_REACH = 12
"""Sentences a definite noun with the same head may look back."""

DOMINANCE = 2
"""How many times as often as a namesake a person must be named in full to be meant by the shared part of the name."""

SAME_NAME = "same name"
TITLE = "title and surname"
SURNAME = "surname"
FIRST_NAME = "first name"
SHORT = "short form of the name"
ALIAS = "alias stated in the text"
ACRONYM = "acronym"
GAZETTEER = "gazetteer alias"
ROLE = "role stated in the text"
SAME_WORDS = "same words"
SAME_HEAD = "same head, no new modifier"
CLASS = "the only one of its class nearby"
PRONOUN = "pronoun, best candidate"
ONLY = "pronoun, only candidate"
REFLEXIVE = "reflexive of the subject"
RELATIVE = "relative pronoun"
SPEAKER = "the one who speaks"
SAME_VOICE = "same speaker"

CONFIDENCE: Mapping[str, float] = {
    SAME_NAME: 0.99, TITLE: 0.97, SURNAME: 0.95, FIRST_NAME: 0.9, SHORT: 0.88, ALIAS: 0.9, ACRONYM: 0.93,
    GAZETTEER: 0.98, ROLE: 0.85, SAME_WORDS: 0.8, SAME_HEAD: 0.75, CLASS: 0.65, PRONOUN: 0.75, ONLY: 0.85, REFLEXIVE: 0.92,
    RELATIVE: 0.97, SPEAKER: 0.9, SAME_VOICE: 0.85,
}  # fmt: skip
"""The chance that a decision of each method is right, measured on annotated text."""


@dataclass(frozen=True, slots=True)
class Decision:
    """``reference`` is to the same thing as ``antecedent`` (both by index), for the reason ``method``."""

    reference: int
    antecedent: int
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
    roles: list[tuple[str, frozenset[str]]] = field(default_factory=list)
    """Head noun and modifiers of what it is said to be: *interior minister*, *French President*."""


class Document:
    """The references of a document and what has been decided about them."""

    def __init__(self, trees: Sequence[Tree], references: Sequence[Reference]) -> None:
        self.trees = trees
        self.references = references
        self.at: dict[tuple[int, int], Reference] = {(r.sentence, r.head.i): r for r in references}
        self.chain: list[Chain] = []
        self.decisions: list[Decision] = []
        self.decided: set[int] = set()
        for reference in references:
            self.chain.append(
                Chain(
                    [reference.index], reference.kind, reference.gender, reference.plural, reference.form is Form.NAME
                )
            )

    def join(self, reference: int, antecedent: int, method: str, confidence: float | None = None) -> None:
        """Decide that two references are to one thing."""
        a, b = self.chain[antecedent], self.chain[reference]
        self.decided.add(reference)
        self.decisions.append(Decision(reference, antecedent, method, confidence or CONFIDENCE[method]))
        if a is b:
            return
        if len(a.members) < len(b.members):
            a, b = b, a
        for member in b.members:
            self.chain[member] = a
        a.members.extend(b.members)
        first, second = sorted((a, b), key=lambda chain: not chain.named)
        a.kind = first.kind if first.kind not in (None, Kind.THING) else second.kind or first.kind
        a.gender = a.gender if a.gender != UNKNOWN else b.gender
        a.plural = a.plural and b.plural
        a.named = a.named or b.named
        a.roles.extend(b.roles)


def corefer(
    trees: Sequence[Tree], references: Sequence[Reference], voices: Mapping[int, Voice] | None = None
) -> tuple[Decision, ...]:
    """The decisions for a document, in the order they were made.

    ``voices`` says in whose mouth the pronouns of the first and second person are. Cost is linear in the references;
    pronouns look at those of a few sentences each.
    """
    document = Document(trees, references)
    _names(document)
    _roles(document)
    _in_text_order(document, voices or {})
    return tuple(document.decisions)


# ------------------------------------------------------------------------------------------------ names


def _names(document: Document) -> None:
    by_label: dict[str, list[Reference]] = defaultdict(list)
    for reference in document.references:
        if reference.form is Form.NAME:
            by_label[_key(reference)].append(reference)
    for same in by_label.values():
        for reference in same[1:]:
            document.join(reference.index, same[0].index, SAME_NAME)
    firsts = {label: same[0] for label, same in by_label.items()}
    _gazetteer(document, firsts)
    _aliases(document)
    _people(document, firsts)
    _acronyms(document, firsts)
    _short_forms(document, firsts)


def _key(reference: Reference) -> str:
    """Names that differ in nothing but capitals are one, long ones only: *US* is not *us*."""
    label = reference.label
    return label.title() if label.isupper() and len(label) > 5 and " " in label else label


def _gazetteer(document: Document, firsts: Mapping[str, Reference]) -> None:
    places = lexicon.places()
    seen: dict[str, Reference] = {}
    for label, reference in firsts.items():
        place = places.get(label)
        if place is None or reference.kind is Kind.PERSON:
            continue
        if place in seen:
            document.join(reference.index, seen[place].index, GAZETTEER)
        seen.setdefault(place, reference)


_ALIASES = frozenset(("name", "pseudonym", "nickname", "alias", "moniker", "sobriquet"))


def _aliases(document: Document) -> None:
    """*Known as*, *a pen name of*: the text says that two names are of one thing."""
    for reference in document.references:
        if reference.form is not Form.NAME:
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
            other = tree.head(verb) if verb.dep in ("acl", "relcl") else tree.subject(verb)
        elif above.text.lower() == "of" and tree.head(above).lemma in _ALIASES:
            noun = tree.head(above)
            if noun.lemma != "name" or any(c.lemma in ("pen", "stage", "birth") for c in tree.children[noun.i]):
                other = tree.subject(tree.head(noun)) if noun.dep == "attr" else tree.head(noun)
        named = document.at.get((reference.sentence, other.i)) if other is not None else None
        if named is not None and named.form is Form.NAME and named.label != reference.label:
            a, b = sorted((named.index, reference.index))
            if document.chain[a] is not document.chain[b]:
                document.join(b, a, ALIAS)


def _people(document: Document, firsts: Mapping[str, Reference]) -> None:
    """Surnames, with a title or without, and first names, to the one full name they fit."""
    full = [(label.split(), reference) for label, reference in firsts.items() if _is_full(label, reference)]
    by_last: dict[str, list[tuple[list[str], Reference]]] = defaultdict(list)
    by_first: dict[str, list[tuple[list[str], Reference]]] = defaultdict(list)
    for words, reference in full:
        by_last[_surname(words)].append((words, reference))
        by_first[words[0]].append((words, reference))
    for namesakes in by_last.values():  # George Bush, George W. Bush
        for n, (words, reference) in enumerate(namesakes):
            for other, earlier in namesakes[:n]:
                if _variant(words, other) and _agree(reference, earlier):
                    document.join(reference.index, earlier.index, SHORT)
                    break
    for label, reference in firsts.items():
        words = label.split()
        if len(words) > 2 or reference.kind not in (Kind.PERSON, Kind.THING, Kind.ORGANIZATION, Kind.PLACE, Kind.GROUP):
            continue
        titled = reference.name is not None and _has_title(reference.name)
        if len(words) == 1 or titled:
            fits = _distinct(document, by_last.get(words[-1], ()), reference)
            method = TITLE if titled else SURNAME
            if not fits and len(words) == 1 and not titled:
                fits, method = _distinct(document, by_first.get(words[0], ()), reference), FIRST_NAME
            if len(fits) > 1:
                fits = _foremost(document, fits)
            if len(fits) == 1 and (reference.kind is Kind.PERSON or label not in lexicon.places()):
                document.join(reference.index, fits[0].index, method)


def _is_full(label: str, reference: Reference) -> bool:
    return reference.kind is Kind.PERSON and " " in label and label.split()[0].lower() not in lexicon.titles()


def _surname(words: Sequence[str]) -> str:
    if "of" in words[1:]:
        words = words[: words.index("of", 1)]
    last = words[-1]
    if last.lower().rstrip(".,") in ("jr", "sr", "ii", "iii", "iv") and len(words) > 2:
        last = words[-2].rstrip(",")
    return last


def _variant(a: Sequence[str], b: Sequence[str]) -> bool:
    """Whether two full names with one surname may be one person's: one has more in the middle, or initials."""
    if len(a) > len(b):
        a, b = b, a
    rest = iter([w.rstrip(".") for w in b])
    return all(any(_same_given(w.rstrip("."), other) for other in rest) for w in a)


def _same_given(word: str, other: str) -> bool:
    return word == other or (min(len(word), len(other)) == 1 and word[0] == other[0])


def _has_title(name: Name) -> bool:
    return any(word.text.lower() in lexicon.titles() for word in name.title)


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


def _acronyms(document: Document, firsts: Mapping[str, Reference]) -> None:
    by_initials: dict[str, list[Reference]] = defaultdict(list)
    for label, reference in firsts.items():
        words = [w for w in label.replace("-", " ").split() if w[:1].isupper()]
        if len(words) > 1 and reference.kind is not Kind.PERSON:
            by_initials["".join(w[0] for w in words)].append(reference)
            plain = [w for w in words if w.lower() not in lexicon.words("legal_forms")]
            if 1 < len(plain) < len(words):
                by_initials["".join(w[0] for w in plain)].append(reference)
    for label, reference in firsts.items():
        letters = label.replace(".", "")
        if not (2 <= len(letters) <= 7 and letters.isupper() and " " not in letters):
            continue
        options: dict[int, Reference] = {}
        for option in by_initials.get(letters, ()):
            options.setdefault(id(document.chain[option.index]), option)
        if len(options) == 1:
            (option,) = options.values()
            if document.chain[option.index] is not document.chain[reference.index]:
                document.join(reference.index, option.index, ACRONYM)


def _short_forms(document: Document, firsts: Mapping[str, Reference]) -> None:
    """A name whose words open or end a longer one: *Apple* for *Apple Inc.*, *Udvar-Hazy Center*."""
    forms = lexicon.words("legal_forms")
    longer: dict[tuple[str, ...], dict[int, Reference]] = defaultdict(dict)
    for label, reference in firsts.items():
        if reference.kind is Kind.PERSON:
            continue
        words = tuple(label.split())
        plain = words
        while len(plain) > 1 and plain[-1].lower().rstrip(",") in forms:
            plain = plain[:-1]
        shorts = {plain} if plain != words else set()
        if len(words) > 2:
            shorts.update(words[k:] for k in range(1, len(words) - 1))
        if len(words) > 1 and reference.head.tag == "NNPS":  # the Pittsburgh Pirates, the Pirates
            shorts.add(words[-1:])
        for short in shorts:
            longer[short].setdefault(id(document.chain[reference.index]), reference)
    for label, reference in firsts.items():
        options = longer.get(tuple(label.split()), {})
        if len(options) == 1 and reference.kind is not Kind.PERSON:
            (option,) = options.values()
            if document.chain[option.index] is not document.chain[reference.index]:
                document.join(reference.index, option.index, SHORT)


# ------------------------------------------------------------------------------------------------ roles


def _roles(document: Document) -> None:
    """What the text says a named thing is: in a title, an apposition, after *is*."""
    for reference in document.references:
        if reference.form is Form.NAME and reference.name is not None:
            title = [t for t in reference.name.title if t.pos not in ("PUNCT", "ADP", "DET", "CCONJ")]
            words = [_stem(t) for t in title if not _is_courtesy(t)]
            if words:
                document.chain[reference.index].roles.append((words[-1], frozenset(words[:-1])))
        elif reference.predicate and reference.form is Form.NOMINAL:
            bearer = _bearer(document, reference)
            if bearer is not None and bearer.form is Form.NAME:
                chain = document.chain[bearer.index]
                chain.roles.append((reference.lemma, reference.modifiers | _complements(document, reference)))
                if chain.gender == UNKNOWN:
                    chain.gender = reference.gender


def _is_courtesy(token: Token) -> bool:
    title = lexicon.titles().get(token.text.lower())
    return title is not None and title.courtesy


def _stem(token: Token) -> str:
    return token.lemma.lower()


def _complements(document: Document, reference: Reference) -> frozenset[str]:
    """The words of *of* phrases and owners, which say which office is meant: *minister of transport*."""
    tree = document.trees[reference.sentence]
    words: set[str] = set()
    for child in tree.children[reference.head.i]:
        if (child.dep == "prep" and child.text.lower() in ("of", "for", "in")) or child.dep == "poss":
            words.update(_stem(t) for t in tree.subtree(child) if t.pos in ("NOUN", "PROPN", "ADJ"))
    return frozenset(words)


def _bearer(document: Document, reference: Reference) -> Reference | None:
    """Of whom a predicate noun is said."""
    tree = document.trees[reference.sentence]
    top = tree.first_conjunct(reference.head)
    if top.dep == "appos":
        return document.at.get((reference.sentence, top.head))
    if top.dep in ("attr", "oprd"):
        verb = tree.head(top)
        subject = tree.subject(verb)
        if subject is not None and verb.lemma in ("be", "become", "remain") and tree.child(verb, "neg") is None:
            return document.at.get((reference.sentence, subject.i))
    return None


# ------------------------------------------------------------------------------------------------ in text order


def _in_text_order(document: Document, voices: Mapping[int, Voice]) -> None:
    heard: dict[tuple[object, bool], int] = {}
    heads: dict[tuple[str, bool], list[Reference]] = defaultdict(list)
    recent: list[list[Reference]] = [[] for _ in document.trees]
    for reference in document.references:
        recent[reference.sentence].append(reference)
    for reference in document.references:
        if reference.form is Form.NOMINAL:
            if not reference.predicate:
                _nominal(document, reference, heads)
            heads[reference.lemma, reference.plural].append(reference)
        elif reference.form is Form.PRONOUN:
            if reference.person < 3:
                _speaking(document, reference, voices.get(reference.index), heard)
            else:
                _pronoun(document, reference, recent)


def _nominal(document: Document, reference: Reference, heads: Mapping[tuple[str, bool], list[Reference]]) -> None:
    owned = reference.owner is not None
    if not reference.determiner:
        _bare(document, reference, heads)
        return
    if not (reference.definite or owned):
        return
    if reference.kind is Kind.PERSON and not reference.plural and not owned:
        bearer = _role_bearer(document, reference)
        if bearer is not None:
            document.join(reference.index, bearer, ROLE)
            return
    owner = _owner(document, reference)
    for earlier in reversed(heads.get((reference.lemma, reference.plural), ())):
        if reference.sentence - earlier.sentence > NOMINAL_REACH:
            break
        if earlier.predicate or not _compatible(document, reference, earlier, owner):
            continue
        document.join(reference.index, earlier.index, SAME_HEAD)
        return


def _bare(document: Document, reference: Reference, heads: Mapping[tuple[str, bool], list[Reference]]) -> None:
    """A noun without determiner is the same wherever its words are the same: *computer science*, *tax*."""
    for earlier in reversed(heads.get((reference.lemma, reference.plural), ())):
        same = not earlier.determiner and not earlier.predicate and earlier.label.lower() == reference.label.lower()
        if same and _new_complement(document, reference, earlier):
            document.join(reference.index, earlier.index, SAME_WORDS)
            return


def _owner(document: Document, reference: Reference) -> Chain | None:
    if reference.owner is None:
        return None
    owner = document.at.get((reference.sentence, reference.owner))
    return document.chain[owner.index] if owner is not None else None


def _compatible(document: Document, reference: Reference, earlier: Reference, owner: Chain | None) -> bool:
    known = set(earlier.modifiers)
    for member in document.chain[earlier.index].members:
        known |= document.references[member].modifiers
    if not reference.modifiers <= known:
        return False
    if (
        "other" in earlier.modifiers
        or "another" in earlier.modifiers
        or {"no", "any", "each", "every"} & earlier.modifiers
    ):
        return False
    other = _owner(document, earlier)
    if reference.owner is not None:
        return owner is not None and other is owner
    return _new_complement(document, reference, earlier)


def _new_complement(document: Document, reference: Reference, earlier: Reference) -> bool:
    """Whether what follows the noun (*of the city*, *that …*) says nothing that the earlier phrase did not."""
    return _tail(document, reference) <= _tail(document, earlier) | set()


def _tail(document: Document, reference: Reference) -> set[str]:
    tree = document.trees[reference.sentence]
    words: set[str] = set()
    for child in tree.children[reference.head.i]:
        if child.i > reference.head.i and child.dep in ("prep", "relcl", "acl"):
            words.update(t.lemma.lower() for t in tree.subtree(child) if t.pos in ("NOUN", "PROPN", "VERB", "NUM"))
    return words


def _role_bearer(document: Document, reference: Reference) -> int | None:
    words = reference.modifiers | _complements(document, reference)
    fits: dict[int, int] = {}
    seen: set[int] = set()
    for other in document.references:
        if other.index >= reference.index:
            break
        chain = document.chain[other.index]
        if id(chain) in seen or not chain.roles:
            continue
        seen.add(id(chain))
        if any(head == reference.lemma and words <= modifiers for head, modifiers in chain.roles):
            fits[id(chain)] = min(chain.members)
    return next(iter(fits.values())) if len(fits) == 1 else None


# ------------------------------------------------------------------------------------------------ pronouns


def _speaking(
    document: Document, pronoun: Reference, voice: Voice | None, heard: dict[tuple[object, bool], int]
) -> None:
    """*I*, *we* and *you*: the speaker, or else the same as before in the same mouth."""
    if voice is None:
        return
    place: object = voice.place
    if voice.speaker is not None:
        place = id(document.chain[voice.speaker])
        if not pronoun.plural:
            document.join(pronoun.index, voice.speaker, SPEAKER)
            return
    before = heard.setdefault((place, pronoun.plural), pronoun.index)
    if before != pronoun.index:
        document.join(pronoun.index, before, SAME_VOICE)


def _pronoun(document: Document, pronoun: Reference, recent: Sequence[Sequence[Reference]]) -> None:
    tree = document.trees[pronoun.sentence]
    if is_relative(pronoun):
        antecedent = _relative(document, pronoun)
        if antecedent is not None:
            document.join(pronoun.index, antecedent.index, RELATIVE)
        return
    if pronoun.head.text.lower() in ("this", "that", "these", "those"):
        return
    if pronoun.head.text.lower() == "it" and _pleonastic(tree, pronoun.head):
        return
    if pronoun.head.text.lower().endswith(("self", "selves")):
        subject = tree.subject(tree.clause(pronoun.head.i))
        bound = document.at.get((pronoun.sentence, subject.i)) if subject is not None else None
        if bound is not None and bound.index < pronoun.index and _fits(document, pronoun, bound):
            document.join(pronoun.index, bound.index, REFLEXIVE)
        return
    scored: dict[int, tuple[float, Reference]] = {}
    for candidate in _candidates(document, pronoun, recent):
        score = _score(document, pronoun, candidate)
        key = id(document.chain[candidate.index])
        if key not in scored or score > scored[key][0]:
            scored[key] = (score, candidate)
    ranked = sorted(scored.values(), key=lambda item: (-item[0], item[1].index))
    if not ranked:
        return
    best, antecedent = ranked[0]
    if len(ranked) == 1:
        document.join(pronoun.index, antecedent.index, ONLY)
    elif best - ranked[1][0] >= MARGIN:
        document.join(pronoun.index, antecedent.index, PRONOUN)


def _relative(document: Document, pronoun: Reference) -> Reference | None:
    tree = document.trees[pronoun.sentence]
    for above in tree.ancestors(pronoun.head.i):
        if above.dep == "relcl":
            return document.at.get((pronoun.sentence, above.head))
    return None


def _pleonastic(tree: Tree, it: Token) -> bool:
    """*It is likely that …*, *it rains*, *make it clear that …*: nothing is referred to."""
    if it.dep == "expl":
        return True
    verb = tree.head(it)
    if it.dep not in ("nsubj", "nsubjpass"):
        return False
    if verb.lemma in ("rain", "snow"):
        return True
    if verb.lemma in ("seem", "appear", "happen", "turn"):
        return tree.child(verb, "ccomp", "xcomp") is not None
    if verb.lemma in ("be", "become", "take", "make"):
        if tree.child(verb, "ccomp", "csubj", "advcl") is not None and tree.child(verb, "acomp", "attr") is not None:
            return True
        for complement in tree.children[verb.i]:
            if complement.dep in ("acomp", "attr") and tree.child(complement, "xcomp", "ccomp") is not None:
                return True
            if complement.dep == "attr" and complement.lemma == "time":
                return True
            if complement.dep == "xcomp":
                return True
    return it.dep == "nsubjpass" and tree.child(verb, "ccomp") is not None


def _candidates(document: Document, pronoun: Reference, recent: Sequence[Sequence[Reference]]) -> Iterator[Reference]:
    for sentence in range(pronoun.sentence, max(-1, pronoun.sentence - REACH - 1), -1):
        for candidate in recent[sentence]:
            if candidate.index >= pronoun.index:
                if sentence == pronoun.sentence and _cataphoric(document, pronoun, candidate):
                    yield candidate
                continue
            if _fits(document, pronoun, candidate) and _allowed(document, pronoun, candidate):
                yield candidate


def _cataphoric(document: Document, pronoun: Reference, candidate: Reference) -> bool:
    """*In his letter,* **Johnson** *said*: the subject after the fronted phrase that the pronoun stands in."""
    tree = document.trees[pronoun.sentence]
    if candidate.form is not Form.NAME or candidate.head.dep not in ("nsubj", "nsubjpass"):
        return False
    verb = tree.head(candidate.head)
    if not _fits(document, pronoun, candidate) or pronoun.head.head == verb.i:
        return False
    return any(
        a.head == verb.i and a.dep in ("prep", "advcl") and a.i < candidate.head.i
        for a in tree.ancestors(pronoun.head.i)
    )


def _fits(document: Document, pronoun: Reference, candidate: Reference) -> bool:
    """Person, number, gender and animacy agree."""
    if candidate.form is Form.PRONOUN and (candidate.person != 3 or candidate.index not in document.decided):
        same = candidate.head.text.lower(), pronoun.head.text.lower()
        if candidate.person != 3 or candidate.gender != pronoun.gender or candidate.plural != pronoun.plural:
            return False
        if candidate.head.tag not in ("PRP", "PRP$") or "" in same:
            return False
        if candidate.head.text.lower() == "it" and _pleonastic(document.trees[candidate.sentence], candidate.head):
            return False
    if is_relative(candidate) or candidate.predicate:
        return False
    chain = document.chain[candidate.index]
    if pronoun.gender in (MALE, FEMALE):
        if chain.gender not in (UNKNOWN, pronoun.gender) or chain.plural:
            return False
        return chain.kind is Kind.PERSON or (chain.named and chain.kind is Kind.THING and chain.gender != UNKNOWN)
    if pronoun.gender == "n":
        return not chain.plural and chain.kind is not Kind.PERSON and chain.gender not in (MALE, FEMALE)
    if pronoun.plural:
        if chain.plural or chain.kind in (Kind.GROUP, Kind.ORGANIZATION):
            return True
        return _coordinated(document, candidate)
    return True


def _coordinated(document: Document, candidate: Reference) -> bool:
    return False


def _allowed(document: Document, pronoun: Reference, candidate: Reference) -> bool:
    """Binding: *him* is not the subject of its own verb; *his mother* is not *he*."""
    if candidate.sentence != pronoun.sentence:
        return True
    tree = document.trees[pronoun.sentence]
    p, c = pronoun.head, candidate.head
    if tree.below(p.i, c.i):  # inside the candidate's own phrase
        return False
    if pronoun.head.tag == "PRP$":
        return True
    if p.dep in ("nsubj", "nsubjpass"):
        return c.head != p.head or c.dep == "poss"
    verb = tree.clause(p.i)
    subject = tree.subject(verb)
    if subject is not None and (subject.i == c.i or (c.dep == "conj" and tree.first_conjunct(c).i == subject.i)):
        return False
    return not (
        tree.clause(c.i).i == verb.i
        and c.dep in ("dobj", "iobj", "dative")
        and p.dep in ("dobj", "pobj", "iobj", "dative")
    )


_GRAMMAR = {
    "nsubj": 1.5,
    "nsubjpass": 1.3,
    "dobj": 0.5,
    "iobj": 0.5,
    "dative": 0.5,
    "poss": 0.3,
    "pobj": 0.0,
    "conj": 0.2,
}


def _score(document: Document, pronoun: Reference, candidate: Reference) -> float:
    tree = document.trees[candidate.sentence]
    chain = document.chain[candidate.index]
    score = -1.2 * (pronoun.sentence - candidate.sentence)
    if pronoun.sentence != candidate.sentence and tree.paragraph != document.trees[pronoun.sentence].paragraph:
        score -= 0.5
    head = tree.first_conjunct(candidate.head)
    score += _GRAMMAR.get(head.dep, 0.0)
    if head.dep == pronoun.head.dep:
        score += 0.4
    before = sum(1 for member in chain.members if member < pronoun.index)
    score += 0.25 * min(before, 8)
    if chain.named:
        score += 0.6
    if pronoun.gender in (MALE, FEMALE) and chain.gender == pronoun.gender:
        score += 0.8
    if pronoun.gender == "n" and candidate.form is Form.NOMINAL and not candidate.determiner:
        score -= 0.5
    score -= 0.01 * min(40, pronoun.index - candidate.index)
    return score
