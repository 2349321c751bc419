"""Reported cases in short texts of our own, and the smallest ones for the pages of causes. They open at once:
working/example_recordings.py has their answers.
"""

from __future__ import annotations

from dataclasses import dataclass

INDEX = "https://index.test"
"""Where the recorded indexes of the examples stand: a name that no real index can have (RFC 6761)."""
PREFIX = "example-"
"""Of the permalinks of recorded examples; other permalinks have no hyphen."""


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

    @property
    def permalink_id(self) -> str:
        """The id of its recorded answer."""
        return f"{PREFIX}{self.slug}"


LISTED = (
    Example(
        slug="no-wheel-for-this-python",
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
        slug="wheels-that-disagree",
        title="Wheels that disagree",
        story="The lock reads the wheel of another machine, and half of the requirements are missing.",
        text=f"""\
[project]
name = "nightly-training"
version = "0.1.0"
requires-python = ">=3.12"
dependencies = [
    "torch",
    "torchvision",
    "pytorch-triton; sys_platform == 'linux' and platform_machine == 'x86_64'",
]

[tool.uv.sources]
torch = {{ index = "nightly" }}
torchvision = {{ index = "nightly" }}
pytorch-triton = {{ index = "nightly" }}

[[tool.uv.index]]
name = "nightly"
url = "{INDEX}/m/nightly-cu126/simple"
explicit = true
""",
    ),
    Example(
        slug="a-file-out-of-reach",
        title="An unreachable file",
        story="A mirror lacks the macOS wheel; nobody here uses macOS, and the lock fails all the same.",
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
        slug="two-accelerators",
        title="Two accelerators, one lock",
        story="Two extras that exclude each other, each with an index of its own.",
        text=f"""\
[project]
name = "metrics"
version = "0.1.0"
requires-python = ">=3.12"
dependencies = [
    "torchmetrics",
]

[project.optional-dependencies]
cpu = ["torch>=2.5.1"]
gpu = ["torch>=2.5.1"]

[tool.uv]
conflicts = [[{{ extra = "cpu" }}, {{ extra = "gpu" }}]]

[tool.uv.sources]
torch = [
    {{ index = "cpu-wheels", extra = "cpu", marker = "platform_system != 'Darwin'" }},
    {{ index = "gpu-wheels", extra = "gpu" }},
]

[[tool.uv.index]]
name = "cpu-wheels"
url = "{INDEX}/m/pytorch-cpu/simple"
explicit = true

[[tool.uv.index]]
name = "gpu-wheels"
url = "{INDEX}/m/pytorch-cu124/simple"
explicit = true
""",
    ),
    Example(
        slug="a-fall-of-years",
        title="A newer numpy, an older numba",
        story="Without a lower bound, the install falls back to a numba that is years old.",
        python="3.10",
        exclude_newer="2024-10-07",
        text="""\
[project]
name = "speech-demo"
version = "0.1.0"
requires-python = ">=3.10"
dependencies = [
    "numpy>=2",
    "librosa",
]
""",
    ),
)
"""Those of the paste page."""

SMALLEST = (
    Example(
        slug="an-old-promise",
        title="numpy for an old Python",
        story="The project promises Python 3.9, and no numpy that it asks for still runs there.",
        text="""\
[project]
name = "old-promise"
version = "0.1.0"
requires-python = ">=3.9"
dependencies = [
    "numpy>=2.1",
]
""",
    ),
    Example(
        slug="a-clash-elsewhere",
        title="A clash on Windows alone",
        story="Two lines about numpy exclude each other on Windows; an install on Linux never meets the second.",
        text="""\
[project]
name = "clash-elsewhere"
version = "0.1.0"
requires-python = ">=3.12"
dependencies = [
    "numpy>=2",
    "numpy<2 ; sys_platform == 'win32'",
]
""",
    ),
    Example(
        slug="two-markers",
        title="Two lines with markers",
        story="numpy is asked for everywhere and bounded on Windows: the lock prefers one version for both.",
        text="""\
[project]
name = "two-markers"
version = "0.1.0"
requires-python = ">=3.12"
dependencies = [
    "numpy",
    "numpy<2 ; sys_platform == 'win32'",
]
""",
    ),
    Example(
        slug="a-constraint-elsewhere",
        title="A constraint for Windows",
        story="A constraint with a marker reaches the lock, and not the install on Linux.",
        text="""\
[project]
name = "constraint-elsewhere"
version = "0.1.0"
requires-python = ">=3.12"
dependencies = [
    "numpy",
]

[tool.uv]
constraint-dependencies = ["numpy<2 ; sys_platform == 'win32'"]
""",
    ),
    Example(
        slug="before-its-time",
        title="exclude-newer before the release",
        story="exclude-newer hides every release that the project asks for.",
        text="""\
[project]
name = "before-its-time"
version = "0.1.0"
requires-python = ">=3.12"
dependencies = [
    "numpy>=2.1",
]

[tool.uv]
exclude-newer = "2024-06-01T00:00:00Z"
""",
    ),
)
"""One small case each for the page of a cause."""

EXAMPLES = (*LISTED, *SMALLEST)


def example(slug: str) -> Example | None:
    """The example of this name, if there is one."""
    return next((one for one in EXAMPLES if one.slug == slug), None)
