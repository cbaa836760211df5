"""The grid of a rating: its columns, what stands in the cells of a member, what a figure typed means."""

from __future__ import annotations

from typing import Any

from app.procedures.rating import bands as rating_bands
from app.procedures.rating.rounds import Rated, lacking
from app.procedures.rating.subject import REASONS
from app.ui.widgets.table import Cell, Column
from app.words import N_, _

SAID = ("self", "state", "cell_committee", "cell")
POINTS = {"general": "points.general", "tasks": "points.tasks"}
SHORT = {
    "excellent": N_("Xuất sắc"),
    "good": N_("Tốt"),
    "completed": N_("Hoàn thành"),
    "not_completed": N_("Không hoàn thành"),
}


def columns() -> list[Column]:
    """The columns of the grid."""
    points = {"width": 58, "align": "right", "sortable": False}
    return [
        Column("name", _("Họ và tên"), width=150, grow=True, tone="text", must=True, sortable=False),
        Column("group", _("Mẫu"), width=66, priority=2, sortable=False),
        Column("paper", _("Bản kiểm điểm"), width=104, priority=4, sortable=False),
        Column("general", _("Điểm I"), priority=1, **points),  # type: ignore[arg-type]
        Column("tasks", _("Điểm II"), priority=1, **points),  # type: ignore[arg-type]
        Column("total", _("Cộng"), priority=5, **points),  # type: ignore[arg-type]
        Column("self", _("Tự xếp loại"), width=112, sortable=False),
        Column("state", _("Cơ quan"), width=112, sortable=False, hidden=True),
        Column("cell_committee", _("Chi ủy"), width=112, sortable=False, hidden=True),
        Column("cell", _("Chi bộ đề nghị"), width=118, must=True, sortable=False),
        Column("decided", _("Cấp ủy quyết định"), width=124, priority=2, sortable=False),
    ]


def cells(
    one: Rated, name_: str, form: str, typed: tuple[str, str] | None, *, editable: bool
) -> dict[str, Any]:
    """A member's line; `typed` are (column, figures) of points not yet written."""
    data, who = one.item.data or {}, one.item.person or ""
    found: dict[str, Any] = {"id": who, "name": name_}
    if data.get("not_rated"):
        return found | {"decided": Cell(_(REASONS[data["not_rated"]]), "grey")}
    missing = lacking(one.item)
    found["group"] = Cell(form or "–", edit=editable)
    paper = "amber" if "self_review" in missing else ""
    found["paper"] = Cell(_("Chưa nộp") if paper else _("Đã nộp"), paper, plain=True, edit=editable)
    for name in POINTS:
        value = str(data.get("points", {}).get(name, "–")).replace(".", ",")
        if typed and typed[0] == name:
            value = typed[1]
        found[name] = Cell(value)  # typed in place: a caret would promise a list
    total = rating_bands.total(data)
    found["total"] = Cell(f"{total.normalize():f}".replace(".", ",") if total is not None else "–")
    levels = data.get("levels", {})
    for name in SAID:
        found[name] = _level(levels.get(name), editable)
    found["decided"] = _level(one.decided, False) if one.decided else Cell(_("Chưa có"))
    return found


def nth(names: list[str], key: str) -> str | None:
    """The name a figure stands for; "" for 0, None for a figure that stands for none."""
    at = int(key)
    return "" if at == 0 else names[at - 1] if at <= len(names) else None


def _level(level: str | None, editable: bool) -> Cell:
    if not level:
        return Cell("–", edit=editable)
    return Cell(_(SHORT[level]), {"excellent": "gold", "not_completed": "rust"}.get(level, ""), edit=editable)
