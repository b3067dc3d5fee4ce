"""A page of Markdown for each entity, with its quotations as footnotes; a folder of them opens in Obsidian."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from kg.iri import digest
from kg.model import Claim, ClaimRef, Entity, Iri, Kind, Knowledge, Modality, Node, Polarity, Reading, Source, Value
from kg.view.table import value_words
from kg.view.text import plain

LONGEST = 80
"""Characters of a file name, at most."""

_UNSAFE = re.compile(r'[\x00-\x1f\\/:*?"<>|#^\[\]\x7f]+')
_MARKUP = re.compile(r"([\\`*_{}\[\]<>#|~=$^!&])")


def dossiers(knowledge: Knowledge, readings: Sequence[Reading]) -> dict[str, bytes]:
    """A file for each entity that something is said of, by its name, in the order of the names."""
    told: dict[Iri, list[Claim]] = defaultdict(list)
    for claim in knowledge.claims:
        for thing in dict.fromkeys(each.iri for each in _things(claim)):
            told[thing].append(claim)
    shown = {entity.iri: entity for entity in knowledge.entities if entity.iri in told and _is_shown(entity)}
    names = file_names(shown)
    sources = {reading.document.id: reading.document.source for reading in readings}
    claims = {claim.id: claim for claim in knowledge.claims}
    pages = {}
    for iri, entity in shown.items():
        pages[f"{names[iri]}.md"] = "".join(_Page(entity, told[iri], names, sources, claims).lines()).encode()
    return dict(sorted(pages.items()))


def _is_shown(entity: Entity) -> bool:
    return entity.kind not in (Kind.UNSPECIFIED, Kind.TERM)


def _things(claim: Claim) -> Iterator[Entity]:
    for node in (claim.subject, claim.object, *claim.sources):
        if isinstance(node, Entity):
            yield node


def file_names(entities: Mapping[Iri, Entity]) -> dict[Iri, str]:
    """The name of each entity's file: its label, as far as every file system takes it, and told apart from others.

    >>> names = {"e:a": "A/B: who?", "e:b": "a b who", "e:c": "Calais"}
    >>> [*file_names({name: Entity(name, label, Kind.THING) for name, label in names.items()}).values()]
    ['A B who (d936)', 'a b who (6b14)', 'Calais']
    """
    wanted = {
        iri: " ".join(_UNSAFE.sub(" ", each.label).split())[:LONGEST].strip(". ") for iri, each in entities.items()
    }
    taken: dict[str, int] = defaultdict(int)
    for name in wanted.values():
        taken[name.casefold()] += 1
    return {
        iri: name if name and taken[name.casefold()] == 1 else f"{name or 'unnamed'} ({digest(iri)[:4]})"
        for iri, name in wanted.items()
    }


class _Page:
    """What there is to say about one entity."""

    def __init__(
        self,
        entity: Entity,
        told: Sequence[Claim],
        names: Mapping[Iri, str],
        sources: Mapping[Iri, Source],
        claims: Mapping[Iri, Claim],
    ) -> None:
        self.entity, self.told, self.names, self.sources, self.claims = entity, told, names, sources, claims
        self._notes: dict[tuple[Iri, str], int] = {}

    def lines(self) -> Iterator[str]:
        aliases = sorted({alias.label for alias in self.entity.aliases} - {self.entity.label})
        yield f"---\niri: {_yaml(self.entity.iri)}\nkind: {self.entity.kind}\n"
        yield f"aliases: [{', '.join(map(_yaml, aliases))}]\n---\n\n# {marked(self.entity.label)}\n"
        yield from self._section("Stated", [each for each in self.told if each.asserted])
        rest = [each for each in self.told if not each.asserted]
        yield from self._section("Denied", [each for each in rest if each.polarity is Polarity.NEGATIVE])
        yield from self._section("Said, hedged or planned", [e for e in rest if e.polarity is not Polarity.NEGATIVE])
        if self._notes:
            yield "\n"
        for (document, sentence), number in self._notes.items():
            yield f"[^{number}]: “{marked(sentence)}” {self._cited(document)}\n"

    def _section(self, title: str, claims: Sequence[Claim]) -> Iterator[str]:
        if claims:
            yield f"\n## {title}\n\n"
        for line, places in self._joined(claims).items():
            notes = "".join(f"[^{self._notes.setdefault(place, len(self._notes) + 1)}]" for place in places)
            yield f"- {line} {notes}\n"

    def _joined(self, claims: Sequence[Claim]) -> dict[str, list[tuple[Iri, str]]]:
        """The same words once, with all sentences that say so."""
        found: dict[str, list[tuple[Iri, str]]] = defaultdict(list)
        for claim in claims:
            place = (claim.document, claim.sentence)
            if place not in found[line := self._words(claim)]:
                found[line].append(place)
        return found

    def _words(self, claim: Claim) -> str:
        said = f"{', '.join(map(self._node, claim.sources))}: " if claim.sources else ""
        further = "".join(f", {marked(relation.label)} {self._node(node)}" for relation, node in claim.qualifiers)
        object = f" {self._node(claim.object)}" if claim.object is not None else ""
        meant = "" if claim.modality is Modality.ACTUAL else f" *({claim.modality})*"
        when = f" ({claim.time.value})" if claim.time and claim.time.value else ""
        denied = "*not:* " if claim.polarity is Polarity.NEGATIVE else ""
        middle = f"{self._node(claim.subject)} {marked(claim.predicate.label)}{object}"
        return f"{said}{denied}{middle}{further}{when}{meant}"

    def _node(self, node: Node, depth: int = 0) -> str:
        if isinstance(node, Entity):
            name = self.names.get(node.iri)
            label = marked(node.label)
            if name is None or node.iri == self.entity.iri:
                return f"**{label}**" if name else label
            return f"[[{name}]]" if name == node.label else f"[[{name}|{plain(node.label).translate(_LINK)}]]"
        if isinstance(node, Value):
            return marked(value_words(node))
        return self._claim(node, depth)

    def _claim(self, node: ClaimRef, depth: int) -> str:
        told = self.claims.get(node.claim)
        if told is None or depth:
            return "…"
        object = f" {self._node(told.object, 1)}" if told.object is not None else ""
        denied = "*not:* " if told.polarity is Polarity.NEGATIVE else ""
        return f"that {denied}{self._node(told.subject, 1)} {marked(told.predicate.label)}{object}"

    def _cited(self, document: Iri) -> str:
        source = self.sources.get(document)
        if source is None:
            return f"<{document}>"
        told = [marked(source.title or source.name), marked(source.publisher or ""), source.date or ""]
        return f"{', '.join(filter(None, told))}{f', <{source.url}>' if source.url else ''}"


_LINK = str.maketrans("[]|", "()/")


def marked(words: str) -> str:
    r"""Words that Markdown takes for nothing but words, on one line.

    >>> marked("a *b* [c]\nd")
    'a \\*b\\* \\[c\\] d'
    """
    return _MARKUP.sub(r"\\\1", " ".join(plain(words).split()))


def _yaml(words: str) -> str:
    """A string in double quotes, which YAML reads as JSON does."""
    import json

    return json.dumps(words, ensure_ascii=True)
