"""What a procedure file says, as plain values: steps, facts, papers, votes, deadlines, outcomes, effects."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from app.words import N_

FACT_TYPES = ("date", "number", "text", "yes_no", "person", "office", "choice")
ACTORS = ("cell", "sectional", "grassroots", "deciding", "superior")
FINDS = ("nothing", "something")
THEN = ("on", "again", "reopen", "end")
EFFECT_KINDS = ("status", "state", "date", "seat", "card", "discipline", "office")
WRITERS = {
    "applicant": N_("người xin vào Đảng"),
    "member": N_("đảng viên"),
    "introducer": N_("người giới thiệu"),
    "helper": N_("đảng viên giúp đỡ"),
    "youth_union": N_("Đoàn Thanh niên"),
    "trade_union": N_("công đoàn"),
    "training_centre": N_("trung tâm chính trị hoặc cấp ủy có thẩm quyền"),
    "cell_committee": N_("chi ủy"),
    "cell": N_("chi bộ"),
    "sectional": N_("đảng ủy bộ phận"),
    "grassroots": N_("đảng ủy cơ sở"),
    "deciding": N_("cấp ủy có thẩm quyền"),
}


@dataclass(frozen=True, slots=True)
class FactDef:
    """A fact of a step or a column of its rows. `choices` maps stored words to titles."""

    name: str
    type: str
    mandatory: bool = False
    title: str = ""
    choices: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper of a step: its form, whether it must be there or is printed from the record, who writes it."""

    form: str
    need: bool = False
    prints: bool = False
    when: tuple[str, ...] = ()
    by: str = ""
    title: str = ""
    """Of a form that only a pack knows; else the title stands with the form's code."""


@dataclass(frozen=True, slots=True)
class VoteDef:
    """A vote of a step: the body, the share rule, the motions (one unnamed when empty).

    `rules`: share rules of motions that have their own. Where a step has a chain, the rule of its link
    stands in for `rule`. `left_out`: the rule on who is not counted if absent, where the vote has one of
    its own; it then stands for all that is said of the body's votes.
    """

    body: str
    rule: str
    motions: tuple[str, ...] = ()
    rules: Mapping[str, str] = field(default_factory=dict)
    left_out: str = ""


@dataclass(frozen=True, slots=True)
class Due:
    """A deadline: the period rule; `as_of` the fact whose day picks its version (the base is in the rule).

    For rows: `each` names them, `met_by` the column that meets it, `where` a yes_no column that must
    be yes ("not x": no or empty). Of a step: `met_by` a fact of it, where doing the step is not enough;
    `until` a fact that names the last day itself, which is then not counted.
    """

    rule: str
    as_of: str = ""
    each: str = ""
    met_by: str = ""
    where: str = ""
    when: tuple[str, ...] = ()
    until: str = ""
    title: str = ""
    """What ends on that day, where it is not the step itself: a paper that grows old before it."""


@dataclass(frozen=True, slots=True)
class Effect:
    """A dated event on the person: one of the kinds, `on` a fact or named date; a state ends at `until`."""

    on: str = ""
    until: str = ""
    status: str | None = None
    state: str | None = None
    date: str | None = None
    seat: str | None = None
    card: str | None = None
    discipline: str | None = None
    office: str | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a step may end and what follows.

    `again` may carry `most` (a number rule) and then `over` (a step); `reopen` names `steps`, else those
    the remarks name; `end` has a `result`; `opens` offers another procedure.
    """

    id: str
    title: str
    then: str = "on"
    when: tuple[str, ...] = ()
    steps: tuple[str, ...] = ()
    most: str = ""
    over: str = ""
    result: str = ""
    opens: str = ""
    effects: tuple[Effect, ...] = ()
    finds: str = ""
    """nothing: a case ended so found nothing against the person; something: whatever came after, it did."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step. `after` None means: the step above; an empty tuple: from the start."""

    id: str
    title: str
    group: str = ""
    actor: str = "cell"
    chain: str = ""
    after: tuple[str, ...] | None = None
    when: tuple[str, ...] = ()
    any_time: bool = False
    after_end: bool = False
    facts: Mapping[str, FactDef] = field(default_factory=dict)
    rows: Mapping[str, Mapping[str, FactDef]] = field(default_factory=dict)
    row_titles: Mapping[str, str] = field(default_factory=dict)
    papers: tuple[Paper, ...] = ()
    vote: VoteDef | None = None
    due: tuple[Due, ...] = ()
    checks: tuple[str, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    effects: tuple[Effect, ...] = ()
    hands_over: bool = False


@dataclass(frozen=True, slots=True)
class Procedure:
    """One procedure; `person` lists the statuses for which it opens."""

    id: str
    title: str
    person: tuple[str, ...]
    steps: tuple[Step, ...]
    effects: tuple[Effect, ...] = ()
    about: str = ""
    restricted: bool = False
    extended_by: tuple[str, ...] = ()

    def step(self, identity: str) -> Step | None:
        """A step by id."""
        return next((step for step in self.steps if step.id == identity), None)

    def groups(self) -> list[tuple[str, tuple[Step, ...]]]:
        """The entries of the timeline in order: title and steps; any-time steps are not among them."""
        found: dict[str, list[Step]] = {}
        for step in self.steps:
            if not step.any_time:
                found.setdefault(step.group or step.title, []).append(step)
        return [(title, tuple(steps)) for title, steps in found.items()]


@dataclass(frozen=True, slots=True)
class CheckDef:
    """A check as data: title, gravest severity, rule keys it reads; a local one is off by default."""

    id: str
    title: str
    severity: str
    keys: tuple[str, ...] = ()
    local: bool = False
