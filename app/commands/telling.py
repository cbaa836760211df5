"""A case as answers tell it: where it stands, its records, its problems."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from app.commands.desk import Desk, text_of
from app.words import _

if TYPE_CHECKING:
    from app.procedures.checks import Problem
    from app.procedures.dossier import Dossier
    from app.procedures.engine import Standing, StepState
    from app.storage.workspace import Workspace

MARKS = {"done": "✓", "now": "▶", "blocked": "…", "later": " "}


class Told:
    """A case as answers tell it, read after the deed."""

    def __init__(self, desk: Desk, workspace: Workspace, case: str) -> None:
        from app.procedures import engine
        from app.procedures.checks import problems

        with desk.looking(workspace) as unit:
            dossier = engine.load_case(unit, case)
            stands = engine.stand(dossier)
            found = problems(dossier, stands)
            self._steps = dossier.procedure.steps
            self.next = [s.step.id for s in stands.now]
            self.rules = _rules(dossier)
            self.whole = _whole(dossier, stands)
            self.short = {"case": case, "next": self.next, "problems": [p.answer() for p in found]}
            self.problem_lines = [_problem(p) for p in found]
            self.lines = [*_lines(dossier, stands), *self.problem_lines]

    def step_with(self, name: str) -> str | None:
        """The first step that has a paper of this form, or this check."""
        found = (s.id for s in self._steps if name in s.checks or name in {p.form for p in s.papers})
        return next(found, None)


def _whole(dossier: Dossier, stands: Standing) -> dict[str, Any]:
    case = dossier.case
    return {
        "procedure": case.procedure,
        "person": case.person,
        "name": dossier.person.name,
        "office": case.owner,
        "opened": case.opened,
        "taken_over": case.taken_over,
        "ended": stands.ended,
        "result": stands.result,
        "since": stands.since,
        "steps": [_step(dossier, s) for s in stands.steps],
        "papers": [
            {
                "id": p.id,
                "form": p.form,
                "guide": p.guide,
                "number": p.number,
                "date": p.date,
                "signer": p.signer,
                "kept": p.kept,
                "data": p.data,
                "owner": p.owner,
            }
            for p in dossier.papers
        ],
        "votes": [
            {
                "id": v.id,
                "step": v.step,
                "attempt": v.attempt,
                "body": v.body,
                "motion": v.motion,
                "for": v.for_,
                "against": v.against,
                "blank": v.blank,
                "base": v.base,
                "needed": v.needed,
                "rule": v.rule,
            }
            for v in dossier.votes
        ],
        "exceptions": [
            {"check": e.check, "number": e.number, "date": e.date, "issuer": e.issuer}
            for e in dossier.exceptions
        ],
        "rules": _unique(rule for act in dossier.acts for rule in act.rules),
    }


def _step(dossier: Dossier, state: StepState) -> dict[str, Any]:
    from app.procedures import duties

    act = state.act
    told: dict[str, Any] = {
        "id": state.step.id,
        "title": _(state.step.title),
        "state": state.state,
        "attempt": state.attempt,
        "office": state.office,
        "role": state.role,
        "reason": state.reason or None,
        "demanded": state.demanded,
        "due": [
            {
                "due": d.deadline.due,
                "base_date": d.deadline.base_day,
                "rule": d.deadline.rule.key,
                "met": d.met,
            }
            for d in duties.of_step(dossier, state)
        ],
    }
    if act is not None:
        told |= {
            "date": act.date,
            "outcome": act.outcome,
            "facts": act.facts,
            "owner": act.owner,
            "reopened": act.reopened,
            "remarks": act.remarks,
            "from_paper": act.from_paper or None,
            "judged": act.judged,
            "dossier": act.dossier,
            "accepted": act.accepted,
        }
    return told


def _rules(dossier: Dossier) -> list[dict[str, Any]]:
    """The rules of the day the case was opened that its steps read."""
    from app.procedures.handover import used_rules

    day = dossier.day_of("opened") or dossier.day
    return _unique(rule for step in dossier.procedure.steps for rule in used_rules(dossier, step, day))


def _unique(rules: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Rules once each, in the order in which they were met."""
    return list({(r["key"], r["document"], str(r["value"])): r for r in rules}.values())


def _lines(dossier: Dossier, stands: Standing) -> list[str]:
    lines = [f"{_(dossier.procedure.title)}: {dossier.person.name}"]
    for state in stands.steps:
        done = (
            f"  {state.act.date or '–'} {state.act.outcome or ''}".rstrip() if state.act is not None else ""
        )
        lines.append(f"{MARKS[state.state]} {state.step.id}: {_(state.step.title)}{done}")
    if stands.ended:
        lines.append(_("Kết thúc {day}: {result}").format(day=stands.ended, result=text_of(stands.result)))
    return lines


def _problem(found: Problem) -> str:
    source = (
        f" ({found.document.partition('@')[0]}{', ' + found.point if found.point else ''})"
        if found.document
        else ""
    )
    return f"[{found.severity}] {found.id}: {found.message}{source}"
