"""Prompts of every shell, and what only looks like one."""

from __future__ import annotations

import pytest

from resolver_core.inputs.report.prompts import is_program, program_of, split_prompt, without_continuation_prompt


@pytest.mark.parametrize(
    "prompt",
    [
        "$ ",
        "% ",
        "> ",
        ">>> ",
        "\u276f ",
        "\u279c  ~ ",
        "\u279c  proj git:(main) \u2717 ",
        "\u279c ",
        "\u03bb ",
        "(venv) $ ",
        "(base) (env) % ",
        "(env) ",
        "PS C:\\Users\\me> ",
        "PS C:\\proj>",
        "(venv) PS C:\\proj> ",
        "PS /srv/me> ",
        "C:\\>",
        "C:\\Users\\me\\a b>",
        "(C:\\tools\\env) C:\\work>",
        "D:\\a> ",
        "user@host:~/proj$ ",
        "(env) user@host:~$ ",
        "root@0f3c9e1b7a2d:/app# ",
        "[user@host proj]$ ",
        "[root@host ~]# ",
        "me@mac proj % ",
        "proj % ",
        "Mac:proj me$ ",
        "~/proj $ ",
        "~/proj> ",
        "~/proj \u276f ",
        "/app # ",
        "[nix-shell:~/proj]$ ",
        "proj on \ue0a0 main via \U0001f40d v3.12 \u276f ",
        "In [3]: !",
        "!",
        "%",
        "$-> ",
        "Run ",
        "##[group]Run ",
        "RUN ",
        "RUN --mount=type=cache,target=/root/.cache ",
        "[2/5] RUN ",
        "Step 4/9 : RUN ",
        "\u00e2\u009d\u00af ",
    ],
)
def test_prompts(prompt: str) -> None:
    found, rest = split_prompt(prompt + "uv pip install numpy")
    assert found
    assert rest == "uv pip install numpy"


@pytest.mark.parametrize(
    "line",
    [
        "numpy==2.0",
        "> this is what somebody said",
        "# uv sync makes it work",
        "100% of it",
        " + numpy==2.0",
        "+ numpy==2.0",
        "a @ git+https://host.test/a#egg=a",
        "See C: it is full",
        "torch>=2",
        "[tool.uv]",
        "$",
        "",
        "error: it > that",
    ],
)
def test_what_is_no_prompt(line: str) -> None:
    assert split_prompt(line) == ("", line)


def test_a_root_shell() -> None:
    assert split_prompt("# uv sync", is_root_shell=True) == ("# ", "uv sync")


@pytest.mark.parametrize(
    ("line", "rest"),
    [
        ("> -r a.txt", "-r a.txt"),
        (">>   numpy", "  numpy"),
        ("More? numpy", "numpy"),
        ("... numpy", "numpy"),
        ("a", "a"),
    ],
)
def test_further_lines_of_a_command(line: str, rest: str) -> None:
    assert without_continuation_prompt(line) == rest


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("uv sync", "uv"),
        ("/usr/bin/uv sync", "uv"),
        (".venv\\Scripts\\pip.exe install", "pip"),
        ("pip3.11 install a", "pip"),
        ("pex3 lock", "pex"),
        ("python3.12 -m pip", "python3.12"),
        ("'uv'", ""),
    ],
)
def test_programs(text: str, name: str) -> None:
    assert program_of(text) == name


@pytest.mark.parametrize(
    "line",
    [
        " > [4/7] RUN uv sync --frozen:",
        "=> ERROR [builder 4/7] RUN uv sync --frozen          12.4s",
        "#9 [4/7] RUN --mount=type=cache,target=/c uv sync --frozen",
    ],
)
def test_steps_in_the_log_of_an_image(line: str) -> None:
    assert split_prompt(line)[1] == "uv sync --frozen"


@pytest.mark.parametrize("text", ["pip-compile, version 7.4.1", "uv, of course", "pip."])
def test_a_name_before_a_mark_of_a_sentence_is_no_program(text: str) -> None:
    assert not is_program(text)
