"""A running instance, asked over its API: what it says in words, and who is not there."""

from __future__ import annotations

import pytest

from resolver_core import Instance, InstanceTrouble
from tests.support.servers import free_port


def test_nobody_there_is_said() -> None:
    with Instance(f"http://127.0.0.1:{free_port()}") as instance, pytest.raises(InstanceTrouble, match="no answer of"):
        instance.verdict({"text": "x"})
