"""Who may see an answer. Everybody with its address, unless it was read with the operator's credentials: then those
whom the operator allows (`settings.PRIVATE_ANSWERS`), by default the browser alone that asked for it.
"""

from __future__ import annotations

from django.conf import settings
from django.db.models import Q

from webui.resolutions.asking.askers import Asker

AUTHOR, EVERYONE = "author", "everyone"


def visible_to(asker: Asker) -> Q:
    """What submissions somebody may see."""
    if settings.PRIVATE_ANSWERS == EVERYONE:
        return Q()
    public = Q(used_operator_credentials=False)
    return public | asked_by(asker)


def asked_by(asker: Asker) -> Q:
    """What submissions somebody asked for; none where nobody knows who it is."""
    return Q(author=asker.author) if asker.author else Q(pk__in=())
