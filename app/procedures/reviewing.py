"""Judging a received dossier: what may be remarked on, returning it, and what changed after a return.

A remark is about a step (`verification`), a check of a step (`verification.V13`) or a paper (`paper:3-KNĐ`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from app.models import Act, EntryRow, ExceptionPaper, Paper, Person, Record, Vote
from app.models.local import PageEntry
from app.procedures import engine
from app.procedures.cases import RecordStep
from app.procedures.checks import problems
from app.procedures.checks.base import Problem
from app.procedures.deeds import Command
from app.procedures.dossier import Dossier, partial
from app.procedures.engine import Standing
from app.procedures.guards import step_of
from app.regulations.codes import load_forms
from app.regulations.procedures import Procedure, Step
from app.storage.unit import Unit
from app.words import _

STEP, PAPER, CHECK = "step", "paper", "check"


@dataclass(frozen=True)
class Remarkable:
    """Something of a dossier a remark can be about. `text` is the sentence offered as remark."""

    item: str
    kind: str
    """step, paper or check"""
    title: str
    step: str
    """The step that goes back with it."""
    text: str = ""
    severity: str = ""


@dataclass(frozen=True)
class Change:
    """What came or was mended after a return: a sentence and the step it is about."""

    step: str
    text: str


def form_words(code: str) -> str:
    """The name of a form, its code where it is not known."""
    known = load_forms().get(code)
    return _(known.title) if known else code


def step_of_item(known: Procedure, item: str) -> Step | None:
    """The step a remark is about; None for an item this procedure does not have."""
    head, _colon, form = item.partition(":")
    if head == "paper":
        return next((s for s in known.steps if any(p.form == form for p in s.papers)), None)
    found = known.step(item.partition(".")[0])
    return found or next((s for s in known.steps if item in s.checks), None)


def item_title(known: Procedure, item: str) -> str:
    """What a remark is about, in words: the step or the paper."""
    head, _colon, form = item.partition(":")
    if head == "paper":
        return f"{form_words(form)} ({form})"
    step = step_of_item(known, item)
    return _(step.title) if step is not None else item


def step_to_mend(known: Procedure, problem: Problem) -> Step | None:
    """The step in which a problem is mended: of the field it names, else the step that found it."""
    place = step_of_item(known, problem.field) if problem.field else None
    return place or known.step(problem.step)


def remarkable(dossier: Dossier, stands: Standing, step: Step) -> tuple[Remarkable, ...]:
    """What `step` can return with a remark: problems found now, then the steps before it, then the papers."""
    line = [s for s in dossier.procedure.steps if not s.any_time]
    before = [s for s in line[: line.index(step)] if dossier.counting(s.id) is not None]
    ids = {s.id for s in before}
    found = []
    for problem in problems(dossier, stands):
        mended = step_to_mend(dossier.procedure, problem)
        if mended is not None and mended.id in ids and problem.severity in ("block", "warn"):
            item = f"{mended.id}.{problem.id}"
            title = _(mended.title)
            found.append(Remarkable(item, CHECK, title, mended.id, problem.message, problem.severity))
    found += [Remarkable(s.id, STEP, _(s.title), s.id) for s in before]
    for one in before:
        for paper in one.papers:
            if dossier.paper(paper.form) is not None or paper.need:
                item = f"paper:{paper.form}"
                made = Remarkable(item, PAPER, item_title(dossier.procedure, item), one.id)
                found += [made] if made not in found else []
    return tuple(found)


def remarks_by_step(dossier: Dossier, act: Act) -> dict[str, list[str]]:
    """The remarks of a return by the step each is about; what fits none of them stands with the first."""
    back = [step for step, _attempt in act.reopened or []]
    told: dict[str, list[str]] = {step: [] for step in back}
    for remark in act.remarks or []:
        item, text = str(remark.get("item", "")), str(remark.get("text", ""))
        if not text:
            continue
        step = step_of_item(dossier.procedure, item)
        place = step.id if step is not None and step.id in told else next(iter(told), "")
        about_paper = item.startswith("paper:") and item.removeprefix("paper:") not in text
        told.setdefault(place, []).append(
            f"{item_title(dossier.procedure, item)}: {text}" if about_paper else text
        )
    return told


@dataclass(frozen=True)
class ReturnDossier(Command):
    """Return a dossier with all remarks at once: the steps they are about are done anew. Returns the Act.

    Raises what RecordStep raises; `missing_reopen` when no remark is about a step that was done.
    """

    deed: ClassVar[str] = "case.return"
    case: str = ""
    step: str = ""
    date: str | None = None
    remarks: Sequence[tuple[str, str]] = ()
    """(item, text)"""
    reason: str | None = None

    def do(self, unit: Unit) -> Act:
        dossier = engine.load_case(unit, self.case)
        step = step_of(dossier, self.step)
        line = [s.id for s in dossier.procedure.steps]
        about = (step_of_item(dossier.procedure, item) for item, _text in self.remarks)
        back = {s.id for s in about if s is not None and dossier.counting(s.id) is not None} - {step.id}
        outcome = next((o.id for o in step.outcomes if o.then == "reopen"), None)
        return RecordStep(
            self.case,
            self.step,
            self.date,
            outcome or "returned",
            reopen=sorted(back, key=line.index),
            remarks=tuple(self.remarks),
            reason=self.reason,
        ).do(unit)


def last_return(dossier: Dossier) -> Act | None:
    """The newest return of this office in a case, whether or not it has been answered."""
    own = [a for a in dossier.acts if a.owner == dossier.unit.organisation and a.reopened]
    places = _places(dossier.unit, {a.entry for a in own})
    return max(own, key=lambda a: places.get(a.entry, 0), default=None)


def changes_since(dossier: Dossier, act: Act) -> tuple[Change, ...]:
    """What others recorded in a case after `act` judged it, in the order of the procedure.

    The journal's own numbers say what came later, never a clock: what was taken in bears the number
    under which its page was noted. A dossier whose hash is the judged one has not changed.
    """
    if act.judged and act.judged == dossier.handed():
        return ()
    unit = dossier.unit
    kinds: tuple[type[Any], ...] = (Act, Vote, Paper, ExceptionPaper)
    records: list[Any] = [
        r for kind in kinds for r in unit.session.scalars(select(kind).where(kind.case == dossier.case.id))
    ]
    records = [r for r in (*records, dossier.person) if r.owner != act.owner and r.entry]
    places = _places(unit, {act.entry, *(r.entry for r in records)})
    judged = places.get(act.entry, 0)
    line = [s.id for s in dossier.procedure.steps]
    found = [_told(dossier, r) for r in records if places.get(r.entry, 0) > judged]
    known = [c for c in found if c is not None]
    return tuple(sorted(known, key=lambda c: (line.index(c.step) if c.step in line else -1, c.text)))


def _places(unit: Unit, hashes: Iterable[str]) -> dict[str, int]:
    """When each entry came to be known here: its own number, or that of the note of the page it stands on."""
    wanted = sorted(hashes)
    own = select(EntryRow.hash, EntryRow.number).where(EntryRow.hash.in_(wanted))
    found = {name: number for name, number in unit.session.execute(own).tuples() if number is not None}
    note = aliased(EntryRow)
    taken = (
        select(PageEntry.entry, func.min(note.number))
        .join(note, (note.record == PageEntry.page) & (note.kind == "page"))
        .where(PageEntry.entry.in_(wanted))
        .group_by(PageEntry.entry)
    )
    return {name: number or 0 for name, number in unit.session.execute(taken).tuples()} | found


def _told(dossier: Dossier, record: Record) -> Change | None:
    """A record that is new or was changed, in words."""
    if isinstance(record, Act):
        return _act(dossier, record)
    if isinstance(record, Vote):
        title = _title(dossier, record.step)
        text = _("{step}: biểu quyết lại, tán thành {n} trên {base}").format(
            step=title, n=record.for_, base=record.base if record.base is not None else "–"
        )
        return None if record.gone else Change(record.step, text)
    if isinstance(record, Paper):
        step = step_of_item(dossier.procedure, f"paper:{record.form}")
        facts = [f"{_('số')} {record.number}" if record.number else "", _day(record.date)]
        name = f"{form_words(record.form)} ({record.form})"
        told = ", ".join(f for f in facts if f)
        text = _("{paper}: đã bỏ") if record.gone else "{paper}: {told}" if told else "{paper}"
        return Change(step.id if step else "", text.format(paper=name, told=told))
    if isinstance(record, ExceptionPaper):
        text = _("Văn bản cho phép số {number} ({issuer})").format(number=record.number, issuer=record.issuer)
        return None if record.gone else Change("", text)
    if isinstance(record, Person):
        return Change("", _("Thông tin cá nhân đã được bổ sung hoặc sửa"))
    return None


def _act(dossier: Dossier, act: Act) -> Change | None:
    step = dossier.procedure.step(act.step)
    if step is None:
        return None
    title, day = _(step.title), _day(act.date)
    if act.gone:
        return Change(act.step, _("{step}: lần ghi ngày {day} đã hủy").format(step=title, day=day))
    before = [a for a in dossier.acts if a.step == act.step and a.attempt < act.attempt]
    old: Mapping[str, Any] = max(before, key=lambda a: a.attempt).facts if before else {}
    names = {**{n: f.title or n for n, f in step.facts.items()}, **dict(step.row_titles)}
    changed = [
        _(names.get(n, n)) for n in dict.fromkeys((*old, *act.facts)) if old.get(n) != act.facts.get(n)
    ]
    text = _("{step}: làm lại ngày {day}") if before else _("{step}: ghi ngày {day}")
    told = text.format(step=title, day=day)
    if before and changed:
        told = _("{told}, đã đổi: {list}").format(told=told, list=", ".join(changed))
    return Change(act.step, told)


def _day(iso: str | None) -> str:
    """A whole or partial day in words, "" for none."""
    found = partial(iso)
    return found.text() if found is not None else ""


def _title(dossier: Dossier, step: str) -> str:
    found = dossier.procedure.step(step)
    return _(found.title) if found is not None else step
