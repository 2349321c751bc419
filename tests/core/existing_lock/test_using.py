"""What a verdict does to a solve: a lock that satisfies is the answer, another one comes first in what is solved."""

from __future__ import annotations

from dataclasses import replace

from packaging.utils import canonicalize_name

from resolver_core import Options, Settings, explain, parse_lock, parse_problem, target
from resolver_core.answer.lock_verdict import LockUse, StaleLock
from resolver_core.answer.resolution import Resolution
from resolver_core.explain.causes.classes import CauseClass
from resolver_core.index.kept.memory import DEFAULT_URL, MemoryIndex
from resolver_core.policy import UsableFile
from tests.support.causes import a_world, assert_proven
from tests.support.existing_locks import OFFERED, Asked
from tests.support.small_indexes import files_of, of, versions

SAME = Asked()


def use_of(resolution: Resolution) -> LockUse | None:
    return None if resolution.lock_verdict is None else resolution.lock_verdict.use


def test_a_lock_that_satisfies_is_the_answer() -> None:
    index = MemoryIndex({})
    found = SAME.resolution()
    assert use_of(found) is LockUse.SATISFIES
    assert versions(found) == "a 1, b 1, c 1"
    assert (found.label, found.is_kept_lock, found.stats.decisions) == ("universal", True, 0)
    assert index.questions == []
    assert all(pin.provenance is None for pin in found.pins), "nobody read any metadata"


def test_without_a_lock_there_is_no_verdict() -> None:
    policy = replace(SAME.policy, lock=None)
    found = SAME.resolution(policy)
    assert (use_of(found), found.is_kept_lock, versions(found)) == (None, False, "a 2, b 2, c 2")


def test_a_stale_lock_is_preferred() -> None:
    found = SAME.with_project("a>=1", "a>=2").resolution()
    assert use_of(found) is LockUse.PREFERABLE
    assert versions(found) == "a 2, b 1, c 1"


def test_an_unusable_lock_counts_for_nothing() -> None:
    asked = SAME.with_project("[tool.uv]\n", '[tool.uv]\nfork-strategy = "fewest"\n')
    found = asked.resolution()
    assert use_of(found) is LockUse.UNUSABLE
    assert versions(found) == "a 2, b 2, c 2"
    assert found.axes["preferences"] == "none"


def test_what_is_upgraded_is_not_preferred() -> None:
    upgraded = Asked(settings=Settings(upgrade_package=frozenset([canonicalize_name("b")]))).resolution()
    assert versions(upgraded) == "a 1, b 2, c 1"
    assert versions(Asked(settings=Settings(upgrade=True)).resolution()) == "a 2, b 2, c 2"


def test_forks_are_kept_with_versions_only_where_uv_does() -> None:
    linux, others = "sys_platform == 'linux'", "sys_platform != 'linux'"
    forked = SAME.with_lock("[manifest]", f'resolution-markers = ["{linux}", "{others}"]\n\n[manifest]')
    assert forked.with_project("a>=1", "a>=2").resolution().fork_markers == (linux, others)
    again = forked.with_project(">=3.8", ">=3.9").resolution()
    assert (use_of(again), again.fork_markers, versions(again)) == (LockUse.VERSIONS, (), "a 1, b 1, c 1")


def test_another_policy_is_not_answered_by_the_lock() -> None:
    policy = replace(SAME.policy, file_rule=UsableFile.ON_TARGET, target=target("3.11", "linux"))
    found = SAME.resolution(policy)
    assert use_of(found) is LockUse.SATISFIES
    assert (found.is_kept_lock, versions(found)) == (False, "a 1, b 1, c 1")


def test_what_uv_refuses_has_no_verdict() -> None:
    found = SAME.with_project("[tool.uv]\n", "[tool.uv]\nmanaged = false\n").resolution()
    assert (found.solved, found.lock_verdict) == (False, None)


def test_a_folder_that_is_not_given_is_not_compared() -> None:
    asked = SAME.with_project('"a>=1"', '"a>=1", "w"').with_project(
        "[tool.uv]\n", '[tool.uv.sources]\nw = { path = "../w" }\n[tool.uv]\n'
    )
    asked = asked.with_lock('    { name = "a" },\n', '    { name = "a" },\n    { name = "w" },\n')
    asked = asked.with_lock("requires-dist = [\n", 'requires-dist = [\n    { name = "w", directory = "../w" },\n')
    lock = asked.lock + '\n[[package]]\nname = "w"\nversion = "3"\nsource = { directory = "../w" }\n'
    options = Options(DEFAULT_URL, lock=parse_lock(lock), assume=True)
    policy = replace(SAME.policy, lock=options.lock, assume=True)
    found = Asked(asked.project, lock).resolution(policy)
    assert found.lock_verdict is not None
    assert (found.lock_verdict.use, found.lock_verdict.unchecked) == (LockUse.SATISFIES, ("w",))
    strict = Asked(asked.project, lock).verdict()
    assert strict.reason is not None
    assert strict.reason.kind is StaleLock.UNVALIDATED


# -- a lock that is as it would be made today -------------------------------------------------------

TORCH = {
    "torch": {
        "2.4.1": of(
            "nvidia==12.1; sys_platform=='linux'", "triton==3.0; sys_platform=='linux'", "sympy",
            python=">=3.8", tags="cp38-cp38-L cp311-cp311-L",
        ),
        "2.5.1": of(
            "nvidia==12.4; sys_platform=='linux'", "triton==3.1; sys_platform=='linux'", "sympy==1.13.1",
            python=">=3.8", tags="cp39-cp39-L cp311-cp311-L",
        ),
    },
    "nvidia": "12.1 12.4",
    "triton": "3.0 3.1",
    "sympy": "1.13.1 1.13.3",
}  # fmt: skip
TORCH_PROJECT = '[project]\nname = "p"\nversion = "1"\nrequires-python = ">=3.8"\ndependencies = ["torch"]\n'
_SOURCE = f'source = {{ registry = "{DEFAULT_URL}" }}\n'
_EDGE = '    {{ name = "{}", marker = "sys_platform == \'linux\'" }},\n'
TORCH_LOCK = (
    'version = 1\nrevision = 5\nrequires-python = ">=3.8"\n'
    f'\n[[package]]\nname = "nvidia"\nversion = "12.4"\n{_SOURCE}'
    '\n[[package]]\nname = "p"\nversion = "1"\nsource = { virtual = "." }\n'
    'dependencies = [\n    { name = "torch" },\n]\n'
    '\n[package.metadata]\nrequires-dist = [{ name = "torch" }]\n'
    f'\n[[package]]\nname = "sympy"\nversion = "1.13.1"\n{_SOURCE}'
    f'\n[[package]]\nname = "torch"\nversion = "2.5.1"\n{_SOURCE}'
    f'dependencies = [\n{_EDGE.format("nvidia")}    {{ name = "sympy" }},\n{_EDGE.format("triton")}]\n'
    f'\n[[package]]\nname = "triton"\nversion = "3.1"\n{_SOURCE}'
)


def test_torch_on_3_8_with_its_own_lock() -> None:
    """The lock is kept, torch is the only root, and no preference is made a reason of anything."""
    options = Options(DEFAULT_URL, lock=parse_lock(TORCH_LOCK))
    world = replace(a_world(TORCH_PROJECT, TORCH), python="3.8", options=options)
    problem, here = parse_problem(TORCH_PROJECT), target("3.8", "linux")
    kept = Asked(TORCH_PROJECT, TORCH_LOCK).resolution()
    assert kept.is_kept_lock
    assert str(kept.at(here)[canonicalize_name("torch")].version) == "2.5.1"

    found = world.explained()
    assert [each.project for each in found.divergences if each.root] == ["torch"]
    cause = found.divergences[0].cause
    assert cause is not None
    assert_proven(CauseClass.NO_COMPATIBLE_FILE, cause)
    assert {each.project for each in found.divergences} == {"torch", "nvidia", "triton", "sympy"}
    causes = [each.cause for each in found.divergences if each.cause is not None]
    assert all(each.cause_class is not CauseClass.PREFERENCES for each in causes)
    without = explain(problem, [here], Options(DEFAULT_URL), MemoryIndex(files_of(TORCH)))
    assert [each.project for each in without.divergences] == [each.project for each in found.divergences]


def test_a_lock_that_holds_something_back_is_a_reason_still() -> None:
    asked = Asked()
    options = Options(DEFAULT_URL, lock=parse_lock(asked.lock))
    found = replace(a_world(asked.project, OFFERED), options=options).explained()
    roots = {each.project: each.cause for each in found.divergences if each.root}
    assert roots["a"] is not None
    assert roots["a"].cause_class is CauseClass.PREFERENCES
