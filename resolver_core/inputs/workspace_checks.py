"""What uv refuses about a workspace: sources that name no member, members without such a source, Pythons."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from packaging.utils import NormalizedName, canonicalize_name

from resolver_core.errors import Mistake
from resolver_core.inputs.problem import Problem, RequirementLine, Source, SourceKind
from resolver_core.inputs.project_files import ProjectFiles
from resolver_core.markers import MarkerSet


def with_refusals(problem: Problem) -> Problem:
    """The problem with what either mode refuses about its workspace; uv reads every requirement before it solves."""
    own = [] if problem.pip_settings.no_sources or problem.settings.no_sources else list(_of_project(problem))
    request = list(_of_pip_request(problem))
    locked = [] if problem.settings.no_sources else [*_of_project(problem), *_of_members(problem)]
    locked += _of_pythons(problem)
    return replace(
        problem,
        lock_refusals=_once(*problem.lock_refusals, *locked),
        pip_refusals=_once(*problem.pip_refusals, *own, *request),
    )


def _once(*mistakes: Mistake) -> tuple[Mistake, ...]:
    return tuple(dict.fromkeys(mistakes))


def _of_members(problem: Problem) -> Iterator[Mistake]:
    for member in problem.members:
        path = ProjectFiles.pyproject(member.folder)
        for mistake in (*member.lock_refusals, *_of_project(member)):
            yield replace(mistake, file=path)


def _of_project(project: Problem) -> Iterator[Mistake]:
    """Each requirement of a project whose source and workspace do not agree."""
    for line, extra, group in _scoped_lines(project):
        name = canonicalize_name(line.requirement.name)
        entries = [
            entry
            for entry in project.sources.get(name, ())
            if entry.extra in (None, extra) and entry.group in (None, group)
        ]
        if name in project.workspace:
            if name != project.name:
                yield from _of_requirement_on_member(name, line, entries)
        else:
            yield from (_no_member(name, entry, project) for entry in entries if _is_of_workspace(entry))


def _scoped_lines(
    project: Problem,
) -> Iterator[tuple[RequirementLine, NormalizedName | None, NormalizedName | None]]:
    yield from ((line, None, None) for line in project.dependencies)
    for extra, lines in project.optional_dependencies.items():
        yield from ((line, extra, None) for line in lines)
    for group, lines in project.dependency_groups.items():
        yield from ((line, None, group) for line in lines)


def _of_requirement_on_member(name: NormalizedName, line: RequirementLine, entries: list[Source]) -> Iterator[Mistake]:
    advice = f"add `{name} = {{ workspace = true }}` to `[tool.uv.sources]`"
    if not entries:
        yield Mistake(
            f"`{name}` is a member of the workspace, but no source says so: {advice}.", line.line, None, line.text
        )
    for entry in entries:
        if entry.kind is not SourceKind.WORKSPACE:
            message = (
                f"`{name}` is a member of the workspace and cannot come from elsewhere (`{entry.kind}`): {advice}."
            )
            yield Mistake(message, entry.line, None, name)
        elif entry.value == "false":
            yield Mistake(
                f"`{name}` is a member of the workspace; `workspace = false` is refused: {advice}.", entry.line
            )


def _is_of_workspace(entry: Source) -> bool:
    return entry.kind is SourceKind.WORKSPACE


def _no_member(name: NormalizedName, entry: Source, project: Problem) -> Mistake:
    members = ", ".join(f"`{member}`" for member in sorted(project.workspace)) or "none"
    message = (
        f"The source of `{name}` says that it is a member of the workspace, but no member has that name (members: "
        f"{members}). Add the member's pyproject.toml to the files, or give `{name}` another source."
    )
    return Mistake(message, entry.line, None, name, of_absence=entry.value != "false")


def _of_pythons(problem: Problem) -> Iterator[Mistake]:
    """Members whose Pythons have nothing in common."""
    asked = [each for each in (problem, *problem.members) if each.requires_python is not None]
    shared = MarkerSet.TRUE
    for each in asked:
        assert each.requires_python is not None
        shared = shared & MarkerSet.python_specifier(each.requires_python)
    if len(asked) > 1 and shared.is_false:
        ranges = ", ".join(f"`{each.name}` {each.requires_python}" for each in asked)
        yield Mistake(f"The members of the workspace have no Python in common: {ranges}.")


def _of_pip_request(problem: Problem) -> Iterator[Mistake]:
    """Extras and groups of `[tool.uv.pip]` that are not there."""
    request = problem.pip_request
    for what, names, there in (
        ("extra", (*request.extras, *request.no_extras), problem.optional_dependencies),
        ("group", request.groups, problem.dependency_groups),
    ):
        for name in names:
            if name not in there:
                yield Mistake(f"`[tool.uv.pip]` asks for the {what} `{name}`, which does not exist.")
