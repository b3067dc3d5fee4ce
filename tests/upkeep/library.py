"""Documents that name the same people differently, so that they are linked, and some in two versions."""

from __future__ import annotations

from kg import document
from kg.model import Document

MONDAY = document(
    "Paul Novak leads Norvik Ltd. Mr Novak met Eva Lind in Graz. He praised the Northern Steel Union (NSU).",
    name="monday.txt",
)
TUESDAY = document("Novak left Graz. Norvik has cancelled the talks with the NSU, Ms Lind said.", name="tuesday.txt")
DENIAL = document("Norvik has not cancelled the talks. NSU said so in Graz.", name="denial.txt", date="2021-11-26")
PAGE = document("Eva Lind met Paul Novak in Graz.", name="page", url="https://news.example/page")
PAGE_AGAIN = document("Lind did not meet Novak in Graz.", name="page", url="https://news.example/page")
TUESDAY_AGAIN = document("Novak left Graz. Norvik cancelled the talks with the NSU.", name="tuesday.txt")

LIBRARY: tuple[Document, ...] = (MONDAY, TUESDAY, DENIAL, PAGE, PAGE_AGAIN, TUESDAY_AGAIN)
