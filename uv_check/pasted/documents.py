"""What the comparison with somebody's own uv found, as JSON."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, NotRequired, TypedDict

from resolver_core import one_of, says
from uv_check.pasted.comparing import PastedComparison
from uv_check.pasted.reading import PastedKind
from uv_check.pasted.reasons import PastedDifference, Reason
from uv_check.pasted.wording import pasted_difference_sentence, result_sentences, suspicion_sentence
from uv_check.question import Mode


class PastedDifferenceEntry(TypedDict):
    """A project with other versions on both sides."""

    project: Annotated[str, says("the project")]
    ours: Annotated[list[str], says("the versions here; empty: it is not there")]
    theirs: Annotated[list[str], says("the versions in the output; empty: it is not there")]
    says: Annotated[str, says("the same in words")]


class SuspicionEntry(TypedDict):
    """What may be the reason."""

    reason: Annotated[str, one_of(Reason), says("which of the usual reasons")]
    is_stated: Annotated[bool, says("whether the output says so itself; else it follows from its versions")]
    theirs: Annotated[str, says('what speaks for it in the output; "" for nothing')]
    ours: Annotated[str, says('what is there here instead; "" for nothing')]
    says: Annotated[str, says("the same in words")]


class PastedComparisonDocument(TypedDict):
    """An output of somebody's own uv beside our answer, and beside that of the real uv here."""

    kind: Annotated[str, one_of(PastedKind), says("what kind of output it is")]
    mode: Annotated[
        str, one_of(Mode), says("`lock`: beside the universal answer; `compile`: beside that of the target")
    ]
    says: Annotated[list[str], says("the result in words: the first difference at first")]
    differences: Annotated[list[PastedDifferenceEntry], says("every project that differs, the first difference first")]
    reasons: Annotated[
        list[SuspicionEntry], says("what may be the reasons, the surest first; empty without a difference")
    ]
    from_checked: NotRequired[
        Annotated[
            list[PastedDifferenceEntry],
            says("how it differs from what the real uv answered here (as `ours`), where that was asked"),
        ]
    ]


def pasted_comparison_to_json(comparison: PastedComparison) -> PastedComparisonDocument:
    """The document of a comparison."""
    document: PastedComparisonDocument = {
        "kind": comparison.kind.value,
        "mode": comparison.mode.value,
        "says": list(result_sentences(comparison)),
        "differences": _difference_entries(comparison.differences),
        "reasons": [
            {
                "reason": each.reason.value,
                "is_stated": each.is_stated,
                "theirs": each.theirs,
                "ours": each.ours,
                "says": suspicion_sentence(each),
            }
            for each in comparison.suspicions
        ],
    }
    if comparison.from_checked is not None:
        document["from_checked"] = _difference_entries(comparison.from_checked)
    return document


def _difference_entries(differences: Iterable[PastedDifference]) -> list[PastedDifferenceEntry]:
    return [
        {
            "project": each.project,
            "ours": list(each.ours),
            "theirs": list(each.theirs),
            "says": pasted_difference_sentence(each),
        }
        for each in differences
    ]
