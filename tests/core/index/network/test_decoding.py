"""Bodies are decompressed piece by piece and counted on the way."""

from __future__ import annotations

import asyncio
import gzip
import random
import tracemalloc
import zlib

import pytest

from resolver_core.errors import BudgetExceeded
from resolver_core.index import limits
from resolver_core.index.base import FetchError
from resolver_core.index.network.budget import IndexBudget
from resolver_core.index.network.client import GuardedClient
from resolver_core.index.network.decoding import PIECE_BYTES, Decoder, UndecodableBody
from tests.support.hostile_index import bomb, hostile_index

DATA = b"".join(random.Random(1).randbytes(3) * 40 for _ in range(9_000))


def zipped(data: bytes, level: int = 9) -> bytes:
    """Without the time of now: it would be part of the names of tests."""
    return gzip.compress(data, level, mtime=0)


def decoded(encoding: str, body: bytes, size: int = 1000) -> bytes:
    decoder = Decoder(encoding)
    pieces = [piece for at in range(0, len(body), size) for piece in decoder.feed(body[at : at + size])]
    decoder.end()
    assert all(0 < len(piece) <= PIECE_BYTES for piece in pieces)
    return b"".join(pieces)


@pytest.mark.parametrize("size", [1, 7, 1000, 10_000_000])
@pytest.mark.parametrize(
    ("encoding", "body"),
    [
        ("", DATA),
        ("identity", DATA),
        ("gzip", zipped(DATA)),
        ("X-GZIP ", zipped(DATA[:5]) + zipped(DATA[5:])),
        ("deflate", zlib.compress(DATA)),
        ("gzip", zipped(DATA, 0)),
    ],
)
def test_what_servers_send(encoding: str, body: bytes, size: int) -> None:
    assert decoded(encoding, body[: 300_000 if size == 1 and not encoding else None], size) in (DATA, DATA[:300_000])


def test_an_empty_body_is_empty_in_any_encoding() -> None:
    assert decoded("gzip", b"") == decoded("", b"") == b""


@pytest.mark.parametrize(
    ("encoding", "body"), [("gzip", zipped(DATA)[:-9]), ("gzip", b"no gzip"), ("gzip", zipped(DATA)[:5])]
)
def test_what_is_not_what_it_claims(encoding: str, body: bytes) -> None:
    with pytest.raises(UndecodableBody):
        decoded(encoding, body)


@pytest.mark.parametrize("encoding", ["br", "zstd", "gzip, gzip", "x" * 1000])
def test_encodings_that_were_not_asked_for(encoding: str) -> None:
    with pytest.raises(UndecodableBody, match="not asked for"):
        Decoder(encoding)


def test_a_thousandfold_piece_comes_in_small_pieces() -> None:
    assert len(decoded("gzip", zipped(bytes(50_000_000)), 65536)) == 50_000_000


def test_many_bombs_at_once_stay_small() -> None:
    """16 pages of 120 MB each took 1.8 GB."""

    async def run(base: str) -> list[object]:
        async with GuardedClient(["127.0.0.0/8"]) as client:
            urls = (f"{base}/p{number}/" for number in range(16))
            asked = (client.get(url, limit_bytes=limits.PAGE_BYTES) for url in urls)
            return list(await asyncio.gather(*asked, return_exceptions=True))

    with hostile_index() as index:
        bomb(120)
        asyncio.run(run(index.url("good")))
        tracemalloc.start()
        outcomes = asyncio.run(run(index.url("bomb-120")))
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
    assert all(isinstance(outcome, FetchError) and "is larger than" in outcome.detail for outcome in outcomes)
    assert peak < (limits.LARGE_BODIES + 1) * 2 * limits.PAGE_BYTES + 16 * 4 * limits.SMALL_BODY_BYTES


def test_all_answers_together_are_counted_decompressed() -> None:
    async def run(base: str) -> None:
        budget = IndexBudget(bytes=25_000_000)
        async with GuardedClient(["127.0.0.0/8"], budget=budget) as client:
            for number in range(3):
                await client.get(f"{base}/p{number}/")

    with hostile_index() as index, pytest.raises(BudgetExceeded) as caught:
        asyncio.run(run(index.url("bomb-10")))
    assert str(caught.value) == "stopped after 25,000,000 bytes from indexes"
