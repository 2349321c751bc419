"""Values of every type for every key of uv's tables: whether uv drops its settings or refuses the file, and we."""

from __future__ import annotations

import pytest

from resolver_core import ProblemSyntaxError, parse_problem
from resolver_core.inputs.uv_keys import INDEX_KEYS, PIP_KEYS, TOP_KEYS
from tests.differential.amount import share
from tests.support.uv_words import HEAD, verdict_of_uv

VALUES = (
    *("true", "3", '"text"', "[]", '["text"]', "{}", "[{}]", '{ a = "x" }', "{ a = true }", "[[]]", "[3]", "0"),
    *('""', '{ a = ["x"] }', '{ a = { b = "x" } }', '["a>=1"]', '{ "!" = "x" }', '["!"]'),
)
TABLES = {"tool.uv": TOP_KEYS, "tool.uv.pip": PIP_KEYS}
LOCAL = frozenset(("index-url", "extra-index-url", "find-links"))
"""uv takes paths here, which are an obstacle to us."""
OF_THIS_MACHINE = frozenset((("python", '"text"'), ("output-file", '""')))
"""What uv makes of these depends on what stands on the machine."""

CASES = [
    (table, key, value)
    for table, keys in TABLES.items()
    for key in keys
    for value in VALUES
    if not (key in LOCAL and '"' in value) and (key, value) not in OF_THIS_MACHINE
]
INDEX_CASES = [(key, value) for key in (*INDEX_KEYS, "frobnicate") for value in (*VALUES, "[404]", "[4040]", '"1 day"')]


def our_verdict(rest: str) -> str:
    """The four letters of `verdict_of_uv` for our own reading."""
    try:
        problem = parse_problem(HEAD + rest)
    except ProblemSyntaxError:
        return "?R?R"
    dropped = "D" if any("takes no setting" in note for note in problem.notes) else "-"
    return "".join(dropped + ("R" if refusals else "-") for refusals in (problem.lock_refusals, problem.pip_refusals))


def differs(uv: str, ours: str) -> bool:
    """Whether the verdicts differ; of a refused file nobody is told whether settings were dropped besides."""
    if ours == "?R?R":
        return uv[1] + uv[3] != "RR"
    return uv != ours


@pytest.mark.slow
@pytest.mark.parametrize("part", range(8))
def test_a_wrong_type_does_here_what_it_does_in_uv(part: int) -> None:
    wrong = []
    for table, key, value in share(CASES[part::8], 6):
        rest = f"[{table}]\n{key} = {value}\n"
        uv, ours = verdict_of_uv(rest), our_verdict(rest)
        if differs(uv, ours):
            wrong.append(f"{table}.{key} = {value}: {uv} / {ours}")
    assert not wrong, "uv / ours:\n" + "\n".join(wrong)


@pytest.mark.slow
def test_a_wrong_type_in_an_index_does_here_what_it_does_in_uv() -> None:
    wrong = []
    for key, value in share(INDEX_CASES, 20):
        if (key, value) == ("url", '"text"') or (key == "url" and value == '"1 day"'):
            continue  # a path
        given = {"name": '"x"', "url": '"https://x.test"'} | {key: value}
        rest = "[[tool.uv.index]]\n" + "".join(f"{name} = {text}\n" for name, text in given.items())
        uv, ours = verdict_of_uv(rest), our_verdict(rest)
        if differs(uv, ours):
            wrong.append(f"{key} = {value}: {uv} / {ours}")
    assert not wrong, "uv / ours:\n" + "\n".join(wrong)
