"""What is asked about a recorded project: both modes, reasons, ladders, why and why not, over the command line."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tests.conformance.shared_programs import frozen_index
from tests.golden.checkouts import Checkout
from tests.golden.collected import PartWriter
from tests.golden.command_lines import CommandLines, command_lines, written

HOST = "frozen-index.test"
BASE_IN_FILES = "http://127.0.0.1:8765"  # how the projects spell the server
LINUX = "x86_64-unknown-linux-gnu"
PLATFORMS = (LINUX, "aarch64-apple-darwin", "x86_64-pc-windows-msvc")
Document = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Targets:
    """A Python on some platforms, as options."""

    python: str
    platforms: tuple[str, ...]

    @property
    def options(self) -> list[str]:
        """For the command line."""
        return ["--python", self.python, *(part for name in self.platforms for part in ("--platform", name))]


@dataclass(frozen=True)
class Project:
    """One project with its case, and the command line that is asked about it."""

    path: str
    case: Document
    document: Document
    index_url: str
    cache: str
    commands: CommandLines

    @property
    def targets(self) -> list[Targets]:
        """Those of the case: one Python everywhere, and an older one on Linux."""
        main = Targets(str(self.case.get("python", "3.12")), PLATFORMS)
        older = self.case.get("older_python")
        return [main, Targets(older, (LINUX,))] if older else [main]

    @property
    def home(self) -> Targets:
        """The one target of the questions that are asked once."""
        return Targets(self.targets[0].python, (LINUX,))

    @property
    def variants(self) -> list[tuple[str, list[str]]]:
        """The selections of extras and groups by name, as options."""
        if "variants" in self.case:
            return [(variant["name"], list(_selection(variant))) for variant in self.case["variants"]]
        has_more = self.document["project"].get("optional-dependencies") or self.document.get("dependency-groups")
        conflicts = self.document.get("tool", {}).get("uv", {}).get("conflicts")
        everything = [("all", ["--all-extras", "--all-groups"])] if has_more and not conflicts else []
        return [("default", []), *everything]

    def ask(self, name: str, command: str, targets: Targets, *more: str, form: str = "json") -> str:
        """Ask one command about this project."""
        as_of = ["--exclude-newer", self.case["as_of"]] if "as_of" in self.case else []
        flags = [*self.case.get("flags", []), *as_of, "--index-url", self.index_url, "--cache-dir", self.cache]
        return self.commands.ask(name, command, self.path, *targets.options, *flags, *more, form=form)


def ask_about_project(checkout: Checkout, writer: PartWriter, directory: Path) -> None:
    """Ask everything about the project in a folder of the recorded ones."""
    text = (directory / "pyproject.toml").read_text("utf-8")
    case = json.loads((directory / "case.json").read_text("utf-8"))
    with (
        frozen_index(case.get("fail", [])) as base,
        TemporaryDirectory(prefix="golden-project-") as folder,
        command_lines(checkout, writer) as commands,
    ):
        served_text = text.replace(BASE_IN_FILES, base)
        writer.stand_in_for_host(base, HOST)
        writer.stand_in_for_digest(served_text, text)
        writer.stand_in(folder, "(folder)")
        path = written(Path(folder), "pyproject.toml", served_text)
        document = tomllib.loads(text)
        project = Project(path, case, document, f"{base}/simple", str(Path(folder, "cache")), commands)
        _ask_for_answers(project)
        _ask_for_reasons(project)


def _ask_for_answers(project: Project) -> None:
    for variant, selection in project.variants:
        for targets in project.targets:
            project.ask(f"resolve {variant} {targets.python}", "resolve", targets, *selection)
    _, selection = project.variants[0]
    project.ask("resolve as text", "resolve", project.home, *selection, form="text")
    project.ask("resolve as pip", "resolve", project.home, *selection, "--as-pip", "--mode", "single")


def _ask_for_reasons(project: Project) -> None:
    (first, selection), *further = project.variants
    explanations = [
        json.loads(project.ask(f"explain {first} {targets.python}", "explain", targets, *selection))
        for targets in project.targets
    ]
    for variant, other in further:
        project.ask(f"explain {variant}", "explain", project.home, *other)
    project.ask("explain as Markdown", "explain", project.home, *selection, form="markdown")
    _ask_for_ladders(project, selection)
    _ask_questions(project, selection, explanations)


def _ask_for_ladders(project: Project, selection: list[str]) -> None:
    answer = project.ask("resolve at home", "resolve", project.home, *selection)
    (comparison,) = json.loads(answer)["comparisons"]
    projects = [row["project"] for row in comparison["rows"]]
    named = [part for name in projects for part in ("--ladder", name)]
    if not named:
        return
    project.ask("ladders", "explain", project.home, *selection, *named)
    project.ask("ladders as Markdown", "explain", project.home, *selection, *named[:20], form="markdown")
    project.ask("ladders as text", "explain", project.home, *selection, *named[:20], form="text")


def _ask_questions(project: Project, selection: list[str], explanations: list[Document]) -> None:
    roots = {entry["project"]: entry for found in explanations for entry in roots_of(found)}
    if not roots:
        name = next(iter(direct_requirements(project.document)), "")
        if name:
            project.ask(f"why {name}", "explain", project.home, *selection, "--why", name)
        return
    for name, entry in roots.items():
        target = Targets(entry["target"]["python"], (entry["target"]["platform"],))
        asked = ["--why", name, *(part for one in other_versions(entry) for part in ("--why-not", f"{name}=={one}"))]
        project.ask(f"why and why not {name}", "explain", target, *selection, *asked)


def roots_of(explanation: Document) -> Iterator[Document]:
    """The divergences that others follow from, and the picks that surprise."""
    yield from (entry for entry in explanation["divergences"] if entry["root"])
    yield from explanation["findings"]


def other_versions(entry: Document) -> list[str]:
    """The versions that one mode has and the other does not; none for a finding."""
    sides = [entry.get("single"), entry.get("universal")]
    versions = list(dict.fromkeys(side["version"] for side in sides if side))
    return versions if len(versions) > 1 else []


def direct_requirements(document: Document) -> Iterator[str]:
    """The names of what the project requires itself."""
    for text in document["project"].get("dependencies", []):
        yield text.partition(";")[0].partition("[")[0].split("=")[0].split(">")[0].split("<")[0].split("~")[0].strip()


def _selection(variant: Document) -> Iterator[str]:
    for name in variant.get("extras", []):
        yield from ("--extra", name)
    for name in variant.get("groups", []):
        yield from ("--group", name)
