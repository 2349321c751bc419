"""What the wheels of a version say about where it can be used (3.5), and from which Python on."""

import sys
import tomllib
from collections.abc import Sequence
from dataclasses import replace

import pytest
from packaging.specifiers import SpecifierSet

from resolver_core.candidates.implied_markers import implied_marker, implied_python_low
from resolver_core.candidates.python_range import LOWEST, PythonRange, lower_cut
from resolver_core.candidates.representative import FileRule, Judgement, representative
from resolver_core.index.records import Distribution
from resolver_core.markers import MarkerSet
from tests.support.distributions import a_distribution
from tests.support.served_index import ServedFile, served_index
from tests.support.uv_runs import uv_lock

RULE = FileRule(tags=None, python=PythonRange.of(SpecifierSet(">=3.8")))


def judged(files: Sequence[Distribution], rule: FileRule = RULE) -> tuple[Judgement, ...]:
    return representative(files, rule).judgements


CPYTHON_311 = "python_full_version == '3.11.*' and platform_python_implementation == 'CPython'"


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        ("py3-none-any.whl", "python_full_version >= '3' and python_full_version < '4'"),
        ("none-none-any.whl", ""),
        ("py310-none-any.whl", "python_full_version >= '3.10' and python_full_version < '4'"),
        ("py311.py312-none-any.whl", "python_full_version >= '3.11' and python_full_version < '4'"),
        ("cp311-cp311-win32.whl", f"{CPYTHON_311} and sys_platform == 'win32' and platform_machine == 'x86'"),
        ("cp311-cp311-win_amd64.whl", f"{CPYTHON_311} and sys_platform == 'win32' and platform_machine == 'AMD64'"),
        (
            "cp311-cp311-manylinux_2_17_aarch64.manylinux2014_aarch64.whl",
            f"{CPYTHON_311} and sys_platform == 'linux' and platform_machine == 'aarch64'",
        ),
        (
            "cp311-cp311-musllinux_1_2_x86_64.whl",
            f"{CPYTHON_311} and sys_platform == 'linux' and platform_machine == 'x86_64'",
        ),
        (
            "cp311-cp311-macosx_10_9_universal2.whl",
            f"{CPYTHON_311} and sys_platform == 'darwin' and platform_release >= '13' "
            "and (platform_machine == 'arm64' or platform_machine == 'x86_64')",
        ),
        (
            "cp39-abi3-win_arm64.whl",
            "python_full_version >= '3.9' and platform_python_implementation == 'CPython' "
            "and sys_platform == 'win32' and platform_machine == 'ARM64'",
        ),
        (
            "pp310-pypy310_pp73-linux_x86_64.whl",
            "python_full_version == '3.10.*' and platform_python_implementation == 'PyPy' "
            "and sys_platform == 'linux' and platform_machine == 'x86_64'",
        ),
        (
            "cp311-cp311-win32.whl cp311-cp311-win_amd64.whl",
            f"{CPYTHON_311} and sys_platform == 'win32' and (platform_machine == 'x86' or platform_machine == 'AMD64')",
        ),
        ("cp311-cp311-win32.whl .tar.gz", ""),
    ],
)
def test_union_over_the_usable_files(names: str, expected: str) -> None:
    files = [a_distribution(f"a-1.0{'' if name.startswith('.') else '-'}{name}") for name in names.split()]
    assert implied_marker(judged(files)) == MarkerSet.parse(expected)


@pytest.mark.parametrize("name", ["py3-none-win_ia64", "py2-none-any", "cp37-cp37m-win32"])
def test_unusable_or_unknown_covers_nothing(name: str) -> None:
    assert implied_marker(judged([a_distribution(f"a-1.0-{name}.whl")])).is_false


LOWS = {
    "py3-none-any": ">=3",
    "cp312-cp312-win32": ">=3.12",
    "cp312-abi3-win32": ">=3.12",
    "py310.py313-none-any": ">=3.10",
    "pp310-none-odd": ">=3.10",
    "none-none-any": "",
}


@pytest.mark.parametrize(("name", "low"), LOWS.items())
def test_python_low(name: str, low: str) -> None:
    assert implied_python_low(judged([a_distribution(f"a-1.0-{name}.whl")])) == lower_cut(SpecifierSet(low))


def test_unknown_python_tag_is_beyond_any_end_but_not_beyond_none() -> None:
    """Measured: a flat index with a `jy27` wheel only."""
    low = implied_python_low(judged([a_distribution("a-1.0-jy27-none-any.whl")], replace(RULE, flat=True)))
    assert PythonRange.of(SpecifierSet("<99")).high <= low < PythonRange().high


def test_sdist_has_no_python_low() -> None:
    files = [a_distribution("a-1.0.tar.gz"), a_distribution("a-1.0-cp312-cp312-win32.whl")]
    assert implied_python_low(judged(files)) == LOWEST


NEXT = sys.version_info.minor + 1  # so that the interpreter that runs the tests is inside the target
ABOVE, INSIDE = f"cp3{NEXT}-cp3{NEXT}-win32", "cp39-cp39-win32"


BEGINNINGS = [
    ([ABOVE], True),
    ([f"cp3{NEXT}-abi3-win32"], True),
    ([f"cp3{NEXT}-abi3-odd"], True),
    (["py4-none-any"], True),
    ([f"cp3{NEXT - 1}-cp3{NEXT - 1}-win32"], False),
    ([INSIDE], False),
    ([INSIDE, ABOVE], False),
    ([ABOVE, "sdist"], False),
    (["py3-none-odd"], False),
    (["none-none-any"], False),
]
"""The tags of a version's files, and whether uv refuses the version where Python stays below 3.NEXT."""


def filenames(number: int) -> list[str]:
    tags, _ = BEGINNINGS[number]
    return [f"a{number}-1.0.tar.gz" if tag == "sdist" else f"a{number}-1.0-{tag}.whl" for tag in tags]


@pytest.mark.parametrize("fork", [False, True])
def test_uv_refuses_a_version_that_begins_above_the_target(fork: bool) -> None:
    """Whether a fork or requires-python itself ends the target: uv takes 0.5 instead."""
    numbers, end = range(len(BEGINNINGS)), f"3.{NEXT}"
    files = [ServedFile(name) for number in numbers for name in (*filenames(number), f"a{number}-0.5-py3-none-any.whl")]
    files += [ServedFile("b-2.0-py3-none-any.whl"), ServedFile("b-1.0-py3-none-any.whl")]
    dependencies = [f"a{number}" for number in numbers]
    dependencies += [f"b<2 ; python_version < '{end}'", f"b ; python_version >= '{end}'"] if fork else []
    with served_index(files) as index:
        run = uv_lock(index.url, dependencies, ">=3.9" if fork else f">=3.9,<{end}", "--python", sys.executable)
    assert run.succeeded, run.errors
    packages = tomllib.loads(run.document)["package"]
    fell_back = {package["name"] for package in packages if package["version"] == "0.5"}
    assert fell_back == {f"a{number}" for number in numbers if BEGINNINGS[number][1]}


@pytest.mark.parametrize("number", range(len(BEGINNINGS)))
def test_so_do_we(number: int) -> None:
    low = implied_python_low(judged([a_distribution(name) for name in filenames(number)]))
    assert (low >= PythonRange.of(SpecifierSet(f"<3.{NEXT}")).high) is BEGINNINGS[number][1]
