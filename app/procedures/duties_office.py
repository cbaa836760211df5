"""What is due about the office's own rules: packs waiting, settings ending, holidays unpublished."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from sqlalchemy import select

from app.models import Duty, Setting
from app.procedures.condensing import PLACE, due_now
from app.procedures.duties import AHEAD
from app.procedures.offices import ROLE_TITLES
from app.procedures.rule_packs import waiting_packs
from app.regulations.calendar import load_calendar
from app.regulations.packs import parse_pack
from app.storage.unit import Unit
from app.trouble import Refused
from app.words import _, day_text

PACK, RULE, SETTINGS, CALENDAR = "pack:", "rule:", "settings", "calendar"
"""Places of these duties: a pack to look at, one rule in the list, the settings, the page of rules."""


def of_office(unit: Unit) -> list[Duty]:
    """The duties about rules and settings, read after those of cases and people were written."""
    return [*_packs(unit), *_settings(unit), *_kept_long_enough(unit), *_holidays(unit)]


def _packs(unit: Unit) -> Iterator[Duty]:
    for held in waiting_packs(unit):
        what = (
            _("Xem và bật bộ quy định mới của cấp trên: {title}")
            if held.newest
            else _("Cấp trên thôi áp dụng bộ quy định: {title}; xem và xác nhận")
        )
        title = _title(unit, held.newest or held.text, held.record.pack)
        yield _duty(unit, what.format(title=title), PACK + held.record.pack)


def _title(unit: Unit, text: str, name: str) -> str:
    try:
        return _(parse_pack(text, name, unit.rulebook.keys).title) or name
    except Refused:
        return name


def _settings(unit: Unit) -> Iterator[Duty]:
    """Own settings with a last day that is near, and nothing that follows."""
    today, near = unit.today.isoformat(), (unit.today + AHEAD).isoformat()
    own = unit.workspace.organisation_id
    rows = [s for s in unit.all(Setting, owner=own) if not s.gone]
    for row in sorted(rows, key=lambda s: (s.key, s.from_)):
        if not row.to or not today <= row.to <= near:
            continue
        if any(s.key == row.key and row.to < s.from_ for s in rows):
            continue
        key = unit.rulebook.keys.get(row.key)
        role = ROLE_TITLES.get(row.key.removeprefix("office."), row.key)
        title = _(key.title if key is not None else role)
        duty = _duty(
            unit,
            _("Thiết lập “{title}” hết áp dụng").format(title=title),
            f"{RULE}{row.key}" if key is not None else SETTINGS,
        )
        duty.due, duty.base_date = row.to, row.from_ or None
        last = day_text(datetime.date.fromisoformat(row.to))
        duty.rule = {
            "why": _("Đơn vị mình đặt áp dụng đến hết ngày {day}, chưa có giá trị tiếp theo.").format(
                day=last
            ),
            "document": row.document or "",
        }
        yield duty


def _kept_long_enough(unit: Unit) -> Iterator[Duty]:
    """Closed cases that found nothing, kept as long as the office set; only who handles them sees it."""
    with unit.opened(""):
        found = due_now(unit)
    if found:
        what = _("Thu gọn {n} hồ sơ đã đóng, không phát hiện gì").format(n=len(found))
        duty = _duty(unit, what, PLACE)
        if (until := found[0].until) is not None:
            duty.rule = {"why": until.why, "document": until.rule.document}
        yield duty


def _holidays(unit: Unit) -> Iterator[Duty]:
    """Years without published days off in which a deadline of this office counts working days."""
    decided = load_calendar().decided
    own = unit.workspace.organisation_id
    found = unit.session.execute(
        select(Duty.due, Duty.rule).where(Duty.owner == own, Duty.due > f"{max(decided)}-12-31")
    )
    counted = {int(due[:4]) for due, rule in found if (rule or {}).get("unit") == "working_days"}
    for year in sorted(counted - decided):
        duty = _duty(
            unit,
            _("Lịch nghỉ lễ, Tết năm {year} chưa có bản chính thức: xem lại các hạn khi có").format(
                year=year
            ),
            CALENDAR,
        )
        duty.rule = {"why": _("Hạn tính theo ngày làm việc rơi vào năm này, ngày nghỉ còn là dự kiến.")}
        yield duty


def _duty(unit: Unit, what: str, place: str) -> Duty:
    return Duty(owner=unit.workspace.organisation_id, what=what, place=place)
