"""Parses as CoNLL-U, written and read back without loss.

``# newdoc`` starts a document and ``# newpar`` a paragraph; further comments hold what the format has no place for:
the source, the model, text that belongs to no sentence. ``MISC`` has a word's name label and the white space after it,
so that the document's text is what stands in the file, one piece after the other. Tags and labels are those of the
model (Penn Treebank, ClearNLP), not Universal Dependencies; a root's label stays ``ROOT``.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, fields

from kg.errors import ReadError
from kg.model import Document, Parse, Sentence, Source, Token

__all__ = ["read", "write"]


# ------------------------------------------------------------------------------------------------ writing


def write(parses: Iterable[Parse]) -> Iterator[str]:
    """The lines of a CoNLL-U file, each with its line feed.

    ``ValueError`` if the words of a sentence are not the document's text from the first to the last.

    >>> tokens = (Token(0, 0, "“Non", "", "non", "INTJ", "UH", "ROOT", 0, ""),
    ...           Token(1, 4, "”", " ", '"', "PUNCT", "''", "punct", 0, ""))
    >>> parse = Parse(Document("d", "“Non” ", Source("n.txt")), (Sentence(tokens),), "m 1")
    >>> print("".join(write([parse])).expandtabs(6).rstrip())
    # newdoc id = d
    # source = {"name": "n.txt"}
    # model = m 1
    # newpar id = 0
    # text = “Non”
    1     “Non  non   INTJ  UH    _     0     ROOT  _     SpaceAfter=No
    2     ”     "     PUNCT ''    _     1     punct _     _
    """
    for parse in parses:
        yield from _document(parse)


def _document(parse: Parse) -> Iterator[str]:
    document = parse.document
    source = {f.name: value for f in fields(Source) if (value := getattr(document.source, f.name)) != f.default}
    yield f"# newdoc id = {document.id}\n"
    yield f"# source = {json.dumps(source, ensure_ascii=False)}\n"
    yield f"# model = {parse.model}\n"
    end = 0
    paragraph = None
    for sentence in parse.sentences:
        first, last = sentence.tokens[0], sentence.tokens[-1]
        yield from _outside(document.text[end : first.start])
        end = last.end + len(last.space)
        if "".join(token.text + token.space for token in sentence.tokens) != document.text[first.start : end]:
            raise ValueError(f"{document.id}: the words of the sentence at {first.start} are not those of the text")
        if sentence.paragraph != paragraph:
            paragraph = sentence.paragraph
            yield f"# newpar id = {paragraph}\n"
        yield f"# text = {' '.join(document.text[first.start : last.end].split())}\n"
        yield from map(_word, sentence.tokens)
        yield "\n"
    yield from _outside(document.text[end:])
    if not parse.sentences or document.text[end:]:
        yield "\n"


def _outside(text: str) -> Iterator[str]:
    if text:
        yield f"# outside = {json.dumps(text)}\n"


def _word(token: Token) -> str:
    misc = []
    if token.entity:
        misc.append(f"Entity={_escaped(token.entity)}")
    if not token.space:
        misc.append("SpaceAfter=No")
    elif token.space != " ":
        misc.append(f"SpacesAfter={_escaped(token.space)}")
    columns = [
        str(token.i + 1),
        _escaped(token.text),
        _escaped(token.lemma) or "_",
        _escaped(token.pos) or "_",
        _escaped(token.tag) or "_",
        "_",
        str(token.head + 1 if token.head != token.i else 0),
        _escaped(token.dep) or "_",
        "_",
        "|".join(misc) or "_",
    ]
    return "\t".join(columns) + "\n"


_ESCAPES = {" ": "s", "\t": "t", "\n": "n", "\r": "r", "|": "p", "\\": "\\", "_": "_"}
_NAMED = {letter: character for character, letter in _ESCAPES.items()}
_SPECIAL = re.compile(r"[\s\\|\x1c-\x1f\x85]|^_$")
_ESCAPED = re.compile(r"\\(u[0-9a-f]{4}|.)")


def _escaped(text: str) -> str:
    """A value without white space and bars, in the manner of ``SpacesAfter``; a lone ``_`` would mean nothing.

    >>> _escaped(" |\\u2028"), _escaped("_"), _escaped("a_b")
    ('\\\\s\\\\p\\\\u2028', '\\\\_', 'a_b')
    """
    return _SPECIAL.sub(lambda match: f"\\{_ESCAPES.get(match[0], f'u{ord(match[0]):04x}')}", text)


def _unescaped(text: str) -> str:
    """What was escaped; a lone ``_`` is nothing."""
    if text == "_":
        return ""
    if "\\" not in text:
        return text
    return _ESCAPED.sub(lambda match: _NAMED.get(match[1]) or chr(int(match[1][1:], 16)), text)


# ------------------------------------------------------------------------------------------------ reading


def read(lines: Iterable[str], name: str = "CoNLL-U") -> Iterator[Parse]:
    """The parses in the lines of a CoNLL-U file as :func:`write` makes it.

    :class:`~kg.errors.ReadError` with ``name`` and the line's number where it is not.
    """
    document: list[tuple[int, str]] = []
    for number, line in enumerate(lines, start=1):
        if line.startswith("# newdoc") and document:
            yield _parse(document, name)
            document = []
        document.append((number, line.rstrip("\n")))
    if document:
        yield _parse(document, name)


def _parse(lines: list[tuple[int, str]], name: str) -> Parse:
    draft = _Draft()
    number = 0
    try:
        for number, line in lines:  # noqa: B007 - an error names it
            draft.read(line)
        return draft.parse()
    except (ValueError, TypeError, LookupError) as error:
        raise ReadError(f"{name}:{number}: {error}") from error


@dataclass(slots=True)
class _Draft:
    """A document as far as it has been read."""

    id: str | None = None
    source: Source | None = None
    model: str = ""
    paragraph: int = 0
    text: list[str] = field(default_factory=list)
    end: int = 0
    sentences: list[Sentence] = field(default_factory=list)
    tokens: list[Token] = field(default_factory=list)

    def read(self, line: str) -> None:
        if line.startswith("#"):
            key, _, value = line.removeprefix("# ").partition(" = ")
            self.comment(key, value)
        elif line:
            self.word(line.split("\t"))
        else:
            self.end_sentence()

    def comment(self, key: str, value: str) -> None:
        if key == "newdoc id":
            self.id = value
        elif key == "source":
            self.source = Source(**json.loads(value))
        elif key == "model":
            self.model = value
        elif key == "newpar id":
            self.paragraph = int(value)
        elif key == "outside":
            self._append(json.loads(value))

    def word(self, columns: list[str]) -> None:
        number, form, lemma, pos, tag, _, head, dep, _, rest = columns
        i = len(self.tokens)
        if int(number) != i + 1:
            raise ValueError(f"word {number} follows word {i}")
        misc = dict(pair.split("=", 1) for pair in rest.split("|") if pair != "_")
        space = "" if misc.get("SpaceAfter") == "No" else _unescaped(misc.get("SpacesAfter", "\\s"))
        self.tokens.append(
            Token(
                i,
                self.end,
                _unescaped(form),
                space,
                _unescaped(lemma),
                _unescaped(pos),
                _unescaped(tag),
                _unescaped(dep),
                int(head) - 1 if head != "0" else i,
                _unescaped(misc.get("Entity", "")),
            )
        )
        self._append(_unescaped(form) + space)

    def end_sentence(self) -> None:
        if not all(0 <= token.head < len(self.tokens) for token in self.tokens):
            raise ValueError("a head is outside of the sentence")
        if self.tokens:
            self.sentences.append(Sentence(tuple(self.tokens), self.paragraph))
            self.tokens = []

    def parse(self) -> Parse:
        self.end_sentence()
        if self.id is None or self.source is None:
            raise ValueError("a document has no id or no source")
        return Parse(Document(self.id, "".join(self.text), self.source), tuple(self.sentences), self.model)

    def _append(self, text: str) -> None:
        self.text.append(text)
        self.end += len(text)
