"""The tools that an MCP client is offered; tests/web/api/test_following.py runs them against a live instance."""

from __future__ import annotations

import asyncio

import pytest
from mcp.server.mcpserver.exceptions import ToolError

from webui.mcp import server

NOBODY = "http://127.0.0.1:9"
"""The discard port: nothing answers there."""
ARGUMENTS = {
    "compare": {"text": "[project]\n", "python": "3.12"},
    "why": {"id": "x", "project": "torch"},
    "why_not": {"id": "x", "project": "torch", "version": "2.0"},
    "explain_report": {"text": "## Bug"},
}


def test_there_are_four_tools() -> None:
    assert {tool.name for tool in asyncio.run(server(NOBODY).list_tools())} == ARGUMENTS.keys()


@pytest.mark.parametrize("name", ARGUMENTS)
def test_an_instance_out_of_reach_is_said(name: str) -> None:
    with pytest.raises(ToolError):
        asyncio.run(server(NOBODY).call_tool(name, ARGUMENTS[name]))
