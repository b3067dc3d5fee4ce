"""Who is said to say so: source, cue and content of reported speech, thought and wish.

Attribution is carried down the tree: what is governed by *said*, *believes* or *claim* is said by its subject or owner,
whatever stands below it too, so that sources nest (*Shapps told the BBC that he hoped …*). Direct quotations are read
over the whole document, in :mod:`kg.extract.speakers`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kg.extract.complements import SIGNATURES, Complement, is_given, joins_governor
from kg.extract.factuality import ADVERBS, PASSING_ON, PERFORMATIVES, definite, hedged
from kg.extract.labels import COMMON_OR_NAME, FINITE, SUBJECTS, VERBS, WH_TAGS
from kg.extract.lexicon import words
from kg.extract.moods import AUTHOR
from kg.extract.phrases import after_comma, noun_phrase
from kg.model import Attribution, Modality, Phrase, Token
from kg.tree import Tree

Chain = tuple[Attribution, ...]
"""Attributions of one word, outermost first."""

MAX_SOURCES = 16
"""Sources within sources; nesting beyond that is no news."""

DOCUMENTS = words("documents")
VIEWPOINTS = words("viewpoints")
JUDGES = words("judges")
ROLES = words("roles")

_FUNCTIONAL = frozenset(
    {"det", "punct", "aux", "auxpass", "prep", "case", "mark", "cc", "advmod", "nummod", "neg", "prt", "agent", "expl"}
)
_OWN = PERFORMATIVES | PASSING_ON
_PLACES = frozenset({"nsubj", "nsubjpass", "dobj", "pobj", "dative", "attr", "conj", "poss", "compound", "appos"})
_CLAUSES = frozenset({"that", "whether", "wh", "to", "bare", "ing", "oprd"})
_OF_OBJECTS = frozenset({"as", "of", "from", "into", "for"})
_HELD_BY = frozenset({"of", "by", "from", "among"})
_NOW = frozenset({"VB", "VBP"})
_NOBODY = frozenset({"anybody", "anyone", "nobody", "one", "someone", "somebody"})
_CUE_PARTS = frozenset({"prt", "neg"})
_NAMES = frozenset({"NOUN", "PROPN", "PRON", "NUM", "DET", "ADJ"})


def is_saying(lemma: str) -> bool:
    """Whether a verb reports what somebody says or thinks.

    >>> is_saying("say"), is_saying("cancel")
    (True, False)
    """
    signature = SIGNATURES.get(("verb", "that", lemma))
    return signature is not None and signature.sourced


def speaks(subject: Token) -> bool:
    """Whether a noun is of somebody or something that may say so, and not of mere evidence: *he*, *the study*, *Apple*.

    Common nouns are taken for evidence where neither they nor their ending tell of people.
    """
    if subject.pos != "NOUN":
        return subject.text.lower() not in _THINGS
    lemma = subject.lemma.lower()
    return lemma in DOCUMENTS or lemma in ROLES or lemma in _GROUPS or lemma.endswith(_AGENTS)


_THINGS = frozenset({"it", "this", "that", "which", "what", "these", "those"})
_GROUPS = frozenset(
    {"people", "man", "woman", "team", "group", "police", "company", "firm", "government", "ministry", "agency"}
    | {"committee", "commission", "court", "party", "researcher", "scientist", "expert", "critic", "figure", "datum"}
)
_AGENTS = ("er", "or", "ist", "ian", "man", "woman", "people")


# ------------------------------------------------------------------------------------------------ subjects


def subjects(tree: Tree, order: Sequence[Token]) -> list[Token | None]:
    """For each predicate the word that is its subject, written or passed on; relatives are the noun they stand for."""
    found: list[Token | None] = [None] * len(tree.tokens)
    antecedents: list[Token | None] = [None] * len(tree.tokens)
    written: dict[int, Token] = {}
    for subject in tree.labelled(*SUBJECTS):
        written.setdefault(subject.head, subject)
    for token in order:
        i, dep, head = token.i, token.dep, tree.tokens[token.head]
        antecedent = antecedents[i] = head if dep in {"relcl", "acl"} else antecedents[head.i]
        if i in written:
            own = written[i]
            found[i] = antecedent if own.tag in WH_TAGS and antecedent is not None else own
        elif token.pos in VERBS or dep in {"acomp", "oprd", "attr"}:
            found[i] = _passed_on(tree, token, head, found)
    return found


def _passed_on(tree: Tree, token: Token, head: Token, found: Sequence[Token | None]) -> Token | None:
    match token.dep:
        case "relcl" | "acl":
            return head
        case "xcomp" | "ccomp" | "oprd":
            obj = tree.child(head, "dobj", "dative")
            return obj if obj is not None and obj.i < token.i and obj.pos in _NAMES else found[head.i]
        case "pcomp":
            above = tree.head(head)
            if head.text.lower() in _OF_OBJECTS and (obj := tree.child(above, "dobj")) is not None and obj.i < head.i:
                return obj  # quoted him as saying, accused him of lying
            return above if above.pos in COMMON_OR_NAME and found[above.i] is None else found[above.i]
        case "ROOT":
            return None
        case "conj" if joins_governor(tree, token, head):
            return found[head.head]
    return found[head.i]


def is_passive(tree: Tree, verb: Token) -> bool:
    """Whether the subject of a verb is not its doer: *was told*, *a man* **said** *to be rich*."""
    if verb.pos not in VERBS:
        return False
    auxiliary = subject = False
    for c in tree.children[verb.i]:
        if c.dep in {"auxpass", "nsubjpass", "csubjpass"}:
            return True
        auxiliary = auxiliary or c.dep == "aux"
        subject = subject or c.dep in SUBJECTS
    if verb.tag != "VBN" or auxiliary or subject:
        return False
    return verb.dep in {"acl", "relcl", "advcl", "amod"}


# ------------------------------------------------------------------------------------------------ one sentence


def attribution(tree: Tree, order: Sequence[Token], complements: Mapping[int, Complement]) -> list[Chain]:
    """The attributions of each word of a sentence, quotation marks left aside; ``order`` is from the roots down."""
    return _Reader(tree, order, complements).chains


class _Reader:
    __slots__ = ("above", "chains", "complements", "contents", "in_noun", "subjects", "tree")

    def __init__(self, tree: Tree, order: Sequence[Token], complements: Mapping[int, Complement]) -> None:
        self.tree = tree
        self.complements = complements
        self.contents = {c.governor.i for c in complements.values() if c.frame in {"that", "whether"}}
        self.subjects = subjects(tree, order)
        self.in_noun = [False] * len(tree.tokens)  # said of by a noun, not in a clause: condemned the attack
        self.above: list[Chain] = [()] * len(tree.tokens)
        self.chains: list[Chain] = [()] * len(tree.tokens)
        for token in order:
            i, pos, dep = token.i, token.pos, token.dep
            known = complements.get(i)
            nominal = pos in COMMON_OR_NAME or dep == "prep"
            self.in_noun[i] = nominal and (_is_topic(known) if known else self.in_noun[token.head])
            if dep in _FUNCTIONAL and known is None and token.text.lower() != "according":
                self.above[i] = self.chains[i] = self.chains[token.head]
                continue
            chain = self.above[i] = self.inherited(token)
            if pos in VERBS or dep == "ROOT":
                chain = (*chain, *self.own(token))
            elif pos in {"ADJ", "NOUN"}:
                chain = (*chain, *self.by_adverb(token))
            self.chains[i] = chain

    def inherited(self, token: Token) -> Chain:
        if token.dep == "ROOT":
            return ()
        known = self.complements.get(token.i)
        if known is not None and known.signature.sourced:
            base = self.chains[known.governor.i] if known.governor.i != token.i else ()
            said = self.by(known)
            return base if said is None or len(base) == MAX_SOURCES else (*base, said)
        head = self.tree.head(token)
        if token.dep == "parataxis" or (token.dep in {"advcl", "ccomp"} and self.is_aside(token)):
            return self.above[head.i]
        if token.dep == "ccomp" and known is None and head.pos in VERBS:
            return self.above[head.i]  # a sentence run into another
        if token.dep == "prep" and token.text.lower() == "according":
            return self.above[head.i]  # the study that says so does not say who published it
        if token.dep == "advcl" and (is_set_apart(self.tree, token) or is_given(self.tree, token)):
            return self.outside(head)
        if self.in_passing(token, head):
            return ()
        if joins_governor(self.tree, token, head):
            return self.above[head.head]
        return self.chains[head.i]

    def outside(self, content: Token) -> Chain:
        """The attributions of the sentence around what is said: *he says it fell, although others deny it*."""
        while content.dep in {"ccomp", "xcomp"} and content.i in self.complements:
            content = self.complements[content.i].governor
        return self.above[content.i]

    def in_passing(self, token: Token, head: Token) -> bool:
        """Whether a word is the author's own in the middle of what somebody says.

        What a definite noun takes to be there, and a clause that adds to a noun without restricting it, are not part of
        what is said: *he claims that the deal* **reached** *in 1991, which* **barred** *Apple, is void* (Potts 2005).
        Nor is what happened to the noun that he speaks of: *he condemned an attack that* **killed** *nine*.
        """
        if not self.chains[head.i]:
            return False
        if token.dep == "appos":
            return after_comma(self.tree, token)  # announced the phone, a player that mimics it
        if token.dep in {"relcl", "acl"}:
            past = token.tag == "VBD" or (token.tag == "VBN" and token.dep == "acl")
            return definite(self.tree, head) or after_comma(self.tree, token) or (past and self.in_noun[head.i])
        return token.pos in COMMON_OR_NAME and token.dep in _PLACES and definite(self.tree, token)

    def own(self, verb: Token) -> list[Attribution]:
        """Whoever says a clause from a phrase beside it: *according to X*, *…, he said*, *allegedly*."""
        found = []
        for c in self.tree.children[verb.i]:
            if c.dep == "prep":
                said = self.by_phrase(c)
            elif c.dep in {"parataxis", "advcl", "ccomp"} and self.is_aside(c):
                said = self.by_verb(c)
            elif c.dep == "advmod":
                said = self.adverb(c)
            else:
                continue
            if said is not None:
                found.append(said)
        return found

    def by_adverb(self, token: Token) -> list[Attribution]:
        return [said for c in self.tree.children[token.i] if c.dep == "advmod" and (said := self.adverb(c)) is not None]

    def adverb(self, adverb: Token) -> Attribution | None:
        if ADVERBS.get(adverb.text.lower()) != "attributed":
            return None
        return Attribution(None, Phrase(adverb, (adverb,)))

    def is_aside(self, verb: Token) -> bool:
        """*the letter,* **he said**, *was …*; *as he* **put** *it*: a verb of saying beside what it reports."""
        if verb.pos != "VERB" or verb.i in self.contents:
            return False
        marked = subject = False
        for c in self.tree.children[verb.i]:
            if c.dep == "mark":
                if c.lemma.lower() != "as":
                    return False
                marked = True
            elif c.dep in SUBJECTS:
                subject = True
            elif c.dep in {"xcomp", "ccomp"} or (marked and self.reports_otherwise(c)):
                return False
        if marked and not subject and verb.tag == "VBN" and verb.dep == "advcl" and self.agent(verb) is not None:
            return is_saying(verb.lemma.lower())  # as reported by the BBC
        if not subject or (verb.dep == "advcl" and not marked):
            return False
        if verb.dep == "ccomp" and (verb.tag not in FINITE or not self.between_commas(verb)):
            return False
        return is_saying(verb.lemma.lower()) or (marked and verb.lemma == "put")

    def reports_otherwise(self, part: Token) -> bool:
        """*as he said goodbye*, *as it was seen by them*: no *as he said*."""
        return part.dep == "auxpass" or (part.dep == "dobj" and part.text.lower() != "it")

    def between_commas(self, verb: Token) -> bool:
        """A *he said* that the parser took for content, though it stands amid or after the clause."""
        subtree = self.tree.subtree(verb)
        first, last = subtree[0].i, subtree[-1].i
        before = self.tree.tokens[first - 1] if first else None
        return (
            len(subtree) <= 8
            and before is not None
            and before.text in {",", "-", "–", "—", "--", "”", '"', "''"}
            and first > verb.head
            and (last + 1 == len(self.tree.tokens) or self.tree.tokens[last + 1].pos == "PUNCT")
        )

    # -------------------------------------------------------------------------------------------- source and cue

    def by(self, known: Complement) -> Attribution | None:
        governor = known.governor
        if governor.tag == "VBG" and governor.dep in {"advcl", "prep"} and governor.lemma == "consider":
            return None  # considering that he left
        if hedged(self.tree, known):
            return None
        if (known.frame == "wh" or known.signature.factive) and self.is_nobody(self.subjects[governor.i]):
            return None  # does anybody know why he left
        if known.signature.source == "evidence" and not is_passive(self.tree, governor):
            subject = self.subjects[governor.i]
            if subject is None or not speaks(subject):
                return None
        if governor.pos in COMMON_OR_NAME:
            return Attribution(self.holder(governor), self.cue(governor), factive=known.signature.factive)
        if governor.pos == "ADJ":
            subject = self.subjects[governor.i]
            if subject is None and governor.dep == "amod":
                subject = self.tree.head(governor)
            if subject is None or subject.dep == "expl" or subject.text.lower() == "it":
                return None
            if known.signature.factive and subject.text.lower() in AUTHOR:
                return None
            return Attribution(self.phrase(subject), self.cue(governor), factive=known.signature.factive)
        if is_passive(self.tree, governor):
            agent = self.agent(governor)
            if agent is None and known.frame == "as" and known.content.tag == "VBG":
                return None  # was quoted as saying: the saying names its source
            return Attribution(self.phrase(agent), self.cue(governor), factive=known.signature.factive)
        return self.by_verb(governor, known.signature.factive)

    def is_nobody(self, subject: Token | None) -> bool:
        return subject is not None and subject.text.lower() in _NOBODY

    def by_verb(self, verb: Token, factive: bool = False) -> Attribution | None:
        if is_passive(self.tree, verb):
            source = self.agent(verb)
        else:
            source = self.subjects[verb.i]
            if source is None or (factive and source.text.lower() in AUTHOR and verb.tag in {"VBP", "VBZ"}):
                return None  # the author's own knowledge; or nobody: an imperative, a fragment
            if self.is_own_word(verb, source):
                return None
        return Attribution(self.phrase(source), self.cue(verb), factive=factive)

    def is_own_word(self, verb: Token, subject: Token) -> bool:
        """*I* **must say** *that it was good*: what the author says, the document says; not *I said that it was*."""
        if subject.text.lower() not in AUTHOR or verb.lemma.lower() not in _OWN or verb.tag not in _NOW:
            return False
        return not any(c.dep == "neg" or c.lemma in {"have", "do"} for c in self.tree.children[verb.i] if c.i < verb.i)

    def agent(self, verb: Token) -> Token | None:
        for c in self.tree.children[verb.i]:
            if c.dep == "agent" or (c.dep == "prep" and c.text.lower() == "by"):
                return self.tree.child(c, "pobj")
        return None

    def holder(self, noun: Token) -> Phrase | None:
        """Whose claim it is; a document is its own source."""
        if noun.lemma.lower() in DOCUMENTS:
            return self.phrase(noun)
        for c in self.tree.children[noun.i]:
            if c.dep == "poss":
                return self.phrase(c)
            if c.dep in {"prep", "agent"} and c.text.lower() in _HELD_BY and c.i > noun.i:
                return self.phrase(self.tree.child(c, "pobj"))
        verb = self.tree.head(noun)
        if noun.dep == "dobj" and verb.pos == "VERB" and verb.lemma in _MAKING and not is_passive(self.tree, verb):
            return self.phrase(self.subjects[verb.i])
        return None

    def by_phrase(self, prep: Token) -> Attribution | None:
        text = prep.text.lower()
        if text == "according":
            to = self.tree.child(prep, "prep")
            source = self.tree.child(to or prep, "pobj")
            cue = Phrase(prep, (prep, to)) if to is not None else Phrase(prep, (prep,))
            if source is None:  # according to what he told the court
                told = self.tree.child(to or prep, "pcomp")
                if told is None or told.pos not in VERBS:
                    return None
                speaker = self.subjects[told.i] if is_saying(told.lemma.lower()) else None
                return Attribution(self.phrase(speaker), cue)
            return None if self.is_measure(source) else Attribution(self.phrase(source), cue)
        if text == "per":
            source = self.tree.child(prep, "pobj")
            says = source is not None and (source.pos == "PROPN" or source.lemma.lower() in DOCUMENTS | ROLES)
            if not says or self.tree.head(prep).pos not in VERBS or not after_comma(self.tree, prep):
                return None
            return Attribution(self.phrase(source), Phrase(prep, (prep,)))
        if text == "for" and self.opens(prep):
            judges = self.tree.child(prep, "pobj")
            if judges is not None and judges.lemma.lower() in JUDGES:
                return Attribution(self.phrase(judges), Phrase(prep, (prep,)))
        if text in {"in", "by", "from", "to"}:
            noun = self.tree.child(prep, "pobj")
            if noun is not None and noun.lemma.lower() in VIEWPOINTS and noun.lemma.lower() not in DOCUMENTS:
                source = self.tree.child(noun, "poss")
                if (
                    source is None
                    and prep.text.lower() == "in"
                    and noun.lemma.lower() in {"view", "opinion", "word", "eye"}
                ):
                    of = self.tree.child(noun, "prep")
                    held = of is not None and of.text == "of" and self.tree.child(noun, "det") is not None
                    source = self.tree.child(of, "pobj") if of is not None and held else None
                if source is not None:
                    return Attribution(self.phrase(source), Phrase(prep, (prep, noun)))
        return None

    def opens(self, phrase: Token) -> bool:
        """Whether a phrase stands in front of its sentence, before a comma: **For many economists**, *it failed*."""
        end = self.tree.subtree(phrase)[-1].i + 1
        before = all(t.pos in {"CCONJ", "ADV", "PUNCT"} for t in self.tree.tokens[: phrase.i])
        return before and end < len(self.tree.tokens) and self.tree.tokens[end].text == ","

    def is_measure(self, noun: Token) -> bool:
        """*according to plan*, *according to size*: a bare noun that says nothing."""
        if noun.tag != "NN" or noun.lemma.lower() in ROLES:
            return False
        return not any(c.i < noun.i for c in self.tree.children[noun.i])

    def cue(self, word: Token) -> Phrase:
        parts = [word, *(c for c in self.tree.children[word.i] if c.dep in _CUE_PARTS)]
        return Phrase(word, tuple(sorted(parts)))

    def phrase(self, head: Token | None) -> Phrase | None:
        if head is None or head.dep == "expl":
            return None
        if head.text.lower() == "it" and head.dep == "nsubjpass":
            return None
        phrase = noun_phrase(self.tree, head, split=False, bare=True)
        if phrase.tokens[-1].dep != "case":
            return phrase
        return Phrase(head, phrase.tokens[:-1])  # Johnson's claim: Johnson


def _is_topic(known: Complement) -> bool:
    """Whether a noun is what somebody speaks of, and takes to be there: *condemned the attack*, not *wants a deal*."""
    return known.frame not in _CLAUSES and known.signature.modality is Modality.ACTUAL


def is_set_apart(tree: Tree, clause: Token) -> bool:
    """*…, although others deny it*: a contrast after a comma is no part of what is said."""
    marked = any(c.dep == "mark" and c.lemma.lower() in _CONTRASTS for c in tree.children[clause.i])
    return marked and after_comma(tree, clause)


_CONTRASTS = frozenset({"although", "though", "whereas"})
_MAKING = frozenset(
    {"make", "have", "express", "issue", "voice", "give", "repeat", "raise", "hold", "send", "release", "publish"}
)
