"""What people say of a member or collective in a round: group, papers, points, conditions, levels, slips."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any, ClassVar

from sqlalchemy import select

from app.models import EntryRow, Record, Round, RoundItem
from app.models.folding import nfc
from app.models.local import PageEntry
from app.procedures.deeds import Command
from app.procedures.people import day_field
from app.procedures.rating.rounds import (
    CHECKLIST,
    GROUPS,
    LEVELS,
    NOT_NEEDED,
    SAYERS,
    Rated,
    criteria_of,
    lines,
    rules_of,
)
from app.procedures.rating.subject import REASONS
from app.procedures.rounds import RATING, choice, own_round, refuse_closed
from app.regulations.rulebook import Rules
from app.regulations.rules import Criterion
from app.storage.unit import Unit
from app.trouble import Refused
from app.words import N_, _

CRITERIA, NOTIFIED = "criteria", "notified"
POINTS = {"general": N_("Tiêu chí chung"), "tasks": N_("Kết quả nhiệm vụ")}
SLIPS = {"issued": N_("Phát ra"), "collected": N_("Thu vào"), "valid": N_("Hợp lệ")}
SPECIAL = {
    "sick": N_("Nghỉ ốm dài ngày"),
    "maternity": N_("Nghỉ thai sản"),
    "transferred": N_("Chuyển đến trong năm"),
}
YES_NO = {"yes": N_("Có"), "no": N_("Không")}
SHARES = {
    "exceeded": N_("Phần trăm nhiệm vụ vượt mức"),
    "late": N_("Phần trăm nhiệm vụ chậm tiến độ"),
    "undone": N_("Phần trăm nhiệm vụ không hoàn thành"),
}
FACTS = {
    "all_done": N_("Hoàn thành hết nhiệm vụ"),
    "remedied": N_("Khắc phục hết hạn chế của kỳ trước"),
    "fault": N_("Có kết luận, kỷ luật thuộc trường hợp không hoàn thành nhiệm vụ"),
    "commitment": N_("Giữ đúng bản cam kết của năm"),
}
CONDITIONS = {**FACTS, **SHARES}
ROUND_NAMES = (
    "meeting",
    "ballot.voters",
    "ballot.rounds",
    "ballot.threshold",
    "ballot.document",
    "exception.issuer",
    "exception.document",
    "exception.date",
)
"""What is said of the whole round: the meeting, how slips were voted, the paper for the wider cap."""


@dataclass(frozen=True)
class SetRating(Command):
    """Say something of one or several members or collectives. Returns the items.

    `who` are ids of persons or items, or names of collectives (`cell`, `cell_committee`). Names: `group`,
    `cap_group`, `not_subject`, `special`, `absent`, `note`, `notified` (the day a decided level was told,
    also after the round's end and after sending); `points.general`, `points.tasks`;
    `criteria.NAME` (of the committee's set; with all of a part given, their sum is the points of the part);
    `self`, `state`, `cell_committee`, `organisation`, `cell` (levels); `received.PAPER` (a day, or `none`
    where it is not needed); `votes.LEVEL`, `votes.issued` …; `conditions.NAME`. An empty value takes back.
    After sending the change is a correction and needs `reason`. Raises Refused: round_closed, not_found,
    bad_field, bad_value, missing_reason, not_decided.
    """

    deed: ClassVar[str] = "rating.set"
    round: str = ""
    who: tuple[str, ...] = ()
    values: Mapping[str, str] = field(default_factory=dict)
    reason: str = ""

    def do(self, unit: Unit) -> list[RoundItem]:
        round_ = own_round(unit, self.round, RATING)
        if not self._adds:
            refuse_closed(round_)
        rules = rules_of(unit, round_.year)
        known = lines(unit, round_)
        return [self._put(unit, rules, self._line(known, one).item) for one in self.who]

    @property
    def _adds(self) -> bool:
        """Whether nothing is said but that the result was told: that comes after the round's end."""
        return set(self.values) == {NOTIFIED}

    def _line(self, known: list[Rated], who: str) -> Rated:
        line = find(known, who)
        if self.values.get(NOTIFIED) and not line.decided:
            raise Refused(
                "not_decided", _("Chưa có mức được quyết định để thông báo."), _("Ghi quyết định trước đã.")
            )
        return line

    def _put(self, unit: Unit, rules: Rules, item: RoundItem) -> RoundItem:
        data = dict(item.data or {})
        for name, value in self.values.items():
            put(data, name, nfc(value).strip(), rules, criteria_of(rules, item))
        data["said"] = True
        if not self._adds:
            refuse_sent(unit, item, self.reason)
        item.data = data
        return unit.write(item, reason=nfc(self.reason).strip() or None)


@dataclass(frozen=True)
class SetRatingRound(Command):
    """Say something of the round: `ROUND_NAMES`. The wider cap asks for its document. Returns the Round.

    Raises Refused: round_closed, bad_field, bad_value, missing_reason.
    """

    deed: ClassVar[str] = "rating.round"
    round: str = ""
    values: Mapping[str, str] = field(default_factory=dict)
    reason: str = ""

    def do(self, unit: Unit) -> Round:
        found = own_round(unit, self.round, RATING)
        refuse_closed(found)
        data = dict(found.data or {})
        for name, value in self.values.items():
            if name not in ROUND_NAMES:
                raise unknown(name, ROUND_NAMES)
            told = nfc(value).strip()
            place(data, name, day_field(told) if told and name in ("meeting", "exception.date") else told)
        wider = data.get("exception", {})
        if wider and not (wider.get("document") and wider.get("date") and wider.get("issuer")):
            raise Refused(
                "bad_value",
                _("Tỷ lệ rộng hơn phải có văn bản của cấp có thẩm quyền: số, ngày, nơi ban hành."),
                "exception.document, exception.date, exception.issuer",
                field="exception.document",
            )
        refuse_sent(unit, found, self.reason)
        found.data = data
        return unit.write(found, reason=nfc(self.reason).strip() or None)


def find(known: list[Rated], who: str) -> Rated:
    """The line of a round by person, item or name of a collective; Refused("not_found")."""
    for one in known:
        if who in (one.item.id, one.item.person) or (not one.item.person and who == one.item.subject):
            return one
    raise Refused(
        "not_found",
        _("Đợt này không có người hoặc tập thể cần tìm."),
        _("Lập lại danh sách của đợt, nếu người này mới chuyển đến."),
        field="who",
    )


def put(
    data: dict[str, Any], name: str, value: str, rules: Rules, criteria: Sequence[Criterion] = ()
) -> None:
    """Put one value into the data of an item; Refused: bad_field, bad_value."""
    kind, _dot, rest = name.partition(".")
    of_set = {one.name: one for one in criteria}
    readers: dict[str, tuple[Mapping[str, str] | None, Callable[[str], Any]]] = {
        "points": (POINTS, lambda v: _points(name, v, rules)),
        "votes": ({**LEVELS, **SLIPS}, lambda v: _whole(name, v)),
        "received": (CHECKLIST, lambda v: NOT_NEEDED if v == NOT_NEEDED else day_field(v)),
        "conditions": (CONDITIONS, lambda v: _condition(rest, v)),
        CRITERIA: (
            {one.name: one.title for one in criteria},
            lambda v: _at_most(name, v, of_set[rest].most, of_set[rest].title),
        ),
    }
    simple: dict[str, Callable[[str], Any]] = {
        "group": lambda v: choice(name, v, GROUPS),
        "special": lambda v: choice(name, v, SPECIAL),
        "not_subject": lambda v: choice(name, v, REASONS),
        NOTIFIED: day_field,
        "cap_group": str,
        "absent": str,
        "note": str,
    }
    if name in SAYERS:
        place(data, f"levels.{name}", choice(name, value, LEVELS) if value else "")
    elif name == "not_subject":
        reason = simple[name](value) if value else ""
        place(data, "not_reviewed", reason)
        place(data, "not_rated", reason)
    elif name in simple:
        place(data, name, simple[name](value) if value else "")
        if name == "special" and value == "transferred":
            data["needs"] = sorted({*data.get("needs", ()), "former_cell"})
    elif kind in readers and rest in (readers[kind][0] or {}):
        place(data, name, readers[kind][1](value) if value else "")
        if kind == CRITERIA:
            _add_up(data, of_set[rest].part, criteria)
    else:
        raise unknown(name, (*SAYERS, *simple, *(f"{k}.{n}" for k in readers for n in readers[k][0] or ())))


def place(data: dict[str, Any], name: str, value: Any) -> None:
    """Put a value at "name" or "name.part"; an empty one is taken away."""
    kind, dot, part = name.partition(".")
    inner = dict(data.get(kind, {})) if dot else data
    if value == "":
        inner.pop(part or kind, None)
    else:
        inner[part or kind] = value
    if dot:
        data.pop(kind, None)
        if inner:
            data[kind] = inner


def unknown(name: str, known: tuple[str, ...]) -> Refused:
    """The refusal of a name that is none."""
    return Refused("bad_field", _("Không có mục “{name}”.").format(name=name), ", ".join(known), field=name)


def number(value: Any) -> Decimal | None:
    """A number as it is kept: whole, or text with its fraction."""
    return None if value in (None, "") else Decimal(str(value))


def has_left(unit: Unit, record: Record) -> bool:
    """Whether an entry of the record stands on a page made for another office."""
    on_pages = select(PageEntry.entry).join(EntryRow, EntryRow.hash == PageEntry.entry)
    return unit.session.scalar(on_pages.where(EntryRow.record == record.id).limit(1)) is not None


def refuse_sent(unit: Unit, record: Record, reason: str) -> None:
    """Raise Refused("missing_reason") for a change without reason of what another office may have seen."""
    if not reason.strip() and has_left(unit, record):
        raise Refused(
            "missing_reason",
            _("Nội dung này đã gửi đi; sửa thì phải ghi lý do."),
            _("Nơi nhận sẽ thấy cả bản trước và bản sửa."),
            field="reason",
        )


def _decimal(name: str, text: str) -> Decimal:
    try:
        found = Decimal(text.replace(",", "."))
    except InvalidOperation:
        found = Decimal("NaN")
    if not found.is_finite() or found < 0:
        raise Refused("bad_value", _("“{value}” không phải là số.").format(value=text), field=name)
    return found


def _kept(value: Decimal) -> int | str:
    return int(value) if value == int(value) else str(value.normalize())


def _points(name: str, text: str, rules: Rules) -> int | str:
    rule = rules[f"rating.{name}"]
    if not rule.known:
        raise Refused(
            "bad_value",
            _("Năm này đánh giá từng tiêu chí theo cấp độ, không chấm điểm."),
            field=name,
        )
    title = _("{name} ({source})").format(name=_(POINTS[name.partition(".")[2]]), source=rule.source_text())
    return _at_most(name, text, rule.number, title)


def _at_most(name: str, text: str, most: int, title: str) -> int | str:
    value = _decimal(name, text)
    if value > most:
        raise Refused("bad_value", _("{name}: tối đa {n} điểm.").format(name=title, n=most), field=name)
    return _kept(value)


def _add_up(data: dict[str, Any], part: str, criteria: Sequence[Criterion]) -> None:
    """With every criterion of a part given, the points of the part are their sum; else they are not known."""
    given = [number(data.get(CRITERIA, {}).get(one.name)) for one in criteria if one.part == part]
    known = [one for one in given if one is not None]
    place(data, f"points.{part}", _kept(sum(known, Decimal(0))) if len(known) == len(given) else "")


def _whole(name: str, text: str) -> int:
    value = _decimal(name, text)
    if value != int(value):
        raise Refused("bad_value", _("“{value}” không phải là số nguyên.").format(value=text), field=name)
    return int(value)


def _condition(name: str, text: str) -> Any:
    if name in FACTS:
        return choice(f"conditions.{name}", text, YES_NO)
    value = _decimal(f"conditions.{name}", text)
    if value > 100:
        raise Refused("bad_value", _("Phần trăm không quá 100."), field=f"conditions.{name}")
    return _kept(value)
