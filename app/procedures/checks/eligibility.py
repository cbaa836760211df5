"""V01–V04: who may be admitted: age, education, the class."""

from __future__ import annotations

import datetime

from app.procedures.checks.base import Verdict, bad, check, good, unknown
from app.procedures.dossier import Dossier, partial
from app.regulations.dates import add_months, age_in_months, complete_years_by_month
from app.words import _, day_text

EDUCATION = (
    "literate",
    "primary_completed",
    "thcs_completed",
    "thcs_or_equivalent",
    "thcs_diploma",
    "thpt_diploma",
)
"""Levels in rising order."""


def resolution_day(d: Dossier) -> datetime.date:
    """The day the cell considers the case: of its meeting, of looking while it has not met."""
    return d.day_of("cell_resolution.day") or d.day


def _age(d: Dossier, day: datetime.date) -> tuple[int, int] | None:
    birth = partial(d.person.birth)
    return complete_years_by_month(birth, day) if birth else None


@check("V01")
def at_least_18(d: Dossier) -> Verdict | None:
    day = resolution_day(d)
    rule = d.rules(day)["admission.age.min"]
    age = _age(d, day)
    if age is None:
        return bad(_("Chưa có ngày sinh nên chưa tính được tuổi."), rule, field="person.birth")
    if not rule.known:
        return None
    low, high = age
    if high < rule.number:
        return bad(
            _("Đến ngày {day} mới {age} tuổi, chưa đủ {min}.").format(
                day=day_text(day), age=high, min=rule.number
            ),
            rule,
            field="cell_resolution",
        )
    if low < rule.number:
        return bad(
            _("Đủ {min} tuổi hay chưa tùy cách tính tháng sinh; xem lại ngày {day}.").format(
                min=rule.number, day=day_text(day)
            ),
            rule,
            field="cell_resolution",
            severity="warn",
        )
    return good(_("Đủ {min} tuổi vào ngày {day}").format(min=rule.number, day=day_text(day)), rule)


@check("V02")
def over_60(d: Dossier) -> Verdict | None:
    day = resolution_day(d)
    rules = d.rules(day)
    rule, consent = rules["admission.age.max"], rules["admission.over_60.consent"]
    birth = partial(d.person.birth)
    if birth is None:
        return None
    low, high = age_in_months(birth, day)
    if not rule.known:
        last = d.rules(day).last_known("admission.age.max")
        if last is None or high <= last.number * 12:
            return None
        return unknown(
            _("Chưa có nguồn nói tuổi cao nhất khi xét ở thời gian này."), rule, field="person.birth"
        )
    if high <= rule.number * 12:
        return None
    given = d.date("permission.over_60_consent_date")
    decided = d.day_of("decision.day")
    if given is None:
        return bad(
            _("Trên {max} tuổi: chưa có văn bản đồng ý của cấp có thẩm quyền.").format(max=rule.number),
            rule,
            consent,
            field="permission.over_60_consent_date",
            # the months after the 60th birthday: the rule leaves open whether they are still "60"
            severity="block" if low // 12 > rule.number else "warn",
        )
    if decided is not None and given.last() >= decided:
        return bad(
            _("Văn bản đồng ý kết nạp người trên {max} tuổi ghi sau ngày quyết định.").format(
                max=rule.number
            ),
            rule,
            consent,
            field="permission.over_60_consent_date",
            severity=None if given.first() >= decided else "warn",  # only its month or year is known
        )
    return good(_("Trên {max} tuổi, đã có văn bản đồng ý").format(max=rule.number), rule)


@check("V03")
def education_floor(d: Dossier) -> Verdict | None:
    rules = d.rules(resolution_day(d))
    floor = rules["admission.education.floor"]
    have = d.fact("permission", "education")
    basis = d.fact("permission", "education_basis")
    if not floor.known:
        return unknown(
            _("Chưa có nguồn nói trình độ học vấn tối thiểu ở thời gian này."),
            floor,
            field="permission.education",
        )
    if have not in EDUCATION:
        return bad(
            _("Chưa ghi trình độ học vấn của người xin vào Đảng."),
            floor,
            field="permission.education",
            severity="warn",
        )
    level = EDUCATION.index(have)
    if level >= EDUCATION.index(str(floor.value)):
        return good(_("Trình độ học vấn đạt yêu cầu"), floor)
    if basis == "special_area":
        low = rules["admission.education.floor.special_area"]
        if not low.known:
            return unknown(
                _("Chưa có nguồn nói mức học vấn của vùng được xét ở thời gian này."),
                low,
                field="permission.education",
            )
        if level >= EDUCATION.index(str(low.value)):
            return good(_("Học vấn thấp hơn mức chung nhưng thuộc vùng được xét"), low)
        return bad(_("Học vấn thấp hơn cả mức của vùng được xét."), low, field="permission.education")
    if basis == "respected_person":
        low, consent = (
            rules["admission.education.floor.respected_person"],
            rules["admission.education.respected_person.consent"],
        )
        if not low.known:
            return unknown(
                _("Chưa có nguồn nói mức học vấn của già làng, người có uy tín ở thời gian này."),
                low,
                field="permission.education",
            )
        given, decided = d.date("permission.education_consent_date"), d.day_of("decision.day")
        if given is None or (decided is not None and given.first() >= decided):
            return bad(
                _("Diện già làng, người có uy tín: chưa có văn bản đồng ý của cấp tỉnh về học vấn.")
                if given is None
                else _("Văn bản cấp tỉnh đồng ý về học vấn ghi sau ngày quyết định kết nạp."),
                low,
                consent,
                field="permission.education_consent_date",
            )
        return good(_("Học vấn theo diện được cấp tỉnh đồng ý"), low)
    return bad(
        _("Trình độ học vấn thấp hơn mức quy định và chưa ghi diện được xét."),
        floor,
        field="permission.education",
    )


@check("V04")
def certificate_valid(d: Dossier) -> Verdict | None:
    day = resolution_day(d)
    rule = d.rules(day)["admission.awareness_certificate.validity"]
    papers = [p for p in d.all_papers("CN-NTVĐ") if p.date]
    before = [p for p in papers if (p.date or "") <= day.isoformat()]
    paper = max(before or papers, key=lambda p: (p.date or "", p.id), default=None)
    if paper is None:
        return bad(_("Chưa có giấy chứng nhận bồi dưỡng nhận thức về Đảng."), rule, field="paper:CN-NTVĐ")
    issued = partial(paper.date)
    assert issued is not None
    if not rule.known:
        return unknown(
            _("Chưa có nguồn nói giấy chứng nhận nhận thức về Đảng có giá trị bao lâu ở thời gian này."),
            rule,
            field="paper:CN-NTVĐ",
        )
    if issued.first() > day:
        return bad(
            _("Giấy chứng nhận nhận thức về Đảng cấp sau ngày chi bộ xét."), rule, field="paper:CN-NTVĐ"
        )
    first, last = add_months(issued.first(), rule.number), add_months(issued.last(), rule.number)
    if day > last:
        return bad(
            _("Giấy chứng nhận nhận thức về Đảng hết giá trị từ {day}; phải học lại.").format(
                day=day_text(last)
            ),
            rule,
            field="paper:CN-NTVĐ",
            due=last,
        )
    if day > first:
        return bad(
            _("Giấy chứng nhận chỉ ghi tháng hoặc năm, chưa rõ còn giá trị không."),
            rule,
            field="paper:CN-NTVĐ",
            severity="warn",
        )
    return good(_("Giấy chứng nhận còn giá trị đến {day}").format(day=day_text(first)), rule, due=first)
