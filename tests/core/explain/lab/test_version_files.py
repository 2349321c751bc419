"""The metadata of every file of one version, put together and stated by hand."""

from __future__ import annotations

import tomllib

from resolver_core.explain.causes.shared_edits import stated_whole
from resolver_core.explain.lab.version_files import whole_version
from resolver_core.index.kept.memory import MemoryFile
from resolver_core.index.records import MetadataProblemKind
from tests.support.causes import PROJECT, a_world, root_on, world_of
from tests.support.laboratories import a_laboratory
from tests.support.small_indexes import Example

DIFFER = Example({"t": {"1.0": {"L": ["np>=2"], "M": ["np<2"], "W": ["np<2"]}}, "np": "1 2"}, ["t"])


def test_all_files_are_asked_and_not_only_those_that_were_read() -> None:
    laboratory = a_laboratory(DIFFER)
    (pin,) = [pin for pin in laboratory.single.pins if pin.project == "t"]
    whole = whole_version(laboratory, pin.distributions)
    assert whole is not None
    assert sorted(map(str, whole.metadata.requires_dist), reverse=True) == [
        'np>=2; sys_platform == "linux"',
        'np<2; sys_platform != "linux"',
    ]
    assert not whole.is_uniform
    assert not whole.unread


def test_versions_whose_files_agree_are_not_stated() -> None:
    laboratory = a_laboratory(DIFFER)
    (candidate,) = stated_whole(laboratory, [pin for pin in laboratory.single.pins if not pin.is_root])
    (entry,) = tomllib.loads(candidate.text)["tool"]["uv"]["dependency-metadata"]
    assert (entry["name"], entry["version"]) == ("t", "1.0")
    assert candidate.title == "tell uv what t 1.0 requires (dependency-metadata)"


def test_the_fix_keeps_what_other_platforms_need() -> None:
    divergence = root_on(world_of(DIFFER).explained(), "t")
    assert divergence is not None
    fix = divergence.fixes[0]
    assert fix.agrees
    assert "dependency-metadata" in fix.title
    assert not [move for move in fix.moves if "disappear" in move]


def test_files_that_cannot_be_read_are_said() -> None:
    files = (
        MemoryFile("a-1-cp311-cp311-manylinux_2_17_x86_64.whl", requires=["b"]),
        MemoryFile("a-1-cp311-cp311-macosx_11_0_arm64.whl"),
        MemoryFile("a-1-cp311-cp311-win_amd64.whl", problem=MetadataProblemKind.NETWORK),
    )
    world = a_world(PROJECT.format('["a"]'), {"b": "1"}, files={"a": files})
    laboratory = a_laboratory(Example({}, ["a"]), index=world.index)
    whole = whole_version(laboratory, next(pin for pin in laboratory.single.pins if pin.project == "a").distributions)
    assert whole is not None
    assert whole.unread == ("a-1-cp311-cp311-win_amd64.whl",)
