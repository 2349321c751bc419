"""The MCP server, over stdio: `python -m webui.mcp --at URL`. Its tools ask a running instance over the API.

It needs the extra `mcp`. Every tool gives one JSON document; the same question on the same data gives the same one.
"""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable, Sequence
from typing import Any

from mcp.server.mcpserver import MCPServer
from mcp.server.mcpserver.exceptions import ToolError

from resolver_core import UV_VERSION, Instance, InstanceTrouble

Document = dict[str, Any]
INSTRUCTIONS = (
    f"Whichwheel resolves a pyproject.toml the way `uv pip install` and `uv lock` do (it emulates uv {UV_VERSION}; uv "
    "itself is not run) and, where it can, shows by experiment why the two differ. "
    "Begin with `compare`; its `id` is what the other tools ask about."
)


def server(url: str, token: str = "") -> MCPServer[Any]:
    """The server with its four tools."""
    found: MCPServer[Any] = MCPServer("whichwheel", instructions=INSTRUCTIONS)

    def asked(work: Callable[[Instance], Document]) -> Document:
        try:
            with Instance(url, token) as instance:
                return work(instance)
        except InstanceTrouble as error:
            raise ToolError(str(error)) from error

    @found.tool()
    def compare(text: str, python: str = "", platform: str = "", exclude_newer: str = "", lock: str = "") -> Document:
        """Solve a pyproject.toml in both modes: the verdict, what differs, the proven cause, and the permalink.

        python and platform name the target as uv does; exclude_newer is a date, which makes the answer repeatable.
        """
        options = {"python": python, "platform": platform, "exclude_newer": exclude_newer, "lock": lock}
        question = {"text": text, **{name: value for name, value in options.items() if value}}
        return asked(lambda instance: instance.verdict(question))

    @found.tool()
    def why(id: str, project: str) -> Document:
        """Say step by step why a project has its version in each mode, and why there are two versions of it."""
        return asked(lambda instance: instance.ask(id, "why", project))

    @found.tool()
    def why_not(id: str, project: str, version: str) -> Document:
        """Solve with another version of a project: the clash that it meets, or what else would move."""
        return asked(lambda instance: instance.ask(id, "why-not", f"{project}=={version}"))

    @found.tool()
    def explain_report(text: str) -> Document:
        """Judge a whole issue report in Markdown: solve its commands, and draft a reply."""
        return asked(lambda instance: instance.report(text))

    return found


def main(arguments: Sequence[str] | None = None) -> None:
    """Serve until the input ends."""
    parser = argparse.ArgumentParser(
        prog="python -m webui.mcp", description="The MCP server of Whichwheel, over stdio."
    )
    parser.add_argument("--at", metavar="URL", default=os.environ.get("WHICHWHEEL_URL", "http://127.0.0.1:8000"))
    chosen = parser.parse_args(arguments)
    server(chosen.at, os.environ.get("WHICHWHEEL_TOKEN", "")).run("stdio")


if __name__ == "__main__":
    main()
