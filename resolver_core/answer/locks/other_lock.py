"""What the readers of other tools' locks share: pins by name, edges between them, and the request of the project.

A lock that does not say where a pin is installed gets that from the requirements that lead to it; where it does say
so, both hold.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import partial

from packaging.utils import NormalizedName, canonicalize_name
from packaging.version import Version

from resolver_core.answer.locks.other_files import OtherFiles
from resolver_core.answer.needed_where import marker_text, needed_by_anything
from resolver_core.answer.resolution import Edge, Fork, Outcome, Pin, PinKey, Resolution
from resolver_core.inputs.document import Document
from resolver_core.inputs.positions import Path
from resolver_core.inputs.problem import Lock, Problem, RequirementLine
from resolver_core.inputs.requirement import parse_name, parse_version
from resolver_core.inputs.written_requirement import extras_in_order
from resolver_core.markers import MarkerSet

Fits = Callable[[Version], bool]
UNSTATED_VERSION = Version("0")  # of a source tree, whose version need not be locked


@dataclass(frozen=True, slots=True)
class Asked:
    """One requirement: whom it asks for, with which extras, where, and which versions fit."""

    name: NormalizedName
    marker: MarkerSet
    extras: tuple[NormalizedName, ...] = ()
    fits: Fits = lambda version: True
    specifier: str = ""
    line: int | None = None


@dataclass
class OtherLock:
    """A lock as far as it is read. `stated` says where a pin is installed, for the pins of which the lock says it."""

    lock: Lock
    problem: Problem
    document: Document = field(init=False)
    files: OtherFiles = field(init=False)
    pins: dict[PinKey, Pin] = field(default_factory=dict)
    keys: dict[NormalizedName, list[PinKey]] = field(default_factory=dict)
    stated: dict[PinKey, MarkerSet] = field(default_factory=dict)
    edges: list[Edge] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.document = Document(self.lock.text, self.lock.document, self.lock.places)
        self.files = OtherFiles(self.document)

    @property
    def root(self) -> PinKey | None:
        """The project itself, which these locks do not list; None for a list of requirements."""
        if self.problem.name is None:
            return None
        return PinKey(self.problem.name, self.problem.version or UNSTATED_VERSION, ".")

    def packages(self, path: Path) -> Iterator[tuple[Path, NormalizedName, Version]]:
        """Each table of the lock that names its project, with name and version."""
        for item, _ in self.document.items(path, "a list of tables"):
            self.document.table(item)
            if isinstance(self.document.get(item), dict) and not self.document.has((*item, "name")):
                self.document.mistake(f"A package of a {self.lock.format} needs a `name`.", item)
            name = self.document.read_string((*item, "name"), parse_name)
            version = self.document.read_string((*item, "version"), parse_version)
            if name is not None:
                yield item, name, version or UNSTATED_VERSION

    def add(self, pin: Pin, stated: MarkerSet | None = None) -> None:
        """Take a pin; the same one once more states a further place where it is installed."""
        if pin.key not in self.pins:
            self.pins[pin.key] = pin
            self.keys.setdefault(pin.project, []).append(pin.key)
        if stated is not None:
            self.stated[pin.key] = self.stated.get(pin.key, MarkerSet.FALSE) | stated

    def connect(
        self,
        parent: PinKey | None,
        asked: Asked,
        extra: NormalizedName | None = None,
        group: NormalizedName | None = None,
    ) -> None:
        """Edges to all that a requirement may mean here: each version that fits, where the lock says it is."""
        for child in self.keys.get(asked.name, ()):
            marker = asked.marker & self.stated.get(child, MarkerSet.TRUE)
            if marker.is_false or not asked.fits(child.version):
                continue
            text = "" if marker.is_true else str(marker)
            edge = Edge(parent, child, text, asked.specifier, extra, group, line=asked.line)
            self.edges.append(edge)
            self.edges += [replace(edge, child_extra=wanted) for wanted in asked.extras]

    def connect_project(self) -> None:
        """The requirements of the project, which stand in its own file."""
        self._connect_lines(self.problem.dependencies)
        for extra, lines in self.problem.optional_dependencies.items():
            self._connect_lines(lines, extra=extra)
        for group, lines in self.problem.dependency_groups.items():
            self._connect_lines(lines, group=group)

    def _connect_lines(
        self,
        lines: Iterable[RequirementLine],
        extra: NormalizedName | None = None,
        group: NormalizedName | None = None,
    ) -> None:
        for line in lines:
            requirement = line.requirement
            specifier = requirement.specifier
            asked = Asked(
                canonicalize_name(requirement.name),
                MarkerSet.of(requirement.marker),
                tuple(map(canonicalize_name, extras_in_order(requirement))),
                partial(specifier.contains, prereleases=True),
                str(specifier),
                line.line,
            )
            self.connect(self.root, asked, extra, group)

    def resolution(self, requires_python: str, supported: tuple[str, ...] = ()) -> Resolution:
        """The whole answer. Raises `ProblemSyntaxError` with every mistake."""
        self.document.raise_mistakes()
        root = self.root
        own = () if root is None else (Pin(root, "", (), None, None, is_root=True),)
        answer = Resolution(
            problem_digest=self.problem.digest,
            label=self.lock.format.value,
            outcome=Outcome.SOLVED,
            requires_python=requires_python,
            axes={},
            forks=(Fork("0", ""),),
            pins=tuple(sorted((*own, *self.pins.values()), key=lambda pin: pin.key)),
            edges=tuple(dict.fromkeys(self.edges)),
            supported_markers=supported,
            warnings=tuple(self.files.cautions),
        )
        return replace(answer, pins=tuple(self._with_markers(answer)))

    def _with_markers(self, answer: Resolution) -> Iterator[Pin]:
        """What nothing leads to is in the lock nonetheless, wherever the lock says."""
        where = needed_by_anything(answer)
        for pin in answer.pins:
            marker = where.get(pin.key, self.stated.get(pin.key, MarkerSet.TRUE))
            yield pin if pin.is_root else replace(pin, marker=marker_text(marker, answer.requires_python))
