"""Who narrowed the versions of a project, step by step, down to the one that was taken."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from packaging.specifiers import SpecifierSet
from packaging.utils import NormalizedName, canonicalize_name
from packaging.version import Version

from resolver_core.answer.installed import installed_edges
from resolver_core.answer.resolution import Edge, Pin, Resolution
from resolver_core.candidates.python_range import PythonRange
from resolver_core.candidates.releases import Releases
from resolver_core.candidates.verdicts import is_excluded
from resolver_core.explain.lab.laboratory import Laboratory
from resolver_core.explain.lab.pages_read import cutoff_of, pages_of
from resolver_core.explain.wording import narrowing as words
from resolver_core.explain.wording.names import parent
from resolver_core.inputs.problem import PrereleaseMode
from resolver_core.policy import UsableFile
from resolver_core.targets.fitting import fits


@dataclass(frozen=True, slots=True)
class Step:
    """One fact and what it leaves: how many versions, and the newest of them (None: none is left)."""

    text: str
    left: int
    newest: Version | None
    line: int | None = None  #: of the pasted text, where the fact is a line of it


def steps_to(laboratory: Laboratory, resolution: Resolution, pin: Pin) -> list[Step]:
    """From all versions of the index down to those that every requirement at the target allows."""
    releases = releases_of(laboratory, pin)
    if releases is None:
        return []
    versions = list(releases.versions)
    steps = [_step(words.listed(len(versions), pin.project), versions)]
    for fact in facts_of(laboratory, resolution, pin, releases):
        kept = [version for version in versions if fact.keeps(version)]
        if len(kept) < len(versions):
            versions = kept
            steps.append(_step(fact.text, versions, fact.line))
    return steps


def allowed_versions(laboratory: Laboratory, resolution: Resolution, pin: Pin) -> list[Version]:
    """What is left after the last step, oldest first."""
    releases = releases_of(laboratory, pin)
    if releases is None:
        return []
    versions = list(releases.versions)
    for fact in facts_of(laboratory, resolution, pin, releases):
        versions = [version for version in versions if fact.keeps(version)]
    return versions


def releases_of(laboratory: Laboratory, pin: Pin) -> Releases | None:
    """What the index that a pin comes from lists; None for a direct URL."""
    pages = [page for page in pages_of(laboratory, pin.project) if page.index_url == pin.index_url]
    return Releases.of(pages[0]) if pages else None


def _step(text: str, versions: list[Version], line: int | None = None) -> Step:
    return Step(text, len(versions), versions[-1] if versions else None, line)


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that excludes versions."""

    text: str
    keeps: Callable[[Version], bool]
    line: int | None = None  #: of the pasted text, where the fact is a line of it


def facts_of(laboratory: Laboratory, resolution: Resolution, pin: Pin, releases: Releases) -> Iterator[Fact]:
    """What excludes versions of a pin's project at the target, the index first and the requirements after it."""
    yield from _of_the_index(laboratory, resolution, pin, releases)
    yield from _of_requirements(laboratory, resolution, pin)
    yield _of_python(laboratory, releases)


def _of_the_index(laboratory: Laboratory, resolution: Resolution, pin: Pin, releases: Releases) -> Iterator[Fact]:
    cutoff, target = cutoff_of(laboratory, pin.project), laboratory.target
    if cutoff is not None:
        yield Fact(
            words.cut_off(cutoff),
            lambda version: any(not is_excluded(file, cutoff) for file in releases.of_version(version)),
        )
    if not any(file.is_yanked for file in pin.distributions):
        yield Fact(words.YANKED, lambda version: any(not file.is_yanked for file in releases.of_version(version)))
    if not pin.version.is_prerelease and laboratory.single_policy.prerelease is not PrereleaseMode.ALLOW:
        yield Fact(words.STABLE, lambda version: not version.is_prerelease)
    if resolution.axes.get("file_rule") == UsableFile.ON_TARGET:
        yield Fact(
            words.without_file(target),
            lambda version: any(fits(file, target) for file in releases.of_version(version)),
        )


def _of_requirements(laboratory: Laboratory, resolution: Resolution, pin: Pin) -> Iterator[Fact]:
    edges = [edge for edge in edges_to(laboratory, resolution, pin.project) if edge.specifier]
    for edge in sorted(edges, key=lambda edge: (edge.line is None, edge.line or 0, parent(edge))):
        yield _of_specifiers(words.required(edge), SpecifierSet(edge.specifier), edge.line)
    for line in laboratory.problem.constraints:
        marker = line.requirement.marker
        if canonicalize_name(line.requirement.name) == pin.project and (
            marker is None or marker.evaluate({**laboratory.target.markers, "extra": ""})
        ):
            yield _of_specifiers(words.constraint(line.text), line.requirement.specifier, line.line)


def _of_specifiers(text: str, allowed: SpecifierSet, line: int | None) -> Fact:
    return Fact(text, lambda version: allowed.contains(version, prereleases=True), line)


def _of_python(laboratory: Laboratory, releases: Releases) -> Fact:
    """Lower limits of Requires-Python alone, as uv compares them (uv-resolution section 4.6)."""
    python = PythonRange.at_least(laboratory.target.python_version)

    def said(version: Version) -> list[SpecifierSet | None]:
        return [file.requires_python for file in releases.of_version(version)]

    return Fact(
        words.pythons_above(laboratory.target.python_version),
        lambda version: any(one is None or python.contained_by(one) for one in said(version)),
    )


def edges_to(laboratory: Laboratory, resolution: Resolution, project: NormalizedName) -> list[Edge]:
    """Who requires a project at the target and selection."""
    selection = laboratory.selection
    edges = installed_edges(resolution, laboratory.target, selection.extras, selection.groups)
    return list(dict.fromkeys(edge for edge in edges if edge.child.project == project))
