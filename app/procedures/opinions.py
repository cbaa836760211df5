"""Opinions asked outside the cell: who was asked, about whom or what, when, on what paper, what they said.

No rule read says within how many days an answer is due: the setting `opinions.reminder_days` does, where
the office has set it; without it what waits is listed and nothing is called late.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any, ClassVar

from app.models import Person, RoundItem
from app.models.folding import nfc
from app.procedures import offices
from app.procedures.deeds import Command
from app.procedures.guards import past_day
from app.procedures.people import day_field
from app.procedures.rounds import (
    OPINIONS,
    OpenRound,
    choice,
    items,
    own_round,
    refuse_closed,
    rounds,
    written,
)
from app.storage.unit import Unit
from app.trouble import Refused
from app.words import N_, _

KINDS = {
    "front": N_("Ban công tác mặt trận"),
    "organisations": N_("Đoàn thể chính trị - xã hội"),
    "employer": N_("Lãnh đạo nơi công tác"),
    "residence": N_("Chi bộ, chi ủy nơi cư trú"),
    "other": N_("Nơi khác"),
}
ANSWERED, NO_VIEW = "answered", "no_view"
OUTCOMES = {ANSWERED: N_("Đã trả lời"), NO_VIEW: N_("Trả lời: không có ý kiến")}
REMINDER = "opinions.reminder_days"


@dataclass(frozen=True)
class AskOpinion(Command):
    """Record that somebody outside was asked; the round of the year is opened by it. Returns the item.

    Raises Refused: bad_value, bad_date, future_date, not_found, round_closed.
    """

    deed: ClassVar[str] = "opinion.ask"
    right: ClassVar[str] = "handle"
    kind: str = "front"
    organisation: str = ""
    about: str = ""
    person: str | None = None
    date: str = ""
    number: str = ""
    reply_by: str = ""

    def do(self, unit: Unit) -> RoundItem:
        choice("kind", self.kind, KINDS)
        asked_on = past_day(unit, self.date or unit.today.isoformat())
        year = int(asked_on[:4])
        known = [one for one in rounds(unit, OPINIONS) if one.year == year]
        found = known[0] if known else OpenRound(OPINIONS, year, None, asked_on).do(unit)
        refuse_closed(found)
        data = {
            "kind": self.kind,
            "organisation": written("organisation", self.organisation, _("tên nơi được hỏi")),
            "about": written("about", self.about, _("nội dung hỏi")),
            "asked_on": asked_on,
        }
        if number := nfc(self.number).strip():
            data["asked_number"] = number
        if self.reply_by:
            data["reply_by"] = day_field(self.reply_by, "reply_by")
        person = unit.get(Person, self.person).id if self.person else None
        return unit.write(
            RoundItem(
                round=found.id,
                person=person,
                subject="opinion",
                restricted=found.restricted,
                data=data,
            )
        )


@dataclass(frozen=True)
class AnswerOpinion(Command):
    """Record the answer, as it was given and counted where it was voted on. Returns the item.

    Raises Refused: bad_value, bad_date, future_date, not_found, round_closed.
    """

    deed: ClassVar[str] = "opinion.answer"
    right: ClassVar[str] = "handle"
    item: str = ""
    date: str = ""
    number: str = ""
    text: str = ""
    no_view: bool = False
    total: int | None = None
    for_: int | None = None
    against: int | None = None

    def do(self, unit: Unit) -> RoundItem:
        item = opinion(unit, self.item)
        refuse_closed(own_round(unit, item.round, OPINIONS))
        day = past_day(unit, self.date or unit.today.isoformat())
        if day < item.data["asked_on"]:
            raise Refused("bad_value", _("Ngày trả lời trước ngày hỏi."), field="date")
        counts = {"total": self.total, "for": self.for_, "against": self.against}
        told = {name: number for name, number in counts.items() if number is not None}
        if any(number < 0 for number in told.values()) or (
            self.total is not None and told.get("for", 0) + told.get("against", 0) > self.total
        ):
            raise Refused("bad_value", _("Số ý kiến nhiều hơn số người được hỏi."), field="total")
        kept = {k: v for k, v in item.data.items() if k not in ("answer", *counts)}
        answer = nfc(self.text).strip()
        if not self.no_view:
            answer = written("text", answer, _("nội dung trả lời"))
        item.data = kept | told | ({"answer": answer} if answer else {})
        item.outcome, item.date = NO_VIEW if self.no_view else ANSWERED, day
        item.number = nfc(self.number).strip() or None
        return unit.write(item)


@dataclass(frozen=True)
class CancelOpinion(Command):
    """Take a question back that was recorded by mistake, with the reason."""

    deed: ClassVar[str] = "opinion.cancel"
    right: ClassVar[str] = "handle"
    item: str = ""
    reason: str = ""

    def do(self, unit: Unit) -> RoundItem:
        if not self.reason.strip():
            raise Refused("missing_reason", _("Chưa ghi lý do."), field="reason")
        item = opinion(unit, self.item)
        unit.annul(item, nfc(self.reason).strip())
        return item


def opinion(unit: Unit, wanted: str) -> RoundItem:
    """One question of this office; raises Refused("not_found")."""
    item = unit.get(RoundItem, wanted)
    own_round(unit, item.round, OPINIONS)
    return item


def opinions(unit: Unit) -> list[RoundItem]:
    """All questions of the office: those without an answer first, each the oldest first."""
    found = [item for one in rounds(unit, OPINIONS) for item in items(unit, one.id)]
    return sorted(found, key=lambda item: (item.outcome is not None, item.data.get("asked_on", ""), item.id))


def reminder_days(unit: Unit) -> int | None:
    """After how many days the office reminds; None while it has not said so. Raises nothing."""
    value: Any = offices.setting(unit, REMINDER, unit.today)
    return int(value) if str(value or "").isascii() and str(value or "").isdigit() else None


def due_of(unit: Unit, item: RoundItem) -> datetime.date | None:
    """Until when an answer was asked for: the day named in the letter, else by the office's setting."""
    if item.outcome is not None:
        return None
    if item.data.get("reply_by"):
        return datetime.date.fromisoformat(item.data["reply_by"])
    days = reminder_days(unit)
    asked = datetime.date.fromisoformat(item.data["asked_on"])
    return asked + datetime.timedelta(days=days) if days is not None else None


def late(unit: Unit, item: RoundItem) -> bool:
    """Whether an answer is waited for longer than the letter or the setting says."""
    due = due_of(unit, item)
    return due is not None and due < unit.today
