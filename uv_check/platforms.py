"""What a lock would install on a platform, as uv itself says: `uv sync --dry-run --frozen --python-platform`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from packaging.utils import canonicalize_name

from resolver_core import Environment, IndexSnapshot, Selection, uv_platform
from uv_check.errors import NotAsked, Obstacle
from uv_check.running.asking import working_folder
from uv_check.running.interpreter import Python, write_stand_in
from uv_check.running.isolation import DEFAULT_LIMITS, Limits, base_and_listener, environment, run
from uv_check.running.releases import Uv
from uv_check.serving.places import Places
from uv_check.serving.recorded import RecordedAnswers

_INSTALLED = re.compile(r"^ \+ ([\w.-]+)==(\S+)", re.MULTILINE)
_NO_WHEEL = re.compile(r"Distribution `([\w.-]+)==([^ `]+)[^`]*` can't be installed", re.MULTILINE)
_HINT = re.compile(r"hint: (.*)")
_NOT_COVERED = re.compile(
    r"error: (.*not compatible with the lockfile's supported environments.*"
    r"|.*incompatible with the project's Python requirement.*"
    r"|.*incompatible with the declared conflicts.*)"
)


@dataclass(frozen=True, slots=True)
class WouldInstall:
    """What `uv sync` would do at a target: versions by project, or the one that has no file there, or nothing."""

    versions: dict[str, str]
    without_file: str = ""  #: "numpy 1.24.0": no wheel and no sdist of it fits
    hint: str = ""  #: what uv says about it
    not_covered: str = ""  #: why uv does not even begin: another Python or platform, or a conflict in the selection


def would_install(
    pyproject: str,
    lock: str,
    target: Environment,
    uv: Uv,
    selection: Selection,
    limits: Limits = DEFAULT_LIMITS,
) -> WouldInstall:
    """Ask what a lock installs at a target. Nothing is installed, and nothing is read from any index.

    Raises `NotAsked` where uv does not say: it is too old, or the lock does not fit the text.
    """
    for option in ("--python-platform", "--dry-run"):
        if not uv.knows(option, "sync"):
            raise NotAsked(Obstacle.OPTION, option)
    with working_folder() as folder:
        project = folder / "project"
        project.mkdir()
        (project / "pyproject.toml").write_text(pyproject, "utf-8")
        (project / "uv.lock").write_text(lock, "utf-8")
        base, listener = base_and_listener()
        try:
            answers = RecordedAnswers(IndexSnapshot(), Places(base))
            variables = environment(folder, target)
            finished = run(_command(target, uv, selection, folder), project, variables, limits, answers, listener)
        finally:
            if listener is not None:
                listener.close()
    return _read(finished.status, finished.stderr)


def _command(target: Environment, uv: Uv, selection: Selection, folder: Path) -> list[str]:
    stand_in = write_stand_in(folder / "python", Python.of_target(target))
    command = [str(uv.program), "sync", "--dry-run", "--frozen", "--no-install-project", "--no-default-groups"]
    command += ["--python", str(stand_in)]
    if (platform := uv_platform(target)) is not None:
        command += ["--python-platform", platform]
    if selection.everything:
        command += ["--all-extras", "--all-groups"]
    command += [word for extra in selection.extras for word in ("--extra", extra)]
    return command + [word for group in selection.groups for word in ("--group", group)]


def _read(status: int, errors: str) -> WouldInstall:
    versions = {str(canonicalize_name(name)): version for name, version in _INSTALLED.findall(errors)}
    if status == 0:
        return WouldInstall(versions)
    if (refusal := _NOT_COVERED.search(errors)) is not None:
        return WouldInstall({}, not_covered=refusal[1])
    missing, hint = _NO_WHEEL.search(errors), _HINT.search(errors)
    if missing is None:
        raise NotAsked(Obstacle.OUTPUT, errors.strip())
    return WouldInstall({}, f"{missing[1]} {missing[2]}", "" if hint is None else hint[1])
