"""How many offered fixes are what they are said to be: `python -m tests.uv_check.measuring_fixes KIND [NAME]...`.

Each fix is applied, and the real uv locks it and says on the whole panel what it would install.
"""

from __future__ import annotations

import argparse
import json
import lzma
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import django

from resolver_core import (
    Explanation,
    Options,
    RecordingIndex,
    SnapshotIndex,
    explain,
    parse_problem,
    snapshot_from_json,
    target,
)
from tests.conformance.asking import loopback_index
from tests.conformance.explanations import asked as targets_of
from tests.conformance.projects import BASE_IN_FILES, command_line_settings, load_case
from tests.conformance.shared_programs import frozen_index
from tests.support import field_cases
from tests.support.shared import SHARED
from tests.uv_check.judging_fixes import Asked, Judged
from uv_check.running.releases import installed_uv

PROJECTS = SHARED / "frozen-index" / "projects"


def examples(names: list[str]) -> Iterator[tuple[Asked, Explanation]]:
    """The examples of the paste page, on the data that they come with."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "webui.settings")
    django.setup()
    from webui.resolutions.asking.asked import Asked as Submitted
    from webui.resolutions.asking.examples import EXAMPLES
    from webui.resolutions.working.example_recordings import path_of

    for example in EXAMPLES:
        if names and example.slug not in names:
            continue
        recording = json.loads(lzma.decompress(path_of(example).read_bytes()))
        submitted = Submitted.from_json(recording["text"], recording["options"])
        problem = submitted.problem(datetime.fromisoformat(recording["created_at"]))
        options, selection = submitted.options(recording["default_index"]), submitted.selection()
        snapshot, here = snapshot_from_json(recording["index_data"]), submitted.environment()
        found = explain(problem, [here], options, SnapshotIndex(snapshot), selection)
        yield Asked(example.slug, problem, options, here, selection, snapshot), found


def cases(names: list[str]) -> Iterator[tuple[Asked, Explanation]]:
    """The field cases, as they were recorded."""
    for path in sorted(field_cases.FOLDER.glob("*.json.xz")):
        slug = path.name.removesuffix(".json.xz")
        if names and slug not in names:
            continue
        case = field_cases.recorded(slug)
        yield asked_of_case(case), case.explained()


def asked_of_case(recorded: field_cases.Recorded) -> Asked:
    """The question of a recorded case."""
    case, snapshot = recorded.case, field_cases.snapshot_of(recorded.case.slug)
    return Asked(case.slug, case.problem, case.options(), case.target, case.selection, snapshot)


def projects(names: list[str]) -> Iterator[tuple[Asked, Explanation]]:
    """The projects of the frozen index, at every target and selection that uv was measured at."""
    for folder in sorted(path.parent for path in PROJECTS.glob("*/pyproject.toml")):
        if names and folder.name not in names:
            continue
        case = load_case(folder)
        text = (folder / "pyproject.toml").read_text("utf-8")
        with frozen_index(case.get("fail", [])) as base, loopback_index() as index:
            problem = parse_problem(text.replace(BASE_IN_FILES, base), filename="pyproject.toml")
            options = Options(f"{base}/simple", settings=command_line_settings(case))
            for name, python, platform, selection in targets_of(text, case):
                recording, here = RecordingIndex(index), target(python, platform)
                found = explain(problem, [here], options, recording, selection)
                snapshot = recording.snapshot()
                yield Asked(f"{folder.name} {name}", problem, options, here, selection, snapshot), found


KINDS = {"examples": examples, "cases": cases, "projects": projects}


@contextmanager
def _told(judged: Judged) -> Iterator[None]:
    before = len(judged.wrong)
    yield
    for fault in judged.wrong[before:]:
        print(f"  {fault[:1500]}", flush=True)


def main() -> int:
    """1 where a fix is not what it is said to be."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("kind", choices=KINDS)
    parser.add_argument("names", nargs="*", help="some of them (default: all)")
    parser.add_argument("--uv", metavar="PATH_OR_VERSION")
    parser.add_argument("--out", type=Path, help="also write what is wrong to this file")
    given = parser.parse_args()
    judged = Judged(installed_uv(given.uv))
    for asked, explanation in KINDS[given.kind](given.names):
        with _told(judged):
            judged.judge(asked, explanation)
        print(f"{asked.name}: {judged}", flush=True)
    if given.out:
        given.out.write_text("\n".join(judged.wrong) + "\n", "utf-8")
    print(judged)
    return int(judged.counts["wrong"] > 0)


if __name__ == "__main__":
    sys.exit(main())
