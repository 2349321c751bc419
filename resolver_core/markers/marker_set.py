"""`MarkerSet`: a set of environments, as a value (uv-resolution section 7)."""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection, Mapping
from typing import ClassVar, Final

from packaging.markers import Marker
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name
from packaging.version import InvalidVersion, Version

from resolver_core.markers import algebra, python_axis
from resolver_core.markers.diagram import FALSE, TRUE, Node, alternating, boolean
from resolver_core.markers.facts import all_of
from resolver_core.markers.marker_text import to_text
from resolver_core.markers.normalise import MarkerWarning, compare, normalise_text
from resolver_core.markers.python_axis import PythonBounds, lower_cut, upper_cut
from resolver_core.markers.variables import PYTHON, Kind, Variable, extra_variable
from resolver_core.markers.versions import axis_point
from resolver_core.markers.versions import compare as compare_versions


class MarkerSet:
    """A set of environments (with extras), as far as uv can tell environments apart.

    Equal sets are the same object, so `==` and hashing cost nothing. The operators are uv's: they know
    its few facts and no others (section 7.3). `str()` is a marker that reads back as an equal set.
    """

    __slots__ = ("_node", "_text")

    TRUE: ClassVar[MarkerSet]
    FALSE: ClassVar[MarkerSet]

    _node: Node
    _text: str | None

    def __new__(cls) -> MarkerSet:
        """Refused: a second object for one set would break equality."""
        raise TypeError("use MarkerSet.parse, MarkerSet.of, MarkerSet.TRUE or MarkerSet.FALSE")

    # Making one

    @classmethod
    def parse(cls, text: str) -> MarkerSet:
        """The set of a marker's text, as uv reads it (section 7.2); "" is TRUE, the text of `str(TRUE)`.

        Raises `packaging.markers.InvalidMarker` for bad syntax, and for `===`, which uv does not know.
        """
        return _of_node(normalise_text(text).node) if text else cls.TRUE

    @classmethod
    def of(cls, marker: Marker | None) -> MarkerSet:
        """The set of a parsed marker; None, no marker at all, is TRUE. Raises InvalidMarker for `===`."""
        return cls.TRUE if marker is None else cls.parse(str(marker))

    @classmethod
    def python_range(cls, lower: Version | None, upper: Version | None) -> MarkerSet:
        """`lower <= python_full_version < upper` by release segments; None leaves a side open."""
        return _of_node(python_axis.python_range(lower_cut(lower), upper_cut(upper)))

    @classmethod
    def python_specifier(cls, specifier: SpecifierSet) -> MarkerSet:
        """The Python versions in a specifier set, by release segments, with its holes (`!=`).

        A clause that is no version comparison (`===` with other text) holds nowhere.
        """
        return _of_node(all_of(_specifier_node(part.operator, part.version) for part in specifier))

    @classmethod
    def compare(cls, variable: str, operator: str, value: str) -> MarkerSet:
        """One comparison, such as ("sys_platform", "==", "linux").

        Raises `resolver_core.markers.DroppedComparison` where uv would ignore it.
        """
        return _of_node(compare(variable, operator, value))

    @classmethod
    def extra(cls, name: str) -> MarkerSet:
        """`extra == 'name'`."""
        return _of_node(boolean(extra_variable(canonicalize_name(name))))

    # Logic

    def __and__(self, other: MarkerSet) -> MarkerSet:
        return _of_node(algebra.conjunction(self._node, other._node))

    def __or__(self, other: MarkerSet) -> MarkerSet:
        return _of_node(algebra.disjunction(self._node, other._node))

    def __invert__(self) -> MarkerSet:
        return _of_node(self._node.negation)

    @property
    def is_true(self) -> bool:
        """Whether every environment is in the set."""
        return self._node is TRUE

    @property
    def is_false(self) -> bool:
        """Whether uv knows that no environment is in the set."""
        return self._node is FALSE

    def disjoint(self, other: MarkerSet) -> bool:
        """Whether uv says that no environment is in both sets."""
        return algebra.disjoint(self._node, other._node)

    def implies(self, other: MarkerSet) -> bool:
        """Whether `self & ~other` is FALSE."""
        return algebra.conjunction(self._node, other._node.negation) is FALSE

    def restrict(self, care: MarkerSet) -> MarkerSet:
        """A simpler set that equals this one inside `care` (section 7.4, `algebra.restrict`)."""
        return _of_node(algebra.restrict(self._node, care._node))

    # Questions

    def evaluate(self, environment: Mapping[str, str], extras: Collection[str] = ()) -> bool:
        """Whether an environment is in the set, with these extras on.

        `environment` has all eleven variables; KeyError if one that is asked for is missing. Substring
        tests are answered by the real values.
        """
        names = frozenset(map(canonicalize_name, extras))
        node = self._node
        while node.children:
            answer = _answer(node, environment, names)
            if answer is None:
                return False
            node = answer
        return node is TRUE

    def possible(self, extras: Collection[str]) -> bool:
        """Whether some environment is in the set when exactly these extras are on (uv's evaluate_extras)."""
        if not self._node.has_extras:
            return self._node is not FALSE
        names = frozenset(map(canonicalize_name, extras))
        return algebra.assume(self._node, lambda variable: _extra_name(variable) in names) is not FALSE

    def python_bounds(self) -> PythonBounds | None:
        """The bounding Python range (section 7.4); None if Python does not matter, or for FALSE."""
        return python_axis.python_bounds(self._node)

    # Extras

    def extras(self) -> frozenset[str]:
        """The normalised names of the extras that matter."""
        return frozenset(node.variable.value for node in self._node.descendants() if node.variable.kind == Kind.EXTRA)

    def assume_extras(self, extras: Collection[str], on: bool = True) -> MarkerSet:
        """These extras are on, or off."""
        names = frozenset(map(canonicalize_name, extras))
        return _assuming(self._node, on, lambda extra: extra in names)

    def without_extras(self, on: bool = True) -> MarkerSet:
        """Every extra is on, or off."""
        if not self._node.has_extras:
            return self
        return _assuming(self._node, on, lambda extra: True)

    # Python and display

    def simplify_python(self, lower: Version | None, upper: Version | None) -> MarkerSet:
        """What is left to say where `lower <= python < upper` is understood (section 7.5).

        The axis is cut to the range and its ends are extended, so `>= 3.8` under 3.8 and up becomes TRUE.
        """
        return _of_node(python_axis.cut_python(self._node, lower_cut(lower), upper_cut(upper)))

    def __str__(self) -> str:
        if self._text is None:
            self._text = to_text(self._node)
        return self._text

    def __repr__(self) -> str:
        return f"MarkerSet({str(self)!r})"

    def __reduce__(self) -> tuple[Callable[[str], MarkerSet], tuple[str]]:
        return MarkerSet.parse, (str(self),)


_LOCK: Final = threading.Lock()


def _of_node(node: Node) -> MarkerSet:
    """The one set of a diagram; the two live and die together."""
    found: MarkerSet | None = node.value
    if found is None:
        with _LOCK:
            found = node.value  # another thread may have been here
            if found is None:
                found = object.__new__(MarkerSet)
                found._node, found._text = node, None
                node.value = found
    return found


MarkerSet.TRUE = _of_node(TRUE)
MarkerSet.FALSE = _of_node(FALSE)


def _assuming(node: Node, on: bool, concerns: Callable[[str], bool]) -> MarkerSet:
    def value_of(variable: Variable) -> bool | None:
        return on if variable.kind == Kind.EXTRA and concerns(variable.value) else None

    return _of_node(algebra.assume(node, value_of))


def _specifier_node(operator: str, text: str) -> Node:
    starred = text.endswith(".*")
    try:
        version = Version(text.removesuffix(".*"))
    except InvalidVersion:
        return FALSE
    return alternating(PYTHON, *compare_versions(operator, version, starred))


def _extra_name(variable: Variable) -> str | None:
    return variable.value if variable.kind == Kind.EXTRA or variable.name == "extras" else None


def _answer(node: Node, environment: Mapping[str, str], extras: frozenset[str]) -> Node | None:
    """The child that an environment chooses; None if its version cannot be read, which uv takes for false."""
    variable = node.variable
    if variable.kind == Kind.STRING:
        return node.child_at((environment[variable.name], 0))
    if variable.kind == Kind.VERSION:
        point = axis_point(environment[variable.name])
        return None if point is None else node.child_at(point)
    return node.children[0 if _holds(variable, environment, extras) else 1]


def _holds(variable: Variable, environment: Mapping[str, str], extras: frozenset[str]) -> bool:
    if variable.kind == Kind.IN:
        return environment[variable.name] in variable.value
    if variable.kind == Kind.CONTAINS:
        return variable.value in environment[variable.name]
    return _extra_name(variable) in extras


def for_members(marker: MarkerSet, extras: Collection[str], groups: Collection[str]) -> MarkerSet:
    """What is left of a marker where exactly these are in `extras` and `dependency_groups` (PEP 751)."""
    chosen = {"extras": frozenset(extras), "dependency_groups": frozenset(groups)}

    def value_of(variable: Variable) -> bool | None:
        return variable.value in chosen[variable.name] if variable.kind == Kind.MEMBER else None

    return _of_node(algebra.assume(marker._node, value_of))


def marker_warnings(text: str) -> tuple[MarkerWarning, ...]:
    """The comparisons of a marker that uv drops, and why. Raises InvalidMarker for bad syntax."""
    return normalise_text(text).warnings


def named_extras(marker: MarkerSet) -> frozenset[str]:
    """The extras that matter, those of `'name' in extras` too: that another one is on changes no answer."""
    names = (_extra_name(node.variable) for node in marker._node.descendants())
    return frozenset(name for name in names if name is not None)
