"""``kg build``: what it writes, what it refuses, and what it leaves behind when it fails."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress

import pytest

pytestmark = pytest.mark.model

TALKS = "France has cancelled the talks with Britain.\n"
FILES = ["claims.jsonl", "graph.html", "graph.nq", "graph.ttl"]


@pytest.fixture
def article(tmp_path):
    path = tmp_path / "article.txt"
    path.write_text(TALKS, "utf-8")
    return path


def names(folder):
    return sorted(path.name for path in folder.iterdir())


def test_a_build_writes_four_files_and_says_what_is_in_them(kg, article, tmp_path):
    result = kg("build", article, "-o", "out")
    assert result.exit_code == 0
    assert names(tmp_path / "out") == FILES
    assert result.stdout.splitlines()[:3] == [
        "documents                           1",
        "sentences                           1",
        "claims                              1",
    ]
    assert result.stderr == ""


def test_the_summary_as_json(kg, article):
    summary = json.loads(kg("build", article, "--json").stdout)
    assert summary["documents"] == summary["claims"] == summary["stated as facts"] == 1
    assert summary["failures"] == []


def test_a_graph_is_not_overwritten_without_force(kg, article, tmp_path):
    kg("build", article)
    (tmp_path / "out" / "graph.nq").write_text("mine", "utf-8")
    (tmp_path / "out" / "notes.txt").write_text("mine", "utf-8")
    refused = kg("build", article)
    assert refused.exit_code == 2
    assert "--force" in refused.stderr
    assert (tmp_path / "out" / "graph.nq").read_text("utf-8") == "mine"
    assert kg("build", article, "--force").exit_code == 0
    assert "rel" in (tmp_path / "out" / "graph.ttl").read_text("utf-8")
    assert names(tmp_path / "out") == [*FILES, "notes.txt"]


def test_documents_that_cannot_be_read_are_named_and_the_others_go_on(kg, article, tmp_path):
    (tmp_path / "empty.txt").write_text("", "utf-8")
    (tmp_path / "latin.txt").write_bytes("Der Präsident".encode("latin-1"))
    result = kg("build", article, "empty.txt", "latin.txt", "missing.txt", "--json")
    assert result.exit_code == 1
    assert json.loads(result.stdout)["documents"] == 1
    assert [line.split(":")[1].strip() for line in result.stderr.splitlines()] == [
        "empty.txt",
        "latin.txt",
        "missing.txt",
    ]


def test_nothing_is_written_where_nothing_can_be_read(kg, tmp_path):
    (tmp_path / "empty.txt").write_text("", "utf-8")
    result = kg("build", "empty.txt", "-o", "out")
    assert result.exit_code == 3
    assert names(tmp_path) == ["empty.txt"]


def test_strict_stops_at_the_first_that_cannot_be_read(kg, article, tmp_path):
    (tmp_path / "empty.txt").write_text("", "utf-8")
    result = kg("build", "empty.txt", article, "--strict")
    assert result.exit_code == 3
    assert "empty.txt" in result.stderr
    assert names(tmp_path) == ["article.txt", "empty.txt"]


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (["--model", "en_core_web_nowhere"], 3, "not installed"),
        (["--base", "nowhere"], 2, "base"),
        (["--date", "yesterday"], 2, "date"),
        (["--config", "none.toml"], 2, "none.toml"),
    ],
)
def test_what_is_wrong_is_one_line_with_the_way_out(kg, article, tmp_path, arguments, code, says):
    result = kg("build", article, *arguments)
    assert result.exit_code == code
    assert says in result.stderr
    assert len(result.stderr.splitlines()) == 1
    assert names(tmp_path) == ["article.txt"]


def test_settings_come_from_a_file_and_options_count_more(kg, article, tmp_path):
    (tmp_path / "kg.toml").write_text('base = "https://one.example/"\ndate = "2021-11-26"\n', "utf-8")
    kg("build", article, "--config", "kg.toml", "--base", "https://two.example/")
    written = (tmp_path / "out" / "graph.nq").read_text("utf-8")
    assert "https://one.example/" not in written
    assert "<https://two.example/relation/cancels>" in written
    assert '"2021-11-26"' in written


def test_standard_input_is_read(kg):
    assert kg("build", "-", input=TALKS).exit_code == 0
    assert "France" in kg("query", "out", "facts").stdout


def test_a_build_opens_no_socket(kg, article, monkeypatch):
    def refuse(*arguments, **named):
        raise AssertionError("a socket was opened")

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "create_connection", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    assert kg("build", article).exit_code == 0


def test_what_a_source_says_counts_as_stated_if_that_is_chosen(kg, tmp_path):
    (tmp_path / "a.txt").write_text("The letter was rude, Mr Darmanin said.", "utf-8")
    kg("build", "a.txt", "-o", "careful")
    kg("build", "a.txt", "-o", "trusting", "--assert-attributed")
    ask = "ASK { ?letter rel:is ?rude . ?letter rdfs:label ?label FILTER(CONTAINS(?label, 'letter')) }"
    assert kg("query", "careful", ask).stdout == "no\n"
    assert kg("query", "trusting", ask).stdout == "yes\n"
    assert kg("export", "trusting", "-f", "nq").stdout == (tmp_path / "trusting" / "graph.nq").read_text("utf-8")


@pytest.mark.skipif(os.name == "nt", reason="there is no SIGINT to send")
def test_ctrl_c_leaves_nothing_half_written(tmp_path):
    command = [sys.executable, "-m", "kg", "build", "-", "-o", str(tmp_path / "out")]
    pipes = dict.fromkeys(("stdin", "stdout", "stderr"), subprocess.PIPE)
    with subprocess.Popen(command, text=True, **pipes) as process:  # waits for its standard input to end
        while not [*tmp_path.glob("out/.change-*")]:
            time.sleep(0.1)
        time.sleep(0.1)
        while process.poll() is None:  # Python loses one now and then, in a callback of an import; so press again
            process.send_signal(signal.SIGINT)
            with suppress(subprocess.TimeoutExpired):
                process.wait(timeout=5)
        complaints = process.stderr.read()
    # A shell shows both as 130. Python ends as if killed where the signal came within code that a library runs from
    # text, as some do while they are imported: it remembers the interrupt, whoever caught it further out.
    assert process.returncode in {130, -signal.SIGINT}
    assert complaints.strip().endswith("interrupted; nothing is half written")
    assert names(tmp_path) == []


@pytest.mark.skipif(os.name == "nt", reason="there is no pseudo-terminal")
def test_progress_is_for_terminals_only(article, tmp_path):
    import pty

    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "kg", "build", str(article), "-o", str(tmp_path / "out"), "--json"]
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=theirs, text=True, check=True)
    os.close(theirs)
    assert "documents" in os.read(ours, 65536).decode()
    assert json.loads(done.stdout)["documents"] == 1
