"""Messages in a folder: each is taken once, in the order in which they were sent, and never half written."""

from __future__ import annotations

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import Empty

from kombu import Connection

from webui.workers import folder_transport


def connection(folder: Path) -> Connection:
    return Connection(f"{folder_transport.SCHEME}://", transport_options=folder_transport.options(folder))


def put(folder: Path, number: int) -> None:
    with connection(folder) as sender, sender.SimpleQueue("work") as queue:
        queue.put(number)


def take_all(folder: Path) -> list[int]:
    found: list[int] = []
    with connection(folder) as receiver, receiver.SimpleQueue("work") as queue:
        while True:
            try:
                message = queue.get(block=False)
            except Empty:
                return found
            found.append(message.payload)
            message.ack()


def test_messages_come_in_order_and_once(tmp_path: Path) -> None:
    for number in range(5):
        put(tmp_path, number)
    assert take_all(tmp_path) == [0, 1, 2, 3, 4]
    assert take_all(tmp_path) == []


def test_many_hands_take_each_message_once(tmp_path: Path) -> None:
    numbers = list(range(40))
    put(tmp_path, -1)  # the exchange's table is written once
    with ThreadPoolExecutor(8) as threads:
        sent = [threads.submit(put, tmp_path, number) for number in numbers]
        taken = [threads.submit(take_all, tmp_path) for _ in range(4)]
        for task in sent:
            task.result()
    found = [number for task in taken for number in task.result()] + take_all(tmp_path)
    assert Counter(found) == Counter([-1, *numbers])


def test_nothing_unfinished_is_taken(tmp_path: Path) -> None:
    put(tmp_path, 1)
    (message,) = tmp_path.glob("*.work.msg")
    message.rename(message.with_name(f"{message.name.partition('.')[0]}.unfinished"))
    assert take_all(tmp_path) == []


def test_what_was_taken_is_forgotten(tmp_path: Path) -> None:
    put(tmp_path, 1)
    take_all(tmp_path)
    assert list((tmp_path / "taken").iterdir())
    folder_transport.forget_taken(tmp_path)
    assert not list((tmp_path / "taken").iterdir())
