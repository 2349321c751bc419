"""A pasted `uv.lock` as a `Resolution`, to be compared with answers of our own.

Source: uv-resolution sections 6.6 and 6.8 (what the fields of a lock mean).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from packaging.specifiers import SpecifierSet
from packaging.utils import NormalizedName, canonicalize_name
from packaging.version import Version

from resolver_core.answer.needed_where import marker_text, needed_by_anything
from resolver_core.answer.resolution import Edge, Fork, Outcome, Pin, PinKey, Resolution, marker_of
from resolver_core.answer.uv_lock_files import LockedFiles
from resolver_core.errors import Mistake, ProblemSyntaxError
from resolver_core.inputs.document import Document
from resolver_core.inputs.lock_format import LockFormat
from resolver_core.inputs.positions import Path
from resolver_core.inputs.problem import Lock, Problem, RequirementLine
from resolver_core.inputs.requirement import parse_marker, parse_name, parse_requires_python, parse_version
from resolver_core.markers import MarkerSet

LABEL = LockFormat.UV.value
_DIRECT = ("url", "git", "path", "directory", "editable", "virtual")
_NO_VERSION = Version("0")  # of a local project whose version is dynamic
_OPTIONS = {
    "resolution": "resolution-mode",
    "prerelease": "prerelease-mode",
    "fork_strategy": "fork-strategy",
    "exclude_newer": "exclude-newer",
}


def resolution_of_uv_lock(lock: Lock, problem: Problem) -> Resolution:
    """The answer that a lock holds: pins with their files, edges with markers; nothing says which metadata were read.

    `problem` tells which package is the project itself, and the lines of its requirements. Raises
    `ProblemSyntaxError` for a lock of another project and for entries that cannot be read.
    """
    return _Reader(Document(lock.text, lock.document, lock.places), problem).resolution()


@dataclass
class _Reader:
    document: Document
    problem: Problem
    files: LockedFiles = field(init=False)
    keys: dict[NormalizedName, list[PinKey]] = field(default_factory=dict)
    pins: dict[PinKey, Pin] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.files = LockedFiles(self.document)

    def resolution(self) -> Resolution:
        packages = list(self._packages())
        for _, pin in packages:
            self.pins[pin.key] = pin
            self.keys.setdefault(pin.project, []).append(pin.key)
        self._check_project()
        edges = [edge for path, pin in packages for edge in self._edges_of_package(path, pin.key)]
        edges += self._requested()
        resolution = self._assembled(edges)
        self.document.raise_mistakes()
        return _with_markers(resolution)

    def _assembled(self, edges: list[Edge]) -> Resolution:
        fork_markers = self._marker_texts(("resolution-markers",))
        python = self.document.read_string(("requires-python",), parse_requires_python)
        return Resolution(
            problem_digest=self.problem.digest,
            label=LABEL,
            outcome=Outcome.SOLVED,
            requires_python=str(python or SpecifierSet()),
            axes=self._options(),
            forks=tuple(Fork(str(number), marker) for number, marker in enumerate(fork_markers or ("",))),
            pins=tuple(sorted(self.pins.values(), key=lambda pin: pin.key)),
            edges=tuple(dict.fromkeys(edges)),
            fork_markers=fork_markers,
            supported_markers=self._marker_texts(("supported-markers",)),
            required_markers=self._marker_texts(("required-markers",)),
            warnings=tuple(self.files.cautions),
        )

    def _options(self) -> dict[str, str]:
        options = self.document.table(("options",))
        return {axis: str(options[name]) for axis, name in _OPTIONS.items() if name in options}

    def _marker_texts(self, path: Path) -> tuple[str, ...]:
        return tuple(marker for _, marker in self.document.read_strings(path, parse_marker))

    def _check_project(self) -> None:
        if self.problem.name is not None and not any(pin.is_root for pin in self.pins.values()):
            message = f"This is a uv.lock of another project: it does not hold `{self.problem.name}`."
            raise ProblemSyntaxError((Mistake(message),))

    # -- packages -----------------------------------------------------------------------------------

    def _packages(self) -> Iterator[tuple[Path, Pin]]:
        for path, _ in self.document.items(("package",), "a list of tables"):
            self.document.table(path)
            name = self.document.read_string((*path, "name"), parse_name)
            if name is not None:
                yield path, self._pin(path, name)

    def _pin(self, path: Path, name: NormalizedName) -> Pin:
        version = self.document.read_string((*path, "version"), parse_version) or _NO_VERSION
        kind, source = self._source((*path, "source"))
        index_url = source if kind == "registry" else None
        return Pin(
            key=PinKey(name, version, source),
            marker="",
            fork_markers=self._marker_texts((*path, "resolution-markers")),
            provenance=None,
            metadata=None,
            distributions=tuple(self.files.of_package(path, name, version, index_url)),
            index_url=index_url,
            is_root=name == self.problem.name and kind in ("editable", "virtual", "directory"),
        )

    def _source(self, path: Path) -> tuple[str, str]:
        """The kind of a source and where it is."""
        self.document.table(path)
        registry = self.document.string((*path, "registry"))
        if registry is not None:
            return "registry", registry.rstrip("/")
        for kind in _DIRECT:
            if (place := self.document.string((*path, kind))) is not None:
                return kind, place
        return "", ""

    # -- edges --------------------------------------------------------------------------------------

    def _edges_of_package(self, path: Path, parent: PinKey) -> Iterator[Edge]:
        own = self._own_lines() if self.pins[parent].is_root else {}
        yield from self._edges((*path, "dependencies"), parent, own.get(("", ""), ()))
        for extra, name in self._named((*path, "optional-dependencies")):
            lines = own.get(("extra", name), ())
            yield from self._edges((*path, "optional-dependencies", extra), parent, lines, extra=name)
        for group, name in self._named((*path, "dev-dependencies")):
            lines = own.get(("group", name), ())
            yield from self._edges((*path, "dev-dependencies", group), parent, lines, group=name)

    def _own_lines(self) -> Mapping[tuple[str, str], tuple[RequirementLine, ...]]:
        found = {("", ""): self.problem.dependencies}
        found |= {("extra", str(name)): lines for name, lines in self.problem.optional_dependencies.items()}
        found |= {("group", str(name)): lines for name, lines in self.problem.dependency_groups.items()}
        return found

    def _requested(self) -> Iterator[Edge]:
        """What a script or a list of groups asks for; it has no package of its own."""
        if self.problem.name is not None:
            return
        yield from self._edges(("manifest", "requirements"), None, self.problem.dependencies)
        for group, name in self._named(("manifest", "dependency-groups")):
            lines = self.problem.dependency_groups.get(name, ())
            yield from self._edges(("manifest", "dependency-groups", group), None, lines)

    def _named(self, path: Path) -> Iterator[tuple[str, NormalizedName]]:
        for text in self.document.table(path):
            name = self.document.read((*path, text), text, parse_name)
            if name is not None:
                yield text, name

    def _edges(
        self,
        path: Path,
        parent: PinKey | None,
        lines: Iterable[RequirementLine],
        extra: NormalizedName | None = None,
        group: NormalizedName | None = None,
    ) -> Iterator[Edge]:
        by_name = {canonicalize_name(line.requirement.name): line for line in reversed(tuple(lines))}
        for item, _ in self.document.items(path, "a list of tables"):
            self.document.table(item)
            name = self.document.read_string((*item, "name"), parse_name)
            if name is None:
                continue
            marker = self.document.read_string((*item, "marker"), parse_marker) or ""
            line = by_name.get(name)
            for child in self._children(item, name):
                edge = Edge(
                    parent=parent,
                    child=child,
                    marker=self._narrowed(marker, child),
                    specifier="" if line is None else str(line.requirement.specifier),
                    parent_extra=extra,
                    parent_group=group,
                    line=None if line is None else line.line,
                )
                yield edge
                yield from (replace(edge, child_extra=wanted) for wanted in self._extras(item))

    def _extras(self, item: Path) -> Iterator[NormalizedName]:
        """Dependencies of packages spell it `extra`, those of the manifest `extras`."""
        for key in ("extra", "extras"):
            yield from (name for _, name in self.document.read_strings((*item, key), parse_name))

    def _children(self, item: Path, name: NormalizedName) -> list[PinKey]:
        """The versions that an entry may mean: it names version and source only where the project has several."""
        found = self.keys.get(name, [])
        version = self.document.read_string((*item, "version"), parse_version)
        _, source = self._source((*item, "source"))
        found = [key for key in found if version in (None, key.version) and source in ("", key.source)]
        if not found:
            self.document.mistake(f"The uv.lock has no package that fits its dependency `{name}`.", item)
        return found

    def _narrowed(self, marker: str, child: PinKey) -> str:
        """An entry that names no version means each one in its own forks."""
        if len(self.keys[child.project]) == 1 or not self.pins[child].fork_markers:
            return marker
        forks = MarkerSet.FALSE
        for text in self.pins[child].fork_markers:
            forks = forks | marker_of(text)
        return marker if marker_of(marker).implies(forks) else str(marker_of(marker) & forks)


def _with_markers(resolution: Resolution) -> Resolution:
    """Every pin with the marker under which anything needs it."""
    where = needed_by_anything(resolution)
    pins = (
        pin
        if pin.is_root
        else replace(pin, marker=marker_text(where.get(pin.key, MarkerSet.FALSE), resolution.requires_python))
        for pin in resolution.pins
    )
    return replace(resolution, pins=tuple(pins))
