"""Persons: lists, adding, correcting."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from app.commands.answers import Answer, WrongUse, columns
from app.commands.desk import Desk
from app.commands.parser import pairs
from app.words import _, count_text

if TYPE_CHECKING:
    from app.models import PersonStanding
    from app.reports.members import Member
    from app.storage.workspace import Workspace

SHOWN = (
    "owner",
    "name",
    "birth",
    "sex",
    "status",
    "left_reason",
    "state",
    "admission_date",
    "official_date",
    "party_age_from",
    "card_number",
    "position",
    "open_cases",
    "incomplete",
)


def members(desk: Desk) -> Answer:
    """List people of all offices whose records are here."""
    from app.procedures.titles import STATE_TITLES, STATUS_TITLES
    from app.reports import members as reports

    words = desk.words
    with desk.office() as workspace, workspace.reading() as session:
        query = reports.Query(desk.book(workspace) or None, words.status or "all", words.search or "")
        total = reports.count(session, query)
        rows = [_row(row) for row in reports.fetch(session, query, 0, words.limit)]
    shown = [
        (
            r["name"],
            r["birth"],
            _(STATUS_TITLES[r["status"]]),
            _(STATE_TITLES.get(r["state"] or "", "")),
            r["card_number"],
            r["id"],
        )
        for r in rows
    ]
    return Answer(
        {"total": total, "members": rows}, [*columns(shown), _("{n} người").format(n=count_text(total))]
    )


def _row(row: PersonStanding | Member) -> dict[str, Any]:
    return {"id": row.person, **{name: getattr(row, name) for name in SHOWN}}


def add(desk: Desk) -> Answer:
    """Put a person on file."""
    from app.procedures.people import AddPerson

    with desk.office() as workspace:
        done = desk.do(workspace, AddPerson(desk.words.status, pairs(desk.words.set)))
        return _person(desk, workspace, done.result.id)


def correct(desk: Desk) -> Answer:
    """Correct fields of a person."""
    from app.procedures.people import SetPerson

    words = desk.words
    if not words.set:
        raise WrongUse("wrong_use", _("Chưa nói sửa mục nào."), _("Thêm --set tên=giá trị."))
    with desk.office() as workspace:
        desk.do(workspace, SetPerson(words.id, pairs(words.set), words.reason))
        return _person(desk, workspace, words.id)


def _person(desk: Desk, workspace: Workspace, person: str) -> Answer:
    """What is recorded of a person, and which fields a member list would still want."""
    from app.models import PersonStanding
    from app.procedures.titles import FIELD_TITLES, STATUS_TITLES

    with workspace.reading() as session:
        row = session.get(PersonStanding, person)
        assert row is not None  # derived in the transaction that wrote the person
        found = _row(row)
    problems = [
        {
            "id": "incomplete",
            "severity": "remind",
            "field": name,
            "source": None,
            "confidence": "",
            "due": None,
            "message": _("Chưa có: {field}.").format(field=_(FIELD_TITLES.get(name, name))),
        }
        for name in found["incomplete"]
    ]
    lines = [
        f"{found['name']} ({_(STATUS_TITLES[found['status']])})",
        person,
        *(p["message"] for p in problems),
    ]
    return Answer({"id": person, "problems": problems, "person": found}, [str(line) for line in lines])
