"""Workspaces and path sources: which projects stand beside the one that is asked about (uv-resolution section 1.3).

Measured with uv 0.13.8: the root's sources hold for every member that does not say otherwise; a member that some
source names is installed as editable although it has no build system; a folder that a pattern names without a
`pyproject.toml` is refused, a hidden one is passed over.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from packaging.utils import NormalizedName

from resolver_core.errors import Mistake, ProblemSyntaxError, mistakes_in
from resolver_core.inputs.document import Document
from resolver_core.inputs.dynamic_dependencies import stated_elsewhere
from resolver_core.inputs.positions import Path
from resolver_core.inputs.problem import LocalKind, Problem, RequirementLine, Source, SourceKind
from resolver_core.inputs.project_files import ROOT, ProjectFiles, joined, matches_glob
from resolver_core.inputs.pyproject import read_pyproject, unknown_requirements
from resolver_core.inputs.uv_configuration import TOOL_UV, UV_TOML
from resolver_core.inputs.uv_keys import WORKSPACE_KEYS

WORKSPACE: Path = (*TOOL_UV, "workspace")


@dataclass(frozen=True)
class Workspace:
    """The projects that are locked together. `root` is the one with the workspace table, or the only one."""

    root: Problem
    members: tuple[Problem, ...]  #: the root among them, unless it is no project
    notes: tuple[str, ...] = ()  #: of members that are named and not there

    @property
    def folders(self) -> dict[NormalizedName, str]:
        """The folder of each member."""
        return {member.name: member.folder for member in self.members if member.name is not None}

    def others_than(self, problem: Problem) -> tuple[Problem, ...]:
        """Everything that is locked beside a member, by name."""
        beside = [member for member in self.members if member.folder != problem.folder]
        if self.root.name is None and self.root.folder != problem.folder:
            beside.insert(0, self.root)
        return tuple(beside)


class WorkspaceReader:
    """Reads the projects among the files, each once. Mistakes in other files than the asked one name their file."""

    def __init__(self, files: ProjectFiles, now: datetime) -> None:
        self._files = files
        self._now = now
        self._documents: dict[str, Document] = {}
        self._workspaces: dict[str, Workspace] = {}

    def document(self, folder: str) -> Document | None:
        """The `pyproject.toml` of a folder; None where there is none. Raises `ProblemSyntaxError`."""
        path = self._files.pyproject(folder)
        text = self._files.get(path)
        if text is None:
            return None
        if folder not in self._documents:
            with mistakes_in(self._named(path)):
                self._documents[folder] = Document.parse(text)
        return self._documents[folder]

    def problem(self, folder: str, *, settings_only: bool = False) -> Problem:
        """The project of a folder that has one, or what it says as settings. Raises `ProblemSyntaxError`."""
        path, document = self._files.pyproject(folder), self.document(folder)
        assert document is not None, "only folders with a pyproject.toml are read"
        configuration = self._configuration(folder)
        with mistakes_in(self._named(path)):
            elsewhere = None if settings_only else stated_elsewhere(document, self._files, folder)
            found = read_pyproject(document.afresh(), self._now, configuration, elsewhere)
            is_asked = path == self._files.input
            if not is_asked and elsewhere is not None:
                unknown = unknown_requirements(document.afresh(), elsewhere)
                if unstated := tuple(mistake for mistake in unknown if not elsewhere.states(mistake.text)):
                    raise ProblemSyntaxError(unstated)
        return replace(found if is_asked else _without_lines(found), folder=folder, sources=_from_root(found, folder))

    def _configuration(self, folder: str) -> Document | None:
        text = self._files.get(UV_TOML) if folder == ROOT else None
        if text is None:
            return None
        with mistakes_in(UV_TOML):
            return Document.parse(text)

    def _named(self, path: str) -> str:
        """The name by which mistakes in a file are told: none for the one that is asked about."""
        return "" if path == self._files.input else path

    def root(self) -> Problem | None:
        """The project, or the settings alone, in the root of the files. Raises `ProblemSyntaxError`."""
        if self.document(ROOT) is not None:
            return self.problem(ROOT, settings_only=True)
        configuration = self._configuration(ROOT)
        if configuration is None:
            return None
        return read_pyproject(Document.parse(""), self._now, configuration)

    def workspace(self, folder: str) -> Workspace:
        """The workspace that a project belongs to. Raises `ProblemSyntaxError`."""
        root = self._root_of(folder)
        found = self._workspaces.get(root)
        if found is None:
            found = self._workspaces[root] = self._read(root)
        return found

    # -- which folders ----------------------------------------------------------------------------

    def _root_of(self, folder: str) -> str:
        """The folder of the nearest workspace table that includes the project; else the project's own."""
        for candidate in _upwards(folder):
            document = self.document(candidate)
            if document is None or not isinstance(document.get(WORKSPACE), dict):
                continue
            return candidate if candidate == folder or folder in self._member_folders(candidate, document) else folder
        return folder

    def _member_folders(self, root: str, document: Document) -> list[str]:
        excluded = [joined(root, pattern).split("/") for _, pattern in document.strings((*WORKSPACE, "exclude"))]
        found: dict[str, None] = {}
        for _, pattern in document.strings((*WORKSPACE, "members")):
            for folder in self._files.matching(joined(root, pattern)):
                if folder != root and not any(matches_glob(tuple(p), tuple(folder.split("/"))) for p in excluded):
                    found[folder] = None
        return list(found)

    # -- what is in them --------------------------------------------------------------------------

    def _read(self, root: str) -> Workspace:
        asked = self.problem(root)
        document = self.document(root)
        assert document is not None
        _check_table(document, self._named(self._files.pyproject(root)))
        found = [self._member(folder, document) for folder in self._member_folders(root, document)]
        beside = [member for member in found if member is not None]
        members = [asked] if asked.name is not None else []
        members += [replace(member, sources={**asked.sources, **member.sources}) for member in beside]
        _check_names(members)
        required = _required_members(asked, beside)
        members = [replace(member, local_kind=_kind_of(member, required)) for member in members]
        folders = {member.name: member.folder for member in members if member.name is not None}
        members = [replace(member, workspace=folders) for member in members]
        root_problem = next((member for member in members if member.folder == root), replace(asked, workspace=folders))
        in_order = tuple(sorted(members, key=lambda member: member.name or ""))
        return Workspace(root_problem, in_order, tuple(self._absent_members(root, document)))

    def _absent_members(self, root: str, document: Document) -> Iterator[str]:
        for _, pattern in document.strings((*WORKSPACE, "members")):
            place = joined(root, pattern)
            if place != root and not any(self._files.matching(place)):
                yield (
                    f"The workspace names the members `{pattern}`, and no such folder is among the files: what they "
                    f"require does not count. Add {self._files.pyproject(place)}."
                )

    def _member(self, folder: str, root: Document) -> Problem | None:
        """The member in a folder; None for what uv passes over."""
        document = self.document(folder)
        if document is None:
            if posixpath.basename(folder).startswith("."):
                return None
            raise _refused(
                root, f"The folder `{folder}` is a member of the workspace but has no pyproject.toml: add it."
            )
        if document.get((*TOOL_UV, "managed")) is False:
            return None
        if isinstance(document.get(WORKSPACE), dict):
            raise _refused(root, f"The member `{folder}` is a workspace itself: workspaces cannot be nested.")
        if not document.has(("project",)):
            raise _refused(root, f"The member `{folder}` has no `[project]` table.")
        return self.problem(folder)


def _from_root(problem: Problem, folder: str) -> dict[NormalizedName, tuple[Source, ...]]:
    """The sources of a project with its paths written from the root of the files."""

    def placed(source: Source) -> Source:
        return replace(source, value=joined(folder, source.value)) if source.kind is SourceKind.PATH else source

    return {name: tuple(map(placed, entries)) for name, entries in problem.sources.items()}


def _without_lines(problem: Problem) -> Problem:
    """The problem without line numbers, which are those of another text than the one that is asked about."""

    def bare(lines: Iterable[RequirementLine]) -> tuple[RequirementLine, ...]:
        return tuple(replace(line, line=None) for line in lines)

    return replace(
        problem,
        dependencies=bare(problem.dependencies),
        optional_dependencies={name: bare(lines) for name, lines in problem.optional_dependencies.items()},
        dependency_groups={name: bare(lines) for name, lines in problem.dependency_groups.items()},
        constraints=bare(problem.constraints),
        overrides=bare(problem.overrides),
    )


def _upwards(folder: str) -> Iterator[str]:
    """A folder and those around it, up to the root."""
    while folder and folder != ROOT:
        yield folder
        folder = posixpath.dirname(folder)
    yield ROOT


# -- members that others require -------------------------------------------------------------------


def _required_members(root: Problem, members: Iterable[Problem]) -> dict[NormalizedName, bool | None]:
    """The members that another project's own sources name, with what the last of them says about `editable`.

    Raises `ProblemSyntaxError` where one says the opposite of the one before it, as uv does.
    """
    found: dict[NormalizedName, bool | None] = {}
    for project in sorted((root, *members), key=lambda each: each.name or ""):
        for name, entries in project.sources.items():
            for entry in entries if name != project.name else ():
                if entry.kind is SourceKind.WORKSPACE and entry.value != "false":
                    if {found.get(name), entry.editable} == {True, False}:
                        both = f"The member `{name}` is named with `editable = true` and with `editable = false`"
                        raise ProblemSyntaxError((Mistake(f"{both}, the second time in `{project.folder}`."),))
                    found[name] = entry.editable
    return found


def _kind_of(member: Problem, required: Mapping[NormalizedName, bool | None]) -> LocalKind:
    assert member.name is not None
    is_required = member.name in required
    if member.is_package is False or (not is_required and member.local_kind is LocalKind.VIRTUAL):
        return LocalKind.VIRTUAL
    return LocalKind.DIRECTORY if required.get(member.name) is False else LocalKind.EDITABLE


# -- mistakes --------------------------------------------------------------------------------------


def _refused(root: Document, message: str) -> ProblemSyntaxError:
    return ProblemSyntaxError((Mistake(message, root.line(WORKSPACE)),))


def _check_table(document: Document, name: str) -> None:
    view = document.afresh()
    for key in view.table(WORKSPACE):
        if key not in WORKSPACE_KEYS:
            view.mistake(f"`{key}` is no key of a workspace: use `members` and `exclude`.", (*WORKSPACE, key), key)
        list(view.strings((*WORKSPACE, key)))
    with mistakes_in(name):
        view.raise_mistakes()


def _check_names(members: Iterable[Problem]) -> None:
    seen: dict[NormalizedName, str] = {}
    for member in members:
        assert member.name is not None
        if member.name in seen:
            folders = f"`{seen[member.name]}` and `{member.folder}`"
            message = f"Two members of the workspace are named `{member.name}`: {folders}."
            raise ProblemSyntaxError((Mistake(message),))
        seen[member.name] = member.folder
