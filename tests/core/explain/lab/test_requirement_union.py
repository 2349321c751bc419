"""What all files of one version require together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest
from packaging.markers import Marker
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name
from packaging.version import Version

from resolver_core.explain.lab.requirement_union import FileMetadata, is_uniform, union
from resolver_core.explain.lab.spots import spots
from resolver_core.index.kept.memory import DEFAULT_URL, MemoryFile, MemoryIndex
from resolver_core.index.records import CoreMetadata, IndexLocation, MetadataRead, ProjectPage

LINUX, ARM, MAC, WINDOWS = (
    "cp311-cp311-manylinux_2_17_x86_64",
    "cp311-cp311-manylinux_2_17_aarch64",
    "cp311-cp311-macosx_11_0_arm64",
    "cp311-cp311-win_amd64",
)


def files(requires: Mapping[str, Sequence[str]]) -> list[FileMetadata]:
    listed = [
        MemoryFile("a-1.tar.gz" if tag == "sdist" else f"a-1-{tag}.whl", requires=list(needed))
        for tag, needed in requires.items()
    ]
    index = MemoryIndex({"a": tuple(listed)})
    page = index.page(IndexLocation(DEFAULT_URL), canonicalize_name("a"))
    assert isinstance(page, ProjectPage)
    answers = [(file, index.metadata(file)) for file in page.distributions]
    return [FileMetadata(file, answer.metadata) for file, answer in answers if isinstance(answer, MetadataRead)]


def united(requires: Mapping[str, Sequence[str]], minors: Sequence[int] = (11,)) -> list[str]:
    return list(map(str, union(files(requires), spots(minors)).requires_dist))


@pytest.mark.parametrize(
    ("requires", "expected"),
    [
        ({LINUX: ["b"], MAC: ["b"]}, ["b"]),
        ({LINUX: ["b>=2"], MAC: ["b<2"]}, ['b>=2; sys_platform == "linux"', 'b<2; sys_platform == "darwin"']),
        ({LINUX: ["b"], MAC: ["b"], WINDOWS: ["c"]}, ['b; sys_platform != "win32"', 'c; sys_platform == "win32"']),
        (
            {LINUX: ["b"], ARM: [], WINDOWS: []},
            ['b; sys_platform == "linux" and platform_machine == "x86_64"'],
        ),
        ({LINUX: ['b; sys_platform == "linux"'], MAC: []}, ['b; sys_platform == "linux"']),
        (
            {LINUX: ['b; python_version < "3.12" or extra == "x"'], MAC: []},
            ['b; (python_version < "3.12" or extra == "x") and sys_platform == "linux"'],
        ),
        ({"py2-none-any": ["old"], "py3-none-any": ["new"]}, ["new"]),
        ({LINUX: ["b"], "py3-none-any": ["c"]}, None),
        ({LINUX: ["b"], "sdist": []}, None),
    ],
)
def test_each_requirement_is_under_the_marker_of_its_files(
    requires: Mapping[str, Sequence[str]], expected: list[str] | None
) -> None:
    if expected is None:
        expected = ['b; sys_platform == "linux" and platform_machine == "x86_64"']
        assert united(requires)[:1] == expected
    else:
        assert united(requires) == expected


def test_pythons_tell_files_apart_where_platforms_do_not() -> None:
    old, new = "cp310-cp310-manylinux_2_17_x86_64", "cp311-cp311-manylinux_2_17_x86_64"
    assert united({old: ["b"], new: ["c"]}, (10, 11)) == ['b; python_version < "3.11"', 'c; python_version >= "3.11"']


def test_the_union_holds_on_every_machine_what_its_own_file_says() -> None:
    requires = {
        "cp310-cp310-manylinux_2_17_x86_64": ["b"],
        "cp311-cp311-manylinux_2_17_x86_64": ["c"],
        "cp310-cp310-win_amd64": ["c"],
        "cp311-cp311-win_amd64": ["b"],
        MAC: ["c", "d"],
    }
    whole = union(files(requires), spots((10, 11)))
    for spot in spots((10, 11)):
        tags = [
            f"cp3{spot.minor}-cp3{spot.minor}-{tag}"
            for tag, system, machine in (
                ("manylinux_2_17_x86_64", "linux", "x86_64"),
                ("win_amd64", "win32", "AMD64"),
                ("macosx_11_0_arm64", "darwin", "arm64"),
            )
            if (system, machine) == (spot.system, spot.machine)
        ]
        own = next((requires[tag] for tag in tags if tag in requires), None)
        if own is not None:
            holding = [
                one.name
                for one in whole.requires_dist
                if one.marker is None or Marker(str(one.marker)).evaluate(dict(spot.markers))
            ]
            assert holding == own, spot


def test_a_range_of_pythons_that_differs_is_left_out() -> None:
    first, second = files({LINUX: [], MAC: []})
    narrow = CoreMetadata(canonicalize_name("a"), Version("1"), requires_python=SpecifierSet(">=3.8"))
    assert union([FileMetadata(first.file, narrow), second], spots((11,))).requires_python is None
    both = [FileMetadata(one.file, narrow) for one in (first, second)]
    assert union(both, spots((11,))).requires_python == SpecifierSet(">=3.8")


def test_files_that_say_the_same() -> None:
    assert is_uniform(files({LINUX: ["b", "c"], MAC: ["c", "b"]}))
    assert not is_uniform(files({LINUX: ["b"], MAC: []}))
