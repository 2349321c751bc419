"""Bodies decompressed piece by piece, so that they can be counted before they fill the memory. No I/O."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from typing import Final

PIECE_BYTES: Final = 64 * 1024
"""How much is decompressed at once at most."""

ACCEPTED: Final = "gzip"
"""What is asked for. Servers may also send `deflate`, which the same library reads, or nothing of the kind."""

_WINDOWS = {"gzip": 16 + zlib.MAX_WBITS, "x-gzip": 16 + zlib.MAX_WBITS, "deflate": zlib.MAX_WBITS}


class UndecodableBody(Exception):
    """A body in an encoding that was not asked for, or not in the encoding that it claims."""


class Decoder:
    """Decodes one body of a content encoding (RFC 9110, section 8.4). Raises `UndecodableBody`."""

    def __init__(self, encoding: str) -> None:
        name = encoding.strip().lower()
        if name not in ("", "identity", *_WINDOWS):
            raise UndecodableBody(f"content encoding {encoding[:40]!r}, which was not asked for")
        self._window = _WINDOWS.get(name)
        self._inflate = None if self._window is None else zlib.decompressobj(self._window)
        self._is_empty = True

    def feed(self, data: bytes) -> Iterator[bytes]:
        """What the next bytes decode to, in pieces of at most `PIECE_BYTES`."""
        if self._inflate is None or self._window is None:
            yield from (data[at : at + PIECE_BYTES] for at in range(0, len(data), PIECE_BYTES))
            return
        self._is_empty = self._is_empty and not data
        piece = b""
        while data or len(piece) == PIECE_BYTES:
            if self._inflate.eof and data:  # a gzip body may have several members
                self._inflate = zlib.decompressobj(self._window)
            try:
                piece = self._inflate.decompress(data, PIECE_BYTES)
            except zlib.error as error:
                raise UndecodableBody(f"not in the encoding that it claims: {error}") from None
            data = self._inflate.unused_data if self._inflate.eof else self._inflate.unconsumed_tail
            if piece:
                yield piece

    def end(self) -> None:
        """No more bytes come. Raises `UndecodableBody` where the body should have gone on."""
        if self._inflate is not None and not self._is_empty and not self._inflate.eof:
            raise UndecodableBody("the compressed body ends early")
