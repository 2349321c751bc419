"""A lock that was there before: its versions and forks come first, and forbid nothing (uv-resolution section 6.7)."""

from __future__ import annotations

from packaging.utils import canonicalize_name
from packaging.version import Version

from resolver_core.answer.resolution import Resolution
from resolver_core.index.kept.memory import DEFAULT_URL, MemoryIndex
from resolver_core.inputs.problem import Lock, LockedPackage
from resolver_core.policy import Options, Policy
from resolver_core.solver.solve import resolve
from tests.support.builders import a_problem
from tests.support.small_indexes import Projects, files_of, of, versions

LINUX, NOT_LINUX = "sys_platform == 'linux'", "sys_platform != 'linux'"


def relocked(projects: Projects, ask: str, *pins: str, forks: tuple[str, ...] = (), tool_uv: str = "") -> Resolution:
    """`ask` with a lock that has these pins, "a 1" or "a 1 ; marker of its forks"."""
    packages = []
    for pin in pins:
        said, _, marker = pin.partition(" ; ")
        name, version = said.split()
        markers = (marker,) if marker else ()
        packages.append(LockedPackage(canonicalize_name(name), Version(version), DEFAULT_URL, markers))
    problem = a_problem(ask, tool_uv=tool_uv)
    assert problem.requires_python is not None
    options = Options(DEFAULT_URL, lock=Lock(tuple(packages), forks))
    return resolve(
        problem, Policy.universal(problem, problem.requires_python, options), MemoryIndex(files_of(projects))
    )


def test_a_locked_version_stays() -> None:
    assert versions(relocked({"a": "1 2 3"}, "a", "a 2")) == "a 2"


def test_it_gives_way_to_the_range() -> None:
    assert versions(relocked({"a": "1 2 3"}, "a>2", "a 2")) == "a 3"


def test_it_gives_way_where_it_left_the_index() -> None:
    assert versions(relocked({"a": "1 3"}, "a", "a 2")) == "a 3"


def test_a_locked_prerelease_stays() -> None:
    """K4: unlike one of a sibling fork."""
    assert versions(relocked({"a": "1.0 2.0a1"}, "a", "a 2.0a1")) == "a 2.0a1"
    assert versions(relocked({"a": "1.0 2.0a1"}, "a", "a 2.0a1", tool_uv='prerelease = "disallow"')) == "a 1.0"


def test_a_locked_yanked_version_stays() -> None:
    assert versions(relocked({"a": {"1": [], "2": of(yanked=True)}}, "a", "a 2")) == "a 2"


def test_the_local_variant_of_a_locked_version_is_taken() -> None:
    assert versions(relocked({"a": "1.0 1.0+cpu 2.0"}, "a", "a 1.0")) == "a 1.0+cpu"


def test_its_forks_are_the_first_ones() -> None:
    found = relocked({"a": "1 2 3"}, "a", f"a 1 ; {LINUX}", f"a 2 ; {NOT_LINUX}", forks=(LINUX, NOT_LINUX))
    assert versions(found) == "a 1, a 2"
    assert found.fork_markers == (LINUX, NOT_LINUX)
