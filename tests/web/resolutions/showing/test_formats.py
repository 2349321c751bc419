"""Units, dates and lists as people read them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from webui.resolutions.showing import formats
from webui.resolutions.templatetags.page import breakable, filename

NOW = datetime(2026, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("value", "words"),
    [(0.004, "4 ms"), (0.21, "0.21 s"), (3.14, "3.1 s"), (42.4, "42 s"), (125, "2 min 5 s")],
)
def test_seconds(value: float, words: str) -> None:
    assert formats.seconds(value) == words


@pytest.mark.parametrize(
    ("value", "words"),
    [(0, "0 B"), (999, "999 B"), (2048, "2.0 kB"), (210_000, "210 kB"), (999_999, "1.0 MB"), (3_200_000_000, "3.2 GB")],
)
def test_size(value: int, words: str) -> None:
    assert formats.size(value) == words


@pytest.mark.parametrize(
    ("passed", "words"),
    [(5, "just now"), (60, "1 minute ago"), (7300, "2 hours ago"), (86400 * 400, "400 days ago"), (-5, "just now")],
)
def test_ago(passed: int, words: str) -> None:
    assert formats.ago(NOW - timedelta(seconds=passed), NOW) == words


@pytest.mark.parametrize(
    ("names", "words"),
    [("", ""), ("a", "a"), ("ab", "a and b"), ("abcde", "a, b, c, d and e"), ("abcdef", "a, b, c, d and 2 more")],
)
def test_listing(names: str, words: str) -> None:
    assert formats.listing(list(names)) == words


def test_count() -> None:
    assert [formats.count(n, "project") for n in (0, 1, 2, 1024)] == [
        "0 projects",
        "1 project",
        "2 projects",
        "1,024 projects",
    ]


def test_a_platform_without_words_keeps_its_name() -> None:
    assert formats.target("3.12", "wasm32-pyodide2024") == "Python 3.12, wasm32-pyodide2024"


def test_names_break_after_joints_only() -> None:
    assert breakable("nvidia-cublas_cu12") == "nvidia-<wbr>cublas_<wbr>cu12"
    assert breakable("1.2.3") == "1.2.3"
    assert breakable("<b>") == "&lt;b&gt;"


def test_the_tags_of_a_wheel_are_set_apart() -> None:
    shown = filename("triton-3.0.0-1-cp38-cp38-linux_x86_64.whl").replace("<wbr>", "")
    assert '<span class="stem">triton-3.0.0-</span>' in shown
    assert '<span class="tags">1-cp38-cp38-linux_x86_64</span>' in shown
    assert filename("a-1.0.tar.gz").replace("<wbr>", "") == "a-1.0.tar.gz"


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("macos@14.2", "macOS 14.2 arm64"),
        ("x86_64-apple-darwin@10.15", "macOS 10.15 x86_64"),
        ("linux@2.34", "Linux x86_64 (glibc 2.34)"),
        ("riscv64-unknown-linux@2.40", "riscv64-unknown-linux (glibc 2.40)"),
        ("aarch64-unknown-linux-musl@1.1", "Linux aarch64 (musl 1.1)"),
    ],
)
def test_the_version_of_a_system_is_said(name: str, words: str) -> None:
    assert formats.platform(name) == words
