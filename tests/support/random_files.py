"""Random projects whose versions consist of odd mixtures of files."""

from __future__ import annotations

from random import Random

from tests.support.served_index import ServedFile

VERSIONS = ("1.0", "0.1")
CUTOFF = "2024-06-01T00:00:00Z"
_BEFORE, _AFTER = "2024-05-01T00:00:00Z", "2024-07-01T00:00:00Z"

_PYTHON_TAGS = (
    *("cp27", "cp37", "cp38", "cp39", "cp310", "cp311", "cp312", "cp313", "pp310", "pp73", "py2", "py3", "py2.py3"),
    *(
        "py27",
        "py37",
        "py310",
        "py311",
        "py313",
        "cp3",
        "py310.py311",
        "cp39.cp310",
        "jy27",
        "none",
        "py4",
        "graalpy311",
    ),
)
_PLATFORM_TAGS = (
    *("any", "any", "any", "manylinux_2_17_x86_64", "manylinux_2_17_x86_64.manylinux2014_x86_64"),
    *("manylinux1_x86_64", "musllinux_1_1_x86_64", "musllinux_1_2_aarch64", "macosx_11_0_arm64"),
    *("macosx_10_9_universal2", "macosx_10_9_x86_64", "macosx_13_3_arm64", "win_amd64", "win32", "win_arm64"),
    *("linux_x86_64", "linux_odd", "manylinux_2_28_aarch64", "manylinux_2_39_x86_64", "win_ia64", "odd"),
)
_BUILD_TAGS = (*("",) * 8, "1-", "2-", "2b-", "10-")
_REQUIRES_PYTHON = (*(None,) * 8, ">=3.8", ">=3.9", ">=3.10.2", ">=3.12", "<3.9", ">3.9", "!=3.8.*,>=3.8", ">=3.9,<4")
_YANKED = (*(False,) * 6, True, "broken", "also broken")
_UPLOADED = (_BEFORE, _BEFORE, _AFTER, CUTOFF, None)
_SDIST_EXTENSIONS = (".tar.gz", ".tar.gz", ".zip", ".tar.bz2")
_SPELLINGS = ("1.0", "1.0", "1.0", "1.0.0", "1.00")


def random_project(name: str, random: Random, *, pages: bool = False) -> list[ServedFile]:
    """Version 1.0 made of up to six files, and version 0.1 that suits everybody.

    With `pages` the files of 1.0 are dealt out to the simple and the flat page, else they stand on both.
    """
    names = {_wheel(name, random) for _ in range(random.randint(0, 6))}
    names |= {_sdist(name, random) for _ in range(random.choice((0, 0, 1, 2)))}
    files = [
        ServedFile(
            filename,
            requires_python=random.choice(_REQUIRES_PYTHON),
            uploaded_at=random.choice(_UPLOADED),
            yanked=random.choice(_YANKED),
            pages=(random.choice(("simple", "flat")),) if pages else ("simple", "flat"),
        )
        for filename in sorted(names)
    ]
    suitable = (f"{name}-0.1-py3-none-any.whl", f"{name}-0.1.tar.gz")
    return files + [ServedFile(filename, uploaded_at=_BEFORE) for filename in suitable]


def _wheel(name: str, random: Random) -> str:
    spelling = random.choice((name, name, name, name.upper()))
    python, platform = random.choice(_PYTHON_TAGS), random.choice(_PLATFORM_TAGS)
    version = random.choice(_SPELLINGS)
    return f"{spelling}-{version}-{random.choice(_BUILD_TAGS)}{python}-{_abi(python, random)}-{platform}.whl"


def _abi(python: str, random: Random) -> str:
    if python.startswith("cp3") and len(python) > 3 and "." not in python:
        return random.choice((python, python, f"{python}t", f"{python}m", "abi3", "abi3t", "none", f"{python}.none"))
    if python == "pp310":
        return random.choice(("pypy310_pp73", "none", "pypy_73"))
    return random.choice((*("none",) * 6, "abi3", "odd", "cp311"))


def _sdist(name: str, random: Random) -> str:
    return f"{name}-{random.choice(_SPELLINGS)}{random.choice(_SDIST_EXTENSIONS)}"
