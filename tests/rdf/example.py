"""Two documents that tell the same fact, as readings made by hand: the example that the tests of graphs share.

France cancels migrant talks with the UK … Mr Darmanin said … the letter was "unacceptable". France should take back …
On Friday, France cancelled the talks with Britain. Belgium did not cancel the talks. Gérald Darmanin may meet …
"""

from kg import iri
from kg.iri import Minter
from kg.model import (
    ClaimRef,
    Document,
    EventTime,
    Form,
    Kind,
    Link,
    Mention,
    Modality,
    Polarity,
    Qualifier,
    ReadClaim,
    Reading,
    Relation,
    Source,
    Span,
    Timex,
)

MINT = Minter("https://example.org/kg/")
MODEL = "en_core_web_sm 3.8.0"


class Author:
    """Makes a reading of a text from the words of its phrases, each found behind the last."""

    def __init__(self, source: Source, *sentences: str) -> None:
        text = "\n".join(sentences)
        self.document = Document(MINT.document(source.name, source.url or text), text, source)
        self.mentions: list[Mention] = []
        self.claims: list[ReadClaim] = []
        self.links: list[Link] = []
        self.sentences = tuple(self.find(sentence) for sentence in sentences)

    def find(self, words: str, after: int = 0) -> Span:
        start = self.document.text.index(words, after)
        return Span(start, start + len(words))

    def sentence(self, place: Span) -> Span:
        return next(s for s in self.sentences if s.start <= place.start and place.end <= s.end)

    def mention(self, text: str, form: Form, minted: str | None, label: str, after: int = 0, **more: object) -> Span:
        place = self.find(text, after)
        self.mentions.append(Mention((place,), text, form, minted, label, **more))
        return place

    def name(self, text: str, kind: Kind, after: int = 0, reason: str = "same name") -> Span:
        label = iri.bare(text)
        return self.mention(text, Form.NAME, MINT.entity(label), label, after, kind=kind, reason=reason)

    def nominal(self, text: str, label: str, head: str, after: int = 0, **arguments: Span) -> Span:
        return self.mention(
            text,
            Form.NOMINAL,
            iri.nominal(self.document.id, label),
            label,
            after,
            head_term=head,
            arguments=tuple(arguments.items()),
            reason="first mention",
        )

    def claim(
        self,
        subject: Span,
        phrase: str,
        verb: str,
        object: Span | ClaimRef | None,
        confidence: float,
        *,
        qualifiers: dict[str, Span] | None = None,
        polarity: Polarity = Polarity.POSITIVE,
        modality: Modality = Modality.ACTUAL,
        source: Span | None = None,
        cue: str | None = None,
        time: EventTime | None = None,
    ) -> ClaimRef:
        words = self.find(phrase, subject.end)
        names = [iri.span(self.document.id, x) if isinstance(x, Span) else x and x.claim for x in (subject, object)]
        name = iri.claim(self.document.id, words, *names)
        self.claims.append(
            ReadClaim(
                id=name,
                sentence=self.sentence(subject),
                subject=subject,
                relation=Relation(MINT.relation(verb), verb),
                object=object,
                qualifiers=tuple(
                    Qualifier(Relation(MINT.qualifier(label), label), place)
                    for label, place in (qualifiers or {}).items()
                ),
                polarity=polarity,
                modality=modality,
                sources=(source,) if source else (),
                time=time,
                confidence=confidence,
                rule="copular" if verb == "is" else "verbal",
                relation_pieces=(words,),
                relation_phrase=phrase,
                cue_pieces=(self.find(cue, source.end),) if cue else (),
                source_pieces=(source,) if source else (),
                attributed=source is not None,
            )
        )
        return ClaimRef(name)

    def reading(self) -> Reading:
        return Reading(
            document=self.document,
            model=MODEL,
            sentences=self.sentences,
            mentions=tuple(sorted(self.mentions, key=lambda mention: mention.span)),
            claims=tuple(sorted(self.claims, key=lambda claim: iri.text_order(claim.id))),
            links=tuple(self.links),
        )


def first() -> Reading:
    """What was read on Friday."""
    by = Author(
        Source(
            name="france-uk-talks",
            title="France cancels migrant talks",
            date="2021-11-26",
            url="https://news.example/2021/11/26/france-uk-talks",
        ),
        "France cancels migrant talks with the UK in response to Boris Johnson’s letter to Emmanuel Macron.",
        'Mr Darmanin said in a statement that the British prime minister’s public letter was "unacceptable".',
        "France should take back people who have crossed the Channel.",
    )
    france = by.name("France", Kind.PLACE)
    uk = by.name("the UK", Kind.PLACE)
    talks = by.nominal("migrant talks", "migrant talks", "talk", **{"with": uk})
    johnson = by.name("Boris Johnson", Kind.PERSON)
    macron = by.name("Emmanuel Macron", Kind.PERSON)
    letter = by.nominal("Boris Johnson’s letter to Emmanuel Macron", "letter", "letter", of=johnson, to=macron)
    darmanin = by.name("Mr Darmanin", Kind.PERSON)
    statement = by.nominal("a statement", "statement", "statement")
    public = by.nominal("the British prime minister’s public letter", "public letter", "letter")
    unacceptable = by.mention("unacceptable", Form.TERM, MINT.term("unacceptable"), "unacceptable")
    again = by.name("France", Kind.PLACE, after=public.end)
    channel = by.name("the Channel", Kind.PLACE)
    people = by.nominal("people who have crossed the Channel", "people", "person")
    by.claim(france, "cancels", "cancels", talks, 0.93, qualifiers={"in response to": letter})
    said = by.claim(public, "was", "is", unacceptable, 0.88, source=darmanin, cue="said")
    by.claim(darmanin, "said", "says", said, 0.95, qualifiers={"in": statement})
    by.claim(again, "should take back", "takes back", people, 0.86, modality=Modality.OBLIGATED)
    by.claims.append(_crossing(by, people, channel))
    by.links.append(
        Link(
            iri.nominal(by.document.id, "public letter"),
            iri.nominal(by.document.id, "letter"),
            "same-document coreference",
            0.81,
            scope=by.document.id,
            evidence=(iri.span(by.document.id, public), iri.span(by.document.id, letter)),
        )
    )
    return by.reading()


def _crossing(by: Author, people: Span, channel: Span) -> ReadClaim:
    """People who have crossed the Channel: a relation that stands inside its own subject."""
    words = by.find("have crossed")
    return ReadClaim(
        id=iri.claim(by.document.id, words, iri.span(by.document.id, people), iri.span(by.document.id, channel)),
        sentence=by.sentence(people),
        subject=people,
        relation=Relation(MINT.relation("crosses"), "crosses"),
        object=channel,
        qualifiers=(),
        polarity=Polarity.POSITIVE,
        modality=Modality.ACTUAL,
        sources=(),
        time=None,
        confidence=0.84,
        rule="relative",
        relation_pieces=(words,),
        relation_phrase="have crossed",
    )


def second() -> Reading:
    """What was read on Saturday."""
    by = Author(
        Source(
            name="channel-crisis",
            title="Channel crisis",
            date="2021-11-27",
            url="https://daily.example/channel-crisis",
        ),
        "On Friday, France cancelled the talks with Britain.",
        "Belgium did not cancel the talks.",
        "Gérald Darmanin may meet Belgian officials in Calais.",
    )
    by.mention(
        "Friday",
        Form.TIME,
        None,
        "Friday",
        timex=Timex("DATE", "2021-11-26", "2021-11-26"),
        reason="the Friday before the day of publication",
    )
    france = by.name("France", Kind.PLACE)
    talks = by.nominal("the talks", "talks", "talk")
    britain = by.name("Britain", Kind.PLACE)
    belgium = by.name("Belgium", Kind.PLACE)
    again = by.nominal("the talks", "talks", "talk", after=belgium.end)
    darmanin = by.name("Gérald Darmanin", Kind.PERSON)
    officials = by.nominal("Belgian officials", "Belgian officials", "official")
    calais = by.name("Calais", Kind.PLACE)
    friday = EventTime("2021-11-26", None, "On Friday")
    by.claim(france, "cancelled", "cancels", talks, 0.91, qualifiers={"with": britain}, time=friday)
    by.claim(belgium, "did not cancel", "cancels", again, 0.9, polarity=Polarity.NEGATIVE)
    by.claim(darmanin, "may meet", "meets", officials, 0.8, qualifiers={"in": calais}, modality=Modality.POSSIBLE)
    return by.reading()


FIRST, SECOND = first(), second()
READINGS = (FIRST, SECOND)
LINKS = (
    Link(
        iri.nominal(SECOND.document.id, "talks"),
        iri.nominal(FIRST.document.id, "migrant talks"),
        "cross-document event coreference",
        0.74,
    ),
    Link(
        MINT.entity("Darmanin"),
        MINT.entity("Gérald Darmanin"),
        "surname of a person named in another document",
        0.93,
    ),
    Link(MINT.entity("Britain"), MINT.entity("UK"), "gazetteer alias", 0.99),
)
