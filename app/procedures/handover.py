"""What an act keeps and hands over: to whom it goes, the rules of its day, the hash of the dossier."""

from __future__ import annotations

import datetime
from typing import Any

from sqlalchemy import select

from app.models import Act, Case, Organisation
from app.procedures import engine
from app.procedures.checks import problems
from app.procedures.definitions import procedure
from app.procedures.dossier import Dossier
from app.regulations.procedures import Step
from app.storage.unit import Unit


def audience(unit: Unit, case: Case) -> str | None:
    """To whom an act in a case goes: the office whose case it is, or that keeps its book, if another."""
    if case.owner == unit.organisation:
        return None
    of = unit.session.get(Organisation, case.owner)
    to = of.keeper if of is not None and of.keeper else case.owner
    return f"office:{to}" if to != unit.author else None


def rule_state(rule: Any) -> dict[str, Any]:
    """A rule as an act keeps it."""
    value = rule.value_text() if rule.known else None
    return {
        "key": rule.key,
        "value": value,
        "unit": rule.unit,
        "document": rule.document,
        "point": rule.point,
        "confidence": rule.confidence,
    }


def used_rules(dossier: Dossier, step: Step, day: datetime.date) -> list[dict[str, Any]]:
    """The rules in force on the day that the step reads: its vote, deadline, chain and checks."""
    from app.procedures.checks import CHECKS, keys_of

    keys = [d.rule for d in step.due] + [k for c in step.checks if c in CHECKS for k in keys_of(c)]
    if step.vote is not None:
        keys += [k for k in (step.vote.rule, *step.vote.rules.values(), step.vote.left_out) if k]
    _rule, link = engine.link_of(dossier, step, day)
    keys += [step.chain] if step.chain else []
    keys += [link.vote] if link is not None and link.vote else []
    rules = dossier.rulebook.on(day)
    return [rule_state(rules[k]) for k in dict.fromkeys(keys) if k in rules.book.keys]


def settle_handover(unit: Unit, case: Case) -> None:
    """Freeze the dossier of a step that hands over once nothing blocks it any more."""
    if case.owner != unit.organisation:
        return
    unit.session.flush()
    handing = [s.id for s in procedure(case.procedure).steps if s.hands_over]
    done = select(Act.id).where(Act.case == case.id, Act.step.in_(handing), Act.gone.is_(False))
    if unit.session.scalar(done.limit(1)) is None:
        return
    dossier = engine.load(unit, case)
    stands = engine.stand(dossier)
    for step in dossier.procedure.steps:
        state = stands.step(step.id) if step.hands_over else None
        if (
            state is None
            or state.state != engine.DONE
            or state.act is None
            or state.act.owner != unit.organisation
        ):
            continue
        line = [s.id for s in dossier.procedure.steps]
        upto = set(line[: line.index(step.id) + 1])
        blocked = any(p.severity == "block" and p.step in upto for p in problems(dossier, stands))
        mended = all(s.state == engine.DONE or not s.demanded for s in stands.steps if s.step.id in upto)
        frozen = None if blocked or not mended else dossier.hash(state.act)
        if state.act.dossier != frozen:
            state.act.dossier = frozen
            unit.write(state.act, reason=state.act.reason)
