"""`manage.py forget_openid EMAIL`: part an account from its identity at the OpenID provider."""

from __future__ import annotations

import argparse
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from webui.team.models import User


class Command(BaseCommand):
    """For whoever runs the installation: somebody has a new identity at the provider, with the same address."""

    help = "Part an account from its identity at the OpenID provider; their next sign-in joins it anew, by its address."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Whose."""
        parser.add_argument("email", help="the e-mail address of the account")

    def handle(self, *args: Any, **options: Any) -> None:
        """Say that it is done."""
        accounts = User.objects.filter(email=options["email"].strip().lower()).exclude(openid_identity=None)
        if not accounts.update(openid_identity=None):
            raise CommandError("No account with this address is joined with an identity.")
        self.stdout.write("The next sign-in by OpenID Connect joins the account anew.")
