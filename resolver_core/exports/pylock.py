"""An answer as `pylock.toml` (PEP 751), in the shape that `uv export --format pylock.toml` writes."""

from __future__ import annotations

from urllib.parse import unquote, urlsplit

import tomlkit
from packaging.utils import InvalidSdistFilename, InvalidWheelFilename, parse_sdist_filename, parse_wheel_filename
from tomlkit.items import InlineTable, Table

from resolver_core.answer.needed_where import Names
from resolver_core.answer.resolution import Pin, Resolution
from resolver_core.exports.selecting import NotExportable, SelectedPin, only_target, selected_pins
from resolver_core.index.records import Distribution
from resolver_core.policy import UV_VERSION
from resolver_core.targets.environment import Environment

CREATED_BY = "whichwheel"
_TARGET_VARIABLES = ("implementation_name", "platform_machine", "python_version", "sys_platform")


def to_pylock(resolution: Resolution, extras: Names = (), groups: Names = ()) -> str:
    """The text of a `pylock.toml` for a selection of extras and groups.

    A single-platform answer says in `environments` which target it holds on. Raises NotExportable where there is
    no solution, and where the index told no hash of a file, for the format demands one.
    """
    pins = selected_pins(resolution, extras, groups)
    document = tomlkit.document()
    document.add(tomlkit.comment(f"resolved as uv {UV_VERSION} does"))
    document["lock-version"] = "1.0"
    document["created-by"] = CREATED_BY
    if resolution.requires_python:
        document["requires-python"] = resolution.requires_python
    if environments := _environments(resolution):
        document["environments"] = _lines(environments)
    packages = tomlkit.aot()
    for selected in pins:
        packages.append(_package(selected))
    document["packages"] = packages if pins else tomlkit.array()
    return tomlkit.dumps(document)


def _environments(resolution: Resolution) -> list[str]:
    target = only_target(resolution)
    return list(resolution.supported_markers) if target is None else [_environment(target)]


def _environment(target: Environment) -> str:
    return " and ".join(f"{name} == '{target.markers[name]}'" for name in _TARGET_VARIABLES)


def _package(selected: SelectedPin) -> Table:
    pin = selected.pin
    table = tomlkit.table()
    table["name"] = str(pin.project)
    table["version"] = str(pin.version)
    if selected.marker:
        table["marker"] = selected.marker
    if pin.index_url is None:
        table["archive"] = _archive(pin)
        return table
    table["index"] = pin.index_url
    sdists, wheels = _sdists(pin), _wheels(pin)
    if not sdists and not wheels:
        raise NotExportable(f"No file of {pin.project} {pin.version} has a name that the format allows.")
    if sdists:
        table["sdist"] = _file(sdists[0])
    if wheels:
        table["wheels"] = _lines([_file(wheel) for wheel in wheels])
    return table


def _archive(pin: Pin) -> InlineTable:
    if len(pin.distributions) != 1:
        raise NotExportable(f"Nothing is known of the archive at {pin.key.source}.")
    return _file(pin.distributions[0])


def _sdists(pin: Pin) -> list[Distribution]:
    """The format allows one source distribution, and standard names alone."""
    return [file for file in pin.distributions if not file.is_wheel and _is_standard(file)]


def _wheels(pin: Pin) -> list[Distribution]:
    return sorted(
        (file for file in pin.distributions if file.is_wheel and _is_standard(file)), key=lambda f: f.filename
    )


def _is_standard(file: Distribution) -> bool:
    try:
        if file.is_wheel:
            name, version, *_ = parse_wheel_filename(file.filename)
        else:
            name, version = parse_sdist_filename(file.filename)
    except (InvalidWheelFilename, InvalidSdistFilename):
        return False
    return (name, version) == (file.project, file.version)


def _file(file: Distribution) -> InlineTable:
    if not file.hashes:
        raise NotExportable(f"The index tells no hash of {file.filename}, and pylock.toml demands one.")
    table = tomlkit.inline_table()
    if unquote(urlsplit(file.url).path).rpartition("/")[2] != file.filename:
        table["name"] = file.filename
    table["url"] = file.url
    if file.uploaded_at is not None:
        table["upload-time"] = file.uploaded_at
    if file.size_bytes is not None:
        table["size"] = file.size_bytes
    hashes = tomlkit.inline_table()
    hashes.update(sorted(file.hashes.items()))
    table["hashes"] = hashes
    return table


def _lines(items: list[str] | list[InlineTable]) -> tomlkit.items.Array:
    """An array with a line for every item."""
    array = tomlkit.array()
    array.extend(items)
    return array.multiline(len(items) > 1)
