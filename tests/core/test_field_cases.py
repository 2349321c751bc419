"""Inputs as people have them, on recorded index data: the answers are those that uv 0.13.8 gave."""

from __future__ import annotations

import tomllib

import pytest

from resolver_core import explanation_to_json, ten_lines
from resolver_core.answer.resolution import FailureKind, Outcome, Resolution
from resolver_core.explain.causes.classes import CauseClass
from resolver_core.explain.explanation import Fix, Proof
from resolver_core.explain.panel.shifts import Effect, moved_projects
from resolver_core.explain.wording.assumptions import assumption
from resolver_core.explain.wording.failures import message, warning
from resolver_core.exports.markdown import plain
from resolver_core.inputs.project_files import ProjectFiles
from resolver_core.inputs.report import is_report
from tests.support.field_cases import FieldCase, Recorded, recorded, versions


def both(case: Recorded, *, assume: bool = True) -> tuple[Resolution, Resolution]:
    return case.single(assume=assume), case.lock(assume=assume)


def test_a_root_requirement_whose_newest_release_is_a_dynamic_sdist() -> None:
    case = recorded("01-dynamic-sdist-root")
    single, lock = map(versions, both(case))
    assert len(lock) == 55  # uv counts the project itself, too
    assert (lock["pandasgui"], lock["pyqt5-qt5"], lock["pyqtwebengine-qt5"]) == ("0.2.15", "5.15.17", "5.15.17")
    differing = {name for name, version in single.items() if lock[name] != version}
    assert differing == {"pyqt5-qt5", "pyqtwebengine-qt5"}
    assert {single[name] for name in differing} == {"5.15.2"}


def test_what_is_assumed_of_a_source_distribution_is_said() -> None:
    for resolution in both(recorded("01-dynamic-sdist-root")):
        said = {pin.project: assumption(pin) for pin in resolution.assumed}
        assert set(said) == {"pandasgui", "qtstylish"}
        assert "pandasgui.egg-info/requires.txt" in said["pandasgui"]


@pytest.mark.parametrize("slug", ["01-dynamic-sdist-root", "02-dynamic-sdist-old-metadata"])
def test_nothing_is_assumed_without_leave(slug: str) -> None:
    for resolution in both(recorded(slug), assume=False):
        assert resolution.failure is not None
        assert resolution.failure.kind is FailureKind.BUILD


def test_a_source_distribution_with_old_metadata() -> None:
    for resolution in both(recorded("02-dynamic-sdist-old-metadata")):
        assert versions(resolution) == {"click": "8.5.1", "oncalendar": "1.1"}
        assert [pin.project for pin in resolution.assumed] == ["oncalendar"]


def test_a_clash_behind_a_dynamic_sdist_is_found() -> None:
    """Only Python 3.12 and later clash: the one platform solves."""
    single, lock = both(recorded("03-dynamic-sdist-hides-clash"))
    assert versions(single)["picassosr"] == "0.7.3"
    assert lock.outcome is Outcome.UNSATISFIABLE
    assert lock.conflict is not None
    assert {"numpy", "pandas"} <= set(lock.conflict.projects)


def test_a_dynamic_version_that_a_plugin_requires_is_taken_to_fit_and_said() -> None:
    single, lock = both(recorded("04-dynamic-version-and-plugin"))
    assert versions(single) == {"click": "8.5.1"}
    expected = {"click": "8.5.1", "flask-login": "0.6.3", "markupsafe": "3.0.4", "werkzeug": "3.1.9"}
    assert versions(lock) == expected
    assert "the version of flask is dynamic" in "".join(map(warning, lock.warnings))


def test_an_index_that_cannot_be_reached_is_the_whole_cause() -> None:
    case = recorded("13-false-cause-unreachable-index")
    single, lock = both(case)
    assert single.solved
    assert lock.failure is not None
    assert lock.failure.kind is FailureKind.FETCH
    (failed,) = case.explained().failures
    assert (failed.cause.cause_class, failed.cause.proof) == (CauseClass.NOT_PROVEN, Proof.UNDECIDED)
    assert "index.test" in failed.cause.summary
    assert not failed.further_causes


def test_two_spellings_of_a_name_are_no_difference() -> None:
    case = recorded("15-false-difference-spelling-of-names")
    single, lock = both(case)
    assert versions(single) == versions(lock) == {"psutil": "7.2.2"}
    files = {pin.provenance.filename for answer in (single, lock) for pin in answer.pins if pin.provenance}
    assert len(files) == 2
    assert not case.explained().divergences


def test_a_requirement_on_the_project_itself_is_dropped() -> None:
    for resolution in both(recorded("16-self-requirement")):
        assert versions(resolution) == {"click": "8.5.1"}


def test_a_project_that_is_its_own_workspace_source() -> None:
    single, lock = map(versions, both(recorded("17-workspace-self-source")))
    assert single == {"blinker": "1.9.0"}
    assert lock == {"blinker": "1.9.0", "click": "8.5.1"}


def test_a_workspace_member_is_read_where_its_file_is_there() -> None:
    case = recorded("18-workspace-member-not-entered")
    for resolution in both(case):
        assert versions(resolution) == {"blinker": "1.9.0", "six": "1.17.0"}


@pytest.mark.parametrize(
    ("slug", "member"),
    [("18-workspace-member-not-entered", "member-a"), ("19-workspace-source-wording", "atelier-tools")],
)
def test_a_workspace_member_that_is_not_there_is_named_with_what_to_add(slug: str, member: str) -> None:
    case = recorded(slug)
    files = ProjectFiles({case.case.files.input: case.case.files.text}, case.case.files.input)
    alone = FieldCase(slug, files, case.case.python, case.case.platform, case.case.as_of)
    for resolution in both(Recorded(alone, case.index), assume=False):
        assert resolution.failure is not None
        assert resolution.failure.kind is FailureKind.REFUSED
        assert f"`{member}`" in message(resolution.failure)
        assert "pyproject.toml" in message(resolution.failure)
    lock = Recorded(alone, case.index).lock()
    (said,) = map(assumption, lock.assumed)
    assert said.startswith(member)
    assert "pyproject.toml" in said


@pytest.mark.parametrize("slug", ["20-url-semicolon-glued", "20-url-semicolon-glued-in-requirements"])
def test_a_semicolon_glued_to_a_url_ends_it(slug: str) -> None:
    for resolution in both(recorded(slug), assume=False):
        assert versions(resolution) == {"blinker": "1.9.0", "click": "8.5.1"}


def test_a_name_that_only_the_fragment_of_a_url_gives() -> None:
    case = recorded("21-url-egg-name")
    for resolution in both(case):
        assert versions(resolution)["click"] == "8.5.1"
        assert [pin.project for pin in resolution.assumed] == ["tinta"]
    for resolution in both(case, assume=False):
        assert resolution.failure is not None
        assert "tinta" in message(resolution.failure)


def test_a_script_with_prose_is_a_script() -> None:
    case = recorded("22-script-with-prose")
    assert not is_report(case.case.files.text, "make_mirror.py")
    assert not is_report(case.case.files.text, None)
    for resolution in both(case, assume=False):
        assert versions(resolution) == {"blinker": "1.8.2", "click": "8.5.1"}


def fixes_of(slug: str) -> list[Fix]:
    found = recorded(slug).explained()
    entries = (*found.failures, *(entry for entry in found.divergences if entry.root), *found.findings)
    return [fix for entry in entries for fix in entry.fixes if fix.is_offered]


def test_metadata_stated_by_hand_keep_what_other_platforms_need() -> None:
    fix = next(fix for fix in fixes_of("05-fix-harmful-off-target") if "dependency-metadata" in fix.title)
    assert not moved_projects(fix.shifts, Effect.REMOVED, Effect.LOWERED)
    assert "tensorflow-intel 2.18.0 is added on Windows" in fix.verdict
    (entry,) = tomllib.loads(fix.text)["tool"]["uv"]["dependency-metadata"]
    numpy = next(line for line in entry["requires-dist"] if line.startswith("numpy"))
    assert 'sys_platform != "win32"' in numpy


def test_what_two_projects_need_together_is_one_fix() -> None:
    """Each half alone leaves the other project different."""
    explanation = recorded("05-fix-harmful-off-target").explained()
    first, last = (entry.fixes[0] for entry in explanation.divergences if entry.root)
    assert "still differ: tensorflow-io-gcs-filesystem" in first.verdict
    assert last.title == f"{first.title}; and require files where sys_platform == 'win32' (required-environments)"
    assert last.verdict.startswith("both modes now agree on everything; ")
    assert not moved_projects(last.shifts, Effect.REMOVED)
    settings = tomllib.loads(last.text)["tool"]["uv"]
    assert settings["dependency-metadata"] == tomllib.loads(first.text)["tool"]["uv"]["dependency-metadata"]
    assert settings["required-environments"] == ["sys_platform == 'win32'"]
    assert f"What helps: {plain(last.title)}" in ten_lines(explanation_to_json(explanation))


def test_a_gap_of_one_machine_is_mended_for_that_machine() -> None:
    fix = fixes_of("06-fix-on-the-wrong-axis")[0]
    assert "torch<=2.2.2 ; sys_platform == 'darwin' and platform_machine == 'x86_64'" in fix.patch
    assert "2.2.2 at most, the newest with a file there" in fix.title
    assert {place.platform for shift in fix.shifts for place in shift.places} == {"x86_64-apple-darwin"}


@pytest.mark.parametrize(
    ("slug", "title"),
    [
        ("07-fix-too-narrow", 'requires-python = ">=3.11,<3.13"'),
        ("08-fix-missing-lock-keeps-yanked", "let the lock take another pydantic-extra-types"),
        ("09-fix-missing-extra-of-extras", "drop the extra all and declare that gpu and tpu conflict"),
        ("10-as-of-date-called-cause", "use Python 3.12 (uv python pin 3.12)"),
        (
            "11-as-of-date-and-unfolded-list",
            'use Python 3.11 (uv python pin 3.11), with requires-python = ">=3.11,<3.12"',
        ),
    ],
)
def test_the_fix_that_a_maintainer_would_give(slug: str, title: str) -> None:
    assert fixes_of(slug)[0].title == title


def test_no_fix_is_told_of_both_modes() -> None:
    failures = recorded("11-as-of-date-and-unfolded-list").explained().failures
    titles = [fix.title for failure in failures for fix in failure.fixes]
    assert [failure.cause.cause_class for failure in failures] == [CauseClass.NO_COMPATIBLE_FILE] * 2
    assert titles
    assert len(titles) == len(set(titles))


def test_a_fall_is_lifted_and_not_made_deeper() -> None:
    fixes = fixes_of("14-findings-out-of-order")
    assert "ask for statsforecast 1.7.8 or newer" in {fix.title for fix in fixes}
    for fix in fixes:
        assert not {"llvmlite", "numba"} & set(moved_projects(fix.shifts, Effect.LOWERED))
