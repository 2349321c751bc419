"""Changes of settings, of Pythons and environments, of the options of a run, and of what the indexes list."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from tests.support.stale_locks.worlds import MAIN, World, wheel

Changes = Iterator[tuple[str, World]]

PYTHONS = (
    *(">=3.8", ">=3.9.0", ">=3.9.1", ">=3.10", ">=3.11", ">=3.9,<4", ">=3.9,<3.12", ">=3.9, !=3.10.*", "~=3.9"),
    *(">3.8", "==3.11.*", ">=3.9,<=3.13", ">=3.9,>=3.8", "<3.12"),
)
CUTOFFS = {
    "date": '"2025-05-01"',
    "same-moment": '"2025-05-01T00:00:00+00:00"',
    "same-as-date": '"2025-04-30"',
    "later": '"2025-07-01T00:00:00Z"',
    "earlier": '"2025-01-15T00:00:00Z"',
    "span": '"30 days"',
    "span-other": '"31 days"',
    "span-iso": '"P30D"',
    "span-long": '"720 hours"',
    "span-weeks": '"4 weeks"',
    "false": "false",
}


def plain(world: World) -> Changes:
    """Each setting, where none is set."""
    for line in (
        *('resolution = "lowest"', 'resolution = "lowest-direct"', 'resolution = "highest"'),
        *('fork-strategy = "fewest"', 'fork-strategy = "requires-python"'),
        *('prerelease = "allow"', 'prerelease = "disallow"', 'prerelease = "explicit"', 'prerelease = "if-necessary"'),
        'prerelease = "if-necessary-or-explicit"',
        *('prerelease-package = { e = "allow" }', 'prerelease-package = { zebra = "allow" }'),
        *('exclude-newer-package = { b = "2025-02-01" }', 'exclude-newer-package = { zebra = "2025-02-01" }'),
        *('exclude-newer-package = { b = "3 weeks" }', "exclude-newer-package = { b = false }"),
        *("upgrade = true", 'upgrade-package = ["b"]', 'upgrade-package = ["zebra"]', 'upgrade-package = ["b<1.2"]'),
        *("no-binary = true", 'no-binary-package = ["a"]', "no-build = true", 'no-build-package = ["s"]'),
        *('no-build-package = ["a"]', 'link-mode = "copy"', "compile-bytecode = true", 'keyring-provider = "disabled"'),
        *("environments = [\"sys_platform == 'linux'\"]", "environments = []", "required-environments = []"),
        "environments = [\"python_version >= '3.8'\"]",
        "required-environments = [\"sys_platform == 'linux'\"]",
        *("conflicts = []", 'conflicts = [[{ extra = "more" }, { extra = "less" }]]'),
        *('conflicts = [[{ group = "dev" }, { group = "docs" }]]', "preview = true", 'required-version = ">=0.1"'),
        *("managed = true", 'torch-backend = "cpu"', 'config-settings = { x = "y" }', "no-build-isolation = true"),
    ):
        yield f"setting {line}", world.with_setting(line)
    for name, value in CUTOFFS.items():
        yield f"cutoff-new-{name}", world.with_setting(f"exclude-newer = {value}")


def python(world: World) -> Changes:
    """Another requires-python."""
    for written in PYTHONS:
        yield f"python {written}", world.edited('requires-python = ">=3.9"', f'requires-python = "{written}"')
    yield "python-none", world.edited('requires-python = ">=3.9"\n', "")


def bound(world: World) -> Changes:
    """Environments and conflicts, where some are declared."""
    both = "environments = [\"sys_platform == 'linux'\", \"sys_platform == 'win32'\"]"
    one = "required-environments = [\"sys_platform == 'linux' and platform_machine == 'x86_64'\"]"
    conflict = 'conflicts = [[{ extra = "more" }, { extra = "less" }]]'
    yield "nothing", world
    for name, after in {
        "gone": "",
        "order": "environments = [\"sys_platform == 'win32'\", \"sys_platform == 'linux'\"]",
        "fewer": "environments = [\"sys_platform == 'linux'\"]",
        "more": both.replace("]", ", \"sys_platform == 'darwin'\"]"),
        "writing": "environments = [\"'linux' == sys_platform\", \"sys_platform=='win32'\"]",
        "known-python": "environments = [\"sys_platform == 'linux' and python_version >= '3.9'\", "
        "\"sys_platform == 'win32'\"]",
        "higher-python": "environments = [\"sys_platform == 'linux' and python_version >= '3.10'\", "
        "\"sys_platform == 'win32'\"]",
    }.items():
        yield f"environments-{name}", world.edited(f"\n{both}", f"\n{after}")
    for name, after in {
        "gone": "",
        "order": "required-environments = [\"platform_machine == 'x86_64' and sys_platform == 'linux'\"]",
        "more": one.replace("]", ", \"sys_platform == 'win32'\"]"),
        "other": one.replace("x86_64", "aarch64"),
    }.items():
        yield f"required-environments-{name}", world.edited(one, after)
    for name, after in {
        "gone": "",
        "order": 'conflicts = [[{ extra = "less" }, { extra = "more" }]]',
        "named": 'conflicts = [[{ package = "p", extra = "more" }, { extra = "less" }]]',
        "twice": 'conflicts = [[{ extra = "more" }, { extra = "less" }], [{ extra = "more" }, { extra = "less" }]]',
        "groups": 'conflicts = [[{ group = "dev" }, { group = "docs" }]]',
        "more": 'conflicts = [[{ extra = "more" }, { extra = "less" }], [{ group = "dev" }, { group = "docs" }]]',
        "more-first": 'conflicts = [[{ group = "dev" }, { group = "docs" }], [{ extra = "more" }, { extra = "less" }]]',
        "mixed": 'conflicts = [[{ extra = "more" }, { group = "docs" }]]',
    }.items():
        yield f"conflicts-{name}", world.edited(conflict, after)
    docs = 'docs = ["e"]'
    inferred = world.edited("conflicts = [[", 'conflicts = [[{ group = "dev" }, { group = "docs" }], [').edited(
        "none = []", 'none = [{ include-group = "dev" }]'
    )
    yield "conflicts-in-a-chain", inferred.edited(docs, f'{docs}\nlast = [{{ include-group = "none" }}]')
    yield "conflicts-by-both", inferred.edited(docs, f'{docs}\npapers = [{{ include-group = "docs" }}]')
    both_groups = '[{ include-group = "docs" }, { include-group = "dev" }]'
    yield "conflicts-by-one", inferred.edited(docs, f"{docs}\nall = {both_groups}")
    yield (
        "conflicts-with-include",
        world.edited("conflicts = [[", 'conflicts = [[{ group = "dev" }, { group = "docs" }], [').edited(
            "none = []", 'none = [{ include-group = "dev" }]'
        ),
    )
    for written in (">=3.10,<3.13", ">=3.9,<3.12", ">=3.9,<3.14", ">=3.9", ">=3.9,<3.13,!=3.12.*"):
        yield f"python {written}", world.edited('requires-python = ">=3.9,<3.13"', f'requires-python = "{written}"')


def dated(world: World) -> Changes:
    """Every recorded setting, where it is set."""
    cutoff = 'exclude-newer = "2025-05-01T00:00:00Z"\n'
    yield "nothing", world
    for name, value in CUTOFFS.items():
        yield f"cutoff-{name}", world.edited(cutoff, f"exclude-newer = {value}\n")
    yield "cutoff-gone", world.edited(cutoff, "")
    without_span = world.edited('d = "3 weeks", ', "")
    for name, after in {
        "new": 'c = false, a = "2025-03-01"',
        "false-gone": "e = false",
        "new-false": "c = false, a = false",
    }.items():
        yield f"no-span-{name}", without_span.edited("c = false", after)
    for name, (before, after) in {
        "package-cutoff-gone": ('b = "2025-02-01T00:00:00Z", ', ""),
        "package-cutoff-other": ("2025-02-01", "2025-02-02"),
        "package-cutoff-same": ("2025-02-01T00:00:00Z", "2025-01-31"),
        "package-cutoff-false": ('b = "2025-02-01T00:00:00Z"', "b = false"),
        "package-false-gone": ("c = false, ", ""),
        "package-false-date": ("c = false", 'c = "2025-02-01"'),
        "package-span-iso": ('d = "3 weeks"', 'd = "P3W"'),
        "package-span-days": ('d = "3 weeks"', 'd = "21 days"'),
        "package-span-gone": ('d = "3 weeks", ', ""),
        "package-of-nobody-gone": (", zebra = false", ""),
        "package-of-nobody-other": ("zebra = false", 'zebra = "2025-02-01"'),
        "package-later": ('b = "2025-02-01', 'b = "2025-03-01'),
        "package-earlier": ('b = "2025-02-01', 'b = "2025-01-20'),
        "package-before-span-gone": ("c = false, ", ""),
        "package-behind-span-new": ("zebra = false", 'e = "2025-01-20"'),
        "package-new": ("c = false", 'c = false, a = "2025-03-01"'),
        "prerelease-gone": ('prerelease = "allow"\n', ""),
        "prerelease-other": ('prerelease = "allow"\n', 'prerelease = "disallow"\n'),
        "prerelease-package-gone": ('prerelease-package = { e = "disallow" }\n', ""),
        "prerelease-package-other": ('{ e = "disallow" }', '{ e = "allow" }'),
        "prerelease-package-more": ('{ e = "disallow" }', '{ e = "disallow", c = "allow" }'),
        "resolution-gone": ('resolution = "lowest"\n', ""),
        "resolution-other": ('resolution = "lowest"\n', 'resolution = "lowest-direct"\n'),
        "fork-strategy-gone": ('fork-strategy = "fewest"\n', ""),
    }.items():
        yield name, world.edited(before, after)


def spanned(world: World) -> Changes:
    """A span, written otherwise."""
    yield "nothing", world
    for name, value in CUTOFFS.items():
        yield f"cutoff-{name}", world.edited('exclude-newer = "30 days"\n', f"exclude-newer = {value}\n")
    for value in ("1 month", "30d", "30 days ago", "4 weeks 2 days", "2592000 seconds", "30 days, 1 hour", "P4W2D"):
        yield f"cutoff {value}", world.edited('exclude-newer = "30 days"\n', f'exclude-newer = "{value}"\n')
    yield "cutoff-gone", world.edited('exclude-newer = "30 days"\n', "")


def of_options(world: World) -> Changes:
    """The options of one run."""
    for words in (
        *("--upgrade-package b", "--upgrade-package zebra"),
        *("--resolution lowest", "--prerelease allow", "--fork-strategy fewest", "--exclude-newer 2025-05-01"),
        *(
            "--no-binary",
            "--no-build-package s",
            "--no-sources",
            "--link-mode copy",
            "--index-strategy unsafe-best-match",
        ),
    ):
        yield f"option {words}", replace(world, options=tuple(words.split()))


def of_the_index(world: World) -> Changes:
    """What the index lists, with the project as it was: uv does not look."""
    b = wheel("b 1.5", uploaded="2025-06-01T00:00:00Z")
    yield "index-newer", world.listing(MAIN, wheel("b 1.9"))
    yield "index-yanked", world.listing(MAIN, replace(b, yanked="broken"))
    yield "index-version-gone", world.without(MAIN, "b-1.5")
    yield "index-project-gone", world.without(MAIN, "b-")
    yield "index-metadata-other", world.listing(MAIN, wheel("b 1.5", "d"))
    yield "index-more-files", world.listing(MAIN, replace(b, filename="b-1.5-cp311-cp311-win_amd64.whl"))
    yield "index-other-hash", world.listing(MAIN, replace(b, sha256="0" * 64))
    yield "index-empty", world.without(MAIN, "")
    narrower = world.edited('"a>=1"', '"a>=1,<9"')
    yield "index-newer-and-narrower", narrower.listing(MAIN, wheel("b 1.9"))
    yield "index-yanked-and-narrower", narrower.listing(MAIN, replace(b, yanked=True))
    yield "index-version-gone-and-narrower", narrower.without(MAIN, "b-1.5")
    yield "index-metadata-other-and-narrower", narrower.listing(MAIN, wheel("a 2.0", "b", "d"))
