"""A Celery broker that needs no server: messages are files in a folder of the data directory.

kombu's file system transport, with its races closed: a message appears in the folder under its name only when it is
written to the end (POSIX `rename`), and the table of queues is read and written under one lock.
"""

from __future__ import annotations

import fcntl
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from kombu.transport import TRANSPORT_ALIASES, filesystem, virtual
from kombu.utils.encoding import str_to_bytes
from kombu.utils.json import dumps

SCHEME = "folder"


class Channel(filesystem.Channel):
    """Puts each message into the folder in one step."""

    def _put(self, queue: str, payload: Any, **kwargs: Any) -> None:  # type: ignore[override]
        folder = Path(self.data_folder_out)
        name = f"{time.time_ns():020d}-{uuid.uuid4()}"
        unfinished = folder / f"{name}.unfinished"
        unfinished.write_bytes(str_to_bytes(dumps(payload)))
        unfinished.rename(folder / f"{name}.{queue}.msg")

    def _queue_bind(self, exchange: str, routing_key: str, pattern: str, queue: str) -> None:
        with self._table_lock():
            super()._queue_bind(exchange, routing_key, pattern, queue)

    def get_table(self, exchange: str) -> Any:
        """The queues that are bound to an exchange."""
        with self._table_lock():
            return super().get_table(exchange)

    @contextmanager
    def _table_lock(self) -> Iterator[None]:
        with (self.control_folder / "lock").open("wb") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield


class Transport(filesystem.Transport):
    """`folder://`, with the options of `options()`."""

    Channel = Channel

    def __init__(self, client: Any, **kwargs: Any) -> None:
        super().__init__(client, **kwargs)
        self.state = virtual.BrokerState()  # of this folder; kombu's is of the whole process


TRANSPORT_ALIASES[SCHEME] = f"{__name__}:Transport"


def options(folder: Path) -> dict[str, Any]:
    """The transport options for messages in `folder`, which is made where it is missing.

    The folder is looked at fifty times a second: 10 ms until a message is picked up in the median.
    """
    places = {"data_folder_in": folder, "data_folder_out": folder, "control_folder": folder / "control"}
    for place in places.values():
        place.mkdir(parents=True, exist_ok=True)
    taken = folder / "taken"
    taken.mkdir(exist_ok=True)
    # On the same disk, so that a message is taken in one step, too; swept by `forget_taken`.
    kept = {"processed_folder": str(taken), "store_processed": True}
    return {name: str(place) for name, place in places.items()} | kept | {"polling_interval": 0.02}


def forget_taken(folder: Path) -> None:
    """Remove the messages that were taken: they say nothing that a row of the database does not."""
    for message in (folder / "taken").glob("*.msg"):
        message.unlink(missing_ok=True)
