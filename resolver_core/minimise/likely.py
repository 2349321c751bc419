"""Guesses at what is needed. A good one saves most of the search; a wrong one costs its proof and nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from packaging.utils import NormalizedName

from resolver_core.answer.resolution import Resolution
from resolver_core.explain.lab.laboratory import Laboratory
from resolver_core.index.kept.snapshot import IndexSnapshot
from resolver_core.minimise.case import Case
from resolver_core.minimise.goal import Goal, projects_in_the_way
from resolver_core.minimise.index_levels import RecordedFiles
from resolver_core.minimise.text_parts import requirements_in, without_places
from resolver_core.minimise.universe import universe_of


def only_above(case: Case, goal: Goal, laboratory: Laboratory) -> Case:
    """The case with the requirements alone by which either answer comes to what is in question."""
    wanted = set(_in_question(goal, laboratory))
    for resolution in (laboratory.single, laboratory.universal):
        wanted |= _above(resolution, wanted)
    gone = [place for place, name in requirements_in(case.text) if name not in wanted]
    return replace(case, text=without_places(case.text, gone)) if wanted and gone else case


def closed(case: Case, read: IndexSnapshot) -> Iterator[Case]:
    """The case on what was read alone, first as if its cut-off were the present: then dates need not be known."""
    settings = case.options.settings
    if settings.exclude_newer is not None and not settings.exclude_newer_package:
        options = replace(case.options, settings=replace(settings, exclude_newer=None, cutoff_span=None), as_of=False)
        yield replace(case, options=options, universe=universe_of(read, settings.exclude_newer))
    yield replace(case, universe=universe_of(read))


def only_looked_into(case: Case, recorded: RecordedFiles, looked_into: IndexSnapshot) -> Case:
    """The case with those versions alone of which the two answers have read metadata."""
    assert case.universe is not None, "an index gets smaller only where its part is known"
    files = recorded.files
    read = {(file.project, file.version) for file in files.values() if (file.url, file.project) in looked_into.metadata}
    others = [file for file in case.universe.files if (file.project, files[file].version) not in read]
    return replace(case, universe=case.universe.without_files(others))


def _in_question(goal: Goal, laboratory: Laboratory) -> Iterable[NormalizedName]:
    answers = (laboratory.single, laboratory.universal)
    found = [project for answer in answers for project in projects_in_the_way(answer)]
    return found if goal.project is None else (*found, goal.project)


def _above(resolution: Resolution, names: Iterable[NormalizedName]) -> set[NormalizedName]:
    """The projects by which an answer comes to some others, those themselves included."""
    parents: dict[NormalizedName, set[NormalizedName]] = {}
    for edge in resolution.edges:
        if edge.parent is not None:
            parents.setdefault(edge.child.project, set()).add(edge.parent.project)
    found, waiting = set[NormalizedName](), list(names)
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting += parents.get(name, ())
    return found
