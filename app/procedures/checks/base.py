"""What a check is: a pure function of a dossier that finds nothing to say, something good or something wrong.

Its severity is no higher than the confidence of the rules it read on the day of the act
(`app.regulations.rulebook.severity_cap`).
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from app.models import Event, Happening, Person
from app.procedures.dossier import Dossier
from app.regulations.dates import PartialDate
from app.regulations.packs import Rule

SEVERITIES = ("none", "remind", "warn", "block")


@dataclass(frozen=True)
class Verdict:
    """What one check says. `severity` None takes that of the check; `good` says it is in order."""

    message: str
    good: bool
    rules: tuple[Rule, ...] = ()
    field: str = ""
    severity: str | None = None
    due: datetime.date | None = None


@dataclass(frozen=True)
class Problem:
    """A verdict with its place: what page, command line and superior see.

    `severity`: block, warn, remind, or passed.
    """

    id: str
    step: str
    severity: str
    message: str
    document: str = ""
    point: str = ""
    confidence: str = ""
    field: str = ""
    due: datetime.date | None = None
    excepted: str = ""
    """The exception paper that lifts it."""
    note: str = ""
    """How sure the rule is, where it does not block for that."""

    def answer(self) -> dict[str, Any]:
        """As the command line gives it."""
        return {
            "id": self.id,
            "step": self.step,
            "severity": self.severity,
            "message": self.message,
            "source": {
                "document": self.document,
                "date": self.document.partition("@")[2],
                "point": self.point,
            },
            "confidence": self.confidence,
            "field": self.field,
            "due": self.due.isoformat() if self.due else None,
            "exception": self.excepted or None,
            "note": self.note or None,
        }


Check = Callable[[Dossier], Verdict | None]
CHECKS: dict[str, Check] = {}


def check(name: str) -> Callable[[Check], Check]:
    """Register a check under its stable id."""

    def put(function: Check) -> Check:
        CHECKS[name] = function
        return function

    return put


def good(message: str, *rules: Rule, due: datetime.date | None = None) -> Verdict:
    """In order, with the sentence that says so."""
    return Verdict(message, True, rules, due=due)


def bad(
    message: str, *rules: Rule, field: str = "", severity: str | None = None, due: datetime.date | None = None
) -> Verdict:
    """Not in order. `field` is STEP, STEP.FACT or paper:FORM: where it is mended."""
    return Verdict(message, False, rules, field, severity, due)


def unknown(message: str, rule: Rule, *, field: str = "") -> Verdict:
    """That no source says what holds on the day: said so, and nothing demanded."""
    return Verdict(message, False, (rule,), field, "remind")


def firm(rule: Rule) -> str:
    """How grave a contradiction between papers is: it blocks where the rule on them is confirmed."""
    return "block" if rule.known and rule.confidence == "confirmed" else "warn"


def cap(severity: str, rules: Sequence[Rule], said: str | None = None) -> str:
    """The severity, no higher than the rules allow; a check that reads no rule keeps its own.

    Where a rule is unknown, what was found is only shown.
    `said`: what the verdict itself asked for; a reminder demands nothing, so an unknown rule keeps it.
    """
    from app.regulations.rulebook import severity_cap

    if not rules or said == "remind":
        return severity
    # an unknown rule demands nothing; what was found is shown, with the note that no source is known
    top = max(severity_cap(rules), "remind", key=SEVERITIES.index)
    return SEVERITIES[min(SEVERITIES.index(severity), SEVERITIES.index(top))]


def weakest(rules: Sequence[Rule]) -> Rule | None:
    """The rule that a severity was lowered for: the first one unknown, else the least certain."""
    order = {"confirmed": 2, "reported": 1, "assumed": 0}
    return min(rules, key=lambda rule: order[rule.confidence] if rule.known else -1, default=None)


def agree(one: PartialDate, two: PartialDate) -> bool:
    """Whether two partial dates may be the same day."""
    return one.first() <= two.last() and two.first() <= one.last()


def told_of(d: Dossier) -> list[Event | Happening]:
    """What happened to the person beside this case: what the book has, and what other cases made."""
    of_cases = select(Happening).where(
        Happening.person == d.person.id, Happening.case.is_not(None), Happening.case != d.case.id
    )
    return [*d.events(d.person.id), *d.unit.session.scalars(of_cases)]


def on_file(d: Dossier, person: str) -> bool:
    """Whether a person stands in the book: of who has gone elsewhere nothing can be said any more."""
    found = d.unit.session.get(Person, person)
    return found is not None and not found.gone


def since_local(d: Dossier, name: str) -> datetime.date | None:
    """From which day the packs in use ask for a local check: of their documents; None where none does."""
    days = [
        min((document.start for document in pack.documents), default=datetime.date.min)
        for pack in d.rulebook.packs
        if name in pack.checks
    ]
    return min(days, default=None)
