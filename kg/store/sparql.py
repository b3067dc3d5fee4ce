"""SPARQL as text: what is refused, how values are bound to variables, and where a mistake stands.

A query is cut into tokens and no further; engines parse it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from itertools import pairwise
from typing import Final, NamedTuple

from kg.errors import QueryError
from kg.model import Iri
from kg.rdf import nquads
from kg.rdf.nquads import Literal

Term = Iri | Literal
"""What a variable is bound to: an IRI, or a literal. A blank node, which only queries can make, begins with ``_:``."""


class Token(NamedTuple):
    """A piece of a query and where it begins."""

    kind: str
    text: str
    start: int


_TOKEN: Final = re.compile(
    r"""(?P<comment>\#[^\n\r]*)
      | (?P<string>\"\"\"(?:\"{0,2}(?:[^"\\]|\\.))*\"\"\"|'''(?:'{0,2}(?:[^'\\]|\\.))*'''
                  |"(?:[^"\\\n\r]|\\.)*"|'(?:[^'\\\n\r]|\\.)*')
      | (?P<iri><[^<>"{}|^`\\\x00-\x20]*>)
      | (?P<variable>[?$]\w+)
      | (?P<name>(?:[^\W\d][\w.-]*)?:(?:[\w:%-]|\\.|\.(?=[\w:%-]))*)
      | (?P<word>@?[^\W\d]\w*)
      | (?P<space>\s+)
      | (?P<other>.)""",
    re.VERBOSE | re.DOTALL,
)
_FORMS: Final = ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")
_UPDATES: Final = frozenset(["INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY", "WITH"])
_KEYWORDS: Final = frozenset(
    """SELECT ASK CONSTRUCT DESCRIBE PREFIX BASE WHERE GRAPH OPTIONAL UNION MINUS FILTER BIND VALUES EXISTS DISTINCT
    REDUCED ORDER GROUP HAVING LIMIT OFFSET BY AS NOT IN ASC DESC UNDEF SEPARATOR NAMED A TRUE FALSE COUNT SUM MIN MAX
    AVG SAMPLE STR""".split()  # noqa: SIM905 – a list of words
)


def tokens(sparql: str) -> Iterator[Token]:
    """The tokens of a query but for comments and white space."""
    for match in _TOKEN.finditer(sparql):
        kind = match.lastgroup or "other"
        if kind not in ("space", "comment"):
            yield Token(kind, match.group(), match.start())


# ------------------------------------------------------------------------------------------------ what is refused


_SERVICE: Final = re.compile(r"service(?=(?:\s|#[^\n\r]*[\n\r])*(?:silent\b|[?$<]|[\w.-]*:))", re.IGNORECASE)
_LOAD: Final = re.compile(r"load(?=(?:\s|#[^\n\r]*[\n\r])*(?:silent\b|<|[\w.-]*:))", re.IGNORECASE)
_FROM: Final = re.compile(r"\bfrom\s*(?:named\s*)?(?=<|[\w.-]*:)", re.IGNORECASE)


def check(sparql: str, *, dataset: bool = False) -> None:
    """Raise ``QueryError`` for a query that would write, ask another machine, or choose its dataset.

    With ``dataset`` it may choose that. ``SERVICE`` is looked for wherever it could be a keyword, strings and comments
    included: where these begin and end is for the engine to say, and a guess that is wrong once lets a query out.
    """
    first = next((token for token in tokens(sparql) if token.kind == "word" and token.text.upper() in _OPENINGS), None)
    if first and first.text.upper() in _UPDATES:
        raise error(sparql, f"{first.text.upper()} would change the graph", first.start, "queries only read")
    _stays_here(sparql, {"SERVICE": _SERVICE})
    if not dataset and (chosen := _dataset(sparql)):
        raise error(sparql, "FROM is refused", chosen.start, "all graphs are read; to read one, write GRAPH <…> { … }")


def check_update(sparql: str) -> None:
    """Raise ``QueryError`` for an update that would reach out of this machine, or read its files."""
    _stays_here(sparql, {"SERVICE": _SERVICE, "LOAD": _LOAD})


def has_dataset(sparql: str) -> bool:
    """Whether a query chooses its dataset by ``FROM``.

    >>> has_dataset("SELECT * FROM <e:g> { ?s ?p ?o }"), has_dataset("SELECT ?from { ?from ?p ?o }")
    (True, False)
    """
    return _dataset(sparql) is not None


def _dataset(sparql: str) -> Token | None:
    return next((token for token in tokens(sparql) if token.kind == "word" and _FROM.match(sparql, token.start)), None)


def _stays_here(sparql: str, refused: Mapping[str, re.Pattern[str]]) -> None:
    for version in {sparql, _unescaped(sparql)}:
        for keyword, pattern in refused.items():
            for match in pattern.finditer(version):
                if _may_be_keyword(version, match.start()):
                    hint = "it would ask another machine; if it is only a word in a string, write it differently"
                    raise error(version, f"{keyword} is refused", match.start(), hint)


_OPENINGS: Final = _UPDATES.union(_FORMS)


def _may_be_keyword(sparql: str, start: int) -> bool:
    """Whether what stands before leaves room for a keyword: nothing, or a number or boolean that it is glued to."""
    place = start
    while place and (sparql[place - 1].isalnum() or sparql[place - 1] == "_"):
        place -= 1
    if place and sparql[place - 1] in ":/#?$@":
        return False
    return re.fullmatch(r"(?:[0-9]+(?:e[0-9]+)?|true|false)?", sparql[place:start], re.IGNORECASE) is not None


def _unescaped(sparql: str) -> str:
    r"""The query as an engine sees it that expands ``\u0041`` before it parses."""

    def expand(match: re.Match[str]) -> str:
        code = int(match.group(1) or match.group(2), 16)
        return chr(code) if code < 0x110000 else match.group()

    return re.sub(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8}))", expand, sparql)


# ------------------------------------------------------------------------------------------------ values


def term(value: Term) -> str:
    """A value as SPARQL writes it; ``QueryError`` for an IRI that is none.

    >>> term("https://example.org/kg/entity/UK"), term(Literal("5", "http://www.w3.org/2001/XMLSchema#integer"))
    ('<https://example.org/kg/entity/UK>', '"5"^^<http://www.w3.org/2001/XMLSchema#integer>')
    """
    if isinstance(value, Literal):
        if value.language:
            return nquads.tagged(value.lexical, value.language)
        return nquads.typed(value.lexical, value.datatype)
    if not re.fullmatch(r"[A-Za-z][A-Za-z0-9+.-]*:[^<>\"{}|^`\\\x00-\x20]*", value):
        raise QueryError(f"{value!r} is not an IRI, so it cannot be bound")
    return f"<{value}>"


def bind(sparql: str, values: Mapping[str, Term]) -> str:
    """The query with values in place of variables; where a variable is selected, it keeps its name.

    ``QueryError`` if the query has no such variable, or gives it a value itself.

    >>> bind("SELECT ?who ?what { ?who ?p ?what }", {"who": "e:UK"})
    'SELECT (<e:UK> AS ?who) ?what { <e:UK> ?p ?what }'
    """
    found = list(tokens(sparql))
    names = {token.text[1:] for token in found if token.kind == "variable"}
    for name in values:
        if name not in names:
            raise QueryError(f"the query has no variable ?{name}; it has {_listed(names) or 'none'}")
    out: list[str] = []
    end, clause, before = 0, "", ""
    for token in found:
        keyword = token.text.upper() if token.kind == "word" else token.text
        if keyword in ("SELECT", "BY", "{", "}", "WHERE", "LIMIT", "OFFSET"):
            clause = keyword
        if token.kind == "variable" and token.text[1:] in values:
            name = token.text[1:]
            if before in ("AS", "VALUES"):
                raise error(sparql, f"?{name} cannot be bound", token.start, "the query gives it a value itself")
            value = term(values[name])
            if clause in ("SELECT", "BY") and not _in_parentheses(found, token):
                value = f"({value} AS ?{name})" if clause == "SELECT" else f"({value})"
            out += (sparql[end : token.start], value)
            end = token.start + len(token.text)
        before = keyword
    return "".join((*out, sparql[end:]))


def among(sparql: str, name: str, terms: Iterable[Term]) -> str:
    """The query with a variable limited to some values.

    >>> among("SELECT ?who { ?who ?p ?what }", "what", ["e:UK", "e:France"])
    'SELECT ?who { VALUES ?what { <e:UK> <e:France> } ?who ?p ?what }'
    """
    place = next(token.start for token in tokens(sparql) if token.text == "{") + 1
    return f"{sparql[:place]} VALUES ?{name} {{ {' '.join(map(term, terms))} }}{sparql[place:]}"


def _in_parentheses(found: list[Token], token: Token) -> bool:
    depth = 0
    for other in found:
        if other.start >= token.start:
            break
        if other.kind == "other":
            depth = 0 if other.text in "{}" else depth + (other.text == "(") - (other.text == ")")
    return depth > 0


def form(sparql: str) -> str:
    """What a query asks for: ``SELECT``, ``ASK``, ``CONSTRUCT`` or ``DESCRIBE``; nothing if it is no query.

    >>> form("PREFIX select: <e:> ask { ?s ?p ?o }")
    'ASK'
    """
    words = (token.text.upper() for token in tokens(sparql) if token.kind == "word")
    return next((word for word in words if word in _FORMS), "")


def limited(sparql: str) -> bool:
    """Whether a query says itself how many rows it wants.

    >>> limited("SELECT * { ?s ?p ?o } LIMIT 5"), limited("SELECT * { ?limit ?p ?o }")
    (True, False)
    """
    return any(token.kind == "word" and token.text.upper() == "LIMIT" for token in tokens(sparql))


def star(sparql: str) -> list[str] | None:
    """The variables of ``SELECT *`` in the order of the text; ``None`` for any other query.

    >>> star("SELECT * { ?s ?p ?o }"), star("SELECT ?o { ?s ?p ?o }")
    (['s', 'p', 'o'], None)
    """
    found = list(tokens(sparql))
    for place, token in enumerate(found):
        if token.kind == "word" and token.text.upper() in _FORMS:
            if not any(following.text == "*" for following in found[place + 1 : place + 3]):
                return None
            return list(dict.fromkeys(each.text[1:] for each in found if each.kind == "variable"))
    return None


def using(sparql: str, default: Iterable[Iri], named: Iterable[Iri]) -> str:
    """An update whose patterns look in some graphs: merged ones, and ones for ``GRAPH``; what is written stays.

    ``QueryError`` if the update says itself where it looks, by ``USING`` or ``WITH``.

    >>> using("DELETE { GRAPH <e:g> { ?s ?p 1 } } WHERE { ?s ?p 1 }", ["e:a"], ["e:b"])
    'DELETE { GRAPH <e:g> { ?s ?p 1 } } USING <e:a> USING NAMED <e:b> WHERE { ?s ?p 1 }'
    >>> using("DELETE WHERE { ?s ?p 1 }", ["e:a"], [])
    'DELETE { ?s ?p 1 } USING <e:a> WHERE { ?s ?p 1 }'
    """
    clauses = "".join(
        (*(f"USING {term(name)} " for name in default), *(f"USING NAMED {term(name)} " for name in named))
    )
    if not clauses:
        return sparql
    out: list[str] = []
    depth, end, before = 0, 0, ""
    found = list(tokens(sparql))
    for place, token in enumerate(found):
        depth += (token.text == "{") - (token.text == "}") if token.kind == "other" else 0
        word = token.text.upper() if token.kind == "word" else token.text
        if depth == 0 and word in ("USING", "WITH"):
            hint = "take it out, or the using-graph-uri and using-named-graph-uri of the request"
            raise error(sparql, f"{word} and the request both say where to look", token.start, hint)
        if depth == 0 and word == "WHERE":
            template = f"{_group(sparql, found[place + 1 :])} " if before == "DELETE" else ""
            out += (sparql[end : token.start], template, clauses)
            end = token.start
        before = word
    return "".join((*out, sparql[end:]))


def forgiving(sparql: str) -> str:
    """An update that may clear and drop graphs which are not there, as a store wants that keeps no empty ones.

    >>> forgiving("DROP GRAPH <e:g> ; CLEAR SILENT ALL")
    'DROP SILENT GRAPH <e:g> ; CLEAR SILENT ALL'
    """
    out: list[str] = []
    end, depth = 0, 0
    for token, following in pairwise([*tokens(sparql), Token("other", "", len(sparql))]):
        depth += (token.text == "{") - (token.text == "}") if token.kind == "other" else 0
        clears = depth == 0 and token.kind == "word" and token.text.upper() in ("CLEAR", "DROP")
        if clears and following.text.upper() != "SILENT":
            out += (sparql[end : token.start], token.text, " SILENT")
            end = token.start + len(token.text)
    return "".join((*out, sparql[end:]))


def _group(sparql: str, found: list[Token]) -> str:
    """The text from a brace to the one that closes it."""
    depth = 0
    for token in found:
        depth += (token.text == "{") - (token.text == "}") if token.kind == "other" else 0
        if depth == 0:
            return sparql[found[0].start : token.start + 1]
    return ""


# ------------------------------------------------------------------------------------------------ mistakes


def error(sparql: str, problem: str, offset: int, hint: str = "") -> QueryError:
    """A mistake at a place of a query: what and where, the line with a mark under it, and the way out."""
    offset = max(0, min(offset, len(sparql)))
    line = sparql.count("\n", 0, offset) + 1
    column = offset - (sparql.rfind("\n", 0, offset) + 1) + 1
    text = sparql.split("\n")[line - 1]
    mark = "".join("\t" if character == "\t" else " " for character in text[: column - 1])
    number = str(line)
    shown = f"  {number} | {text}\n  {' ' * len(number)} | {mark}^"
    return QueryError(f"line {line}, column {column}: {problem}\n{shown}" + (f"\n{hint}" if hint else ""))


def mistake(sparql: str, line: int, column: int, reason: str, prefixes: Mapping[str, str]) -> QueryError:
    """A query that an engine could not parse, with a guess at what is meant.

    ``line`` and ``column``, counted from 1, are how far the engine came, which may be a little behind the mistake;
    ``reason`` is what it says, which is rarely of help.
    """
    found = list(tokens(sparql))
    offset = sum(len(text) + 1 for text in sparql.split("\n")[: line - 1]) + column - 1
    for guess in (_quotes, _form, _prefix, _braces, _word):
        told = guess(sparql, [token for token in found if guess is not _word or token.start <= offset], prefixes)
        if told:
            return told
    if "unbound" in reason:
        hint = "each selected variable has to be in GROUP BY or in an aggregate such as COUNT"
        return error(sparql, "a variable is selected that has no value", 0, hint)
    here = next((token for token in found if token.start + len(token.text) > offset), found[-1])
    return error(sparql, f"{here.text} is not expected here", here.start, "a triple is: subject predicate object .")


def _quotes(sparql: str, found: list[Token], _: Mapping[str, str]) -> QueryError | None:
    for token in found:
        if token.kind == "other" and token.text in "“”„‘’«»":
            return error(sparql, f"{token.text} does not begin or end a string", token.start, 'use straight quotes: "')
    return None


def _form(sparql: str, found: list[Token], _: Mapping[str, str]) -> QueryError | None:
    words = [token for token in found if token.kind == "word"]
    if any(token.text.upper() in _FORMS for token in words):
        return None
    near = get_close_matches(words[0].text.upper(), _FORMS, 1) if words else []
    hint = f"did you mean {near[0]}?" if near else "a query begins with SELECT, ASK, CONSTRUCT or DESCRIBE"
    return error(sparql, "this is no query", words[0].start if words else 0, hint)


def _prefix(sparql: str, found: list[Token], prefixes: Mapping[str, str]) -> QueryError | None:
    declared = {name.start for word, name in pairwise(found) if word.text.upper() == "PREFIX"}
    known = {*prefixes, *(token.text.partition(":")[0] for token in found if token.start in declared)}
    for token in found:
        prefix = token.text.partition(":")[0]
        if token.kind == "name" and prefix not in known:
            near = get_close_matches(prefix, known, 1)
            hint = f"did you mean {near[0]}:?" if near else f"known are {_listed(known, '')}; declare others by PREFIX"
            return error(sparql, f"the prefix {prefix}: is not declared", token.start, hint)
    return None


def _braces(sparql: str, found: list[Token], _: Mapping[str, str]) -> QueryError | None:
    opened, closed = ([token for token in found if token.kind == "other" and token.text == mark] for mark in "{}")
    if len(closed) > len(opened):
        return error(sparql, "there is a '}' too many", closed[-1].start)
    if len(opened) > len(closed) or not opened:
        hint = "a '{' is not closed by '}'" if opened else "what is looked for stands in '{' and '}'"
        return error(sparql, "the query ends too early", len(sparql.rstrip()), hint)
    return None


def _word(sparql: str, found: list[Token], _: Mapping[str, str]) -> QueryError | None:
    for token, following in pairwise([*found, Token("other", "", len(sparql))]):
        word = token.text.upper()
        if token.kind == "word" and word not in _KEYWORDS and not word.startswith("@"):
            if near := get_close_matches(word, _KEYWORDS, 1, 0.75):
                return error(sparql, f"{token.text} is not understood", token.start, f"did you mean {near[0]}?")
            if following.text != "(":
                hint = "a variable begins with ?, a name has a prefix, a string stands in quotes"
                return error(sparql, f"{token.text} is not understood", token.start, hint)
    return None


def _listed(names: Iterable[str], mark: str = "?") -> str:
    return ", ".join(f"{mark}{name}" for name in sorted(names))
