"""A team with somebody in each role, and an outsider who has a team of their own."""

from __future__ import annotations

from dataclasses import dataclass

from django.test import Client

from webui.team import tokens
from webui.team.access import Member
from webui.team.models import Membership, Team, User
from webui.team.roles import Role

PEOPLE = ("stranger", "outsider", "viewer", "member", "owner")
TOKENS = ("outsider", "viewer", "member", "owner", "reading member")


@dataclass(frozen=True)
class Triagers:
    """A team and its people, by their roles."""

    team: Team
    users: dict[str, User]

    def as_member(self, role: str = "member") -> Member:
        """Somebody as the door of the team's pages knows them."""
        return Member(self.team, self.users[role], Role(role))

    def client(self, who: str = "member") -> Client:
        """A browser in which somebody is signed in; the stranger is not."""
        client = Client()
        if who in self.users:
            client.force_login(self.users[who])
        return client

    def token_client(self, who: str) -> Client:
        """What sends the token of somebody; a "reading" one has only that scope."""
        name, scope = who.removeprefix("reading "), "read" if who.startswith("reading") else "write"
        membership = Membership.objects.select_related("team").get(user=self.users[name])
        key = tokens.make(Member(membership.team, self.users[name], Role(membership.role)), who, scope)
        return Client(headers={"Authorization": f"Bearer {key}"})


def some_triagers(slug: str = "triage") -> Triagers:
    """A team of three, and somebody of another team."""
    team = Team.objects.create(slug=slug, name=slug.title())
    other = Team.objects.create(slug=f"not-{slug}", name="Others")
    users = {name: a_user(f"{name}@{slug}.test", name.title()) for name in PEOPLE[1:]}
    for role in Role:
        Membership.objects.create(team=team, user=users[role], role=role)
    Membership.objects.create(team=other, user=users["outsider"], role=Role.OWNER)
    return Triagers(team, users)


def a_user(email: str, name: str) -> User:
    """Somebody without a password, which takes long to make: tests sign in by force."""
    return User.objects.create_user(email, None, name)
