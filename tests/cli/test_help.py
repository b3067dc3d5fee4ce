"""Every command and option is documented, and help costs next to nothing."""

import subprocess
import sys
from pathlib import Path

import click
import pytest

from kg.cli import main

README = (Path(__file__).parent.parent.parent / "README.md").read_text("utf-8")
COMMANDS = sorted(main.commands.items())


@pytest.mark.parametrize(("name", "command"), COMMANDS)
def test_every_command_says_what_it_does_and_shows_examples(name, command):
    assert command.help.partition("\n")[0].endswith(".")
    assert f"kg {name}" in command.help.partition("Examples:")[2]


@pytest.mark.parametrize(("name", "command"), COMMANDS)
def test_every_option_says_what_it_does(name, command):
    silent = [
        option.name
        for option in command.params
        if isinstance(option, click.Option) and not (option.help or isinstance(option.type, click.Choice))
    ]
    assert silent == []


@pytest.mark.parametrize("name", [name for name, _ in COMMANDS])
def test_every_command_is_in_the_readme(name):
    assert f"kg {name}" in README


def test_the_formats_in_the_help_are_those_that_there_are():
    from kg.graph import formats

    listed = main.commands["export"].help.partition("Formats:")[2].partition("Examples:")[0].split()
    assert set(formats()) <= set(listed)


@pytest.mark.parametrize("arguments", [["--help"], ["build", "--help"], ["query", "--help"], ["--version"]])
def test_help_ends_well(kg, arguments):
    result = kg(*arguments)
    assert result.exit_code == 0
    assert result.stdout
    assert not result.stderr


HEAVY = {"spacy", "numpy", "pyvis", "networkx", "rdflib", "rich", "pyoxigraph", "pandas", "starlette", "uvicorn"}


@pytest.mark.parametrize(
    ("arguments", "wanted"),
    [
        (["--help"], set()),
        (["build", "--help"], set()),
        (["serve", "--help"], set()),
        (["query", "OUT", "ASK { ?s ?p ?o }"], {"pyoxigraph"}),
        (["export", "OUT", "-f", "nq"], set()),
        (["export", "OUT", "-f", "ttl"], set()),
        (["export", "OUT", "-f", "jsonld"], set()),
        (["export", "OUT", "-f", "claims"], set()),
        (["export", "OUT", "-f", "csv"], set()),
        (["view", "OUT", "--no-open"], set()),
        (["rules"], set()),
    ],
)
def test_a_command_imports_only_what_it_needs(out, arguments, wanted):
    arguments = [str(out) if argument == "OUT" else argument for argument in arguments]
    code = (
        "import sys\n"
        "from kg.cli import main\n"
        "try:\n    main(sys.argv[1:], prog_name='kg')\n"
        "finally:\n    print(*sys.modules, file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=True)
    assert set(done.stderr.split()) & HEAVY == wanted


@pytest.mark.parametrize("arguments", [["nonsense"], ["build"], ["query"], ["build", "a.txt", "--jobs", "0"]])
def test_nonsense_is_answered_with_exit_code_2_on_standard_error(kg, arguments):
    result = kg(*arguments)
    assert result.exit_code == 2
    assert not result.stdout
    assert "Error:" in result.stderr
