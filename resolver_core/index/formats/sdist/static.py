"""Static metadata of an sdist: what its publisher promises not to depend on a build.

uv's order (uv-resolution section 2.7, item 6; the finer cases measured with uv 0.13.8): the `[project]` table of
pyproject.toml where nothing needed is dynamic, else PKG-INFO of metadata version 2.2 or later without needed fields
in `Dynamic` (PEP 643), else the sdist would have to be built, which we never do. What uv cannot unpack it cannot
build either.
"""

from __future__ import annotations

import re
import tomllib
from typing import Any

from packaging.utils import NormalizedName
from packaging.version import Version

from resolver_core.index.formats.core_metadata import Headers, InvalidMetadata, parse_core_metadata
from resolver_core.index.formats.filenames import normalized
from resolver_core.index.formats.lenient import UnreadableText, is_version, lenient_specifiers
from resolver_core.index.formats.sdist.archive import Members, NeedsBuild
from resolver_core.index.formats.sdist.header_block import header_block
from resolver_core.index.records import CoreMetadata

_NEEDED_IN_PROJECT = frozenset({"dependencies", "optional-dependencies", "requires-python"})
_NEEDED_IN_HEADERS = frozenset({"Requires-Dist", "Requires-Python", "Provides-Extra"})  # uv minds the case


class _NotHere(Exception):
    """This file does not state the metadata; the next one may."""


def static_metadata(members: Members, project: NormalizedName, version: Version) -> bytes:
    """The static metadata of an sdist, in the form of a METADATA header block.

    `project` and `version` are those of the file name: a dynamic version is taken from there, and metadata that
    contradict them are not used. Raises `NeedsBuild` (uv builds, or fails as a build does), or `InvalidMetadata` for
    a pyproject.toml that makes uv turn to the next version.
    """
    reasons = []
    for name, read in (("pyproject.toml", _from_pyproject), ("PKG-INFO", _from_pkg_info)):
        if name not in members:
            reasons.append(f"no {name}")
            continue
        try:
            text = read(members[name], version)
            _check_identity(parse_core_metadata(text), project, version)
            return text
        except (_NotHere, InvalidMetadata) as error:
            if isinstance(error, _Malformed):
                raise
            reasons.append(f"{name}: {error}")
    raise NeedsBuild("; ".join(reasons))


def _check_identity(metadata: CoreMetadata, project: NormalizedName, version: Version) -> None:
    if metadata.name != project or metadata.version not in (version, Version(version.public)):
        raise _NotHere(f"of {metadata.name} {metadata.version}")


def _from_pkg_info(data: bytes, version: Version) -> bytes:
    headers = Headers(data)
    declared = re.match(r"(\d+)\.(\d+)", headers.first("Metadata-Version") or "")
    if declared is None or not (2, 2) <= (int(declared[1]), int(declared[2])) < (3, 0):
        raise _NotHere(f"metadata version {headers.first('Metadata-Version')}")
    if dynamic := [field for field in headers.all("Dynamic") if field in _NEEDED_IN_HEADERS]:
        raise _NotHere(f"{', '.join(dynamic)} is dynamic")
    return headers.text.encode()


def _from_pyproject(data: bytes, version: Version) -> bytes:
    try:
        document = tomllib.loads(data.decode())
    except UnicodeDecodeError as error:
        raise NeedsBuild("pyproject.toml is no UTF-8") from error
    except (ValueError, RecursionError) as error:  # TOMLDecodeError, a number of too many digits, endless nesting
        raise _Malformed(f"pyproject.toml: {str(error)[:200]}") from error
    project = document.get("project")
    if project is None:
        raise _NotHere("no [project] table")
    _check_project_table(project)
    if dynamic := sorted(_NEEDED_IN_PROJECT & set(_texts(project.get("dynamic")))):
        raise _NotHere(f"{', '.join(dynamic)} is dynamic")
    if "dependencies" not in project and "poetry" in _table(document.get("tool")):
        raise _NotHere("dependencies in Poetry's own table")
    python = project.get("requires-python")
    return header_block(
        project["name"],
        str(project.get("version", version)),
        python if isinstance(python, str) else None,
        _texts(project.get("dependencies")),
        {name: _texts(texts) for name, texts in _table(project.get("optional-dependencies")).items()},
    )


class _Malformed(InvalidMetadata):
    """A pyproject.toml against the standard: uv neither looks further nor builds."""


def _check_project_table(project: object) -> None:
    """Refuse what uv refuses to read. A bad requires-python is different: it fails like a build."""
    if not isinstance(project, dict):
        raise _Malformed("pyproject.toml: project is no table")
    name, version = project.get("name"), project.get("version")
    if not isinstance(name, str) or normalized(name) is None:
        raise _Malformed(f"pyproject.toml: invalid project name {name!r}")
    if version is not None and not (isinstance(version, str) and is_version(version)):
        raise _Malformed(f"pyproject.toml: invalid version {version!r}")
    extras = project.get("optional-dependencies", {})
    if not isinstance(extras, dict) or any(normalized(extra) is None for extra in extras):
        raise _Malformed("pyproject.toml: invalid optional-dependencies")
    for texts in (project.get("dynamic", []), project.get("dependencies", []), *extras.values()):
        if not isinstance(texts, list) or len(_texts(texts)) != len(texts):
            raise _Malformed("pyproject.toml: not a list of texts")
    try:
        lenient_specifiers(str(project.get("requires-python", "")))
    except UnreadableText as error:
        raise NeedsBuild(f"pyproject.toml: requires-python {error}") from error


def _texts(value: object) -> list[str]:
    return [item for item in value if isinstance(item, str)] if isinstance(value, list) else []


def _table(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}
