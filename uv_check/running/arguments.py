"""A question as arguments of uv."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

from resolver_core import Environment, IndexLocation, Options, Settings, uv_platform
from uv_check.errors import NotAsked, Obstacle
from uv_check.question import Mode, Question
from uv_check.running.releases import Uv
from uv_check.serving.places import Places

COMMANDS = {Mode.LOCK: ("lock",), Mode.COMPILE: ("pip", "compile")}


def arguments(question: Question, mode: Mode, uv: Uv, places: Places, *, written_anew: bool) -> list[str]:
    """Everything after the program's name but the input and the interpreter. Raises `NotAsked`.

    `written_anew`: the files are not the pasted text, so that its settings and indexes have to be said here.
    """
    found = list(_settings(_effective_settings(question, mode, written_anew), mode))
    found += _indexes(question, mode, places, written_anew)
    if mode is Mode.COMPILE:
        found += _target(question.target)
        found += [word for extra in question.selection.extras for word in ("--extra", extra)]
        found += [word for group in question.selection.groups for word in ("--group", group)]
    for option in (word for word in found if word.startswith("--")):
        if not uv.knows(option, *COMMANDS[mode]) and option not in _HIDDEN:
            raise NotAsked(Obstacle.OPTION, option)
    return found


_HIDDEN = frozenset({"--no-build-package", "--no-binary-package"})
"""Options that `--help` does not list everywhere."""


def _effective_settings(question: Question, mode: Mode, written_anew: bool) -> Settings:
    """What uv would not find in the text: the options' settings, and the moments that a text calls by a span."""
    problem, own = question.problem, question.options.settings
    below = problem.settings if mode is Mode.LOCK else problem.pip_settings.over(problem.settings)
    whole = own.over(below)
    if written_anew:
        return whole
    moments = Settings(exclude_newer=whole.exclude_newer, exclude_newer_package=whole.exclude_newer_package)
    return own.over(moments)


def _settings(settings: Settings, mode: Mode) -> Iterator[str]:
    named = {
        "--resolution": settings.resolution,
        "--fork-strategy": settings.fork_strategy,
        "--index-strategy": settings.index_strategy,
        "--prerelease": settings.prerelease,
    }
    for option, value in named.items():
        if value is not None:
            yield from (option, value.value)
    for name, prerelease in settings.prerelease_package.items():
        yield from ("--prerelease-package", f"{name}={prerelease.value}")
    if settings.exclude_newer is not None:
        yield from ("--exclude-newer", _moment(settings.exclude_newer))
    for name, moment in settings.exclude_newer_package.items():
        yield from ("--exclude-newer-package", f"{name}={'false' if moment is None else _moment(moment)}")
    yield from _files(settings, mode)
    for option, is_on in (
        ("--no-sources", settings.no_sources),
        ("--no-index", settings.no_index),
        ("--upgrade", settings.upgrade),
    ):
        if is_on:
            yield option
    yield from _each("--no-sources-package", settings.no_sources_package)
    yield from _each("--upgrade-package", settings.upgrade_package)


def _files(settings: Settings, mode: Mode) -> Iterator[str]:
    """Which kinds of files count; the pip interface says it in other words."""
    if mode is Mode.LOCK:
        yield from ["--no-build"] if settings.no_build else []
        yield from ["--no-binary"] if settings.no_binary else []
        yield from _each("--no-build-package", settings.no_build_package)
        yield from _each("--no-binary-package", settings.no_binary_package)
        return
    yield from ["--only-binary", ":all:"] if settings.no_build else []
    yield from ["--no-binary", ":all:"] if settings.no_binary else []
    yield from _each("--only-binary", settings.no_build_package)
    yield from _each("--no-binary", settings.no_binary_package)


def _each(option: str, names: Iterable[str] | None) -> Iterator[str]:
    for name in sorted(names or ()):
        yield from (option, name)


def _moment(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")


def _indexes(question: Question, mode: Mode, places: Places, written_anew: bool) -> Iterator[str]:
    """Those of the options, then the default one where neither they nor the text name one."""
    problem, options = question.problem, question.options
    in_text = problem.indexes if mode is Mode.LOCK else problem.pip_indexes
    said = (*options.indexes, *in_text) if written_anew else options.indexes
    for location in said:
        yield from _index(location, places)
    if not any(location.default for location in (*options.indexes, *in_text)) and not _is_without_index(options):
        yield from ("--default-index", places.of_index(options.default_index))


def _is_without_index(options: Options) -> bool:
    return bool(options.settings.no_index)


def _index(location: IndexLocation, places: Places) -> Iterator[str]:
    address = places.of_index(location.url)
    if location.flat:
        yield from ("--find-links", address)
    elif location.default:
        yield from ("--default-index", address)
    else:
        yield from ("--index", address if location.name is None else f"{location.name}={address}")


def _target(target: Environment) -> Iterator[str]:
    """uv has names for platforms and for Pythons of the usual kind; the others are told by the stand-in alone."""
    if not target.python.startswith("pypy") and not target.python.endswith("t"):
        yield from ("--python-version", target.python)
    if (platform := uv_platform(target)) is not None:
        yield from ("--python-platform", platform)
