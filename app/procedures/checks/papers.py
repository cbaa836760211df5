"""V07–V15, V20, V21, V44: papers agree with each other and come from whom they must."""

from __future__ import annotations

import datetime

from app.models.folding import spelling
from app.procedures.checks.base import Verdict, bad, check, firm, good
from app.procedures.checks.eligibility import resolution_day
from app.procedures.dossier import Dossier, partial
from app.procedures.periods import breaks
from app.regulations.calendar import load_calendar
from app.regulations.dates import PartialDate
from app.words import _, day_text


@check("V07")
def sympathiser_day(d: Dossier) -> Verdict | None:
    written, resolved = d.fact("application", "sympathiser_since"), d.fact("permission", "sympathiser_since")
    if not written or not resolved:
        return None
    if written != resolved:
        return bad(
            _("Ngày công nhận cảm tình Đảng trong đơn khác nghị quyết của chi bộ."),
            field="application.sympathiser_since",
            # asked for by a local guideline only: it blocks where a pack of that place says so
            severity="block" if "V07" in d.rulebook.local_checks else "warn",
        )
    return good(_("Ngày cảm tình Đảng trong đơn đúng nghị quyết"))


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


@check("V09")
def names_agree(d: Dossier) -> Verdict | None:
    said = [(s, d.fact(s, "name_written"), d.fact(s, "birth_written")) for s in ("application", "cv")]
    if not any(n or b for _s, n, b in said):
        return None
    severity = firm(d.rules(resolution_day(d))["admission.cv.no_erasure"])
    for step, name, birth in said:
        if name and spelling(name) != spelling(d.person.name):
            return bad(
                _("Họ tên ghi không thống nhất giữa các giấy tờ."),
                field=f"{step}.name_written",
                severity=severity,
            )
        if birth and d.person.birth and birth != d.person.birth:
            return bad(
                _("Ngày sinh ghi không thống nhất giữa các giấy tờ."),
                field=f"{step}.birth_written",
                severity=severity,
            )
    return good(_("Họ tên, ngày sinh thống nhất"))


MERGED = datetime.date(2025, 7, 1)
"""From this day the provinces and communes have the names of 2025."""


@check("V10")
def places_old_and_new(d: Dossier) -> Verdict | None:
    for name in ("birth_place", "home"):
        text = d.fact("cv", name)
        if text and "(" not in text and (d.date("cv.day") or PartialDate.of(d.day)).first() >= MERGED:
            return bad(
                _("Nơi sinh hoặc quê quán chưa ghi cả tên mới và tên cũ; nếu tên không đổi thì bỏ qua."),
                field=f"cv.{name}",
                severity="remind",
            )
    return good(_("Địa danh ghi tên mới và tên cũ")) if d.fact("cv", "birth_place") else None


@check("V11")
def no_erasure(d: Dossier) -> Verdict | None:
    rules = d.rules(d.day_of("cv.day"))
    if d.fact("cv", "erasure") is True:
        return bad(
            _("Lý lịch có tẩy xóa hoặc sửa chữa."), rules["admission.cv.no_erasure"], field="cv.erasure"
        )
    if d.counting("cv") is not None and d.fact("cv", "stamped") is not True:
        return bad(_("Lý lịch chưa đóng dấu giáp lai."), rules["admission.cv.stamp"], field="cv.stamped")
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
    return (
        good(_("Nhận xét, chứng nhận sau thẩm tra"), rule)
        if replies and d.counting("cv_certificate")
        else None
    )


@check("V13")
def verifier_is_nobody_of_the_family(d: Dossier) -> Verdict | None:
    rule = d.rules(d.day_of("verification.day"))["admission.verification.barred"]
    for number, row in enumerate(d.rows("verification", "asked"), 1):
        if row.get("verifier_relation") in ("self", "relative"):
            return bad(
                _("Người vào Đảng và người thân không được đi thẩm tra."),
                rule,
                field=f"verification.asked.{number}.verifier_relation",
            )
    return good(_("Người thẩm tra không phải người thân"), rule) if d.rows("verification", "asked") else None


@check("V14")
def everybody_verified(d: Dossier) -> Verdict | None:
    rules = d.rules(d.day_of("verification.day"))
    scope, exemption = rules["admission.verification.scope"], rules["admission.verification.exemption"]
    if d.counting("verification") is None:
        return None
    rows = d.rows("verification", "asked")
    if not any(r.get("relation") == "self" for r in rows):
        return bad(
            _("Danh sách thẩm tra chưa có chính người vào Đảng."),
            scope,
            field="verification.asked",
            severity="warn",
        )
    for number, row in enumerate(rows, 1):
        if not row.get("replied") and not row.get("exempt"):
            return bad(
                _("{name}: chưa có kết quả thẩm tra hoặc căn cứ miễn.").format(name=row.get("name", "")),
                scope,
                field=f"verification.asked.{number}.replied",
            )
    for number, row in enumerate(rows, 1):
        if row.get("exempt") and (not exemption.known or exemption.confidence != "confirmed"):
            return bad(
                _("{name}: căn cứ miễn thẩm tra chưa có quy định thống nhất, cấp ủy chọn căn cứ.").format(
                    name=row.get("name", "")
                ),
                exemption,
                field=f"verification.asked.{number}.exempt",
                severity="remind",
            )
    return good(_("Đủ kết quả thẩm tra {n} người").format(n=len(rows)), scope)


@check("V15")
def replies_in_time(d: Dossier) -> Verdict | None:
    for number, row in enumerate(d.rows("verification", "asked"), 1):
        sent, replied = partial(row.get("sent")), partial(row.get("replied"))
        if sent is None or not sent.whole or row.get("exempt"):
            continue
        rule = d.rules(sent.first())[
            "admission.verification.reply_abroad" if row.get("abroad") else "admission.verification.reply"
        ]
        if not rule.known:
            continue
        due = load_calendar().add_period(sent.first(), rule.number, rule.unit)
        if (replied.first() if replied else d.day) > due:
            return bad(
                _("{name}: quá hạn trả lời thẩm tra {day}.").format(
                    name=row.get("name", ""), day=day_text(due)
                ),
                rule,
                field=f"verification.asked.{number}.replied",
                due=due,
            )
    return None


@check("V20")
def opinions_there(d: Dossier) -> Verdict | None:
    rule = d.rules(resolution_day(d))["admission.opinions.asked"]
    if d.fact("opinions", "exception"):
        return good(_("Được miễn lấy ý kiến theo quy định của Ban Bí thư"), rule)
    kinds = {r.get("kind") for r in d.rows("opinions", "asked")}
    if "residence" not in kinds:
        return bad(_("Chưa có ý kiến của chi ủy (chi bộ) nơi cư trú."), rule, field="opinions.asked")
    if "union" not in kinds:
        return bad(_("Chưa có ý kiến của đoàn thể nơi sinh hoạt."), rule, field="opinions.asked")
    if d.paper("5-KNĐ") is None:
        return bad(_("Chưa có bản tổng hợp ý kiến nhận xét (5-KNĐ)."), rule, field="paper:5-KNĐ")
    return good(_("Đủ ý kiến đoàn thể và nơi cư trú"), rule)


@check("V21")
def counts_agree(d: Dossier) -> Verdict | None:
    counts = [
        (
            f"opinions.asked.{n}.total",
            r.get("organisation", ""),
            r.get("for"),
            r.get("against"),
            r.get("total"),
            r.get("percent"),
        )
        for n, r in enumerate(d.rows("opinions", "asked"), 1)
    ]
    fact = d.fact
    counts.append(
        (
            "introduction.resolution_total",
            _("Ban chấp hành"),
            fact("introduction", "resolution_for"),
            fact("introduction", "resolution_against"),
            fact("introduction", "resolution_total"),
            fact("introduction", "resolution_percent"),
        )
    )
    seen = False
    for where, name, yes, no, total, percent in counts:
        if yes is None or total is None:
            continue
        seen = True
        if yes + (no or 0) != total:
            return bad(
                _("{name}: tán thành và không tán thành cộng lại {sum}, khác tổng số {total}.").format(
                    name=name, sum=yes + (no or 0), total=total
                ),
                field=where,
            )
        if percent is not None and total and abs(percent - 100 * yes / total) >= 1:
            return bad(_("{name}: tỷ lệ {p} % không đúng.").format(name=name, p=percent), field=where)
    return good(_("Số phiếu ý kiến khớp tổng số")) if seen else None


@check("V44")
def cited_in_force(d: Dossier) -> Verdict | None:
    for paper in d.papers:
        cited = str(paper.data.get("cites") or "")
        day = partial(paper.date)
        document = d.rulebook.document(cited) if cited else None
        if document is not None and day is not None and not document.in_force(day.first()):
            return bad(
                _("{form} viện dẫn {document} không còn hoặc chưa có hiệu lực vào ngày ký.").format(
                    form=paper.form, document=document.number
                ),
                field=f"paper:{paper.form}",
            )
    return None
