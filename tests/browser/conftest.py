"""A real Chromium against the real application with its embedded workers, on an index of our own."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.support.served_index import ServedFile, ServedIndex, served_index
from tests.support.servers import Application, program, running_application

CHROMIUM_OPTIONS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip
UPLOADED = "2024-10-30T00:00:00Z"


def a_wheel(name: str, *requires: str) -> ServedFile:
    return ServedFile(f"{name}.whl", requires, requires_python=">=3.8", uploaded_at=UPLOADED)


# The reported case in small: the newest torch allows Python 3.8 and has no wheel for it.
TORCH_FILES = (
    a_wheel("torch-2.4.1-cp38-cp38-manylinux1_x86_64", "sympy", "triton==3.0.0"),
    a_wheel("torch-2.4.1-cp310-cp310-manylinux1_x86_64", "sympy", "triton==3.0.0"),
    a_wheel("torch-2.5.1-cp310-cp310-manylinux1_x86_64", "sympy", "triton==3.1.0"),
    a_wheel("torch-2.5.1-cp39-none-macosx_11_0_arm64", "sympy"),
    a_wheel("triton-3.0.0-py3-none-any"),
    a_wheel("triton-3.1.0-py3-none-any"),
    a_wheel("sympy-1.13.1-py3-none-any"),
)


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    return {"executable_path": program("chromium"), "args": list(CHROMIUM_OPTIONS)}


@pytest.fixture(scope="session")
def index() -> Iterator[ServedIndex]:
    with served_index(TORCH_FILES) as served:
        yield served


@pytest.fixture(scope="session")
def application(index: ServedIndex, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Application]:
    folder = tmp_path_factory.mktemp("application")
    with running_application(folder, index.url, WHICHWHEEL_SUBMISSIONS_PER_MINUTE="0") as running:
        yield running


@pytest.fixture(scope="session")
def base_url(application: Application) -> str:
    return application.url
