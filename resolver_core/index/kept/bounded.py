"""A small in-process cache: the least recently used entries go when it is full, by count or by weight."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable
from typing import Generic, TypeVar

Key = TypeVar("Key")
Value = TypeVar("Value")


class BoundedCache(Generic[Key, Value]):
    """At most `max_entries` values by key, of `max_weight` together; safe for several threads."""

    def __init__(self, max_entries: int, max_weight: int | None = None) -> None:
        self._max_entries = max_entries
        self._max_weight = max_weight
        self._weight = 0
        self._weights: dict[Key, int] = {}
        self._entries: OrderedDict[Key, Value] = OrderedDict()
        self._lock = threading.Lock()

    @property
    def bound(self) -> int:
        """How many values it holds at most."""
        return self._max_entries

    def __len__(self) -> int:
        return len(self._entries)

    def clear(self) -> None:
        """Forget everything."""
        with self._lock:
            self._entries.clear()
            self._weights.clear()
            self._weight = 0

    def get(self, key: Key) -> Value | None:
        """The value, or None."""
        with self._lock:
            value = self._entries.get(key)
            if value is not None:
                self._entries.move_to_end(key)
            return value

    def put(self, key: Key, value: Value, weight: int = 0) -> None:
        """Keep a value, in place of what was there. One that is heavier than all may be is not kept."""
        with self._lock:
            self._weight += weight - self._weights.get(key, 0)
            self._weights[key] = weight
            self._entries[key] = value
            self._entries.move_to_end(key)
            while self._is_too_full():
                oldest, _ = self._entries.popitem(last=False)
                self._weight -= self._weights.pop(oldest)

    def _is_too_full(self) -> bool:
        is_too_heavy = self._max_weight is not None and self._weight > self._max_weight
        return bool(self._entries) and (is_too_heavy or len(self._entries) > self._max_entries)


class ByIdentity(Generic[Key, Value]):
    """What was made of at most `max_entries` objects that live long, told apart by identity: hashing them is slow."""

    def __init__(self, make: Callable[[Key], Value], max_entries: int) -> None:
        self._make = make
        # With the object itself, so that no other can come to stand at its address.
        self.made = BoundedCache[int, tuple[Key, Value]](max_entries)

    def __call__(self, thing: Key) -> Value:
        """What is made of the object."""
        known = self.made.get(id(thing))
        if known is None:
            known = thing, self._make(thing)
            self.made.put(id(thing), known)
        return known[1]
