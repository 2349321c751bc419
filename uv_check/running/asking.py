"""Asks uv one question in one mode."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from packaging.specifiers import SpecifierSet
from packaging.version import Version

from resolver_core import IndexSnapshot, requires_python_of
from uv_check.question import Mode, Question
from uv_check.running.arguments import COMMANDS, arguments
from uv_check.running.files import Written, write_files
from uv_check.running.interpreter import Python, write_stand_in
from uv_check.running.isolation import (
    DEFAULT_LIMITS,
    Limits,
    base_and_listener,
    environment,
    has_network_namespaces,
    run,
)
from uv_check.running.releases import Uv
from uv_check.serving.places import Places
from uv_check.serving.recorded import Absent, RecordedAnswers

_MINORS, _PATCHES = range(6, 30), range(30)
_OUTPUT = "answer.txt"


@dataclass(frozen=True, slots=True)
class UvAnswer:
    """What uv answered, with the true addresses in place of the server's."""

    succeeded: bool
    document: str  #: the lock or the list; "" where it failed
    log: str  #: its standard error
    absent: tuple[Absent, ...]
    isolated: bool
    root_name: str | None = None  #: the project in the lock that stands for the request itself


def ask_uv(
    question: Question, mode: Mode, uv: Uv, snapshot: IndexSnapshot, limits: Limits = DEFAULT_LIMITS
) -> UvAnswer:
    """Put a question to uv, which finds the recorded data and nothing else. Raises `NotAsked`."""
    with working_folder() as folder:
        base, listener = base_and_listener()
        try:
            places = Places(base)
            answers = RecordedAnswers(snapshot, places, assume=question.options.assume)
            project = folder / "project"
            project.mkdir()
            written = write_files(question, mode, project, places, list(answers.direct_files()))
            command = _command(question, mode, uv, places, written, folder)
            finished = run(command, project, environment(folder, question.target), limits, answers, listener)
        finally:
            if listener is not None:
                listener.close()
        succeeded = finished.status == 0
        output = project / (written.lock if mode is Mode.LOCK else _OUTPUT)
        document = output.read_text("utf-8") if succeeded and output.exists() else ""
        return UvAnswer(
            succeeded=succeeded,
            document=places.taken_back(document),
            log=places.taken_back(finished.stderr),
            absent=answers.absent,
            isolated=has_network_namespaces(),
            root_name=written.root_name,
        )


@contextmanager
def working_folder() -> Iterator[Path]:
    """A folder for one run, gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="whichwheel-uv-", ignore_cleanup_errors=True) as name:
        yield Path(name).resolve()


def _command(question: Question, mode: Mode, uv: Uv, places: Places, written: Written, folder: Path) -> list[str]:
    python = Python.of_target(question.target)
    if mode is Mode.LOCK:
        python = python_within(requires_python_of(question.problem, question.target), python)
    stand_in = write_stand_in(folder / "python", python)
    command = [str(uv.program), *COMMANDS[mode], "--verbose"]
    if mode is Mode.COMPILE:
        command += [written.input, "--no-header", "--no-annotate", "--emit-index-annotation", "--output-file", _OUTPUT]
    elif written.is_script:
        command += ["--script", written.input]
    if not written.has_settings:
        command.append("--no-config")
    command += ["--python", str(stand_in)]
    return command + arguments(question, mode, uv, places, written_anew=written.written_anew)


def python_within(allowed: SpecifierSet, wanted: Python) -> Python:
    """A Python that a project allows: the wanted one, else the lowest; where it allows none, the wanted one."""
    if allowed.contains(wanted.full_version, prereleases=True):
        return wanted
    versions = (f"3.{minor}.{patch}" for minor in _MINORS for patch in _PATCHES)
    found = next((version for version in versions if allowed.contains(Version(version))), None)
    return wanted if found is None else Python(found)
