"""The decided level with its number; cancelling and rating anew without erasing the first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar

from app.models import Organisation, Round, RoundItem
from app.models.folding import nfc
from app.procedures.deeds import Command
from app.procedures.guards import past_day
from app.procedures.rating.rounds import LEVELS, Rated, is_rated, key_of, lines, proposed
from app.procedures.rating.set import find
from app.procedures.rounds import RATING, choice, written
from app.storage.unit import Unit
from app.trouble import Refused
from app.words import _


@dataclass(frozen=True)
class DecideRating(Command):
    """Record decided levels with number and day: those named in `levels`, with `as_proposed` all others too.

    In the own round the decision of the office above is copied from its paper (`issuer`); of a round of an
    office below it is this office's own, and goes down to that office alone. A level that stands is
    cancelled first (`CancelRating`). Returns the items. Raises Refused: bad_value, not_found,
    already_decided, nothing_to_decide, future_date.
    """

    deed: ClassVar[str] = "rating.decide"
    round: str = ""
    levels: Mapping[str, str] = field(default_factory=dict)
    number: str = ""
    date: str = ""
    issuer: str = ""
    as_proposed: bool = False

    def do(self, unit: Unit) -> list[RoundItem]:
        round_ = _round(unit, self.round)
        number = written("number", self.number, _("số quyết định"))
        day = past_day(unit, self.date or unit.today.isoformat())
        known = lines(unit, round_)
        chosen = [(find(known, who), choice("level", level, LEVELS)) for who, level in self.levels.items()]
        if self.as_proposed:
            named = {line.item.id for line, _level in chosen}
            rest = (one for one in known if one.item.id not in named and one.decision is None)
            chosen += [(one, level) for one in rest if is_rated(one.item) and (level := proposed(one.item))]
        if not chosen:
            raise Refused("nothing_to_decide", _("Không có mức nào để quyết định."))
        return [self._put(unit, round_, line, level, number, day) for line, level in chosen]

    def _put(self, unit: Unit, round_: Round, line: Rated, level: str, number: str, day: str) -> RoundItem:
        if line.decision is not None and line.decision.owner == unit.organisation:
            raise Refused(
                "already_decided",
                _("Đã có quyết định xếp loại số {number}.").format(number=line.decision.number),
                _("Hủy kết quả cũ và ghi lý do, rồi xếp loại lại."),
            )
        item = _item(unit, round_, line)
        item.outcome, item.number, item.date = level, number, day
        if issuer := nfc(self.issuer).strip():
            item.data = {**(item.data or {}), "issuer": issuer}
        return unit.write(item, audience=_audience(unit, round_))


def to_decide(unit: Unit, round_: str, levels: Mapping[str, str]) -> list[Rated]:
    """The lines of a round a decision as proposed, but for `levels`, would be about."""
    return [
        one
        for one in lines(unit, unit.get(Round, round_))
        if one.decision is None and is_rated(one.item) and (proposed(one.item) or one.item.id in levels)
    ]


@dataclass(frozen=True)
class DecideRatings(Command):
    """Record the decided levels of several rounds under one number: as proposed, but for the levels named.

    `rounds`: round -> levels that differ. A round with nothing to decide is passed over. Returns the items.
    Raises Refused as `DecideRating`.
    """

    deed: ClassVar[str] = "rating.decide"
    rounds: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    number: str = ""
    date: str = ""

    def do(self, unit: Unit) -> list[RoundItem]:
        found: list[RoundItem] = []
        for round_, levels in self.rounds.items():
            try:
                one = DecideRating(round_, levels, self.number, self.date, as_proposed=True)
                found += one.do(unit)
            except Refused as refused:
                if refused.code != "nothing_to_decide":
                    raise
        if not found:
            raise Refused("nothing_to_decide", _("Không có mức nào để quyết định."))
        return found


@dataclass(frozen=True)
class CancelRating(Command):
    """Cancel a decided level; it stays readable with the reason and the paper. Returns the item.

    Raises Refused: missing_reason, not_found, nothing_to_decide.
    """

    deed: ClassVar[str] = "rating.cancel"
    round: str = ""
    who: str = ""
    reason: str = ""
    number: str = ""
    date: str = ""

    def do(self, unit: Unit) -> RoundItem:
        if not self.reason.strip():
            raise Refused("missing_reason", _("Chưa ghi lý do."), field="reason")
        round_ = _round(unit, self.round)
        line = find(lines(unit, round_), self.who)
        item = line.item if round_.owner == unit.organisation else line.above
        if item is None or not item.outcome:
            raise Refused("nothing_to_decide", _("Chưa có kết quả xếp loại để hủy."))
        before = {
            "level": item.outcome,
            "number": item.number,
            "date": item.date,
            "reason": nfc(self.reason).strip(),
            "cancelled_by": nfc(self.number).strip(),
            "cancelled_on": past_day(unit, self.date or unit.today.isoformat()),
        }
        item.data = {**(item.data or {}), "cancelled": [*(item.data or {}).get("cancelled", ()), before]}
        item.outcome = item.number = item.date = None
        return unit.write(item, audience=_audience(unit, round_), reason=before["reason"])


def _round(unit: Unit, wanted: str) -> Round:
    """A rating of this office or of one below; Refused("not_found")."""
    found = unit.get(Round, wanted)
    if found.what != RATING:
        raise Refused("not_found", _("Không thấy đợt cần tìm trong sổ."))
    return found


def _item(unit: Unit, round_: Round, line: Rated) -> RoundItem:
    """The item this office writes its decision into: the round's own, or its own beside it."""
    if round_.owner == unit.organisation:
        return line.item
    if line.above is not None:
        return line.above
    subject, who = key_of(line.item)
    about = {"person": who} if line.item.person else {"office": who}
    return RoundItem(round=round_.id, subject=subject, data={}, **about)


def _audience(unit: Unit, round_: Round) -> str | None:
    """The office whose round it is, or that keeps its book; None for the own."""
    of = unit.session.get(Organisation, round_.owner)
    to = of.keeper if of is not None and of.keeper else round_.owner
    return f"office:{to}" if to not in (unit.organisation, unit.author) else None
