"""What is asked about the shared scenarios: over the command line, and pasted into the web application."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tests.conformance.shared_programs import scenario_program
from tests.golden.applications import served
from tests.golden.checkouts import Checkout
from tests.golden.collected import PartWriter
from tests.golden.command_lines import CommandLines, command_lines, written
from tests.golden.visitor import Visitor
from tests.support.shared import SHARED

HOST = "scenarios.test"
AT_ONCE = 10  # pastes that wait for their answers
MOST_TARGETS = 8  # of one paste


@dataclass(frozen=True, slots=True)
class Scenario:
    """One scenario as it is asked: the project that uv locked, and the targets of all rows."""

    name: str
    text: str
    index_url: str
    targets: tuple[tuple[str, str], ...]  #: Python and platform, the scenario's own first


@contextmanager
def scenarios(writer: PartWriter) -> Iterator[list[Scenario]]:
    """All scenarios, served while the body runs."""
    server, questions = scenario_program("server"), scenario_program("run_uv")
    found = server.load_scenarios(SHARED / "scenarios" / "scenarios")
    with server.IndexServer(found) as running:
        writer.stand_in_for_host(running.base, HOST)
        yield [
            Scenario(one.name, questions.project_file(entry), running.url(one.name), _targets(entry))
            for one in found.values()
            for entry in [questions.questions(one)]
        ]


def _targets(entry: dict[str, Any]) -> tuple[tuple[str, str], ...]:
    return tuple(dict.fromkeys((row["python"], row["platform"]) for row in entry["single"]))


# -- over the command line ------------------------------------------------------------------------------


def ask_about_scenarios(checkout: Checkout, writer: PartWriter) -> None:
    """Ask both modes and the reasons of every scenario."""
    with (
        scenarios(writer) as found,
        TemporaryDirectory(prefix="golden-scenarios-") as folder,
        command_lines(checkout, writer) as commands,
    ):
        writer.stand_in(folder, "(folder)")
        for scenario in found:
            _ask(scenario, Path(folder), commands)


def _ask(scenario: Scenario, folder: Path, commands: CommandLines) -> None:
    here = folder / scenario.name
    here.mkdir()
    path = written(here, "pyproject.toml", scenario.text)
    common = [path, "--index-url", scenario.index_url, "--cache-dir", str(here / "cache")]
    for python, targets in groupby(sorted(scenario.targets), key=lambda target: target[0]):
        platforms = [part for _, name in targets for part in ("--platform", name)]
        commands.ask(
            f"{scenario.name}: resolve {python}", "resolve", *common, "--python", python, *platforms, "--as-pip"
        )
        commands.ask(f"{scenario.name}: explain {python}", "explain", *common, "--python", python, *platforms)
    python, platform = scenario.targets[0]
    home = [*common, "--python", python, "--platform", platform]
    commands.ask(f"{scenario.name}: resolve as text", "resolve", *home, form="text")
    commands.ask(f"{scenario.name}: explain as Markdown", "explain", *home, form="markdown")


# -- in the web application -----------------------------------------------------------------------------


def paste_scenarios(checkout: Checkout, writer: PartWriter) -> None:
    """Paste every scenario with all its targets; store its documents, its traces and its page."""
    with scenarios(writer) as found, served(checkout, found[0].index_url) as url:
        visitor = Visitor(url, writer)
        for first in range(0, len(found), AT_ONCE):
            asked = [(one.name, paste(one, visitor)) for one in found[first : first + AT_ONCE]]
            for name, submission in asked:
                see(name, submission, visitor)


def paste(scenario: Scenario, visitor: Visitor) -> str:
    """Put one scenario; the id of its permalink."""
    (python, platform), *further = scenario.targets
    question = {
        "text": scenario.text,
        "python": python,
        "platform": platform,
        "targets": [f"{python}/{platform}" for python, platform in further][: MOST_TARGETS - 1],
        "index_url": scenario.index_url,
    }
    response = visitor.post_to_api(json.dumps(question).encode(), f"{scenario.name}: asked")
    submission: str = json.loads(response.body)["id"]
    return visitor.called(submission, scenario.name)


def see(name: str, submission: str, visitor: Visitor) -> None:
    """Wait for the answers of one scenario, and store what is shown of them."""
    document = visitor.wait_for(submission)
    visitor.see(f"/api/v1/resolutions/{submission}", f"{name}: API")
    visitor.see(f"/r/{submission}", f"{name}: page")
    visitor.see(f"/r/{submission}?view=record", f"{name}: record")
    for label in document["solves"]:
        if label != "explanation":
            visitor.see(f"/r/{submission}/trace/{label}.jsonl", f"{name}: trace {label}")
