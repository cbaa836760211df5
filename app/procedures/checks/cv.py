"""V06, V08, V11, V12: the application and the CV."""

from __future__ import annotations

from app.procedures.checks.base import Verdict, bad, check, good
from app.procedures.dossier import Dossier, partial
from app.procedures.periods import breaks
from app.words import _


@check("V06")
def application_before_cv(d: Dossier) -> Verdict | None:
    one, two = d.paper("1-KNĐ"), d.paper("2-KNĐ")
    if one is None or two is None or not one.date or not two.date:
        return None
    first, second = d.date("1-KNĐ.date"), d.date("2-KNĐ.date")
    assert first is not None and second is not None
    rule = d.rules(second.last())["admission.application.before_cv"]
    if first.first() > second.last():
        return bad(_("Đơn xin vào Đảng viết sau lý lịch."), rule, field="paper:1-KNĐ")
    return good(_("Đơn viết trước lý lịch"), rule)


@check("V08")
def work_without_gaps(d: Dossier) -> Verdict | None:
    rows = [r for r in d.rows("cv", "work") if r.get("from")]
    if len(rows) < 2:
        return None
    rule = d.rules(d.day_of("cv.day"))["admission.cv.no_erasure"]
    found = breaks(rows)
    return (
        bad(found[0].text, rule, field="cv.work") if found else good(_("Quá trình công tác liên tục"), rule)
    )


@check("V11")
def no_erasure(d: Dossier) -> Verdict | None:
    rules = d.rules(d.day_of("cv.day"))
    if d.fact("cv", "erasure") is True:
        return bad(
            _("Lý lịch có tẩy xóa hoặc sửa chữa."), rules["admission.cv.no_erasure"], field="cv.erasure"
        )
    if d.counting("cv") is not None and d.fact("cv", "stamped") is not True:
        return bad(_("Lý lịch chưa đóng dấu giáp lai."), rules["admission.cv.stamp"], field="cv.stamped")
    sent = [x for x in (partial(r.get("sent")) for r in d.rows("verification", "asked")) if x]
    stamped = d.date("cv.stamp_date")
    if stamped is not None and any(day.last() < stamped.first() for day in sent):
        return bad(
            _("Đóng dấu giáp lai sau khi đã đi thẩm tra."), rules["admission.cv.stamp"], field="cv.stamp_date"
        )
    return (
        good(_("Lý lịch sạch, đã đóng dấu giáp lai"), rules["admission.cv.stamp"])
        if d.fact("cv", "stamped")
        else None
    )


@check("V12")
def comment_after_verification(d: Dossier) -> Verdict | None:
    rule = d.rules(d.day_of("cv_certificate.day"))["admission.cv.certificate"]
    replies = [x for x in (partial(r.get("replied")) for r in d.rows("verification", "asked")) if x]
    for name in ("comment_date", "certificate_date"):
        day = d.day_of(f"cv_certificate.{name}") or d.day_of("cv_certificate.day")
        if day is not None and any(day < reply.first() for reply in replies):
            return bad(
                _("Nhận xét hoặc chứng nhận lý lịch ghi trước khi có kết quả thẩm tra."),
                rule,
                field=f"cv_certificate.{name}",
                # verified anew after a return: the comment stood on what was known then
                severity="warn" if len(d.attempts("verification")) > 1 else None,
            )
    voted, certified = d.day_of("cell_resolution.day"), d.date("cv_certificate.certificate_date")
    if (
        rule.value == "after_verification_before_cell"
        and voted is not None
        and certified is not None
        and certified.first() > voted
    ):
        return bad(
            _("Cấp ủy chứng nhận lý lịch sau ngày chi bộ biểu quyết."),
            rule,
            field="cv_certificate.certificate_date",
            severity="warn",
        )
    return (
        good(_("Nhận xét, chứng nhận sau thẩm tra"), rule)
        if replies and d.counting("cv_certificate")
        else None
    )
