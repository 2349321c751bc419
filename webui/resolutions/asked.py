"""What a person asks: the pasted text, the target, the selection and the options, as one value.

Stored beside the text as JSON; the digest of both is how the same question finds its stored answer.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, fields, replace
from datetime import UTC, datetime
from typing import Any

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
    ResolutionMode,
    Selection,
    Settings,
    parse_cutoff,
    parse_problem,
    requires_python_of,
    target,
)

DEFAULT_PYTHON = "3.12"
DEFAULT_PLATFORM = "x86_64-unknown-linux-gnu"


@dataclass(frozen=True, slots=True)
class Asked:
    """One question. Texts are as the person gave them; "" means "as the pasted text says"."""

    text: str
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
    refresh: bool = False  #: read every page again, whatever is stored

    @classmethod
    def from_json(cls, text: str, options: dict[str, Any]) -> Asked:
        """The value of a stored row; unknown names are left out."""
        known = {field.name for field in fields(cls)}
        values: dict[str, Any] = {name: value for name, value in options.items() if name in known}
        lists: dict[str, Any] = {name: tuple(value) for name, value in values.items() if isinstance(value, list)}
        return cls(text, **(values | lists))

    def options_json(self) -> dict[str, Any]:
        """Everything but the text."""
        values = asdict(self)
        del values["text"]
        return values

    def digest(self, cutoff: datetime | None) -> str:
        """The same for the same question (SHA-256, hex); whether pages are read again is not part of it."""
        values = replace(self, refresh=False, exclude_newer="")
        question = [UV_VERSION, values.text, values.options_json(), cutoff and cutoff.isoformat()]
        return hashlib.sha256(json.dumps(question, sort_keys=True).encode()).hexdigest()

    def problem(self, now: datetime) -> Problem:
        """The parsed text; spans of time in it end at `now`. Raises `ProblemSyntaxError` with every mistake."""
        return parse_problem(self.text, now=now)

    def cutoff(self, problem: Problem) -> datetime | None:
        """Files uploaded at or after it do not count: this question's, else the text's own."""
        if self.exclude_newer:
            return parse_cutoff(self.exclude_newer, datetime.now(UTC))
        return problem.settings.exclude_newer

    def environment(self) -> Environment:
        """The target. Raises `InvalidTarget`."""
        return target(self.python, self.platform)

    def selection(self) -> Selection:
        """The extras and groups that are compared."""
        return Selection(
            extras=tuple(map(canonicalize_name, self.extras)), groups=tuple(map(canonicalize_name, self.groups))
        )

    def policy(self, label: str, problem: Problem, default_index: str) -> Policy:
        """The policy called "single" or "universal"."""
        environment, options = self.environment(), self._options(default_index)
        if label == "single":
            return Policy.single_platform(problem, environment, options, self.selection())
        return Policy.universal(problem, requires_python_of(problem, environment), options, environment)

    def _options(self, default_index: str) -> Options:
        own_default = [IndexLocation(self.index_url.rstrip("/"), default=True)] if self.index_url else []
        extra = [IndexLocation(url.rstrip("/")) for url in self.extra_index_urls]
        settings = Settings(
            resolution=ResolutionMode(self.resolution) if self.resolution else None,
            prerelease=PrereleaseMode(self.prerelease) if self.prerelease else None,
            fork_strategy=ForkStrategy(self.fork_strategy) if self.fork_strategy else None,
            index_strategy=IndexStrategy(self.index_strategy) if self.index_strategy else None,
            exclude_newer=parse_cutoff(self.exclude_newer, datetime.now(UTC)) if self.exclude_newer else None,
        )
        return Options(default_index=default_index, indexes=(*extra, *own_default), settings=settings)
