"""The order of what happened to a person, where days are partial or not known, and the status it leaves."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import takewhile
from typing import Protocol, TypeVar

RANK = {"sympathiser": 0, "applicant": 1, "admitted": 2, "official": 3, "left": 4, "restored": 5}
STATUS = {
    "sympathiser": "sympathiser",
    "applicant": "applicant",
    "admitted": "probationary",
    "official": "full",
    "left": "former",
    "restored": "full",
}
"""What each kind of event makes of a person's status."""


class Dated(Protocol):
    """An event or happening; `date` is ISO text, as precise as it is known."""

    what: str
    date: str | None


D = TypeVar("D", bound=Dated)


def in_order(events: Iterable[D]) -> list[D]:
    """Events oldest first. One whose day is only partly known, or not at all, stands among those it may
    have happened between: before the first that follows it in the life of a member (an admission comes
    before a recognition, a recognition before leaving), else at their end.
    """
    found: list[D] = []
    for event in sorted(events, key=lambda e: (-len(e.date or ""), e.date or "", _rank(e))):
        date = event.date or ""
        days = [other.date or "" for other in found]
        low = max((n + 1 for n, day in enumerate(days) if surely_before(day, date)), default=0)
        high = min((n for n, day in enumerate(days) if surely_before(date, day)), default=len(found))
        place = next((n for n in range(low, high) if _rank(found[n]) > _rank(event)), max(low, high))
        found.insert(place, event)
    return found


def until(events: Iterable[D], day: str) -> list[D]:
    """The events up to an ISO day, oldest first; one of an unknown day counts with those it follows."""
    return list(takewhile(lambda event: (event.date or "") <= day, in_order(events)))


def status_of(events: Iterable[D], day: str) -> str:
    """The status the events leave a person in on an ISO day; nothing told makes a sympathiser."""
    told = until((e for e in events if e.what in STATUS), day)
    return STATUS[told[-1].what] if told else "sympathiser"


def _rank(event: Dated) -> int:
    return RANK.get(event.what, len(RANK))


def surely_before(one: str, two: str) -> bool:
    """Whether the ISO day `one` surely lies before `two`: they differ in what both know."""
    known = min(len(one), len(two))
    return one[:known] < two[:known]
