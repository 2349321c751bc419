"""`manage.py found_team NAME`: a new team, and the link with which its first owner joins."""

from __future__ import annotations

import argparse
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.urls import reverse

from webui.team import people
from webui.team.actors import APPLICATION
from webui.team.roles import Role


class Command(BaseCommand):
    """Whoever runs the installation founds teams; their owners do the rest."""

    help = "Found a team, and print the link with which its first owner joins."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Its name, and where this installation is."""
        parser.add_argument("name", help="of the team; its address is made of it")
        parser.add_argument("--email", default="", help="of the first owner")
        parser.add_argument("--origin", default="http://127.0.0.1:8000", help="before the path of the link")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the link."""
        try:
            with transaction.atomic():
                team = people.found_team(options["name"])
                key = people.invite(APPLICATION, team, Role.OWNER, options["email"])
        except people.NotAllowed as error:
            raise CommandError(str(error)) from None
        self.stdout.write(f"{options['origin'].rstrip('/')}{reverse('join', args=[key])}")
