"""Who is subject to the rating of a year, and who is not with the reason: from dated events alone."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from app.models import Happening, PersonStanding
from app.procedures.dossier import partial
from app.procedures.rounds import period
from app.procedures.standing_words import status_of, until
from app.regulations.calendar import load_calendar
from app.regulations.rulebook import Rules
from app.storage.unit import Unit
from app.words import N_

EXEMPT, SUSPENDED, NEW, GUEST, OTHER = "exempt", "suspended", "new_member", "guest", "other"
REASONS = {
    EXEMPT: N_("Được miễn công tác và sinh hoạt đảng"),
    SUSPENDED: N_("Bị đình chỉ sinh hoạt đảng"),
    NEW: N_("Mới kết nạp"),
    GUEST: N_("Sinh hoạt tạm thời ở đây, chi bộ nơi sinh hoạt chính thức xếp loại"),
    OTHER: N_("Lý do khác"),
}
UNSURE = {
    NEW: N_("chưa rõ ngày kết nạp nên chưa rõ đã đủ thời gian chưa"),
    "custody": N_("đang bị tạm giữ, tạm giam"),
    "lost_contact": N_("đang mất liên lạc"),
    "transfer_gap": N_("đang gián đoạn do chậm chuyển sinh hoạt"),
}
"""What no rule of a year settles: the member stays on the list, the question is shown."""
MEMBERS = ("full", "probationary")


@dataclass(frozen=True)
class Subject:
    """Where a member stands in the rating of a year. No reason: reviewed, rated."""

    not_reviewed: str | None = None
    not_rated: str | None = None
    since: str | None = None
    """Day of the event the reason follows from, as precise as it is known."""
    unsure: tuple[str, ...] = ()
    elsewhere: bool = False
    """Whether the member was at another cell for some time of the year."""


def subject_of(lived: Sequence[Happening], rules: Rules, day: datetime.date, year: int) -> Subject | None:
    """What the events of a life make of a member on `day`; None for who is no member then.

    `rules` are those of the rated year. Somebody a rule does not name is subject; what cannot be told for
    sure is said in `unsure`.
    """
    on = day.isoformat()
    if status_of(lived, on) not in MEMBERS:
        return None
    in_force = {
        h.value or "": h.date
        for h in lived
        if h.what == "state" and (h.date or "") <= on and (not h.until or h.until > on)
    }
    reasons = {name: in_force[name] for name in (EXEMPT, SUSPENDED, GUEST) if name in in_force}
    unsure = [name for name in UNSURE if name in in_force]
    is_new, admitted = _is_new(lived, rules, day)
    if is_new is None:
        unsure.append(NEW)
    elif is_new:
        reasons[NEW] = admitted
    not_reviewed = _first(reasons, rules["rating.not_reviewed"].items)
    not_rated = _first(reasons, rules["rating.not_rated"].items)
    known = not_reviewed or not_rated
    start, end = period(year)
    away = any(
        h.what == "state" and h.value == "away" and _meets(h, start.isoformat(), end.isoformat())
        for h in lived
    )
    return Subject(not_reviewed, not_rated, reasons[known] if known else None, tuple(unsure), away)


def draw(unit: Unit, year: int, day: datetime.date) -> dict[str, Subject]:
    """All members of the own book on `day` with where they stand, by id, in the order of lists."""
    rules = unit.rulebook.on(period(year)[1])
    own = PersonStanding.owner == unit.organisation
    lives: dict[str, list[Happening]] = defaultdict(list)
    told = select(Happening).join(PersonStanding, PersonStanding.person == Happening.person).where(own)
    for one in unit.session.scalars(told):
        lives[one.person].append(one)
    order = select(PersonStanding.person).where(own).order_by(PersonStanding.sort_key, PersonStanding.person)
    found = {}
    for person in unit.session.scalars(order):
        subject = subject_of(lives[person], rules, day, year)
        if subject is not None:
            found[person] = subject
    return found


def _is_new(lived: Sequence[Happening], rules: Rules, day: datetime.date) -> tuple[bool | None, str | None]:
    """Whether the admission lies less than the rule's time before `day`; None when its day does not tell."""
    admitted = [h for h in until(list(lived), day.isoformat()) if h.what == "admitted"]
    rule = rules["rating.new_member"]
    if not admitted or not rule.known:
        return False, None
    told = partial(admitted[-1].date)
    if told is None:
        return None, None
    calendar = load_calendar()
    full = [calendar.add_period(one, rule.number, rule.unit) for one in (told.first(), told.last())]
    if full[0] > day:
        return True, admitted[-1].date
    return (None if full[1] > day else False), admitted[-1].date


def _first(reasons: dict[str, str | None], named: Sequence[str]) -> str | None:
    """The reason that holds. A guest belongs to another cell in every year."""
    return next((name for name in (GUEST, *named) if name in reasons), None)


def _meets(state: Happening, start: str, end: str) -> bool:
    return (state.date or "") <= end and (not state.until or state.until > start)
