"""The small share of the questions, for the ordinary tests: an index of a few files, and the front of the examples."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from tests.golden.applications import served
from tests.golden.checkouts import Checkout
from tests.golden.collected import PartWriter
from tests.golden.command_lines import command_lines, written
from tests.golden.pages import EXAMPLES, MISTAKES
from tests.golden.visitor import API, Visitor
from tests.support.served_index import served_index
from tests.support.whole_application import TORCH, TORCH_FILES

HOST = "small-index.test"
LINUX, MACOS = "x86_64-unknown-linux-gnu", "aarch64-apple-darwin"
HOPELESS = TORCH.replace('"torch"', '"torch>=9"')
EXAMPLE = "example: "
"""How the names of answers begin that are too long to be kept whole."""


def ask_small(checkout: Checkout, writer: PartWriter) -> None:
    """Ask everything of the share."""
    with served_index(TORCH_FILES) as index:
        writer.stand_in_for_host(index.url, HOST)
        _ask_commands(checkout, writer, index.url)
        _see_pages(checkout, writer, index.url)


def _ask_commands(checkout: Checkout, writer: PartWriter, index_url: str) -> None:
    with TemporaryDirectory(prefix="golden-small-") as folder, command_lines(checkout, writer) as commands:
        writer.stand_in(folder, "(folder)")
        path, hopeless, mistaken = (
            written(Path(folder), name, text)
            for name, text in (("pyproject.toml", TORCH), ("hopeless.toml", HOPELESS), ("mistaken.toml", MISTAKES))
        )
        options = ["--index-url", index_url, "--python", "3.8", "--platform", LINUX, "--no-cache"]
        commands.ask("resolve", "resolve", path, *options, "--as-pip")
        commands.ask("resolve as text", "resolve", path, *options, form="text")
        commands.ask("explain", "explain", path, *options)
        commands.ask("explain as Markdown", "explain", path, *options, form="markdown")
        commands.ask("ladder", "explain", path, *options, "--ladder", "torch")
        commands.ask("why", "explain", path, *options, "--why", "torch", "--why-not", "torch==2.5.1")
        commands.ask("resolve without an answer", "resolve", hopeless, *options)
        commands.ask("explain without an answer", "explain", hopeless, *options, form="text")
        commands.ask("mistakes", "resolve", mistaken, *options)


def _see_pages(checkout: Checkout, writer: PartWriter, index_url: str) -> None:
    with served(checkout, index_url) as url:
        visitor = Visitor(url, writer)
        visitor.see("/", "paste page")
        visitor.send("/", {"text": MISTAKES}, "paste with mistakes")
        asked = {"text": TORCH, "python": "3.8", "exclude_newer": "2024-11-29", "targets": [f"3.10/{MACOS}"]}
        submission = visitor.paste("torch", asked)
        visitor.wait_for(submission)
        for view in ("differences", "targets", "packages", "graph", "trace", "input", "record"):
            visitor.see(f"/r/{submission}?view={view}", f"torch: {view}")
        visitor.see(f"/r/{submission}/p/torch", "torch: project")
        visitor.see(f"/r/{submission}/trace/universal.jsonl", "torch: trace as a file")
        visitor.see(f"/r/{submission}/export/single/pylock.toml", "torch: pylock.toml")
        visitor.see(f"/c/{submission}..example-{EXAMPLES[0]}", "pair")
        for slug in EXAMPLES:
            visitor.see(f"/r/example-{slug}", f"{EXAMPLE}{slug}")
            visitor.see(f"{API}/example-{slug}", f"{EXAMPLE}{slug}, API")
