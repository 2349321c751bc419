"""What a cause rests on, read off the two answers: no wording beyond the single fact."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from packaging.tags import Tag

from resolver_core.answer.comparison import Row
from resolver_core.answer.resolution import Pin, Resolution
from resolver_core.explain.explanation import Evidence
from resolver_core.index.records import Distribution
from resolver_core.targets.environment import Environment


def evidence_of(row: Row, target: Environment, single: Resolution, universal: Resolution) -> tuple[Evidence, ...]:
    """Files, metadata differences and requirements that speak of a divergence."""
    return (*_files(row), *_missing_file(row, target), *_metadata(row), *_requirements(row, single, universal))


def _files(row: Row) -> Iterator[Evidence]:
    for mode, pin in (("single-platform", row.single), ("universal", row.universal)):
        if pin is not None and pin.provenance is not None and pin.provenance.filename:
            text = f"the {mode} solve read the metadata of {pin.project} {pin.version} from this file"
            yield Evidence("metadata-file", text, pin.provenance.filename)
    if row.universal_install_file is not None:
        yield Evidence(
            "install-file", "a sync at the target would install this file", row.universal_install_file.filename
        )


def _missing_file(row: Row, target: Environment) -> Iterator[Evidence]:
    pin = row.universal
    if pin is not None and pin.distributions and row.universal_install_file is None:
        yield Evidence(
            "no-file", f"{pin.project} {pin.version} has {offered(pin.distributions)}; none fits {target.label}"
        )


def offered(files: Sequence[Distribution]) -> str:
    """What files a version has, in words: "15 wheels (cp39 to cp312) and no source distribution"."""
    wheels = [file for file in files if file.is_wheel]
    has_sdist = any(not file.is_wheel for file in files)
    pythons = sorted({tag.interpreter for file in wheels for tag in file.tags}, key=_python_order)
    platforms = sorted({_system(tag) for file in wheels for tag in file.tags})
    span = pythons[0] if len(pythons) == 1 else f"{pythons[0]} to {pythons[-1]}" if pythons else ""
    count = f"{len(wheels)} wheel{'' if len(wheels) == 1 else 's'}" if wheels else "no wheel"
    about = f" ({span}; {', '.join(platforms)})" if wheels else ""
    return f"{count}{about} and {'a' if has_sdist else 'no'} source distribution"


def _python_order(tag: str) -> tuple[str, int, int]:
    digits = "".join(character for character in tag if character.isdigit())
    return tag.rstrip("0123456789"), int(digits[:1] or 0), int(digits[1:] or 0)


def _system(tag: Tag) -> str:
    name = tag.platform.partition("_")[0].rstrip("0123456789")
    return {"manylinux": "Linux", "linux": "Linux", "musllinux": "musl Linux", "macosx": "macOS", "win": "Windows"}.get(
        name, name
    )


def requirement_lines(pin: Pin) -> frozenset[str]:
    """The Requires-Dist of the metadata file, as written."""
    return frozenset() if pin.metadata is None else frozenset(map(str, pin.metadata.requires_dist))


def _metadata(row: Row) -> Iterator[Evidence]:
    if row.single is None or row.universal is None or row.single.version != row.universal.version:
        return
    here, there = requirement_lines(row.single), requirement_lines(row.universal)
    for line in sorted(here - there):
        yield Evidence(
            "only-in-target-file", line, row.single.provenance.filename or "" if row.single.provenance else ""
        )
    for line in sorted(there - here):
        yield Evidence("only-in-lock-file", line, _filename(row.universal))


def _filename(pin: Pin) -> str:
    return "" if pin.provenance is None else pin.provenance.filename or ""


def _requirements(row: Row, single: Resolution, universal: Resolution) -> Iterator[Evidence]:
    for mode, resolution, pin in (("single-platform", single, row.single), ("universal", universal, row.universal)):
        if pin is None:
            continue
        for edge in resolution.edges:
            if edge.child == pin.key and edge.specifier:
                parent = "your requirements" if edge.parent is None else f"{edge.parent.project} {edge.parent.version}"
                marker = f" ; {edge.marker}" if edge.marker else ""
                yield Evidence("requirement", f"{mode}: {parent} requires {pin.project}{edge.specifier}{marker}")
