"""`python -m tests.sdists [NAME ...]`: read each release of releases.toml, build it beside, and compare.

The archives come from the default index. A build runs other people's code: on a machine where that is wanted.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name, parse_sdist_filename

from resolver_core import IndexLocation, default_index_url, open_index
from resolver_core.index.records import CoreMetadata, Distribution, MetadataAnswer, MetadataRead, ProjectPage

RELEASES = Path(__file__).with_name("releases.toml")
BUILD_SECONDS = 300


@dataclass(frozen=True)
class Metadata:
    """What a resolution reads, in a form that can be compared."""

    requirements: frozenset[str]
    requires_python: SpecifierSet
    extras: frozenset[str]


def releases() -> list[str]:
    """The file names."""
    listed = tomllib.loads(RELEASES.read_text())
    return [str(name) for name in (*listed["releases"], *listed["further"])]


def read_metadata(metadata: CoreMetadata) -> Metadata:
    """Of what we read."""
    extras = frozenset(map(str, metadata.provides_extra))
    requirements = frozenset(_in_one_form(str(requirement)) for requirement in metadata.requires_dist)
    return Metadata(requirements, metadata.requires_python or SpecifierSet(), extras)


def built_metadata(filename: str) -> Metadata | str:
    """Of what a build by pip says, or why it fails."""
    name, version = parse_sdist_filename(filename)
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder, "report.json")
        command = [sys.executable, "-m", "pip", "install", "--dry-run", "--no-deps", "--ignore-installed", "--quiet"]
        command += ["--no-binary", name, "--report", str(report), "--ignore-requires-python", f"{name}==={version}"]
        try:
            done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=BUILD_SECONDS)
        except subprocess.TimeoutExpired:
            return f"no answer within {BUILD_SECONDS} s"
        if done.returncode != 0:
            return (done.stderr.strip().splitlines() or ["?"])[-1][:120]
        (entry,) = json.loads(report.read_text())["install"]
    stated = entry["metadata"]
    return Metadata(
        frozenset(map(_in_one_form, stated.get("requires_dist", []))),
        SpecifierSet(stated.get("requires_python", "")),
        frozenset(canonicalize_name(extra) for extra in stated.get("provides_extra", [])),
    )


def answers(wanted: list[str]) -> Iterator[tuple[str, MetadataAnswer | None]]:
    """What our reader makes of each release; None where the index lacks it."""
    url = default_index_url()
    location = IndexLocation(url)
    with open_index(own_index=url) as index:
        for filename in wanted:
            name, _ = parse_sdist_filename(filename)
            page = index.page(location, name)
            listed = page.distributions if isinstance(page, ProjectPage) else ()
            file = next((one for one in listed if _is_same(one, filename)), None)
            yield filename, None if file is None else index.metadata(file)


def main(arguments: list[str]) -> int:
    """Print a line per release and the share that is equal to the build."""
    wanted = [name for name in releases() if not arguments or any(part in name for part in arguments)]
    equal, compared = 0, 0
    for filename, answer in answers(wanted):
        if isinstance(answer, MetadataRead):
            print(f"{filename}: states what is needed; not counted")
            continue
        found, witness = _found(answer)
        if found is None:
            print(f"{filename}: nothing is known without a build ({witness})")
            compared += 1
            continue
        built = built_metadata(filename)
        if isinstance(built, str):
            print(f"{filename}: read from {witness}; cannot be built here: {built}")
            continue
        compared += 1
        equal += found == built
        print(f"{filename}: read from {witness}: {'equal to a build' if found == built else _difference(found, built)}")
    print(f"{equal} of {compared} equal to a build, of {len(wanted)} releases")
    return 0 if compared and equal >= 0.9 * compared else 1


def _found(answer: MetadataAnswer | None) -> tuple[Metadata | None, str]:
    if answer is None:
        return None, "the index does not list it"
    if isinstance(answer, MetadataRead):
        return read_metadata(answer.metadata), ""
    if answer.assumed is None:
        return None, answer.detail
    return read_metadata(answer.assumed.metadata), answer.assumed.provenance.witness


def _difference(found: Metadata, built: Metadata) -> str:
    parts = []
    for words, ours, theirs in (
        ("requirements", found.requirements, built.requirements),
        ("extras", found.extras, built.extras),
    ):
        if ours != theirs:
            parts.append(f"{words}: only read {sorted(ours - theirs)}, only built {sorted(theirs - ours)}")
    if found.requires_python != built.requires_python:
        parts.append(f"requires-python: read {found.requires_python}, built {built.requires_python}")
    return "; ".join(parts)


def _in_one_form(text: str) -> str:
    requirement = Requirement(text)
    marker = str(requirement.marker or "").replace("(", "").replace(")", "")
    parts = (canonicalize_name(requirement.name), ",".join(sorted(map(canonicalize_name, requirement.extras))))
    return f"{parts[0]}[{parts[1]}] {requirement.specifier} {requirement.url or ''}; {marker}"


def _is_same(file: Distribution, filename: str) -> bool:
    return not file.is_wheel and parse_sdist_filename(filename)[1] == file.version


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
