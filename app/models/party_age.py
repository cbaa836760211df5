"""Party age (tuổi đảng): from the first decision of admission, less the time that does not count.

Pure arithmetic over what happened to a person; which times do not count is said by rules
(`app.procedures.party_age`). Days may be partial: every figure is then the lowest and the highest it may be.
"""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from app.models.lives import Dated, until
from app.regulations.dates import PartialDate, months_between

NOT_OUT = ("transferred", "died", "deceased", "annulled")
"""Reasons of leaving this book that make no gap: gone elsewhere, dead, or never rightly admitted."""
STATES_OUT = ("lost_contact", "transfer_gap")
_DAY = datetime.timedelta(days=1)


class Lived(Dated, Protocol):
    """An event or happening with its value and end."""

    value: str | None
    until: str | None


@dataclass(frozen=True)
class Gap:
    """A time that may not count, from its first day up to the day it ended (not included); None: still on."""

    kind: str
    start: PartialDate
    end: PartialDate | None

    def longest(self, day: datetime.date) -> tuple[datetime.date, datetime.date]:
        """The earliest beginning and the latest end, up to `day`."""
        return self.start.first(), min(self.end.last(), day) if self.end else day

    def shortest(self, day: datetime.date) -> tuple[datetime.date, datetime.date]:
        """The latest beginning and the earliest end, up to `day`."""
        return self.start.last(), min(self.end.first(), day) if self.end else day


@dataclass(frozen=True)
class PartyLife:
    """What Party age is counted from. `by_decision` False: no decision is on file, the ceremony stands in."""

    start: PartialDate
    by_decision: bool
    gaps: tuple[Gap, ...]

    def months(self, day: datetime.date) -> tuple[int, int]:
        """Complete months in the Party on a day, lowest and highest; never below 0."""
        most = days_out([gap.longest(day) for gap in self.gaps])
        least = days_out([gap.shortest(day) for gap in self.gaps])
        low = months_between(self.start.last() + most * _DAY, day)
        high = months_between(self.start.first() + least * _DAY, day)
        return max(low, 0), max(high, 0)

    def counted_from(self, day: datetime.date) -> str | None:
        """ISO day Party age counts from once the gaps are taken off; the start as it is known without gaps.

        None where a partial day would have to be made up.
        """
        if not self.gaps:
            return self.start.iso()
        ends = [self.start, *(d for gap in self.gaps for d in (gap.start, gap.end) if d is not None)]
        if not all(d.whole for d in ends):
            return None
        return (self.start.first() + days_out([gap.longest(day) for gap in self.gaps]) * _DAY).isoformat()


def days_out(gaps: Sequence[tuple[datetime.date, datetime.date]]) -> int:
    """Calendar days in any of the times, each from its first day up to, not with, its last; counted once."""
    total, reached = 0, datetime.date.min
    for start, end in sorted(gaps):
        begin = max(start, reached)
        if end > begin:
            total += (end - begin).days
            reached = end
    return total


def party_life(
    events: Iterable[Lived], day: str, states_out: Collection[str] = STATES_OUT
) -> PartyLife | None:
    """The life in the Party told by dated events up to an ISO day; None for one who never was a member.

    An admission that was annulled counts for nothing. Without a decision on file the first ceremony
    stands in for it (HD 06-HD/TW 2025, 5.3: the date on the card).
    """
    decided: PartialDate | None = None
    held: PartialDate | None = None
    gaps: list[Gap] = []
    out: Gap | None = None
    for event in until(events, day):
        what, value = event.what, event.value
        when = PartialDate.parse(event.date) if event.date else None
        if what == "left" and value == "annulled":
            decided = held = out = None
            gaps = []
        elif what == "left" and value not in NOT_OUT and when is not None:
            out = out or Gap(value or "left", when, None)
        elif what in ("party_age_from", "admitted", "restored") and when is not None:
            if what == "party_age_from":
                second = held is not None and out is not None
                decided = decided if second else decided or when
            elif what == "admitted":
                held = held or when
            if out is not None:
                gaps.append(Gap(out.kind if what != "restored" else "restored", out.start, when))
                out = None
        elif what == "state" and value in states_out and when is not None:
            gaps.append(Gap(str(value), when, PartialDate.parse(event.until) if event.until else None))
    start = decided or held
    if start is None:
        return None
    return PartyLife(start, decided is not None, tuple(gap for gap in gaps if gap.kind != "restored"))
