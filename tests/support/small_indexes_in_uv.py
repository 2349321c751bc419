"""The examples of `small_indexes`, put to uv on a loopback index."""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager

from resolver_core import split_platform
from tests.support.served_index import ServedFile, ServedIndex, served_index
from tests.support.small_indexes import ABORTS, FAILS, Example, Projects, files_of, written
from tests.support.uv_runs import UvRun, uv_on_project


@contextmanager
def served(example: Example) -> Iterator[tuple[ServedIndex, dict[str, ServedIndex]]]:
    """The default index and the others by name, until the block ends."""
    with ExitStack() as stack:
        others = {name: stack.enter_context(_running(each)) for name, each in example.others.items()}
        yield stack.enter_context(_running(example.projects)), others


def _running(projects: Projects) -> AbstractContextManager[ServedIndex]:
    return served_index(_served(projects), [name for name, releases in projects.items() if not releases])


def _served(projects: Projects) -> Iterator[ServedFile]:
    for files in files_of(projects).values():
        for file in files:
            yield ServedFile(
                filename=file.filename,
                requires_dist=tuple(file.requires),
                requires_python=file.requires_python,
                uploaded_at=None if file.uploaded_at is None else file.uploaded_at.isoformat(),
                yanked=file.yanked_reason is not None,
                extras=tuple(file.extras),
            )


def uv_single(example: Example) -> str:
    """What `uv pip compile` picks, in the words of an example; the version of a macOS is in its environment."""
    platform, macos = split_platform(example.platform)
    options = ["--python-version", example.python, "--python-platform", platform]
    options += [word for extra in example.extras for word in ("--extra", extra)]
    options += [word for group in example.groups for word in ("--group", group)]
    with served(example) as (index, others):
        text = example.problem(lambda name: _url(others[name], name)).text
        variables = {"MACOSX_DEPLOYMENT_TARGET": macos} if macos else {}
        run = uv_on_project(text, index.url, "compile", *options, variables=variables)
    return written(iter(run.versions.items())) if run.succeeded else _refusal(run)


def uv_universal(example: Example) -> tuple[str, list[str]]:
    """What `uv lock` picks, and the lock's resolution-markers."""
    with served(example) as (index, others):
        text = example.problem(lambda name: _url(others[name], name)).text
        run = uv_on_project(text, index.url, "lock", "--python", sys.executable)
    if not run.succeeded:
        return _refusal(run), []
    lock = tomllib.loads(run.document)
    pins = ((each["name"], each["version"]) for each in lock.get("package", ()) if each["name"] != "project")
    return written(pins), lock.get("resolution-markers", [])


def _refusal(run: UvRun) -> str:
    return FAILS if "No solution found" in run.errors else ABORTS


def _url(index: ServedIndex, name: str) -> str:
    return index.flat_url if name.startswith("flat") else index.url
