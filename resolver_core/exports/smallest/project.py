"""The pyproject.toml with the two commands on top."""

from __future__ import annotations

from resolver_core.exports.smallest.commands import Setting, commands
from resolver_core.minimise.smallest import Small
from resolver_core.policy import UV_VERSION


def to_project(small: Small, setting: Setting) -> str:
    """A file that shows it on the index as it is: save it as pyproject.toml and type what its first lines say."""
    single, universal = commands(small, setting)
    return f"# uv {UV_VERSION}\n#   {single}\n#   {universal}\n\n{small.case.text}"
