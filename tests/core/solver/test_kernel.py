"""The search against brute force on tiny random problems: solvable or not, and what a solution has to be."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import product

from hypothesis import given
from hypothesis import strategies as st
from packaging.specifiers import SpecifierSet
from packaging.version import Version

from resolver_core.candidates.versions import VersionAxis, VersionSet, holds
from resolver_core.solver.incompatibility import Incompatibility, Origin, Term, requires
from resolver_core.solver.kernel import Kernel, NoSolution, root_incompatibility
from tests.support.small_indexes import FAILS, Example, versions

VERSIONS = (1, 2, 3)
ROOT = 0
Needs = Mapping[int, frozenset[int]]
"""Project -> versions of it that will do."""


@dataclass(frozen=True)
class Tiny:
    """What the root needs, and what version V of project P needs; projects are 1, 2, ..."""

    root: Needs
    releases: Mapping[int, Mapping[int, Needs]]

    def solutions(self) -> Iterator[dict[int, int]]:
        """Every choice of a version, or none, for each project that meets all needs."""
        for choice in product((None, *VERSIONS), repeat=len(self.releases)):
            chosen = {project: version for project, version in enumerate(choice, start=1) if version is not None}
            needs = [self.root, *(self.releases[project][version] for project, version in chosen.items())]
            if all(chosen.get(other) in allowed for need in needs for other, allowed in need.items()):
                yield chosen

    def needs(self, project: int, version: int) -> Needs:
        return self.root if project == ROOT else self.releases[project][version]


_ALLOWED = st.frozensets(st.sampled_from(VERSIONS), min_size=1, max_size=2)


@st.composite
def tiny_problems(draw: st.DrawFn) -> Tiny:
    count = draw(st.integers(2, 5))
    projects = range(1, count + 1)
    root = draw(st.dictionaries(st.sampled_from(projects), _ALLOWED, min_size=1, max_size=3))
    releases = {}
    for project in projects:
        others = [other for other in projects if other != project]
        needs = st.dictionaries(st.sampled_from(others), _ALLOWED, max_size=2)
        releases[project] = {version: draw(needs) for version in VERSIONS}
    return Tiny(root, releases)


class Search:
    """Drives a kernel: the newest version first, projects in the order of their numbers."""

    def __init__(self, problem: Tiny, *, newest_first: bool = True) -> None:
        self.problem = problem
        self.order = sorted(VERSIONS, reverse=newest_first)
        self.axis = VersionAxis()
        self.axis.add_versions(map(Version, map(str, (0, *VERSIONS))))
        self.kernel = Kernel(ROOT)
        self.kernel.add(root_incompatibility(ROOT, self.only(0)))

    def only(self, version: int) -> VersionSet:
        return self.axis.exactly(Version(str(version)))

    def all_of(self, allowed: frozenset[int]) -> VersionSet:
        others = ",".join(f"!={version}" for version in (0, *VERSIONS) if version not in allowed)
        return self.axis.specifier_set(SpecifierSet(others))

    def run(self) -> dict[int, int] | None:
        """The chosen versions, or None."""
        package: int | None = ROOT
        chosen: dict[int, int] = {}
        try:
            while package is not None:
                self.kernel.propagate(package)
                package = self.kernel.pick(lambda number: (-number, 0, 0))
                if package is not None:
                    self.decide(package, chosen)
        except NoSolution:
            return None
        return {project: chosen[project] for project in self.kernel.decided() if project != ROOT}

    def decide(self, package: int, chosen: dict[int, int]) -> None:
        needed = self.kernel.needed(package)
        candidates = [0] if package == ROOT else self.order
        version = next((v for v in candidates if holds(needed, self.axis.position(Version(str(v))))), None)
        if version is None:
            self.kernel.add(Incompatibility({package: Term(True, needed)}, Origin.NO_VERSIONS))
            return
        chosen[package] = version
        needs = self.problem.needs(package, version).items()
        facts = [requires(package, self.only(version), other, self.all_of(allowed)) for other, allowed in needs]
        self.kernel.add_dependencies(package, self.only(version), facts)


@given(tiny_problems(), st.booleans())
def test_solvable_if_and_only_if_brute_force_says_so(problem: Tiny, newest_first: bool) -> None:
    found = Search(problem, newest_first=newest_first).run()
    solutions = list(problem.solutions())
    assert (found is not None) == bool(solutions)
    assert found is None or found in solutions


@given(tiny_problems())
def test_nothing_is_chosen_that_nobody_needs(problem: Tiny) -> None:
    found = Search(problem).run()
    if found is not None:
        wanted = set(problem.root) | {other for each in found.items() for other in problem.needs(*each)}
        assert found.keys() == wanted


@given(tiny_problems())
def test_a_copy_finds_the_same(problem: Tiny) -> None:
    """A copy taken after the root is decided goes on alone; what one learns does not reach the other."""
    search = Search(problem)
    search.kernel.propagate(ROOT)
    assert search.kernel.pick(lambda number: (-number, 0, 0)) == ROOT
    search.decide(ROOT, {})
    twin = Search(problem)
    twin.kernel = search.kernel.copy()
    known = len(twin.kernel.store)
    assert search.run() == Search(problem).run()
    assert len(twin.kernel.store) == known
    assert twin.run() == Search(problem).run()


@given(tiny_problems())
def test_the_whole_solver_agrees_with_brute_force(problem: Tiny) -> None:
    """The same problems as projects of an index, through `resolve`."""

    def written(needs: Needs) -> list[str]:
        return [
            f"p{other}" + ",".join(f"!={v}" for v in VERSIONS if v not in allowed) for other, allowed in needs.items()
        ]

    projects = {
        f"p{project}": {str(version): written(needs) for version, needs in releases.items()}
        for project, releases in problem.releases.items()
    }
    example = Example(projects, written(problem.root))
    solutions = [
        ", ".join(f"p{project} {version}" for project, version in sorted(found.items()))
        for found in problem.solutions()
    ]
    for resolution in (example.solve_single(), example.solve_universal()):
        assert versions(resolution) in (solutions or [FAILS])
