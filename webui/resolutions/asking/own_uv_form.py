"""The form of what somebody's own uv wrote, beside a finished resolution; the API reads its input with it, too."""

from __future__ import annotations

from collections.abc import Mapping

from django import forms
from django.conf import settings

from webui.resolutions.asking.fields import plain_line_ends
from webui.resolutions.asking.secrets_removed import without_secrets


class OwnUvForm(forms.Form):
    """An output of uv and the number of the target that it is compared at. `removed`: the secrets that were in it."""

    # No CharField: what that refuses (NUL), whoever reads the output names.
    output = forms.Field(required=False, widget=forms.Textarea)
    target = forms.IntegerField(required=False, min_value=1, max_value=99)

    def __init__(self, sent: Mapping[str, object]) -> None:
        plain = without_secrets(sent)
        self.removed = plain.found
        super().__init__(plain.values)

    def clean_output(self) -> str:
        """The text as one that was read from a file."""
        output = self.cleaned_data["output"]
        if not isinstance(output, str) or not output.strip():
            raise forms.ValidationError("Paste what your uv wrote.")
        try:
            size = len(output.encode())
        except UnicodeEncodeError as error:
            raise forms.ValidationError("This is no text that can be stored as UTF-8.") from error
        if size > settings.LOCK_LIMIT_BYTES:
            raise forms.ValidationError(f"This is longer than {settings.LOCK_LIMIT_BYTES // 1024} kB.")
        return plain_line_ends(output)

    @property
    def mistakes(self) -> str:
        """What is wrong, in one line."""
        return " ".join(str(message) for messages in self.errors.values() for message in messages)
