"""Asks uv what a target is: its marker values, the wheel tags it accepts, and which of two tags it prefers.

`python -m tests.support.probe_targets` (or `make probe-targets`) writes `probed_targets.json` next to this
file; `tests/core/targets/test_named.py` compares it with `resolver_core.targets.named`. Nothing of `resolver_core` is
used here, so that the table is uv's word alone.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from itertools import combinations
from pathlib import Path

from tests.support.served_index import ServedFile, served_index
from tests.support.uv_runs import uv_compile

TABLE = Path(__file__).with_name("probed_targets.json")

PLATFORMS = (
    *("x86_64-unknown-linux-gnu", "aarch64-unknown-linux-gnu", "x86_64-unknown-linux-musl"),
    *("aarch64-unknown-linux-musl", "x86_64-manylinux2014", "aarch64-manylinux_2_31", "x86_64-manylinux_2_40"),
    *("riscv64-unknown-linux", "aarch64-apple-darwin", "x86_64-apple-darwin", "x86_64-pc-windows-msvc"),
    *("aarch64-pc-windows-msvc", "i686-pc-windows-msvc", "aarch64-linux-android", "x86_64-linux-android"),
    *("wasm32-pyodide2024", "wasm32-pyodide2025", "arm64-apple-ios", "arm64-apple-ios-simulator"),
    *("x86_64-apple-ios-simulator", "linux", "macos", "windows"),
    *("s390x-unknown-linux-gnu", "powerpc64le-unknown-linux-gnu", "loongarch64-unknown-linux-gnu"),
    *("s390x-manylinux2014", "ppc64le-manylinux_2_31", "loongarch64-manylinux_2_36"),
    *(f"aarch64-apple-darwin@{version}" for version in ("10.9", "11", "12.5", "14.2", "26.1")),
    *(f"x86_64-apple-darwin@{version}" for version in ("10.2", "10.9", "14.2")),
    "macos@10.15.7",
)
"""Behind an "@" the version of macOS, which uv takes from its environment."""

PYTHONS = (
    "3.8",
    "3.9",
    "3.10",
    "3.11",
    "3.12",
    "3.13",
    "3.14",
    "3.15",
    "3.9.2",
    "3.12.4",
    "3.10rc1",
    "3.12.0b2",
    "3.12.1a1",
)
ANY_PYTHON = "3.11"
ANY_PLATFORM = "x86_64-unknown-linux-gnu"
ANY_TAG = "manylinux_2_17_x86_64"

MARKER_VALUES = {
    "os_name": ("posix", "nt", "java"),
    "sys_platform": ("linux", "win32", "darwin", "android", "ios", "emscripten"),
    "platform_system": ("Linux", "Windows", "Darwin", "Android", "iOS", "Emscripten"),
    "platform_machine": (
        *("x86_64", "AMD64", "aarch64", "arm64", "ARM64", "x86"),
        *("riscv64", "wasm32", "s390x", "ppc64le", "loongarch64"),
    ),
    "platform_release": ("", "3.1.58", "4.0.9"),
    "platform_version": ("", "#1"),
    "implementation_name": ("cpython", "pypy"),
    "platform_python_implementation": ("CPython", "PyPy"),
}
VERSION_VARIABLES = ("python_version", "python_full_version", "implementation_version")

_MACHINES = ("x86_64", "aarch64", "riscv64", "i686", "s390x", "ppc64le", "loongarch64")
_MAC_FORMATS = ("x86_64", "arm64", "intel", "fat64", "fat32", "fat", "i386", "universal2", "universal")
PLATFORM_TAGS = (
    *(f"manylinux_2_{minor}_{machine}" for machine in _MACHINES for minor in range(4, 43)),
    *(
        f"{name}_{machine}"
        for machine in _MACHINES
        for name in ("manylinux1", "manylinux2010", "manylinux2014", "linux")
    ),
    *(f"musllinux_1_{minor}_{machine}" for machine in _MACHINES for minor in range(4)),
    *(f"macosx_{major}_{minor}_{name}" for major in range(11, 28) for minor in (0, 3) for name in _MAC_FORMATS),
    *(f"macosx_10_{minor}_{name}" for minor in range(3, 18) for name in _MAC_FORMATS),
    *("win32", "win_amd64", "win_arm64", "win_ia64"),
    *(f"android_{level}_{abi}" for level in (15, *range(16, 26)) for abi in ("arm64_v8a", "x86_64")),
    *(f"pyodide_{year}_0_wasm32" for year in (2024, 2025)),
    *(f"pyemscripten_{year}_0_wasm32" for year in (2024, 2025)),
    *(
        f"ios_{version}_{device}"
        for version in ("13_1", "13_0", *(f"12_{minor}" for minor in range(10)), "11_4")
        for device in ("arm64_iphoneos", "arm64_iphonesimulator", "x86_64_iphonesimulator")
    ),
)
PYTHON_AND_ABI_TAGS = (
    *(f"cp3{minor}-{abi}" for minor in range(1, 17) for abi in (f"cp3{minor}", "abi3", "none")),
    *("cp313-cp313t", "cp314-abi3t", "cp37-cp37m", "cp38-cp38m", "cp3-none", "cp3-abi3", "py3-abi3", "py39-abi3"),
    *(f"py3{minor}-none" for minor in range(17)),
    *("py3-none", "py2-none", "py27-none", "py4-none", "none-none", "pp310-pypy310_pp73", "pp310-none"),
)


def main() -> None:
    """Write the table."""
    table = {
        "uv": "0.13.8",
        "platforms": {name: _platform(name) for name in PLATFORMS},
        "pythons": {python: _python(python) for python in PYTHONS},
    }
    TABLE.write_text(json.dumps(table, indent=1) + "\n")


def _platform(name: str) -> dict[str, object]:
    tags = _accepted(ANY_PYTHON, name, [f"py3-none-{tag}" for tag in PLATFORM_TAGS])
    ranked = _ranked(ANY_PYTHON, name, tags)
    return {"markers": _markers(ANY_PYTHON, name), "tags": " ".join(tag.removeprefix("py3-none-") for tag in ranked)}


def _python(python: str) -> dict[str, object]:
    tags = [f"{pair}-{platform}" for pair in PYTHON_AND_ABI_TAGS for platform in (ANY_TAG, "any")]
    ranked = _ranked(python, ANY_PLATFORM, _accepted(python, ANY_PLATFORM, tags))
    return {"markers": _python_markers(python), "tags": " ".join(ranked)}


def _accepted(python: str, platform: str, tags: Sequence[str]) -> list[str]:
    """The tags uv accepts: for each one a project whose newest version has a wheel with this tag only."""
    files = [ServedFile(f"p{place}-2.0-{tag}.whl") for place, tag in enumerate(tags)]
    files += [ServedFile(f"p{place}-1.0-py3-none-any.whl") for place in range(len(tags))]
    versions = _versions(files, python, platform)
    return [tag for place, tag in enumerate(tags) if versions[f"p{place}"] == "2.0"]


def _ranked(python: str, platform: str, tags: Sequence[str]) -> list[str]:
    """The tags, best first: for each pair a project with both wheels, where uv reads the better one."""
    pairs = list(combinations(tags, 2))
    files = [ServedFile(f"p{place}-1.0-{tag}.whl") for place, pair in enumerate(pairs) for tag in pair]
    wins = dict.fromkeys(tags, 0)
    if pairs:
        with served_index(files) as index:
            _solve(index.url, [f"p{place}" for place in range(len(pairs))], python, platform)
            for name in set(index.reads):
                wins[name.removesuffix(".whl").split("-", 2)[2]] += 1
    return sorted(tags, key=lambda tag: -wins[tag])


def _markers(python: str, platform: str) -> dict[str, str]:
    """The value of each variable, found among the candidates; a variable with no hit is left out."""
    candidates = [(name, value) for name, values in MARKER_VALUES.items() for value in values]
    requirements = [f"p{place} ; {name} == '{value}'" for place, (name, value) in enumerate(candidates)]
    true = _true(requirements, python, platform)
    return {name: value for place, (name, value) in enumerate(candidates) if place in true}


def _python_markers(python: str) -> dict[str, str]:
    minors = [f"3.{minor}" for minor in range(7, 17)]
    values = [*minors, *(f"{minor}.{patch}" for minor in minors for patch in range(5))]
    candidates = [(name, value) for name in VERSION_VARIABLES for value in values]
    requirements = [f"p{place} ; {name} == '{value}'" for place, (name, value) in enumerate(candidates)]
    true = _true(requirements, python, ANY_PLATFORM)
    found: dict[str, str] = {}
    for place in sorted(true):
        found.setdefault(*candidates[place])  # "3.11" and "3.11.0" are equal: keep the shorter
    return found


def _true(requirements: Sequence[str], python: str, platform: str) -> set[int]:
    files = [ServedFile(f"p{place}-1.0-py3-none-any.whl") for place in range(len(requirements))]
    with served_index(files) as index:
        return {int(name[1:]) for name in _solve(index.url, requirements, python, platform)}


def _versions(files: Sequence[ServedFile], python: str, platform: str) -> dict[str, str]:
    with served_index(files) as index:
        return _solve(index.url, sorted({file.project for file in files}), python, platform)


def _solve(url: str, requirements: Iterable[str], python: str, platform: str) -> dict[str, str]:
    name, _, macos = platform.partition("@")
    variables = {"MACOSX_DEPLOYMENT_TARGET": macos} if macos else {}
    run = uv_compile(url, requirements, "--python-version", python, "--python-platform", name, variables=variables)
    if not run.succeeded:
        raise RuntimeError(run.errors)
    return dict(run.versions)


if __name__ == "__main__":
    main()
