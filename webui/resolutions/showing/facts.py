"""Names with values: what was asked, and the counts of a solve."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from webui.resolutions.asking.asked import Asked
from webui.resolutions.showing import formats

OPTION_WORDS = {
    "exclude_newer": "as of (exclude-newer)",
    "extras": "extras",
    "groups": "groups",
    "targets": "further targets",
    "compare_lock": "compared with your uv.lock",
    "index_url": "index",
    "extra_index_urls": "further indexes",
    "index_strategy": "index strategy",
    "prerelease": "pre-releases",
    "resolution": "resolution",
    "fork_strategy": "fork strategy",
}


@dataclass(frozen=True, slots=True)
class Fact:
    """A name with a value."""

    name: str
    value: str


def options(asked: Asked) -> list[Fact]:
    """Everything that was chosen; what was left to the text is left out."""
    values: Mapping[str, object] = {**asked.options_json()}
    facts = [Fact("target", formats.target(asked.python, asked.platform)), Fact("platform", asked.platform)]
    if asked.files:
        facts += [Fact("asked about", asked.input), Fact("files beside it", ", ".join(sorted(asked.files)))]
    for name, word in OPTION_WORDS.items():
        value = values[name]
        if value:
            facts.append(Fact(word, ", ".join(value) if isinstance(value, list | tuple) else _text(value)))
    return facts


def _text(value: object) -> str:
    return "yes" if value is True else str(value)
