"""The services of compose.yaml as processes of this machine: their commands, with their environment.

What a container gives and a process has not is put in its place: host names are loopback ports, `/data` is a folder,
and the images of PostgreSQL and Redis are the programs that are installed here.
"""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg
import yaml
from psycopg import sql

from tests.support.postgresql import Server
from tests.support.servers import OURS, accepts, answers, free_port, program, until
from tests.support.shared import REPOSITORY

COMPOSE = REPOSITORY / "compose.yaml"
RESTART_SECONDS = 0.2
_VARIABLE = re.compile(r"\$\{(\w+)(?::([?-])([^}]*))?\}")


def services(variables: Mapping[str, str]) -> dict[str, Any]:
    """The services of the file, with its variables filled in. Raises KeyError for one that has to be set and is not."""

    def value(match: re.Match[str]) -> str:
        name, kind, rest = match.groups()
        return variables.get(name) or rest if kind == "-" else variables[name]

    text = "\n".join(line for line in COMPOSE.read_text().splitlines() if not line.lstrip().startswith("#"))
    found: dict[str, Any] = yaml.safe_load(_VARIABLE.sub(value, text))["services"]
    return found


@dataclass
class Process:
    """One process of a service, which can be killed and started again."""

    command: list[str]
    environment: dict[str, str]
    log: Path
    port: int = 0
    process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """Where it answers."""
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Start it in a process group of its own."""
        with self.log.open("ab") as output:
            self.process = subprocess.Popen(
                self.command, cwd=REPOSITORY, env=self.environment, stdout=output, stderr=output, start_new_session=True
            )

    def end(self, number: signal.Signals = signal.SIGKILL) -> None:
        """Send a signal to all of it, and wait until it has ended."""
        if self.process is not None and self.process.poll() is None:
            os.killpg(self.process.pid, number)
            self.process.wait(timeout=60)


@dataclass
class Composed:
    """A whole installation."""

    folder: Path
    described: dict[str, Any]
    database: Server
    more: Mapping[str, str]
    ports: dict[str, int] = field(default_factory=dict)
    processes: dict[str, Process] = field(default_factory=dict)
    over: threading.Event = field(default_factory=threading.Event)

    def start_all(self) -> None:
        """Two webs, two workers, a worker for checks, and what they need, in the order of `depends_on`."""
        self._make_database()
        for name in ("redis", "cache"):
            self.ports[name] = free_port()
            where = ["--port", str(self.ports[name]), "--bind", "127.0.0.1", "--dir", str(self._folder_of(name))]
            self._start(name, [program("redis-server"), *self._command(name)[1:], *where])
            until(lambda: accepts(self.ports[name]), name)  # noqa: B023
        for name in ("worker-1", "worker-2", "check-worker-1"):
            service = name.rpartition("-")[0]
            self._start(name, [*self._command(service), *self._name_of_its_own(service, name)])
        for name in ("web-1", "web-2"):
            self.processes[name] = self._web(name)
            self.processes[name].start()
        for name in ("web-1", "web-2"):
            until(lambda: answers(f"{self.processes[name].url}/readyz"), f"{name} in {self.folder}")  # noqa: B023

    def kill(self, name: str) -> None:
        """SIGKILL to one; what compose.yaml says of a restart is done."""
        if name == "postgres":
            self.database.kill()
            self.database.start()
        else:
            self.processes[name].end()

    def restart_what_ended(self) -> None:
        """As `restart: unless-stopped` says."""
        while not self.over.wait(RESTART_SECONDS):
            for name, process in list(self.processes.items()):
                service = self.described[name.rpartition("-")[0] or name]
                has_ended = process.process is not None and process.process.poll() is not None
                if has_ended and service.get("restart") == "unless-stopped" and not self.over.is_set():
                    process.start()

    def stop_all(self) -> None:
        """End every process."""
        self.over.set()
        for process in self.processes.values():
            process.end()

    def _make_database(self) -> None:
        wanted = self.described["postgres"]["environment"]
        with psycopg.connect(self.database.url, autocommit=True) as connection:
            role, name = sql.Identifier(wanted["POSTGRES_USER"]), sql.Identifier(f"{wanted['POSTGRES_DB']}_composed")
            connection.execute(sql.SQL("CREATE ROLE {} LOGIN").format(role))
            connection.execute(sql.SQL("CREATE DATABASE {} OWNER {}").format(name, role))

    def _start(self, name: str, command: list[str]) -> None:
        service = name.rpartition("-")[0] or name
        self.processes[name] = Process(command, self._environment(service, name), self.folder / f"{name}.log")
        self.processes[name].start()

    def _web(self, name: str) -> Process:
        port = free_port()
        command = ["127.0.0.1" if word == "0.0.0.0" else word for word in self._command("web")]
        command[command.index("--port") + 1] = str(port)
        return Process(command, self._environment("web", name), self.folder / f"{name}.log", port)

    def _command(self, service: str) -> list[str]:
        programs = {"python": [sys.executable], "celery": [sys.executable, "-m", "celery"]}
        first, *rest = map(str, self.described[service]["command"])
        return [*programs.get(first, [first]), *rest]

    def _name_of_its_own(self, service: str, name: str) -> list[str]:
        """Each container has a host name of its own; processes here share one."""
        return [] if "--hostname" in self.described[service]["command"] else ["--hostname", f"{name}@%h"]

    def _folder_of(self, name: str) -> Path:
        folder = self.folder / name
        folder.mkdir(exist_ok=True)
        return folder

    def _environment(self, service: str, name: str) -> dict[str, str]:
        hosts = {"postgres:5432/whichwheel": f"127.0.0.1:{self.database.port}/whichwheel_composed"}
        hosts |= {f"{host}:6379": f"127.0.0.1:{port}" for host, port in self.ports.items()}
        found = {key: str(value) for key, value in self.described[service].get("environment", {}).items()}
        for written, here in hosts.items():
            found = {key: value.replace(written, here) for key, value in found.items()}
        kept = {key: value for key, value in os.environ.items() if not key.startswith(OURS)}
        return {**kept, **found, **self.more, "WHICHWHEEL_DATA_DIR": str(self._folder_of(f"data-of-{name}"))}


@contextmanager
def composed(folder: Path, database: Server, **more: str) -> Iterator[Composed]:
    """The whole installation, running; `more` is set for each of its processes."""
    variables = {
        "SECRET_KEY": "only-for-tests" * 4,
        "POSTGRES_PASSWORD": "s3cret",
        "WHICHWHEEL_HOST": "whichwheel.test",
    }
    installation = Composed(folder, services(variables), database, more)
    try:
        installation.start_all()
        restarting = threading.Thread(target=installation.restart_what_ended, daemon=True)
        restarting.start()
        yield installation
        installation.over.set()
        restarting.join()
    finally:
        installation.stop_all()
