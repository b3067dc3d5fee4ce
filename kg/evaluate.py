"""Scores for meaning, phenomenon by phenomenon: who says so, is it denied, how is it meant, when was it.

Gold sentences stand in a folder of TOML files, a table of texts for each phenomenon; ``tests/quality/meaning`` in the
source is such a folder, and the README in it says what the keys mean.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import product
from pathlib import Path
from typing import Any

from kg.errors import ReadError
from kg.model import ClaimRef, Document, Failure, Parser, Reading, Source, Span

FIELDS = ("source", "polarity", "modality", "asserted", "time", "link", "subject")
UNNAMED = "?"


# ------------------------------------------------------------------------------------------------ what is expected


@dataclass(frozen=True, slots=True)
class Expected:
    """What is expected of one word; each field holds all that is accepted, and nothing where it is not asked."""

    word: str
    span: Span
    sources: tuple[tuple[frozenset[str], ...], ...]
    """Chains that are accepted, outermost first; in each place the names that are."""
    polarity: frozenset[str]
    modality: frozenset[str]
    time: str | None = None
    """``""`` for an event without a time."""
    end: str | None = None
    link: tuple[str, Span] | None = None
    subject: frozenset[str] = frozenset()

    @property
    def asserted(self) -> frozenset[bool]:
        """Whether the text itself states it: affirmed, actual, and nobody's words."""
        plain = product(self.sources, self.polarity, self.modality)
        return frozenset((not s) and p == "positive" and m == "actual" for s, p, m in plain)


@dataclass(frozen=True, slots=True)
class Item:
    """A text with its day of publication, of one phenomenon, or near it without being one."""

    file: str
    phenomenon: str
    text: str
    published: str | None
    near: bool
    events: tuple[Expected, ...]


def items(folder: Path) -> Iterator[Item]:
    """The gold set in a folder, in the order of its files.

    ``ReadError`` where there is none, or something is wrong with it: a word that is not in its text, or not once.
    """
    files = sorted(folder.glob("*.toml"))
    if not files:
        raise ReadError(f"{folder}: there are no gold sentences here, which are files that end in .toml")
    for path in files:
        try:
            source = tomllib.loads(path.read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
            raise ReadError(f"{path}: {error}") from error
        published = source.pop("published", None)
        for phenomenon, rows in source.items():
            for row in rows if isinstance(rows, list) else [rows]:
                yield _item(path, phenomenon, row, published)


def _item(path: Path, phenomenon: str, row: Any, published: str | None) -> Item:
    where = f"{path.name}: {phenomenon}"
    if not isinstance(row, dict) or not isinstance(text := row.get("text"), str):
        raise ReadError(f"{where}: a text is missing; each [[{phenomenon}]] has a text and events")
    if unknown := row.keys() - {"text", "events", "near", "published"}:
        raise ReadError(f"{where}: {text!r}: unknown keys {sorted(unknown)}")
    if not (events := row.get("events")):
        raise ReadError(f"{where}: {text!r}: no events are asked about")
    try:
        expected = tuple(_expected(text, event) for event in events)
    except ReadError as error:
        raise ReadError(f"{where}: {error}") from error
    return Item(path.stem, phenomenon, text, row.get("published", published) or None, row.get("near", False), expected)


def _expected(text: str, event: dict[str, Any]) -> Expected:
    known = {"word", "by", "polarity", "modality", "time", "end", "link", "subject"}
    if unknown := event.keys() - known:
        raise ReadError(f"{text!r}: unknown keys {sorted(unknown)}")
    if "word" not in event:
        raise ReadError(f"{text!r}: an event has no word")
    chains = event.get("by", [])
    if not any(isinstance(chain, list) for chain in chains):
        chains = [chains]
    link = event.get("link")
    word = str(event["word"])
    return Expected(
        word,
        place(text, word),
        tuple(tuple(frozenset(str(name).split("|")) for name in chain) for chain in chains),
        _accepted(event.get("polarity", "positive")),
        _accepted(event.get("modality", "actual")),
        None if "time" not in event else str(event["time"]),
        None if "end" not in event else str(event["end"]),
        (str(link[0]), place(text, str(link[1]))) if isinstance(link, list) else None,
        frozenset(str(event["subject"]).split("|")) if "subject" in event else frozenset(),
    )


def _accepted(value: object) -> frozenset[str]:
    return frozenset(value) if isinstance(value, list) else frozenset([str(value)])


def place(text: str, word: str) -> Span:
    """Where a word stands in a text; of alternatives the first that does.

    >>> place("He said that she said so.", "claimed|so")
    Span(start=22, end=24)
    """
    for alternative in word.split("|"):
        found = [Span(*m.span()) for m in re.finditer(rf"(?<!\w){re.escape(alternative)}(?!\w)", text)]
        if len(found) > 1:
            raise ReadError(f"{text!r}: {alternative!r} is there {len(found)} times")
        if found:
            return found[0]
    raise ReadError(f"{text!r}: {word!r} is not there")


# ------------------------------------------------------------------------------------------------ what is said


@dataclass(frozen=True, slots=True)
class Said:
    """A claim, as far as it is scored. People and things are given by every name they are known by, in lower case."""

    about: tuple[Span, ...]
    """The words of the relation, without those of the cue."""
    object: tuple[Span, ...]
    subject: frozenset[str]
    sources: tuple[frozenset[str], ...]
    attributed: bool
    polarity: str
    modality: str
    time: str | None
    end: str | None
    links: tuple[tuple[str, tuple[Span, ...]], ...] = ()
    """What further arguments and clauses are linked by, and where those stand."""

    @property
    def asserted(self) -> bool:
        """Whether it is stated as a fact."""
        return self.polarity == "positive" and self.modality == "actual" and not self.attributed


Claims = Callable[[str, str | None], list[Said]]
"""The claims of a text that was published on a day."""


def pipeline(parser: Parser) -> Claims:
    """What this package reads in a text."""
    from kg.pipeline import readings

    def claims(text: str, published: str | None) -> list[Said]:
        document = Document("https://example.org/doc/text", text, Source("text", date=published))
        for reading in readings([document], parser):
            if isinstance(reading, Failure):
                raise RuntimeError(reading.error)
            return said(reading)
        return []

    return claims


def said(reading: Reading) -> list[Said]:
    """The claims of a reading."""
    names = _names(reading)
    relations = {claim.id: claim.relation_pieces for claim in reading.claims}
    out = []
    for claim in reading.claims:
        links = []
        for qualifier in claim.qualifiers:
            value = qualifier.value
            spans = relations.get(value.claim, ()) if isinstance(value, ClaimRef) else (value,)
            links.append((qualifier.relation.label.lower(), tuple(spans)))
        out.append(
            Said(
                claim.relation_pieces,
                (claim.object,) if isinstance(claim.object, Span) else (),
                names.get(claim.subject, frozenset()) if claim.subject is not None else frozenset(),
                tuple(names.get(source, frozenset()) for source in claim.sources),
                claim.attributed or bool(claim.sources),
                claim.polarity.value,
                claim.modality.value,
                None if claim.time is None else claim.time.value,
                None if claim.time is None else claim.time.end,
                tuple(links),
            )
        )
    return out


def _names(reading: Reading) -> dict[Span, frozenset[str]]:
    """Every word by which the thing that a mention refers to is called in its document."""
    canonical = {link.alias: link.canonical for link in reading.links if not link.withdrawn}

    def final(iri: str) -> str:
        seen = {iri}
        while (iri := canonical.get(iri, iri)) not in seen:
            seen.add(iri)
        return iri

    called: dict[str, set[str]] = {}
    for mention in reading.mentions:
        if mention.minted is not None:
            called.setdefault(final(mention.minted), set()).update(_words(f"{mention.text} {mention.label}"))
    return {
        mention.span: frozenset(_words(mention.text) | (called[final(mention.minted)] if mention.minted else set()))
        for mention in reading.mentions
    }


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.lower()))


# ------------------------------------------------------------------------------------------------ scores


def about(claims: Iterable[Said], span: Span) -> list[Said]:
    """The claims about a word: those in whose relation it stands, and of them those it comes last in, or nearly so.

    A word that is in no relation may be what a thing is said to be: *called the letter* **unacceptable**.
    """
    inside = [claim for claim in claims if any(_touch(piece, span) for piece in claim.about)]
    if not inside:
        return [
            claim for claim in claims if any(_touch(piece, span) for piece in claim.object) and len(claim.about) < 2
        ]
    behind = [sum(max(piece.end - max(piece.start, span.end), 0) for piece in claim.about) for claim in inside]
    return [claim for claim, rest in zip(inside, behind, strict=True) if rest == min(behind)]


def _touch(a: Span, b: Span) -> bool:
    return a.start < b.end and b.start < a.end


def judged(expected: Expected, claim: Said) -> dict[str, bool]:
    """For each field that is asked, whether a claim has it right."""
    answers = {
        "source": any(_is_chain(chain, claim) for chain in expected.sources),
        "polarity": claim.polarity in expected.polarity,
        "modality": claim.modality in expected.modality,
        "asserted": claim.asserted in expected.asserted,
    }
    if expected.time is not None:
        right = (claim.time or "") == expected.time
        answers["time"] = right and (expected.end is None or claim.end == expected.end)
    if expected.link is not None:
        label, span = expected.link
        answers["link"] = any(name == label and any(_touch(s, span) for s in spans) for name, spans in claim.links)
    if expected.subject:
        answers["subject"] = _is_one_of(expected.subject, claim.subject)
    return answers


def _is_chain(chain: Sequence[frozenset[str]], claim: Said) -> bool:
    """Whether the sources of a claim are those of a chain; one that nobody names need not be there."""
    if bool(chain) is not claim.attributed:
        return False
    for dropped in product(*((False, True) if UNNAMED in names else (False,) for names in chain)):
        kept = [names for names, drop in zip(chain, dropped, strict=True) if not drop]
        if len(kept) == len(claim.sources) and all(map(_is_one_of, kept, claim.sources)):
            return True
    return False


def _is_one_of(names: frozenset[str], known: frozenset[str]) -> bool:
    return any(name.lower() in known for name in names)


@dataclass(slots=True)
class Tally:
    """Counts of one phenomenon: words asked about, those that some claim is about, and those with all fields right."""

    asked: int = 0
    covered: int = 0
    right: int = 0
    open: int = 0
    """Covered words that are not to be asserted."""
    false: int = 0
    """Those of them that are."""
    plain: int = 0
    """Covered words that are to be asserted."""
    stated: int = 0
    """Those of them that are."""
    fields: dict[str, list[int]] = field(default_factory=lambda: {name: [0, 0] for name in FIELDS})
    """For each field, how many are right and how many were asked, of the covered words."""

    def add(self, expected: Expected, claims: Sequence[Said]) -> bool:
        """Count a word; whether all about it is right."""
        self.asked += 1
        if not claims:
            return False
        self.covered += 1
        answers = [judged(expected, claim) for claim in claims]
        right = {name: all(answer[name] for answer in answers) for name in answers[0]}
        for name, value in right.items():
            self.fields[name][0] += value
            self.fields[name][1] += 1
        stated = any(claim.asserted for claim in claims)
        if expected.asserted == {False}:
            self.open += 1
            self.false += stated
        elif expected.asserted == {True}:
            self.plain += 1
            self.stated += stated
        self.right += all(right.values())
        return all(right.values())

    def plus(self, other: Tally) -> Tally:
        """Both together."""
        fields = {n: [a + b for a, b in zip(self.fields[n], other.fields[n], strict=True)] for n in FIELDS}
        return Tally(
            self.asked + other.asked,
            self.covered + other.covered,
            self.right + other.right,
            self.open + other.open,
            self.false + other.false,
            self.plain + other.plain,
            self.stated + other.stated,
            fields,
        )


@dataclass(frozen=True, slots=True)
class Wrong:
    """A word about which something is wrong."""

    item: Item
    expected: Expected
    claims: tuple[Said, ...]

    def __str__(self) -> str:
        kind = "near miss" if self.item.near else "cue"
        lines = [f"{self.item.file}/{self.item.phenomenon} ({kind}): {self.item.text}", f"  {self.expected.word}: "]
        if not self.claims:
            return "\n".join(lines) + "no claim about it"
        for claim in self.claims:
            fields = ", ".join(name for name, right in judged(self.expected, claim).items() if not right)
            sources = " > ".join("/".join(sorted(names)) for names in claim.sources) or (
                "?" if claim.attributed else "-"
            )
            lines[-1] += f"wrong {fields}: [{sources}] {claim.polarity} {claim.modality} {claim.time} {claim.end}; "
        return "\n".join(lines)


Scores = dict[tuple[str, str, bool], Tally]
"""By file, phenomenon and whether the sentences are near misses."""


def score(gold: Iterable[Item], claims: Claims) -> tuple[Scores, list[Wrong]]:
    """Count what is right of each phenomenon, and list what is not."""
    scores: Scores = {}
    wrong = []
    for item in gold:
        found = claims(item.text, item.published)
        for expected in item.events:
            mine = about(found, expected.span)
            tally = scores.setdefault((item.file, item.phenomenon, item.near), Tally())
            if not tally.add(expected, mine):
                wrong.append(Wrong(item, expected, tuple(mine)))
    return scores, wrong


def total(tallies: Iterable[Tally]) -> Tally:
    """All together."""
    out = Tally()
    for tally in tallies:
        out = out.plus(tally)
    return out


def table(scores: Scores) -> str:
    """The scores as a Markdown table, in percent; cues and their near misses side by side, files and all summed up.

    *Right* is the share of words about which everything is right, those that no claim is about counting as wrong;
    *false* the share of those not to be asserted that are, *stated* of those to be asserted that are.
    """
    head = ["phenomenon", "words", "right", "near misses", "right", "source", "polarity", "modality", "time", "link"]
    rows = [[*head, "false", "stated"]]
    files = list(dict.fromkeys(file for file, _, _ in scores))
    for file in files:
        names = list(dict.fromkeys(name for f, name, _ in scores if f == file))
        for name in names:
            rows.append(_row(name, scores.get((file, name, False)), scores.get((file, name, True))))
        rows.append(_row(f"**{file}**", *_halves(scores, {file})))
    rows.append(_row("**all**", *_halves(scores, set(files))))
    lines = [f"| {' | '.join(row)} |" for row in rows]
    return "\n".join([lines[0], "|---" + "|---:" * (len(rows[0]) - 1) + "|", *lines[1:]])


def _halves(scores: Scores, files: set[str]) -> tuple[Tally, Tally]:
    """The cues and the near misses of some files."""
    cues = total(tally for (file, _, near), tally in scores.items() if file in files and not near)
    return cues, total(tally for (file, _, near), tally in scores.items() if file in files and near)


def _row(name: str, cues: Tally | None, near: Tally | None) -> list[str]:
    cues, near = cues or Tally(), near or Tally()
    both = cues.plus(near)
    shares = [_share(*both.fields[name]) for name in ("source", "polarity", "modality", "time", "link")]
    sizes = [
        str(cues.asked or ""),
        _share(cues.right, cues.asked),
        str(near.asked or ""),
        _share(near.right, near.asked),
    ]
    return [name, *sizes, *shares, _share(both.false, both.open), _share(both.stated, both.plain)]


def _share(part: int, whole: int) -> str:
    return f"{100 * part / whole:.0f}" if whole else ""


def figures(scores: Scores) -> list[dict[str, Any]]:
    """The scores as plain values: a row for each file, phenomenon, and its cues or near misses."""
    return [
        {
            "file": file,
            "phenomenon": phenomenon,
            "near": near,
            "words": tally.asked,
            "covered": tally.covered,
            "right": tally.right,
            "fields": {
                name: {"right": right, "asked": asked} for name, (right, asked) in tally.fields.items() if asked
            },
            "not to be asserted": {"covered": tally.open, "asserted": tally.false},
            "to be asserted": {"covered": tally.plain, "asserted": tally.stated},
        }
        for (file, phenomenon, near), tally in scores.items()
    ]
