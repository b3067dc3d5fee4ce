"""Mistakes of the parser that recur, mended in one place before any rule looks.

Each function names what it mends and where it was seen (counts over 638 sentences of CaRB dev and 81 news articles).
A sentence without them is returned as it is.
"""

from __future__ import annotations

from dataclasses import replace

from kg.extract.complements import SIGNATURES
from kg.extract.labels import COMMON_OR_NAME, SUBJECTS, VERBS
from kg.model import Parse, Sentence, Token

_PARTICLES = frozenset({"back", "up", "down", "out", "off", "away", "over", "aside", "forward", "apart"})
_ADJOINED = frozenset({"advmod", "amod"})
_VOWELS = frozenset("aeiou")


def mended(parse: Parse) -> Parse:
    """A parse with the recurring mistakes of its parser mended."""
    sentences = tuple(map(_mended, parse.sentences))
    if all(new is old for new, old in zip(sentences, parse.sentences, strict=True)):
        return parse
    return replace(parse, sentences=sentences)


def _mended(sentence: Sentence) -> Sentence:
    tokens = sentence.tokens
    changed: dict[int, Token] = {}
    for token in tokens:
        if token.dep == "conj":
            mended = _lemma(_noun_conjunct(token, tokens))
        elif token.dep in _ADJOINED:
            mended = _lemma(_called(_particle(token, tokens), tokens))
        elif token.pos == "VERB":
            mended = _lemma(token)
        else:
            continue
        if mended is not token:
            changed[token.i] = mended
    for mend in (_late_apposition, _after_apposition, _run_on, _interrupted, _gerund, _condition, _contrast):
        changed.update(mend(tuple(changed.get(t.i, t) for t in tokens) if changed else tokens))
    if not changed:
        return sentence
    return Sentence(tuple(changed.get(t.i, t) for t in tokens), sentence.paragraph)


def _interrupted(tokens: tuple[Token, ...]) -> dict[int, Token]:
    """*It is not true, the minister said,* **that** *the army ignored it*: what is true, not what he said.

    A clause behind *it is true* was hung below the verb of saying that interrupts them.
    """
    changed: dict[int, Token] = {}
    for token in tokens:
        if token.dep != "ccomp":
            continue
        verb = tokens[token.head]
        copula = tokens[verb.head]
        if verb.dep not in {"parataxis", "ccomp"} or copula.lemma != "be" or copula.i > verb.i:
            continue
        below = [t for t in tokens if t.head == copula.i]
        described = any(t.dep == "acomp" for t in below) and any(t.text.lower() == "it" for t in below)
        that = any(t.head == token.i and t.dep == "mark" and t.lemma == "that" for t in tokens)
        if described and that and tokens[verb.i + 1].text == "," and token.i > verb.i:
            changed[token.i] = token._replace(head=copula.i)
    return changed


def _condition(tokens: tuple[Token, ...]) -> dict[int, Token]:
    """***Should** the vote fail, the mayor will resign*: a condition, and not what anybody resigns."""
    if tokens[0].text not in {"Had", "Should", "Were"} or tokens[-1].text == "?":
        return {}
    verb = tokens[0] if tokens[0].dep != "aux" else tokens[tokens[0].head]
    above = tokens[verb.head]
    subject = any(t.head == verb.i and t.dep in SUBJECTS for t in tokens[1 : verb.i + 2])
    comma = any(t.text == "," for t in tokens[verb.i : above.i])
    if verb.dep == "ccomp" and above.i > verb.i and subject and comma:
        return {verb.i: verb._replace(dep="advcl")}
    return {}


def _contrast(tokens: tuple[Token, ...]) -> dict[int, Token]:
    """*Hill, not* **Smith**, *paid*: no apposition. *It was not Hill* **who paid**: a relative clause."""
    changed: dict[int, Token] = {}
    for token in tokens:
        if token.dep == "appos" and token.i > token.head:
            own = [t for t in tokens[token.head + 1 : token.i] if t.dep == "neg" and t.text.lower() == "not"]
            if own and own[-1].head in (token.i, token.head) and tokens[own[-1].i - 1].text == ",":
                changed[token.i] = token._replace(dep="dep")
                for t in tokens[token.i + 1 :]:
                    if t.head == token.i and t.dep == "relcl":
                        changed[t.i] = t._replace(head=token.head)
        elif token.dep == "ccomp" and token.pos in VERBS and tokens[token.head].lemma == "be":
            below = [t for t in tokens if t.head == token.head]
            focus = next((t for t in below if t.dep == "attr" and t.i < token.i), None)
            it = any(t.dep == "nsubj" and t.text.lower() == "it" for t in below)
            who = next((t for t in tokens if t.head == token.i and t.dep in SUBJECTS), None)
            if it and focus is not None and who is not None and who.tag in {"WP", "WDT"} and who.i == focus.i + 1:
                changed[token.i] = token._replace(dep="relcl", head=focus.i)
    return changed


def _gerund(tokens: tuple[Token, ...]) -> dict[int, Token]:
    """*according to* **tracking** *data*: what says so are data of a kind, nobody tracks them."""
    changed: dict[int, Token] = {}
    for token in tokens:
        if token.dep != "pcomp" or token.tag != "VBG" or token.i + 1 >= len(tokens):
            continue
        to = tokens[token.head]
        noun = next((t for t in tokens[token.i + 1 :] if t.head == token.i and t.dep == "dobj"), None)
        if to.text.lower() != "to" or tokens[to.head].text.lower() != "according" or noun is None:
            continue
        between = tokens[token.i + 1 : noun.i]
        if noun.tag in {"NN", "NNS"} and all(t.dep in {"compound", "amod"} and t.head == noun.i for t in between):
            changed[token.i] = token._replace(dep="amod", head=noun.i, pos="ADJ")
            changed[noun.i] = noun._replace(dep="pobj", head=to.i)
    return changed


def _late_apposition(tokens: tuple[Token, ...]) -> dict[int, Token]:
    """*forced the shop to close its store,* **the oldest** *in town*: no second object, but said of what precedes it.

    A nominal behind a comma was read as an object, a complement or an adverbial of the verb (18 cases). It explains
    the noun directly in front of the comma if that has no other noun around it; or else nobody can tell what.
    """
    changed: dict[int, Token] = {}
    for token in tokens:
        if token.dep not in {"dobj", "attr", "npadvmod"} or token.pos not in COMMON_OR_NAME or token.head > token.i:
            continue
        verb = tokens[token.head]
        if verb.pos not in VERBS or not any(t.text == "," for t in tokens[verb.i + 1 : token.i]):
            continue
        own = _under(token.i, tokens)
        start = min(i for i in own if tokens[i].pos != "PUNCT")
        if tokens[start].dep not in {"det", "poss", "amod"} or _measures(token):
            continue
        if any(tokens[i].dep in {"conj", "nsubj"} and tokens[i].head == token.i for i in own):
            continue
        comma = start - 1 if tokens[start - 1].text not in _CLOSING_QUOTES else start - 2
        before = tokens[comma - 1] if tokens[comma - 1].text not in _CLOSING_QUOTES else tokens[comma - 2]
        if tokens[comma].text != "," or before.pos not in COMMON_OR_NAME or before.i <= verb.i:
            continue
        if token.dep == "npadvmod" or before.head != verb.i or _measures(before):
            changed[token.i] = token._replace(dep="dep")
        else:
            changed[token.i] = token._replace(dep="appos", head=before.i)
    return changed


def _after_apposition(tokens: tuple[Token, ...]) -> dict[int, Token]:
    """*the brewer Tom Hall and his* **wife**: coordinated with the brewer, not with what explains him.

    A noun with a determiner was joined to a name in apposition, as if one brewer were two people (lives of people
    have it, news hardly).
    """
    changed: dict[int, Token] = {}
    for token in tokens:
        if token.dep != "conj" or token.tag not in {"NN", "NNS"} or token.head > token.i:
            continue
        name = tokens[token.head]
        noun = tokens[name.head]
        if name.dep != "appos" or name.tag != "NNP" or noun.tag != "NN" or noun.i > name.i:
            continue
        if not any(t.head == token.i and t.dep in {"det", "poss", "nummod"} and t.i < token.i for t in tokens):
            continue
        changed[token.i] = token._replace(head=noun.i)
        for t in tokens[name.i + 1 : token.i]:
            if t.head == name.i and t.dep in {"cc", "punct"}:
                changed[t.i] = t._replace(head=noun.i)
    return changed


_CLOSING_QUOTES = frozenset({"''", "”", '"', "’"})


def _measures(token: Token) -> bool:
    return token.entity[2:] in {"DATE", "TIME", "PERCENT", "CARDINAL", "QUANTITY", "MONEY"}


def _run_on(tokens: tuple[Token, ...]) -> dict[int, Token]:
    """*Profits* **rose** *; sales fell*: what stands before a semicolon is not what the next verb is about (22 cases).

    Nor what stands before a comma, if the verb takes no content and lacks nothing: *the city* **grew**, *a line was
    opened* (9 cases); but *the plan was dead, he quipped*.

    Nor is the first of three verbs that share a subject: *she* **hears** *him out, asks and leaves*. The parser hangs
    the first below the second, as if it were said there; it becomes the one that the second is coordinated with.
    """
    changed: dict[int, Token] = {}
    early = [t for t in tokens if t.dep == "ccomp" and t.i < t.head and {t.pos, tokens[t.head].pos} <= VERBS]
    if not early:
        return changed
    subjects = {t.head for t in tokens if t.dep in SUBJECTS or t.dep == "expl"}
    for token in early:
        if token.i not in subjects:
            continue
        verb = changed.get(token.head, tokens[token.head])
        below = _under(token.i, tokens)
        own = _under(verb.i, tokens) - below
        ends = max(i for i in below if tokens[i].pos != "PUNCT")
        starts = min(i for i in own if tokens[i].pos != "PUNCT")
        between = {t.text for t in tokens[ends + 1 : starts]}
        shared = verb.i not in subjects and token.tag == verb.tag and token.tag in _FINITE and "," in between
        full = verb.lemma not in _OF_CONTENT and any(
            tokens[i].dep in _FILLING and tokens[i].head == verb.i for i in own
        )
        parted = ";" in between or ("," in between and full)
        if ((parted and verb.i in subjects) or shared) and not between & _CLOSING_QUOTES:
            top = token.i if verb.head == verb.i else verb.head
            changed[token.i] = changed.get(token.i, token)._replace(head=top, dep=verb.dep)
            changed[verb.i] = verb._replace(head=token.i, dep="conj")
    return changed


_FINITE = frozenset({"VBD", "VBZ", "VBP"})
_FILLING = frozenset({"dobj", "attr", "acomp", "auxpass"})
_OF_CONTENT = frozenset(word for kind, form, word in SIGNATURES if (kind, form) == ("verb", "that"))


def _under(top: int, tokens: tuple[Token, ...]) -> set[int]:
    """A word and all that hangs below it."""
    below: dict[int, list[int]] = {}
    for t in tokens:
        if t.head != t.i:
            below.setdefault(t.head, []).append(t.i)
    found, stack = {top}, [top]
    while stack:
        for i in below.get(stack.pop(), ()):
            found.add(i)
            stack.append(i)
    return found


def _particle(token: Token, tokens: tuple[Token, ...]) -> Token:
    """*take* **back** *migrants*: a particle read as an adverb or as an adjective of the object (12 cases)."""
    if token.text.lower() not in _PARTICLES or token.i == 0:
        return token
    before = tokens[token.i - 1]
    if before.pos != "VERB" or any(t.head == token.i and t.i != token.i for t in tokens):
        return token
    return token._replace(dep="prt", head=before.i, pos="ADP", tag="RP")


def _called(token: Token, tokens: tuple[Token, ...]) -> Token:
    """*described the tax as* **unfair**: an adjective behind *as*, read as modifying it (11 cases)."""
    if token.dep != "amod" or tokens[token.head].text.lower() != "as" or token.head > token.i:
        return token
    return token._replace(dep="pobj") if tokens[token.head].dep == "prep" else token


def _noun_conjunct(token: Token, tokens: tuple[Token, ...]) -> Token:
    """*called for patrols, as well as a* **deepening**: a noun coordinated with a verb joins its object (9 cases)."""
    if token.pos not in COMMON_OR_NAME or token.tag == "VBG":
        return token
    verb = tokens[token.head]
    if verb.pos not in VERBS or verb.i > token.i:
        return token
    below = [t for t in tokens if t.head == token.i]
    if any(t.dep in {"nsubj", "nsubjpass", "aux"} or (t.dep == "prep" and t.text != "of") for t in below):
        return token
    if tokens[token.i - 1].dep == "neg" or any(t.text in {"not", "but"} for t in tokens[token.i - 3 : token.i]):
        return token
    for other in reversed(tokens[verb.i + 1 : token.i]):
        above = tokens[other.head]
        direct = other.dep in {"dobj", "attr"} and above.i == verb.i
        if direct or (other.dep == "pobj" and above.head == verb.i):
            return token._replace(head=other.i)
    return token


def _lemma(token: Token) -> Token:
    """**hoped** has the lemma *hope*: *hop* would double its consonant (Quirk et al. 1985, 3.7)."""
    if token.pos != "VERB" or token.tag not in {"VBD", "VBN", "VBG", "VBZ"}:
        return token
    lemma, word = token.lemma, token.text.lower()
    stem = word[:-2] if word.endswith(("ed", "es")) else word[:-3] if word.endswith("ing") else ""
    vowels = [n for n, letter in enumerate(lemma) if letter in _VOWELS]
    if stem == lemma and vowels == [len(lemma) - 2] and len(lemma) > 2 and lemma[-1] not in "wxy":
        return token._replace(lemma=lemma + "e")
    return token
