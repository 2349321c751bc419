"""The one candidate that a direct URL stands for."""

from __future__ import annotations

from packaging.utils import NormalizedName
from packaging.version import Version

from resolver_core.candidates.direct_files import distribution_at
from resolver_core.candidates.python_range import PythonRange
from resolver_core.candidates.representative import FileRule, Representative, representative
from resolver_core.candidates.version_map import Candidate
from resolver_core.index.records import Distribution, DistributionKind
from resolver_core.solver.failures import source_failure
from resolver_core.solver.request import Member, Request
from resolver_core.solver.unavailable import SolveFailed

UNKNOWN_VERSION = Version("0")
"""Stands for the version of a source that is not read."""


def direct_candidate(request: Request, name: NormalizedName, url: str) -> Candidate:
    """The candidate of a direct URL. Raises SolveFailed for what cannot be fetched here."""
    file = distribution_at(name, url)
    versionless = [entry for entry in request.problem.dependency_metadata if entry.name == name]
    if file is None and (versionless or request.assume):
        version = versionless[0].version if versionless else None
        file = Distribution(name, version or UNKNOWN_VERSION, name, url, DistributionKind.SDIST, "")
    if file is None:
        raise SolveFailed(source_failure(name, url))
    chosen = representative((file,), FileRule(tags=None, python=PythonRange(), flat=True))
    return Candidate(name, file.version, None, chosen, chosen, (file,))


def member_candidate(member: Member) -> Candidate:
    """The project itself: one version, and no file."""
    nothing = Representative(None, None, None, None, None, ())
    return Candidate(member.name, member.version, None, nothing, nothing, ())
