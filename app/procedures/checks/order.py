"""V06, V22, V26, V29: the order of papers and steps, one person each."""

from __future__ import annotations

import datetime

from app.procedures.checks.base import Verdict, bad, check, firm, good
from app.procedures.checks.eligibility import resolution_day
from app.procedures.dossier import Dossier, partial
from app.regulations.dates import add_months
from app.words import N_, _, day_text

ORDER = (
    "opinions", "cell_resolution", "report_up", "sectional", "committee", "decision", "receipt",
    "ceremony", "announcement",
)  # fmt: skip
"""Steps whose days may not run backwards, of every procedure that has them."""
DECISIONS = (("ceremony", "9-KNĐ", N_("Lễ kết nạp trước ngày quyết định.")),
             ("announcement", "16-KNĐ", N_("Công bố trước ngày quyết định.")))  # fmt: skip


@check("V06")
def application_before_cv(d: Dossier) -> Verdict | None:
    one, two = d.paper("1-KNĐ"), d.paper("2-KNĐ")
    if one is None or two is None or not one.date or not two.date:
        return None
    rule = d.rules(d.day_of("2-KNĐ.date"))["admission.application.before_cv"]
    first, second = d.date("1-KNĐ.date"), d.date("2-KNĐ.date")
    assert first is not None and second is not None
    if first.first() > second.last():
        return bad(_("Đơn xin vào Đảng viết sau lý lịch."), rule, field="paper:1-KNĐ")
    return good(_("Đơn viết trước lý lịch"), rule)


@check("V22")
def dossier_not_too_old(d: Dossier) -> Verdict | None:
    made = d.day_of("cv_certificate.dossier_day") or d.day_of("cv_certificate.day")
    day = resolution_day(d)
    rule = d.rules(day)["admission.dossier.validity"]
    if made is None or not rule.known:
        return None
    last = add_months(made, rule.number)
    if day > last and d.fact("cell_resolution", "redone") is not True:
        return bad(
            _(
                "Hồ sơ lập xong ngày {made}, quá {n} tháng: phải làm lại "
                "giấy giới thiệu, nghị quyết đoàn thể, ý kiến và thẩm tra bổ sung."
            ).format(made=day_text(made), n=rule.number),
            rule,
            field="cell_resolution.redone",
            due=last,
        )
    return good(_("Hồ sơ lập chưa quá {n} tháng").format(n=rule.number), rule, due=last)


@check("V26")
def in_order(d: Dossier) -> Verdict | None:
    chain = next((s.chain for s in d.procedure.steps if s.chain), "admission.chain")
    before = None
    for step in ORDER:
        day = d.day_of(f"{step}.day")
        if day is None:
            continue
        if before is not None and day < before:
            return bad(
                _("Ngày của bước sau ({b}) trước ngày của bước trước ({a}).").format(
                    a=day_text(before), b=day_text(day)
                ),
                field=step,
                severity=firm(d.rules(day)[chain]),
            )
        before = _first_done(d, step, day)
    for step, form, message in DECISIONS:
        held, decided = d.day_of(f"{step}.day"), d.day_of(f"{form}.date")
        if held is not None and decided is not None and held < decided:
            return bad(_(message), field=step, severity=firm(d.rules(held)[chain]))
    return good(_("Các bước đúng thứ tự thời gian")) if before is not None else None


def _first_done(d: Dossier, step: str, day: datetime.date) -> datetime.date:
    """The day a step was first done: what a return had redone stood before, for the steps after it."""
    sent_back = [partial(a.date) for a in d.attempts(step) if (step, a.attempt) in d.reopened]
    return min([day, *(found.first() for found in sent_back if found is not None)])


@check("V29")
def one_person_each(d: Dossier) -> Verdict | None:
    for step in ("cell_resolution", "decision"):
        if (d.fact(step, "persons") or 1) > 1:
            rule = d.rules(d.day_of(f"{step}.day"))["admission.cell.one_by_one"]
            return bad(_("Một nghị quyết, một quyết định chỉ cho một người."), rule, field=f"{step}.persons")
    return None
