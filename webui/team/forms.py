"""The forms of people: signing in, joining, inviting."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.password_validation import validate_password

from webui.team.models import User
from webui.team.roles import Role


class SignInForm(AuthenticationForm):
    """E-mail and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["username"].widget.attrs.update({"type": "email", "autocomplete": "email"})
        self.fields["username"].label = "E-mail"


class JoinForm(forms.Form):
    """Somebody who is invited and has no account yet."""

    email = forms.EmailField(label="E-mail", widget=forms.EmailInput(attrs={"autocomplete": "email"}))
    name = forms.CharField(label="Name", max_length=80, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    password = forms.CharField(
        label="Password", max_length=200, widget=forms.PasswordInput(attrs={"autocomplete": "new-password"})
    )

    def clean_email(self) -> str:
        """In lower case, and nobody's yet."""
        email = str(self.cleaned_data["email"]).lower()
        if User.objects.filter(email=email).exists():
            raise forms.ValidationError("This address has an account: sign in, and open the invitation again.")
        return email

    def clean(self) -> dict[str, Any]:
        """A password that is not easily guessed."""
        values = super().clean() or {}
        password = values.get("password")
        if password:
            try:
                validate_password(password, User(email=values.get("email", ""), name=values.get("name", "")))
            except forms.ValidationError as error:
                self.add_error("password", error)
        return values


class InviteForm(forms.Form):
    """Whom to invite, and as what."""

    email = forms.EmailField(
        label="E-mail", required=False, widget=forms.EmailInput(attrs={"placeholder": "nobody in particular"})
    )
    role = forms.ChoiceField(label="Role", choices=Role.choices, initial=Role.MEMBER)
