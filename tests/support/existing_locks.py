"""A project with the uv.lock that uv 0.13.8 writes for it, for tests of what becomes of the lock."""

from __future__ import annotations

from dataclasses import dataclass, replace

from resolver_core import Options, Policy, Resolution, Settings, parse_lock, parse_problem, requires_python_of, target
from resolver_core.answer.lock_verdict import LockVerdict
from resolver_core.existing_lock.validating import verdict_on
from resolver_core.index.kept.memory import DEFAULT_URL, MemoryIndex
from resolver_core.inputs.problem import Problem
from resolver_core.solver.solve import resolve
from tests.support.small_indexes import Projects, files_of

NO_SETTINGS = Settings()
PROJECT = """\
[project]
name = "p"
version = "1"
requires-python = ">=3.8"
dependencies = ["a>=1", "b ; sys_platform == 'win32'"]
[project.optional-dependencies]
x = ["c"]
[dependency-groups]
dev = ["c<3"]
[tool.uv]
constraint-dependencies = ["b<9"]
override-dependencies = ["c<9"]
exclude-dependencies = ["zebra"]
build-constraint-dependencies = ["setuptools<80"]
"""
_PACKAGE = '\n[[package]]\nname = "{}"\nversion = "{}"\nsource = {{ registry = "' + DEFAULT_URL + '" }}\n'
LOCK = (
    'version = 1\nrevision = 5\nrequires-python = ">=3.8"\n\n[manifest]\n'
    'constraints = [{ name = "b", specifier = "<9" }]\noverrides = [{ name = "c", specifier = "<9" }]\n'
    'excludes = ["zebra"]\nbuild-constraints = [{ name = "setuptools", specifier = "<80" }]\n'
    + _PACKAGE.format("a", "1")
    + 'dependencies = [\n    { name = "b" },\n]\n'
    + _PACKAGE.format("b", "1")
    + _PACKAGE.format("c", "1")
    + '\n[[package]]\nname = "p"\nversion = "1"\nsource = { virtual = "." }\n'
    'dependencies = [\n    { name = "a" },\n    { name = "b", marker = "sys_platform == \'win32\'" },\n]\n'
    '\n[package.optional-dependencies]\nx = [\n    { name = "c" },\n]\n'
    '\n[package.dev-dependencies]\ndev = [\n    { name = "c" },\n]\n'
    '\n[package.metadata]\nrequires-dist = [\n    { name = "a", specifier = ">=1" },\n'
    '    { name = "b", marker = "sys_platform == \'win32\'" },\n    { name = "c", marker = "extra == \'x\'" },\n]\n'
    'provides-extras = ["x"]\n\n[package.metadata.requires-dev]\ndev = [{ name = "c", specifier = "<3" }]\n'
)
"""The lock of `PROJECT` on an index where everything had a version 1."""
OFFERED: Projects = {"a": {"1": ["b"], "2": ["b"]}, "b": "1 2", "c": "1 2"}
"""What the index offers today."""


@dataclass(frozen=True)
class Asked:
    """A project and a lock, each as a text."""

    project: str = PROJECT
    lock: str = LOCK
    settings: Settings = NO_SETTINGS
    as_of: bool = False

    def with_project(self, before: str, after: str) -> Asked:
        """With a part of the project replaced."""
        assert before in self.project
        return replace(self, project=self.project.replace(before, after, 1))

    def with_lock(self, before: str, after: str) -> Asked:
        """With a part of the lock replaced."""
        assert before in self.lock
        return replace(self, lock=self.lock.replace(before, after, 1))

    @property
    def problem(self) -> Problem:
        """The project."""
        return parse_problem(self.project)

    @property
    def policy(self) -> Policy:
        """What `uv lock` is asked."""
        options = Options(DEFAULT_URL, settings=self.settings, lock=parse_lock(self.lock), as_of=self.as_of)
        return Policy.universal(self.problem, requires_python_of(self.problem, target("3.8", "linux")), options)

    def verdict(self, index: MemoryIndex | None = None) -> LockVerdict:
        """What becomes of the lock."""
        policy = self.policy
        assert policy.lock is not None
        return verdict_on(policy.lock, self.problem, policy, index or MemoryIndex({}))

    def resolution(self, policy: Policy | None = None) -> Resolution:
        """The universal answer, or that of another policy."""
        return resolve(self.problem, policy or self.policy, MemoryIndex(files_of(OFFERED)))
