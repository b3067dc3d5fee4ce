"""IRIs from words and content: the only place that makes, joins or takes them apart.

An IRI depends on what it names alone, never on what was read before, so documents can be read in any order and in
parts. Nothing is percent-encoded: every IRI is valid as it stands, and every local name can be written in Turtle and
SPARQL without escapes.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from typing import Final

from kg.errors import SettingsError
from kg.model import Iri, Span

VOCABULARY: Final = "https://w3id.org/claimgraph/ns#"
"""The namespace of our classes and properties; it stays where it is, because queries are written against it."""

BASE: Final = "https://w3id.org/claimgraph/data/"
"""The default place of the data.

One place for everybody: *France* is then one IRI in the graphs of two people who never spoke to each other, and their
union is a graph. It stands beside the vocabulary, on a redirection service, so it can be made to answer. Whoever
publishes under an address of their own sets another base.
"""

LONGEST: Final = 80
"""Characters of a slug; what is longer is cut and carries a hash."""


# ------------------------------------------------------------------------------------------------ words


def normalise(text: str) -> str:
    """The words as labels have them: Unicode NFC, plain apostrophes, one blank for each run of white space.

    >>> normalise("the  British prime minister’s\\nletter ")
    "the British prime minister's letter"
    """
    if not text.isascii():
        text = unicodedata.normalize("NFC", text).replace("’", "'").replace("‘", "'").replace("ʼ", "'")
    return " ".join(text.split())


_LEADING = re.compile(
    r"(?:(?:the|an?|this|that|these|those)|(?:mr|mrs|ms|mx|miss|messrs|dr|sir|dame|madam|mme|monsieur)\.?)\s+(?=\S)",
    re.IGNORECASE,
)


@lru_cache(maxsize=16384)
def bare(text: str) -> str:
    """The normalised words without leading determiners and courtesy titles; never empty unless the text is.

    >>> bare("the UK"), bare("Mr. Darmanin"), bare("The  Hague"), bare("the")
    ('UK', 'Darmanin', 'Hague', 'the')
    """
    text = normalise(text)
    while match := _LEADING.match(text):
        text = text[match.end() :]
    return text


_PLAIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9 -]*", re.ASCII)

# What Turtle and SPARQL allow in a local name (PN_CHARS) and RFC 3987 in an IRI (ucschar), beyond ASCII.
_ALLOWED = re.compile(
    "[-A-Za-z0-9\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u037d\u037f-\u1fff\u2070-\u218f\u2c00-\u2fef\u3001-\ud7ff"
    "\uf900-\ufdcf\ufdf0-\uffef\U00010000-\U000dffff]"
)


def slug(label: str) -> str:
    """The label with everything but letters, digits, combining marks and hyphens, of any script, turned into ``_``.

    >>> slug("Boris Johnson"), slug("北京"), slug("C++"), slug("-x")
    ('Boris_Johnson', '北京', 'C__', '_x')
    """
    if _PLAIN.fullmatch(label):
        return label.replace(" ", "_")
    return _able_to_begin("".join(c if _ALLOWED.match(c) and (c == "-" or _is_word(c)) else "_" for c in label))


def _able_to_begin(name: str) -> str:
    return f"_{name[1:]}" if name and (name[0] == "-" or unicodedata.category(name[0])[0] == "M") else name


def _is_word(character: str) -> bool:
    category = unicodedata.category(character)
    return category[0] in "LM" or category == "Nd"


@lru_cache(maxsize=16384)
def local_name(label: str, reserved: re.Pattern[str] | None = None) -> str:
    """A name in an IRI for a label: its slug, followed by ``.`` and a hash only if the slug lost something.

    A slug has lost nothing if reading ``_`` as a blank gives the label back. At most one label per slug does; all
    others carry a hash, and ``.`` is in no slug, so different labels have different names. ``reserved`` matches slugs
    that mean something else.

    >>> local_name("Boris Johnson"), local_name("C"), local_name("C++"), local_name("the  UK")
    ('Boris_Johnson', 'C', 'C.f1deb75f', 'the_UK')
    """
    label = normalise(label)
    name = slug(label)
    if name and len(name) <= LONGEST and name.replace("_", " ") == label and not (reserved and reserved.match(name)):
        return name
    readable = _able_to_begin(re.sub("_+", "_", name).strip("_")[:LONGEST])
    return f"{readable or '_'}.{digest(label)}"


@lru_cache(maxsize=16384)
def words(iri: Iri) -> str | None:
    """The label that an IRI was minted from, or ``None`` if its name lost something.

    >>> words("https://w3id.org/claimgraph/data/entity/Boris_Johnson")
    'Boris Johnson'
    >>> words("https://w3id.org/claimgraph/data/doc/a-1705532b#letter.2")
    'letter'
    >>> words("https://w3id.org/claimgraph/data/entity/C.f1deb75f") is None
    True
    """
    name, _, suffix = name_of(iri).partition(".")
    return name.replace("_", " ") if not suffix or (len(suffix) < 8 and suffix.isdecimal()) else None


def name_of(iri: Iri) -> str:
    """What stands behind the last ``#`` or ``/`` of an IRI."""
    return iri[max(iri.rfind("#"), iri.rfind("/")) + 1 :]


def digest(*parts: str, digits: int = 8) -> str:
    """The first hexadecimal digits of the SHA-256 of the parts, joined by ``|``."""
    return sha256("|".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:digits]


# ------------------------------------------------------------------------------------------------ anywhere


_BASE_FORM = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>\"{}|\\^`#%\x7f-\xa0]+[/:]")


@dataclass(frozen=True, slots=True)
class Minter:
    """The IRIs under one base.

    ``base`` is an absolute IRI that ends in ``/`` (or ``:``); anything else raises ``SettingsError``.

    >>> mint = Minter()
    >>> mint.entity("Boris Johnson")
    'https://w3id.org/claimgraph/data/entity/Boris_Johnson'
    >>> mint.relation("takes back"), mint.qualifier("in response to")
    ('https://w3id.org/claimgraph/data/relation/takes_back', 'https://w3id.org/claimgraph/data/qualifier/in_response_to')
    """

    base: Iri = BASE

    def __post_init__(self) -> None:
        if not _BASE_FORM.fullmatch(self.base):
            raise SettingsError(
                f"base {self.base!r} is not an absolute IRI that ends in '/': try one like 'https://example.org/kg/'"
            )

    def entity(self, label: str) -> Iri:
        """A thing with a name, whatever its kind; one IRI everywhere."""
        return f"{self.base}entity/{local_name(label)}"

    def term(self, label: str) -> Iri:
        """A word: a head noun, an adjective."""
        return f"{self.base}term/{local_name(label)}"

    def relation(self, label: str) -> Iri:
        """A relation read from text, by its third person with particle and preposition: *takes back*."""
        return f"{self.base}relation/{local_name(label)}"

    def qualifier(self, label: str) -> Iri:
        """A further argument, by its preposition or role: *in response to*."""
        return f"{self.base}qualifier/{local_name(label)}"

    def qualifier_mention(self, label: str) -> Iri:
        """The mention that a qualifier was read from; the same label as the qualifier."""
        return f"{self.base}qualifier-mention/{local_name(label)}"

    def document(self, name: str, address: str) -> Iri:
        """A document: a readable name, and what tells it from others of that name.

        ``name`` is the title, or the file name without suffix; ``address`` the URL, or the text of a document without.

        >>> Minter("https://example.org/kg/").document(
        ...     "france-uk-talks", "https://news.example/2021/11/26/france-uk-talks")
        'https://example.org/kg/doc/france-uk-talks-1705532b'
        """
        readable = slug(normalise(name))[:LONGEST].strip("_") or "document"
        return f"{self.base}doc/{readable}-{digest(address)}"

    def link(self, alias: Iri, canonical: Iri, *more: str) -> Iri:
        """A decision that an IRI gives way to another; ``more`` is its scope and method.

        Sixteen digits, because there may be millions of them in one graph.
        """
        return f"{self.base}link/{digest(alias, canonical, *more, digits=16)}"

    def run(self, *parts: str) -> Iri:
        """A configuration of the extractor: its version, language model and settings."""
        return f"{self.base}run/{digest(*parts)}"

    def agent(self, name: str, version: str) -> Iri:
        """A version of a program."""
        return f"{self.base}run/{local_name(name)}-{re.sub('[^0-9A-Za-z.-]', '_', version)}"

    @property
    def curation(self) -> Iri:
        """The graph of decisions."""
        return f"{self.base}graph/curation"

    @property
    def knowledge(self) -> Iri:
        """The graph of the view."""
        return f"{self.base}graph/knowledge"


def minter_of(document: Iri) -> Minter:
    """The minter that made a document's IRI.

    >>> minter_of("https://example.org/kg/doc/a-1705532b").base
    'https://example.org/kg/'
    """
    return Minter(document_of(document).rpartition("doc/")[0])


# ------------------------------------------------------------------------------------------------ in one document


_RESERVED = re.compile(r"(?:span|claim|unspecified|link|value|apart)_[0-9]")


def span(document: Iri, place: Span) -> Iri:
    """A stretch of a document's text.

    >>> span("d", Span(0, 98))
    'd#span_0_98'
    """
    return f"{document}#span_{place[0]}_{place[1]}"


def nominal(document: Iri, label: str, ordinal: int = 1) -> Iri:
    """A thing that a document describes; ``ordinal`` counts different ones of the same label, from 1 in text order.

    >>> nominal("d", "migrant talks"), nominal("d", "letter", 2), nominal("d", "span 0 98")
    ('d#migrant_talks', 'd#letter.2', 'd#span_0_98.dacfa02e')
    """
    return f"{document}#{local_name(label, _RESERVED)}{f'.{ordinal}' if ordinal > 1 else ''}"


def unspecified(document: Iri, offset: int) -> Iri:
    """Somebody or something left unsaid at a place of the text: a pronoun, the doer of a passive without an agent.

    >>> unspecified("d", 12)
    'd#unspecified_12'
    """
    return f"{document}#unspecified_{offset}"


def claim(document: Iri, relation: Span, subject: Iri | None, object: Iri | None, *more: str) -> Iri:
    """A claim, by where its relation stands and what it joins; sorts in text order within a line of its digits.

    ``relation`` runs from the first to the last character of the relation's words (of the predicate word, where no
    words are written); ``subject`` and ``object`` are the IRIs of mentions' spans, or of a claim. ``more`` tells apart
    claims that agree in all of these.

    >>> d = "https://example.org/kg/doc/france-uk-talks-1705532b"
    >>> claim(d, Span(7, 14), span(d, Span(0, 6)), span(d, Span(15, 28))) == d + "#claim_7_eb87b02b"
    True
    """
    return (
        f"{document}#claim_{relation[0]}_{digest(f'{relation[0]}-{relation[1]}', subject or '', object or '', *more)}"
    )


def quantity(document: Iri, place: Span) -> Iri:
    """A number or time that something is said of: *27 people died*.

    >>> quantity("d", Span(0, 9))
    'd#value_0_9'
    """
    return f"{document}#value_{place[0]}_{place[1]}"


def apart(document: Iri, place: Span) -> Iri:
    """A thing that shares its name with another in the same document, as somebody decided; by its first mention.

    >>> apart("d", Span(0, 9))
    'd#apart_0_9'
    """
    return f"{document}#apart_{place[0]}_{place[1]}"


def link(document: Iri, alias: Iri, canonical: Iri, *more: str) -> Iri:
    """A link that was read in one document; ``more`` tells apart links between the same two."""
    return f"{document}#link_{digest(alias, canonical, *more)}"


def document_of(iri: Iri) -> Iri:
    """The document that a local IRI belongs to; any other IRI as it is."""
    return iri.partition("#")[0]


def is_local(iri: Iri) -> bool:
    """Whether an IRI is local to one document."""
    return "#" in iri


def is_unspecified(iri: Iri) -> bool:
    """Whether an IRI stands for somebody or something left unsaid."""
    return "#unspecified_" in iri


def is_apart(iri: Iri) -> bool:
    """Whether an IRI stands for a thing that somebody told apart from another of its name."""
    return "#apart_" in iri


def is_span(iri: Iri) -> bool:
    """Whether an IRI stands for a stretch of text."""
    return "#span_" in iri


def place(iri: Iri) -> Span:
    """The place of a span's IRI.

    >>> place("d#span_0_98")
    Span(start=0, end=98)
    """
    start, end = iri.rpartition("#span_")[2].split("_")
    return Span(int(start), int(end))


def text_order(claim: Iri) -> tuple[Iri, int, Iri]:
    """A key that sorts claims by document, then by where they stand in its text.

    >>> sorted(["d#claim_111_9ca0800c", "d#claim_7_eb87b02b"], key=text_order)
    ['d#claim_7_eb87b02b', 'd#claim_111_9ca0800c']
    """
    document, _, name = claim.partition("#")
    begin = name.split("_")[1] if name.startswith("claim_") else ""
    return document, int(begin) if begin.isdecimal() else 0, claim
