"""The drafted reply: what it says, how short it is, and that nothing of a report breaks out of it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from resolver_core.triage.wording.reply import PERMALINK, reply
from tests.core.triage.test_triaging import FROM_PRIVATE, MAC, OLD, PRIVATE, WithPrivate, both, the_index
from tests.support.reports import a_report, judged


def test_it_has_the_verdict_the_cause_the_fix_and_the_place() -> None:
    text = reply(judged(a_report("torch", transcript=both("2.0", "1.0"), stated=OLD), the_index()))
    assert text.startswith("Thank you for the report! Reproduced")
    for part in ("**Why.**", "shown by solving again", "**What helps.**", "```diff", "#9514", "#required-environments"):
        assert part in text
    assert PERMALINK in text
    assert len(text.split("\n\n")) <= 10
    assert "https://result.test/r/1" in reply(judged(a_report("plain"), the_index()), "https://result.test/r/1")


def test_it_says_where_the_cause_lies() -> None:
    """In words that whoever reads a reply for the first time understands: no "line of the project's own"."""
    failing = "$ uv lock\n  \u00d7 No solution found when resolving dependencies:"
    text = reply(judged(a_report("plain>9", transcript=failing), the_index()))
    assert "The cause lies in a requirement or a setting of the project that the report shows" in text
    file = MAC.replace("torch", "mirrored")
    failing = f"$ uv sync\nerror: Failed to fetch: `https://<ours>/f/{file}` (404 Not Found)"
    assert "The cause lies in what the index gave when it was read" in reply(
        judged(a_report("mirrored", transcript=failing), the_index())
    )


def test_nothing_is_said_of_what_a_fix_and_what_was_tried_do_not_say() -> None:
    verdict = judged(a_report("torch", transcript=both("2.0", "1.0"), stated=OLD), the_index())
    assert verdict.cause is not None
    bare = replace(verdict.cause, fix_verdict="", in_vain=(("", ""), ("Pin it", "")))
    text = reply(replace(verdict, causes=(bare,)))
    told = next(line for line in text.splitlines() if line.startswith("**What helps.**"))
    assert ":" not in told.removeprefix(f"**What helps.** {verdict.cause.fix_title}")
    assert "Tried, and it does not help: Pin it." in text
    assert "Tried" not in reply(replace(verdict, causes=(replace(bare, in_vain=(("", ""),)),)))


def test_it_asks_and_says_nothing_else_where_facts_are_needed() -> None:
    stated = "Ubuntu 22.04, x86_64. Opened on 2024-11-29.\n"
    asking = a_report("torch", requires_python=">=3.10", stated=stated, transcript="$ uv pip install -r pyproject.toml")
    text = reply(judged(asking, the_index()))
    assert "Could you tell us:\n\n- With Python 3.10, 3.12 and 3.13 the answer differs" in text
    assert "**Why.**" not in text


def test_it_says_what_is_open_where_the_index_that_decides_could_not_be_asked() -> None:
    more = FROM_PRIVATE.format("torch")
    text = reply(judged(a_report("torch", transcript=both("2.0", "1.0"), stated=OLD, more=more), WithPrivate()))
    assert f"**Open.** {PRIVATE} decides about torch, and could not be asked from here" in text
    assert "which change helps" in text
    for part in ("**Why.**", "**What helps.**", "#9514", "stands in for it"):
        assert part not in text
    asking = reply(judged(a_report("torch", stated=OLD, more=more), WithPrivate()))
    assert f"What does {PRIVATE} offer?" in asking
    assert "**Open.**" not in asking, "it is asked for already"


def test_it_says_what_differs() -> None:
    text = reply(judged(a_report("torch", transcript=both("2.0", "1.5"), stated=OLD), the_index()))
    assert "`torch` 1.5 in the report, 1.0 here" in text


@pytest.mark.parametrize("hostile", ["<script>alert(1)</script>", "@everyone", "[x](https://elsewhere.test)", "``` x"])
def test_nothing_breaks_out(hostile: str) -> None:
    failing = f"$ uv pip install plain\nerror: Failed to build `plain==2.0` {hostile}"
    text = reply(judged(a_report("plain", transcript=failing), the_index()))
    line = next(line for line in text.splitlines() if "It does not depend on which versions" in line)
    before, _, after = line.partition(hostile)
    assert "`" in before
    assert "`" in after
