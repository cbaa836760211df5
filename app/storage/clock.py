"""What the program takes for today and now."""

from __future__ import annotations

import datetime


class Clock:
    """The PC's clock, or a chosen day with the time of day of the PC's clock.

    `accepted`: a person said that the day is right although the last entry lies after it.
    """

    def __init__(self, today: datetime.date | None = None, *, accepted: bool = False) -> None:
        self._today, self.accepted = today, accepted

    def today(self) -> datetime.date:
        return self._today or datetime.date.today()

    def now(self) -> str:
        """UTC in ISO form, to the microsecond: the journal's times."""
        now = datetime.datetime.now(datetime.UTC)
        if self._today is not None:
            now = datetime.datetime.combine(self._today, now.time(), datetime.UTC)
        return now.strftime("%Y-%m-%dT%H:%M:%S.%fZ")
