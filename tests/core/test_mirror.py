"""Every module of the core has a test of its own name, or a line that says which test covers it."""

from __future__ import annotations

import pytest

from tests.support import house, mirror
from tests.support.house_rules import project
from tests.support.shared import REPOSITORY


def all_tests() -> dict[str, str]:
    return house.modules(REPOSITORY, ("tests",))


def test_every_module_is_mirrored() -> None:
    missing = mirror.unmirrored(mirror.core_modules(project()), all_tests(), mirror.exceptions())
    assert not missing, "\n".join(
        f"{module}: neither {mirror.mirror_of(module)} nor an exception" for module in missing
    )


def test_every_exception_is_one() -> None:
    sources = project()
    graph = mirror.graph_with_tests(sources)
    wrong = mirror.faults(mirror.core_modules(sources), all_tests(), mirror.exceptions(), graph)
    assert not wrong, "\n".join(wrong)


SOURCES = {
    "resolver_core/__init__.py": "from resolver_core.a import x\n",
    "resolver_core/a.py": "from resolver_core.deep import y",
    "resolver_core/deep/__init__.py": "def y(): ...",
    "resolver_core/far.py": "",
}
TESTS = {
    "tests/core/test_a.py": "from resolver_core.a import x",
    "tests/core/test_other.py": "from tests.core import test_a",
    "tests/core/test_api.py": "import resolver_core",
}
GRAPH = house.import_graph({**SOURCES, **TESTS, "tests/core/__init__.py": ""}, inside_functions=True)


def test_a_module_without_a_test_is_noticed() -> None:
    modules = mirror.core_modules(SOURCES)
    assert modules == ["resolver_core/a.py", "resolver_core/deep/__init__.py", "resolver_core/far.py"]
    assert mirror.unmirrored(modules, TESTS, {}) == ["resolver_core/deep/__init__.py", "resolver_core/far.py"]
    assert mirror.mirror_of("resolver_core/deep/__init__.py") == "tests/core/test_deep.py"
    assert mirror.mirror_of("resolver_core/cli/main.py") == "tests/core/cli/test_main.py"
    assert mirror.mirror_of("resolver_core/__main__.py") == "tests/core/test_main.py"
    words = "resolver_core/explain/wording/causes/yanked.py"
    assert mirror.mirror_of(words) == "tests/core/explain/causes/test_yanked.py", (
        "the words of a cause are tested with it"
    )


@pytest.mark.parametrize(
    ("module", "test", "fault"),
    [
        ("resolver_core/gone.py", "tests/core/test_a.py", "no such module"),
        ("resolver_core/a.py", "tests/core/test_other.py", "has a test of its own name now"),
        ("resolver_core/far.py", "tests/core/test_gone.py", "there is no tests/core/test_gone.py"),
        ("resolver_core/far.py", "tests/core/test_a.py", "does not import it"),
    ],
)
def test_a_wrong_exception_is_noticed(module: str, test: str, fault: str) -> None:
    (found,) = mirror.faults(mirror.core_modules(SOURCES), TESTS, {module: test}, GRAPH)
    assert fault in found


def test_what_is_outlived_can_be_dropped() -> None:
    text = """# why
[covered_by]
"resolver_core/gone.py" = "x"
"resolver_core/a.py" = "x"
"resolver_core/far.py" = "x"
"""
    kept = mirror.without_outlived(text, mirror.core_modules(SOURCES), TESTS)
    assert kept == '# why\n[covered_by]\n"resolver_core/far.py" = "x"\n'


def test_a_test_covers_what_it_imports_in_a_few_steps() -> None:
    assert mirror.comes_to("tests.core.test_other", "resolver_core.deep", GRAPH)
    assert mirror.comes_to("tests.core.test_api", "resolver_core.a", GRAPH)
    assert not mirror.comes_to("tests.core.test_other", "resolver_core.far", GRAPH)


def test_lines_of_code_are_neither_blank_nor_told() -> None:
    text = '"""What it is\n\nfor."""\n\n# why\nx = (\n    1,\n)\n\n\ndef f() -> int:\n    """Says."""\n    return x\n'
    assert mirror.code_lines(text) == 5
