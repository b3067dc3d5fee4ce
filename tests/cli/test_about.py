"""``kg rules`` and ``kg doctor``."""

import json

import pytest

from kg.extract import RULES


def test_every_rule_is_listed_with_what_it_reads(kg):
    lines = kg("rules").stdout.splitlines()
    assert [line.split()[0] for line in lines] == [rule.__name__ for rule in RULES]
    assert all(line.endswith(".") for line in lines)


def test_a_rule_shows_its_examples(kg):
    assert "|" in kg("rules", "passive").stdout


def test_rules_for_programs(kg):
    assert [rule["rule"] for rule in json.loads(kg("rules", "--json").stdout)] == [rule.__name__ for rule in RULES]


def test_an_unknown_rule_is_answered_with_the_known(kg):
    result = kg("rules", "nonsense")
    assert result.exit_code == 2
    assert "passive" in result.stderr


@pytest.mark.model
def test_the_doctor_names_the_model(kg):
    result = kg("doctor")
    assert result.exit_code == 0
    assert "en_core_web_md 3.7.1" in result.stdout


@pytest.mark.model
def test_the_doctor_says_what_is_missing(kg):
    result = kg("doctor", "--model", "en_core_web_nowhere", "--json")
    assert result.exit_code == 3
    (missing,) = [finding for finding in json.loads(result.stdout) if finding["needed"] and not finding["ok"]]
    assert missing["name"] == "language model"
    assert "not installed" in missing["says"]
