"""How things look: a shape and two colours for each kind of entity, a pattern for each kind of line.

Kinds differ by colour *and* shape, so that neither is needed alone. The colours of filled kinds keep a distance of at
least 10 (ΔE in OKLab × 100) under simulated protanopia, deuteranopia and tritanopia, and at least 3 : 1 on the canvas.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import log2, sqrt

from kg.model import Claim, Kind, Modality


@dataclass(frozen=True, slots=True)
class Look:
    """The appearance of a kind: its words in the legend, a shape of vis-network, a fill for each theme.

    ``hollow`` shapes are filled with the canvas and drawn with a border of 3 pixels in the colour.
    """

    words: str
    shape: str
    light: str
    dark: str
    hollow: bool = False


LOOKS: dict[Kind, Look] = {
    Kind.PERSON: Look("Person", "dot", "#488eff", "#a4bfff"),
    Kind.ORGANIZATION: Look("Organization", "square", "#a78f19", "#926712"),
    Kind.PLACE: Look("Place", "triangleDown", "#1b7b59", "#58b035"),
    Kind.GROUP: Look("Group", "hexagon", "#763dbd", "#a56fea"),
    Kind.EVENT: Look("Event", "star", "#df58aa", "#fe93a2"),
    Kind.WORK: Look("Work, product, law", "diamond", "#723600", "#fdd52f"),
    Kind.THING: Look("Other name", "triangle", "#2f4968", "#5c708f", hollow=True),
    Kind.NOMINAL: Look("Unnamed thing", "triangle", "#2f4968", "#5c708f"),
    Kind.UNSPECIFIED: Look("Left unsaid", "hexagon", "#2f4968", "#5c708f", hollow=True),
    Kind.TERM: Look("Word", "dot", "#1d2227", "#dbf4fa", hollow=True),
}
"""In the order of the legend."""

STATED, ATTRIBUTED, UNCOMMITTED = PATTERNS = ("stated", "attributed", "uncommitted")
"""Who stands behind a claim: the document itself; somebody it names; nobody, since it is only possible or planned."""

DASHES: dict[str, bool | list[int]] = {STATED: False, ATTRIBUTED: [7, 5], UNCOMMITTED: [2, 5]}


def pattern(claim: Claim) -> str:
    """The pattern of a claim's line, one of ``PATTERNS``; polarity is shown by colour and words instead."""
    if claim.modality is not Modality.ACTUAL:
        return UNCOMMITTED
    return ATTRIBUTED if claim.sources or claim.evidence.attributed else STATED


def radius(claims: int, kind: Kind) -> float:
    """Half the size of an entity in pixels: 6 to 18, by the number of claims it takes part in; names stand out.

    >>> radius(0, Kind.PERSON), radius(4, Kind.PERSON), radius(1000, Kind.PERSON), radius(4, Kind.NOMINAL)
    (6.0, 10.6, 18.0, 8.5)
    """
    return round(min(18.0, 6 + 2.3 * sqrt(claims)) * (0.8 if kind is Kind.NOMINAL else 1), 1)


def thickness(claims: int) -> float:
    """The width of a line in pixels: 1.2 to 5, by the number of claims behind it.

    >>> thickness(1), thickness(4), thickness(1000)
    (1.2, 2.8, 5.0)
    """
    return round(min(5.0, 1.2 + 0.8 * log2(claims)), 1)


def stylesheet() -> str:
    """The colours of kinds as custom properties, for both themes: ``--kind-Person`` …"""

    def block(selector: str, theme: str) -> str:
        return (
            selector + "{" + "".join(f"--kind-{kind}:{getattr(look, theme)};" for kind, look in LOOKS.items()) + "}\n"
        )

    return block(":root", "light") + block(':root[data-theme="dark"]', "dark")
