"""Reading a case from the records into the plain values the page shows."""

from __future__ import annotations

import datetime
from dataclasses import replace
from typing import TYPE_CHECKING

from app.procedures import engine
from app.procedures.engine import DONE, NOW, Standing, StepState
from app.procedures.guards import refuse_locked
from app.procedures.reviewing import item_title
from app.trouble import Refused
from app.ui.pages.case.parts import prefill, words
from app.ui.pages.case.parts.reading_case import case_view, kind_of, sent_back, told_of
from app.ui.pages.case.parts.reading_papers import (
    meeting_of,
    motions_of,
    papers_of,
    secret_only,
    secret_proposed,
    turn_words,
    vote_view,
    votes_before,
    votes_of,
)
from app.ui.pages.case.parts.rule_words import checks_of, deadlines_of, rules_of
from app.ui.pages.case.parts.views import ActView, CaseView, EntryView, StepView, ToldView
from app.words import _

if TYPE_CHECKING:
    from app.models import Act
    from app.procedures.dossier import Dossier
    from app.procedures.offices import Office
    from app.regulations.procedures import Outcome, Step
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


def step_view(dossier: Dossier, stands: Standing, view: CaseView, step: Step) -> StepView:
    """One step with all that stands around it."""
    state = stands.step(step.id)
    stood = NOW if step.any_time or state is None else state.state
    latest = None if step.any_time else dossier.latest(step.id)
    entry = view.entry_of(step.id)
    office = engine.office_of(dossier, step)
    kind = kind_of(dossier, step, state)
    has_vote = kind != "paper" and (step.vote is not None or bool(step.chain))
    vote = dossier.vote(step.id, latest.attempt) if latest is not None else None
    after = _next(stands, view, step)
    siblings: tuple[tuple[str, str, str, str], ...] = ()
    if entry is not None and len(entry.steps) > 1:
        siblings = tuple(_sibling(dossier, stands.step(name)) for name in entry.steps)
    day = _rule_day(dossier, latest, stood)
    own_form = next((p.form for p in step.papers if p.by in OFFICES), "")
    return StepView(
        step=replace(step, outcomes=_offered(dossier, step, latest)),
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
        sent_back=sent_back(dossier, step),
        papers=papers_of(dossier, stands, step),
        document=own_form,
        has_vote=has_vote,
        needs_vote=step.vote is not None and kind == "own",
        vote=vote_view(dossier, vote),
        meeting=meeting_of(dossier, vote),
        rules=rules_of(dossier, step, state, day),
        checks=(*checks_of(dossier, stands, step), *deadlines_of(dossier, stands, step)),
        locked=_locked(dossier, stands, step),
        returnable=_returnable(dossier, step),
        next=after,
        next_number=(e.number if (e := view.entry_of(after)) else 0),
        motions=motions_of(step) if has_vote else (),
        votes=votes_of(dossier, step, latest.attempt) if latest is not None else {},
        votes_before=votes_before(dossier, step, latest, stood == NOW),
        turn=turn_words(dossier, step, latest),
        secret_only=secret_only(dossier, step, day) if has_vote else "",
        secret_proposed=secret_proposed(dossier, step, day),
        known=prefill.known_facts(dossier, step),
        row_help=prefill.row_help(dossier, step, day),
        column_help=prefill.column_help(dossier, step, day),
        told=_told(dossier, step),
    )


def _offered(dossier: Dossier, step: Step, latest: Act | None) -> tuple[Outcome, ...]:
    """The outcomes the step may have in this case, and the one on file."""
    offered = engine.offered(dossier, step)
    return tuple(o for o in step.outcomes if o in offered or (latest is not None and o.id == latest.outcome))


def _told(dossier: Dossier, step: Step) -> tuple[ToldView, ...]:
    """What was told of a step that comes at any time; the requests also where their number decides."""
    if step.any_time:
        return tuple(told_of(dossier, step.id))
    return tuple(told_of(dossier, "invitation")) if "S09" in step.checks else ()


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
    known = dossier.procedure
    remarks = tuple((item_title(known, r["item"]), r["text"]) for r in act.remarks or [])
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
        tuple(act.accepted or ()),
    )


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


def _returnable(dossier: Dossier, step: Step) -> tuple[tuple[str, str], ...]:
    """The steps a return can send back: those before it that were done."""
    line = [s for s in dossier.procedure.steps if not s.any_time]
    if not any(o.then == "reopen" and not o.steps for o in step.outcomes):
        return ()
    before = line if step.any_time else line[: line.index(step)]
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
