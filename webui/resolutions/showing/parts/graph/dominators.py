"""Without whom a project would not be there: the immediate dominators of a graph (Cooper, Harvey and Kennedy, 2001)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

Ends = tuple[str, str]


def immediate_dominators(root: str, edges: Iterable[Ends]) -> dict[str, str]:
    """For every node that can be reached from the root the nearest one that all ways to it pass."""
    children: dict[str, list[str]] = {}
    parents: dict[str, list[str]] = {}
    for parent, child in edges:
        children.setdefault(parent, []).append(child)
        parents.setdefault(child, []).append(parent)
    order = _parents_first(root, children)
    place = {name: number for number, name in enumerate(order)}
    found, is_stable = {root: root}, False
    while not is_stable:
        is_stable = True
        for name in order[1:]:
            before = _in_common([one for one in parents[name] if one in found], found, place)
            is_stable &= found.get(name) == before
            found[name] = before
    del found[root]
    return found


def _in_common(names: list[str], found: Mapping[str, str], place: Mapping[str, int]) -> str:
    """The nearest one that the ways to all of these pass."""
    common, *others = names
    for other in others:
        one = other
        while one != common:
            if place[one] > place[common]:
                one = found[one]
            else:
                common = found[common]
    return common


def _parents_first(root: str, children: Mapping[str, list[str]]) -> list[str]:
    """What can be reached, in reverse postorder."""
    done: list[str] = []
    seen, stack = {root}, [(root, iter(children.get(root, ())))]
    while stack:
        name, rest = stack[-1]
        child = next((one for one in rest if one not in seen), None)
        if child is None:
            done.append(name)
            stack.pop()
        else:
            seen.add(child)
            stack.append((child, iter(children.get(child, ()))))
    return done[::-1]
