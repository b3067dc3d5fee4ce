"""Extractions to claims: which thing each phrase is, by the words alone and by what the document says as a whole.

    names → references → coreference → mentions with IRIs, links with reasons → claims

``names`` is one function that another source of names can replace.
"""

from __future__ import annotations

from kg.model import Form, Link, Reading
from kg.resolve.claims import Claims, apportioned
from kg.resolve.coreference import corefer
from kg.resolve.entities import Entities
from kg.resolve.mentions import Mentions
from kg.resolve.names import names
from kg.resolve.references import references
from kg.resolve.speakers import speech
from kg.resolve.times import times
from kg.resolve.values import values
from kg.understanding import Understanding


def resolve(understood: Understanding) -> Reading:
    """All that a document says, with every phrase resolved as far as the document itself supports.

    IRIs are minted under the base of the document's own. Deterministic; nothing is remembered between documents.
    Cost is near-linear in the length of the document, a few hundredths of what the parse costs.
    """
    parse, trees = understood.parse, understood.trees
    document = parse.document.id
    extractions = apportioned(understood.extractions)
    dates = times(parse, parse.document.source.date)
    amounts = values(parse, [(m.sentence, range(m.tokens[0].i, m.tokens[-1].i + 1)) for m in dates])
    phrases = references(trees, names(parse, trees))
    decisions, groups = corefer(trees, phrases, speech(trees, phrases, understood.quotations))
    mentions = Mentions(parse.document, phrases, dates, amounts)
    claims = Claims(parse, trees, mentions, decisions)
    for extraction in extractions:
        claims.draft(extraction)
    impossible = claims.against_grammar(decisions, phrases)
    entities = Entities(document, trees, phrases, [d for d in decisions if d.reference not in impossible], groups)
    settled = mentions.settled(entities)
    by_reference = mentions.by_reference(settled)
    known = {entities.chain_of[phrase.index] for phrase in phrases if phrase.form is not Form.PRONOUN}
    known.update(entities.chain_of[group.reference] for group in groups)
    resolved = frozenset(m.span for index, m in by_reference.items() if entities.chain_of[index] in known)
    read, gaps = claims.read(settled, resolved, entities)
    found = {mention.span: mention for mention in settled.values()}
    links: tuple[Link, ...] = entities.links(by_reference)
    return Reading(
        document=parse.document,
        model=parse.model,
        sentences=tuple(sentence.span for sentence in parse.sentences),
        mentions=tuple(found[span] for span in sorted(found)),
        claims=tuple(read),
        links=tuple(sorted(links, key=lambda link: (link.alias, link.canonical))),
        gaps=tuple(sorted({*understood.gaps, *gaps})),
    )
