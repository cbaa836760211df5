"""The figures beside the duties: members, admissions of the year, the rating, what was not sent."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from app.ui.widgets.charts import Bars, Ring, Slots
from app.ui.widgets.tiles import Figure
from app.words import _, count_text

if TYPE_CHECKING:
    from app.ui.session import Sitting


def made(sitting: Sitting, values: Mapping[str, Any]) -> list[Figure]:
    """The figures that have their ground in records."""
    found = (part(sitting, values) for part in (_members, _admissions, _rating, _unsent))
    return [one for one in found if one is not None]


def _rating(sitting: Sitting, values: Mapping[str, Any]) -> Figure | None:
    progress = values["rating"]
    if progress is None:
        return None
    year, done, whole, left = progress
    if sitting.committee:
        words, note = _("trên {n} tổ chức"), _("{n} tổ chức chưa kết thúc").format(n=count_text(left))
    else:
        words, note = _("trên {n} có mức"), _("còn {n} bản kiểm điểm").format(n=count_text(left))
    text = f"{100 * done // whole} %"
    return Figure(
        _("Xếp loại năm {year}").format(year=year), count_text(done), words.format(n=count_text(whole)),
        note if left else "", Ring(done / whole, text, spoken=f"{done}/{whole}"),
    )  # fmt: skip


def _members(sitting: Sitting, values: Mapping[str, Any]) -> Figure | None:
    full, waiting = values["full"], values["probationary"]
    if not full and not waiting:
        return None
    years = values["by_year"]
    spoken = ", ".join(f"{year}: {n}" for year, n in years)
    bars = Bars([n for _year, n in years], [str(year)[2:] for year, _n in years], spoken)
    note = _("{full} chính thức, {waiting} dự bị").format(full=count_text(full), waiting=count_text(waiting))
    return Figure(_("Đảng viên"), count_text(full + waiting), _("người"), note, bars)


def _admissions(sitting: Sitting, values: Mapping[str, Any]) -> Figure | None:
    if not values["people"]:
        return None
    year, done, plan = sitting.today.year, values["admitted"], values["plan"]
    open_ = values["open_admissions"]
    note = _("{n} hồ sơ đang làm").format(n=count_text(open_)) if open_ else _("không có hồ sơ đang làm")
    title = _("Kết nạp năm {year}").format(year=year)
    if not plan:
        return Figure(title, count_text(done), _("người"), note)
    fills = ["green_fill"] * min(done, plan) + ["amber_fill"] * min(open_, max(0, plan - done))
    fills += ["track"] * (plan - len(fills))
    slots = Slots(fills[:12], width=108)
    slots.setAccessibleName(note)
    return Figure(title, count_text(done), _("trên {plan} kế hoạch").format(plan=plan), note, slots)


def _unsent(sitting: Sitting, values: Mapping[str, Any]) -> Figure | None:
    if not values["linked"]:
        return None
    from app.ui.status_facts import local

    today = sitting.today
    days = [today - datetime.timedelta(days=n) for n in range(5, -1, -1)]
    by_day = dict(values["by_day"])
    numbers = [by_day.get(d.isoformat(), 0) for d in days]
    spoken = ", ".join(f"{d:%d/%m}: {n}" for d, n in zip(days, numbers, strict=True))
    bars = Bars(numbers, [f"{d.day}" for d in days], spoken, now=range(6))
    sent = values["sent"]
    note = _("Gửi lần cuối {day}").format(day=f"{local(sent):%d/%m/%Y}") if sent else _("Chưa gửi lần nào")
    return Figure(
        _("Chưa gửi cho cấp dưới") if sitting.committee else _("Chưa gửi lên cấp trên"),
        count_text(values["unsent"]),
        _("thay đổi"),
        note,
        bars,
    )
