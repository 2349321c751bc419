"""uv's verdict on a lock: what each rule compares, and which of two differences is told.

Every reason was measured (`tests/differential/test_lock_verdicts.py`); here is one of each, and what does not count.
"""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from resolver_core import Settings
from resolver_core.answer.lock_verdict import LockUse, StaleLock
from resolver_core.existing_lock import environment_rules, manifest_rules, settings_rules
from resolver_core.existing_lock.validating import RULES
from resolver_core.index.kept.memory import MemoryFile, MemoryIndex
from tests.support.existing_locks import Asked

SAME = Asked()
TOOL = "[tool.uv]\n"
FORKS = "resolution-markers = [\"sys_platform == 'linux'\", \"sys_platform != 'linux'\"]\n\n[manifest]"
FORKED = SAME.with_lock("[manifest]", FORKS)
STALE = {
    StaleLock.RESOLUTION_MODE: SAME.with_project(TOOL, f'{TOOL}resolution = "lowest"\n'),
    StaleLock.FORK_STRATEGY: SAME.with_project(TOOL, f'{TOOL}fork-strategy = "fewest"\n'),
    StaleLock.EXCLUDE_NEWER: SAME.with_project(TOOL, f'{TOOL}exclude-newer = "2025-01-01"\n'),
    StaleLock.UPGRADE: SAME.with_project(TOOL, f"{TOOL}upgrade = true\n"),
    StaleLock.FORKS_LACK_ENVIRONMENTS: FORKED.with_lock(", \"sys_platform != 'linux'\"", ""),
    StaleLock.FORKS_LACK_PYTHON: SAME.with_lock(">=3.8", ">=3.99").with_project(">=3.8", ">=3.8,<3.13"),
    StaleLock.ENVIRONMENTS: SAME.with_project(TOOL, f"{TOOL}environments = [\"sys_platform == 'linux'\"]\n"),
    StaleLock.REQUIRED_ENVIRONMENTS: SAME.with_project(
        TOOL, f"{TOOL}required-environments = [\"sys_platform == 'linux'\"]\n"
    ),
    StaleLock.CONFLICTS: SAME.with_project(TOOL, f'{TOOL}conflicts = [[{{ extra = "x" }}, {{ group = "dev" }}]]\n'),
    StaleLock.REQUIRES_PYTHON_OF_FORKS: FORKED.with_project(">=3.8", ">=3.9"),
    StaleLock.REQUIRES_PYTHON: SAME.with_project(">=3.8", ">=3.9"),
    StaleLock.PRERELEASE: SAME.with_project(TOOL, f'{TOOL}prerelease = "allow"\n'),
    StaleLock.UPGRADE_PACKAGE: SAME.with_project(TOOL, f'{TOOL}upgrade-package = ["a"]\n'),
    StaleLock.MEMBERS: SAME.with_lock("[manifest]\n", '[manifest]\nmembers = ["p", "q"]\n'),
    StaleLock.DEFAULT_GROUPS: SAME.with_project(TOOL, f"{TOOL}default-groups = []\n"),
    StaleLock.GROUP_PYTHON: SAME.with_project(
        TOOL, f'[tool.uv.dependency-groups]\ndev = {{ requires-python = ">=3.8" }}\n{TOOL}'
    ),
    StaleLock.VIRTUAL: SAME.with_project(TOOL, f"{TOOL}package = true\n"),
    StaleLock.EDITABLE: SAME.with_project(TOOL, f"{TOOL}package = true\n").with_lock("virtual", "directory"),
    StaleLock.CONSTRAINTS: SAME.with_project("b<9", "b<8"),
    StaleLock.OVERRIDES: SAME.with_project("c<9", "c<8"),
    StaleLock.EXCLUDES: SAME.with_project('["zebra"]', '["zebra", "b"]'),
    StaleLock.BUILD_CONSTRAINTS: SAME.with_project("setuptools<80", "setuptools<81"),
    StaleLock.DEPENDENCY_METADATA: SAME.with_project(TOOL, f'[[tool.uv.dependency-metadata]]\nname = "b"\n{TOOL}'),
    StaleLock.INDEX: SAME.with_project(TOOL, f'[[tool.uv.index]]\nurl = "https://other.test/"\ndefault = true\n{TOOL}'),
    StaleLock.DYNAMIC: SAME.with_lock('name = "p"\nversion = "1"\n', 'name = "p"\n'),
    StaleLock.VERSION: SAME.with_project('version = "1"', 'version = "2"'),
    StaleLock.PACKAGE_EXTRAS: SAME.with_project('x = ["c"]', 'x = ["c"]\ny = []'),
    StaleLock.PACKAGE_REQUIREMENTS: SAME.with_project("a>=1", "a>=1,<9"),
    StaleLock.PACKAGE_GROUPS: SAME.with_project('dev = ["c<3"]', 'dev = ["c<2"]'),
}
SATISFIED = {
    "nothing": SAME,
    "a number in other words": SAME.with_project("a>=1", "a >= 1.0"),
    "a marker that says nothing": SAME.with_project("a>=1", "a>=1 ; python_version >= '3.7'"),
    "an order": SAME.with_project('"a>=1", "b ; sys_platform == \'win32\'"', '"b ; \'win32\' == sys_platform", "a>=1"'),
    "a constraint without a version": SAME.with_project('["b<9"]', '["b<9", "c"]'),
    "a constraint of what is not there": SAME.with_project('["b<9"]', '["b<9", "ape<9"]'),
    "an exclusion of what is not there": SAME.with_project('["zebra"]', '["zebra", "ape"]'),
    "metadata of what is not there": SAME.with_project(TOOL, f'[[tool.uv.dependency-metadata]]\nname = "ape"\n{TOOL}'),
    "a cut-off of what is not there": SAME.with_project(TOOL, f'{TOOL}exclude-newer-package = {{ ape = "1 day" }}\n'),
    "no cut-off where there was none": SAME.with_project(TOOL, f"{TOOL}exclude-newer-package = {{ a = false }}\n"),
    "a strategy": SAME.with_project(TOOL, f'{TOOL}index-strategy = "unsafe-best-match"\n'),
    "an older revision": SAME.with_lock("revision = 5", "revision = 2").with_project(
        TOOL, f"{TOOL}default-groups = []\n"
    ),
    "a dependency's edge that is gone": SAME.with_lock('dependencies = [\n    { name = "b" },\n]\n', ""),
}
SPAN = SAME.with_project(TOOL, f'{TOOL}exclude-newer = "3 weeks"\n').with_lock(
    "\n[manifest]", '\n[options]\nexclude-newer = "0001-01-01T00:00:00Z"\nexclude-newer-span = "P3W"\n\n[manifest]'
)
DATED = SAME.with_project(TOOL, f'{TOOL}exclude-newer = "2025-01-01"\n').with_lock(
    "\n[manifest]", '\n[options]\nexclude-newer = "2025-01-02T00:00:00Z"\n\n[manifest]'
)


@pytest.mark.parametrize("kind", STALE)
def test_each_reason(kind: StaleLock) -> None:
    reason = STALE[kind].verdict().reason
    assert reason is not None
    assert reason.kind is kind


@pytest.mark.parametrize("asked", SATISFIED.values(), ids=SATISFIED.keys())
def test_what_does_not_count(asked: Asked) -> None:
    assert asked.verdict().use is LockUse.SATISFIES


def test_both_sides_are_told() -> None:
    reason = STALE[StaleLock.PACKAGE_REQUIREMENTS].verdict().reason
    assert reason is not None
    assert (reason.locked, reason.asked, reason.project) == (("a>=1",), ("a<9,>=1",), "p")


def test_the_use_follows_from_the_reason() -> None:
    uses = {kind: asked.verdict().use for kind, asked in STALE.items()}
    assert {kind for kind, use in uses.items() if use is LockUse.UNUSABLE} == {
        StaleLock.RESOLUTION_MODE,
        StaleLock.FORK_STRATEGY,
        StaleLock.UPGRADE,
    }
    assert {kind for kind, use in uses.items() if use is LockUse.VERSIONS} == {
        StaleLock.FORKS_LACK_ENVIRONMENTS,
        StaleLock.FORKS_LACK_PYTHON,
        StaleLock.ENVIRONMENTS,
        StaleLock.REQUIRED_ENVIRONMENTS,
        StaleLock.CONFLICTS,
        StaleLock.REQUIRES_PYTHON_OF_FORKS,
    }
    assert LockUse.SATISFIES not in uses.values()


def test_of_two_differences_the_first_rule_tells() -> None:
    both = STALE[StaleLock.VERSION].with_project(TOOL, f'{TOOL}prerelease = "allow"\n')
    reason = both.verdict().reason
    assert reason is not None
    assert reason.kind is StaleLock.PRERELEASE
    assert RULES.index(settings_rules.exclude_newer) < RULES.index(environment_rules.environments)
    assert RULES.index(settings_rules.prerelease) < RULES.index(manifest_rules.members)


def test_a_span_is_the_same_however_it_is_written() -> None:
    assert SPAN.verdict().use is LockUse.SATISFIES
    assert SPAN.with_project("3 weeks", "P3W").verdict().use is LockUse.SATISFIES
    assert SPAN.with_project("3 weeks", "21 days").verdict().use is LockUse.PREFERABLE
    assert SPAN.with_project("3 weeks", "2025-01-01").verdict().use is LockUse.PREFERABLE


def test_a_cut_off_may_move_to_a_later_one() -> None:
    assert DATED.verdict().use is LockUse.SATISFIES
    assert DATED.with_project("2025-01-01", "2025-02-01").verdict().use is LockUse.SATISFIES
    assert DATED.with_project("2025-01-01", "2024-12-01").verdict().use is LockUse.PREFERABLE


def test_a_span_of_one_project_hides_the_cut_offs_behind_it() -> None:
    """A defect of uv: the moment that a span stands for differs, and the comparison ends there."""
    held = (
        '\n[options.exclude-newer-package]\n{} = {{ timestamp = "0001-01-01T00:00:00Z", span = "P3W" }}\n\n[manifest]'
    )
    for name, expected in (("a", LockUse.SATISFIES), ("c", LockUse.PREFERABLE)):
        asked = SAME.with_lock("\n[manifest]", held.format(name))
        asked = asked.with_lock("\n\n[manifest]", '\nb = "2025-06-01T00:00:00Z"\n\n[manifest]')
        line = f'exclude-newer-package = {{ {name} = "3 weeks", b = "2025-01-01" }}\n'
        assert asked.with_project(TOOL, f"{TOOL}{line}").verdict().use is expected


def test_when_the_question_is_asked_is_no_setting() -> None:
    moment = Settings(exclude_newer=datetime(2025, 1, 2, tzinfo=UTC))
    assert Asked(settings=moment).verdict().use is LockUse.PREFERABLE
    assert Asked(settings=moment, as_of=True).verdict().use is LockUse.SATISFIES
    recorded = SAME.with_lock("\n[manifest]", '\n[options]\nexclude-newer = "2025-01-02T00:00:00Z"\n\n[manifest]')
    assert Asked(lock=recorded.lock, settings=moment, as_of=True).verdict().use is LockUse.SATISFIES


def test_a_file_at_a_url_is_read_again() -> None:
    url = "https://files.test/u-1-py3-none-any.whl"
    asked = SAME.with_project('"a>=1"', f'"a>=1", "u @ {url}"').with_lock(
        '    { name = "a" },\n', '    { name = "a" },\n    { name = "u" },\n'
    )
    package = f'\n[[package]]\nname = "u"\nversion = "1"\nsource = {{ url = "{url}" }}\n'
    asked = asked.with_lock("requires-dist = [\n", f'requires-dist = [\n    {{ name = "u", url = "{url}" }},\n')
    asked = Asked(asked.project, asked.lock + package)
    for requires, expected in ((), LockUse.SATISFIES), (("b",), LockUse.PREFERABLE):
        file = MemoryFile("u-1-py3-none-any.whl", requires)
        index = MemoryIndex({}, others={"": {"u": [file]}})
        assert asked.verdict(index).use is expected
    reason = asked.verdict().reason
    assert reason is not None
    assert (reason.kind, reason.project) == (StaleLock.UNVALIDATED, "u")
