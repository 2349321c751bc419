"""What an sdist says as its publisher built it: egg-info, PKG-INFO of any version, literal arguments of setup()."""

from __future__ import annotations

import pytest
from packaging.utils import canonicalize_name
from packaging.version import Version

from resolver_core.index.formats.core_metadata import parse_core_metadata
from resolver_core.index.formats.sdist.archive import read_members
from resolver_core.index.formats.sdist.as_built import AsBuilt, metadata_as_built
from resolver_core.index.records import CoreMetadata
from tests.support.archives import a_metadata, a_tar

DEMO = canonicalize_name("demo")
OLD = a_metadata("demo", "1.0", metadata_version="1.1")
EGG = a_metadata("Demo", "1.0", "Requires-Python: >=3.6", "Provides-Extra: Fast_Path", metadata_version="2.1")
REQUIRES = b"""\
other>=2
direct @ https://index.test/a.zip

[:python_version < "3"]
enum34

[fast-path]
speed

[fast-path:sys_platform == "win32"]
winspeed>=1
"""


def found(members: dict[str, bytes], version: str = "1.0") -> AsBuilt | None:
    archive = a_tar({f"demo-{version}/{name}": data for name, data in members.items()})
    return metadata_as_built(read_members(archive, f"demo-{version}.tar.gz"), DEMO, Version(version))


def read(members: dict[str, bytes], version: str = "1.0") -> tuple[CoreMetadata, str]:
    built = found(members, version)
    assert built is not None
    return parse_core_metadata(built.text), built.witness


def requirements(metadata: CoreMetadata) -> list[str]:
    return [str(requirement) for requirement in metadata.requires_dist]


@pytest.mark.parametrize("folder", ["demo.egg-info", "src/Demo.egg-info", "python/lib/demo.egg-info"])
def test_the_egg_info_says_all(folder: str) -> None:
    metadata, witness = read({"PKG-INFO": OLD, f"{folder}/PKG-INFO": EGG, f"{folder}/requires.txt": REQUIRES})
    assert witness == f"{folder}/requires.txt"
    assert requirements(metadata) == [
        "other>=2",
        "direct @ https://index.test/a.zip",
        'enum34; python_version < "3"',
        'speed; extra == "fast-path"',
        'winspeed>=1; sys_platform == "win32" and extra == "fast-path"',
    ]
    assert str(metadata.requires_python) == ">=3.6"
    assert metadata.provides_extra == ("fast-path",)


def test_no_requires_file_beside_a_pkg_info_means_no_requirements() -> None:
    metadata, witness = read({"demo.egg-info/PKG-INFO": OLD, "setup.py": b"setup(install_requires=compute())"})
    assert requirements(metadata) == []
    assert witness == "demo.egg-info/PKG-INFO"


def test_the_egg_info_of_another_project_says_nothing() -> None:
    others = {
        "vendored/other.egg-info/PKG-INFO": a_metadata("other", "3"),
        "vendored/other.egg-info/requires.txt": b"x",
    }
    assert found(others) is None
    metadata, _ = read(others | {"demo.egg-info/PKG-INFO": EGG})
    assert requirements(metadata) == []


def test_the_nearest_egg_info_is_taken() -> None:
    metadata, witness = read(
        {
            "tests/data/demo.egg-info/PKG-INFO": EGG,
            "tests/data/demo.egg-info/requires.txt": b"wrong",
            "demo.egg-info/PKG-INFO": EGG,
            "demo.egg-info/requires.txt": b"right",
        }
    )
    assert (requirements(metadata), witness) == (["right"], "demo.egg-info/requires.txt")


def test_a_pkg_info_of_any_version() -> None:
    old = a_metadata("demo", "1.0", "Requires-Dist: poetry-made (>=1,<2)", metadata_version="2.1")
    metadata, witness = read({"PKG-INFO": old, "setup.py": b"setup(install_requires=['other'])"})
    assert (requirements(metadata), witness) == (["poetry-made<2,>=1"], "PKG-INFO")


def test_dynamic_fields_are_what_they_were_when_it_was_built() -> None:
    dynamic = a_metadata("demo", "1.0", "Dynamic: Requires-Dist", "Requires-Dist: then", metadata_version="2.2")
    assert requirements(read({"PKG-INFO": dynamic})[0]) == ["then"]


def test_distutils_wrote_no_requirements() -> None:
    metadata, witness = read({"PKG-INFO": OLD, "setup.py": b"setup(install_requires=['other'])"})
    assert (requirements(metadata), witness) == (["other"], "setup.py")
    metadata, witness = read({"PKG-INFO": OLD, "setup.py": b"setup(install_requires=compute())"})
    assert (requirements(metadata), witness) == ([], "PKG-INFO")


def test_arguments_in_so_many_words() -> None:
    setup = b"from setuptools import setup\nsetup(install_requires=['a'], extras_require={'x:os_name==\"nt\"': ['b']})"
    metadata, witness = read({"setup.py": setup})
    assert witness == "setup.py"
    assert requirements(metadata) == ["a", 'b; os_name == "nt" and extra == "x"']
    assert (metadata.name, str(metadata.version)) == ("demo", "1.0")


def test_another_version_is_another_release() -> None:
    assert found({"PKG-INFO": a_metadata("demo", "2.0", metadata_version="2.1")}) is None
    assert found({"PKG-INFO": a_metadata("other", "1.0", metadata_version="2.1")}) is None
    assert found({}) is None


def test_a_local_label_of_the_build_is_not() -> None:
    built = a_metadata("demo", "1.0+g0ab12cd", "Requires-Dist: other", metadata_version="2.1")
    metadata, _ = read({"PKG-INFO": built})
    assert (requirements(metadata), str(metadata.version)) == (["other"], "1.0")


def test_what_cannot_be_parsed_is_passed_over() -> None:
    broken = a_metadata("demo", "1.0", "Requires-Dist: !!!", metadata_version="2.1")
    metadata, witness = read({"PKG-INFO": broken, "setup.py": b"setup(install_requires=['other'])"})
    assert (requirements(metadata), witness) == (["other"], "setup.py")
