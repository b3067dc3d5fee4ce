"""The folder of a graph: its sorted lines, and the store that lies beside it."""

from pathlib import Path

import pytest
from filelock import FileLock
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import StoreError
from kg.query import open_store
from kg.store import folder as files
from kg.store.folder import FILE, STORE, SortedLines
from kg.store.oxigraph import beside, bulk_loaded, followed
from tests.store.contract import EXAMPLE

ALPHABET = st.text(st.sampled_from("ab#>é\U0001f600"), min_size=1, max_size=6)


@given(st.sets(ALPHABET, max_size=12), ALPHABET)
def test_sorted_lines_are_found_by_how_they_begin(tmp_path_factory, lines, prefix):
    file = tmp_path_factory.mktemp("lines") / "lines"
    file.write_text("".join(f"{line}\n" for line in sorted(lines)), "utf-8", newline="")
    with SortedLines(file) as found:
        assert list(found.starting(prefix)) == sorted(line for line in lines if line.startswith(prefix))
        behind = sorted(line for line in lines if line > prefix and not line.startswith(prefix))
        assert found.next_after(prefix) == next(iter(behind), None)
        assert found.find(prefix) == next((line for line in sorted(lines) if prefix in line), None)


@given(st.sets(ALPHABET, max_size=12), st.sets(ALPHABET, max_size=12), st.sampled_from([1, 4, 1024]))
def test_lines_that_only_one_of_two_files_has_are_found(tmp_path_factory, one, two, step):
    folder = tmp_path_factory.mktemp("lines")
    for name, lines in (("one", one), ("two", two)):
        (folder / name).write_text("".join(f"{line}\n" for line in sorted(lines)), "utf-8", newline="")
    with pytest.MonkeyPatch.context() as patch, SortedLines(folder / "one") as has, SortedLines(folder / "two") as had:
        patch.setattr(files, "_STEP", step)
        found = [(here, line.decode()) for here, line in has - had]
    assert found == sorted(
        [(True, line) for line in one - two] + [(False, line) for line in two - one], key=lambda x: x[1]
    )


def test_files_that_differ_in_most_lines_are_not_compared_to_the_end(tmp_path):
    old, new = graph(tmp_path / "old", EXAMPLE[:2]), graph(tmp_path / "new", EXAMPLE)
    assert files.differing(old / FILE, new / FILE) is None
    assert files.differing(new / FILE, new / FILE) == ([], [])


def test_a_file_that_is_not_there_is_a_store_error(tmp_path):
    with pytest.raises(StoreError, match="kg build makes one"):
        SortedLines(tmp_path / "graph.nq")


def graph(folder, lines):
    folder.mkdir(parents=True, exist_ok=True)
    (folder / FILE).write_text("".join(f"{line}\n" for line in sorted(lines)), "utf-8", newline="")
    return folder


def test_the_store_beside_a_graph_is_asked_as_long_as_it_is_of_that_graph(tmp_path):
    folder = graph(tmp_path, EXAMPLE)
    bulk_loaded(folder / STORE, folder / FILE)
    assert list(beside(folder)) == list(open_store(folder)) == sorted(EXAMPLE)
    graph(folder, EXAMPLE[:-1])
    assert not files.is_current(folder)
    assert beside(folder) is None
    assert list(open_store(folder)) == sorted(EXAMPLE[:-1])


@pytest.mark.parametrize("kept", [len(EXAMPLE) - 3, 2])
def test_a_store_follows_its_graph_by_what_differs_or_is_loaded_anew(tmp_path, kept):
    more = ["<e:s> <e:p> <e:o> <e:g> ."]
    old, new = graph(tmp_path / "old", EXAMPLE), graph(tmp_path / "new", [*EXAMPLE[:kept], *more])
    bulk_loaded(old / STORE, old / FILE)
    followed(old, new)
    assert list(beside(new)) == sorted([*EXAMPLE[:kept], *more])
    assert list(beside(old)) == sorted(EXAMPLE)


def test_a_store_that_is_broken_is_passed_over(tmp_path):
    folder = graph(tmp_path, EXAMPLE)
    bulk_loaded(folder / STORE, folder / FILE)
    for file in (folder / STORE / "quads").iterdir():
        file.unlink()
    (folder / STORE / "quads").rmdir()
    assert list(open_store(folder)) == sorted(EXAMPLE)


def test_a_change_replaces_the_store_and_one_without_takes_it_out(tmp_path):
    folder = graph(tmp_path / "out", EXAMPLE)
    bulk_loaded(folder / STORE, folder / FILE)
    with files.locked(folder), files.change(folder) as part:
        graph(part, EXAMPLE[1:])
        followed(folder, part)
    assert list(beside(folder)) == sorted(EXAMPLE[1:])
    with files.locked(folder), files.change(folder) as part:
        graph(part, EXAMPLE[2:])
    assert not (folder / STORE).exists()


@pytest.mark.parametrize("moved", [0, 1, 2])
def test_a_change_that_was_interrupted_is_finished_if_it_was_true_and_else_forgotten(tmp_path, moved):
    folder = tmp_path / "out"
    folder.mkdir()
    names = [FILE, "claims.jsonl", "graph.ttl"]
    for name in names:
        (folder / name).write_text("old")
    (folder / ".change").mkdir()
    for place, name in enumerate(names):
        (folder / (name if place < moved else f".change/{name}")).write_text("new")
    (folder / ".change-left").mkdir()
    with files.locked(folder):
        pass
    assert {(folder / name).read_text() for name in names} == {"new" if moved else "old"}
    assert sorted(path.name for path in folder.iterdir()) == sorted(names)


def test_a_file_that_is_taken_out_goes_when_the_change_becomes_true_even_if_it_was_interrupted(tmp_path):
    folder = graph(tmp_path / "out", EXAMPLE)
    (folder / "graph.html").write_text("old")
    files.take_out(graph(folder / ".change-begun", EXAMPLE[1:]), "graph.html")
    with files.locked(folder):
        assert (folder / "graph.html").exists()
    files.take_out(graph(folder / ".change", EXAMPLE[1:]), "graph.html")
    (folder / ".change" / FILE).replace(folder / FILE)
    with files.locked(folder):
        pass
    assert sorted(path.name for path in folder.iterdir()) == [FILE]


def test_a_copy_is_that_of_its_graph_or_none(tmp_path):
    folder = graph(tmp_path, EXAMPLE)
    with files.read_copy(folder) as copy:
        assert copy is None
    files.write_copy(folder, [b"co", b"py"])
    with files.read_copy(folder) as copy:
        assert copy.read() == b"copy"
    graph(folder, EXAMPLE[:-1])
    with files.read_copy(folder) as copy:
        assert copy is None


def test_a_change_takes_out_the_copy_of_another_graph(tmp_path):
    folder = graph(tmp_path / "out", EXAMPLE)
    files.write_copy(folder, [b"copy"])
    with files.locked(folder), files.change(folder) as part:
        graph(part, EXAMPLE[1:])
    assert not (folder / files.COPY).exists()


@pytest.mark.parametrize("moment", ["mkdir", "acquire", "mkdtemp"])
def test_ctrl_c_at_any_moment_leaves_nothing_behind(tmp_path, monkeypatch, moment):
    """Pressed right after the system has done what was asked, and before anybody has heard of it."""
    folder = tmp_path / "out"
    place = {"mkdir": Path, "acquire": FileLock, "mkdtemp": files.tempfile}[moment]
    real = getattr(place, moment)

    def press(*arguments, **named):
        real(*arguments, **named)
        raise KeyboardInterrupt

    monkeypatch.setattr(place, moment, press)
    with pytest.raises(KeyboardInterrupt), files.locked(folder), files.change(folder):
        pass
    assert not folder.exists()
