"""How a lock splits, in which order, and what the parts take over (uv-resolution section 6, Appendix D)."""

from tests.support.small_indexes import FAILS, Example, of

LINUX, DARWIN, WIN32 = (f"sys_platform == '{name}'" for name in ("linux", "darwin", "win32"))
NOT_LINUX = "sys_platform != 'linux'"
X86 = "platform_machine == 'x86_64'"
NOT_X86 = "platform_machine != 'x86_64'"
_MAC_X86 = f"{DARWIN} and {X86}"
_LINUX_ARM = f"{LINUX} and platform_machine == 'aarch64'"
_L_ARM, _M_X86 = "cp311-cp311-manylinux_2_17_aarch64", "cp311-cp311-macosx_10_9_x86_64"
_PYTHON_310, _PYTHON_39 = "python_full_version >= '3.10'", "python_full_version < '3.10'"
_CONFLICT = 'conflicts = [[{ extra = "x" }, { extra = "y" }]]'


def _required(marker: str, tags: str, first: str, second: str) -> Example:
    """Version 2 has files with these tags only; the lock has to cover `marker`."""
    return Example(
        {"a": {"1": [], "2": of(tags=tags)}}, ["a"], tool_uv=f'required-environments = ["{marker}"]',
        universal="a 1, a 2", forks=[first, second],
    )  # fmt: skip


FORKS = {
    # -- 6.1: dependency lists
    "G1": Example(
        {"a": "1 2"}, [f"a>=1 ; {LINUX}", f"a>=1 ; {NOT_LINUX}"], universal="a 2", forks=[LINUX, NOT_LINUX]
    ),
    "G2": Example(
        {"a": "1.0 2.0"}, [f"a<2 ; {LINUX}", f"a>=2 ; {WIN32}"], universal="a 1.0, a 2.0",
        forks=[LINUX, WIN32, "sys_platform != 'linux' and sys_platform != 'win32'"],
        at={"linux": "a 1.0", "windows": "a 2.0", "macos": ""},
    ),
    "G3": Example({"a": "1"}, [f"a ; {LINUX}"], universal="a 1", forks=[], at={"linux": "a 1", "windows": ""}),
    "G5": Example({"a": "1 2"}, ["a<2", f"a>=2 ; {LINUX}"], single=FAILS, universal=FAILS),
    "G12": Example(
        {"a": "1"}, ["a ; python_version >= '3.10'"], universal="a 1", forks=[_PYTHON_310, _PYTHON_39]
    ),
    "Z8": Example(
        {"a": "1"}, ["a ; python_version >= '3.8'"], universal="a 1", forks=[], at={"3.8": "a 1"}
    ),
    "K9": Example({"a": "1 2"}, [f"a>=1 ; {LINUX}", f"a<2 ; {LINUX}"], universal="a 1", forks=[]),
    "H1": Example(
        {"a": "1 2 3"}, [f"a==1 ; {LINUX}", f"a==2 ; {WIN32}", f"a==3 ; {DARWIN}"], universal="a 1, a 2, a 3",
        forks=[LINUX, WIN32, DARWIN,
               "sys_platform != 'linux' and sys_platform != 'win32' and sys_platform != 'darwin'"],
        at={"linux": "a 1", "windows": "a 2", "macos": "a 3"},
    ),
    "S6": Example({"a": "1.0 2.0 3.0"}, [f"a<3 ; {LINUX}", f"a<2 ; {X86}"], universal="a 1.0"),
    "S7": Example(
        {"a": "1 2 3"},
        ["a<2 ; python_version < '3.9'", "a<3 ; python_version < '3.11'", "a ; python_version >= '3.10'"],
        universal="a 1, a 2, a 3", at={"3.11": "a 3", "3.10": "a 2", "3.9": "a 2", "3.8": "a 1"},
        forks=["python_full_version >= '3.11'", "python_full_version == '3.10.*'", "python_full_version == '3.9.*'",
               "python_full_version < '3.9'"],
    ),
    "K10": Example(
        {"a": {"1.0": of(extras="x"), "2.0": of(extras="x")}}, ["a>=1", f"a[x]<2 ; {WIN32}"], universal="a 1.0",
        forks=[WIN32, "sys_platform != 'win32'"],
    ),
    # -- 6.3: Requires-Python
    "S14": Example(
        {"a": {"1": [], "2": of("b", python=">=3.10")}, "b": "1"}, ["a<2", "b"], universal="a 1, b 1", forks=[]
    ),
    "C6": Example(
        {"a": {"1": [], "2": of(python="==3.10.*")}}, ["a"], universal="a 1, a 2", forks=[_PYTHON_310, _PYTHON_39],
        at={"3.12": "a 2", "3.10": "a 2", "3.9": "a 1"},
    ),
    # -- 6.4: required coverage
    "N1": _required(_MAC_X86, "L", LINUX, NOT_LINUX),
    "H12": _required(_MAC_X86, "L M", f"{NOT_X86} or {LINUX}", f"{X86} and {NOT_LINUX}"),
    "N three platforms": _required(
        _MAC_X86, f"L {_L_ARM} M W", f"{NOT_X86} or {LINUX} or {WIN32}",
        f"{X86} and sys_platform != 'linux' and sys_platform != 'win32'",
    ),
    "N mac arm64": _required(_MAC_X86, "M", NOT_X86, X86),
    "N win32": _required(WIN32, f"L {_L_ARM}", "sys_platform != 'win32'", WIN32),
    "N linux aarch64": _required(_LINUX_ARM, "L", X86, NOT_X86),
    "N linux aarch64, three platforms": _required(
        _LINUX_ARM, "L M W", f"{X86} or {NOT_LINUX}", f"{NOT_X86} and {LINUX}"
    ),
    "N with a Python": _required(
        f"python_version == '3.11' and {_MAC_X86}", "L M", f"{NOT_X86} or {LINUX}", f"{X86} and {NOT_LINUX}"
    ),
    "H13": Example({"a": {"1": [], "2": of(tags="L M")}}, ["a"], universal="a 2", forks=[]),
    "W1 nothing covers it": Example(
        {"a": {"2": of(tags="L")}}, ["a"], tool_uv=f'required-environments = ["{DARWIN}"]',
        single="a 2", universal=FAILS
    ),
    # Shrunk from random projects: the only wheel is for Pythons below the fork, so uv does not ask where it fits.
    "wheels-700009": Example(
        {"fir": {"1.0": of(python=">=3.8"), "3.5": of(python=">=3.12", tags="cp39-cp39-macosx_10_9_x86_64")}}, ["fir"],
        requires_python=">=3.8.4", tool_uv=f'required-environments = ["{_LINUX_ARM}"]', universal="fir 1.0",
        forks=["python_full_version >= '3.12'", "python_full_version < '3.12'"],
    ),
    "wheels-700009 nothing required": Example(
        {"fir": {"1.0": of(python=">=3.8"), "3.5": of(python=">=3.12", tags="cp39-cp39-macosx_10_9_x86_64")}}, ["fir"],
        requires_python=">=3.8.4", universal="fir 1.0, fir 3.5",
    ),
    # -- 6.5: local versions
    "H6": Example(
        {"a": {"2.0": of(tags="sdist"), "2.0+cpu": of(tags="L")}}, ["a"], single="a 2.0+cpu",
        universal="a 2.0, a 2.0+cpu", at={"linux": "a 2.0+cpu", "3.12 linux": "a 2.0", "windows": "a 2.0"},
    ),
    "H7 equal coverage": Example(
        {"a": {"2.0": of(tags="L W"), "2.0+cpu": of(tags="L W")}}, ["a"], universal="a 2.0+cpu", forks=[]
    ),
    "H8 the local variant covers more": Example(
        {"a": {"2.0": of(tags="L"), "2.0+cpu": of(tags="L W")}}, ["a"], universal="a 2.0+cpu", forks=[]
    ),
    "H10 Python tags count": Example(
        {"a": {"2.0": of(tags="L cp312-cp312-L"), "2.0+cpu": of(tags="L")}}, ["a"], universal="a 2.0, a 2.0+cpu",
        at={"3.11": "a 2.0+cpu", "3.12": "a 2.0"},
    ),
    "H11 exactly the local": Example(
        {"a": {"2.0": of(tags="L M W"), "2.0+cpu": of(tags="L")}}, ["a==2.0+cpu"], universal="a 2.0+cpu", forks=[]
    ),
    # -- 6.6: conflicts
    "M3": Example(
        {"a": "1 2 3"}, ["a"],
        more='[project.optional-dependencies]\nx = ["a==1"]\ny = ["a==2"]\nz = ["a"]',
        tool_uv='conflicts = [[{ extra = "x" }, { extra = "y" }, { extra = "z" }]]', universal="a 1, a 2, a 3",
        at={"linux": "a 3"},
    ),
    "CF groups": Example(
        {"a": "1 2 3"}, ["a"], more='[dependency-groups]\nx = ["a==1"]\ny = ["a==2"]',
        tool_uv='conflicts = [[{ group = "x" }, { group = "y" }]]', universal="a 1, a 2", at={"linux": "a 2"},
    ),
    "CF an extra against a group": Example(
        {"a": "1 2 3"}, [], more='[project.optional-dependencies]\nx = ["a<2"]\n[dependency-groups]\ny = ["a>2"]',
        tool_uv='conflicts = [[{ extra = "x" }, { group = "y" }]]', universal="a 1, a 3",
    ),
    # -- 6.7: preferences
    "G6 platforms share": Example(
        {"a": {"1": ["c"]}, "b": {"1": ["c<2"]}, "c": "1 2"}, [f"a ; {LINUX}", f"b ; {NOT_LINUX}"],
        universal="a 1, b 1, c 1",
    ),
    "K3": Example(
        {"a": "1 2"}, ["a<2 ; python_version in '3.8 3.9'", "a ; python_version not in '3.8 3.9'"], universal="a 1",
        forks=["python_full_version < '3.10'", "python_full_version >= '3.10'"],
    ),
    "K5": Example(
        {"a": "1 2 3"}, [f"a<3 ; {LINUX}", f"a>=1 ; {NOT_LINUX}"], tool_uv='resolution = "lowest-direct"',
        universal="a 1",
    ),
    "K5 transitive": Example(
        {"p": {"1": ["a<3"]}, "q": {"1": ["a"]}, "a": "1 2 3"}, [f"p ; {LINUX}", f"q ; {NOT_LINUX}"],
        tool_uv='resolution = "lowest-direct"', universal="a 2, p 1, q 1",
    ),
    "fewest": Example(
        {"a": {"1": ["c"]}, "b": {"1": ["c<2"]}, "c": "1 2"},
        ["a ; python_version >= '3.10'", "b ; python_version < '3.10'"], tool_uv='fork-strategy = "fewest"',
        universal="a 1, b 1, c 1", forks=[_PYTHON_39, _PYTHON_310],
    ),
    # -- Appendix D
    "D1": Example(
        {"oak": {"2.0": of(tags="any sdist"), "2.0+cpu": []}, "juniper": "1"},
        ["oak", "juniper ; platform_machine == 'x86_64'"], requires_python=">=3.10,<4", single="juniper 1, oak 2.0+cpu",
        universal="juniper 1, oak 2.0, oak 2.0+cpu", forks=["python_version < '0'"], at={"linux": "oak 2.0+cpu"},
    ),
    "D1 unbounded": Example(
        {"oak": {"2.0": of(tags="any sdist"), "2.0+cpu": []}}, ["oak"], universal="oak 2.0, oak 2.0+cpu",
        forks=["python_full_version < '4'", "python_full_version >= '4'"],
    ),
    "D1 without the sdist": Example(
        {"oak": {"2.0": [], "2.0+cpu": []}}, ["oak"], universal="oak 2.0+cpu", forks=[]
    ),
    "D3": Example(
        {"alder": {"1.0": [], "2.0": of(yanked=True)}}, [f"alder==2.0 ; {LINUX}", f"alder>=1 ; {NOT_LINUX}"],
        universal="alder 2.0", single="alder 2.0",
    ),
    "D3 windows": Example(
        {"alder": {"1.0": [], "2.0": of(yanked=True)}}, [f"alder==2.0 ; {LINUX}", f"alder>=1 ; {NOT_LINUX}"],
        platform="windows", single="alder 1.0",
    ),
}  # fmt: skip
