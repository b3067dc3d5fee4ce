"""Whatever an input holds, it is a document or a failure."""

from __future__ import annotations

import io

from hypothesis import given
from hypothesis import strategies as st

from kg.errors import ReadError
from kg.model import Document, Failure
from kg.read import READERS, read
from kg.read.record import Record

PIECES = st.sampled_from(
    [
        b"---\n",
        b"---",
        b"title: x\n",
        b"date: 2021-11-26\n",
        b"url:",
        b"\r\n",
        b"\n",
        b"\xef\xbb\xbf",
        b"\xff\xfe",
        b"\x00",
        b'{"text": "',
        b'"}',
        b'"id": ',
        b", ",
        b"[",
        b"{",
        b"null",
        b"\\u0000",
        b"\\ud800",
        b"1e999",
        b"# ",
        b"> ",
        b"| a |",
        b"```",
        b"<b",
        b"&#0;",
        b"[x]: <",
        b"France left.",
        b"\xe9",
        "“É”".encode(),
        b"\t",
        b"    ",
    ]
)
INPUTS = st.lists(PIECES | st.binary(max_size=4), max_size=12).map(b"".join)


@given(INPUTS)
def test_standard_input_is_documents_and_failures(data):
    found = list(read("-", stdin=io.BytesIO(data)))
    assert all(isinstance(item, Document | Failure) for item in found)
    for item in found:
        if isinstance(item, Document):
            assert any(map(str.isalnum, item.text))
            item.text.encode()


@given(st.sampled_from(sorted(READERS)), INPUTS)
def test_a_reader_gives_records_failures_or_a_read_error(suffix, data):
    try:
        found = list(READERS[suffix](io.BytesIO(data), f"a{suffix}", 1000))
    except ReadError:
        return
    assert all(isinstance(item, Record | Failure) for item in found)
