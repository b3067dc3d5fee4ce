from decimal import Decimal

import pyoxigraph
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg import literal
from kg.model import Value


@given(st.floats(0, 1, allow_subnormal=False).map(lambda number: round(number, 15)) | st.integers(0, 10**9).map(float))
def test_a_decimal_is_written_as_stores_write_it_and_reads_back(number):
    written = literal.decimal(number)
    assert Decimal(written) == Decimal(repr(number))
    datatype = pyoxigraph.NamedNode(literal.DECIMAL)
    store = pyoxigraph.Store()
    e = pyoxigraph.NamedNode("e:x")
    store.add(pyoxigraph.Quad(e, e, pyoxigraph.Literal(written, datatype=datatype), e))
    assert next(iter(store)).object.value == written


@pytest.mark.parametrize(
    ("value", "lexical"),
    [
        (Value("+07", literal.INTEGER), "7"),
        (Value("-0", literal.INTEGER), "0"),
        (Value("1e3", literal.DECIMAL), "1000"),
        (Value("1", literal.BOOLEAN), "true"),
        (Value("many", literal.INTEGER), "many"),
        (Value("0.80", literal.STRING), "0.80"),
    ],
)
def test_what_is_not_canonical_is_made_so_if_it_can_be(value, lexical):
    assert literal.canonical(value) == lexical


@pytest.mark.parametrize(
    ("lexical", "datatype"),
    [
        ("2024-02-29", literal.DATE),
        ("2023-02-29", literal.STRING),
        ("2021-04-31", literal.STRING),
        ("2021-13", literal.STRING),
        ("0000", literal.STRING),
        ("1999", literal.YEAR),
        ("2021-11-26T10:00:00Z", literal.DATE_TIME),
        ("2021-11-26T10:00:00", literal.STRING),
        ("٢٠٢١", literal.STRING),
        ("", literal.STRING),
    ],
)
def test_a_date_has_the_datatype_of_its_form_if_it_is_on_the_calendar(lexical, datatype):
    assert literal.date(lexical) == Value(lexical, datatype)
