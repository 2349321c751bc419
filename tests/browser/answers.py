"""Answers that the browser tests and the screenshots look at, asked over the API."""

from __future__ import annotations

import json
import urllib.request
from typing import Any

from tests.support.asking import read
from tests.support.large_project import LARGE
from tests.support.servers import until
from tests.support.whole_application import TORCH
from tests.support.workspace import WORKSPACE
from webui.resolutions.asking.examples import EXAMPLES

FURTHER = ("3.10/x86_64-unknown-linux-gnu", "3.12/aarch64-apple-darwin", "3.9/x86_64-pc-windows-msvc")


def a_lock(index_url: str) -> str:
    """A uv.lock of the torch project that holds an older torch."""
    return f"""\
version = 1
requires-python = ">=3.8"

[[package]]
name = "old-python"
version = "0.1.0"
source = {{ virtual = "." }}
dependencies = [{{ name = "torch" }}]

[[package]]
name = "torch"
version = "2.4.1"
source = {{ registry = "{index_url}" }}
"""


def ask(url: str, **question: Any) -> str:
    """Ask, wait for the answers and their reasons, and return the permalink."""
    body, headers = json.dumps({"python": "3.8", **question}).encode(), {"Content-Type": "application/json"}
    request = urllib.request.Request(f"{url}/api/v1/resolutions", body, headers)
    with urllib.request.urlopen(request) as response:
        accepted = json.load(response)
    until(lambda: is_explained(accepted["url"]), f"the answers and their reasons at {accepted['url']}")
    return str(accepted["page"])


def compare_own_uv(page: str, output: str) -> str:
    """Have an output of uv compared with an answer, wait, and return the page of the comparison."""
    address = page.replace("/r/", "/api/v1/resolutions/") + "/own-uv"
    body, headers = json.dumps({"output": output}).encode(), {"Content-Type": "application/json"}
    with urllib.request.urlopen(urllib.request.Request(address, body, headers)) as response:
        accepted = json.load(response)
    until(lambda: read(accepted["url"])["state"] in ("done", "failed"), f"the comparison at {accepted['url']}")
    return str(accepted["page"])


def is_explained(address: str) -> bool:
    """Whether the answers and their reasons are there."""
    answer = read(address)
    explaining = answer["solves"].get("explanation", {}).get("state", "queued")
    return answer["state"] != "running" and explaining not in ("queued", "running")


def all_pages(url: str, index_url: str) -> dict[str, str]:
    """The address of every kind of page, by name."""
    torch, large = ask(url, text=TORCH), ask(url, text=LARGE)
    workspace = ask(url, files=WORKSPACE)
    lock = a_lock(index_url)
    several = ask(url, text=TORCH, targets=list(FURTHER), lock=lock, compare_lock=True)
    unsatisfiable = ask(url, text=TORCH.replace('"torch"', '"torch>=9"'))
    trouble = ask(url, text=TORCH, index_url="http://127.0.0.1:9/simple")
    before, after = (page.rpartition("/")[2] for page in (torch, several))
    examples = {one.slug: f"{url}/r/{one.permalink_id}" for one in EXAMPLES}
    no_wheel = examples["no-wheel-for-this-python"]
    return {
        **{f"example-{slug}": address for slug, address in examples.items()},
        "ladder": f"{no_wheel}/p/torch",
        "experiment": f"{no_wheel}/experiment/divergences.0.0.0",
        "paste": url,
        "example": f"{url}/?example=no-wheel-for-this-python",
        "changed": f"{url}/?from={after}",
        "files": f"{url}/?from={workspace.rpartition('/')[2]}",
        "files-input": f"{workspace}?view=input",
        "result": torch,
        "filtered": f"{torch}?show=all&sort=name&q=t",
        "packages": f"{torch}?view=packages",
        "graph": f"{torch}?view=graph",
        "trace": f"{torch}?view=trace",
        "input": f"{torch}?view=input",
        "record": f"{torch}?view=record",
        "project": f"{torch}/p/torch",
        "own-uv": compare_own_uv(torch, lock),
        "targets": several,
        "one-target": f"{several}?view=differences&target=2",
        "lock": f"{several}?view=lock",
        "large": large,
        "large-graph": f"{large}?view=graph",
        "large-graph-whole": f"{large}?view=graph&scope=whole",
        "large-trace": f"{large}?view=trace&kind=decisions",
        "large-project": f"{large}/p/layer-0-5",
        "pair": f"{url}/c/{before}..{after}",
        "unsatisfiable": unsatisfiable,
        "index-trouble": trouble,
        "not-found": f"{url}/nowhere",
    }
