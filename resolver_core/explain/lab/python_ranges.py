"""The range of Pythons that a text is for, with one end or the other moved."""

from __future__ import annotations

from dataclasses import dataclass, replace

from packaging.specifiers import SpecifierSet

from resolver_core.explain.lab.toml_text import parsed, with_setting
from resolver_core.explain.panel.places import NEWEST_MINOR, minors


@dataclass(frozen=True, slots=True)
class Range:
    """Minor versions of Python 3 in a row; `specifiers` is how the text puts it."""

    low: int
    last: int
    text: str
    is_open: bool  #: nothing ends it above

    def since(self, low: int) -> Range:
        """The same with another lower end."""
        return replace(self, low=low, text=_text(low, None if self.is_open else self.last))

    def until(self, last: int) -> Range:
        """The same with another upper end."""
        return replace(self, last=last, text=_text(self.low, last), is_open=False)


def range_of(specifiers: SpecifierSet) -> Range | None:
    """A range as minor versions; None where it leaves some out in between, or has none that uv knows."""
    found = sorted(minors(specifiers))
    if not found or found != list(range(found[0], found[-1] + 1)):
        return None
    is_open = specifiers.contains(f"3.{NEWEST_MINOR + 1}.0")
    return Range(found[0], found[-1], str(specifiers), is_open)


def with_requires_python(text: str, pythons: str) -> str | None:
    """The text with another range, in the table where it has one; None where it states none."""
    document = parsed(text)
    if document is None or "requires-python" not in document.get("project", {}):
        return None
    return with_setting(text, ("project", "requires-python"), pythons)


def _text(low: int, last: int | None) -> str:
    return f">=3.{low}" if last is None else f">=3.{low},<3.{last + 1}"
