"""The keys of `[tool.uv]` are those that uv itself names when it meets another."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

from uv import find_uv_bin

from resolver_core.inputs.uv_keys import TOP_KEYS


def test_uv_knows_the_same_keys(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text("[tool.uv]\nno-such-key = 1\n")
    command = [find_uv_bin(), "--no-cache", "pip", "compile", "--offline", "--no-python-downloads", "/dev/null"]
    said = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True).stderr
    _, _, expected = said.partition("expected one of ")
    assert expected, said
    assert set(re.findall(r"`([a-z-]+)`", expected)) == TOP_KEYS.keys()
