"""A small in-process cache: the least recently used entries go when it is full."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from resolver_core.index.kept.bounded import BoundedCache


def test_the_least_recently_used_goes_first() -> None:
    cache: BoundedCache[str, int] = BoundedCache(2)
    cache.put("a", 1)
    cache.put("b", 2)
    assert cache.get("a") == 1
    cache.put("c", 3)
    assert [cache.get(key) for key in "abc"] == [1, None, 3]


def test_putting_again_replaces_and_counts_as_use() -> None:
    cache: BoundedCache[str, int] = BoundedCache(2)
    for key, value in (("a", 1), ("b", 2), ("a", 10), ("c", 3)):
        cache.put(key, value)
    assert [cache.get(key) for key in "abc"] == [10, None, 3]


def test_threads_share_it() -> None:
    cache: BoundedCache[int, int] = BoundedCache(50)

    def work(start: int) -> None:
        for number in range(start, start + 500):
            cache.put(number % 100, number)
            cache.get(number % 70)

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(work, range(8)))
    assert sum(cache.get(number) is not None for number in range(100)) == 50
