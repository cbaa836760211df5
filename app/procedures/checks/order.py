"""V06, V22, V26–V30, V46: order and time."""

from __future__ import annotations

import datetime

from app.procedures.checks.base import Verdict, bad, check, firm, good, unknown
from app.procedures.checks.eligibility import resolution_day
from app.procedures.dossier import Dossier, partial
from app.regulations.calendar import load_calendar
from app.regulations.dates import add_months
from app.regulations.deadlines import deadline
from app.words import _, day_text

ORDER = ("opinions", "cell_resolution", "sectional", "committee", "decision", "receipt", "ceremony")


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
                severity=firm(d.rules(day)["admission.chain"]),
            )
        before = _first_done(d, step, day)
    held, decided = d.day_of("ceremony.day"), d.day_of("9-KNĐ.date")
    if held is not None and decided is not None and held < decided:
        return bad(
            _("Lễ kết nạp trước ngày quyết định."),
            field="ceremony",
            severity=firm(d.rules(held)["admission.chain"]),
        )
    return good(_("Các bước đúng thứ tự thời gian")) if before is not None else None


def _first_done(d: Dossier, step: str, day: datetime.date) -> datetime.date:
    """The day a step was first done: what a return had redone stood before, for the steps after it."""
    sent_back = [partial(a.date) for a in d.attempts(step) if (step, a.attempt) in d.reopened]
    return min([day, *(found.first() for found in sent_back if found is not None)])


@check("V27")
def decided_in_time(d: Dossier) -> Verdict | None:
    base = d.day_of("cell_resolution.day")
    if base is None:
        return None
    rules = d.rules(base)
    rule, more = rules["admission.decision.deadline"], rules["admission.decision.extension"]
    act = d.counting("decision")
    given = d.day_of("decision.day")
    extended = more if d.fact("decision", "extension_reason") else None
    made = deadline(rule, base, load_calendar(), extension=extended)
    if made is None:
        if act is None:
            return None
        return unknown(_("Chưa có nguồn nói thời hạn ra quyết định ở thời gian này."), rule, field="decision")
    if (given or d.day) > made.due:
        return bad(
            _("Quá hạn ra quyết định: hạn là {day}.").format(day=day_text(made.due)),
            rule,
            field="decision",
            severity="warn" if given else "remind",
            due=made.due,
        )
    return good(_("Hạn quyết định {day}").format(day=day_text(made.due)), rule, due=made.due)


@check("V28")
def ceremony_in_time(d: Dossier) -> Verdict | None:
    decided = d.day_of("9-KNĐ.date")
    if decided is None:
        return None
    rule = d.rules(decided)["admission.ceremony.deadline"]
    if not rule.known:
        return (
            unknown(
                _("Chưa có nguồn nói thời hạn tổ chức lễ kết nạp ở thời gian này."), rule, field="ceremony"
            )
            if d.counting("ceremony")
            else None
        )
    base = d.day_of(rule.base)
    if base is None:
        return None
    made = deadline(rule, base, load_calendar())
    held = d.day_of("ceremony.day")
    assert made is not None
    if (held or d.day) > made.due and not d.fact("ceremony", "late_consent_number"):
        return bad(
            _("Lễ kết nạp quá hạn {day}, chưa có văn bản đồng ý của cấp trên.").format(
                day=day_text(made.due)
            ),
            rule,
            field="ceremony.late_consent_number",
            due=made.due,
        )
    return good(_("Hạn lễ kết nạp {day}").format(day=day_text(made.due)), rule, due=made.due)


@check("V29")
def one_person_each(d: Dossier) -> Verdict | None:
    for step in ("cell_resolution", "decision"):
        if (d.fact(step, "persons") or 1) > 1:
            rule = d.rules(d.day_of(f"{step}.day"))["admission.cell.one_by_one"]
            return bad(_("Một nghị quyết, một quyết định chỉ cho một người."), rule, field=f"{step}.persons")
    return None


@check("V30")
def file_in_time(d: Dossier) -> Verdict | None:
    held = d.day_of("ceremony.day")
    rule = d.rules(held)["admission.member_file.deadline"]
    if held is None or not rule.known:
        return None
    made = deadline(rule, held, load_calendar())
    paper = d.day_of("1-HSĐV.date")
    assert made is not None
    if (paper or d.day) > made.due:
        return bad(
            _("Quá hạn khai lý lịch đảng viên: {day}.").format(day=day_text(made.due)),
            rule,
            field="paper:1-HSĐV",
            due=made.due,
        )
    return good(_("Hạn khai lý lịch đảng viên {day}").format(day=day_text(made.due)), rule, due=made.due)


@check("V46")
def not_at_the_old_unit(d: Dossier) -> Verdict | None:
    if d.counting("ceremony") is None or d.counting("move") is None:
        return None
    if d.fact("ceremony", "at_old_unit") is True:
        return bad(
            _("Lễ kết nạp không được tổ chức ở đơn vị cũ sau khi đã chuyển."),
            d.rules(d.day_of("ceremony.day"))["admission.move.decision_keeps"],
            field="ceremony.at_old_unit",
        )
    return None
