"""The values that every stage speaks.

    Document ─parse─▶ Parse ─extract─▶ Extraction ─resolve─▶ Reading (mentions, claims, links) ─▶ quads, graph, page

All are immutable and compare by value; sequences are tuples; offsets are code points of ``Document.text``, end
excluded; absence is ``None`` or an empty tuple. Nothing here imports a library.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from enum import StrEnum
from typing import NamedTuple

from kg.frozen import frozen

Iri = str
"""An absolute IRI, minted by kg.iri and valid as it stands."""


# ------------------------------------------------------------------------------------------------ text


class Span(NamedTuple):
    """A half-open interval of characters in one document."""

    start: int
    end: int


@frozen
class Source:
    """Where a document comes from; every field may be unknown.

    ``date`` is the day of publication as ISO 8601 (``2021-11-26``), ``language`` a BCP 47 tag, ``name`` what people
    call the input: the file name without its folders, or the id of a record.
    """

    name: str
    title: str | None = None
    date: str | None = None
    url: str | None = None
    author: str | None = None
    publisher: str | None = None
    language: str = "en"


@frozen
class Document:
    """A text and where it comes from. ``id`` is the document's IRI; ``text`` is exactly what spans count in."""

    id: Iri
    text: str
    source: Source


# ------------------------------------------------------------------------------------------------ parse


class Token(NamedTuple):
    """A word as the parser read it.

    ``i`` and ``head`` count tokens within the sentence (a root is its own head); ``start`` counts characters of the
    document; ``space`` is the white space after the word, if any. ``pos``, ``tag`` and ``dep`` are Universal parts of
    speech, Penn Treebank tags and ClearNLP dependency labels, as spaCy's English models give them. ``entity`` is a
    named-entity label in BIO form (``B-PERSON``, ``I-PERSON``), empty outside of names.
    """

    i: int
    start: int
    text: str
    space: str
    lemma: str
    pos: str
    tag: str
    dep: str
    head: int
    entity: str

    @property
    def end(self) -> int:
        return self.start + len(self.text)


@frozen
class Sentence:
    """A sentence with its tree. ``paragraph`` counts paragraphs of the document from 0."""

    tokens: tuple[Token, ...]
    paragraph: int = 0

    @property
    def span(self) -> Span:
        return Span(self.tokens[0].start, self.tokens[-1].end)


@frozen
class Parse:
    """A document with its sentences in text order. ``model`` names the language model and its version."""

    document: Document
    sentences: tuple[Sentence, ...]
    model: str


# ------------------------------------------------------------------------------------------------ extract


def pieces(tokens: Iterable[Token]) -> tuple[Span, ...]:
    """The stretches of text that tokens cover, in text order; neighbours and what stands between two blanks join.

    >>> a = Token(0, 0, "turned", " ", "turn", "VERB", "VBD", "ROOT", 0, "")
    >>> b = Token(1, 7, "it", " ", "it", "PRON", "PRP", "dobj", 0, "")
    >>> c = Token(2, 10, "down", "", "down", "ADP", "RP", "prt", 0, "")
    >>> pieces([a, c])
    (Span(start=0, end=6), Span(start=10, end=14))
    >>> pieces([a, b])
    (Span(start=0, end=9),)
    """
    ordered = sorted(tokens)
    if ordered and ordered[-1].i - ordered[0].i + 1 == len(ordered):  # no gap, as nearly always
        return (Span(ordered[0].start, ordered[-1].end),)
    spans: list[Span] = []
    last = None
    for token in ordered:
        if last is not None and token.i == last.i + 1:
            spans[-1] = Span(spans[-1].start, token.end)
        else:
            spans.append(Span(token.start, token.end))
        last = token
    return tuple(spans)


@frozen
class Phrase:
    """Words of one sentence around a head, in sentence order; they may leave gaps: *turned … down*."""

    head: Token
    tokens: tuple[Token, ...]

    @property
    def spans(self) -> tuple[Span, ...]:
        return pieces(self.tokens)

    @property
    def text(self) -> str:
        """The words, joined as in the text where they are neighbours and by one blank elsewhere."""
        out: list[str] = []
        for before, token in zip((None, *self.tokens), self.tokens, strict=False):
            if before is not None:
                out.append((" " if before.space else "") if before.i + 1 == token.i else " ")
            out.append(token.text)
        return "".join(out)


class ClauseType(StrEnum):
    """The constituents that a clause has: subject, verb, object, complement, adverbial (Quirk et al. 1985)."""

    SV = "SV"
    SVA = "SVA"
    SVC = "SVC"
    SVO = "SVO"
    SVOO = "SVOO"
    SVOA = "SVOA"
    SVOC = "SVOC"
    IMPLIED = "implied"
    """No verb is written: apposition, title, possessive, compound."""


class Polarity(StrEnum):
    """Whether a claim affirms or denies."""

    POSITIVE = "positive"
    NEGATIVE = "negative"


class Modality(StrEnum):
    """How a claim is meant; all but ``actual`` are uncommitted."""

    ACTUAL = "actual"
    POSSIBLE = "possible"
    OBLIGATED = "obligated"
    PLANNED = "planned"
    WISHED = "wished"
    ASKED = "asked"
    CONDITIONAL = "conditional"


class Role(StrEnum):
    """What an argument does in its clause."""

    OBJECT = "object"
    INDIRECT = "indirect"
    """The receiver: *gave* **him** *a letter*."""
    COMPLEMENT = "complement"
    """A noun or adjective after a copula, or an object complement: *called it* **unacceptable**."""
    AGENT = "agent"
    """The doer in a passive: *cancelled by* **France**."""
    OBLIQUE = "oblique"
    """A prepositional phrase; the preposition is the argument's ``marker``."""
    CLAUSE = "clause"
    """A clausal complement: what is said, wanted, begun."""
    ADVERBIAL = "adverbial"
    """An adverb, a bare noun phrase of time or measure, or a subordinate clause with its ``marker``."""


@frozen
class Argument:
    """A phrase that takes part in an extraction.

    ``marker`` holds the words that introduce the phrase: *with*, *in response to*, *because*. ``content`` is set if the
    argument is (or contains as its own head) a clause: the ``start`` of that clause's predicate word, which is the
    ``predicate.start`` of the extractions read from it.
    """

    role: Role
    phrase: Phrase
    marker: Phrase | None = None
    content: int | None = None
    confidence: float = 1.0
    """The chance, 0 to 1, that a person would agree that it belongs to the extraction."""


@frozen
class Attribution:
    """Who is said to say so, and by which words; ``source`` is ``None`` where nobody is named: *reportedly*.

    ``sentence`` is the index of the sentence that source and cue stand in, where it is not that of the extraction (a
    quotation that goes on over sentences). ``factive`` cues presuppose what they introduce: *admitted*, *revealed*.
    """

    source: Phrase | None
    cue: Phrase
    factive: bool = False
    sentence: int | None = None


@frozen
class Extraction:
    """What one rule read in one sentence, in the words and the order of the text.

    A passive keeps its surface order: ``subject`` is the surface subject, the doer is an argument of role ``agent``.
    ``relation`` holds the words of the verb group without prepositions of arguments, and is ``None`` where nothing is
    written; ``verb`` is the canonical relation in the third person present with its particle (*cancels*, *takes back*,
    *is*), ``supplied`` the words that a reader would supply (*is*, *has*, *is in*), empty where all words are written.
    ``arguments`` stand in text order but for opening adverbials, which come last. ``attributions`` are outermost first.
    ``confidence`` is the chance, 0 to 1, that a person would agree with the extraction.
    """

    sentence: int
    """Index into ``Parse.sentences``."""
    predicate: Token
    """The word the extraction hangs on: the verb, or the noun that implies one."""
    subject: Phrase | None
    relation: Phrase | None
    verb: str
    arguments: tuple[Argument, ...]
    clause: ClauseType
    rule: str
    supplied: str = ""
    passive: bool = False
    polarity: Polarity = Polarity.POSITIVE
    modality: Modality = Modality.ACTUAL
    attributions: tuple[Attribution, ...] = ()
    cues: tuple[Token, ...] = ()
    """The words that deny it or make it less than actual, outermost first."""
    confidence: float = 1.0


class Gap(NamedTuple):
    """Something that was not understood: the words, and why they gave nothing."""

    span: Span
    reason: str


# ------------------------------------------------------------------------------------------------ resolve


class Form(StrEnum):
    """How a mention is worded."""

    NAME = "name"
    NOMINAL = "nominal"
    PRONOUN = "pronoun"
    TIME = "time"
    QUANTITY = "quantity"
    TERM = "term"
    """A word used as a word: the adjective of *the letter was unacceptable*."""


class Kind(StrEnum):
    """The class of an entity; local names of the vocabulary."""

    PERSON = "Person"
    ORGANIZATION = "Organization"
    PLACE = "Place"
    GROUP = "Group"
    EVENT = "Event"
    WORK = "Work"
    """Works of art, products and laws."""
    NOMINAL = "Nominal"
    """A thing that a document describes and does not name."""
    UNSPECIFIED = "Unspecified"
    """Somebody or something left unsaid, as the doer of a passive without an agent."""
    THING = "Thing"
    """A name whose kind is not known."""
    TERM = "Term"
    """A word used as a word: *unacceptable*."""


@frozen
class Value:
    """A literal.

    ``datatype`` is an absolute IRI (XSD); ``unit`` is as written in the text's own terms (*GBP*, *percent*, *people*),
    ``approximation`` one of ``about``, ``more than``, ``less than``, ``at least``, ``at most`` or ``None``.
    """

    lexical: str
    datatype: Iri
    unit: str | None = None
    approximation: str | None = None


@frozen
class Timex:
    """The value of a time expression (TIMEX3, ISO 8601-based).

    ``type`` is ``DATE``, ``TIME``, ``DURATION`` or ``SET``; ``value`` the TIMEX3 value (``2021-11-25``, ``2021-W47``,
    ``P3D``, ``PRESENT_REF``); ``begin`` and ``end`` the first and last ISO dates as far as known, for a date that can
    be placed on the calendar (``2021-11``, ``2021``); ``end`` only for a range. ``mod`` is the TIMEX3 modifier:
    ``START``, ``MID``, ``END`` (*early 2021*), ``APPROX``, ``MORE_THAN``, ``LESS_THAN`` and so on.
    """

    type: str
    value: str
    begin: str | None = None
    end: str | None = None
    mod: str | None = None


@frozen
class Mention:
    """A phrase that refers to something, as evidence: what its own words give, before any link.

    ``minted`` is the IRI its words give: global for a name (``ent:France``), local to the document for a nominal
    (``doc#talks``), and for a pronoun an unspecified local thing that a link may identify; ``None`` for a value.
    ``label`` is what the IRI was minted from. ``arguments`` are the mentions inside a nominal, by preposition: *letter*
    **to Macron**, ``of`` for a possessor; distinct, in text order. ``label`` and ``kind`` are plain words,
    ``head_term`` the lemma of a nominal's head noun.
    """

    pieces: tuple[Span, ...]
    text: str
    form: Form
    minted: Iri | None
    label: str
    kind: Kind | None = None
    head_term: str | None = None
    value: Value | None = None
    timex: Timex | None = None
    arguments: tuple[tuple[str, Span], ...] = ()
    """(preposition or role, the span of the mention)."""
    number: str = "singular"
    reason: str = ""
    """Why it is this entity: *same name*, *title and surname*, *role stated in the text*, *pronoun, only candidate*."""
    confidence: float = 1.0

    @property
    def span(self) -> Span:
        """From the first character to the last, gaps included; unique among the mentions of a document."""
        first = self.pieces[0]
        return first if len(self.pieces) == 1 else Span(first.start, self.pieces[-1].end)


class Relation(NamedTuple):
    """A relation or qualifier: its IRI and its label (*takes back*, *in response to*)."""

    iri: Iri
    label: str


@frozen
class EventTime:
    """When it happened, as far as it is known: partial ISO 8601 dates, and the words."""

    value: str | None
    end: str | None
    text: str


@frozen
class ClaimRef:
    """Another claim as an object or qualifier: what is said, the cause, the condition."""

    claim: Iri


@frozen
class Qualifier:
    """A further argument: *with the UK*. ``value`` is the span of a mention, or another claim."""

    relation: Relation
    value: Span | ClaimRef


@frozen
class ReadClaim:
    """A claim as read, the evidence: an extraction whose phrases have become mentions.

    ``subject``, ``object`` (unless it is a claim) and ``sources`` are spans of mentions of the same reading; what they
    refer to is the business of links. ``sources`` are outermost first and empty where the document itself says it.
    ``subject`` is ``None`` where it is left unsaid; ``unspecified`` is then the IRI that stands for it. A passive has
    been turned: its subject is the doer. ``relation_pieces`` are the words of the relation without those of the cue.
    ``qualifiers`` are distinct and in text order, another claim by where it stands; they leave out the arguments of the
    object noun, which ``kg.knowledge`` repeats on the claim.
    """

    id: Iri
    sentence: Span
    subject: Span | None
    relation: Relation
    object: Span | ClaimRef | None
    qualifiers: tuple[Qualifier, ...]
    polarity: Polarity
    modality: Modality
    sources: tuple[Span, ...]
    time: EventTime | None
    confidence: float
    rule: str
    relation_pieces: tuple[Span, ...]
    relation_phrase: str
    cue_pieces: tuple[Span, ...] = ()
    source_pieces: tuple[Span, ...] = ()
    unspecified: Iri | None = None
    attributed: bool = False
    """True if somebody says it, named in ``sources`` or not (*reportedly*)."""


@frozen
class Link:
    """A decision that one IRI gives way to another, with its reason.

    ``scope`` is the IRI of the one document whose mentions it is about (*Johnson* here is Boris Johnson), ``None`` for
    all documents. ``evidence`` are the two mentions that carried it, as span IRIs: the alias, then the canonical.
    ``alias`` may itself be the span IRI of a mention, which then goes its own way, whatever its words say.
    """

    alias: Iri
    canonical: Iri
    method: str
    confidence: float
    scope: Iri | None = None
    evidence: tuple[Iri, ...] = ()
    withdrawn: bool = False
    note: str = ""
    """Why, in the words of whoever decided it."""
    member: bool = False
    """The alias is a group that has the canonical among its members (*both countries*), and gives way to nothing."""


class Verdict(StrEnum):
    """What a reader said of a claim as read: that the text says so, or that it was misread."""

    ACCEPTED = "accepted"
    REJECTED = "rejected"


@frozen
class Curated:
    """What was decided about a graph besides links; all sorted.

    ``verdicts`` are what readers said of claims: the claim, the verdict, and why; ``matches`` say by what IRI a thing
    is known elsewhere; ``kinds`` settle the class of things.
    """

    verdicts: tuple[tuple[Iri, Verdict, str], ...] = ()
    matches: tuple[tuple[Iri, Iri], ...] = ()
    kinds: tuple[tuple[Iri, Kind], ...] = ()


@frozen
class Reading:
    """All that was read in one document: a pure function of its text, the model, the rules and the settings.

    ``mentions`` are sorted by span and unique in it; ``claims`` by id in text order; ``links`` are those within the
    document; ``gaps`` what was not understood.
    """

    document: Document
    model: str
    sentences: tuple[Span, ...]
    mentions: tuple[Mention, ...]
    claims: tuple[ReadClaim, ...]
    links: tuple[Link, ...] = ()
    gaps: tuple[Gap, ...] = ()


@frozen
class Failure:
    """A document that could not be read, at which stage and why; the batch goes on without it."""

    document: str
    stage: str
    error: str


# ------------------------------------------------------------------------------------------------ knowledge


@frozen
class Alias:
    """Another wording of an entity, and why it is taken for the same: the method of the link, or *same words*."""

    label: str
    method: str
    confidence: float = 1.0


@frozen
class Entity:
    """A thing with an IRI, as resolved: what it is called, of which kind, under which other names.

    ``arguments`` are the things inside a nominal's name, by preposition or role: *letter* **to** *Macron*. ``mentions``
    counts them over all documents; ``members`` are those of a group, as far as they are known (*both countries*).
    """

    iri: Iri
    label: str
    kind: Kind
    aliases: tuple[Alias, ...] = ()
    head_term: str | None = None
    arguments: tuple[tuple[Relation, Iri], ...] = ()
    mentions: int = 0
    members: tuple[Iri, ...] = ()


Node = Entity | Value | ClaimRef


class Connection(StrEnum):
    """How a claim is connected to another, or to a thing: what that is to it; local names of the vocabulary."""

    CAUSE = "cause"
    RESPONSE = "inResponseTo"
    PURPOSE = "purpose"
    CONDITION = "condition"
    EXCEPTION = "exception"
    CONTRAST = "contrast"
    """It holds all the same: *although*, *despite*; or beside the other: *whereas*."""
    AFTER = "after"
    BEFORE = "before"
    SINCE = "since"
    UNTIL = "until"
    DURING = "during"
    """At the same time: *when*, *during*."""


@frozen
class Claim:
    """A claim as resolved: a source says this of these entities, and ``evidence`` is where it was read.

    ``asserted`` is true exactly if the document itself states it as a fact: affirmed, actual, said by nobody else, and
    nobody has rejected the claim as misread; ``verdict`` is what a reader said of it. ``object`` is ``None`` for a
    clause without one (*France reconsidered*). ``sentence`` is the sentence's own text.
    """

    id: Iri
    document: Iri
    subject: Entity
    predicate: Relation
    object: Node | None
    qualifiers: tuple[tuple[Relation, Node], ...]
    sources: tuple[Entity, ...]
    asserted: bool
    sentence: str
    evidence: ReadClaim
    connections: tuple[tuple[Connection, Node], ...] = ()
    """What follows from the words of qualifiers: its cause, its purpose, what it came after."""
    verdict: Verdict | None = None

    @property
    def polarity(self) -> Polarity:
        return self.evidence.polarity

    @property
    def modality(self) -> Modality:
        return self.evidence.modality

    @property
    def time(self) -> EventTime | None:
        return self.evidence.time

    @property
    def confidence(self) -> float:
        return self.evidence.confidence

    @property
    def rule(self) -> str:
        return self.evidence.rule


@frozen
class Knowledge:
    """The view over readings under links: derived, never stored as truth. All sequences are sorted.

    ``claims`` are in order of document IRI and text; ``entities`` in order of IRI; ``refers`` says for each mention,
    named by document IRI and span, which entity it is (values are left out). ``replaced`` holds the IRIs that have
    given way everywhere, each with the one that stays.
    """

    entities: tuple[Entity, ...]
    claims: tuple[Claim, ...]
    refers: dict[tuple[Iri, Span], Iri]
    replaced: tuple[tuple[Iri, Iri], ...] = ()


Parser = Callable[[Iterable[Document]], Iterator[Parse]]
"""Documents in, parses out, in order; batches inside."""
