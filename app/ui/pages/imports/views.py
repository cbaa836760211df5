"""What the preview of a list shows in its table, one question at a time, and what stands beside a row."""

from __future__ import annotations

from typing import Any

from app.imports import Problem, duplicate_sentence, remark, sentence, skipped_text
from app.procedures.titles import FIELD_TITLES, STATUS_TITLES
from app.ui.pages.common import date_words
from app.ui.pages.imports.cells import NEW, CellPart
from app.ui.pages.imports.plan import LATER, OTHER, SAME, Group, Plan
from app.ui.pages.person.fields import words_of
from app.ui.widgets.table import Cell, Column
from app.words import N_, _

VIEWS = (
    ("people", N_("Đọc được")), ("cells", N_("Chi bộ")),
    ("rejected", N_("Không nhận")), ("flagged", N_("Cần xem lại")),
    ("duplicates", N_("Trùng người")), ("differences", N_("Khác với sổ")), ("repaired", N_("Đã sửa giúp")),
    ("converted", N_("Đổi mã chữ")), ("columns", N_("Cột")), ("skipped", N_("Dòng bỏ qua")),
)  # fmt: skip
NEWS = {
    "new": (N_("Người mới"), ""),
    "filled": (N_("Bổ sung"), "green"),
    "unchanged": (N_("Đã có, giữ nguyên"), ""),
    "repeat": (N_("Trùng dòng trên"), "grey"),
    "waiting": (N_("Để lại, chờ chọn"), "amber"),
}
LONG = 60  # letters a cell of the table shows; longer ones stand whole beside it
ENCODINGS = {"tcvn3": "TCVN3 (ABC)", "vni": "VNI"}
SHORT = {
    "personal_number": N_("Số định danh"), "organisation": N_("Tổ chức đảng"), "card_number": N_("Số thẻ"),
    "old_card_number": N_("Số thẻ cũ"), "activity": N_("Hoạt động"), "activity_date": N_("Từ ngày"),
    "political_theory": N_("Lý luận"), "professional": N_("Chuyên môn"), "education": N_("Văn hóa"),
}  # fmt: skip
PLACES = (("birth", N_("Nơi khai sinh")), ("home", N_("Quê quán")), ("residence", N_("Thường trú")))
DECISIONS = {SAME: N_("Là một người"), OTHER: N_("Hai người khác nhau"), LATER: N_("Để lại")}


def count(plan: Plan, view: str) -> int:
    """How many rows a view holds."""
    reading = plan.reading
    match view:
        case "people":
            return len(reading.persons)
        case "cells":
            return len(plan.cells)
        case "duplicates":
            return len(plan.groups)
        case "differences":
            return len(plan.differences)
        case "converted":
            return sum(reading.converted.values())
        case "columns":
            return sum(len(sheet.columns) for sheet in reading.sheets)
        case "skipped":
            return len(reading.skipped)
    problems: list[Problem] = getattr(reading, view)
    return len(problems)


def columns(view: str) -> list[Column]:
    """The columns of a view."""
    row = Column("row", _("Dòng"), width=66, align="right", priority=1)
    name = Column("name", _("Họ và tên"), width=190, grow=True, tone="text", must=True)
    match view:
        case "people":
            return [
                row,
                name,
                Column("birth", _("Ngày sinh"), width=110),
                Column("status", _("Tình trạng"), width=110),
                Column("number", _("Số định danh"), width=130, priority=3),
                Column("news", _("Sẽ làm gì"), width=160),
            ]
        case "cells":
            return [
                Column("name", _("Chi bộ"), width=220, grow=True, tone="text", must=True),
                Column("rows", _("Số dòng"), width=90, align="right"),
                Column("news", _("Ghi vào"), width=240, must=True),
            ]
        case "duplicates":
            return [
                row,
                name,
                Column("other", _("Trùng với"), width=200, priority=2),
                Column("news", _("Chọn"), width=170),
            ]
        case "differences":
            return [
                name,
                Column("field", _("Mục"), width=150, tone="text"),
                Column("have", _("Trong sổ"), width=150),
                Column("told", _("Trong danh sách"), width=150),
                Column("news", _("Giữ"), width=140),
            ]
        case "converted":
            return [
                row,
                Column("code", _("Mã chữ"), width=110, priority=3),
                Column("have", _("Trong tệp"), width=220, grow=True),
                Column("told", _("Đọc thành"), width=220, tone="text", must=True),
            ]
        case "skipped":
            return [row, Column("name", _("Là"), width=300, grow=True, must=True)]
    told = _("Đổi thành") if view == "repaired" else _("Vì sao")
    return [
        row,
        name,
        Column("field", _("Mục"), width=150, tone="text"),
        Column("have", _("Trong tệp"), width=150, priority=2),
        Column("told", told, width=210),
    ]


def rows(plan: Plan, view: str) -> list[dict[str, Any]]:
    """The rows of a view; `id` is the place in its list."""
    reading = plan.reading
    if view == "people":
        return [_person_row(plan, index, news) for index, news in enumerate(plan.news())]
    if view == "cells":
        return [
            {"id": at, "name": Cell(cell_name(cell)), "rows": str(len(cell.rows)), "news": _goes_into(cell)}
            for at, cell in enumerate(plan.cells)
        ]
    if view == "duplicates":
        return [_group_row(plan, at, group) for at, group in enumerate(plan.groups)]
    if view == "differences":
        return [
            {"id": at, "name": Cell(d.name), "field": title(d.field), "have": words_of(d.field, d.have),
             "told": words_of(d.field, d.told),
             "news": Cell(_("Theo danh sách"), "amber") if d.taken else Cell(_("Theo sổ"))}
            for at, d in enumerate(plan.differences)
        ]  # fmt: skip
    if view == "converted":
        return [
            {"id": at, "row": str(row), "code": ENCODINGS.get(code, code), "have": _plain(have), "told": told}
            for at, (_sheet, row, code, have, told) in enumerate(plan.converted)
        ]
    if view == "skipped":
        return [
            {"id": at, "row": str(row), "name": skipped_text(kind)}
            for at, (_sheet, row, kind) in enumerate(reading.skipped)
        ]
    names = {(person["sheet"], person["row"]): person.get("name", "") for person in reading.persons}
    found: list[dict[str, Any]] = []
    for at, problem in enumerate(getattr(reading, view)):
        found.append(
            {
                "id": at,
                "row": str(problem.row),
                "name": problem.name or names.get((problem.sheet, problem.row)) or "–",
                "field": title(problem.field),
                "have": _plain(problem.value),
                "told": words_of(problem.field, problem.becomes)
                if view == "repaired"
                else first_sentence(problem),
            }
        )
    return found


def cell_name(cell: CellPart) -> str:
    """The cell as the list writes it."""
    return cell.name or _("(không ghi chi bộ)")


def _goes_into(cell: CellPart) -> Cell:
    if cell.own_computer:
        return Cell(_("Không ghi: chi bộ tự giữ sổ"), "grey")
    if cell.book is None:
        return Cell(_("Chưa chọn, để lại"), "amber")
    if cell.book == NEW:
        return Cell(
            _("Lập sổ giữ hộ mới: {code}").format(code=cell.code or "…"), "" if cell.code else "amber"
        )
    return Cell(cell.books.get(cell.book, ""), "")


def title(name: str) -> str:
    """A field in words."""
    return _(FIELD_TITLES.get(name, name))


def first_sentence(problem: Problem) -> str:
    """What is wrong, short enough for a cell."""
    return sentence(problem).partition(". ")[0].rstrip(".")


def _plain(value: Any) -> str:
    text = "–" if value in (None, "") else " ".join(str(value).split())
    return text if len(text) <= LONG else _("(dài, xem bên cạnh)")


def _person_row(plan: Plan, index: int, news: str) -> dict[str, Any]:
    person = plan.reading.persons[index]
    words, tone = NEWS[news]
    status = STATUS_TITLES.get(person.get("status", ""), "")
    return {
        "id": index,
        "row": str(person["row"]),
        "name": Cell(person.get("name", "")),
        "birth": date_words(person.get("birth")),
        "status": Cell(_(status), "amber" if person.get("status") == "probationary" else "")
        if status
        else None,
        "number": person.get("personal_number"),
        "news": Cell(_(words), tone),
    }


def _group_row(plan: Plan, at: int, group: Group) -> dict[str, Any]:
    first = plan.reading.persons[group.indexes[0]] if group.indexes else {}
    member = plan.people.get(group.found.member or "")
    rest = ", ".join(str(plan.reading.persons[i]["row"]) for i in group.indexes[1:])
    other = _("{name} trong sổ").format(name=member.name) if member else _("dòng {rows}").format(rows=rest)
    tone = "" if group.decision == SAME else "amber" if group.decision == LATER else "grey"
    return {
        "id": at,
        "row": str(first.get("row", "")),
        "name": Cell(first.get("name", "")),
        "other": other,
        "news": Cell(_(DECISIONS[group.decision]), tone),
    }


Detail = tuple[str, str, list[tuple[str, str]]]


def detail(plan: Plan, view: str, at: int) -> Detail:
    """(title, sentence, facts) beside a row."""
    reading = plan.reading
    if view == "people":
        person = reading.persons[at]
        facts = person_facts(person)
        return person.get("name", ""), _(NEWS[plan.news()[at]][0]), facts
    if view == "cells":
        cell = plan.cells[at]
        words = (
            _("Chi bộ đã có máy, tự giữ sổ của mình; danh sách của chi bộ không ghi ở đây.")
            if cell.own_computer
            else _("Chọn sổ để ghi những người của chi bộ này.")
        )
        return cell_name(cell), words, [(_("Số dòng"), str(len(cell.rows)))]
    if view == "duplicates":
        group = plan.groups[at]
        return duplicate_title(plan, group), duplicate_sentence(group.found), side_by_side(plan, group)
    if view == "differences":
        d = plan.differences[at]
        facts = [(_("Trong sổ"), words_of(d.field, d.have)), (_("Danh sách"), words_of(d.field, d.told))]
        return (
            f"{d.name}: {title(d.field)}",
            _("Chọn giá trị đúng theo hồ sơ; chưa chọn thì sổ giữ nguyên."),
            facts,
        )
    if view == "converted":
        _sheet, row, code, have, told = plan.converted[at]
        facts = [(_("Trong tệp"), have), (_("Đọc thành"), told)]
        words = _("Chữ gõ bằng bảng mã {code} được đổi sang Unicode.").format(code=ENCODINGS.get(code, code))
        return _("Dòng {row}").format(row=row), words, facts
    if view == "skipped":
        _sheet, row, kind = reading.skipped[at]
        return (
            _("Dòng {row}").format(row=row),
            _("Không phải dòng của một người: {kind}.").format(kind=skipped_text(kind)),
            [],
        )
    problem: Problem = getattr(reading, view)[at]
    facts = [
        (
            _("Ô"),
            f"{problem.column}{problem.row}" if problem.column else _("dòng {row}").format(row=problem.row),
        ),
        (_("Tên cột"), " ".join(problem.header.split()) or "–"),
        (_("Trong tệp"), "–" if problem.value in (None, "") else str(problem.value)),
    ]
    if problem.becomes:
        facts.append((_("Lấy là"), words_of(problem.field, problem.becomes)))
    return title(problem.field), remark(problem) if view == "flagged" else sentence(problem), facts


def person_facts(person: dict[str, Any]) -> list[tuple[str, str]]:
    """What the list says of a person, places in one piece."""
    facts, places = [], {prefix for prefix, _words in PLACES}
    for name, value in person.items():
        if name.partition("_")[0] in places and name != "birth":
            continue
        if name not in ("sheet", "row", "name", "status") and value not in (None, "", False):
            facts.append((_(SHORT[name]) if name in SHORT else title(name), words_of(name, value)))
    for prefix, words in PLACES:
        parts = [
            person.get(f"{prefix}_{part}") for part in ("address", "town", "place", "province", "country")
        ]
        whole = ", ".join(
            part for part in (person.get(prefix) if prefix != "birth" else None, *parts) if part
        )
        if whole:
            facts.append((_(words), whole))
    return facts


def duplicate_title(plan: Plan, group: Group) -> str:
    """Who the group is about."""
    return str(plan.reading.persons[group.indexes[0]].get("name", "")) if group.indexes else ""


def side_by_side(plan: Plan, group: Group) -> list[tuple[str, str]]:
    """What tells the persons of a group apart, one fact for each field: list | book, or row | row."""
    sides: list[Any] = [plan.reading.persons[i] for i in group.indexes[:2]]
    heads = [_("Dòng {row}").format(row=side["row"]) for side in sides]
    if (member := plan.people.get(group.found.member or "")) is not None:
        standing = plan.standings[member.id]
        book = {name: getattr(member, name, None) or getattr(standing, name, None) for name in FIELD_TITLES}
        sides, heads = [sides[0], book], [heads[0], _("Trong sổ")]
    facts = [("", "  |  ".join(heads))]
    for name in (
        "name",
        "birth",
        "sex",
        "personal_number",
        "card_number",
        "old_card_number",
        "admission_date",
    ):
        values = [side.get(name) for side in sides]
        if any(values):
            facts.append((title(name), "  |  ".join(words_of(name, value) for value in values)))
    return facts
