"""Hosts that stand for one that is not told."""

from __future__ import annotations

import pytest

from resolver_core.inputs.report.placeholders import is_placeholder, with_default_index


@pytest.mark.parametrize(
    "url",
    [
        "https://<ourindex>/simple",
        "https://{host}/simple",
        "https://$INDEX/simple",
        "https://index.example.com/simple",
        "https://example.org/s",
        "https://my-registry.com/simple",
        "https://***/simple",
        "https://your-index.internal/simple",
    ],
)
def test_placeholders(url: str) -> None:
    assert is_placeholder(url)


@pytest.mark.parametrize(
    "url",
    [
        "https://index.test/simple",
        "https://download.torch.test/whl/cpu",
        "https://myproject.test/simple",
        "https://10.0.0.1/simple",
    ],
)
def test_hosts(url: str) -> None:
    assert not is_placeholder(url)


def test_the_default_index_stands_in_their_place() -> None:
    text = '[[tool.uv.index]]\nurl = "https://<ours>/simple"\n[[tool.uv.index]]\nurl = "https://a.test/simple"\n'
    assert with_default_index(text, "https://index.test/simple") == text.replace(
        "https://<ours>/simple", "https://index.test/simple"
    )
