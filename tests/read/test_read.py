"""What becomes of files, folders and standard input."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from kg.errors import SettingsError
from kg.model import Document, Failure
from kg.read import READERS, read

BASE = "https://example.org/kg/"
PROSE = "France has cancelled the talks with the home secretary, because of a letter that was sent on Thursday.\n"


@pytest.fixture
def folder(tmp_path, monkeypatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write(name: str, content: str | bytes) -> str:
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return name


def lines(*records: object) -> str:
    return "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records)


def found(*paths: str | Path, **options: object) -> list[Document | Failure]:
    return list(read(paths, base=BASE, **options))


def failures(*paths: str | Path, **options: object) -> list[tuple[str, str]]:
    return [(item.document, item.error) for item in found(*paths, **options) if isinstance(item, Failure)]


# ------------------------------------------------------------------------------------------------ text


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (PROSE.encode(), PROSE),
        (b"one\r\ntwo\rthree\n", "one\r\ntwo\rthree\n"),
        ("\ufeffGérald".encode(), "Gérald"),
        ("Gérald".encode("utf-16"), "Gérald"),
        ("Gérald".encode("utf-16-be").join([b"\xfe\xff", b""]), "Gérald"),
        (b"---\ntitle: Talks\n---\n\nFrance left.\n", "France left.\n"),
        (b"---\r\ntitle: Talks\r\n---\r\nFrance left.\r\n", "France left.\r\n"),
        (b"---\n\nFrance left.\n\n---\n\nIt did.\n", "---\n\nFrance left.\n\n---\n\nIt did.\n"),
        (b"--- France left ---\n", "--- France left ---\n"),
    ],
)
def test_text_is_what_stands_in_the_file_below_its_front_matter(folder, data, text):
    [document] = found(write("a.txt", data))
    assert document.text == text


def test_a_front_matter_says_where_a_text_comes_from(folder):
    front = "\n".join(
        [
            "title: 'France: no talks'",
            "Date: 2021-11-26T10:00:00Z",
            "author:",
            "tags:",
            "  - talks",
            "url: https://news.example/1",
            'publisher: "The Courier"',
            "language: en-GB",
        ]
    )
    [document] = found(write("a.txt", f"---\n{front}\n---\n{PROSE}"))
    source = document.source
    assert (source.name, source.title, source.date, source.author) == ("a.txt", "France: no talks", "2021-11-26", None)
    assert (source.url, source.publisher, source.language) == ("https://news.example/1", "The Courier", "en-GB")


@pytest.mark.parametrize(
    ("content", "error"),
    [
        ("", "has no words"),
        (" \n\t\n", "has no words"),
        ("---\ntitle: Talks\n---\n", "has no words"),
        (PROSE.encode() + b"\xe9t\xe9", "is not UTF-8 at byte 103: convert it, "),
        (b"\x7fELF\x02\x01\x00\x00", "is a binary file, not text"),
        (b"\x89PNG\r\n\x1a\n", "is a binary file, not text"),
        (b"\xff\xfeF", "is a binary file, not text"),
        ("a" * 1001, "is larger than 0.001 MB, the most that one document may have: split it"),
        ("---\nurl: news.example/1\n---\n" + PROSE, "url 'news.example/1' is not an address"),
        ("---\nurl: https://a.example/<b>\n---\n" + PROSE, "url 'https://a.example/<b>' is not an address"),
        ("---\nlanguage: English\n---\n" + PROSE, "language 'English' is not a tag like en or en-GB"),
        ("---\nlanguage: fr\n---\n" + PROSE, "is in 'fr', not in English"),
    ],
)
@pytest.mark.parametrize("suffix", [".txt", ".md", ""])
def test_what_is_no_text_is_a_failure_that_says_why(folder, content, error, suffix):
    [(place, said)] = failures(write(f"a{suffix}", content), largest=1000)
    assert place == f"a{suffix}"
    assert said.startswith(error)


@pytest.mark.parametrize("date", ["26.11.2021", "2021-13-01", "Friday"])
def test_a_date_that_is_none_is_told_and_left_out(folder, caplog, date):
    [document] = found(write("a.txt", f"---\ndate: {date}\n---\n{PROSE}"))
    assert document.source.date is None
    assert f"date '{date}' is not a day like 2021-11-26: read without a date" in caplog.text


def test_a_failure_does_not_keep_the_others(folder):
    names = [write("a.txt", PROSE), write("b.txt", b"\xff\x00"), write("c.txt", PROSE)]
    kinds = [type(item) for item in found(*names, "gone.txt", "a.pdf")]
    assert kinds == [Document, Failure, Document, Failure, Failure]


def test_a_file_that_cannot_be_read_says_why(folder):
    assert failures("gone.txt") == [("gone.txt", "No such file or directory")]
    assert failures(write("a.pdf", "%PDF")) == [("a.pdf", f"has no reader for .pdf: there are {', '.join(READERS)}")]


# ------------------------------------------------------------------------------------------------ language


GERMAN = """Frankreich hat die Gespräche mit der Innenministerin abgesagt, weil am Donnerstag ein Brief erschienen war,
den der Präsident noch nicht gelesen hatte. Der Minister nannte das in Paris unannehmbar."""
FRENCH = """La France a annulé les entretiens avec la ministre de l’Intérieur à cause d’une lettre qui a été publiée
jeudi avant que le président ne la lise."""
SPANISH = """Francia ha cancelado las conversaciones con la ministra del Interior a causa de una carta que se publicó
el jueves, antes de que la leyera el presidente."""
DUTCH = """Frankrijk heeft de gesprekken met de minister afgezegd vanwege een brief die donderdag op Twitter werd
geplaatst, nog voordat de president hem gelezen had."""


@pytest.mark.parametrize("text", [GERMAN, FRENCH, SPANISH, DUTCH, "Франция отменила переговоры.", "法国取消了会谈。"])
def test_a_text_that_is_not_english_is_a_failure_unless_it_is_let_pass(folder, text):
    name = write("a.txt", text)
    assert failures(name) == [("a.txt", "is not in English: if it is, give it a language: en")]
    [document] = found(name, any_language=True)
    assert document.source.language == "en"
    [document] = found(write("b.txt", f"---\nlanguage: en\n---\n{text}"))
    assert document.text == text


@pytest.mark.parametrize("text", [PROSE, "Talks cancelled", "Gérald Darmanin, Élysée", "42%", f"{PROSE * 9}{GERMAN}"])
def test_english_and_what_is_too_short_to_tell_pass(folder, text):
    assert failures(write("a.txt", text)) == []


# ------------------------------------------------------------------------------------------------ Markdown


MARKDOWN = """# No *talks*

France **cancelled** the [talks][1] with
the `home secretary`.<br>It gave no reason.

- One
- Two,
  continued

> A quotation &amp; more

    An indented paragraph

```python
print("code")
```

| a | b |
|---|---|
| 1 | 2 |

<div>markup</div>

![a picture](a.png)

[1]: https://news.example/1
"""


def test_of_markdown_the_prose_is_read(folder):
    [document] = found(write("a.md", MARKDOWN), any_language=True)
    assert document.source.title == "No talks"
    assert document.text.split("\n\n") == [
        "No talks",
        "France cancelled the talks with the home secretary.\nIt gave no reason.",
        "One",
        "Two, continued",
        "A quotation & more",
        "An indented paragraph",
    ]


def test_the_title_of_a_front_matter_counts_more_than_a_heading(folder):
    [document] = found(write("a.md", f"---\ntitle: Talks\n---\n# Heading\n\n{PROSE}"))
    assert document.source.title == "Talks"


# ------------------------------------------------------------------------------------------------ JSON lines


def test_each_json_line_is_a_document(folder):
    whole = {
        "id": "n1",
        "text": PROSE,
        "title": "Talks",
        "date": "2021-11-26",
        "url": "https://news.example/1",
        "author": "Ada",
        "publisher": "Courier",
        "language": "en",
        "section": ["world"],
    }
    least = {"text": "France\r\nleft.", "title": None, "id": 7}
    one, other, last = found(write("a.jsonl", lines(whole, least) + "\n" + lines({"text": "No."})))
    assert [getattr(one.source, key) for key in ("name", "title", "author")] == ["n1", "Talks", "Ada"]
    assert one.id.startswith(f"{BASE}doc/Talks-")
    assert (other.source.name, other.source.title, other.text) == ("7", None, "France\r\nleft.")
    assert last.source.name == "a.jsonl:4"


@pytest.mark.parametrize(
    ("line", "error"),
    [
        ("{", "is not JSON: Expecting property name enclosed in double quotes at column 2"),
        ("France left.", "is not JSON: Expecting value at column 1"),
        ("[" * 100_000, "is nested too deeply"),
        ("1" * 10_000, "is not JSON: Exceeds the limit"),
        ("[1]", "is a list, not an object with a text"),
        ("{}", "has no text"),
        ('{"text": null}', "has no text"),
        ('{"text": ""}', "has no words"),
        ('{"text": ["France left."]}', "text is a list, not a string"),
        ('{"text": "No.", "title": 7}', "title is a number, not a string"),
        ('{"text": "No.", "id": true}', "id is true or false, not a string"),
        ('{"text": "No. \\ud83d"}', "text has half a character (a lone surrogate) at 4"),
        ('{"text": "No.", "title": "\\ud83d"}', "title has half a character (a lone surrogate) at 0"),
        ('{"text": "No. \\u0000"}', "has a NUL character in its text"),
        (b'{"text": "\xe9t\xe9"}', "is not UTF-8 at byte 10: convert it, "),
        ('{"text": "' + "a" * 200_000 + '"}', "is larger than 0.15 MB, the most that one document may have: split it"),
    ],
)
def test_a_bad_line_is_a_failure_that_names_it_and_the_others_go_on(folder, line, error):
    good = lines({"text": "France left."}).encode()
    line = line.encode() if isinstance(line, str) else line
    one, bad, other = found(write("a.jsonl", good + line + b"\n" + good.replace(b"left", b"stayed")), largest=150_000)
    assert bad.document == "a.jsonl:2"
    assert bad.error.startswith(error)
    assert (one.text, other.text) == ("France left.", "France stayed.")


# ------------------------------------------------------------------------------------------------ folders, stdin


def test_a_folder_gives_its_files_in_the_order_of_their_names(folder):
    for name in ["b/2.md", "b/1.TXT", "a.txt", "c.jsonl", "b/.hidden.txt", ".git/x.txt", "b/style.css"]:
        write(f"news/{name}", lines({"text": PROSE}) if name.endswith("jsonl") else PROSE)
    assert [item.source.name for item in found("news")] == ["a.txt", "1.TXT", "2.md", "c.jsonl:1"]


def test_a_folder_without_texts_is_a_failure(folder):
    write("news/style.css", "p {}")
    assert failures("news") == [("news", "holds no file that can be read")]


def test_links_to_folders_are_not_followed(folder):
    write("news/a.txt", PROSE)
    (folder / "news" / "loop").symlink_to(folder / "news", target_is_directory=True)
    assert len(found("news")) == 1


@pytest.mark.parametrize("data", [lines({"text": "France left."}), "France left."])
def test_standard_input_is_json_lines_or_text(data):
    for stdin in (io.BytesIO(data.encode()), io.BufferedReader(Pipe(data.encode()))):
        [document] = found("-", stdin=stdin)
        assert document.text == "France left."
        assert document.source.name.startswith("standard input")


class Pipe(io.BytesIO):
    """Bytes that cannot be wound back."""

    def seekable(self) -> bool:
        return False


# ------------------------------------------------------------------------------------------------ identity


def test_a_document_given_twice_is_read_once(folder):
    write("news/a.txt", PROSE)
    assert len(found("news", "news/a.txt", folder / "news")) == 1
    write("copy/a.txt", PROSE)
    assert len(found("news", "copy")) == 1


def test_the_same_text_under_another_name_is_another_document(folder):
    one, other = found(write("a.txt", PROSE), write("b.txt", PROSE))
    assert one.id != other.id


@pytest.mark.parametrize(
    ("one", "other", "error"),
    [
        (
            {"url": "https://news.example/1", "title": "Talks", "text": "France left."},
            {"url": "https://news.example/1", "title": "Talks", "text": "France stayed."},
            "has the address of a.jsonl:1 but another text: give one of them its own url or title",
        ),
        (
            {"title": "Talks", "text": "France left.", "date": "2021-11-26", "author": "Ada"},
            {"title": "Talks", "text": "France left.", "date": "2021-11-27"},
            "has the text of a.jsonl:1 but another date, author",
        ),
    ],
)
def test_two_documents_that_would_share_an_iri_are_a_failure(folder, one, other, error):
    name = write("a.jsonl", lines(one, other, one))
    assert failures(name) == [("a.jsonl:2", error)]
    assert len(found(name)) == 2


def test_an_iri_depends_on_the_address_if_there_is_one_and_on_the_text_if_not(folder):
    front = "---\nurl: https://news.example/1\n---\n"
    ids = [found(write("a.txt", text))[0].id for text in ("One.", "Two.", front + "One.", front + "Two.")]
    assert ids[0] != ids[1] != ids[2] == ids[3]


# ------------------------------------------------------------------------------------------------ dates


@pytest.mark.parametrize(("said", "date"), [("", "2021-11-26"), ("---\ndate: 2020-01-02\n---\n", "2020-01-02")])
def test_the_date_of_a_document_counts_more_than_that_of_all(folder, said, date):
    [document] = found(write("a.txt", said + PROSE), date="2021-11-26")
    assert document.source.date == date


@pytest.mark.parametrize("options", [{"date": "yesterday"}, {"base": "nowhere"}])
def test_a_setting_that_means_nothing_is_refused_at_once(options):
    with pytest.raises(SettingsError):
        read([], **{"base": BASE} | options)


def test_documents_are_read_one_at_a_time(folder):
    documents = read([write("a.txt", PROSE), "b.txt"], base=BASE)
    next(documents)
    write("b.txt", PROSE)
    assert next(documents).source.name == "b.txt"
