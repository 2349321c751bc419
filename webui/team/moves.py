"""The states of a case, and the one table of allowed moves. Values only.

new ──► reproduced ────────────► explained ──► closed
 │  ├─► partly reproduced ───────┤   ▲           │
 │  ├─► not reproduced ──────────┘   │           │
 │  ├─► needs information ───────────┘           │
 │  └─► not about resolution ────────────────────┤
 └◄──────────────────────────────────────────────┘  comes back
"""

from __future__ import annotations

from django.db import models

from resolver_core import Standing


class CaseState(models.TextChoices):
    """Where a case stands."""

    NEW = "new", "new"
    REPRODUCED = "reproduced", "reproduced"
    PARTLY_REPRODUCED = "partly-reproduced", "partly reproduced"  # some of what the report shows comes out here, too
    NOT_REPRODUCED = "not-reproduced", "not reproduced"
    NEEDS_INFORMATION = "needs-information", "needs information"
    NOT_ABOUT_RESOLUTION = "not-about-resolution", "not about resolution"
    EXPLAINED = "explained", "explained"
    CLOSED = "closed", "closed"


class ClosedAs(models.TextChoices):
    """Why a case was closed."""

    ANSWERED = "answered", "answered"
    FIXED = "fixed", "fixed"
    DECLINED = "declined", "declined"


JUDGED = (
    CaseState.REPRODUCED,
    CaseState.PARTLY_REPRODUCED,
    CaseState.NOT_REPRODUCED,
    CaseState.NEEDS_INFORMATION,
    CaseState.NOT_ABOUT_RESOLUTION,
)
"""What a verdict comes to."""

MOVES: dict[str, tuple[CaseState, ...]] = {
    CaseState.NEW: (*JUDGED, CaseState.CLOSED),
    **{
        state: (CaseState.EXPLAINED, CaseState.CLOSED, *(other for other in JUDGED if other != state))
        for state in JUDGED
    },
    CaseState.EXPLAINED: (CaseState.CLOSED, *JUDGED),
    CaseState.CLOSED: (CaseState.NEW, CaseState.EXPLAINED),
}
"""By state, where a case may go from there, the most usual first."""

ASKED_AGAIN = (*(state for state in JUDGED if state is not CaseState.NOT_ABOUT_RESOLUTION), CaseState.EXPLAINED)
"""The states in which a case is solved again."""

OF_STANDING: dict[str, CaseState] = {
    Standing.REPRODUCED: CaseState.REPRODUCED,
    Standing.PARTLY: CaseState.PARTLY_REPRODUCED,
    Standing.NOT_REPRODUCED: CaseState.NOT_REPRODUCED,
    Standing.NEEDS_INFORMATION: CaseState.NEEDS_INFORMATION,
    Standing.NOT_ABOUT_RESOLUTION: CaseState.NOT_ABOUT_RESOLUTION,
}


def standing_in_words(standing: str) -> str:
    """What a verdict came to, as the states say it; another text stays as it is."""
    state = OF_STANDING.get(standing)
    return standing if state is None else str(state.label)


def may_move(before: str, after: str) -> bool:
    """Whether the table has this move."""
    return after in MOVES[before]


def is_state(text: str) -> bool:
    """Whether a text is the name of a state."""
    return text in CaseState.values
