"""Words of `preferences`."""

from __future__ import annotations

REASON = "The existing lock holds its version; without it the two modes agree."
