"""Policies with some axes and settings at other values."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from resolver_core.explain.lab.changes import Axis, Change, SettingChange, Start
from resolver_core.inputs.problem import IndexStrategy, PrereleaseMode, Settings
from resolver_core.policy import Policy

_FIELD = {
    Axis.PYTHON: "python",
    Axis.ENVIRONMENTS: "environments",
    Axis.FILE_RULE: "file_rule",
    Axis.METADATA_RULE: "metadata_rule",
    Axis.ROOTS: "roots",
    Axis.INDEX_ROUTING: "index_routing",
    Axis.REQUIREMENT_ORDER: "requirement_order",
    Axis.MARKER_READING: "marker_reading",
    Axis.PREFERENCES: "lock",
}


def changed_policy(start: Start, policy: Policy, other: Policy, change: Change) -> Policy:
    """The policy of a start with the changed axes as `other` has them, and the changed settings.

    Raises ValueError for a setting that is none.
    """
    values: dict[str, object] = {_FIELD[axis]: getattr(other, _FIELD[axis]) for axis in change.axes}
    if change.settings:
        values["settings"] = with_settings(policy.settings, change.settings)
    label = f"{start}+{'+'.join(change.axes)}" if change.axes else start.value
    return policy.with_axes(label, **values)


def with_settings(settings: Settings, changes: tuple[SettingChange, ...]) -> Settings:
    """The settings with some at other values. Raises ValueError for a name or value that is none of them."""
    for change in changes:
        settings = replace(settings, **_changed(settings, change))
    return settings


def _changed(settings: Settings, change: SettingChange) -> dict[str, Any]:
    project = change.project
    match change.name:
        case "prerelease" if project is None:
            return {"prerelease": PrereleaseMode(change.value)}
        case "prerelease":
            return {"prerelease_package": {**settings.prerelease_package, project: PrereleaseMode(change.value)}}
        case "exclude-newer" if project is None:
            return {"exclude_newer": None, "exclude_newer_package": {}}
        case "exclude-newer":
            return {"exclude_newer_package": {**settings.exclude_newer_package, project: None}}
        case "index-strategy":
            return {"index_strategy": IndexStrategy(change.value)}
    raise ValueError(f"no such setting: {change.name}")


def policy_key(policy: Policy) -> tuple[object, ...]:
    """What tells one policy from another, whatever its label."""
    return (
        str(policy.python),
        policy.environments,
        policy.file_rule,
        policy.metadata_rule,
        policy.roots,
        policy.index_routing,
        policy.requirement_order,
        policy.marker_reading,
        policy.lock is not None,
        repr(policy.settings),
        policy.indexes,
    )
