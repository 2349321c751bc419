from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import replace
from itertools import product
from typing import Any

import pytest
from packaging.pylock import Pylock, PylockSelectError
from packaging.utils import canonicalize_name

from resolver_core.answer.resolution import Resolution
from resolver_core.codec import from_json, to_json
from resolver_core.exports import NotExportable, to_pylock
from resolver_core.index.network.guard import LOOPBACK_NETWORKS
from resolver_core.index.network.opening import open_index
from resolver_core.inputs.parse import parse_problem
from resolver_core.policy import Options, Policy, requires_python_of
from resolver_core.solver.solve import resolve
from resolver_core.targets.environment import Environment
from tests.core.exports.answers import UPLOADED, both, torch_like
from tests.support.builders import LINUX, MACOS, WINDOWS, a_problem, a_release, a_target, an_index
from tests.support.served_index import ServedFile, ServedIndex, served_index
from tests.support.uv_runs import uv_on_project


def reread(text: str) -> Pylock:
    """The lock as packaging reads it: it refuses what the standard forbids."""
    return Pylock.from_dict(tomllib.loads(text))


def selected(text: str, target: Environment) -> dict[str, str]:
    """What packaging would install on a target."""
    chosen = reread(text).select(environment=target.markers, tags=target.tags)  # type: ignore[arg-type]
    return {package.name: str(package.version) for package, _ in chosen}


def installed(resolution: Resolution, target: Environment) -> dict[str, str]:
    return {str(name): str(pin.version) for name, pin in resolution.at(target).items()}


@pytest.mark.parametrize("platform", [LINUX, MACOS, WINDOWS])
@pytest.mark.parametrize("python", ["3.9", "3.12"])
def test_packaging_installs_what_the_answer_installs(python: str, platform: str) -> None:
    problem = a_problem(
        "engine>=2; sys_platform != 'darwin' and python_version >= '3.12'",
        "engine<2; sys_platform == 'darwin' or python_version < '3.12'",
        requires_python=">=3.9",
    )
    universal = both(problem, torch_like()).universal
    target = a_target(python, platform)
    found = selected(to_pylock(universal), target)
    assert found == installed(universal, target)
    assert found["engine"] == ("2" if python == "3.12" and platform != MACOS else "1")


def test_a_single_platform_answer_is_for_its_target_alone() -> None:
    single = both(a_problem("engine", requires_python=">=3.9"), torch_like()).single
    text = to_pylock(single)
    assert selected(text, a_target("3.9")) == {"engine": "1", "kernels": "1"}
    for other in (a_target("3.10"), a_target("3.9", WINDOWS)):
        with pytest.raises(PylockSelectError):
            selected(text, other)


def test_a_stored_answer_is_written_alike() -> None:
    answers = both(a_problem("engine", requires_python=">=3.9"), torch_like())
    for resolution in (answers.single, answers.universal):
        assert to_pylock(from_json(to_json(resolution))) == to_pylock(resolution)


def test_files_with_everything_that_is_known_of_them() -> None:
    single = both(a_problem("engine", requires_python=">=3.9"), torch_like()).single
    lock = reread(to_pylock(single))
    (engine,) = (package for package in lock.packages if package.name == "engine")
    assert engine.index == "https://index.test/simple"
    assert engine.sdist is not None
    assert engine.sdist.filename == "engine-1.tar.gz"
    assert engine.wheels is not None
    (wheel,) = engine.wheels
    assert (wheel.url, wheel.upload_time) == ("https://index.test/simple/files/engine-1-py3-none-any.whl", UPLOADED)
    assert list(wheel.hashes) == ["sha256"]


def test_extras_and_groups_are_those_of_the_selection() -> None:
    more = '[project.optional-dependencies]\nx = ["tools<2"]\n[dependency-groups]\ndev = ["driver"]\n'
    universal = both(a_problem("kernels", more=more), torch_like()).universal
    x, dev = canonicalize_name("x"), canonicalize_name("dev")
    assert {package.name for package in reread(to_pylock(universal)).packages} == {"kernels"}
    assert {package.name for package in reread(to_pylock(universal, (x,))).packages} == {"kernels", "tools"}
    assert {package.name for package in reread(to_pylock(universal, (), (dev,))).packages} == {"kernels", "driver"}


def test_conflicting_extras_choose_their_version() -> None:
    more = '[project.optional-dependencies]\nold = ["tools<2"]\nnew = ["tools>=2"]\n'
    tool_uv = 'conflicts = [[{ extra = "old" }, { extra = "new" }]]'
    universal = both(a_problem(more=more, tool_uv=tool_uv), torch_like()).universal
    for extra, version in (("old", "1"), ("new", "2")):
        (package,) = reread(to_pylock(universal, (canonicalize_name(extra),))).packages
        assert (str(package.version), package.marker) == (version, None)
    assert list(reread(to_pylock(universal)).packages) == []


def test_supported_environments_are_named() -> None:
    tool_uv = "environments = [\"sys_platform == 'linux'\"]"
    universal = both(a_problem("tools", tool_uv=tool_uv), torch_like()).universal
    text = to_pylock(universal)
    assert selected(text, a_target()) == {"tools": "2"}
    with pytest.raises(PylockSelectError):
        selected(text, a_target(platform=WINDOWS))


def test_names_that_the_standard_refuses_are_left_out() -> None:
    odd = a_release("odd", "1", tag="py3-none-any").filename.replace("odd-1-", "odd-1-_-")
    index = an_index({"odd": [a_release("odd", "1"), a_release("odd", "1", sdist=True)]})
    single = both(a_problem("odd"), index).single
    (pin,) = single.pins
    strange = replace(pin.distributions[0], filename=odd)
    with_odd = replace(single, pins=(replace(pin, distributions=(*pin.distributions, strange)),))
    assert to_pylock(with_odd) == to_pylock(single)
    only_odd = replace(single, pins=(replace(pin, distributions=(strange,)),))
    with pytest.raises(NotExportable, match="No file of odd 1"):
        to_pylock(only_odd)


def test_a_file_that_is_named_unlike_its_url_says_its_name() -> None:
    single = both(a_problem("tools"), torch_like()).single
    (pin,) = single.pins
    moved = replace(pin.distributions[0], url="https://index.test/download?id=7")
    lock = reread(to_pylock(replace(single, pins=(replace(pin, distributions=(moved,)),))))
    assert lock.packages[0].wheels is not None
    assert lock.packages[0].wheels[0].name == "tools-2-py3-none-any.whl"


def test_an_archive_by_url() -> None:
    single = both(a_problem("tools"), torch_like()).single
    (pin,) = single.pins
    direct = replace(pin, index_url=None, key=replace(pin.key, source="https://index.test/tools.zip"))
    (package,) = reread(
        to_pylock(replace(single, pins=(direct,), edges=(replace(single.edges[0], child=direct.key),)))
    ).packages
    assert package.archive is not None
    assert package.archive.url == pin.distributions[0].url


def test_what_cannot_be_written_is_said() -> None:
    answers = both(a_problem("tools==9"), torch_like())
    with pytest.raises(NotExportable, match="no solution"):
        to_pylock(answers.universal)
    single = both(a_problem("tools"), torch_like()).single
    (pin,) = single.pins
    bare = replace(pin, distributions=(replace(pin.distributions[0], hashes={}),))
    with pytest.raises(NotExportable, match=r"no hash of tools-2-py3-none-any\.whl"):
        to_pylock(replace(single, pins=(bare,)))


# -- as uv writes it ------------------------------------------------------------------------------

TEXT = """
[project]
name = "project"
version = "1"
requires-python = ">=3.9"
dependencies = ["a", "b<2; sys_platform == 'win32'"]
"""


@pytest.fixture
def served() -> Iterator[ServedIndex]:
    files = (
        ServedFile("a-1.0-py3-none-any.whl", sha256="0a"),
        ServedFile("a-1.0.tar.gz", sha256="0b"),
        ServedFile("a-2.0-cp312-cp312-win_amd64.whl", requires_python=">=3.11", requires_dist=("b",), sha256="0c"),
        ServedFile("a-2.0-py3-none-any.whl", requires_python=">=3.11", requires_dist=("b",), sha256="0d"),
        ServedFile("b-1.0-py3-none-any.whl", uploaded_at="2024-11-29T12:00:00Z", sha256="0e"),
        ServedFile("b-2.0-py3-none-any.whl", sha256="0f"),
    )
    hashed = [replace(file, sha256=(file.sha256 or "") * 32) for file in files]
    with served_index(hashed) as index:
        yield index


def packages(text: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = tomllib.loads(text)["packages"]
    return sorted(found, key=lambda package: (package["name"], package["version"]))


def test_uv_writes_the_same_packages(served: ServedIndex) -> None:
    run = uv_on_project(TEXT, served.url, "export", "--format", "pylock.toml")
    assert run.succeeded, run.errors
    problem = parse_problem(TEXT)
    policy = Policy.universal(problem, requires_python_of(problem, a_target()), Options(served.url))
    with open_index(allow_networks=LOOPBACK_NETWORKS) as index:
        universal = resolve(problem, policy, index)
    assert packages(to_pylock(universal)) == packages(run.document)
    for python, platform in product(("3.9", "3.12"), (LINUX, WINDOWS)):
        target = a_target(python, platform)
        assert selected(to_pylock(universal), target) == selected(run.document, target)
