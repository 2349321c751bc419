from __future__ import annotations

import contextlib
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from resolver_core.errors import Mistake, ProblemSyntaxError
from resolver_core.inputs import limits
from resolver_core.inputs.parse import detect_kind, parse_problem, parse_project
from resolver_core.inputs.problem import InputKind
from resolver_core.inputs.project_files import ProjectFiles
from tests.support.seeds import examples

PYPROJECT = """\
[project]
name = "demo"
version = "1"
requires-python = ">=3.10,<4"
dependencies = ["a>=1 ; python_version < '3.12'", 'b[x]==1.*']
[project.optional-dependencies]
x = ["demo[y]"]
y = ["c @ https://files.test/c-1-py3-none-any.whl"]
[dependency-groups]
dev = [{ include-group = "g" }]
g = ["d~=1.0"]
[tool.uv]
conflicts = [[{ extra = "x" }, { extra = "y" }]]
exclude-newer = "2024-11-29T00:00:00Z"
override-dependencies = ["e", { package = { name = "f" }, dependencies = ["g"] }]
environments = ["sys_platform == 'linux'"]
[tool.uv.sources]
a = [{ index = "i", marker = "os_name == 'nt'" }]
[[tool.uv.index]]
name = "i"
url = "https://i.test/simple"
"""
POETRY = """\
[tool.poetry]
name = "demo"
[tool.poetry.dependencies]
python = "^3.10"
a = { version = "~1.2", extras = ["x"], python = "<3.12", optional = true }
b = ["1.*", { version = "^0.1", markers = "os_name == 'nt'" }]
[tool.poetry.extras]
e = ["a"]
[[tool.poetry.source]]
name = "s"
url = "https://s.test/simple"
"""
PDM = """\
[project]
name = "demo"
version = "1"
[tool.pdm.dev-dependencies]
test = ["a", "-e file:///b"]
[[tool.pdm.source]]
name = "pypi"
url = "https://i.test/simple"
[tool.pdm.resolution.overrides]
a = "1.0"
"""
SCRIPT = '# /// script\n# dependencies = ["a<2"]\n# [tool.uv]\n# exclude-newer = "3 days"\n# ///\nprint(1)\n'
REQUIREMENTS = (
    "a==1 \\\n  --hash=sha256:00\n-i https://i.test/simple\nb[x] ; os_name == 'nt' # why\n--no-binary :all:\n"
)
SAMPLES = (PYPROJECT, POETRY, PDM, SCRIPT, REQUIREMENTS)
PIECES = (
    "[",
    "]]",
    "{",
    "}",
    '"',
    "'",
    "=",
    ",",
    "\n",
    "\r\n",
    "#",
    "\\",
    "\0",
    ";",
    "@",
    "1" * 300,
    "é",
    "\ud800",
    "^",
    "| |",
)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (PYPROJECT, InputKind.PYPROJECT),
        (POETRY, InputKind.POETRY),
        (PDM, InputKind.PDM),
        (SCRIPT, InputKind.SCRIPT),
        (REQUIREMENTS, InputKind.REQUIREMENTS),
        (PDM + "[tool.uv]\n", InputKind.PYPROJECT),
        (PYPROJECT + POETRY, InputKind.PYPROJECT),
    ],
)
def test_the_kind_is_told_from_the_text(text: str, kind: InputKind) -> None:
    problem = parse_problem(text)
    assert problem.kind is kind
    assert problem.text == text


def test_the_name_of_the_file_settles_the_kind() -> None:
    assert detect_kind("a = 1", "requirements.txt") is InputKind.REQUIREMENTS
    assert detect_kind("a", "pyproject.toml") is InputKind.PYPROJECT
    assert detect_kind("a", "tool.py") is InputKind.SCRIPT
    assert detect_kind("# nothing", "dir/requirements.in") is InputKind.REQUIREMENTS


def test_broken_toml_is_still_taken_for_toml() -> None:
    for text in ("[project\n", 'name = "x\n', "dependencies = [\n"):
        assert detect_kind(text) is InputKind.PYPROJECT


def test_a_slip_in_requirements_is_not_taken_for_toml() -> None:
    with pytest.raises(ProblemSyntaxError, match="write `==`"):
        parse_problem("requests=2.0\nflask\n")


@pytest.mark.parametrize(
    ("text", "line", "column", "part"),
    [
        ("", None, None, "empty"),
        (" \n\t\ufeff\n", None, None, "empty"),
        ("# nothing\n", None, None, "names no requirement"),
        ("[project]\nname = 'a\0'\n", 2, 10, "NUL"),
        ("a\n\ud800", 2, 1, "surrogate"),
        ("x" * (limits.TEXT_BYTES + 1), None, None, "too long"),
        ("é" * (limits.TEXT_BYTES // 2 + 1), None, None, "too long"),
    ],
)
def test_what_is_no_text_is_refused(text: str, line: int | None, column: int | None, part: str) -> None:
    with pytest.raises(ProblemSyntaxError) as caught:
        parse_problem(text)
    (mistake,) = caught.value.mistakes
    assert (mistake.line, mistake.column) == (line, column)
    assert part in mistake.message


def check_only_mistakes_are_raised(text: str, filename: str | None = None) -> None:
    mistakes: tuple[Mistake, ...] | None = None
    try:
        problem = parse_problem(text, filename=filename)
    except ProblemSyntaxError as error:
        mistakes = error.mistakes
    if mistakes is None:
        assert problem.text == text
        assert len(problem.digest) == 64
    else:
        assert mistakes
        lines = range(1, text.count("\n") + 2)
        assert all(mistake.message and (mistake.line is None or mistake.line in lines) for mistake in mistakes)


@st.composite
def damaged_samples(draw: st.DrawFn) -> str:
    """A good text with a few pieces cut out, put in, or moved."""
    text = draw(st.sampled_from(SAMPLES))
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(text)))
        end = draw(st.integers(start, min(len(text), start + 12)))
        piece = draw(st.sampled_from(PIECES) | st.text(max_size=4))
        text = text[:start] + piece + text[end:]
    return text


@settings(max_examples=examples(300))
@given(damaged_samples())
def test_damaged_texts_raise_nothing_but_mistakes(text: str) -> None:
    check_only_mistakes_are_raised(text)


WRONG_VALUES = st.sampled_from(
    ("1", "1.5", "true", '"x"', "[]", "[1]", '["x"]', "{}", "{ a = 1 }", "[[]]", "2024-01-01", "[{}]")
)
KEYS = sorted({line.split("=")[0].strip() for line in (PYPROJECT + POETRY + PDM).splitlines() if "=" in line})


@settings(max_examples=examples(200))
@given(st.sampled_from((PYPROJECT, POETRY, PDM)), st.sampled_from(KEYS), WRONG_VALUES)
def test_values_of_wrong_types_raise_nothing_but_mistakes(sample: str, key: str, value: str) -> None:
    lines = [f"{key} = {value}" if line.split("=")[0].strip() == key else line for line in sample.splitlines()]
    check_only_mistakes_are_raised("\n".join(lines))


@settings(max_examples=examples(100))
@given(st.text(), st.sampled_from((None, "pyproject.toml", "requirements.txt", "script.py")))
def test_random_texts_raise_nothing_but_mistakes(text: str, filename: str | None) -> None:
    check_only_mistakes_are_raised(text, filename)


HOSTILE = (
    "a" + ".a" * 400_000 + " = 1",
    "[a" + ".a" * 400_000 + "]\n",
    "a.b" * 300_000,
    " " * 999_000 + "x y",
    "x" + " " * 900_000 + "y # z",
    "-" * 900_000,
    "[x]\na = '''" + "''" * 400_000,
    "foo ; os_name == '" + "===" * 300_000 + "'",
    "foo" + " " * 900_000 + "= 1",
    "foo" + ">" * 900_000,
    "[dependency-groups]\n"
    + "".join(f'g{n} = [{{include-group = "g{n + 1}"}}, {{include-group = "g{n + 1}"}}]\n' for n in range(400)),
    "[dependency-groups]\n" + "".join(f'g{n} = ["a{n}"]\n' for n in range(20_000)),
    "[tool.uv]\nenvironments = [" + "\"os_name == 'nt'\"," * 20_000 + "]\n",
    "[tool.uv.sources]\na = [" + "{ index = 'x', marker = 'os_name == \"nt\"' }," * 20_000 + "]\n",
    "[tool.uv]\nexclude-newer = '" + "1 " * 400_000 + "'\n",
    "# /// script\n" + "# x\n" * 200_000,
    "[[a]]\n" * 50_000,
)


@pytest.mark.parametrize("number", range(len(HOSTILE)))
def test_hostile_texts_are_refused_quickly(number: int) -> None:
    assert len(HOSTILE[number]) <= limits.TEXT_BYTES
    started = process_time()
    with contextlib.suppress(ProblemSyntaxError):  # or taken with a note, as uv takes wrong settings
        assert parse_problem(HOSTILE[number]).notes
    assert process_time() - started < 20  # of work, however busy the machine; a reader of quadratic cost needs minutes


def test_lone_carriage_returns_end_lines_everywhere_and_a_note_says_what_uv_thinks_of_it() -> None:
    problem = parse_problem('[project]\rname = "a"\rversion = "1"\rdependencies = ["b"]\r')
    assert [(line.text, line.line) for line in problem.dependencies] == [("b", 4)]
    assert any("uv refuses such a file" in note for note in problem.notes)
    assert parse_problem("a\rb\r").notes == ()
    script = parse_problem('\ufeff# /// script\n# dependencies = ["b"]\n# ///\n')
    assert script.kind is InputKind.SCRIPT


@pytest.mark.parametrize("name", ["setup.cfg", "lib/setup.py"])
def test_what_only_a_build_reads_is_refused_in_words(name: str) -> None:
    with pytest.raises(ProblemSyntaxError) as caught:
        parse_project(ProjectFiles({name: "[metadata]\nname = x\n"}, name))
    (mistake,) = caught.value.mistakes
    assert "requirements.txt" in mistake.message
