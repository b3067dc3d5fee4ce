"""What a graph is, for catalogues: a description in VoID and DCAT, made of its quads in one pass.

https://www.w3.org/TR/void/ https://www.w3.org/TR/vocab-dcat-3/
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from kg import iri, literal
from kg.errors import SettingsError
from kg.iri import Minter
from kg.model import Iri
from kg.rdf import vocabulary as v
from kg.rdf.nquads import Literal, parse, ref, text, typed

DCAT: Final = "http://www.w3.org/ns/dcat#"
FOAF: Final = "http://xmlns.com/foaf/0.1/"
VOID: Final = "http://rdfs.org/ns/void#"
LANGUAGES: Final = "http://id.loc.gov/vocabulary/iso639-1/"
MEDIA: Final = "https://www.iana.org/assignments/media-types/"


class File(NamedTuple):
    """A file that has the graph: its size in bytes, its media type, and what it is."""

    name: str
    size: int
    media_type: str
    about: str


@dataclass(frozen=True, slots=True)
class About:
    """What only its owner can say of a graph; ``at`` is the address of its files, ``sparql`` the one it is asked at."""

    title: str = "A knowledge graph of who said what"
    description: str | None = None
    license: Iri | None = None
    publisher: str | None = None
    at: str | None = None
    sparql: Iri | None = None

    def __post_init__(self) -> None:
        for name in ("license", "at", "sparql"):
            value = getattr(self, name)
            if value is not None and not _is_iri(value):
                raise SettingsError(f"{name} {value!r} is not the address of anything: it begins with https://")


@dataclass(slots=True)
class _Counted:
    """What stands in the quads."""

    triples: Counter[str] = field(default_factory=Counter)
    """By named graph; those of documents are one."""
    subjects: int = 0
    classes: Counter[Iri] = field(default_factory=Counter)
    properties: Counter[Iri] = field(default_factory=Counter)
    documents: list[Iri] = field(default_factory=list)
    runs: list[Iri] = field(default_factory=list)
    languages: set[str] = field(default_factory=set)
    days: set[str] = field(default_factory=set)


_SETS: Final = {
    "evidence": "What stands in the documents: sentences, mentions, claims as read.",
    "curation": "What was decided: links between names, runs of the extractor.",
    "knowledge": "What follows from both: stated facts, claims as resolved, what mentions refer to.",
}


def describe(lines: Iterable[str], files: Sequence[File] = (), about: About = About()) -> Iterator[str]:
    """The description in Turtle; ``lines`` are sorted quads, which are read once and not kept.

    >>> from kg.rdf.void import describe
    >>> line = '<https://e.example/doc/a> <https://schema.org/sha256> "0" <https://e.example/doc/a> .'
    >>> print("".join(describe([line])).partition("void:triples")[2].partition("\\n")[0])
     1 ;
    """
    counted, mint = _count(lines)
    place = f"{mint.base}dataset"
    yield from (f"PREFIX {prefix}: <{at}>\n" for prefix, at in _prefixes().items())
    yield from _block(place, _whole(place, counted, files, about, mint))
    for name, words in _SETS.items():
        if counted.triples[name]:
            part = [("a", "void:Dataset"), ("dcterms:description", f"{text(words)}@en")]
            yield from _block(f"{place}#{name}", [*part, ("void:triples", str(counted.triples[name]))])
    for kind, name, number in (
        *(("class", name, number) for name, number in sorted(counted.classes.items())),
        *(("property", name, number) for name, number in sorted(counted.properties.items())),
    ):
        counts = "entities" if kind == "class" else "triples"
        yield from _block(_part(place, kind, name), [(f"void:{kind}", ref(name)), (f"void:{counts}", str(number))])
    for file in files:
        yield from _block(f"{place}#{file.name}", _distribution(file, about))
    if counted.days:
        days = (("startDate", min(counted.days)), ("endDate", max(counted.days)))
        period = [(f"dcat:{name}", typed(day, literal.DATE)) for name, day in days]
        yield from _block(f"{place}#period", [("a", "dcterms:PeriodOfTime"), *period])
    if about.publisher and not _is_iri(about.publisher):
        yield from _block(f"{place}#publisher", [("a", "foaf:Agent"), ("foaf:name", text(about.publisher))])


def _whole(
    place: Iri, counted: _Counted, files: Sequence[File], about: About, mint: Minter
) -> Iterator[tuple[str, str]]:
    yield "a", "void:Dataset , dcat:Dataset"
    yield "dcterms:title", f"{text(about.title)}@en"
    words = about.description or f"What {len(counted.documents)} documents say, and who says it, claim by claim."
    yield "dcterms:description", f"{text(words)}@en"
    if about.license:
        yield "dcterms:license", ref(about.license)
    if about.publisher:
        yield "dcterms:publisher", ref(about.publisher if _is_iri(about.publisher) else f"{place}#publisher")
    for language in sorted(counted.languages):
        yield "dcterms:language", ref(f"{LANGUAGES}{language}")
    if counted.days:
        yield "dcterms:temporal", ref(f"{place}#period")
    for document in counted.documents:
        yield "prov:wasDerivedFrom", ref(document)
    for run in counted.runs:
        yield "prov:wasGeneratedBy", ref(run)
    yield "void:uriSpace", text(mint.base)
    for vocabulary in sorted({*v.VOCABULARIES.values()} - {literal.XSD}):
        if any(name.startswith(vocabulary) for name in (*counted.classes, *counted.properties)):
            yield "void:vocabulary", ref(vocabulary)
    yield "void:triples", str(counted.triples.total())
    yield "void:distinctSubjects", str(counted.subjects)
    yield "void:classes", str(len(counted.classes))
    yield "void:properties", str(len(counted.properties))
    if about.sparql:
        yield "void:sparqlEndpoint", ref(about.sparql)
    for file in files:
        yield "dcat:distribution", ref(f"{place}#{file.name}")
        if about.at and file.name.endswith((".nq", ".ttl")):
            yield "void:dataDump", ref(_address(about.at, file))
    for name in _SETS:
        if counted.triples[name]:
            yield "void:subset", ref(f"{place}#{name}")
    for name in sorted(counted.classes):
        yield "void:classPartition", ref(_part(place, "class", name))
    for name in sorted(counted.properties):
        yield "void:propertyPartition", ref(_part(place, "property", name))


def _distribution(file: File, about: About) -> Iterator[tuple[str, str]]:
    yield "a", "dcat:Distribution"
    yield "dcterms:title", text(file.name)
    yield "dcterms:description", f"{text(file.about)}@en"
    yield "dcat:mediaType", ref(f"{MEDIA}{file.media_type}")
    yield "dcat:byteSize", typed(str(file.size), f"{literal.XSD}nonNegativeInteger")
    if about.license:
        yield "dcterms:license", ref(about.license)
    if about.at:
        yield "dcat:accessURL", ref(about.at)
        yield "dcat:downloadURL", ref(_address(about.at, file))


def _count(lines: Iterable[str]) -> tuple[_Counted, Minter]:
    """What stands in sorted quads, and where their IRIs are minted."""
    counted, last, base = _Counted(), None, None
    for line in lines:
        subject, predicate, object, graph = parse(line)
        shared = graph.rpartition("/graph/")[2] if "/graph/" in graph else "evidence"
        counted.triples[shared] += 1
        counted.properties[predicate] += 1
        if subject != last:
            counted.subjects, last = counted.subjects + 1, subject
        if base is None and shared == "evidence":
            base = iri.minter_of(graph)
        name = f"<{predicate}>"
        if name == v.TYPE and isinstance(object, str):
            counted.classes[object] += 1
            if f"<{object}>" == v.ACTIVITY and "/run/" in subject:
                counted.runs.append(subject)
        elif name == v.SHA256 and subject == graph:
            counted.documents.append(subject)
        elif isinstance(object, Literal) and subject == graph:
            if name == v.LANGUAGE:
                counted.languages.add(object.lexical.partition("-")[0].lower())
            elif name == v.PUBLISHED and (day := _DAY.match(object.lexical)):
                counted.days.add(day.group())
    return counted, base or Minter()


def _prefixes() -> Mapping[str, str]:
    used = {name: v.VOCABULARIES[name] for name in ("dcterms", "prov", "xsd")}
    return dict(sorted({**used, "dcat": DCAT, "foaf": FOAF, "void": VOID}.items()))


def _part(place: Iri, kind: str, name: Iri) -> Iri:
    """The node of a class or property: its own name where that tells it from others of its vocabulary."""
    prefix = next((p for p, at in sorted(v.VOCABULARIES.items()) if name.startswith(at)), None)
    local = name.removeprefix(v.VOCABULARIES[prefix]) if prefix else name.partition("://")[2].replace("#", "/")
    return f"{place}#{kind}-{prefix}-{local}" if prefix else f"{place}#{kind}-{local}"


def _block(subject: Iri, said: Iterable[tuple[str, str]]) -> Iterator[str]:
    yield f"\n{ref(subject)}"
    mark = "\n   "
    for predicate, object in said:
        yield f"{mark} {predicate} {object}"
        mark = " ;\n   "
    yield " .\n"


def _address(at: str, file: File) -> Iri:
    return f"{at.rstrip('/')}/{file.name}"


def _is_iri(words: str) -> bool:
    return _IRI.fullmatch(words) is not None


_IRI: Final = re.compile(r"https?://[^\x00-\x20<>\"{}|\\^`]+")
_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
