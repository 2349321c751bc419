"""The names of the cause classes."""

from __future__ import annotations

from enum import StrEnum


class CauseClass(StrEnum):
    """Why two answers differ: the stable identifiers of docs/causes.md."""

    WHEEL_METADATA_DIFFERS = "wheel-metadata-differs"
    NO_COMPATIBLE_FILE = "no-compatible-file"
    REPRESENTATIVE_UNREACHABLE = "representative-unreachable"
    BACKTRACKING = "backtracking"
    PYTHON_RANGE = "python-range"
    PLATFORM_RANGE = "platform-range"
    INDEX_ROUTING = "index-routing"
    EXPLICIT_INDEX = "explicit-index"
    LOCAL_VERSION = "local-version"
    EXTRAS_GROUPS_CONFLICTS = "extras-groups-conflicts"
    MARKER_FORKS = "marker-forks"
    PREFERENCES = "preferences"
    PRERELEASE = "prerelease"
    YANKED = "yanked"
    EXCLUDE_NEWER = "exclude-newer"
    PYTHON_UPPER_BOUND = "python-upper-bound"
    OVERRIDES_CONSTRAINTS = "overrides-constraints"
    DYNAMIC_METADATA = "dynamic-metadata"
    PLATFORM_TAGS = "platform-tags"
    NAME_NORMALISATION = "name-normalisation"
    INVALID_METADATA = "invalid-metadata"
    INDEX_METADATA_GAP = "index-metadata-gap"
    ENV_SPECIFIC_LOCK = "env-specific-lock"
    SEVERAL_DIFFERENCES = "several-differences"  #: what only several axes together make; claims no finer class
    REQUIREMENTS_CONFLICT = "requirements-conflict"  #: a failure: what is required excludes itself in both modes
    NOT_PROVEN = "not-proven"
