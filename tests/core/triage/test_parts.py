"""A report with several bugs has a verdict for each."""

from __future__ import annotations

from resolver_core.inputs.report.troubles import TroubleKind
from resolver_core.triage.standing import Standing
from resolver_core.triage.wording.reply import reply
from resolver_core.triage.wording.verdicts import part_words
from tests.core.triage.test_triaging import OLD, both, the_index
from tests.support.reports import a_report, judged

TWICE = "$ uv sync\nInstalled 1 package\n + torch==2.0\n\n$ uv sync\nInstalled 1 package\n + plain==2.0"


def test_a_report_of_one_piece_has_no_parts() -> None:
    assert judged(a_report("torch", transcript=both("2.0", "1.0"), stated=OLD), the_index()).parts == ()


def test_what_comes_out_and_what_does_not() -> None:
    verdict = judged(a_report("torch", transcript=both("2.0", "1.5"), stated=OLD), the_index())
    assert [(one.standing, one.commands) for one in verdict.parts] == [
        (Standing.REPRODUCED, ("uv sync",)),
        (Standing.NOT_REPRODUCED, ("uv pip install -r pyproject.toml",)),
    ]


def test_trouble_beside_a_difference_of_versions() -> None:
    failing = both("2.0", "1.0") + "\n$ uv lock\n  \u00d7 No solution found when resolving dependencies:\n"
    failing += "$ uv run x.py\nerror: Permission denied (os error 13)"
    verdict = judged(a_report("torch", transcript=failing, stated=OLD), the_index())
    assert verdict.trouble is None
    troubles = [one.trouble.kind for one in verdict.parts if one.trouble is not None]
    assert troubles == [TroubleKind.PERMISSION]
    assert "The report also tells of something else" in reply(verdict)
    assert any("must not be written" in part_words(one) for one in verdict.parts)


def test_a_run_that_left_something_out_is_no_matter_of_versions() -> None:
    verdict = judged(a_report("torch", "plain", transcript=TWICE, stated=OLD), the_index())
    (beside,) = [one.trouble for one in verdict.parts if one.trouble is not None]
    assert beside.kind is TroubleKind.INSTALLATION
    again = judged(a_report("torch", "plain", transcript=TWICE.replace("plain", "torch"), stated=OLD), the_index())
    assert not [one for one in again.parts if one.trouble is not None]
