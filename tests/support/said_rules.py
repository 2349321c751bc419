"""How an explanation has to read: what is said at once and how long it may be, and words that belong to the Record tab.

    python -m tests.support.said_rules FILE...

checks documents as `make explanations` writes them: an explanation, or a table of them.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, cast

from resolver_core import Circumstances, ExplanationDocument, ten_lines
from resolver_core.explain.wording.sentences import sentences

Entry = Mapping[str, Any]

MOST_IN_HEADLINE, MOST_IN_PARAGRAPH, MOST_SENTENCES = 120, 400, 3
MOST_ALIKE = 3
"""Sentences that are the same but for a version."""
MOST_LINES = 10
POLICY_WORDS = re.compile(r"\b(file rule|marker reading|in scope|roots|representative)\b", re.IGNORECASE)
SYNTHETIC = re.compile(r"\b(extra|group|project)-\d+-")
COMMANDS = ("uv sync", "uv lock")
CIRCUMSTANCES = Circumstances(
    "2024-11-29", "checked with uv 0.13.8: the same 2 versions", "https://whichwheel.test/r/1"
)
_VERSION = re.compile(r"(?<![\w.])\d+(\.\w+)*(?!\w)")


def broken_rules(document: Mapping[str, Any]) -> list[str]:
    """What is wrong with the words of an explanation; nothing where they keep the rules."""
    found = [problem for what, entry in _entries(document) for problem in _of_entry(what, entry)]
    short = ten_lines(cast("ExplanationDocument", document), CIRCUMSTANCES)
    if len(short.splitlines()) > MOST_LINES:
        found.append(f"the short answer has {len(short.splitlines())} lines")
    texts = [("the short answer", short), *_texts(document)]
    return found + [f"{where}: {problem}: {text}" for where, text in texts for problem in _of_text(text)]


def _entries(document: Mapping[str, Any]) -> Iterator[tuple[str, Entry]]:
    for kind in ("failures", "divergences", "findings"):
        for entry in document[kind]:
            if entry["cause"] is not None:
                yield entry.get("project") or f"the {entry['mode']} failure", entry


def _of_entry(what: str, entry: Entry) -> Iterator[str]:
    for cause in (entry["cause"], *entry.get("further_causes", ())):
        yield from (f"{what}: {problem}: {cause['summary']}" for problem in _of_cause(cause))
    about = (entry["project"],) if "project" in entry else entry["projects"]
    if about and not any(name in entry["cause"]["summary"] for name in about):
        yield f"{what}: it is not named: {entry['cause']['summary']}"


def _of_cause(cause: Entry) -> Iterator[str]:
    first, *why = sentences(cause["summary"])
    if len(first) > MOST_IN_HEADLINE:
        yield f"{len(first)} characters in the headline"
    if len(why) > MOST_SENTENCES:
        yield f"{len(why)} sentences in the paragraph"
    if len(" ".join(why)) > MOST_IN_PARAGRAPH:
        yield f"{len(' '.join(why))} characters in the paragraph"
    said = [cause["summary"], *cause.get("details", ())]
    alike = Counter(_VERSION.sub("*", each) for text in said for each in sentences(text))
    yield from (f"{number} sentences alike ({text})" for text, number in alike.items() if number > MOST_ALIKE)
    if re.search(r"\buniversal\b", " ".join(said)) and not any(command in " ".join(said) for command in COMMANDS):
        yield "the universal answer is spoken of, and its command is not named"


def _of_text(text: str) -> Iterator[str]:
    if word := POLICY_WORDS.search(text):
        yield f"a word of the policy ({word[0]})"
    if SYNTHETIC.search(text):
        yield "a name of uv's own for an extra"


def _texts(document: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Everything of a document that is read: not the edits themselves, nor names of files."""
    for what, entry in _entries(document):
        for cause in (entry["cause"], *entry.get("further_causes", ())):
            yield from ((what, text) for text in (cause["summary"], *cause.get("details", ())))
            yield from ((f"{what}, evidence", fact["text"]) for fact in cause["evidence"])
            yield from ((f"{what}, experiment", each["title"]) for each in cause["experiments"])
        for fix in entry["fixes"]:
            yield from ((f"{what}, fix", text) for text in (fix["title"], fix["verdict"], *fix["moves"]))
        for fix in entry.get("in_vain", ()):
            yield from ((f"{what}, in vain", text) for text in (fix["title"], fix["verdict"]))


def explanations_in(document: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """The explanations of a file, with their names."""
    if "divergences" in document:
        yield "", document
    else:
        yield from document.items()


def main() -> None:
    """Print every rule that some document of the files breaks; fail where there is one."""
    asked = [
        (f"{Path(path).name} {name}", document)
        for path in sys.argv[1:]
        for name, document in explanations_in(json.loads(Path(path).read_text("utf-8")))
    ]
    wrong = [f"{name}: {problem}" for name, document in asked for problem in broken_rules(document)]
    print("\n".join([*wrong, f"{len(wrong)} broken rules in {len(asked)} explanations"]))
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main()
