"""A `Comparison` as a JSON document."""

from __future__ import annotations

from typing import Annotated, TypedDict

from resolver_core.answer.comparison import Comparison, Difference, Row
from resolver_core.answer.resolution import Pin
from resolver_core.codec.package import OneMetadataSource
from resolver_core.codec.resolution import OneOutcome
from resolver_core.codec.says import one_of, says
from resolver_core.codec.schema_version import SCHEMA_VERSION
from resolver_core.codec.target import SolvedTargetEntry, solved_target_entry
from resolver_core.index.records import Distribution
from resolver_core.policy import UV_VERSION

OneDifference = Annotated[str, one_of(Difference)]


class SelectionEntry(TypedDict):
    """What both sides install. Both empty: the project's dependencies alone."""

    extras: Annotated[list[str], says("the extras")]
    groups: Annotated[list[str], says("the dependency groups")]


class RowSideEntry(TypedDict):
    """What one answer installs of a project at the target."""

    version: Annotated[str, says("the version")]
    source: Annotated[str, says("the URL of the index or of the archive")]
    index_url: Annotated[str | None, says("the index, `null` for a direct URL")]
    metadata_from: Annotated[str | None, says("the name of the file whose metadata were read")]
    how: Annotated[OneMetadataSource | None, says("how they were read")]
    install_file: Annotated[str | None, says("the name of the file that is installed")]


class LockedVersionEntry(TypedDict):
    """One of the versions that the universal answer holds of a project."""

    version: Annotated[str, says("the version")]
    marker: Annotated[str, says("where it is installed")]
    metadata_from: Annotated[str | None, says("the name of the file whose metadata were read")]
    source: Annotated[str, says("the URL of the index or of the archive")]


class RowEntry(TypedDict):
    """One project."""

    project: Annotated[str, says("its normalised name")]
    difference: Annotated[
        OneDifference,
        says(
            "`presence`, `version`, `source`, `metadata` (same version, but the files that were read disagree in a "
            "field that the solver reads) or `none`"
        ),
    ]
    single: Annotated[RowSideEntry | None, says("`null` where that side does not install it")]
    universal: Annotated[RowSideEntry | None, says("`null` where that side does not install it")]
    universal_versions: Annotated[list[LockedVersionEntry], says("everything the lock holds of the project")]


class ComparisonDocument(TypedDict):
    """Two answers at one target and one selection of extras and groups (`comparison_to_json`)."""

    schema_version: Annotated[int, says("of this document")]
    uv: Annotated[str, says("the version of uv that is emulated")]
    target: Annotated[SolvedTargetEntry, says("where both are compared")]
    selection: Annotated[SelectionEntry, says("what both sides install")]
    single_outcome: Annotated[
        OneOutcome, says("how that solve ended; with one unsolved nothing counts as a difference")
    ]
    universal_outcome: Annotated[OneOutcome, says("how that solve ended")]
    differing: Annotated[int, says("how many rows differ")]
    rows: Annotated[list[RowEntry], says("what differs first, then by name")]


def comparison_to_json(comparison: Comparison) -> ComparisonDocument:
    """The document of a comparison (docs/documents.md)."""
    return {
        "schema_version": SCHEMA_VERSION,
        "uv": UV_VERSION,
        "target": solved_target_entry(comparison.target),
        "selection": {"extras": list(comparison.extras), "groups": list(comparison.groups)},
        "single_outcome": comparison.single_outcome.value,
        "universal_outcome": comparison.universal_outcome.value,
        "differing": comparison.differing,
        "rows": [row_entry(row) for row in comparison.rows],
    }


def row_entry(row: Row) -> RowEntry:
    """The entry of a row."""
    return {
        "project": row.project,
        "difference": row.difference.value,
        "single": None if row.single is None else row_side_entry(row.single, row.single.install_file),
        "universal": None if row.universal is None else row_side_entry(row.universal, row.universal_install_file),
        "universal_versions": [locked_version_entry(pin) for pin in row.universal_versions],
    }


def row_side_entry(pin: Pin, install_file: Distribution | None) -> RowSideEntry:
    """The entry of one side of a row."""
    return {
        "version": str(pin.version),
        "source": pin.key.source,
        "index_url": pin.index_url,
        "metadata_from": None if pin.provenance is None else pin.provenance.read_filename,
        "how": None if pin.provenance is None else pin.provenance.source.value,
        "install_file": None if install_file is None else install_file.filename,
    }


def locked_version_entry(pin: Pin) -> LockedVersionEntry:
    """The entry of a version of the universal answer."""
    return {
        "version": str(pin.version),
        "marker": pin.marker,
        "metadata_from": None if pin.provenance is None else pin.provenance.read_filename,
        "source": pin.key.source,
    }
