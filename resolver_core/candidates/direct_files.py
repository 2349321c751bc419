"""The file that a direct URL names, by its name alone."""

from __future__ import annotations

from urllib.parse import unquote, urlsplit

from packaging.utils import (
    InvalidSdistFilename,
    InvalidWheelFilename,
    NormalizedName,
    parse_sdist_filename,
    parse_wheel_filename,
)

from resolver_core.index.records import Distribution, DistributionKind


def distribution_at(name: NormalizedName, url: str) -> Distribution | None:
    """The wheel or sdist at an http(s) URL; None for anything else: a repository, a folder, another name."""
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
