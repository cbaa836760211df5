"""Words of the rules page: topics, layers, values, the fact a rule counts from, sources with their days."""

from __future__ import annotations

import datetime
from functools import lru_cache
from typing import TYPE_CHECKING

from app.ui.pages.case.parts import words
from app.ui.pages.case.parts.option_words import option_titles
from app.ui.pages.case.parts.rule_words import value_words
from app.words import N_, _, document_text

if TYPE_CHECKING:
    from app.regulations.rules import Rule

TOPICS = (
    ("admission", N_("Kết nạp"), ("admission",)),
    ("readmission", N_("Kết nạp lại"), ("readmission",)),
    ("source", N_("Tạo nguồn"), ("source",)),
    ("recognition", N_("Công nhận chính thức"), ("recognition",)),
    ("rating", N_("Đánh giá, xếp loại"), ("rating",)),
    (
        "screening",
        N_("Rà soát, sàng lọc"),
        ("help_list", "deletion", "leaving", "exit", "expulsion", "restoration", "exemption"),
    ),
    ("discipline", N_("Kỷ luật, khiếu nại"), ("discipline", "suspension", "complaint")),
    ("votes", N_("Biểu quyết"), ("votes",)),
    ("party_age", N_("Tuổi đảng"), ("party_age",)),
    ("transfer", N_("Chuyển sinh hoạt"), ("transfer",)),
    ("other", N_("Tổ chức, thẻ, việc khác"), ()),
)
"""Topic, its title, and the first words of its keys; the last one takes the rest."""
_TOPIC_OF = {head: topic for topic, _title, heads in TOPICS for head in heads}
LAYERS = (
    ("central", N_("Trung ương")),
    ("province", N_("Tỉnh, thành phố")),
    ("superior", N_("Cấp ủy cấp trên")),
    ("office", N_("Đơn vị")),
)
CONFIDENCE = (
    ("confirmed", N_("Đã đối chiếu"), "green"),
    ("reported", N_("Mới có một nguồn"), "amber"),
    ("assumed", N_("Chưa kiểm chứng"), "grey"),
)
LONG = 70


def topic_of(key: str) -> str:
    """The topic a key belongs to."""
    return _TOPIC_OF.get(key.partition(".")[0], "other")


def layer_words(layer: str) -> str:
    """Whose rule it is."""
    return _(dict(LAYERS).get(layer, layer))


def value_text(rule: Rule, titles: dict[str, str] | None = None) -> str:
    """The value in words, choices and lists by their titles; "chưa có nguồn" for an unknown."""
    known = option_titles() if titles is None else titles
    if isinstance(rule.value, str):
        return known.get(rule.value, rule.value)
    if isinstance(rule.value, tuple) and rule.value and all(isinstance(i, str) for i in rule.value):
        return ", ".join(known.get(str(i), str(i)) for i in rule.value)
    return value_words(rule)


def change_text(before: Rule, after: Rule, titles: dict[str, str]) -> str:
    """What became of a value: "45 ngày → 30 ngày"; of a list what was added and left out."""
    one, two = before.value, after.value
    if isinstance(one, tuple) and isinstance(two, tuple) and all(isinstance(i, str) for i in (*one, *two)):
        added = [titles.get(str(i), str(i)) for i in two if i not in one]
        left = [titles.get(str(i), str(i)) for i in one if i not in two]
        parts = [_("thêm {items}").format(items=", ".join(added))] if added else []
        parts += [_("bỏ {items}").format(items=", ".join(left))] if left else []
        if parts:
            return "; ".join(parts)
    first, second = value_text(before, titles), value_text(after, titles)
    if first != second:
        return f"{first} → {second}"
    return _("{value}, căn cứ khác").format(value=second)


def confidence_badge(rule: Rule) -> tuple[str, str]:
    """(words, tone) of how sure a rule is and whose it is."""
    if not rule.known:
        return _("Chưa có nguồn"), "amber"
    if rule.layer in ("superior", "office"):
        return _("Theo quy định của cấp ủy"), "grey"
    return next((_(text), tone) for key, text, tone in CONFIDENCE if key == rule.confidence)


def source_words(rule: Rule) -> str:
    """Document, its day, point: "294-QĐ/TW ngày 26/05/2025, điểm 9.3"; "–" for none."""
    number, _at, dated = rule.document.partition("@")
    if not number:
        return "–"
    text = document_text(number)
    if dated:
        text = _("{number} ngày {day}").format(number=text, day=words.date_of(dated))
    if rule.point:
        point = _("điểm {point}").format(point=rule.point) if rule.point[0].isdigit() else rule.point
        text = f"{text}, {point}"
    return text


def span_words(start: datetime.date | None, end: datetime.date | None) -> str:
    """ "từ 01/07/2025", "01/07/2025 – 07/04/2026"."""
    first = words.day_words(start)
    if end is None:
        return _("từ {day}").format(day=first) if first else ""
    return f"{first} – {words.day_words(end)}" if first else _("đến {day}").format(day=words.day_words(end))


def base_words(base: str) -> str:
    """The fact from which a rule counts, in words; "" for none, or one that has no words."""
    if not base:
        return ""
    if base == "opened":
        return _("ngày mở hồ sơ")
    head, _dot, tail = base.partition(".")
    if tail == "date":
        return _("ngày của giấy {form}").format(form=head)
    title = _steps().get(head)
    if title and tail == "day":
        return _("ngày làm bước “{step}”").format(step=_(title))
    return _(BASES.get(base, "")) or _facts().get(base, "")


BASES = {
    "full_members": N_("đảng viên chính thức của chi bộ"),
    "serving_members": N_("cấp ủy viên đương nhiệm"),
    "rated_good": N_("đảng viên xếp loại hoàn thành tốt nhiệm vụ"),
    "receipt.day": N_("ngày nhận quyết định"),
    "received.day": N_("ngày nhận văn bản"),
    "probation.end": N_("ngày hết dự bị"),
    "asked.sent": N_("ngày gửi văn bản hỏi"),
    "meeting.day": N_("ngày họp"),
    "review.day": N_("ngày xem xét lần trước"),
    "transfer.day": N_("ngày chuyển sinh hoạt"),
}
"""Facts that no one step of a procedure names."""


@lru_cache(maxsize=1)
def _steps() -> dict[str, str]:
    from app.procedures.definitions import procedures

    return {step.id: step.title for known in procedures().values() for step in known.steps}


@lru_cache(maxsize=1)
def _facts() -> dict[str, str]:
    from app.procedures.definitions import procedures

    return {
        f"{step.id}.{name}": words.lower_first(fact.title or name)
        for known in procedures().values()
        for step in known.steps
        for name, fact in step.facts.items()
    }


def short_title(title: str) -> str:
    """A long title up to its last comma that fits a row; the pane has all of it."""
    if len(title) <= LONG:
        return title
    cut = max(title.rfind(mark, 24, LONG) for mark in (",", ";"))
    return title[:cut] if cut > 0 else title
