"""What the comparison with somebody's own uv says, in words."""

from __future__ import annotations

from collections.abc import Iterator

from uv_check.pasted.comparing import PastedComparison
from uv_check.pasted.reasons import PastedDifference, Reason, Suspicion

_TITLES = {
    Reason.DATE: "It was made on another date, or with another exclude-newer",
    Reason.UV_VERSION: "It was made by another release of uv",
    Reason.STALE_CACHE: "It was read from a cache, which may be older than the index",
    Reason.EXISTING_LOCK: "Versions of an earlier lock, list or environment were kept",
    Reason.OPTIONS: "It was made with other options",
    Reason.OTHER_INPUT: "It contains projects that the pasted project does not require",
}


def pasted_lines(comparison: PastedComparison) -> Iterator[str]:
    """Everything that is said, a line each."""
    yield from result_sentences(comparison)
    yield from map(suspicion_sentence, comparison.suspicions)


def result_sentences(comparison: PastedComparison) -> Iterator[str]:
    """Whether it differs, where first, and how it stands to what the real uv answered here."""
    first = comparison.first
    if first is None:
        yield f"This {comparison.kind} has the same versions."
    else:
        yield f"First difference: {pasted_difference_sentence(first)}"
    if len(comparison.differences) > 1:
        yield f"{len(comparison.differences)} projects differ in all."
    if comparison.from_checked:
        yield f"From what the real uv answered here it differs first in {_checked_sentence(comparison.from_checked[0])}"
    elif comparison.from_checked is not None and comparison.differences:
        yield "It is what the real uv answered here."
    if comparison.differences and not comparison.suspicions:
        yield "Neither it nor the stored data show the reason."


def _checked_sentence(difference: PastedDifference) -> str:
    ours, theirs = ", ".join(difference.ours) or "nothing", ", ".join(difference.theirs) or "nothing"
    return f"{difference.project}: {ours} from the real uv, {theirs} there"


def pasted_difference_sentence(difference: PastedDifference) -> str:
    """One project, both sides."""
    ours, theirs = ", ".join(difference.ours) or "nothing", ", ".join(difference.theirs) or "nothing"
    return f"{difference.project}: {ours} here, {theirs} there"


def suspicion_sentence(suspicion: Suspicion) -> str:
    """A reason, with what speaks for it."""
    sides = [f"{suspicion.theirs} there"] if suspicion.theirs else []
    sides += [f"{suspicion.ours} here"] if suspicion.ours else []
    evidence = f" ({', '.join(sides)})" if sides else ""
    end = "" if suspicion.is_stated else "; inferred from the versions"
    return f"{_TITLES[suspicion.reason]}{evidence}{end}."
