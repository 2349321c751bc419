"""Data that a solve needed and did not get, in words; and what an answer has to be read with."""

from __future__ import annotations

from collections.abc import Iterator

from resolver_core.answer.caution import (
    Caution,
    CautionSaid,
    FilePassedOver,
    NoSuchExtra,
    NoUploadTimes,
    OtherVersion,
    UnknownVersion,
    Unread,
    UnreadableLockedFile,
    UnreadByPip,
)
from resolver_core.answer.failure import Failure, Obstacle
from resolver_core.inputs.problem import LocalKind


def message(failure: Failure) -> str:
    """What happened."""
    project = failure.projects[0] if failure.projects else ""
    match failure.obstacle:
        case Obstacle.SAID | Obstacle.REFUSED:
            return failure.detail
        case Obstacle.PAGE:
            return f"The index {failure.sources[0]} did not serve its page of {project}: {trouble(failure)}"
        case Obstacle.METADATA:
            return f"The metadata of {failure.filename} could not be read: {trouble(failure)}"
        case Obstacle.BUILD:
            return f"{failure.filename} states its dependencies only when it is built, and Whichwheel builds nothing"
    return _about_a_source(failure, project)


def _about_a_source(failure: Failure, project: str) -> str:
    both = " and ".join(failure.sources)
    match failure.obstacle:
        case Obstacle.SOURCE:
            kind, _, folder = failure.url.partition(":")
            if kind in set(LocalKind):
                return _without_file(project, folder)
            return (
                f"{project} comes from {failure.url}, which cannot be fetched here: supply its metadata as a "
                "[[tool.uv.dependency-metadata]] entry, or use an http(s) URL of a wheel or source distribution"
            )
        case Obstacle.TWO_URLS:
            return f"{project} is required from two URLs: {both}"
        case Obstacle.TWO_INDEXES:
            return f"{project} is sent to two indexes at once: {both}"
        case Obstacle.OTHER_FILE:
            return f"{failure.url} is not what {failure.detail} asks for"
        case Obstacle.PIP_PAGE:
            return f"The page of {project} on {both} was not recorded"
        case Obstacle.PIP_SOURCE:
            return f"{project} comes from {failure.url}, which cannot be fetched here: {failure.detail}"
    raise ValueError(failure.obstacle)


def advice(failure: Failure) -> str:
    """What to do about it; "" where the message says it."""
    project = failure.projects[0] if failure.projects else "it"
    match failure.obstacle:
        case Obstacle.SAID:
            return failure.advice
        case Obstacle.BUILD:
            return (
                f"Supply the metadata of {project} as a [[tool.uv.dependency-metadata]] entry, ask for a release with "
                "a wheel, or allow assumptions: then what its publisher's own build wrote into it is used"
            )
        case Obstacle.PAGE | Obstacle.METADATA:
            return "Check that the index is reachable and whether it wants a login, and ask again"
        case Obstacle.TWO_URLS | Obstacle.TWO_INDEXES:
            return "Keep one of the two, or keep them apart by markers that exclude each other"
        case Obstacle.OTHER_FILE:
            return f"Give {project} the URL of its own file"
    return ""


def listed(failure: Failure) -> Iterator[str]:
    """Everything that stood in the way, each with what to do about it; a text for each."""
    for each in failure.all:
        said, told = message(each), advice(each)
        yield f"{said.removesuffix('.')}. {told}." if told else said


def _without_file(project: str, folder: str) -> str:
    return (
        f"{project} comes from the folder {folder}, which is not among the files: add {folder}/pyproject.toml, or "
        "supply its metadata as a [[tool.uv.dependency-metadata]] entry"
    )


def trouble(failure: Failure) -> str:
    """What was wrong: the status of the answer, or the words of whoever read it."""
    return f"HTTP status {failure.status_code}" if failure.status_code else failure.detail


def why_unreadable(failure: Failure) -> str:
    """Why metadata could not be had: by the status, or by all that is known."""
    return trouble(failure) if failure.status_code else message(failure)


_UNREAD = {
    Unread.OVERRIDES: "overrides",
    Unread.EXCLUDES: "excluded dependencies",
    Unread.SOURCES: "sources",
    Unread.SUPPLIED_METADATA: "supplied metadata",
    Unread.EXPLICIT_INDEXES: "explicit indexes",
}


def warning(caution: Caution) -> str:
    """What an answer has to be read with."""
    match caution:
        case CautionSaid(text):
            return text
        case NoSuchExtra(project, version, extra, folder):
            return (
                f"{project}=={version} has no extra {extra!r}"
                if version
                else f"{project}@{folder} has no extra {extra!r}"
            )
        case UnknownVersion(project, specifier, required_by, version):
            return (
                f"{required_by} {version} requires {project}{specifier}, and the version of {project} is dynamic: "
                "it is not known here, and taken to fit"
            )
        case NoUploadTimes(project, index):
            return f"{project}: {index} lists files without an upload time; exclude-newer leaves them out"
        case UnreadByPip(Unread.RESOLUTION_MODE, value):
            return f"pip does not read the resolution mode {value}"
        case UnreadByPip(what):
            return f"pip does not read {_UNREAD[what]}"
        case OtherVersion(filename, version):
            return f"{filename} says it is version {version}"
        case FilePassedOver(filename, detail):
            return f"{filename} was passed over: {detail}"
        case UnreadableLockedFile(filename, project, detail):
            return f"Your uv.lock lists a file {filename!r} of {project} that cannot be read: {detail}."
