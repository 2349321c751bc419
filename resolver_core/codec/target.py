"""A target, and the small values that every document writes in the same way."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, NotRequired, TypedDict

from packaging.specifiers import SpecifierSet

from resolver_core.codec.says import says
from resolver_core.targets.environment import Environment
from resolver_core.targets.named import target


class TargetEntry(TypedDict):
    """One Python on one platform."""

    python: Annotated[str, says("as uv's `--python-version`")]
    platform: Annotated[str, says("as uv's `--python-platform`")]
    label: Annotated[str, says("both in words, with the version of the system where one is stated")]
    system_version: NotRequired[
        Annotated[
            str,
            says("the version of macOS, glibc or musl of the target; left out where it is uv's own for the platform"),
        ]
    ]


class SolvedTargetEntry(TargetEntry):
    """The target of an answer."""

    best_effort: Annotated[bool, says("true: not checked against uv")]


def target_entry(environment: Environment) -> TargetEntry:
    """The entry of a target."""
    entry: TargetEntry = {
        "python": environment.python,
        "platform": environment.platform,
        "label": environment.label,
    }
    if environment.is_system_stated:
        entry["system_version"] = environment.system_version
    return entry


def target_entry_or_none(environment: Environment | None) -> TargetEntry | None:
    """The same where there may be none."""
    return None if environment is None else target_entry(environment)


def solved_target_entry(environment: Environment) -> SolvedTargetEntry:
    """The entry of a target that was solved for."""
    return {**target_entry(environment), "best_effort": environment.best_effort}


def target_of(entry: TargetEntry | None) -> Environment | None:
    """The target of an entry."""
    return None if entry is None else target(entry["python"], platform_of(entry))


def platform_of(entry: TargetEntry) -> str:
    """The platform of an entry as `named.target` takes it, with the version of its system behind an "@"."""
    version = entry.get("system_version", "")
    return f"{entry['platform']}@{version}" if version else entry["platform"]


def time_text(moment: datetime | None) -> str | None:
    """ISO 8601."""
    return None if moment is None else moment.isoformat()


def time_of(text: str | None) -> datetime | None:
    """The reverse of `time_text`."""
    return None if text is None else datetime.fromisoformat(text)


def specifiers_text(value: SpecifierSet | None) -> str | None:
    """A range of versions."""
    return None if value is None else str(value)


def specifiers_of(text: str | None) -> SpecifierSet | None:
    """The reverse of `specifiers_text`."""
    return None if text is None else SpecifierSet(text)
