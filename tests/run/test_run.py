"""Where the work runs, and what becomes of documents that fail. The parser here needs no model."""

import pickle
from importlib import import_module
from pathlib import Path

import pytest

from kg import pipeline, run
from kg.errors import ParserError
from kg.model import Document, Failure, Reading, Source


@pytest.fixture
def flat(monkeypatch):
    """The module of the flat parser, which does the work here and in other processes."""
    monkeypatch.syspath_prepend(Path(__file__).parent)
    module = import_module("flat")
    monkeypatch.setattr(run, "_read", module.read)
    return module


def document(name: str, text: str = "France cancels talks.") -> Document:
    return Document(f"https://example.org/kg/doc/{name}", text, Source(name))


def names(results) -> list[str]:
    return [result.document.source.name if isinstance(result, Reading) else f"!{result.document}" for result in results]


def test_documents_that_cannot_be_parsed_do_not_stop_the_others(flat):
    parser = flat.Parser()
    assert names(pipeline.readings([document("a"), document("b", "poison"), document("c")], parser)) == ["a", "!b", "c"]
    assert parser.batches == [3, 1, 1, 1]


def test_a_failure_says_at_which_stage_and_why(flat):
    (failure,) = pipeline.readings([document("b", "poison")], flat.Parser())
    assert failure == Failure("b", "parse", "cannot be parsed")


def test_a_document_that_cannot_be_resolved_is_a_failure(flat, monkeypatch):
    def resolve(understood):
        raise KeyError("nobody")

    monkeypatch.setattr(pipeline, "resolve", resolve)
    assert [*pipeline.readings([document("a")], flat.Parser())] == [Failure("a", "resolve", "'nobody'")]


@pytest.mark.parametrize("jobs", [1, 2])
def test_what_could_not_be_read_passes_through_in_its_place(flat, jobs):
    given = [document("a"), Failure("b.txt", "read", "is empty"), document("c"), document("d", "poison")]
    assert names(run.run(given, jobs=jobs)) == ["a", "!b.txt", "c", "!d"]


def test_the_order_is_kept_by_many_processes(flat):
    given = [document(str(i)) for i in range(100)]
    assert names(run.run(given, jobs=2)) == [str(i) for i in range(100)]


def test_a_document_that_kills_its_process_costs_nothing_else(flat):
    given = [document(str(i), "kill" if i == 17 else "France cancels talks.") for i in range(40)]
    results = [*run.run(given, jobs=2)]
    assert names(results) == [f"{'!' if i == 17 else ''}{i}" for i in range(40)]
    assert results[17].stage == "run"


def test_the_model_is_not_loaded_for_nothing(monkeypatch):
    def load(model):
        raise AssertionError("loaded")

    monkeypatch.setattr(run.parse, "load", load)
    assert names(run.run([Failure("a.txt", "read", "is empty")])) == ["!a.txt"]


def test_batches_end_at_sixteen_documents_or_many_characters():
    small = [document(str(i)) for i in range(40)]
    large = [document(str(i), "x" * (run.BATCH_CHARACTERS + 1)) for i in range(3)]
    assert [len(batch) for batch in run._batches(small)] == [16, 16, 8]
    assert [len(batch) for batch in run._batches(large)] == [1, 1, 1]


@pytest.mark.parametrize("jobs", [1, 2])
def test_documents_are_taken_as_they_are_needed(flat, jobs):
    taken = []

    def documents():
        for i in range(1000):
            taken.append(i)
            yield document(str(i))

    results = run.run(documents(), jobs=jobs)
    next(results)
    results.close()
    assert len(taken) <= 2 * (jobs + 1) * run.BATCH


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_missing_model_is_said_and_no_failure_of_each_document(jobs):
    with pytest.raises(ParserError, match="not installed"):
        [*run.run([document("a")], model="en_core_web_nowhere", jobs=jobs)]


def test_workers_leave_the_environment_as_it_was(flat, monkeypatch):
    monkeypatch.delenv("OPENBLAS_NUM_THREADS", raising=False)
    [*run.run([document("a")], jobs=2)]
    assert "OPENBLAS_NUM_THREADS" not in run.os.environ


def test_what_travels_between_processes_survives_it(flat):
    readings = flat.read([document("a")], None)
    assert pickle.loads(pickle.dumps(readings)) == readings
