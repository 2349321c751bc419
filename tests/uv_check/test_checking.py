"""The real uv, asked on recorded data: it agrees, an altered answer is noticed, and what is absent is said."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from packaging.version import Version

from resolver_core import FailureKind, IndexSnapshot, Outcome, Pin, Resolution
from resolver_core.index.kept.memory import MemoryFile
from resolver_core.index.records import MetadataProblemKind
from tests.support.checked import WORLD, World
from uv_check.checking import check, check_mode
from uv_check.comparing.difference import Field
from uv_check.errors import Obstacle
from uv_check.question import Mode
from uv_check.running.isolation import Limits
from uv_check.running.releases import installed_uv
from uv_check.verdict import Verdict

UV = installed_uv()
POETRY = """\
[tool.poetry]
name = "p"
version = "1"
[tool.poetry.dependencies]
python = "^3.10"
app = "^2"
"""
FORKING = """\
[project]
name = "demo"
version = "1"
requires-python = ">=3.10"
dependencies = ["app>=2 ; sys_platform == 'linux'", "app<2 ; sys_platform != 'linux'"]
[tool.uv]
environments = ["sys_platform == 'linux'", "sys_platform == 'win32'"]
required-environments = ["sys_platform == 'linux'"]
"""


@pytest.mark.parametrize("mode", Mode)
@pytest.mark.parametrize(
    "world",
    [
        pytest.param(World(), id="a project"),
        pytest.param(World(FORKING), id="forks"),
        pytest.param(World(extras=("more",)), id="an extra"),
        pytest.param(World(python="3.8", platform="aarch64-apple-darwin"), id="Python 3.8 on macOS"),
        pytest.param(World(python="3.14", platform="x86_64-pc-windows-msvc"), id="Python 3.14 on Windows"),
        pytest.param(World("app[fast]>=1\nold\n", filename="requirements.txt"), id="a list of requirements"),
        pytest.param(
            World('# /// script\n# dependencies = ["app"]\n# requires-python = ">=3.11"\n# ///\n', filename="x.py"),
            id="a script",
        ),
        pytest.param(
            World(POETRY),
            id="Poetry's file",
        ),
        pytest.param(World('[project]\nname = "x"\nversion = "1"\ndependencies = ["app>9"]\n'), id="no solution"),
        pytest.param(World('[project]\nname = "x"\nversion = "1"\ndependencies = ["nothing"]\n'), id="no such project"),
    ],
)
def test_uv_agrees(world: World, mode: Mode) -> None:
    question, ours, snapshot = world.answered(mode)
    found = check_mode(question, mode, ours, snapshot, UV)
    assert (found.verdict, found.differences, found.obstacle) == (Verdict.AGREES, (), None)
    assert found.uv_version == str(UV.version)
    if ours.solved:
        assert found.packages == sum(not pin.is_root for pin in ours.pins) > 0
        assert "index.test" in found.document
        assert "127.0.0.1" not in found.document


FILES = (
    *("py3-none-macosx_13_0_arm64", "py3-none-macosx_14_0_arm64", "py3-none-manylinux_2_28_x86_64"),
    *("py3-none-manylinux_2_31_x86_64", "py3-none-musllinux_1_1_x86_64", "py3-none-musllinux_1_2_x86_64"),
    *("pp310-pypy310_pp73-manylinux_2_17_x86_64", "cp313-cp313t-manylinux_2_17_x86_64", "cp312-cp312-win_amd64"),
)


@pytest.mark.parametrize("python", ["3.12", "3.13t", "pypy3.10"])
@pytest.mark.parametrize(
    "platform",
    ["macos@12.0", "macos@14.2", "linux@2.17", "linux@2.34", "x86_64-unknown-linux-musl@1.1", "windows"],
)
def test_uv_agrees_on_targets_that_none_of_its_options_describes(python: str, platform: str) -> None:
    """Each file is the newest version for somebody; the stand-in runs on the machine where uv has no name for it."""
    files = [MemoryFile("app-1-py3-none-any.whl")]
    files += [MemoryFile(f"app-{number}-{tag}.whl") for number, tag in enumerate(FILES, 2)]
    world = World(TEXT_WITH_ANY_APP, {"app": files}, python=python, platform=platform)
    question, ours, snapshot = world.answered(Mode.COMPILE)
    found = check_mode(question, Mode.COMPILE, ours, snapshot, UV)
    assert (found.verdict, found.differences) == (Verdict.AGREES, ())


def test_several_indexes_and_a_flat_one() -> None:
    extra, flat = "https://extra.test/simple", "https://flat.test/page.html"
    text = (
        '[project]\nname = "x"\nversion = "1"\nrequires-python = ">=3.10"\ndependencies = ["app", "own", "linked"]\n'
        f'[tool.uv]\nfind-links = ["{flat}"]\n[tool.uv.sources]\nown = {{ index = "extra" }}\n'
        f'[[tool.uv.index]]\nname = "extra"\nurl = "{extra}/"\nexplicit = true\n'
    )
    others = {
        extra: {"own": [MemoryFile("own-1.0-py3-none-any.whl")]},
        flat: {"linked": [MemoryFile("linked-2-py3-none-any.whl")]},
    }
    for mode in Mode:
        question, ours, snapshot = World(text, others=others).answered(mode)
        assert ours.solved
        found = check_mode(question, mode, ours, snapshot, UV)
        assert (found.verdict, found.differences) == (Verdict.AGREES, ())
        assert f"{extra}" in found.document


@pytest.mark.parametrize(
    ("problem", "kind"),
    [
        (MetadataProblemKind.STATUS, FailureKind.FETCH),
        (MetadataProblemKind.NETWORK, FailureKind.FETCH),
        (MetadataProblemKind.NEEDS_BUILD, FailureKind.BUILD),
    ],
)
def test_a_failure_is_compared_by_its_kind(problem: MetadataProblemKind, kind: FailureKind) -> None:
    name = "app-3.tar.gz" if problem is MetadataProblemKind.NEEDS_BUILD else "app-3-py3-none-any.whl"
    status = 503 if problem is MetadataProblemKind.STATUS else None
    world = World(projects={**WORLD, "app": [MemoryFile(name, problem=problem, status_code=status)]})
    question, ours, snapshot = world.answered(Mode.LOCK)
    assert ours.failure is not None
    assert ours.failure.kind is kind
    found = check_mode(question, Mode.LOCK, ours, snapshot, UV)
    assert (found.verdict, found.differences) == (Verdict.AGREES, ())
    assert found.detail


def test_an_existing_lock_is_given_to_uv() -> None:
    from resolver_core import Options, parse_lock

    old = World(TEXT_WITH_OLD_APP).answered(Mode.LOCK)
    written = check_mode(old[0], Mode.LOCK, old[1], old[2], UV).document
    options = Options("https://index.test/simple", lock=parse_lock(written))
    question, ours, snapshot = World(TEXT_WITH_ANY_APP, options=options).answered(Mode.LOCK)
    assert {str(pin.version) for pin in ours.pins if pin.project == "app"} == {"1.0"}
    assert check_mode(question, Mode.LOCK, ours, snapshot, UV).verdict is Verdict.AGREES


TEXT_WITH_ANY_APP = '[project]\nname = "x"\nversion = "1"\nrequires-python = ">=3.10"\ndependencies = ["app"]\n'
TEXT_WITH_OLD_APP = TEXT_WITH_ANY_APP.replace('"app"', '"app<2"')


# -- an altered answer ------------------------------------------------------------------------------


def _first(resolution: Resolution, change: Callable[[Pin], Pin]) -> Resolution:
    """Another value in the first pin that comes from an index."""
    pin = next(pin for pin in resolution.pins if not pin.is_root)
    pins = tuple(change(each) if each is pin else each for each in resolution.pins)
    return replace(resolution, pins=pins)


def _with_version(pin: Pin) -> Pin:
    return replace(pin, key=replace(pin.key, version=Version("99")))


def _with_source(pin: Pin) -> Pin:
    return replace(pin, key=replace(pin.key, source="https://elsewhere.test/simple"))


def _without_edge(resolution: Resolution, *, extra: bool) -> Resolution:
    edge = next(
        edge for edge in resolution.edges if edge.parent is not None and (edge.child_extra is not None) is extra
    )
    same = {edge} if extra else {e for e in resolution.edges if (e.parent, e.child) == (edge.parent, edge.child)}
    return replace(resolution, edges=tuple(each for each in resolution.edges if each not in same))


ALTERED: dict[Field, Callable[[Resolution], Resolution]] = {
    Field.OUTCOME: lambda ours: replace(ours, outcome=Outcome.UNSATISFIABLE),
    Field.REQUIRES_PYTHON: lambda ours: replace(ours, requires_python=">=3.11"),
    Field.FORKS: lambda ours: replace(ours, fork_markers=ours.fork_markers[::-1]),
    Field.SUPPORTED: lambda ours: replace(ours, supported_markers=()),
    Field.REQUIRED: lambda ours: replace(ours, required_markers=("sys_platform == 'win32'",)),
    Field.VERSION: lambda ours: _first(ours, _with_version),
    Field.SOURCE: lambda ours: _first(ours, _with_source),
    Field.FORK_MARKERS: lambda ours: _first(ours, lambda pin: replace(pin, fork_markers=())),
    Field.FILES: lambda ours: _first(ours, lambda pin: replace(pin, distributions=())),
    Field.MARKER: lambda ours: _first(ours, lambda pin: replace(pin, marker="os_name == 'posix'")),
    Field.EDGES: lambda ours: _without_edge(ours, extra=False),
    Field.EXTRAS: lambda ours: _without_edge(ours, extra=True),
}
"""By field, the deliberate change that must be noticed in it."""


@pytest.mark.parametrize("field", Field)
def test_a_deliberately_altered_lock_is_noticed(field: Field) -> None:
    text = FORKING.replace('"app>=2 ;', '"app[fast]>=2 ;') if field is Field.EXTRAS else FORKING
    if field is Field.EXTRAS:
        text = text.replace('"app[fast]>=2', '"outer ; sys_platform == \'linux\'", "app>=2')
    projects = {**WORLD, "outer": [MemoryFile("outer-1-py3-none-any.whl", requires=["app[fast]"])]}
    question, ours, snapshot = World(text, projects).answered(Mode.LOCK)
    assert check_mode(question, Mode.LOCK, ours, snapshot, UV).verdict is Verdict.AGREES
    found = check_mode(question, Mode.LOCK, ALTERED[field](ours), snapshot, UV)
    assert found.verdict is Verdict.DIFFERS
    assert field in {difference.field for difference in found.differences}


@pytest.mark.parametrize("field", [Field.OUTCOME, Field.VERSION, Field.SOURCE])
def test_a_deliberately_altered_list_is_noticed(field: Field) -> None:
    question, ours, snapshot = World().answered(Mode.COMPILE)
    found = check_mode(question, Mode.COMPILE, ALTERED[field](ours), snapshot, UV)
    assert found.verdict is Verdict.DIFFERS
    assert field in {difference.field for difference in found.differences}
    assert check(question, {Mode.COMPILE: ALTERED[field](ours)}, snapshot, UV).exit_status == 1


def test_the_first_differing_decision_is_named() -> None:
    """Our answer on other data: uv sees a newer version, and takes it first."""
    question, ours, _ = World(projects={**WORLD, "app": WORLD["app"][:1]}).answered(Mode.COMPILE)
    _, _, newer = World().answered(Mode.COMPILE)
    found = check_mode(question, Mode.COMPILE, ours, newer, UV)
    assert found.verdict is Verdict.DIFFERS
    assert found.parting is None, "our search, repeated on the data that uv got, goes as uv's"


# -- what is missing ----------------------------------------------------------------------------------


def without(snapshot: IndexSnapshot, project: str, *, pages: bool) -> IndexSnapshot:
    if pages:
        return replace(snapshot, pages={key: page for key, page in snapshot.pages.items() if key[2] != project})
    return replace(snapshot, metadata={key: each for key, each in snapshot.metadata.items() if key[1] != project})


@pytest.mark.parametrize("mode", Mode)
@pytest.mark.parametrize("pages", [True, False])
def test_absent_data_are_told_from_a_difference(mode: Mode, pages: bool) -> None:
    question, ours, snapshot = World().answered(mode)
    found = check_mode(question, mode, ours, without(snapshot, "base", pages=pages), UV)
    assert found.verdict is Verdict.ABSENT
    assert "base" in {absent.project for absent in found.absent}
    assert check(question, {mode: ours}, without(snapshot, "base", pages=pages), UV).exit_status == 2


def test_what_uv_only_asks_ahead_for_may_be_absent() -> None:
    """uv reads the page of a project that it leaves out again; our search never came to it."""
    projects = {
        **WORLD,
        "app": [
            MemoryFile("app-2.0-py3-none-any.whl", requires=["base<1"]),
            MemoryFile("app-1.0-py3-none-any.whl", requires=["base"]),
        ],
    }
    question, ours, snapshot = World(TEXT_WITH_ANY_APP, projects).answered(Mode.COMPILE)
    found = check_mode(question, Mode.COMPILE, ours, snapshot, UV)
    assert found.verdict is Verdict.AGREES


def test_a_git_source_cannot_be_asked_about() -> None:
    text = TEXT_WITH_ANY_APP + '[tool.uv.sources]\napp = { git = "https://git.test/app" }\n'
    question, _, snapshot = World(text).answered(Mode.LOCK)
    ours = World(TEXT_WITH_ANY_APP).answered(Mode.LOCK)[1]
    found = check_mode(question, Mode.LOCK, ours, snapshot, UV)
    assert (found.verdict, found.obstacle) == (Verdict.NOT_ASKED, Obstacle.SOURCE)


def test_a_run_that_takes_too_long_is_ended() -> None:
    question, ours, snapshot = World().answered(Mode.COMPILE)
    found = check_mode(question, Mode.COMPILE, ours, snapshot, UV, Limits(seconds=0.001))
    assert (found.verdict, found.obstacle) == (Verdict.NOT_ASKED, Obstacle.TIME)


def test_a_run_that_needs_too_much_memory_is_ended() -> None:
    question, ours, snapshot = World().answered(Mode.COMPILE)
    found = check_mode(question, Mode.COMPILE, ours, snapshot, UV, Limits(memory_bytes=1 << 20))
    assert found.verdict is not Verdict.AGREES
