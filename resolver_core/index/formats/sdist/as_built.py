"""Metadata of an sdist as its publisher built it: an assumption, never a fact, since a build elsewhere may differ.

Nearly every sdist of setuptools carries what its own build wrote:

    demo-1.0/demo.egg-info/requires.txt   requirements by extra and marker; none beside a PKG-INFO: no requirements
    demo-1.0/demo.egg-info/PKG-INFO       Requires-Python, Provides-Extra
    demo-1.0/PKG-INFO                     of other build backends: everything, whatever its metadata version
    demo-1.0/setup.py, setup.cfg          arguments that are literals (setup_arguments.py), read and never run
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from packaging.utils import InvalidName, NormalizedName, canonicalize_name
from packaging.version import InvalidVersion, Version

from resolver_core.index.formats.core_metadata import Headers, InvalidMetadata, parse_core_metadata
from resolver_core.index.formats.sdist.archive import Members
from resolver_core.index.formats.sdist.header_block import conditional, header_block
from resolver_core.index.formats.sdist.setup_arguments import SetupArguments, setup_arguments

_EGG_INFO = ".egg-info"
_SECTION = re.compile(r"\[(?P<extra>[^\]:]*)(?::(?P<marker>.*))?\]")
_OF_DISTUTILS = re.compile(r"1\.[01]\b")


@dataclass(frozen=True, slots=True)
class AsBuilt:
    """A METADATA header block, and the member of the archive that it rests on."""

    text: bytes
    witness: str


def metadata_as_built(members: Members, project: NormalizedName, version: Version) -> AsBuilt | None:
    """What the publisher's own build said of the sdist of `project` and `version`; None where nothing does."""
    for found in _witnesses(members, project, version):
        try:
            metadata = parse_core_metadata(found.text)
        except InvalidMetadata:
            continue
        if metadata.name == project and metadata.version in (version, Version(version.public)):
            return found
    return None


def metadata_at_start(start: Members, project: NormalizedName, version: Version) -> AsBuilt | None:
    """The same of the files at the start of an archive, where nobody knows what stands further back.

    A PKG-INFO counts that states requirements, or is of a metadata version with which build backends state all.
    """
    stated = start.get("PKG-INFO")
    if stated is None:
        return None
    headers = Headers(stated)
    declared = re.match(r"(\d+)\.(\d+)", headers.first("Metadata-Version") or "")
    is_whole = declared is not None and (int(declared[1]), int(declared[2])) >= (2, 2)
    if not is_whole and not headers.all("Requires-Dist"):
        return None
    return metadata_as_built({"PKG-INFO": stated}, project, version)


def _witnesses(members: Members, project: NormalizedName, version: Version) -> Iterator[AsBuilt]:
    """Those that stand for the most first."""
    folder = _egg_info(members, project)
    if folder is not None:
        yield _from_egg_info(members, folder, project, version)
    stated = members.get("PKG-INFO")
    arguments = setup_arguments(members.get("setup.py"), members.get("setup.cfg"))
    by_distutils = stated is not None and _is_of_distutils(stated)
    if stated is not None and not by_distutils:
        yield AsBuilt(_restated(Headers(stated), project, version), "PKG-INFO")
    if arguments is not None:
        yield AsBuilt(_from_arguments(arguments, project, version), arguments.witness)
    if stated is not None and by_distutils:
        yield AsBuilt(_restated(Headers(stated), project, version), "PKG-INFO")


def _is_of_distutils(pkg_info: bytes) -> bool:
    """distutils writes no requirements, whatever setup.py asks for: its PKG-INFO is the last resort."""
    headers = Headers(pkg_info)
    return bool(_OF_DISTUTILS.match(headers.first("Metadata-Version") or "")) and not headers.all("Requires-Dist")


def _restated(headers: Headers, project: NormalizedName, version: Version) -> bytes:
    """The header block under the version of the file name: a version may be written in another form."""
    stated = headers.first("Version") or ""
    try:
        name, same = canonicalize_name(headers.first("Name") or "", validate=True), Version(stated) == version
    except (InvalidName, InvalidVersion):
        return headers.text.encode()
    return headers.text.encode() if name != project or same else _with_version(headers, version)


def _with_version(headers: Headers, version: Version) -> bytes:
    """A tag of the build ("1.0.dev1+g0ab") that the file name lacks does not make it another release."""
    stated = Version(headers.first("Version") or "")
    if stated.public != version.public:
        return headers.text.encode()
    return re.sub(r"(?m)^Version:.*$", f"Version: {version}", headers.text, count=1).encode()


def _egg_info(members: Members, project: NormalizedName) -> str | None:
    """The folder of the project's own egg-info, the one nearest to the root where there are several."""
    folders = {path.rpartition("/")[0] for path in members if f"{_EGG_INFO}/" in path}
    own = [folder for folder in folders if f"{folder}/PKG-INFO" in members and _named(folder) == project]
    return min(own, key=lambda folder: (folder.count("/"), folder), default=None)


def _named(folder: str) -> NormalizedName:
    return canonicalize_name(folder.rpartition("/")[2].removesuffix(_EGG_INFO))


def _from_egg_info(members: Members, folder: str, project: NormalizedName, version: Version) -> AsBuilt:
    headers = Headers(members[f"{folder}/PKG-INFO"])
    requires = members.get(f"{folder}/requires.txt")
    witness = f"{folder}/{'PKG-INFO' if requires is None else 'requires.txt'}"
    if requires is None and headers.all("Requires-Dist"):
        return AsBuilt(_restated(headers, project, version), witness)
    dependencies, optional = _by_extra(requires or b"")
    told = set(map(canonicalize_name, optional))
    optional |= {extra: [] for extra in headers.all("Provides-Extra") if canonicalize_name(extra) not in told}
    stated = _restated(headers, project, version)
    again = Headers(stated)
    text = header_block(
        again.first("Name") or project,
        again.first("Version") or str(version),
        again.first("Requires-Python"),
        dependencies,
        optional,
    )
    return AsBuilt(text, witness)


def _by_extra(requires: bytes) -> tuple[list[str], dict[str, list[str]]]:
    """requires.txt: lines before any section are for everybody, "[extra:marker]" opens one."""
    dependencies: list[str] = []
    optional: dict[str, list[str]] = {}
    extra, marker = "", ""
    for line in map(str.strip, requires.decode("utf-8", errors="replace").splitlines()):
        if not line or line.startswith("#"):
            continue
        section = _SECTION.fullmatch(line)
        if section is not None:
            extra, marker = section["extra"].strip(), (section["marker"] or "").strip()
            if extra:
                optional.setdefault(extra, [])
            continue
        wanted = optional[extra] if extra else dependencies
        wanted.append(conditional(line, marker) if marker else line)
    return dependencies, optional


def _from_arguments(arguments: SetupArguments, project: NormalizedName, version: Version) -> bytes:
    dependencies = list(arguments.install_requires)
    optional: dict[str, list[str]] = {}
    for key, requirements in arguments.extras_require.items():
        extra, _, marker = (part.strip() for part in key.partition(":"))
        conditioned = [conditional(text, marker) if marker else text for text in requirements]
        (optional.setdefault(extra, []) if extra else dependencies).extend(conditioned)
    return header_block(project, str(version), arguments.python_requires, dependencies, optional)
