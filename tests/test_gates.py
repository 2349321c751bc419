"""The gates themselves: seeds, the clock, the test database, and what is measured."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from tests.support import coverage, seeds
from tests.support.imports import parsed
from tests.support.shared import REPOSITORY
from tests.support.under_load import busy_loops

# -- seeds --------------------------------------------------------------------------------------


def test_property_tests_look_at_no_clock_and_draw_from_fixed_seeds() -> None:
    gate, explore = settings.get_profile("gate"), settings.get_profile("explore")
    assert gate.deadline is None
    assert explore.deadline is None
    assert gate.derandomize
    assert not explore.derandomize
    assert explore.max_examples > gate.max_examples
    assert settings().derandomize is (seeds.exploring_from() is None)


def test_seeds_are_fixed_in_the_gate_and_free_when_exploring(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(seeds.EXPLORE, raising=False)
    assert [one.values[0] for one in seeds.batches(2, of=3, first=10)] == [range(10, 13), range(13, 16)]
    assert [one.values[0] for one in seeds.seeds(2)] == [0, 1]
    assert seeds.examples(40) == 40
    monkeypatch.setenv(seeds.EXPLORE, "7000")
    assert [one.values[0] for one in seeds.batches(1, of=3, first=10)][:2] == [range(7000, 7003), range(7003, 7006)]
    assert len(seeds.seeds(2)) == 2 * seeds.MORE
    assert seeds.examples(40) == 40 * seeds.MORE


# -- the clock ----------------------------------------------------------------------------------

WAITS = {"sleep", "wait_for_timeout"}
CLOCKS = {"monotonic", "perf_counter"}
"""What tests measure is work (`process_time`, or a count), which a busy machine does not change."""
MAY_WAIT = {
    "tests/support/servers.py": "`until` waits for what happens, however long it takes",
    "tests/support/fetchers.py": "a canned answer gives way to others",
    "tests/support/hostile_index.py": "it is hostile: it takes its time",
    "tests/drills/waiting.py": "the drills measure how long trouble lasts; the gate does not run them",
    "tests/golden/applications.py": "polls a process until it answers",
    "tests/golden/visitor.py": "polls a page until it is finished",
    "tests/web/workers/test_containment.py": "the processes that are to be ended",
    "tests/core/index/network/test_retries.py": "a lower bound: a busy machine takes longer, never less",
}


def waits(source: str, *, is_test: bool = True) -> Iterator[int]:
    """The lines that wait for a time, that set a deadline for random examples, or (in a test) look at the clock."""
    names = WAITS | CLOCKS if is_test else WAITS
    for node in ast.walk(parsed(source)):
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            has_deadline = any(keyword.arg == "deadline" for keyword in node.keywords)
            if name in names or (name == "settings" and has_deadline):
                yield node.lineno


def test_no_test_waits_for_a_time() -> None:
    paths = {path.relative_to(REPOSITORY).as_posix(): path for path in (REPOSITORY / "tests").rglob("*.py")}
    found = {name: waits(path.read_text("utf-8"), is_test="test_" in path.name) for name, path in paths.items()}
    wrong = [f"{name}:{line}" for name, lines in found.items() if name not in MAY_WAIT for line in lines]
    assert not wrong


@pytest.mark.parametrize(
    "source",
    [
        "import time\ntime.sleep(1)",
        "start = perf_counter()",
        "page.wait_for_timeout(5)",
        "@settings(deadline=200)\ndef test(): ...",
    ],
)
def test_waiting_for_a_time_is_noticed(source: str) -> None:
    assert list(waits(source))


def test_busy_loops_end_with_the_block() -> None:
    with busy_loops(1) as loops:
        assert loops[0].poll() is None
    assert loops[0].poll() is not None


# -- the database -------------------------------------------------------------------------------


@pytest.mark.django_db
def test_the_test_database_is_a_file_with_a_write_ahead_log() -> None:
    from django.db import connection

    assert Path(connection.settings_dict["NAME"]).is_file()
    with connection.cursor() as cursor:
        assert cursor.execute("PRAGMA journal_mode").fetchone()[0] == "wal"


def test_the_examples_are_loaded_once(examples_database: Path, request: pytest.FixtureRequest) -> None:
    assert examples_database.is_file()
    assert request.getfixturevalue("examples_database") == examples_database


# -- coverage -----------------------------------------------------------------------------------


def test_a_share_of_lines_counts_what_was_run_in_any_run() -> None:
    files = {"a/b/c.py": ({1, 2}, {3}), "a/d.py": (set(), {1}), "e/f.py": ({1}, set())}
    assert coverage.by_folder(files, 1) == {"a": 50.0, "e": 100.0}
    assert coverage.by_folder(files, 2)["a/b"] == pytest.approx(66.67, abs=0.01)
