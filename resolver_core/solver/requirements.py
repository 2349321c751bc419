"""Requirements as the solver reads them: sources lowered, markers as sets (uv-resolution section 1.3)."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import NormalizedName, canonicalize_name

from resolver_core.index.records import IndexLocation
from resolver_core.inputs.problem import ABSENT_MEMBER, ConflictItem, LocalKind, RequirementLine, Source, SourceKind
from resolver_core.inputs.written_requirement import extras_in_order
from resolver_core.markers import MarkerSet


@dataclass(frozen=True, slots=True)
class LoweredRequirement:
    """One requirement with its source applied.

    `index` pins the project to an index; `pin_item` is the extra or group the pin belongs to. `url` is a
    direct URL (also `git+…` and `file:` ones, which nobody fetches here). `line` is the user's line.
    """

    name: NormalizedName
    extras: tuple[NormalizedName, ...] = ()
    groups: tuple[NormalizedName, ...] = ()
    specifier: SpecifierSet = field(default_factory=SpecifierSet)
    marker: MarkerSet = MarkerSet.TRUE
    url: str | None = None
    index: IndexLocation | None = None
    pin_item: ConflictItem | None = None
    line: int | None = None
    is_supposed: bool = False  #: an experiment's own

    def under(self, marker: MarkerSet) -> LoweredRequirement:
        """The same requirement under another marker."""
        return self if marker is self.marker else replace(self, marker=marker)


def read_requirement(requirement: Requirement) -> LoweredRequirement:
    """A requirement of some metadata, without any source."""
    return LoweredRequirement(
        name=canonicalize_name(requirement.name),
        extras=tuple(dict.fromkeys(map(canonicalize_name, extras_in_order(requirement)))),
        specifier=requirement.specifier,
        marker=MarkerSet.of(requirement.marker),
        url=requirement.url,
    )


@dataclass(frozen=True, slots=True)
class Lowering:
    """Applies `tool.uv.sources` of a project. `project` is its name, for pins by extra or group.

    `workspace` has the source of each member by name ("editable:packages/q"); `built` says of each folder whether
    its project is built at all.
    """

    sources: Mapping[NormalizedName, tuple[Source, ...]]
    indexes: Mapping[str, IndexLocation]
    project: NormalizedName | None
    workspace: Mapping[NormalizedName, str] = field(default_factory=dict)
    built: Mapping[str, bool] = field(default_factory=dict)

    def lower(
        self,
        line: RequirementLine,
        extra: NormalizedName | None = None,
        group: NormalizedName | None = None,
    ) -> Iterator[LoweredRequirement]:
        """The requirements that one written line stands for, of an extra or group of the project."""
        plain = replace(read_requirement(line.requirement), line=line.line, is_supposed=line.is_supposed)
        entries = [entry for entry in self.sources.get(plain.name, ()) if _concerns(entry, extra, group)]
        if not entries or plain.url is not None:
            yield plain
            return
        covered = MarkerSet.FALSE
        for entry in entries:
            marker = MarkerSet.parse(entry.marker) if entry.marker else MarkerSet.TRUE
            covered = covered | marker
            lowered = self._with_source(plain, entry).under(marker & plain.marker)
            if not lowered.marker.is_false:
                yield lowered
        rest = plain.under(~covered & plain.marker)
        if not rest.marker.is_false:
            yield rest

    def _with_source(self, plain: LoweredRequirement, entry: Source) -> LoweredRequirement:
        if entry.kind is not SourceKind.INDEX:
            return replace(plain, url=self._address(plain.name, entry), specifier=SpecifierSet())
        item = None
        if self.project is not None and (entry.extra or entry.group):
            item = ConflictItem(self.project, entry.extra, entry.group)
        return replace(plain, index=self.indexes[entry.value], pin_item=item)

    def _address(self, name: NormalizedName, entry: Source) -> str:
        """A URL, or a folder with the way in which it is installed."""
        if entry.kind is SourceKind.WORKSPACE:
            return self.workspace.get(name, f"{ABSENT_MEMBER}:{name}")
        if entry.kind is not SourceKind.PATH:
            return entry.value
        is_built = self.built.get(entry.value, True) if entry.package is None else entry.package
        kind = LocalKind.EDITABLE if entry.editable else LocalKind.DIRECTORY
        return f"{kind if is_built else LocalKind.VIRTUAL}:{entry.value}"


def flattened(declared: list[LoweredRequirement], name: NormalizedName | None) -> list[LoweredRequirement]:
    """A project's own requirements without those on itself: `project[x]` brings what the extra x brings.

    What a requirement on the project itself says about its version stays, as a requirement of its own (measured).
    """
    if all(item.name != name for item in declared):
        return declared
    found = [item for item in declared if item.name != name]
    queue = deque((extra, item.marker) for item in declared if item.name == name for extra in item.extras)
    seen: set[tuple[NormalizedName, MarkerSet]] = set()
    while queue:
        extra, marker = queue.popleft()
        if (extra, marker) in seen:
            continue
        seen.add((extra, marker))
        for item in declared:
            if item.marker.is_true or not item.marker.implies(MarkerSet.extra(extra)):
                continue
            under = item.under((marker & item.marker).assume_extras([extra]))
            if item.name == name:
                queue.extend((other, under.marker) for other in item.extras)
            else:
                found.append(under)
    own = (item for item in declared if item.name == name and (item.specifier or item.url or item.index))
    return found + [replace(item, extras=()) for item in own]


def _concerns(entry: Source, extra: NormalizedName | None, group: NormalizedName | None) -> bool:
    return (entry.extra is None or entry.extra == extra) and (entry.group is None or entry.group == group)


def by_name(requirements: Iterable[LoweredRequirement]) -> dict[NormalizedName, list[LoweredRequirement]]:
    """Requirements grouped by project, in order of appearance."""
    found: dict[NormalizedName, list[LoweredRequirement]] = {}
    for requirement in requirements:
        found.setdefault(requirement.name, []).append(requirement)
    return found
