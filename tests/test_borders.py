"""What crosses a border has a type: nothing public of the core and nothing in the web is `Any`, or a bare container."""

from __future__ import annotations

import ast
import importlib
import inspect
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

import resolver_core
from tests.support.imports import parsed
from tests.support.shared import REPOSITORY

FOREIGN = {
    "webui/settings.py": {"DATABASES", "CACHES", "CELERY_BROKER_TRANSPORT_OPTIONS"},  # as Django and Celery read them
    "webui/resolutions/management/commands/differences.py": {"Command.handle"},
    "webui/resolutions/management/commands/extract_report.py": {"Command.handle"},  # likewise
    "webui/resolutions/management/commands/load_examples.py": {"Command.handle"},  # of BaseCommand
    "webui/resolutions/management/commands/record_examples.py": {"Command.handle"},
    "webui/resolutions/management/commands/serve.py": {"Command.handle"},
    "webui/resolutions/management/commands/retention.py": {"Command.handle"},
    **{  # likewise
        f"webui/hosting/management/commands/{name}.py": {"Command.handle"}
        for name in ("export_everything", "import_everything", "quota", "verify")
    },
    "webui/databases.py": {"database", "_sqlite"},  # an entry of DATABASES
    "webui/hosting/log_context.py": {"put_into_message", "take_from_message", "forget"},  # of signals of Celery
    "webui/resolutions/showing/stored_pages.py": {"_Hexadecimal.as_postgresql"},  # of Func
    "webui/api/methods.py": {"", "methods.answered", "methods.answered_later"},  # of any view
    "webui/compressed_fields.py": {  # of a field of Django
        "CompressedTextField.get_db_prep_value",
        "CompressedJSONField.get_db_prep_value",
        "CompressedJSONField.from_db_value",
        "CompressColumn.database_forwards",  # and of an operation of a migration
        "CompressColumn.database_backwards",
        "CompressColumn._alter",
    },
    "webui/mcp.py": {"", "server"},  # of the package `mcp`, and JSON as an instance gives it
    "webui/celery.py": {"contain_process", "be_seen"},  # of a signal of Celery
    "webui/ratelimit.py": {"limited.decorated.answered"},  # of any view
    "webui/workers/folder_transport.py": {  # of kombu
        "Channel._put",
        "Channel.get_table",
        "Transport.__init__",
        "options",
    },
    # of what was sent, whatever it holds
    "webui/resolutions/asking/secrets_removed.py": {"WithoutSecrets", "without_secrets", "without_secrets.plain"},
    "webui/resolutions/asking/ask_form.py": {"AskForm.clean"},  # of Form
    "webui/team/access.py": {"of_team", "of_team.decorated.answered"},  # of any view
    "webui/team/api/door.py": {"by_member.decorated.answered"},
    "webui/team/forms.py": {"SignInForm.__init__", "JoinForm.clean"},
    "webui/team/management/commands/ask_again.py": {"Command.handle"},
    "webui/team/management/commands/forget_openid.py": {"Command.handle"},
    "webui/team/management/commands/found_team.py": {"Command.handle"},
    "webui/resolutions/asking/forms.py": {"CompareForm.__init__", "CompareForm.clean"},
}
"""Signatures that Django prescribes, by module: they are as loose as its own."""

BARE = {"dict", "list", "tuple", "set", "frozenset", "Mapping", "Sequence", "Iterable", "Iterator"}
"""Containers that say nothing without their parameters."""


class _Finder(ast.NodeVisitor):
    """Collects what is loose, each with the name that it belongs to ("Class.method"; "" for a module's own lines)."""

    def __init__(self) -> None:
        self.path: list[str] = []
        self.found: list[tuple[str, int, str]] = []

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        self._inside(node.name, node)

    def visit_FunctionDef(self, node: ast.FunctionDef) -> None:
        arguments = node.args
        named = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs, arguments.vararg, arguments.kwarg]
        annotations = [argument.annotation for argument in named if argument is not None]
        self.path.append(node.name)
        for annotation in (*annotations, node.returns):
            self._judge_container(annotation)
        self.path.pop()
        self._inside(node.name, node)

    def visit_AsyncFunctionDef(self, node: ast.AsyncFunctionDef) -> None:
        self.visit_FunctionDef(ast.FunctionDef(**{name: getattr(node, name) for name in ast.FunctionDef._fields}))

    def visit_AnnAssign(self, node: ast.AnnAssign) -> None:
        own = node.target.id if isinstance(node.target, ast.Name) and not self.path else ""
        if own:
            self.path.append(own)
        self._judge_container(node.annotation)
        self.generic_visit(node)
        if own:
            self.path.pop()

    def visit_Name(self, node: ast.Name) -> None:
        if node.id == "Any":
            self._note(node, "Any")

    def visit_Attribute(self, node: ast.Attribute) -> None:
        if node.attr == "Any":
            self._note(node, "Any")
        self.generic_visit(node)

    def visit_Constant(self, node: ast.Constant) -> None:
        """An annotation may be written as text."""
        if isinstance(node.value, str) and node.value.replace(" ", "").endswith(("[str,Any]", "[Any]", "Any")):
            self._note(node, "Any")

    def _inside(self, name: str, node: ast.AST) -> None:
        self.path.append(name)
        self.generic_visit(node)
        self.path.pop()

    def _judge_container(self, annotation: ast.expr | None) -> None:
        """A container without parameters, where a type with them could stand."""
        if annotation is None:
            return
        parametrised = {id(node.value) for node in ast.walk(annotation) if isinstance(node, ast.Subscript)}
        for node in ast.walk(annotation):
            if isinstance(node, ast.Name) and node.id in BARE and id(node) not in parametrised:
                self._note(node, f"a bare {node.id}")

    def _note(self, node: ast.expr, what: str) -> None:
        self.found.append((".".join(self.path), node.lineno, what))


def loose(source: str) -> list[tuple[str, int, str]]:
    """Everything in a module that has no type: whose it is, the line, and what."""
    finder = _Finder()
    finder.visit(parsed(source))
    return finder.found


def unexplained(path: str, source: str, foreign: Mapping[str, set[str]]) -> Iterator[str]:
    allowed = foreign.get(path, set())
    for owner, line, what in loose(source):
        if owner not in allowed:
            yield f"{path}:{line}: {what} in {owner or 'the module'}"


def public_definitions() -> dict[Path, set[str]]:
    """For every module of the core: the public names that it defines (functions and classes)."""
    found: dict[Path, set[str]] = {}
    for name in resolver_core.__all__:
        value = getattr(resolver_core, name)
        if inspect.isfunction(value) or inspect.isclass(value):
            module = importlib.import_module(value.__module__)
            assert module.__file__ is not None
            found.setdefault(Path(module.__file__), set()).add(value.__name__)
    return found


def loose_in_public(source: str, names: set[str]) -> Iterator[str]:
    """What is loose in the signatures of public functions, and of the public methods and fields of classes."""
    for node in parsed(source).body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and node.name in names:
            for owner, line, what in loose(ast.unparse(_signatures(node))):
                yield f"{owner or node.name} (line {node.lineno + line - 1} or near): {what}"


def _signatures(node: ast.stmt) -> ast.stmt:
    """A definition without the bodies of its functions and without its private methods."""
    if isinstance(node, ast.FunctionDef):
        return ast.FunctionDef(
            **{name: getattr(node, name) for name in ast.FunctionDef._fields if name != "body"},
            body=[ast.Pass()],
            lineno=node.lineno,
        )
    assert isinstance(node, ast.ClassDef)
    body = [
        _signatures(part) if isinstance(part, ast.FunctionDef) else part
        for part in node.body
        if isinstance(part, ast.AnnAssign)
        or (isinstance(part, ast.FunctionDef) and (part.name == "__init__" or not part.name.startswith("_")))
    ]
    rest = {name: getattr(node, name) for name in ast.ClassDef._fields if name != "body"}
    return ast.ClassDef(**rest, body=body or [ast.Pass()], lineno=node.lineno)


def web_sources() -> dict[str, str]:
    paths = sorted((REPOSITORY / "webui").rglob("*.py"))
    own = [path for path in paths if "migrations" not in path.parts]
    return {path.relative_to(REPOSITORY).as_posix(): path.read_text("utf-8") for path in own}


# -- the rules ----------------------------------------------------------------------------------


def test_nothing_in_the_web_is_without_a_type() -> None:
    wrong = [problem for path, source in web_sources().items() for problem in unexplained(path, source, FOREIGN)]
    assert not wrong, "\n".join(wrong)


def test_nothing_public_of_the_core_is_without_a_type() -> None:
    wrong = [
        f"{path.relative_to(REPOSITORY)}: {problem}"
        for path, names in public_definitions().items()
        for problem in loose_in_public(path.read_text("utf-8"), names)
    ]
    assert not wrong, "\n".join(wrong)


def test_nothing_in_the_codec_is_without_a_type() -> None:
    codec = sorted((REPOSITORY / "resolver_core" / "codec").glob("*.py"))
    wrong = [problem for path in codec for problem in unexplained(path.name, path.read_text("utf-8"), {})]
    assert not wrong, "\n".join(wrong)


def test_every_exception_is_still_needed() -> None:
    sources = web_sources()
    for path, owners in FOREIGN.items():
        assert owners == {owner for owner, _, _ in loose(sources[path])}, path


# -- the rules on broken copies -----------------------------------------------------------------

LOOSE = [
    "def view(request: object) -> dict[str, Any]: ...",
    "def view(document: Any) -> None: ...",
    "def view(document: dict) -> None: ...",
    "def view(*documents: list[dict[str, typing.Any]]) -> None: ...",
    "async def view(document: 'dict[str, Any]') -> None: ...",
    "class View:\n    document: Mapping[str, Any] | None = None",
    "class View:\n    def of(self, entries: Iterable) -> None: ...",
    "Document = dict[str, Any]",
]


@pytest.mark.parametrize("source", LOOSE)
@pytest.mark.parametrize("path", ["webui/resolutions/showing/rows.py", "webui/api/v1.py"])
def test_a_broken_copy_of_the_web_is_noticed(path: str, source: str) -> None:
    assert list(unexplained(path, f"{web_sources()[path]}\n\n{source}\n", FOREIGN))


def test_a_loose_local_name_is_noticed() -> None:
    assert list(unexplained("x", "def f() -> None:\n    values: dict[str, Any] = {}", {}))
    assert list(unexplained("x", "def f() -> None:\n    return cast(Any, 1)", {}))


@pytest.mark.parametrize(
    ("name", "before", "after"),
    [
        ("to_json", "-> ResolutionDocument:", "-> dict[str, Any]:"),
        ("from_json", "(document: ResolutionDocument)", "(document: Mapping[str, Any])"),
        ("repeat_experiment", "experiment: Repeatable,", "experiment: dict,"),
        ("ResolutionDocument", "conflict: Annotated[ConflictEntry | None", "conflict: Annotated[Any"),
        ("IndexSnapshot", "-> datetime | None:", "-> Any:"),
    ],
)
def test_a_broken_copy_of_the_core_is_noticed(name: str, before: str, after: str) -> None:
    (path,) = (path for path, names in public_definitions().items() if name in names)
    source = path.read_text("utf-8")
    assert before in source
    assert not list(loose_in_public(source, {name}))
    assert list(loose_in_public(source.replace(before, after, 1), {name}))


@pytest.mark.parametrize(
    "source",
    [
        "def f(document: ResolutionDocument, names: Mapping[str, object]) -> list[Row]: ...",
        'def f() -> str:\n    return "Any of these."',
        "def f(lists: dict[str, list[str]]) -> None:\n    found: list[str] = list(lists)",
    ],
)
def test_what_has_a_type_is_accepted(source: str) -> None:
    assert not loose(source)
