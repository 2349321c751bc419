"""The wheel in an environment of its own: the command line, the served application, and where each keeps its data."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.request import urlopen

import pytest

from tests.support.served_index import served_index
from tests.support.servers import PATIENCE_S, answers, free_port, running, until
from tests.support.shared import REPOSITORY, checked_out
from tests.support.whole_application import TORCH, TORCH_FILES

pytestmark = pytest.mark.slow

FOLDERS = ("templates", "static", "resolver_core", "uv_check", "webui")


@dataclass(frozen=True)
class Installed:
    """An environment with the wheel in it; what it depends on is lent by the environment of the tests."""

    folder: Path

    def program(self, name: str) -> str:
        return str(self.folder / "bin" / name)

    def environment(self, home: Path) -> dict[str, str]:
        """The variables of a user whose home is empty."""
        own = ("WHICHWHEEL_", "REDIS_", "XDG_", "PYTHON", "VIRTUAL_ENV", "UV_", "PIP_", "DJANGO_")
        kept = {name: value for name, value in os.environ.items() if not name.startswith(own)}
        return {**kept, "HOME": str(home)}


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with the source distribution and with the wheel built from it, from a copy of the checkout."""
    copy, out = tmp_path_factory.mktemp("checkout"), tmp_path_factory.mktemp("built")
    for path in checked_out():
        target = copy / path.relative_to(REPOSITORY)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(path.read_bytes())
    run([sys.executable, "-m", "build", "--no-isolation", "--outdir", str(out), str(copy)])
    return out


@pytest.fixture(scope="session")
def wheel(built: Path) -> Path:
    (found,) = built.glob("*.whl")
    return found


@pytest.fixture(scope="session")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Installed:
    folder = tmp_path_factory.mktemp("fresh") / "environment"
    run([sys.executable, "-m", "venv", "--without-pip", str(folder)])
    python = str(folder / "bin" / "python")
    run([sys.executable, "-m", "pip", "--python", python, "install", "--quiet", "--no-index", "--no-deps", str(wheel)])
    paths = sysconfig.get_paths(vars={"base": str(folder), "platbase": str(folder)})
    # A path in a .pth file is searched, but the .pth files in it are not read: the editable install stays out.
    (Path(paths["purelib"]) / "lent.pth").write_text(f"{sysconfig.get_paths()['purelib']}\n")
    return Installed(folder)


def run(command: list[str], **options: object) -> str:
    done = subprocess.run(command, capture_output=True, text=True, **options)  # type: ignore[call-overload]
    assert done.returncode == 0, done.stdout + done.stderr
    return str(done.stdout)


def test_everything_is_in_the_wheel(wheel: Path) -> None:
    """Each module, page, static file and recording, and nothing that only development needs."""
    names = set(zipfile.ZipFile(wheel).namelist())
    wanted = {path.relative_to(REPOSITORY).as_posix() for path in checked_out()}
    wanted = {name for name in wanted if name.startswith(tuple(f"{folder}/" for folder in FOLDERS))}
    pages = ("templates/", "static/")
    assert {f"webui/{name}" if name.startswith(pages) else name for name in wanted} <= names
    packages = {name.partition("/")[0].partition("-")[0] for name in names}
    assert packages == {"resolver_core", "uv_check", "webui", "whichwheel"}


def test_the_packages_come_from_the_wheel(installed: Installed, tmp_path: Path) -> None:
    code = "import resolver_core, webui; print(resolver_core.__file__); print(webui.__file__)"
    places = run([installed.program("python"), "-c", code], cwd=tmp_path, env=installed.environment(tmp_path))
    assert all(place.startswith(f"{installed.folder}/") for place in places.split())


def test_the_command_line(installed: Installed, tmp_path: Path) -> None:
    environment = installed.environment(tmp_path)
    assert run([installed.program("whichwheel"), "--help"], cwd=tmp_path, env=environment).startswith(
        "usage: whichwheel "
    )
    (tmp_path / "pyproject.toml").write_text(TORCH, "utf-8")
    with served_index(TORCH_FILES) as index:
        asked = ["resolve", "pyproject.toml", "--index-url", index.url, "--python", "3.8"]
        asked += ["--platform", "x86_64-unknown-linux-gnu"]
        said = run([installed.program("whichwheel"), *asked], cwd=tmp_path, env=environment)
    assert "2.4.1" in said
    assert "2.5.1" in said


@pytest.fixture
def served(installed: Installed, tmp_path: Path) -> Iterator[str]:
    port = free_port()
    command = [installed.program("whichwheel-serve"), "--port", str(port)]
    url = f"http://127.0.0.1:{port}"
    with running(command, tmp_path / "serve.log", installed.environment(tmp_path), cwd=tmp_path) as process:
        until(lambda: answers(url) or process.poll() is not None, f"whichwheel-serve ({tmp_path / 'serve.log'})")
        yield url


def test_the_served_application(served: str, tmp_path: Path) -> None:
    assert "Compare" in page(f"{served}/")
    assert "torch is" in page(f"{served}/r/example-no-wheel-for-this-python")
    assert "{" in page(f"{served}/static/css/site.css")
    data = tmp_path / ".local" / "share" / "whichwheel"
    assert {"whichwheel.sqlite3", "secret-key", "static"} <= {path.name for path in data.iterdir()}
    assert not (tmp_path / "var").exists()


def page(url: str) -> str:
    with urlopen(url, timeout=PATIENCE_S) as response:
        assert response.status == 200
        return str(response.read().decode())


# -- where the data are --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("files", "variables", "folder"),
    [
        (("manage.py",), {}, "root/var"),
        ((), {}, "home/.local/share/whichwheel"),
        ((), {"XDG_DATA_HOME": "{tmp}/data"}, "data/whichwheel"),
        (("manage.py",), {"WHICHWHEEL_DATA_DIR": "{tmp}/own"}, "own"),
    ],
)
def test_where_the_data_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, files: tuple[str, ...], variables: Mapping[str, str], folder: str
) -> None:
    from webui import environment_variables as environment

    for name in ("WHICHWHEEL_DATA_DIR", "XDG_DATA_HOME"):
        monkeypatch.delenv(name, raising=False)
    for name, value in {"HOME": "{tmp}/home", **variables}.items():
        monkeypatch.setenv(name, value.format(tmp=tmp_path))
    root = tmp_path / "root"
    root.mkdir()
    for name in files:
        (root / name).touch()
    assert environment.data_directory(root) == tmp_path / folder
