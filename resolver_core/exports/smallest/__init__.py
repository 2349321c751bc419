"""The smallest project that shows something, as others can use it: files, commands, a scenario, a test, a reply."""

from resolver_core.exports.smallest.commands import Setting
from resolver_core.exports.smallest.dockerfile import to_dockerfile
from resolver_core.exports.smallest.project import to_project
from resolver_core.exports.smallest.reply import to_reply
from resolver_core.exports.smallest.scenario import NoScenario, to_scenario
from resolver_core.exports.smallest.snapshot_test import to_snapshot_test

__all__ = [
    "NoScenario",
    "Setting",
    "to_dockerfile",
    "to_project",
    "to_reply",
    "to_scenario",
    "to_snapshot_test",
]
