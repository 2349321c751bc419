"""The checklist of uv-resolution section 12, in its order. Each key begins with the number there."""

from tests.support.small_indexes import FAILS, Example, of

LINUX, NOT_LINUX = "sys_platform == 'linux'", "sys_platform != 'linux'"
DARWIN, WIN32 = "sys_platform == 'darwin'", "sys_platform == 'win32'"

_Z_AND_A = {"z": {"1": [], "2": ["a<2"]}, "a": {"1": [], "2": ["z<2"]}}
_A = {"a": "1 2 3"}
_OLDER = {"a": {"1": of(python=">=3.8"), "2": of(python=">=3.9"), "3": of(python=">=3.10")}}
_YANKED = {"a": {"1.0": [], "2.0": of(yanked=True)}}
_INDEX_X = '[[tool.uv.index]]\nname = "x"\nurl = "@x"\n'
_EXPLICIT_X = _INDEX_X + "explicit = true\n"
_A_FROM_X = '[tool.uv.sources]\na = { index = "x" }\n'
_X_HAS_A1 = {"x": {"a": "1"}}
_DEFAULT_A5 = {"a": "5", "q": {"1": ["a"]}}


def _conflicts_after(count: int) -> dict[str, dict[str, list[str]] | str]:
    q = {"1": []} | {str(version): ["p<=1"] for version in range(2, count + 1)}
    return {"p": " ".join(map(str, range(1, 11))), "q": q}


SECTION_12 = {
    # 1. In a lock the first file by name supplies the metadata.
    "1 Z1": Example(
        {"t": {"1.0": {"L": ["np>=2"], "M": ["np<2"]}}, "np": "1 2"},
        ["t"], single="np 2, t 1.0", universal="np 1, t 1.0", reads=("L", "M"), reads_of="t",
    ),
    "1 Z2": Example(
        {"t": {"1.0": {"any": ["np<2"], "W": ["np>=2"]}}, "np": "1 2"},
        ["t"], single="np 1, t 1.0", universal="np 2, t 1.0", reads=("any", "W"), reads_of="t",
    ),
    "1 Z16": Example(
        {"a": {"2.0": {"pp310-pypy310_pp73-win_amd64": ["b<2"], "any": ["b"]}}, "b": "1 2"},
        ["a"], single="a 2.0, b 2", universal="a 2.0, b 1", reads=("any", "pp310-pypy310_pp73-win_amd64"),
    ),
    # 2. Declared order against alphabetical order.
    "2 O1": Example(_Z_AND_A, ["z", "a"], single="a 1, z 2", universal="a 2, z 1"),
    "2 O1 asked in the other order": Example(_Z_AND_A, ["a", "z"], single="a 2, z 1", universal="a 2, z 1"),
    "2 O4": Example(
        _Z_AND_A | {"p": {"1": ["z", "a"]}}, ["p"], single="a 1, p 1, z 2", universal="a 2, p 1, z 1"
    ),
    # 3. Every extra and group takes part in the lock.
    "3 Z5": Example(
        {"a": "1 2"}, ["a"], more='[project.optional-dependencies]\nold = ["a<2"]', single="a 2", universal="a 1"
    ),
    "3 Z6": Example(
        {"a": "1 2"}, ["a"], more='[dependency-groups]\ndev = ["a<2"]', single="a 2", universal="a 1"
    ),
    "3 Z5 asked for": Example(
        {"a": "1 2"}, ["a"], more='[project.optional-dependencies]\nold = ["a<2"]', extras=["old"], single="a 1"
    ),
    # 4. What a sibling fork chose is preferred.
    "4 G4": Example(
        {"a": "1 2"}, [f"a<2 ; {LINUX}", "a>=1"], single="a 1", universal="a 1", forks=[LINUX, NOT_LINUX]
    ),
    "4 G4 windows": Example({"a": "1 2"}, [f"a<2 ; {LINUX}", "a>=1"], platform="windows", single="a 2"),
    "4 Z7": Example(
        {"q": {"1": [f"a<2 ; {WIN32}", "a"]}, "a": "1 2"}, ["q"], single="a 2, q 1", universal="a 1, q 1"
    ),
    "4 R16": Example(
        {"a": "1 2"}, ["a"], tool_uv=f'constraint-dependencies = ["a<2 ; {WIN32}"]', single="a 2", universal="a 1"
    ),
    # 5. One requirement with a marker does not fork, yet binds everywhere.
    "5 S9": Example(
        {"q": {"1": [f"a<2 ; {WIN32}"]}, **_A}, ["a", "q"], single="a 3, q 1", universal="a 1, q 1", forks=[]
    ),
    "5 S12": Example(
        {"b": {"1": [], "2": [f"nopkg ; {WIN32}"]}}, ["b"], single="b 2", universal="b 1"
    ),
    "5 S10": Example(
        {"b": {"1": [], "2": [f"c>=9 ; {WIN32}"]}, "c": "1 2"}, ["b"], single="b 2", universal="b 1"
    ),
    # 6. Forks at Requires-Python.
    "6 G9": Example(
        _OLDER, ["a"], single="a 3", universal="a 1, a 2, a 3",
        forks=["python_full_version >= '3.10'", "python_full_version == '3.9.*'", "python_full_version < '3.9'"],
        at={"3.11": "a 3", "3.9": "a 2", "3.8": "a 1"},
    ),
    "6 G10": Example(_OLDER, ["a"], tool_uv='fork-strategy = "fewest"', single="a 3", universal="a 1", forks=[]),
    "6 S1": Example(
        {"a": {"1.0": {"L": of(python=">=3.12"), "any": of(python=">=3.8")}, "0.9": []}},
        ["a"], single="a 0.9", universal="a 0.9, a 1.0", at={"3.12": "a 1.0", "3.11": "a 0.9"},
    ),
    # 7. A newer version without a wheel for this platform.
    "7 Z10": Example({"a": {"1": [], "2": of(tags="W")}}, ["a"], single="a 1", universal="a 2"),
    "7 Z12": Example(
        {"a": {"1": [], "2": of(tags="cp312-cp312-L")}}, ["a"], single="a 1", universal="a 2"
    ),
    "7 Z13": Example(
        {"a": {"1": [], "2": of(tags="cp311-cp311-musllinux_1_1_x86_64")}}, ["a"], single="a 1", universal="a 2"
    ),
    "7 Z14": Example(
        {"a": {"1": [], "2": of(tags="cp311-cp311-manylinux_2_39_x86_64")}}, ["a"], single="a 1", universal="a 2"
    ),
    # 8. Upper bounds of Requires-Python are ignored.
    "8 G13": Example(
        {"a": {"0.9": [], "1.0": of(python=">=3.8,<3.11")}}, ["a"], single="a 1.0", universal="a 1.0"
    ),
    # 9. A fifth conflict changes who is decided first.
    "9 C2b": Example(_conflicts_after(5), ["p", "q"], single="p 10, q 1", universal="p 10, q 1"),
    "9 C2c": Example(_conflicts_after(6), ["p", "q"], single="p 1, q 6", universal="p 1, q 6"),
    # 10. Priorities stay when the search goes back.
    "10 S3": Example(_Z_AND_A | {"x": {"1": [], "2": []}}, ["x", "a", "z"], single="a 2, x 2, z 1"),
    "10 S4": Example(
        _Z_AND_A | {"x": {"1": [], "2": ["z==9"]}}, ["x", "a", "z"], single="a 1, x 1, z 2"
    ),
    "10 S5": Example(
        _Z_AND_A | {"x": {"1": ["a", "z"], "2": ["z", "nope>=1"]}},
        ["x"], single="a 1, x 1, z 2", universal="a 1, x 1, z 2",
    ),
    "10 S5b": Example(
        _Z_AND_A | {"x": {"1": ["a", "z"]}}, ["x"], single="a 2, x 1, z 1", universal="a 2, x 1, z 1"
    ),
    # 11. Pre-releases.
    "11 PR5": Example({"a": "1.0 2.0a1"}, ["a>=1.0a1"], single="a 1.0", universal="a 1.0"),
    "11 PR6": Example(
        {"a": "1.0 2.0a1", "q": {"1": ["a>=2.0a1"]}}, ["q"], single="a 2.0a1, q 1", universal="a 2.0a1, q 1"
    ),
    "11 K4": Example(
        {"c": "1.0 2.0a1"}, [f"c>=2.0a1 ; {LINUX}", f"c>=1 ; {NOT_LINUX}"],
        universal="c 1.0, c 2.0a1", at={"linux": "c 2.0a1", "windows": "c 1.0"},
    ),
    # 12. A pin to an index is a statement about the name, in the whole lock.
    "12 T20 group": Example(
        _DEFAULT_A5, ["q"], others=_X_HAS_A1, tool_uv=_EXPLICIT_X + _A_FROM_X,
        more='[dependency-groups]\ndev = ["a"]', single="a 5, q 1", universal="a 1, q 1",
    ),
    "12 T20 extra": Example(
        _DEFAULT_A5, ["q"], others=_X_HAS_A1, tool_uv=_EXPLICIT_X + _A_FROM_X,
        more='[project.optional-dependencies]\nold = ["a"]', single="a 5, q 1", universal="a 1, q 1",
    ),
    "12 T20 constraint": Example(
        _DEFAULT_A5, ["q"], others=_X_HAS_A1,
        tool_uv='constraint-dependencies = ["a<9"]\n' + _EXPLICIT_X + _A_FROM_X,
        single="a 5, q 1", universal="a 1, q 1",
    ),
    "12 T20 override": Example(
        _DEFAULT_A5, ["q"], others=_X_HAS_A1,
        tool_uv='override-dependencies = ["a<9"]\n' + _EXPLICIT_X + _A_FROM_X,
        single="a 5, q 1", universal="a 1, q 1",
    ),
    "12 T20 dead marker": Example(
        _DEFAULT_A5, ["q", "a ; python_version < '3'"], others=_X_HAS_A1, tool_uv=_EXPLICIT_X + _A_FROM_X,
        single="a 5, q 1", universal="a 1, q 1",
    ),
    "12 I9": Example(
        {"b": "5"}, ["a"], others={"x": {"a": {"1": ["b"]}, "b": "9"}}, tool_uv=_EXPLICIT_X + _A_FROM_X,
        single="a 1, b 5", universal="a 1, b 5",
    ),
    # 13. The first index wins, even if it is of no use.
    "13 I4": Example(
        {"a": "2"}, ["a>=2"], others=_X_HAS_A1, tool_uv=_INDEX_X, single=FAILS, universal=FAILS
    ),
    "13 I19": Example({"a": "2"}, ["a>=2"], others={"x": {"a": {}}}, tool_uv=_INDEX_X, single=FAILS, universal=FAILS),
    "13 I15": Example(
        {"a": "1"}, ["a"], others={"x": {"a": {"1": of(tags="cp312-cp312-win_amd64")}}}, tool_uv=_INDEX_X,
        single=FAILS, universal="a 1",
    ),
    # 14. A wheel that cannot be used supplies the metadata where a source distribution exists.
    "14 L8": Example(
        {"a": {"2.0": {"cp312-cp312-win_amd64": ["b<2"], "sdist": ["b>=2"]}}, "b": "1 2"},
        ["a"], single="a 2.0, b 1", universal="a 2.0, b 1", reads=("cp312-cp312-win_amd64",) * 2,
    ),
    "14 L8 no-binary": Example(
        {"a": {"2.0": {"any": ["b<2"], "sdist": ["b>=2"]}}, "b": "1 2"},
        ["a"], tool_uv='no-binary-package = ["a"]', single="a 2.0, b 1", universal="a 2.0, b 1", reads=("any", "any"),
    ),
    "14 Y-yw": Example(
        {"a": {"2.0": {"any": of("b<2", yanked=True), "sdist": ["b>=2"]}}, "b": "1 2"},
        ["a"], single="a 2.0, b 1", universal="a 2.0, b 1", reads=("any", "any"),
    ),
    # 15. The project's requires-python is no input of the pip interface; "3.11" is 3.11.0.
    "15 R4": Example({"a": "1"}, ["a"], requires_python=">=3.12", single="a 1"),
    "15 C5": Example(
        {"a": {"0.9": [], "1.0": of(python=">=3.11.4")}}, ["a"], single="a 0.9", universal="a 0.9, a 1.0",
        forks=["python_full_version >= '3.11.4'", "python_full_version < '3.11.4'"],
        at={"3.11.4": "a 1.0", "3.11.3": "a 0.9"},
    ),
    # 16. The order of the forks decides.
    "16 M4": Example(
        _A, [f"a<2 ; {DARWIN}", "a"], tool_uv=f'environments = ["{LINUX}", "{DARWIN}"]', universal="a 1, a 3",
        forks=[LINUX, DARWIN], at={"linux": "a 3", "macos": "a 1"},
    ),
    "16 M5": Example(
        _A, [f"a<2 ; {DARWIN}", "a"], tool_uv=f'environments = ["{DARWIN}", "{LINUX}"]', universal="a 1",
        forks=[DARWIN, LINUX],
    ),
    "16 G7": Example(
        {"a": {"1": ["c"]}, "b": {"1": ["c<2"]}, "c": "1 2"},
        ["a ; python_version >= '3.10'", "b ; python_version < '3.10'"],
        universal="a 1, b 1, c 1, c 2", at={"3.11": "a 1, c 2", "3.9": "b 1, c 1"},
    ),
    # 17. `environments` demand coverage.
    "17 H14": Example(
        {"a": {"1": of(tags="L cp311-cp311-macosx_10_9_x86_64"), "2": of(tags="L")}}, ["a"],
        tool_uv=f'environments = ["{DARWIN}", "{LINUX}"]', single="a 2", universal="a 1", forks=[DARWIN, LINUX],
    ),
    "17 H12": Example(
        {"a": {"1": [], "2": of(tags="L M")}}, ["a"], single="a 2",
        tool_uv=f"required-environments = [\"{DARWIN} and platform_machine == 'x86_64'\"]",
        universal="a 1, a 2",
        forks=[
            f"platform_machine != 'x86_64' or {LINUX}",
            f"platform_machine == 'x86_64' and {NOT_LINUX}",
        ],
        at={"linux": "a 2", "macos": "a 2", "x86_64-apple-darwin": "a 1", "windows": "a 2"},
    ),
    # 18. Local versions.
    "18 H5": Example(
        {"a": {"2.0": of(tags="L M W"), "2.0+cpu": of(tags="L W")}}, ["a"], single="a 2.0+cpu",
        universal="a 2.0, a 2.0+cpu", at={"linux": "a 2.0+cpu", "windows": "a 2.0+cpu", "macos": "a 2.0"},
    ),
    "18 V3": Example({"a": "1.0 1.0+cpu 1.0+zzz"}, ["a==1.0"], single="a 1.0+zzz"),
    # 19. Conflicts.
    "19 CF1": Example(
        _A, ["a"], more='[project.optional-dependencies]\nx = ["a==1"]\ny = ["a==2"]',
        tool_uv='conflicts = [[{ extra = "x" }, { extra = "y" }]]', single="a 3", universal="a 1, a 2",
        at={"linux": "a 2"},
    ),
    "19 R8": Example(
        _A, ["a"], more='[project.optional-dependencies]\nx = ["a==1"]\ny = ["a==2"]', single="a 3", universal=FAILS
    ),
    # 20. Disjoint markers in two lists do not fork.
    "20 G11": Example(
        {"a": {"1": [f"c<2 ; {LINUX}"]}, "b": {"1": [f"c>=2 ; {NOT_LINUX}"]}, "c": "1 2"},
        ["a", "b"], single="a 1, b 1, c 1", universal=FAILS,
    ),
    # 21. A flat index lists files in another order, and drops none for its tags.
    "21 F4": Example(
        {"d0": "1", "d1": "1"}, ["a"], requires_python=">=3.11",
        others={"flat": {"a": {"1.0": {"cp310-cp310-L": ["d0"], "cp312-cp312-L": ["d1"]}}}},
        tool_uv='[[tool.uv.index]]\nname = "flat"\nurl = "@flat"\nformat = "flat"', universal="a 1.0, d0 1",
    ),
    "21 E5": Example(
        {"a": {"1.0": {"cp310-cp310-L": ["d0"], "cp312-cp312-L": ["d1"]}}, "d0": "1", "d1": "1"},
        ["a"], requires_python=">=3.11", universal="a 1.0, d1 1",
    ),
    # 22. is 12 (constraints and overrides are not lowered in pip).
    # 23. A marker that raises Python forks alone.
    "23 Z9": Example(
        {"q": {"1": ["a ; python_version >= '3.10'"]}, "r": {"1": ["a"]}, "a": {"1": [], "2": of(python=">=3.10")}},
        ["q", "r"], universal="a 1, a 2, q 1, r 1", at={"3.10": "a 2, q 1, r 1", "3.9": "a 1, q 1, r 1"},
    ),
    # 24. Yanked versions: one exact specifier of the user's own, nothing else.
    "24 Y2 ==2.0": Example(_YANKED, ["a==2.0"], single="a 2.0", universal="a 2.0"),
    "24 Y3 ==2.0,>1": Example(_YANKED, ["a==2.0,>1"], single=FAILS, universal=FAILS),
    "24 Y5 ==2.*": Example(_YANKED, ["a==2.*"], single=FAILS, universal=FAILS),
    "24 Y6 transitive": Example(
        _YANKED | {"q": {"1": [], "2": ["a==2.0"]}}, ["q"], single="q 1", universal="q 1"
    ),
    "24 Y1 not asked for": Example(_YANKED, ["a"], single="a 1.0", universal="a 1.0"),
    # 25. Dead markers.
    "25 S13": Example({"a": "1"}, ["a", "nopkg ; python_version < '3'"], single="a 1", universal="a 1"),
    "25 section 10": Example(
        {"a": "1", "b": "1"}, ["a ; platform_machine == 'AMD64'", "b ; platform_machine == 'x86_64'"],
        platform="windows", single="a 1",
    ),
    # 26. The file that supplies a lock's metadata is not among those it lists.
    "26 W4": Example(
        {"a": {"1": {"L": ["d1"], "M": ["d0"]}}, "d0": "1", "d1": "1"}, [f"a ; {LINUX}"],
        single="a 1, d1 1", universal="a 1, d0 1", reads=("L", "M"),
    ),
}  # fmt: skip
