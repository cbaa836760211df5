"""Head and timeline of a case: who, since when, which entry is done, now, blocked or later, and why."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from app.models import PersonStanding
from app.procedures import duties, engine
from app.procedures.engine import BLOCKED, DONE, LATER, NOW, Standing, StepState
from app.ui.pages.case.parts import words
from app.ui.pages.case.parts.views import CaseView, EntryView, FormView, ToldView
from app.words import _

if TYPE_CHECKING:
    from app.procedures.dossier import Dossier
    from app.regulations.procedures import Step


def case_view(dossier: Dossier, stands: Standing) -> CaseView:
    """Head and timeline."""
    case, person = dossier.case, dossier.person
    by_id = {s.step.id: s for s in stands.steps}
    groups = [
        (title, [by_id[s.id] for s in steps if s.id in by_id]) for title, steps in dossier.procedure.groups()
    ]
    groups = [(title, states) for title, states in groups if states]
    numbers = {s.step.id: n for n, (_title, states) in enumerate(groups, 1) for s in states}
    entries = tuple(
        _entry(dossier, stands, number, title, states, numbers)
        for number, (title, states) in enumerate(groups, 1)
    )
    own = case.owner == dossier.unit.organisation
    mine = tuple(s.step.id for s in stands.now if kind_of(dossier, s.step, s) == "own")
    return CaseView(
        case.id,
        person.id,
        person.name,
        _(dossier.procedure.title),
        _summary(dossier, stands, own),
        own,
        case.taken_over,
        stands.ended or "",
        entries,
        tuple(s.step.id for s in stands.now),
        mine,
        tuple((s.id, _(s.title)) for s in dossier.procedure.steps if _recordable(dossier, s, stands)),
        case.opened,
        dossier.procedure.id,
        tuple(
            FormView(p.form, _(p.title) if p.title else words.form_title(p.form), s.id, p.by)
            for s in dossier.procedure.steps
            for p in s.papers
        ),
        tuple(told_of(dossier)),
        _ended_by(dossier),
        own and any(s.vote is not None for s in dossier.procedure.steps),
        dates_of(dossier),
    )


def _recordable(dossier: Dossier, step: Step, stands: Standing) -> bool:
    """Whether a step may be recorded at any time, and now, and here."""
    if not step.any_time or (stands.ended is not None and not step.after_end):
        return False
    acted = any(s.state == DONE and s.role == step.actor for s in stands.steps)
    if step.actor != "cell" and not (acted or dossier.case.taken_over):
        return False  # an office comes back to a case only once it has acted on it
    return kind_of(dossier, step, None) != "read"


def _ended_by(dossier: Dossier) -> str:
    for step in dossier.procedure.steps:
        act = dossier.counting(step.id)
        found = engine.outcome_of(step, act) if act is not None else None
        if found is not None and found.then == "end":
            return step.id
    return ""


def _summary(dossier: Dossier, stands: Standing, own: bool) -> str:
    case, person = dossier.case, dossier.person
    about = [
        _("Sinh {day}").format(day=words.date_of(person.birth)) if person.birth else "",
        words.lower_first(person.occupation or ""),
    ]
    opened = _("hồ sơ mở ngày {day}").format(day=words.date_of(case.opened))
    if not own and dossier.cell is not None:
        opened = f"{dossier.cell.name}; {opened}"
    if stands.ended:
        result = words.result_words(dossier.procedure, stands.result)
        opened = _("{result} ngày {day}").format(result=result.lower(), day=words.date_of(stands.ended))
    text = "; ".join(part for part in (", ".join(a for a in about if a), opened) if part)
    return text[0].upper() + text[1:]


def dates_of(dossier: Dossier) -> tuple[tuple[str, str], ...]:
    """The three dates that get confused, each by its own name: decision, ceremony, official.

    "" for one that is not on file; none at all while none of them is.
    """
    lived = dossier.unit.session.get(PersonStanding, dossier.person.id)
    standing = lived if lived is not None and lived.status in ("probationary", "full") else None
    official = (standing.official_date or "") if standing is not None else ""
    if dossier.procedure.step("ceremony") is not None:
        decided, held = dossier.date("9-KNĐ.date"), dossier.date("ceremony.day")
        days = [decided.iso() if decided else "", held.iso() if held else "", official if held else ""]
    else:
        days = [standing.party_age_from or "", standing.admission_date or "", official] if standing else []
    if not any(days):
        return ()
    names = (_("Quyết định kết nạp"), _("Vào Đảng (lễ kết nạp)"), _("Chính thức"))
    found = [(name, words.date_of(day)) for name, day in zip(names, days, strict=True)]
    end = dossier.date("probation.end")
    if end is not None and not days[2] and dossier.procedure.id == "recognition":
        found.append((_("Hết thời gian dự bị"), words.date_of(end.iso())))
    return tuple(found)


def told_of(dossier: Dossier, only: str = "") -> list[ToldView]:
    """What was recorded of the steps that come at any time."""
    found = []
    for step in dossier.procedure.steps:
        if not step.any_time or (only and step.id != only):
            continue
        for act in dossier.attempts(step.id):
            outcome = engine.outcome_of(step, act)
            said = [_(outcome.title)] if outcome is not None and len(step.outcomes) > 1 else []
            said += words.facts_words(step, act.facts or {}, _names(dossier))
            found.append(ToldView(step.id, _(step.title), act.date or "", "; ".join(said), act.owner))
    return sorted(found, key=lambda t: t.date)


def _names(dossier: Dossier) -> Callable[[str], str]:
    from app.models import Person

    def name(identity: str) -> str:
        person = dossier.unit.session.get(Person, identity)
        return person.name if person is not None else ""

    return name


def _entry(
    dossier: Dossier,
    stands: Standing,
    number: int,
    title: str,
    states: list[StepState],
    numbers: dict[str, int],
) -> EntryView:
    found = {s.state for s in states}
    if found == {DONE}:
        state = DONE
    elif NOW in found or DONE in found:
        state = NOW if NOW in found else BLOCKED if BLOCKED in found else LATER
    else:
        state = BLOCKED if BLOCKED in found else LATER
    return EntryView(
        number,
        _(title),
        _note(dossier, stands, state, states, numbers),
        state,
        tuple(s.step.id for s in states),
    )


def _note(
    dossier: Dossier, stands: Standing, state: str, states: list[StepState], numbers: dict[str, int]
) -> str:
    if state == DONE:
        days = [s.act.date for s in states if s.act is not None and s.act.date]
        return words.date_of(max(days, default=""))
    if state == NOW:
        return _note_now(dossier, next(s for s in states if s.state == NOW))
    line = [s for s in dossier.procedure.steps if not s.any_time]
    there = {s.step.id for s in stands.steps if not s.step.any_time}
    mine = {s.step.id for s in states}
    done = {s.step.id for s in stands.steps if s.state == DONE}
    waits = sorted(
        {
            numbers[name]
            for s in states
            for name in engine.before(s.step, line, there)
            if name not in mine and name not in done and name in numbers
        }
    )
    if not waits:
        return ""
    text = ", ".join(str(n) for n in waits)
    return (
        _("Mở khi xong bước {list}").format(list=text)
        if state == BLOCKED
        else _("Sau bước {list}").format(list=text)
    )


def _note_now(dossier: Dossier, at: StepState) -> str:
    office = engine.office_of(dossier, at.step)
    if office.id != dossier.unit.organisation:
        return _("Chờ {office}").format(office=office.name or _("cấp trên"))
    if at.act is not None:
        if sent_back(dossier, at.step):
            return _("Làm lại, bị trả lại")
        return _("Làm lại lần {n}").format(n=at.attempt)
    open_ones = [d for d in duties.of_step(dossier, at) if d.met is None]
    if open_ones:
        due = min(d.deadline.due for d in open_ones)
        return _("Hạn {day}").format(day=words.day_words(due))
    return _("Đang làm")


def kind_of(dossier: Dossier, step: Step, state: StepState | None) -> str:
    """Who may record a step here: own, paper (from another office's paper), read."""
    here = dossier.unit.organisation
    own_case = dossier.case.owner == here
    if engine.office_of(dossier, step).id == here:
        return "own"
    if step.any_time:
        return "paper" if own_case else "read"
    act = dossier.latest(step.id)
    if not own_case or (act is not None and act.owner != here and state is not None and state.state == DONE):
        return "read"
    return "paper"


def sent_back(dossier: Dossier, step: Step) -> tuple[str, ...]:
    """The remarks of the returns that sent the newest attempt back."""
    from app.procedures.reviewing import remarks_by_step

    latest = dossier.latest(step.id)
    if latest is None or (step.id, latest.attempt) not in dossier.reopened:
        return ()
    found = []
    for act in dossier.acts:
        if [step.id, latest.attempt] in [list(pair) for pair in act.reopened or []]:
            told = remarks_by_step(dossier, act).get(step.id, [])
            head = _("Bị trả lại ngày {day}").format(day=words.date_of(act.date))
            found += [f"{head}: {text}" for text in told] or [head]
    return tuple(found)
