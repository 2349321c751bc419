"""Causes that the words of a report show where no solve does, for want of its index or its sources."""

from __future__ import annotations

import re
from collections.abc import Iterator

from packaging.utils import InvalidWheelFilename, parse_wheel_filename

from resolver_core.explain.causes.classes import CauseClass
from resolver_core.explain.explanation import Proof
from resolver_core.inputs.report.report import Report
from resolver_core.inputs.report.troubles import says_no_answer
from resolver_core.triage.causes import FoundCause
from resolver_core.triage.wording import read_causes as words

_REFUSES_PYTHON = re.compile(
    r"cannot install on python version|only versions .{1,40} (?:are|is) supported|use_2to3 is invalid|"
    r"missing parentheses in call to 'print'|python (?:version )?.{1,20} is not supported by this version",
    re.IGNORECASE,
)
"""What builds of releases say that are older than the Python they meet (setup.py files of their time)."""


def read_causes(report: Report) -> Iterator[FoundCause]:
    """What the errors and files of a report speak for; none of it is proven."""
    yield from _fall(report)
    yield from _local_version(report)


def _fall(report: Report) -> Iterator[FoundCause]:
    """A build that refuses the Python it runs on: its release does not say so itself, thus it is an old one."""
    refusing = next((one for one in report.errors if _REFUSES_PYTHON.search(one.text)), None)
    if refusing is not None:
        yield FoundCause(
            CauseClass.BACKTRACKING,
            Proof.UNDECIDED,
            words.fall(refusing.number, refusing.text),
        )


def _local_version(report: Report) -> Iterator[FoundCause]:
    """No version was found where another command took one with a local part, such as `+cu118`."""
    failing = next((one for one in report.errors if says_no_answer(one.text)), None)
    if failing is None:
        return
    for project, file in report.observed_files.items():
        version = _local(file)
        if version and any(f"{project}==" in one.text and version not in one.text for one in report.commands):
            yield FoundCause(
                CauseClass.LOCAL_VERSION,
                Proof.UNDECIDED,
                words.local_version(failing.number, file, version),
                (project,),
                file,
                version,
            )


def _local(file: str) -> str:
    try:
        version = parse_wheel_filename(file)[1]
    except InvalidWheelFilename:
        return ""
    return str(version) if version.local else ""
