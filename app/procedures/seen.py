"""What is noted of restricted records: who looked at one, printed or exported it, and the list of it."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from app.models import Case, LogRow, Person, Round, RoundItem
from app.procedures.definitions import procedures
from app.procedures.rounds import title_of
from app.storage.sight import MANY
from app.storage.unit import Unit
from app.words import N_, _, count_text

WHAT = {"view": N_("Xem"), "print": N_("In"), "export": N_("Xuất tệp")}
"""What of a log is listed."""


REPORTS = {"screening": N_("Bảng số liệu rà soát, sàng lọc")}
"""Reports over restricted cases, by the name they are asked for."""


@dataclass(frozen=True)
class Seen:
    """One line of the log: when (UTC, ISO), who, what, of whose case or of what."""

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


def note_report(unit: Unit, what: str, report: str, cases: int) -> None:
    """Note that a report over restricted cases was seen or exported, and over how many of them."""
    unit.log(f"{what} {report}", f"{MANY}{cases}")


def seen(unit: Unit, person: str = "", case: str = "") -> list[Seen]:
    """The log of restricted cases, rounds and reports over them, newest first; of a person or case alone.

    Raises Refused("no_right") for who does not handle them.
    """
    unit.user.require("handle")
    rows = (
        select(LogRow, Case, RoundItem, Round, Person.name)
        .join(Case, Case.id == LogRow.about, isouter=True)
        .join(RoundItem, RoundItem.id == LogRow.about, isouter=True)
        .join(Round, Round.id.in_([LogRow.about, RoundItem.round]), isouter=True)
        .join(Person, Person.id.in_([Case.person, RoundItem.person]), isouter=True)
        .where(Case.restricted | RoundItem.restricted | Round.restricted | LogRow.about.startswith(MANY))
        .order_by(LogRow.id.desc())
    )
    if person:
        rows = rows.where((Case.person == person) | (RoundItem.person == person))
    if case:
        rows = rows.where(Case.id == case)
    return [_line(*row) for row in unit.session.execute(rows)]


def _line(row: LogRow, case: Case | None, item: RoundItem | None, round_: Round | None, name: str) -> Seen:
    what, _space, form = row.what.partition(" ")
    of, about = "", name or ""
    if case is not None:
        known = procedures().get(case.procedure)
        of = _(known.title) if known is not None else case.procedure
    elif round_ is not None:
        of = title_of(round_)
        about = about or str((item.data or {}).get("organisation") or "") if item is not None else about
    else:
        of, form = _(REPORTS.get(form, form)), ""
        about = _("{n} hồ sơ").format(n=count_text(int((row.about or "").removeprefix(MANY) or 0)))
    person = case.person if case is not None else (item.person if item is not None else None)
    return Seen(row.at, row.by, what, form, case.id if case else "", person or "", about, of)
