"""The ratings of several offices side by side: who has sent, the figures of each with the people behind them.

The table is the program's own; no form of the guides for cells was found.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlalchemy import or_, select

from app.models import Organisation, Peer, PersonStanding, Round, RoundItem
from app.procedures.rating.rounds import GROUPS, LEVELS, MEMBER, Rated, is_rated, lacking, lines
from app.procedures.rating.subject import REASONS
from app.procedures.rounds import RATING
from app.storage.unit import Unit
from app.words import N_, _

NO_ROUND, OPEN, CLOSED = "no_round", "open", "closed"
STATES = {NO_ROUND: N_("Chưa có"), OPEN: N_("Đang làm"), CLOSED: N_("Đã kết thúc")}
FIGURES = {
    "members": N_("Tổng số đảng viên"),
    "probationary": N_("Trong đó dự bị"),
    **{f"out.{name}": title for name, title in REASONS.items()},
    "subject": N_("Thuộc diện xếp loại"),
    "without": N_("Chưa có mức"),
    **LEVELS,
    "decided": N_("Đã có quyết định"),
}
"""Columns of the table, in order; `members` = all `out` + `subject`, `subject` = `without` + levels."""


@dataclass(frozen=True)
class OfficeLine:
    """One office in the table: its round, the people behind each figure, its figures of last year."""

    office: str
    name: str
    round: Round | None
    people: Mapping[str, list[str]] = field(default_factory=dict)
    before: Mapping[str, int] = field(default_factory=dict)

    @property
    def state(self) -> str:
        if self.round is None:
            return NO_ROUND
        return CLOSED if self.round.closed else OPEN

    def number(self, name: str) -> int:
        """A figure of `FIGURES`."""
        return len(self.people.get(name, ()))


def summary(unit: Unit, year: int) -> list[OfficeLine]:
    """The own book and every office below with its rating of a year; what is missing has no round."""
    found = []
    for office, name in _offices(unit):
        round_ = _round(unit, office, year)
        if round_ is None and office == unit.organisation and unit.office().type != "cell":
            continue
        last = _round(unit, office, year - 1)
        before = Counter(one.level or "" for one in _people(unit, last)) if last else Counter()
        people = figures(unit, round_) if round_ else {}
        found.append(OfficeLine(office, name, round_, people, {level: before[level] for level in LEVELS}))
    return found


def figures(unit: Unit, round_: Round, group: str | None = None) -> dict[str, list[str]]:
    """The people behind each figure of one round, of one group if one is named ("" without)."""
    found: dict[str, list[str]] = {name: [] for name in FIGURES}
    people = [one for one in _people(unit, round_) if group in (None, (one.item.data or {}).get("group", ""))]
    young = set(
        unit.session.scalars(
            select(PersonStanding.person)
            .join(RoundItem, RoundItem.person == PersonStanding.person)
            .where(RoundItem.round == round_.id, PersonStanding.status == "probationary")
        )
    )
    for line in people:
        who = line.item.person or ""
        found["members"].append(who)
        if who in young:
            found["probationary"].append(who)
        if not is_rated(line.item):
            found[f"out.{(line.item.data or {})['not_rated']}"].append(who)
            continue
        found["subject"].append(who)
        found[line.level or "without"].append(who)
        if line.decided:
            found["decided"].append(who)
    return found


def progress(unit: Unit, year: int) -> tuple[int, int, int, int] | None:
    """(year, done, of how many, left) of the newest rating of `year` or the one before that is under way.

    A cell counts members with a level, and self-reviews not received; a committee counts organisations
    whose round has ended, and those whose has not. None where no round is under way.
    """
    for one in (year, year - 1):
        if unit.office().type == "committee":
            below = [line for line in summary(unit, one) if line.office != unit.organisation]
            closed = sum(line.state == CLOSED for line in below)
            decided = all(line.number("decided") for line in below if line.number("subject"))
            if any(line.round for line in below) and not (closed == len(below) and decided):
                return one, closed, len(below), len(below) - closed
            continue
        round_ = _round(unit, unit.organisation, one)
        if round_ is not None and not round_.closed:
            subject = [line for line in _people(unit, round_) if is_rated(line.item)]
            levelled = sum(1 for line in subject if line.level)
            waiting = sum(1 for line in subject if "self_review" in lacking(line.item))
            return (one, levelled, len(subject), waiting) if subject else None
    return None


def rests_on(unit: Unit, round_: Round, subject: str) -> dict[str, Counter[str]]:
    """What the rating of an organisation rests on: subject -> levels ("" without) of its leading collective,
    of the organisations below and of all members. Empty for a leading collective, which comes before them.

    366-QĐ/TW Điều 12: the lower before the higher, the leading collective before the organisation.
    """
    parts = {"cell": ("cell_committee", MEMBER), "organisation": ("committee", "cell", MEMBER)}
    wanted = parts.get(subject, ())
    at = [round_]
    if "cell" in wanted:
        others = (_round(unit, office, round_.year) for office, _name in _offices(unit))
        at += [one for one in others if one is not None and one.id != round_.id]
    found: dict[str, Counter[str]] = {name: Counter() for name in wanted}
    for one in (line for each in at for line in lines(unit, each)):
        if one.item.subject in found and is_rated(one.item):
            found[one.item.subject][one.level or ""] += 1
    return {name: levels for name, levels in found.items() if levels}


def shares(line: OfficeLine) -> dict[str, tuple[float, float]]:
    """Level -> per cent of those rated and of all members; both bases, for both are asked for."""
    rated = sum(line.number(level) for level in LEVELS)
    everyone = line.number("members")
    return {
        level: tuple(round(100 * line.number(level) / base, 1) if base else 0.0 for base in (rated, everyone))  # type: ignore[misc]
        for level in LEVELS
    }


def group_titles() -> dict[str, str]:
    """The groups of the forms in words."""
    return {name: _(title) for name, title in GROUPS.items()}


def _people(unit: Unit, round_: Round) -> list[Rated]:
    return [line for line in lines(unit, round_) if line.item.subject == MEMBER]


def _round(unit: Unit, office: str, year: int) -> Round | None:
    found = unit.all(Round, what=RATING, owner=office, year=year)
    return max(found, key=lambda one: (one.opened, one.id), default=None)


def _offices(unit: Unit) -> list[tuple[str, str]]:
    """The own office, then those below: connected ones and those whose book is kept here, by name."""
    own = unit.office()
    if unit.organisation != unit.author:
        return [(own.id, own.name)]
    below = {p.id: p.name for p in unit.session.scalars(select(Peer).where(Peer.relation == "below"))}
    kept = select(Organisation).where(
        Organisation.gone.is_(False),
        or_(Organisation.keeper == unit.author, Organisation.parent == unit.author),
        Organisation.id != own.id,
    )
    below |= {o.id: o.name for o in unit.session.scalars(kept)}
    return [(own.id, own.name), *sorted(below.items(), key=lambda one: (one[1], one[0]))]
