"""Synthetic problems that are hard for a solver. Versions are 0, 1, 2, ...; ranges are half open.

Each shape isolates one difficulty that real projects have; the function's docstring names it.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple


class Need(NamedTuple):
    """A requirement: `low` is allowed, `high` is the first version that is not."""

    project: str
    low: int
    high: int


Releases = dict[str, list[list[Need]]]  # project -> requirements of version 0, 1, ...


@dataclass
class Synthetic:
    """Root requirements, and what every version of every project requires."""

    roots: list[Need]
    releases: Releases = field(default_factory=lambda: defaultdict(list))

    def publish(self, project: str, needs: Iterable[Need] = ()) -> None:
        """Adds the next version of a project."""
        self.releases[project].append([need for need in needs if need.low < need.high])

    def publish_leaf(self, project: str, versions: int) -> None:
        """Adds a project whose versions require nothing."""
        for _ in range(versions):
            self.publish(project)

    def any_of(self, project: str) -> Need:
        """A requirement without a bound on a complete project."""
        return Need(project, 0, len(self.releases[project]))


def cloud_clients(count: int) -> Synthetic:
    """boto3, botocore, aiobotocore, s3fs: a client pinned to its core beside one that wants narrow, older cores."""
    problem = Synthetic([])
    wrappers, pools = count // 8, 30
    for version in range(count):
        share = version // 20
        problem.publish(
            "boto3",
            [Need("botocore", version, version + 1), Need("s3transfer", share, share + 2), Need("jmespath", 0, 10)],
        )
        newest_pool = pools if version >= 0.9 * count else 20
        problem.publish("botocore", [Need("urllib3", 0, newest_pool), Need("jmespath", 0, 10)])
    for share in range(count // 20 + 2):
        problem.publish("s3transfer", [Need("botocore", max(0, 20 * share - 30), count)])
    for wrapper in range(wrappers):
        problem.publish("aiobotocore", [Need("botocore", 7 * wrapper, 7 * wrapper + 2), Need("aiohttp", 0, 10)])
    for release in range(2 * wrappers):
        middle = release // 2
        problem.publish(
            "s3fs", [Need("aiobotocore", max(0, middle - 1), middle + 1), Need("fsspec", release, release + 1)]
        )
    for project, versions in (("urllib3", pools), ("jmespath", 10), ("aiohttp", 10), ("fsspec", 2 * wrappers)):
        problem.publish_leaf(project, versions)
    problem.roots = [problem.any_of(project) for project in ("boto3", "s3fs", "aiobotocore")]
    return problem


def hidden_conflict(links: int, versions: int) -> Synthetic:
    """A conflict between the ends of a chain of free projects: their versions do not matter, but who knows that?"""
    problem = Synthetic([])
    for version in range(versions):
        problem.publish("first", [Need("shared", version, version + 1)])
        problem.publish("second", [Need("link0", 0, versions)])
        for link in range(links):
            last = link + 1 == links
            problem.publish(f"link{link}", [Need("shared", 0, 2) if last else Need(f"link{link + 1}", 0, versions)])
    problem.publish_leaf("shared", versions)
    problem.roots = [problem.any_of("first"), problem.any_of("second")]
    return problem


def two_branches(steps: int, versions: int) -> Synthetic:
    """Unsatisfiable: two chains that end in different halves of one project, whatever is chosen on the way."""
    problem = Synthetic([])
    half = versions // 2
    for side, end in (("left", Need("shared", 0, half)), ("right", Need("shared", half, versions))):
        for step in range(steps):
            below = end if step + 1 == steps else Need(f"{side}{step + 1}", 0, versions)
            for _ in range(versions):
                problem.publish(f"{side}{step}", [below])
        problem.roots.append(problem.any_of(f"{side}0"))
    problem.publish_leaf("shared", versions)
    return problem


def ladder(rungs: int, versions: int, seed: int) -> Synthetic:
    """Every project wants the next ones at about its own version; a low bound at the end pulls all of them back."""
    chance = random.Random(seed)
    problem = Synthetic([])
    names = [f"rung{number:02d}" for number in range(rungs)]
    for number, name in enumerate(names):
        for version in range(versions):
            needs = []
            if number + 1 < rungs:
                needs.append(Need(names[number + 1], max(0, version - 2), version + 1))
            if number + 3 < rungs:
                further = names[min(rungs - 1, number + chance.randint(2, 6))]
                needs.append(Need(further, max(0, version - 5), min(versions, version + 3)))
            problem.publish(name, needs)
    starts = {0, min(10, rungs - 1), min(30, rungs - 1)}
    problem.roots = [problem.any_of(names[start]) for start in sorted(starts)] + [Need(names[-1], 0, versions // 4)]
    return problem


def random_graph(seed: int, fan: int, width: int, roots: int, projects: int = 60, versions: int = 40) -> Synthetic:
    """Every project requires up to `fan` later ones, in windows of `width` versions around its own version."""
    chance = random.Random(seed)
    problem = Synthetic([])
    names = [f"project{number:02d}" for number in range(projects)]
    for number, name in enumerate(names):
        later = names[number + 1 : number + 21]
        chosen = chance.sample(later, min(len(later), chance.randint(1, fan)))
        for version in range(versions):
            problem.publish(name, [_window(chance, child, version, width, versions) for child in chosen])
    problem.roots = [problem.any_of(name) for name in chance.sample(names[:20], roots)]
    return problem


def _window(chance: random.Random, project: str, version: int, width: int, versions: int) -> Need:
    """A window around a version; one in ten is empty, so that the requirement vanishes."""
    if chance.random() < 0.1:
        return Need(project, 0, 0)
    middle = version + chance.randint(-4, 4)
    return Need(project, max(0, middle - width // 2), min(versions, middle + width // 2))


def all_problems() -> dict[str, Synthetic]:
    """Every problem by name, easier ones first within a shape."""
    found = {f"clients {count}": cloud_clients(count) for count in (200, 800)}
    found |= {f"hidden {links}x{n}": hidden_conflict(links, n) for links, n in ((3, 10), (3, 40), (6, 40))}
    found |= {f"branches {steps}x{n}": two_branches(steps, n) for steps, n in ((3, 6), (4, 10))}
    found["ladder 60x40"] = ladder(60, 40, seed=1)
    found |= {f"loose {seed}": random_graph(seed, fan=3, width=14, roots=5) for seed in range(1, 9)}
    found |= {f"tight {seed}": random_graph(100 + seed, fan=4, width=8, roots=5) for seed in range(1, 9)}
    found |= {f"hard {seed}": random_graph(200 + seed, fan=5, width=5, roots=8) for seed in range(1, 7)}
    return found
