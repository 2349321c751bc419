"""Distributions from little more than a file name."""

from __future__ import annotations

from datetime import UTC, datetime

from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name

from resolver_core.candidates.releases import Releases
from resolver_core.index.formats.filenames import parse_filename
from resolver_core.index.records import Distribution, DistributionKind, ProjectPage
from tests.support.served_index import ServedFile

INDEX_URL = "https://index.test/simple"


def a_distribution(
    filename: str,
    *,
    requires_python: str | None = None,
    uploaded_at: str | None = None,
    yanked_reason: str | None = None,
) -> Distribution:
    """The file of this name. `uploaded_at` is RFC 3339 with an offset."""
    project = canonicalize_name(filename.split("-")[0])
    parsed = parse_filename(filename, project)
    return Distribution(
        project=project,
        version=parsed.version,
        filename=filename,
        url=f"https://index.test/files/{filename}",
        kind=DistributionKind.WHEEL if parsed.is_wheel else DistributionKind.SDIST,
        index_url=INDEX_URL,
        tags=parsed.tags,
        build_tag=parsed.build_tag,
        requires_python=None if requires_python is None else SpecifierSet(requires_python),
        uploaded_at=None if uploaded_at is None else datetime.fromisoformat(uploaded_at).astimezone(UTC),
        yanked_reason=yanked_reason,
    )


def as_distribution(file: ServedFile) -> Distribution:
    """A served file as our own index reader gives it."""
    return a_distribution(
        file.filename,
        requires_python=file.requires_python,
        uploaded_at=file.uploaded_at,
        yanked_reason=None if file.yanked is False else "" if file.yanked is True else file.yanked,
    )


def some_releases(*distributions: Distribution, flat: bool = False) -> Releases:
    """The releases of the page that lists these files of one project."""
    page = ProjectPage(distributions[0].project, INDEX_URL, distributions)
    return Releases.of(page, flat=flat)
