"""Whose it is: the owner of each class of cause, with the place of uv's documentation that says so."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from resolver_core.explain.causes.classes import CauseClass


class OwnerKind(StrEnum):
    """Who has to change something."""

    UV_AS_DOCUMENTED = "uv-as-documented"  #: nobody: uv does what its documentation says
    UV_DEFECT = "uv-defect"
    PUBLISHER = "publisher"  #: of the files
    INDEX = "index"  #: its administrator
    USER = "user"  #: a line of the project's own


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose a cause is. `documentation` is a page of uv's documentation with its anchor, "" where none says it."""

    kind: OwnerKind
    documentation: str = ""


_RESOLUTION = "concepts/resolution/"
_INDEXES = "concepts/indexes/"

OWNERS = {
    CauseClass.WHEEL_METADATA_DIFFERS: Owner(OwnerKind.PUBLISHER, f"{_RESOLUTION}#dependency-metadata"),
    CauseClass.NO_COMPATIBLE_FILE: Owner(OwnerKind.UV_AS_DOCUMENTED, f"{_RESOLUTION}#required-environments"),
    CauseClass.REPRESENTATIVE_UNREACHABLE: Owner(OwnerKind.INDEX, f"{_RESOLUTION}#dependency-metadata"),
    CauseClass.BACKTRACKING: Owner(OwnerKind.USER, f"{_RESOLUTION}#lower-bounds"),
    CauseClass.PYTHON_RANGE: Owner(OwnerKind.UV_AS_DOCUMENTED, f"{_RESOLUTION}#universal-resolution"),
    CauseClass.PLATFORM_RANGE: Owner(OwnerKind.UV_AS_DOCUMENTED, f"{_RESOLUTION}#limited-resolution-environments"),
    CauseClass.INDEX_ROUTING: Owner(OwnerKind.UV_AS_DOCUMENTED, f"{_INDEXES}#searching-across-multiple-indexes"),
    CauseClass.EXPLICIT_INDEX: Owner(OwnerKind.UV_AS_DOCUMENTED, f"{_INDEXES}#pinning-a-package-to-an-index"),
    CauseClass.LOCAL_VERSION: Owner(OwnerKind.UV_AS_DOCUMENTED, "pip/compatibility/#local-version-identifiers"),
    CauseClass.EXTRAS_GROUPS_CONFLICTS: Owner(OwnerKind.USER, f"{_RESOLUTION}#conflicting-dependencies"),
    CauseClass.MARKER_FORKS: Owner(OwnerKind.UV_AS_DOCUMENTED, f"{_RESOLUTION}#universal-resolution"),
    CauseClass.PREFERENCES: Owner(OwnerKind.UV_AS_DOCUMENTED, f"{_RESOLUTION}#dependency-preferences"),
    CauseClass.PRERELEASE: Owner(OwnerKind.UV_AS_DOCUMENTED, f"{_RESOLUTION}#pre-release-handling"),
    CauseClass.YANKED: Owner(OwnerKind.USER),
    CauseClass.EXCLUDE_NEWER: Owner(OwnerKind.USER, f"{_RESOLUTION}#reproducible-resolutions"),
    CauseClass.PYTHON_UPPER_BOUND: Owner(OwnerKind.UV_AS_DOCUMENTED, "reference/internals/resolver/#requires-python"),
    CauseClass.OVERRIDES_CONSTRAINTS: Owner(OwnerKind.USER, f"{_RESOLUTION}#dependency-overrides"),
    CauseClass.DYNAMIC_METADATA: Owner(OwnerKind.PUBLISHER, f"{_RESOLUTION}#dependency-metadata"),
    CauseClass.PLATFORM_TAGS: Owner(OwnerKind.UV_AS_DOCUMENTED, f"{_RESOLUTION}#required-environments"),
    CauseClass.NAME_NORMALISATION: Owner(OwnerKind.USER),
    CauseClass.INVALID_METADATA: Owner(OwnerKind.PUBLISHER),
    CauseClass.INDEX_METADATA_GAP: Owner(OwnerKind.INDEX, f"{_RESOLUTION}#reproducible-resolutions"),
    CauseClass.ENV_SPECIFIC_LOCK: Owner(OwnerKind.USER, f"{_RESOLUTION}#universal-resolution"),
    CauseClass.SEVERAL_DIFFERENCES: Owner(OwnerKind.UV_AS_DOCUMENTED, f"{_RESOLUTION}#universal-resolution"),
    CauseClass.REQUIREMENTS_CONFLICT: Owner(OwnerKind.USER),
}
"""By class; one that is not proven has no owner."""


def owner_of(cause_class: CauseClass, *, is_fixed_since: bool = False) -> Owner | None:
    """Whose a cause is; uv's own defect where a later uv than the report's no longer shows it."""
    if is_fixed_since:
        return Owner(OwnerKind.UV_DEFECT)
    return OWNERS.get(cause_class)
