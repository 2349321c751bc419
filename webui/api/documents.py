"""The stored shapes of the API."""

from __future__ import annotations

from typing import Annotated, TypedDict

from msgspec import Meta

from resolver_core import says


class DeliveryTryEntry(TypedDict):
    """One try to deliver."""

    at: Annotated[str, Meta(extra_json_schema={"format": "date-time"}), says("when")]
    status: Annotated[int | None, says("what the receiver answered; `null`: nothing")]
    error: Annotated[str, says('why it was not taken; "" where it was')]
