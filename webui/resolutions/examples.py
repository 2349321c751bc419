"""Five kinds of surprise, as short texts that fill the form. Our own words; the dates make them repeatable."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Example:
    """One text with its target and cut-off. `title` and `story` are shown on the paste page."""

    slug: str
    title: str
    story: str
    text: str
    python: str = "3.12"
    platform: str = "x86_64-unknown-linux-gnu"
    exclude_newer: str = ""
    extras: tuple[str, ...] = ()


EXAMPLES = (
    Example(
        slug="torch-python-3.8",
        title="torch on Python 3.8",
        story="The newest torch allows Python 3.8 and ships no wheel for it.",
        python="3.8",
        exclude_newer="2024-11-29",
        text="""\
[project]
name = "old-python"
version = "0.1.0"
requires-python = ">=3.8"
dependencies = [
    "torch",
]
""",
    ),
    Example(
        slug="numpy-numba",
        title="A newer numpy, an older numba",
        story="Without a lower bound, the newest numpy can push numba years back.",
        python="3.10",
        exclude_newer="2024-10-07",
        text="""\
[project]
name = "speech-demo"
version = "0.1.0"
requires-python = ">=3.10"
dependencies = [
    "librosa",
    "numpy>=2.1",
    "soundfile==0.12.1; sys_platform == 'win32'",
]
""",
    ),
    Example(
        slug="jupyter",
        title="jupyter, everywhere",
        story="A lock for every platform reads files of platforms you never use.",
        python="3.12",
        exclude_newer="2025-03-03",
        text="""\
[project]
name = "notebooks"
version = "1.0.0"
requires-python = ">=3.12"
dependencies = [
    "jupyter",
]
""",
    ),
    Example(
        slug="conflicting-extras",
        title="Two extras that cannot meet",
        story="Declared conflicts split the lock: one project, two versions.",
        python="3.12",
        exclude_newer="2024-12-05",
        extras=("legacy",),
        text="""\
[project]
name = "accelerated"
version = "0.1.0"
requires-python = ">=3.12"
dependencies = [
    "scikit-learn",
]

[project.optional-dependencies]
legacy = ["numpy<2", "pandas<2.2"]
modern = ["numpy>=2", "pandas>=2.2"]

[tool.uv]
conflicts = [[{ extra = "legacy" }, { extra = "modern" }]]
""",
    ),
    Example(
        slug="wheels-that-disagree",
        title="Wheels that disagree",
        story="The wheels of one version need not list the same requirements.",
        python="3.10",
        platform="aarch64-unknown-linux-gnu",
        exclude_newer="2023-06-01",
        text="""\
[project]
name = "pinned-torch"
version = "0.1.0"
requires-python = ">=3.10"
dependencies = [
    "torch==1.13.1",
]
""",
    ),
)


def example(slug: str) -> Example | None:
    """The example of this name, if there is one."""
    return next((one for one in EXAMPLES if one.slug == slug), None)
