"""Which texts are copies of an agency's, as papers print them: cut, with a new headline, with a paragraph more."""

from dataclasses import replace

import pytest

from kg.conflicts import conflicts
from kg.conflicts.copies import originals
from tests.conflicts.test_conflicts import ADA, BO, claim
from tests.rdf.example import READINGS

WIRE = """The ferry Aurora ran aground off the island of Lunde early on Monday with 214 people on board, the coast guard
said.

All passengers were taken to the mainland in boats by ten in the morning. Two sailors were treated for cold,
and a truck driver broke an arm when he jumped on to the quay, a spokeswoman for the coast guard told
reporters in the harbour.

"The captain did everything right," said Ada Holm, who runs the company that owns the ferry. "The engine
failed when the wind was strongest, and there was no time to drop the anchor."

The accident happened a mile from where another ferry of the company sank eleven years ago. The ministry of
transport has opened an inquiry, and divers are to look at the hull on Tuesday if the weather allows it.

The Aurora was built in 1987 and passed its last inspection in March. Traffic to the islands will run from the
old port until further notice, the company said, and tickets that were bought for this week will be refunded
in full.
"""

PARAGRAPHS = WIRE.split("\n\n")

COPIES = {
    "as it came": WIRE,
    "cut after two paragraphs": "\n\n".join(PARAGRAPHS[:2]),
    "cut in the middle of the last sentences": WIRE[: len(WIRE) * 3 // 4],
    "with a headline and a place of its own": f"Hundreds rescued from stranded ferry\n\nLUNDE, Monday – {WIRE}",
    "with a paragraph about the town": "\n\n".join(
        [
            *PARAGRAPHS[:3],
            (
                "Most of the islanders heard of it on the radio. At the school in Lunde lessons began an hour late, "
                "because two of the teachers had been on the ferry, and the bakery sent bread down to the harbour "
                "for those who waited there in blankets for the bus."
            ),
            *PARAGRAPHS[3:],
        ]
    ),
    "with the paragraphs in another order": "\n\n".join([PARAGRAPHS[0], *PARAGRAPHS[:0:-1]]),
    "with words changed by an editor": WIRE.replace("early on Monday", "in the early hours of Monday")
    .replace("the coast guard said", "coast guard officials said")
    .replace("told reporters in the harbour", "told our reporter")
    .replace("eleven years ago", "more than a decade ago")
    .replace("ten in the morning", "10am"),
    "cut, with a headline, and signed": f"Ferry aground\n\n{PARAGRAPHS[0]}\n\n{PARAGRAPHS[2]}\n\n(agencies)",
}

OTHERS = {
    "a report of its own, with the same words of the owner": """\
Holidaymakers were brought ashore in fishing boats on Monday after the Aurora hit rocks near Lunde in a storm. I
saw some thirty of them come in, wet and pale, most without luggage.

"The captain did everything right," Ada Holm told me on the quay. Her company has owned the ship since the
nineties. Several of the passengers I spoke to were less sure; one had heard the alarm a quarter of an hour before
anybody came to the cabins.

How the engine could fail is what the ministry now wants to know. It had been overhauled in spring, a mechanic
said.""",
    "an older text about the same ship": """\
The Aurora will sail to Lunde twice a day from April, the company that owns the ferry said on Friday. It was built
in 1987 and passed its last inspection in March. Tickets can be bought at the old port.""",
    "a report of another agency": """\
A passenger ship with more than 200 on board grounded near the Lunde islands on Monday morning, rescue services
reported. Nobody was seriously hurt. Boats brought everybody to the mainland within four hours. Bad weather and a
failed engine were to blame, according to the owner. An inquiry has begun.""",
}


@pytest.mark.parametrize("how", COPIES)
def test_copies_are_known_however_papers_print_them(how):
    assert originals({"d:agency": WIRE, "d:paper": COPIES[how]})["d:paper"] == "d:agency"


@pytest.mark.parametrize("what", OTHERS)
def test_a_report_of_its_own_is_no_copy(what):
    assert originals({"d:agency": WIRE, "d:paper": OTHERS[what]})["d:paper"] == "d:paper"


def test_copies_of_copies_are_one_and_reports_of_their_own_are_counted():
    texts = {f"d:{n:02}": text for n, text in enumerate([*COPIES.values(), *OTHERS.values()])}
    assert len({*originals(texts).values()}) == 1 + len(OTHERS)


def test_what_many_papers_print_of_one_agency_is_said_once():
    claims, read = [], []
    for n, text in enumerate([*COPIES.values(), OTHERS["a report of another agency"], "Ada did not meet Bo."]):
        name = f"https://example.org/kg/doc/{n:02}"
        source = replace(READINGS[0].document.source, publisher=f"Paper {n}")
        read.append(replace(READINGS[0], document=replace(READINGS[0].document, id=name, text=text, source=source)))
        made = claim(ADA, "meets", BO, denied=n > len(COPIES))
        claims.append(replace(made, id=f"{name}#claim_0_{n:08x}", document=name))
    assert {each.support for each in conflicts(claims, read)} == {(2, 1)}
