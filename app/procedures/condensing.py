"""Condensing closed cases that found nothing: after the retention the office set, only numbers are kept.

Which endings found nothing stands in the procedures (`finds`). The program reminds; a person looks at the
cases and does it, and nothing brings them back. See docs/decisions/0017.
"""

from __future__ import annotations

import datetime
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar

from sqlalchemy import select

from app.models import (
    Act,
    Case,
    CaseStanding,
    EntryRow,
    ExceptionPaper,
    Meeting,
    PackageRow,
    Paper,
    Person,
    Round,
    Vote,
)
from app.models.local import PageEntry
from app.procedures import engine
from app.procedures.deeds import Command
from app.procedures.definitions import procedures
from app.procedures.rounds import period
from app.regulations import deadlines
from app.regulations.calendar import load_calendar
from app.regulations.deadlines import Deadline
from app.reports.screening.condensed import CONDENSED
from app.reports.screening.figures import CASE, FIGURES
from app.reports.screening.scope import Scope
from app.storage.erasing import erase
from app.storage.unit import Unit
from app.trouble import Refused
from app.words import N_, _

RETENTION = "screening.retention"
PLACE = "condense"
"""Place of the duty that reminds of it."""
WAITS = {
    "unknown": N_("chưa có thời gian giữ: theo quy định của cấp ủy, đặt ở trang Quy định"),
    "not_due": N_("chưa hết thời gian giữ"),
    "rested_on": N_("có khiếu nại hoặc hồ sơ khác về hồ sơ này"),
    "unconfirmed": N_("đã gửi một phần, cấp trên chưa báo nhận đủ: gửi gói và nhận biên nhận trước"),
}
"""Why a case that found nothing is kept whole for now."""


@dataclass(frozen=True)
class Closed:
    """A closed case that found nothing."""

    case: str
    person: str
    name: str
    procedure: str
    ending: str
    """How it ended, in words."""
    ended: str
    until: Deadline | None
    """The last day it is kept; None where nothing is set."""
    waits: str
    """Why it cannot be condensed yet (`WAITS`); "" when it can."""
    sent: bool
    """Whether an office above holds a copy, which stays there."""


@dataclass(frozen=True)
class Condensed:
    """What was done: how many cases, how many of them are held above, how many backups still have them."""

    cases: int
    sent: int
    backups: int


def closed_for_nothing(unit: Unit, *, due: bool = False) -> list[Closed]:
    """The closed cases of the open book that found nothing, the longest closed first.

    `due`: only those kept as long as the office set.
    """
    rule = unit.rulebook.on(unit.today)[RETENTION]
    wanted = (
        select(Case, CaseStanding.ended)
        .join(CaseStanding, CaseStanding.case == Case.id)
        .where(Case.owner == unit.organisation, Case.restricted, Case.gone.is_(False))
        .where(CaseStanding.ended.is_not(None), CaseStanding.result.in_(_results()))
        .order_by(CaseStanding.ended, Case.id)
    )
    found = []
    for case, ended in unit.session.execute(wanted).tuples():
        until = deadlines.deadline(rule, datetime.date.fromisoformat(ended or ""), load_calendar())
        if due and (until is None or until.due >= unit.today):
            continue
        ending = _ending(unit, case)
        if ending is None:
            continue
        records = _records(unit, [case.id])
        paged, unconfirmed = _sent(unit, records)
        person = unit.session.get(Person, case.person)
        waits = (
            "unknown" if until is None
            else "not_due" if until.due >= unit.today
            else "rested_on" if _rested_on(unit, case)
            else "unconfirmed" if unconfirmed
            else ""
        )  # fmt: skip
        title = _(procedures()[case.procedure].title)
        name = person.name if person is not None else ""
        found.append(Closed(case.id, case.person, name, title, ending, str(ended), until, waits, paged))
    return found


def due_now(unit: Unit) -> list[Closed]:
    """Those that may be condensed today; none where no retention is set."""
    if not unit.rulebook.on(unit.today)[RETENTION].known:
        return []
    return [one for one in closed_for_nothing(unit, due=True) if not one.waits]


@dataclass(frozen=True)
class Condense(Command):
    """Erase these cases and keep their numbers. `agreed`: somebody saw which, and that it is for good.

    Returns Condensed. Raises Refused: not_agreed, not_found, kept (why a case is not condensed yet).
    """

    deed: ClassVar[str] = "case.condense"
    right: ClassVar[str] = "admin"
    cases: Sequence[str] = ()
    agreed: bool = False

    def do(self, unit: Unit) -> Condensed:
        known = {one.case: one for one in closed_for_nothing(unit)}
        wanted = [known[case] for case in dict.fromkeys(self.cases) if case in known]
        if len(wanted) != len(set(self.cases)) or not wanted:
            raise Refused("not_found", _("Không có hồ sơ đã đóng nào như vậy để thu gọn."))
        if waiting := next((one for one in wanted if one.waits), None):
            raise Refused(
                "kept", _("Hồ sơ còn phải giữ: {why}.").format(why=_(WAITS[waiting.waits])), field="cases"
            )
        if not self.agreed:
            raise Refused(
                "not_agreed",
                _("Thu gọn là xóa hẳn {n} hồ sơ, chỉ giữ số đếm; không lấy lại được.").format(n=len(wanted)),
                _("Xem lại danh sách rồi xác nhận."),
            )
        ids = [one.case for one in wanted]
        records = _records(unit, ids)
        told = _numbers(unit, wanted)
        touched = [*unit.session.scalars(select(Case).where(Case.id.in_(ids)))]
        touched += unit.session.scalars(select(Person).where(Person.id.in_([one.person for one in wanted])))
        hashes = erase(unit.session, records)
        for number, ((year, part), figures) in enumerate(sorted(told.items())):
            _keep(unit, year, part, figures, hashes if not number else [])
        unit.touched.extend(touched)
        for file in unit.workspace.outbox.glob("*.sochibo"):
            file.unlink(missing_ok=True)  # the next package carries again what is still lacking
        backups = sum(1 for _file in unit.workspace.backups.glob("*"))
        return Condensed(len(ids), sum(one.sent for one in wanted), backups)


def _results() -> set[str]:
    return {
        outcome.result or outcome.id
        for known in procedures().values()
        for step in known.steps
        for outcome in step.outcomes
        if outcome.finds == "nothing"
    }


def _ending(unit: Unit, case: Case) -> str | None:
    """How a case ended that found nothing, in words; None where anything was ever found in it."""
    dossier = engine.load(unit, case)
    ending = None
    for act in dossier.acts:
        step = dossier.procedure.step(act.step)
        chosen = engine.outcome_of(step, act) if step is not None else None
        if step is None or chosen is None:
            continue
        if chosen.finds == "something" or chosen.effects or step.effects:
            return None
        if chosen.finds == "nothing" and dossier.counting(act.step) is act:
            ending = _(chosen.title)
    return ending


def _records(unit: Unit, cases: Collection[str]) -> list[str]:
    """Ids of everything that belongs to these cases alone, of all offices, taken back or not."""
    found = list(cases)
    for kind in (Act, Vote, Paper, ExceptionPaper):
        found += unit.session.scalars(select(kind.id).where(kind.case.in_(cases)))
    own = select(Vote.meeting).where(Vote.case.in_(cases), Vote.meeting.is_not(None))
    others = select(Vote.meeting).where(Vote.case.not_in(cases), Vote.meeting.is_not(None))
    wanted = select(Meeting.id).where(Meeting.id.in_(own), Meeting.id.not_in(others))
    return [*found, *unit.session.scalars(wanted)]


def _rested_on(unit: Unit, case: Case) -> bool:
    """Whether another case (a complaint, an annulment) is about an act of this one."""
    acts = select(Act.id).where(Act.case == case.id)
    of = select(Case.id).where(Case.about.in_(acts), Case.gone.is_(False)).limit(1)
    return unit.session.scalar(of) is not None


def _sent(unit: Unit, records: Collection[str]) -> tuple[bool, bool]:
    """Whether any of it was ever sent; and then whether a part of it is not known to have arrived."""
    session = unit.session
    own = select(EntryRow.hash).where(
        EntryRow.record.in_(records), EntryRow.number.is_not(None), EntryRow.audience != ""
    )
    entries = set(session.scalars(own))
    arrived: set[str] = set()
    for detail in session.scalars(select(PackageRow.detail).where(PackageRow.result == "confirmed")):
        arrived.update(detail.get("pages", ()))
    pages: dict[str, set[str]] = defaultdict(set)
    for entry, page in session.execute(
        select(PageEntry.entry, PageEntry.page).where(PageEntry.entry.in_(entries))
    ):
        pages[entry].add(page)
    there = {entry for entry, on in pages.items() if on & arrived}
    return bool(pages), bool(pages) and there != entries


def _halves(first: str, last: str) -> Iterator[tuple[int, str]]:
    """The half-years from a day to another."""
    for year in range(int(first[:4]), int(last[:4]) + 1):
        for part in ("H1", "H2"):
            start, end = period(year, part)
            if start.isoformat() <= last and end.isoformat() >= first:
                yield year, part


def _numbers(unit: Unit, wanted: Sequence[Closed]) -> dict[tuple[int, str], Counter[str]]:
    """In which figures of which half-years the cases are counted."""
    ids = {one.case for one in wanted}
    days = [one.ended for one in wanted]
    acts = unit.session.scalars(select(Act.date).where(Act.case.in_(ids), Act.date.is_not(None)))
    opened = unit.session.scalars(select(Case.opened).where(Case.id.in_(ids)))
    days += [day for day in (*acts, *opened) if day]
    found: dict[tuple[int, str], Counter[str]] = {}
    for year, part in _halves(min(days), max(days)):
        scope = Scope(unit.session, [unit.organisation], *period(year, part))
        told = Counter(
            figure.name
            for figure in FIGURES
            if figure.of == CASE
            for one in {counted.id for counted in figure.count(scope)}
            if one in ids
        )
        if told:
            found[year, part] = told
    return found


def _keep(unit: Unit, year: int, part: str, figures: Counter[str], erased: list[str]) -> None:
    """Add to the numbers of a half-year. They stay at home: who was sent the cases counts them itself."""
    kept = next(iter(unit.all(Round, what=CONDENSED, owner=unit.organisation, year=year, part=part)), None)
    made = kept or Round(what=CONDENSED, year=year, part=part, restricted=True, opened=unit.today.isoformat())
    data = made.data or {}
    total = Counter(data.get("figures", {})) + figures
    made.data = {"figures": dict(total), "erased": [*data.get("erased", []), *erased]}
    unit.write(made, audience="")
