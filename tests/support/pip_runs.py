"""The pip of this environment, run against indexes on loopback with nothing of the machine's own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

_KEPT = ("PATH", "HOME", "LANG", "TMPDIR")


@dataclass(frozen=True)
class PipRun:
    """What pip would install: the chosen files by project, or its words of refusal."""

    succeeded: bool
    files: Mapping[str, str]
    errors: str


def pip_dry_run(
    requirements: Iterable[str], index_url: str, *extra_urls: str, constraints: Iterable[str] = ()
) -> PipRun:
    """`pip install --dry-run` into an empty environment, wheels only."""
    with tempfile.TemporaryDirectory() as folder:
        report, limits = Path(folder, "report.json"), Path(folder, "constraints.txt")
        limits.write_text("\n".join(constraints))
        command = [
            sys.executable,
            "-m",
            "pip",
            "--isolated",
            "--disable-pip-version-check",
            "--no-cache-dir",
            "install",
        ]
        command += ["--dry-run", "--ignore-installed", "--only-binary", ":all:", "--quiet", "--report", str(report)]
        command += ["--retries", "0", "--index-url", index_url, "--constraint", str(limits)]
        command += [part for url in extra_urls for part in ("--extra-index-url", url)]
        environment = {name: os.environ[name] for name in _KEPT if name in os.environ}
        done = subprocess.run([*command, *requirements], cwd=folder, env=environment, capture_output=True, text=True)
        installed = json.loads(report.read_text())["install"] if done.returncode == 0 else []
    files = {entry["metadata"]["name"]: entry["download_info"]["url"].rsplit("/", 1)[-1] for entry in installed}
    return PipRun(done.returncode == 0, files, done.stderr)
