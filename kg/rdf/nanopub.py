"""Facts as nanopublications: each claim a publication of its own, with what it asserts, where from, and who made it.

See http://nanopub.net/guidelines. A claim is published if its document states it as a fact, or if a source that is
named says it, affirmed and as actual; the assertion is then attributed to that source.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from kg import iri, literal
from kg.model import Claim, Entity, Iri, Modality, Polarity, Reading
from kg.rdf import vocabulary as v
from kg.rdf.claims import node
from kg.rdf.formats import Content
from kg.rdf.nquads import ref, text, value

NP: Final = "http://www.nanopub.org/nschema#"
PROV: Final = "http://www.w3.org/ns/prov#"


def trig(content: Content) -> Iterator[str]:
    """The publications in TriG, in the order of the claims."""
    yield f"PREFIX np: <{NP}>\nPREFIX prov: <{PROV}>\n"
    readings = {reading.document.id: reading for reading in content.readings}
    runs = {run.model: run for run in content.runs}
    for claim in content.knowledge.claims:
        if is_published(claim):
            reading = readings[claim.document]
            run = runs[reading.model]
            maker, activity = content.mint.agent(run.name, run.version), run.iri(content.mint)
            yield from _publication(claim, reading, maker, activity)


def is_published(claim: Claim) -> bool:
    """Whether a claim can stand by itself: nothing that is denied, hedged, planned or said by somebody unnamed."""
    meant = claim.polarity is Polarity.POSITIVE and claim.modality is Modality.ACTUAL
    named = bool(claim.sources) or not claim.evidence.attributed
    return claim.object is not None and (claim.asserted or (meant and named))


def name_of(claim: Claim) -> Iri:
    """The IRI of the publication of a claim."""
    return claim.id.replace("#claim_", "#np_")


def _publication(claim: Claim, reading: Reading, maker: Iri, activity: Iri) -> Iterator[str]:
    name, source = name_of(claim), reading.document.source
    publication, head, assertion, provenance, information = (
        f"<{name}{part}>" for part in ("", "_head", "_assertion", "_provenance", "_pubinfo")
    )
    assert claim.object is not None
    place = iri.span(claim.document, claim.evidence.sentence)
    yield (
        f"\n{head} {{\n  {publication} a np:Nanopublication ; np:hasAssertion {assertion} ;\n"
        f"    np:hasProvenance {provenance} ; np:hasPublicationInfo {information} .\n}}\n"
        f"{assertion} {{\n  {ref(claim.subject.iri)} {ref(claim.predicate.iri)} {node(claim.object)} .\n}}\n"
        f"{provenance} {{\n  {assertion} prov:wasDerivedFrom {ref(claim.id)} ;\n"
        f"    prov:hadPrimarySource {ref(claim.document)} ; prov:wasQuotedFrom {ref(place)} .\n"
        f"  {ref(place)} prov:value {text(claim.sentence)} .\n"
    )
    for said in claim.sources:
        yield f"  {assertion} prov:wasAttributedTo {ref(said.iri)} .\n"
    yield f"}}\n{information} {{\n  {publication} prov:wasAttributedTo {ref(maker)} ;\n"
    yield f"    prov:wasGeneratedBy {ref(activity)} .\n"
    if source.date is not None:
        yield f"  {ref(claim.document)} {v.PUBLISHED} {value(literal.date(source.date))} .\n"
    things = [each for each in (claim.subject, claim.object, *claim.sources) if isinstance(each, Entity)]
    for label, thing in dict.fromkeys([*((each.label, each.iri) for each in things), claim.predicate[::-1]]):
        yield f"  {ref(thing)} {v.LABEL} {text(label)} .\n"
    yield "}\n"
