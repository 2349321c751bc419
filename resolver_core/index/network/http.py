"""`HttpIndex`: real indexes behind the synchronous `Index` protocol. Its event loop runs in a thread of its own."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Coroutine, Hashable, Iterable, Sequence
from concurrent.futures import Future, wait
from contextlib import suppress
from datetime import datetime, timedelta
from functools import partial
from types import TracebackType
from typing import Any, Protocol, Self, TypeVar, runtime_checkable

from packaging.utils import NormalizedName

from resolver_core import stopping
from resolver_core.index.base import Fetcher
from resolver_core.index.kept.store import MemoryStore, Store
from resolver_core.index.network.budget import IndexBudget
from resolver_core.index.network.credentials import Credentials, OperatorCredentials
from resolver_core.index.network.metadata_reader import MetadataReader
from resolver_core.index.network.page_reader import PAGE_LIFETIME, PageReader, now_utc
from resolver_core.index.records import Distribution, IndexLocation, MetadataAnswer, PageAnswer, ProjectPage

Answer = TypeVar("Answer")
Reading = Callable[[], Coroutine[Any, Any, Answer]]
Question = tuple[Hashable, Reading[Answer]]
"""What tells a question from others, and what reads its answer."""


@runtime_checkable
class _Closable(Protocol):
    async def aclose(self) -> None: ...


class HttpIndex:
    """Asks indexes over a `Fetcher` and keeps what it read in a `Store`.

    Make one per run: every question is asked once, and its answer holds for the life of the object (`refresh`
    only passes over what the store kept from before). Questions may come from several threads. `close` ends the
    thread and closes the fetcher; a question that is still open is cancelled. Whoever waits for an answer asks
    between short waits whether to go on (`stopping`). Raises `BudgetExceeded` where the budget is spent.
    """

    def __init__(
        self,
        fetcher: Fetcher,
        store: Store | None = None,
        *,
        page_lifetime: timedelta = PAGE_LIFETIME,
        refresh: bool = False,
        clock: Callable[[], datetime] = now_utc,
        operator: OperatorCredentials | None = None,
        budget: IndexBudget | None = None,
    ) -> None:
        kept: Store = MemoryStore() if store is None else store
        self._credentials = credentials = Credentials(operator)
        self._fetcher = fetcher
        self._budget = budget or IndexBudget()
        self._page_reader = PageReader(fetcher, kept, credentials, lifetime=page_lifetime, refresh=refresh, clock=clock)
        self._metadata_reader = MetadataReader(fetcher, kept, credentials, clock=clock)
        self._closing = threading.Event()
        self._asked: dict[Hashable, Future[Any]] = {}
        self._reading: set[asyncio.Task[Any]] = set()
        self._lock = threading.Lock()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._run, name="http-index", daemon=True)
        self._thread.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def used_operator_credentials(self) -> bool:
        """Whether anything that was asked for so far may have been read with the operator's credentials."""
        return self._credentials.used_operator

    def page(self, location: IndexLocation, project: NormalizedName) -> PageAnswer:
        """The project's page on one index; blocks until it was read."""
        return _waited_for(*self._begin([self._page_question(location, project)]))

    def metadata(self, distribution: Distribution) -> MetadataAnswer:
        """The core metadata of one file; blocks until they were read."""
        return _waited_for(*self._begin([self._metadata_question(distribution)]))

    def prefetch_pages(self, location: IndexLocation, projects: Iterable[NormalizedName]) -> None:
        """Begin to read pages."""
        self._begin([self._page_question(location, project) for project in projects])

    def prefetch_metadata(self, distributions: Iterable[Distribution]) -> None:
        """Begin to read metadata."""
        self._begin([self._metadata_question(distribution) for distribution in distributions])

    def close(self) -> None:
        """Cancel what is open, close the connections, end the thread. A second call does nothing."""
        if self._loop.is_closed():
            return
        self._closing.set()
        asyncio.run_coroutine_threadsafe(self._shut_down(), self._loop).result()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def _page_question(self, location: IndexLocation, project: NormalizedName) -> Question[PageAnswer]:
        return ("page", location.url, location.flat, project), lambda: self._read_page(location, project)

    def _metadata_question(self, distribution: Distribution) -> Question[MetadataAnswer]:
        return ("metadata", distribution.url, distribution.project), lambda: self._metadata_reader.read(distribution)

    def _begin(self, questions: Sequence[Question[Answer]]) -> list[Future[Answer]]:
        """The future of each answer. The thread that reads is woken once for all that nobody asked before."""
        fresh: list[tuple[Future[Answer], Reading[Answer]]] = []
        with self._lock:
            for key, read in questions:
                if key not in self._asked:
                    self._asked[key] = future = Future[Answer]()
                    fresh.append((future, read))
            if fresh:
                self._loop.call_soon_threadsafe(self._start, fresh)
            return [self._asked[key] for key, _ in questions]

    def _start(self, fresh: Sequence[tuple[Future[Answer], Reading[Answer]]]) -> None:
        for future, read in fresh:
            task = self._loop.create_task(self._limited(read()))
            self._reading.add(task)
            task.add_done_callback(partial(self._settle, future))

    def _settle(self, future: Future[Answer], task: asyncio.Task[Answer]) -> None:
        self._reading.discard(task)
        if task.cancelled():
            future.cancel()
        elif (error := task.exception()) is not None:
            future.set_exception(error)
        else:
            future.set_result(task.result())

    async def _limited(self, work: Coroutine[Any, Any, Answer]) -> Answer:
        """An answer serves whoever asks for it: only the end of the index ends the work on it."""
        with stopping.heeding_only(self._closing.is_set):
            return await work

    async def _read_page(self, location: IndexLocation, project: NormalizedName) -> PageAnswer:
        answer = await self._page_reader.read(location, project)
        if isinstance(answer, ProjectPage):
            self._budget.spend_files(len(answer.distributions) + len(answer.skipped))
        return answer

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        self._loop.run_forever()

    async def _shut_down(self) -> None:
        while others := [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]:
            for task in others:
                task.cancel()
            await asyncio.gather(*others, return_exceptions=True)
        if isinstance(self._fetcher, _Closable):
            with suppress(Exception):
                await self._fetcher.aclose()
        # Threads that still unpack a file notice `_closing` by themselves; nobody waits for them.


def _waited_for(future: Future[Answer]) -> Answer:
    """The answer; whoever waits for it may be cancelled or out of time."""
    while not future.done():
        stopping.check()
        wait([future], timeout=stopping.WAIT_SECONDS)
    return future.result()
