"""Inputs as people have them, each with the index data that its answers rest on (`tests/recordings`)."""

from __future__ import annotations

import json
import lzma
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import Any, cast

from packaging.utils import canonicalize_name

from resolver_core import (
    Explanation,
    IndexSnapshot,
    Options,
    Policy,
    Resolution,
    Selection,
    Settings,
    explain,
    parse_cutoff,
    parse_lock,
    requires_python_of,
    resolve,
    snapshot_from_json,
    target,
)
from resolver_core.index.base import Index
from resolver_core.index.kept.recording import SnapshotIndex
from resolver_core.inputs.parse import parse_project
from resolver_core.inputs.problem import Problem
from resolver_core.inputs.project_files import ProjectFiles
from resolver_core.targets.environment import Environment
from tests.support.shared import REPOSITORY

FOLDER = REPOSITORY / "tests" / "recordings"
INDEX = "https://index.test/simple"
LINUX = "x86_64-unknown-linux-gnu"
MAC = "aarch64-apple-darwin"
INTEL_MAC = "x86_64-apple-darwin"
WINDOWS = "x86_64-pc-windows-msvc"


@dataclass(frozen=True)
class FieldCase:
    """One input, where it is asked for, and as of when."""

    slug: str
    files: ProjectFiles
    python: str
    platform: str
    as_of: str
    extras: tuple[str, ...] = ()
    lock_text: str = ""  #: the uv.lock beside it; "" for none

    @property
    def selection(self) -> Selection:
        """What is asked for beside the project itself."""
        return Selection(tuple(map(canonicalize_name, self.extras)))

    @cached_property
    def problem(self) -> Problem:
        """The input as it is read."""
        return parse_project(self.files)

    @cached_property
    def target(self) -> Environment:
        """The one platform."""
        return target(self.python, self.platform)

    def options(self, *, assume: bool = True, default_index: str = INDEX) -> Options:
        """What a command line would add."""
        settings = Settings(exclude_newer=parse_cutoff(self.as_of, datetime.now(UTC)))
        lock = parse_lock(self.lock_text) if self.lock_text else None
        return Options(default_index, settings=settings, assume=assume, lock=lock)

    def single(self, index: Index, options: Options) -> Resolution:
        """The answer for one platform."""
        return resolve(self.problem, Policy.single_platform(self.problem, self.target, options, self.selection), index)

    def lock(self, index: Index, options: Options) -> Resolution:
        """The universal answer."""
        python = requires_python_of(self.problem, self.target)
        return resolve(self.problem, Policy.universal(self.problem, python, options), index)

    def explained(self, index: Index, options: Options) -> Explanation:
        """Why both differ, or have no answer."""
        return explain(self.problem, [self.target], options, index, self.selection)


@dataclass(frozen=True)
class Recorded:
    """A case with the index as it was recorded."""

    case: FieldCase
    index: SnapshotIndex

    def single(self, *, assume: bool = True) -> Resolution:
        """The answer for one platform."""
        return self.case.single(self.index, self.case.options(assume=assume))

    def lock(self, *, assume: bool = True) -> Resolution:
        """The universal answer."""
        return self.case.lock(self.index, self.case.options(assume=assume))

    def explained(self) -> Explanation:
        """Why both differ, or have no answer."""
        return self.case.explained(self.index, self.case.options())


def path_of(slug: str) -> Path:
    """Where the recording of a case is."""
    return FOLDER / f"{slug}.json.xz"


def recorded(slug: str) -> Recorded:
    """A case as it was recorded."""
    document = _document(slug)
    files = ProjectFiles(document["texts"], document["input"])
    extras = tuple(document.get("extras", ()))
    case = FieldCase(
        slug, files, document["python"], document["platform"], document["as_of"], extras, document.get("lock", "")
    )
    return Recorded(case, SnapshotIndex(snapshot_from_json(document["snapshot"])))


def snapshot_of(slug: str) -> IndexSnapshot:
    """The index as it was recorded for a case."""
    return snapshot_from_json(_document(slug)["snapshot"])


def _document(slug: str) -> dict[str, Any]:
    return cast(dict[str, Any], json.loads(lzma.decompress(path_of(slug).read_bytes())))


def versions(resolution: Resolution) -> dict[str, str]:
    """The version of each project but those that lie in folders; of a lock that has two, the highest."""
    pins = sorted(resolution.pins, key=lambda pin: pin.version)
    return {pin.project: str(pin.version) for pin in pins if pin.provenance is not None}
