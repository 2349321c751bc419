"""The two commands that show a small project in both of uv's modes."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from resolver_core.inputs.problem import Settings
from resolver_core.minimise.smallest import Small
from resolver_core.targets.environment import Environment
from resolver_core.targets.named import uv_platform


@dataclass(frozen=True, slots=True)
class Setting:
    """Where the commands are meant for.

    `as_of` is when the index was read, for a question without a cut-off of its own; `usual_index` is the index that uv
    asks by itself and that no command has to name.
    """

    target: Environment
    as_of: datetime | None = None
    usual_index: str = ""


def commands(small: Small, setting: Setting) -> tuple[str, str]:
    """What to type for the answer of one platform, and for the lock."""
    shared = tuple(_shared(small, setting))
    single = ("uv", "pip", "compile", "pyproject.toml", *_target(setting.target), *_selection(small), *shared)
    return shlex.join(single), shlex.join(("uv", "lock", *shared))


def cutoff(small: Small, setting: Setting) -> datetime | None:
    """The cut-off that the commands name: that of the question, else when the index was read.

    None where the text has one, and where files have no upload time: uv would take none of them.
    """
    own = small.case.options.settings.exclude_newer
    if own is not None or setting.as_of is None or "exclude-newer" in small.case.text:
        return own
    files = (file for each in (small.single, small.universal) for pin in each.pins for file in pin.distributions)
    return setting.as_of if all(file.uploaded_at is not None for file in files) else None


def _target(target: Environment) -> Iterator[str]:
    if not target.python.startswith("pypy") and not target.python.endswith("t"):
        yield from ("--python-version", target.python)
    if (platform := uv_platform(target)) is not None:
        yield from ("--python-platform", platform)


def _selection(small: Small) -> Iterator[str]:
    selection = small.case.selected(small.problem)
    for extra in selection.extras:
        yield from ("--extra", extra)
    for group in selection.groups:
        yield from ("--group", group)


def _shared(small: Small, setting: Setting) -> Iterator[str]:
    options = small.case.options
    for location in options.indexes:
        option = "--find-links" if location.flat else "--default-index" if location.default else "--index"
        yield from (option, location.written_url if location.name is None else f"{location.name}={location.url}")
    is_named = any(location.default for location in (*options.indexes, *small.problem.indexes))
    if setting.usual_index.rstrip("/") != options.default_index.rstrip("/") and not is_named:
        yield from ("--default-index", options.default_index)
    yield from _settings(options.settings)
    if (moment := cutoff(small, setting)) is not None:
        yield from ("--exclude-newer", moment.astimezone(UTC).isoformat().replace("+00:00", "Z"))


def _settings(settings: Settings) -> Iterator[str]:
    named = {
        "--resolution": settings.resolution,
        "--prerelease": settings.prerelease,
        "--fork-strategy": settings.fork_strategy,
        "--index-strategy": settings.index_strategy,
    }
    for option, value in named.items():
        if value is not None:
            yield from (option, value.value)
    if settings.no_build:
        yield "--no-build"
