"""Small random worlds: an index and what a project asks of it. The same seed makes the same world."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from resolver_core.index.kept.memory import MemoryFile, MemoryIndex
from tests.support.builders import a_release

NAMES = ("ant", "bee", "cat", "dog", "elk", "fox")
VERSIONS = ("1.0", "1.1", "2.0", "2.1rc1", "3.0")
RANGES = ("", "", "", ">=1.1", "<2", "==2.0", "!=2.0", "~=1.0", "<=2.0", ">1.0", ">=2.1rc1", "==1.*")
MARKERS = (
    "sys_platform == 'linux'",
    "sys_platform != 'win32'",
    "sys_platform == 'darwin' and platform_machine == 'arm64'",
    "python_version >= '3.10'",
    "python_full_version < '3.9'",
    "os_name == 'nt' or python_version < '3.11'",
    "implementation_name == 'cpython'",
)
PYTHONS = (None, None, None, ">=3.8", ">=3.9", ">=3.10,<4", ">=3.8,<3.12", "!=3.9.*,>=3.8")
TAGS = ("py3-none-any", "cp38-abi3-manylinux_2_17_x86_64", "cp38-abi3-macosx_11_0_arm64", "py3-none-win_amd64")


@dataclass(frozen=True)
class World:
    """`tool_uv` is TOML for `[tool.uv]`."""

    seed: int
    files: dict[str, list[MemoryFile]]
    requirements: list[str]
    tool_uv: str = ""

    @property
    def index(self) -> MemoryIndex:
        return MemoryIndex(self.files)


def a_world(seed: int, *, markers: bool = True, tags: tuple[str, ...] = TAGS, settings: bool = True) -> World:
    """A world of six projects with up to five versions each."""
    random = Random(seed)
    files = {name: _project(random, name, markers, tags) for name in NAMES}
    roots = random.sample(NAMES, random.randint(1, 4))
    requirements = [_requirement(random, name, markers) for name in roots]
    return World(seed, files, requirements, _settings(random) if settings else "")


def _project(random: Random, name: str, markers: bool, tags: tuple[str, ...]) -> list[MemoryFile]:
    found: list[MemoryFile] = []
    for version in sorted(random.sample(VERSIONS, random.randint(1, len(VERSIONS)))):
        python = random.choice(PYTHONS)
        yanked = "" if random.random() < 0.08 else None
        pure = random.random() < 0.75
        for tag in tags[:1] if pure else random.sample(tags, random.randint(1, len(tags))):
            found.append(
                a_release(
                    name,
                    version,
                    *_requires(random, name, markers),
                    tag=tag,
                    requires_python=python,
                    yanked_reason=yanked,
                    extras=("more",),
                )
            )
    return found


def _requires(random: Random, name: str, markers: bool) -> list[str]:
    others = [other for other in NAMES if other != name]
    wanted = random.sample(others, random.choice((0, 0, 0, 1, 1, 2)))
    found = [_requirement(random, other, markers) for other in wanted]
    if random.random() < 0.3:
        found.append(f"{random.choice(others)}{random.choice(RANGES)} ; extra == 'more'")
    return found


def _requirement(random: Random, name: str, markers: bool) -> str:
    extra = "[more]" if random.random() < 0.2 else ""
    marker = f" ; {random.choice(MARKERS)}" if markers and random.random() < 0.35 else ""
    return f"{name}{extra}{random.choice(RANGES)}{marker}"


def _settings(random: Random) -> str:
    lines = []
    if random.random() < 0.2:
        lines.append(f'constraint-dependencies = ["{random.choice(NAMES)}{random.choice(RANGES[3:])}"]')
    if random.random() < 0.15:
        lines.append(f'override-dependencies = ["{_requirement(random, random.choice(NAMES), True)}"]')
    if random.random() < 0.1:
        lines.append(f'exclude-dependencies = ["{random.choice(NAMES)}"]')
    if random.random() < 0.2:
        lines.append("environments = [\"sys_platform == 'linux'\", \"sys_platform == 'darwin'\"]")
    return "\n".join(lines)
