"""Short words of the case page: names of papers, of the day of a step, of states, of documents."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from app.procedures.engine import BLOCKED, DONE, LATER, NOW
from app.words import N_, _, document_text
from app.words import lower_first as lower_first

if TYPE_CHECKING:
    from app.regulations.procedures import FactDef, Procedure, Step
    from app.regulations.rulebook import Rulebook
    from app.regulations.rules import Rule

STATE_BADGES = {
    DONE: (N_("Đã xong"), "green"),
    NOW: (N_("Đang làm"), "amber"),
    BLOCKED: (N_("Chưa đến bước này"), "grey"),
    LATER: (N_("Chưa đến bước này"), "grey"),
}
RESULTS = {
    "done": N_("Đã xong"),
    "refused": N_("Không kết nạp"),
    "moved": N_("Đã chuyển hồ sơ đi"),
    "withdrawn": N_("Thôi xét"),
    "died": N_("Từ trần"),
    "removed": N_("Xóa tên"),
    "annulled": N_("Đã hủy quyết định kết nạp"),
    "not_listed": N_("Chưa đưa vào danh sách"),
    "removed_from_list": N_("Đưa ra khỏi danh sách"),
    "taken_off": N_("Đã tiến bộ, đưa ra khỏi danh sách"),
    "not_progressed": N_("Không tiến bộ"),
    "stopped": N_("Thôi xem xét"),
    "kept": N_("Giữ nguyên tư cách đảng viên"),
    "found_nothing": N_("Không xử lý"),
    "complaint_refused": N_("Không giải quyết khiếu nại"),
}
_RESULTS = {
    ("help_list", "not_listed"): N_("Không đưa vào danh sách"),
    ("deletion", "kept"): N_("Không xóa tên"),
    ("leaving", "kept"): N_("Không cho ra"),
    ("leaving", "withdrawn"): N_("Rút đơn"),
    ("discipline", "found_nothing"): N_("Không kỷ luật"),
    ("suspension", "found_nothing"): N_("Không đình chỉ"),
    ("complaint", "withdrawn"): N_("Rút khiếu nại"),
    ("restoration", "refused"): N_("Không khôi phục"),
    ("annulment", "kept"): N_("Không hủy quyết định"),
}
"""Results that one procedure says in its own way."""
SHORT = {
    "source": N_("Tạo nguồn"),
    "admission": N_("Kết nạp"),
    "recognition": N_("Công nhận chính thức"),
    "help_list": N_("Giúp đỡ"),
    "deletion": N_("Xóa tên"),
    "leaving": N_("Xin ra"),
    "discipline": N_("Kỷ luật"),
    "suspension": N_("Đình chỉ"),
    "complaint": N_("Khiếu nại"),
    "restoration": N_("Khôi phục"),
    "annulment": N_("Hủy quyết định"),
}
"""Procedures as tabs and heads name them; the others by their title."""
_LONG = 44
_HEAD = 20


def form_title(code: str) -> str:
    """The name of a form as a list shows it: what follows a late "của" is left out where it is long."""
    from app.regulations.codes import load_forms
    from app.ui.pages.case.parts import printing

    known = load_forms().get(code)
    made = None if known else printing.forms().get(code)  # one the program makes itself
    title = _(known.title) if known else _(made.title) if made else code
    cut = title.find(" của ", _HEAD)
    return title[:cut] if len(title) > _LONG and cut > 0 else title


def short_title(procedure: str) -> str:
    """The short name of a procedure."""
    from app.procedures.definitions import procedures

    known = procedures().get(procedure)
    return _(SHORT.get(procedure) or (known.title if known is not None else procedure))


def result_words(procedure: Procedure, result: str | None) -> str:
    """How a case ended, in words: what is known of the result, else the outcome that gives it."""
    if (procedure.id, result or "") in _RESULTS:
        return _(_RESULTS[procedure.id, result or ""])
    if (result or "done") in RESULTS:
        return _(RESULTS[result or "done"])
    outcomes = (o for s in procedure.steps for o in s.outcomes)
    return next((_(o.title) for o in outcomes if o.result == result), result or "")


def facts_words(step: Step, facts: Mapping[str, Any], name_of: Callable[[str], str]) -> list[str]:
    """The facts of an act in words, "title: value"."""
    return [
        f"{_(step.facts[name].title or name)}: {fact_words(step.facts[name], value, name_of)}"
        for name, value in facts.items()
        if name in step.facts and value not in (None, "")
    ]


def fact_words(fact: FactDef, value: Any, name_of: Callable[[str], str]) -> str:
    """One kept value in words; "–" for none."""
    if value in (None, ""):
        return "–"
    match fact.type:
        case "date":
            return date_of(str(value))
        case "yes_no":
            return _("Có") if value in (True, "True", "có") else _("Không")
        case "choice":
            return _(fact.choices.get(str(value), str(value)))
        case "person":
            return name_of(str(value))
    return str(value)


def day_label(step: Step, foreign: bool) -> str:
    """What the day of a step is called."""
    if foreign:
        return _("Ngày văn bản")
    if step.any_time:
        return _("Ngày")
    return _("Ngày họp") if step.vote is not None or step.chain else _("Ngày làm xong")


def date_of(iso: str | None) -> str:
    """A whole or partial day as screens show it, "" for none."""
    return "/".join(reversed(iso[:10].split("-"))) if iso else ""


def source_text(rule: Rule) -> str:
    """Document and point, which do not break at a hyphen."""
    return document_text(rule.source_text())


def issue_day(rule: Rule) -> str:
    """The day of issue as far as the catalogue knows it."""
    return date_of(rule.document.partition("@")[2])


def effect_day(rule: Rule, book: Rulebook) -> str:
    """The day from which the rule's document holds; a day that is only assumed says so."""
    document = book.document(rule.document)
    day = day_words(rule.start)
    if document is not None and document.start == rule.start and document.start_confidence != "confirmed":
        return _("{day} (ngày ban hành)").format(day=day)
    return day


def day_words(day: datetime.date | None) -> str:
    """dd/MM/yyyy, "" for none or for the beginning of time."""
    return f"{day:%d/%m/%Y}" if day is not None and day.year > 1 else ""
