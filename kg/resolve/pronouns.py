"""Pronouns: what they take up, by grammar first, and then by weighing what is left.

Grammar rules out what cannot be meant: person, number, gender, and where the two words stand. The weights of the rest
are in ``data/antecedents.tsv``, one row for each thing that can be said of a candidate, fitted on annotated text.
"""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterator
from math import exp

from kg.model import Kind, Token
from kg.resolve import lexicon
from kg.resolve.chains import ONLY, PARALLEL, PRONOUN, REFLEXIVE, RELATIVE, SAME_VOICE, SPEAKER, Document
from kg.resolve.names import UNKNOWN
from kg.resolve.references import A_NAME, A_NOMINAL, A_PRONOUN, FEMALE, MALE, Reference, is_relative
from kg.resolve.speakers import Speech
from kg.resolve.syntax import clause_of, first_conjunct, subject_of
from kg.tree import Tree

REACH = 3
"""Sentences a pronoun may look back."""
WINDOW = 80
"""References on either side of a pronoun that are looked at, however long the sentences."""
CERTAIN = {"person": 0.55, "thing": 0.5, "several": 0.5}
"""How probable an antecedent must be to be taken, by family of pronouns."""

_SAYING = frozenset(
    ("say", "tell", "add", "write", "explain", "ask", "reply", "answer", "state", "comment", "note", "declare", "argue",
     "claim", "continue", "conclude", "announce", "insist", "admit", "remark", "recall", "respond", "observe", "report",
     "suggest", "confirm", "warn", "joke", "go", "exclaim", "shout", "whisper", "think", "believe", "stress", "promise")
)  # fmt: skip
"""Verbs whose subject speaks: a pronoun and a candidate may both do so."""
_DEMONSTRATIVE = frozenset(("this", "that", "these", "those"))
_ROLES = {
    "nsubj": "subject", "nsubjpass": "passive subject", "dobj": "object", "dative": "object", "iobj": "object",
    "poss": "owner", "pobj": "after a preposition", "appos": "apposition",
}  # fmt: skip


class Pronouns:
    """Finds what the pronouns of a document take up, in text order."""

    def __init__(self, document: Document, speech: Speech) -> None:
        self._document = document
        self._speech = speech
        self._heard: dict[tuple[object, bool], int] = {}
        self._in_sentence: list[list[Reference]] = [[] for _ in document.trees]
        self._own_weights: dict[str, dict[int, float]] = {"person": {}, "thing": {}, "several": {}}
        self._distance: list[int] = []
        """Sentences before each that have a verb: headings and fragments do not put things further away."""
        verbs = 0
        for tree in document.trees:
            self._distance.append(verbs)
            verbs += any(t.pos in ("VERB", "AUX") for t in tree.tokens)
        self._distance.append(verbs)
        for reference in document.references:
            if not reference.predicate:
                self._in_sentence[reference.sentence].append(reference)

    def read(self, pronoun: Reference) -> None:
        """Join a pronoun to what it takes up, if that is clear."""
        word = pronoun.head.text.lower()
        if pronoun.person < 3:
            self._speaking(pronoun)
        elif is_relative(pronoun):
            self._relative(pronoun)
        elif word in _DEMONSTRATIVE or (word == "it" and self._pleonastic(pronoun)):
            return
        elif word.endswith(("self", "selves")):
            self._reflexive(pronoun)
        else:
            self._personal(pronoun)

    # -------------------------------------------------------------------------------------------- by grammar alone

    def _speaking(self, pronoun: Reference) -> None:
        """*I*, *we* and *you*: the speaker, or else the same as before in the same mouth."""
        voice = self._speech.voices.get(pronoun.index)
        if voice is None:
            return
        place: object = voice.place
        if voice.speaker is not None:
            place = id(self._document.chain[voice.speaker])
            if not pronoun.plural:
                self._document.join(pronoun.index, voice.speaker, SPEAKER)
                return
        before = self._heard.setdefault((place, pronoun.plural), pronoun.index)
        if before != pronoun.index:
            self._document.join(pronoun.index, before, SAME_VOICE)

    def _relative(self, pronoun: Reference) -> None:
        tree = self._document.trees[pronoun.sentence]
        for above in tree.ancestors(pronoun.head):
            if above.dep == "relcl":
                antecedent = self._document.at.get((pronoun.sentence, above.head))
                if antecedent is not None:
                    self._document.join(pronoun.index, antecedent.index, RELATIVE)
                return

    def _reflexive(self, pronoun: Reference) -> None:
        tree = self._document.trees[pronoun.sentence]
        subject = subject_of(tree, clause_of(tree, pronoun.head))
        bound = self._document.at.get((pronoun.sentence, subject.i)) if subject is not None else None
        if bound is not None and bound.index < pronoun.index and self._fits(pronoun, bound):
            self._document.join(pronoun.index, bound.index, REFLEXIVE)

    def _pleonastic(self, pronoun: Reference) -> bool:
        """*It is likely that …*, *it rains*, *it is time to …*: nothing is referred to."""
        tree, it = self._document.trees[pronoun.sentence], pronoun.head
        if it.dep == "expl":
            return True
        if it.dep not in ("nsubj", "nsubjpass"):
            return False
        verb = tree.head(it)
        if verb.lemma in ("rain", "snow"):
            return True
        if verb.lemma in ("seem", "appear", "happen", "turn"):
            return tree.child(verb, "ccomp", "xcomp") is not None
        if verb.lemma == "be" and any(
            clause.dep == "relcl" and any(t.tag in ("WP", "WDT") for t in tree.children[clause.i])
            for focus in tree.children[verb.i]
            if focus.dep == "attr" and focus.pos == "PROPN"
            for clause in tree.children[focus.i]
        ):
            return True  # it was Hill who paid
        if verb.lemma in ("be", "become", "take", "make"):
            described = [c for c in tree.children[verb.i] if c.dep in ("acomp", "attr")]
            if described and tree.child(verb, "ccomp", "csubj", "advcl") is not None:
                return True
            return tree.child(verb, "xcomp") is not None or any(
                c.lemma == "time" or tree.child(c, "xcomp", "ccomp") is not None for c in described
            )
        return it.dep == "nsubjpass" and tree.child(verb, "ccomp") is not None

    # -------------------------------------------------------------------------------------------- by weight

    def _personal(self, pronoun: Reference) -> None:
        speaker = self._just_spoke(pronoun)
        if speaker is not None:
            self._document.join(pronoun.index, speaker.index, SPEAKER)
            return
        patient = self._parallel(pronoun)
        if patient is not None:
            self._document.join(pronoun.index, patient.index, PARALLEL)
            return
        options = self.weighed(pronoun)
        if not options:
            return
        _, chance, antecedent = max(options, key=lambda option: (option[1], -option[2].index))
        if chance >= CERTAIN[family(pronoun)]:
            self._document.join(
                pronoun.index, antecedent.index, ONLY if len(options) == 1 else PRONOUN, round(chance, 2)
            )

    def _just_spoke(self, pronoun: Reference) -> Reference | None:
        """*"My word."* **He** *added …*: who said *I* in the quotation that the sentence before consists of."""
        if pronoun.sentence == 0 or pronoun.gender not in (MALE, FEMALE) or pronoun.head.dep != "nsubj":
            return None
        if self._document.trees[pronoun.sentence].head(pronoun.head).dep != "ROOT":
            return None
        before = self._document.trees[pronoun.sentence - 1]
        quoted = self._speech.quoted
        places = {quoted.get((before.index, t.i)) for t in before.tokens if t.pos != "PUNCT"}
        if len(places) != 1 or None in places or (pronoun.sentence, pronoun.head.i) in quoted:
            return None
        for candidate in self._in_sentence[before.index]:
            chain = self._document.chain[candidate.index]
            if candidate.person == 1 and not candidate.plural and chain.named and chain.gender == pronoun.gender:
                return candidate
        return None

    def _parallel(self, pronoun: Reference) -> Reference | None:
        """*He did not write the letter.* **It** *was written by others*: what the same verb was just said of."""
        if pronoun.head.dep not in _PATIENTS:
            return None
        verb = self._document.trees[pronoun.sentence].head(pronoun.head)
        if verb.pos != "VERB" or verb.lemma in _LIGHT:
            return None
        found = [
            candidate
            for sentence in (pronoun.sentence - 1, pronoun.sentence)
            for candidate in (self._in_sentence[sentence] if sentence >= 0 else ())
            if candidate.index < pronoun.index
            and candidate.head.dep in _PATIENTS
            and (above := self._document.trees[sentence].head(candidate.head)).lemma == verb.lemma
            and above is not verb
            and self._fits(pronoun, candidate)
        ]
        chains = {id(self._document.chain[candidate.index]) for candidate in found}
        return found[-1] if len(chains) == 1 else None

    def weighed(self, pronoun: Reference) -> list[tuple[float, float, Reference]]:
        """For each thing that the pronoun may take up: weight, chance (0 to 1), and the mention that speaks for it."""
        kin = family(pronoun)
        weights, own = lexicon.weights(kin), self._own_weights[kin]
        best: dict[int, tuple[float, Reference]] = {}
        for candidate in self.candidates(pronoun):
            if candidate.index not in own:
                own[candidate.index] = sum(weights.get(feature, 0.0) for feature in self._own_features(candidate))
            weight = own[candidate.index]
            for feature in self._features_together(pronoun, candidate):
                weight += weights.get(feature, 0.0)
            chain = id(self._document.chain[candidate.index])
            if chain not in best or weight > best[chain][0]:
                best[chain] = (weight, candidate)
        none = exp(weights.get("nothing", 0.0))
        total = none + sum(exp(weight) for weight, _ in best.values())
        return [(weight, exp(weight) / total, candidate) for weight, candidate in best.values()]

    def candidates(self, pronoun: Reference) -> Iterator[Reference]:
        """The references that grammar allows, nearest sentence first."""
        for sentence in range(pronoun.sentence, max(-1, pronoun.sentence - REACH - 1), -1):
            for candidate in self._in_sentence[sentence]:
                if abs(candidate.index - pronoun.index) > WINDOW:
                    continue
                if candidate.index >= pronoun.index:
                    if self._cataphoric(pronoun, candidate):
                        yield candidate
                elif self._fits(pronoun, candidate) and self._allowed(pronoun, candidate):
                    yield candidate

    def _cataphoric(self, pronoun: Reference, candidate: Reference) -> bool:
        """*In his letter,* **Johnson** *said*: the subject after the fronted phrase that the pronoun stands in."""
        if candidate.form is not A_NAME or candidate.head.dep not in ("nsubj", "nsubjpass"):
            return False
        tree = self._document.trees[pronoun.sentence]
        verb = candidate.head.head
        if pronoun.head.head == verb or not self._fits(pronoun, candidate):
            return False
        return any(
            a.head == verb and a.dep in ("prep", "advcl") and a.i < candidate.head.i
            for a in tree.ancestors(pronoun.head)
        )

    def _fits(self, pronoun: Reference, candidate: Reference) -> bool:
        """Whether person, number, gender and animacy agree."""
        document = self._document
        chain = document.chain[candidate.index]
        if candidate.form is A_PRONOUN and (candidate.person < 3 or candidate.index not in document.decided):
            if candidate.person < 3:
                return candidate.person == 1 and chain.named and chain.gender == pronoun.gender
            if candidate.head.tag not in ("PRP", "PRP$"):
                return False
            if candidate.gender != pronoun.gender or candidate.plural != pronoun.plural:
                return False
            if candidate.head.text.lower() == "it" and self._pleonastic(candidate):
                return False
        if pronoun.gender in (MALE, FEMALE):
            if chain.gender not in (UNKNOWN, pronoun.gender) or chain.plural:
                return False
            return chain.kind is Kind.PERSON or (chain.named and chain.kind is Kind.THING and chain.gender != UNKNOWN)
        if pronoun.gender == "n":
            return not chain.plural and chain.kind is not Kind.PERSON and chain.gender not in (MALE, FEMALE)
        return chain.plural or chain.kind in (Kind.GROUP, Kind.ORGANIZATION)

    def _allowed(self, pronoun: Reference, candidate: Reference) -> bool:
        """Binding: *him* is not the subject of its own verb; *his mother* is not *he*."""
        if candidate.sentence != pronoun.sentence:
            return True
        tree = self._document.trees[pronoun.sentence]
        p, c = pronoun.head, candidate.head
        if _inside(tree, p, c) or _of_own_clause(tree, p, c):
            return False
        if p.tag == "PRP$":
            return True
        if p.dep in ("nsubj", "nsubjpass"):
            return c.head != p.head or c.dep == "poss"
        verb = clause_of(tree, p)
        subject = subject_of(tree, verb)
        if subject is not None and (subject.i == c.i or (c.dep == "conj" and first_conjunct(tree, c).i == subject.i)):
            return False
        objects = ("dobj", "iobj", "dative", "pobj")
        doer = self._document.at.get((pronoun.sentence, subject.i)) if subject is not None else None
        if doer is not None and p.dep in objects[:3]:
            chains = self._document.chain
            if chains[doer.index] is chains[candidate.index]:  # they cannot formulate them
                return False
        return not (clause_of(tree, c).i == verb.i and c.dep in objects[:3] and p.dep in objects)

    def features(self, pronoun: Reference, candidate: Reference) -> Iterator[str]:
        """What can be said of a candidate; each has a weight."""
        yield from self._own_features(candidate)
        yield from self._features_together(pronoun, candidate)

    def _own_features(self, candidate: Reference) -> Iterator[str]:
        """What its own sentence says of a candidate, whatever the pronoun."""
        tree = self._document.trees[candidate.sentence]
        head = first_conjunct(tree, candidate.head)
        role = _ROLES.get(head.dep, "other")
        yield role
        if head is not candidate.head:
            yield "later conjunct"
        if self._distance[candidate.sentence] == self._distance[candidate.sentence + 1]:
            yield "in a fragment"
        if role == "owner":
            yield f"owner of a {_ROLES.get(tree.head(head).dep, 'other')}"
        elif role in _SUBJECTS and tree.head(head).dep in ("ROOT", "conj"):
            yield "main subject"
        yield f"{candidate.form}"
        if candidate.form is A_NOMINAL:
            yield "definite" if candidate.definite else "owned" if candidate.owner is not None else "indefinite"

    def _features_together(self, pronoun: Reference, candidate: Reference) -> Iterator[str]:
        """What holds of a candidate for this pronoun, at this point of the text."""
        document = self._document
        tree, chain = document.trees[candidate.sentence], document.chain[candidate.index]
        same_sentence = candidate.sentence == pronoun.sentence
        if candidate.index > pronoun.index:
            yield "later"
        elif same_sentence:
            yield "same sentence"
        else:
            yield _BACK[min(max(1, self._distance[pronoun.sentence] - self._distance[candidate.sentence]), 3)]
            if tree.paragraph != document.trees[pronoun.sentence].paragraph:
                yield "other paragraph"
        head = first_conjunct(tree, candidate.head)
        role = _ROLES.get(head.dep, "other")
        own = _ROLES.get(pronoun.head.dep, "other")
        if role == own or (role in _SUBJECTS and own in _SUBJECTS):
            yield "same role"
        if same_sentence and role in _SUBJECTS and tree.is_below(pronoun.head, tree.head(head)):
            yield "subject above"
            if clause_of(tree, pronoun.head).i == head.head:
                yield "subject of the clause"
        verb = document.trees[pronoun.sentence].head(pronoun.head)
        if role == own == "subject" and verb.lemma in _SAYING and tree.head(head).lemma in _SAYING:
            yield "both speak"
        if candidate.form is A_PRONOUN:
            yield "same word" if candidate.lemma == pronoun.lemma else "other pronoun"
        if chain.named:
            yield "named"
        yield _KINDS[chain.kind]
        if chain.gender == pronoun.gender:
            yield "gender"
        before = sum(map(pronoun.index.__gt__, chain.members))
        yield _MENTIONED[bisect(_TIMES, before)]
        quote = self._speech.quoted.get((candidate.sentence, candidate.head.i))
        if quote != self._speech.quoted.get((pronoun.sentence, pronoun.head.i)):
            yield "other quotation" if quote is not None else "outside of the quotation"
            if candidate.person == 1:
                yield "speaker"
        yield _GAPS[bisect(_GAP_ENDS, pronoun.index - candidate.index)]


_PATIENTS = frozenset(("dobj", "nsubjpass"))
_LIGHT = frozenset(("have", "do", "make", "take", "get", "give", "see", "say", "call", "use"))
"""Verbs that are said of too much to tell anything."""
_SUBJECTS = frozenset(("subject", "passive subject"))
_BACK = ("", "1 back", "2 back", "3 back")
_KINDS = {kind: f"kind {kind}" for kind in (None, *Kind)}
_TIMES, _MENTIONED = (2, 3, 8), ("mentioned once", "mentioned twice", "mentioned often", "mentioned all over")
_GAP_ENDS, _GAPS = (2, 4, 8, 16), ("gap 0", "gap 1", "gap 2", "gap 3", "gap 4")


def family(pronoun: Reference) -> str:
    """Which weights a pronoun takes: those for people, for things, or for several."""
    if pronoun.gender in (MALE, FEMALE):
        return "person"
    return "thing" if pronoun.gender == "n" else "several"


def _inside(tree: Tree, p: Token, c: Token) -> bool:
    """Whether *his* stands in the phrase that *car* heads, other than in a clause or beside *and*: *his car*."""
    if p.i == c.i:
        return True
    token = p
    while token.head != token.i:
        if token.dep in ("relcl", "acl", "conj", "appos") or token.pos in ("VERB", "AUX"):
            return False
        token = tree.head(token)
        if token.i == c.i:
            return True
    return False


def _of_own_clause(tree: Tree, p: Token, c: Token) -> bool:
    """*Born to the brewer and his wife* **Anne**, **she** *moved*: who is born is not the one to whom.

    Somebody in a participle clause without a subject is another than the subject of the clause beside it, for that is
    its subject too.
    """
    if p.dep not in ("nsubj", "nsubjpass") or c.i > p.i or c.dep == "poss":
        return False
    verb = clause_of(tree, c)
    if verb.dep != "advcl" or verb.tag not in ("VBN", "VBG") or verb.head != p.head or verb.i > p.i:
        return False
    return tree.child(verb, "nsubj", "nsubjpass", "mark") is None
