"""The targets that a command line states, and what the environment says of them."""

from __future__ import annotations

import pytest

from resolver_core.cli.targets import MACOS_VARIABLE, stated_target


@pytest.mark.parametrize(("stated", "version"), [("14.2", "14.2"), ("", ""), ("13", ""), ("nonsense", "")])
def test_the_deployment_target_counts_as_for_uv(monkeypatch: pytest.MonkeyPatch, stated: str, version: str) -> None:
    monkeypatch.setenv(MACOS_VARIABLE, stated)
    assert stated_target("3.12", "macos").system_version == version
    assert stated_target("3.12", "x86_64-apple-darwin@12").system_version == "12"
    assert stated_target("3.12", "linux").system_version == ""


def test_without_the_variable_it_is_uvs_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(MACOS_VARIABLE, raising=False)
    assert stated_target("3.12", "macos").label == "Python 3.12 on macos"
