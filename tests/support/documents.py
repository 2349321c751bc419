"""Documents and rows as the web stores them, built from the few facts a test is about."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from tests.support.whole_application import TORCH
from webui.resolutions.asking.asked import Asked
from webui.resolutions.models import Comparison, Solve, State, Submission

Document = dict[str, Any]
INDEX = "https://index.test/simple"
MAC_WHEEL = "torch-2.5.1-cp39-none-macosx_11_0_arm64.whl"
READ_AT = "2024-11-29T12:00:00+00:00"


def a_package(name: str, version: str, **changes: Any) -> Document:
    """A package of a resolution document; its file is a pure wheel unless `filename` says otherwise."""
    filename = changes.pop("filename", f"{name.replace('-', '_')}-{version}-py3-none-any.whl")
    url = f"{INDEX}/{name}/{filename}"
    read = {"filename": filename, "url": url, "index_url": INDEX, "how": "separate-file", "read_at": READ_AT}
    package: Document = {
        "name": name,
        "version": version,
        "source": INDEX,
        "index_url": INDEX,
        "marker": "",
        "fork_markers": [],
        "root": False,
        "metadata_from": read | {"bytes_read": 2048, "from_cache": False},
        "install_file": {"filename": filename, "url": url},
        "files": [],
        "requires_python": ">=3.8",
        "requires_dist": [],
        "provides_extra": [],
        "repairs": [],
        "dependencies": [],
        "optional_dependencies": {},
        "dependency_groups": {},
    }
    return package | changes


def a_root(name: str, requirements: dict[str, int]) -> Document:
    """The pasted project; `requirements` maps a project to the line that asks for it."""
    dependencies = [
        {"name": child, "version": "1", "source": INDEX, "marker": "", "specifier": "", "line": line}
        | {"extra": None, "group": None}
        for child, line in requirements.items()
    ]
    return a_package(name, "0.1.0", root=True, metadata_from=None, install_file=None) | {"dependencies": dependencies}


def a_resolution(label: str, packages: list[Document] | None = None, **changes: Any) -> Document:
    """A resolution document; solved unless `changes` say otherwise."""
    packages = packages or []
    pages = [
        {"project": package["name"], "index_url": INDEX, "read_at": READ_AT, "from_cache": False}
        for package in packages
        if not package["root"]
    ]
    document: Document = {
        "schema_version": 1,
        "uv": "0.13.8",
        "problem_digest": "",
        "label": label,
        "outcome": "solved",
        "requires_python": ">=3.8",
        "axes": {"file_rule": "on-target" if label == "single" else "in-scope", "prerelease": "if-necessary"},
        "target": {"python": "3.8", "platform": "x86_64-unknown-linux-gnu", "label": "", "best_effort": False},
        "forks": [{"id": "0", "marker": "", "parent": None, "split_on": "", "included": [], "excluded": []}],
        "packages": packages,
        "fork_markers": [],
        "supported_markers": [],
        "required_markers": [],
        "requested": [],
        "conflict": None,
        "failure": None,
        "warnings": [],
        "pages": pages,
        "stats": {
            "decisions": 23, "conflicts": 0, "forks": 1, "pages_read": 22, "metadata_read": 22,
            "bytes_read": 210_000, "elapsed_seconds": 0.21, "replay": "agrees",
        },
    }  # fmt: skip
    return document | changes


def an_unsatisfiable(label: str, *, lines: tuple[int, ...] = (6,)) -> Document:
    """A resolution without a solution."""
    fact = {"text": "Your project needs torch>=9.", "projects": ["torch"], "lines": list(lines), "causes": []}
    gap = {"text": "There is no version of torch>=9.", "projects": ["torch"], "lines": [], "causes": []}
    end = {"text": "Your requirements cannot be met.", "projects": ["torch"], "lines": [], "causes": [0, 1]}
    proof = {"steps": [fact, gap, end]}
    conflict = {
        "fork_id": "0",
        "fork_marker": "",
        "summary": ["Your project needs torch>=9, and there is no such version."],
        "projects": ["torch"],
        "proof": proof,
    }
    return a_resolution(label, outcome="unsatisfiable", conflict=conflict)


def a_failed(label: str, **changes: Any) -> Document:
    """A resolution that index trouble ended."""
    failure = {
        "kind": "fetch",
        "message": "The index lists the file and answers 404 for it.",
        "url": f"{INDEX}/tornado/tornado-6.4.2-cp38-abi3-macosx_10_9_universal2.whl.metadata",
        "filename": "tornado-6.4.2-cp38-abi3-macosx_10_9_universal2.whl",
        "status_code": 404,
        "projects": ["tornado"],
    }
    return a_resolution(label, outcome="failed", failure=failure | changes)


def a_side(version: str, filename: str | None, install: str | None = "") -> Document:
    """One side of a comparison row; the installed file is the metadata file unless told."""
    installed = filename if install == "" else install
    return {
        "version": version, "source": INDEX, "index_url": INDEX, "metadata_from": filename, "install_file": installed,
        "how": None if filename is None else "separate-file",
    }  # fmt: skip


def a_row(
    project: str, difference: str, single: Document | None, universal: Document | None, **changes: Any
) -> Document:
    """A comparison row; the lock has the universal version everywhere unless told."""
    locked = (
        [{"version": universal["version"], "marker": "", "metadata_from": universal["metadata_from"], "source": INDEX}]
        if universal
        else []
    )
    row = {"project": project, "difference": difference, "single": single, "universal": universal}
    return row | {"universal_versions": locked} | changes


def a_comparison(rows: list[Document], **changes: Any) -> Document:
    """A comparison document."""
    document = {
        "schema_version": 1,
        "uv": "0.13.8",
        "target": {"python": "3.8", "platform": "x86_64-unknown-linux-gnu", "label": "", "best_effort": False},
        "selection": {"extras": [], "groups": []},
        "single_outcome": "solved",
        "universal_outcome": "solved",
        "differing": sum(row["difference"] != "none" for row in rows),
        "rows": rows,
    }
    return document | changes


def the_torch_documents() -> tuple[Document, Document, Document]:
    """Single, universal and comparison of the torch case, with a consequence and an agreement."""
    read_single = "torch-2.4.1-cp38-cp38-manylinux1_x86_64.whl"
    read_universal = "torch-2.5.1-cp39-none-macosx_11_0_arm64.whl"
    root = a_root("old-python", {"torch": 6})
    single = a_resolution(
        "single",
        [
            root,
            a_package("torch", "2.4.1", filename=read_single),
            a_package("triton", "3.0.0"),
            a_package("sympy", "1.13.3"),
        ],
    )
    universal = a_resolution(
        "universal",
        [
            root,
            a_package("torch", "2.5.1", filename=read_universal, install_file=None),
            a_package("triton", "3.1.0", marker="platform_machine == 'x86_64'"),
            a_package("sympy", "1.13.3"),
            a_package("colorama", "0.4.6", marker="sys_platform == 'win32'"),
        ],
    )
    forked = [
        {"version": version, "marker": marker, "metadata_from": f"sympy-{version}-py3-none-any.whl", "source": INDEX}
        for version, marker in (("1.13.3", "python_full_version < '3.9'"), ("1.14.0", "python_full_version >= '3.9'"))
    ]
    comparison = a_comparison(
        [
            a_row("torch", "version", a_side("2.4.1", read_single), a_side("2.5.1", read_universal, None)),
            a_row("triton", "version", a_side("3.0.0", "triton-3.0.0.whl"), a_side("3.1.0", "triton-3.1.0.whl")),
            a_row(
                "sympy", "none", a_side("1.13.3", "sympy-1.13.3.whl"), a_side("1.13.3", "sympy-1.13.3.whl"),
                universal_versions=forked,
            ),
        ]
    )  # fmt: skip
    return single, universal, comparison


LOCK = """\
version = 1
requires-python = ">=3.8"

[[package]]
name = "old-python"
version = "0.1.0"
source = { virtual = "." }
dependencies = [{ name = "torch" }]

[[package]]
name = "torch"
version = "2.4.1"
source = { registry = "https://index.test/simple" }
"""


def an_asked(text: str = TORCH, **changes: Any) -> Asked:
    """A question at Python 3.8."""
    return Asked(**({"text": text, "python": "3.8"} | changes))


def a_submission(asked: Asked | None = None) -> Submission:
    """A stored question whose solves are queued."""
    asked = asked or an_asked()
    submission = Submission.objects.create(
        text=asked.text,
        input=asked.input,
        files=dict(asked.files),
        lock=asked.lock,
        options=asked.options_json(),
        digest=asked.digest(None),
    )
    for label in asked.labels:
        Solve.objects.create(submission=submission, label=label, queued_at=timezone.now())
    return submission


def a_finished_submission(
    single: Document | None = None,
    universal: Document | None = None,
    comparison: Document | None = None,
    asked: Asked | None = None,
) -> Submission:
    """A stored answer: the torch case unless told."""
    submission = a_submission(asked)
    if single is None or universal is None:
        single, universal, comparison = the_torch_documents()
    for document in (single, universal):
        end(submission.solve(document["label"]), State.DONE, document=document)
    Comparison.objects.create(submission=submission, document=comparison or a_comparison([]))
    return Submission.objects.get(pk=submission.pk)


def an_explanation(**changes: Any) -> Document:
    """The explanation of the torch case: a proven cause with a fix, and a consequence."""
    target = {"python": "3.8", "platform": "x86_64-unknown-linux-gnu", "label": "Python 3.8"}
    experiment = {
        "title": "single with the file rule of the lock", "start": "single", "target": target, "about": "torch",
        "axes": ["file_rule"], "settings": [], "index": [], "requirements": [], "constraints": [], "edit": "",
        "text": None,
        "outcome": "2.5.1", "expected": "2.5.1", "supports": True, "undecided": False,
    }  # fmt: skip
    cause = {
        "class": "no-compatible-file", "axes": ["file_rule"], "proven": True, "proof": "proven",
        "summary": "torch 2.5.1 has no file for Python 3.8.", "experiments": [experiment],
        "evidence": [{"kind": "file", "text": "The lock read", "filename": MAC_WHEEL}],
    }  # fmt: skip
    patch = '--- a\n+++ b\n@@ -4 +4 @@\n-requires-python = ">=3.8"\n+requires-python = ">=3.9"\n'
    fix = {
        "title": "Narrow requires-python", "patch": patch, "text": TORCH.replace("3.8", "3.9"),
        "verdict": "Both modes now agree on everything", "agrees": True, "moves": ["sympy 1.13.3 to 1.14.0"],
    }  # fmt: skip
    shared = {"target": target, "difference": "version", "single": None, "universal": None, "further_causes": []}
    divergences = [
        shared | {"project": "torch", "root": True, "consequence_of": None, "cause": cause, "fixes": [fix]},
        shared | {"project": "triton", "root": False, "consequence_of": "torch", "cause": None, "fixes": []},
    ]
    document = {"schema_version": 1, "uv": "0.13.8", "targets": [target], "failures": [], "findings": []}
    return document | {"divergences": divergences, "solves": 4, "complete": True} | changes


def end(solve: Solve, state: State, **changes: Any) -> None:
    """Put a solve into an ended state."""
    now = timezone.now()
    Solve.objects.filter(pk=solve.pk).update(
        state=state, attempt=solve.attempt + 1, started_at=now, finished_at=now, **changes
    )
