"""Whatever a parser makes of a text, reading it neither fails nor asserts anything at a place that is not there."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.extract import CLAIM_RULES, FLAT_RULES, understand
from kg.extract.views import nary, triples
from kg.knowledge import know
from kg.model import Document, Parse, Sentence, Source, Token
from kg.resolve import resolve

# Words with a part of speech and a tag each; the tree above them is drawn at random, as of a parser gone astray.
LEXICON: list[tuple[str, str, str, str]] = [
    *((w, w, "PROPN", "NNP") for w in ["Anna", "Brown", "France", "Paris", "Macron", "Mr.", "Monday", "Inc.", "Jr."]),
    *((w, w, "NOUN", "NN") for w in ["letter", "plan", "minister", "year", "order", "claim", "-", "other", "week"]),
    *((w, w[:-1], "NOUN", "NNS") for w in ["talks", "boats", "years", "presenters"]),
    *((w, v, "VERB", "VBD") for w, v in [("said", "say"), ("met", "meet"), ("sent", "send"), ("denied", "deny")]),
    *((w, v, "VERB", "VBN") for w, v in [("cancelled", "cancel"), ("based", "base"), ("told", "tell")]),
    *((w, v, "VERB", "VBG") for w, v in [("stopping", "stop"), ("planning", "plan")]),
    *((w, v, "AUX", "VBD") for w, v in [("was", "be"), ("had", "have"), ("did", "do")]),
    *((w, w, "VERB", "VB") for w in ["leave", "prevent", "try"]),
    *((w, w, "AUX", "MD") for w in ["will", "could"]),
    *((w, w, "PRON", "PRP") for w in ["he", "it", "they", "I", "we", "him"]),
    *((w, w, "PRON", "WP") for w in ["who", "what"]),
    *((w, w, "PRON", "PRP$") for w in ["his", "their", "my"]),
    *((w, w, "DET", "DT") for w in ["the", "a", "no", "both", "each"]),
    *((w, w, "ADP", "IN") for w in ["in", "of", "to", "by", "from", "that", "because", "if", "after", "between"]),
    *((w, w, "ADV", "RB") for w in ["not", "never", "however", "together", "allegedly"]),
    *((w, w, "ADJ", "JJ") for w in ["old", "French", "true", "aged", "early"]),
    *((w, w, "NUM", "CD") for w in ["35", "2021", "two", "million"]),
    *((w, w, "CCONJ", "CC") for w in ["and", "or", "but", "&"]),
    *((w, w, "PUNCT", w) for w in [",", ";", ":", ".", "“", "”", '"', "(", ")", "?", "’"]),
    ("'s", "'s", "PART", "POS"),
    ("to", "to", "PART", "TO"),
]
LABELS = [
    "ROOT",
    "acl",
    "acomp",
    "advcl",
    "advmod",
    "agent",
    "amod",
    "appos",
    "attr",
    "aux",
    "auxpass",
    "case",
    "cc",
    "ccomp",
    "compound",
    "conj",
    "csubj",
    "dative",
    "dep",
    "det",
    "dobj",
    "expl",
    "mark",
    "neg",
    "nmod",
    "npadvmod",
    "nsubj",
    "nsubjpass",
    "nummod",
    "oprd",
    "parataxis",
    "pcomp",
    "pobj",
    "poss",
    "preconj",
    "predet",
    "prep",
    "prt",
    "punct",
    "quantmod",
    "relcl",
    "xcomp",
]
ENTITIES = ["", "", "", "B-PERSON", "I-PERSON", "B-GPE", "B-ORG", "I-ORG", "B-DATE", "I-DATE", "B-CARDINAL", "B-NORP"]


@st.composite
def parses(draw: st.DrawFn) -> Parse:
    """A text of one to three sentences, each with a random tree."""
    text, sentences = "", []
    for n in range(draw(st.integers(1, 3))):
        words = draw(st.lists(st.sampled_from(LEXICON), min_size=1, max_size=14))
        order = draw(st.permutations(range(len(words))))
        head = {order[0]: order[0]}
        for at, word in enumerate(order[1:], 1):
            head[word] = order[draw(st.integers(0, at - 1))]
        tokens = []
        for i, (word, lemma, pos, tag) in enumerate(words):
            dep = "ROOT" if head[i] == i else draw(st.sampled_from(LABELS[1:]))
            tokens.append(
                Token(i, len(text), word, " ", lemma, pos, tag, dep, head[i], draw(st.sampled_from(ENTITIES)))
            )
            text += f"{word} "
        sentences.append(Sentence(tuple(tokens), n // 2))
    return Parse(
        Document("https://example.org/doc/a", text, Source("doc", date="2021-11-26")), tuple(sentences), "none 1"
    )


@settings(max_examples=300, suppress_health_check=[HealthCheck.too_slow])
@given(parses())
def test_any_parse_is_read(parse: Parse) -> None:
    reading = resolve(understand(parse, CLAIM_RULES))
    end = len(parse.document.text)
    for mention in reading.mentions:
        assert all(0 <= piece.start < piece.end <= end for piece in mention.pieces)
    know([reading])


@settings(max_examples=200, suppress_health_check=[HealthCheck.too_slow])
@given(parses())
def test_any_parse_gives_flat_tuples(parse: Parse) -> None:
    for extraction in understand(parse, FLAT_RULES).extractions:
        nary(extraction)
        list(triples(extraction))
