"""The one form of the paste page; the API validates its input with it too."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any, NoReturn
from urllib.parse import urlsplit

from django import forms
from django.conf import settings
from django.core.validators import URLValidator
from packaging.utils import canonicalize_name

from resolver_core import (
    PLATFORMS,
    PYTHONS,
    ForkStrategy,
    IndexStrategy,
    InvalidTarget,
    Mistake,
    PrereleaseMode,
    Problem,
    ProblemSyntaxError,
    ResolutionMode,
    parse_cutoff,
    parse_lock,
    target,
)
from webui.resolutions.asking.asked import DEFAULT_PLATFORM, DEFAULT_PYTHON, MOST_TARGETS, Asked, split_target
from webui.resolutions.asking.examples import EXAMPLES

log = logging.getLogger(__name__)

AS_THE_FILE_SAYS = ("", "as the file says")
COMMON_PLATFORMS = (
    ("x86_64-unknown-linux-gnu", "Linux x86_64"),
    ("aarch64-unknown-linux-gnu", "Linux aarch64"),
    ("aarch64-apple-darwin", "macOS arm64"),
    ("x86_64-apple-darwin", "macOS x86_64"),
    ("x86_64-pc-windows-msvc", "Windows x86_64"),
)
PLATFORM_HEADS = tuple(
    (short, words)
    for (_, words), short in zip(COMMON_PLATFORMS, ("Linux", "Lx arm", "Mac", "Mac x86", "Win"), strict=True)
)
_INDEX_URL = URLValidator(schemes=["http", "https"])


class NamesField(forms.Field):
    """Any number of names or addresses: a list, repeated fields, or one text with commas or spaces."""

    widget = forms.SelectMultiple

    def to_python(self, value: object) -> tuple[str, ...]:
        """All of them once, in order."""
        if value is None:
            return ()
        parts = [value] if isinstance(value, str) else value
        if not isinstance(parts, Iterable) or not all(isinstance(part, str) for part in parts):
            raise forms.ValidationError("Give a list of texts.")
        return tuple(dict.fromkeys(name for part in parts for name in part.replace(",", " ").split()))


class IndexUrlField(forms.CharField):
    """An http(s) address without a trailing slash. Hosts without a dot and addresses with a port are fine."""

    def clean(self, value: object) -> str:
        """The address, or "" for none."""
        return clean_index_url(super().clean(value))


def clean_index_url(url: str) -> str:
    """Refuse what is no http(s) address; whether it may be reached is the guarded client's business."""
    if not url:
        return ""
    try:
        _INDEX_URL(url)
    except forms.ValidationError:
        raise forms.ValidationError("Give the http(s) address of a simple index.") from None
    if "@" in urlsplit(url).netloc:
        raise forms.ValidationError("Leave out the user and the password: everybody with the permalink would see them.")
    return url.rstrip("/")


@dataclass(frozen=True, slots=True)
class Declared:
    """Names to choose from, each with whether it is chosen."""

    extras: tuple[tuple[str, bool], ...]
    groups: tuple[tuple[str, bool], ...]
    is_readable: bool  #: False: the text has mistakes, so that there may be more


def _choosable(names: Iterable[str], chosen: Iterable[str]) -> tuple[tuple[str, bool], ...]:
    picked = {canonicalize_name(name) for value in chosen for name in value.replace(",", " ").split()}
    return tuple((str(name), canonicalize_name(name) in picked) for name in names)


def _choices(kind: Iterable[str]) -> list[tuple[str, str]]:
    return [AS_THE_FILE_SAYS, *((str(value), str(value)) for value in kind)]


def _optional_choice(kind: Iterable[str], label: str) -> forms.ChoiceField:
    return forms.ChoiceField(choices=_choices(kind), required=False, label=label)


class CompareForm(forms.Form):
    """A paste with its target and options. After `is_valid()`: `asked` and `problem`, or `mistakes` in the text."""

    # No CharField: what it refuses (NUL), the parser names with its line.
    text = forms.Field(required=False, widget=forms.Textarea)
    python = forms.CharField(required=False, max_length=20)
    platform = forms.CharField(required=False, max_length=60)
    exclude_newer = forms.CharField(required=False, max_length=60)
    extras = NamesField(required=False)
    groups = NamesField(required=False)
    index_url = IndexUrlField(required=False, max_length=500)
    extra_index_urls = NamesField(required=False)
    index_strategy = _optional_choice(IndexStrategy, "Index strategy")
    prerelease = _optional_choice(PrereleaseMode, "Pre-releases")
    resolution = _optional_choice(ResolutionMode, "Resolution")
    fork_strategy = _optional_choice(ForkStrategy, "Fork strategy")
    targets = NamesField(required=False)
    lock = forms.Field(required=False, widget=forms.Textarea)
    compare_lock = forms.BooleanField(required=False)
    recorded = forms.CharField(required=False, max_length=32)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.mistakes: tuple[Mistake, ...] = ()
        self.lock_mistakes: tuple[Mistake, ...] = ()
        self.problem: Problem | None = None

    @property
    def asked(self) -> Asked:
        """The question of a valid form."""
        return Asked(**self.cleaned_data)

    @property
    def cutoff(self) -> datetime | None:
        """The cut-off of a valid form."""
        assert self.problem is not None
        return self.asked.cutoff(self.problem)

    def parsed(self) -> Problem | None:
        """The problem of the text, None where it has mistakes."""
        self.is_valid()
        return self.problem

    def asked_anew(self) -> Asked:
        """The same question, with every page read from its index again."""
        return replace(self.asked, refresh=True)

    def excerpts(self) -> list[tuple[Mistake, str]]:
        """Every mistake of the text with the line it is on."""
        return _with_lines(self.mistakes, str(self["text"].value() or ""))

    def lock_excerpts(self) -> list[tuple[Mistake, str]]:
        """Every mistake of the lock with the line it is on."""
        return _with_lines(self.lock_mistakes, str(self["lock"].value() or ""))

    def declared(self, text: str) -> Declared:
        """The extras and groups to choose from; what was chosen stays, even where the text cannot be read."""
        problem = self.problem if self.is_bound else CompareForm({"text": text}).parsed()
        extras, groups = (tuple(self[name].value() or ()) for name in ("extras", "groups"))
        if problem is None:
            return Declared(_choosable(extras, extras), _choosable(groups, groups), is_readable=False)
        return Declared(
            _choosable(problem.optional_dependencies, extras),
            _choosable(problem.dependency_groups, groups),
            is_readable=True,
        )

    def clean_text(self) -> str:
        """The text with plain line ends, parsed. All its mistakes are kept."""
        text = _plain_line_ends(self.cleaned_data["text"])
        if len(text.encode("utf-8", "surrogatepass")) > settings.PASTE_LIMIT_BYTES:
            limit = f"The text is longer than {settings.PASTE_LIMIT_BYTES // 1024} kB."
            self.mistakes = (Mistake(limit),)
            raise forms.ValidationError(limit)
        try:
            self.problem = Asked(text).problem(datetime.now(UTC))
        except ProblemSyntaxError as error:
            self.mistakes = error.mistakes
            raise forms.ValidationError([str(mistake) for mistake in error.mistakes]) from error
        except Exception as error:  # a fault of ours must not cost anybody their paste
            log.exception("a text could not be parsed")
            self.mistakes = (Mistake("This text could not be read. The fault is ours, and it is in the log."),)
            raise forms.ValidationError(self.mistakes[0].message) from error
        return text

    def clean_lock(self) -> str:
        """The lock with plain line ends, parsed; "" for none."""
        text = _plain_line_ends(self.cleaned_data["lock"])
        if not text.strip():
            return ""
        if len(text.encode("utf-8", "surrogatepass")) > settings.LOCK_LIMIT_BYTES:
            self._refuse_lock((Mistake(f"The lock is longer than {settings.LOCK_LIMIT_BYTES // 1024} kB."),))
        try:
            parse_lock(text)
        except ProblemSyntaxError as error:
            self._refuse_lock(error.mistakes)
        return text

    def _refuse_lock(self, mistakes: tuple[Mistake, ...]) -> NoReturn:
        self.lock_mistakes = mistakes
        raise forms.ValidationError([str(mistake) for mistake in mistakes])

    def clean_targets(self) -> tuple[str, ...]:
        """Further targets in one spelling, without the main one and without doubles."""
        names = dict.fromkeys(split_target(name) for name in self.cleaned_data["targets"])
        names.pop((self.cleaned_data.get("python", ""), self.cleaned_data.get("platform", "")), None)
        if len(names) >= MOST_TARGETS:
            raise forms.ValidationError(f"At most {MOST_TARGETS} targets at once.")
        for python, platform in names:
            try:
                target(python, platform)
            except InvalidTarget as error:
                raise forms.ValidationError(f"{error}.") from error
        return tuple("/".join(name) for name in names)

    def clean_python(self) -> str:
        """A Python that uv accepts."""
        return self._target_part("python", DEFAULT_PYTHON, lambda value: target(value, DEFAULT_PLATFORM))

    def clean_platform(self) -> str:
        """A platform that uv accepts."""
        return self._target_part("platform", DEFAULT_PLATFORM, lambda value: target(DEFAULT_PYTHON, value))

    def _target_part(self, name: str, default: str, check: Any) -> str:
        value = self.cleaned_data[name].strip() or default
        try:
            check(value)
        except InvalidTarget as error:
            raise forms.ValidationError(f"{error}.") from error
        return str(value)

    def clean_exclude_newer(self) -> str:
        """A date or an instant; a span such as "30 days" becomes the instant it means now."""
        value: str = self.cleaned_data["exclude_newer"].strip()
        if not value:
            return ""
        now = datetime.now(UTC)
        try:
            moment = parse_cutoff(value, now)
        except ValueError as error:
            raise forms.ValidationError(str(error)) from error
        is_span = parse_cutoff(value, now.replace(year=now.year - 1, day=1)) != moment
        return moment.isoformat(timespec="seconds") if is_span else value

    def clean_recorded(self) -> str:
        """A recorded example whose index data are asked in place of any index; "" for none."""
        value: str = self.cleaned_data["recorded"].strip()
        return value if value in {one.permalink_id for one in EXAMPLES} else ""

    def clean_extra_index_urls(self) -> tuple[str, ...]:
        """Every one an http(s) address."""
        return tuple(clean_index_url(url) for url in self.cleaned_data["extra_index_urls"])

    def clean(self) -> dict[str, Any]:
        """Extras and groups must be declared in the text, and a lock that is compared must be of this project."""
        if self.problem is not None:
            self._check_names("extras", "extra", self.problem.optional_dependencies)
            self._check_names("groups", "group", self.problem.dependency_groups)
            if self.cleaned_data.get("lock") and self.cleaned_data.get("compare_lock"):
                self._check_lock(self.problem)
        return self.cleaned_data

    def _check_lock(self, problem: Problem) -> None:
        try:
            Asked(self.cleaned_data["text"], lock=self.cleaned_data["lock"]).said_by_lock(problem)
        except ProblemSyntaxError as error:
            self.lock_mistakes = error.mistakes
            self.add_error("lock", [str(mistake) for mistake in error.mistakes])

    def _check_names(self, field: str, word: str, declared: Iterable[str]) -> None:
        known = list(declared)
        names = tuple(canonicalize_name(name) for name in self.cleaned_data.get(field, ()))
        unknown = [name for name in names if name not in known]
        if unknown:
            has = f"it has {', '.join(known)}" if known else "it has none"
            self.add_error(field, f"The text declares no {word} {', '.join(unknown)}; {has}.")
        else:
            self.cleaned_data[field] = names


def _plain_line_ends(text: object) -> str:
    return str(text or "").replace("\r\n", "\n").replace("\r", "\n")


def _with_lines(mistakes: Iterable[Mistake], text: str) -> list[tuple[Mistake, str]]:
    lines = _plain_line_ends(text).split("\n")
    return [(one, lines[one.line - 1].strip() if one.line and one.line <= len(lines) else "") for one in mistakes]


def target_choices(chosen: Iterable[str]) -> list[tuple[str, list[tuple[str, str, bool]]]]:
    """Check boxes for further targets: for each Python the value, the words and the state of each common platform."""
    picked = {"/".join(split_target(name)) for name in chosen}
    return [
        (
            python,
            [
                (f"{python}/{name}", f"Python {python}, {words}", f"{python}/{name}" in picked)
                for name, words in COMMON_PLATFORMS
            ],
        )
        for python in PYTHONS
        if python.replace(".", "").isdecimal()  # the usual Pythons; others come over the API
    ]


def other_targets(chosen: Iterable[str]) -> list[str]:
    """Chosen targets that `target_choices` has no box for."""
    boxes = {value for _, row in target_choices(()) for value, _, _ in row}
    return [name for name in dict.fromkeys("/".join(split_target(name)) for name in chosen) if name not in boxes]


def platform_choices(chosen: str) -> list[tuple[str, list[tuple[str, str]]]]:
    """For the select box: the common ones in words, then every name uv accepts."""
    common = dict(COMMON_PLATFORMS)
    rest = [(name, name) for name in PLATFORMS if name not in common]
    groups = [("Common", list(COMMON_PLATFORMS)), ("All of uv's names", rest)]
    if chosen and chosen not in PLATFORMS:
        groups.append(("Given", [(chosen, chosen)]))
    return groups


def python_choices(chosen: str) -> list[str]:
    """For the select box; a patch version that was asked for stays available."""
    return list(PYTHONS) if not chosen or chosen in PYTHONS else [chosen, *PYTHONS]
