"""What a report asks: which command, which text, which options."""

from __future__ import annotations

from datetime import UTC, datetime

from resolver_core.index.kept.memory import DEFAULT_URL
from resolver_core.inputs.problem import ResolutionMode
from resolver_core.inputs.report.sides import SideMode
from resolver_core.triage.question import MOST_SIDES, as_of_moment, main_question, questions
from tests.support.reports import a_report, read


def test_each_command_is_a_question_of_its_own() -> None:
    transcript = "$ uv lock\nx\n$ uv pip install -r pyproject.toml --resolution lowest\nx\n$ pip install a"
    report = read(a_report("a", transcript=transcript))
    found = list(questions(report, DEFAULT_URL, report.values))
    assert [one.mode for one in found] == [SideMode.UNIVERSAL, SideMode.ONE_PLATFORM, SideMode.AS_PIP]
    assert [one.options.settings.resolution for one in found] == [None, ResolutionMode.LOWEST, None]
    assert {one.target.python for one in found} == {"3.12"}


def test_many_commands_are_not_all_solved() -> None:
    transcript = "\n".join(f"$ pip install a{number}\nx" for number in range(3 * MOST_SIDES))
    report = read(a_report("a", transcript=transcript))
    assert len(list(questions(report, DEFAULT_URL, report.values))) == MOST_SIDES


def test_the_main_question_has_the_extras_of_its_command_that_exist() -> None:
    more = '[project.optional-dependencies]\ncpu = ["b"]\n'
    report = read(a_report("a", transcript="$ uv sync --extra cpu --extra none", more=more))
    found = main_question(report, DEFAULT_URL, report.values)
    assert found.selection.extras == ("cpu",)
    assert found.command == "uv sync --extra cpu --extra none"


def test_a_placeholder_is_the_default_index() -> None:
    more = '[[tool.uv.index]]\nname = "ours"\nurl = "https://<ours>/simple"\ndefault = true\n'
    report = read(a_report("a", more=more))
    assert DEFAULT_URL in str(main_question(report, DEFAULT_URL, report.values).problem)


def test_the_day_of_a_report_ends_at_midnight() -> None:
    assert as_of_moment(read(a_report("a"))) == datetime(2024, 11, 30, tzinfo=UTC)
    assert as_of_moment(read(a_report("a", stated="Python 3.12"))) is None


def test_which_files_count_is_a_setting_of_the_command() -> None:
    transcript = "$ uv pip install a --only-binary :all:\nx\n$ pip install a --only-binary=b,C_d --no-binary e"
    report = read(a_report("a", transcript=transcript))
    first, second = (one.options.settings for one in questions(report, DEFAULT_URL, report.values))
    assert (first.no_build, first.no_build_package, first.no_binary) == (True, None, None)
    assert (second.no_build, second.no_build_package, second.no_binary_package) == (None, {"b", "c-d"}, {"e"})
