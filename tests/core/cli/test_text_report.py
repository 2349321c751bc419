from __future__ import annotations

from resolver_core.cli.table import table
from resolver_core.cli.text_report import plain
from resolver_core.policy import UV_VERSION
from tests.core.cli.commands import Commands
from tests.support.served_index import ServedFile, served_index

OLD = ("--python", "3.8", "--platform", "linux")


def project(*dependencies: str) -> str:
    return (
        '[project]\nname = "project"\nversion = "1"\nrequires-python = ">=3.8"\n'
        f"dependencies = {list(dependencies)!r}\n"
    )


def test_both_sides_with_their_metadata_files(commands: Commands) -> None:
    lines = commands.resolve(project("a", "c"), *OLD).output.splitlines()
    assert UV_VERSION in lines[0]
    assert lines[1].startswith(f"3 pages of {commands.index.url}, read 20")
    heading = lines.index("Python 3.8 on linux: 2 of 3 projects differ")
    cells = [line.split() for line in lines[heading + 2 :]]
    assert cells == [
        ["*", "a", "1.0", "2.0", "a-1.0-py3-none-any.whl", "(separate-file)"],
        ["a-2.0-cp310-cp310-manylinux2014_x86_64.whl", "(separate-file)"],
        ["*", "b", "1.0", "2.0", "b-1.0-py3-none-any.whl", "(separate-file)"],
        ["b-2.0-py3-none-any.whl", "(separate-file)"],
        ["c", "2.0", "2.0", "c-2.0-py3-none-any.whl", "(separate-file)"],
    ]


def test_a_clash_in_words(commands: Commands) -> None:
    output = commands.resolve(project("a==1.0", "b==2.0"), *OLD).output
    assert "Python 3.8 on linux: neither finds a solution" in output
    assert "uv pip install finds no solution:" in output
    assert "uv lock finds no solution:" in output
    assert "a==1.0" in output


def test_one_side_alone_may_fail(commands: Commands) -> None:
    output = commands.resolve(project("a==2.0"), *OLD).output
    assert "only uv lock finds a solution" in output
    assert "uv pip install finds no solution:" in output
    assert ["a", "-", "2.0"] in [line.split()[:3] for line in output.splitlines()]


def test_an_index_that_does_not_answer(commands: Commands) -> None:
    path = commands.folder / "pyproject.toml"
    path.write_text(project("a"))
    finished = commands.run("resolve", str(path), "--index-url", "http://user:secret@127.0.0.1:1/simple", *OLD)
    assert "uv lock fails:" in finished.output
    assert "secret" not in finished.output + finished.errors


def test_one_mode_alone(commands: Commands) -> None:
    locked = commands.resolve(project("a; sys_platform == 'linux'"), "--mode", "universal").output
    assert "uv lock for Python >=3.8: 2 versions" in locked
    assert "a        2.0      sys_platform == 'linux'  a-2.0-cp310" in locked
    single = commands.resolve(project("a"), "--mode", "single", *OLD).output
    assert "uv pip install for Python 3.8 on linux: 2 versions" in single


def test_versions_for_other_environments_are_named(commands: Commands) -> None:
    output = commands.resolve(project("a==1.0; python_version < '3.9'", "a==2.0; python_version >= '3.9'"), *OLD).output
    assert "uv lock also has a 2.0 where python_full_version >= '3.9'" in output


def test_two_sources_are_told_apart(commands: Commands) -> None:
    """The source of a constraint routes a lock alone."""
    with served_index([ServedFile("c-2.0-py3-none-any.whl")]) as other:
        text = project("f") + '[tool.uv]\nconstraint-dependencies = ["c>=2"]\n[tool.uv.sources]\n'
        text += f'c = {{ index = "other" }}\n[[tool.uv.index]]\nname = "other"\nurl = "{other.url}"\nexplicit = true\n'
        output = commands.resolve(text, *OLD).output
    assert "1 of 2 projects differs" in output
    (line,) = (line for line in output.splitlines() if line.startswith("  *"))
    assert line.split()[1:8] == ["c", "2.0", "from", commands.index.url, "2.0", "from", other.url]


def test_the_cutoff_is_named(commands: Commands) -> None:
    output = commands.resolve(project("c"), "--exclude-newer", "2024-12-25").output
    assert "without files uploaded at or after 2024-12-26T00:00:00+00:00" in output


def test_control_characters_do_not_reach_the_terminal() -> None:
    assert plain("a\x1b[31mb\u202e\nc") == "a\ufffd[31mb\ufffd\ufffdc"


def test_columns_are_as_wide_as_their_cells() -> None:
    assert list(table(("A", "LONG"), [("xxx", ["1", "2"]), ("y", "3")])) == [
        "  A    LONG",
        "  xxx  1",
        "       2",
        "  y    3",
    ]
