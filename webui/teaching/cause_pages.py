"""What a page about a cause is made of. Its words are `templates/teaching/causes/<class>.html`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from resolver_core import CauseClass, KnownThread, class_in_words, known_threads
from webui.resolutions.asking.examples import EXAMPLES, Example

_SHOWN_BY = {
    CauseClass.NO_COMPATIBLE_FILE: "no-wheel-for-this-python",
    CauseClass.EXTRAS_GROUPS_CONFLICTS: "two-accelerators",
    CauseClass.REPRESENTATIVE_UNREACHABLE: "a-file-out-of-reach",
    CauseClass.BACKTRACKING: "a-fall-of-years",
    CauseClass.WHEEL_METADATA_DIFFERS: "wheels-that-disagree",
    CauseClass.PYTHON_RANGE: "an-old-promise",
    CauseClass.PLATFORM_RANGE: "a-clash-elsewhere",
    CauseClass.MARKER_FORKS: "two-markers",
    CauseClass.OVERRIDES_CONSTRAINTS: "a-constraint-elsewhere",
    CauseClass.EXCLUDE_NEWER: "before-its-time",
}
"""Examples whose first cause it is."""


@dataclass(frozen=True, slots=True)
class CausePage:
    """One class, with the recorded example that shows it and the public threads about it."""

    cause_class: CauseClass
    example: Example | None
    threads: tuple[KnownThread, ...]

    @property
    def words(self) -> str:
        """The class as badges show it."""
        return class_in_words(self.cause_class).replace("-", " ")

    @property
    def template(self) -> str:
        """The file with its words."""
        return f"teaching/causes/{self.cause_class}.html"


def cause_page(name: str) -> CausePage | None:
    """The page of a class by its stable name; None for a name that is none."""
    return next((_page(one) for one in CauseClass if one == name), None)


def cause_pages() -> Iterator[CausePage]:
    """All of them."""
    return map(_page, CauseClass)


def _page(cause_class: CauseClass) -> CausePage:
    example = next((one for one in EXAMPLES if one.slug == _SHOWN_BY.get(cause_class)), None)
    threads = {one.numbers: one for one in known_threads() if one.cause_class == cause_class}
    return CausePage(cause_class, example, tuple(threads.values()))
