"""One case put to uv and to us: the verdict on the lock, the lock afterwards, and whether it would pass a check."""

from __future__ import annotations

import re
import sys
import tempfile
import tomllib
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from packaging.utils import canonicalize_name
from packaging.version import Version

from resolver_core import Options, Policy, Settings, parse_lock, requires_python_of, resolve, target
from resolver_core.answer.lock_verdict import LockUse, LockVerdict, StaleLock, StaleReason
from resolver_core.answer.resolution import Outcome, Resolution
from resolver_core.errors import ProblemSyntaxError
from resolver_core.index.kept.memory import MemoryFile, MemoryIndex
from resolver_core.index.records import IndexLocation
from resolver_core.inputs.cutoff import parse_cutoff
from resolver_core.inputs.parse import parse_project
from resolver_core.inputs.problem import ForkStrategy, IndexStrategy, PrereleaseMode, ResolutionMode
from resolver_core.inputs.project_files import ProjectFiles
from tests.support.served_index import ServedFile, ServedIndex, served_index
from tests.support.stale_locks.cases import Case
from tests.support.stale_locks.worlds import MAIN, OTHER, ROOT, World
from tests.support.uv_runs import run_uv

REFUSED, ABSENT = "refused", "none"
_IGNORED = "Ignoring existing lockfile due to "
_RESOLVING = "Resolving despite existing lockfile due to "
_REASONS = (
    ("change in resolution mode", StaleLock.RESOLUTION_MODE),
    ("change in fork strategy", StaleLock.FORK_STRATEGY),
    ("`--upgrade`", StaleLock.UPGRADE),
    ("fork markers not covering", StaleLock.FORKS_LACK_ENVIRONMENTS),
    ("fork markers being disjoint", StaleLock.FORKS_LACK_PYTHON),
    ("change in supported environments", StaleLock.ENVIRONMENTS),
    ("change in conflicting groups", StaleLock.CONFLICTS),
    ("change in Python requirement", StaleLock.REQUIRES_PYTHON),
    ("change in pre-release mode", StaleLock.PRERELEASE),
    ("change in package-specific pre-release", StaleLock.PRERELEASE),
    ("`--upgrade-package`", StaleLock.UPGRADE_PACKAGE),
    ("mismatched members", StaleLock.MEMBERS),
    ("mismatched source: .*`virtual`", StaleLock.VIRTUAL),
    ("mismatched source: .*`editable`", StaleLock.EDITABLE),
    ("mismatched requirements:", StaleLock.REQUIREMENTS),
    ("mismatched constraints", StaleLock.CONSTRAINTS),
    ("mismatched overrides", StaleLock.OVERRIDES),
    ("mismatched excludes", StaleLock.EXCLUDES),
    ("mismatched build constraints", StaleLock.BUILD_CONSTRAINTS),
    ("mismatched dependency groups:", StaleLock.GROUPS),
    ("mismatched static metadata", StaleLock.DEPENDENCY_METADATA),
    ("missing (remote|local) index", StaleLock.INDEX),
    ("(dynamic|static) version", StaleLock.DYNAMIC),
    ("mismatched version", StaleLock.VERSION),
    ("mismatched extras for", StaleLock.PACKAGE_EXTRAS),
    ("mismatched requirements for", StaleLock.PACKAGE_REQUIREMENTS),
    ("mismatched dependency groups for", StaleLock.PACKAGE_GROUPS),
    (".*exclude newer", StaleLock.EXCLUDE_NEWER),
    ("mismatched (member|workspace) default groups", StaleLock.DEFAULT_GROUPS),
    ("mismatched group metadata", StaleLock.GROUP_PYTHON),
)
"""How uv's log begins each of its reasons; the first that fits counts."""


@dataclass(frozen=True)
class Answer:
    """What one side says. `reason` is "" for a lock that satisfies; `use` is REFUSED where there is no solution at all.

    `versions` are those of the lock afterwards, by project; `forks` its resolution-markers.
    """

    use: str
    reason: str = ""
    solved: bool = True
    passes: bool | None = None  #: `uv lock --check`; None where nothing is claimed
    versions: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    forks: tuple[str, ...] = ()
    words: str = field(default="", compare=False)


@dataclass(frozen=True)
class Served:
    """The running indexes, and the locks of the worlds that were locked on them."""

    main: ServedIndex
    other: ServedIndex
    locks: dict[int, tuple[World, str]] = field(default_factory=dict)  #: by the identity of the world

    def written(self, text: str) -> str:
        """A text with the addresses in their places."""
        secret = self.main.url.replace("http://", "http://user:secret@")
        places = {"@password:main": secret, "@files": self.main.url.removesuffix("simple") + "files"}
        places |= {"@main": self.main.url, "@other": self.other.url, "@flat": self.main.flat_url}
        for mark, place in places.items():
            text = text.replace(mark, place)
        return text

    def unwritten(self, text: str) -> str:
        """A lock with marks in place of the addresses."""
        files = self.main.url.removesuffix("simple") + "files"
        return text.replace(files, "@files").replace(self.main.url, "@main").replace(self.other.url, "@other")

    def list_files_of(self, world: World) -> None:
        """Let the indexes list what a world says."""
        self.main.list_instead(world.indexes[MAIN])
        self.other.list_instead(world.indexes[OTHER])

    def lock_of(self, world: World) -> str:
        """The lock that uv makes of a world, made once."""
        if id(world) not in self.locks:
            self.list_files_of(world)
            with tempfile.TemporaryDirectory() as folder:
                self.write(world, folder)
                run = run_uv(["lock", "--quiet", "--python", sys.executable], folder)
                assert run.returncode == 0, run.stderr
                self.locks[id(world)] = world, Path(folder, "uv.lock").read_text("utf-8")
        return self.locks[id(world)][1]

    def write(self, world: World, folder: str) -> None:
        """Write the files of a world."""
        for name, text in world.files.items():
            path = Path(folder, name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(self.written(text), "utf-8")


@contextmanager
def serving() -> Iterator[Served]:
    """Both indexes, until the block ends."""
    with ExitStack() as stack:
        yield Served(stack.enter_context(served_index(())), stack.enter_context(served_index(())))


def lock_before(served: Served, case: Case) -> str:
    """The lock that lies there when uv locks again."""
    lock = served.lock_of(case.before)
    edited = served.written(case.after.lock_edit(served.unwritten(lock)))
    served.list_files_of(case.after)
    return edited


# -- uv ---------------------------------------------------------------------------------------------


def uv_answer(served: Served, case: Case, lock: str) -> Answer:
    """What uv makes of it."""
    with tempfile.TemporaryDirectory() as folder:
        served.write(case.after, folder)
        path = Path(folder, "uv.lock")
        path.write_bytes(lock.encode())
        words = ["--python", sys.executable, *case.after.options]
        run = run_uv(["lock", "--verbose", *words], folder)
        after = path.read_text("utf-8")
        path.write_bytes(lock.encode())
        check = run_uv(["lock", "--quiet", "--check", *words], folder)
    use, reason = _verdict(run.stderr, "\nresolution-markers = " in lock.partition("[[package]]")[0])
    if run.returncode != 0:
        return Answer(use, reason, False, check.returncode == 0, words=_last_words(run.stderr))
    versions, forks = _locked(after)
    return Answer(use, reason, True, check.returncode == 0, versions, forks, _last_words(run.stderr))


def _verdict(log: str, has_forks: bool) -> tuple[str, str]:
    """Its use and its reason. The log tells no use beyond "ignoring": it follows from the reason."""
    if "satisfies workspace requirements" in log:
        return LockUse.SATISFIES, ""
    for start in (_IGNORED, _RESOLVING):
        if start not in log:
            continue
        said = log.partition(start)[2]
        reason = next((kind for words, kind in _REASONS if re.match(words, said)), None)
        if reason is None:
            return start, said.partition("\n")[0]
        if reason is StaleLock.REQUIRES_PYTHON and has_forks:
            reason = StaleLock.REQUIRES_PYTHON_OF_FORKS
        return LockVerdict(StaleReason(reason)).use.value, reason.value
    if "Failed to validate existing lockfile" in log or "Failed to read existing lockfile" in log:
        return LockUse.UNUSABLE, StaleLock.UNVALIDATED
    return REFUSED, ""


def _last_words(log: str) -> str:
    said = [line for line in log.splitlines() if not line.startswith(("DEBUG", "TRACE", "INFO", "Using", "Resolved"))]
    return " | ".join(said)[-400:]


def _locked(lock: str) -> tuple[dict[str, tuple[str, ...]], tuple[str, ...]]:
    document = tomllib.loads(lock)
    versions: dict[str, list[str]] = {}
    for package in document.get("package", []):
        versions.setdefault(package["name"], []).append(package.get("version", ""))
    found = {name: tuple(sorted(texts)) for name, texts in sorted(versions.items())}
    return found, tuple(document.get("resolution-markers", ()))


# -- ours -------------------------------------------------------------------------------------------


def our_answer(served: Served, case: Case, lock: str) -> Answer:
    """What we make of it."""
    world = case.after
    files = ProjectFiles({name: served.written(text) for name, text in world.files.items()}, ROOT)
    try:
        problem = parse_project(files, now=datetime.now(UTC))
        existing = parse_lock(lock)
    except ProblemSyntaxError as error:
        return Answer(REFUSED, solved=False, passes=False, words=str(error)[:300])
    indexes, settings = _options(world.options)
    options = Options("https://default.index.test/simple", indexes=indexes, settings=settings, lock=existing)
    policy = Policy.universal(problem, requires_python_of(problem, target("3.11", "linux")), options)
    return _told(resolve(problem, policy, _index(served, world), all_obstacles=False))


def _told(resolution: Resolution) -> Answer:
    verdict = resolution.lock_verdict
    use = REFUSED if verdict is None else verdict.use.value
    reason = "" if verdict is None or verdict.reason is None else verdict.reason.kind.value
    if reason == StaleLock.REQUIRED_ENVIRONMENTS:
        reason = StaleLock.ENVIRONMENTS.value  # uv has one sentence for both
    if resolution.outcome is not Outcome.SOLVED:
        if reason == StaleLock.UNVALIDATED:
            use, reason = REFUSED, ""  # a file that uv cannot read again ends its run before any verdict
        failure = resolution.failure
        return Answer(use, reason, False, False, words="" if failure is None else repr(failure)[:300])
    versions: dict[str, list[str]] = {}
    for pin in resolution.pins:
        version = "" if pin.version == Version("0") else str(pin.version)  # which a lock does not state
        versions.setdefault(str(pin.project), []).append(version)
    found = {name: tuple(sorted(texts)) for name, texts in sorted(versions.items())}
    # After an upgrade it passes if the new lock is the old one to the last letter.
    passes = None if reason in (StaleLock.UPGRADE, StaleLock.UPGRADE_PACKAGE) else use == LockUse.SATISFIES
    return Answer(use, reason, True, passes, found, resolution.fork_markers)


def _options(words: tuple[str, ...]) -> tuple[tuple[IndexLocation, ...], Settings]:
    match words:
        case ("--upgrade",):
            return (), Settings(upgrade=True)
        case ("--upgrade-package", name):
            return (), Settings(upgrade_package=frozenset([canonicalize_name(name)]))
        case ("--resolution", mode):
            return (), Settings(resolution=ResolutionMode(mode))
        case ("--prerelease", mode):
            return (), Settings(prerelease=PrereleaseMode(mode))
        case ("--fork-strategy", mode):
            return (), Settings(fork_strategy=ForkStrategy(mode))
        case ("--index-strategy", mode):
            return (), Settings(index_strategy=IndexStrategy(mode))
        case ("--exclude-newer", text):
            return (), Settings(exclude_newer=parse_cutoff(text, datetime.now(UTC)))
        case ("--no-binary",):
            return (), Settings(no_binary=True)
        case ("--no-build-package", name):
            return (), Settings(no_build_package=frozenset([canonicalize_name(name)]))
        case ("--no-sources",):
            return (), Settings(no_sources=True)
    return (), Settings()


def _index(served: Served, world: World) -> MemoryIndex:
    """What the indexes list, by their addresses and by that of the flat page."""
    main, other = (_by_project(world.indexes[name]) for name in (MAIN, OTHER))
    found = {served.main.url: main, served.other.url: other, served.main.flat_url.rstrip("/"): main, "": main}
    found[served.main.url.replace("http://", "http://user:secret@")] = main
    found |= {f"{served.main.url}{end}": main for end in ("?x=1", "#x")}
    return MemoryIndex({}, others=found)


def _by_project(files: tuple[ServedFile, ...]) -> dict[str, list[MemoryFile]]:
    found: dict[str, list[MemoryFile]] = {}
    for file in files:
        found.setdefault(file.project, []).append(
            MemoryFile(
                filename=file.filename,
                requires=file.requires_dist,
                requires_python=file.requires_python,
                extras=file.extras,
                uploaded_at=None if file.uploaded_at is None else datetime.fromisoformat(file.uploaded_at),
                yanked_reason=None if file.yanked is False else file.yanked if isinstance(file.yanked, str) else "",
            )
        )
    return found
