"""What an edit of the text does, and what came of it. Edits that one cause alone offers: `causes/<class>.py`."""

from __future__ import annotations

from collections.abc import Sequence

from packaging.version import Version

from resolver_core.explain.lab.changes import Start
from resolver_core.explain.wording.names import command, listed, release, shortened
from resolver_core.explain.wording.numbers import counted
from resolver_core.index.records import CoreMetadata
from resolver_core.targets.environment import Environment

# -- titles -------------------------------------------------------------------------------------------


def ask_for(operator: str, project: str, version: str) -> str:
    """A bound on a project: ">=", "<=" or "==" a version."""
    return f"{ {'>=': 'ask for at least', '<=': 'ask for at most', '==': 'ask for'}[operator] } {project} {version}"


def narrow_python(minor: str) -> str:
    """requires-python for one minor version."""
    return f"narrow requires-python to Python {minor}"


def narrow_to(pythons: str) -> str:
    """A range of Pythons that is as wide as works."""
    return f'requires-python = "{pythons}"'


def use_python(minor: str, pythons: str) -> str:
    """Another Python than the target's; `pythons` is the range that it takes, "" where nothing has to end with it."""
    ending = f', with requires-python = "{pythons}"' if pythons else ""
    return f"use Python {minor} (uv python pin {minor}){ending}"


def upgrade(project: str) -> str:
    """A lock that does not keep what it has of a project."""
    return f"let the lock take another {project}"


def upgrade_command(project: str) -> str:
    """The command that does it."""
    return f"uv lock --upgrade-package {project}"


def ask_for_extra(name: str) -> str:
    """An extra more in what is installed, by either command: with one of them alone they would differ."""
    return f"ask for the extra {name}, too, with --extra {name} in both commands"


def sync_command(extras: Sequence[str], groups: Sequence[str]) -> str:
    """The command that installs from the lock with some extras and groups."""
    asked = [f"--extra {name}" for name in extras] + [f"--group {name}" for name in groups]
    return " ".join(("uv sync", *asked))


def drop_part(kind: str, name: str) -> str:
    """An extra or a group ("extra", "group") removed from the text."""
    return f"drop the {kind} {name}"


def drop_extra_and_declare(name: str, one: str, other: str) -> str:
    """An extra removed, and two that it included declared to exclude each other."""
    return f"drop the extra {name} and declare that {one} and {other} conflict"


def lock_alone(marker: str) -> str:
    """A lock for one platform."""
    return f"lock for {marker} alone"


def require_files(target: Environment) -> str:
    """A lock whose every version has a file for a target."""
    return f"require files for {target.label}"


def require_files_where(marker: str) -> str:
    """A lock whose every version has a file where a marker holds."""
    return f"require files where {marker} (required-environments)"


def at_most_where(project: str, version: Version, marker: str, *, is_newest: bool) -> str:
    """Two requirements with markers in place of one."""
    return f"ask for {project} {version} at most{_newest(is_newest)}, where {marker}"


def hold_back_where(project: str, version: Version, marker: str, *, is_newest: bool) -> str:
    """A constraint with a marker."""
    return f"limit {project} to {version}{_newest(is_newest)}, where {marker}"


def _newest(is_newest: bool) -> str:
    return ", the newest with a file there" if is_newest else ""


def state_metadata(metadata: Sequence[CoreMetadata], unread: int = 0) -> str:
    """Metadata written into the text; `unread` files of these versions could not be read."""
    versions = shortened([release(one.name, one.version) for one in metadata], 3)
    left_out = f" (without {counted(unread, 'file')} that could not be read)" if unread else ""
    return f"tell uv what {versions} {'requires' if len(metadata) == 1 else 'require'} (dependency-metadata){left_out}"


def together(first: str, second: str) -> str:
    """Two edits in one."""
    return f"{first}; and {second}"


# -- verdicts -----------------------------------------------------------------------------------------

AGREE = "both modes now agree on everything"
AGREE_AS_BEFORE = "both modes agree on everything, as before"


def agree_at(target: Environment) -> str:
    """Both modes agree, at another target than the one asked about."""
    return f"both modes agree on everything for {target.label}"


def said_at(said: str, target: Environment) -> str:
    """How both modes stand, where that is said of one target alone."""
    return f"for {target.label} {said}"


NOT_COVERED = "the lock is no longer for the target"


def excludes_target(project: str, version: str, pythons: str) -> str:
    """A version that the edit asks for, and that says itself that it is not for the target's Python."""
    return f"no help with {release(project, version)}: its own Requires-Python ({pythons}) excludes the target"


def undecided(filename: str) -> str:
    """Data that the solve with the edit needed are not recorded."""
    return f"not decided: {filename or 'a page'} is not recorded"


def unsolvable(start: Start, was_solved: bool) -> str:
    """A mode that has no answer with the edit."""
    return f"{'no longer' if was_solved else 'still not'} solvable with {command(start)}"


def others_differ(project: str, differing: Sequence[str]) -> str:
    """The project agrees with the edit, others do not."""
    return f"{project} now agrees; still differ: {shortened(differing, 4)}"


def still_differ(differing: Sequence[str]) -> str:
    """The project differs with the edit, too."""
    return f"still differ: {shortened(differing, 4)}"


def without_pythons(minors: Sequence[int]) -> str:
    """The range no longer has some minor versions of Python in it."""
    return f"the project is no longer for Python {listed(f'3.{minor}' for minor in minors)}"


def answered(differing: Sequence[str]) -> str:
    """Both modes have an answer where one had none, and are not the same."""
    return f"both modes have a solution; still differ: {shortened(differing, 4)}"
