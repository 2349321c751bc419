"""Systems and machines as people name them, and as the recipes of builds do: runners, images of containers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from resolver_core.inputs.report.lines import LONGEST_LINE, NumberedLine
from resolver_core.inputs.report.machine import SYSTEMS, Machine

_ARM = re.compile(
    r"(?<![a-zA-Z0-9])(?:arm64|(?:windows|linux) on arm|aarch64|armv8|apple[ -]silicon|m[1-5](?:[ -](?:pro|max|ultra"
    r"|air))?|graviton\d?|raspberry pi [345]|jetson|ampere|grace)\b",
    re.IGNORECASE,
)
_X86 = re.compile(
    r"(?<![a-z0-9])(?:x86[-_]64|amd64|intel|x64|64[- ]bits?|x86-64-v\d|ryzen|xeon)(?![a-z0-9])", re.IGNORECASE
)
_X32 = re.compile(r"\b(?:i[3-6]86|win32|32[- ]bit|armv[67]l?|armhf)\b", re.IGNORECASE)
_RARE = re.compile(r"\b(?:ppc64le|s390x|riscv64|loongarch64)\b", re.IGNORECASE)
_DENIED = re.compile(
    r"\b(?:not|isn't)[ ](?:on[ ]|an?[ ]|the[ ])?(?:arm64|aarch64|arm|ppc64le|s390x|x86_64|amd64|intel|x64)\b"
    r"|\b(?:arm64|aarch64|arm|ppc64le|s390x|x86_64|amd64|intel|x64)\b(?=,? (?:is|are) not\b)",
    re.IGNORECASE,
)
"""A machine of which somebody says that it is not his."""
_MUSL = re.compile(r"(?:\bmusl|\balpine)", re.IGNORECASE)
_GLIBC = re.compile(r"\b(?:glibc|gnu|manylinux)", re.IGNORECASE)
_OWN = re.compile(
    r"\b(?:i am|i'm|im|we are|we're|i use|we use|running|using"
    r"|(?:my|our) (?:\S{1,20} ){0,3}(?:machine|laptop|system|os|platform|computer|box|server|mac|pc)s?|tested)\b",
    re.IGNORECASE,
)
_OF_FILES = re.compile(
    r"\b(?:wheels?|sdists?|librar(?:y|ies)|binar(?:y|ies)|markers?|sys_platform|platform_\w+)\b", re.IGNORECASE
)
_NOT_HERE = re.compile(
    r"\b(?:(?:not|un|isn't|never)[ ]?(?:currently )?(?:available|supported|needed|installed) (?:for|on|under)"
    r"|no wheels? (?:for|on)|except (?:for|on)?|non-)[ ]?(?:windows|linux|mac ?os|macos|darwin)\b",
    re.IGNORECASE,
)
"""A system that a project leaves out, of which nobody says that it is the reporter's."""
_MARKER = re.compile(r"`[^`]{0,200}\b(?:platform_system|sys_platform|platform_machine|os_name)\b[^`]{0,200}`")
_SENTENCES = re.compile(r"(?<=[.!?;])\s+(?=[A-Z])")
_WSL = re.compile(r"\bwsl\s?\d?\b", re.IGNORECASE)
_GLIBC_DISTRIBUTIONS = (
    "ubuntu",
    "kubuntu",
    "xubuntu",
    "lubuntu",
    "debian",
    "fedora linux",
    "fedora",
    "centos",
    "rhel",
    "red hat enterprise linux",
    "red hat",
    "rocky linux",
    "rocky",
    "alma linux",
    "arch linux",
    "arch",
    "sles",
    "suse linux enterprise",
    "manjaro",
    "open suse",
    "suse",
    "linux mint",
    "mint",
    "nix os",
    "gentoo",
    "amazon linux",
    "pop!_os",
    "pop os",
    "raspberry pi os",
    "raspbian",
    "kali linux",
    "kali",
    "endeavour os",
    "cachy os",
    "oracle linux",
    "zorin os",
    "zorin",
    "elementary os",
    "elementary",
    "mx linux",
    "clear linux",
    "slackware",
    "photon os",
    "steam os",
)
_OTHER_DISTRIBUTIONS = ("alpine linux", "alpine", "void linux", "chimera linux", "postmarket os")
"""Of musl, or of either C library."""


def _any_joint(name: str) -> str:
    """The pattern of a name whose words people run together, or join by a hyphen: Linuxmint, arch-linux."""
    return re.escape(name).replace(r"\ ", "[ _-]?")


_DISTRIBUTION = re.compile(
    r"(?<![\w/.-])(?:(?P<glibc>"
    + "|".join(map(_any_joint, _GLIBC_DISTRIBUTIONS))
    + r")|"
    + "|".join(map(_any_joint, _OTHER_DISTRIBUTIONS))
    + r")(?![a-z/])(?:[ \t_-]+(?:linux|gnu/linux|stream|tumbleweed|leap|lts))?"
    r"[ \t:-]{0,2}(?P<version>\d{1,4}(?:\.\d{1,3}){0,2})?",
    re.IGNORECASE,
)
_LINUX = re.compile(r"\b(?:linux|gnu/linux|colab|kaggle|codespaces?|steamos|chromeos|synology)\b", re.IGNORECASE)
_MACOS = re.compile(
    r"\b(?:mac ?os(?: x)?|(?:sequoia|sonoma|ventura|monterey|tahoe|big sur|catalina|mojave)(?=[ \t]+\d)|os x|osx|darwin"
    r"|macbook(?: pro| air)?|imac|mac (?:mini|studio)|intel mac|mac|apple silicon|my mac)\b"
    r"(?:[ \t]+(?:sequoia|sonoma|ventura|monterey|big sur|catalina|tahoe))?"
    r"[ \t:,(v-]{0,4}(?P<version>\d{1,2}(?:\.\d{1,3}){0,2})?",
    re.IGNORECASE,
)
_DARWIN = re.compile(r"\bdarwin\b", re.IGNORECASE)
_WINDOWS = re.compile(
    r"\b(?:windows|win)[ _-]?(?:nt\b|server)?[ ]?(?P<version>(?:20\d\d|1[01]|[78])(?:\.1)?)?\b(?!\s*(?:terminal"
    r"|path|wheel)s?\b)",
    re.IGNORECASE,
)
RELEASES = re.compile(r"(?<![\w/])(?P<name>bookworm|bullseye|buster|trixie|jammy|focal|noble)(?!\w)", re.IGNORECASE)


def worded_machines(lines: Iterable[NumberedLine]) -> Iterator[Machine]:
    """Systems as people name them."""
    for line in lines:
        if len(line.text) > LONGEST_LINE:
            continue
        for sentence in _SENTENCES.split(re.sub(r"https?://\S+", " ", line.text)):
            machine = _of_words(_of_the_speaker(sentence))
            if machine is not None:
                yield replace(machine, line=line.number, quote=line.text.strip())


def _of_the_speaker(text: str) -> str:
    """Of a line that names several systems, the words behind "I am on", "my machine is"; "" where nothing tells."""
    text = _MARKER.sub(" ", _NOT_HERE.sub(" ", text))
    own = _OWN.search(text)
    if own is None and _OF_FILES.search(text):
        return ""
    is_many = len([one for one in (_WINDOWS, _MACOS, _LINUX, _DISTRIBUTION) if one.search(text)][:3]) > 1
    is_one = _LINUX.search(text) is not None and not (_WINDOWS.search(text) or _MACOS.search(text))
    if not is_many or is_one or _WSL.search(text) or re.search(r"docker|container", text, re.IGNORECASE):
        return text
    return text[own.start() :] if own is not None else ""


def _of_words(text: str) -> Machine | None:
    arch = arch_in(text)
    distribution = next((one for one in _DISTRIBUTION.finditer(text) if one["glibc"] != "arch"), None)
    is_glibc = _GLIBC.search(text) or RELEASES.search(text) or (distribution is not None and distribution["glibc"])
    libc = "musl" if _MUSL.search(text) else "glibc" if is_glibc else ""
    windows = None if _WSL.search(text) else _WINDOWS.search(text)
    mac = _MACOS.search(text)
    placed = [
        (found.start(), name)
        for found, name in (
            (distribution, "distribution"),
            (windows, "windows"),
            (mac, "macos"),
            (_LINUX.search(text) or _WSL.search(text), "linux"),
        )
        if found
    ]
    if not placed:
        release = RELEASES.search(text)
        if release is not None:
            return Machine("linux", arch, libc, release[0])
        return Machine(arch=arch, libc=libc if libc == "musl" else "") if arch or libc == "musl" else None
    first = min(placed)[1]
    if first == "macos" and mac is not None:
        version = "" if _DARWIN.match(mac[0]) else mac["version"] or ""
        named = re.search(r"(?<![\d.])(?:1[0-9]|2[0-9])(?:\.\d{1,2}){1,2}\b", text)
        return Machine("macos", arch, "", version or (named[0] if named and not _DARWIN.search(text) else ""))
    if first == "windows" and windows is not None:
        return Machine("windows", arch, "", windows["version"] or "")
    release = RELEASES.search(text)
    version = (distribution["version"] or "") if distribution is not None else ""
    return Machine("linux", arch, libc, version or (release[0] if release else ""))


def arch_in(text: str) -> str:
    """The machine that a text names: "arm64" for every spelling of it; "" for none."""
    plain = _DENIED.sub(" ", text)
    for pattern, name in ((_RARE, ""), (_ARM, "arm64"), (_X86, "x86_64"), (_X32, "i686")):
        found = pattern.search(plain)
        if found is not None:
            return name or found[0].lower()
    return ""


# -- recipes ---------------------------------------------------------------------------------------------

_RUNNER = re.compile(
    r"\b(?P<system>ubuntu|windows|macos)-(?P<version>latest|\d{2,4}(?:\.\d{2})?)(?P<arm>-arm"
    r"|-xlarge)?(?P<large>-large)?\b"
)
_IMAGE = re.compile(
    r"(?:^|\s)(?:FROM\s+(?:--platform=(?P<platform>\S{1,40})\s+)?|image:\s*[\"']?"
    r"|docker\s+(?:run|pull)\b[^\n]{0,120}?\s|\bimage[ \t]+|`|: )(?P<image>[\w./-]{1,100}:[\w.${}-]{1,80})"
)
_BARE_IMAGE = re.compile(
    r"^\s*(?:FROM\s+(?:--platform=(?P<platform>\S{1,40})\s+)?|(?:-\s+)?image:\s*[\"']?)(?P<image>(?:[\w.-]{1,60}/){0,4}"
    r"(?:alpine|debian|ubuntu|python|fedora|rockylinux|almalinux|centos|amazonlinux|archlinux))(?=[\"'\s]|$)"
)
"""An image of the newest tag."""
_ALPINE_FILE = "/etc/alpine-release"
_IMAGE_SUFFIX = re.compile(
    r"(?P<name>ubuntu|alpine|debian|ubi|rockylinux|almalinux|amazonlinux|archlinux|fedora|centos)[:-]?(?P<version>\d{1,2}(?:\.\d{1,2})?)?"
)


def recipe_machines(lines: Iterable[NumberedLine]) -> Iterator[Machine]:
    """Runners of workflows, images of containers, and the file in which Alpine says its version."""
    is_asked = False
    for line in lines:
        if is_asked and re.fullmatch(r"\d+\.\d+(?:\.\d+)?", line.text.strip()):
            yield Machine("linux", "", "musl", line.text.strip(), line.number, line.text.strip())
        is_asked = _ALPINE_FILE in line.text
        if len(line.text) > LONGEST_LINE:
            continue
        image = _IMAGE.search(line.text) or _BARE_IMAGE.match(line.text)
        if image is not None and "://" not in line.text:
            yield from _of_image(image, line)
        runner = _RUNNER.search(line.text)
        if runner is not None and _is_of_runner(runner, line.text):
            yield _of_runner(runner, line)


def _is_of_runner(runner: re.Match[str], text: str) -> bool:
    if "://" in text or text[runner.end() :].startswith((".", "_")):
        return False
    return (
        runner["version"] != "latest"
        or re.search(r"runs-on|\bos:|runner|image|vm|actions", text, re.IGNORECASE) is not None
    )


def _of_image(found: re.Match[str], line: NumberedLine) -> Iterator[Machine]:
    name = found["image"].lower()
    suffix = _IMAGE_SUFFIX.search(name)
    release = RELEASES.search(name.replace("-", " "))
    is_known = (
        suffix
        or release
        or re.search(
            r"(?:^|/)(?:python|uv|node|ubuntu|debian|pypa/\w+|nvidia/cuda|miniconda3?)(?::|$)"
            r"|slim|manylinux|musllinux",
            name,
        )
    )
    if not is_known:
        return
    libc = "musl" if "alpine" in name or "musllinux" in name else "glibc"
    version = release[0] if release else suffix["version"] or "" if suffix else ""
    arch = arch_in(found["platform"] or "") or arch_in(name)
    yield Machine("linux", arch, libc, version, line.number, line.text.strip())


def _of_runner(found: re.Match[str], line: NumberedLine) -> Machine:
    system = SYSTEMS[found["system"]]
    number = "" if found["version"] == "latest" else found["version"]
    is_arm = bool(found["arm"]) or (system == "macos" and number not in ("11", "12", "13") and not found["large"])
    libc = "glibc" if system == "linux" else ""
    return Machine(system, "arm64" if is_arm else "x86_64", libc, number, line.number, line.text.strip())
