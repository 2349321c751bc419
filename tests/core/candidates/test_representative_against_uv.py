"""Which files uv reads on random projects, and which ones we say it reads. A failure names its seed."""

from __future__ import annotations

import platform
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from random import Random

import pytest
from packaging.specifiers import SpecifierSet
from packaging.version import Version

from resolver_core.candidates.implied_markers import implied_python_low
from resolver_core.candidates.python_range import PythonRange
from resolver_core.candidates.releases import Releases
from resolver_core.candidates.representative import FileRule, representative
from resolver_core.targets.named import rank_of, target
from tests.support.distributions import as_distribution, some_releases
from tests.support.random_files import CUTOFF, VERSIONS, random_project
from tests.support.seeds import seeds
from tests.support.served_index import ServedFile, ServedIndex, served_index
from tests.support.uv_runs import UvRun, uv_compile, uv_lock

PYTHONS = ("3.8", "3.9", "3.10", "3.11", "3.12", "3.13")
PLATFORMS = (
    "linux",
    "windows",
    "macos",
    "x86_64-unknown-linux-musl",
    "aarch64-unknown-linux-gnu",
    "i686-pc-windows-msvc",
)
REQUIRES_PYTHON = (
    ">=3.8",
    ">=3.8,<3.12",
    ">=3.9",
    ">=3.10,<3.13",
    ">=3.11",
    "==3.11.*",
    ">3.9",
    ">=3.9.2,<3.11.90",
    "<3.14",
)
PAGES = ("simple", "flat", "both")


@dataclass(frozen=True)
class Case:
    """One run of uv over many random projects."""

    seed: int
    pages: str
    has_cutoff: bool
    projects: dict[str, list[ServedFile]]
    no_binary: frozenset[str]
    no_build: frozenset[str]

    @classmethod
    def random(cls, seed: int, count: int) -> Case:
        random = Random(seed)
        pages = PAGES[seed % len(PAGES)]
        projects = {f"p{n}": random_project(f"p{n}", random, pages=pages == "both") for n in range(count)}
        odd = random.sample(list(projects), count // 4)
        no_binary, no_build = frozenset(odd[::2]), frozenset(odd[1::2])
        return cls(seed, pages, random.random() < 0.4, projects, no_binary, no_build)

    @contextmanager
    def served(self) -> Iterator[ServedIndex]:
        with served_index(file for files in self.projects.values() for file in files) as index:
            yield index

    def urls(self, index: ServedIndex) -> tuple[str | None, str | None]:
        """The URL of the simple index and of the flat page, where this case has one."""
        return (None if self.pages == "flat" else index.url), (None if self.pages == "simple" else index.flat_url)

    def options(self) -> list[str]:
        return ["--exclude-newer", CUTOFF] if self.has_cutoff else []

    def rule(self, project: str, base: FileRule) -> FileRule:
        return replace(
            base,
            no_binary=project in self.no_binary,
            no_build=project in self.no_build,
            cutoff=datetime.fromisoformat(CUTOFF) if self.has_cutoff else None,
            flat=self.pages == "flat",
        )

    def releases(self, project: str) -> tuple[Releases, Releases | None]:
        """Of the index (or of the flat one), and of the flat page merged in front of it."""
        files = self.projects[project]
        if self.pages != "both":
            return some_releases(*map(as_distribution, files), flat=self.pages == "flat"), None
        dealt = [[as_distribution(file) for file in files if page in file.pages] for page in ("simple", "flat")]
        return some_releases(*dealt[0]), some_releases(*dealt[1], flat=True)


def expected_reads(case: Case, project: str, base: FileRule) -> set[str]:
    """Walk the versions, newest first, until one suits (4.1); the metadata's Requires-Python counts as well."""
    rule = case.rule(project, base)
    listed, merged = case.releases(project)
    stated = {file.filename: file.requires_python for file in case.projects[project]}
    reads: set[str] = set()
    for version in map(Version, VERSIONS):
        flat_first = () if merged is None else merged.of_version(version)
        answer = representative(listed.of_version(version), rule, flat_first=flat_first)
        if answer.metadata_file is None or not rule.python.contained_by(answer.requires_python or SpecifierSet()):
            continue
        reads.add(answer.metadata_file.filename)
        beyond = rule.tags is None and implied_python_low(answer.judgements) >= rule.python.high
        if rule.python.contained_by(SpecifierSet(stated[answer.metadata_file.filename] or "")) and not beyond:
            break
    return reads


def check(case: Case, base: FileRule, index: ServedIndex, run: UvRun, question: str) -> None:
    label = f"seed {case.seed}, {case.pages}, cut-off {case.has_cutoff}, {question}"
    print(label)
    assert run.succeeded, f"{label}: {run.errors}"
    expected = {project: expected_reads(case, project, base) for project in case.projects}
    actual = {project: set(index.reads_of(project)) for project in case.projects}
    wrong = {
        name: (expected[name], actual[name], case.projects[name]) for name in expected if expected[name] != actual[name]
    }
    assert not wrong, f"{label}: {len(wrong)} of {len(expected)} differ (expected, read, listed): {wrong}"


def check_single(seed: int, count: int) -> None:
    case, random = Case.random(seed, count), Random(seed)
    python, name = random.choice(PYTHONS), random.choice(PLATFORMS)
    base = FileRule(rank_of(target(python, name).tags), PythonRange.at_least(Version(python)))
    options = [option for project in sorted(case.no_binary) for option in ("--no-binary", project)]
    options += [option for project in sorted(case.no_build) for option in ("--only-binary", project)]
    options += ["--python-version", python, "--python-platform", name, *case.options()]
    with case.served() as index:
        index_url, flat_url = case.urls(index)
        run = uv_compile(index_url, case.projects, *options, flat_url=flat_url)
        check(case, base, index, run, f"{python} on {name}")


def check_universal(seed: int, count: int) -> None:
    case = Case.random(seed, count)
    fitting = [text for text in REQUIRES_PYTHON if platform.python_version() in SpecifierSet(text)]
    requires_python = Random(seed).choice(fitting)
    base = FileRule(None, PythonRange.of(SpecifierSet(requires_python)))
    options = [option for project in sorted(case.no_binary) for option in ("--no-binary-package", project)]
    options += [option for project in sorted(case.no_build) for option in ("--no-build-package", project)]
    # A refused Requires-Python would fork, and in a narrower fork uv judges wheels anew: not the question here.
    options += ["--fork-strategy", "fewest", "--python", sys.executable, *case.options()]
    with case.served() as index:
        index_url, flat_url = case.urls(index)
        run = uv_lock(index_url, case.projects, requires_python, *options, flat_url=flat_url)
        check(case, base, index, run, requires_python)


@pytest.mark.parametrize("seed", seeds(3))
def test_single_platform(seed: int) -> None:
    check_single(seed, 30)


@pytest.mark.parametrize("seed", seeds(3))
def test_universal(seed: int) -> None:
    check_universal(seed, 30)


@pytest.mark.slow
@pytest.mark.parametrize("seed", seeds(10, first=100))
def test_single_platform_at_length(seed: int) -> None:
    check_single(seed, 50)


@pytest.mark.slow
@pytest.mark.parametrize("seed", seeds(10, first=100))
def test_universal_at_length(seed: int) -> None:
    check_universal(seed, 50)
