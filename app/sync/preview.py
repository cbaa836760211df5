"""What a package would change, as rows people read: kind, content, how it ends.

Made inside the transaction that takes it in, so that it shows what really would be.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select

from app.models import (
    KINDS,
    Act,
    Case,
    Certificate,
    Event,
    ExceptionPaper,
    Meeting,
    Organisation,
    Paper,
    Person,
    Record,
    RulePack,
    Seat,
    Setting,
    Vote,
)  # fmt: skip
from app.storage.rulebooks import SWITCHED_ON
from app.storage.unit import Unit
from app.sync.streams import chunks
from app.sync.taking import Shown, Taking
from app.words import N_, _, day_text

MOST_ROWS = 500
"""Rows shown; the counts say how many there are."""
Checks = Callable[[Unit, str], list[dict[str, Any]]]
"""The checks a dossier fails, by case id: given by the caller, run on what the package would make."""

_ORDER = (
    "decision",
    "return",
    "rules",
    "case",
    "act",
    "vote",
    "paper",
    "person",
    "office",
    "receipt",
    "other",
)
TITLES = {
    "decision": N_("Quyết định"),
    "return": N_("Hồ sơ trả lại"),
    "rules": N_("Quy định"),
    "case": N_("Hồ sơ"),
    "act": N_("Bước hồ sơ"),
    "vote": N_("Biểu quyết"),
    "paper": N_("Giấy tờ"),
    "person": N_("Người"),
    "office": N_("Tổ chức"),
    "receipt": N_("Biên nhận"),
    "other": N_("Mục khác"),
}
STATES = {
    "new": N_("Mới"),
    "changed": N_("Đã sửa"),
    "annulled": N_("Đã hủy"),
    "mend": N_("Cần sửa"),
    "received": N_("Đã nhận"),
}


@dataclass(frozen=True)
class Row:
    """One line of the preview."""

    kind: str
    title: str
    text: str
    state: str
    state_text: str
    record: str = ""
    case: str = ""
    person: str = ""


@dataclass
class Preview:
    """Everything a package would change."""

    new: int = 0
    changed: int = 0
    decisions: int = 0
    counts: dict[str, int] = field(default_factory=dict)
    """Records per kind of row."""
    rows: list[Row] = field(default_factory=list)
    problems: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    """Case -> the checks its dossier fails."""
    parked: list[str] = field(default_factory=list)
    """Sentences: what would be set aside, and why."""


def row_of(kind: str, text: str, state: str, **ids: str) -> Row:
    return Row(kind, _(TITLES[kind]), text, state, _(STATES[state]), **ids)


def preview(taking: Taking, receipts: Iterable[str], checks: Checks | None) -> Preview:
    """Rows for what `taking` has applied, in its own transaction."""
    unit, found = taking.unit, Preview()
    first: dict[tuple[str, str], Shown] = {}
    for shown in taking.shown:
        first.setdefault((shown.kind, shown.record), shown)
    records = _records(unit, first)
    names = _Names(unit, records)
    persons: dict[str, Row] = {}
    for key, shown in first.items():
        record = records.get(key)
        if record is None:
            continue
        found.new += shown.new
        found.changed += not shown.new
        state = "annulled" if record.gone else "new" if shown.new else "changed"
        row = _row(names, record, state, taking.peer.relation == "above")
        if row.kind == "person":
            persons.setdefault(row.person, row)
            if isinstance(record, Person):
                persons[row.person] = row
        else:
            found.rows.append(row)
    found.rows += persons.values()
    found.rows += [row_of("receipt", text, "received") for text in receipts]
    found.rows.sort(key=lambda row: _ORDER.index(row.kind))
    for row in found.rows:
        found.counts[row.kind] = found.counts.get(row.kind, 0) + 1
    found.decisions = found.counts.get("decision", 0) + found.counts.get("return", 0)
    if checks is not None:
        cases = dict.fromkeys(row.case for row in found.rows if row.case)
        found.problems = {case: problems for case in cases if (problems := checks(unit, case))}
    del found.rows[MOST_ROWS:]
    return found


def _records(unit: Unit, keys: Iterable[tuple[str, str]]) -> dict[tuple[str, str], Record]:
    wanted: dict[str, list[str]] = {}
    for kind, record in keys:
        wanted.setdefault(kind, []).append(record)
    return {
        (kind, row.id): row
        for kind, ids in wanted.items()
        for part in chunks(ids)
        for row in unit.session.scalars(select(KINDS[kind]).where(KINDS[kind].id.in_(part)))
    }


class _Names:
    """Names of the persons and procedures the records are about, fetched together."""

    def __init__(self, unit: Unit, records: dict[tuple[str, str], Record]) -> None:
        session = unit.session
        cases = {
            r.case for r in records.values() if isinstance(r, (Act, Vote, Paper, ExceptionPaper)) and r.case
        }
        cases |= {r.id for r in records.values() if isinstance(r, Case)}
        self.cases: dict[str, Case] = {
            case.id: case
            for part in chunks(cases)
            for case in session.scalars(select(Case).where(Case.id.in_(part)))
        }
        persons = {case.person for case in self.cases.values()}
        persons |= {r.person for r in records.values() if isinstance(r, (Event, Paper)) and r.person}
        persons |= {r.id for r in records.values() if isinstance(r, Person)}
        self.persons: dict[str, str] = {
            name: called
            for part in chunks(persons)
            for name, called in session.execute(
                select(Person.id, Person.name).where(Person.id.in_(part))
            ).tuples()
        }

    def of_case(self, case: str | None) -> str:
        """Name of the person a case is about."""
        found = self.cases.get(case or "")
        return self.persons.get(found.person, "") if found else ""

    def step(self, act: Act | Vote) -> str:
        """Title of a step, or its id where the procedure is not known here."""
        from app.procedures.definitions import procedure
        from app.trouble import Failure

        found = self.cases.get(act.case)
        try:
            steps = procedure(found.procedure).steps if found else ()
        except (Failure, KeyError):
            steps = ()
        return next((_(step.title) for step in steps if step.id == act.step), act.step)


def _joined(*parts: str | None) -> str:
    return ", ".join(part for part in parts if part)


def _row(names: _Names, record: Record, state: str, from_above: bool) -> Row:
    if isinstance(record, Act):
        who, remark = names.of_case(record.case), next((r.get("text") for r in record.remarks), None)
        if record.reopened and not record.gone:
            text = _joined(who, str(remark) if remark else names.step(record))
            return row_of("return", text, "mend", record=record.id, case=record.case)
        kind = "decision" if from_above else "act"
        text = _joined(f"{names.step(record)}: {who}" if who else names.step(record), _day(record.date))
        return row_of(kind, text, state, record=record.id, case=record.case)
    if isinstance(record, Case):
        return row_of(
            "case", names.of_case(record.id) or record.procedure, state, record=record.id, case=record.id
        )
    if isinstance(record, Vote):
        text = _joined(
            f"{names.step(record)}: {names.of_case(record.case)}", f"{record.for_}/{record.base or '–'}"
        )
        return row_of("vote", text, state, record=record.id, case=record.case)
    if isinstance(record, (Paper, ExceptionPaper)):
        what = record.form if isinstance(record, Paper) else _("văn bản cho phép")
        who = names.of_case(record.case) or names.persons.get(getattr(record, "person", None) or "", "")
        text = _joined(
            f"{what}: {who}" if who else what, record.number and _("số {number}").format(number=record.number)
        )
        return row_of("paper", text, state, record=record.id, case=record.case or "")
    if isinstance(record, (Person, Event)):
        person = record.id if isinstance(record, Person) else record.person
        if isinstance(record, Event):
            state = "changed"
        return row_of("person", names.persons.get(person, ""), state, record=record.id, person=person)
    if isinstance(record, (RulePack, Setting)):
        return row_of("rules", _rules_text(record), state, record=record.id)
    if isinstance(record, (Organisation, Certificate)):
        text = (
            record.name
            if isinstance(record, Organisation)
            else _("Chứng nhận: {name}").format(name=record.name)
        )
        return row_of("office", text, state, record=record.id)
    if isinstance(record, Seat):
        return row_of("office", _joined(record.name, record.post), state, record=record.id)
    if isinstance(record, Meeting):
        return row_of("other", _joined(_("Cuộc họp"), _day(record.date)), state, record=record.id)
    return row_of("other", record.kind, state, record=record.id)


def _rules_text(record: RulePack | Setting) -> str:
    """A pack by its id and version, a setting by what it is about."""
    if isinstance(record, RulePack):
        return _("{pack}, phiên bản {version}").format(pack=record.pack, version=record.version)
    if record.key.startswith(SWITCHED_ON):
        name = record.key.removeprefix(SWITCHED_ON)
        version = record.value.get("value") or "–"
        return _("Đã bật bộ quy định {pack}, phiên bản {version}").format(pack=name, version=version)
    from app.regulations.rulebook import load_central

    known = load_central().keys.get(record.key)
    return _(known.title) if known is not None else record.key


def _day(text: str | None) -> str:
    import datetime

    try:
        return day_text(datetime.date.fromisoformat(text)) if text else ""
    except ValueError:
        return text or ""
