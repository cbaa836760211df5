"""The grid of a rating: its columns, what stands in the cells of a line, what a figure typed means."""

from __future__ import annotations

from typing import Any

from app.procedures.rating import bands as rating_bands
from app.procedures.rating.rounds import CHECKLIST, COLLECTIVES, MEMBER, NOT_NEEDED, Rated, lacking
from app.procedures.rating.set import NOTIFIED, SPECIAL
from app.procedures.rating.subject import REASONS
from app.ui.pages.common import date_words
from app.ui.widgets.table import Cell, Column
from app.words import N_, _

SAID = ("self", "state", "cell_committee", "cell")
POINTS = {"general": "points.general", "tasks": "points.tasks"}
SHORT = {
    "excellent": N_("Xuất sắc"),
    "good": N_("Tốt"),
    "completed": N_("Hoàn thành"),
    "not_completed": N_("Không HT"),
}
"""The four levels, short enough for a column: "Không hoàn thành nhiệm vụ" is the last."""
SLIPS = {f"slips_{level}": f"votes.{level}" for level in SHORT} | {"slips_valid": "votes.valid"}
NUMBERS = POINTS | SLIPS
"""Columns whose figures are one number: column -> name of what is said."""
PAPERS = {"paper": "self_review", "commitment": "commitment"}
"""Columns of papers noted by one key: column -> paper."""
PAPERS_STAGE, LEVELS_STAGE, SLIPS_STAGE = "papers", "levels", "slips"
STAGES = {PAPERS_STAGE: N_("Giấy tờ"), LEVELS_STAGE: N_("Điểm, mức"), SLIPS_STAGE: N_("Phiếu kín")}
STAGE_COLUMNS = {
    PAPERS_STAGE: ("group", *PAPERS, "lacking"),
    LEVELS_STAGE: (*POINTS, "total", *SAID, "decided"),
    SLIPS_STAGE: (*SLIPS, "cell"),
}
"""What is seen beside the name. What is typed is never dropped for want of room: few columns at a time."""
HIDDEN = {"state", "cell_committee"}
"""Sayers many offices do not have: shown when asked for."""


def columns() -> list[Column]:
    """The columns of the grid, of all stages."""
    typed: dict[str, Any] = {"sortable": False, "must": True}
    figure = typed | {"width": 50, "align": "right"}
    total: dict[str, Any] = {"sortable": False, "width": 50, "align": "right", "priority": 5}
    return [
        Column("name", _("Họ và tên"), width=140, grow=True, tone="text", **typed),
        Column("group", _("Mẫu"), width=52, **typed),
        Column("paper", _("Kiểm điểm"), width=86, **typed),
        Column("commitment", _("Cam kết năm sau"), width=86, **typed),
        Column("lacking", _("Còn thiếu, ghi chú"), width=180, grow=True, priority=3, sortable=False),
        Column("general", _("Điểm I"), **figure),
        Column("tasks", _("Điểm II"), **figure),
        Column("total", _("Cộng"), **total),
        Column("self", _("Tự xếp loại"), width=100, **typed),
        Column("state", _("Cơ quan"), width=100, hidden=True, **typed),
        Column("cell_committee", _("Chi ủy"), width=100, hidden=True, **typed),
        *(Column(f"slips_{level}", _(title), **figure) for level, title in SHORT.items()),
        Column("slips_valid", _("Hợp lệ"), **figure),
        Column("cell", _("Đề nghị"), width=100, **typed),
        Column("decided", _("Quyết định"), width=104, **typed),
    ]


def name_of(one: Rated, called: dict[str, str]) -> str:
    """Whom or what a line is about."""
    return (
        called.get(one.item.person or "", "")
        if one.item.subject == MEMBER
        else _(COLLECTIVES.get(one.item.subject, one.item.subject))
    )


def cells(
    one: Rated,
    name: str,
    form: str,
    typed: tuple[str, str] | None = None,
    draft: str | None = None,
    *,
    says: bool,
) -> dict[str, Any]:
    """A line of the grid. `typed`: (column, figures) of a number not yet written; `draft`: a level the
    superior means to decide otherwise than proposed; `says`: whether the rest may be typed."""
    data, member = one.item.data or {}, one.item.subject == MEMBER
    found: dict[str, Any] = {"id": one.item.id, "name": Cell(name, weight=not member)}
    if data.get("not_rated"):
        why = Cell(_(REASONS[data["not_rated"]]), plain=True)
        return found | {"lacking": why, "decided": Cell(_("Ngoài diện"), "grey", plain=True)}
    missing = lacking(one.item)
    found["group"] = Cell(form or "–", edit=says and member)
    paper = "amber" if "self_review" in missing else ""
    found["paper"] = Cell(_("Chưa nộp") if paper else _("Đã nộp"), paper, plain=True, edit=says)
    handed = data.get("received", {}).get("commitment")
    found["commitment"] = Cell(
        _("Không cần") if handed == NOT_NEEDED else _("Đã nộp") if handed else "–",
        plain=True,
        edit=says and member,
    )
    found["lacking"] = _remark(data, missing)
    for column, told in NUMBERS.items():
        kind, _dot, part = told.partition(".")
        value = str(data.get(kind, {}).get(part, "–")).replace(".", ",")
        found[column] = Cell(typed[1] if typed and typed[0] == column else value)  # typed in place: no caret
    total = rating_bands.total(data)
    found["total"] = Cell(f"{total.normalize():f}".replace(".", ",") if total is not None else "–")
    levels = data.get("levels", {})
    for said in SAID:
        found[said] = _level(levels.get(said), says)
    if one.decided:
        found["decided"] = _level(one.decided, False)
    elif draft:
        found["decided"] = Cell(_("{level} (khác)").format(level=_(SHORT[draft])), "amber", edit=True)
    else:
        found["decided"] = Cell(_("Chưa có"), edit=True)
    return found


def nth(names: list[str], key: str) -> str | None:
    """The name a figure stands for; "" for 0, None for a figure that stands for none."""
    at = int(key)
    return "" if at == 0 else names[at - 1] if at <= len(names) else None


def _level(level: str | None, editable: bool) -> Cell:
    if not level:
        return Cell("–", edit=editable)
    return Cell(_(SHORT[level]), {"excellent": "gold", "not_completed": "rust"}.get(level, ""), edit=editable)


def _remark(data: dict[str, Any], missing: list[str]) -> str:
    """What a line still waits for, and what is special about it, in a few words."""
    told = [_(SPECIAL[data["special"]])] if data.get("special") else []
    told += [_("vắng họp: {why}").format(why=data["absent"])] if data.get("absent") else []
    told += [_(CHECKLIST[key]).lower() for key in missing if key != "self_review"]
    if data.get(NOTIFIED):
        told.append(_("đã thông báo {day}").format(day=date_words(data[NOTIFIED])))
    told += [data["note"]] if data.get("note") else []
    return "; ".join(told)
