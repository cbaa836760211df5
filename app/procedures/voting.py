"""The base of a vote, name by name, from the member list or the seats on the day."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from app.models import Act, Happening, Person, Vote
from app.procedures import offices
from app.procedures.standing_words import status_of
from app.regulations import votes
from app.regulations.packs import Link
from app.regulations.procedures import Step
from app.regulations.rulebook import Rules
from app.storage.unit import Unit

PROGRESSED = "progressed"
"""The outcome the cell votes on when it looks at what help has done."""
_STATES = {"away": "temporary_elsewhere", "exempt": "exempt", "suspended": "suspended", "custody": "custody"}


@dataclass(frozen=True)
class Count:
    """The base of a vote. `number` is None where nobody has been entered for the body."""

    number: int | None
    counted: list[dict[str, Any]]
    """[{id, name, present}]"""
    excluded: list[dict[str, Any]]
    """[{id, name, reason}]"""
    text: str
    known: bool


def count(
    unit: Unit,
    body: str,
    office: str,
    day: datetime.date,
    *,
    present: Collection[str] = (),
    absent: Collection[str] = (),
    left_out: str = "",
) -> Count:
    """The base of a vote of `body` of `office` on `day`; `left_out`: the vote's own rule on who is not in it.

    `present` are those named present (exempt members and those away count only then), `absent` those
    named absent; all others came, but for those who are exempt, away, suspended or in custody.
    """
    names, voters = _cell(unit, office, day) if body == "cell" else _seats(unit, body, office, day)
    if not voters:
        return Count(None, [], [], "", False)
    kind = votes.CELL if body == "cell" else votes.COMMITTEE
    found = votes.base(voters, present, unit.rulebook.on(day), kind, left_out)
    gone = {*absent, *(voter.id for voter in voters if voter.states and voter.id not in present)}
    counted = [{"id": i, "name": names[i], "present": i not in gone} for i in found.counted]
    excluded = [
        {"id": e.id, "name": names[e.id], "reason": e.reason}
        for e in found.excluded
        if e.reason != "not_member"
    ]
    return Count(found.number, counted, excluded, found.text(), found.known)


def _seats(
    unit: Unit, body: str, office: str, day: datetime.date
) -> tuple[dict[str, str], list[votes.Voter]]:
    found = offices.seats(unit, body, day, office)
    lived = _lived(unit, [s.person for s in found if s.person])
    names, voters = {}, []
    for seat in found:
        key = seat.person or seat.id
        names[key] = seat.name
        voters.append(votes.Voter(key, "full", _states(lived.get(seat.person or "", []), day.isoformat())))
    return names, voters


def _cell(unit: Unit, office: str, day: datetime.date) -> tuple[dict[str, str], list[votes.Voter]]:
    people = sorted(unit.all(Person, owner=office), key=lambda p: (p.name, p.id))
    lived = _lived(unit, [p.id for p in people])
    on = day.isoformat()
    voters = []
    for person in people:
        states = _states(lived[person.id], on)
        voters.append(
            votes.Voter(person.id, status_on(lived[person.id], on), states - {"guest"}, "guest" in states)
        )
    return {p.id: p.name for p in people}, voters


def _lived(unit: Unit, ids: list[str]) -> dict[str, list[Happening]]:
    found: dict[str, list[Happening]] = defaultdict(list)
    for start in range(0, len(ids), 500):
        for row in unit.session.scalars(
            select(Happening).where(Happening.person.in_(ids[start : start + 500]))
        ):
            found[row.person].append(row)
    return found


def status_on(lived: list[Happening], on: str) -> str:
    """Status on the ISO day `on`; an event without day counts as long ago."""
    return status_of(lived, on)


def _states(lived: list[Happening], on: str) -> frozenset[str]:
    return frozenset(
        _STATES.get(h.value or "", h.value or "")
        for h in lived
        if h.what == "state" and (h.date or "") <= on and (not h.until or h.until > on)
    )


def member_status(unit: Unit, person: str, on: str) -> str:
    """Status of one person on a day, from everything dated."""
    return status_on(_lived(unit, [person]).get(person, []), on)


def states_on(unit: Unit, person: str, on: str) -> frozenset[str]:
    """States of one person in force on a day: temporary_elsewhere, exempt, suspended, custody."""
    return _states(_lived(unit, [person]).get(person, []), on)


def needed(rules: Rules, rule: str | None, base: int | None) -> tuple[int | None, str]:
    """Votes needed by a share rule and the arithmetic in words; (None, "") where no threshold is known."""
    if rule is None or base is None:
        return None, ""
    found = rules[rule]
    return votes.needed(base, found), votes.needed_text(base, found)


def share_of(step: Step, link: Link | None, motion: str | None = None) -> str | None:
    """The share rule of a vote; None where no chain is known or it names none.

    A motion with a rule of its own has it where the body of the procedure file votes; another body that
    a chain names (a committee that decides by delegation) votes by the rule of its link.
    """
    if step.chain and link is None:
        return None
    own = step.vote
    if (
        own is not None
        and motion is not None
        and motion in own.rules
        and (link is None or link.body == own.body)
    ):
        return own.rules[motion]
    return (link.vote or None) if link is not None else own.rule if own is not None else None


def left_out(step: Step, link: Link | None) -> str:
    """The rule of the vote's own on who is not counted; "" where the rules on the body's votes say it."""
    return step.vote.left_out if step.vote is not None and link is None else ""


def computed(step: Step, *votes: Vote) -> str | None:
    """The outcome the votes of one attempt give; None when no threshold is known, or they contradict.

    Of motions the one carried (recognise, remove), else failed; without motions passed/failed,
    admit/refuse, listed/not_listed; progressed where it is carried, else it stays to be said what follows.
    """
    if not votes or any(vote.needed is None for vote in votes):
        return None
    names = {o.id for o in step.outcomes}
    motions = step.vote.motions if step.vote is not None else ()
    carried = [vote for vote in votes if vote.for_ >= (vote.needed or 0)]
    if motions:
        won = {vote.motion or motions[0] for vote in carried}
        found = next(iter(won)) if len(won) == 1 else None if won else "failed"
        return found if found in names else None
    for yes, no in (("passed", "failed"), ("admit", "refuse"), ("listed", "not_listed")):
        if {yes, no} <= names:
            return yes if carried else no
    return PROGRESSED if carried and PROGRESSED in names else None


def short_of(step: Step, act: Act, votes: Collection[Vote]) -> bool:
    """Whether an act states what its votes did not carry, where they do not say what followed instead."""
    stated = act.outcome == PROGRESSED and PROGRESSED in {o.id for o in step.outcomes}
    return stated and any(vote.needed is not None and vote.for_ < vote.needed for vote in votes)
