"""People, their teams, and how they come to them."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.urls import reverse

from webui.team.roles import Role


class People(BaseUserManager["User"]):
    """Finds people by their e-mail address, however it is capitalised."""

    def create_user(self, email: str, password: str | None = None, name: str = "") -> User:
        """Somebody new; without a password they set one by e-mail."""
        user = User(email=email.strip().lower(), name=name.strip())
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> User:
        """Who has an address. Raises `User.DoesNotExist`."""
        return self.get(email=(username or "").strip().lower())


class User(AbstractBaseUser):
    """Somebody with an account. The e-mail address is kept in lower case."""

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=80, blank=True)
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(auto_now_add=True)
    openid_identity = models.CharField(max_length=600, null=True, unique=True)  # "ISSUER SUBJECT" of their provider

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar = []

    objects = People()

    def __str__(self) -> str:
        return self.name or self.email


class Team(models.Model):
    """Some people with a table of reports in common."""

    slug = models.SlugField(max_length=32, unique=True)
    name = models.CharField(max_length=80)
    hook_secret = models.CharField(max_length=64, blank=True)  # of the code host's webhook; "": none is taken
    next_number = models.PositiveIntegerField(default=1)  # of its next case
    last_change = models.PositiveBigIntegerField(default=0)  # grows with whatever is done, for who looks on
    created_at = models.DateTimeField(auto_now_add=True)
    people: models.ManyToManyField[User, Membership] = models.ManyToManyField(User, through="Membership")

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Its queue."""
        return reverse("team-queue", args=[self.slug])


class Membership(models.Model):
    """Somebody in a team, with their role."""

    team = models.ForeignKey(Team, models.CASCADE, related_name="memberships")
    user = models.ForeignKey(User, models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=8, choices=Role.choices)
    since = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["team", "user"], name="one_role_per_person")]


class Invitation(models.Model):
    """A link that makes somebody a member, once. Only the digest of its key is kept."""

    team = models.ForeignKey(Team, models.CASCADE, related_name="invitations")
    digest = models.CharField(max_length=64, unique=True)
    email = models.EmailField(blank=True)  # whom it was sent to; "" for whoever has the link
    role = models.CharField(max_length=8, choices=Role.choices)
    invited_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)


class MemberToken(models.Model):
    """A token of the API that acts as a member; what it may is no more than its scopes and their role allow."""

    token = models.OneToOneField("api.Token", models.CASCADE, related_name="of_member")
    membership = models.ForeignKey(Membership, models.CASCADE, related_name="tokens")
