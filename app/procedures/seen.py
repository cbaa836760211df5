"""What is noted of restricted records: who looked at one, printed or exported it, and the list of it."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from app.models import Case, LogRow, Person
from app.procedures.definitions import procedures
from app.storage.unit import Unit
from app.words import N_, _

WHAT = {"view": N_("Xem"), "print": N_("In"), "export": N_("Xuất tệp")}
"""What of a log is listed."""


@dataclass(frozen=True)
class Seen:
    """One line of the log: when (UTC, ISO), who, what, of whose case; "" where it names no case."""

    at: str
    by: str
    what: str
    form: str
    case: str
    person: str
    name: str
    procedure: str


def note(unit: Unit, what: str, case: str, form: str = "") -> None:
    """Note that a case was seen (`view`), printed (`print`) or exported, where it is restricted."""
    found = unit.session.get(Case, case)
    if found is not None and found.restricted:
        unit.log(f"{what} {form}".strip(), case)


def seen(unit: Unit, person: str = "", case: str = "") -> list[Seen]:
    """The log of restricted cases, newest first. Raises Refused("no_right") for who does not handle them."""
    unit.user.require("handle")
    rows = (
        select(LogRow, Case, Person.name)
        .join(Case, Case.id == LogRow.about)
        .join(Person, Person.id == Case.person, isouter=True)
        .where(Case.restricted)
        .order_by(LogRow.id.desc())
    )
    if person:
        rows = rows.where(Case.person == person)
    if case:
        rows = rows.where(Case.id == case)
    known = procedures()
    found = []
    for row, of, name in unit.session.execute(rows):
        what, _space, form = row.what.partition(" ")
        title = _(known[of.procedure].title) if of.procedure in known else of.procedure
        found.append(Seen(row.at, row.by, what, form, of.id, of.person, name or "", title))
    return found
