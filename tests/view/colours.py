"""How colours look to different eyes.

Contrast after WCAG 2; distance in OKLab (Ottosson 2020) × 100; colour blindness after Machado, Oliveira and Fernandes
(2009) at full severity, as matrices on linear RGB.
"""

from __future__ import annotations

from math import dist

Triple = tuple[float, float, float]
Matrix = tuple[Triple, Triple, Triple]

SIMULATIONS: dict[str, Matrix] = {
    "none": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}


def linear(colour: str) -> Triple:
    """A colour such as ``#488eff`` as linear RGB."""

    def channel(at: int) -> float:
        value = int(colour[at : at + 2], 16) / 255
        return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4

    return channel(1), channel(3), channel(5)


def times(matrix: Matrix, colour: Triple) -> Triple:
    a, b, c = (sum(x * y for x, y in zip(row, colour, strict=True)) for row in matrix)
    return a, b, c


def oklab(colour: Triple) -> Triple:
    cone: Matrix = (
        (0.4122214708, 0.5363325363, 0.0514459929),
        (0.2119034982, 0.6806995451, 0.1073969566),
        (0.0883024619, 0.2817188376, 0.6299787005),
    )
    lab: Matrix = (
        (0.2104542553, 0.7936177850, -0.0040720468),
        (1.9779984951, -2.4285922050, 0.4505937099),
        (0.0259040371, 0.7827717662, -0.8086757660),
    )
    a, b, c = (max(0.0, value) ** (1 / 3) for value in times(cone, colour))
    return times(lab, (a, b, c))


def difference(one: str, other: str, deficiency: str = "none") -> float:
    """The distance of two colours to an eye, × 100."""
    matrix = SIMULATIONS[deficiency]

    def seen(colour: str) -> Triple:
        a, b, c = (min(1.0, max(0.0, value)) for value in times(matrix, linear(colour)))
        return oklab((a, b, c))

    return 100 * dist(seen(one), seen(other))


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, 1 to 21."""

    def luminance(colour: str) -> float:
        red, green, blue = linear(colour)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)
