from __future__ import annotations

import pytest

from resolver_core.errors import ProblemSyntaxError
from resolver_core.index.records import IndexLocation
from resolver_core.inputs.problem import InputKind
from resolver_core.inputs.requirements_txt import parse_requirements_txt


def test_a_file_is_read_whole() -> None:
    problem = parse_requirements_txt(
        """\
# comment
-i https://main.test/simple/
--extra-index-url=https://extra.test/simple
--find-links  https://links.test/
--only-binary=:all:
--no-binary  Foo_Bar

requests>=2 ; python_version < "4"  # why
flask==3.0 \\
    --hash=sha256:aa \\
    --hash=sha256:bb
https://files.test/Baz_q-1.0-py3-none-any.whl#sha256=cc
https://files.test/old-1.0.tar.gz
\tlast[extra]
"""
    )
    assert problem.kind is InputKind.REQUIREMENTS
    assert problem.name is None
    assert [(line.text, line.line) for line in problem.dependencies] == [
        ('requests>=2 ; python_version < "4"', 8),
        ("flask==3.0", 9),
        ("https://files.test/Baz_q-1.0-py3-none-any.whl#sha256=cc", 12),
        ("https://files.test/old-1.0.tar.gz", 13),
        ("last[extra]", 14),
    ]
    assert [line.requirement.name for line in problem.dependencies] == ["requests", "flask", "baz-q", "old", "last"]
    assert problem.indexes == (
        IndexLocation("https://extra.test/simple"),
        IndexLocation("https://main.test/simple", default=True),
        IndexLocation("https://links.test", flat=True),
    )
    assert problem.pip_indexes == problem.indexes
    assert (problem.settings.no_build, problem.settings.no_build_package) == (True, frozenset())
    assert (problem.settings.no_binary, problem.settings.no_binary_package) == (False, {"foo-bar"})
    assert len(problem.notes) == 1
    assert problem.notes[0].startswith("Hashes are ignored")


def test_options_without_effect_are_noted() -> None:
    problem = parse_requirements_txt("--pre\n--trusted-host x.test\nfoo\n")
    assert problem.notes == ("`--pre` is ignored, as uv does.", "`--trusted-host` is ignored, as uv does.")
    assert problem.settings.prerelease is None


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("-r other.txt", "paste its lines"),
        ("-rother.txt", "paste its lines"),
        ("--requirement=other.txt", "paste its lines"),
        ("-c bounds.txt", "constraints file"),
        ("-e .", "local project"),
        ("./wheels/foo.whl", "local file or directory"),
        ("--frobnicate", "not an option"),
        ("--index-url", "needs a value"),
        ("--index-url wheels", "not an absolute URL"),
        ("--no-binary a,b", "give the option once"),
        ("foo --config-settings a=b", "only `--hash` can"),
        ("foo#comment", "not a valid requirement"),
        ("foo=1", "write `==`"),
        ("https://[files.test/foo-1.0-py3-none-any.whl", "not a valid URL"),
        ("https://files.test/archive.zip", "NAME @ https://files.test/archive.zip"),
    ],
)
def test_a_mistake_names_its_line(text: str, part: str) -> None:
    with pytest.raises(ProblemSyntaxError) as caught:
        parse_requirements_txt(f"good\n{text}\n")
    (mistake,) = caught.value.mistakes
    assert mistake.line == 2
    assert mistake.text == text
    assert part in mistake.message


def test_all_mistakes_come_at_once() -> None:
    with pytest.raises(ProblemSyntaxError) as caught:
        parse_requirements_txt("a=1\nb\n-r c\n")
    assert [mistake.line for mistake in caught.value.mistakes] == [1, 3]
