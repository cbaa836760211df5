"""The cap on "hoàn thành xuất sắc": both readings of its base, in whole numbers.

The text counts the share of the number finally rated "hoàn thành tốt" (literal). Many places first choose
who is rated that or better and take the share of them (pool). No source gives a rounding; a share is a
most, so what exceeds it by any part exceeds it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from app.regulations.rules import Share

EXCELLENT, GOOD = "excellent", "good"


@dataclass(frozen=True)
class Cap:
    """How one group stands. `literal` and `pool` are the most its base allows in each reading."""

    excellent: int
    good: int
    literal: int
    pool: int

    @property
    def over_literal(self) -> bool:
        return self.excellent > self.literal

    @property
    def over_pool(self) -> bool:
        return self.excellent > self.pool

    @property
    def exceeded(self) -> bool:
        """Whether either reading is exceeded; the literal one is never the wider."""
        return self.over_literal

    def answer(self) -> dict[str, Any]:
        """As the command line tells it."""
        return {
            "excellent": self.excellent,
            "good": self.good,
            "literal": self.literal,
            "pool": self.pool,
            "exceeded": self.exceeded,
            "exceeded_pool": self.over_pool,
        }


def cap(levels: Iterable[str | None], share: Share) -> Cap:
    """Where a group with these levels stands."""
    found = list(levels)
    top, good = found.count(EXCELLENT), found.count(GOOD)
    return Cap(top, good, good * share.part // share.whole, (top + good) * share.part // share.whole)


def most(eligible: int, share: Share) -> tuple[int, int]:
    """(literal, pool): the most that may be the best level where `eligible` reach "hoàn thành tốt"."""
    return eligible * share.part // (share.whole + share.part), eligible * share.part // share.whole
