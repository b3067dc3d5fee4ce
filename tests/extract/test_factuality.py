"""Polarity and modality by phenomenon, each with its near miss.

The texts are parsed once and recorded beside this file; ``python -m tests.extract.test_factuality`` parses those that
are new.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.extract.complements import SIGNATURES
from kg.extract.factuality import ADVERBS, MARKERS, MODALS, PLAIN, Status
from kg.extract.meaning import Meaning
from kg.extract.mistakes import mended
from kg.model import Document, Modality, Parse, Polarity, Sentence, Source, Token
from kg.tree import Tree
from tests.record import parses, record
from tests.work import calls

RECORDED = Path(__file__).with_name("factuality.conllu")

P, N = Polarity.POSITIVE, Polarity.NEGATIVE
ACTUAL, POSSIBLE, OBLIGATED = Modality.ACTUAL, Modality.POSSIBLE, Modality.OBLIGATED
PLANNED, WISHED, ASKED, CONDITIONAL = Modality.PLANNED, Modality.WISHED, Modality.ASKED, Modality.CONDITIONAL

NEGATION = [
    ("France signed the deal.", "signed", P, ACTUAL),
    ("France did not sign the deal.", "sign", N, ACTUAL),
    ("France didn't sign the deal.", "sign", N, ACTUAL),
    ("France never signed the deal.", "signed", N, ACTUAL),
    ("France no longer signs deals.", "signs", N, ACTUAL),
    ("Nobody in Paris signed the deal.", "signed", N, ACTUAL),
    ("No country signed the deal.", "signed", N, ACTUAL),
    ("France signed no deal.", "signed", N, ACTUAL),
    ("France signed nothing.", "signed", N, ACTUAL),
    ("None of the countries signed.", "signed", N, ACTUAL),
    ("Not a single country signed.", "signed", N, ACTUAL),
    ("Not all countries signed.", "signed", N, ACTUAL),
    ("Neither France nor Britain signed.", "signed", N, ACTUAL),
    ("France neither signed nor paid.", "paid", N, ACTUAL),
    ("France hardly paid anything.", "paid", N, ACTUAL),
    ("France rarely signs deals.", "signs", N, ACTUAL),
    ("France has little interest.", "has", N, ACTUAL),
    ("There were few letters.", "were", N, ACTUAL),
    ("There was no letter.", "was", N, ACTUAL),
    ("The letter was not unacceptable.", "was", N, ACTUAL),
    ("The talks were never cancelled.", "cancelled", N, ACTUAL),
    ("France has yet to sign.", "sign", N, ACTUAL),
    ("France signed without paying.", "signed", P, ACTUAL),
    ("France signed without paying.", "paying", N, ACTUAL),
    ("France cancelled the talks instead of signing the deal.", "signing", N, ACTUAL),
    ("France could not sign.", "sign", N, POSSIBLE),
]

NOT_NEGATED = [
    ("A few countries signed.", "signed", P, ACTUAL),
    ("This little country signed the deal.", "signed", P, ACTUAL),
    ("Not only did France sign, it also paid.", "sign", P, ACTUAL),
    ("France did not only sign but also paid.", "paid", P, ACTUAL),
    ("France, not Britain, signed the deal.", "signed", P, ACTUAL),
    ("France did not sign because Britain had paid.", "paid", P, ACTUAL),
    ("Although Britain did not pay, France signed.", "signed", P, ACTUAL),
    ("The company did not sign the deal that France had proposed.", "proposed", P, ACTUAL),
    ("The deal that France signed was not published.", "signed", P, ACTUAL),
    ("Patel did not resign, saying she had work to do.", "saying", P, ACTUAL),
    ("Macron refused to sign and left.", "left", P, ACTUAL),
]

COORDINATION = [
    ("France did not sign or pay.", "pay", N, ACTUAL),
    ("France did not sign and did not pay.", "pay", N, ACTUAL),
    ("France may sign and pay.", "pay", P, POSSIBLE),
    ("France plans to sign and pay.", "pay", P, PLANNED),
    ("France may sign, but Britain left.", "left", P, ACTUAL),
]

DOUBLE = [
    ("France did not fail to pay.", "pay", P, ACTUAL),
    ("France did not manage to avoid the talks.", "manage", N, ACTUAL),
    ("Nobody failed to sign.", "sign", P, ACTUAL),
    ("France did not forget to sign.", "sign", P, ACTUAL),
    ("There is no doubt that France signed.", "signed", P, ACTUAL),
    ("France did not refuse to sign the deal.", "sign", P, POSSIBLE),
]

MODALS_AND_ADVERBS = [
    ("France may sign.", "sign", P, POSSIBLE),
    ("France might not have signed.", "signed", N, POSSIBLE),
    ("France must sign.", "sign", P, OBLIGATED),
    ("France should have signed.", "signed", P, OBLIGATED),
    ("France would sign.", "sign", P, CONDITIONAL),
    ("France will sign.", "sign", P, PLANNED),
    ("France will not sign.", "sign", N, PLANNED),
    ("France is going to pay.", "pay", P, PLANNED),
    ("France went home.", "went", P, ACTUAL),
    ("France is about to pay.", "pay", P, PLANNED),
    ("France is set to pay.", "pay", P, PLANNED),
    ("Perhaps France paid.", "paid", P, POSSIBLE),
    ("France probably paid.", "paid", P, POSSIBLE),
    ("France certainly paid.", "paid", P, ACTUAL),
    ("France almost signed.", "signed", N, ACTUAL),
    ("Airbus to cut jobs", "cut", P, PLANNED),
]

ADJECTIVES_AND_NOUNS = [
    ("France is likely to sign.", "sign", P, POSSIBLE),
    ("It is likely that France signed.", "signed", P, POSSIBLE),
    ("It is unlikely that France paid.", "paid", N, POSSIBLE),
    ("It is certain that France paid.", "paid", P, ACTUAL),
    ("It is false that France paid.", "paid", N, ACTUAL),
    ("It is not true that France signed.", "signed", N, ACTUAL),
    ("France is unable to pay.", "pay", N, ACTUAL),
    ("France is willing to pay.", "pay", P, PLANNED),
    ("France is reluctant to pay.", "pay", N, POSSIBLE),
    ("France is too poor to pay.", "pay", N, ACTUAL),
    ("Johnson was able to resign.", "resign", P, ACTUAL),
    ("Johnson is able to resign.", "resign", P, POSSIBLE),
    ("Britain was happy to sign.", "sign", P, ACTUAL),
    ("The plan to pay was dropped.", "pay", P, PLANNED),
    ("Its failure to pay angered Britain.", "pay", N, ACTUAL),
    ("France's call for Britain to pay was ignored.", "pay", P, ASKED),
    ("There is no evidence that France signed.", "signed", N, POSSIBLE),
    ("The fact that France signed angered Britain.", "signed", P, ACTUAL),
    ("Everton was the first club to sign.", "sign", P, ACTUAL),
]

IMPLICATIVES = [
    ("France managed to sign.", "sign", P, ACTUAL),
    ("France did not manage to sign.", "sign", N, ACTUAL),
    ("France failed to sign.", "sign", N, ACTUAL),
    ("France forgot to sign.", "sign", N, ACTUAL),
    ("France remembered to sign.", "sign", P, ACTUAL),
    ("France was forced to sign.", "sign", P, ACTUAL),
    ("France tried to sign.", "sign", P, PLANNED),
    ("France did not try to sign.", "sign", N, ACTUAL),
    ("France refused to sign the deal.", "sign", N, ACTUAL),
    ("France hesitated to sign.", "sign", P, POSSIBLE),
    ("France had to sign.", "sign", P, ACTUAL),
    ("France has to sign.", "sign", P, OBLIGATED),
    ("France needs to sign.", "sign", P, OBLIGATED),
    ("France let Britain sign the deal.", "sign", P, ACTUAL),
    ("France stopped paying.", "paying", N, ACTUAL),
    ("France stopped to sign the deal.", "sign", P, PLANNED),
    ("France kept paying.", "paying", P, ACTUAL),
    ("France avoided paying.", "paying", N, ACTUAL),
    ("France considered paying.", "paying", P, POSSIBLE),
    ("The police prevented him from leaving.", "leaving", N, ACTUAL),
    ("France plans to pay.", "pay", P, PLANNED),
    ("The index rose to close at its highest level.", "close", P, ACTUAL),
]

VERIDICALITY = [
    ("France knew that Britain had signed.", "signed", P, ACTUAL),
    ("France did not know that Britain had signed.", "signed", P, ACTUAL),
    ("France forgot that it had signed.", "signed", P, ACTUAL),
    ("France pretended that Britain signed.", "signed", N, ACTUAL),
    ("He denied that he had paid.", "paid", N, ACTUAL),
    ("France did not believe that Britain had signed.", "signed", N, ACTUAL),
    ("It seems that Patel resigned.", "resigned", P, POSSIBLE),
    ("France doubted that Britain would pay.", "pay", N, POSSIBLE),
    ("France wished that Britain had signed.", "signed", P, WISHED),
    ("France asked whether Britain had paid.", "paid", P, POSSIBLE),
    ("France asked why Britain had paid.", "paid", P, ACTUAL),
    ("The letter said that France would pay.", "pay", P, PLANNED),
]

REQUESTS = [
    ("Mr Johnson called on France to take back migrants.", "take", P, ASKED),
    ("France called for Britain to pay.", "pay", P, ASKED),
    ("They demanded that France take back migrants.", "take", P, ASKED),
    ("Macron warned Johnson not to send the letter.", "send", N, ASKED),
    ("Macron warned that the talks had failed.", "failed", P, ACTUAL),
    ("Sign the deal!", "Sign", P, ASKED),
    ("Do not cancel the talks.", "cancel", N, ASKED),
    ("Did France sign the deal?", "sign", P, ASKED),
    ("Who cancelled the talks?", "cancelled", P, ACTUAL),
    ("France has two letters, will it sign them?", "has", P, ACTUAL),
]

CONDITIONS_AND_PURPOSES = [
    ("The mayor was arrested for stealing a car.", "arrested", P, ACTUAL),
    ("The mayor vowed to resign after a bomb killed six people.", "killed", P, ACTUAL),
    ("The firm has yet to reply.", "reply", N, ACTUAL),
    ("It was not Hill who paid.", "paid", N, ACTUAL),
    ("It was Hill who paid.", "paid", P, ACTUAL),
    ("It was Hill, not Smith, who paid.", "paid", P, ACTUAL),
    ("Smith barely won.", "won", P, ACTUAL),
    ("Smith hardly slept.", "slept", N, ACTUAL),
    ("The mayor is an alleged spy.", "is", P, POSSIBLE),
    ("The mayor is a so-called expert.", "is", P, POSSIBLE),
    ("The mayor is an English teacher.", "is", P, ACTUAL),
    ("If France signs, Britain will pay.", "signs", P, CONDITIONAL),
    ("The mayor, if convicted, faces ten years in prison.", "convicted", P, CONDITIONAL),
    ("The mayor, if convicted, faces ten years in prison.", "faces", P, CONDITIONAL),
    ("The mayor will pay if asked.", "asked", P, CONDITIONAL),
    ("Unless otherwise noted, the paintings belong to the town.", "belong", P, ACTUAL),
    ("Even if acquitted, the mayor lost his seat.", "acquitted", P, CONDITIONAL),
    ("Even if acquitted, the mayor lost his seat.", "lost", P, ACTUAL),
    ("Had the mayor known, he would have left.", "known", P, CONDITIONAL),
    ("Should the vote fail, the mayor will resign.", "fail", P, CONDITIONAL),
    ("Were the town to win, it would sell the bridge.", "Were", P, CONDITIONAL),
    ("The mayor acts as if he had won.", "won", P, CONDITIONAL),
    ("The mayor acts as if he had won.", "acts", P, ACTUAL),
    ("The mayor left as though he knew.", "knew", P, CONDITIONAL),
    ("As he had promised, the mayor left.", "left", P, ACTUAL),
    ("If France signs, Britain will pay.", "pay", P, CONDITIONAL),
    ("Unless France signs, Britain will not pay.", "pay", N, CONDITIONAL),
    ("France would have signed if Britain had paid.", "signed", P, CONDITIONAL),
    ("France signed even if Britain did not pay.", "signed", P, ACTUAL),
    ("Sales rose if compared to those of June.", "rose", P, ACTUAL),
    ("France signed to save money.", "save", P, PLANNED),
    ("France signed in order to save money.", "save", P, PLANNED),
    ("France signed so that Britain would pay.", "pay", P, PLANNED),
    ("France signed, saving money.", "saving", P, ACTUAL),
    ("France paid before signing.", "signing", P, ACTUAL),
    ("France will pay after Britain signs.", "signs", P, PLANNED),
    ("France will pay because Britain signed.", "signed", P, ACTUAL),
    ("Britain wants a deal that would stop the boats.", "stop", P, WISHED),
    ("Britain wants to meet people who crossed the Channel.", "crossed", P, ACTUAL),
    ("“France would pay,” Macron said.", "pay", P, CONDITIONAL),
    ("Macron said France would pay.", "pay", P, PLANNED),
    ("Britain wants the deal that Macron proposed.", "proposed", P, ACTUAL),
]

QUESTIONS_AND_ORDERS = [
    ("Why did France cancel the talks?", "cancel", P, ACTUAL),
    ("When was the letter sent?", "sent", P, ACTUAL),
    ("Why don't we leave?", "leave", N, ASKED),
    ("How about leaving?", "leaving", P, ASKED),
    ("I wonder if France paid?", "wonder", P, ACTUAL),
    ("“Did the ferry leave?” asked the captain.", "asked", P, ACTUAL),
    ("“Did the ferry leave?” asked the captain.", "leave", P, ASKED),
    ("Only recently have they been allowed in.", "allowed", P, ACTUAL),
    ("They are cheap and get the work done.", "get", P, ACTUAL),
    ("Call me when you arrive.", "Call", P, ASKED),
    ("I come from Spain and I have two cats?", "have", P, ACTUAL),
    ("You come from Spain and you have two cats?", "have", P, ASKED),
]

WHAT_IS_TAKEN_FOR_GRANTED = [
    ("Johnson called on France to take back migrants who cross the Channel.", "cross", P, ACTUAL),
    ("Johnson wants a boat that crosses the Channel.", "crosses", P, WISHED),
    ("Any opinions expressed here are ours.", "expressed", P, ACTUAL),
    ("France may have paid when Britain asked.", "asked", P, ACTUAL),
    ("France wants to leave because it is poor.", "is", P, ACTUAL),
    ("France will continue the work as described in the letter.", "described", P, ACTUAL),
    ("Britain wants to close the plants and is cutting jobs.", "cutting", P, ACTUAL),
    ("Having seen the letter, France may pay.", "seen", P, ACTUAL),
]

WHAT_IS_SAID_POLITELY = [
    ("I would argue that France cheated.", "argue", P, ACTUAL),
    ("I must admit that France cheated.", "admit", P, ACTUAL),
    ("Macron would argue that Johnson cheated.", "argue", P, CONDITIONAL),
    ("Johnson would like to meet Macron.", "like", P, ACTUAL),
    ("Johnson would like to meet Macron.", "meet", P, WISHED),
    ("I recommend the red wine if you like fish.", "recommend", P, ACTUAL),
    ("The guards threaten to leave if the strike goes on.", "threaten", P, ACTUAL),
    ("The guards threaten to leave if the strike goes on.", "leave", P, CONDITIONAL),
    ("“If it rains, he is fined,” he added.", "added", P, ACTUAL),
]

DONE_ALL_THE_SAME = [
    ("She took the time to explain the repairs.", "explain", P, ACTUAL),
    ("She missed the chance to explain the repairs.", "explain", N, ACTUAL),
    ("She took the train to explain the repairs.", "explain", P, PLANNED),
    ("The grant enabled us to build a school.", "build", P, ACTUAL),
    ("The grant enables us to build a school.", "build", P, POSSIBLE),
    ("It took France a year to sign.", "sign", P, ACTUAL),
    ("It was great to see you.", "see", P, ACTUAL),
    ("It is great to see you.", "see", P, POSSIBLE),
    ("France has had to pay.", "pay", P, ACTUAL),
    ("I tried calling them.", "calling", P, ACTUAL),
    ("It was one of the few clubs to survive.", "survive", P, ACTUAL),
    ("Leaving early is no option.", "Leaving", P, POSSIBLE),
    ("The judge did not force the firm to sell its mines.", "sell", N, POSSIBLE),
]

NOT_DENIED_EITHER = [
    ("Quite a few ships sank.", "sank", P, ACTUAL),
    ("A few voters trust the mayor.", "trust", P, ACTUAL),
    ("No doubt the minister resigned.", "resigned", P, ACTUAL),
    ("Not surprisingly, the ship left.", "left", P, ACTUAL),
    ("The witness saw nothing but smoke.", "saw", P, ACTUAL),
]

DONE_BY_SAYING_SO = [
    ("We wanted to thank the crew for the rescue.", "thank", P, ACTUAL),
    ("They wanted to thank the crew for the rescue.", "thank", P, WISHED),
    ("We would like to invite the ministers to Calais.", "invite", P, ACTUAL),
    ("Please find attached the letter to France.", "attached", P, ACTUAL),
    ("The captain was kind enough to help the widow.", "help", P, ACTUAL),
    ("The captain is strong enough to help the widow.", "help", P, POSSIBLE),
    ("The crew was glad to hear the news.", "hear", P, ACTUAL),
    ("I can see that the letter arrived.", "see", P, ACTUAL),
    ("I was wondering if the ferry left?", "wondering", P, ACTUAL),
    ("I need the ticket, what should I do?", "need", P, ACTUAL),
    ("Should they ask at a time when troops are crossing the border?", "crossing", P, ACTUAL),
    ("I wanted to let you know that the meeting is moved.", "moved", P, ACTUAL),
    ("Just wanted to let you know that the meeting is moved.", "let", P, ACTUAL),
    ("Just wanted to leave.", "leave", P, WISHED),
    ("I am inclined to say that the firm is cheating.", "cheating", P, ACTUAL),
    ("The clerk is inclined to say so.", "say", P, PLANNED),
    ("I thought I would mention that the house is sold.", "sold", P, ACTUAL),
    ("She thought she would mention it.", "mention", P, PLANNED),
]
WHAT_IT_CAME_TO = [
    ("Shares went up to close at 12 pounds.", "close", P, ACTUAL),
    ("Shares may go up to close at 12 pounds.", "close", P, PLANNED),
    ("Anna came home only to find the door open.", "find", P, ACTUAL),
    ("Anna went home to find the door.", "find", P, PLANNED),
    ("The firm is one of the few banks to grow.", "grow", P, ACTUAL),
    ("The firm is one of the banks to close.", "close", P, PLANNED),
    ("The neighbours were the ones to call the police.", "call", P, ACTUAL),
    ("It was a pleasure to work with Anna.", "work", P, ACTUAL),
    ("It is a pleasure to work with Anna.", "work", P, POSSIBLE),
    ("They let us know that the office was closed.", "closed", P, ACTUAL),
    ("We cannot stay, as the house is sold.", "sold", P, ACTUAL),
    ("We can stay as long as the house is empty.", "is", P, POSSIBLE),
    ("The clerk confirmed the meeting to discuss the budget.", "discuss", P, PLANNED),
    ("The agent called to say that the house was sold.", "say", P, ACTUAL),
    ("The agent called on us to say so.", "say", P, ASKED),
    ("It made her feel good to hear them sing.", "hear", P, ACTUAL),
    ("They let us park there, but the yard was wet.", "park", P, ACTUAL),
    ("The union cannot agree, considering that wages fell.", "fell", P, ACTUAL),
    ("The shop offers tours that last an hour.", "last", P, ACTUAL),
    ("They want to stay at home ... no more trips.", "want", P, ACTUAL),
    ("Stolen cars may be found.", "Stolen", P, POSSIBLE),
    ("It was a great opportunity to learn Czech.", "learn", P, ACTUAL),
    ("It was a last chance to learn Czech.", "learn", P, POSSIBLE),
]

AS_MUCH_AS_MAY_BE_SAID = [
    ("The new fence will slow, if not stop, the traffic.", "slow", P, PLANNED),
    ("The new fence will slow, if not stop, the traffic.", "stop", P, POSSIBLE),
    ("Little changed in the village.", "changed", N, ACTUAL),
    ("It is clear, the nurse added, that the plan failed.", "failed", P, ACTUAL),
    ("It is not true, the minister said, that the army ignored the warnings.", "ignored", N, ACTUAL),
]
CASES = [
    *WHAT_IT_CAME_TO,
    *AS_MUCH_AS_MAY_BE_SAID,
    *DONE_BY_SAYING_SO,
    *QUESTIONS_AND_ORDERS,
    *WHAT_IS_TAKEN_FOR_GRANTED,
    *WHAT_IS_SAID_POLITELY,
    *DONE_ALL_THE_SAME,
    *NOT_DENIED_EITHER,
    *NEGATION,
    *NOT_NEGATED,
    *COORDINATION,
    *DOUBLE,
    *MODALS_AND_ADVERBS,
    *ADJECTIVES_AND_NOUNS,
    *IMPLICATIVES,
    *VERIDICALITY,
    *REQUESTS,
    *CONDITIONS_AND_PURPOSES,
]

NOUNS = [
    ("France denied the claims.", "claims", N, ACTUAL),
    ("France wants talks.", "talks", P, WISHED),
    ("Britain may hold talks.", "talks", P, POSSIBLE),
    ("Britain may end the talks.", "talks", P, ACTUAL),
    ("The talks were not cancelled.", "talks", P, ACTUAL),
]


def meaning_of(text: str) -> tuple[Meaning, Tree]:
    parse = parses(RECORDED)[text]
    trees = [Tree(sentence, n) for n, sentence in enumerate(mended(parse).sentences)]
    return Meaning(trees), trees[0]


def word_of(tree: Tree, word: str) -> Token:
    return next(t for t in tree.tokens if t.text == word)


@pytest.mark.parametrize(("text", "word", "polarity", "modality"), CASES)
def test_a_clause_is_as_affirmed_and_as_actual_as_its_sentence_says(
    text: str, word: str, polarity: Polarity, modality: Modality
) -> None:
    meaning, tree = meaning_of(text)
    token = word_of(tree, word)
    assert (meaning.polarity(0, token), meaning.modality(0, token)) == (polarity, modality)


@pytest.mark.parametrize(("text", "word", "polarity", "modality"), NOUNS)
def test_a_noun_is_denied_or_open_only_where_it_is_not_taken_to_be_there(
    text: str, word: str, polarity: Polarity, modality: Modality
) -> None:
    meaning, tree = meaning_of(text)
    token = word_of(tree, word)
    assert (meaning.polarity(0, token), meaning.modality(0, token)) == (polarity, modality)


@pytest.mark.parametrize(
    ("text", "word", "cues"),
    [
        ("France did not manage to sign.", "sign", ["not", "manage"]),
        ("If France signs, Britain will pay.", "pay", ["If"]),
        ("France signed the deal.", "signed", []),
    ],
)
def test_the_words_responsible_are_told(text: str, word: str, cues: list[str]) -> None:
    meaning, tree = meaning_of(text)
    assert sorted(t.text for t in meaning.cues(0, word_of(tree, word))) == sorted(cues)


def test_a_weaker_mark_gives_way_to_a_stronger_one() -> None:
    wished = PLAIN.mark(Modality.WISHED, 3, None)
    assert wished.mark(Modality.PLANNED, 1, None) == wished
    assert wished.mark(Modality.OBLIGATED, 3, None).modality is OBLIGATED


def test_denying_twice_affirms() -> None:
    token = Token(0, 0, "not", "", "not", "PART", "RB", "neg", 0, "")
    assert PLAIN.deny(token).deny(token).polarity is P
    assert Status().affirmed is not None


def test_the_signatures_are_of_known_cells_and_no_word_is_listed_twice() -> None:
    from kg.extract.lexicon import table

    cells = {"+", "-", "(+)", "(-)", "o"}
    rows = table("complements")
    assert all({row[2], row[3]} <= cells for row in rows)
    listed = [(row[0], row[1], word) for row in rows for word in row[6].split(", ")]
    assert len(listed) == len(set(listed)) == len(SIGNATURES)


def test_modalities_in_the_lists_are_those_of_the_model() -> None:
    known = {m.value for m in Modality}
    assert {m.value for m, _ in MODALS.values()} <= known
    assert set(ADVERBS.values()) <= known | {"denied", "attributed", "comment"}
    assert {cell for pair in MARKERS.values() for cell in pair} <= known | {"-", "future", "holds"}


def chain(length: int) -> Parse:
    """*wants to try to … try to sign*, as deep as it is long."""
    tokens: list[Token] = []
    start = 0
    for n in range(length):
        for text, tag, dep, head in (("to", "TO", "aux", 2 * n + 1), ("try", "VB", "xcomp", 2 * n - 1)):
            i = len(tokens)
            label, above = (dep, head) if n or text == "to" else ("ROOT", i)
            tokens.append(Token(i, start, text, " ", text, "VERB" if tag == "VB" else "PART", tag, label, above, ""))
            start += len(text) + 1
    text = "".join(t.text + t.space for t in tokens)
    return Parse(Document("d", text, Source("d")), (Sentence(tuple(tokens)),), "made")


def test_work_grows_with_the_length_of_a_sentence_and_depth_is_no_limit() -> None:
    def work(length: int) -> int:
        parse = chain(length)
        trees = [Tree(sentence, n) for n, sentence in enumerate(parse.sentences)]
        return calls(lambda: Meaning(trees))

    work(50)
    assert work(2000) < 15 * work(200)


if __name__ == "__main__":
    record([case[0] for case in [*CASES, *NOUNS]], RECORDED)
