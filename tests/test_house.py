"""The rules of the house: sizes, circles, words in their rooms. Each is also tried on a copy that breaks it."""

from __future__ import annotations

from functools import cache

import pytest

from tests.support import house
from tests.support.house import Measured
from tests.support.house_rules import (
    Exceptions,
    exceptions,
    lowered,
    measured,
    outlived,
    packages,
    project,
    report,
    violations,
)
from tests.support.sentences import Sentence, exception_names, looks_like_english, sentences

LONG_FUNCTION = "def long() -> None:\n" + "    print()\n" * house.FUNCTION_LINES
LARGE_CLASS = "class Large:\n" + "".join(f"    def m{n}(self) -> None: ...\n" for n in range(house.CLASS_METHODS + 1))


@cache
def found() -> dict[str, list[Measured]]:
    """The measures of the project as it is."""
    return measured(project())


def broken_by(path: str, more: str) -> list[str]:
    """What breaks a rule that does not today, with these lines at the end of one module (a new one, if need be)."""
    sources = project()
    today = {rule: {one.place: one.size for one in entries} for rule, entries in found().items()}
    return violations(measured({**sources, path: sources.get(path, "") + "\n" + more}), today)


def test_the_project_keeps_its_rules() -> None:
    wrong = violations(found(), exceptions())
    assert not wrong, "\n".join(wrong)


def test_no_exception_allows_more_than_is_there() -> None:
    assert not outlived(found(), exceptions()), "lower them: make house LOWER=1"


@pytest.mark.parametrize(
    ("path", "more", "message"),
    [
        ("resolver_core/answer/trace.py", "#\n" * house.MODULE_LINES, "answer/trace.py: "),
        ("webui/wiring.py", "#\n" * house.MODULE_LINES, "lines, at most 400"),
        ("resolver_core/answer/trace.py", LARGE_CLASS, "trace.py:Large: 26 methods, at most 25"),
        ("webui/wiring.py", LONG_FUNCTION, "wiring.py:long: 41 lines without the docstring, at most 40"),
        ("resolver_core/markers/variables.py", "from resolver_core.markers import diagram", "modules that import each"),
        (
            "resolver_core/markers/variables.py",
            "def late() -> None:\n    from resolver_core.markers import diagram",
            "modules that import each other, at most 0",
        ),
        ("webui/resolutions/models.py", "from webui.resolutions.showing import page", "modules that import each other"),
        ("resolver_core/answer/trace.py", 'SAID = "No version is left."', "trace.py: 1 sentences outside their rooms"),
        ("resolver_core/candidates/verdicts.py", 'SAID = f"{1} is too new"', "verdicts.py: 1 sentences outside"),
        ("resolver_core/explain/new_cause.py", 'SAID = "It is yanked."', "new_cause.py: 1 sentences"),
    ],
)
def test_a_broken_copy_is_noticed(path: str, more: str, message: str) -> None:
    (wrong,) = broken_by(path, more)
    assert message in wrong


@pytest.mark.parametrize(
    ("path", "more"),
    [
        ("resolver_core/explain/wording/causes.py", 'SAID = "No version is left."'),
        ("resolver_core/cli/table.py", 'SAID = "No version is left."'),
        ("resolver_core/answer/trace.py", '"""What is said of it."""'),
        (
            "resolver_core/answer/trace.py",
            "if TYPE_CHECKING:\n    from resolver_core.answer import resolution",
        ),
        ("webui/wiring.py", 'SAID = "No version is left."'),
    ],
)
def test_what_is_allowed_is_accepted(path: str, more: str) -> None:
    assert not broken_by(path, more)


# -- exceptions ---------------------------------------------------------------------------------

TABLE: Exceptions = {"modules": {"a.py": 500, "b.py": 450, "c.py": 410}, "sentences": {"explain/": 3}}
SIZES = {"modules": [Measured("a.py", 480), Measured("b.py", 451), Measured("c.py", 9)], "sentences": []}


def test_an_exception_may_shrink_and_not_grow() -> None:
    assert violations(SIZES, TABLE) == ["b.py: 451 lines, at most 450"]
    assert outlived(SIZES, TABLE) == {("modules", "a.py"): 480, ("modules", "c.py"): 0, ("sentences", "explain/"): 0}


def test_a_folder_counts_together() -> None:
    sizes = {"sentences": [Measured("explain/a.py", 2), Measured("explain/lab/b.py", 2), Measured("other.py", 1)]}
    assert violations(sizes, TABLE) == [
        "explain/: 4 sentences outside their rooms, at most 3",
        "other.py: 1 sentences outside their rooms, at most 0",
    ]


def test_lowering_rewrites_the_numbers_alone() -> None:
    text = '# why\n[modules]\n"a.py" = 500\n"c.py" = 410  # small now\n[sentences]\n"a.py" = 2\n'
    lower = {("modules", "a.py"): 480, ("modules", "c.py"): 0}
    assert lowered(text, lower) == '# why\n[modules]\n"a.py" = 480\n[sentences]\n"a.py" = 2\n'


# -- circles and chains -------------------------------------------------------------------------


def graph_of(inside_functions: bool = False, **modules: str) -> house.Graph:
    sources = {f"p/{name}.py": text for name, text in modules.items()} | {"p/__init__.py": ""}
    return house.import_graph(sources, inside_functions)


def test_circles_of_any_length_are_found() -> None:
    graph = graph_of(a="from p import b", b="import p.c", c="from . import a", d="from p import a", e="")
    assert house.circles(graph) == [["p.a", "p.b", "p.c"]]
    assert not house.circles(graph_of(a="from p import b", b="from p import c", c=""))


def test_imports_inside_functions_count_where_asked_for() -> None:
    modules = {"a": "from p import b", "b": "def f():\n    from p import a"}
    assert not house.circles(graph_of(inside_functions=False, **modules))
    assert house.circles(graph_of(inside_functions=True, **modules)) == [["p.a", "p.b"]]


def test_the_longest_chain_counts_a_circle_once() -> None:
    graph = graph_of(a="from p import b", b="from p import c, d", c="from p import b", d="from p import e", e="")
    assert house.longest_chain(graph, "p") in (["p.a", "p.b", "p.d", "p.e"],)
    assert "p" in packages(graph)


def test_a_docstring_makes_no_function_long() -> None:
    (one,) = house.function_sizes({"a.py": 'def f():\n    """Says\n\n    much.\n    """\n    return 1\n'})
    assert one == Measured("a.py:f", 2)


def test_the_report_names_what_is_over() -> None:
    sources = {"resolver_core/__init__.py": "", "resolver_core/large.py": LARGE_CLASS}
    assert "resolver_core/large.py:Large  (over)" in report(sources)


# -- sentences ----------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["No version is left.", "pin \N{REPLACEMENT CHARACTER}", "`key` differs", "no wheel"])
def test_english_is_recognised(text: str) -> None:
    assert looks_like_english(text)


@pytest.mark.parametrize(
    "text", ["", "word", " and ", "kebab-case", "\N{REPLACEMENT CHARACTER} \N{REPLACEMENT CHARACTER}", ">= 3.8", ", "]
)
def test_what_is_no_english(text: str) -> None:
    assert not looks_like_english(text)


CUSTOM = "class Odd(ValueError):\n    def __str__(self):\n        return 'it is odd'\n"


@pytest.mark.parametrize(
    "source",
    [
        '"""A module that says what it is."""',
        "def f():\n    'Says what it does.'",
        "raise ValueError('that is wrong')",
        f"{CUSTOM}raise Odd('that is wrong')",
        "mistakes.append(Mistake('that is wrong', 1))",
        "PATTERN = re.compile('no such file')",
        "log.warning('it went wrong: %s', error)",
        "if text == 'not found': ...",
        "def f(x: 'dict of things') -> 'list of things': ...",
        "row['the key']",
        "assert x, 'it is so'",
    ],
)
def test_what_reaches_no_document_is_left_out(source: str) -> None:
    assert not sentences(source, exception_names({"a.py": source}))


def test_a_sentence_is_found_wherever_it_stands() -> None:
    source = "X = {'key': f'{a} is yanked'}\ndef f():\n    return g(x, why='it is too new')\n"
    assert sentences(source, frozenset()) == [
        Sentence(1, "\N{REPLACEMENT CHARACTER} is yanked"),
        Sentence(3, "it is too new"),
    ]
