"""The OpenAPI document holds for whatever is asked: no server error, and no answer that it does not describe."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.served_index import served_index
from tests.support.servers import Application, running_application
from tests.support.whole_application import TORCH_FILES
from webui.api.operations import OPERATIONS

SECONDS = 30
CHECKS = "not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance"

HOOKS = """\
import schemathesis

@schemathesis.serializer("application/toml")
def as_text(context, value):
    return value if isinstance(value, bytes) else str(value).encode("utf-8", "replace")
"""


@pytest.fixture(scope="module")
def application(examples_database: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Application]:
    unlimited = dict.fromkeys(
        (f"WHICHWHEEL_{what}_PER_MINUTE" for what in ("SUBMISSIONS", "PARSED_TEXTS", "RENDERED_PAGES")), "0"
    )
    folder = tmp_path_factory.mktemp("application")
    with (
        served_index(list(TORCH_FILES)) as index,
        running_application(
            folder,
            index.url,
            database=examples_database,
            WHICHWHEEL_QUEUE_LIMIT="0",
            WHICHWHEEL_WORKERS="1",
            **unlimited,
        ) as running,
    ):
        yield running


@pytest.mark.slow
def test_no_server_error_and_no_undocumented_answer(application: Application, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "schemathesis.cli", "run", f"{application.url}/api/v1/openapi.json"]
    options = ["--phases=examples,fuzzing", f"--checks={CHECKS}", f"--max-time={SECONDS}", "--max-examples=40"]
    options += ["--seed=17", "--generation-database=none", "--request-timeout=60", "--no-color"]
    # A stream and a wait take their time by design; their own tests ask them.
    options += ["--exclude-path-regex=/(events|wait|verdict)$"]
    (tmp_path / "hooks.py").write_text(HOOKS)
    environment = {**os.environ, "SCHEMATHESIS_HOOKS": "hooks", "PYTHONPATH": str(tmp_path)}
    ended = subprocess.run([*command, *options], cwd=tmp_path, env=environment, capture_output=True, text=True)
    assert ended.returncode == 0, ended.stdout[-6000:]
    number = len(OPERATIONS)
    assert f"{number - 3} selected / {number} total" in ended.stdout
