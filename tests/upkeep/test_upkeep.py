"""A graph folder that documents come to and go from holds what a fresh build of its documents gives."""

import errno
import json
import os
import pickle
import subprocess
import sys
from dataclasses import replace as copied
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import kg.save
import kg.upkeep
from kg import Graph, KgError, SettingsError, StoreError, document
from kg.decisions import Decisions
from kg.graph import LARGE, SAVED
from kg.rdf import vocabulary as v
from kg.rdf.claims import Run
from kg.store import folder as files
from kg.upkeep import Changes, Held, Watched, add, remove, replace, reread, status
from tests.upkeep.library import DENIAL, LIBRARY, MONDAY, PAGE, PAGE_AGAIN, TUESDAY, TUESDAY_AGAIN

pytestmark = pytest.mark.model


def written(folder: Path) -> dict[str, bytes]:
    return {name: (folder / name).read_bytes() for name in SAVED}


def saved(graph: Graph) -> dict[str, bytes]:
    return {name: graph.export(format).encode() for name, format in SAVED.items()}


# ------------------------------------------------------------------------------------------------ the same bytes


moves = st.lists(st.tuples(st.sampled_from(["add", "replace", "remove"]), st.sampled_from(LIBRARY)), max_size=6)


@pytest.mark.parametrize("large", [0, LARGE], ids=["loaded from its copy", "loaded from its quads"])
@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(moves)
def test_whatever_happens_to_a_folder_it_is_what_a_fresh_build_gives(quick, fresh, monkeypatch, large, moves):
    monkeypatch.setattr("kg.graph.LARGE", large)
    held = {}
    with TemporaryDirectory() as place:
        folder = Path(place, "out")
        for move, document in moves:
            if move == "remove":
                if document.id in held:
                    remove(folder, document.id)
                    del held[document.id]
            elif move == "add":
                changes = add(folder, document)
                assert bool(changes.failures) == (held.get(document.id, document) != document)
                held.setdefault(document.id, document)
            elif [each.source.name for each in held.values()].count(document.source.name) < 2:
                replace(folder, document)
                same = document.id in held
                held = {k: d for k, d in held.items() if same or d.source.name != document.source.name}
                held[document.id] = document
        if held:
            assert written(folder) == saved(fresh(*held.values()))


def test_links_between_documents_come_and_go_with_them(quick, fresh, tmp_path):
    add(tmp_path, TUESDAY)
    alone = written(tmp_path)
    add(tmp_path, MONDAY)
    assert Graph.load(tmp_path).links
    remove(tmp_path, "monday.txt")
    assert written(tmp_path) == alone == saved(fresh(TUESDAY))


def test_decisions_stay_and_are_replayed(quick, tmp_path, fresh):
    decisions = '[[decisions]]\nkind = "same"\nentities = ["Eva Lind", "Norvik"]\n'
    (tmp_path / "chosen.toml").write_text(decisions, "utf-8")
    decided = fresh(MONDAY).decided(Decisions.read(tmp_path / "chosen.toml"))
    decided.save(tmp_path / "out")
    add(tmp_path / "out", DENIAL)
    both = fresh(MONDAY, DENIAL).decided(Decisions.read(tmp_path / "chosen.toml"))
    assert written(tmp_path / "out") == saved(both)
    add(tmp_path / "out", TUESDAY)
    remove(tmp_path / "out", "denial.txt", "tuesday.txt")
    assert written(tmp_path / "out") == saved(decided)


def test_what_a_change_does_not_touch_is_copied_and_not_made_again(quick, fresh, tmp_path, monkeypatch):
    monkeypatch.setattr("kg.graph.LARGE", 0)
    add(tmp_path, MONDAY, TUESDAY)
    made, evidence = [], kg.save.claims.evidence

    def counted(reading, **options):
        made.append(reading.document)
        return evidence(reading, **options)

    monkeypatch.setattr(kg.save.claims, "evidence", counted)
    add(tmp_path, DENIAL)
    remove(tmp_path, "denial.txt")
    assert DENIAL in made
    assert TUESDAY not in made
    assert written(tmp_path) == saved(fresh(MONDAY, TUESDAY))
    remove(tmp_path, "monday.txt")
    assert made[-1] == TUESDAY, "the links to what is gone are gone"


def test_verdicts_and_kinds_are_under_what_lines_were_made(quick, fresh, tmp_path, monkeypatch):
    monkeypatch.setattr("kg.graph.LARGE", 0)
    add(tmp_path, MONDAY, PAGE)
    claim = fresh(PAGE).claims[0]
    decisions = tmp_path / "decisions.toml"
    for text in (f'[[decisions]]\nkind = "reject-claim"\nclaim = "{claim.id}"\n', ""):
        decisions.write_text(text, "utf-8")
        add(tmp_path, DENIAL)
        both = fresh(MONDAY, PAGE, DENIAL).decided(Decisions.read(decisions))
        assert written(tmp_path) == saved(both)
        assert (f'<{claim.id}> <{v.KG}asserted> "false"' in (tmp_path / "graph.nq").read_text()) == bool(text)
        remove(tmp_path, "denial.txt")


def test_the_page_of_a_large_graph_goes_with_a_change_and_is_never_that_of_another(quick, fresh, tmp_path, monkeypatch):
    monkeypatch.setattr("kg.graph.LARGE", 0)
    monkeypatch.setattr("kg.view.selection.CLAIMS", 1)
    fresh(MONDAY, PAGE).save(tmp_path)
    assert (tmp_path / "graph.html").exists()
    add(tmp_path, DENIAL)
    assert not (tmp_path / "graph.html").exists()
    files_left = {name: text for name, text in saved(fresh(MONDAY, PAGE, DENIAL)).items() if name != "graph.html"}
    assert {name: (tmp_path / name).read_bytes() for name in files_left} == files_left
    assert [path.name for path in tmp_path.iterdir() if "gone" in path.name] == []


def test_a_copy_that_is_not_whole_is_not_built_upon(quick, fresh, tmp_path, monkeypatch):
    monkeypatch.setattr("kg.graph.LARGE", 0)
    add(tmp_path, MONDAY, PAGE)
    copy = tmp_path / files.COPY
    data = copy.read_bytes()
    copy.write_bytes(data[:120] + b"????" + data[124:])
    add(tmp_path, DENIAL)
    assert written(tmp_path) == saved(fresh(MONDAY, PAGE, DENIAL))


def test_a_graph_can_lose_its_last_document_and_begin_anew(quick, fresh, tmp_path):
    add(tmp_path, MONDAY)
    remove(tmp_path, MONDAY.id)
    assert Graph.load(tmp_path).documents == ()
    add(tmp_path, DENIAL)
    assert written(tmp_path) == saved(fresh(DENIAL))


# ------------------------------------------------------------------------------------------------ what is done


def test_what_has_not_changed_is_not_read_again(quick, tmp_path):
    assert add(tmp_path, MONDAY, PAGE) == Changes(added=(MONDAY.id, PAGE.id))
    quick.clear()
    before = (tmp_path / "graph.nq").stat()
    assert add(tmp_path, PAGE, MONDAY).unchanged == (PAGE.id, MONDAY.id)
    assert replace(tmp_path, PAGE, MONDAY).unchanged == (PAGE.id, MONDAY.id)
    assert quick == []
    assert (tmp_path / "graph.nq").stat().st_mtime_ns == before.st_mtime_ns


def test_another_title_or_date_is_a_change(quick, tmp_path, readings):
    add(tmp_path, DENIAL)
    dated = document(DENIAL.text, name="denial.txt", date="2021-11-27")
    readings[dated] = copied(readings[DENIAL], document=dated)
    assert dated.id == DENIAL.id
    assert replace(tmp_path, dated).added == (dated.id,)
    assert Graph.load(tmp_path).documents == (dated,)


def test_a_document_with_the_url_of_another_is_a_failure_until_it_replaces_it(quick, fresh, tmp_path):
    add(tmp_path, MONDAY, PAGE)
    (failure,) = add(tmp_path, PAGE_AGAIN).failures
    assert "kg replace" in failure.error
    changes = replace(tmp_path, PAGE_AGAIN)
    assert (changes.added, changes.removed) == ((PAGE.id,), (PAGE.id,))
    assert written(tmp_path) == saved(fresh(MONDAY, PAGE_AGAIN))


def test_a_text_without_url_takes_the_place_of_the_one_with_its_name(quick, fresh, tmp_path):
    add(tmp_path, MONDAY, TUESDAY)
    assert replace(tmp_path, TUESDAY_AGAIN).removed == (TUESDAY.id,)
    assert written(tmp_path) == saved(fresh(MONDAY, TUESDAY_AGAIN))


def test_a_name_that_several_documents_have_is_not_guessed(quick, tmp_path):
    add(tmp_path, TUESDAY, TUESDAY_AGAIN)
    third = document("Graz is in Austria.", name="tuesday.txt")
    (failure,) = replace(tmp_path, third).failures
    assert "has the name of 2 documents" in failure.error
    with pytest.raises(SettingsError, match="2 documents are called"):
        remove(tmp_path, "tuesday.txt")
    assert len(Graph.load(tmp_path).documents) == 2


def test_a_name_that_no_document_has_is_told_with_one_that_is_near(quick, tmp_path):
    add(tmp_path, MONDAY, DENIAL)
    before = written(tmp_path)
    with pytest.raises(SettingsError, match=r"did you mean 'monday\.txt'"):
        remove(tmp_path, "denial.txt", "munday.txt")
    assert written(tmp_path) == before


def test_a_graph_is_kept_up_only_as_it_was_made(quick, tmp_path, monkeypatch):
    add(tmp_path, MONDAY)
    with pytest.raises(SettingsError, match="base"):
        add(tmp_path, DENIAL, base="https://example.org/kg/")
    with pytest.raises(SettingsError, match="--all"):
        add(tmp_path, DENIAL, model="en_core_web_sm")
    monkeypatch.setattr(kg.upkeep, "__version__", "99.0")
    with pytest.raises(SettingsError, match=r"made by kg .* this is 99\.0"):
        add(tmp_path, DENIAL)


def test_after_an_upgrade_all_documents_are_read_again_from_the_graph(quick, fresh, tmp_path):
    Graph(fresh(MONDAY, DENIAL).readings, runs=[Run("0.0.1", "en_core_web_md 3.7.1")]).save(tmp_path)
    with pytest.raises(SettingsError, match=r"0\.0\.1"):
        add(tmp_path, PAGE)
    reread(tmp_path)
    assert written(tmp_path) == saved(fresh(MONDAY, DENIAL))


def test_where_nothing_can_be_read_there_is_no_graph(tmp_path):
    with pytest.raises(KgError, match="no document could be read"):
        add(tmp_path / "out", tmp_path / "nowhere.txt")
    assert [*tmp_path.iterdir()] == []


def test_documents_are_found_though_the_name_of_one_begins_like_another(quick, tmp_path, readings):
    add(tmp_path, *LIBRARY[:4])
    assert {*Held(tmp_path).documents()} == {each.id for each in LIBRARY[:4]}


def test_long_reading_is_written_meanwhile(quick, fresh, tmp_path, monkeypatch):
    monkeypatch.setattr(kg.upkeep, "PATIENCE", 0.0)
    monkeypatch.setattr(kg.upkeep, "SHARE", 0)
    sizes = []
    whole = Graph.write

    def write(graph, folder, **options):
        sizes.append(len(graph.documents))
        whole(graph, folder, **options)

    monkeypatch.setattr(Graph, "write", write)
    add(tmp_path, MONDAY, DENIAL, PAGE)
    assert sizes == [1, 2, 3]
    assert written(tmp_path) == saved(fresh(MONDAY, DENIAL, PAGE))


def test_status_says_what_would_be_read_and_changes_nothing(quick, tmp_path):
    add(tmp_path, MONDAY, TUESDAY)
    found = status(tmp_path, MONDAY, TUESDAY_AGAIN, DENIAL)
    assert (found.new, found.changed, found.unchanged) == (("denial.txt",), ("tuesday.txt",), ("monday.txt",))
    assert set(found.documents) == {"monday.txt", "tuesday.txt"}
    assert (found.problem, found.store) == (None, None)


def test_a_folder_is_watched(tmp_path, quick, readings, monkeypatch):
    news, out = tmp_path / "news", tmp_path / "out"
    news.mkdir()
    by_text = {reading.document.text: reading for reading in readings.values()}

    def run(documents, **_):
        for each in documents:
            yield copied(by_text[each.text], document=each, claims=(), mentions=(), links=(), gaps=())

    monkeypatch.setattr("kg.run.run", run)
    names = lambda: sorted(each.source.name for each in Graph.load(out).documents)  # noqa: E731
    watched = Watched(news, out)
    assert watched.look().failures  # nothing is there yet
    (news / "a.txt").write_text(MONDAY.text, "utf-8")
    watched.look()
    (news / "b.txt").write_text(DENIAL.text, "utf-8")
    watched.look()
    assert names() == ["a.txt", "b.txt"]
    assert watched.look() is None
    (news / "b.txt").write_text(TUESDAY.text, "utf-8")
    watched.look()
    assert [each.text for each in Graph.load(out).documents if each.source.name == "b.txt"] == [TUESDAY.text]
    (news / "a.txt").unlink()
    watched.look()
    assert names() == ["b.txt"]
    (news / "c.txt").write_text(MONDAY.text, "utf-8")
    (news / "b.txt").unlink()
    Watched(news, out).look()
    assert names() == ["b.txt", "c.txt"], "what was not seen to go stays"
    Watched(news, out, prune=True).look()
    assert names() == ["c.txt"]


# ------------------------------------------------------------------------------------------------ what it costs


def test_adding_again_imports_neither_a_model_nor_the_grammar(tmp_path):
    (tmp_path / "a.txt").write_text("France has cancelled the talks.", "utf-8")
    add(tmp_path / "out", tmp_path / "a.txt")
    code = "import sys; from kg.cli import main\ntry: main(sys.argv[1:])\nfinally: print(*sys.modules, file=sys.stderr)"
    command = [sys.executable, "-c", code, "add", str(tmp_path / "out"), str(tmp_path / "a.txt")]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout == "0 added, 0 removed, 1 unchanged\n"
    loaded = set(done.stderr.split())
    assert not loaded & {"spacy", "numpy", "pyoxigraph", "rdflib", "networkx", "pyvis", "kg.extract", "kg.run"}


# ------------------------------------------------------------------------------------------------ what goes wrong


KILLS = Path(__file__).parent / "kills.py"


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the program kills forks of itself")
def test_a_folder_survives_kill_9_at_any_moment(readings, tmp_path):
    (tmp_path / "readings").write_bytes(pickle.dumps([readings[each] for each in LIBRARY]))
    command = [sys.executable, str(KILLS), "--kills", "50", str(tmp_path / "readings")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert told["kills"] == 50
    assert told["losses"] == []


def test_a_second_writer_is_told_and_readers_go_on(quick, fresh, tmp_path):
    add(tmp_path, MONDAY)
    code = "import sys; from kg.upkeep import remove; remove(*sys.argv[1:])"
    with files.locked(tmp_path):
        done = subprocess.run(
            [sys.executable, "-c", code, str(tmp_path), "monday.txt"], capture_output=True, text=True, check=False
        )
        assert Graph.load(tmp_path).documents == (MONDAY,)
    assert "StoreError" in done.stderr
    assert "another process is changing this graph" in done.stderr
    assert written(tmp_path) == saved(fresh(MONDAY))
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(SAVED)


FULL = """
import resource, signal, sys
from kg import StoreError
from kg.upkeep import remove
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (2000, 2000))
try:
    remove(*sys.argv[1:])
except StoreError as error:
    print(error)
"""


@pytest.mark.skipif(os.name == "nt", reason="there are no limits on files")
def test_a_full_disk_loses_nothing(quick, fresh, tmp_path):
    add(tmp_path, MONDAY, DENIAL)
    done = subprocess.run(
        [sys.executable, "-c", FULL, str(tmp_path), "denial.txt"], capture_output=True, text=True, check=True
    )
    assert "File too large" in done.stdout, done.stderr
    assert "what was in the graph is safe" in done.stdout
    assert written(tmp_path) == saved(fresh(MONDAY, DENIAL))
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(SAVED)


@pytest.mark.parametrize("refused", ["mkdtemp", "fsync", "rename"])
def test_a_disk_that_cannot_be_written_is_told_and_loses_nothing(quick, fresh, tmp_path, monkeypatch, refused):
    add(tmp_path, MONDAY)

    def refuse(*_, **__):
        raise OSError(errno.EROFS, os.strerror(errno.EROFS))

    place = {"mkdtemp": files.tempfile, "fsync": files.os, "rename": Path}[refused]
    with monkeypatch.context() as patch:
        patch.setattr(place, refused, refuse)
        with pytest.raises(StoreError, match="Read-only file system; what was in the graph is safe"):
            add(tmp_path, DENIAL)
    assert written(tmp_path) == saved(fresh(MONDAY))
    assert add(tmp_path, DENIAL).added == (DENIAL.id,)
