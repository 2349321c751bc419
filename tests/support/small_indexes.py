"""Closed worlds in a few lines: an index, a request, and what each of uv's two modes makes of it.

An `Example` is data, so that the same one can be put to our solver (here) and to uv (`small_indexes_in_uv`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from packaging.utils import canonicalize_name

from resolver_core.answer.resolution import Outcome, Resolution
from resolver_core.index.kept.memory import DEFAULT_URL, MemoryFile, MemoryIndex
from resolver_core.inputs.problem import Problem
from resolver_core.policy import Options, Policy, Selection, requires_python_of
from resolver_core.solver.solve import resolve
from resolver_core.targets.named import target
from tests.support.builders import a_problem

TAGS = {
    "any": "py3-none-any",
    "L": "cp311-cp311-manylinux_2_17_x86_64",
    "M": "cp311-cp311-macosx_11_0_arm64",
    "W": "cp311-cp311-win_amd64",
}
"""Short names of wheel tags; any other tag is written out, with "-L" for "-manylinux_2_17_x86_64"."""

FAILS = "no solution"
ABORTS = "no answer"  #: a failure that is no proof: a page or file that cannot be had, contradicting data
OTHER_URL = "https://{}.index.test/simple"
ENDLESS_S = 600.0
"""Seconds after which a small search is endless, on the slowest and busiest machine. They take milliseconds."""


@dataclass(frozen=True)
class Files:
    """The files of a version that say the same: one per tag, "sdist" for a source distribution."""

    requires: tuple[str, ...]
    python: str | None
    extras: tuple[str, ...]
    yanked: bool
    uploaded: str | None
    tags: str

    def listed(self, project: str, version: str) -> Iterator[MemoryFile]:
        for tag in self.tags.split():
            tail = ".tar.gz" if tag == "sdist" else f"-{TAGS.get(tag, tag.replace('-L', '-manylinux_2_17_x86_64'))}.whl"
            yield MemoryFile(
                filename=f"{project.replace('-', '_')}-{version}{tail}",
                requires=self.requires,
                requires_python=self.python,
                extras=self.extras,
                uploaded_at=None if self.uploaded is None else datetime.fromisoformat(self.uploaded),
                yanked_reason="" if self.yanked else None,
            )


def of(
    *requires: str,
    python: str | None = None,
    extras: str = "",
    yanked: bool = False,
    uploaded: str | None = None,
    tags: str = "any",
) -> Files:
    """Files for a table: `{"2": of("b<2", python=">=3.9", tags="L W")}`. `extras` and `tags` are words of a text."""
    return Files(requires, python, tuple(extras.split()), yanked, uploaded, tags)


Release = Sequence[str] | Files | Mapping[str, Sequence[str] | Files]
"""Requirements of one pure wheel; files that say the same; or, by tag, files that do not."""

Projects = Mapping[str, Mapping[str, Release] | str]
"""Project -> version -> release. A text such as "1 2 3" stands for pure wheels of these versions."""


def files_of(projects: Projects) -> dict[str, tuple[MemoryFile, ...]]:
    """The files that an index with these projects lists."""
    return {
        name: tuple(file for version, release in _releases(releases).items() for file in _files(name, version, release))
        for name, releases in projects.items()
    }


def _releases(releases: Mapping[str, Release] | str) -> Mapping[str, Release]:
    return dict.fromkeys(releases.split(), ()) if isinstance(releases, str) else releases


def _files(name: str, version: str, release: Release) -> Iterator[MemoryFile]:
    if isinstance(release, Files):
        yield from release.listed(name, version)
    elif isinstance(release, Mapping):
        for tag, said in release.items():
            yield from replace(said if isinstance(said, Files) else of(*said), tags=tag).listed(name, version)
    else:
        yield from of(*release).listed(name, version)


@dataclass(frozen=True)
class Example:
    """A world and a request, with the versions that uv 0.13.8 picks: "a 1, b 2", or `FAILS` or `ABORTS`.

    `single` and `universal` are None where the mode is not the point; a lock with one project in several
    versions names them all. `forks` are the lock's resolution-markers in order, where they are the point.
    `at` gives parts of the lock: "3.8", "windows", "3.8 windows" -> versions installed there.
    In `tool_uv` and `more` (TOML for `[tool.uv]`, and for tables of their own) "@x" is the URL of index "x".
    """

    projects: Projects
    ask: Sequence[str]
    single: str | None = None
    universal: str | None = None
    forks: Sequence[str] | None = None
    at: Mapping[str, str] = field(default_factory=dict)
    python: str = "3.11"
    platform: str = "linux"
    requires_python: str = ">=3.8"
    tool_uv: str = ""
    more: str = ""
    others: Mapping[str, Projects] = field(default_factory=dict)  #: further indexes by name
    extras: Sequence[str] = ()  #: of the single request
    groups: Sequence[str] = ()  #: of the single request
    reads: tuple[str | None, str | None] | None = None  #: tag of the file of `reads_of` that (single, universal) read
    reads_of: str = "a"
    wrong: Mapping[str, str] = field(default_factory=dict)  #: by mode: how ours is known to differ

    def problem(self, url_of: Callable[[str], str] = OTHER_URL.format) -> Problem:
        """The project that asks."""
        return a_problem(
            *self.ask,
            requires_python=self.requires_python,
            tool_uv=self._with_urls(self.tool_uv, url_of),
            more=self._with_urls(self.more, url_of),
        )

    def _with_urls(self, text: str, url_of: Callable[[str], str]) -> str:
        for name in self.others:
            text = text.replace(f'"@{name}"', f'"{url_of(name)}"')
        return text

    def index(self) -> MemoryIndex:
        """All indexes of the example."""
        others = {OTHER_URL.format(name): files_of(projects) for name, projects in self.others.items()}
        return MemoryIndex(files_of(self.projects), others=others)

    def solve_single(self, index: MemoryIndex | None = None, platform: str | None = None) -> Resolution:
        """Our answer for one platform."""
        problem, environment = self.problem(), target(self.python, platform or self.platform)
        selection = Selection(tuple(map(canonicalize_name, self.extras)), tuple(map(canonicalize_name, self.groups)))
        policy = Policy.single_platform(problem, environment, Options(DEFAULT_URL), selection)
        return resolve(problem, policy, index or self.index(), limit_seconds=ENDLESS_S)

    def solve_universal(self, index: MemoryIndex | None = None) -> Resolution:
        """Our lock."""
        problem, environment = self.problem(), target(self.python, self.platform)
        policy = Policy.universal(problem, requires_python_of(problem, environment), Options(DEFAULT_URL))
        return resolve(problem, policy, index or self.index(), limit_seconds=ENDLESS_S)


def versions(resolution: Resolution) -> str:
    """The answer in the words of an example."""
    if resolution.outcome is not Outcome.SOLVED:
        return FAILS if resolution.outcome is Outcome.UNSATISFIABLE else ABORTS
    return written((pin.project, str(pin.version)) for pin in resolution.pins if not pin.is_root)


def written(pins: Iterator[tuple[str, str]]) -> str:
    """Pairs of project and version as one text, in order."""
    return ", ".join(f"{project} {version}" for project, version in sorted(pins))


def versions_at(resolution: Resolution, place: str) -> str:
    """What a lock installs at "3.8 windows" (default 3.11 linux)."""
    words = place.split()
    python = next((word for word in words if word[0].isdigit()), "3.11")
    platform = next((word for word in words if not word[0].isdigit()), "linux")
    pins = resolution.at(target(python, platform)).values()
    return written((pin.project, str(pin.version)) for pin in pins)


def tags_read(index: MemoryIndex, project: str) -> set[str]:
    """The tags of the files of a project whose metadata were asked for, in the words of an example."""
    short = {tag: name for name, tag in TAGS.items()}
    files = [file for kind, _, file in index.questions if kind == "metadata" and file.startswith(f"{project}-")]
    tags = {"sdist" if file.endswith(".tar.gz") else file[:-4].split("-", 2)[2] for file in files}
    return {short.get(tag, tag).replace("-manylinux_2_17_x86_64", "-L") for tag in tags}
