"""Graphs to look at, made directly as model values: an article, crowds of any size, hostile text, odd shapes."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from kg.model import (
    Alias,
    Claim,
    ClaimRef,
    Document,
    Entity,
    EventTime,
    Form,
    Gap,
    Iri,
    Kind,
    Knowledge,
    Mention,
    Modality,
    Node,
    Polarity,
    Qualifier,
    ReadClaim,
    Reading,
    Relation,
    Source,
    Span,
    Value,
)

BASE = "https://example.org/kg/"
XSD = "http://www.w3.org/2001/XMLSchema#"

FIRST = "Ada Bo Cem Dora Emil Femke Gero Hana Ivo Jana Kofi Lena Milo Nora Olof Pia Quinn Rosa Sami Tove"
LAST = (
    "Abel Brand Castro Duval Ekman Fuchs Grau Holm Ito Jansen Kowal Lund Moreau Nagy Ortega Park Rossi Sato Toth Weiss"
)


@dataclass(frozen=True)
class Words:
    """Words of a sentence and what they stand for: an entity's label, or a value."""

    text: str
    means: str | Value
    reason: str = ""
    gap: str | None = None
    """Words that belong to the phrase too, further on in the sentence."""


Argument = str | Words


@dataclass
class Paper:
    """A document that grows sentence by sentence, and what is read in it."""

    id: Iri
    source: Source
    text: str = ""
    sentences: list[Span] = field(default_factory=list)
    mentions: dict[Span, Mention] = field(default_factory=dict)
    claims: list[ReadClaim] = field(default_factory=list)
    gaps: list[Gap] = field(default_factory=list)


class Story:
    """Builds knowledge and readings from sentences in which words are pointed at."""

    def __init__(self) -> None:
        self.entities: dict[str, Entity] = {}
        self.papers: list[Paper] = []
        self.resolved: list[Claim] = []
        self.refers: dict[tuple[Iri, Span], Iri] = {}

    def entity(self, label: str, kind: Kind, *aliases: Alias, iri: str | None = None) -> None:
        self.entities[label] = Entity(iri or f"{BASE}entity/{label.replace(' ', '_')}", label, kind, aliases)

    def paper(self, name: str, **source: str) -> None:
        self.papers.append(Paper(f"{BASE}doc/{name.replace(' ', '_')}", Source(name=name, **source)))

    def sentence(self, text: str) -> None:
        paper = self.papers[-1]
        start = len(paper.text) + bool(paper.text)
        paper.text = f"{paper.text} {text}" if paper.text else text
        paper.sentences.append(Span(start, start + len(text)))

    def gap(self, reason: str) -> None:
        paper = self.papers[-1]
        paper.gaps.append(Gap(paper.sentences[-1], reason))

    def _find(self, words: str, after: int | None = None) -> Span:
        paper = self.papers[-1]
        sentence = paper.sentences[-1]
        start = paper.text.find(words, sentence.start if after is None else after, sentence.end)
        if start < 0 and after is None:  # the speaker of a quotation may stand in an earlier sentence
            start = paper.text.rfind(words)
        assert start >= 0, words
        return Span(start, start + len(words))

    def _mention(self, given: Argument) -> tuple[Span, Node]:
        paper = self.papers[-1]
        words = given if isinstance(given, Words) else Words(given, given)
        pieces = [self._find(words.text)]
        if words.gap is not None:
            pieces.append(self._find(words.gap, after=pieces[0].end))
        node: Node = words.means if isinstance(words.means, Value) else self.entities[words.means]
        mention = Mention(
            pieces=tuple(pieces),
            text=words.text,
            form=Form.NAME,
            minted=node.iri if isinstance(node, Entity) else None,
            label=words.text,
            value=node if isinstance(node, Value) else None,
            reason=words.reason or ("same name" if isinstance(node, Entity) else ""),
        )
        paper.mentions[mention.span] = mention
        if isinstance(node, Entity):
            self.refers[(paper.id, mention.span)] = node.iri
        return mention.span, node

    def claim(
        self,
        subject: Argument,
        predicate: str,
        words: str | Sequence[str],
        object: Argument | Claim | None = None,
        *,
        denied: bool = False,
        modality: Modality = Modality.ACTUAL,
        sources: Sequence[Argument] = (),
        attributed: bool = False,
        cue: str | None = None,
        qualifiers: Sequence[tuple[str, Argument | Claim]] = (),
        time: EventTime | None = None,
        confidence: float = 0.9,
        rule: str = "verbal",
    ) -> Claim:
        paper = self.papers[-1]
        subject_span, subject_node = self._mention(subject)
        assert isinstance(subject_node, Entity)
        object_span: Span | ClaimRef | None = None
        object_node: Node | None = None
        if isinstance(object, Claim):
            object_span = object_node = ClaimRef(object.id)
        elif object is not None:
            object_span, object_node = self._mention(object)
        relation = Relation(f"{BASE}relation/{predicate.replace(' ', '_')}", predicate)
        pieces: list[Span] = []
        for word in [words] if isinstance(words, str) else words:
            if word:
                pieces.append(self._find(word, after=pieces[-1].end if pieces else None))
        extra: list[tuple[Qualifier, tuple[Relation, Node]]] = []
        for name, value in qualifiers:
            qualifier = Relation(f"{BASE}qualifier/{name.replace(' ', '_')}", name)
            if isinstance(value, Claim):
                extra.append((Qualifier(qualifier, ClaimRef(value.id)), (qualifier, ClaimRef(value.id))))
            else:
                span, node = self._mention(value)
                extra.append((Qualifier(qualifier, span), (qualifier, node)))
        said = [self._mention(source) for source in sources]
        polarity = Polarity.NEGATIVE if denied else Polarity.POSITIVE
        begin = pieces[0].start if pieces else subject_span.start
        evidence = ReadClaim(
            id=f"{paper.id}#claim_{begin}_{len(paper.claims):08x}",
            sentence=paper.sentences[-1],
            subject=subject_span,
            relation=relation,
            object=object_span,
            qualifiers=tuple(read for read, _ in extra),
            polarity=polarity,
            modality=modality,
            sources=tuple(span for span, _ in said),
            time=time,
            confidence=confidence,
            rule=rule,
            relation_pieces=tuple(pieces),
            relation_phrase=" ".join([words] if isinstance(words, str) else words),
            cue_pieces=(self._find(cue),) if cue else (),
            source_pieces=tuple(span for span, _ in said[-1:]),
            attributed=attributed or bool(said),
        )
        paper.claims.append(evidence)
        stated = not denied and modality is Modality.ACTUAL and not evidence.attributed
        sentence = paper.text[slice(*paper.sentences[-1])]
        resolved = Claim(
            id=evidence.id,
            document=paper.id,
            subject=subject_node,
            predicate=relation,
            object=object_node,
            qualifiers=tuple(pair for _, pair in extra),
            sources=tuple(node for _, node in said if isinstance(node, Entity)),
            asserted=stated,
            sentence=sentence,
            evidence=evidence,
        )
        self.resolved.append(resolved)
        return resolved

    def told(self) -> tuple[Knowledge, tuple[Reading, ...]]:
        """What the story comes to: knowledge and readings, sorted as the model wants them."""
        readings = tuple(
            Reading(
                document=Document(paper.id, paper.text, paper.source),
                model="none",
                sentences=tuple(paper.sentences),
                mentions=tuple(sorted(paper.mentions.values(), key=lambda mention: mention.span)),
                claims=tuple(sorted(paper.claims, key=lambda claim: (claim.sentence, claim.id))),
                gaps=tuple(paper.gaps),
            )
            for paper in sorted(self.papers, key=lambda paper: paper.id)
        )
        counts: dict[Iri, int] = {}
        for iri in self.refers.values():
            counts[iri] = counts.get(iri, 0) + 1
        entities = {
            entity.iri: replace(entity, mentions=counts.get(entity.iri, 0)) for entity in self.entities.values()
        }
        claims = [
            replace(
                claim,
                subject=entities[claim.subject.iri],
                object=entities[claim.object.iri] if isinstance(claim.object, Entity) else claim.object,
                sources=tuple(entities[source.iri] for source in claim.sources),
                qualifiers=tuple(
                    (name, entities[node.iri] if isinstance(node, Entity) else node) for name, node in claim.qualifiers
                ),
            )
            for claim in self.resolved
        ]
        order = {claim.id: i for reading in readings for i, claim in enumerate(reading.claims)}
        claims.sort(key=lambda claim: (claim.document, order[claim.id]))
        return Knowledge(
            tuple(sorted(entities.values(), key=lambda entity: entity.iri)), tuple(claims), self.refers
        ), readings


Told = tuple[Knowledge, tuple[Reading, ...]]


def article() -> Told:
    """Two short reports of our own on the talks that France called off, with all that makes reports hard."""
    story = Story()
    called = story.entity
    called("France", Kind.PLACE, Alias("Paris", "capital stands for the government", 0.7))
    called("United Kingdom", Kind.PLACE, Alias("UK", "abbreviation", 0.99), Alias("Britain", "gazetteer alias", 0.99))
    called(
        "Boris Johnson",
        Kind.PERSON,
        Alias("Mr Johnson", "title and surname", 0.95),
        Alias("prime minister", "role stated in the text", 0.9),
    )
    called(
        "Emmanuel Macron",
        Kind.PERSON,
        Alias("French president", "role stated in the text", 0.9),
        Alias("Macron", "surname of a person named before", 0.95),
    )
    called(
        "Priti Patel",
        Kind.PERSON,
        Alias("home secretary", "role stated in the text", 0.92),
        Alias("Ms Patel", "title and surname", 0.95),
    )
    called(
        "Gérald Darmanin",
        Kind.PERSON,
        Alias("Mr Darmanin", "title and surname", 0.95),
        Alias("interior minister", "role stated in the text", 0.9),
    )
    called("Grant Shapps", Kind.PERSON, Alias("transport secretary", "role stated in the text", 0.92))
    called("Gabriel Attal", Kind.PERSON, Alias("government spokesman", "role stated in the text", 0.88))
    called("Nick Thomas-Symonds", Kind.PERSON)
    called("BBC", Kind.ORGANIZATION)
    called("Twitter", Kind.ORGANIZATION)
    called("Labour Party", Kind.ORGANIZATION, Alias("Labour", "short name", 0.9))
    called("European Commission", Kind.ORGANIZATION)
    called(
        "migrant talks",
        Kind.EVENT,
        Alias("talks", "same head noun in the same document", 0.84),
        Alias("meeting", "event with the same participants", 0.62),
        iri=f"{BASE}doc/talks.txt#migrant_talks",
    )
    called(
        "Channel drownings",
        Kind.EVENT,
        Alias("disaster", "event of the same day", 0.66),
        iri=f"{BASE}doc/talks.txt#drownings",
    )
    called(
        "Johnson's letter to Macron",
        Kind.WORK,
        Alias("letter", "same head noun in the same document", 0.9),
        Alias("public letter", "same head noun in the same document", 0.86),
        iri=f"{BASE}doc/talks.txt#letter",
    )
    called("English Channel", Kind.PLACE, Alias("Channel", "short name", 0.9))
    called("Calais", Kind.PLACE)
    called("Belgium", Kind.PLACE)
    called("Netherlands", Kind.PLACE)
    called("people smugglers", Kind.GROUP)
    called("returns agreement", Kind.NOMINAL, iri=f"{BASE}doc/talks.txt#agreement")
    called("joint patrols on French beaches", Kind.NOMINAL, iri=f"{BASE}doc/talks.txt#patrols")
    called("Downing Street adviser", Kind.NOMINAL, iri=f"{BASE}doc/reaction.txt#adviser")

    story.paper(
        "talks.txt",
        title="France calls off migrant talks with the UK",
        date="2021-11-26",
        url="https://news.example/2021/talks",
        publisher="The Example",
    )
    friday, sunday, thursday = (
        EventTime(day, None, words)
        for day, words in (("2021-11-26", "on Friday"), ("2021-11-28", "on Sunday"), ("2021-11-25", "on Thursday"))
    )
    story.sentence(
        "France on Friday called off talks with the UK about migrants, after Boris Johnson published "
        "a letter to Emmanuel Macron."
    )
    letter = Words("letter to Emmanuel Macron", "Johnson's letter to Macron", "possessor stated in the text")
    talks = Words("talks", "migrant talks", "same head noun in the same document")
    wrote = story.claim("Boris Johnson", "publishes", "published", letter, confidence=0.94)
    story.claim(
        "France",
        "calls off",
        "called off",
        talks,
        qualifiers=[("with", Words("UK", "United Kingdom", "abbreviation")), ("after", wrote)],
        time=replace(friday, text="on Friday"),
        confidence=0.95,
    )
    story.claim(letter, "is addressed to", "to", "Emmanuel Macron", confidence=0.9, rule="possessive")
    story.sentence(
        "Gérald Darmanin told Priti Patel that she was no longer invited to the meeting in Calais on Sunday."
    )
    meeting = Words("meeting", "migrant talks", "event with the same participants")
    story.claim(
        Words("she", "Priti Patel", "pronoun, only candidate"),
        "is invited to",
        ("was", "invited to"),
        meeting,
        denied=True,
        sources=["Gérald Darmanin"],
        cue="told",
        confidence=0.86,
    )
    story.claim(
        meeting,
        "is planned in",
        "in",
        "Calais",
        modality=Modality.PLANNED,
        time=sunday,
        confidence=0.83,
        rule="nominal",
    )
    story.claim("Gérald Darmanin", "tells", "told", "Priti Patel", confidence=0.93)
    story.sentence("“The public letter was unacceptable,” Mr Darmanin said in a statement.")
    darmanin = Words("Mr Darmanin", "Gérald Darmanin", "title and surname")
    unacceptable = story.claim(
        Words("public letter", "Johnson's letter to Macron", "same head noun in the same document"),
        "is",
        "was",
        Words("unacceptable", Value("unacceptable", XSD + "string")),
        sources=[darmanin],
        cue="said",
        confidence=0.91,
        rule="copular",
    )
    story.claim(darmanin, "says", "said", unacceptable, confidence=0.95, rule="reported")
    story.sentence("At least 27 people died on Wednesday when their boat sank in the English Channel.")
    story.claim(
        Words("27 people died", "Channel drownings", "event stated in the text"),
        "happens in",
        "in",
        "English Channel",
        time=EventTime("2021-11-24", None, "on Wednesday"),
        confidence=0.8,
    )
    story.claim(
        Words("people died", "Channel drownings", "event stated in the text"),
        "has deaths",
        "died",
        Words("27", Value("27", XSD + "integer", "people", "at least")),
        time=EventTime("2021-11-24", None, "on Wednesday"),
        confidence=0.88,
        rule="value",
    )
    story.sentence(
        "The letter, which Mr Johnson posted on Twitter on Thursday, called for joint patrols on French beaches "
        "and for a returns agreement."
    )
    paper_letter = Words("letter", "Johnson's letter to Macron", "same head noun in the same document")
    story.claim(
        Words("Mr Johnson", "Boris Johnson", "title and surname"),
        "posts",
        "posted",
        paper_letter,
        qualifiers=[("on", "Twitter")],
        time=thursday,
        confidence=0.92,
        rule="relative",
    )
    story.claim(paper_letter, "appears on", "on", "Twitter", time=thursday, confidence=0.78, rule="relative")
    story.claim(
        paper_letter,
        "calls for",
        "called for",
        "joint patrols on French beaches",
        modality=Modality.ASKED,
        confidence=0.9,
    )
    story.claim(
        paper_letter,
        "calls for",
        "called for",
        Words("returns agreement", "returns agreement", "same words"),
        modality=Modality.ASKED,
        confidence=0.89,
    )
    story.claim(
        Words("French", "France", "adjective of a country"),
        "takes part in",
        "agreement",
        Words("returns agreement", "returns agreement"),
        modality=Modality.POSSIBLE,
        confidence=0.55,
        rule="nominal",
    )
    story.sentence("Ministers of Belgium, the Netherlands and the European Commission will still attend the talks.")
    for guest in ("Belgium", "Netherlands", "European Commission"):
        story.claim(
            guest, "attends", "will still attend", talks, modality=Modality.PLANNED, time=sunday, confidence=0.9
        )
    story.sentence(
        "The government spokesman, Gabriel Attal, accused people smugglers of causing "
        "the disaster and spoke for France."
    )
    disaster = Words("disaster", "Channel drownings", "event of the same day")
    story.claim(
        "people smugglers", "causes", "causing", disaster, sources=["Gabriel Attal"], cue="accused", confidence=0.84
    )
    story.claim("Gabriel Attal", "speaks for", "spoke for", "France", confidence=0.93)
    story.sentence("No deal, no boats, no end in sight.")
    story.gap("fragment without a verb")

    story.paper(
        "reaction.txt",
        title="Reaction in Westminster and Brussels",
        date="2021-11-27",
        url="https://news.example/2021/reaction",
        publisher="The Example",
    )
    story.sentence(
        "The transport secretary, Grant Shapps, defended the letter and told the BBC "
        "that France might still hold the talks."
    )
    shapps = Words("Grant Shapps", "Grant Shapps")
    story.claim(shapps, "defends", "defended", paper_letter, confidence=0.93)
    story.claim(
        "France",
        "holds",
        "might still hold",
        talks,
        modality=Modality.POSSIBLE,
        sources=[shapps],
        cue="told",
        confidence=0.81,
    )
    story.claim(shapps, "talks to", "told", "BBC", confidence=0.85)
    story.sentence("He insisted that France had not called off the talks.")
    story.claim(
        "France",
        "calls off",
        "called off",
        talks,
        denied=True,
        sources=[Words("He", "Grant Shapps", "pronoun, only candidate")],
        cue="insisted",
        confidence=0.84,
    )
    story.sentence("Nick Thomas-Symonds of Labour accused Mr Johnson of a grave error of judgement.")
    symonds = "Nick Thomas-Symonds"
    story.claim(
        symonds, "accuses", "accused", Words("Mr Johnson", "Boris Johnson", "title and surname"), confidence=0.92
    )
    story.claim(
        symonds, "belongs to", "of", Words("Labour", "Labour Party", "short name"), confidence=0.9, rule="nominal"
    )
    story.sentence(
        "An adviser wrote the letter, the BBC quoted Mr Darmanin as saying; Mr Johnson does not regret publishing it."
    )
    adviser = Words("adviser", "Downing Street adviser", "same words")
    story.claim(
        adviser,
        "writes",
        "wrote",
        Words("letter", "Johnson's letter to Macron"),
        sources=["BBC", darmanin],
        cue="saying",
        confidence=0.72,
    )
    story.claim(
        Words("Mr Johnson", "Boris Johnson", "title and surname"),
        "regrets publishing",
        ("regret publishing",),
        Words("it", "Johnson's letter to Macron", "pronoun, only candidate"),
        denied=True,
        confidence=0.87,
    )
    story.sentence(
        "The French president is said to have refused a returns agreement, "
        "and Paris will never send people back to the UK."
    )
    story.claim(
        Words("French president", "Emmanuel Macron", "role stated in the text"),
        "accepts",
        "refused",
        Words("returns agreement", "returns agreement"),
        denied=True,
        attributed=True,
        cue="is said",
        confidence=0.7,
    )
    story.claim(
        Words("Paris", "France", "capital stands for the government"),
        "sends people back to",
        ("send people back to",),
        Words("UK", "United Kingdom", "abbreviation"),
        denied=True,
        modality=Modality.PLANNED,
        confidence=0.76,
    )
    story.sentence("Talks about talks, then.")
    story.gap("fragment without a verb")
    return story.told()


def crowd(entities: int, claims: int | None = None, *, seed: int = 7) -> Told:
    """A made-up world of any size, with a few that everybody knows and many that few do."""
    dice = random.Random(seed)
    story = Story()
    kinds = (
        [Kind.PERSON] * 5
        + [Kind.ORGANIZATION] * 3
        + [Kind.PLACE] * 2
        + [Kind.EVENT, Kind.GROUP, Kind.WORK, Kind.NOMINAL, Kind.THING]
    )
    first = FIRST.split()
    last = LAST.split()
    things = {
        Kind.ORGANIZATION: "Ministry Agency Bank Union League",
        Kind.PLACE: "Port Lake North South Upper",
        Kind.EVENT: "Summit Vote Trial Flood Strike",
        Kind.GROUP: "Miners Nurses Fishers Students Drivers",
        Kind.WORK: "Treaty Report Novel Act Letter",
        Kind.NOMINAL: "plan offer inquiry delay dispute",
        Kind.THING: "Aurora Borea Cirrus Delta Echo",
    }
    names: list[str] = []
    for i in range(entities):
        kind = dice.choice(kinds)
        if kind is Kind.PERSON:
            name = f"{dice.choice(first)} {dice.choice(last)}"
        else:
            name = f"{dice.choice(things[kind].split())} {dice.choice(last)}"
        name = f"{name} {i}" if name in story.entities else name
        aliases = (
            (Alias(name.split()[1] + f" {i}", "surname of a person named before", 0.9),) if dice.random() < 0.3 else ()
        )
        story.entity(name, kind, *aliases)
        names.append(name)
    verbs = [
        "meets",
        "supports",
        "accuses",
        "works for",
        "visits",
        "signs",
        "opposes",
        "leads",
        "asks",
        "warns",
        "finances",
        "is in",
    ]
    pool = list(names)
    total = claims if claims is not None else entities * 2
    for i in range(total):
        if i % 40 == 0:
            story.paper(
                f"report-{i // 40:04}.txt",
                title=f"Report {i // 40}",
                date=f"2021-{1 + i // 40 % 12:02}-{1 + i // 40 % 28:02}",
            )
        a, b = dice.choice(pool), dice.choice(names if i % 3 else pool)
        if i < entities:
            a = names[i]
        if a == b:
            b = names[(names.index(a) + 1) % len(names)]
        pool += [a, b]
        verb = dice.choice(verbs)
        speaker = dice.choice(pool) if dice.random() < 0.25 else None
        denied = dice.random() < 0.08
        modality = dice.choice(list(Modality)) if dice.random() < 0.2 else Modality.ACTUAL
        says = f", {speaker} said" if speaker else ""
        story.sentence(f"{a} {'never ' if denied else ''}{verb} {b} in the matter of case {i}{says}.")
        story.claim(
            a,
            verb,
            verb,
            b,
            denied=denied,
            modality=modality,
            sources=[speaker] if speaker else (),
            cue="said" if speaker else None,
            time=EventTime(f"2021-{dice.randrange(1, 13):02}-{dice.randrange(1, 29):02}", None, "then")
            if dice.random() < 0.3
            else None,
            confidence=round(0.5 + dice.random() / 2, 2),
        )
        if dice.random() < 0.05:
            story.sentence("Nothing to see here.")
            story.gap("fragment without a verb")
    return story.told()


HOSTILE = (
    '<img src=x onerror="window.broken=1">',
    "</script><script>window.broken=2</script>",
    "quotes \"double\" 'single' `back`",
    "{{7*7}} {% raw %} ${7*7}",
    "line\u2028separator\u2029paragraph",
    "javascript:window.broken=3",
    "__proto__",
    "constructor",
    "abc\u202egnp.exe\u202c \u2066turned\u2069",
    "A" * 10_000,
    "👩‍👩‍👧 family 🇫🇷 and 😀",
    "مرحبا بالعالم",
    "北京 上海 東京",
    "=HYPERLINK(1)",
    "&lt;b&gt; &amp; <!-- comment --> ]]>",
)
"""Text that would break a page which takes text for markup, for code, or for short."""


def hostile() -> Told:
    """A graph in which every label, alias, relation, sentence, title, address and file name is hostile."""
    story = Story()
    count = len(HOSTILE)
    for i, text in enumerate(HOSTILE):
        aliases = (Alias(HOSTILE[(i + 1) % count], HOSTILE[(i + 2) % count], 0.5),)
        story.entity(text, list(Kind)[i % 7], *aliases, iri=f"{BASE}entity/{text[:40]}")
    for i, text in enumerate(HOSTILE):
        other, verb = HOSTILE[(i + 3) % count], HOSTILE[(i + 5) % count]
        address = text if i % 2 else "data:text/html,<script>window.broken=4</script>"
        story.paper(f"../{i}{text[:60]}", title=text, date="2021-11-26", url=address, publisher=text)
        speaker = HOSTILE[(i + 7) % count]
        story.sentence(f"{text} {verb} {other} : {speaker}")
        story.claim(
            text,
            verb,
            verb,
            other,
            sources=[speaker],
            qualifiers=[(HOSTILE[(i + 1) % count], Words(other, Value(text, XSD + "string")))],
            time=EventTime("2021-11-26", None, text),
            denied=i % 3 == 0,
            rule=text,
        )
        story.gap(text)
    return story.told()


def small(*rows: tuple[str, str, str]) -> Told:
    """A graph of plain claims: subject, relation, object."""
    story = Story()
    for subject, _, object in rows:
        for label in (subject, object):
            story.entity(label, Kind.PERSON)
    for subject, verb, object in rows:
        if len(story.papers) == 0:
            story.paper("a.txt", title="A")
        story.sentence(f"{subject} {verb} {object}.")
        story.claim(subject, verb, verb, object)
    return story.told()


def empty() -> Told:
    return Story().told()


def alone() -> Told:
    """One entity of which nothing is claimed."""
    story = Story()
    story.entity("Ada", Kind.PERSON)
    return story.told()


def one_claim() -> Told:
    return small(("Ada", "meets", "Bo"))


def about_itself() -> Told:
    return small(("Ada", "admires", "Ada"))


def parallel(count: int = 30) -> Told:
    """Many relations between the same two."""
    return small(*(("Ada" if i % 2 else "Bo", f"verbs{i:02}", "Bo" if i % 2 else "Ada") for i in range(count)))


def star(rays: int = 5_000) -> Told:
    return small(*(("Hub", "knows", f"Ray{i:04}") for i in range(rays)))


def pairs(count: int = 300) -> Told:
    return small(*((f"One{i:03}", "knows", f"Two{i:03}") for i in range(count)))


def values_only() -> Told:
    """Claims, but none that links two entities."""
    story = Story()
    story.entity("Ada", Kind.PERSON)
    story.paper("a.txt", title="A")
    story.sentence("Ada is 36 and reconsidered.")
    story.claim("Ada", "is", "is", Words("36", Value("36", XSD + "integer", "years")))
    story.claim("Ada", "reconsiders", "reconsidered")
    return story.told()
