"""What is said beside a step: its rules with their source, the results of its checks, its deadlines."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from app.procedures import duties, engine
from app.procedures.checks import keys_of, results
from app.procedures.engine import Standing, StepState
from app.ui.pages.case.parts import words
from app.words import N_, _

if TYPE_CHECKING:
    from app.procedures.checks import Problem
    from app.procedures.dossier import Dossier
    from app.regulations.procedures import Step
    from app.regulations.rulebook import Rulebook
    from app.regulations.rules import Rule

ROLES = {
    "sectional": N_("đảng ủy bộ phận"),
    "grassroots": N_("đảng ủy cơ sở"),
    "deciding": N_("cấp ủy có thẩm quyền"),
    "cell": N_("chi bộ"),
}
BODIES = {
    "committee": N_("ban chấp hành"),
    "standing_committee": N_("ban thường vụ"),
    "cell": N_("chi bộ"),
    "cell_committee": N_("chi ủy"),
}


@dataclass(frozen=True)
class RuleView:
    """One rule as the panel shows it. `said` is the rule in short words; `last` the last known value."""

    key: str
    title: str
    said: str
    known: bool
    source: str
    issued: str
    effect: str
    confidence: str
    """confirmed, single, office, doubtful, none"""
    note: str
    how: str = ""
    last: str = ""
    last_source: str = ""
    main: bool = True


@dataclass(frozen=True)
class CheckView:
    """One result; `field` is the place that mends it, `check` its id, `may_except`: a paper may lift it."""

    state: str
    text: str
    field: str = ""
    check: str = ""
    may_except: bool = False
    confirm: bool = False
    """A warning: it is read and confirmed at the step in view."""
    accepted: bool = False


def rule_view(book: Rulebook, key: str, day: datetime.date) -> RuleView:
    """A rule on a day in words."""
    rules = book.on(day)
    rule = rules[key]
    title = _(book.keys[key].title)
    made = RuleView(
        key,
        title,
        _said(rule, title),
        rule.known,
        words.source_text(rule) if rule.document else "",
        words.issue_day(rule),
        words.effect_day(rule, book) if rule.document else "",
        _confidence(rule),
        ""
        if rule.known and rule.confidence == "confirmed" and rule.layer == "central"
        else rule.confidence_text(),
    )
    if rule.known:
        return made
    last = rules.last_known(key)
    if last is None:
        return made
    until = words.day_words(last.end)
    source = words.source_text(last)
    if until:
        source = _("{source}, đến {day}").format(source=source, day=until)
    return replace(made, last=_said(last, ""), last_source=source)


def _confidence(rule: Rule) -> str:
    if not rule.known:
        return "none"
    if rule.layer in ("office", "superior"):
        return "office"
    return {"confirmed": "confirmed", "reported": "single"}.get(rule.confidence, "doubtful")


def _said(rule: Rule, title: str) -> str:
    """The rule in short words: the sentence of the pack, else its title with the value."""
    if rule.text and rule.known:
        return _(rule.text)
    value = value_words(rule)
    if not rule.known:
        return title
    return _("{title}: {value}").format(title=title, value=value) if title else value


def value_words(rule: Rule) -> str:
    """The value in words; a chain by its offices."""
    if not rule.known:
        return _("chưa có nguồn")
    links = [item for item in rule.links if hasattr(item, "office")]
    if links:
        return " → ".join(
            f"{_(BODIES.get(link.body, link.body))} {_(ROLES.get(link.office, link.office))}"
            for link in links
        )
    return rule.value_text()


def rules_of(
    dossier: Dossier, step: Step, state: StepState | None, day: datetime.date
) -> tuple[RuleView, ...]:
    """The rules of a step: its vote, deadline and chain first, then those its checks read."""
    book = dossier.rulebook
    rules = book.on(day)
    keys: list[str] = []
    _rule, link = engine.link_of(dossier, step, day)
    if step.vote is not None:
        keys.append(step.vote.rule)
    elif link is not None and link.vote:
        keys.append(link.vote)
    dated: dict[str, datetime.date] = {}
    for due in step.due:
        keys.append(due.rule)
        if due.as_of and not due.each and (found := dossier.day_of(due.as_of)) is not None:
            dated[due.rule] = found
    keys += [step.chain] if step.chain else []
    keys = [k for k in dict.fromkeys(keys) if k in book.keys]
    how = {
        d.deadline.rule.key: _arithmetic(d.deadline) for d in deadlines_for(dossier, state) if d.row is None
    }
    main = [replace(rule_view(book, k, dated.get(k, day)), how=how.get(k, "")) for k in keys]
    read = [step.vote.left_out] if step.vote is not None else []
    read += [k for c in step.checks for k in keys_of(c)]
    rest = [k for k in read if k in book.keys and k not in keys]
    more = []
    for key in dict.fromkeys(rest):
        rule = rules[key]
        if (rule.known and rule.text) or (not rule.known and key.split(".")[0] == step_family(dossier)):
            more.append(replace(rule_view(book, key, day), main=False))
    if not main and more:
        shown = next((r for r in more if r.known), more[0])
        return (replace(shown, main=True), *(r for r in more if r.key != shown.key))
    return (*main, *more)


def step_family(dossier: Dossier) -> str:
    """The first word of the keys of a procedure."""
    return dossier.procedure.id


def deadlines_for(dossier: Dossier, state: StepState | None) -> list[duties.StepDeadline]:
    """The deadlines of a step."""
    return duties.of_step(dossier, state) if state is not None else []


def _arithmetic(made: object) -> str:
    base, due, rule = made.base_day, made.due, made.rule  # type: ignore[attr-defined]
    if made.named:  # type: ignore[attr-defined]
        return _("{base}: ghi đến {due}").format(base=words.day_words(base), due=words.day_words(due))
    return _("{base} + {amount} → {due}").format(
        base=words.day_words(base), amount=rule.value_text(), due=words.day_words(due)
    )


_STATE = {"block": "blocked", "warn": "reminder", "remind": "reminder"}


def checks_of(dossier: Dossier, stands: Standing, step: Step) -> tuple[CheckView, ...]:
    """The results that speak of a step, and what blocks it from before."""
    line = [s.id for s in dossier.procedure.steps if not s.any_time]
    before = set(line[: line.index(step.id)]) if step.id in line else set()
    found = []
    for problem in results(dossier, stands):
        mine = problem.id in step.checks
        if mine or (problem.severity == "block" and problem.step in before):
            act = dossier.latest(step.id) if mine else None
            accepted = act is not None and problem.id in (act.accepted or [])
            found.append(
                replace(_check(problem), confirm=mine and problem.severity == "warn", accepted=accepted)
            )
    return tuple(found)


def _check(problem: Problem) -> CheckView:
    text = problem.message
    if problem.excepted:
        text = _("{text} (đã có văn bản cho phép số {paper})").format(
            text=text.rstrip("."), paper=problem.excepted
        )
    elif problem.note and problem.severity != "passed":
        text = f"{text} {problem.note}"
    if problem.severity == "passed":
        return CheckView("deadline" if text.startswith(_("Hạn ")) else "passed", text, check=problem.id)
    return CheckView(_STATE[problem.severity], text, problem.field, problem.id, problem.severity == "block")


def deadlines_of(dossier: Dossier, stands: Standing, step: Step) -> tuple[CheckView, ...]:
    """Open deadlines of the step, and those of later steps that count from it."""
    found = []
    told = {v for p in results(dossier, stands) if p.id in step.checks and (v := p.due) is not None}
    for state in stands.steps:
        counts_from = any(
            dossier.rules(dossier.day_of(d.as_of) if d.as_of else None)[d.rule].base.startswith(f"{step.id}.")
            for d in state.step.due
            if not d.each
        )
        if state.step.id != step.id and not counts_from:
            continue
        for item in duties.of_step(dossier, state):
            if item.met is None and item.deadline.due not in told:
                said = _("Hạn {day}: {what}, {amount} từ ngày {base}")
                if item.deadline.named:
                    said = _("Hạn {day}: {what}, ghi ngày {base}")
                text = said.format(
                    day=words.day_words(item.deadline.due),
                    what=words.lower_first(item.what),
                    amount=item.deadline.rule.value_text(),
                    base=words.day_words(item.deadline.base_day),
                )
                found.append(CheckView("deadline", text))
    return tuple(found)
