"""A PostgreSQL of our own: a new cluster in a temporary folder, on a free loopback port, gone at the end.

    python -m tests.support.postgresql share         what may come out otherwise on another database (in the gate)
    python -m tests.support.postgresql all [TEST...] all tests of the web, or some

PostgreSQL refuses to run as root: then Debian's user `postgres` runs it. The cluster sorts as people do, unlike SQLite,
which sorts by code points: so a page that depends on how a database sorts is found.
"""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.support.servers import accepts, free_port, until

SHARE = [
    "tests/web/api/test_keys.py",
    "tests/web/api/test_v1.py",
    "tests/web/hosting",
    "tests/web/resolutions/test_paste.py",
    "tests/web/resolutions/showing/test_stored_pages.py",
    "tests/web/resolutions/working/test_budgets.py",
    "tests/web/resolutions/working/test_found_reasons.py",
    "tests/web/resolutions/working/test_leases.py",
    "tests/web/resolutions/working/test_permalinks.py",
    "tests/web/resolutions/working/test_progress.py",
    "tests/web/resolutions/working/test_questions.py",
    "tests/web/resolutions/working/test_queue.py",
    "tests/web/resolutions/working/test_retention.py",
    "tests/web/resolutions/working/test_tasks.py",
    "tests/web/test_database_locks.py",
    "tests/web/test_hostile_characters.py",
    "tests/web/test_insisting.py",
    "tests/web/test_prepared_rows.py",
    "--deselect=tests/web/hosting/test_archive.py::test_pages_are_the_same_bytes_after_a_restore_on_the_other_database",
]
"""Models, migrations, leases, budgets, storage and the API; what starts its own databases is left out."""
USER = "postgres"
NAME = "whichwheel"
_ONLY_FOR_TESTS = ("fsync=off", "full_page_writes=off", "max_connections=300")


@dataclass
class Server:
    """A cluster, whether its server runs or not."""

    folder: Path
    port: int
    programs: Path
    processes: list[subprocess.Popen[bytes]] = field(default_factory=list)

    @property
    def url(self) -> str:
        """The `DATABASE_URL` of its database."""
        return self.database_url(NAME)

    def database_url(self, name: str) -> str:
        """The `DATABASE_URL` of one of its databases."""
        return f"postgresql://{_user()}@127.0.0.1:{self.port}/{name}"

    def create(self, name: str) -> str:
        """A new, empty database; its URL."""
        options = ["--host", "127.0.0.1", "--port", str(self.port), "--username", _user()]
        subprocess.run([self.programs / "createdb", *options, name], check=True)
        return self.database_url(name)

    def start(self) -> None:
        """Start the server, and wait until it takes connections; after a kill it first repairs its files."""
        options = ["-p", str(self.port), "-c", "listen_addresses=127.0.0.1", "-k", str(self.folder)]
        settings = [word for setting in _ONLY_FOR_TESTS for word in ("-c", setting)]
        with (self.folder / "log").open("ab") as log:
            command = [self.programs / "postgres", "-D", self.folder / "data", *options, *settings]
            process = subprocess.Popen(
                command, cwd=self.folder, stdout=log, stderr=log, start_new_session=True, **_as_user()
            )
        self.processes.append(process)
        asked = [self.programs / "pg_isready", "--quiet", "--host", "127.0.0.1", "--port", str(self.port)]
        until(lambda: accepts(self.port) and subprocess.run(asked).returncode == 0, "PostgreSQL")

    def kill(self) -> None:
        """SIGKILL to the server and all its processes."""
        with suppress(ProcessLookupError):
            os.killpg(self.processes[-1].pid, signal.SIGKILL)
        self._wait_for_children()

    def stop(self) -> None:
        """End it: clients are cut off."""
        if self.processes and self.processes[-1].poll() is None:
            self.processes[-1].send_signal(signal.SIGINT)
        self._wait_for_children()

    def _wait_for_children(self) -> None:
        if self.processes:
            self.processes[-1].wait(timeout=60)


def missing() -> str:
    """Why there can be no PostgreSQL here; "" where there can."""
    if _programs() is None:
        return "PostgreSQL is not installed: run ./scripts/setup test"
    try:
        pwd.getpwnam(_user())
    except KeyError:
        return f"there is no user {USER} to run PostgreSQL as"
    return ""


def require() -> None:
    """Skip the test where PostgreSQL is not installed; in continuous integration it has to be."""
    if reason := missing():
        pytest.fail(reason) if os.environ.get("CI") else pytest.skip(reason)


@contextmanager
def running_postgresql() -> Iterator[Server]:
    """A server with an empty database."""
    programs = _programs()
    assert programs is not None, missing()
    folder = Path(tempfile.mkdtemp(prefix="whichwheel-postgresql-"))
    server = Server(folder, free_port(), programs)
    try:
        if os.geteuid() == 0:
            shutil.chown(folder, USER)
        language = ["--encoding=UTF8", "--locale=C.UTF-8", "--locale-provider=icu", "--icu-locale=en-US"]
        made = ["--pgdata", str(folder / "data"), "--auth=trust", "--no-sync", f"--username={_user()}"]
        initialised = subprocess.run(
            [programs / "initdb", *made, *language], cwd=folder, capture_output=True, text=True, **_as_user()
        )
        assert initialised.returncode == 0, initialised.stderr
        server.start()
        server.create(NAME)
        yield server
    finally:
        server.stop()
        shutil.rmtree(folder, ignore_errors=True)


def _programs() -> Path | None:
    found = shutil.which("initdb")
    folders = [Path(found).resolve().parent] if found else []
    folders += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    return next((folder for folder in folders if (folder / "postgres").is_file()), None)


def _user() -> str:
    return USER if os.geteuid() == 0 else pwd.getpwuid(os.geteuid()).pw_name


def _as_user() -> dict[str, object]:
    if os.geteuid() != 0:
        return {}
    entry = pwd.getpwnam(USER)
    return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}


def main(words: list[str]) -> int:
    """Run tests of the web with a PostgreSQL of their own; the exit status of pytest."""
    if not words or words[0] not in ("share", "all"):
        print(__doc__, file=sys.stderr)
        return 2
    if reason := missing():
        print(f"skipped on PostgreSQL: {reason}", file=sys.stderr)
        return 1 if os.environ.get("CI") else 0
    chosen = words[1:] or (SHARE if words[0] == "share" else ["tests/web"])
    with running_postgresql() as server:
        # Each test has its own connections: none may be kept when its database goes.
        environment = {**os.environ, "DATABASE_URL": server.url, "WHICHWHEEL_DATABASE_CONNECTIONS": "0"}
        return subprocess.run([sys.executable, "-m", "pytest", "-n", "2", *chosen], env=environment).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
