"""What may be asked, as JSON: the one list of options, for the form, the API and the stored rows."""

from __future__ import annotations

from typing import Annotated, TypedDict, get_type_hints

from msgspec import Meta

from resolver_core import ForkStrategy, IndexStrategy, PrereleaseMode, ResolutionMode, one_of, says
from webui.resolutions.asking.keeping import DAY_CHOICES, VISIBILITIES

DEFAULT_PYTHON = "3.12"
DEFAULT_PLATFORM = "x86_64-unknown-linux-gnu"
MOST_TARGETS = 8
AS_THE_TEXT_SAYS = ""
VERSION_BEHIND = "behind an `@` the version of its macOS, glibc or musl, where uv's own is not meant: `macos@14.2`"


class OptionsDocument(TypedDict, total=False):
    """What is chosen beside the texts; "" and what is left out mean "as the text says"."""

    python: Annotated[
        str, Meta(extra_json_schema={"default": DEFAULT_PYTHON}), says("target Python, as uv's `--python-version`")
    ]
    platform: Annotated[
        str,
        Meta(extra_json_schema={"default": DEFAULT_PLATFORM}),
        says(f"target platform, as uv's `--python-platform`; {VERSION_BEHIND}"),
    ]
    exclude_newer: Annotated[str, says("a date, an RFC 3339 time, or a span before now such as `30 days`")]
    extras: Annotated[list[str], says("extras that both sides install")]
    groups: Annotated[list[str], says("dependency groups that both sides install")]
    index_url: Annotated[str, says("the address of the default index")]
    extra_index_urls: Annotated[list[str], says("indexes that are asked before it")]
    index_strategy: Annotated[str, one_of([AS_THE_TEXT_SAYS, *IndexStrategy]), says("uv's `--index-strategy`")]
    prerelease: Annotated[str, one_of([AS_THE_TEXT_SAYS, *PrereleaseMode]), says("uv's `--prerelease`")]
    resolution: Annotated[str, one_of([AS_THE_TEXT_SAYS, *ResolutionMode]), says("uv's `--resolution`")]
    fork_strategy: Annotated[str, one_of([AS_THE_TEXT_SAYS, *ForkStrategy]), says("uv's `--fork-strategy`")]
    targets: Annotated[
        list[str],
        Meta(max_length=MOST_TARGETS - 1),
        says("further targets beside `python` and `platform`, each as `PYTHON/PLATFORM`"),
    ]
    compare_lock: Annotated[bool, says("compare the lock as it is with the universal answer, too")]
    premises: Annotated[
        list[str],
        says(
            "files and pages that are taken not to be had, each as an address or a file name, a space, and the HTTP "
            "status (none: no answer at all); where they are left out, those that an issue report states"
        ),
    ]
    recorded: Annotated[str, says("the id of a recorded example whose index data are asked in place of any index")]


class Question(OptionsDocument, total=False):
    """What is asked."""

    text: Annotated[str, says("the `pyproject.toml`, or a whole issue report in Markdown; needed without `files`")]
    files: Annotated[
        dict[str, str],
        Meta(max_length=200),
        says("several files at once: texts by their paths below one root, with `/` between folders"),
    ]
    input: Annotated[
        str,
        says("the path of the file that is asked about, or of `text`; by default the `pyproject.toml` in the root"),
    ]
    lock: Annotated[str, says("a `uv.lock`: preferences of the universal answer")]
    visibility: Annotated[str, one_of(name for name, _ in VISIBILITIES), says("who finds the answer")]
    keep_days: Annotated[
        str,
        one_of(name for name, _ in DAY_CHOICES),
        says('after how many days it expires; "" for as long as this installation keeps answers'),
    ]
    parent: Annotated[str, says("the id of the answer that the question was made from")]


class StoredOptionsDocument(OptionsDocument, total=False):
    """The options of a stored question; older rows lack the newer ones."""

    refresh: Annotated[bool, says("whether every page was read again, whatever was stored")]
    stated: Annotated[list[str], says("options that were said beside a report which does not state them")]


KINDS: dict[str, object] = get_type_hints(Question)
"""Every option with its type."""
LISTS = tuple(name for name, kind in KINDS.items() if kind == list[str])
CORRECTABLE = (
    "python",
    "platform",
    "exclude_newer",
    "extras",
    "groups",
    "index_url",
    "extra_index_urls",
    "index_strategy",
    "prerelease",
    "resolution",
    "fork_strategy",
)
"""Options that an issue report states or leaves open, and that can be said beside it."""
