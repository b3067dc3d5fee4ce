from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kg.cli import main


@pytest.fixture
def kg(tmp_path, monkeypatch):
    """Runs a command in an empty folder: ``kg("query", out, "ASK {}")``."""
    monkeypatch.chdir(tmp_path)

    def run(*arguments: object, input: str | bytes | None = None) -> Result:
        result = CliRunner().invoke(main, [str(argument) for argument in arguments], input=input, prog_name="kg")
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result

    return run


@pytest.fixture(scope="session")
def out(example, tmp_path_factory) -> Path:
    """The folder of the example's graph."""
    folder = tmp_path_factory.mktemp("example") / "out"
    example.save(folder)
    return folder
