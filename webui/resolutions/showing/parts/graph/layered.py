"""A layered layout: ranks from left to right, few crossings, short edges. No program is needed for it.

The steps are Sugiyama's: edges of cycles are turned, ranks are longest paths, long edges get a bend in every rank
between, each rank is ordered by the middle of its neighbours, and heights are the nearest ones that keep the order.
"""

from __future__ import annotations

from bisect import bisect_right, insort
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

Point = tuple[float, float]
Ends = tuple[str, str]

RANK_GAP = 56.0
NODE_ROOM = 50.0  # from the middle of a node to the next one's, pixels
BEND_ROOM = 14.0
SWEEPS = 24
EXCHANGES = 40  # rounds; each one that changes anything saves crossings


@dataclass(frozen=True)
class Layout:
    """The middle of every node, and the points that each edge passes from its parent's side to its child's."""

    middles: dict[str, Point]
    routes: dict[Ends, list[Point]]
    width: float
    height: float


def layered(widths: Mapping[str, float], edges: Sequence[Ends]) -> Layout:
    """Lay out nodes of these widths (pixels) and the edges between them."""
    forward = _without_cycles(list(widths), edges)
    rank = _ranks(list(widths), forward)
    chains = {ends: _chain(ends, rank) for ends in forward}
    columns = _columns(rank, chains)
    links = list(dict.fromkeys(link for chain in chains.values() for link in pairwise(chain)))
    _order(columns, links)
    heights = _heights(columns, links, set(widths))
    sides = _sides(columns, widths)
    middles = {name: (sides[rank[name]][0] + widths[name] / 2, heights[name]) for name in widths}
    routes = {
        ends: _route(chains.get(ends) or chains[ends[::-1]][::-1], widths, sides, heights, rank)
        for ends in edges
        if ends[0] != ends[1]
    }
    width = max((middles[name][0] + widths[name] / 2 for name in widths), default=0.0)
    return Layout(middles, routes, width, max(heights.values(), default=0.0))


def ranks(names: Sequence[str], edges: Sequence[Ends]) -> dict[str, int]:
    """In which column each node stands: after all that lead to it."""
    return _ranks(list(names), _without_cycles(list(names), edges))


def _without_cycles(names: list[str], edges: Sequence[Ends]) -> list[Ends]:
    """The edges with those turned that close a cycle."""
    children: dict[str, list[str]] = {name: [] for name in names}
    for parent, child in edges:
        children[parent].append(child)
    state: dict[str, int] = {}
    turned: set[Ends] = set()
    targets = {child for _, child in edges}
    for start in sorted(names, key=lambda name: name in targets):
        if start in state:
            continue
        state[start], stack = 1, [(start, iter(children[start]))]
        while stack:
            name, rest = stack[-1]
            child = next(rest, "\0")
            if child == "\0":
                state[name] = 2
                stack.pop()
            elif child not in state:
                state[child] = 1
                stack.append((child, iter(children[child])))
            elif state[child] == 1:
                turned.add((name, child))
    straight = (ends[::-1] if ends in turned else ends for ends in edges if ends[0] != ends[1])
    return list(dict.fromkeys((parent, child) for parent, child in straight))


def _ranks(names: list[str], edges: list[Ends]) -> dict[str, int]:
    rank = dict.fromkeys(names, 0)
    parents: dict[str, list[str]] = {name: [] for name in names}
    children: dict[str, list[str]] = {name: [] for name in names}
    for parent, child in edges:
        parents[child].append(parent)
        children[parent].append(child)
    missing = {name: len(parents[name]) for name in names}
    ready = [name for name in names if not missing[name]]
    for name in ready:
        for child in children[name]:
            rank[child] = max(rank[child], rank[name] + 1)
            missing[child] -= 1
            if not missing[child]:
                ready.append(child)
    return rank


def _chain(ends: Ends, rank: Mapping[str, int]) -> list[str]:
    """The nodes of an edge with a bend in every rank it crosses; edges to the same child share theirs."""
    parent, child = ends
    bends = [f"{child}\0{number}" for number in range(rank[parent] + 1, rank[child])]
    return [parent, *bends, child]


def _columns(rank: Mapping[str, int], chains: Mapping[Ends, list[str]]) -> list[list[str]]:
    columns: list[dict[str, None]] = [{} for _ in range(max(rank.values(), default=0) + 1)]
    for name, number in rank.items():
        columns[number][name] = None
    for (parent, _), chain in chains.items():
        for step, bend in enumerate(chain[1:-1], rank[parent] + 1):
            columns[step][bend] = None
    return [list(column) for column in columns]


def _neighbours(links: list[Ends]) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    left: dict[str, list[str]] = {}
    right: dict[str, list[str]] = {}
    for parent, child in links:
        right.setdefault(parent, []).append(child)
        left.setdefault(child, []).append(parent)
    return left, right


def _order(columns: list[list[str]], links: list[Ends]) -> None:
    """Sort every rank by the mean place of its neighbours, to and fro; then exchange neighbours while it helps.

    The sweeps do not get better all the time: the best order that they come by is the one that is kept.
    """
    left, right = _neighbours(links)
    best, fewest = [list(column) for column in columns], crossings(columns, links)
    for sweep in range(SWEEPS):
        sides, order = (left, range(len(columns))) if sweep % 2 == 0 else (right, range(len(columns) - 1, -1, -1))
        places = {name: number / max(1, len(column)) for column in columns for number, name in enumerate(column)}
        for number in order:
            column = columns[number]
            wanted = {name: _mean([places[one] for one in sides.get(name, ())], places[name]) for name in column}
            column.sort(key=lambda name: wanted[name])
            places |= {name: place / max(1, len(column)) for place, name in enumerate(column)}
        number_now = crossings(columns, links)
        if number_now < fewest:
            best, fewest = [list(column) for column in columns], number_now
    columns[:] = best
    for _ in range(EXCHANGES):
        if not sum(_exchange(column, (left, right), columns) for column in columns):
            break


def _exchange(column: list[str], sides: tuple[dict[str, list[str]], ...], columns: list[list[str]]) -> int:
    """Exchange nodes that stand side by side where that saves crossings; how many were."""
    places = {name: place for one in columns for place, name in enumerate(one)}
    ends = {name: [sorted(places[one] for one in side.get(name, ())) for side in sides] for name in column}
    exchanged = 0
    for number in range(len(column) - 1):
        above, below = column[number], column[number + 1]
        pairs = list(zip(ends[above], ends[below], strict=True))
        if sum(_inversions(one, other) for one, other in pairs) > sum(_inversions(other, one) for one, other in pairs):
            column[number], column[number + 1] = below, above
            exchanged += 1
    return exchanged


def _inversions(above: list[int], below: list[int]) -> int:
    """How many pairs of an end of the upper node and one of the lower node cross."""
    return sum(len(above) - bisect_right(above, end) for end in below)


def crossings(columns: Sequence[Sequence[str]], links: Sequence[Ends]) -> int:
    """How often the links between neighbouring columns cross in this order."""
    place = {name: number for column in columns for number, name in enumerate(column)}
    of_column = {name: number for number, column in enumerate(columns) for name in column}
    by_column: dict[int, list[tuple[int, int]]] = {}
    for parent, child in links:
        by_column.setdefault(of_column[parent], []).append((place[parent], place[child]))
    number = 0
    for pairs in by_column.values():
        seen: list[int] = []
        for _, end in sorted(pairs):
            number += len(seen) - bisect_right(seen, end)
            insort(seen, end)
    return number


def _mean(values: Sequence[float], otherwise: float) -> float:
    return sum(values) / len(values) if values else otherwise


def _heights(columns: list[list[str]], links: list[Ends], nodes: set[str]) -> dict[str, float]:
    left, right = _neighbours(links)
    heights: dict[str, float] = {}
    for column in columns:
        heights |= _spread(column, [NODE_ROOM * number for number in range(len(column))], nodes)
    for sweep in range(SWEEPS):
        order = columns if sweep % 2 == 0 else columns[::-1]
        for column in order:
            wanted = [_mean([heights[one] for one in (*left.get(name, ()), *right.get(name, ()))], heights[name])
                      for name in column]  # fmt: skip
            heights |= _spread(column, wanted, nodes)
    top = min(heights.values(), default=0.0)
    return {name: height - top + NODE_ROOM / 2 for name, height in heights.items()}


def _spread(column: list[str], wanted: list[float], nodes: set[str]) -> dict[str, float]:
    """The heights nearest to the wanted ones that keep the order and the room (isotonic regression)."""
    offsets = [0.0]
    for above, below in pairwise(column):
        room = NODE_ROOM if above in nodes and below in nodes else (NODE_ROOM / 2 + BEND_ROOM / 2)
        room = BEND_ROOM if above not in nodes and below not in nodes else room
        offsets.append(offsets[-1] + room)
    blocks: list[tuple[float, int]] = []  # mean, length
    for value, offset in zip(wanted, offsets, strict=False):
        blocks.append((value - offset, 1))
        while len(blocks) > 1 and blocks[-2][0] > blocks[-1][0]:
            (mean, length), (mean_before, length_before) = blocks.pop(), blocks.pop()
            total = length + length_before
            blocks.append(((mean * length + mean_before * length_before) / total, total))
    values = [mean for mean, length in blocks for _ in range(length)]
    return {name: value + offset for name, value, offset in zip(column, values, offsets, strict=False)}


def _sides(columns: list[list[str]], widths: Mapping[str, float]) -> list[tuple[float, float]]:
    """Where every column begins and ends."""
    sides, x = [], 0.0
    for column in columns:
        width = max((widths[name] for name in column if name in widths), default=0.0)
        sides.append((x, x + width))
        x += width + RANK_GAP
    return sides


def _route(
    chain: list[str],
    widths: Mapping[str, float],
    sides: list[tuple[float, float]],
    heights: Mapping[str, float],
    rank: Mapping[str, int],
) -> list[Point]:
    """From the right side of the parent to the left side of the child (or back, for a turned edge).

    It changes its height between columns only and is level within each, where every node and bend has room of its
    own: so it never runs under a box.
    """
    if rank[chain[-1]] < rank[chain[0]]:
        return _route(chain[::-1], widths, sides, heights, rank)[::-1]
    first, last = chain[0], chain[-1]
    left, right = sides[rank[first]]
    points = [(left + widths[first], heights[first]), (right, heights[first])]
    for number, bend in enumerate(chain[1:-1], rank[first] + 1):
        points += [(x, heights[bend]) for x in sides[number]]
    return [*dict.fromkeys(points), (sides[rank[last]][0], heights[last])]
