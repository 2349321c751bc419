"""`Verdict`: what became of a report. Values only; `wording/` has the words."""

from __future__ import annotations

from dataclasses import dataclass

from resolver_core.inputs.report.premises import StatedFailure
from resolver_core.triage.advice import Advice
from resolver_core.triage.causes import FoundCause
from resolver_core.triage.held_against import Held
from resolver_core.triage.known_threads import Fingerprint, KnownThread
from resolver_core.triage.needed_facts import Assumed, Needed
from resolver_core.triage.open_causes import OpenCause
from resolver_core.triage.other_trouble import Trouble
from resolver_core.triage.owners import Owner
from resolver_core.triage.parts import Part
from resolver_core.triage.standing import Standing


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of a report, with everything that it rests on."""

    standing: Standing
    held: Held
    causes: tuple[FoundCause, ...] = ()  #: the one that the report is about first
    open_causes: tuple[OpenCause, ...] = ()  #: that hold of the default index, where another one decides
    owner: Owner | None = None  #: of the first cause
    fingerprint: Fingerprint | None = None
    thread: KnownThread | None = None
    is_changed_since: bool = False  #: a uv later than the report's no longer does it
    needed: tuple[Needed, ...] = ()
    assumed: tuple[Assumed, ...] = ()
    trouble: Trouble | None = None  #: what it is about instead of versions
    premises: tuple[StatedFailure, ...] = ()  #: laid over the index
    replaced_indexes: tuple[str, ...] = ()  #: that could not be reached: the default index stood in for them
    unread: tuple[str, ...] = ()  #: projects whose requirements are assumed
    as_of: str = ""  #: the day of the index; "" for today
    uv_version: str = ""  #: that the report states
    unshown: tuple[str, ...] = ()  #: files that a list includes and the report does not show
    parts: tuple[Part, ...] = ()  #: of a report with several bugs
    advice: tuple[Advice, ...] = ()  #: what is usually said of the first cause, tried
    is_whole: bool = True  #: False where the time or the solves ended before every cause was looked for

    @property
    def cause(self) -> FoundCause | None:
        """The cause that the report is about."""
        return self.causes[0] if self.causes else None
