"""The composition root: settings become an index and its store. Nobody else builds one."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager

from django.conf import settings

from resolver_core import DiskStore, HttpIndex, RedisStore, default_index_url
from resolver_core import open_index as open_core_index


@contextmanager
def open_index(*, refresh: bool) -> Iterator[HttpIndex]:
    """The index of one solve. What it reads is kept in Redis where there is one, else on disk.

    The operator's default index may stand at a private address; any other one needs `ALLOW_NETWORKS`.
    """
    with (
        closing(_store()) as store,
        open_core_index(
            store=store, allow_networks=settings.ALLOW_NETWORKS, own_index=default_index(), refresh=refresh
        ) as index,
    ):
        yield index


def default_index() -> str:
    """The index that is asked where neither the text nor the options name one. Raises `NoDefaultIndex`."""
    return settings.DEFAULT_INDEX or default_index_url()


def _store() -> DiskStore | RedisStore:
    # A store per solve: connections must not be shared by a worker's forks.
    return RedisStore(settings.REDIS_URL) if settings.REDIS_URL else DiskStore(settings.DATA_DIR / "index")
