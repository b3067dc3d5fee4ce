"""Source, cue and content: reported speech, thought and wish, and direct quotations.

The texts are parsed once and recorded beside this file; ``python -m tests.extract.test_attribution`` parses those that
are new.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.extract.meaning import Meaning
from kg.extract.mistakes import mended
from kg.model import Document, Modality, Parse, Polarity, Sentence, Source, Token
from kg.tree import Tree
from tests.record import parses, record
from tests.work import calls

RECORDED = Path(__file__).with_name("attribution.conllu")

P, N = Polarity.POSITIVE, Polarity.NEGATIVE
ACTUAL, POSSIBLE, OBLIGATED = Modality.ACTUAL, Modality.POSSIBLE, Modality.OBLIGATED
PLANNED, WISHED, ASKED = Modality.PLANNED, Modality.WISHED, Modality.ASKED

NOBODY = "?"
"""Somebody says so, but nobody is named."""

QUOTED = "“My letter is clear,” Johnson wrote."

INDIRECT = [
    ("Macron said that the deal was dead.", "was", ["Macron"]),
    ("Macron said the deal was dead.", "was", ["Macron"]),
    ("The deal is dead, Macron said.", "is", ["Macron"]),
    ("The deal, he said, is dead.", "is", ["he"]),
    ("Talks failed, Patel told the BBC on Friday.", "failed", ["Patel"]),
    ("The deal is dead, according to Macron.", "is", ["Macron"]),
    ("According to the report, the deal is dead.", "is", ["the report"]),
    ("As Macron put it, the deal is dead.", "is", ["Macron"]),
    ("As Macron said, the deal is dead.", "is", ["Macron"]),
    ("In Macron's view, the letter was unacceptable.", "was", ["Macron"]),
    ("In the view of the minister, the letter was unacceptable.", "was", ["the minister"]),
    ("Johnson's claim that France cheated was false.", "cheated", ["Johnson"]),
    ("The claim by Johnson that France cheated was false.", "cheated", ["Johnson"]),
    ("There are claims that France paid.", "paid", [NOBODY]),
    ("Macron was quoted as saying the deal had failed.", "failed", ["Macron"]),
    ("The minister is reported to have resigned.", "resigned", [NOBODY]),
    ("The minister is believed to have resigned.", "resigned", [NOBODY]),
    ("The minister allegedly stole the car.", "stole", [NOBODY]),
    ("The police arrested Hill for stealing a car.", "stealing", ["The police"]),
    ("Hill was arrested for stealing a car.", "stealing", [NOBODY]),
    ("Hill was charged with the murder of a nurse.", "murder", [NOBODY]),
    ("Hill confessed to killing the guard.", "killing", ["Hill"]),
    ("The court acquitted Hill of killing the guard.", "killing", ["The court"]),
    ("Word spread that the king had died.", "died", ["Word"]),
    ("The ship left the port, according to tracking data reviewed by the group.", "left", ["tracking data"]),
    ("The bank lost money, according to what Smith told the court.", "lost", ["Smith"]),
    ("The town flooded, per a report.", "flooded", ["a report"]),
    ("As reported by the BBC, the bridge fell.", "fell", ["the BBC"]),
    ("The bridge fell, as claimed by the mayor.", "fell", ["the mayor"]),
    ("The fee is ten euros, per person.", "is", []),
    ("The minister has reportedly resigned.", "resigned", [NOBODY]),
    ("It is understood that the minister resigned.", "resigned", [NOBODY]),
    ("The letter said that France would pay.", "pay", ["The letter"]),
    ("A letter suggesting that France should pay was found.", "pay", ["A letter"]),
    ("Macron said in a letter that he would resign.", "resign", ["Macron"]),
    ("Macron accused Johnson of lying.", "lying", ["Macron"]),
    ("Officials say Patel lied and left.", "left", ["Officials"]),
    ("Grant Shapps, who said that the deal was dead, met Macron.", "was", ["Grant Shapps"]),
    ("The minister is said to have resigned.", "resigned", [NOBODY]),
    ("The activists accused the firm of poisoning the river.", "poisoning", ["The activists"]),
    ("The study shows that wages fell.", "fell", ["The study"]),
    ("According to a study published by the bank, wages fell.", "fell", ["a study"]),
    ("Macron denies that France paid and says Britain cheated.", "cheated", ["Macron"]),
    ("Johnson called on France to take back migrants who cross the Channel.", "cross", ["Johnson"]),
    ("For many economists, the tax has failed.", "failed", ["many economists"]),
    ("France called the letter unacceptable.", "unacceptable", ["France"]),
    ("The witness described the driver as drunk.", "drunk", ["The witness"]),
    ("The plan was regarded as safe.", "safe", [NOBODY]),
    ("The bank says it made a loss in May, and predicts that it will grow.", "grow", ["The bank"]),
]

THOUGHT_AND_WISH = [
    ("Macron believes that Johnson lied.", "lied", ["Macron"]),
    ("Macron hopes that Johnson will resign.", "resign", ["Macron"]),
    ("Macron fears that Johnson will resign.", "resign", ["Macron"]),
    ("Johnson wants France to take back migrants.", "take", ["Johnson"]),
    ("Johnson asked France to take back migrants.", "take", ["Johnson"]),
    ("Johnson ordered France to take back migrants.", "take", ["Johnson"]),
    ("France agreed to take back migrants.", "take", ["France"]),
    ("France offered to take back migrants.", "take", ["France"]),
    ("Patel was asked to resign.", "resign", [NOBODY]),
    ("Patel was asked by Johnson to resign.", "resign", ["Johnson"]),
    ("Johnson outlined five steps that he believes France should take.", "take", ["he"]),
    ("Johnson is confident that France will sign.", "sign", ["Johnson"]),
]

NESTED = [
    ("Shapps told the BBC that he hoped France would reconsider.", "reconsider", ["Shapps", "he"]),
    ("Macron thinks Johnson said that Patel wanted France to pay.", "pay", ["Macron", "Johnson", "Patel"]),
    ("Detik quoted Djamal as saying the ban was unfair.", "was", ["Detik", "Djamal"]),
]

NOBODY_ELSE = [
    ("I must say that the deal was dead.", "was", []),
    ("Does anybody know why the talks failed?", "failed", []),
    ("Macron said that the deal was dead.", "said", []),
    ("Macron left before Johnson arrived.", "arrived", []),
    ("Macron, who met Johnson, left.", "met", []),
    ("As Macron left, Johnson arrived.", "arrived", []),
    ("As Macron said goodbye, Johnson arrived.", "arrived", []),
    ("According to plan, Johnson arrived.", "arrived", []),
    ("In view of the storm, Johnson left.", "left", []),
    ("According to a study published by the bank, wages fell.", "published", []),
    ("The letter that was written in 1914 was sold.", "written", []),
    ("France condemned an attack that killed nine people.", "killed", []),
    ("Macron knew that Johnson had lied.", "lied", []),
    ("Macron realised that Johnson had lied.", "lied", []),
    ("The incident proves that Johnson has lost his patience.", "lost", []),
    ("Johnson says France paid, although Macron denies it.", "denies", []),
    ("Johnson wants to meet Macron and is inviting him to London.", "inviting", []),
    ("They want peace, we want bread.", "want", []),
    ("It is clear that France paid.", "paid", []),
    ("France managed to sign.", "sign", []),
    ("Patel said the deal that Macron signed was void.", "signed", []),
    ("Patel said the deal, which Macron signed, was void.", "signed", []),
    ("Patel said she wanted a deal that helped France.", "helped", ["Patel", "she"]),
    ("I know that France paid.", "paid", []),
    ("He is tall, Macron is small.", "is", []),
    ("For the owners, the tax has failed.", "failed", []),
    ("The director said the merger was “contrary to every promise” and resigned.", "resigned", []),
    ("The bank said that it made a loss in May, and predicted that it would grow.", "predicted", []),
    ("Critics condemned the mayor, a man who had cut taxes.", "cut", []),
]

QUOTATIONS = [
    ("“The deal is dead,” Macron said.", "is", ["Macron"]),
    ("“The ferry left at dawn,” the captain said.", "left", ["the captain"]),
    ('"The deal is dead," said Macron.', "is", ["Macron"]),
    ("``The deal is dead,'' said Macron.", "is", ["Macron"]),
    ("‘The deal is dead,’ said Macron.", "is", ["Macron"]),
    ("Macron said: “The deal is dead. We left.”", "left", ["Macron"]),
    ("“The deal is dead,” Macron said. “We left.”", "left", ["Macron"]),
    ("“Is the deal dead?” asked Macron. “We left.”", "left", ["Macron"]),
    ("“The deal is dead,” Macron said.\n\n“We left.”", "left", ["Macron"]),
    ("“The deal is dead.\n\n“We left,” Macron said.", "is", ["Macron"]),
    ("Macron said the deal was dead.\n\n“We left.”", "left", ["Macron"]),
    ("The deal is dead,” Macron said.", "is", ["Macron"]),
    ("“The deal is dead,” said Macron, who met Johnson.", "met", []),
    ("Macron was angry.\n\nHe had met Patel.\n\n“We left.”", "left", [NOBODY]),
    ("“My minister said ‘the deal is dead’,” Macron said.", "is", ["Macron", "My minister"]),
    ("“Johnson wrote that we left,” Macron said.", "left", ["Macron", "Johnson"]),
    ("The letter was “unacceptable”, Macron said.", "was", ["Macron"]),
    ("The letter was “unacceptable”.", "was", [NOBODY]),
    ("Shapps told the BBC that he hoped France would “reconsider”.", "reconsider", ["Shapps", "he"]),
    ("Johnson read “Gone with the Wind” and left.", "left", []),
    ('The board is 12" wide and Patel left.', "left", []),
    ("The ministers' letter was short and Patel left.", "left", []),
    ("The captain shook his head. “The ferry left at dawn.”", "left", ["The captain"]),
    ("The bank closed. “The vote was close.”", "was", [NOBODY]),
    ("“My letter is clear,” Johnson wrote.", "is", ["Johnson"]),
]

CASES = [*INDIRECT, *THOUGHT_AND_WISH, *NESTED, *NOBODY_ELSE, *QUOTATIONS]

NEGATED_CUES = [
    ("Macron denied that France had paid.", "paid", N, ACTUAL),
    ("Macron did not say that France had paid.", "paid", N, ACTUAL),
    ("Macron said that France had not paid.", "paid", N, ACTUAL),
    ("Macron did not deny that France had paid.", "paid", P, POSSIBLE),
    ("Macron doubted that France had paid.", "paid", N, POSSIBLE),
    ("Macron said that France might pay.", "pay", P, POSSIBLE),
    ("Macron hopes that France will pay.", "pay", P, WISHED),
    ("Macron believes that France should pay.", "pay", P, OBLIGATED),
    ("Macron insisted that France pay.", "pay", P, ASKED),
    ("Macron promised that France would pay.", "pay", P, PLANNED),
]

FACTIVES = [
    ("Macron admitted that France had paid.", True),
    ("Macron did not admit that France had paid.", True),
    ("Macron revealed that France had paid.", True),
    ("Macron regretted that France had paid.", True),
    ("Macron said that France had paid.", False),
    ("Macron believed that France had paid.", False),
]


def meaning_of(text: str) -> tuple[Meaning, list[Tree]]:
    parse = parses(RECORDED)[text]
    trees = [Tree(sentence, n) for n, sentence in enumerate(mended(parse).sentences)]
    return Meaning(trees), trees


def word_of(trees: list[Tree], word: str) -> tuple[int, Token]:
    return next((tree.index, t) for tree in trees for t in tree.tokens if t.text == word)


@pytest.mark.parametrize(("text", "word", "sources"), CASES)
def test_a_clause_is_said_by_whom_the_text_says_outermost_first(text: str, word: str, sources: list[str]) -> None:
    meaning, trees = meaning_of(text)
    said = meaning.attributions(*word_of(trees, word))
    assert [NOBODY if a.source is None else a.source.text for a in said] == sources


@pytest.mark.parametrize(("text", "word", "polarity", "modality"), NEGATED_CUES)
def test_the_cue_tells_how_its_source_means_it(text: str, word: str, polarity: Polarity, modality: Modality) -> None:
    meaning, trees = meaning_of(text)
    place = word_of(trees, word)
    assert (meaning.polarity(*place), meaning.modality(*place)) == (polarity, modality)
    assert [a.source.text for a in meaning.attributions(*place) if a.source is not None] == ["Macron"]


@pytest.mark.parametrize(("text", "factive"), FACTIVES)
def test_a_factive_cue_takes_what_is_said_for_true(text: str, factive: bool) -> None:
    meaning, trees = meaning_of(text)
    place = word_of(trees, "paid")
    assert [a.factive for a in meaning.attributions(*place)] == [factive]
    assert (meaning.polarity(*place), meaning.modality(*place)) == (P, ACTUAL)


@pytest.mark.parametrize(
    ("text", "word", "quoted"),
    [
        (QUOTED, "letter", True),
        (QUOTED, "wrote", False),
        ("Johnson read “Gone with the Wind” and left.", "Wind", False),
    ],
)
def test_words_in_direct_quotations_are_known(text: str, word: str, quoted: bool) -> None:
    meaning, trees = meaning_of(text)
    assert meaning.quoted(*word_of(trees, word)) is quoted


def test_an_attribution_tells_where_source_and_cue_stand_if_it_is_another_sentence() -> None:
    meaning, trees = meaning_of("“The deal is dead,” Macron said. “We left.”")
    (first,) = meaning.attributions(*word_of(trees, "is"))
    (second,) = meaning.attributions(*word_of(trees, "left"))
    assert first.sentence is None
    assert second.sentence == 0
    assert second.cue.text == "said"


def test_a_source_has_no_relative_clause_and_no_possessive_ending() -> None:
    meaning, trees = meaning_of("Grant Shapps, who said that the deal was dead, met Macron.")
    (said,) = meaning.attributions(*word_of(trees, "was"))
    assert said.source is not None
    assert said.source.spans[0].end == len("Grant Shapps")


def quotes(length: int) -> Parse:
    """A paragraph of quotations, each in a sentence of its own."""
    sentences, start = [], 0
    for _ in range(length):
        tokens = []
        for i, (text, tag, dep) in enumerate([('"', "``", "punct"), ("left", "VBD", "ROOT"), ('"', "''", "punct")]):
            tokens.append(
                Token(i, start, text, " " if i == 2 else "", text, "VERB" if i == 1 else "PUNCT", tag, dep, 1, "")
            )
            start += len(text) + (i == 2)
        sentences.append(Sentence(tuple(tokens)))
    return Parse(Document("d", '"left" ' * length, Source("d")), tuple(sentences), "made")


def test_work_grows_with_the_number_of_quotations_and_not_with_its_square() -> None:
    def work(length: int) -> int:
        parse = quotes(length)
        trees = [Tree(sentence, n) for n, sentence in enumerate(parse.sentences)]
        return calls(lambda: Meaning(trees))

    work(50)
    assert work(2000) < 15 * work(200)


if __name__ == "__main__":
    cases = [*CASES, *NEGATED_CUES, *FACTIVES]
    record([QUOTED, *(case[0] for case in cases)], RECORDED)
