"""What is recorded: the tables of a workspace and the entries that say how they came about.

The tables are mapped when the first of them is asked for, all at once: opening the window must not
wait for it, and `app.models.folding` needs none of them.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from app.models.base import KINDS, Base, Record, new_id, state_of
    from app.models.cases import Act, Case, ExceptionPaper, Meeting, Paper, Vote
    from app.models.derived import CaseStanding, Duty, Happening, PersonStanding
    from app.models.entry import Entry
    from app.models.local import EntryRow, Invitation, LogRow, Meta, PackageRow, PageRow, Peer, User
    from app.models.offices import Certificate, Organisation, RulePack, Seat, Setting
    from app.models.people import Event, Person
    from app.models.rounds import Round, RoundItem


_MODULES = ("base", "cases", "derived", "entry", "local", "offices", "people", "rounds")

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
    "Round",
    "RoundItem",
    "RulePack",
    "Seat",
    "Setting",
    "User",
    "Vote",
    "new_id",
    "state_of",
]


def __getattr__(name: str) -> Any:
    """A table or helper by name; maps all tables the first time."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    for module in [importlib.import_module(f"{__name__}.{one}") for one in _MODULES]:
        for found in __all__:
            if hasattr(module, found):
                globals()[found] = getattr(module, found)
    return globals()[name]
