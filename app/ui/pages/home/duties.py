"""Duties as the home page shows them: late, this week, this month, later, and steps without a deadline."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from app.ui.pages.case.parts import words
from app.words import N_, _, document_text, lower_first

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from app.reports.duties import DutyRow

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
KINDS = (
    ("source", N_("Tạo nguồn")),
    ("admission", N_("Kết nạp")),
    ("recognition", N_("Công nhận chính thức")),
    ("screening", N_("Rà soát, kỷ luật")),
    ("rating", N_("Xếp loại")),
    ("people", N_("Đảng viên")),
    ("rules", N_("Quy định")),
)
_BUTTONS = {
    "person": N_("Mở lý lịch"),
    "open:": N_("Mở hồ sơ"),
    "rules:": N_("Ghi quy định"),
    "rule:": N_("Xem quy định"),
    "calendar": N_("Xem quy định"),
    "pack:": N_("Xem khác biệt"),
    "settings": N_("Mở cài đặt"),
    "rating": N_("Mở đợt xếp loại"),
    "condense": N_("Xem hồ sơ"),
    "review:opinions:": N_("Ghi trả lời"),
    "review:inspection:": N_("Ghi theo dõi"),
}
"""The button of a duty by the place where it is done."""


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
    """Where a duty without case is done: person, open:PROCEDURE, rules:KEY and others of `_BUTTONS`."""
    kind: str = ""
    """What the duty belongs to: a procedure, people or rules."""
    arithmetic: str = ""
    """The whole reckoning: base day, rule, source, days off."""


def read(session: Session, owner: str, today: datetime.date) -> list[DutyView]:
    """The duties of an office, the earliest first."""
    from app.procedures.definitions import procedures
    from app.reports import duties

    known = procedures()
    found = []
    for index, (row, cases) in enumerate(duties.once(duties.duties(session, owner))):
        procedure = known.get(row.procedure or "")
        step = procedure.step(row.duty.step or "") if procedure is not None else None
        if not (row.duty.place or "").startswith("pack:"):  # a notice above the list tells of these
            found.append(_view(index, row, step, today, cases))
    found += [_waiting(index, row) for index, row in enumerate(duties.waiting(session, owner))]
    return found


def chosen(duties: Sequence[DutyView], kind: str, text: str) -> list[DutyView]:
    """The duties of a kind ("" for all) whose person or words hold a text, accents or not."""
    from app.models.folding import fold

    wanted = fold(text).split()
    return [
        duty
        for duty in duties
        if kind in ("", duty.kind)
        and (not wanted or all(part in fold(f"{duty.who} {duty.what}") for part in wanted))
    ]


def kind_of(row: DutyRow) -> str:
    """The kind a duty is filtered by."""
    place = row.duty.place or ""
    if place == "condense":
        return "screening"
    if place == "rating":
        return "rating"
    if place.startswith("open:"):
        return place.removeprefix("open:")
    if place.startswith("review:"):
        return "screening"
    if place and place != "person":
        return "rules"
    if row.procedure is None:
        return "people"
    return row.procedure if row.procedure in dict(KINDS) else "screening"


def _waiting(index: int, row: DutyRow) -> DutyView:
    """What another office has to do: shown, not demanded of this one."""
    what = _("{what}: chờ {office}").format(
        what=lower_first(row.duty.what), office=row.office or _("cấp trên")
    )
    if row.since:
        what = _("{what} từ {day}").format(what=what, day=words.date_of(row.since))
    due = _("hạn {day}").format(day=words.day_words(row.due)) if row.due else ""
    return DutyView(
        f"waiting:{row.duty.case}:{row.duty.step}:{index}", "waiting", row.name, what, "", "",
        due, "", "", _("Mở"), row.duty.case or "", row.duty.step or "",
        row.duty.person or "", "", kind_of(row), str((row.duty.rule or {}).get("why") or ""),
    )  # fmt: skip


def _view(index: int, row: DutyRow, step: Any, today: datetime.date, cases: int) -> DutyView:
    from app.procedures.duties import overdue_text
    from app.reports import duties

    duty, due = row.duty, row.due
    rule = duty.rule or {}
    place = duty.place or ""
    tone = ""
    if due is not None:
        days = (due - today).days
        tone = "rust" if days < 0 else "amber" if days <= NEAR else "grey"
    kind = kind_of(row)
    return DutyView(
        f"{duty.case}:{duty.step}:{duty.what}:{index}",
        duties.group_of(due, today),
        _("Quy định") if kind == "rules" else duties.who(row),
        lower_first(duty.what),
        duties.reason(row, cases),
        document_text(duties.source(rule)),
        words.day_words(due),
        overdue_text(due, today) if due is not None else "",
        tone,
        _button(place, step, due),
        duty.case or "",
        duty.step or "",
        duty.person or "",
        place,
        kind,
        str(rule.get("why") or ""),
    )


def _button(place: str, step: Any, due: datetime.date | None) -> str:
    if place:
        return _(next(title for start, title in _BUTTONS.items() if place.startswith(start)))
    if step is not None and step.vote is not None:
        return _("Ghi biểu quyết")
    asked = step is not None and any(d.each for d in step.due) and due is not None
    return _("Ghi kết quả") if asked else _("Mở bước này")
