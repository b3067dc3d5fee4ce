"""What linking the names of many documents costs: the time of each document should not grow with their number.

    python -m tests.bench.linking

Documents are made up, as mentions alone: people with full names and by surname, homonyms, firms with and without their
legal form, acronyms spelled out and bare, first names that many share. Times are of the processor, so that what else
the machine does matters little.
"""

from __future__ import annotations

import random
from collections import Counter
from time import process_time

from kg.link import link
from kg.model import Kind, Reading
from tests.resolve.test_link import document

COUNTS = (1_000, 3_000, 10_000)
NAMES = 12
"""Names in a document."""


def made_up(number: int, count: int, chance: random.Random) -> Reading:
    """One of so many documents, twenty about each story; a story has its own people, firms and places."""
    told = random.Random(chance.randrange(count // 20))
    given = ("Anna", "Paul", "Eva", "Karl", "Olga", "Ivan")
    people = [f"{told.choice(given)} Name{told.randrange(count)}" for _ in range(4)]
    firms = [f"Northern Steel{told.randrange(count // 2)} Union" for _ in range(2)]
    names: dict[str, Kind] = {f"Town{told.randrange(count)}": Kind.PLACE for _ in range(3)}
    while len(names) < NAMES:
        person, firm = chance.choice(people), chance.choice(firms)
        label, kind = chance.choice(
            [
                (person, Kind.PERSON),
                (person.split()[1], Kind.PERSON),
                (chance.choice(given), Kind.PERSON),
                (firm, Kind.ORGANIZATION),
                (f"{firm} Ltd", Kind.ORGANIZATION),
                ("".join(word[0] for word in firm.split()), Kind.ORGANIZATION),
                (f"Town{chance.randrange(count)}", Kind.PLACE),
            ]
        )
        names[label] = kind
    return document(f"d{number}", *names.items())


def main() -> None:
    """Print the curve."""
    for count in COUNTS:
        chance = random.Random(20261123)
        readings = [made_up(number, count, chance) for number in range(count)]
        begin = process_time()
        made = link(readings)
        spent = process_time() - begin
        methods = ", ".join(f"{method} {n:,}" for method, n in Counter(each.method for each in made).most_common())
        print(f"{count:6,} documents  {1000 * spent / count:.3f} ms each  {len(made):,} links: {methods}")


if __name__ == "__main__":
    main()
