"""Every cache of the core that lives longer than a solve: how many entries it has, and how many it may have."""

from __future__ import annotations

import functools
import importlib
import inspect
import pkgutil
from collections.abc import Iterator
from dataclasses import dataclass
from types import ModuleType
from typing import Any

import resolver_core
from resolver_core.index.kept.bounded import BoundedCache, ByIdentity
from resolver_core.markers import diagram


@dataclass(frozen=True)
class CacheSize:
    """`bound` None: there is none."""

    entries: int
    bound: int | None


def core_modules() -> Iterator[ModuleType]:
    """All modules of the core, imported."""
    yield resolver_core
    for found in pkgutil.walk_packages(resolver_core.__path__, "resolver_core."):
        if not found.name.endswith("__main__"):
            yield importlib.import_module(found.name)


def functions() -> dict[str, Any]:
    """Every function with a cache, by name: of modules, and of their classes."""
    found: dict[str, Any] = {}
    for module in core_modules():
        owners: list[Any] = [module, *(value for value in vars(module).values() if isinstance(value, type))]
        for owner in owners:
            for value in vars(owner).values():
                function = getattr(value, "__func__", value)
                if isinstance(function, functools._lru_cache_wrapper) and _is_ours(function):
                    found[f"{function.__module__}.{function.__qualname__}"] = function
    return found


def _is_ours(function: Any) -> bool:
    return str(function.__module__).startswith("resolver_core")


def module_tables() -> dict[str, dict[Any, Any]]:
    """Every dictionary that a module of the core holds under a name of its own."""
    return {
        f"{module.__name__}.{name}": value
        for module in core_modules()
        for name, value in vars(module).items()
        if isinstance(value, dict) and not name.startswith("__")
    }


def tables() -> dict[str, dict[Any, Any]]:
    """Those that remember results."""
    return {name: table for name, table in module_tables().items() if isinstance(table, diagram.Memory)}


def bounded_caches() -> dict[str, BoundedCache[Any, Any]]:
    """Those that a module of the core holds under a name of its own."""
    found: dict[str, BoundedCache[Any, Any]] = {}
    for module in core_modules():
        for name, value in vars(module).items():
            cache = value.made if isinstance(value, ByIdentity) else value
            if isinstance(cache, BoundedCache):
                found[f"{module.__name__}.{name}"] = cache
    return found


def cache_sizes() -> dict[str, CacheSize]:
    """Functions with a cache, tables of remembered results, and the living nodes of markers."""
    sizes = {name: CacheSize(len(table), diagram.MEMORY_LIMIT) for name, table in tables().items()}
    sizes |= {name: CacheSize(len(cache), cache.bound) for name, cache in bounded_caches().items()}
    for name, function in functions().items():
        about = function.cache_info()
        one_result = about.maxsize is None and not inspect.signature(function).parameters
        sizes[name] = CacheSize(about.currsize, 1 if one_result else about.maxsize)
    return sizes


def clear() -> None:
    """Forget everything that can be forgotten."""
    for function in functions().values():
        function.cache_clear()
    for table in tables().values():
        table.clear()
    for cache in bounded_caches().values():
        cache.clear()
