"""`[dependency-groups]` (PEP 735): groups with their includes expanded, and what each includes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from packaging.markers import Marker
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import NormalizedName

from resolver_core import stopping
from resolver_core.inputs import limits
from resolver_core.inputs.dependency_lists import read_requirement_line
from resolver_core.inputs.document import Document, type_name
from resolver_core.inputs.positions import Path
from resolver_core.inputs.problem import RequirementLine
from resolver_core.inputs.requirement import InvalidText, check_marker_size, parse_name
from resolver_core.inputs.written_requirement import WrittenRequirement

GROUPS: Path = ("dependency-groups",)


@dataclass(frozen=True, slots=True)
class _Include:
    group: NormalizedName
    path: Path


@dataclass
class DependencyGroups:
    """The groups of a project in order of declaration."""

    entries: dict[NormalizedName, list[RequirementLine | _Include]] = field(default_factory=dict)
    requires_python: dict[NormalizedName, SpecifierSet] = field(default_factory=dict)

    def requirements(self) -> dict[NormalizedName, tuple[RequirementLine, ...]]:
        """Each group's requirements, those of included groups at the place of the include, each once.

        The `requires-python` of an included group becomes a marker of its requirements, as in uv; that of
        the group itself does not (it is `Problem.group_requires_python`). Groups on a cycle are empty. Raises
        `InvalidText` where includes make a group larger than any list may be.
        """
        expanded: dict[NormalizedName, tuple[RequirementLine, ...]] = {}
        total = 0
        for group in self.included_first():
            lines: dict[RequirementLine, None] = {}
            for line in self._expanded(group, expanded):
                lines[line] = None
                total += 1
                if total > limits.REQUIREMENTS:
                    what = f"more than {limits.REQUIREMENTS:,} requirements with what they include"
                    raise InvalidText(f"The groups up to `{group}` have {what}: no more are read.")
            expanded[group] = tuple(lines)
        return {group: expanded.get(group, ()) for group in self.entries}

    def _expanded(
        self, group: NormalizedName, expanded: Mapping[NormalizedName, tuple[RequirementLine, ...]]
    ) -> Iterator[RequirementLine]:
        for entry in self.entries[group]:
            stopping.check()
            if isinstance(entry, RequirementLine):
                yield entry
                continue
            specifiers = self.requires_python.get(entry.group)
            for line in expanded.get(entry.group, ()):
                yield line if not specifiers else replace(line, requirement=_narrowed(line.requirement, specifiers))

    def included_first(self) -> Iterator[NormalizedName]:
        """The groups, each after all that it includes; those on a cycle or above one never come."""
        waits_for = {
            group: {include.group for include in self.direct_includes(group) if include.group in self.entries}
            for group in self.entries
        }
        included_by: dict[NormalizedName, list[NormalizedName]] = {}
        for group, included in waits_for.items():
            for other in included:
                included_by.setdefault(other, []).append(group)
        ready = [group for group, included in waits_for.items() if not included]
        for group in ready:
            yield group
            for waiting in included_by.get(group, ()):
                waits_for[waiting].discard(group)
                if not waits_for[waiting]:
                    ready.append(waiting)

    def includes(self, group: NormalizedName) -> frozenset[NormalizedName]:
        """All groups that the group includes, directly or through others; without itself."""
        found: set[NormalizedName] = set()
        waiting = [group]
        while waiting:
            for include in self.direct_includes(waiting.pop()):
                if include.group not in found and include.group in self.entries:
                    found.add(include.group)
                    waiting.append(include.group)
        return frozenset(found - {group})

    def direct_includes(self, group: NormalizedName) -> list[_Include]:
        """The `include-group` entries of a group."""
        return [entry for entry in self.entries.get(group, ()) if isinstance(entry, _Include)]


def _narrowed(requirement: Requirement, specifiers: SpecifierSet) -> Requirement:
    """The requirement, wanted only where the Python version is in the range."""
    python = " and ".join(f"python_full_version {part.operator} '{part.version}'" for part in specifiers)
    narrowed = WrittenRequirement(str(requirement))
    marker = python if requirement.marker is None else f"({requirement.marker}) and ({python})"
    check_marker_size(marker)
    narrowed.marker = Marker(marker)
    return narrowed


def read_dependency_groups(document: Document, path: Path = GROUPS) -> DependencyGroups:
    """Read the table at `path`; unknown and cyclic includes are recorded as mistakes."""
    groups = DependencyGroups()
    table = document.table(path)
    if len(table) > limits.LISTS:
        document.mistake(limits.too_many("The text", len(table), "groups", limits.LISTS), path)
        return groups
    for key in table:
        place = (*path, key)
        name = document.read(place, key, parse_name)
        if name is None:
            continue
        if name in groups.entries:
            document.mistake(f"The group `{name}` is declared twice: the names are equal once normalised.", place, key)
        groups.entries[name] = list(_entries(document, place))
    _check_includes(document, groups)
    return groups


def _entries(document: Document, path: Path) -> Iterator[RequirementLine | _Include]:
    for place, value in document.items(path, "a list of requirements"):
        if isinstance(value, str):
            line = read_requirement_line(document, place, value)
            if line is not None:
                yield line
        elif isinstance(value, dict) and set(value) == {"include-group"}:
            name = document.read_string((*place, "include-group"), parse_name)
            if name is not None:
                yield _Include(name, place)
        else:
            what = "another table" if isinstance(value, dict) else type_name(value)
            message = f'A group holds requirements and `{{ include-group = "…" }}` only, not {what}.'
            document.mistake(message, place, str(value))


def _check_includes(document: Document, groups: DependencyGroups) -> None:
    for name in groups.entries:
        for include in groups.direct_includes(name):
            if include.group not in groups.entries:
                message = f"The group `{name}` includes `{include.group}`, which does not exist."
                document.mistake(message, include.path, include.group)
    if set(groups.included_first()) == groups.entries.keys():
        return
    for cycle in _cycles(groups):
        shown = " → ".join(f"`{name}`" for name in (*cycle, cycle[0]))
        include = next(entry for entry in groups.direct_includes(cycle[-1]) if entry.group == cycle[0])
        document.mistake(f"The groups include each other in a cycle: {shown}.", include.path, cycle[0])


def _cycles(groups: DependencyGroups) -> list[tuple[NormalizedName, ...]]:
    """One cycle per set of groups that reach each other, each beginning at its first declared group."""
    reach = {name: _reachable(groups, name) for name in groups.entries}
    cycles: list[tuple[NormalizedName, ...]] = []
    reported: set[NormalizedName] = set()
    for name in groups.entries:
        if name in reach[name] and name not in reported:
            cycles.append(_way_back(groups, name))
            reported |= {other for other in reach[name] if name in reach.get(other, ())} | {name}
    return cycles


def _reachable(groups: DependencyGroups, start: NormalizedName) -> set[NormalizedName]:
    """Groups reached by one include or more; `start` is among them on a cycle only."""
    found: set[NormalizedName] = set()
    waiting = [start]
    while waiting:
        new = {include.group for include in groups.direct_includes(waiting.pop())} - found
        found |= new
        waiting.extend(new)
    return found


def _way_back(groups: DependencyGroups, start: NormalizedName) -> tuple[NormalizedName, ...]:
    """A shortest chain of includes from `start` to the group that includes it again."""
    chains: list[tuple[NormalizedName, ...]] = [(start,)]
    seen = {start}
    for chain in chains:
        for include in groups.direct_includes(chain[-1]):
            if include.group == start:
                return chain
            if include.group not in seen:
                seen.add(include.group)
                chains.append((*chain, include.group))
    return (start,)
