"""What a command line asks, as values that the solver takes."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from packaging.utils import NormalizedName

from resolver_core.answer.locks.formats import resolution_of_lock
from resolver_core.answer.resolution import Resolution
from resolver_core.cli.arguments import default_platform, default_python
from resolver_core.cli.folder import read_folder
from resolver_core.cli.mistakes import UsageError, in_file
from resolver_core.cli.targets import stated_target
from resolver_core.errors import ProblemSyntaxError
from resolver_core.index.network.default import default_index_url
from resolver_core.index.network.guard import without_userinfo
from resolver_core.index.records import IndexLocation
from resolver_core.inputs.decoding import decoded
from resolver_core.inputs.lock_format import LockFormat
from resolver_core.inputs.parse import parse_problem, parse_project
from resolver_core.inputs.problem import Lock, Problem, Settings
from resolver_core.inputs.project_files import ProjectFiles
from resolver_core.inputs.report import is_report, parse_report
from resolver_core.inputs.uv_lock import parse_lock
from resolver_core.policy import Options, Policy, Selection, requested, requires_python_of
from resolver_core.targets.environment import Environment

STANDARD_INPUT = "-"


@dataclass(frozen=True)
class Question:
    """A problem, the targets and everything that the options say. `targets` has at least one member."""

    filename: str  #: for people
    problem: Problem
    targets: tuple[Environment, ...]
    selection: Selection
    options: Options
    locked: Resolution | None = None  #: what the lock of another tool says

    def universal(self) -> Policy:
        """The policy of the lock; the first target stands in for a project without requires-python."""
        return Policy.universal(self.problem, requires_python_of(self.problem, self.targets[0]), self.options)

    def single(self, environment: Environment) -> Policy:
        """The policy of one target."""
        return Policy.single_platform(self.problem, environment, self.options, self.selection)


def read_question(arguments: Namespace) -> Question:
    """Read the files and the options. Raises `UsageError`, `InvalidTarget` and `NoDefaultIndex`."""
    problem = _problem(arguments)
    lock = None if arguments.lock is None else _lock(arguments.lock)
    return Question(
        filename=shown_name(arguments.file),
        problem=problem,
        targets=_targets(problem, arguments),
        selection=_selection(problem, arguments),
        options=Options(
            default_index=arguments.index_url or without_userinfo(default_index_url()),
            indexes=tuple(_indexes(arguments)),
            settings=_settings(arguments),
            lock=lock,
            assume=arguments.assume,
        ),
        locked=None if lock is None else _locked(arguments.lock, lock, problem),
    )


def shown_name(file: str) -> str:
    """What the file is called in messages."""
    return "<stdin>" if file == STANDARD_INPUT else file


def _problem(arguments: Namespace) -> Problem:
    file, text = arguments.file, _text(_placed(arguments))
    name = None if file == STANDARD_INPUT else Path(file).name
    notes: tuple[str, ...] = ()
    if is_report(text, name):
        text, notes = _from_report(text, arguments)
        name = None
    try:
        problem = parse_problem(text) if name is None else parse_project(_files(text, arguments))
    except ProblemSyntaxError as error:
        raise in_file(shown_name(file), error) from None
    return replace(problem, notes=(*notes, *problem.notes))


def _files(text: str, arguments: Namespace) -> ProjectFiles:
    return read_folder(text, Path(arguments.file), arguments.directory)


def _from_report(text: str, arguments: Namespace) -> tuple[str, tuple[str, ...]]:
    """The project of an issue report, and notes. What it states of the target counts where no option says it."""
    report = parse_report(text)
    if not report.text:
        raise UsageError(f"{shown_name(arguments.file)}: the report states {report.missing[0]}")
    for name in ("python", "platform"):
        if not getattr(arguments, name) and name in report.values:
            setattr(arguments, name, [report.values[name]])
    stated = (f"line {fact.line} of the report: {fact.field} {fact.value}" for fact in report.facts)
    return report.text, (*stated, *(f"the report states {words}" for words in report.missing))


def _placed(arguments: Namespace) -> str:
    """The path of the file from where the command line was started."""
    file, directory = arguments.file, arguments.directory
    return file if file == STANDARD_INPUT or directory is None else str(directory / file)


def _lock(file: str) -> Lock:
    try:
        return parse_lock(_text(file))
    except ProblemSyntaxError as error:
        raise in_file(shown_name(file), error) from None


def _locked(file: str, lock: Lock, problem: Problem) -> Resolution | None:
    """What another tool chose; the versions of a uv.lock are preferred instead, and it may be of another project."""
    if lock.format is LockFormat.UV:
        return None
    try:
        return resolution_of_lock(lock, problem)
    except ProblemSyntaxError as error:
        raise in_file(shown_name(file), error) from None


def _text(file: str) -> str:
    try:
        data = sys.stdin.buffer.read() if file == STANDARD_INPUT else Path(file).read_bytes()
        return decoded(data)
    except ProblemSyntaxError as error:
        raise in_file(shown_name(file), error) from None
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        raise UsageError(f"{shown_name(file)}: {reason}") from None


def _targets(problem: Problem, arguments: Namespace) -> tuple[Environment, ...]:
    pythons = arguments.python or [problem.pip_request.python or default_python()]
    platforms = arguments.platform or [problem.pip_request.platform or default_platform()]
    return tuple(dict.fromkeys(stated_target(python, platform) for python in pythons for platform in platforms))


def _selection(problem: Problem, arguments: Namespace) -> Selection:
    extras, groups = tuple(problem.optional_dependencies), tuple(problem.dependency_groups)
    wanted_extras = _known("extra", arguments.extra, extras)
    wanted_groups = _known("group", arguments.group, groups)
    selection = Selection(
        extras=extras if arguments.all_extras else wanted_extras,
        groups=groups if arguments.all_groups else wanted_groups,
    )
    return requested(problem, selection)


def _known(
    kind: str, wanted: Iterable[NormalizedName], declared: tuple[NormalizedName, ...]
) -> tuple[NormalizedName, ...]:
    names = tuple(dict.fromkeys(wanted))
    if missing := [name for name in names if name not in declared]:
        there = f"; there are: {', '.join(declared)}" if declared else "; there are none"
        raise UsageError(f"error: the project has no {kind} {', '.join(map(repr, missing))}{there}")
    return names


def _indexes(arguments: Namespace) -> Iterator[IndexLocation]:
    """In uv's order: `--index`, `--extra-index-url`, the default index."""
    yield from arguments.index
    yield from (IndexLocation(url) for url in arguments.extra_index_url)
    if arguments.index_url:
        yield IndexLocation(arguments.index_url, default=True)
    yield from (IndexLocation(url, flat=True) for url in arguments.find_links)


def _settings(arguments: Namespace) -> Settings:
    return Settings(
        resolution=arguments.resolution,
        prerelease=arguments.prerelease,
        fork_strategy=arguments.fork_strategy,
        index_strategy=arguments.index_strategy,
        exclude_newer=arguments.exclude_newer,
        no_build=arguments.no_build,
    )
