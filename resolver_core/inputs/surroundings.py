"""A question with what stands beside it: the other members, path sources, and the settings of the root.

uv takes its settings from where it is started: the root of the files (measured). What a member says in its own
`[tool.uv]` about everybody's dependencies does not count.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from resolver_core.errors import Mistake
from resolver_core.inputs.problem import LocalKind, Problem, RequirementLine, SourceKind
from resolver_core.inputs.project_files import ROOT, ProjectFiles
from resolver_core.inputs.workspace import WorkspaceReader

_LOCK_FIELDS = (
    *("settings", "indexes", "constraints", "overrides", "scoped_overrides", "excludes", "scoped_excludes"),
    *("environments", "required_environments", "minimum_glibc", "minimum_musl", "dependency_metadata"),
    "lock_refusals",
)
_PIP_FIELDS = ("pip_settings", "pip_request", "pip_lists", "pip_indexes", "pip_refusals")


def read_in_workspace(reader: WorkspaceReader, files: ProjectFiles) -> Problem:
    """A pyproject.toml with its workspace, path sources and settings. Raises `ProblemSyntaxError`."""
    folder = files.folder
    workspace = reader.workspace(folder)
    own = next((member for member in workspace.members if member.folder == folder), workspace.root)
    problem = replace(
        own,
        members=workspace.others_than(own),
        workspace=workspace.folders,
        notes=(*own.notes, *workspace.notes),
    )
    if workspace.root.folder != folder:
        problem = _with_fields(problem, workspace.root, (*_LOCK_FIELDS, *_PIP_FIELDS))
    if folder != ROOT and workspace.root.folder != ROOT and (root := reader.root()) is not None:
        problem = _with_fields(problem, root, _PIP_FIELDS)
    return with_path_sources(problem, reader, files)


def _with_fields(problem: Problem, other: Problem, names: tuple[str, ...]) -> Problem:
    """A problem with the settings of another; what is not known of its own requirements stays so."""
    taken = replace(problem, **{name: getattr(other, name) for name in names})
    return replace(
        taken,
        lock_refusals=_with_absences(taken.lock_refusals, problem.lock_refusals),
        pip_refusals=_with_absences(taken.pip_refusals, problem.pip_refusals),
    )


def _with_absences(taken: tuple[Mistake, ...], own: tuple[Mistake, ...]) -> tuple[Mistake, ...]:
    return tuple(dict.fromkeys((*taken, *(mistake for mistake in own if mistake.of_absence))))


def with_settings_of_root(problem: Problem, reader: WorkspaceReader) -> Problem:
    """A list of requirements under the settings that stand beside it. Raises `ProblemSyntaxError`."""
    root = reader.root()
    if root is None:
        return problem
    lists = root.with_lists(root.pip_lists)
    return replace(
        problem,
        settings=problem.settings.beside(root.pip_settings).beside(root.settings),
        pip_indexes=(*problem.pip_indexes, *root.pip_indexes),
        indexes=(*problem.indexes, *root.pip_indexes),
        pip_request=root.pip_request,
        constraints=(*problem.constraints, *lists.constraints),
        overrides=lists.overrides,
        scoped_overrides=lists.scoped_overrides,
        excludes=lists.excludes,
        scoped_excludes=lists.scoped_excludes,
        dependency_metadata=root.dependency_metadata,
        dependency_groups=root.dependency_groups,
        group_requires_python=root.group_requires_python,
        group_includes=root.group_includes,
        pip_refusals=(*problem.pip_refusals, *root.pip_refusals),
        notes=(*problem.notes, *root.notes),
    )


def with_path_sources(problem: Problem, reader: WorkspaceReader, files: ProjectFiles) -> Problem:
    """A problem with the projects in folders that its sources and requirements lead to, and theirs."""
    known = {problem.folder: problem} | {member.folder: member for member in problem.members}
    found: dict[str, Problem] = {}
    waiting = list(known.values())
    while waiting:
        project = waiting.pop(0)
        for folder in dict.fromkeys(_folders_named(project)):
            if folder in known or folder in found or files.get(files.pyproject(folder)) is None:
                continue
            if reader.document(folder) is None:
                continue
            workspace = reader.workspace(folder)
            for member in workspace.members:
                if member.folder not in known and member.folder not in found:
                    found[member.folder] = member
                    waiting.append(member)
    return replace(problem, path_sources=tuple(found.values()))


def _folders_named(project: Problem) -> Iterator[str]:
    """The folders that a project's sources and requirements come from."""
    for entries in project.sources.values():
        yield from (entry.value for entry in entries if entry.kind is SourceKind.PATH)
    for line in all_lines(project):
        kind, _, folder = (line.requirement.url or "").partition(":")
        if kind in set(LocalKind):
            yield folder


def all_lines(project: Problem) -> Iterator[RequirementLine]:
    """Every requirement that a project states: its own, those of its extras and of its groups."""
    yield from project.dependencies
    for table in (project.optional_dependencies, project.dependency_groups):
        for lines in table.values():
            yield from lines
