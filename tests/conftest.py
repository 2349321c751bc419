"""What every test shares: Hypothesis without a clock, seeds that are fixed in the gate, a database that is a file."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests.support.postgresql import Server, require, running_postgresql
from tests.support.seeds import EXPLORE, MORE, exploring_from
from tests.support.servers import until
from tests.support.shared import REPOSITORY

# No deadline in either profile, and no complaint about slow data: both say something about the machine alone.
settings.register_profile(
    "gate", deadline=None, derandomize=True, database=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile(
    "explore", settings.get_profile("gate"), derandomize=False, max_examples=100 * MORE, print_blob=True
)
settings.load_profile("gate" if exploring_from() is None else "explore")


def pytest_report_header() -> str:
    """Say which seeds the random tests use, so that a run can be repeated."""
    free = exploring_from()
    return "seeds: fixed" if free is None else f"seeds: from {free} (repeat with {EXPLORE}={free})"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Property tests are random tests; those that draw from seeds of their own say so themselves."""
    for item in items:
        if getattr(getattr(item, "obj", None), "is_hypothesis_test", False):
            item.add_marker(pytest.mark.random)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> None:
    """The test database is a file with a write-ahead log, as in production, or one of PostgreSQL's.

    Each worker has its own.
    """
    from django.db import connections

    if connections["default"].vendor == "postgresql":
        request.getfixturevalue("django_db_modify_db_settings_parallel_suffix")
        return
    path = tmp_path_factory.mktemp("database") / "test.sqlite3"
    connections["default"].settings_dict["TEST"]["NAME"] = str(path)


@pytest.fixture(scope="session")
def examples_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database file with the recorded examples in it, made once in a run, whichever worker asks first. Copy it."""
    folder = tmp_path_factory.getbasetemp()
    folder = folder.parent if "PYTEST_XDIST_WORKER" in os.environ else folder
    made = folder / "examples.sqlite3"
    try:
        (folder / "examples").mkdir()
    except FileExistsError:
        until(made.exists, "another worker to load the examples")
        return made
    environment = {**os.environ, "WHICHWHEEL_DATA_DIR": str(folder / "examples"), "REDIS_URL": "", "DATABASE_URL": ""}
    for command in (("migrate", "--no-input", "--verbosity", "0"), ("load_examples",)):
        subprocess.run([sys.executable, "manage.py", *command], cwd=REPOSITORY, env=environment, check=True)
    return (folder / "examples" / "whichwheel.sqlite3").rename(made)


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[Server]:
    """A PostgreSQL of these tests, for those that start processes on it. Skipped where it is not installed."""
    require()
    with running_postgresql() as server:
        yield server
