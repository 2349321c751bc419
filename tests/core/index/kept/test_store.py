from __future__ import annotations

import multiprocessing
import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from resolver_core.index.kept.redis_store import RedisStore
from resolver_core.index.kept.store import DiskStore, MemoryStore, Store, StoredBytes
from tests.support.servers import running_redis

TIME = datetime(2026, 2, 3, 4, 5, 6, 789000, UTC)


def kept(text: str) -> StoredBytes:
    return StoredBytes(text.encode(), TIME)


@pytest.fixture(params=["memory", "disk", pytest.param("redis", marks=pytest.mark.redis)])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    if request.param == "memory":
        yield MemoryStore()
    elif request.param == "disk":
        on_disk = DiskStore(tmp_path / "new" / "cache")
        yield on_disk
        on_disk.close()
    else:
        in_redis = RedisStore(request.getfixturevalue("redis_url"))
        yield in_redis
        in_redis.close()


@pytest.fixture(scope="module")
def redis_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with running_redis(tmp_path_factory.mktemp("redis")) as url:
        yield url


def test_what_was_put_is_found(store: Store) -> None:
    assert store.get("page:a") is None
    store.put("page:a", kept("one"))
    store.put("page:b", StoredBytes(bytes(range(256)), TIME))
    assert store.get("page:a") == kept("one")
    assert store.get("page:b") == StoredBytes(bytes(range(256)), TIME)
    store.put("page:a", kept("two"))
    assert store.get("page:a") == kept("two")


def test_memory_is_bounded_and_forgets_the_longest_unused() -> None:
    store = MemoryStore(max_bytes=10)
    for key in "ab":
        store.put(key, kept("1234"))
    store.get("a")
    store.put("c", kept("1234"))
    assert [key for key in "abc" if store.get(key)] == ["a", "c"]
    store.put("d", kept("x" * 11))
    assert store.get("d") is None


def test_the_disk_is_bounded(tmp_path: Path) -> None:
    store = DiskStore(tmp_path, max_bytes=3_000)
    for number in range(401):
        store.put(str(number), kept("x" * 100))
    found = [number for number in range(401) if store.get(str(number))]
    assert len(found) == 30
    assert found == list(range(371, 401))
    store.close()


def test_the_disk_outlives_the_object(tmp_path: Path) -> None:
    first = DiskStore(tmp_path)
    first.put("a", kept("one"))
    first.close()
    second = DiskStore(tmp_path)
    assert second.get("a") == kept("one")
    second.close()


def put_many(folder: Path, name: str) -> None:
    store = DiskStore(folder)
    for number in range(100):
        store.put(f"{name}:{number}", kept(name))
    store.close()


def test_processes_share_the_disk(tmp_path: Path) -> None:
    processes = [
        multiprocessing.get_context("spawn").Process(target=put_many, args=(tmp_path, name)) for name in ("a", "b")
    ]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    store = DiskStore(tmp_path)
    assert all(store.get(f"{name}:{number}") == kept(name) for name in ("a", "b") for number in range(100))
    store.close()


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork on this platform")
def test_a_forked_worker_has_a_connection_of_its_own(tmp_path: Path) -> None:
    store = DiskStore(tmp_path)
    store.put("a", kept("parent"))
    process = multiprocessing.get_context("fork").Process(target=store.put, args=("b", kept("child")))
    process.start()
    process.join()
    assert process.exitcode == 0
    assert store.get("a") == kept("parent")
    assert store.get("b") == kept("child")
    store.close()


def test_a_broken_disk_finds_nothing_and_raises_nothing(tmp_path: Path) -> None:
    store = DiskStore(tmp_path)
    store.close()
    store.put("a", kept("one"))
    assert store.get("a") is None


def test_a_redis_that_is_down_finds_nothing_and_is_left_alone_for_a_while() -> None:
    troubles: list[RedisStore] = []

    class Counting(RedisStore):
        def _rest(self) -> None:
            troubles.append(self)
            super()._rest()

    store = Counting("redis://127.0.0.1:1/0")
    for number in range(100):
        assert store.get(str(number)) is None
        store.put(str(number), kept("one"))
    assert len(troubles) == 1
    store.close()
