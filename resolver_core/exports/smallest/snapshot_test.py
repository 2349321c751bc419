"""The body of a snapshot test, as uv's own repository has them: a project, the commands, and what they answer."""

from __future__ import annotations

import re
import shlex
import textwrap
from collections.abc import Iterator

from resolver_core.answer.resolution import Resolution
from resolver_core.exports.requirements import to_requirements_txt
from resolver_core.exports.smallest.commands import Setting, commands
from resolver_core.exports.smallest.scenario import scenario_name
from resolver_core.minimise.smallest import Small, Smallest

_INDENT = 4 * " "
_PLAIN = ("--no-header", "--no-annotate")
_INDEX = "let index_url = packse_index_url(); // of the server that has the scenario"
_OF_SCENARIO = "".join(
    f"\n{2 * _INDENT}{call}"
    for call in (".env_remove(EnvVars::UV_EXCLUDE_NEWER)", '.arg("--default-index")', ".arg(&index_url)")
)
"""Its files have no upload times, so that the date of the context would hide all of them."""


def to_snapshot_test(smallest: Smallest, setting: Setting) -> str:
    """A function in Rust. It shows the project on the index of the scenario where there is one, else on the usual one.

    What uv prints for a mode without an answer is left for `cargo insta` to write.
    """
    small, is_closed = smallest.closed or smallest.text, smallest.closed is not None
    index = _OF_SCENARIO if is_closed else ""
    single, universal = commands(small, setting)
    name = re.sub(r"\W", "_", scenario_name(smallest))
    minor = ".".join(map(str, setting.target.python_version.release[:2]))
    body = [
        f'let context = uv_test::test_context!("{minor}");',
        'let pyproject_toml = context.temp_dir.child("pyproject.toml");',
        f'pyproject_toml.write_str(r#"\n{small.case.text}"#)?;',
        *([_INDEX] if is_closed else []),
        "",
        *_snapshot(f"context.pip_compile(){index}", [*_words(single)[3:], *_PLAIN], _compiled(small)),
        "",
        *_snapshot(f"context.lock(){index}", _words(universal)[2:], _locked(small.universal)),
        "",
        *_exported(small.universal),
        "Ok(())",
    ]
    lines = "\n".join(_indented(line) for line in body)
    return f"{_doc(smallest)}#[test]\nfn {name}() -> Result<()> {{\n{lines}\n}}\n"


def _doc(smallest: Smallest) -> str:
    texts = [smallest.text.cause.summary]
    if smallest.closed is not None:
        texts.append(f"The index is that of the scenario `{scenario_name(smallest)}`.")
    return "".join(f"/// {line}\n" for text in texts for line in textwrap.wrap(text, 96))


def _indented(line: str) -> str:
    """Lines of code stand in; those of a text stay where they are."""
    first, *rest = line.split("\n")
    return "\n".join([f"{_INDENT}{first}".rstrip(), *rest])


def _words(command: str) -> list[str]:
    return shlex.split(command)


def _snapshot(command: str, arguments: list[str], answer: str) -> Iterator[str]:
    called = command + "".join(f"\n{2 * _INDENT}.arg({_quoted(word)})" for word in arguments)
    yield f'uv_snapshot!(context.filters(), {called}, @r#"{answer}"#);'


def _quoted(word: str) -> str:
    return '"' + word.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _compiled(small: Small) -> str:
    pins = [pin for pin in small.single.pins if not pin.is_root]
    return _succeeded(_listed(small.single), len(pins)) if small.single.solved else ""


def _locked(resolution: Resolution) -> str:
    return _succeeded("", len(resolution.pins)) if resolution.solved else ""


def _exported(resolution: Resolution) -> Iterator[str]:
    if resolution.solved:
        words = ["--frozen", "--no-hashes", *_PLAIN, "--no-emit-project"]
        yield from _snapshot("context.export()", words, _succeeded(_listed(resolution), None))
        yield ""


def _succeeded(output: str, packages: int | None) -> str:
    count = "" if packages is None else f"Resolved {packages} package{'' if packages == 1 else 's'} in [TIME]\n"
    inner = f"success: true\nexit_code: 0\n----- stdout -----\n{output}\n----- stderr -----\n{count}"
    return "\n" + textwrap.indent(inner, _INDENT) + _INDENT


def _listed(resolution: Resolution) -> str:
    lines = to_requirements_txt(resolution, annotate=False).splitlines()
    return "".join(f"{line}\n" for line in lines if not line.startswith("#"))
