"""Reading a case from the records into the plain values the page shows."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any

from app.procedures import duties, engine, voting
from app.procedures.conditions import holds
from app.procedures.engine import BLOCKED, DONE, LATER, NOW, Standing, StepState
from app.procedures.guards import refuse_locked
from app.trouble import Refused
from app.ui.pages.case_parts import words
from app.ui.pages.case_parts.rule_words import checks_of, deadlines_of, rules_of
from app.ui.pages.case_parts.views import ActView, CaseView, EntryView, PaperView, StepView
from app.words import _

if TYPE_CHECKING:
    from app.models import Act
    from app.procedures.dossier import Dossier
    from app.procedures.offices import Office
    from app.regulations.procedures import Step
    from app.storage.unit import Unit

OFFICES = ("cell", "sectional", "grassroots", "deciding")
"""Writers of a paper that is the act's own document: its number and date are typed with the step."""


def read_case(unit: Unit, case: str) -> CaseView:
    """Head and timeline of a case; raises Refused("not_found")."""
    dossier = engine.load_case(unit, case)
    return case_view(dossier, engine.stand(dossier))


def read_step(unit: Unit, case: str, step: str | None) -> tuple[CaseView, StepView]:
    """The case and one of its steps; without a name the one whose turn it is."""
    dossier = engine.load_case(unit, case)
    stands = engine.stand(dossier)
    view = case_view(dossier, stands)
    known = dossier.procedure.step(step) if step else None
    if known is None or (stands.step(known.id) is None and not known.any_time):
        known = dossier.procedure.step(first_step(view))
    assert known is not None
    return view, step_view(dossier, stands, view, known)


def first_step(view: CaseView) -> str:
    """Where a case opens: what this office has to do, else what is being done, else the last step."""
    for found in (view.mine, view.now):
        if found:
            return found[0]
    return view.entries[-1].steps[-1]


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
    facts = [
        _("Sinh {day}").format(day=words.date_of(person.birth)) if person.birth else "",
        words.lower_first(person.occupation or ""),
    ]
    summary = ", ".join(f for f in facts if f)
    opened = _("hồ sơ mở ngày {day}").format(day=words.date_of(case.opened))
    if not own and dossier.cell is not None:
        opened = f"{dossier.cell.name}; {opened}"
    if stands.ended:
        result = _(words.RESULTS.get(stands.result or "done", stands.result or ""))
        opened = _("{result} ngày {day}").format(result=result.lower(), day=words.date_of(stands.ended))
    summary = f"{summary}; {opened}" if summary else opened[0].upper() + opened[1:]
    now = tuple(s.step.id for s in stands.now)
    mine = tuple(s.step.id for s in stands.now if _kind(dossier, s.step, s) in ("own",))
    any_time = tuple((s.id, _(s.title)) for s in dossier.procedure.steps if s.any_time) if own else ()
    return CaseView(
        case.id,
        person.id,
        person.name,
        _(dossier.procedure.title),
        summary,
        own,
        case.taken_over,
        stands.ended or "",
        entries,
        now,
        mine,
        any_time,
        case.opened,
    )


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
        at = next(s for s in states if s.state == NOW)
        office = engine.office_of(dossier, at.step)
        if office.id != dossier.unit.organisation:
            return _("Chờ {office}").format(office=office.name or _("cấp trên"))
        if at.act is not None:
            return (
                _("Làm lại, bị trả lại")
                if _sent_back(dossier, at.step)
                else _("Làm lại lần {n}").format(n=at.attempt)
            )
        open_ones = [d for d in duties.of_step(dossier, at) if d.met is None]
        if open_ones:
            due = min(d.deadline.due for d in open_ones)
            return _("Hạn {day}").format(day=words.day_words(due))
        return _("Đang làm")
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


def _kind(dossier: Dossier, step: Step, state: StepState | None) -> str:
    """Who may record a step here: own, paper (from another office's paper), read."""
    here = dossier.unit.organisation
    own_case = dossier.case.owner == here
    act = dossier.latest(step.id)
    if step.any_time:
        return "own" if own_case else "read"
    if engine.office_of(dossier, step).id == here:
        return "own"
    if not own_case or (act is not None and act.owner != here and state is not None and state.state == DONE):
        return "read"
    return "paper"


def step_view(dossier: Dossier, stands: Standing, view: CaseView, step: Step) -> StepView:
    """One step with all that stands around it."""
    state = stands.step(step.id)
    stood = state.state if state is not None else NOW
    latest = None if step.any_time else dossier.latest(step.id)
    entry = view.entry_of(step.id)
    office = engine.office_of(dossier, step)
    kind = _kind(dossier, step, state)
    has_vote = kind != "paper" and (step.vote is not None or bool(step.chain))
    vote = dossier.vote(step.id, latest.attempt) if latest is not None else None
    after = _next(stands, view, step)
    siblings: tuple[tuple[str, str, str, str], ...] = ()
    if entry is not None and len(entry.steps) > 1:
        siblings = tuple(_sibling(dossier, stands.step(name)) for name in entry.steps)
    day = _rule_day(dossier, latest, stood)
    own_form = next((p.form for p in step.papers if p.by in OFFICES), "")
    return StepView(
        step=step,
        state=stood,
        act=_act(dossier, step, latest),
        number=entry.number if entry else 0,
        group=entry.title if entry else _(step.title),
        siblings=siblings,
        kind=kind,
        office=office.name or _("cấp ủy cấp trên"),
        office_packages=_packages(office),
        since=words.date_of(stands.since),
        waits="" if stood in (NOW, DONE) else _waits(view, entry, state),
        sent_back=_sent_back(dossier, step),
        papers=_papers(dossier, stands, step),
        document=own_form,
        has_vote=has_vote,
        needs_vote=step.vote is not None and kind == "own",
        vote=_vote(dossier, vote),
        meeting=_meeting(dossier, step, vote),
        rules=rules_of(dossier, step, state, day),
        checks=(*checks_of(dossier, stands, step), *deadlines_of(dossier, stands, step)),
        locked=_locked(dossier, stands, step),
        returnable=_returnable(dossier, stands, step),
        next=after,
        next_number=(e.number if (e := view.entry_of(after)) else 0),
    )


def _packages(office: Office) -> bool:
    return office.packages and bool(office.id)


def _waits(view: CaseView, entry: EntryView | None, state: StepState | None) -> str:
    if view.ended:
        return _("Hồ sơ đã kết thúc nên bước này không làm nữa.")
    if state is not None and state.reason:
        return _("{reason}.").format(reason=state.reason)
    return _("Làm xong các bước trước thì bước này mở.")


def _act(dossier: Dossier, step: Step, act: Act | None) -> ActView | None:
    if act is None:
        return None
    titles = {s.id: _(s.title) for s in dossier.procedure.steps}
    remarks = tuple((titles.get(r["item"], r["item"]), r["text"]) for r in act.remarks or [])
    return ActView(
        act.date,
        act.outcome,
        dict(act.facts or {}),
        dict(act.from_paper or {}),
        act.owner,
        remarks,
        tuple(name for name, _n in act.reopened or []),
        act.entry,
        (step.id, act.attempt) not in dossier.reopened and engine.goes_on(step, act),
    )


def _sent_back(dossier: Dossier, step: Step) -> tuple[str, ...]:
    """The remarks of the returns that sent the newest attempt back."""
    latest = dossier.latest(step.id)
    if latest is None or (step.id, latest.attempt) not in dossier.reopened:
        return ()
    found = []
    for act in dossier.acts:
        if [step.id, latest.attempt] in [list(pair) for pair in act.reopened or []]:
            told = [r["text"] for r in act.remarks or [] if r["item"] == step.id and r["text"]]
            head = _("Bị trả lại ngày {day}").format(day=words.date_of(act.date))
            found += [f"{head}: {text}" for text in told] or [head]
    return tuple(found)


def _sibling(dossier: Dossier, state: StepState | None) -> tuple[str, str, str, str]:
    assert state is not None
    note = words.date_of(state.act.date) if state.state == DONE and state.act is not None else ""
    if state.state == NOW:
        office = engine.office_of(dossier, state.step)
        note = (
            ""
            if office.id == dossier.unit.organisation
            else _("chờ {office}").format(office=office.name or _("cấp trên"))
        )
    return state.step.id, _(state.step.title), state.state, note


def _papers(dossier: Dossier, stands: Standing, step: Step) -> tuple[PaperView, ...]:
    """The papers of a step; where the dossier is judged, all that were needed up to it."""
    line = list(dossier.procedure.steps)
    wanted = [step]
    if step.hands_over or step.chain or step.actor != "cell":
        here = {s.step.id for s in stands.steps}
        wanted = [s for s in line[: line.index(step) + 1] if s.id in here and not s.any_time]
    printable = _printable()
    found: dict[str, PaperView] = {}
    for one in wanted:
        for paper in one.papers:
            have = dossier.paper(paper.form)
            if have is None and (not holds(dossier, paper.when) or (one is not step and not paper.need)):
                continue
            found[paper.form] = PaperView(
                paper.form,
                _(paper.title) if paper.title else words.form_title(paper.form),
                have is not None,
                words.date_of(have.date) if have else "",
                (have.number or "") if have else "",
                (have.signer or "") if have else "",
                (have.kept or "") if have else "",
                paper.need,
                paper.prints and paper.form in printable,
            )
    return tuple(found.values())


def _printable() -> frozenset[str]:
    from app.ui.pages.case_parts.printing import form_codes

    return form_codes()


def _vote(dossier: Dossier, vote: Any) -> dict[str, Any] | None:
    if vote is None:
        return None
    how = ""
    if vote.base is not None and vote.rule.get("key"):
        act = dossier.latest(vote.step)
        day = dossier.day_of(f"{vote.step}.day") if act is not None else None
        how = voting.needed(dossier.rules(day), vote.rule["key"], vote.base)[1]
    return {
        "for": vote.for_,
        "against": vote.against,
        "blank": vote.blank,
        "secret": vote.secret,
        "base": vote.base,
        "absent": tuple(r["id"] for r in vote.counted if not r.get("present", True)),
        "corrected": vote.corrected,
        "counted": tuple(vote.counted),
        "excluded": tuple(vote.excluded),
        "needed": vote.needed,
        "body": vote.body,
        "how": how,
    }


def _meeting(dossier: Dossier, step: Step, vote: Any) -> dict[str, Any]:
    """Chair and writer: of the vote's own meeting, else those of the last meeting of this office."""
    from app.models import Meeting

    own = dossier.unit.session.get(Meeting, vote.meeting) if vote is not None and vote.meeting else None
    if vote is not None and own is None:
        return {}
    meetings = dossier.unit.all(Meeting, owner=dossier.unit.organisation)
    last = own or max(meetings, key=lambda m: m.date, default=None)
    if last is None:
        return {}
    found: dict[str, Any] = {"chair": last.chair, "writer": last.writer}
    if own is not None:
        found |= {"present": tuple(own.present or ()), "absent": tuple(own.absent or ())}
    return found


def _rule_day(dossier: Dossier, act: Act | None, state: str) -> datetime.date:
    """The rules spoken of: of the day of the act, of today for what lies ahead."""
    from app.procedures.dossier import partial

    day = partial(act.date) if act is not None and state == DONE else None
    return day.first() if day is not None else dossier.day


def _locked(dossier: Dossier, stands: Standing, step: Step) -> bool:
    """Whether the step left the office with the dossier: a correction needs its reason."""
    try:
        refuse_locked(dossier, stands, step, None)
    except Refused:
        return True
    return False


def paper_locked(unit: Unit, case: str, form: str) -> bool:
    """Whether a paper of a form left the office with the dossier."""
    dossier = engine.load_case(unit, case)
    step = next((s for s in dossier.procedure.steps if any(p.form == form for p in s.papers)), None)
    return step is not None and _locked(dossier, engine.stand(dossier), step)


def _returnable(dossier: Dossier, stands: Standing, step: Step) -> tuple[tuple[str, str], ...]:
    line = [s for s in dossier.procedure.steps if not s.any_time]
    if step.any_time or not any(o.then == "reopen" for o in step.outcomes):
        return ()
    before = line[: line.index(step)]
    return tuple((s.id, _(s.title)) for s in before if dossier.counting(s.id) is not None)


def _next(stands: Standing, view: CaseView, step: Step) -> str:
    """Where one goes after this step: another one now, the next one waiting for it."""
    order = [s.step.id for s in stands.steps if not s.step.any_time]
    if step.id not in order:
        return ""
    at = order.index(step.id)
    now = [name for name in view.now if name != step.id]
    later = [name for name in order[at + 1 :] if (s := stands.step(name)) is not None and s.state != DONE]
    ahead = [name for name in now if order.index(name) > at]
    waiting = [name for name in now if order.index(name) < at]
    if ahead and waiting:
        return waiting[0]
    return (ahead or waiting or later or [""])[0]
