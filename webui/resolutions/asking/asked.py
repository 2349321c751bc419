"""What a person asks: the texts, the targets, the selection and the options, as one value.

Stored beside the texts as JSON; the digest of all is how the same question finds its stored answer.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from packaging.utils import canonicalize_name

from resolver_core import (
    UV_VERSION,
    Environment,
    ForkStrategy,
    IndexLocation,
    IndexStrategy,
    Options,
    Policy,
    PrereleaseMode,
    Problem,
    ProjectFiles,
    Resolution,
    ResolutionMode,
    Selection,
    Settings,
    parse_cutoff,
    parse_lock,
    parse_project,
    requires_python_of,
    resolution_of_lock,
    target,
)
from webui.resolutions.asking.labels import Label, single_label, target_number
from webui.resolutions.asking.question import DEFAULT_PLATFORM, DEFAULT_PYTHON, StoredOptionsDocument


def split_target(name: str) -> tuple[str, str]:
    """Python and platform of "PYTHON/PLATFORM"; what is left out is the default."""
    python, _, platform = (part.strip() for part in name.partition("/"))
    return python or DEFAULT_PYTHON, platform or DEFAULT_PLATFORM


@dataclass(frozen=True, slots=True)
class Asked:
    """One question. Texts are as the person gave them; "" means "as the pasted text says"."""

    text: str
    input: str = ""  #: the path of the text among the files; "" for a paste without a name
    files: Mapping[str, str] = field(default_factory=dict, hash=False)  #: the other files, by path
    python: str = DEFAULT_PYTHON
    platform: str = DEFAULT_PLATFORM
    exclude_newer: str = ""  #: a date or an instant, never a span: the same question stays the same
    extras: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    index_url: str = ""
    extra_index_urls: tuple[str, ...] = ()
    index_strategy: str = ""
    prerelease: str = ""
    resolution: str = ""
    fork_strategy: str = ""
    targets: tuple[str, ...] = ()  #: further targets as "PYTHON/PLATFORM"
    lock: str = ""  #: a uv.lock: preferences of the universal answer
    report: str = ""  #: the issue report that the text was read from
    premises: tuple[str, ...] = ()  #: files and pages that are taken not to be had, as `read_premise` reads them
    stated: tuple[str, ...] = ()  #: options that were said beside the report, even where they are the usual ones
    compare_lock: bool = False  #: show the lock as it is beside our own universal answer
    refresh: bool = False  #: read every page again, whatever is stored
    recorded: str = ""  #: the id of a recorded example on whose index data it is solved, without any network

    @classmethod
    def from_json(
        cls,
        text: str,
        options: StoredOptionsDocument,
        lock: str = "",
        input: str = "",
        files: Mapping[str, str] | None = None,
        report: str = "",
    ) -> Asked:
        """The value of a stored row; unknown names are left out."""
        return cls(
            text,
            input=input,
            files=files or {},
            python=options.get("python", DEFAULT_PYTHON),
            platform=options.get("platform", DEFAULT_PLATFORM),
            exclude_newer=options.get("exclude_newer", ""),
            extras=tuple(options.get("extras", ())),
            groups=tuple(options.get("groups", ())),
            index_url=options.get("index_url", ""),
            extra_index_urls=tuple(options.get("extra_index_urls", ())),
            index_strategy=options.get("index_strategy", ""),
            prerelease=options.get("prerelease", ""),
            resolution=options.get("resolution", ""),
            fork_strategy=options.get("fork_strategy", ""),
            targets=tuple(options.get("targets", ())),
            lock=lock,
            report=report,
            premises=tuple(options.get("premises", ())),
            stated=tuple(options.get("stated", ())),
            compare_lock=options.get("compare_lock", False),
            refresh=options.get("refresh", False),
            recorded=options.get("recorded", ""),
        )

    def options_json(self) -> StoredOptionsDocument:
        """Everything but the texts."""
        document: StoredOptionsDocument = {
            "python": self.python,
            "platform": self.platform,
            "exclude_newer": self.exclude_newer,
            "extras": list(self.extras),
            "groups": list(self.groups),
            "index_url": self.index_url,
            "extra_index_urls": list(self.extra_index_urls),
            "index_strategy": self.index_strategy,
            "prerelease": self.prerelease,
            "resolution": self.resolution,
            "fork_strategy": self.fork_strategy,
            "targets": list(self.targets),
            "compare_lock": self.compare_lock,
            "refresh": self.refresh,
            "recorded": self.recorded,
        }
        if self.premises:
            document["premises"] = list(self.premises)
        if self.stated:
            document["stated"] = list(self.stated)
        return document

    def digest(self, cutoff: datetime | None) -> str:
        """The same for the same question (SHA-256, hex); whether pages are read again is not part of it."""
        values = replace(self, refresh=False, exclude_newer="")
        question = [UV_VERSION, values.text, values.lock, values.options_json(), cutoff and cutoff.isoformat()]
        if self.report:
            question.append(f"report\n{self.report}")
        if self.input or self.files:
            question.append(self.project_files.digest)
            question.append(self.input)
        return hashlib.sha256(json.dumps(question, sort_keys=True).encode()).hexdigest()

    @property
    def project_files(self) -> ProjectFiles:
        """All texts by their paths, and which of them is asked about."""
        return ProjectFiles({**self.files, self.input: self.text}, self.input)

    def problem(self, now: datetime) -> Problem:
        """The parsed text; spans of time in it end at `now`. Raises `ProblemSyntaxError` with every mistake."""
        return parse_project(self.project_files, now=now)

    def cutoff(self, problem: Problem) -> datetime | None:
        """Files uploaded at or after it do not count: this question's, else the text's own."""
        if self.exclude_newer:
            return parse_cutoff(self.exclude_newer, datetime.now(UTC))
        return problem.settings.exclude_newer

    @property
    def all_targets(self) -> tuple[tuple[str, str], ...]:
        """Python and platform of every target, the main one first."""
        return (self.python, self.platform), *(split_target(name) for name in self.targets)

    @property
    def singles(self) -> dict[str, tuple[str, str]]:
        """The labels of the single-platform answers, with Python and platform."""
        return {single_label(number): names for number, names in enumerate(self.all_targets, 1)}

    @property
    def labels(self) -> tuple[str, ...]:
        """The labels of everything that is solved or read for this question."""
        lock = (Label.LOCK.value,) if self.lock and self.compare_lock else ()
        return (*self.singles, Label.UNIVERSAL.value, *lock)

    def environment(self, label: str = "single") -> Environment:
        """The target of a label; for one without a target the main one. Raises `InvalidTarget`."""
        return target(*self.all_targets[(target_number(label) or 1) - 1])

    def locked_resolution(self, problem: Problem) -> Resolution:
        """The answer that the pasted lock holds. Raises `ProblemSyntaxError` with every mistake."""
        return resolution_of_lock(parse_lock(self.lock), problem)

    def selection(self) -> Selection:
        """The extras and groups that are compared."""
        return Selection(
            extras=tuple(map(canonicalize_name, self.extras)), groups=tuple(map(canonicalize_name, self.groups))
        )

    def policy(self, label: str, problem: Problem, default_index: str) -> Policy:
        """The policy of a label: one of the single-platform ones, or "universal"."""
        environment, options = self.environment(label), self.options(default_index)
        if target_number(label) is not None:
            return Policy.single_platform(problem, environment, options, self.selection())
        return Policy.universal(problem, requires_python_of(problem, environment), options, environment)

    def options(self, default_index: str) -> Options:
        """What was chosen beside the texts, for the core."""
        own_default = [IndexLocation(self.index_url.rstrip("/"), default=True)] if self.index_url else []
        extra = [IndexLocation(url.rstrip("/")) for url in self.extra_index_urls]
        settings = Settings(
            resolution=ResolutionMode(self.resolution) if self.resolution else None,
            prerelease=PrereleaseMode(self.prerelease) if self.prerelease else None,
            fork_strategy=ForkStrategy(self.fork_strategy) if self.fork_strategy else None,
            index_strategy=IndexStrategy(self.index_strategy) if self.index_strategy else None,
            exclude_newer=parse_cutoff(self.exclude_newer, datetime.now(UTC)) if self.exclude_newer else None,
        )
        lock = parse_lock(self.lock) if self.lock else None
        indexes = (*extra, *own_default)
        return Options(
            default_index=default_index,
            indexes=indexes,
            settings=settings,
            lock=lock,
            assume=True,
            as_of=bool(self.exclude_newer),
        )
