"""Taking it away: CSV, PNG, paper, decisions."""

import csv
import json
import unicodedata
from io import BytesIO, StringIO

import pytest
from PIL import Image
from pypdf import PdfReader

from kg.view.table import rows
from tests.view.conftest import told

pytestmark = pytest.mark.browser

KNOWLEDGE, READINGS = told("article")


def downloaded(page, press) -> bytes:
    with page.page.expect_download() as download:
        press()
    return download.value.path().read_bytes()


def button(page, name):
    return page.page.get_by_role("button", name=name)


# ------------------------------------------------------------------------------------------------ CSV


def cells(page) -> list[list[str]]:
    return list(csv.reader(StringIO(downloaded(page, button(page, "Save CSV").click).decode("utf-8-sig"))))


def test_the_csv_reads_back_to_the_rows_of_the_table(opened):
    page = opened("article")
    button(page, "Table").click()
    header, *body = cells(page)
    shown = page.page.locator("#table-view tbody tr").evaluate_all(
        "rows => rows.map((row) => [...row.cells].map((cell) => cell.firstElementChild.textContent))"
    )
    assert header == page.page.get_by_role("columnheader").all_inner_texts()
    confidence = header.index("Confidence")
    for saved in body:
        saved[confidence] = f"{round(float(saved[confidence]) * 100)} %"
    assert body == shown


def test_the_csv_holds_what_python_has(opened):
    page = opened("article")
    button(page, "Table").click()
    header, *body = cells(page)
    names = [name.lower().replace(" ", "_") for name in header]
    for saved, row in zip(body, rows(KNOWLEDGE, READINGS), strict=True):
        expected = row._asdict() | {"relation": f"not: {row.relation}" if row.polarity == "negative" else row.relation}
        assert saved == [str(expected[name]) for name in names]


def test_the_csv_holds_only_what_passes_the_filters(opened):
    page = opened("article")
    page.page.get_by_role("checkbox", name="Denied").uncheck()
    button(page, "Table").click()
    assert not [row for row in cells(page)[1:] if row[1].startswith("not: ")]


def test_no_saved_cell_computes(opened):
    page = opened("hostile")
    button(page, "Table").click()
    assert any(cell.startswith("'=") for row in cells(page) for cell in row)
    assert not any(cell.startswith(("=", "+", "-", "@")) for row in cells(page) for cell in row)


# ------------------------------------------------------------------------------------------------ PNG


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_picture_has_colours_title_and_legend_at_twice_the_density(opened, theme):
    page = opened("article", theme=theme)
    area = page.page.get_by_role("application").bounding_box()
    before = page.page.evaluate("window.kg.labels()")
    image = Image.open(BytesIO(downloaded(page, button(page, "Save PNG").click))).convert("RGB")
    assert image.width == 2 * area["width"]
    assert image.height > 2 * area["height"] + 100
    assert len(image.getcolors(1 << 24)) > 20
    background = (251, 252, 254) if theme == "light" else (17, 22, 29)
    assert image.getpixel((2, 2)) == background
    title = image.crop((0, 0, image.width, 90))
    legend = image.crop((0, int(96 + 2 * area["height"]), image.width, image.height))
    for part in (title, legend):
        assert len(part.getcolors(1 << 24)) > 20
    blue = (72, 142, 255) if theme == "light" else (164, 191, 255)
    assert blue in {colour for _, colour in legend.getcolors(1 << 24)}  # the dot of persons
    assert page.page.evaluate("window.kg.labels()") == before


def test_filters_stand_below_the_picture(opened):
    page = opened("article")
    plain = Image.open(BytesIO(downloaded(page, button(page, "Save PNG").click)))
    page.page.get_by_role("checkbox", name="Denied").uncheck()
    filtered = Image.open(BytesIO(downloaded(page, button(page, "Save PNG").click)))
    assert filtered.height > plain.height - 48  # a row of the legend less, a line of words more
    assert filtered.tobytes() != plain.tobytes()


# ------------------------------------------------------------------------------------------------ paper


def printed(page) -> tuple[PdfReader, str]:
    """The page on paper, and its words without ligatures."""
    reader = PdfReader(BytesIO(page.page.pdf(format="A4", landscape=True)))
    text = " ".join(" ".join(sheet.extract_text().split()) for sheet in reader.pages)
    return reader, unicodedata.normalize("NFKC", text)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("view", ["Graph", "Table"])
def test_paper_shows_the_picture_and_all_rows(opened, theme, view):
    page = opened("article", theme=theme)
    page.page.get_by_role("button", name=view, exact=True).click()
    reader, text = printed(page)
    for claim in KNOWLEDGE.claims:
        assert claim.sentence[:40] in text
    images = [image.image.convert("RGB") for sheet in reader.pages for image in sheet.images]
    picture = max(images, key=lambda image: image.width * image.height)
    colours = picture.getcolors(1 << 24)
    assert len(colours) > 20
    assert max(colours)[1] >= (250, 250, 250)  # white paper, whatever the theme
    assert page.page.evaluate("document.documentElement.dataset.theme") == theme
    assert page.page.locator("#table-view").is_visible() == (view == "Table")


def test_paper_holds_all_rows_of_a_large_table(opened):
    page = opened("crowd", 200)
    _, text = printed(page)
    knowledge, _ = told("crowd", 200)
    cases = [claim.sentence.rpartition("case ")[2].split()[0].strip(".,") for claim in knowledge.claims]
    missing = [case for case in cases if f"case {case}" not in text]
    assert missing == []


# ------------------------------------------------------------------------------------------------ decisions


def test_decisions_are_counted_taken_back_and_downloaded(opened):
    page = opened("article")
    claim = next(claim for claim in KNOWLEDGE.claims if "not called off" in claim.sentence)
    page.follow("claim", claim.id)
    button(page, "Accept").first.click()
    assert "1 decision pending" in page.said()
    button(page, "Reject").first.click()  # replaces the acceptance
    page.page.get_by_role("button", name="Not Grant Shapps").click()  # “He” is somebody else
    start = READINGS[[r.document.id for r in READINGS].index(claim.document)].document.text.index("He insisted")
    france, letter = (next(e for e in KNOWLEDGE.entities if name in e.label) for name in ("France", "letter"))
    page.follow("entity", france.iri)
    page.page.get_by_text("Is it the same as another?").click()
    page.page.get_by_role("searchbox", name="Find the entity that France is the same as").fill("letter to")
    page.page.get_by_role("button", name=f"Same as {letter.label}").click()
    button(page, "Review (3)").click()
    document = json.loads(downloaded(page, button(page, "Download decisions").click))
    assert document == {
        "version": 1,
        "decisions": [
            {"kind": "reject-claim", "claim": claim.id},
            {
                "kind": "split",
                "entity": f"{letter.iri.split('doc/')[0]}entity/Grant_Shapps",
                "document": claim.document,
                "begin": start,
                "end": start + 2,
                "text": "He",
            },
            {"kind": "same", "entities": [france.iri, letter.iri]},
        ],
    }
    button(page, "Undo last").click()
    button(page, "Review (2)").wait_for()
    page.page.get_by_role("button", name="Undo: Rejected").click()
    assert "1 decision pending" in page.card()


def test_decisions_survive_a_reload_and_are_made_by_keyboard(opened):
    page = opened("article")
    claim = KNOWLEDGE.claims[0]
    page.follow("claim", claim.id)
    accept = button(page, "Accept").first
    accept.focus()
    page.page.keyboard.press("Enter")
    assert accept.evaluate("element => element === document.activeElement")
    assert accept.get_attribute("aria-pressed") == "true"
    page.page.reload()
    page.ready()
    button(page, "Review (1)").click()
    assert "Accepted: " in page.card()
    button(page, "Undo last").click()
    assert "0 decisions pending" in page.card()


def test_an_alias_is_kept_apart_by_the_iri_its_words_gave(opened):
    from dataclasses import replace

    from kg.view.html import html

    knowledge, readings = told("article")
    minted = "https://example.org/kg/entity/Darmanin"
    readings = tuple(
        replace(
            reading,
            mentions=tuple(
                replace(mention, minted=minted) if mention.text == "Mr Darmanin" else mention
                for mention in reading.mentions
            ),
        )
        for reading in readings
    )
    page = opened("apart", text=html(knowledge, readings))
    darmanin = next(entity for entity in knowledge.entities if entity.label == "Gérald Darmanin")
    page.follow("entity", darmanin.iri)
    item = page.page.get_by_role("listitem").filter(has_text="Mr Darmanin").first
    item.get_by_role("button", name="Not the same").click()
    button(page, "Review (1)").click()
    document = json.loads(downloaded(page, button(page, "Download decisions").click))
    assert document["decisions"] == [{"kind": "different", "entities": [darmanin.iri, minted], "label": "Mr Darmanin"}]


# ------------------------------------------------------------------------------------------------ who says what


def test_who_says_what_about_whom_is_signed(opened):
    page = opened("article")
    button(page, "Who says what").click()
    table = page.page.get_by_role("table")
    row = table.get_by_role("row").filter(has_text="Grant Shapps")
    assert "− 1 denied" in row.inner_text()
    assert "? 1 uncommitted" in row.inner_text()
    row.get_by_role("button", name="not: calls off migrant talks").click()
    assert "He insisted that France had not called off the talks." in page.card()


def test_the_speaker_of_a_chain_is_the_innermost(opened):
    page = opened("article")
    button(page, "Who says what").click()
    row = page.page.get_by_role("row").filter(has_text="Downing Street adviser")
    assert row.get_by_role("rowheader").inner_text() in ("Gérald Darmanin", "")
    row.get_by_role("button", name="writes").click()
    assert "BBC" in page.card()
