"""Positions of what is drawn first, computed here so that the page opens settled and always the same.

Each connected component is laid out several times – spring layouts from fixed seeds, and stress majorization from each
of them – and the result with the fewest crossings and covered labels is kept; components are then packed onto shelves.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise, product
from typing import NamedTuple

import networkx as nx
import numpy as np
from numpy.typing import NDArray

from kg.view.text import width, wrapped

Points = NDArray[np.float64]
"""One row of x and y for each node."""

SQUEEZE = np.array([0.98, 0.88])
"""Labels are wide, so the picture may be flatter than it is long."""

VIEW = (860, 830)
"""The part of a laptop's screen that the picture is fitted to, in pixels."""

MIDST = (710, 680)
"""The part of it in which the nodes may stand, with room around them for labels and buttons."""

LARGEST = 1.0
"""The scale at which a small picture is shown."""

SMALLEST = 0.7
"""The smallest scale that labels make room for; in a smaller picture some of them stay away."""

STRETCH = 1.5
"""A picture is drawn out to fill the room it has, but by no more than this."""

GAP = 46
"""The distance between components, in pixels of the screen."""

CLOSER = (1.0, 0.8, 0.65, 0.52, 0.42, 0.34)
"""How much closer the nodes may be moved together, so that they are seen at a larger scale."""

WIDER = (1.0, 1.35, 0.75)
"""How much further across than down they may be moved."""


class Box(NamedTuple):
    """What a node covers with its label below: half its width, and how far it reaches up and down, in pixels."""

    half: float
    up: float
    down: float


class Edge(NamedTuple):
    """A line between two nodes, by their indices, and the width of its label in pixels."""

    source: int
    target: int
    label: float


def box(label: str, radius: float, *, size: float = 13) -> Box:
    """The box of an entity with its label in a font of ``size`` pixels."""
    wide, rows = wrapped(label, size)
    return Box(max(radius, wide / 2) + 3, radius + 2, radius + 5 + rows * size * 1.3)


def label_width(label: str) -> float:
    """The width of a relation's label, in its font of 12.5 pixels."""
    return width(label, 12.5)


def layout(boxes: Sequence[Box], edges: Sequence[Edge]) -> list[tuple[int, int]]:
    """A position for each box, around the origin; x grows to the right and y downwards.

    The same for the same versions of numpy and networkx, and within some pixels between versions. A second or two for
    120 nodes; grows with the cube of the largest component.

    >>> layout([Box(20, 10, 20), Box(20, 10, 20)], [Edge(0, 1, 40.0)])
    [(-98, 0), (98, 0)]
    """
    graph = _graph(len(boxes), edges)
    parts = [
        _Part.of(graph, part, boxes)
        for part in sorted(map(sorted, nx.connected_components(graph)), key=lambda part: (-len(part), part))
    ]
    if not parts:
        return []
    whole = _Picture.of(graph, boxes)
    chosen: tuple[float, float, float] | None = None
    for closer, wider in product(CLOSER, WIDER):
        points = _arranged(parts, closer, wider, rounds=40, times=2)
        loss = whole.loss(points, opening_scale(points))
        if chosen is None or loss < chosen[0] - 1e-9:
            chosen = loss, closer, wider
    assert chosen is not None
    points = _arranged(parts, *chosen[1:], rounds=120, times=2)
    return [(int(x), int(y)) for x, y in np.rint(points)]


def _graph(count: int, edges: Sequence[Edge]) -> nx.Graph[int]:
    """The nodes and, between those that are linked, the ideal length of the lines."""
    graph: nx.Graph[int] = nx.Graph()
    graph.add_nodes_from(range(count))
    for edge in edges:
        if edge.source != edge.target:
            ideal = 95 + 0.9 * edge.label
            known = graph.get_edge_data(edge.source, edge.target, {"length": 0.0})["length"]
            # Parallel lines need room to spread.
            graph.add_edge(edge.source, edge.target, length=max(known + 6, ideal) if known else ideal)
    return graph


def _arranged(parts: Sequence[_Part], closer: float, wider: float, *, rounds: int, times: int) -> Points:
    """All components beside one another, their nodes moved closer, and further across than down.

    Labels keep their size on the screen, so that at half the scale they cover twice as much: the places are found again
    for the scale that came of them, ``times`` times.
    """
    points = np.zeros((sum(len(part.members) for part in parts), 2))
    scale = 1.0
    for _ in range(times):
        placed = [part.points(closer, wider, scale, rounds) for part in parts]
        for part, there in zip(parts, _packed(placed, [part.sizes(scale) for part in parts], scale), strict=True):
            points[part.members] = there
        scale = max(opening_scale(points), SMALLEST)
    scale = opening_scale(points)
    room = np.array(MIDST) / np.maximum(1.0, np.ptp(points, axis=0) * scale)
    stretched: Points = points * np.clip(room, 1.0, STRETCH)
    return stretched


def opening_scale(points: Points | Sequence[tuple[float, float]]) -> float:
    """The scale at which the page shows a picture first: as large as fits, and no larger than life."""
    across, down = np.ptp(np.asarray(points), axis=0)
    return float(min(LARGEST, MIDST[0] / max(1.0, across), MIDST[1] / max(1.0, down)))


@dataclass(frozen=True, slots=True)
class _Part:
    """A component: how its nodes lie to one another, or the chain that they are."""

    members: list[int]
    picture: _Picture
    found: Points | None
    chain: list[int]

    @classmethod
    def of(cls, graph: nx.Graph[int], members: list[int], boxes: Sequence[Box]) -> _Part:
        own: nx.Graph[int] = nx.relabel_nodes(graph.subgraph(members), {node: i for i, node in enumerate(members)})
        picture = _Picture.of(own, [boxes[node] for node in members])
        chain = _chain(own) if len(members) <= 6 else None
        return cls(members, picture, None if chain else _component(picture), chain or [])

    def points(self, closer: float, wider: float, scale: float, rounds: int) -> Points:
        """The places of the nodes, moved closer, for labels that keep their size at a scale."""
        if self.found is not None:
            return self.picture.pushed_apart(self.found * closer * (wider, 1 / wider), scale, rounds)
        return _flat(self.picture, self.chain, closer, scale)

    def sizes(self, scale: float) -> Points:
        """For each node how far its box reaches left and right, up and down, at a scale."""
        return np.column_stack((self.picture.half, self.picture.up, self.picture.down)) / scale


def _component(picture: _Picture) -> Points:
    graph, count = picture.graph, len(picture.half)
    best: tuple[float, Points] | None = None
    paths = dict(nx.all_pairs_dijkstra_path_length(graph, weight="length"))
    distances = np.array([[paths[a][b] for b in range(count)] for a in range(count)])
    for seed in range(8 if count <= 60 else 4 if count <= 150 else 2):
        start = picture.spring(seed)
        for points in (start, picture.majorized(start, distances)):
            turned = _turned(points)
            for variant in (points, turned, turned[:, ::-1]):
                apart = picture.pushed_apart((variant - variant.mean(axis=0)) * SQUEEZE)
                cost = picture.cost(apart)
                if best is None or cost < best[0] - 1e-9:
                    best = cost, apart
    assert best is not None
    return best[1]


def _chain(graph: nx.Graph[int]) -> list[int] | None:
    """The nodes of a path from one end to the other; ``None`` if the component is anything else."""
    if len(graph) == 1:
        return [0]
    ends = sorted(node for node, degree in graph.degree if degree == 1)
    if len(ends) != 2 or any(degree > 2 for _, degree in graph.degree):
        return None
    return list(nx.dfs_preorder_nodes(graph, ends[0]))


def _flat(picture: _Picture, chain: Sequence[int], closer: float, scale: float) -> Points:
    points = np.zeros((len(chain), 2))
    x = 0.0
    for before, node in pairwise(chain):
        apart = (picture.half[before] + picture.half[node] + 12) / scale
        x += max(picture.graph.edges[before, node]["length"] * closer, apart)
        points[node, 0] = x
    return points


def _turned(points: Points) -> Points:
    """The points with their longest extent along x."""
    centred = points - points.mean(axis=0)
    (xx, xy), (_, yy) = centred.T @ centred
    angle = 0.5 * np.arctan2(2 * xy, xx - yy)
    cos, sin = np.cos(angle), np.sin(angle)
    turned: Points = centred @ np.array([[cos, -sin], [sin, cos]])
    return turned


@dataclass(frozen=True, slots=True)
class _Picture:
    """A component with all that its layouts have in common, as arrays."""

    graph: nx.Graph[int]
    half: Points
    up: Points
    down: Points
    ends: NDArray[np.intp]
    """One row of two nodes for each edge."""
    lengths: Points

    @classmethod
    def of(cls, graph: nx.Graph[int], boxes: Sequence[Box]) -> _Picture:
        half, up, down = np.array(boxes, dtype=np.float64).T
        pairs = sorted((min(pair), max(pair)) for pair in graph.edges)
        lengths = np.array([graph.edges[pair]["length"] for pair in pairs])
        return cls(graph, half, up, down, np.array(pairs, dtype=np.intp).reshape(-1, 2), lengths)

    def spring(self, seed: int) -> Points:
        """A spring layout, scaled so that lines have their ideal lengths on average."""
        count = len(self.half)
        found = nx.spring_layout(self.graph, seed=seed, iterations=100, k=2 / count**0.5, method="force")
        points = np.array([found[node] for node in range(count)], dtype=np.float64)
        scaled: Points = points * (self.lengths.mean() / max(1e-9, self._extents(points).mean()))
        return scaled

    def _extents(self, points: Points) -> Points:
        across: Points = np.linalg.norm(points[self.ends[:, 0]] - points[self.ends[:, 1]], axis=1)
        return across

    def majorized(self, points: Points, distances: Points, rounds: int = 80) -> Points:
        """Stress majorization (SMACOF): distances on the page approach those along the lines, which are given."""
        count = len(points)
        aim = distances + np.eye(count)
        weights = aim**-2.0
        np.fill_diagonal(weights, 0)
        inverse = np.linalg.pinv(np.diag(weights.sum(axis=1)) - weights)
        before = np.inf
        for _ in range(rounds):
            apart = np.hypot(points[:, 0, None] - points[:, 0], points[:, 1, None] - points[:, 1])
            stress = float((weights * (apart - distances) ** 2).sum())
            if before - stress < 1e-4 * stress:
                break
            before = stress
            pull = -weights * distances / np.maximum(apart, 1e-6)
            np.fill_diagonal(pull, 0)
            np.fill_diagonal(pull, -pull.sum(axis=1))
            points = inverse @ (pull @ points)
        return points

    def pushed_apart(self, points: Points, scale: float = 1.0, rounds: int = 120) -> Points:
        """The points with overlapping boxes moved apart, each pair along the axis in which it overlaps least.

        Boxes keep their size on the screen, at whatever scale.
        """
        points = points.copy()
        half, up, down = self.half / scale, self.up / scale, self.down / scale
        for _ in range(rounds):
            dx, dy = points[:, 0][:, None] - points[:, 0], points[:, 1][:, None] - points[:, 1]
            over_x = half[:, None] + half - np.abs(dx)
            over_y = np.where(dy > 0, up[:, None] + down, down[:, None] + up) - np.abs(dy)
            meet = (over_x > 0) & (over_y > 0)
            np.fill_diagonal(meet, False)
            if not meet.any():
                break
            # Nodes on the same spot part by their order, so that no pair stays where it is.
            order = np.sign(np.arange(len(points))[:, None] - np.arange(len(points)))
            sideways = meet & (over_x <= over_y)
            upright = meet & ~sideways
            points[:, 0] += (np.where(dx == 0, order, np.sign(dx)) * over_x * sideways).sum(axis=1) * 0.3
            points[:, 1] += (np.where(dy == 0, order, np.sign(dy)) * over_y * upright).sum(axis=1) * 0.3
        return points

    def cost(self, points: Points) -> float:
        """Crossings, lines through the boxes of strangers, and how much too large the picture is."""
        return (
            self._crossings(points) + 1.2 * self._covered(points) + 10 * max(0.0, 1 / min(self._fit(points), 1.1) - 1)
        )

    def loss(self, points: Points, scale: float) -> float:
        """What cannot be read at a scale, counted: labels in the way of others, lines too short, crossings."""
        seen = points * scale
        dx, dy = np.abs(seen[:, None, 0] - seen[:, 0]), seen[:, None, 1] - seen[:, 1]
        meet = (dx < self.half[:, None] + self.half) & (dy >= 0) & (dy < self.up[:, None] + self.down)
        hidden = np.count_nonzero(meet) - len(points)
        short = crossed = 0
        if len(self.ends):
            radii = (self.up[self.ends[:, 0]] + self.up[self.ends[:, 1]]) * scale
            short = int(np.count_nonzero(self._extents(seen) - radii < (self.lengths - 95) / 0.9))
            crossed = self._crossings(seen) + self._covered(seen)
        return float(1.5 * hidden + short + 0.3 * crossed + 10 * max(0.0, 0.5 / scale - 1))

    def _fit(self, points: Points) -> float:
        left, right = (points[:, 0] - self.half).min(), (points[:, 0] + self.half).max()
        top, bottom = (points[:, 1] - self.up).min(), (points[:, 1] + self.down).max()
        return float(min(VIEW[0] / (right - left), VIEW[1] / (bottom - top)))

    def _crossings(self, points: Points) -> int:
        a, b = points[self.ends[:, 0]], points[self.ends[:, 1]]

        def side(p: Points, q: Points, r: Points) -> Points:
            """On which side of each line p–q each point r lies."""
            d = q - p
            found: Points = d[:, None, 0] * (r[None, :, 1] - p[:, None, 1]) - d[:, None, 1] * (
                r[None, :, 0] - p[:, None, 0]
            )
            return found

        apart = side(a, b, a) * side(a, b, b) < 0
        shared = (self.ends[:, None, :, None] == self.ends[None, :, None, :]).any(axis=(2, 3))
        return int(np.count_nonzero(apart & apart.T & ~shared) // 2)

    def _covered(self, points: Points) -> int:
        """How often a line runs through the box of a node at neither of its ends (slab method)."""
        a, b = points[self.ends[:, 0]], points[self.ends[:, 1]]
        low = np.column_stack((points[:, 0] - self.half, points[:, 1] - self.up))
        high = np.column_stack((points[:, 0] + self.half, points[:, 1] + self.down))
        way = b - a
        way[np.abs(way) < 1e-9] = 1e-9
        enter = (low[None] - a[:, None]) / way[:, None]
        leave = (high[None] - a[:, None]) / way[:, None]
        begin = np.minimum(enter, leave).max(axis=2)
        end = np.maximum(enter, leave).min(axis=2)
        through = (begin < end) & (end > 0) & (begin < 1)
        through[np.arange(len(self.ends)), self.ends[:, 0]] = False
        through[np.arange(len(self.ends)), self.ends[:, 1]] = False
        return int(np.count_nonzero(through))


def _packed(parts: Sequence[Points], sizes: Sequence[Points], scale: float) -> list[Points]:
    """The components side by side and below one another, as the whole is seen largest; centred.

    ``sizes`` are those of :meth:`_Part.sizes`. Each component, in order, goes where it is highest below those that are
    there; of many widths to stay within, the best is kept.
    """
    moved, extents = [], []
    for points, around in zip(parts, sizes, strict=True):
        half, up, down = around.T
        low = np.array([(points[:, 0] - half).min(), (points[:, 1] - up).min()])
        high = np.array([(points[:, 0] + half).max(), (points[:, 1] + down).max()])
        extents.append(high - low + GAP / scale)
        moved.append(points - low)
    widest, total = max(size[0] for size in extents), sum(size[0] for size in extents)
    best: tuple[float, list[tuple[float, float]]] | None = None
    for share in np.linspace(0, 1, 24):
        corners = _corners(extents, widest + share**2 * (total - widest))
        ends = np.array([np.add(corner, size) for corner, size in zip(corners, extents, strict=True)])
        across, down = ends.max(axis=0)
        fit = min(VIEW[0] / across, VIEW[1] / down)
        if best is None or fit > best[0] + 1e-9:
            best = fit, corners
    assert best is not None
    placed = [points + np.array(corner) for points, corner in zip(moved, best[1], strict=True)]
    every = np.concatenate(placed)
    middle = (every.min(axis=0) + every.max(axis=0)) / 2
    return [points - middle for points in placed]


def _corners(extents: Sequence[Points], across: float) -> list[tuple[float, float]]:
    """The upper left corner of each rectangle: as high as it fits below those before, then as far to the left."""
    count = len(extents)
    left, right, low = np.zeros(count), np.zeros(count), np.zeros(count)
    corners: list[tuple[float, float]] = []
    for k, (wide, high) in enumerate(extents):
        spots = np.unique(np.append(right[:k], 0.0))
        spots = spots[(spots == 0) | (spots + wide <= across + 1e-6)]
        above = (left[:k] < spots[:, None] + wide) & (spots[:, None] < right[:k])
        tops = np.where(above, low[:k], 0.0).max(axis=1, initial=0.0)
        best = int(tops.argmin())
        x, y = float(spots[best]), float(tops[best])
        left[k], right[k], low[k] = x, x + wide, y + high
        corners.append((x, y))
    return corners
