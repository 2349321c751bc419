"""The form of a question about a finished resolution."""

from __future__ import annotations

from typing import Any

from django import forms

from resolver_core import redact
from webui.resolutions.models import QuestionKind


class AskForm(forms.Form):
    """A question: a project, and for "why not" the version to try; or the place of an experiment."""

    kind = forms.ChoiceField(choices=QuestionKind.choices)
    project = forms.CharField(max_length=100, required=False)
    version = forms.CharField(max_length=60, required=False)
    place = forms.CharField(max_length=40, required=False)
    target = forms.IntegerField(min_value=1, max_value=99, required=False)

    def clean(self) -> dict[str, Any]:
        """The text of the question under "text"."""
        values: dict[str, Any] = super().clean() or {}
        kind, project, version = (values.get(name, "") for name in ("kind", "project", "version"))
        text = {
            QuestionKind.WHY: project,
            QuestionKind.WHY_NOT: f"{project}=={version.removeprefix('==')}" if version else "",
            QuestionKind.EXPERIMENT: values.get("place", ""),
        }.get(kind, "")
        if not text:
            missing = "a version to ask for" if kind == QuestionKind.WHY_NOT else "something to ask for"
            raise forms.ValidationError(f"Give {missing}.")
        return values | {"text": redact(text).text}
