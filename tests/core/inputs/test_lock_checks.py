"""What uv refuses in the text of a lock, each with its line."""

from __future__ import annotations

import pytest

from resolver_core import parse_lock
from resolver_core.errors import ProblemSyntaxError
from tests.support.existing_locks import LOCK

WHEEL = 'wheels = [\n    {{ url = "https://files.test/{}", hash = "{}" }},\n]\n'
GOOD = WHEEL.format("b-1-py3-none-any.whl", f"sha256:{'0' * 64}")
EDGE = '    { name = "b" },\n'


def mistakes(before: str, after: str) -> list[str]:
    assert before in LOCK
    try:
        parse_lock(LOCK.replace(before, after, 1))
    except ProblemSyntaxError as error:
        return [mistake.message for mistake in error.mistakes]
    return []


def with_wheel(wheel: str) -> list[str]:
    return mistakes('\n[[package]]\nname = "c"', f'{wheel}\n[[package]]\nname = "c"')


def test_a_good_lock() -> None:
    assert parse_lock(LOCK).packages
    assert with_wheel(GOOD) == []


@pytest.mark.parametrize(
    ("filename", "digest", "expected"),
    [
        ("b.whl", f"sha256:{'0' * 64}", "does not end in the name of a wheel"),
        ("b-2-py3-none-any.whl", f"sha256:{'0' * 64}", "is not one of version 1"),
        ("b-1-py3-none-any.whl", "sha256:00", "is not a hash"),
        ("b-1-py3-none-any.whl", f"sha0:{'0' * 64}", "is not a hash"),
    ],
)
def test_a_wheel(filename: str, digest: str, expected: str) -> None:
    (said,) = with_wheel(WHEEL.format(filename, digest))
    assert expected in said


def test_a_wheel_that_is_nowhere() -> None:
    (said,) = with_wheel(f'wheels = [\n    {{ hash = "sha256:{"0" * 64}" }},\n]\n')
    assert said == "A wheel of a uv.lock needs a `url`, a `path` or a `filename`."


def test_an_edge_that_leads_nowhere_or_to_several() -> None:
    (said,) = mistakes(EDGE, '    { name = "ape" },\n')
    assert said == "Your uv.lock has no package that fits its dependency `ape`."
    second = '\n[[package]]\nname = "b"\nversion = "2"\nsource = { registry = "https://index.test/simple" }\n'
    said, *_ = mistakes('\n[[package]]\nname = "c"', f'{second}\n[[package]]\nname = "c"')
    assert said == "Your uv.lock has several packages `b`: say which of them is meant."


def test_a_marker_of_an_edge() -> None:
    assert len(mistakes(EDGE, '    { name = "b", marker = "os_name" },\n')) == 1


def test_a_conflict_of_one() -> None:
    """What uv writes for a group that includes two conflicting ones, and does not read again."""
    alone = '\nconflicts = [[{ package = "p", group = "dev" }]]\n\n[manifest]'
    assert mistakes("\n[manifest]", alone) == ["Each set of conflicts in a uv.lock needs two members."]


def test_settings_and_the_python() -> None:
    assert mistakes('requires-python = ">=3.8"\n', "") == ["A uv.lock needs a `requires-python`."]
    options = '\n[options]\nresolution-mode = "zebra"\n\n[manifest]'
    assert mistakes("\n[manifest]", options) == ["`zebra` is no value of `resolution-mode`."]
