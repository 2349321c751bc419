"""What setup.py and setup.cfg ask of setuptools, where it stands there in so many words. Read by `ast`, never run.

    INSTALL = ["a>=1"]                        a name that is given one literal value, at the top of the module
    setup(install_requires=INSTALL + ["b"],   literals, such names, and sums of them
          extras_require={"x": ["c"]},
          **more)                             unknown: nothing is said at all, since it may hold anything

What depends on the machine or on a file (an `if`, a call, a `try`) is not in so many words, so nothing is said.
"""

from __future__ import annotations

import ast
import warnings
from collections.abc import Mapping
from configparser import ConfigParser
from configparser import Error as ConfigurationError
from dataclasses import dataclass, field

WANTED = ("install_requires", "extras_require", "python_requires")
_CHANGING = frozenset({"append", "extend", "insert", "remove", "pop", "clear", "update", "setdefault", "sort"})
MAX_SOURCE_BYTES = 256 * 1024


class _Unknown(Exception):
    """A value that is not there in so many words."""


@dataclass(frozen=True, slots=True)
class SetupArguments:
    """The arguments that metadata come from; keys of `extras_require` are extras, or "extra:marker"."""

    witness: str  #: the file that they stand in
    install_requires: tuple[str, ...] = ()
    extras_require: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    python_requires: str | None = None


def setup_arguments(setup_py: bytes | None, setup_cfg: bytes | None) -> SetupArguments | None:
    """The literal arguments of both files; what setup.py gives goes before setup.cfg, as setuptools has it.

    None where there is neither file, or where one of them leaves an argument to be computed.
    """
    if setup_py is None and setup_cfg is None:
        return None
    try:
        called = {} if setup_py is None else _called(setup_py)
        configured = {} if setup_cfg is None else _configured(setup_cfg)
        values = {name: called.get(name) or configured.get(name) for name in WANTED}
        return SetupArguments(
            "setup.py" if any(called.get(name) for name in WANTED) or not configured else "setup.cfg",
            _requirements(values["install_requires"]),
            _extras(values["extras_require"]),
            _python(values["python_requires"]),
        )
    except _Unknown:
        return None


# -- setup.py -------------------------------------------------------------------------------------------


def _called(source: bytes) -> dict[str, object]:
    tree = _parsed(source)
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and _is_setup(node.func)]
    if len(calls) != 1:
        raise _Unknown
    known = _constants(tree)
    found: dict[str, object] = {}
    for keyword in calls[0].keywords:
        if keyword.arg is None:
            spread = _value(keyword.value, known)
            if not isinstance(spread, dict):
                raise _Unknown
            found.update({name: value for name, value in spread.items() if name in WANTED})
        elif keyword.arg in WANTED:
            found[keyword.arg] = _value(keyword.value, known)
    return found


def _parsed(source: bytes) -> ast.Module:
    if len(source) > MAX_SOURCE_BYTES:
        raise _Unknown
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about the source: invalid escapes and the like
            return ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        raise _Unknown from error


def _is_setup(function: ast.expr) -> bool:
    if isinstance(function, ast.Name):
        return function.id == "setup"
    return isinstance(function, ast.Attribute) and function.attr == "setup"


def _constants(tree: ast.Module) -> dict[str, ast.expr]:
    """Names that are given one value, at the top of the module, and never changed."""
    given = {
        target.id: node.value
        for node in tree.body
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    return {name: value for name, value in given.items() if _uses(tree, name) == 1}


def _uses(tree: ast.Module, name: str) -> int:
    """How often a name is given a value or its value is changed, anywhere."""
    return sum(_changes(node, name) for node in ast.walk(tree))


def _changes(node: ast.AST, name: str) -> bool:
    if isinstance(node, ast.Name):
        return node.id == name and isinstance(node.ctx, ast.Store | ast.Del)
    if isinstance(node, ast.arg):
        return node.arg == name
    if isinstance(node, ast.Subscript):
        return _is_name(node.value, name) and isinstance(node.ctx, ast.Store | ast.Del)
    return (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in _CHANGING
        and _is_name(node.func.value, name)
    )


def _is_name(node: ast.expr, name: str) -> bool:
    return isinstance(node, ast.Name) and node.id == name


def _value(node: ast.expr, known: Mapping[str, ast.expr], depth: int = 0) -> object:
    if depth > 20:
        raise _Unknown
    if isinstance(node, ast.Name) and node.id in known:
        return _value(known[node.id], known, depth + 1)
    if isinstance(node, ast.Constant):
        return node.value
    if isinstance(node, ast.List | ast.Tuple | ast.Set):
        return [_value(element, known, depth + 1) for element in node.elts]
    if isinstance(node, ast.Dict):
        return _mapping(node, known, depth)
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        return _sum(_value(node.left, known, depth + 1), _value(node.right, known, depth + 1))
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "dict" and not node.args:
        pairs = [(keyword.arg, keyword.value) for keyword in node.keywords]
        return {_named(name): _value(value, known, depth + 1) for name, value in pairs}
    raise _Unknown


def _mapping(node: ast.Dict, known: Mapping[str, ast.expr], depth: int) -> dict[object, object]:
    found: dict[object, object] = {}
    for key, value in zip(node.keys, node.values, strict=True):
        if key is None:
            raise _Unknown
        name = _value(key, known, depth + 1)
        if not isinstance(name, str):
            raise _Unknown
        found[name] = _value(value, known, depth + 1)
    return found


def _named(name: str | None) -> str:
    if name is None:
        raise _Unknown
    return name


def _sum(left: object, right: object) -> object:
    if isinstance(left, list) and isinstance(right, list):
        return [*left, *right]
    if isinstance(left, str) and isinstance(right, str):
        return left + right
    raise _Unknown


# -- setup.cfg ------------------------------------------------------------------------------------------


def _configured(data: bytes) -> dict[str, object]:
    parser = ConfigParser(interpolation=None, delimiters=("=", ":"), strict=False)
    parser.optionxform = str  # type: ignore[method-assign,assignment]
    try:
        parser.read_string(data.decode())
    except (UnicodeDecodeError, ConfigurationError) as error:
        raise _Unknown from error
    options = dict(parser["options"]) if parser.has_section("options") else {}
    found: dict[str, object] = {
        name: options[key] for key in options if (name := key.replace("-", "_")) in WANTED and options[key].strip()
    }
    if parser.has_section("options.extras_require"):
        found["extras_require"] = dict(parser["options.extras_require"])
    return found


# -- values ---------------------------------------------------------------------------------------------


def _requirements(value: object) -> tuple[str, ...]:
    """setuptools takes a list, or a text with a requirement on each line."""
    if value is None:
        return ()
    if isinstance(value, str):
        if value.lstrip().startswith(("file:", "attr:")):
            raise _Unknown
        value = value.replace(";\n", "\n").splitlines()
    if not isinstance(value, list) or not all(isinstance(text, str) for text in value):
        raise _Unknown
    lines = (str(text).partition(" #")[0].strip() for text in value)
    return tuple(line for line in lines if line and not line.startswith("#"))


def _extras(value: object) -> dict[str, tuple[str, ...]]:
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise _Unknown
    return {str(name): _requirements(texts) for name, texts in value.items()}


def _python(value: object) -> str | None:
    if value is None or isinstance(value, str):
        return value
    raise _Unknown
