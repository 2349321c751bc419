"""Indexes that list versions, in a few words: for tests of what is chosen among them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from packaging.specifiers import SpecifierSet

from resolver_core.candidates.python_range import PythonRange
from resolver_core.candidates.verdicts import FileRule
from resolver_core.candidates.version_map import FileRules, VersionMap
from resolver_core.candidates.versions import VersionAxis
from resolver_core.index.records import Distribution, IndexLocation
from tests.support.distributions import a_distribution, some_releases

ANYWHERE = FileRule(None, PythonRange.of(SpecifierSet(">=3.9")))
EARLY, LATE = "2024-01-01T00:00:00+00:00", "2024-12-01T00:00:00+00:00"


class ListedVersions:
    """Indexes that list these versions; "!" marks one that no Python here can use, "?" one uploaded late."""

    def __init__(self, *indexes: str, cutoff: bool = False) -> None:
        rule = replace(ANYWHERE, cutoff=datetime(2024, 6, 1, tzinfo=UTC) if cutoff else None)
        rules, self.axis = FileRules(rule, rule), VersionAxis()
        self.maps = [
            VersionMap(IndexLocation(f"https://{number}.test"), some_releases(*map(self._file, versions.split())), None,
                       rules, rules, frozenset(), self.axis)
            for number, versions in enumerate(indexes)
        ]  # fmt: skip

    @staticmethod
    def _file(written: str) -> Distribution:
        version = written.rstrip("!?")
        tag = "cp27-cp27mu-win32" if written.endswith("!") else "py3-none-any"
        return a_distribution(f"a-{version}-{tag}.whl", uploaded_at=LATE if written.endswith("?") else EARLY)
