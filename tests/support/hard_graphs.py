"""Random dependency graphs on which a solver has to go back often: no markers, one pure wheel for each version.

Two projects that depend on each other's place ("keeps up with", "stays behind") and pins between them
make the newest versions clash again and again; the same seed always gives the same graph.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from random import Random

from tests.support.small_indexes import Example

Relation = Callable[[Random, int, int], str]
"""From the place of a version among its siblings, on the scale of the other project's versions, to a range."""


def _keeps_up(random: Random, place: int, count: int) -> str:
    return f">={place}"


def _stays_behind(random: Random, place: int, count: int) -> str:
    return f"<={max(1, count - place + 1)}"


def _is_pinned(random: Random, place: int, count: int) -> str:
    return f"=={place}"


def _near(random: Random, place: int, count: int) -> str:
    return f">={max(1, place - 1)},<{place + 2}"


def _is_capped(random: Random, place: int, count: int) -> str:
    return f"<{random.randint(2, count)}"


def _excludes(random: Random, place: int, count: int) -> str:
    return f"!={random.randint(1, count)}"


def _is_free(random: Random, place: int, count: int) -> str:
    return ""


RELATIONS: tuple[Relation, ...] = (
    *(_keeps_up, _keeps_up, _stays_behind, _stays_behind),
    *(_is_pinned, _near, _is_capped, _excludes, _is_free),
)


@dataclass(frozen=True)
class HardGraph:
    """A graph with its seed."""

    seed: int
    example: Example

    @classmethod
    def of(cls, seed: int) -> HardGraph:
        """The graph of a seed."""
        random = Random(f"hard graph {seed}")
        counts = {name: random.randint(5, 14) for name in random.sample("abcdefghij", random.randint(4, 9))}
        projects = {name: _versions(random, name, counts) for name in counts}
        roots = random.sample(list(counts), random.randint(2, min(5, len(counts))))
        ask = [name + ("" if random.random() < 0.75 else _root_range(random, counts[name])) for name in roots]
        return cls(seed, Example(projects, ask))

    def asking(self, **changes: object) -> Example:
        """The same graph with other settings."""
        return replace(self.example, **changes)  # type: ignore[arg-type]


def _versions(random: Random, name: str, counts: dict[str, int]) -> dict[str, list[str]]:
    others = [other for other in counts if other != name]
    relations = [
        (other, random.choice(RELATIONS)) for other in random.sample(others, random.randint(0, min(3, len(others))))
    ]
    found: dict[str, list[str]] = {}
    for version in range(1, counts[name] + 1):
        requires = []
        for other, relation in relations:
            if random.random() < 0.85:
                place = max(1, round(version * counts[other] / counts[name]))
                requires.append(other + relation(random, place, counts[other]))
        random.shuffle(requires)
        found[str(version)] = requires
    return found


def _root_range(random: Random, count: int) -> str:
    return random.choice((">=", "<=", "!=")) + str(random.randint(1, count))
