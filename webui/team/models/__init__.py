"""What is stored of teams, their cases, and the threads in which they were answered."""

from webui.team.models.cases import Case, CaseWord, Change, Kind, Label, SavedFilter, Source
from webui.team.models.people import Invitation, Membership, MemberToken, Team, User
from webui.team.models.threads import AskedAgain, Round, Thread

__all__ = [
    "AskedAgain",
    "Case",
    "CaseWord",
    "Change",
    "Invitation",
    "Kind",
    "Label",
    "MemberToken",
    "Membership",
    "Round",
    "SavedFilter",
    "Source",
    "Team",
    "Thread",
    "User",
]
