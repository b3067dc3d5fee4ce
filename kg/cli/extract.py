"""``kg extract``: what the grammar gives, before anything is resolved."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any

import click

from kg.errors import ReadError
from kg.model import Argument, Document, Extraction, Failure, Parse, Phrase, Source

if TYPE_CHECKING:
    from kg.extract.views import Flat


LEAST = {"clauses": 0.0, "nary": 0.35, "triples": 0.3}
"""The confidence from which on an extraction is worth showing: below it, most are nothing that a person would write."""

LEAST_BESIDE = 0.15
"""That of a triple about a further argument, or of a name and a noun. People who write wide tuples seldom write these,
which is what their confidence tells, but of 45 between .1 and .35 that were read by hand 39 are right: *met Macron
in | Rome*, *Nissan | has | chairman*."""


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, allow_dash=True))
@click.option("--lines", is_flag=True, help="Each line is one sentence.")
@click.option("--tokens", is_flag=True, help="Words are split at blanks only, as given.")
@click.option("--view", type=click.Choice(["clauses", "nary", "triples"]), default="nary", show_default=True)
@click.option("-f", "--format", type=click.Choice(["tsv", "jsonl"]), help="tsv by default, but jsonl for clauses.")
@click.option(
    "--min-confidence",
    type=click.FloatRange(0, 1),
    metavar="SURETY",
    help="Leave out what is less sure.  [default: "
    f"{LEAST['nary']} for nary, {LEAST['triples']} ({LEAST_BESIDE} behind the object) for triples, 0 for clauses]",
)
@click.option("--model", metavar="NAME", help="The spaCy pipeline to parse with, by name or path.")
def extract(
    file: str,
    lines: bool,
    tokens: bool,
    view: str,
    format: str | None,
    min_confidence: float | None,
    model: str | None,
) -> None:
    """Write what the grammar gives: open information extraction.

    One extraction a line, of the documents in FILE (- is standard input). The views nary (one wide tuple a clause) and
    triples (three fields, minimal) come as tab-separated fields: sentence, confidence, subject, relation, object,
    further arguments; or as JSON Lines. The view clauses, the structured clause that both are made from, is JSON
    Lines only.

    \b
    Examples:
      kg extract article.txt
      kg extract --lines --tokens --view nary -f tsv sentences.txt > tuples.tsv
      echo 'France did not sign.' | kg extract --view clauses -
    """
    if view == "clauses" and format == "tsv":
        raise click.UsageError("the view clauses is structured: use -f jsonl, or --view nary or triples")
    from kg import parse
    from kg.extract import CLAIM_RULES, FLAT_RULES
    from kg.extract import extract as read

    parser = parse.load(model, whole=lines, tokens=tokens)
    rows = _rows(view, format or ("jsonl" if view == "clauses" else "tsv"))
    least = LEAST[view] if min_confidence is None else min_confidence
    beside = LEAST_BESIDE if min_confidence is None and view == "triples" else least
    for parsed in parser(_documents(file, lines)):
        read_by = CLAIM_RULES if view == "clauses" else FLAT_RULES
        found = (row for extraction in read(parsed, read_by) for row in rows(parsed, extraction, least, beside))
        sys.stdout.writelines(f"{row}\n" for row in dict.fromkeys(found))


def _documents(file: str, lines: bool) -> Iterator[Document]:
    """The documents of a file, or its lines, each as it is; :class:`~kg.errors.ReadError` for what cannot be read."""
    if not lines:
        from kg.read import read

        for found in read(file, any_language=True):
            if isinstance(found, Failure):
                raise ReadError(f"{found.document}: {found.error}")
            yield found
        return
    with click.open_file(file, "rb") as stream:
        for number, raw in enumerate(stream, 1):
            try:
                text = raw.decode("utf-8-sig" if number == 1 else "utf-8").rstrip("\r\n")
            except UnicodeDecodeError as error:
                raise ReadError(f"{file}:{number}: not UTF-8 ({error.reason}); convert it first") from error
            if text.strip():
                yield Document(f"line:{number}", text, Source(file))


def _rows(view: str, format: str) -> Callable[[Parse, Extraction, float, float], Iterable[str]]:
    """The function that gives the lines of one extraction, if they are sure enough."""
    if view == "clauses":
        return lambda parse, extraction, least, _: (
            [_json(clause(parse, extraction))] if extraction.confidence >= least else []
        )
    from kg.extract.views import nary, triples

    flats = triples if view == "triples" else lambda extraction: filter(None, [nary(extraction)])
    write = _tsv if format == "tsv" else _object
    return lambda parse, extraction, least, beside: [
        write(_sentence(parse, extraction), flat)
        for flat in flats(extraction)
        if flat.confidence >= (beside if flat.beside else least)
    ]


def _sentence(parse: Parse, extraction: Extraction) -> str:
    """The sentence as given, on one line; of a document that is one sentence, all of it."""
    if len(parse.sentences) == 1:
        return parse.document.text.translate(_BLANKS)
    start, end = parse.sentences[extraction.sentence].span
    return parse.document.text[start:end].translate(_BLANKS)


_BLANKS = str.maketrans("\t\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029", " " * 11)
"""What would end a field or a line."""


def _tsv(sentence: str, flat: Flat) -> str:
    return "\t".join([sentence, f"{flat.confidence:.4g}", flat.subject, flat.relation, *(flat.arguments or [""])])


def _object(sentence: str, flat: Flat) -> str:
    first, *extra = flat.arguments or [""]
    fields = {"arg1": flat.subject, "rel": flat.relation, "arg2": first, "extra": extra}
    return _json({"sentence": sentence, "confidence": flat.confidence, **fields})


def clause(parse: Parse, extraction: Extraction) -> dict[str, Any]:
    """The structured clause, every phrase with its words and spans; offsets count code points of the text (or line)."""
    start, end = parse.sentences[extraction.sentence].span
    return {
        "sentence": {"start": start, "end": end, "text": parse.document.text[start:end]},
        "subject": _phrase(extraction.subject),
        "relation": _phrase(extraction.relation),
        "supplied": extraction.supplied,
        "verb": extraction.verb,
        "arguments": [_argument(argument) for argument in extraction.arguments],
        "clause": extraction.clause,
        "passive": extraction.passive,
        "polarity": extraction.polarity,
        "modality": extraction.modality,
        "attributions": [
            {"source": _phrase(said.source), "cue": _phrase(said.cue)} for said in extraction.attributions
        ],
        "predicate": extraction.predicate.start,
        "confidence": extraction.confidence,
        "rule": extraction.rule,
    }


def _argument(argument: Argument) -> dict[str, Any]:
    return {
        "role": argument.role,
        "marker": _phrase(argument.marker),
        "phrase": _phrase(argument.phrase),
        "content": argument.content,
    }


def _phrase(phrase: Phrase | None) -> dict[str, Any] | None:
    return None if phrase is None else {"text": phrase.text, "spans": phrase.spans}


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
