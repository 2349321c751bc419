"""Metadata that the pasted text itself supplies (`tool.uv.dependency-metadata`): no file was read for them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from resolver_core import PackageEntry, ProblemSyntaxError
from webui.resolutions.models import Submission

SUPPLIED = "supplied"
"""How metadata were read, as documents say it of these."""


@dataclass(frozen=True)
class Supplied:
    """The entries of a stored question. The text is read when one is first asked for."""

    submission: Submission

    def words(self, project: str, version: str) -> str:
        """Where the metadata of a version are from: "your dependency-metadata (line 12)"."""
        line = self._lines.get((project, version)) or self._lines.get((project, ""))
        return f"your dependency-metadata (line {line})" if line else "your dependency-metadata"

    def of_entry(self, package: PackageEntry) -> str:
        """The same of an entry of an answer; "" where a file was read for it."""
        read = package["metadata_from"]
        return self.words(package["name"], package["version"]) if read and read["how"] == SUPPLIED else ""

    @cached_property
    def _lines(self) -> dict[tuple[str, str], int]:
        """By project and version ("" for every one); none where another file may hold them."""
        if self.submission.files:
            return {}
        try:
            entries = self.submission.asked.problem(self.submission.created_at).dependency_metadata
        except ProblemSyntaxError:
            return {}
        return {(one.name, str(one.version or "")): one.line for one in reversed(entries) if one.line is not None}
