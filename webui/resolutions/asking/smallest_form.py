"""The form of the search for the smallest project; the API reads its input with it, too."""

from __future__ import annotations

from django import forms
from packaging.utils import InvalidName, canonicalize_name


class SmallestForm(forms.Form):
    """A project that differs, or nothing for the first that does; and the number of the target."""

    project = forms.CharField(max_length=100, required=False)
    target = forms.IntegerField(required=False, min_value=1, max_value=99)

    def clean_project(self) -> str:
        """Its normalised name."""
        name: str = self.cleaned_data["project"]
        try:
            return canonicalize_name(name, validate=True) if name else ""
        except InvalidName:
            raise forms.ValidationError("That is no name of a project.") from None

    @property
    def mistakes(self) -> str:
        """What is wrong, in words."""
        return " ".join(str(message) for messages in self.errors.values() for message in messages)
