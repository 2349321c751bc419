"""Runs a program of the checkout in the current folder: `python launch.py commands`, or `python launch.py manage …`.

It is started as a file, so it imports nothing of this package. "commands" reads one command line of
`python -m resolver_core` per line of standard input (a JSON list) and answers each with one line of JSON: one process
for many commands, because starting one takes longer than a small resolution.
"""

from __future__ import annotations

import io
import json
import runpy
import sys
from contextlib import redirect_stderr, redirect_stdout
from importlib.util import find_spec
from pathlib import Path

PACKAGES = ("resolver_core", "webui")


def enter(folder: Path) -> None:
    """Make the checkout the only place that its packages are found in. Ends the program where they are elsewhere.

    An editable installation would even give single modules that the checkout lacks, out of another state.
    """
    sys.path[0] = str(folder)
    sys.meta_path[:] = [finder for finder in sys.meta_path if not is_editable(finder)]
    sys.path_hooks[:] = [hook for hook in sys.path_hooks if not is_editable(hook)]
    sys.path_importer_cache.clear()
    for package in PACKAGES:
        spec = find_spec(package)
        if spec is None or spec.origin is None or not Path(spec.origin).is_relative_to(folder):
            sys.exit(f"{package} is not that of {folder}: {spec}")


def is_editable(finder: object) -> bool:
    """Whether a finder is one of an editable installation."""
    return "__editable__" in str(getattr(finder, "__module__", ""))


def run_commands() -> None:
    """Answer command lines until standard input ends."""
    answers = sys.stdout
    for line in sys.stdin:
        print(json.dumps(run_command(json.loads(line))), file=answers, flush=True)


def run_command(arguments: list[str]) -> dict[str, object]:
    """The exit status of one command line, and what it wrote. What it did not catch is in "crash"."""
    output, trouble, crash = io.StringIO(), io.StringIO(), ""
    sys.argv = ["resolver_core", *arguments]
    status: object = 0
    with redirect_stdout(output), redirect_stderr(trouble):
        try:
            runpy.run_module("resolver_core", run_name="__main__", alter_sys=True)
        except SystemExit as end:
            status = end.code
        except Exception as error:
            crash = f"{type(error).__name__}: {error}"
    return {"status": status, "output": output.getvalue(), "trouble": trouble.getvalue(), "crash": crash}


def main() -> None:
    """The program."""
    enter(Path.cwd())
    _, kind, *arguments = sys.argv
    if kind == "commands":
        run_commands()
    else:
        sys.argv = ["manage.py", *arguments]
        runpy.run_path("manage.py", run_name="__main__")


if __name__ == "__main__":
    main()
