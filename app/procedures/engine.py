"""Where a case stands: computed from its acts alone, in whatever order they arrived.

*Done*: the latest attempt, not sent back, has an outcome that goes on or ends. *Now*: not done, and
everything before it is done. *Blocked*: next in line, with the reason. *Later*: the rest. Steps that
do not apply, and links that the chain of the day does not have, are passed over.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from app.models import Act, Case, Happening
from app.procedures import dossier as dossiers
from app.procedures.conditions import holds
from app.procedures.dossier import Dossier
from app.procedures.offices import Office
from app.regulations.packs import Link, Rule
from app.regulations.procedures import Outcome, Step
from app.storage.unit import Unit
from app.words import _

DONE, NOW, BLOCKED, LATER = "done", "now", "blocked", "later"


@dataclass(frozen=True)
class StepState:
    """One step of a case: its state, the attempt that counts or is next, and whose turn it is."""

    step: Step
    state: str
    attempt: int
    act: Act | None
    office: str | None = None
    """Organisation id of the office that acts; None when it is not known."""
    role: str = "cell"
    reason: str = ""
    demanded: bool = True
    """False where later steps need not wait: no chain is known, or it was done on paper and left out."""


@dataclass(frozen=True)
class Standing:
    """A case as a whole. `since` is the day of the act the present step follows."""

    steps: tuple[StepState, ...]
    ended: str | None
    result: str | None
    since: str | None

    @property
    def now(self) -> list[StepState]:
        return [s for s in self.steps if s.state == NOW]

    def step(self, step_id: str) -> StepState | None:
        return next((s for s in self.steps if s.step.id == step_id), None)


load = dossiers.load


def outcome_of(step: Step, act: Act) -> Outcome | None:
    """The definition of the outcome an act states; None for a step that only has to be done."""
    return next((o for o in step.outcomes if o.id == act.outcome), None)


def offered(dossier: Dossier, step: Step) -> list[Outcome]:
    """The outcomes a step may have in this case."""
    return [outcome for outcome in step.outcomes if holds(dossier, outcome.when)]


def goes_on(step: Step, act: Act) -> bool:
    """Whether an act's outcome leaves the step done."""
    if not step.outcomes:
        return True
    found = outcome_of(step, act)
    return found is not None and found.then in ("on", "end")


def exhausted(dossier: Dossier, step: Step) -> bool:
    """Whether a step may not be tried again: it came to nothing as often as the rule of the last day allows.

    Attempts that were sent back do not count. Where no rule is known it may be tried again.
    """
    act = dossier.counting(step.id)
    found = outcome_of(step, act) if act is not None else None
    if act is None or found is None or not found.most:
        return False
    rule = dossier.rules(dossier.day_of(f"{step.id}.day"))[found.most]
    tried = [a for a in dossier.attempts(step.id) if (step.id, a.attempt) not in dossier.reopened]
    return rule.known and sum(1 for a in tried if a.outcome == act.outcome) >= rule.number


def link_of(
    dossier: Dossier, step: Step, day: datetime.date | None = None
) -> tuple[Rule | None, Link | None]:
    """The chain's rule on `day` and its link for this step; (None, None) for a step without chain.

    Without `day`: the day this step or a later one of the chain was done, so that no link comes to be
    asked for once the chain has passed it; else the day of looking.
    """
    if not step.chain:
        return None, None
    rule = dossier.rules(day or _chain_day(dossier, step))[step.chain]
    return rule, next((link for link in rule.links if link.step == step.id), None)


def _chain_day(dossier: Dossier, step: Step) -> datetime.date | None:
    line = dossier.procedure.steps
    links = [s for s in line[line.index(step) :] if s.chain == step.chain]
    return next((dossier.day_of(f"{s.id}.day") for s in links if _done(dossier, s)), None)


def _skipped(dossier: Dossier, step: Step) -> bool:
    """Whether a chain that nobody knows went on without this link: nothing waits for it any more."""
    rule, _link = link_of(dossier, step)
    unknown = rule is not None and not rule.known
    return unknown and not _done(dossier, step) and _chain_day(dossier, step) is not None


def role_of(dossier: Dossier, step: Step, day: datetime.date | None = None) -> str:
    """The role whose office does the step on `day`."""
    rule, link = link_of(dossier, step, day)
    if rule is None:
        return step.actor or "cell"
    if link is not None:
        return link.office
    return {"sectional": "sectional", "committee": "grassroots"}.get(step.id, "deciding")


def office_of(dossier: Dossier, step: Step, day: datetime.date | None = None) -> Office:
    """The office that does the step."""
    return dossier.office_of(role_of(dossier, step, day))


def present(dossier: Dossier, step: Step) -> bool:
    """Whether the step belongs to this case today. A step already done always does."""
    if _done(dossier, step):
        return True
    if step.when and not holds(dossier, step.when):
        return False
    rule, link = link_of(dossier, step)
    if rule is not None and rule.known and link is None:
        return False
    return not office_of(dossier, step).absent


def stand(dossier: Dossier) -> Standing:
    """Compute where the case stands on the day of the dossier."""
    line = [s for s in dossier.procedure.steps if not s.any_time]
    there = {s.id for s in line if present(dossier, s)}
    done = {s.id for s in line if s.id in there and _done(dossier, s)}
    told = {s.id for s in line if s.id in there and dossier.latest(s.id) is not None}
    passed = _earlier(told, line, there) - told if dossier.case.taken_over else set()
    passed -= {s.id for s in line if s.id in passed and _makes(dossier, s)}
    there -= passed
    ended, result = _end(dossier)
    states = []
    for step in line:
        if step.id in passed:
            latest = dossier.latest(step.id)
            left = _("Làm trên giấy trước đó, không ghi vào sổ.")
            states.append(
                StepState(
                    step,
                    LATER,
                    latest.attempt + 1 if latest else 1,
                    latest,
                    role=role_of(dossier, step),
                    reason=left,
                    demanded=False,
                )
            )
        if step.id not in there:
            continue
        states.append(_state(dossier, step, line, there, done, ended is not None))
    for step in dossier.procedure.steps:
        if step.any_time and (act := dossier.counting(step.id)) is not None:
            states.append(StepState(step, DONE, act.attempt, act, dossier.case.owner))
    skipped = {s.id for s in line if s.id in there - done and _skipped(dossier, s)}
    if ended is None and there and there == done | skipped:
        days = [a.date or "" for a in dossier.acts]
        ended, result = max(days, default=dossier.case.opened), "done"
    days = [s.act.date for s in states if s.state == DONE and s.act and s.act.date]
    return Standing(tuple(states), ended, result, max(days, default=dossier.case.opened))


def _makes(dossier: Dossier, step: Step) -> bool:
    """Whether a step makes the person something the book does not yet know them to be.

    Left out of a case begun on paper it is still asked for: else nobody would become what they are.
    """
    effects = step.effects + tuple(effect for outcome in step.outcomes for effect in outcome.effects)
    made = {_EVENTS.get(effect.status, effect.status) for effect in effects if effect.status}
    return bool(made) and not made & {event.what for event in dossier.events(dossier.person.id)}


def earlier(dossier: Dossier, step: Step) -> set[str]:
    """All steps before one, along `after` to the start."""
    line = [s for s in dossier.procedure.steps if not s.any_time]
    return _earlier([step.id], line, {s.id for s in line}) if step in line else set()


def _earlier(of: Iterable[str], line: list[Step], there: set[str]) -> set[str]:
    by_id = {s.id: s for s in line}
    queue, seen = list(of), set()
    while queue:
        new = [name for name in before(by_id[queue.pop()], line, there) if name not in seen]
        seen.update(new)
        queue.extend(new)
    return seen


def _done(dossier: Dossier, step: Step) -> bool:
    act = dossier.counting(step.id)
    return act is not None and (goes_on(step, act) or exhausted(dossier, step))


def _end(dossier: Dossier) -> tuple[str | None, str | None]:
    for step in dossier.procedure.steps:
        act = dossier.counting(step.id)
        if act is not None and (found := outcome_of(step, act)) is not None and found.then == "end":
            return act.date or dossier.case.opened, found.result or found.id
    return None, None


def before(step: Step, line: list[Step], there: set[str]) -> list[str]:
    """The steps directly before one, where those that are not there are passed over."""
    places = {s.id: i for i, s in enumerate(line)}
    direct = (
        list(step.after)
        if step.after is not None
        else ([line[places[step.id] - 1].id] if places[step.id] else [])
    )
    found: list[str] = []
    while direct:
        name = direct.pop(0)
        if name in there:
            found.append(name)
        else:
            direct.extend(before(line[places[name]], line, there))
    return list(dict.fromkeys(found))


def _state(
    dossier: Dossier, step: Step, line: list[Step], there: set[str], done: set[str], over: bool
) -> StepState:
    act = dossier.counting(step.id)
    latest = dossier.latest(step.id)
    role = role_of(dossier, step)
    office = office_of(dossier, step)
    rule, _link = link_of(dossier, step)
    known = rule is None or rule.known
    common = {"office": office.id or None, "role": role, "demanded": known}
    if step.id in done:
        assert act is not None
        return StepState(step, DONE, act.attempt, act, act.owner, role, demanded=known)
    attempt = latest.attempt + 1 if latest is not None else 1
    if over:
        return StepState(step, LATER, attempt, latest, **common)  # type: ignore[arg-type]
    waits = [name for name in _waiting(dossier, step, line, there) if name not in done]
    if not waits:
        return StepState(step, NOW, attempt, latest, **common)  # type: ignore[arg-type]
    nearest = [n for n in before(step, line, there) if n not in done]
    by_id = {s.id: s for s in line}
    for name in nearest:
        if all(n in done for n in _waiting(dossier, by_id[name], line, there)):
            reason = _("Sau bước “{title}”").format(title=_(by_id[name].title))
            return StepState(step, BLOCKED, attempt, latest, reason=reason, **common)  # type: ignore[arg-type]
    return StepState(step, LATER, attempt, latest, **common)  # type: ignore[arg-type]


def _waiting(dossier: Dossier, step: Step, line: list[Step], there: set[str]) -> list[str]:
    """Everything before a step, along `after` to the start, that it has to wait for."""
    by_id = {s.id: s for s in line}
    found: list[str] = []
    queue = before(step, line, there)
    while queue:
        name = queue.pop()
        if name in found:
            continue
        earlier = by_id[name]
        rule, _link = link_of(dossier, earlier)
        unknown = rule is not None and not rule.known
        passable = unknown and (earlier.chain == step.chain or _skipped(dossier, earlier))
        if not passable:
            found.append(name)
        queue.extend(before(earlier, line, there))
    return found


def happenings(dossier: Dossier, stands: Standing) -> list[Happening]:
    """The dated effects of opening and of the acts that count."""
    case = dossier.case
    found = [
        made
        for effect in dossier.procedure.effects
        if (made := _effect(dossier, effect, f"case:{case.id}")) is not None
    ]
    if stands.ended is not None and stands.result not in (None, "done"):
        found = []  # the opening's effect ends with a case that came to nothing
    for state in stands.steps:
        if state.state == DONE and state.act is not None:
            chosen = outcome_of(state.step, state.act)
            for effect in state.step.effects + (chosen.effects if chosen is not None else ()):
                made = _effect(dossier, effect, f"act:{state.act.id}")
                if made is not None:
                    found.append(made)
    last = {one.what: one for one in found}  # a later step sets a date anew: a decision after a redoing
    return [one for one in found if one.what not in _SET_ONCE or one is last[one.what]]


_SET_ONCE = ("admitted", "official", "party_age_from")
"""What one case may say of a person only once."""


_EVENTS = {
    "applicant": "applicant",
    "sympathiser": "sympathiser",
    "probationary": "admitted",
    "full": "official",
    "former": "left",
}


def _effect(dossier: Dossier, effect: object, source: str) -> Happening | None:
    on = getattr(effect, "on", "") or ""
    day = dossier.date(on) if on else None
    until = getattr(effect, "until", "")
    ends = dossier.date(until) if until else None
    what, value = None, None
    if (status := getattr(effect, "status", None)) is not None:
        what, value = _EVENTS.get(status, status), getattr(effect, "reason", None)
    elif (state := getattr(effect, "state", None)) is not None:
        what, value = "state", state
    elif (date := getattr(effect, "date", None)) is not None:
        what = date
    elif (measure := getattr(effect, "discipline", None)) is not None:
        what, value = "discipline", dossier.fact(*measure.split(".", 1))
    elif (number := getattr(effect, "card", None)) is not None:
        value = dossier.fact(*number.split(".", 1))
        what = "card" if value else None
    if what is None or (on and day is None):
        return None
    case: Case = dossier.case
    return Happening(
        person=case.person,
        owner=case.owner,
        what=what,
        value=value,
        date=day.iso() if day else None,
        until=ends.iso() if ends else None,
        source=source,
        case=case.id,
    )


def load_case(unit: Unit, case_id: str, day: datetime.date | None = None) -> Dossier:
    """The dossier of a case by id; raises Refused("not_found")."""
    return load(unit, unit.get(Case, case_id), day)
