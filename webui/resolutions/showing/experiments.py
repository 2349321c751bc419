"""Single experiments of a stored explanation as pages show them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from resolver_core import ExperimentEntry, platform_of
from webui.resolutions.showing import formats
from webui.resolutions.showing.patches import PatchLine, patch_lines

_STARTS: dict[str, str] = {"single": "single-platform", "universal": "universal", "as-pip": "pip-like"}
_ALTERATIONS = {
    "yanks-ignored": "yanked files count as others do",
    "yanked-removed": "yanked files are not offered",
    "upper-bounds-obeyed": "files whose Requires-Python excludes the target's Python are not offered",
    "locals-removed": "versions with a local label are not offered",
    "repaired": "unreadable fields are left out",
    "dates-filled": "every file has an upload time",
    "metadata-of-sibling": "metadata are read from another file of the version",
    "extras-as-spelled": "an extra is found only in the spelling of the file",
}


@dataclass(frozen=True, slots=True)
class ExperimentView:
    """One solve with one thing changed. `place` finds it again in the document of the explanation."""

    place: str
    title: str
    start_words: str
    target: str
    about: str  #: the project in question; "" where the question is whether there is an answer
    changes: tuple[tuple[str, str], ...]  #: what kind of change, and which
    lines: tuple[PatchLine, ...]
    outcome: str
    expected: str
    supports: bool
    undecided: bool


def experiment_view(place: str, entry: ExperimentEntry) -> ExperimentView:
    """The view of an entry of `experiments`."""
    target = entry.get("target")
    return ExperimentView(
        place=place,
        title=entry["title"],
        start_words=_STARTS.get(entry["start"], str(entry["start"])),
        target=formats.target(target["python"], platform_of(target)) if target else "",
        about=entry.get("about") or "",
        changes=tuple(_changes(entry)),
        lines=tuple(patch_lines(entry["edit"])),
        outcome=entry["outcome"],
        expected=entry["expected"],
        supports=bool(entry["supports"]),
        undecided=bool(entry["undecided"]),
    )


def _changes(entry: ExperimentEntry) -> Iterator[tuple[str, str]]:
    other = "single-platform" if entry["start"] == "universal" else "universal"
    for axis in entry["axes"]:
        yield "axis", f"{axis.replace('_', ' ')}: as the {other} policy has it"
    if version := entry.get("system_version"):
        yield "machine", f"version {version} of its system"
    for setting in entry.get("settings", ()):
        whose = f" for {setting['project']}" if setting["project"] else ""
        yield "setting", f"{setting['name']}: {setting['value']}{whose}"
    for change in entry.get("index", ()):
        detail = f" ({change['detail']})" if change["detail"] else ""
        yield "index data", f"{change['project']}: {_ALTERATIONS.get(change['kind'], change['kind'])}{detail}"
    yield from (("requirement", text) for text in entry.get("requirements", ()))
    yield from (("constraint", text) for text in entry.get("constraints", ()))
