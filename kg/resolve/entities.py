"""From references and decisions to mentions with IRIs, and to links with their reasons.

A mention is minted from its own words alone; that *Mr Johnson* is Boris Johnson here, or *he*, is a link, which can be
taken back without touching what was read.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from kg import iri
from kg.model import Iri, Kind, Link, Mention, Span, Token
from kg.resolve import lexicon
from kg.resolve.chains import GAZETTEER, SAME_NAME, Decision, Grouping
from kg.resolve.namesakes import plainly, without_ending
from kg.resolve.references import A_NAME, A_NOMINAL, A_PRONOUN, Reference
from kg.tree import Tree


class Entities:
    """The IRIs of a document's references.

    ``chain_of`` gives for each reference the smallest index among those of the same thing.
    """

    def __init__(
        self,
        document: Iri,
        trees: Sequence[Tree],
        references: Sequence[Reference],
        decisions: Iterable[Decision],
        groups: Iterable[Grouping] = (),
    ) -> None:
        self.document = document
        self.trees = trees
        self.references = references
        self.decision = {d.reference: d for d in decisions}
        self.groups = tuple(groups)
        self.chain_of = chains(len(references), self.decision.values())
        self._at = {(r.sentence, r.head.i): r for r in references}
        self._minted: dict[int, Iri] = {}
        mint = iri.minter_of(document)
        self._ordinals: dict[str, dict[object, int]] = defaultdict(dict)
        for reference in references:
            if reference.form is A_NAME:
                self._minted[reference.index] = mint.entity(reference.label)
            elif reference.form is A_PRONOUN:
                self._minted[reference.index] = iri.unspecified(document, reference.head.start)
            else:
                thing = "predicate" if reference.predicate else self.chain_of[reference.index]
                self._minted[reference.index] = self.nominal(reference.label, thing)

    def nominal(self, label: str, thing: object) -> Iri:
        """The IRI of a described thing: ``thing`` is equal for all descriptions of the same."""
        known = self._ordinals[label]
        return iri.nominal(self.document, label, known.setdefault(thing, len(known) + 1))

    def same(self, a: Reference, b: Reference) -> bool:
        """Whether two references are to one thing."""
        return self.chain_of[a.index] == self.chain_of[b.index]

    def minted(self, reference: Reference) -> Iri:
        """The IRI that a reference's words give."""
        return self._minted[reference.index]

    def mention(
        self, reference: Reference, where: tuple[Span, ...], text: str, arguments: tuple[tuple[str, Span], ...]
    ) -> Mention:
        """A reference as evidence, with the given words."""
        decision = self.decision.get(reference.index)
        nominal = reference.form is A_NOMINAL
        return Mention(
            pieces=where,
            text=text,
            form=reference.form,
            minted=self._minted[reference.index],
            label=reference.label,
            kind=Kind.NOMINAL if nominal else Kind.UNSPECIFIED if reference.form is A_PRONOUN else reference.kind,
            head_term=reference.lemma if nominal else None,
            arguments=arguments,
            number="plural" if reference.plural else "singular",
            reason=decision.method if decision else "",
            confidence=decision.confidence if decision else 1.0,
        )

    def arguments(self, reference: Reference, spans: Mapping[int, Span]) -> tuple[tuple[str, Span], ...]:
        """The mentions inside a nominal, in text order: its owner and the place that an adjective is of as ``of``, and
        what its prepositions bring.

        ``spans`` gives the span of each reference that is a mention, by index.
        """
        if reference.form is not A_NOMINAL:
            return ()
        tree = self.trees[reference.sentence]
        waiting: list[tuple[str, Token]] = []
        for child in tree.children[reference.head.i]:
            if child.dep == "poss":
                waiting.append(("of", child))
            elif child.dep == "prep" and child.i > reference.head.i:
                waiting.extend((child.text.lower(), t) for t in tree.children[child.i] if t.dep == "pobj")
        found: set[tuple[Span, str]] = set()
        for token in reference.words:
            inner = self._at.get((reference.sentence, token.i))
            if inner is not None and inner.adjective and inner.index in spans:
                found.add((spans[inner.index], "of"))
        for role, token in waiting:  # grows by what is joined by *and*
            inner = self._at.get((reference.sentence, token.i))
            if inner is not None and inner.index in spans:
                found.add((spans[inner.index], role))
                waiting.extend((role, t) for t in tree.children[token.i] if t.dep == "conj")
        return tuple((role, span) for span, role in sorted(found))

    def links(self, mentions: Mapping[int, Mention]) -> tuple[Link, ...]:
        """One link for each IRI that gives way, from the decision that first joined a mention of it; and to members."""
        found: dict[Iri, Link] = {}
        names: dict[int, list[Reference]] = defaultdict(list)
        for reference in self.references:
            if reference.form is A_NAME:
                names[self.chain_of[reference.index]].append(reference)
        canonical = {chain: _canonical(same) for chain, same in names.items()}
        usual, places = lexicon.usual({r.label for same in names.values() for r in same}), lexicon.places()
        for chain, same in names.items():
            best = canonical[chain]
            known = places.get(best.label) or usual.get(best.label) if best.kind is not Kind.PERSON else None
            target = iri.minter_of(self.document).entity(known) if known else self.minted(best)
            for reference in same:
                alias = self.minted(reference)
                if alias != target and alias not in found:
                    method, confidence = self._why(reference, same)
                    if known and known in (places.get(reference.label), usual.get(reference.label)):
                        method, confidence = GAZETTEER, 0.98
                    found[alias] = self._link(alias, target, method, confidence, mentions, reference, best)
        for reference in self.references:
            decision = self.decision.get(reference.index)
            if reference.form is A_NAME or decision is None or reference.index not in mentions:
                continue
            antecedent = self.references[decision.antecedent]
            alias, target = self.minted(reference), self.minted(antecedent)
            if alias != target and alias not in found:
                found[alias] = self._link(
                    alias, target, decision.method, decision.confidence, mentions, reference, antecedent
                )
        return (*found.values(), *self._memberships(mentions))

    def _memberships(self, mentions: Mapping[int, Mention]) -> Iterator[Link]:
        for group in self.groups:
            whole = self.references[group.reference]
            for member in (self.references[index] for index in group.members):
                if whole.index in mentions and member.index in mentions:
                    alias, target = self.minted(whole), self.minted(member)
                    link = self._link(alias, target, group.method, group.confidence, mentions, whole, member)
                    yield replace(link, member=True)

    def _why(self, reference: Reference, same: Iterable[Reference]) -> tuple[str, float]:
        """How a name was joined to the others of its chain: by a mention of it, or of one that was joined to it."""
        label = reference.label
        for other in same:
            decision = self.decision.get(other.index)
            if decision is not None and decision.method != SAME_NAME:
                joined = self.references[decision.antecedent]
                if label in (other.label, joined.label):
                    return decision.method, decision.confidence
        return SAME_NAME, 0.99

    def _link(
        self, alias: Iri, target: Iri, method: str, confidence: float, mentions: Mapping[int, Mention],
        reference: Reference, antecedent: Reference,
    ) -> Link:  # fmt: skip
        evidence = tuple(
            dict.fromkeys(
                iri.span(self.document, mentions[r.index].span) for r in (reference, antecedent) if r.index in mentions
            )
        )
        return Link(alias, target, method, confidence, scope=self.document, evidence=evidence)


def chains(count: int, decisions: Iterable[Decision]) -> list[int]:
    """For each of so many references the smallest index among those of the same thing."""
    parent = list(range(count))

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    for decision in decisions:
        a, b = root(decision.reference), root(decision.antecedent)
        parent[max(a, b)] = min(a, b)
    return [root(i) for i in range(count)]


def _canonical(same: Sequence[Reference]) -> Reference:
    """The name by which a thing is called: the fullest, but for endings that the text leaves off elsewhere (*Inc.*)."""
    labels = {reference.label for reference in same}

    def rank(reference: Reference) -> tuple[bool, int, int, int]:
        words = tuple(plainly(reference.label).split())
        described = reference.kind is not Kind.PERSON and any(" ".join(w) in labels for w in without_ending(words))
        return not described, len(words), len(reference.label), -reference.index

    return max(same, key=rank)
