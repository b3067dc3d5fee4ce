"""News-like text from templates: as many words as wanted, the same for the same seed, rights clear."""

import random
import tomllib
from pathlib import Path

HERE = Path(__file__).parent

TEMPLATES = (HERE / "sentences.txt").read_text("utf-8").splitlines()
"""Sentences with holes, as long and as tangled as those of newspapers and agencies: 19 words, mostly 8 to 25.

Articles made of them have, for each 100 words, about as many names, verbs, mentions and claims as 81 articles of
Wikinews: 17, 13, 36 and 15 against 15, 11, 37 and 13.
"""


WORDS = {
    name: listed.split() if isinstance(listed, str) else listed
    for name, listed in tomllib.loads((HERE / "words.toml").read_text("utf-8")).items()
}
"""Words by the names that templates call them."""


def article(seed: int, sentences: int = 16) -> str:
    """One article: a few people, places and companies that come back, in paragraphs of two sentences."""
    pick = random.Random(seed)
    people = [(pick.choice(WORDS["first"]), pick.choice(WORDS["last"])) for _ in range(4)]
    places = pick.sample(WORDS["place"], 4)
    companies = ["".join(pick.sample(WORDS["stem"], 2)).capitalize() + " " + pick.choice(WORDS["form"]) for _ in "abc"]
    text = []
    for count in range(1, sentences + 1):
        first, last = pick.choice(people)
        filling = {name: pick.choice(listed) for name, listed in WORDS.items()}
        filling |= {
            "person": pick.choice([f"{first} {last}", f"Mr {last}"]),
            "person2": " ".join(pick.choice(people)),
            "title": pick.choice(["President", "Chancellor", "Judge", "Mayor"]),
            "year": str(pick.randint(1990, 2024)),
            "number": f"{pick.randint(2, 90_000):,}",
            "number2": f"{pick.randint(900, 9_000):,}.{pick.randint(0, 9)}",
            "number3": str(pick.randint(3, 28)),
            "amount": str(pick.randint(2, 90)),
            "amount2": f"{pick.randint(1, 9)}.{pick.randint(1, 9)}",
            **dict(zip(("place", "place2", "place3"), pick.sample(places, 3), strict=True)),
            **dict(zip(("org", "org2"), pick.sample(companies, 2), strict=True)),
            **dict(zip(("thing", "thing2"), pick.sample(WORDS["thing"], 2), strict=True)),
            **dict(zip(("group", "group2"), pick.sample(WORDS["group"], 2), strict=True)),
        }
        text.append(pick.choice(TEMPLATES).format_map(filling | {"last": last}))
        text.append(" " if count % 2 else "\n\n")
    return "".join(text).strip() + "\n"


def articles(words: int) -> list[str]:
    """As many articles as it takes to reach so many words (split at blanks)."""
    texts: list[str] = []
    while words > 0:
        texts.append(article(len(texts)))
        words -= len(texts[-1].split())
    return texts
