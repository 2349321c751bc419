"""The programs that come with the shared data: imported from where they are, or started."""

from __future__ import annotations

import importlib
import importlib.util
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from types import ModuleType

from tests.support.shared import SHARED


def scenario_program(name: str) -> ModuleType:
    """A module of ../shared/scenarios: "server" or "run_uv"."""
    folder = str(SHARED / "scenarios")
    if folder not in sys.path:
        sys.path.append(folder)
    return importlib.import_module(name)


def settings_program(name: str) -> ModuleType:
    """A module of ../shared/settings: "compare" or "run_uv"; under a name of its own, for there are others."""
    known = f"settings_{name}"
    if known not in sys.modules:
        specification = importlib.util.spec_from_file_location(known, SHARED / "settings" / f"{name}.py")
        assert specification is not None
        assert specification.loader is not None
        sys.modules[known] = importlib.util.module_from_spec(specification)
        specification.loader.exec_module(sys.modules[known])
    return sys.modules[known]


@contextmanager
def frozen_index(fail: Sequence[str]) -> Iterator[str]:
    """The base address of a frozen index that fails where `fail` (PATTERN=STATUS) says so."""
    command = [sys.executable, str(SHARED / "frozen-index" / "recorder.py"), "serve", "--frozen", "--port", "0"]
    for pattern in fail:
        command += ["--fail", pattern]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            words = process.stdout.readline().split()
            if not words:
                raise RuntimeError("the frozen index did not start; its message stands above")
            yield words[-1]
        finally:
            process.terminate()
