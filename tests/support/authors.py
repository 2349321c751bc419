"""A client in whose browser a paste was made."""

from __future__ import annotations

from django.test import Client, RequestFactory

from webui.resolutions.asking.askers import COOKIE, asker_of
from webui.resolutions.models import Submission

KEY = "the key of the author's browser"


def make_author(client: Client, submission: Submission) -> None:
    """From now on the client's browser has the key of the submission's author."""
    client.cookies[COOKIE] = KEY
    request = RequestFactory().get("/")
    request.COOKIES[COOKIE] = KEY
    Submission.objects.filter(pk=submission.pk).update(author=asker_of(request).author)
