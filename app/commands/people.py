"""Persons: lists, adding, correcting, taking a member list in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.commands.answers import Answer, WrongUse, columns
from app.commands.desk import Desk
from app.commands.parser import pairs
from app.words import _, count_text

if TYPE_CHECKING:
    from app.imports import Reading
    from app.models import PersonStanding
    from app.storage.unit import Unit
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
    from app.procedures.people import STATE_TITLES, STATUS_TITLES
    from app.reports import members as reports

    words = desk.words
    query = reports.Query(None, words.status or "all", words.search or "")
    with desk.office() as workspace, workspace.reading() as session:
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


def _row(row: PersonStanding) -> dict[str, Any]:
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
    from app.procedures.people import FIELD_TITLES, STATUS_TITLES

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


def import_members(desk: Desk) -> Answer:
    """Read a member list and take it in; `--dry-run` writes nothing and tells what would be."""
    from app.imports import read_list

    words = desk.words
    path = Path(words.file)
    if words.dry_run and not desk.has_workspace:
        reading = read_list(path, today=desk.today, sheet=words.sheet)
        plan = plan_rows(reading)
        created = reading.accepted - len(plan["repeats"])
        return _taken(
            reading, {"created": created, "updated": 0, "unchanged": len(plan["repeats"]), "left": 0}, True
        )
    with desk.office() as workspace:
        with desk.looking(workspace) as unit:
            reading = read_list(
                path, today=desk.today, known=_known(unit), sheet=words.sheet, adult=_adult(unit)
            )
        return _taken(reading, _take_in(desk, workspace, reading), words.dry_run)


def _known(unit: Unit) -> list[Any]:
    from app.imports import Known
    from app.models import Person

    return [
        Known(p.id, p.name, p.birth, p.personal_number, p.card_number)
        for p in unit.all(Person, owner=unit.organisation)
    ]


def _adult(unit: Unit) -> int:
    """The age below which an admission is reported, from the rules of today."""
    rule = unit.rulebook.on(unit.today)["admission.age.min"]
    return rule.number if rule.known else 0


class _Back(Exception):
    """Ends the transaction of a dry run."""


def _take_in(desk: Desk, workspace: Workspace, reading: Reading) -> dict[str, int]:
    from app.procedures.deeds import perform
    from app.procedures.people import TakeIn

    counted: dict[str, int] = {}
    try:
        with desk.writing(workspace) as unit:
            taken = perform(unit, TakeIn(reading.persons, **plan_rows(reading))).result
            counted = {k: v for k, v in asdict(taken).items() if isinstance(v, int)}
            if desk.words.dry_run:
                raise _Back
    except _Back:
        pass
    return counted


def plan_rows(reading: Reading) -> dict[str, Any]:
    """How the rows of a list are taken in, nobody being asked.

    `same` and `repeats` name the person on file or the earlier row that a row is; rows that may be, or
    contradict, somebody on file wait (`ask`). Rows named by the same group stand for one person.
    """
    index: dict[tuple[str, int], int] = {
        (row["sheet"], row["row"]): at for at, row in enumerate(reading.persons)
    }
    groups = [(group, [index[place] for place in group.rows]) for group in reading.duplicates]
    same = {
        at: group.member for group, rows in groups if group.verdict == "same" and group.member for at in rows
    }
    first = list(range(len(reading.persons)))
    for group, rows in groups:
        if group.verdict == "same" and group.member is None:
            root = min(first[at] for at in rows)
            joined = {first[at] for at in rows}
            first = [root if one in joined else one for one in first]
    known: dict[int, str] = {}
    for at, member in same.items():
        known.setdefault(first[at], member)
    same = {at: same.get(at, known[root]) for at, root in enumerate(first) if root in known}
    waiting = {first[at] for group, rows in groups if group.verdict != "same" and group.member for at in rows}
    ask = {at for at, root in enumerate(first) if root in waiting and at not in same}
    repeats = {at: root for at, root in enumerate(first) if at != root and at not in same and at not in ask}
    return {"same": same, "repeats": repeats, "ask": frozenset(ask)}


def _taken(reading: Reading, counted: Mapping[str, int], dry_run: bool) -> Answer:
    from app.imports import duplicate_sentence, sentence

    lines = [
        _("Đọc {read} dòng, nhận {accepted}, không nhận {rejected}.").format(
            read=reading.read, accepted=reading.accepted, rejected=reading.read - reading.accepted
        )
    ]
    for title, problems in ((_("Không nhận:"), reading.rejected), (_("Cần xem lại:"), reading.flagged)):
        if problems:
            lines += [
                title,
                *(f"  {one.sheet}, {one.column or ''}{one.row}: {sentence(one)}" for one in problems),
            ]
    if reading.duplicates:
        lines += [_("Trùng:"), *(f"  {duplicate_sentence(one)}" for one in reading.duplicates)]
    told = _("Thêm mới {created}, bổ sung {updated}, không đổi {unchanged}, chờ hỏi {left}.").format(
        **counted
    )
    lines.append(_("Nếu ghi: {told}").format(told=told) if dry_run else told)
    return Answer({**reading.answer(), **counted}, lines)
