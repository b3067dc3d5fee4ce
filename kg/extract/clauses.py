"""Clauses and their constituents: coordination, control and relatives are settled here, once.

A clause is what one predicate says: its subject, its verb group, and its constituents in text order (Quirk et al. 1985;
the idea of finding clauses before propositions is that of Del Corro & Gemulla 2013). Rules read clauses; nothing after
this module asks who the subject of a participle is.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from kg.extract.complements import if_not, joins_governor
from kg.extract.inflection import form_of_be
from kg.extract.labels import (
    AUXILIARIES,
    CLAUSE_HEADS,
    CONJUNCTION,
    NOUNS,
    SUBJECTS,
    VERBS,
    WH_TAGS,
)
from kg.extract.lexicon import words
from kg.extract.phrases import after_comma, noun_phrase, parts, tidy
from kg.frozen import frozen
from kg.model import ClauseType, Phrase, Role, Token
from kg.tree import Tree

CHAIN_ADJECTIVES = words("chain_adjectives")
COMPLEX_PREPOSITIONS = words("complex_prepositions")
CONNECTIVES = words("connectives")
OBJECT_CONTROL = words("object_control")
INTRANSITIVES = words("intransitives")
_BELOW_ADJECTIVE = frozenset({"prep", "conj", "cc", "xcomp", "ccomp", "advcl"})
_SKIPPED = SUBJECTS | AUXILIARIES | CONJUNCTION | {"neg", "prt", "punct", "expl", "mark", "case", "meta", "intj", "dep"}


@frozen
class Constituent:
    """One argument of a clause: ``phrases`` are its parts, true one by one, ``whole`` all of them together."""

    role: Role
    head: Token
    whole: Phrase
    phrases: tuple[Phrase, ...]
    marker: tuple[Token, ...] = ()
    content: int | None = None

    @property
    def first(self) -> int:
        """Where it starts in the sentence, marker included."""
        return (self.marker or self.whole.tokens)[0].i


@frozen
class Clause:
    """A predicate with its constituents.

    ``chain`` are the verbs and predicate adjectives from the outermost to the ``predicate``: *was* *able* *to*
    **control**; ``group`` the words of the relation. ``antecedent`` is the noun that a relative or participial clause
    stands behind. ``family`` is the dependency label by which the clause hangs in the sentence, that of the first one
    where clauses are coordinated.
    """

    tree: Tree
    predicate: Token
    chain: tuple[Token, ...]
    group: tuple[Token, ...]
    subject: Token | None
    subjects: tuple[Phrase, ...]
    constituents: tuple[Constituent, ...]
    type: ClauseType
    passive: bool
    family: str
    antecedent: Token | None = None
    supplied: str = ""
    controlled: bool = False
    """The subject is not written in the clause but passed on to it."""

    def get(self, role: Role) -> Constituent | None:
        """The first constituent of a role."""
        return next((c for c in self.constituents if c.role is role), None)


@dataclass(slots=True)
class _Frame:
    """What is known of a clause head while the tree is walked from the root down."""

    head: Token
    chain: list[Token]
    subject: Token | None
    antecedent: Token | None
    lent: list[Token]  # auxiliaries that a coordinated verb shares with the first one
    passive: bool
    controlled: bool
    family: str
    supplied: str = ""


def is_clause_head(tree: Tree, token: Token) -> bool:
    """Whether a word is the predicate of a clause: a verb that is no auxiliary and no modifier."""
    if token.pos not in VERBS:
        return token.pos == "ADJ" and any(c.dep == "auxpass" for c in tree.children[token.i])
    if token.dep in AUXILIARIES:
        return False
    if token.dep in CLAUSE_HEADS:
        return token.dep != "conj" or tree.head(token).pos in VERBS or _has_subject(tree, token)
    return _has_subject(tree, token)


def _has_subject(tree: Tree, token: Token) -> bool:
    return any(c.dep in SUBJECTS for c in tree.children[token.i])


def clauses(tree: Tree) -> list[Clause]:
    """All clauses of a sentence, in the order of their predicates."""
    frames: dict[int, _Frame] = {}
    swallowed: set[int] = set()
    for token in tree.top_down():
        if token.i not in swallowed and is_clause_head(tree, token):
            frame = _frame(tree, token, frames)
            frames[token.i] = frame
            _extend_chain(tree, frame, swallowed)
            for verb in frame.chain:
                frames.setdefault(verb.i, frame)
    found = [_clause(tree, f) for i, f in frames.items() if f.head.i == i]
    found.sort(key=lambda c: c.predicate.i)
    return found


# ------------------------------------------------------------------------------------------------ subjects


def _frame(tree: Tree, token: Token, frames: dict[int, _Frame]) -> _Frame:
    """What is known of a clause by its head, and of its subject by the clauses above it."""
    head, own = tree.head(token), tree.child(token, *SUBJECTS)
    passive = tree.child(token, "auxpass") is not None or (own is not None and own.dep.endswith("pass"))
    frame = _Frame(token, [token], own, None, [], passive, own is None, token.dep)
    if token.dep in {"relcl", "acl"}:
        _stand_behind(tree, frame, head)
    elif token.dep == "pcomp" and own is None:
        above = tree.head(head) if head.dep in {"prep", "agent"} else head
        if above.dep in {"acomp", "attr", "oprd"}:
            above = tree.head(above)
        governor = frames.get(above.i)
        frame.subject = _kept_from(tree, head, above) or (governor.subject if governor is not None else None)
    elif own is None and token.dep != "ROOT" and head.i in frames:
        _depend(tree, frame, frames)
    return frame


def _stand_behind(tree: Tree, frame: _Frame, noun: Token) -> None:
    """A relative or participial clause is about the noun behind which it stands, unless that does something else."""
    token, own = frame.head, frame.subject
    frame.antecedent = noun
    if token.dep == "relcl":
        if own is not None and own.tag in WH_TAGS and own.tag != "WP$":
            frame.subject = noun
            frame.controlled = True
    elif own is None and token.tag in {"VBG", "VBN", "VBD"}:
        frame.subject = noun
        frame.passive = frame.passive or token.tag != "VBG"
        frame.supplied = _supplied(tree, token, noun)


def _depend(tree: Tree, frame: _Frame, frames: dict[int, _Frame]) -> None:
    """A clause without a subject of its own has that of the clause above it, or what that has as its object."""
    token, head = frame.head, tree.head(frame.head)
    governor = frames[head.i]
    match token.dep:
        case "conj" | "dep":
            outer = frames.get(head.head) if joins_governor(tree, token, head) else None
            _share(tree, frame, outer or governor)
        case "xcomp":
            obj = next((c for c in tree.children[head.i] if c.dep in {"dobj", "dative"} and c.pos in NOUNS), None)
            if obj is not None and head.lemma not in OBJECT_CONTROL:
                obj = None
            frame.subject = obj or _for_whom(tree, token, head) or governor.subject
        case "advcl":
            frame.subject = _asked_for(tree, token, head) or governor.subject
            frame.passive = frame.passive or (token.tag == "VBN" and not _perfect(tree, token))
            if token.tag in {"VBG", "VBN"} and frame.subject is not None:
                frame.supplied = _supplied(tree, token, frame.subject)
        case "parataxis" | "ccomp" if token.tag in {"VBG", "VBN"}:
            frame.subject = governor.subject


def _share(tree: Tree, frame: _Frame, governor: _Frame) -> None:
    """A coordinated verb without a subject has that of the first one, and its auxiliaries if it has none of its own."""
    token = frame.head
    frame.subject = governor.subject
    frame.antecedent = governor.antecedent
    frame.family = governor.family
    if any(c.dep in AUXILIARIES for c in tree.children[token.i]):
        return
    verb, last = tree.head(token), governor.chain[-1]
    if token.tag not in {"VBZ", "VBP", "VBD"} and (verb.tag == token.tag or governor.lent):
        frame.lent = [c for c in tree.children[verb.i] if c.dep in AUXILIARIES or c.dep == "neg"]
        frame.lent += [t for t in governor.lent if t not in frame.lent]
        frame.passive = frame.passive or (governor.passive and token.tag in {"VBN", "VBD"})
        frame.supplied = governor.supplied
    if verb.i == last.i and len(governor.chain) > 1 and token.tag in {"VB", "VBN", "VBG"}:
        frame.chain = [*governor.chain[:-1], token]


def _supplied(tree: Tree, token: Token, subject: Token) -> str:
    """The form of *be* that a reader would put before a bare participle."""
    return "" if any(c.dep in AUXILIARIES for c in tree.children[token.i]) else form_of_be(tree, subject)


def _asked_for(tree: Tree, verb: Token, head: Token) -> Token | None:
    """*called for* **patrols** *to keep boats away*: whoever asks for something is not who does what it is for."""
    return _for_whom(tree, verb, head) if head.lemma in _ASKING else None


_ASKING = frozenset({"appeal", "ask", "call", "campaign", "lobby", "plead", "press", "push"})


def _for_whom(tree: Tree, verb: Token, head: Token) -> Token | None:
    """*call for* **France** *to act*: the noun behind *for* or *on* directly before an infinitive is its subject."""
    if not _infinitive(tree, verb):
        return None
    for c in tree.children[head.i]:
        if c.dep == "prep" and c.lemma in {"for", "on", "upon"} and head.i < c.i < verb.i:
            noun = tree.child(c, "pobj")
            is_time = noun is not None and noun.entity[2:] in {"DATE", "TIME"}  # agreed on Monday to sell
            return None if is_time else noun
    return None


def _kept_from(tree: Tree, preposition: Token, verb: Token) -> Token | None:
    """*prevented* **the plant** *from flowering*, *accused* **him** *of stealing*: the object does it."""
    if preposition.text.lower() not in _OF_THE_OBJECT and verb.lemma not in _JUDGING:
        return None
    return next((c for c in tree.children[verb.i] if c.dep in {"dobj", "dative"} and c.i < preposition.i), None)


_OF_THE_OBJECT = frozenset({"from", "into", "of"})
_JUDGING = words("judgments")


def _perfect(tree: Tree, token: Token) -> bool:
    return any(c.dep == "aux" and c.lemma == "have" for c in tree.children[token.i])


def _extend_chain(tree: Tree, frame: _Frame, swallowed: set[int]) -> None:
    """*wants to lower*, *was able to control*, *is being asked to leave*: one relation, read at its last verb."""
    verb = frame.chain[-1]
    while True:
        link = _chain_link(tree, verb)
        if link is None:
            return
        for word in link:
            frame.chain.append(word)
            swallowed.add(word.i)
        verb = link[-1]
        frame.passive = any(c.dep == "auxpass" for c in tree.children[verb.i])


def _chain_link(tree: Tree, verb: Token) -> tuple[Token, ...] | None:
    objects = False
    for c in tree.children[verb.i]:
        if c.dep in {"dobj", "dative", "attr"}:
            objects = True
        if c.dep in {"acomp", "oprd"} and c.pos in {"ADJ", "VERB", "ADV"} and c.lemma in CHAIN_ADJECTIVES:
            for x in tree.children[c.i]:
                if x.dep == "xcomp" and x.pos in VERBS and _infinitive(tree, x):
                    return (c, x)
        bare = c.dep == "xcomp" and c.pos in VERBS and c.i > verb.i and not _has_subject(tree, c)
        if bare and verb.lemma == "be" and any(t.pos in NOUNS for t in tree.tokens[verb.i + 1 : c.i]):
            continue  # it is in their interest to do so
        if (
            bare
            and not objects
            and _for_whom(tree, c, verb) is None
            and (_infinitive(tree, c) or c.tag in {"VBG", "VBN"})
        ):
            return (c,)
    return None


def _infinitive(tree: Tree, token: Token) -> bool:
    return token.tag == "VB" or any(c.dep == "aux" and c.tag == "TO" for c in tree.children[token.i])


# ------------------------------------------------------------------------------------------------ constituents


def _clause(tree: Tree, frame: _Frame) -> Clause:
    predicate = frame.chain[-1]
    own = set(frame.chain)
    shared = frame.chain[: frame.chain.index(frame.head)]  # outer verbs lent by a coordinated clause
    constituents: list[Constituent] = []
    adjective = None
    for verb in frame.chain:
        if verb in shared:
            continue
        for c in tree.children[verb.i]:
            if c in own or c.dep in _SKIPPED:
                continue
            if c.dep == "acomp" and _governs_phrase(tree, c):
                adjective = c
            constituents.extend(x for x in _constituents(tree, c, frame) if not _connects(x))
    shared_object = _shared_object(tree, frame, constituents)
    if shared_object is not None:
        constituents += _constituents(tree, shared_object, frame)
    constituents.sort(key=lambda c: c.first)
    _fill_gap(tree, frame, constituents)
    constituents = [c for c in constituents if c.head.tag != "WRB"]
    group = _group(tree, frame, adjective)
    inside = {t.i for t in group}
    constituents = [c for c in constituents if c.head.i not in inside or c.role is Role.COMPLEMENT]
    if adjective is not None:
        constituents = [c for c in constituents if c.head.i != adjective.i]
    subject = frame.subject
    subjects: tuple[Phrase, ...] = ()
    if subject is not None:
        if frame.antecedent is not None and subject.i == frame.antecedent.i:
            subjects = _antecedents(tree, subject, frame.head)
        elif subject.pos in VERBS:
            subjects = (Phrase(subject, tuple(tidy(tree.subtree(subject)))),)
        else:
            subjects = parts(tree, subject)
    return Clause(
        tree=tree,
        predicate=predicate,
        chain=tuple(frame.chain),
        group=group,
        subject=subject,
        subjects=subjects,
        constituents=tuple(constituents),
        type=_type(predicate, constituents, adjective),
        passive=frame.passive,
        family=frame.family,
        antecedent=frame.antecedent,
        supplied=frame.supplied,
        controlled=frame.controlled,
    )


def _connects(c: Constituent) -> bool:
    """*as a result*, *for example*, *however*: words that join sentences and take no part in the event."""
    return c.role in {Role.OBLIQUE, Role.ADVERBIAL} and len(c.whole.tokens) < 4 and _words_of(c) in CONNECTIVES


def _words_of(c: Constituent) -> str:
    return " ".join(t.text.lower() for t in (*c.marker, *c.whole.tokens))


def _antecedents(tree: Tree, noun: Token, clause: Token) -> tuple[Phrase, ...]:
    """The noun that a clause stands behind, without the clauses it carries; a copula's complement is its subject."""
    identified = _identified(tree, noun)
    if identified is not None:
        return parts(tree, identified)
    inside = {c.i for c in tree.children[noun.i] if c.dep in {"relcl", "acl"}}
    below = {t.i for t in tree.tokens if t.i in inside}
    for c in tree.children[noun.i]:
        if c.i in inside:
            below.update(t.i for t in tree.subtree(c))
    phrases = parts(tree, noun) if noun.i == clause.head else (noun_phrase(tree, noun),)
    found = [p for p in phrases if p.head.i < clause.i]
    if not after_comma(tree, clause):
        found = [p for p in found if p.head.i == noun.i] or found[-1:]
    return tuple(Phrase(p.head, tuple(tidy(t for t in p.tokens if t.i not in below)) or (p.head,)) for p in found)


def _identified(tree: Tree, noun: Token) -> Token | None:
    """*Celeski is a* **footballer** *who …*: the subject that the noun is said to be."""
    if noun.dep != "attr":
        return None
    subject = tree.child(tree.head(noun), "nsubj")
    return subject if subject is not None and subject.tag not in WH_TAGS and subject.pos != "PRON" else None


def _governs_phrase(tree: Tree, adjective: Token) -> bool:
    return any(c.dep == "prep" and c.i > adjective.i for c in tree.children[adjective.i])


def _constituents(tree: Tree, c: Token, frame: _Frame) -> list[Constituent]:
    match c.dep:
        case "dobj" | "obj":
            return [_noun(tree, Role.OBJECT, c)]
        case "dative" if c.pos != "ADP":
            return [_noun(tree, Role.INDIRECT, c)]
        case "attr" | "oprd" | "acomp":
            if c.dep == "acomp" and _governs_phrase(tree, c):
                below = [p for p in tree.children[c.i] if p.dep == "prep"]
                return [x for p in below for x in prepositional(tree, p, Role.OBLIQUE)]
            if c.pos in NOUNS:
                return [_noun(tree, Role.COMPLEMENT, c, bare=True)]
            return [_words(tree, Role.COMPLEMENT, c)]
        case "agent":
            return prepositional(tree, c, Role.AGENT)
        case "prep" | "dative":
            return prepositional(tree, c, Role.OBLIQUE)
        case "npadvmod" | "advmod" | "tmod" | "nummod":
            return [_words(tree, Role.ADVERBIAL, c)]
        case "ccomp" | "xcomp" | "csubj":
            return [_clausal(tree, Role.CLAUSE, c)]
        case "advcl" if if_not(tree, c):
            return []
        case "advcl":
            return [_clausal(tree, Role.ADVERBIAL, c)]
    return []


def _noun(tree: Tree, role: Role, head: Token, marker: tuple[Token, ...] = (), *, bare: bool = False) -> Constituent:
    whole = noun_phrase(tree, head, split=False, bare=bare)
    return Constituent(role, head, whole, parts(tree, head, bare=bare), marker)


def _words(tree: Tree, role: Role, head: Token) -> Constituent:
    """An adjective or adverb: all its words, split where coordinated."""
    tokens = tidy(tree.subtree(head, lambda t: t.dep in {"advcl", "relcl"}))
    whole = Phrase(head, tuple(tokens) or (head,))
    phrases = parts(tree, head) if role is Role.COMPLEMENT else (whole,)
    return Constituent(role, head, whole, phrases)


def _clausal(tree: Tree, role: Role, head: Token, marker: tuple[Token, ...] = ()) -> Constituent:
    below = tree.children[head.i]
    introducing = tuple(
        c for c in below if (c.dep == "mark" or (c.dep == "advmod" and c.tag == "WRB")) and c.i < head.i
    )
    marker = marker or introducing
    tokens = tidy(t for t in tree.subtree(head) if t not in marker)
    whole = Phrase(head, tuple(tokens) or (head,))
    return Constituent(role, head, whole, (whole,), marker, head.start)


def prepositional(tree: Tree, prep: Token, role: Role) -> list[Constituent]:
    """A preposition with its object; *in response to* and its like are one marker."""
    marker = [c for c in tree.children[prep.i] if c.dep in {"prep", "pcomp"} and c.pos == "ADP" and c.i < prep.i]
    marker.append(prep)
    while True:
        below = tree.children[prep.i]
        objects = {"pobj", "pcomp", "dobj"} if prep.tag == "VBG" else {"pobj", "pcomp"}  # following the news
        inner = next((c for c in below if c.dep in objects and c.pos != "ADP"), None)
        deeper = next(
            (c for c in below if c.dep in {"prep", "pcomp"} and c.pos in {"ADP", "SCONJ"} and c.i > prep.i), None
        )
        if inner is None and deeper is None:
            return []
        if inner is None and deeper is not None:
            marker.append(deeper)
            prep = deeper
            continue
        assert inner is not None
        if deeper is not None and deeper.i == prep.i + 1 and not tree.children[deeper.i]:
            marker.append(deeper)  # because of the fog, with the noun below *because*
        bridge = _complex_preposition(tree, marker, inner)
        if bridge is not None:
            marker.extend(bridge)
            prep = bridge[-1]
            continue
        break
    if inner.dep == "pcomp" and inner.pos in VERBS:
        return [_clausal(tree, role, inner, tuple(marker))]
    if inner.lemma == "order" and inner.i == marker[-1].i + 1 and marker[-1].text.lower() == "in":
        for c in tree.children[inner.i]:
            if c.dep == "acl" and _infinitive(tree, c):  # in order to save money
                return [_clausal(tree, Role.ADVERBIAL, c, (*marker, inner))]
    found = [_noun(tree, role, inner, tuple(marker))]
    for c in tree.children[prep.i]:  # to X and to Y
        if c.dep == "conj" and c.pos in {"ADP", "SCONJ"}:
            found.extend(prepositional(tree, c, role))
    return found


def _complex_preposition(tree: Tree, marker: list[Token], noun: Token) -> list[Token] | None:
    if noun.i != marker[-1].i + 1 and not (noun.i == marker[-1].i + 2 and tree.tokens[noun.i - 1].dep == "det"):
        return None
    for c in tree.children[noun.i]:
        if c.dep == "prep" and c.i == noun.i + 1:
            between = [*tree.tokens[marker[-1].i + 1 : noun.i], noun, c]
            words = " ".join(t.text.lower() for t in (marker[-1], *between))
            if words in COMPLEX_PREPOSITIONS:
                return between
    return None


def _shared_object(tree: Tree, frame: _Frame, constituents: list[Constituent]) -> Token | None:
    """*designed and built* **the house**: the object of two verbs with nothing but *and* between them (11 cases).

    Of passives, the agent: *was designed and built* **by Foster**.
    """
    verb = frame.chain[-1]
    if verb.lemma in INTRANSITIVES or any(c.first > verb.i for c in constituents):
        return None
    conceded = next((c for c in tree.children[verb.i] if c.i > verb.i and if_not(tree, c)), None)
    if conceded is not None:
        return tree.child(conceded, "dobj")  # reduce, if not stop, the crossings
    second = next((c for c in tree.children[verb.i] if c.dep == "conj" and c.i > verb.i), None)
    if second is None or second.pos != "VERB" or any(t.dep not in _JOINING for t in tree.tokens[verb.i + 1 : second.i]):
        return None
    wanted = "agent" if frame.passive else "dobj"
    below = tree.children[second.i]
    if any(c.dep in SUBJECTS or (c.dep == "auxpass" and not frame.passive) for c in below):
        return None
    return next((c for c in below if c.dep == wanted and c.i > second.i), None)


_JOINING = frozenset({"cc", "preconj", "advmod"})


def _fill_gap(tree: Tree, frame: _Frame, constituents: list[Constituent]) -> None:
    """*tourism which it lost*, *the house they lived in*, *the plan he wrote*: the noun takes the place left open."""
    noun = frame.antecedent
    if (
        noun is None
        or frame.head.dep != "relcl"
        or _infinitive(tree, frame.head)
        or (frame.subject is not None and frame.subject.i == noun.i)
    ):
        return
    phrase = _antecedents(tree, noun, frame.head)
    if not phrase:
        return
    for n, c in enumerate(constituents):
        if c.head.tag in {"WDT", "WP"} or (c.head.tag == "WRB" and c.role is Role.ADVERBIAL):
            constituents[n] = replace(c, head=noun, whole=phrase[0], phrases=phrase)
            if c.head.tag == "WRB":
                constituents.append(constituents.pop(n))
            return
    if any(c.role in {Role.OBJECT, Role.CLAUSE} for c in constituents) or frame.passive:
        return
    stranded = next(
        (p for v in frame.chain for p in tree.children[v.i] if p.dep == "prep" and not tree.children[p.i]), None
    )
    if stranded is not None:
        constituents.append(Constituent(Role.OBLIQUE, noun, phrase[0], phrase, (stranded,)))
    elif frame.chain[-1].lemma != "be" and not any(c.role is Role.COMPLEMENT for c in constituents):
        constituents.append(Constituent(Role.OBJECT, noun, phrase[0], phrase))


def _group(tree: Tree, frame: _Frame, adjective: Token | None) -> tuple[Token, ...]:
    """The words of the relation: auxiliaries, negation, verbs, particles, and adverbs between them."""
    group: set[Token] = set(frame.lent)
    for n, verb in enumerate(frame.chain):
        group.add(verb)
        last = n == len(frame.chain) - 1
        for c in tree.children[verb.i]:
            adverb = c.dep == "advmod" and not tree.children[c.i] and _inside_group(tree, c, verb, last)
            if adverb or c.dep in AUXILIARIES or c.dep in {"neg", "prt"}:
                group.add(c)
    if adjective is not None:
        group.update(tidy(tree.subtree(adjective, lambda t: t.dep in _BELOW_ADJECTIVE)))
    return tuple(sorted(group))


def _inside_group(tree: Tree, adverb: Token, verb: Token, last: bool) -> bool:
    if adverb.tag == "WRB":
        return False
    if adverb.i < verb.i:
        between = tree.tokens[adverb.i + 1 : verb.i]
        return all(t.dep in {"aux", "auxpass", "neg", "advmod"} for t in between)
    return not last


def _type(predicate: Token, constituents: list[Constituent], adjective: Token | None) -> ClauseType:
    roles = {c.role for c in constituents}
    if Role.OBJECT in roles or Role.CLAUSE in roles:
        if Role.INDIRECT in roles or {Role.OBJECT, Role.CLAUSE} <= roles:
            return ClauseType.SVOO
        if Role.COMPLEMENT in roles:
            return ClauseType.SVOC
        return ClauseType.SVOA if Role.OBLIQUE in roles else ClauseType.SVO
    if Role.COMPLEMENT in roles or adjective is not None:
        return ClauseType.SVC
    return ClauseType.SVA if roles & {Role.OBLIQUE, Role.ADVERBIAL} else ClauseType.SV
