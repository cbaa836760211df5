"""Inspection of Chỉ thị 28 by a committee: plan, who was looked at, findings by topic, remedies followed up.

The topics are those the directive is about; what is found is written by people. A remedy with a day is
overdue from the day after until somebody records that it was done.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import ClassVar

from sqlalchemy import select

from app.models import Organisation, Round, RoundItem
from app.models.folding import nfc
from app.procedures.deeds import Command
from app.procedures.guards import past_day
from app.procedures.people import day_field
from app.procedures.rounds import (
    INSPECTION,
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

TOPICS = {
    "numbers": N_("Kết nạp chạy theo số lượng"),
    "help": N_("Giáo dục, giúp đỡ đảng viên"),
    "removal": N_("Đưa đảng viên không đủ tư cách ra khỏi Đảng"),
    "prohibitions": N_("Những điều đảng viên không được làm"),
    "commitments": N_("Cam kết tu dưỡng, rèn luyện"),
    "other": N_("Nội dung khác"),
}
NO_ISSUE, FOUND = "no_issue", "found"
OUTCOMES = {NO_ISSUE: N_("Không có vấn đề"), FOUND: N_("Có việc phải khắc phục")}


@dataclass(frozen=True)
class OpenInspection(Command):
    """Record the plan of an inspection. Returns the Round. Raises Refused: not_a_committee, bad_value …"""

    deed: ClassVar[str] = "inspection.open"
    right: ClassVar[str] = "handle"
    title: str = ""
    date: str = ""
    number: str = ""
    content: str = ""
    start: str = ""
    end: str = ""

    def do(self, unit: Unit) -> Round:
        if unit.office().type != "committee":
            raise Refused("not_a_committee", _("Chỉ cấp ủy lập đợt kiểm tra, giám sát."))
        title = written("title", self.title, _("tên đợt kiểm tra, giám sát"))
        day = past_day(unit, self.date or unit.today.isoformat())
        made = OpenRound(INSPECTION, int(day[:4]), None, day, title).do(unit)
        plan = {"number": nfc(self.number).strip(), "content": nfc(self.content).strip()}
        plan |= {
            name: day_field(text, name) for name, text in (("start", self.start), ("end", self.end)) if text
        }
        if plan.get("end", "9") < plan.get("start", ""):
            raise Refused("bad_value", _("Ngày cuối trước ngày đầu."), field="end")
        made.data = {name: text for name, text in plan.items() if text}
        return unit.write(made)


@dataclass(frozen=True)
class RecordFinding(Command):
    """Record what was found at an organisation on one topic, with the remedy asked for. Returns the item.

    The same organisation and topic is corrected. Raises Refused: round_closed, bad_value, bad_date.
    """

    deed: ClassVar[str] = "inspection.record"
    right: ClassVar[str] = "handle"
    round: str = ""
    office: str = ""
    """Id, code or name of the organisation looked at."""
    topic: str = ""
    outcome: str = FOUND
    date: str = ""
    finding: str = ""
    remedy: str = ""
    due: str = ""

    def do(self, unit: Unit) -> RoundItem:
        found = own_round(unit, self.round, INSPECTION)
        refuse_closed(found)
        choice("topic", self.topic, TOPICS)
        choice("outcome", self.outcome, OUTCOMES)
        office, name = named_office(unit, self.office)
        item = next(
            (
                one
                for one in items(unit, found.id)
                if (one.data.get("name"), one.data.get("topic")) == (name, self.topic)
            ),
            None,
        ) or RoundItem(round=found.id, office=office, subject="finding", restricted=found.restricted, data={})
        data = {"name": name, "topic": self.topic}
        if self.outcome == FOUND:
            data["finding"] = written("finding", self.finding, _("điều phát hiện"))
        elif text := nfc(self.finding).strip():
            data["finding"] = text
        item.date = past_day(unit, self.date or unit.today.isoformat())
        if remedy := nfc(self.remedy).strip():
            data["remedy"] = remedy
        if self.due:
            data["due"] = day_field(self.due, "due")
            written("remedy", self.remedy, _("việc phải khắc phục"))
            if data["due"] < item.date:
                raise Refused("bad_value", _("Hạn khắc phục trước ngày kiểm tra."), field="due")
        item.outcome = self.outcome
        item.data = data | {"followed": item.data.get("followed", [])}
        return unit.write(item)


@dataclass(frozen=True)
class FollowUp(Command):
    """Record a look at a remedy after the inspection, also when that is closed. Returns the item."""

    deed: ClassVar[str] = "inspection.follow"
    right: ClassVar[str] = "handle"
    item: str = ""
    date: str = ""
    text: str = ""
    done: bool = False

    def do(self, unit: Unit) -> RoundItem:
        item = finding(unit, self.item)
        if not item.data.get("remedy"):
            raise Refused("bad_value", _("Mục này không yêu cầu khắc phục."), field="item")
        look = {
            "date": past_day(unit, self.date or unit.today.isoformat()),
            "text": written("text", self.text, _("kết quả theo dõi")),
            "done": self.done,
        }
        item.data = {**item.data, "followed": [*item.data.get("followed", []), look]}
        return unit.write(item)


def named_office(unit: Unit, wanted: str) -> tuple[str | None, str]:
    """(id, name) of an organisation on file by id, code or name; only the name of any other."""
    text = written("office", wanted, _("tổ chức được kiểm tra"))
    known = select(Organisation).where(
        Organisation.gone.is_(False),
        (Organisation.id == text) | (Organisation.code == text) | (Organisation.name == text),
    )
    found = unit.session.scalar(known.limit(1))
    return (found.id, found.name) if found is not None else (None, text)


def finding(unit: Unit, wanted: str) -> RoundItem:
    """One finding of this office; raises Refused("not_found")."""
    item = unit.get(RoundItem, wanted)
    own_round(unit, item.round, INSPECTION)
    return item


def state_of(item: RoundItem, today: datetime.date) -> str:
    """Where the remedy of a finding stands: none, open, done, overdue."""
    if not item.data.get("remedy"):
        return "none"
    if any(look["done"] for look in item.data.get("followed", [])):
        return "done"
    due = item.data.get("due")
    return "overdue" if due and due < today.isoformat() else "open"


STATES = {
    "none": N_("không phải khắc phục"),
    "open": N_("đang khắc phục"),
    "done": N_("đã khắc phục"),
    "overdue": N_("quá hạn khắc phục"),
}


def overdue(unit: Unit) -> list[RoundItem]:
    """Remedies of all inspections past their day and not done, the oldest first."""
    found = [item for one in rounds(unit, INSPECTION) for item in items(unit, one.id)]
    late = [item for item in found if state_of(item, unit.today) == "overdue"]
    return sorted(late, key=lambda item: (item.data["due"], item.id))
