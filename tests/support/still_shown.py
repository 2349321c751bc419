"""Whether a small case is 1-minimal, asked without anything of the search for it.

Each part is taken out of the text or of the index by means of its own, and `explain()` says whether the same cause is
proven for the same root still.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

import tomlkit
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet

from resolver_core import (
    Environment,
    Options,
    ProblemSyntaxError,
    ProjectPage,
    RecordingIndex,
    Selection,
    explain,
    parse_problem,
)
from resolver_core.explain.explanation import Cause, Explanation, Proof
from resolver_core.index.base import Index
from resolver_core.index.kept.memory import MemoryFile, MemoryIndex
from resolver_core.index.records import MetadataProblem, MetadataRead
from resolver_core.minimise.goal import Goal, ModeWithoutAnswer, RootDivergence
from resolver_core.minimise.smallest import Smallest

KEPT = {("project",), ("project", "name"), ("project", "version")}
"""What every project has."""

REQUIREMENTS = re.compile(r"project\.(optional-dependencies\.[^.]+|dependencies)\.\d+|dependency-groups\.[^.]+\.\d+")
OF_UV = re.compile(r"tool\.uv\.(constraint|override|build-constraint)-dependencies\.\d+")


@dataclass(frozen=True)
class Question:
    """A text with all that is needed to explain it."""

    text: str
    selection: Selection
    options: Options
    target: Environment
    index: Index

    def explained(self) -> Explanation | None:
        """The explanation; None for a text that is no project."""
        try:
            problem = parse_problem(self.text, filename="pyproject.toml")
        except ProblemSyntaxError:
            return None
        selection = Selection(
            tuple(name for name in self.selection.extras if name in problem.optional_dependencies),
            tuple(name for name in self.selection.groups if name in problem.dependency_groups),
        )
        return explain(problem, [self.target], self.options, self.index, selection)

    def shows(self, goal: Goal) -> bool:
        """Whether the same cause is proven for the same root."""
        found = self.explained()
        return found is not None and any(
            cause.proof is Proof.PROVEN and cause.cause_class is goal.cause_class for cause in _causes(found, goal)
        )


def _causes(found: Explanation, goal: Goal) -> Iterator[Cause]:
    if isinstance(goal, RootDivergence):
        roots = (entry for entry in found.divergences if entry.root and entry.project == goal.project)
        yield from (entry.cause for entry in roots if entry.cause is not None)
    elif isinstance(goal, ModeWithoutAnswer):
        if goal.other_solves is (len(found.failures) == 1):
            failed = (one for one in found.failures if one.mode == goal.mode.value)
            yield from (one.cause for one in failed if goal.project is None or goal.project in one.projects)
    else:
        yield from (finding.cause for finding in found.findings if finding.project == goal.project)


def text_question(smallest: Smallest, index: Index) -> Question:
    """The small text on the index as it was."""
    case = smallest.text.case
    return Question(case.text, case.selection, case.options, smallest.target, index)


def closed_question(smallest: Smallest) -> Question:
    """The small text on the small index, which is made anew from plain files."""
    assert smallest.closed is not None
    case = smallest.closed.case
    return Question(case.text, case.selection, case.options, smallest.target, small_index(smallest))


def needless_in_text(question: Question, goal: Goal) -> list[str]:
    """The parts of the text without any one of which it is still shown."""
    return [name for name, text in shorter_texts(question.text) if replace(question, text=text).shows(goal)]


def needless_in_index(question: Question, goal: Goal) -> list[str]:
    """The same of its index."""
    index = question.index
    assert isinstance(index, MemoryIndex)
    return [name for name, less in smaller_indexes(index) if replace(question, index=less).shows(goal)]


# -- the text -------------------------------------------------------------------------------------------


def shorter_texts(text: str) -> Iterator[tuple[str, str]]:
    """The text without each of its tables, keys and items; then with each of its strings without one piece."""
    for path in _paths(tomlkit.parse(text).unwrap()):
        if path not in KEPT:
            document = tomlkit.parse(text).unwrap()
            del _at(document, path[:-1])[path[-1]]
            yield f"without {_name(path)}", tomlkit.dumps(document)
    for path in _paths(tomlkit.parse(text).unwrap()):
        for simpler in _simpler(_name(path), _at(tomlkit.parse(text).unwrap(), path)):
            document = tomlkit.parse(text).unwrap()
            _at(document, path[:-1])[path[-1]] = simpler
            yield f"{_name(path)} as {simpler}", tomlkit.dumps(document)


def _name(path: tuple[Any, ...]) -> str:
    return ".".join(map(str, path))


def _paths(value: Any, here: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    entries: Any = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in entries:
        yield (*here, key)
        yield from _paths(inner, (*here, key))


def _at(value: Any, path: tuple[Any, ...]) -> Any:
    for key in path:
        value = value[key]
    return value


def _simpler(name: str, value: Any) -> Iterator[str]:
    if name == "project.requires-python":
        yield from (text for text in _fewer(value) if text)
    elif REQUIREMENTS.fullmatch(name) or OF_UV.fullmatch(name):
        requirement = Requirement(value)
        for specifiers in _fewer(str(requirement.specifier)):
            other = Requirement(value)
            other.specifier = SpecifierSet(specifiers)
            yield str(other)
        for extra in requirement.extras:
            other = Requirement(value)
            other.extras = requirement.extras - {extra}
            yield str(other)
        if requirement.marker is not None:
            head = value.partition(";")[0]
            yield from (f"{head} ; {marker}" if marker else head for marker in _fewer_words(str(requirement.marker)))


def _fewer(specifiers: str) -> Iterator[str]:
    clauses = [clause for clause in specifiers.split(",") if clause]
    return (",".join(clauses[:number] + clauses[number + 1 :]) for number in range(len(clauses)))


def _fewer_words(marker: str) -> Iterator[str]:
    """The marker gone, and for one without brackets each operand gone."""
    yield ""
    for word in (" and ", " or "):
        other = " or " if word == " and " else " and "
        operands = marker.split(word)
        if "(" not in marker and other not in marker and len(operands) > 1:
            yield from (word.join(operands[:number] + operands[number + 1 :]) for number in range(len(operands)))


# -- the index ------------------------------------------------------------------------------------------


def small_index(smallest: Smallest) -> MemoryIndex:
    """The files of the small index, with what they still say."""
    assert smallest.closed is not None
    assert smallest.recorded is not None
    universe, index = smallest.closed.case.universe, smallest.recorded.index
    assert isinstance(index, RecordingIndex)
    assert universe is not None
    gone = {(fact.file.page, fact.file.filename, fact.kind.value, fact.detail) for fact in universe.unsaid}
    by_url: dict[str, dict[str, list[MemoryFile]]] = {}
    for page, answer in index.snapshot().pages.items():
        names = {file.filename for file in universe.files if file.page == page}
        for file in answer.distributions if isinstance(answer, ProjectPage) and names else ():
            if file.filename not in names:
                continue
            said = index.metadata(file)
            lines: tuple[str, ...] = ()
            python, extras = None, ()
            if isinstance(said, MetadataRead):
                python = said.metadata.requires_python
                extras = said.metadata.provides_extra
                lines = tuple(
                    str(requirement)
                    for number, requirement in enumerate(said.metadata.requires_dist)
                    if (page, file.filename, "requirement", number) not in gone
                )
            no_python = (page, file.filename, "requires-python", 0) in gone
            made = MemoryFile(
                file.filename,
                requires=lines,
                requires_python=None if no_python or python is None else str(python),
                page_requires_python="" if no_python or file.requires_python is None else str(file.requires_python),
                extras=extras,
                uploaded_at=None if (page, file.filename, "upload-time", 0) in gone else file.uploaded_at,
                yanked_reason=None if (page, file.filename, "yanked", 0) in gone else file.yanked_reason,
                problem=said.kind if isinstance(said, MetadataProblem) else None,
            )
            by_url.setdefault(page[0], {}).setdefault(file.project, []).append(made)
    first = smallest.closed.case.options.default_index
    return MemoryIndex(by_url.pop(first, {}), url=first, others=by_url)


def smaller_indexes(index: MemoryIndex) -> Iterator[tuple[str, MemoryIndex]]:
    """The index without each project, version, file, requirement line, upload time, yank and Requires-Python."""
    everything = {index.url: index.projects, **index.others}
    for url, projects in everything.items():
        for project, files in projects.items():
            yield f"without {project}", _with(index, url, project, ())
            for version in sorted({file.filename.split("-")[1].removesuffix(".tar.gz") for file in files}):
                kept = [file for file in files if file.filename.split("-")[1].removesuffix(".tar.gz") != version]
                yield f"without {project} {version}", _with(index, url, project, kept)
            for place, file in enumerate(files):
                others = [*files[:place], *files[place + 1 :]]
                yield f"without {file.filename}", _with(index, url, project, others)
                for what, less in _saying_less(file):
                    changed = [*files[:place], less, *files[place + 1 :]]
                    yield f"{file.filename} without {what}", _with(index, url, project, changed)


def _saying_less(file: MemoryFile) -> Iterator[tuple[str, MemoryFile]]:
    for number, line in enumerate(file.requires):
        yield line, replace(file, requires=[*file.requires[:number], *file.requires[number + 1 :]])
    if file.uploaded_at is not None:
        yield "upload time", replace(file, uploaded_at=None)
    if file.yanked_reason is not None:
        yield "yank", replace(file, yanked_reason=None)
    if file.requires_python or file.page_requires_python:
        yield "Requires-Python", replace(file, requires_python=None, page_requires_python="")


def _with(index: MemoryIndex, url: str, project: str, files: Any) -> MemoryIndex:
    def changed(projects: Mapping[str, Any]) -> dict[str, Any]:
        return {
            name: files if name == project else listed for name, listed in projects.items() if name != project or files
        }

    if url == index.url:
        return MemoryIndex(changed(index.projects), url=index.url, others=index.others)
    others = {each: changed(listed) if each == url else listed for each, listed in index.others.items()}
    return MemoryIndex(index.projects, url=index.url, others=others)
