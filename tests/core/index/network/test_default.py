from __future__ import annotations

import sys
from pathlib import Path

import pytest

from resolver_core.index.network import default
from resolver_core.index.network.default import NoDefaultIndex, default_index_url


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """The environment of a machine that says nothing: no pip file, no pip."""
    monkeypatch.setattr(sys, "prefix", str(tmp_path / "venv"))
    monkeypatch.setattr(default, "_from_pip", lambda: None)
    monkeypatch.setattr(default, "_SYSTEM_FILE", tmp_path / "pip.conf")
    return {
        "HOME": str(tmp_path),
        "XDG_CONFIG_DIRS": str(tmp_path / "xdg"),
        "XDG_CONFIG_HOME": str(tmp_path / "config"),
    }


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


def test_uv_comes_before_pip(machine: dict[str, str]) -> None:
    machine["PIP_INDEX_URL"] = "https://pip.test/simple/"
    assert default_index_url(machine) == "https://pip.test/simple"
    machine["UV_INDEX_URL"] = "https://old.test/simple"
    assert default_index_url(machine) == "https://old.test/simple"
    machine["UV_DEFAULT_INDEX"] = "named=https://user:x=y@uv.test/simple/?a=b"
    assert default_index_url(machine) == "https://user:x=y@uv.test/simple/?a=b"


def test_the_strongest_pip_file_wins(machine: dict[str, str], tmp_path: Path) -> None:
    if sys.platform == "win32":
        pytest.skip("the places of POSIX")
    write(tmp_path / "xdg/pip/pip.conf", "[global]\nindex-url = https://one.test/simple\n")
    assert default_index_url(machine) == "https://one.test/simple"
    write(tmp_path / "config/pip/pip.conf", "[global]\nindex-url = https://two.test/simple\n[install]\npre = 1\n")
    assert default_index_url(machine) == "https://two.test/simple"
    write(tmp_path / "venv/pip.conf", "[install]\nindex-url = https://three.test/simple/\n")
    assert default_index_url(machine) == "https://three.test/simple"
    write(tmp_path / "mine.conf", "[global]\nindex-url = https://four.test/%20/simple\n")
    machine["PIP_CONFIG_FILE"] = str(tmp_path / "mine.conf")
    assert default_index_url(machine) == "https://four.test/%20/simple"


def test_a_broken_pip_file_is_passed_over(machine: dict[str, str], tmp_path: Path) -> None:
    write(tmp_path / "xdg/pip/pip.conf", "[global]\nindex-url = https://one.test/simple\n")
    write(tmp_path / "venv/pip.conf", "index-url without a section")
    assert default_index_url(machine) == "https://one.test/simple"


def test_nothing_says_which_index(machine: dict[str, str]) -> None:
    with pytest.raises(NoDefaultIndex):
        default_index_url(machine)


def test_the_last_resort_is_the_constant_of_an_installed_pip(
    machine: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.undo()
    machine["PIP_CONFIG_FILE"] = "/dev/null"
    pip_index = pytest.importorskip("pip._internal.models.index")
    assert default_index_url(machine) == pip_index.PyPI.simple_url.rstrip("/")
