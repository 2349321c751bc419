"""The composition root: settings become an index and its store. Nobody else builds one."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import timedelta
from pathlib import Path

from django.conf import settings

from resolver_core import (
    DEFAULT_VOCABULARY,
    CoreError,
    DiskStore,
    HttpIndex,
    IndexBudget,
    OperatorCredentials,
    ProblemSyntaxError,
    RedisStore,
    Vocabulary,
    default_index_url,
    read_vocabulary,
    without_userinfo,
)
from resolver_core import open_index as open_core_index

log = logging.getLogger(__name__)


@contextmanager
def open_index(*, refresh: bool, budget: IndexBudget | None = None) -> Iterator[HttpIndex]:
    """The index of one solve, which spends from `budget`. What it reads is kept in Redis where there is one, else on
    disk.

    The operator's default index may stand at a private address; any other one needs `ALLOW_NETWORKS`. The operator's
    credentials are read anew each time and go nowhere but to the client.
    """
    with (
        closing(_store()) as store,
        open_core_index(
            store=store,
            allow_networks=settings.ALLOW_NETWORKS,
            own_index=_own_index(),
            refresh=refresh,
            credentials=OperatorCredentials.of_environment(os.environ),
            budget=budget,
        ) as index,
    ):
        yield index


def default_index() -> str:
    """The index that is asked where neither the text nor the options name one, without user and password.

    Raises `NoDefaultIndex`.
    """
    return without_userinfo(_own_index())


def vocabulary() -> Vocabulary:
    """The labels that a verdict on a report suggests: the operator's; our own where these cannot be read."""
    if not settings.LABELS_FILE:
        return DEFAULT_VOCABULARY
    try:
        return read_vocabulary(Path(settings.LABELS_FILE).read_text("utf-8"))
    except (OSError, UnicodeDecodeError, ProblemSyntaxError):
        log.exception("the labels in %s cannot be read", settings.LABELS_FILE)
        return DEFAULT_VOCABULARY


def has_operator_credentials() -> bool:
    """Whether an index may be asked with credentials of the operator; also where these cannot be read just now."""
    try:
        return bool(OperatorCredentials.of_environment(os.environ).with_index(_own_index()))
    except CoreError:
        return True


def _own_index() -> str:
    return settings.DEFAULT_INDEX or default_index_url()


def _store() -> DiskStore | RedisStore:
    # A store per solve: connections must not be shared by a worker's forks.
    if settings.CACHE_URL:
        return RedisStore(settings.CACHE_URL, lifetime=timedelta(days=settings.CACHE_DAYS))
    return DiskStore(settings.DATA_DIR / "index")
