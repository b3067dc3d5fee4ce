"""Positions: settled, apart, the same every time."""

import random
from itertools import combinations

import networkx as nx
import pytest

from kg.view.layout import Box, Edge, box, layout, opening_scale


def made_up(count: int, extra: int, seed: int = 1) -> tuple[list[Box], list[Edge]]:
    dice = random.Random(seed)
    boxes = [box("Name " * dice.randrange(1, 6), 12) for _ in range(count)]
    edges = [Edge(i, dice.randrange(i), dice.choice((20.0, 60.0))) for i in range(1, count)]
    edges += [Edge(dice.randrange(count), dice.randrange(count), 40.0) for _ in range(extra)]
    return boxes, edges


def overlapping(boxes, points):
    """The pairs whose boxes meet as the page opens: boxes keep their size on the screen, whatever the scale."""
    scale = opening_scale(points)
    points = [(x * scale, y * scale) for x, y in points]
    return [
        (a, b)
        for a, b in combinations(range(len(boxes)), 2)
        if abs(points[a][0] - points[b][0]) < boxes[a].half + boxes[b].half - 1
        and points[a][1] - boxes[a].up + 1 < points[b][1] + boxes[b].down
        and points[b][1] - boxes[b].up + 1 < points[a][1] + boxes[a].down
    ]


@pytest.mark.parametrize(("count", "extra"), [(1, 0), (2, 0), (5, 0), (9, 4), (24, 8)])
def test_boxes_do_not_overlap(count, extra):
    boxes, edges = made_up(count, extra)
    assert overlapping(boxes, layout(boxes, edges)) == []


def test_a_layout_is_the_same_every_time():
    boxes, edges = made_up(20, 10)
    assert layout(boxes, edges) == layout(boxes, edges)


def test_a_picture_is_centred():
    boxes, edges = made_up(12, 3)
    points = layout(boxes, edges)
    for axis in (0, 1):
        values = [point[axis] for point in points]
        assert abs(min(values) + max(values)) < 80


def test_pairs_and_short_chains_lie_flat():
    boxes = [box("Ada", 12)] * 4
    points = layout(boxes, [Edge(i, i + 1, 30.0) for i in range(3)])
    assert len({y for _, y in points}) == 1
    assert [x for x, _ in points] == sorted(x for x, _ in points)


def test_components_are_packed_side_by_side_without_touching():
    boxes = [box("Ada", 12)] * 40
    points = layout(boxes, [Edge(i, i + 1, 30.0) for i in range(0, 40, 2)])
    assert overlapping(boxes, points) == []
    wide = max(x for x, _ in points) - min(x for x, _ in points)
    high = max(y for _, y in points) - min(y for _, y in points)
    assert 0.4 < wide / high < 3


def test_a_line_is_long_enough_for_its_label():
    for label in (20.0, 200.0):
        points = layout([box("A", 9)] * 2, [Edge(0, 1, label)])
        assert abs(points[1][0] - points[0][0]) >= label


def test_a_star_and_a_tree_cross_no_lines():
    for graph in (nx.star_graph(12), nx.balanced_tree(2, 3)):
        boxes = [box("Ada", 10)] * len(graph)
        points = layout(boxes, [Edge(a, b, 20.0) for a, b in graph.edges])
        assert crossings(points, list(graph.edges)) == 0


def crossings(points, edges):
    def side(p, q, r):
        return (q[0] - p[0]) * (r[1] - p[1]) - (q[1] - p[1]) * (r[0] - p[0])

    count = 0
    for (a, b), (c, d) in combinations(edges, 2):
        if len({a, b, c, d}) == 4:
            p, q, r, s = points[a], points[b], points[c], points[d]
            count += side(p, q, r) * side(p, q, s) < 0 and side(r, s, p) * side(r, s, q) < 0
    return count


def test_nothing_is_laid_out_as_nothing():
    assert layout([], []) == []
