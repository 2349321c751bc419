from __future__ import annotations

import tarfile

import pytest
from packaging.utils import NormalizedName, canonicalize_name
from packaging.version import Version

from resolver_core.index.formats.core_metadata import InvalidMetadata, parse_core_metadata
from resolver_core.index.formats.sdist import archive as sdist
from resolver_core.index.formats.sdist import static
from resolver_core.index.formats.sdist.archive import NeedsBuild, read_members
from resolver_core.index.records import CoreMetadata
from tests.support.archives import a_metadata, a_tar, a_zip

DEMO = canonicalize_name("demo")
STATIC = b"""
[project]
name = "Demo"
version = "1.0"
requires-python = ">=3.8"
dependencies = ["other>=2", "direct @ https://index.test/a;b.zip ; python_version < '3.9'"]
[project.optional-dependencies]
Fast_Path = ["speed", "more ; sys_platform == 'linux' or os_name == 'nt'"]
"""
OLD_PKG_INFO = a_metadata("demo", "1.0", "Requires-Dist: from-pkg-info", metadata_version="2.1")
PKG_INFO = a_metadata("demo", "1.0", "Requires-Dist: from-pkg-info", metadata_version="2.2")


def static_metadata(archive: bytes, filename: str, project: NormalizedName, version: Version) -> bytes:
    return static.static_metadata(read_members(archive, filename), project, version)


def read(members: dict[str, bytes | tarfile.TarInfo], *, version: str = "1.0") -> CoreMetadata:
    archive = a_tar({f"demo-{version}/{name}": data for name, data in members.items()})
    return parse_core_metadata(static_metadata(archive, f"demo-{version}.tar.gz", DEMO, Version(version)))


def requirements(metadata: CoreMetadata) -> list[str]:
    return [str(requirement) for requirement in metadata.requires_dist]


def test_a_static_project_table() -> None:
    metadata = read({"pyproject.toml": STATIC, "PKG-INFO": PKG_INFO})
    assert metadata.name == "demo"
    assert str(metadata.requires_python) == ">=3.8"
    assert metadata.provides_extra == ("fast-path",)
    assert requirements(metadata) == [
        "other>=2",
        'direct @ https://index.test/a;b.zip ; python_version < "3.9"',
        'speed; extra == "fast-path"',
        'more; (sys_platform == "linux" or os_name == "nt") and extra == "fast-path"',
    ]


def test_a_dynamic_version_is_the_file_names() -> None:
    metadata = read({"pyproject.toml": b'[project]\nname = "demo"\ndynamic = ["version", "readme"]'}, version="3.1")
    assert metadata.version == Version("3.1")


PROJECT = b'[project]\nname = "demo"\nversion = "1"\n'


@pytest.mark.parametrize(
    "pyproject",
    [
        b'[build-system]\nrequires = ["setuptools"]',
        PROJECT + b'dynamic = ["dependencies"]',
        PROJECT + b'dynamic = ["optional-dependencies"]',
        PROJECT + b'dynamic = ["requires-python"]',
        PROJECT + b'[tool.poetry.dependencies]\nother = "*"',
        PROJECT + b'dependencies = ["!!"]',
        b'[project]\nname = "other"\nversion = "1"',
        b'[project]\nname = "demo"\nversion = "2"',
    ],
    ids=["no-table", "dependencies", "extras", "python", "poetry", "bad", "name", "version"],
)
def test_a_project_table_that_does_not_say_leaves_it_to_pkg_info(pyproject: bytes) -> None:
    """Which ones do is measured with uv 0.13.8, here and below."""
    assert requirements(read({"pyproject.toml": pyproject, "PKG-INFO": PKG_INFO})) == ["from-pkg-info"]
    with pytest.raises(NeedsBuild, match=r"pyproject\.toml: .*; PKG-INFO: metadata version 2\.1"):
        read({"pyproject.toml": pyproject, "PKG-INFO": OLD_PKG_INFO})


@pytest.mark.parametrize(
    "pyproject",
    [
        b"not toml",
        b"project = 3",
        b'[project]\nversion = "1"',
        b'[project]\nname = "de mo"\nversion = "1"',
        b'[project]\nname = "demo"\nversion = "x"',
        PROJECT + b'dependencies = "x"',
        PROJECT + b'dynamic = "version"',
        PROJECT + b'[project.optional-dependencies]\n"a b" = []',
        PROJECT + b'[project.optional-dependencies]\nx = "y"',
    ],
)
def test_a_malformed_project_table_makes_the_version_unavailable(pyproject: bytes) -> None:
    with pytest.raises(InvalidMetadata, match=r"pyproject\.toml"):
        read({"pyproject.toml": pyproject, "PKG-INFO": PKG_INFO})


@pytest.mark.parametrize("pyproject", [b"\xff\xfe", PROJECT + b'requires-python = "three"'])
def test_two_faults_of_a_project_table_fail_like_a_build(pyproject: bytes) -> None:
    with pytest.raises(NeedsBuild, match=r"pyproject\.toml"):
        read({"pyproject.toml": pyproject, "PKG-INFO": PKG_INFO})


@pytest.mark.parametrize(
    "pkg_info",
    [
        a_metadata("other", "1.0"),
        a_metadata("demo", "2.5"),
        a_metadata("de mo", "1.0"),
        a_metadata("demo", "x"),
        a_metadata("demo", "1.0", "Requires-Dist: !!"),
        a_metadata("demo", "1.0", "Requires-Python: three"),
        a_metadata("demo", "1.0", metadata_version="3.0"),
        b"Name: demo\nVersion: 1.0",
        b"Metadata-Version: 2.3\nName: demo",
    ],
)
def test_pkg_info_that_cannot_be_used_needs_a_build(pkg_info: bytes) -> None:
    with pytest.raises(NeedsBuild, match="PKG-INFO"):
        read({"PKG-INFO": pkg_info})


def test_the_root_is_the_only_folder_or_the_archive_itself() -> None:
    def requires(members: dict[str, bytes | tarfile.TarInfo]) -> bytes:
        return static_metadata(a_tar(members), "demo-1.0.tar.gz", DEMO, Version("1.0"))

    assert requires({"any-name/PKG-INFO": PKG_INFO, "any-name/sub/PKG-INFO": b""}) == PKG_INFO
    assert requires({"PKG-INFO": PKG_INFO, "setup.py": b""}) == PKG_INFO
    with pytest.raises(NeedsBuild, match="no PKG-INFO"):
        requires({"demo-1.0/PKG-INFO": PKG_INFO, "other/file": b""})


def test_a_field_name_in_dynamic_is_told_by_its_case() -> None:
    lower = a_metadata("demo", "1.0", "Dynamic: requires-dist", metadata_version="2.2")
    assert requirements(read({"PKG-INFO": lower})) == []


@pytest.mark.parametrize("field", ["Requires-Dist", "Requires-Python", "Provides-Extra"])
def test_pkg_info_with_a_dynamic_field_needs_a_build(field: str) -> None:
    dynamic = a_metadata("demo", "1.0", "Dynamic: Summary", f"Dynamic: {field}", metadata_version="2.2")
    with pytest.raises(NeedsBuild, match=f"{field} is dynamic"):
        read({"PKG-INFO": dynamic})


def test_an_sdist_that_says_nothing_needs_a_build() -> None:
    with pytest.raises(NeedsBuild, match=r"no pyproject.toml; no PKG-INFO"):
        read({"setup.py": b"", "src/demo.egg-info/PKG-INFO": PKG_INFO})


def test_other_archive_forms() -> None:
    members = {"demo-1.0/PKG-INFO": PKG_INFO}
    for archive, name in (
        (a_zip(members), "demo-1.0.zip"),
        (a_tar({**members}, compression="bz2"), "demo-1.0.tar.bz2"),
        (a_tar({**members}, compression="xz"), "demo-1.0.tar.xz"),
        (a_tar({**members}, compression=""), "demo-1.0.tar"),
    ):
        assert static_metadata(archive, name, DEMO, Version("1.0")) == PKG_INFO


def link(kind: bytes, name: str, target: str) -> tarfile.TarInfo:
    member = tarfile.TarInfo(name)
    member.type, member.linkname = kind, target
    return member


@pytest.mark.parametrize(
    "archive",
    [
        b"",
        b"no archive at all",
        a_tar({"demo-1.0/PKG-INFO": PKG_INFO})[:40],
        a_tar({"../demo-1.0/PKG-INFO": PKG_INFO}),
        a_tar({"demo-1.0/../../PKG-INFO": PKG_INFO}),
        a_tar({"/demo-1.0/PKG-INFO": PKG_INFO}),
        a_tar({"demo-1.0/PKG-INFO": b"x" * (sdist.MAX_MEMBER_BYTES + 1)}),
    ],
    ids=["empty", "text", "cut", "up", "up-inside", "absolute", "large-member"],
)
def test_a_hostile_archive_is_refused(archive: bytes) -> None:
    with pytest.raises(NeedsBuild):
        static_metadata(archive, "demo-1.0.tar.gz", DEMO, Version("1.0"))


@pytest.mark.parametrize("kind", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.FIFOTYPE, tarfile.CHRTYPE])
def test_links_and_devices_are_no_metadata_files(kind: bytes) -> None:
    archive = a_tar({"x": link(kind, "demo-1.0/PKG-INFO", "/etc/passwd")})
    with pytest.raises(NeedsBuild):
        static_metadata(archive, "demo-1.0.tar.gz", DEMO, Version("1.0"))


def test_an_archive_that_grows_when_unpacked_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sdist, "MAX_UNPACKED_BYTES", 1_000_000)
    bomb = a_tar({"demo-1.0/data": b"\0" * 5_000_000, "demo-1.0/PKG-INFO": PKG_INFO})
    with pytest.raises(NeedsBuild, match="too large when unpacked"):
        static_metadata(bomb, "demo-1.0.tar.gz", DEMO, Version("1.0"))


def test_an_archive_of_too_many_members_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sdist, "MAX_MEMBERS", 10)
    many = {f"demo-1.0/{number}": b"" for number in range(11)}
    for archive, name in ((a_tar({**many}), "demo-1.0.tar.gz"), (a_zip(many), "demo-1.0.zip")):
        with pytest.raises(NeedsBuild, match="too many members"):
            static_metadata(archive, name, DEMO, Version("1.0"))
