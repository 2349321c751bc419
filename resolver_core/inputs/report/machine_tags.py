"""Machines that are named exactly: by the tag of an interpreter, its key, a triple, or the file chosen for one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from resolver_core.inputs.report.lines import LONGEST_LINE, NumberedLine
from resolver_core.inputs.report.machine import SYSTEMS, Machine, made
from resolver_core.inputs.report.machine_words import worded_machines

_PRODUCT = re.compile(r"ProductVersion:\s{0,8}(?P<version>\d{1,2}(?:\.\d{1,3}){0,2})")
_HINT_TAG = re.compile(
    r"(?:you're on|you are on|matching platform tag \(e\.g\., )[^\n]{0,40}?`(?P<tag>[a-z]+(?:linux)?_?\w{2,60})`",
    re.IGNORECASE,
)
_TAG = re.compile(
    r"(?P<system>manylinux|musllinux|linux|macosx|win)(?:_?(?P<numbers>\d{1,4}(?:_\d{1,3})?))?_?(?P<machine>x86_64"
    r"|amd64|arm64|aarch64|universal2|intel|i686|armv7l|ppc64le|s390x|riscv64"
    r"|32)"
)
_KEY = re.compile(
    r"\b(?:cpython|pypy|graalpy)-3\.\d{1,2}[\w.+-]{0,30}?-(?P<system>linux|macos"
    r"|windows)-(?P<machine>[a-z0-9_]{3,12}?)-(?P<libc>gnu|musl|none)(?:eabi(?:hf)?)?\b"
)
_OTHER_KEY = re.compile(
    r"\b(?:cpython|pypy)-3\.\d{1,2}[\w.+]{0,20}-(?P<system>linux|macos|windows)-(?P<machine>x86_64"
    r"|aarch64|x86|arm64)\b"
)
_TRIPLE = re.compile(
    r"\buv \d[\w.+]{1,20} \([^()\n]{0,60}?(?P<machine>x86_64|aarch64|i686|armv7)-(?P<system>unknown-linux"
    r"|apple-darwin|pc-windows)(?:-(?P<libc>gnu|musl|msvc))?"
)
_PYTHON_SAYS = re.compile(
    r"\b(?P<system>Linux|macOS|Windows|Darwin)-(?P<version>\d[\w.]{0,20})[\w.+~-]{0,60}?-(?P<machine>x86_64"
    r"|arm64|aarch64|AMD64|SP\d)(?:[\w-]{0,40}?-with-(?P<libc>glibc|musl))?"
)
_UNAME = re.compile(
    r"\b(?P<system>Linux|Darwin)\s+(?:\S{1,80}\s+)?\d[^\n]{0,250}?\s(?P<machine>x86_64|arm64|aarch64)\b"
)
_RELEASE_FILE = re.compile(
    r"(?:PRETTY_)?NAME=\"?(?P<name>[\w .()/-]{2,60})\"?$|VERSION(?:_ID)?=\"?(?P<version>\d{1,4}(?:\.\d{1,3}){0,2})\b"
)
_TOLD = re.compile(r"(?:Description|Operating System):\s{1,20}(?P<system>\S.{0,80})")
"""What lsb_release and hostnamectl say."""
_CI_RUNNER = re.compile(
    r"(?:Running (?:with|on)|Runner|Current runner)\b.{0,120}?\b(?P<machine>x86_64|amd64|arm64|aarch64)\b",
    re.IGNORECASE,
)
"""The first line of a log, in which a build service names its machine."""
_HINTS = (
    ("macos", "", re.compile(r"\bsw_vers\b")),
    ("windows", "", re.compile(r"\b[A-Za-z]:\\\w|^(?:\([^()]{1,80}\) ?)?PS [A-Z]:|\bMINGW(?:64|32)\b|\bMSYS_NT")),
    ("windows", "", re.compile(r"^(?:\([^()]{1,80}\) ?)?[A-Za-z]:\\[^\n>]{0,200}>")),
    ("windows", "", re.compile(r"\b[A-Za-z]:/(?:Users|Program Files|Windows)/|%(?:APPDATA|LOCALAPPDATA|USERPROFILE)%")),
    (
        "windows",
        "",
        re.compile(r"(?:^|[\s`'\"(])/[a-z]/Users/\w|\bAppData[/\\]|\bScripts[/\\](?:activate|python\.exe)"),
    ),
    ("macos", "arm64", re.compile(r"/opt/homebrew/")),
    ("macos", "x86_64", re.compile(r"/usr/local/Cellar/")),
    ("macos", "", re.compile(r"(?:^|[\s`'\"(=:])/(?:Users|Library/Frameworks|Applications|System/Library)/\w")),
    ("macos", "", re.compile(r"(?:^|[\s`'\"(=:])(?:/private)?/var/folders/\w|~/Library/\w")),
    ("linux", "", re.compile(r"(?:^|[\s`'\"(=:])/(?:home|root|usr/lib|opt/conda|mnt|proc|snap|run/user|github)/[\w.]")),
)
_VER = re.compile(r"Microsoft Windows \[Version (?P<version>\d{1,2})\.\d{1,2}\.(?P<build>\d{1,6})")
_BARE_VERSION = re.compile(r"\d{2}(?:\.\d{1,2}){1,2}")
_RUNNERS = (
    ("linux", re.compile(r"/(?:home)/runner/work|/opt/hostedtoolcache/")),
    ("macos", re.compile(r"/(?:Users)/runner/(?:work|hostedtoolcache)")),
    ("windows", re.compile(r"\b[A-Z]:\\a\\_|\b[A-Z]:\\hostedtoolcache\\")),
)
"""Folders of the machines that run workflows."""
_INSTALLED = re.compile(r"Failed to install: (?P<file>\S{5,200})\.whl\b")
_APART = re.compile(r"[\s`'\",()\[\]]+")
_OF_CACHE = re.compile(r"(?:~|[A-Za-z]:)?/(?:.*[/._-])?(?:cache|caches|tmp|temp)(?:[/._-].*)?", re.IGNORECASE)
"""A folder of a machine in which installers keep files."""
_WINDOWS_11 = 22_000
"""The first build of Windows 11, which calls itself 10.0."""
_MARKER = re.compile(
    r"[\"']?(?P<name>platform_machine|sys_platform|platform_system|platform_libc)[\"']?\s{0,3}(?::"
    r"|=(?!=))\s{0,3}[\"'](?P<value>\w{2,20})[\"']"
)


def exact_machines(lines: Iterable[NumberedLine]) -> Iterator[Machine]:
    """What a tool says of the machine that it runs on."""
    markers: dict[str, str] = {}
    before = ""
    for line in lines:
        if len(line.text) > LONGEST_LINE:
            continue
        yield from _of_uv(line)
        yield from _of_system(line, before)
        marker = _MARKER.search(line.text)
        if marker is not None and "index =" not in line.text and "marker" not in line.text:
            markers.setdefault(marker["name"], marker["value"])
            yield _of_markers(markers, line)
        before = line.text


def _of_uv(line: NumberedLine) -> Iterator[Machine]:
    """Hints, keys of interpreters and triples."""
    hint = _HINT_TAG.search(line.text)
    if hint is not None:
        yield from _of_tag(hint["tag"], line)
    for pattern in (_TRIPLE, _KEY, _OTHER_KEY):
        found = pattern.search(line.text)
        if found is not None:
            libc = found["libc"] if pattern is _KEY else ""  # of uv's own triple: how uv was built
            yield _at(line, made(found["system"], found["machine"], "musl" if libc == "musl" else ""))
            return


def _of_system(line: NumberedLine, before: str) -> Iterator[Machine]:
    """What a system tells of itself: /etc/os-release, sw_vers, ver, uname, platform.platform()."""
    text = line.text.strip()
    release = _RELEASE_FILE.match(text)
    if release is not None and (release["version"] or "linux" in text.lower() or "ubuntu" in text.lower()):
        named = next(worded_machines([NumberedLine(line.number, text.partition("=")[2])]), Machine())
        libc = named.libc if release["name"] else ""
        yield _at(line, Machine("linux" if release["name"] else "", "", libc, release["version"] or ""))
    told = _TOLD.match(text)
    if told is not None:
        yield from worded_machines([NumberedLine(line.number, told["system"])])
    runner = _CI_RUNNER.match(text)
    if runner is not None:
        yield _at(line, Machine(arch=runner["machine"]))
    for system, pattern in _RUNNERS:
        if pattern.search(text):
            yield _at(line, Machine(system))
    installed = _INSTALLED.search(text)
    for part in re.split(r"[-.]", installed["file"])[-4:] if installed is not None else ():
        yield from _of_tag(part, line)
    windows = _VER.search(text)
    if windows is not None:
        is_11 = int(windows["build"]) >= _WINDOWS_11
        yield _at(line, Machine("windows", version="11" if is_11 else windows["version"]))
    product = _PRODUCT.search(text)
    if product is not None:
        yield _at(line, Machine("macos", version=product["version"]))
    if "sw_vers" in before and _BARE_VERSION.fullmatch(text):
        yield _at(line, Machine("macos", version=text))
    says = _PYTHON_SAYS.search(text) or _UNAME.search(text)
    if says is not None:
        yield _spoken(says, line)
    if text in ("x86_64", "arm64", "aarch64"):
        yield _at(line, Machine(arch=text))


def hinted_machines(lines: Iterable[NumberedLine]) -> Iterator[Machine]:
    """What paths and prompts give away, where nothing else tells of the system."""
    for line in lines:
        plain = re.sub(r"(?!file:)\b[a-z]{2,8}://\S+", " ", line.text[:LONGEST_LINE]).replace("file://", " ")
        for system, arch, pattern in _HINTS:
            if pattern.search(plain):
                yield _at(line, Machine(system, arch))
                break


def _spoken(says: re.Match[str], line: NumberedLine) -> Machine:
    machine = _at(line, made(says["system"].lower(), says["machine"].lower()))
    named = says.re.groupindex
    version = says["version"] if "version" in named and says["system"] == "macOS" else ""
    libc = (says["libc"] or "") if "libc" in named else ""
    if "version" not in named:  # uname, which names what built the kernel, and "GNU/Linux" where its tools are GNU's
        libc = next((one.libc for one in worded_machines([line]) if one.os == machine.os), "")
    return replace(machine, version=version, libc=libc)


def _of_markers(markers: dict[str, str], line: NumberedLine) -> Machine:
    system = SYSTEMS.get((markers.get("sys_platform") or markers.get("platform_system") or "").lower(), "")
    return Machine(system, markers.get("platform_machine", ""), line=line.number, quote=line.text.strip())


def tagged_machines(lines: Iterable[NumberedLine]) -> Iterator[Machine]:
    """Files that were chosen for one platform, the newest tag of a name first."""
    for line in lines:
        for part in re.split(r"[-.]", line.text.removesuffix(".whl"))[-4:]:
            yield from _of_tag(part, line)


def cached_machines(lines: Iterable[NumberedLine]) -> Iterator[Machine]:
    """Files in the cache of an installer on the machine itself, and interpreters that lie there; addresses tell
    nothing.
    """
    for line in lines:
        for word in _APART.split(line.text[:LONGEST_LINE]) if ".whl" in line.text else ():
            folder, _, file = word.replace("\\", "/").rpartition("/")
            if file.endswith(".whl") and _OF_CACHE.fullmatch(folder):
                yield from tagged_machines([replace(line, text=file)])
        key = _KEY.search(line.text[:LONGEST_LINE])
        if key is not None and key["libc"] == "gnu":  # what an interpreter was built for, not always what it runs on
            yield _at(line, Machine("linux", libc="glibc"))


def _of_tag(tag: str, line: NumberedLine) -> Iterator[Machine]:
    found = _TAG.fullmatch(tag)
    if found is None:
        return
    libc = {"manylinux": "glibc", "musllinux": "musl"}.get(found["system"], "")
    yield _at(line, made(found["system"], found["machine"], libc))


def _at(line: NumberedLine, machine: Machine) -> Machine:
    return replace(machine, line=line.number, quote=line.text.strip())
