"""The paste page as its template reads it, and what its form starts with."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict

from django.conf import settings

from resolver_core import Mistake, fixed_text_at, split_platform
from webui.resolutions.asking.askers import NOBODY, Asker
from webui.resolutions.asking.choices import (
    PLATFORM_HEADS,
    other_targets,
    platform_choices,
    python_choices,
    target_choices,
)
from webui.resolutions.asking.examples import LISTED, example
from webui.resolutions.asking.fields import plain_line_ends
from webui.resolutions.asking.forms import CompareForm
from webui.resolutions.asking.keeping import VISIBILITIES, day_choices
from webui.resolutions.asking.readers import visible_to
from webui.resolutions.asking.reports import ReportView
from webui.resolutions.asking.secrets_removed import in_words
from webui.resolutions.models import Submission

Values = dict[str, object]
CHOICES = ("index_strategy", "prerelease", "resolution", "fork_strategy")
SAID_ANEW = ("python", "platform")
"""Facts that a link to a stored question can say anew: what its verdict asks for."""
ADVANCED = ("premises", "index_url", "extra_index_urls", *CHOICES)
MOST_IN_FIELD = 60
PLACEHOLDER = """\
[project]
name = "example"
version = "0.1.0"
requires-python = ">=3.8"
dependencies = [
    "torch",
]"""


def paste_context(form: CompareForm, report: ReportView | None = None) -> Values:
    """Everything for `paste.html`. `report` is what was read from a pasted issue report."""
    return form_context(form) | {"examples": LISTED, "report": report}


def form_context(form: CompareForm) -> Values:
    """The form alone: values, mistakes, and what there is to choose from."""
    values = _split({name: _value(form, name) for name in form.fields})
    errors = form.errors if form.is_bound else {}
    targets = [str(name) for name in _listed(values["targets"])]
    return {
        "form": form,
        "removed": in_words(form.removed),
        "premise_lines": "\n".join(str(one) for one in _listed(values["premises"])),
        "choice_fields": [form[name] for name in CHOICES],
        "value": values,
        "declared": form.declared(str(values["text"] or "")),
        "excerpts": form.excerpts(),
        "lock_excerpts": form.lock_excerpts(),
        "target_rows": target_choices(targets),
        "other_targets": other_targets(targets),
        "platform_words": PLATFORM_HEADS,
        "marked_lines": _lines(one for one in form.mistakes if not one.file),
        "lock_marked_lines": _lines(form.lock_mistakes),
        "placeholder": PLACEHOLDER,
        "visibilities": VISIBILITIES,
        "day_choices": day_choices(),
        "keep_days": settings.KEEP_DAYS,
        "is_advanced": any(values[name] or name in errors for name in ADVANCED),
        "field_errors": {name: found for name, found in errors.items() if name not in ("text", "lock")},
        "pythons": python_choices(str(values["python"] or "")),
        "platforms": platform_choices(str(values["platform"] or "")),
    }


def initial_values(query: Mapping[str, str], asker: Asker = NOBODY) -> Values:
    """What the form starts with: an example, a stored question to change that the asker may see, or nothing."""
    if query.get("from"):
        stored = Submission.objects.filter(visible_to(asker), pk=query["from"], verdict__isnull=True).first()
        return _changed(stored, query) | {"parent": stored.pk} if stored else {}
    chosen = example(query.get("example", ""))
    if chosen is not None:
        return asdict(chosen) | {"recorded": chosen.permalink_id, "parent": chosen.permalink_id}
    return prefilled(query)


def prefilled(query: Mapping[str, str]) -> Values:
    """What the address itself says: for the forms of issue trackers."""
    names = {"as_of": "exclude_newer", "exclude_newer": "exclude_newer", "python": "python", "platform": "platform"}
    found: Values = {field: query[name][:MOST_IN_FIELD] for name, field in names.items() if query.get(name)}
    if query.get("text"):
        found["text"] = plain_line_ends(query["text"])[: settings.PASTE_LIMIT_BYTES]
    return found


def same_question(submission: Submission) -> Values:
    """The fields of a stored question, to be asked again; of a recorded example on its recorded index data."""
    recorded = submission.pk if submission.is_example else submission.asked.recorded
    values: Values = asdict(submission.asked) | {"recorded": recorded}
    del values["refresh"]
    return values


def _changed(stored: Submission, query: Mapping[str, str]) -> Values:
    """A stored question, with the text of one of its fixes where there is such a one, and with a fact said anew."""
    text = fixed_text_at(stored.reasons, query.get("fix", ""))
    said: Values = {name: query[name] for name in SAID_ANEW if query.get(name)}
    values = same_question(stored) | ({} if text is None else {"text": text}) | said
    return values | {"stated": [*dict.fromkeys((*stored.asked.stated, *said))]}


def _lines(mistakes: Iterable[Mistake]) -> str:
    return ",".join(str(line) for line in sorted({mistake.line for mistake in mistakes if mistake.line}))


def _value(form: CompareForm, name: str) -> object:
    value: object = form[name].value()
    return [part for part in value if part] if isinstance(value, list | tuple) else value


def _split(values: Values) -> Values:
    """The same with the version behind the platform in the field of its own."""
    platform, version = split_platform(str(values["platform"] or ""))
    return values | {"platform": platform, "system_version": version}


def _listed(value: object) -> list[object]:
    if isinstance(value, str):
        return [value] if value else []
    return list(value) if isinstance(value, list | tuple) else []
