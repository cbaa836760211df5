"""Duties as the home page shows them: late, this week, this month, later, and steps without a deadline."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from app.ui.pages.case_parts import words
from app.words import N_, _, document_text

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from app.reports.home import DutyRow

GROUPS = (
    ("late", N_("Quá hạn")),
    ("week", N_("Tuần này")),
    ("month", N_("Tháng này")),
    ("later", N_("Về sau")),
    ("open", N_("Không có hạn")),
    ("waiting", N_("Đang chờ nơi khác")),
)
NEAR = 7
"""Days from which a deadline is soon."""


@dataclass(frozen=True)
class DutyView:
    """One duty in words. `group` is one of GROUPS; `due` is empty for a step without deadline."""

    key: str
    group: str
    who: str
    what: str
    why: str
    source: str
    due: str
    badge: str
    tone: str
    button: str
    case: str
    step: str
    person: str = ""
    place: str = ""
    """Where a duty without case is done: person, open:PROCEDURE, rules:KEY."""
    kind: str = ""
    """What the duty belongs to: a procedure, people or rules."""


def read(session: Session, owner: str, today: datetime.date) -> list[DutyView]:
    """The duties of an office, the earliest first."""
    from app.procedures.definitions import procedures
    from app.reports import home

    known = procedures()
    found = []
    for index, row in enumerate(_once(home.duties(session, owner))):
        procedure = known.get(row.procedure or "")
        step = procedure.step(row.duty.step or "") if procedure is not None else None
        found.append(_view(index, row, step, today))
    found += [_waiting(index, row, today) for index, row in enumerate(home.waiting(session, owner))]
    return found


def _once(rows: list[DutyRow]) -> list[DutyRow]:
    """A rule nobody knows is asked for once, however many cases read it."""
    seen: set[str] = set()
    found = []
    for row in rows:
        place = row.duty.place or ""
        if place.startswith("rules:"):
            if place in seen:
                continue
            seen.add(place)
        found.append(row)
    return found


KINDS = (
    ("source", N_("Tạo nguồn")),
    ("admission", N_("Kết nạp")),
    ("recognition", N_("Công nhận chính thức")),
    ("screening", N_("Rà soát, kỷ luật")),
    ("people", N_("Đảng viên")),
    ("rules", N_("Quy định")),
)


def kind_of(row: DutyRow) -> str:
    """The kind a duty is filtered by."""
    place = row.duty.place or ""
    if place.startswith("rules:"):
        return "rules"
    if place.startswith("open:"):
        return place.removeprefix("open:")
    if row.procedure is None:
        return "people"
    return row.procedure if row.procedure in dict(KINDS) else "screening"


def _waiting(index: int, row: DutyRow, today: datetime.date) -> DutyView:
    """What another office has to do: shown, not demanded of this one."""
    due = datetime.date.fromisoformat(row.duty.due) if row.duty.due else None
    what = _("{what} (chờ {office})").format(
        what=words.lower_first(row.duty.what), office=row.office or _("cấp trên")
    )
    return DutyView(
        f"waiting:{row.duty.case}:{row.duty.step}:{index}", "waiting", row.name, what, "", "",
        words.day_words(due) if due else "", "", "", _("Mở"), row.duty.case or "", row.duty.step or "",
        row.duty.person or "", "", kind_of(row),
    )  # fmt: skip


def _view(index: int, row: DutyRow, step: Any, today: datetime.date) -> DutyView:
    from app.procedures.duties import overdue_text

    duty = row.duty
    due = datetime.date.fromisoformat(duty.due) if duty.due else None
    rule = duty.rule or {}
    asked = step is not None and any(d.each for d in step.due) and due is not None
    place = duty.place or ""
    if place:
        button = _("Mở lý lịch") if place == "person" else _("Mở hồ sơ")
        button = _("Ghi quy định") if place.startswith("rules:") else button
    elif step is not None and step.vote is not None:
        button = _("Ghi biểu quyết")
    else:
        button = _("Ghi kết quả") if asked else _("Mở bước này")
    tone = ""
    if due is not None:
        days = (due - today).days
        tone = "rust" if days < 0 else "amber" if days <= NEAR else "grey"
    return DutyView(
        f"{duty.case}:{duty.step}:{duty.what}:{index}",
        group_of(due, today),
        row.name,
        words.lower_first(duty.what),
        _reason(duty, rule, due),
        source(rule),
        words.day_words(due),
        overdue_text(due, today) if due is not None else "",
        tone,
        button,
        duty.case or "",
        duty.step or "",
        duty.person or "",
        place,
        kind_of(row),
    )


def _reason(duty: Any, rule: dict[str, Any], due: datetime.date | None) -> str:
    if due is not None:
        return why(rule, duty.base_date) if rule.get("key") else str(rule.get("why") or "")
    if (duty.place or "").startswith("rules:"):
        return _("Chưa có nguồn nói giá trị của ngày này; hỏi cấp ủy cấp trên, rồi ghi kèm số văn bản.")
    if duty.place:
        return _("Thiếu mục này thì chưa tính được hạn.")
    return _("Đến lượt đơn vị mình; bước này chưa có hạn.")


def group_of(due: datetime.date | None, today: datetime.date) -> str:
    """The group a deadline falls in; a week ends on its Sunday."""
    if due is None:
        return "open"
    if due < today:
        return "late"
    if due <= today + datetime.timedelta(days=6 - today.weekday()):
        return "week"
    return "month" if (due.year, due.month) == (today.year, today.month) else "later"


def why(rule: dict[str, Any], base: str | None) -> str:
    """The rule in short words and the day it counts from."""
    text = words.lower_first(str(rule.get("text") or ""))
    if not text:
        from app.regulations.rules import UNIT_WORDS

        unit = _(UNIT_WORDS.get(str(rule.get("unit")), ""))
        text = _("trong {value} {unit}").format(value=rule.get("value", ""), unit=unit)
    return _("Vì sao: {rule}, từ {day}").format(rule=text, day=words.date_of(base))


def source(rule: dict[str, Any]) -> str:
    """Document, its day and point."""
    number, _at, dated = str(rule.get("document") or "").partition("@")
    if not number:
        return ""
    text = _("{number} ngày {day}").format(number=document_text(number), day=words.date_of(dated))
    point = str(rule.get("point") or "")
    if point:
        text += ", " + (_("điểm {point}").format(point=point) if point[0].isdigit() else point)
    confidence = {"reported": _("mới có một nguồn"), "assumed": _("chưa kiểm chứng")}.get(
        str(rule.get("confidence"))
    )
    return f"{text} ({confidence})" if confidence else text
