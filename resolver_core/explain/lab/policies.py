"""Policies with some axes and settings at other values."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from packaging.utils import NormalizedName

from resolver_core.explain.lab.changes import PER_PROJECT, Axis, Change, SettingChange, Start
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
    values: dict[str, object] = {}
    for axis in change.axes:
        if change.projects and axis in PER_PROJECT:
            values |= _for_some(axis, start, policy, other, change.projects)
        else:
            values[_FIELD[axis]] = getattr(other, _FIELD[axis])
    if change.settings:
        values["settings"] = with_settings(policy.settings, change.settings)
    label = f"{start}+{'+'.join(change.axes)}" if change.axes else start.value
    return policy.with_axes(label, **values)


def _for_some(
    axis: Axis, start: Start, policy: Policy, other: Policy, projects: tuple[NormalizedName, ...]
) -> dict[str, object]:
    """The values of an axis that is changed for some projects alone."""
    if axis is Axis.FILE_RULE:
        return {"file_rule_of": dict.fromkeys(projects, other.file_rule)}
    if axis is Axis.METADATA_RULE:
        return {"metadata_rule_of": dict.fromkeys(projects, other.metadata_rule)}
    lock = other.lock if start is Start.SINGLE else policy.lock
    if lock is None:
        return {}
    held = (package for package in lock.packages if (package.name in projects) is (start is Start.SINGLE))
    return {"lock": replace(lock, packages=tuple(held))}


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
        None if policy.lock is None else tuple(package.name for package in policy.lock.packages),
        tuple(sorted(policy.file_rule_of.items())),
        tuple(sorted(policy.metadata_rule_of.items())),
        repr(policy.settings),
        policy.indexes,
    )
