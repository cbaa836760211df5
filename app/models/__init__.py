"""What is recorded: the tables of a workspace and the entries that say how they came about."""

from app.models.base import KINDS, Base, Record, new_id, state_of
from app.models.cases import Act, Case, ExceptionPaper, Meeting, Paper, Vote
from app.models.derived import CaseStanding, Duty, Happening, PersonStanding
from app.models.entry import Entry
from app.models.local import EntryRow, Invitation, LogRow, Meta, PackageRow, PageRow, Peer, User
from app.models.offices import Certificate, Organisation, RulePack, Seat, Setting
from app.models.people import Event, Person

__all__ = [
    "KINDS",
    "Act",
    "Base",
    "Case",
    "CaseStanding",
    "Certificate",
    "Duty",
    "Entry",
    "EntryRow",
    "Event",
    "ExceptionPaper",
    "Happening",
    "Invitation",
    "LogRow",
    "Meeting",
    "Meta",
    "Organisation",
    "PackageRow",
    "PageRow",
    "Paper",
    "Peer",
    "Person",
    "PersonStanding",
    "Record",
    "RulePack",
    "Seat",
    "Setting",
    "User",
    "Vote",
    "new_id",
    "state_of",
]
