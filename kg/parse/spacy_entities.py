"""spaCy's recogniser of named entities for half of the time; what it finds does not change.

The recogniser goes from word to word and takes the best of some seventy actions: begin a name of a kind, end it, leave
the word outside. In spaCy 3.8 it asks for each action at each word whether it is allowed, and takes Python's lock each
time. But outside of a name the scores depend on the word alone, and inside of one only two actions are left. So here
the scores of all words are had at once, and those inside of names word by word, for all names together.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

import numpy
from spacy.attrs import ENT_IOB, IS_SPACE, SENT_START
from spacy.language import Language
from spacy.pipeline import EntityRecognizer
from spacy.tokens import Doc, Span
from thinc.api import NumpyOps

WORDS = 3
"""The words that its scores depend on: the next one, the first of the open name, and the one before."""


def use_vectors(nlp: Language) -> None:
    """Replace recognisers, in place, unless they are not as expected."""
    for name, component in nlp.pipeline:
        if type(component) is EntityRecognizer and is_understood(component):
            entities = nlp.replace_pipe(name, "kg_entities")
            assert isinstance(entities, Entities)
            entities.take(component)


def is_understood(recogniser: EntityRecognizer) -> bool:
    """Whether a recogniser is greedy, looks at three words, has learnt all of its actions, and is on this processor."""
    model, config = recogniser.model, recogniser.cfg
    return (
        type(model.ops) is NumpyOps
        and config.get("beam_width", 1) == 1
        and bool(model.attrs["has_upper"])
        and not model.attrs["unseen_classes"]
        and model.get_ref("lower").get_dim("nF") == WORDS
        and model.get_ref("lower").get_dim("nP") >= 2
        and model.get_ref("upper").name == "linear"
        and {action[:2] for action in _actions(recogniser)} <= {"B-", "I-", "L-", "U-", "O"}
    )


def _actions(recogniser: EntityRecognizer) -> list[str]:
    """The names of its actions, in the order of its scores; *U-*, without a kind, is never taken of its own accord."""
    count = recogniser.model.get_ref("upper").get_dim("nO")
    return [recogniser.moves.get_class_name(i) for i in range(count)]


@Language.factory("kg_entities")
def _make_entities(nlp: Language, name: str) -> Entities:
    return Entities()


class Entities:
    """Finds what a recogniser of spaCy would find, with the model of that one."""

    def take(self, recogniser: EntityRecognizer) -> None:
        """Use the model of a recogniser that :func:`is_understood` has accepted."""
        self.recogniser = recogniser
        self.model = recogniser.model
        names = _actions(recogniser)
        self._kinds = [name[2:] for name in names]
        self._begins = numpy.array([name[:2] == "B-" and len(name) > 2 for name in names])
        self._units = numpy.array([name[:2] == "U-" and len(name) > 2 for name in names])
        self._named = self._begins | self._units
        self._closed = self._named | numpy.array([name == "O" for name in names])
        place = {name: i for i, name in enumerate(names)}
        self._inside = numpy.array([place.get(f"I-{kind}", 0) for kind in self._kinds])
        self._last = numpy.array([place.get(f"L-{kind}", 0) for kind in self._kinds])

    def __call__(self, doc: Doc) -> Doc:
        """Find the names of one document."""
        self._annotate([doc])
        return doc

    def pipe(self, stream: Iterable[Doc], *, batch_size: int = 128) -> Iterator[Doc]:
        """Find the names of documents, a batch at a time."""
        stream = iter(stream)
        while docs := [*islice(stream, batch_size)]:
            self._annotate(docs)
            yield from docs

    def _annotate(self, docs: list[Doc]) -> None:
        given = numpy.concatenate([doc.to_array([ENT_IOB, IS_SPACE, SENT_START]).reshape(-1, 3) for doc in docs])
        if not len(given):
            return
        if given[:, 0].any():  # somebody has found names before
            self.recogniser.set_annotations(docs, self.recogniser.predict(docs))
            return
        starts = numpy.cumsum([0, *map(len, docs)])
        goes_on = numpy.append(given[1:, 2] != 1, False)  # the next word is of the same sentence and document
        goes_on[starts[1:][starts[1:] > 0] - 1] = False
        actions, ends = self._decide(docs, given[:, 1] != 0, goes_on)
        for doc, start, stop in zip(docs, starts[:-1].tolist(), starts[1:].tolist(), strict=True):
            found, free = [], start
            for i in (numpy.flatnonzero(self._named[actions[start:stop]]) + start).tolist():
                if i >= free:
                    free = ends.get(i, i) + 1
                    found.append(Span(doc, i - start, free - start, label=self._kinds[actions[i]]))
            doc.set_ents(found, default="outside")

    def _decide(self, docs: list[Doc], space: Any, goes_on: Any) -> tuple[Any, dict[int, int]]:
        """The action at each word, were it outside of a name, and where the names end that begin at a word."""
        lower, upper = self.model.get_ref("lower"), self.model.get_ref("upper")
        features = lower.predict(self.model.get_ref("tok2vec").predict(docs))
        nothing, features = features[0], features[1:]
        weights, bias = upper.get_param("W"), upper.get_param("b")

        hidden = (features[:, 0] + nothing[1] + nothing[2] + lower.get_param("b")).max(axis=2)
        scores = hidden @ weights.T + bias
        scores[:, ~self._closed] = -numpy.inf
        scores[numpy.ix_(space, self._named)] = -numpy.inf
        scores[numpy.ix_(~goes_on, self._begins)] = -numpy.inf
        actions = scores.argmax(axis=1)

        ends: dict[int, int] = {}
        first = numpy.flatnonzero(self._begins[actions])
        word = first + 1
        while len(first):
            hidden = (features[word, 0] + features[first, 1] + features[word - 1, 2] + lower.get_param("b")).max(axis=2)
            inside, last = self._inside[actions[first]], self._last[actions[first]]
            more = (hidden * weights[inside]).sum(axis=1) + bias[inside]
            done = (hidden * weights[last]).sum(axis=1) + bias[last]
            open = goes_on[word] & ((more > done) | ((more == done) & (inside < last)))
            ends.update(zip(first[~open].tolist(), word[~open].tolist(), strict=True))
            first, word = first[open], word[open] + 1
        return actions, ends
