"""`manage.py ask_again [--team SLUG] [--new-uv]`: solve open and explained cases again, behind everything else."""

from __future__ import annotations

import argparse
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from webui.team import asked_again
from webui.team.actors import APPLICATION
from webui.team.models import Team


class Command(BaseCommand):
    """For whoever runs the installation: after an index, or uv, has changed."""

    help = "Solve the open and explained cases of all teams again."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Whose, and which."""
        parser.add_argument("--team", default="", help="of this team alone: the name in its address")
        parser.add_argument("--new-uv", action="store_true", help="those alone that were judged with another uv")
        parser.add_argument("--why", default="whoever runs the installation wishes it", help="what the round says")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print how many cases are asked."""
        teams = Team.objects.order_by("pk")
        if options["team"]:
            teams = teams.filter(slug=options["team"])
            if not teams:
                raise CommandError(f"There is no team {options['team']}.")
        for team in teams:
            cases = asked_again.askable(team)
            cases = asked_again.of_another_uv(cases) if options["new_uv"] else cases
            begun = asked_again.begin(APPLICATION, team, cases, options["why"])
            self.stdout.write(f"{team.slug}: {begun.cases.count() if begun else 0} cases")
