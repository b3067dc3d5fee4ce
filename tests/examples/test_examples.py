"""The example programs run, and so does what the README shows."""

import doctest
import re
import runpy
import shlex
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from kg.cli import main

ROOT = Path(__file__).parent.parent.parent
PROGRAMS = sorted((ROOT / "examples").glob("*.py"))

pytestmark = pytest.mark.model


@pytest.mark.parametrize("program", PROGRAMS, ids=lambda program: program.name)
def test_every_program_runs_and_says_something(program, capsys):
    runpy.run_path(str(program), run_name="__main__")
    assert capsys.readouterr().out.strip()


def test_the_two_articles_contradict_each_other(capsys):
    runpy.run_path(str(ROOT / "examples" / "who_wrote_the_letter.py"), run_name="__main__")
    told = capsys.readouterr().out
    assert "2021-11-26  Boris Johnson: positive, according to the article itself" in told
    assert "2021-11-28  Boris Johnson: negative, according to the article itself" in told
    assert "2021-11-28  Foreign Office: positive, according to official" in told


def test_facts_are_found_and_what_is_only_said_is_not_among_them(capsys):
    runpy.run_path(str(ROOT / "examples" / "questions.py"), run_name="__main__")
    facts, said, evidence = capsys.readouterr().out.strip().split("\n\n")
    assert {line.split()[0] for line in facts.splitlines()[2:]} == {"France"}
    assert any(line.startswith("Gérald Darmanin") and line.endswith("unacceptable") for line in said.splitlines())
    assert "France has cancelled talks with Priti Patel" in evidence


# ------------------------------------------------------------------------------------------------ the README

README = (ROOT / "README.md").read_text("utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)


def test_the_readme_shows_what_its_python_prints(monkeypatch):
    monkeypatch.chdir(ROOT)
    shown = "\n".join(blocks("python"))
    test = doctest.DocTestParser().get_doctest(shown, {}, "README.md", "README.md", 0)
    told = []
    doctest.DocTestRunner(optionflags=doctest.ELLIPSIS).run(test, out=told.append)
    assert test.examples
    assert not told, "".join(told)


@pytest.mark.parametrize("query", blocks("sparql"))
def test_the_queries_of_the_readme_have_answers(example, query):
    assert len(example.query(query)) > 0


def test_the_commands_of_the_readme_print_what_it_shows(monkeypatch, tmp_path):
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    monkeypatch.chdir(tmp_path)
    sessions = [session.partition("\n") for block in blocks("console") for session in block.split("$ kg ")[1:]]
    assert len(sessions) > 1
    for command, _, shown in sessions:
        result = CliRunner().invoke(main, shlex.split(command), prog_name="kg")
        assert result.exit_code == 0, result.output
        assert not shown or result.stdout == shown


def test_every_file_that_the_readme_links_to_is_there():
    links = re.findall(r"\]\(([^)#:]+)\)", README)
    assert links
    assert [link for link in links if not (ROOT / link).exists()] == []


def test_every_option_is_in_the_readme():
    missing = [
        f"kg {name} {option.opts[-1]}"
        for name, command in main.commands.items()
        for option in command.params
        if isinstance(option, click.Option) and not any(f"{opt}" in README for opt in option.opts)
    ]
    assert missing == []
