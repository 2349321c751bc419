"""The range of Pythons that a text is for, with one end or the other moved."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from packaging.specifiers import Specifier, SpecifierSet
from packaging.version import Version

from resolver_core.explain.lab.toml_tables import Tool, loaded, tool_of
from resolver_core.explain.lab.toml_text import with_setting
from resolver_core.explain.panel.places import minors

_LOWER, _UPPER = (">=", ">"), ("<=", "<")


@dataclass(frozen=True, slots=True)
class Range:
    """Minor versions of Python 3 in a row, and how a text puts them: what is not moved stays as it is."""

    low: int
    last: int
    text: str

    def since(self, low: int) -> Range:
        """The same with another lower end."""
        return replace(self, low=low, text=_between(self.text, low, None))

    def until(self, last: int) -> Range:
        """The same with another upper end."""
        return replace(self, last=last, text=_between(self.text, None, last))


def range_of(specifiers: SpecifierSet) -> Range | None:
    """A range as minor versions; None where it leaves some out in between, or has none that uv knows."""
    found = sorted(minors(specifiers))
    if not found or found != list(range(found[0], found[-1] + 1)):
        return None
    return Range(found[0], found[-1], str(specifiers))


def with_requires_python(text: str, pythons: str) -> str | None:
    """The text with another range, in the table where it has one; None where it states none."""
    document = loaded(text)
    if document is None:
        return None
    if tool_of(document) is not Tool.POETRY and "requires-python" not in document.get("project", {}):
        return None
    return with_setting(text, ("project", "requires-python"), pythons)


def _between(text: str, lowest: int | None, highest: int | None) -> str:
    """Specifiers with an end moved to a minor version of Python 3."""
    parts = [part for each in SpecifierSet(text) for part in _ends_of(each)]
    low = [str(one) for one in parts if one.operator in _LOWER] if lowest is None else [f">=3.{lowest}"]
    high = [str(one) for one in parts if one.operator in _UPPER] if highest is None else [f"<3.{highest + 1}"]
    others = [str(one) for one in parts if one.operator not in (*_LOWER, *_UPPER)]
    return ",".join([*low, *sorted(others), *high])


def _ends_of(specifier: Specifier) -> Iterator[Specifier]:
    """A compatible release, or a wildcard, as its two ends; anything else as it is."""
    version = specifier.version.removesuffix(".*")
    is_wildcard = specifier.operator == "==" and specifier.version.endswith(".*")
    if specifier.operator != "~=" and not is_wildcard:
        yield specifier
        return
    kept = Version(version).release[: None if is_wildcard else -1]
    yield Specifier(f">={version}")
    yield Specifier(f"<{'.'.join(map(str, (*kept[:-1], kept[-1] + 1)))}")
