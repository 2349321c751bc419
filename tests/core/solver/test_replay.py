"""resolvelib's second opinion: it agrees with the kernel, and it notices where an answer is another one."""

from __future__ import annotations

from dataclasses import replace
from time import process_time

import pytest
from packaging.utils import canonicalize_name
from packaging.version import Version

from resolver_core import stopping
from resolver_core.answer.replayed import AGREES, Verdict
from resolver_core.answer.resolution import Resolution
from resolver_core.answer.trace import Event, Replayed
from resolver_core.errors import Cancelled
from resolver_core.explain.wording.replays import verdict
from resolver_core.index.kept.memory import MemoryIndex
from resolver_core.policy import Options, Policy
from resolver_core.solver import replay as replay_module
from resolver_core.solver import solve
from resolver_core.solver.replay import Step, replay, replay_all
from resolver_core.solver.solve import resolve
from resolver_core.solver.solved_fork import Node, SolvedFork
from tests.support.builders import a_problem, a_release, a_target, an_index
from tests.support.random_indexes import a_world
from tests.support.seeds import batches

INDEX = an_index(
    {
        "ant": {"1.0": ["bee[more]<3", "cat ; sys_platform == 'win32'"]},
        "bee": [a_release("bee", "2.0", "cat<2 ; extra == 'more'", extras=("more",))],
        "cat": {"1.0": ["dog>=1"], "2.0": []},
        "dog": {"1.0": ["cat"]},
    }
)


def solved_forks(
    monkeypatch: pytest.MonkeyPatch, *dependencies: str, index: MemoryIndex = INDEX, **fields: object
) -> list[SolvedFork]:
    """The forks of a universal solve, caught where the solver hands them over."""
    caught: list[SolvedFork] = []

    def catch(forks: list[SolvedFork]) -> Verdict:
        caught.extend(forks)
        return AGREES

    monkeypatch.setattr(solve, "replay_all", catch)
    problem = a_problem(*dependencies, **fields)  # type: ignore[arg-type]
    assert problem.requires_python is not None
    resolve(problem, Policy.universal(problem, problem.requires_python, Options(index.url)), index)
    return caught


@pytest.fixture
def fork(monkeypatch: pytest.MonkeyPatch) -> SolvedFork:
    (found,) = solved_forks(monkeypatch, "ant")
    return found


def node_of(fork: SolvedFork, name: str, extra: str | None = None) -> Node:
    return next(node for node in fork.nodes if (node.name, node.extra) == (name, extra))


def with_version(fork: SolvedFork, name: str, version: str) -> SolvedFork:
    """The fork with another version of a project everywhere."""

    def moved(node: Node) -> Node:
        return replace(node, version=Version(version)) if node.name == name else node

    return replace(
        fork,
        nodes=tuple(map(moved, fork.nodes)),
        edges=tuple(
            replace(edge, parent=edge.parent and moved(edge.parent), child=moved(edge.child)) for edge in fork.edges
        ),
        lists={parent and moved(parent): entries for parent, entries in fork.lists.items()},
    )


def test_resolvelib_agrees(fork: SolvedFork) -> None:
    assert {(node.name, node.extra, node.group) for node in fork.nodes} >= {
        ("project", None, None),
        ("bee", "more", None),
        ("dog", None, None),
    }
    assert replay(fork) == AGREES


def test_a_version_out_of_range_is_refused(fork: SolvedFork) -> None:
    assert verdict(replay(with_version(fork, "bee", "3.0"))) == "disagrees: ant 1.0 requires bee[more]<3"


def test_two_versions_of_parts_of_a_project_are_refused(fork: SolvedFork) -> None:
    part = node_of(fork, "bee", "more")
    other = replace(part, version=Version("1.0"))
    nodes = tuple(other if node == part else node for node in fork.nodes)
    lists = {other if parent == part else parent: entries for parent, entries in fork.lists.items()}
    found = replay(replace(fork, nodes=nodes, lists=lists))
    assert verdict(found) == "disagrees: bee[more] 1.0 requires bee in the same version"


def test_a_missing_version_is_refused(fork: SolvedFork) -> None:
    nodes = tuple(node for node in fork.nodes if node.name != "dog")
    assert verdict(replay(replace(fork, nodes=nodes))) == "disagrees: cat 1.0 requires dog>=1"


def test_a_version_that_nothing_requires_is_noticed(fork: SolvedFork) -> None:
    stray = replace(node_of(fork, "dog"), name=canonicalize_name("stray"))
    assert verdict(replay(replace(fork, nodes=(*fork.nodes, stray)))) == "disagrees: nothing requires stray"


def test_another_graph_is_noticed(fork: SolvedFork) -> None:
    edges = tuple(edge for edge in fork.edges if edge.child.name != "dog")
    assert verdict(replay(replace(fork, edges=edges))) == "disagrees: other dependencies: cat -> dog"
    unasked = replace(fork.edges[0], parent=node_of(fork, "dog"), child=node_of(fork, "ant"))
    assert verdict(replay(replace(fork, edges=(*fork.edges, unasked)))) == "disagrees: other dependencies: dog -> ant"


def test_a_cycle_is_no_trouble(monkeypatch: pytest.MonkeyPatch) -> None:
    (found,) = solved_forks(monkeypatch, "cat<2")
    assert replay(found) == AGREES


# -- several forks ------------------------------------------------------------------------------

FORKED = ("cat<2 ; sys_platform == 'win32'", "cat>=2 ; sys_platform != 'win32'", "ant", "dog")
FORKED_INDEX = an_index(
    {"ant": {"1.0": ["bee"]}, "bee": {"1.0": []}, "cat": {"1.0": [], "2.0": []}, "dog": {"1.0": ["cat"]}}
)


def test_what_forks_share_is_derived_once(monkeypatch: pytest.MonkeyPatch) -> None:
    forks = solved_forks(monkeypatch, *FORKED, index=FORKED_INDEX)
    assert len(forks) == 2
    derived: set[Step] = set()
    assert [replay(fork, derived) for fork in forks] == [AGREES, AGREES]
    versions = {(step[0].name, str(step[0].version)) for step in derived}
    assert {("cat", "1.0"), ("cat", "2.0"), ("bee", "1.0")} <= versions


def test_a_disagreement_in_a_later_fork_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = solved_forks(monkeypatch, *FORKED, index=FORKED_INDEX)
    assert replay_all([first, second]) == AGREES
    for name in ("ant", "bee", "cat", "dog"):
        node = node_of(second, name)
        edges = tuple(edge for edge in second.edges if edge.child != node)
        other = verdict(replay_all([first, replace(second, edges=edges)]))
        assert other.startswith(f"disagrees: fork {second.id}: other dependencies: ")
    nodes = tuple(node for node in second.nodes if node.name != "bee")
    missing = verdict(replay_all([first, replace(second, nodes=nodes)]))
    assert missing == f"disagrees: fork {second.id}: ant 1.0 requires bee"
    stray = replace(node_of(second, "bee"), name=canonicalize_name("stray"))
    found = replay_all([first, replace(second, nodes=(*second.nodes, stray))])
    assert verdict(found) == f"disagrees: fork {second.id}: nothing requires stray"


@pytest.mark.parametrize("seeds", batches(4, of=50))
def test_sharing_changes_no_verdict(monkeypatch: pytest.MonkeyPatch, seeds: range) -> None:
    forked = 0
    for seed in seeds:
        world = a_world(seed)
        forks = solved_forks(
            monkeypatch, *world.requirements, index=world.index, requires_python=">=3.8", tool_uv=world.tool_uv
        )
        forked += len(forks) > 1
        assert {replay(fork) for fork in forks} <= {AGREES}, f"seed {seed}"
        assert replay_all(forks) == AGREES, f"seed {seed}"
    assert forked >= 5


# -- inside a solve -----------------------------------------------------------------------------


def solve_ant(*, check: bool = True, events: list[Event] | None = None) -> Resolution:
    problem = a_problem("ant")
    policy = Policy.single_platform(problem, a_target(), Options(INDEX.url))
    sink = (lambda event: None) if events is None else events.append
    return resolve(problem, policy, INDEX, on_event=sink, check=check)


def test_every_solve_is_checked() -> None:
    events: list[Event] = []
    assert solve_ant(events=events).stats.replay == AGREES
    assert [event.verdict for event in events if isinstance(event, Replayed)] == [AGREES]


def test_the_check_can_be_left_out() -> None:
    events: list[Event] = []
    assert solve_ant(check=False, events=events).stats.replay is None
    assert not any(isinstance(event, Replayed) for event in events)


def test_the_check_can_be_stopped(fork: SolvedFork) -> None:
    with stopping.heeding(lambda: True), pytest.raises(Cancelled):
        replay_all([fork])


def test_an_unsolved_problem_has_nothing_to_check() -> None:
    problem = a_problem("cat>9")
    policy = Policy.single_platform(problem, a_target(), Options(INDEX.url))
    assert resolve(problem, policy, INDEX).stats.replay is None


def test_a_requirement_that_stands_there_thousands_of_times_is_derived_once() -> None:
    index = an_index({"root": {"1.0": ["a"] * 8_000}, "a": {"1.0": []}})
    policy = Policy.single_platform(a_problem("root"), a_target(), Options(default_index=index.url))
    started = process_time()
    assert resolve(a_problem("root"), policy, index).stats.replay == AGREES
    assert process_time() - started < 10  # of work, however busy the machine; 8,000 squared would be many times that


def test_more_versions_than_any_project_has_are_not_derived_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(replay_module, "MOST_VERSIONS", 2)
    index = an_index({"a": {"1.0": ["b"]}, "b": {"1.0": []}, "c": {"1.0": []}})
    for names, expected in (("a",), "agrees"), (("a", "c"), "not cross-checked: fork 0: 3 versions, and at most 2 are"):
        problem = a_problem(*names)
        policy = Policy.single_platform(problem, a_target(), Options(default_index=index.url))
        assert verdict(resolve(problem, policy, index).stats.replay) == expected
