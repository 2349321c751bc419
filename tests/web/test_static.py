"""What a browser has to load: little, and nothing from elsewhere."""

from __future__ import annotations

import gzip
import re
from importlib.resources import files

from tests.support.shared import REPOSITORY

MOST_SCRIPT_BYTES = 40 * 1024
OF_THE_GRAPH = "graph.js"
SCRIPTS = {path.name: path.read_bytes() for path in sorted((REPOSITORY / "static" / "js").glob("*.js"))}
STYLES = (REPOSITORY / "static" / "css" / "site.css").read_text("utf-8")


def test_all_scripts_together_are_small() -> None:
    htmx = files("django_htmx").joinpath("static", "django_htmx", "htmx-2.min.js").read_bytes()
    own = [text for name, text in SCRIPTS.items() if name != OF_THE_GRAPH]
    assert sum(len(gzip.compress(text)) for text in (htmx, *own)) <= MOST_SCRIPT_BYTES


def test_nothing_comes_from_elsewhere_and_nothing_is_evaluated() -> None:
    for name, text in SCRIPTS.items():
        assert not re.search(rb"https?://|\beval\(|new Function", text), name
    assert not re.search(r"url\(\s*['\"]?(?:https?:)?//", STYLES)


def test_nothing_moves_for_those_who_do_not_want_it() -> None:
    moving = re.findall(r"\b(?:animation|transition|scroll-behavior)\s*:\s*(?!none|auto)", STYLES)
    assert not moving or "prefers-reduced-motion" in STYLES
    for name, text in SCRIPTS.items():
        assert b"smooth" not in text, name
