"""``kg validate``, with the exit codes of pySHACL."""

import json
import sys

import pytest

pytestmark = pytest.mark.model


def test_a_graph_that_was_built_conforms(kg, out):
    result = kg("validate", out)
    assert (result.exit_code, result.stdout) == (0, "conforms\n")


def test_a_claim_without_its_polarity_and_a_fact_that_nobody_states_are_told(kg, out, tmp_path):
    lines = (out / "graph.nq").read_text("utf-8").split("\n")
    first = next(line for line in lines if "ns#polarity>" in line)
    asserted = next(line for line in lines if 'ns#asserted> "true"' in line)
    kept = [line for line in lines if line not in (first, asserted)]
    (tmp_path / "a.nq").write_text("\n".join(kept), "utf-8", newline="")
    result = kg("validate", "a.nq", "--json")
    assert result.exit_code == 1
    told = json.loads(result.stdout)
    assert not told["conforms"]
    assert first.split(">")[0][1:] in {each["node"] for each in told["violations"]}
    assert any("a plain triple, but not asserted" in each["problem"] for each in told["violations"])


def test_what_cannot_be_read_is_2_and_a_missing_validator_3(kg, out, tmp_path, monkeypatch):
    (tmp_path / "a.nq").write_text("nonsense\n", "utf-8")
    assert kg("validate", "a.nq").exit_code == 2
    monkeypatch.setitem(sys.modules, "pyshacl", None)
    result = kg("validate", out)
    assert result.exit_code == 3
    assert 'pip install "claimgraph[validate]"' in result.stderr
