"""What is asked of the web application beside the scenarios: its recorded examples, and pastes of every kind."""

from __future__ import annotations

import json
from pathlib import Path

from tests.conformance.shared_programs import frozen_index
from tests.golden.applications import served
from tests.golden.checkouts import Checkout
from tests.golden.collected import PartWriter
from tests.golden.projects import BASE_IN_FILES, HOST, roots_of
from tests.golden.visitor import API, Fields, Visitor
from tests.support.shared import SHARED

EXAMPLES = (
    "no-wheel-for-this-python",
    "wheels-that-disagree",
    "a-file-out-of-reach",
    "two-accelerators",
    "a-fall-of-years",
)
NO_INDEX = "http://127.0.0.1:9/simple"  # nobody listens there: recorded examples ask no index

TORCH = "seed-9514-torch"
AS_OF = {"python": "3.8", "exclude_newer": "2024-11-29"}
"""The date and the Python of that case."""

MISTAKES = """\
[project]
name = "mistaken"
version = "1.0"
requires-python = ">= three"
dependencies = [
    "torch >> 2",
    "not a name!",
    "numpy; python_version is '3'",
]

[dependency-groups]
dev = [{ include-group = "missing" }]
"""
NO_SUCH_PROJECT = """\
[project]
name = "hopeful"
version = "1.0"
requires-python = ">=3.12"
dependencies = ["there-is-no-such-project", "torch<1"]
"""
LOCK = """\
version = 1
requires-python = ">=3.8"

[[package]]
name = "uv-torch-test"
version = "0.1.0"
source = { virtual = "." }
dependencies = [{ name = "torch" }]

[[package]]
name = "torch"
version = "2.4.0"
source = { registry = "INDEX" }
dependencies = [{ name = "sympy" }]

[[package]]
name = "sympy"
version = "1.13.3"
source = { registry = "INDEX" }
"""


# -- the recorded examples ------------------------------------------------------------------------------


def see_examples(checkout: Checkout, writer: PartWriter) -> None:
    """Every page of the five recorded examples, and questions about them."""
    with served(checkout, NO_INDEX) as url:
        visitor = Visitor(url, writer)
        for slug in EXAMPLES:
            visitor.see_all_of(f"example-{slug}", slug)
        for slug in EXAMPLES:
            visitor.see(f"/?example={slug}")
            visitor.see(f"/?from=example-{slug}")
        visitor.see(f"/c/example-{EXAMPLES[0]}..example-{EXAMPLES[1]}")
        for slug in EXAMPLES:
            ask_about_example(slug, visitor)


def ask_about_example(slug: str, visitor: Visitor) -> None:
    """Why, why not, and an experiment once more: about the first project that is explained."""
    submission = f"example-{slug}"
    explanation = visitor.document(submission)["explanation"]
    for place, entry in enumerate(explanation["failures"]):
        if entry["cause"]["experiments"]:
            repeat_experiment(submission, f"failures.{place}.0.0", slug, visitor)
    for place, entry in enumerate(explanation["divergences"]):
        if entry["root"] and entry["cause"] and entry["cause"]["experiments"]:
            repeat_experiment(submission, f"divergences.{place}.0.0", slug, visitor)
    for entry in list(roots_of(explanation))[:1]:
        name = entry["project"]
        visitor.ask(submission, f"{slug}: why {name}", {"kind": "why", "project": name})
        for side in ("single", "universal"):
            version = (entry.get(side) or {}).get("version")
            if version:
                asked = {"kind": "why-not", "project": name, "version": version}
                visitor.ask(submission, f"{slug}: why not {name} {version} of {side}", asked)


def repeat_experiment(submission: str, place: str, slug: str, visitor: Visitor) -> None:
    """Solve one experiment again, and see its page with the answer."""
    visitor.ask(submission, f"{slug}: experiment {place} again", {"kind": "experiment", "place": place})
    visitor.see(f"/r/{submission}/experiment/{place}", f"{slug}: experiment {place} with its answer")


# -- pastes ---------------------------------------------------------------------------------------------


def see_pastes(checkout: Checkout, writer: PartWriter) -> None:
    """The paste page, its mistakes, reports, and pastes that are solved on the frozen index."""
    with frozen_index(()) as base, served(checkout, f"{base}/simple") as url:
        writer.stand_in_for_host(base, HOST)
        visitor = Visitor(url, writer)
        see_forms(visitor)
        see_reports(visitor)
        see_solved(visitor, base)
        see_api(visitor)


def see_forms(visitor: Visitor) -> None:
    """The form alone, and with what can be wrong in it; addresses that lead nowhere."""
    visitor.see("/")
    visitor.send("/", {"text": MISTAKES}, "paste with mistakes")
    visitor.send("/", {"text": ""}, "paste of nothing")
    wrong: Fields = {
        "python": "2.x",
        "platform": "amiga",
        "exclude_newer": "yesterday",
        "index_url": "ftp://index.test",
        "extra_index_urls": "http://user:word@index.test/simple",
        "targets": ["3.12", "3.13/amiga"],
        "extras": "no-such-extra",
        "groups": "no-such-group",
        "prerelease": "maybe",
        "lock": "no lock",
        "compare_lock": "true",
    }
    visitor.send("/", {"text": NO_SUCH_PROJECT, **wrong}, "paste with wrong options")
    visitor.send("/", {"text": NO_SUCH_PROJECT}, "paste without a token", with_token=False)
    for address in (
        "/no-such-page",
        "/r/no-such-answer",
        "/c/one..other",
        f"/r/example-{EXAMPLES[0]}/p/no-such-project",
    ):
        visitor.see(address)
    for address in ("/r/example-a-fall-of-years/p/NumPy", "/r/example-a-fall-of-years/export/single/unknown.txt"):
        visitor.see(address)
    submission = f"example-{EXAMPLES[0]}"
    visitor.send(f"/r/{submission}/ask", {"kind": "why-not", "project": "torch"}, "a question without a version")
    visitor.send(f"/r/{submission}/retry", {}, "an example that is tried again")


def see_reports(visitor: Visitor) -> None:
    """The issue reports of the shared data as they are pasted, and one without a project."""
    for path in sorted((SHARED / "reports").glob("uv-*.md")):
        visitor.send("/", {"text": path.read_text("utf-8")}, f"report {path.stem}")
    visitor.send("/", {"text": "# It fails\n\nI ran `uv lock` and it **failed**.\n"}, "report without a project")


def see_solved(visitor: Visitor, base: str) -> None:
    """A paste, one with further targets, one with a lock, one without an answer; pairs of them; one asked anew."""
    portable = (Path(SHARED, "frozen-index", "projects", TORCH) / "pyproject.toml").read_text("utf-8")
    text = portable.replace(BASE_IN_FILES, base)
    visitor.writer.stand_in_for_digest(text, portable)
    lock = LOCK.replace("INDEX", f"{base}/simple")
    matrix = ["3.9/x86_64-unknown-linux-gnu", "3.12/aarch64-apple-darwin"]
    asked: dict[str, Fields] = {
        "plain": {"text": text, **AS_OF},
        "matrix": {"text": text, **AS_OF, "targets": matrix},
        "lock": {"text": text, **AS_OF, "lock": lock, "compare_lock": "true"},
        "hopeless": {"text": NO_SUCH_PROJECT, "python": "3.12"},
    }
    ids = {name: visitor.paste(name, fields) for name, fields in asked.items()}
    for submission in ids.values():
        visitor.wait_for(submission)
    for name, submission in ids.items():
        visitor.see_all_of(submission, name)
        visitor.see(f"/?from={submission}", f"{name}: changed")
    for before, after in (("plain", "matrix"), ("matrix", "plain"), ("plain", "lock"), ("plain", "hopeless")):
        visitor.see(f"/c/{ids[before]}..{ids[after]}", f"pair {before} and {after}")
    visitor.see(f"/r/{ids['lock']}/uv.lock", "the pasted lock")
    visitor.see(f"/r/{ids['plain']}/uv.lock", "a lock that was not pasted")
    visitor.ask(ids["matrix"], "why torch at the second target", {"kind": "why", "project": "torch", "target": "2"})
    visitor.ask(ids["plain"], "why not", {"kind": "why-not", "project": "torch", "version": "2.5.0"})
    visitor.ask(ids["plain"], "why not of nothing", {"kind": "why-not", "project": "torch", "version": "no version"})
    again = visitor.send(f"/r/{ids['plain']}/refresh", {}, "read the index again").place
    visitor.wait_for(visitor.called(again.removeprefix("/r/"), "refreshed"))
    visitor.see(again, "the answer that was read again")
    visitor.send("/", asked["plain"], "the same question once more")


def see_api(visitor: Visitor) -> None:
    """What the API answers to questions that it refuses, and its own description."""
    questions = {
        "mistakes": {"text": MISTAKES},
        "options": {"text": NO_SUCH_PROJECT, "python": "2.x", "extras": ["none"], "targets": ["3.12/amiga"]},
        "an unknown option": {"text": NO_SUCH_PROJECT, "colour": "blue"},
        "a list for a text": {"text": [NO_SUCH_PROJECT]},
        "nothing": {},
    }
    for name, question in questions.items():
        visitor.post_to_api(json.dumps(question).encode(), f"API: {name}")
    visitor.post_to_api(b"[", "API: no JSON")
    visitor.post_to_api(b"\xff", "API: no text")
    visitor.post_to_api(NO_SUCH_PROJECT.encode(), "API: TOML", "application/toml", "?python=2.x&targets=3.12/amiga")
    visitor.see("/api/v1/openapi.json")
    visitor.see(f"{API}/no-such-answer")
