"""Positions of what is drawn first, computed here so that the page opens settled and always the same.

Each connected component is laid out several times – spring layouts from fixed seeds, and stress majorization from each
of them – and the result with the fewest crossings and covered labels is kept; components are then packed onto shelves.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
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

GAP = 50
"""The distance between components."""

ASPECT = 1.15


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
    [(-66, -5), (66, -5)]
    """
    graph: nx.Graph[int] = nx.Graph()
    graph.add_nodes_from(range(len(boxes)))
    for edge in edges:
        if edge.source != edge.target:
            ideal = 95 + 0.9 * edge.label
            known = graph.get_edge_data(edge.source, edge.target, {"length": 0.0})["length"]
            # Parallel lines need room to spread.
            graph.add_edge(edge.source, edge.target, length=max(known + 6, ideal) if known else ideal)
    parts = sorted((sorted(part) for part in nx.connected_components(graph)), key=lambda part: (-len(part), part))
    placed = []
    for part in parts:
        sub: nx.Graph[int] = nx.relabel_nodes(graph.subgraph(part), {node: i for i, node in enumerate(part)})
        placed.append(_component(sub, [boxes[node] for node in part]))
    result = np.zeros((len(boxes), 2))
    for part, points in zip(parts, _packed(placed, [[boxes[node] for node in part] for part in parts]), strict=True):
        result[part] = points
    return [(int(x), int(y)) for x, y in np.rint(result)]


def _component(graph: nx.Graph[int], boxes: Sequence[Box]) -> Points:
    count = len(boxes)
    chain = _chain(graph) if count <= 6 else None
    if chain is not None:
        return _flat(graph, chain, boxes)
    picture = _Picture.of(graph, boxes)
    best: tuple[float, Points] | None = None
    for seed in range(8 if count <= 60 else 4 if count <= 150 else 2):
        start = picture.spring(seed)
        for points in (start, picture.majorized(start)):
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


def _flat(graph: nx.Graph[int], chain: Sequence[int], boxes: Sequence[Box]) -> Points:
    points = np.zeros((len(boxes), 2))
    x = 0.0
    for before, node in pairwise(chain):
        x += max(graph.edges[before, node]["length"], boxes[before].half + boxes[node].half + 12)
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
    distances: Points
    """Between all pairs, along the lines."""

    @classmethod
    def of(cls, graph: nx.Graph[int], boxes: Sequence[Box]) -> _Picture:
        half, up, down = np.array(boxes, dtype=np.float64).T
        pairs = sorted((min(pair), max(pair)) for pair in graph.edges)
        lengths = np.array([graph.edges[pair]["length"] for pair in pairs])
        paths = dict(nx.all_pairs_dijkstra_path_length(graph, weight="length"))
        distances = np.array([[paths[a][b] for b in range(len(boxes))] for a in range(len(boxes))])
        return cls(graph, half, up, down, np.array(pairs, dtype=np.intp), lengths, distances)

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

    def majorized(self, points: Points, rounds: int = 80) -> Points:
        """Stress majorization (SMACOF): distances on the page approach distances along the lines."""
        count = len(points)
        aim = self.distances + np.eye(count)
        weights = aim**-2.0
        np.fill_diagonal(weights, 0)
        inverse = np.linalg.pinv(np.diag(weights.sum(axis=1)) - weights)
        before = np.inf
        for _ in range(rounds):
            apart = np.linalg.norm(points[:, None] - points[None], axis=2)
            stress = float((weights * (apart - self.distances) ** 2).sum())
            if before - stress < 1e-4 * stress:
                break
            before = stress
            pull = -weights * self.distances / np.maximum(apart, 1e-6)
            np.fill_diagonal(pull, 0)
            np.fill_diagonal(pull, -pull.sum(axis=1))
            points = inverse @ (pull @ points)
        return points

    def pushed_apart(self, points: Points, rounds: int = 120) -> Points:
        """The points with overlapping boxes moved apart, each pair along the axis in which it overlaps least."""
        points = points.copy()
        for _ in range(rounds):
            dx, dy = points[:, 0][:, None] - points[:, 0], points[:, 1][:, None] - points[:, 1]
            over_x = self.half[:, None] + self.half - np.abs(dx)
            over_y = np.where(dy > 0, self.up[:, None] + self.down, self.down[:, None] + self.up) - np.abs(dy)
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


def _packed(parts: Sequence[Points], boxes: Sequence[Sequence[Box]]) -> list[Points]:
    """The components on shelves, largest first, side by side; the whole about as wide as the screen, and centred."""
    sizes, moved = [], []
    for points, around in zip(parts, boxes, strict=True):
        half, up, down = np.array(around, dtype=np.float64).T
        low = np.array([(points[:, 0] - half).min(), (points[:, 1] - up).min()])
        high = np.array([(points[:, 0] + half).max(), (points[:, 1] + down).max()])
        sizes.append(high - low)
        moved.append(points - low)
    if not moved:
        return []
    area = sum(float((size[0] + GAP) * (size[1] + GAP)) for size in sizes)
    across = max(float(max(size[0] for size in sizes)), (area * ASPECT) ** 0.5)
    x = y = shelf = extent = 0.0
    result = []
    for size, points in zip(sizes, moved, strict=True):
        if x > 0 and x + size[0] > across:
            x, y, shelf = 0.0, y + shelf + GAP, 0.0
        result.append(points + np.array([x, y]))
        extent = max(extent, x + float(size[0]))
        x += float(size[0]) + GAP
        shelf = max(shelf, float(size[1]))
    return [points - np.array([extent / 2, (y + shelf) / 2]) for points in result]
