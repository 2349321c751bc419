"""The fields of the paste form that Django lacks, and what each of them refuses."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from urllib.parse import urlsplit

from django import forms
from django.core.validators import URLValidator
from django.http import QueryDict

from resolver_core import Environment, InvalidTarget, InvalidText, premise_text, read_premise, split_platform
from webui.resolutions.asking.question import CORRECTABLE

AS_THE_FILE_SAYS = ("", "as the file says")
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


class CorrectableField(NamesField):
    """Names of options that an issue report states or leaves open; other names are left out."""

    def to_python(self, value: object) -> tuple[str, ...]:
        """All of them once, in order."""
        return tuple(name for name in super().to_python(value) if name in CORRECTABLE)


class PremisesField(forms.Field):
    """What is taken not to be had, one in each line: a list, or one text."""

    widget = forms.Textarea

    def to_python(self, value: object) -> tuple[str, ...]:
        """All of them once, in order and in one spelling, without empty lines."""
        parts = [value] if isinstance(value, str) else value or ()
        if not isinstance(parts, Iterable) or not all(isinstance(part, str) for part in parts):
            raise forms.ValidationError("Give a list of texts.")
        lines = (line.strip() for part in parts for line in plain_line_ends(part).split("\n"))
        try:
            return tuple(dict.fromkeys(premise_text(read_premise(line)) for line in lines if line))
        except InvalidText as error:
            raise forms.ValidationError(str(error)) from error


class PlatformInput(forms.TextInput):
    """A platform, and in a second field of the same name the version of its system; together "macos@14.2"."""

    def value_from_datadict(self, data: Mapping[str, object], files: object, name: str) -> object:
        """Both as one text; what is no text stays as it is."""
        if not isinstance(data, QueryDict):
            return data.get(name)
        platform, version = (part.strip() for part in [*data.getlist(name), "", ""][:2])
        return f"{split_platform(platform)[0]}@{version}" if version else platform


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


def optional_choice(kind: Iterable[str], label: str) -> forms.ChoiceField:
    """A select box of these values, and of "as the file says"."""
    choices = [AS_THE_FILE_SAYS, *((str(value), str(value)) for value in kind)]
    return forms.ChoiceField(choices=choices, required=False, label=label)


def refuse_invalid_target(build: Callable[[], Environment]) -> Environment:
    """The target; else say in the form's own words why there is no such."""
    try:
        return build()
    except InvalidTarget as error:
        raise forms.ValidationError(f"{error}.") from error


def plain_line_ends(text: object) -> str:
    """A pasted text with "\\n" alone at the ends of its lines."""
    return str(text or "").replace("\r\n", "\n").replace("\r", "\n")
