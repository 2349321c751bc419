"""What somebody's own uv wrote, beside the answer of a permalink and beside the check with the real uv."""

from __future__ import annotations

from resolver_core import IndexSnapshot, ProblemSyntaxError, Resolution, from_json
from uv_check.pasted.comparing import compare_pasted
from uv_check.pasted.documents import PastedComparisonDocument, pasted_comparison_to_json
from uv_check.pasted.reading import read_pasted
from uv_check.question import Mode
from uv_check.reading.versions import Versions
from webui.resolutions.asking.labels import Label, kind_of, single_label
from webui.resolutions.models import Question, Submission
from webui.resolutions.working import index_data, uv_checks

NO_DATA = IndexSnapshot()


def compared(row: Question) -> PastedComparisonDocument:
    """Compare the output of a question of this kind. Raises `CoreError` where that cannot be done."""
    submission = row.submission
    question = uv_checks.uv_question(submission, row.target)
    try:
        pasted = read_pasted(row.pasted, question)
    except ProblemSyntaxError as error:
        raise uv_checks.CheckFailed(f"The output cannot be read: {error}") from error
    label = Label.UNIVERSAL.value if pasted.mode is Mode.LOCK else single_label(row.target)
    snapshot = index_data.kept(submission) or NO_DATA
    checked = _checked(submission, pasted.mode, row.target)
    return pasted_comparison_to_json(compare_pasted(pasted, question, _solved(submission, label), snapshot, checked))


def _solved(submission: Submission, label: str) -> Resolution:
    document = submission.solve(label).document
    answer = None if document is None else from_json(document)
    if answer is None or not answer.solved:
        raise uv_checks.CheckFailed(f"The {kind_of(label).label} answer here has no versions to compare with.")
    return answer


def _checked(submission: Submission, mode: Mode, target: int) -> Versions | None:
    """What the real uv chose here in a mode; None where it was not asked, or wrote nothing."""
    for number, entry in uv_checks.modes_checked(submission):
        is_meant = entry["mode"] == mode and (mode is Mode.LOCK or number == target)
        if is_meant and "versions" in entry:
            return {name: frozenset(versions) for name, versions in entry["versions"].items()}
    return None
