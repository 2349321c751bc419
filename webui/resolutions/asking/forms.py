"""The one form of the paste page; the API validates its input with it too."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from typing import Any, NoReturn

from django import forms
from django.conf import settings
from packaging.utils import canonicalize_name

from resolver_core import (
    ForkStrategy,
    IndexStrategy,
    LockFormat,
    Mistake,
    PrereleaseMode,
    Problem,
    ProblemSyntaxError,
    ResolutionMode,
    is_report,
    lock_format_of,
    parse_cutoff,
    parse_lock,
    redact,
    target,
)
from webui.resolutions.asking import keeping
from webui.resolutions.asking.asked import Asked, split_target
from webui.resolutions.asking.choices import Declared, declared_names
from webui.resolutions.asking.example_questions import is_unchanged
from webui.resolutions.asking.examples import EXAMPLES
from webui.resolutions.asking.fields import (
    CorrectableField,
    IndexUrlField,
    NamesField,
    PlatformInput,
    PremisesField,
    clean_index_url,
    optional_choice,
    plain_line_ends,
    refuse_invalid_target,
)
from webui.resolutions.asking.keeping import Keeping
from webui.resolutions.asking.question import DEFAULT_PLATFORM, DEFAULT_PYTHON, MOST_TARGETS
from webui.resolutions.asking.secrets_removed import WithoutSecrets, without_secrets
from webui.resolutions.asking.sent_files import SentFiles, clean_path, gathered, mistake_in_path

KEPT = ("visibility", "keep_days", "parent")
"""The fields that are no part of the question."""

log = logging.getLogger(__name__)


class CompareForm(forms.Form):
    """A paste with its target and options. After `is_valid()`: `asked` and `problem`, or `mistakes` in the text."""

    # No CharFields: what they refuse (NUL), the parser names with its line. The files come before the text, which is
    # read with them.
    input = forms.Field(required=False, widget=forms.HiddenInput)
    files = forms.Field(required=False, widget=forms.HiddenInput)  # type: ignore[assignment]  # Django's are uploads
    text = forms.Field(required=False, widget=forms.Textarea)
    python = forms.CharField(required=False, max_length=20)
    platform = forms.CharField(required=False, max_length=60, widget=PlatformInput)
    exclude_newer = forms.CharField(required=False, max_length=60)
    extras = NamesField(required=False)
    groups = NamesField(required=False)
    index_url = IndexUrlField(required=False, max_length=500)
    extra_index_urls = NamesField(required=False)
    index_strategy = optional_choice(IndexStrategy, "Index strategy")
    prerelease = optional_choice(PrereleaseMode, "Pre-releases")
    resolution = optional_choice(ResolutionMode, "Resolution")
    fork_strategy = optional_choice(ForkStrategy, "Fork strategy")
    targets = NamesField(required=False)
    lock = forms.Field(required=False, widget=forms.Textarea)
    compare_lock = forms.BooleanField(required=False)
    recorded = forms.CharField(required=False, max_length=32)
    report = forms.Field(required=False, widget=forms.HiddenInput)
    premises = PremisesField(required=False)
    stated = CorrectableField(required=False)
    visibility = forms.ChoiceField(required=False, choices=keeping.VISIBILITIES)
    keep_days = forms.ChoiceField(required=False, choices=keeping.DAY_CHOICES)
    parent = forms.SlugField(required=False, max_length=32, widget=forms.HiddenInput)

    def __init__(self, data: Mapping[str, Any] | None = None, **kwargs: Any) -> None:
        together = SentFiles({}) if data is None else gathered(data)
        sent = WithoutSecrets(None) if data is None else without_secrets(together.values)
        super().__init__(sent.values, **kwargs)
        self.removed = sent.found  #: secrets that the fields held
        self.mistakes = tuple(replace(one, message=redact(one.message).text) for one in together.mistakes)
        self.lock_mistakes: tuple[Mistake, ...] = ()
        self.problem: Problem | None = None

    @property
    def asked(self) -> Asked:
        """The question of a valid form."""
        return Asked(**{name: value for name, value in self.cleaned_data.items() if name not in KEPT})

    @property
    def keeping(self) -> Keeping:
        """How the answer of a valid form is kept."""
        values = self.cleaned_data
        parent = values["parent"]
        return Keeping(
            visibility=values["visibility"] or keeping.UNLISTED,
            days=int(values["keep_days"]) if values["keep_days"] else None,
            parent=parent,
            origin=keeping.CHANGED if parent else keeping.PASTED,
        )

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
        """The same question, with every page read from its index again: one of a recording asks the index itself."""
        return replace(self.asked, refresh=True, recorded="")

    def excerpts(self) -> list[tuple[Mistake, str]]:
        """Every mistake of the text with the line it is on."""
        files = {"": str(self["text"].value() or ""), **(self["files"].value() or {})}
        return [pair for one in self.mistakes for pair in _with_lines([one], str(files.get(one.file, "")))]

    def lock_excerpts(self) -> list[tuple[Mistake, str]]:
        """Every mistake of the lock with the line it is on."""
        return _with_lines(self.lock_mistakes, str(self["lock"].value() or ""))

    def declared(self, text: str) -> Declared:
        """The extras and groups to choose from. `text` counts where nothing was sent yet."""
        problem = self.problem if self.is_bound else _unsent(self, text).parsed()
        extras, groups = (tuple(self[name].value() or ()) for name in ("extras", "groups"))
        return declared_names(problem, extras, groups)

    def clean_input(self) -> str:
        """The path of the text; "" for a paste without a name."""
        path = str(self.cleaned_data["input"] or "")
        found = clean_path(path) if path else ""
        if found is None:
            self.mistakes = (*self.mistakes, mistake_in_path(path))
            raise forms.ValidationError(self.mistakes[-1].message)
        return found

    def clean_files(self) -> dict[str, str]:
        """The other files by path. What is wrong with them was found when they were put together."""
        if self.mistakes:
            raise forms.ValidationError([str(mistake) for mistake in self.mistakes])
        return dict(self.cleaned_data["files"] or {})

    def clean_text(self) -> str:
        """The text with plain line ends, parsed with the files beside it. All its mistakes are kept."""
        text = plain_line_ends(self.cleaned_data["text"])
        if "files" not in self.cleaned_data:
            return text
        if len(text.encode("utf-8", "surrogatepass")) > settings.PASTE_LIMIT_BYTES:
            limit = f"The text is longer than {settings.PASTE_LIMIT_BYTES // 1024} kB."
            self.mistakes = (Mistake(limit),)
            raise forms.ValidationError(limit)
        try:
            asked = Asked(text, input=self.cleaned_data["input"], files=self.cleaned_data["files"])
            self.problem = asked.problem(datetime.now(UTC))
        except ProblemSyntaxError as error:
            self.mistakes = error.mistakes
            raise forms.ValidationError([str(mistake) for mistake in error.mistakes]) from error
        except Exception as error:  # a fault of ours must not cost anybody their paste
            log.exception("a text could not be parsed")
            self.mistakes = (Mistake("This text could not be read. The fault is ours, and it is in the log."),)
            raise forms.ValidationError(self.mistakes[0].message) from error
        return text

    def clean_report(self) -> str:
        """The report that the text was read from; "" for anything else: it is beside the question."""
        text = plain_line_ends(self.cleaned_data["report"])
        return text if text.strip() and is_report(text) else ""

    def clean_lock(self) -> str:
        """The lock with plain line ends, parsed; "" for none."""
        text = plain_line_ends(self.cleaned_data["lock"])
        if not text.strip():
            return ""
        if len(text.encode("utf-8", "surrogatepass")) > settings.LOCK_LIMIT_BYTES:
            self._refuse_lock((Mistake(f"Your uv.lock is longer than {settings.LOCK_LIMIT_BYTES // 1024} kB."),))
        try:
            parse_lock(text)
        except ProblemSyntaxError as error:
            self._refuse_lock(error.mistakes)
        return text

    def clean_compare_lock(self) -> bool:
        """Whether the lock is an answer of its own: one of another tool is nothing else."""
        chosen = bool(self.cleaned_data["compare_lock"])
        return chosen or lock_format_of(self.cleaned_data.get("lock", "")) is not LockFormat.UV

    def _refuse_lock(self, mistakes: tuple[Mistake, ...]) -> NoReturn:
        self.lock_mistakes = mistakes
        raise forms.ValidationError([str(mistake) for mistake in mistakes])

    def clean_targets(self) -> tuple[str, ...]:
        """Further targets in one spelling, without the main one and without doubles."""
        names = dict.fromkeys(split_target(name) for name in self.cleaned_data["targets"])
        names.pop((self.cleaned_data.get("python", ""), self.cleaned_data.get("platform", "")), None)
        if len(names) >= MOST_TARGETS:
            raise forms.ValidationError(f"At most {MOST_TARGETS} targets at once.")
        targets = [refuse_invalid_target(partial(target, *name)) for name in names]
        return tuple(dict.fromkeys(f"{each.python}/{each.platform_and_version}" for each in targets))

    def clean_python(self) -> str:
        """A Python that uv accepts."""
        value: str = self.cleaned_data["python"].strip() or DEFAULT_PYTHON
        refuse_invalid_target(lambda: target(value, DEFAULT_PLATFORM))
        return value

    def clean_platform(self) -> str:
        """A platform that uv accepts."""
        value: str = self.cleaned_data["platform"].strip() or DEFAULT_PLATFORM
        return refuse_invalid_target(lambda: target(DEFAULT_PYTHON, value)).platform_and_version

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
        if self.cleaned_data.get("recorded") and not self.errors and not is_unchanged(self.asked):
            self.cleaned_data["recorded"] = ""  # its recording holds no answer to another question
        return self.cleaned_data

    def _check_lock(self, problem: Problem) -> None:
        try:
            Asked(self.cleaned_data["text"], lock=self.cleaned_data["lock"]).locked_resolution(problem)
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


def _with_lines(mistakes: Iterable[Mistake], text: str) -> list[tuple[Mistake, str]]:
    lines = plain_line_ends(text).split("\n")
    return [(one, lines[one.line - 1].strip() if one.line and one.line <= len(lines) else "") for one in mistakes]


def _unsent(form: CompareForm, text: str) -> CompareForm:
    """The form with nothing chosen."""
    return CompareForm({"text": text, "input": form["input"].value(), "files": form["files"].value()})
