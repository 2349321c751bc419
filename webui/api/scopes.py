"""What a token may."""

from __future__ import annotations

READ, WRITE = "read", "write"
