"""What is due: deadlines of open cases, each with base day, rule and arithmetic ("vì sao")."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any

from app.models import Duty
from app.procedures.conditions import holds
from app.procedures.dossier import Dossier, partial
from app.procedures.engine import DONE, LATER, NOW, Standing, StepState
from app.regulations import deadlines
from app.regulations.calendar import load_calendar
from app.regulations.deadlines import Deadline
from app.regulations.packs import Rule
from app.regulations.procedures import Due, Step
from app.words import _, day_text

AHEAD = datetime.timedelta(days=92)
"""How far ahead the list looks for what only comes near: papers growing old, probation ending."""


@dataclass(frozen=True)
class StepDeadline:
    """The deadline of a step or of one row of it, with what it is for."""

    what: str
    deadline: Deadline
    row: int | None = None
    met: str | None = None
    """ISO day on which it was met; None while open."""
    ages: bool = False
    """A paper that grows old before the step, not the step's own deadline."""


def of_step(dossier: Dossier, state: StepState) -> list[StepDeadline]:
    """Deadlines of a step: one for the step, or one for each row that waits for an answer."""
    found = []
    for due in state.step.due:
        if due.each:
            found.extend(_rows(dossier, state.step, due))
        elif holds(dossier, due.when):
            made = _of(dossier, due)
            if made is not None:
                done = state.act if state.state == DONE else None
                met = (done.facts.get(due.met_by) if due.met_by else done.date) if done else None
                what = _(due.title or state.step.title)
                found.append(StepDeadline(what, made, met=met, ages=bool(due.title)))
    return found


def rule_of(dossier: Dossier, due: Due) -> Rule:
    """The rule a deadline follows: of the day `as_of` names, of today while that day is not known."""
    return dossier.rules(dossier.day_of(due.as_of) if due.as_of else None)[due.rule]


def _of(dossier: Dossier, due: Due) -> Deadline | None:
    rule = rule_of(dossier, due)
    until, said = (dossier.day_of(due.until), dossier.day_of(due.as_of)) if due.until else (None, None)
    if until is not None and said is not None:
        return deadlines.named(rule, said, until)
    base = dossier.day_of(rule.base) if rule.known and rule.base else None
    return deadlines.deadline(rule, base, load_calendar()) if base is not None else None


def _rows(dossier: Dossier, step: Step, due: Due) -> list[StepDeadline]:
    found = []
    for number, row in enumerate(dossier.rows(step.id, due.each or ""), 1):
        asked = partial(row.get(due.as_of)) if due.as_of else None
        if asked is None or not asked.whole or row.get("exempt") or not _where(due, row):
            continue
        rule = dossier.rules(asked.first())[due.rule]
        made = deadlines.deadline(rule, asked.first(), load_calendar()) if rule.known else None
        if made is not None:
            name = row.get("name") or row.get("relation") or str(number)
            found.append(
                StepDeadline(
                    _("{step}: {name}").format(step=_(step.title), name=name),
                    made,
                    number,
                    row.get(due.met_by or ""),
                )
            )
    return found


def _where(due: Due, row: dict[str, Any]) -> bool:
    """Whether a deadline is meant for this row: `where` names a yes_no column, "not x" its opposite."""
    if not due.where:
        return True
    turned, name = due.where.startswith("not "), due.where.removeprefix("not ").strip()
    return bool(row.get(name)) is not turned


def of_case(dossier: Dossier, stands: Standing) -> list[Duty]:
    """The duties of a case: open deadlines of steps now or next, and steps of this office that are now."""
    if stands.ended is not None:
        return []
    found: list[Duty] = []
    near = dossier.day + AHEAD
    for state in stands.steps:
        dated = [
            d for d in of_step(dossier, state) if d.met is None and (not d.ages or d.deadline.due <= near)
        ]
        for item in dated:
            if item.ages or state.state != LATER:
                found.append(_duty(dossier, state, item.what, item.deadline.due, item.deadline))
        if state.state == NOW:
            if all(item.ages for item in dated):
                found.append(_duty(dossier, state, _(state.step.title), None, None))
            found.extend(_unknown(dossier, state))
    return found


def _unknown(dossier: Dossier, state: StepState) -> list[Duty]:
    """Rules the step reads next that no source says: to be asked for, and filled on the page of rules."""
    step, rules = state.step, dossier.rules(None)
    keys = [step.chain, step.vote.rule if step.vote is not None else "", *(due.rule for due in step.due)]
    found = []
    for key in dict.fromkeys(filter(None, keys)):
        if not rules[key].known:
            title = rules.book.keys[key].title
            duty = _duty(dossier, state, _("Chưa có nguồn: {title}").format(title=_(title)), None, None)
            duty.place = f"rules:{key}"
            found.append(duty)
    return found


def _duty(
    dossier: Dossier, state: StepState, what: str, due: datetime.date | None, made: Deadline | None
) -> Duty:
    return Duty(
        owner=state.office or "",
        person=dossier.case.person,
        case=dossier.case.id,
        step=state.step.id,
        what=what,
        due=due.isoformat() if due else None,
        base_date=made.base_day.isoformat() if made else None,
        rule=rule_of_duty(made) if made is not None else {},
    )


def rule_of_duty(made: Deadline, *before: Deadline) -> dict[str, Any]:
    """The rule of a deadline as a duty keeps it; `before`: deadlines its base day follows from."""
    return rule_told(made.rule, " ".join(one.why for one in (*before, made)))


def rule_told(rule: Rule, why: str = "") -> dict[str, Any]:
    """A rule as a duty keeps it; `why`: the arithmetic, else what the rule says and where."""
    return {
        "key": rule.key,
        "value": rule.value,
        "unit": rule.unit,
        "document": rule.document,
        "point": rule.point,
        "confidence": rule.confidence,
        "why": why or f"{rule.text} ({rule.source_text()})".strip(),
        "text": rule.text,
    }


def overdue_text(due: datetime.date, today: datetime.date) -> str:
    """ "Quá 4 ngày", "Hôm nay", "Còn 4 ngày"."""
    days = (due - today).days
    if days < 0:
        return _("Quá {n} ngày").format(n=-days)
    return _("Hôm nay") if days == 0 else _("Còn {n} ngày").format(n=days)


def due_text(due: datetime.date) -> str:
    """A day for lists."""
    return day_text(due)
