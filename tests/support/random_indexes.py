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
class Words:
    """What a world is made of."""

    names: tuple[str, ...] = NAMES
    versions: tuple[str, ...] = VERSIONS
    ranges: tuple[str, ...] = RANGES
    markers: tuple[str, ...] = MARKERS

    @classmethod
    def own(cls, seed: int) -> Words:
        """Projects, versions and markers of their own, so that no two worlds have much in common."""
        random = Random(seed)
        low, mid, pre, high = sorted(random.sample(range(1, 60), 4))
        versions = (f"{low}.0", f"{low}.{seed % 37}", f"{mid}.0", f"{pre}.1rc1", f"{high}.0")
        ranges = ("", "", "", f">={low}.1", f"<{mid}", f"=={mid}.0", f"!={mid}.0", f"~={low}.0", f">={pre}.1rc1")
        minor, patch, other = random.randint(9, 13), random.randint(0, 60), random.randint(0, 60)
        markers = (
            "sys_platform == 'linux'",
            f"platform_machine != 'machine-{patch}'",
            f"sys_platform == 'darwin' and platform_machine == 'machine-{other}'",
            f"python_full_version >= '3.{minor}.{patch}'",
            f"python_full_version < '3.{minor}.{other}'",
            f"os_name == 'nt' or python_full_version < '3.10.{patch}'",
            f"platform_release == '{seed}'",
        )
        return cls(tuple(f"{name}-{seed}" for name in NAMES), versions, ranges, markers)


COMMON = Words()


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


def a_world(
    seed: int, *, markers: bool = True, tags: tuple[str, ...] = TAGS, settings: bool = True, words: Words = COMMON
) -> World:
    """A world of six projects with up to five versions each."""
    random = Random(seed)
    files = {name: _project(random, name, markers, tags, words) for name in words.names}
    roots = random.sample(words.names, random.randint(1, 4))
    requirements = [_requirement(random, name, markers, words) for name in roots]
    return World(seed, files, requirements, _settings(random, words) if settings else "")


def a_distinct_world(seed: int) -> World:
    """A world that has little in common with any other."""
    return a_world(seed, words=Words.own(seed))


def _project(random: Random, name: str, markers: bool, tags: tuple[str, ...], words: Words) -> list[MemoryFile]:
    found: list[MemoryFile] = []
    for version in sorted(random.sample(words.versions, random.randint(1, len(words.versions)))):
        python = random.choice(PYTHONS)
        yanked = "" if random.random() < 0.08 else None
        pure = random.random() < 0.75
        for tag in tags[:1] if pure else random.sample(tags, random.randint(1, len(tags))):
            found.append(
                a_release(
                    name,
                    version,
                    *_requires(random, name, markers, words),
                    tag=tag,
                    requires_python=python,
                    yanked_reason=yanked,
                    extras=("more",),
                )
            )
    return found


def _requires(random: Random, name: str, markers: bool, words: Words) -> list[str]:
    others = [other for other in words.names if other != name]
    wanted = random.sample(others, random.choice((0, 0, 0, 1, 1, 2)))
    found = [_requirement(random, other, markers, words) for other in wanted]
    if random.random() < 0.3:
        found.append(f"{random.choice(others)}{random.choice(words.ranges)} ; extra == 'more'")
    return found


def _requirement(random: Random, name: str, markers: bool, words: Words) -> str:
    extra = "[more]" if random.random() < 0.2 else ""
    marker = f" ; {random.choice(words.markers)}" if markers and random.random() < 0.35 else ""
    return f"{name}{extra}{random.choice(words.ranges)}{marker}"


def _settings(random: Random, words: Words) -> str:
    lines = []
    if random.random() < 0.2:
        lines.append(f'constraint-dependencies = ["{random.choice(words.names)}{random.choice(words.ranges[3:])}"]')
    if random.random() < 0.15:
        lines.append(f'override-dependencies = ["{_requirement(random, random.choice(words.names), True, words)}"]')
    if random.random() < 0.1:
        lines.append(f'exclude-dependencies = ["{random.choice(words.names)}"]')
    if random.random() < 0.2:
        lines.append("environments = [\"sys_platform == 'linux'\", \"sys_platform == 'darwin'\"]")
    return "\n".join(lines)
