"""News-like text from templates: as many words as wanted, the same for the same seed, rights clear."""

import random
import tomllib
from pathlib import Path

TEMPLATES = """
{person} {did} the {kind} {thing} on {day}.
{org} {did} its {thing} with {org2} after {group} {did} the {thing2}.
{person}, the {role} of {org}, {say} that {place} should {do} the {thing}.
“The {thing} is {kind},” {say} {person}, who {did} the {thing2} in {place}.
The {thing} was {did} by {org} in {month} {year}.
According to {person}, {number} {group} left {place} because of the {thing}.
{place} has not {did} the {kind} {thing}, and {place2} may {do} it next week.
Mr {last} wants to {do} the {thing}, but {org} denied that it would {do} the {thing2}.
In {place}, {group} and {group2} met {title} {person} to discuss the {thing} and the {thing2}.
{org} plans to {do} another {kind} {thing} worth ${amount} million near {place}.
If {org} {did} the {thing}, {person} could lose the support of {group}.
The {role}’s {kind} {thing}, which {person} {did} last year, cost {number} jobs in {place}.
More than {number} {group} have asked {place} to {do} the {thing} since {month}.
Neither {place} nor {place2} {did} the {thing}, the {role} {say}.
She hopes that {org} will {do} the {thing} before {day}.
{person} was accused of selling the {thing} to {org}, a company based in {place}.
It is unlikely that the {role} will {do} the {kind} {thing}.
There were {number} {group} at the {thing} in {place}, {org} reported.
He {did} the {thing}, {did} the {thing2} and left for {place} on {day} evening.
Shares of {org} fell by {amount} percent after the {role} {did} the {thing}.
""".strip().split("\n")
"""Sentences with holes."""


WORDS = {
    name: listed.split() if isinstance(listed, str) else listed
    for name, listed in tomllib.loads((Path(__file__).parent / "words.toml").read_text("utf-8")).items()
}
"""Words by the names that templates call them."""


def article(seed: int, sentences: int = 28) -> str:
    """One article: a few people, places and companies that come back, in paragraphs of four sentences."""
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
            "title": pick.choice(["President", "Chancellor", "Judge", "Mayor"]),
            "year": str(pick.randint(1990, 2024)),
            "number": f"{pick.randint(2, 90_000):,}",
            "amount": str(pick.randint(2, 900)),
            **dict(zip(("place", "place2"), pick.sample(places, 2), strict=True)),
            **dict(zip(("org", "org2"), pick.sample(companies, 2), strict=True)),
            **dict(zip(("thing", "thing2"), pick.sample(WORDS["thing"], 2), strict=True)),
            **dict(zip(("group", "group2"), pick.sample(WORDS["group"], 2), strict=True)),
        }
        text.append(pick.choice(TEMPLATES).format_map(filling | {"last": last}))
        text.append(" " if count % 4 else "\n\n")
    return "".join(text).strip() + "\n"


def articles(words: int) -> list[str]:
    """As many articles as it takes to reach so many words (split at blanks)."""
    texts: list[str] = []
    while words > 0:
        texts.append(article(len(texts)))
        words -= len(texts[-1].split())
    return texts
