"""The composition root: settings become an index and its store. Nobody else builds one."""

from __future__ import annotations

from contextlib import AbstractContextManager

from django.conf import settings

from resolver_core import DiskStore, HttpIndex, RedisStore, default_index_url
from resolver_core import open_index as open_core_index


def open_index(*, refresh: bool) -> AbstractContextManager[HttpIndex]:
    """The index every solve reads; it keeps what it read in Redis where there is one, else on disk."""
    store = RedisStore(settings.REDIS_URL) if settings.REDIS_URL else DiskStore(settings.DATA_DIR / "index")
    return open_core_index(store=store, allow_networks=settings.ALLOW_NETWORKS, refresh=refresh)


def default_index() -> str:
    """The index that is asked where neither the text nor the options name one."""
    return settings.DEFAULT_INDEX or default_index_url()
