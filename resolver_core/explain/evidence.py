"""What speaks of a divergence, read off the two answers: files, metadata that differ, requirements."""

from __future__ import annotations

from collections.abc import Iterator

from resolver_core.answer.comparison import Row
from resolver_core.answer.resolution import Pin, Resolution
from resolver_core.explain.explanation import Evidence
from resolver_core.explain.lab.changes import Start
from resolver_core.explain.wording import evidence as words
from resolver_core.targets.environment import Environment


def evidence_of(row: Row, target: Environment, single: Resolution, universal: Resolution) -> tuple[Evidence, ...]:
    """Files, metadata differences and requirements that speak of a divergence."""
    return (*_files(row), *_missing_file(row, target), *_metadata(row), *_requirements(row, single, universal))


def _files(row: Row) -> Iterator[Evidence]:
    for mode, pin in ((Start.SINGLE, row.single), (Start.UNIVERSAL, row.universal)):
        if pin is not None and _filename(pin):
            yield Evidence("metadata-file", words.metadata_read(mode, pin), _filename(pin))
    if row.universal_install_file is not None:
        yield Evidence("install-file", words.INSTALLED_FILE, row.universal_install_file.filename)


def _missing_file(row: Row, target: Environment) -> Iterator[Evidence]:
    pin = row.universal
    if pin is not None and pin.distributions and row.universal_install_file is None:
        yield Evidence("no-file", words.no_file(pin, target))


def requirement_lines(pin: Pin) -> frozenset[str]:
    """The Requires-Dist of the metadata file, as written."""
    return frozenset() if pin.metadata is None else frozenset(map(str, pin.metadata.requires_dist))


def _metadata(row: Row) -> Iterator[Evidence]:
    if row.single is None or row.universal is None or row.single.version != row.universal.version:
        return
    here, there = requirement_lines(row.single), requirement_lines(row.universal)
    for line in sorted(here - there):
        yield Evidence("only-in-target-file", line, _filename(row.single))
    for line in sorted(there - here):
        yield Evidence("only-in-lock-file", line, _filename(row.universal))


def _filename(pin: Pin) -> str:
    return "" if pin.provenance is None else pin.provenance.filename or ""


def _requirements(row: Row, single: Resolution, universal: Resolution) -> Iterator[Evidence]:
    modes = ((Start.SINGLE, single, row.single), (Start.UNIVERSAL, universal, row.universal))
    for mode, resolution, pin in modes:
        if pin is not None:
            edges = (edge for edge in resolution.edges if edge.child == pin.key and edge.specifier)
            yield from (Evidence("requirement", words.required(mode, edge)) for edge in edges)
