"""Nouns that name events, and whether what they name took place, as far as the sentence says so.

A noun that names a thing is there if it is definite: *the letter* exists, whoever asks for it. One that names an event
is not: *the sale of the firm will be completed in June* leaves the sale open. So an event takes over what is meant of
the word that it depends on; behind *after* or *despite* it is taken to have happened, behind *for* or *against* it need
not have.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from kg.extract.complements import Complement
from kg.extract.factuality import MEDIUM, NEGATIONS, PLAIN, STRONG, Status, definite
from kg.extract.labels import VERBS
from kg.extract.lexicon import table, words
from kg.frozen import frozen
from kg.model import Modality, Token
from kg.tree import Tree

NO_VERB = NO_ROLE = "-"


@frozen
class EventNoun:
    """A noun that names an event: its verb, what *of* means behind it, and what the verb is done to.

    ``sure`` is how often it names one, 0 to 1; ``also`` the preposition besides *of* before what takes part.
    """

    verb: str
    of: str
    done_to: str
    sure: float
    also: str


EVENT_NOUNS = {row[0]: EventNoun(row[1], row[2], row[3], int(row[4]) / 100, row[5]) for row in table("event_nouns")}
PRESUPPOSING = words("presupposing")
SUPPORT = {row[0]: row[1] for row in table("support_verbs")}
_ADJECTIVES = {row[0]: row[1] for row in table("event_adjectives")}
_PREPOSITIONS = {row[0]: row[1] for row in table("event_prepositions")}

_OCCURRING = frozenset({"happen", "occur", "begin", "start", "end", "continue", "last", "follow", "come", "take", "be"})
_MODIFYING = frozenset({"compound", "npadvmod", "nmod", "amod"})
_LISTING = frozenset({"comprise", "cover", "entail", "feature", "include", "involve", "mean"})
"""What a plan includes need not have happened."""
_ANY = frozenset({"any", "every", "each", "whatever"})
_SUBJECT = frozenset({"nsubj", "nsubjpass"})


def event_noun(token: Token) -> EventNoun | None:
    """What is known of a noun that names an event, if it stands for itself and not in front of another noun."""
    return EVENT_NOUNS.get(token.lemma.lower()) if token.pos == "NOUN" and token.dep not in _MODIFYING else None


def occurrence(tree: Tree, complements: Mapping[int, Complement], scopes: Sequence[Status], noun: Token) -> Status:
    """How the event that a noun names is meant; ``scopes`` is what each word passes on to those below it."""
    status, opening = _taken_over(tree, complements, scopes, noun)
    for modality, cue in opening:
        status = status.mark(modality, MEDIUM, cue)
    for c in tree.children[noun.i]:
        effect = _ADJECTIVES.get(c.text.lower()) if c.dep == "amod" else None
        if c.dep == "det" and c.text.lower() in _ANY:
            status = status.mark(Modality.CONDITIONAL, MEDIUM, c)
        elif effect == "denied" or (c.dep in {"det", "neg"} and c.text.lower() in NEGATIONS):
            status = status.affirmed.deny(c)
        elif effect is not None:
            status = status.mark(Modality(effect), STRONG, c)
    return status


def _taken_over(
    tree: Tree, complements: Mapping[int, Complement], scopes: Sequence[Status], noun: Token
) -> tuple[Status, list[tuple[Modality, Token]]]:
    """What is meant of the nearest verb above, or of what governs a noun before that; what prepositions leave open."""
    opening: list[tuple[Modality, Token]] = []
    for token in above(tree, noun):
        head = tree.head(token)
        if token.i in complements:
            status = scopes[token.i]
            return (status if token is noun else status.affirmed), opening
        if token.i == head.i:
            return scopes[token.i], opening
        if token.dep == "appos":
            return PLAIN, opening
        if head.pos in VERBS:
            if token.dep == "dobj" and head.lemma.lower() in PRESUPPOSING and definite(tree, noun):
                return PLAIN, opening
            if token.dep == "dobj" and head.lemma.lower() in _LISTING:
                opening.append((Modality.POSSIBLE, head))
            return (scopes[head.i] if _carries(head, token) else scopes[head.i].affirmed), opening
        effect = _effect(tree, head) if token.dep == "pobj" else None
        if effect == "happened" and token is noun and _is_past(tree, noun):
            return PLAIN, opening
        if effect == "given":
            return PLAIN, opening
        if effect is not None and effect != "happened":
            opening.append((Modality(effect), head))
    return scopes[noun.i].affirmed, opening


def _is_past(tree: Tree, noun: Token) -> bool:
    """*after a loss* **last year**, *after the vote* **in 1991**: a time that is over tells that it took place."""
    for c in tree.children[noun.i]:
        if c.dep == "npadvmod" or c.dep == "nmod" or (c.dep == "poss" and c.entity[2:] == "DATE"):
            words = {c.text.lower(), *(d.text.lower() for d in tree.children[c.i])}
            if not words.isdisjoint(_OVER):
                return True
    return False


_OVER = frozenset({"last", "yesterday", "previous", "ago", "past"})


def above(tree: Tree, noun: Token) -> Iterator[Token]:
    """A noun and the words above it."""
    yield noun
    yield from tree.ancestors(noun)


def _effect(tree: Tree, preposition: Token) -> str | None:
    """What a preposition does, alone or with the word that it depends on: *because* **of**, *thanks them* **for**."""
    word, outer = preposition.text.lower(), tree.head(preposition)
    below = tree.child(preposition, "prep", "pcomp")
    if below is not None and below.i == preposition.i + 1 and not tree.children[below.i]:
        word = f"{word} {below.text.lower()}"  # because of the fog, with the noun below because
    return _PREPOSITIONS.get(f"{outer.lemma.lower()} {word}") or _PREPOSITIONS.get(word)


def _carries(verb: Token, noun: Token) -> bool:
    """Whether to deny the verb is to deny the event: *made no* **offer**, *the* **attack** *did not happen*."""
    if noun.dep in {"dobj", "attr"}:
        return verb.lemma.lower() in SUPPORT or noun.dep == "attr"
    return noun.dep in _SUBJECT and verb.lemma.lower() in _OCCURRING
