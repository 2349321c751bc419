"""Record the field cases anew, on the default index: `python -m tests.support.record_field_cases [SLUG]...`.

What no solve reads is left out (sizes, hashes, descriptions, files uploaded later, versions that it did not come to),
and hosts are replaced.
"""

from __future__ import annotations

import json
import lzma
import os
import posixpath
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, cast
from urllib.parse import urlsplit

from packaging.utils import NormalizedName, canonicalize_name
from packaging.version import Version

from resolver_core import (
    IndexLocation,
    RecordingIndex,
    default_index_url,
    open_index,
    parse_cutoff,
    snapshot_to_json,
)
from resolver_core.index.base import Index
from resolver_core.index.formats.filenames import parse_listed_filename
from resolver_core.index.records import Distribution, MetadataAnswer, MetadataRead, PageAnswer, ProjectPage
from resolver_core.inputs.project_files import ProjectFiles
from tests.support.field_cases import INDEX, INTEL_MAC, LINUX, MAC, WINDOWS, FieldCase, path_of
from tests.support.shared import SHARED
from uv_check.running.releases import installed_uv

FILES = "https://files.index.test"
CASES = {
    "01-dynamic-sdist-root": ("pyproject.toml", "3.12", WINDOWS, "2025-10-16"),
    "02-dynamic-sdist-old-metadata": ("requirements.txt", "3.12", LINUX, "2026-11-15"),
    "03-dynamic-sdist-hides-clash": ("pyproject.toml", "3.10", MAC, "2024-10-30"),
    "04-dynamic-version-and-plugin": ("pyproject.toml", "3.12", LINUX, "2026-11-15"),
    "05-fix-harmful-off-target": ("pyproject.toml", "3.9", WINDOWS, "2024-12-12"),
    "06-fix-on-the-wrong-axis": ("pyproject.toml", "3.9", INTEL_MAC, "2024-10-19"),
    "07-fix-too-narrow": ("pyproject.toml", "3.11", LINUX, "2025-09-17"),
    "08-fix-missing-lock-keeps-yanked": ("pyproject.toml", "3.11", LINUX, "2026-04-22"),
    "09-fix-missing-extra-of-extras": ("pyproject.toml", "3.12", LINUX, "2025-11-14"),
    "10-as-of-date-called-cause": ("pyproject.toml", "3.13", WINDOWS, "2024-12-30"),
    "11-as-of-date-and-unfolded-list": ("pyproject.toml", "3.12", LINUX, "2024-06-01"),
    "13-false-cause-unreachable-index": ("pyproject.toml", "3.12", LINUX, "2024-12-09"),
    "14-findings-out-of-order": ("pyproject.toml", "3.10", MAC, "2024-11-25"),
    "15-false-difference-spelling-of-names": ("pyproject.toml", "3.12", LINUX, "2026-11-15"),
    "16-self-requirement": ("pyproject.toml", "3.12", LINUX, "2026-11-15"),
    "17-workspace-self-source": ("pyproject.toml", "3.12", LINUX, "2026-11-15"),
    "18-workspace-member-not-entered": ("pyproject.toml", "3.12", LINUX, "2026-11-15"),
    "19-workspace-source-wording": ("pyproject.toml", "3.12", LINUX, "2026-11-15"),
    "20-url-semicolon-glued": ("pyproject.toml", "3.12", LINUX, "2026-11-15"),
    "20-url-semicolon-glued-in-requirements": ("requirements.txt", "3.12", LINUX, "2026-11-15"),
    "21-url-egg-name": ("requirements.txt", "3.12", LINUX, "2026-11-15"),
    "22-script-with-prose": ("make_mirror.py", "3.12", LINUX, "2026-11-15"),
}
"""By slug: the input, Python, platform and moment. The slug is the folder's name, or begins with it."""
MEMBER = '[project]\nname = "member-a"\nversion = "1"\nrequires-python = ">=3.12"\ndependencies = ["blinker"]\n'
BESIDE = {"18-workspace-member-not-entered": {"packages/a/pyproject.toml": MEMBER}}
"""Files that a case lacks, which are recorded with it."""
EXTRAS = {"09-fix-missing-extra-of-extras": ("gpu",)}
"""What is asked for beside the project itself."""
LOCKS = {"08-fix-missing-lock-keeps-yanked": "make-lock.sh"}
"""Programs that make the uv.lock of a case in its folder."""
EXPLAINED = (
    *(slug for slug in CASES if slug[:2] in ("05", "06", "07", "08", "09", "10", "11", "13", "14")),
    "15-false-difference-spelling-of-names",
)
"""Cases whose reasons or fixes count, not only the answers."""
_READ_HEADERS = ("metadata-version:", "name:", "version:", "requires-", "provides-extra:", "dynamic:")


class _MadeUpHosts:
    """An index in which the files of a made-up host are those that the default index lists under the same name."""

    def __init__(self, inner: Index, location: IndexLocation) -> None:
        self._inner, self._location = inner, location

    def page(self, location: IndexLocation, project: NormalizedName) -> PageAnswer:
        """As the index says."""
        return self._inner.page(location, project)

    def metadata(self, distribution: Distribution) -> MetadataAnswer:
        """As the index says, of the file of that name."""
        if not distribution.url.startswith(FILES):
            return self._inner.metadata(distribution)
        page = self._inner.page(self._location, distribution.project)
        assert isinstance(page, ProjectPage)
        (file,) = (file for file in page.distributions if file.filename == distribution.filename)
        answer = self._inner.metadata(file)
        assert isinstance(answer, MetadataRead)
        return replace(answer, provenance=replace(answer.provenance, distribution=distribution))

    def prefetch_pages(self, location: IndexLocation, projects: Iterable[NormalizedName]) -> None:
        """Passed on."""
        self._inner.prefetch_pages(location, projects)

    def prefetch_metadata(self, distributions: Iterable[Distribution]) -> None:
        """Passed on, but for made-up hosts."""
        self._inner.prefetch_metadata([file for file in distributions if not file.url.startswith(FILES)])


def record(slug: str) -> None:
    """Ask everything that the tests ask of a case, and write what was read."""
    case = _case(slug)
    url = default_index_url()
    with open_index(own_index=url) as opened:
        index = RecordingIndex(_MadeUpHosts(opened, IndexLocation(url)))
        for assume in (True, False):
            options = case.options(assume=assume, default_index=url)
            case.single(index, options)
            case.lock(index, options)
        if slug in EXPLAINED:
            case.explained(index, case.options(default_index=url))
    cutoff = parse_cutoff(case.as_of, datetime.now(UTC)).isoformat()
    document = {
        "input": case.files.input,
        "texts": dict(case.files.texts),
        "python": case.python,
        "platform": case.platform,
        "as_of": case.as_of,
        "extras": list(case.extras),
        "lock": case.lock_text,
        "snapshot": stripped(cast(dict[str, Any], snapshot_to_json(index.snapshot())), url, cutoff),
    }
    path_of(slug).parent.mkdir(exist_ok=True)
    path_of(slug).write_bytes(lzma.compress(json.dumps(document, separators=(",", ":")).encode(), preset=9))
    print(f"{path_of(slug).name}: {path_of(slug).stat().st_size / 1024:.1f} kB")


def _case(slug: str) -> FieldCase:
    name, python, platform, as_of = CASES[slug]
    (folder,) = (folder for folder in (SHARED / "field").iterdir() if slug.startswith(folder.name))
    texts = {name: (folder / name).read_text(), **BESIDE.get(slug, {})}
    lock = _locked(folder, LOCKS[slug]) if slug in LOCKS else ""
    return FieldCase(slug, ProjectFiles(texts, name), python, platform, as_of, EXTRAS.get(slug, ()), lock)


def _locked(folder: Path, program: str) -> str:
    """The uv.lock that a case's own program makes, with hosts replaced."""
    with tempfile.TemporaryDirectory() as name:
        shutil.copytree(folder, name, dirs_exist_ok=True)
        path = f"{installed_uv().program.parent}{os.pathsep}{os.environ['PATH']}"
        subprocess.run(["sh", program], cwd=name, env={**os.environ, "PATH": path}, check=True)
        lock = (Path(name) / "uv.lock").read_text("utf-8")
    index = default_index_url()
    return re.sub(r'url = "([^"]+)"', lambda found: f'url = "{_moved(found[1], index)}"', lock.replace(index, INDEX))


def stripped(snapshot: dict[str, Any], index: str, cutoff: str) -> dict[str, Any]:
    lowest = _lowest_read(snapshot["metadata"])
    for page in snapshot["pages"]:
        page["index_url"] = _moved(page["index_url"], index)
        page["listed_by"] = _moved(page["listed_by"], index)
        page["skipped"] = []
        files = _reached(page.get("files", []), page["project"], lowest.get(page["project"]))
        page["files"] = list(_kept_files(files, index, cutoff))
        _move_problem(page, index)
    for entry in snapshot["metadata"]:
        entry["url"] = _moved(entry["url"], index)
        entry["listed_by"] = _moved(entry["listed_by"], index)
        (entry["file"],) = _kept_files([entry["file"]], index, "9")
        entry["text"] = "".join(_headers(entry.get("text", "")))
        _move_problem(entry, index)
    return snapshot


def _lowest_read(metadata: Iterable[Mapping[str, Any]]) -> dict[str, Version]:
    """By project, the lowest version whose metadata were read: no solve came to those below it."""
    lowest: dict[str, Version] = {}
    for entry in metadata:
        version = _version(entry["file"], entry["project"])
        lowest[entry["project"]] = min(version, lowest.get(entry["project"], version))
    return lowest


def _reached(files: Iterable[dict[str, Any]], project: str, lowest: Version | None) -> list[dict[str, Any]]:
    return [file for file in files if lowest is None or _version(file, project) >= lowest]


def _version(file: Mapping[str, Any], project: str) -> Version:
    return parse_listed_filename(file["filename"], canonicalize_name(project)).version


def _kept_files(files: Iterable[Mapping[str, Any]], index: str, cutoff: str) -> Iterator[dict[str, Any]]:
    for file in files:
        if file.get("uploaded_at", "") < cutoff:
            kept = {key: value for key, value in file.items() if key not in ("hashes", "size")}
            yield {**kept, "url": _moved(file["url"], index)}


def _move_problem(entry: dict[str, Any], index: str) -> None:
    if "url" in entry.get("problem", {}):
        entry["problem"]["url"] = _moved(entry["problem"]["url"], index)


def _moved(url: str, index: str) -> str:
    if url.startswith(index):
        return INDEX + url.removeprefix(index)
    host = urlsplit(url).hostname
    if host is None or host.endswith((".test", ".example.org")):
        return url
    return f"{FILES}/{posixpath.basename(urlsplit(url).path)}"


def _headers(text: str) -> Iterator[str]:
    head = text.partition("\n\n")[0]
    return (f"{line}\n" for line in head.splitlines() if line.lower().startswith(_READ_HEADERS))


if __name__ == "__main__":
    for name in sys.argv[1:] or CASES:
        record(name)
