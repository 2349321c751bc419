"""The one candidate that a direct URL stands for."""

from __future__ import annotations

from urllib.parse import unquote, urlsplit

from packaging.utils import (
    InvalidSdistFilename,
    InvalidWheelFilename,
    NormalizedName,
    parse_sdist_filename,
    parse_wheel_filename,
)
from packaging.version import Version

from resolver_core.answer.resolution import Failure, FailureKind
from resolver_core.candidates.python_range import PythonRange
from resolver_core.candidates.representative import FileRule, Representative, representative
from resolver_core.candidates.version_map import Candidate
from resolver_core.index.records import Distribution, DistributionKind
from resolver_core.solver.request import Member, Request
from resolver_core.solver.unavailable import SolveFailed


def direct_candidate(request: Request, name: NormalizedName, url: str) -> Candidate:
    """The candidate of a direct URL. Raises SolveFailed for what cannot be fetched here."""
    file = _distribution_at(name, url)
    versionless = [entry for entry in request.problem.dependency_metadata if entry.name == name]
    if file is None and versionless:
        file = Distribution(name, versionless[0].version or Version("0"), name, url, DistributionKind.SDIST, "")
    if file is None:
        raise SolveFailed(
            Failure(
                FailureKind.UNSUPPORTED,
                f"{name} comes from {url}, which cannot be fetched here: supply its metadata as a "
                "[[tool.uv.dependency-metadata]] entry, or use an http(s) URL of a wheel or source distribution",
                url=url,
                projects=(name,),
            )
        )
    chosen = representative((file,), FileRule(tags=None, python=PythonRange(), flat=True))
    return Candidate(name, file.version, None, chosen, chosen, (file,))


def member_candidate(member: Member) -> Candidate:
    """The project itself: one version, and no file."""
    nothing = Representative(None, None, None, None, None, ())
    return Candidate(member.name, member.version, None, nothing, nothing, ())


def _distribution_at(name: NormalizedName, url: str) -> Distribution | None:
    parts = urlsplit(url)
    filename = unquote(parts.path.rsplit("/", 1)[-1])
    if parts.scheme not in ("http", "https"):
        return None
    plain = url.partition("#")[0]
    try:
        if filename.endswith(".whl"):
            _, version, build, tags = parse_wheel_filename(filename)
            return Distribution(name, version, filename, plain, DistributionKind.WHEEL, "", tags, build)
        _, version = parse_sdist_filename(filename)
    except (InvalidSdistFilename, InvalidWheelFilename):
        return None
    return Distribution(name, version, filename, plain, DistributionKind.SDIST, "")
