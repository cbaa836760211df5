"""The dossier of a case: everything its checks, deadlines and standing are computed from."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from sqlalchemy import select

from app.models import Act, Case, Event, ExceptionPaper, Organisation, Paper, Person, Vote
from app.procedures import offices
from app.regulations.dates import PartialDate
from app.regulations.procedures import Procedure
from app.regulations.rulebook import Rulebook, Rules
from app.storage.unit import Unit
from app.trouble import Refused


@dataclass
class Dossier:
    """A case with its records. Acts, papers and votes are those that count, oldest first."""

    unit: Unit
    case: Case
    procedure: Procedure
    person: Person
    acts: list[Act]
    papers: list[Paper]
    votes: list[Vote]
    exceptions: list[ExceptionPaper]
    day: datetime.date
    """The day it is looked at: steps ahead follow the rules of this day."""
    memo: dict[str, Any] = field(default_factory=dict)

    @property
    def rulebook(self) -> Rulebook:
        return self.unit.rulebook

    def rules(self, day: datetime.date | None) -> Rules:
        """The rules in force on `day`, on the day of looking where it is not known."""
        return self.rulebook.on(day or self.day)

    def latest(self, step: str) -> Act | None:
        """The newest attempt at a step, whoever recorded it; an office's own act before a paper's copy."""
        found = [a for a in self.acts if a.step == step]
        return max(found, key=lambda a: (a.attempt, *_standing(a)), default=None)

    def attempts(self, step: str) -> list[Act]:
        """The attempts at a step, oldest first, one for each number."""
        numbers = sorted({a.attempt for a in self.acts if a.step == step})
        return [self.attempt(step, n) for n in numbers]

    def attempt(self, step: str, number: int) -> Act:
        found = [a for a in self.acts if a.step == step and a.attempt == number]
        return max(found, key=_standing)

    @cached_property
    def reopened(self) -> set[tuple[str, int]]:
        """(step, attempt) that a return sent back; a paper's copy counts only until the office's own act."""
        return {
            (step, number)
            for act in self.acts
            if act.reopened and self.attempt(act.step, act.attempt) is act
            for step, number in act.reopened
        }

    def counting(self, step: str) -> Act | None:
        """The newest attempt at a step unless it was sent back."""
        act = self.latest(step)
        return None if act is None or (step, act.attempt) in self.reopened else act

    def fact(self, step: str, name: str) -> Any:
        act = self.counting(step)
        return act.facts.get(name) if act is not None else None

    def rows(self, step: str, name: str) -> list[dict[str, Any]]:
        """Rows of a step, e.g. the relatives asked in the verification."""
        value = self.fact(step, name)
        return [dict(row) for row in value if isinstance(row, dict)] if isinstance(value, list) else []

    def paper(self, form: str) -> Paper | None:
        """The newest paper of a form; texts begun for one, without date and number, are no paper yet."""
        return _newest(p for p in self.papers if p.form == form and (p.date or p.number or not p.data))

    def begun(self, form: str) -> Paper | None:
        """The newest paper of a form, else the texts begun for it."""
        return self.paper(form) or _newest(self.all_papers(form))

    def all_papers(self, form: str) -> list[Paper]:
        return [p for p in self.papers if p.form == form]

    def votes_of(self, step: str, attempt: int) -> list[Vote]:
        """The votes of an attempt, one for each motion: the newest."""
        found = [v for v in self.votes if v.step == step and v.attempt == attempt]
        newest = {v.motion: v for v in sorted(found, key=lambda v: (v.revision, v.id))}
        return list(newest.values())

    def vote(self, step: str, attempt: int) -> Vote | None:
        """The vote of an attempt; of several motions the one its outcome states, else the newest."""
        stated = {a.outcome for a in self.acts if a.step == step and a.attempt == attempt}
        found = self.votes_of(step, attempt)
        return max(found, key=lambda v: (v.motion in stated, v.revision, v.id), default=None)

    def date(self, reference: str) -> PartialDate | None:
        """The day a reference names: `opened`, a named date, `STEP.day`, `FORM.date`, `STEP.FACT`.

        Named are `probation.end`, `list.reviewed` and `help.noted`. None while it is not known.
        """
        if reference == "opened":
            return partial(self.case.opened)
        if reference == "probation.end":
            from app.procedures.probation import probation_end

            return probation_end(self)
        if reference == "list.reviewed":
            return self.date("review.day") or self.date("listing.day")
        if reference == "help.noted":
            known = [day for name in ("plan.day", "note.day") if (day := self.date(name)) is not None]
            return max(known, key=lambda day: day.first(), default=None)
        head, _dot, tail = reference.partition(".")
        if tail == "date":
            paper = self.paper(head)
            return partial(paper.date) if paper else None
        act = self.counting(head)
        if act is None:
            return None
        return partial(act.date if tail == "day" else str(act.facts.get(tail) or "") or None)

    def day_of(self, reference: str) -> datetime.date | None:
        """A whole day a reference names; a partial date gives none."""
        found = self.date(reference)
        return found.first() if found and found.whole else None

    def events(self, person: str) -> list[Event]:
        """Recorded events of a person, read once."""
        key = f"events:{person}"
        if key not in self.memo:
            self.memo[key] = self.unit.all(Event, person=person)
        return list(self.memo[key])

    def office_of(self, role: str) -> offices.Office:
        """The office that has a role for this case's cell on the day."""
        key = f"office:{role}"
        if key not in self.memo:
            self.memo[key] = offices.of_role(self.unit, role, self.case.owner, self.day)
        return self.memo[key]  # type: ignore[no-any-return]

    @property
    def cell(self) -> Organisation | None:
        return self.unit.session.get(Organisation, self.case.owner)

    def hash(self, handing: Act) -> str:
        """Hash of what `handing` hands over: the cell's newest entries of the steps up to it, and papers."""
        line = [s.id for s in self.procedure.steps]
        upto = set(line[: line.index(handing.step) + 1])
        forms = {p.form for s in self.procedure.steps if s.id in upto for p in s.papers}
        done: list[Any] = [*self.acts, *self.votes]
        records = [r for r in done if r.step in upto and r.id != handing.id]
        records += [p for p in self.papers if p.form in forms] + self.exceptions
        entries = sorted(r.entry for r in records if r.owner == self.case.owner)
        return hashlib.sha256("".join(entries).encode()).hexdigest()

    def handed(self) -> str | None:
        """Hash of the dossier handed over, as it stands now; None before it was."""
        handing = [self.counting(s.id) for s in self.procedure.steps if s.hands_over]
        return next((self.hash(act) for act in handing if act is not None), None)


def _newest(papers: Iterable[Paper]) -> Paper | None:
    return max(papers, key=lambda p: (p.date or "", p.revision, p.id), default=None)


def _standing(act: Act) -> tuple[bool, str, str]:
    """Which of two acts of one attempt counts: the office's own, then the later, then either end alike."""
    return not act.from_paper, act.date or "", act.id


def load(unit: Unit, case: Case, day: datetime.date | None = None) -> Dossier:
    """The dossier of a case as it stands in this workspace."""
    from app.procedures.definitions import procedure_for

    def of(kind: Any) -> list[Any]:
        found = unit.session.scalars(select(kind).where(kind.case == case.id, kind.gone.is_(False)))
        return sorted(found, key=lambda r: (getattr(r, "date", "") or "", r.id))

    person = unit.session.get(Person, case.person)
    assert person is not None
    return Dossier(
        unit,
        case,
        procedure_for(unit.rulebook, case.procedure, _opened(case) or unit.today),
        person,
        of(Act),
        of(Paper),
        of(Vote),
        of(ExceptionPaper),
        day or unit.today,
    )


def _opened(case: Case) -> datetime.date | None:
    found = partial(case.opened)
    return found.first() if found else None


def partial(text: str | None) -> PartialDate | None:
    """A stored date; None for an empty or unreadable one."""
    if not text:
        return None
    try:
        return PartialDate.parse(text)
    except (ValueError, Refused):
        return None
