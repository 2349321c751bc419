"""What a pasted lock says, whichever tool wrote it."""

from __future__ import annotations

from resolver_core.answer.locks.pdm import resolution_of_pdm_lock
from resolver_core.answer.locks.poetry import resolution_of_poetry_lock
from resolver_core.answer.locks.pylock import resolution_of_pylock
from resolver_core.answer.resolution import Resolution
from resolver_core.answer.uv_lock import resolution_of_uv_lock
from resolver_core.inputs.lock_format import LockFormat
from resolver_core.inputs.problem import Lock, Problem


def resolution_of_lock(lock: Lock, problem: Problem) -> Resolution:
    """The answer that a lock holds, labelled by its file's name; nothing says which metadata were read.

    `problem` tells who the project itself is, and the lines of its requirements. Raises `ProblemSyntaxError` for
    entries that cannot be read, each with its line, and for a uv.lock of another project.
    """
    match lock.format:
        case LockFormat.UV:
            return resolution_of_uv_lock(lock, problem)
        case LockFormat.PYLOCK:
            return resolution_of_pylock(lock, problem)
        case LockFormat.POETRY:
            return resolution_of_poetry_lock(lock, problem)
        case LockFormat.PDM:
            return resolution_of_pdm_lock(lock, problem)
