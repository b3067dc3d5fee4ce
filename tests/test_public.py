"""What users import, and what it costs."""

import subprocess
import sys

import pytest

import kg

HEAVY = {"spacy", "numpy", "networkx", "rdflib", "pyvis", "pyoxigraph", "rich", "click", "pandas"}


def modules_after(code: str) -> set[str]:
    code = f"{code}\nimport sys\nprint(*sys.modules)"
    return {*subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()}


@pytest.mark.parametrize("name", kg.__all__)
def test_every_public_name_is_there_and_says_what_it_is(name):
    assert getattr(kg, name).__doc__


def test_the_public_names_are_sorted_and_shown():
    assert sorted(kg.__all__) == kg.__all__
    assert set(kg.__all__) <= set(dir(kg))


def test_a_name_that_there_is_not_is_an_attribute_error():
    with pytest.raises(AttributeError, match="nonsense"):
        kg.nonsense  # noqa: B018


def test_importing_the_package_imports_nothing_else():
    assert not {name for name in modules_after("import kg") if name.startswith("kg.")}


def test_importing_the_public_names_brings_in_no_library():
    assert not modules_after("from kg import *") & HEAVY


def test_loading_and_exporting_a_graph_brings_in_no_library():
    assert not modules_after("from kg import Graph; Graph().export('nq')") & HEAVY
