"""Member lists: reading one and taking it in, nobody being asked."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.commands.answers import Answer
from app.commands.desk import Desk
from app.words import _

if TYPE_CHECKING:
    from app.imports import Reading
    from app.storage.unit import Unit
    from app.storage.workspace import Workspace


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
    from app.storage.books import kept_books

    return [
        Known(p.id, p.name, p.birth, p.personal_number, p.card_number or p.old_card_number)
        for office in [unit.author, *(book.id for book in kept_books(unit.session, unit.author))]
        for p in unit.all(Person, owner=office)
    ]


def _adult(unit: Unit) -> int:
    """The age below which an admission is reported, from the rules of today."""
    rule = unit.rulebook.on(unit.today)["admission.age.min"]
    return rule.number if rule.known else 0


class _Back(Exception):
    """Ends the transaction of a dry run."""


def _take_in(desk: Desk, workspace: Workspace, reading: Reading) -> dict[str, Any]:
    from app.procedures.deeds import perform
    from app.procedures.people import TakeIn

    counted: dict[str, Any] = {}
    try:
        with desk.writing(workspace) as unit:
            plan = plan_rows(reading, lambda row, member: _is_here(unit, row, member))
            if desk.words.split is not None:
                counted = _split(unit, reading, plan, desk.words.split)
            else:
                here = dict.fromkeys(range(len(reading.persons)), unit.organisation)
                elsewhere = _elsewhere(unit, reading, plan, here)
                taken = perform(unit, TakeIn(reading.persons, **plan)).result
                counted = {k: v for k, v in asdict(taken).items() if isinstance(v, int)}
                counted |= {"elsewhere": elsewhere} if elsewhere else {}
            if desk.words.dry_run:
                raise _Back
    except _Back:
        pass
    return counted


def _elsewhere(
    unit: Unit, reading: Reading, plan: dict[str, Any], books: Mapping[int, str]
) -> list[dict[str, Any]]:
    """Rows that stand for somebody in another book of this office: they wait, and are named.

    `books`: row -> the book it would go into.
    """
    from app.models import Organisation, Person

    index = {(row["sheet"], row["row"]): at for at, row in enumerate(reading.persons)}
    known = {(index[at], group.member) for group in reading.duplicates if group.member for at in group.rows}
    found = []
    for at, member in sorted(known):
        person = unit.get(Person, member)
        if at not in books or person.owner == books[at]:
            continue
        plan["same"].pop(at, None)
        plan["repeats"].pop(at, None)
        plan["ask"] = plan["ask"] | {at}
        row, office = reading.persons[at], unit.get(Organisation, person.owner)
        found.append({"sheet": row["sheet"], "row": row["row"], "person": member, "book": office.name})
    return found


def _split(unit: Unit, reading: Reading, plan: dict[str, Any], said: list[str]) -> dict[str, Any]:
    """Each cell of the list into the book kept for it."""
    from app.commands.splitting import targets
    from app.imports.splitting import part_of
    from app.procedures.books import TakeInBooks
    from app.procedures.deeds import perform
    from app.procedures.people import TakeIn

    parts, left = targets(unit, reading, said)
    books = {at: book if isinstance(book, str) else "" for _name, book, rows in parts for at in rows}
    elsewhere = _elsewhere(unit, reading, plan, books)
    persons = list(reading.persons)
    deeds = [(book, TakeIn(**part_of(plan, rows, persons))) for _name, book, rows in parts]
    done = perform(unit, TakeInBooks(deeds)).result
    told = [
        {"name": name, "id": book, **{k: v for k, v in asdict(taken).items() if isinstance(v, int)}}
        for (name, _book, _rows), (book, taken) in zip(parts, done, strict=True)
    ]
    counted = {k: sum(one[k] for one in told) for k in ("created", "updated", "unchanged", "left")}
    counted["left"] += sum(len(one["rows"]) for one in left)
    for one in left:
        one["rows"] = [[persons[at]["sheet"], persons[at]["row"]] for at in one["rows"]]
    return {**counted, "books": told, "not_taken": left, "elsewhere": elsewhere}


def _is_here(unit: Unit, row: Mapping[str, Any], member: str) -> bool:
    """Whether all a row tells stands on file already: then it is that person, a list taken in again."""
    from app.models import Person, PersonStanding

    person, lived = unit.session.get(Person, member), unit.session.get(PersonStanding, member)
    if person is None or lived is None:
        return False
    life = {
        "status": lived.status,
        "admission_date": lived.admission_date,
        "official_date": lived.official_date,
        "activity": lived.left_reason or lived.state or "active",
    }
    told = {k: v for k, v in row.items() if k not in NOT_COMPARED and v not in (None, False, "")}
    return all(
        str(life.get(name, getattr(person, name, None))).casefold() == str(value).casefold()
        for name, value in told.items()
    )


NOT_COMPARED = ("sheet", "row", "activity_date")
Here = Callable[[Mapping[str, Any], str], bool]


def plan_rows(reading: Reading, is_here: Here = lambda _row, _member: False) -> dict[str, Any]:
    """How the rows of a list are taken in, nobody being asked.

    `same` and `repeats` name the person on file or the earlier row that a row is; rows that may be, or
    contradict, somebody on file wait (`ask`), unless `is_here` knows all they tell. Rows named by the same
    group stand for one person.
    """
    index: dict[tuple[str, int], int] = {
        (row["sheet"], row["row"]): at for at, row in enumerate(reading.persons)
    }
    groups = [(group, [index[place] for place in group.rows]) for group in reading.duplicates]
    same = {
        at: group.member for group, rows in groups if group.verdict == "same" and group.member for at in rows
    }
    for group, rows in groups:
        if group.verdict == "possible" and group.member and group.member not in same.values():
            alike = [at for at in rows if at not in same and is_here(reading.persons[at], group.member)]
            same |= dict.fromkeys(alike[:1], group.member)
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


def _taken(reading: Reading, counted: Mapping[str, Any], dry_run: bool) -> Answer:
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
    for row in counted.get("elsewhere", ()):
        lines.append(_("Đã có ở sổ khác: {sheet}, dòng {row}: {book}.").format(**row))
    for cell in counted.get("not_taken", ()):
        lines.append(
            _("Không ghi {n} dòng {name}: {reason}.").format(
                n=len(cell["rows"]), name=cell["organisation"] or "–", reason=cell["reason"]
            )
        )
    for one in counted.get("books", ()):
        lines.append(_("Sổ của {name}: thêm mới {created}, bổ sung {updated}, chờ hỏi {left}.").format(**one))
    told = _("Thêm mới {created}, bổ sung {updated}, không đổi {unchanged}, chờ hỏi {left}.").format(
        **counted
    )
    lines.append(_("Nếu ghi: {told}").format(told=told) if dry_run else told)
    return Answer({**reading.answer(), **counted}, lines)
