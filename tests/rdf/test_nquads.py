import pyoxigraph
import rdflib
from hypothesis import given
from hypothesis import strategies as st

from kg.rdf import nquads

anything = st.text(st.characters(codec="utf-8")) | st.text(alphabet='"\\\n\r\t\b\f\x00\x1f\x7f\x85\u2028ué')


def line(term):
    return f"<http://e/s> <http://e/p> {term} <http://e/g> ."


@given(anything)
def test_any_string_is_read_back_by_oxigraph_rdflib_and_ourselves(words):
    written = line(nquads.text(words))
    (quad,) = pyoxigraph.parse(written.encode(), pyoxigraph.RdfFormat.N_QUADS)
    assert quad.object.value == words
    assert nquads.parse(written).object == nquads.Literal(words)
    triple = written.replace(" <http://e/g> .", " .")
    ((_, _, object),) = rdflib.Graph().parse(data=triple.encode(), format="nt")
    assert str(object) == words


@given(anything)
def test_strings_are_escaped_as_the_canonical_form_wants(words):
    (quad,) = pyoxigraph.parse(line(nquads.text(words)).encode(), pyoxigraph.RdfFormat.N_QUADS)
    assert str(quad.object) == nquads.text(words)


def test_tags_and_datatypes_are_written_and_read():
    assert nquads.parse(line(nquads.tagged("a", "en-GB"))).object == nquads.Literal("a", nquads.LANG_STRING, "en-gb")
    assert nquads.parse(line(nquads.typed("1", "http://e/t"))).object == nquads.Literal("1", "http://e/t")
    assert nquads.typed("a", nquads.STRING) == '"a"'
