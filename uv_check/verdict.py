"""What a check found: values without words (`wording` has them)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from uv_check.comparing.decisions import Parting
from uv_check.comparing.difference import Difference
from uv_check.errors import Obstacle
from uv_check.question import Mode
from uv_check.reading.versions import Versions
from uv_check.serving.recorded import Absent


class Verdict(StrEnum):
    """How uv's answer stands to ours."""

    AGREES = "agrees"
    DIFFERS = "differs"
    ABSENT = "absent"  #: uv needed data that were not recorded: nothing is known
    NOT_ASKED = "not-asked"  #: uv could not be asked


def worst(verdicts: Iterable[Verdict]) -> Verdict:
    """What differs counts before what could not be found out, and that before what agrees."""
    found = set(verdicts)
    order = (Verdict.DIFFERS, Verdict.ABSENT, Verdict.NOT_ASKED)
    return next((verdict for verdict in order if verdict in found), Verdict.AGREES)


@dataclass(frozen=True, slots=True)
class ModeCheck:
    """The check of one mode."""

    mode: Mode
    verdict: Verdict
    uv_version: str = ""
    packages: int = 0  #: versions that both have, where they agree
    differences: tuple[Difference, ...] = ()
    parting: Parting | None = None  #: the first differing decision, where the log tells
    absent: tuple[Absent, ...] = ()  #: what was not recorded and mattered
    passed_over: int = 0  #: what else was not recorded: uv asked ahead for it, and did not need it
    obstacle: Obstacle | None = None
    detail: str = ""  #: of an obstacle; of a failure uv's own message
    isolated: bool = False  #: whether uv had a network of its own, without a way out
    document: str = ""  #: what uv wrote, with the true addresses: its lock or its list
    versions: Versions | None = None  #: in it; None: uv wrote nothing


@dataclass(frozen=True, slots=True)
class Check:
    """The checks of the modes that were asked for."""

    modes: tuple[ModeCheck, ...]

    @property
    def verdict(self) -> Verdict:
        """The worst of all."""
        return worst(mode.verdict for mode in self.modes)

    @property
    def exit_status(self) -> int:
        """0: agrees; 1: differs; 2: it could not be asked, or lacked data."""
        return {Verdict.AGREES: 0, Verdict.DIFFERS: 1}.get(self.verdict, 2)
