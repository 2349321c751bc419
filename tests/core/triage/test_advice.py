"""The usual pieces of advice for a file that cannot be had: one does not help, the other does."""

from __future__ import annotations

from resolver_core.triage.advice import AdviceKind
from resolver_core.triage.wording.reply import reply
from tests.core.triage.test_triaging import the_index
from tests.support.reports import a_report, judged

FILE = "mirrored-1.0-cp38-abi3-macosx_10_9_universal2.whl"
FAILING = (
    f"$ uv sync\nerror: Failed to fetch: `https://<ours>/f/{FILE}`\n"
    f"  Caused by: HTTP status client error (404 Not Found) for url (https://<ours>/f/{FILE})"
)


def test_each_is_tried_and_one_does_not_help() -> None:
    verdict = judged(a_report("mirrored", transcript=FAILING), the_index())
    assert [(one.kind, one.helps) for one in verdict.advice] == [
        (AdviceKind.LIMIT_ENVIRONMENTS, False),
        (AdviceKind.MEND_INDEX, True),
    ]
    assert verdict.advice[0].failed_on == FILE
    assert "this does not help" in reply(verdict)


def test_other_causes_get_none() -> None:
    assert not judged(a_report("torch"), the_index()).advice


def test_a_lock_that_is_limited_already_is_not_limited_again() -> None:
    more = "[tool.uv]\nenvironments = [\"sys_platform == 'linux'\"]\n"
    verdict = judged(a_report("mirrored", transcript=FAILING, more=more), the_index())
    assert [one.kind for one in verdict.advice] == [AdviceKind.MEND_INDEX]
