"""Order, canonical form and growth of the diagrams; growth is counted in nodes, never in seconds."""

from __future__ import annotations

import gc
from concurrent.futures import ThreadPoolExecutor
from functools import reduce
from operator import and_, or_

import pytest

from resolver_core.markers import MarkerSet, diagram
from resolver_core.markers.diagram import NODES, Memory
from resolver_core.markers.variables import PYTHON, STRING_NAMES, extra_variable, string_variable, version_variable
from tests.support.caches import clear

parse = MarkerSet.parse


def size(marker: MarkerSet) -> int:
    return sum(1 for _ in marker._node.descendants())


def test_strings_are_asked_before_versions_before_extras() -> None:
    strings = [string_variable(name) for name in STRING_NAMES]
    assert [*strings, version_variable("implementation_version"), PYTHON, extra_variable("a")] == sorted(
        [extra_variable("a"), PYTHON, version_variable("implementation_version"), *reversed(strings)]
    )


def test_neighbouring_edges_are_joined() -> None:
    whole = parse(
        "python_version < '3.9' or python_version >= '3.9' and python_version < '3.11' or python_version == '3.11'"
    )
    assert whole is parse("python_version < '3.12'")
    assert parse("python_version != '3.9' or python_full_version >= '3.9' and python_full_version < '3.10'").is_true
    assert parse("sys_platform != 'a' or sys_platform == 'a'").is_true


def test_different_ways_of_saying_it_are_one_set() -> None:
    assert parse("(os_name == 'a' or platform_machine == 'b') and python_version < '3.9'") is parse(
        "python_version < '3.9' and platform_machine == 'b' or os_name == 'a' and python_version < '3.9'"
    )


def three_way(i: int) -> MarkerSet:
    name, other = STRING_NAMES[i % 6], STRING_NAMES[(i + 1) % 6]
    return parse(f"{name} == 'a{i}' or {other} == 'b{i}' or python_version >= '3.{i}'")


@pytest.mark.parametrize("clauses", [8, 10, 14])
def test_a_conjunction_of_three_way_clauses_stays_small(clauses: int) -> None:
    before = NODES.made
    marker = reduce(and_, map(three_way, range(clauses)))
    assert size(marker) <= 150
    assert NODES.made - before <= 3_000


def fork(i: int) -> MarkerSet:
    """One of 54 parts: 9 Python series, 3 systems, 2 machines."""
    python, system, machine = i % 9, ("linux", "darwin", "win32")[i // 9 % 3], ("x86_64", "arm64")[i // 27]
    return parse(
        f"python_version >= '3.{python}' and python_version < '3.{python + 1}'"
        f" and sys_platform == '{system}' and platform_machine == '{machine}'"
    )


@pytest.mark.parametrize("forks", [6, 14, 27, 54])
def test_unions_of_forks_and_what_is_left_of_them_stay_small(forks: int) -> None:
    before = NODES.made
    union = reduce(or_, map(fork, range(forks)))
    assert size(union) <= 12
    assert size(~union) == size(union)
    assert union | ~union is MarkerSet.TRUE
    assert NODES.made - before <= 60 * forks


def test_the_order_of_a_union_does_not_matter() -> None:
    forks = [fork(i) for i in range(54)]
    assert reduce(or_, forks) is reduce(or_, reversed(forks))
    assert reduce(or_, forks) is parse(
        "python_version >= '3' and python_version < '3.9' and (sys_platform == 'linux' or sys_platform == 'darwin' or"
        " sys_platform == 'win32') and (platform_machine == 'x86_64' or platform_machine == 'arm64')"
    )


def test_asking_about_disjointness_makes_no_nodes() -> None:
    a, b = parse("platform_machine == 'one' and python_version < '3.8'"), parse("python_full_version >= '3.7.3'")
    before = NODES.made
    assert not a.disjoint(b)
    assert NODES.made == before


def test_a_marker_with_many_names_is_refused_not_fatal() -> None:
    with pytest.raises(ValueError, match="too many"):
        parse(" or ".join(f"'{i}' in os_name" for i in range(3_000)))


def test_a_marker_that_grows_exponentially_is_refused() -> None:
    before = NODES.made
    with pytest.raises(ValueError, match="too many"):
        parse(" or ".join(f"('x{i}' in os_name and 'y{i}' in sys_platform)" for i in range(30)))
    assert NODES.made - before < 60_000


def test_remembered_results_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(diagram, "MEMORY_LIMIT", 10)
    memory: Memory[int, int] = Memory()
    for i in range(25):
        memory[i] = i
    assert len(memory) <= 10
    assert memory[24] == 24


def test_a_diagram_goes_with_its_last_user() -> None:
    clear()
    gc.collect()
    before = len(NODES)
    text = "platform_machine == 'short-lived' and python_full_version < '3.7.11' or platform_release == 'x'"
    marker = parse(text)
    kept = ~marker
    assert len(NODES) > before
    del marker
    assert kept is ~parse(text)
    del kept
    clear()
    gc.collect()
    assert len(NODES) == before


def test_a_diagram_that_is_made_again_equals_what_is_left_of_the_first() -> None:
    whole = parse("platform_machine == 'again' and python_full_version < '3.7.12'")
    part = parse("platform_machine == 'again'")
    text = str(whole)
    del whole
    clear()
    gc.collect()
    again = parse(text)
    assert again.implies(part)
    assert again & part is again
    assert ~~again is again


def test_threads_share_one_table() -> None:
    texts = [f"platform_machine == 'thread{i}' and python_version < '3.{i % 9}'" for i in range(60)]

    def work(_: int) -> MarkerSet:
        return reduce(
            or_, (MarkerSet.compare("platform_machine", "==", "t") & parse(text) | parse(text) for text in texts)
        )

    with ThreadPoolExecutor(8) as pool:
        results = list(pool.map(work, range(16)))
    assert all(result is results[0] for result in results)
