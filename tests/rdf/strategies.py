"""Random readings: whatever a document, a parser and a resolver could come up with, and a good deal more."""

from dataclasses import replace

from hypothesis import strategies as st

from kg import iri, literal
from kg.knowledge import inherited
from kg.ledger import order
from kg.model import (
    ClaimRef,
    Document,
    EventTime,
    Form,
    Gap,
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
    Value,
)
from kg.rdf.read import text_order
from tests.rdf.example import MINT

words = st.text(st.characters(codec="utf-8"), min_size=1, max_size=12) | st.sampled_from(
    ["France", "talks", "Boris Johnson’s letter", 'a "quote"\n', "tab\there", "back\\slash", "naïve 北京"]
)
labels = words.map(iri.normalise)
markers = st.sampled_from(["with", "of", "in response to", "vis-à-vis", "10%", "because", "à la"])
relations = st.sampled_from(["cancels", "takes back", "is", "is 50% of", "says", "travels to"])
dates = st.sampled_from(["2021-11-26", "2021-11", "2021", "2021-W47", "2021-02-30", "PRESENT_REF", ""])
confidences = st.integers(0, 10_000).map(lambda n: n / 10_000)
values = st.builds(
    Value,
    lexical=st.integers(-(10**12), 10**12).map(str),
    datatype=st.sampled_from([literal.INTEGER, literal.DECIMAL]),
    unit=st.none() | words,
    approximation=st.sampled_from([None, "about", "at least"]),
)
modifiers = st.sampled_from([None, "START", "APPROX"])
timexes = st.builds(
    Timex, st.sampled_from(["DATE", "DURATION"]), dates, st.none() | dates, st.none() | dates, modifiers
)
sources = st.builds(
    Source,
    name=words,
    title=st.none() | words,
    date=st.none() | dates,
    url=st.none() | words | st.just("https://news.example/a?b=c&d=é#f"),
    author=st.none() | words,
    publisher=st.none() | words,
    language=st.sampled_from(["en", "en-GB", "not a tag"]),
)


@st.composite
def documents(draw):
    """A document of up to four sentences, and where they stand."""
    parts = draw(st.lists(st.tuples(words, st.sampled_from([" ", "", "\n\n", " \t", " [1] "])), max_size=4))
    text, places = draw(st.sampled_from(["", " ", "\ufeff", "Title\n"])), []
    for sentence, between in parts:
        places.append(Span(len(text), len(text) + len(sentence)))
        text += sentence + between
    source = draw(sources)
    return Document(MINT.document(source.name, text), text, source), tuple(places)


@st.composite
def spans(draw, document):
    start = draw(st.integers(0, len(document.text) - 1))
    return Span(start, draw(st.integers(start + 1, len(document.text))))


@st.composite
def mentions(draw, document, place):
    form, label = draw(st.sampled_from(Form)), draw(labels)
    if place.end - place.start > 2 and draw(st.booleans()):
        pieces = (Span(place.start, place.start + 1), Span(place.end - 1, place.end))
    else:
        pieces = (place,)
    text = " ".join(document.text[piece.start : piece.end] for piece in pieces)
    minted = {
        Form.NAME: lambda: MINT.entity(label),
        Form.NOMINAL: lambda: iri.nominal(document.id, label, draw(st.integers(1, 3))),
        Form.PRONOUN: lambda: iri.unspecified(document.id, place.start),
        Form.TERM: lambda: MINT.term(label),
    }
    return Mention(
        pieces=pieces,
        text=text,
        form=form,
        minted=minted[form]() if form in minted else None,
        label=label,
        kind=draw(st.none() | st.sampled_from(Kind)),
        head_term=draw(st.none() | labels) if form is Form.NOMINAL else None,
        value=draw(values) if form is Form.QUANTITY else None,
        timex=draw(timexes) if form is Form.TIME else None,
        number=draw(st.sampled_from(["singular", "plural"])),
        reason=draw(st.sampled_from(["", "same name", "pronoun, only candidate"])),
        confidence=draw(confidences),
    )


@st.composite
def claims(draw, document, places, mentioned, others):
    """A claim over mentions of a document; ``others`` are claims made before."""
    place, known = st.sampled_from(sorted(mentioned)), sorted(others, key=iri.text_order)
    slot = place | st.sampled_from(known).map(ClaimRef) if known else place
    relation_pieces = tuple(sorted(draw(st.sets(spans(document), max_size=2))))
    label, subject, object = draw(relations), draw(st.none() | place), draw(st.none() | slot)
    begin = relation_pieces[0] if relation_pieces else Span(0, 1)
    has_sources = draw(st.lists(place, max_size=3, unique=True))
    claim = ReadClaim(
        id=iri.claim(document.id, begin, f"{subject}", f"{object}", str(len(others))),
        sentence=draw(st.sampled_from(places)),
        subject=subject,
        relation=Relation(MINT.relation(label), label),
        object=object,
        qualifiers=(),
        polarity=draw(st.sampled_from(Polarity)),
        modality=draw(st.sampled_from(Modality)),
        sources=tuple(has_sources),
        time=draw(st.none() | st.builds(EventTime, st.none() | dates, st.none() | dates, words)),
        confidence=draw(confidences),
        rule=draw(st.sampled_from(["verbal", "copular"])),
        relation_pieces=relation_pieces,
        relation_phrase=draw(st.just("") | words),
        cue_pieces=tuple(sorted(draw(st.sets(spans(document), max_size=2)))),
        source_pieces=tuple(sorted(draw(st.sets(spans(document), max_size=2)))),
        unspecified=iri.unspecified(document.id, begin.start) if subject is None else None,
        attributed=draw(st.booleans()) or bool(has_sources),
    )
    more = draw(st.sets(st.tuples(markers, slot), max_size=3))
    own = {Qualifier(Relation(MINT.qualifier(marker), marker), value) for marker, value in more}
    own -= set(inherited(claim, mentioned, MINT))
    return replace(claim, qualifiers=tuple(sorted(own, key=text_order)))


@st.composite
def readings(draw):
    """A reading that obeys the model, of a text that obeys nothing."""
    document, places = draw(documents())
    mentioned, made, links, gaps = {}, {}, set(), set()
    if places:
        for place in draw(st.sets(spans(document), max_size=6)):
            mentioned[place] = draw(mentions(document, place))
        for place, mention in mentioned.items():
            if mention.form is Form.NOMINAL:
                inner = draw(st.sets(st.tuples(markers, st.sampled_from(sorted(mentioned))), max_size=2))
                arguments = sorted(inner, key=lambda argument: (argument[1], argument[0]))
                mentioned[place] = replace(mention, arguments=tuple(arguments))
        if mentioned:
            for _ in range(draw(st.integers(0, 4))):
                claim = draw(claims(document, places, mentioned, made))
                made[claim.id] = claim
            links = draw(links_between(mentioned, document.id))
        gaps = draw(st.sets(st.builds(Gap, spans(document), words), max_size=2))
    return Reading(
        document=document,
        model=draw(st.sampled_from(["en_core_web_md 3.7.1", "a model"])),
        sentences=places,
        mentions=tuple(mentioned[place] for place in sorted(mentioned)),
        claims=tuple(made[name] for name in sorted(made, key=iri.text_order)),
        links=tuple(
            sorted({(x.alias, x.canonical, x.method, x.evidence, x.member): x for x in links}.values(), key=order)
        ),
        gaps=tuple(sorted(gaps)),
    )


def links_between(mentioned, document):
    named = {mention.minted: iri.span(document, place) for place, mention in mentioned.items() if mention.minted}
    if not named:
        return st.just(())
    links = st.builds(
        lambda alias, canonical, method, confidence, scoped, member: Link(
            alias,
            canonical,
            method,
            confidence,
            document if scoped else None,
            (named[alias], named[canonical]),
            member=member,
        ),
        st.sampled_from(sorted(named)),
        st.sampled_from(sorted(named)),
        st.sampled_from(["title and surname", "pronoun, only candidate"]),
        confidences,
        st.booleans(),
        st.booleans(),
    )
    return st.sets(links, max_size=4)


decisions = st.lists(
    st.builds(
        Link,
        alias=labels.map(MINT.entity),
        canonical=labels.map(MINT.entity),
        method=st.sampled_from(["gazetteer alias", "a person"]),
        confidence=confidences,
        scope=st.none() | words.map(lambda name: MINT.document(name, name)),
        withdrawn=st.booleans(),
        note=st.just("") | words,
        member=st.booleans(),
    ),
    max_size=4,
    unique_by=lambda link: (link.alias, link.canonical, link.scope, link.method, link.member),
)
"""Links that people and programs made between names of any document."""
