"""Small issue reports, and what is said of them on a small index."""

from __future__ import annotations

from resolver_core.index.base import Index
from resolver_core.index.kept.memory import DEFAULT_URL
from resolver_core.inputs.report.read import parse_report
from resolver_core.inputs.report.report import Report
from resolver_core.triage.triaging import triage
from resolver_core.triage.verdict import Verdict

STATED = "Python 3.12.4, Ubuntu 22.04, x86_64, uv 0.5.1. Opened on 2024-11-29.\n"


def a_report(
    *dependencies: str,
    requires_python: str = ">=3.8",
    transcript: str = "",
    stated: str = STATED,
    words: str = "uv does not do what I want here.",
    more: str = "",
) -> str:
    """A report with a project file, what was typed, and the circumstances."""
    listed = ", ".join(f'"{one}"' for one in dependencies)
    head = f'name = "x"\nversion = "1"\nrequires-python = "{requires_python}"\ndependencies = [{listed}]\n{more}'
    typed = f"```console\n{transcript}\n```\n\n" if transcript else ""
    return f"{words}\n\n```toml\n[project]\n{head}```\n\n{typed}{stated}"


def read(text: str) -> Report:
    """What is read of it."""
    return parse_report(text)


def judged(text: str, index: Index, budget: int = 60) -> Verdict:
    """The verdict on it."""
    return triage(text, index, DEFAULT_URL, budget=budget)
