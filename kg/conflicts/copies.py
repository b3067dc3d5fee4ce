"""Copies: texts that agencies send out and many papers print, more or less as they are.

Texts are compared by the runs of words they share. A hundred and fifty lines of a library for sketches of millions of
documents, and numpy with it, would buy nothing here: the smallest hashes of each text find candidates, and candidates
are then compared in full, so the answer is exact.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from zlib import crc32

from kg.model import Iri

RUN = 5
"""Words of a run: shorter ones are shared by chance."""

SKETCH = 24
"""Hashes of a text by which candidates are found; copies that share as much as below hardly ever share none."""

SHARED = 0.6
"""The share of runs of the shorter text that the longer one has, from which on one is a copy of the other."""

_WORD = re.compile(r"\w+")


def originals(texts: Mapping[Iri, str]) -> dict[Iri, Iri]:
    """For each document the first, by IRI, of those that it is a copy of, directly or by others; itself, if of none.

    >>> words = "the ministers met in Calais on Sunday to talk about boats and the people in them"
    >>> originals({"d:1": words, "d:2": f"{words}, an agency said", "d:3": "nothing of the kind"})
    {'d:1': 'd:1', 'd:2': 'd:1', 'd:3': 'd:3'}
    """
    runs = {name: _runs(texts[name]) for name in sorted(texts)}
    by_hash: dict[int, list[Iri]] = defaultdict(list)
    first = {name: name for name in runs}
    for name, own in runs.items():
        near = {other for number in sorted(own)[:SKETCH] for other in by_hash[number]}
        for other in sorted(near):
            if len(own & runs[other]) >= SHARED * min(len(own), len(runs[other])):
                first[name] = min(first[name], first[other])
        for number in sorted(own)[:SKETCH]:
            by_hash[number].append(name)
    return first


def _runs(text: str) -> frozenset[int]:
    """The runs of words of a text, hashed; all of a text that is shorter than one."""
    words = _WORD.findall(text.casefold())
    count = max(1, len(words) - RUN + 1)
    return frozenset(crc32(" ".join(words[at : at + RUN]).encode("utf-8", "surrogatepass")) for at in range(count))
