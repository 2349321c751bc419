"""How the time of a solve grows with packages, versions, forks and targets: CPU seconds, least of three, warm.

The problems are made up and small in everything but the one thing that grows; their index is in memory.
`python -m benchmarks.growth` prints the rows.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from packaging.specifiers import SpecifierSet

from resolver_core import Options, Policy, parse_problem, resolve, target
from resolver_core.index.base import Index
from resolver_core.index.kept.memory import DEFAULT_URL, MemoryFile, MemoryIndex
from resolver_core.index.kept.recording import RecordingIndex

Projects = Mapping[str, Sequence[MemoryFile]]
OPTIONS = Options(DEFAULT_URL)
LINUX = "x86_64-unknown-linux-gnu"
PYTHONS = ("3.9", "3.10", "3.11", "3.12")
PLATFORMS = (LINUX, "aarch64-unknown-linux-gnu", "aarch64-apple-darwin", "x86_64-pc-windows-msvc")


@dataclass(frozen=True)
class Curve:
    """Seconds of CPU for each size of one thing."""

    what: str
    seconds: Mapping[int, float]

    def per_thing(self, size: int) -> float:
        """Seconds for each package, version, fork or target."""
        return self.seconds[size] / size


def packages(count: int) -> float:
    """A lock of so many projects of five versions; each requires the two after it."""
    projects = {
        f"p{number}": [
            wheel(f"p{number}", version, [f"p{other}>=1" for other in range(number + 1, min(number + 3, count))])
            for version in range(1, 6)
        ]
        for number in range(count)
    }
    return least(lock(projects, ["p0"]))


def versions(count: int) -> float:
    """A lock of twenty projects of so many versions."""
    projects = {f"p{number}": [wheel(f"p{number}", version) for version in range(count)] for number in range(20)}
    return least(lock(projects, list(projects)))


def forks(count: int) -> float:
    """A lock that splits into so many parts, each with a version of its own and thirty projects that all share."""
    shared = [f"s{number}" for number in range(30)]
    projects = {name: [wheel(name, 1)] for name in shared}
    projects["p"] = [wheel("p", version, shared) for version in range(count)]
    return least(lock(projects, [f"p=={number} ; sys_platform == 'os{number}'" for number in range(count)]))


def targets(count: int) -> float:
    """So many platforms and Pythons, one after the other, of a hundred projects."""
    projects = {f"p{number}": [wheel(f"p{number}", version) for version in range(20)] for number in range(100)}
    problem, index = parse_problem("\n".join(projects), filename="requirements.txt"), kept(projects)
    places = [target(python, platform) for python in PYTHONS for platform in PLATFORMS][:count]

    def solve() -> None:
        for place in places:
            resolve(problem, Policy.single_platform(problem, place, OPTIONS), index)

    return least(solve)


SIZES: dict[Callable[[int], float], tuple[int, ...]] = {
    packages: (10, 35, 100, 350),
    versions: (10, 100, 1_000, 3_000),
    forks: (1, 4, 16, 64),
    targets: (1, 4, 8, 16),
}


def curves() -> Iterator[Curve]:
    """All of them, measured now."""
    for measure, sizes in SIZES.items():
        yield Curve(measure.__name__, {size: measure(size) for size in sizes})


def lock(projects: Projects, requirements: Sequence[str]) -> Callable[[], None]:
    """A universal solve."""
    quoted = ", ".join(f'"{requirement}"' for requirement in requirements)
    text = f'[project]\nname = "growing"\nversion = "1"\nrequires-python = ">=3.9"\ndependencies = [{quoted}]\n'
    problem, index = parse_problem(text, filename="pyproject.toml"), kept(projects)
    policy = Policy.universal(problem, SpecifierSet(">=3.9"), OPTIONS)

    def solve() -> None:
        assert resolve(problem, policy, index).solved

    return solve


def wheel(project: str, version: int, requires: Sequence[str] = ()) -> MemoryFile:
    """A pure wheel."""
    return MemoryFile(f"{project}-{version}-py3-none-any.whl", requires)


def kept(projects: Projects) -> Index:
    """An index in memory that makes each page once."""
    memory = MemoryIndex(projects, url=DEFAULT_URL)
    return RecordingIndex(memory)


def least(work: Callable[[], None]) -> float:
    """CPU seconds of the best of three, after one that warms."""
    work()
    taken = []
    for _ in range(3):
        start = time.process_time()
        work()
        taken.append(time.process_time() - start)
    return min(taken)


def main() -> int:
    """Print every curve."""
    for curve in curves():
        print(curve.what, *(f"{size}: {seconds:.3f} s" for size, seconds in curve.seconds.items()), sep="  ")
    return 0


if __name__ == "__main__":
    sys.exit(main())
