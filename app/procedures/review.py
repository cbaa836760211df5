"""The review of all members (rà soát): what stands on file of each, side by side, and what was decided.

Nothing is computed out of the facts: no score, no order, no proposal. What is not kept in the records is
said to be so. What the meeting decided is recorded for every person, "no issue" included; a case is
only ever opened by a person, on its own page.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar, NamedTuple

from sqlalchemy import select

from app.models import Act, Case, Event, Happening, Meeting, PersonStanding, Round, RoundItem
from app.models.folding import nfc
from app.procedures.deeds import Command
from app.procedures.definitions import procedure
from app.procedures.guards import past_day
from app.procedures.rounds import REVIEW, choice, items, own_round, period, put_person, refuse_closed, written
from app.procedures.titles import STATE_TITLES, STATUS_TITLES
from app.storage.unit import Unit
from app.trouble import Refused
from app.words import N_, _

NO_ISSUE, FOLLOW_UP, CONSIDER = "no_issue", "follow_up", "consider"
OUTCOMES = {
    NO_ISSUE: N_("Không có vấn đề"),
    FOLLOW_UP: N_("Cần theo dõi"),
    CONSIDER: N_("Đề nghị xem xét"),
}
LEVELS = {
    "excellent": N_("Hoàn thành xuất sắc nhiệm vụ"),
    "good": N_("Hoàn thành tốt nhiệm vụ"),
    "completed": N_("Hoàn thành nhiệm vụ"),
    "not_completed": N_("Không hoàn thành nhiệm vụ"),
}
MEASURES = {
    "reprimand": N_("Khiển trách"),
    "warning": N_("Cảnh cáo"),
    "dismissal": N_("Cách chức"),
    "expulsion": N_("Khai trừ"),
}
TITLES = {
    "status": N_("Tình trạng"),
    "states": N_("Miễn, vắng, đình chỉ"),
    "past_end": N_("Đã qua ngày hết hạn"),
    "transfer": N_("Chuyển sinh hoạt chưa xong"),
    "ratings": N_("Xếp loại các năm"),
    "discipline": N_("Kỷ luật còn hiệu lực"),
    "absent": N_("Vắng họp chi bộ"),
    "dues": N_("Đóng đảng phí"),
    "opinions": N_("Ý kiến ngoài chi bộ"),
}
_ELSEWHERE = ("exempt", "away", "guest")
_TRANSFER = ("transfer_gap",)


class Fact(NamedTuple):
    """One thing on file: of which kind (`TITLES`), what it says, and where that stands."""

    kind: str
    text: str
    source: str = ""


@dataclass(frozen=True)
class RecordReview(Command):
    """Record what came of looking at one member, with the day and note of the meeting. Returns the item.

    A member who joined after the round was opened gets an item. The facts on file of that day are kept
    with it. Raises Refused: round_closed, bad_value, not_a_member, not_found.
    """

    deed: ClassVar[str] = "review.record"
    right: ClassVar[str] = "handle"
    round: str = ""
    person: str = ""
    outcome: str = NO_ISSUE
    date: str = ""
    note: str = ""
    number: str = ""

    def do(self, unit: Unit) -> RoundItem:
        found = own_round(unit, self.round, REVIEW)
        refuse_closed(found)
        item = item_of(unit, found, self.person)
        item.outcome = choice("outcome", self.outcome, OUTCOMES)
        item.date = past_day(unit, self.date or unit.today.isoformat())
        item.number = nfc(self.number).strip() or None
        note = nfc(self.note).strip()
        if self.outcome != NO_ISSUE:
            note = written("note", self.note, _("nội dung cần theo dõi, xem xét"))
        seen = [list(fact) for fact in facts(unit, self.person, *period(found.year, found.part))]
        item.data = {"facts": seen} | ({"note": note} if note else {})
        return unit.write(item)


@dataclass(frozen=True)
class ClearReview(Command):
    """Take back what was recorded of one member: not reviewed again. Needs the reason. Returns the item."""

    deed: ClassVar[str] = "review.clear"
    right: ClassVar[str] = "handle"
    round: str = ""
    person: str = ""
    reason: str = ""

    def do(self, unit: Unit) -> RoundItem:
        found = own_round(unit, self.round, REVIEW)
        refuse_closed(found)
        if not self.reason.strip():
            raise Refused("missing_reason", _("Chưa ghi lý do."), field="reason")
        item = item_of(unit, found, self.person)
        item.outcome = item.date = item.number = None
        item.data = {}
        return unit.write(item, reason=nfc(self.reason).strip())


def item_of(unit: Unit, round_: Round, person: str) -> RoundItem:
    """The item of a member in a round, a new one for who joined since; Refused("not_a_member")."""
    found = next((one for one in items(unit, round_.id) if one.person == person), None)
    if found is not None:
        return found
    standing = unit.session.get(PersonStanding, person)
    if standing is None or standing.owner != unit.organisation or standing.status not in MEMBERS:
        raise Refused(
            "not_a_member", _("Chỉ rà soát đảng viên chính thức, dự bị của chi bộ."), field="person"
        )
    return put_person(unit, round_, person)


MEMBERS = ("full", "probationary")


def shown(unit: Unit, round_: Round, item: RoundItem) -> list[Fact]:
    """The facts of one item: of the day it was recorded once the round is closed, else as they stand now."""
    kept = (item.data or {}).get("facts")
    if round_.closed and kept is not None:
        return [Fact(*fact) for fact in kept]
    return facts(unit, item.person or "", *period(round_.year, round_.part)) if item.person else []


def facts(unit: Unit, person: str, start: datetime.date, end: datetime.date) -> list[Fact]:
    """What stands on file of a member for a time, each with its source. Nothing is left out silently."""
    found = [*_life(unit, person, start), *_ratings(unit, person, end)]
    found += [*_discipline(unit, person), *_absent(unit, person, start, end), *_opinions(unit, person, start)]
    silent = [Fact("dues", _("Chưa ghi trong sổ"))]
    for kind in ("ratings", "absent"):
        if not any(fact.kind == kind for fact in found):
            text = _("Sổ không ghi lần vắng nào") if kind == "absent" else _("Chưa ghi trong sổ")
            silent.append(Fact(kind, text))
    order = list(TITLES)
    return sorted([*found, *silent], key=lambda fact: order.index(fact.kind))


def _life(unit: Unit, person: str, start: datetime.date) -> Iterator[Fact]:
    """Status with its dates; states in force or ended since `start`; states past their end; transfers."""
    standing = unit.session.get(PersonStanding, person)
    if standing is None:
        return
    lived = list(unit.session.scalars(select(Happening).where(Happening.person == person)))
    status = _(STATUS_TITLES.get(standing.status, standing.status))
    told = {h.what: h for h in lived if h.what in ("admitted", "official")}
    days = [_("kết nạp {day}"), _("chính thức {day}")]
    dated = [
        text.format(day=_day(told[what].date))
        for what, text in zip(("admitted", "official"), days, strict=True)
        if what in told
    ]
    last = told.get("official") or told.get("admitted")
    yield Fact("status", "; ".join([status, *dated]), source_of(unit, last) if last else "")
    today = unit.today.isoformat()
    states = [h for h in lived if h.what == "state" and (h.date or "") <= today]
    for state in sorted(states, key=lambda h: h.date or ""):
        name = _(STATE_TITLES.get(state.value or "", state.value or ""))
        ended = bool(state.until) and (state.until or "") <= today
        if ended and (state.until or "") < start.isoformat():
            continue
        span = _("{name} từ {start}").format(name=name, start=_day(state.date))
        span += (
            _(" đến {end}").format(end=_day(state.until)) if state.until else _(", chưa ghi ngày kết thúc")
        )
        kind = "transfer" if state.value in _TRANSFER else "states"
        yield Fact(kind, span, source_of(unit, state))
        if ended and state.value in _ELSEWHERE and not _followed(lived, state):
            text = _("{name}: hết hạn ngày {end}").format(name=name, end=_day(state.until))
            yield Fact("past_end", text, source_of(unit, state))


def _followed(lived: list[Happening], state: Happening) -> bool:
    """Whether another state was recorded after the end of one."""
    return any(h.what == "state" and (h.date or "") >= (state.until or "") for h in lived)


def _ratings(unit: Unit, person: str, end: datetime.date) -> Iterator[Fact]:
    rated = (
        select(RoundItem, Round)
        .join(Round, Round.id == RoundItem.round)
        .where(Round.what == "rating", Round.gone.is_(False), Round.year <= end.year)
        .where(RoundItem.person == person, RoundItem.gone.is_(False), RoundItem.outcome.is_not(None))
        .order_by(Round.year.desc(), RoundItem.date.desc())
    )
    for item, round_ in unit.session.execute(rated):
        level = _(LEVELS.get(item.outcome, item.outcome))
        source = _("đợt xếp loại năm {year}").format(year=round_.year)
        if item.date:
            source += _(", ghi ngày {day}").format(day=_day(item.date))
        yield Fact("ratings", f"{round_.year}: {level}", source)


def _discipline(unit: Unit, person: str) -> Iterator[Fact]:
    today = unit.today.isoformat()
    wanted = select(Happening).where(Happening.person == person, Happening.what == "discipline")
    for one in unit.session.scalars(wanted.order_by(Happening.date)):
        ended = select(Act.id).where(
            Act.case == one.case, Act.step == "expiry", Act.gone.is_(False), Act.date <= today
        )
        if (one.date or "") > today or unit.session.scalar(ended.limit(1)) is not None:
            continue
        measure = _(MEASURES.get(one.value or "", one.value or ""))
        text = _("{measure}, công bố ngày {day}; sổ chưa ghi chấm dứt hiệu lực")
        yield Fact("discipline", text.format(measure=measure, day=_day(one.date)), source_of(unit, one))


def _absent(unit: Unit, person: str, start: datetime.date, end: datetime.date) -> Iterator[Fact]:
    held = select(Meeting).where(
        Meeting.gone.is_(False), Meeting.body == "cell", Meeting.owner == unit.organisation
    )
    held = held.where(Meeting.date >= start.isoformat(), Meeting.date <= end.isoformat())
    for meeting in unit.session.scalars(held.order_by(Meeting.date)):
        if person in (meeting.absent or []):
            text = _("Ngày {day}").format(day=_day(meeting.date))
            yield Fact("absent", text, _("cuộc họp ghi trong sổ"))


def _opinions(unit: Unit, person: str, start: datetime.date) -> Iterator[Fact]:
    asked = (
        select(RoundItem)
        .join(Round, Round.id == RoundItem.round)
        .where(Round.what == "opinions", Round.gone.is_(False))
        .where(RoundItem.person == person, RoundItem.gone.is_(False))
    )
    for item in unit.session.scalars(asked.order_by(RoundItem.id)):
        data = item.data or {}
        if (data.get("asked_on") or "") < start.isoformat():
            continue
        answer = (item.data or {}).get("answer") or _("chưa trả lời")
        text = f"{data.get('organisation', '')}: {answer}"
        yield Fact("opinions", text, _("hỏi ngày {day}").format(day=_day(data.get("asked_on"))))


def source_of(unit: Unit, happened: Happening) -> str:
    """Where a dated fact stands, in words."""
    kind, _colon, record = happened.source.partition(":")
    if kind == "act":
        act = unit.session.get(Act, record)
        case = unit.session.get(Case, act.case) if act is not None else None
        return _("hồ sơ {title}").format(title=_(procedure(case.procedure).title)) if case else ""
    if kind == "case":
        case = unit.session.get(Case, record)
        return _("hồ sơ {title}").format(title=_(procedure(case.procedure).title)) if case else ""
    event = unit.session.get(Event, record)
    if event is None:
        return ""
    words = _("danh sách đã nhập") if event.source == "list" else _("ghi vào sổ theo giấy tờ")
    return f"{words}, {event.document}" if event.document else words


def _day(iso: str | None) -> str:
    return "/".join(reversed(iso.split("-"))) if iso else "–"
