"""Counts as well as lengths are limited, each with a message that names count and limit (`inputs/limits.py`)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from time import process_time

import pytest

from resolver_core.errors import ProblemSyntaxError
from resolver_core.inputs import limits
from resolver_core.inputs.parse import parse_problem
from resolver_core.inputs.report import is_report, parse_report
from resolver_core.inputs.uv_lock import parse_lock

HEAD = '[project]\nname = "x"\nversion = "1"\n'


def listed(count: int, item: str = '"p{}"') -> str:
    return "[" + ", ".join(item.format(number) for number in range(count)) + "]"


@dataclass(frozen=True)
class Kind:
    """A text that grows with a number, the limit on that number, and what the message calls it."""

    limit: int
    text: Callable[[int], str]
    things: str


KINDS = {
    "lines": Kind(limits.TEXT_LINES, lambda n: "\n".join(["# nothing"] * (n - 1) + ["a"]), "lines"),
    "lines of a list": Kind(limits.REQUIREMENTS_PER_LIST, lambda n: "\n".join(["a"] * n), "requirements"),
    "dependencies": Kind(limits.REQUIREMENTS_PER_LIST, lambda n: f"{HEAD}dependencies = {listed(n)}", "entries"),
    "an extra": Kind(
        limits.REQUIREMENTS_PER_LIST,
        lambda n: f"{HEAD}[project.optional-dependencies]\nmany = {listed(n)}",
        "entries",
    ),
    "constraints": Kind(
        limits.REQUIREMENTS_PER_LIST, lambda n: f"{HEAD}[tool.uv]\nconstraint-dependencies = {listed(n)}", "entries"
    ),
    "a group": Kind(
        limits.REQUIREMENTS_PER_LIST, lambda n: f"{HEAD}[dependency-groups]\nmany = {listed(n)}", "requirements"
    ),
    "all lists": Kind(
        limits.REQUIREMENTS,
        lambda n: (
            f"{HEAD}[project.optional-dependencies]\n"
            + "".join(f"e{k} = {listed(1000)}\n" for k in range(n // 1000))
            + f"rest = {listed(n % 1000)}\n"
        ),
        "requirements in all its lists",
    ),
    "extras": Kind(
        limits.LISTS,
        lambda n: f"{HEAD}[project.optional-dependencies]\n" + "".join(f'e{k} = ["a"]\n' for k in range(n)),
        "extras",
    ),
    "groups": Kind(
        limits.LISTS,
        lambda n: f"{HEAD}[dependency-groups]\n" + "".join(f'g{k} = ["a"]\n' for k in range(n)),
        "groups",
    ),
    "keys": Kind(limits.KEYS, lambda n: f"{HEAD}[tool.other]\na = [" + "{k = 1}, " * (n - 6) + "]\n", "keys"),
    "indexes": Kind(
        limits.INDEXES,
        lambda n: HEAD + "".join(f'[[tool.uv.index]]\nurl = "https://index.test/{k}"\n' for k in range(n)),
        "indexes",
    ),
    "conflicts": Kind(
        limits.CONFLICTS,
        lambda n: f"{HEAD}[tool.uv]\nconflicts = " + listed(n, '[{{extra = "a"}}, {{extra = "b{}"}}]'),
        "sets of conflicts",
    ),
    "members of a conflict": Kind(
        limits.CONFLICTS,
        lambda n: f"{HEAD}[tool.uv]\nconflicts = [" + listed(n, '{{extra = "e{}"}}') + "]",
        "members",
    ),
    "environments": Kind(
        limits.ENVIRONMENTS,
        lambda n: f"{HEAD}[tool.uv]\nenvironments = " + listed(n, "\"platform_machine == 'm{}'\""),
        "entries",
    ),
    "sources": Kind(
        limits.SOURCES_PER_PROJECT,
        lambda n: (
            f"{HEAD}[tool.uv.sources]\nfoo = "
            + listed(n, "{{git = 'https://git.test/a', marker = \"platform_machine == 'm{}'\"}}")
        ),
        "sources",
    ),
    "characters": Kind(limits.CHARACTERS, lambda n: "f" * n, "characters"),
    "digits": Kind(limits.DIGITS, lambda n: "foo==1.0+a" + "1" * n, "digits"),
    "extras of a requirement": Kind(
        limits.EXTRAS_PER_REQUIREMENT, lambda n: f"foo[{','.join(f'e{k}' for k in range(n))}]", "extras"
    ),
    "specifiers": Kind(limits.CLAUSES, lambda n: "foo" + ",".join(f"!={k}" for k in range(n)), "version specifiers"),
    "comparisons": Kind(limits.MARKER_TERMS, lambda n: "foo ; " + " or ".join(["os_name=='a'"] * n), "comparisons"),
    "parentheses": Kind(
        limits.MARKER_DEPTH,
        lambda n: "foo ; " + "(" * n + "os_name == 'a'" + ")" * n,
        "parentheses within each other",
    ),
}


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_the_limit_is_read_and_one_more_is_refused(kind: Kind) -> None:
    parse_problem(kind.text(kind.limit))
    with pytest.raises(ProblemSyntaxError) as caught:
        parse_problem(kind.text(kind.limit + 1))
    words = f"{kind.limit + 1:,} {kind.things}: at most {kind.limit:,} are read."
    assert any(words in mistake.message for mistake in caught.value.mistakes), str(caught.value)[:500]


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_a_hundred_times_the_limit_is_refused_at_once(kind: Kind) -> None:
    text = kind.text(min(100 * kind.limit, 500_000))[:500_000]
    started = process_time()
    is_report(text)
    with pytest.raises(ProblemSyntaxError):
        parse_problem(text)
    assert process_time() - started < 5  # seconds of work, however busy the machine; a quadratic reader needs minutes


def test_the_poison_paste_is_refused_within_a_second_of_work() -> None:
    text = "a\n" * 250_000
    started = process_time()
    assert not is_report(text)
    with pytest.raises(ProblemSyntaxError) as caught:
        parse_problem(text)
    assert process_time() - started < 1
    assert str(caught.value) == "The text has 250,001 lines: at most 20,000 are read."


@pytest.mark.parametrize("version", ["18446744073709551614", "000000000000000000000000000007", "1.0+" + "9" * 40])
def test_numbers_that_uv_reads(version: str) -> None:
    (line,) = parse_problem(f"foo=={version}").dependencies
    assert [specifier.version for specifier in line.requirement.specifier] == [version]


@pytest.mark.parametrize("version", ["18446744073709551615", "1.0a18446744073709551615", "1!" + "9" * 60, "9" * 190])
def test_numbers_that_uv_does_not_read(version: str) -> None:
    with pytest.raises(ProblemSyntaxError, match="uv reads numbers up to 18446744073709551614"):
        parse_problem(f"foo=={version}")
    with pytest.raises(ProblemSyntaxError, match="uv reads numbers up to 18446744073709551614"):
        parse_problem(f'{HEAD}requires-python = ">={version}"')


def test_includes_that_double_a_group_at_every_step_are_refused() -> None:
    lines = ['[dependency-groups]\ng0 = ["a", "b", "c"]']
    pythons = ["[tool.uv.dependency-groups]"]
    for number in range(1, 15):
        lines += [f'{half}{number} = [{{include-group = "g{number - 1}"}}]' for half in "xy"]
        lines.append(f'g{number} = [{{include-group = "x{number}"}}, {{include-group = "y{number}"}}]')
        pythons += [
            f'x{number} = {{requires-python = ">=3.{number}"}}',
            f'y{number} = {{requires-python = "<4.{number}"}}',
        ]
    with pytest.raises(ProblemSyntaxError, match=r"requirements with what they include|within 5 sec"):
        parse_problem("\n".join([*lines, *pythons]))


def test_mistakes_are_reported_up_to_a_number() -> None:
    with pytest.raises(ProblemSyntaxError) as caught:
        parse_problem("\n".join(f"foo{number} bar" for number in range(1000)))
    assert len(caught.value.mistakes) == limits.MISTAKES + 1
    assert caught.value.mistakes[-1].message == "There are 800 more mistakes."
    with pytest.raises(ProblemSyntaxError) as caught:
        parse_problem(f"{HEAD}dependencies = " + listed(1000, '"p{}=1"'))
    assert len(caught.value.mistakes) == limits.MISTAKES + 1


def test_a_text_that_takes_too_long_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "READING_SECONDS", 0.0)
    markers = listed(40, "\"platform_machine == 'm{0}' and platform_version != 'v{0}'\"")
    with pytest.raises(ProblemSyntaxError, match="could not be read within 0 seconds"):
        parse_problem(f"{HEAD}[tool.uv]\nenvironments = {markers}")


def a_lock(packages: int) -> str:
    entry = '[[package]]\nname = "p{0}"\nversion = "1"\nsource = {{ registry = "https://index.test/simple" }}\n'
    return 'version = 1\nrequires-python = ">=3.9"\n' + "".join(entry.format(number) for number in range(packages))


def test_locks_have_limits_of_their_own() -> None:
    assert len(parse_lock(a_lock(2_000)).packages) == 2_000
    with pytest.raises(ProblemSyntaxError, match=r"10,001 packages: at most 10,000 are read"):
        parse_lock(a_lock(limits.LOCK_PACKAGES + 1))
    with pytest.raises(ProblemSyntaxError, match=r"400,001 lines: at most 300,000 are read"):
        parse_lock("version = 1" + "\n" * 400_000)
    with pytest.raises(ProblemSyntaxError, match=r"17,000,000 bytes: at most 16,000,000 are read"):
        parse_lock("#" * 17_000_000)


def test_reports_have_limits_of_their_own() -> None:
    assert not is_report("# words words words words words words\n" * 30_000)
    with pytest.raises(ProblemSyntaxError, match=r"1,200,000 characters: at most 1,048,576 are read"):
        parse_report("x" * 1_200_000)
    many = parse_report("```toml\n[project]\nname='a'\nversion='1'\n```\n" * (limits.REPORT_BLOCKS + 7))
    assert "the last 7 of its 507 code blocks, of which the first 500 are read" in many.missing
