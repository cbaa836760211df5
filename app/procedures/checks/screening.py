"""S01–S12: help list, deletion, leaving: criterion, direction, ballot, evidence, invitations."""

from __future__ import annotations

import datetime

from app.procedures import voting
from app.procedures.checks.base import Verdict, bad, check, good, unknown
from app.procedures.dossier import Dossier, partial
from app.regulations.dates import add_months
from app.words import N_, _, day_text

EVIDENCE = {
    "absence_or_dues": N_("sổ đảng phí hoặc biên bản ghi vắng sinh hoạt"),
    "card_returned": N_("biên bản về việc trả, hủy thẻ"),
    "no_progress": N_("giấy tờ về việc chi bộ đã giáo dục trong thời gian quy định"),
    "two_years_breach": N_("kết luận vi phạm tư cách từng năm"),
    "political_standard": N_("kết luận về tiêu chuẩn chính trị"),
    "probation_unfit": N_("nhận xét về đảng viên dự bị"),
}
"""What is wanted in the dossier for each ground of deletion (an aid, in no document of the centre)."""


@check("S01")
def criterion_of_the_rules(d: Dossier) -> Verdict | None:
    """The case named is one of those the guidance lists (02-HD/BTCTW 2021, II.1; its end is not read)."""
    rule = d.rules(d.day_of("criterion.day"))["help_list.criteria"]
    named = d.fact("criterion", "criterion")
    if named is None:
        return None
    if not rule.known:
        return unknown(
            _("Chưa có nguồn nói trường hợp nào được đưa vào danh sách ở thời gian này."),
            rule,
            field="criterion.criterion",
        )
    if named not in rule.items:
        return bad(
            _("Trường hợp được nêu không có trong hướng dẫn đã biết; cần văn bản của cấp ủy."),
            rule,
            field="criterion.criterion",
        )
    return good(_("Trường hợp có trong hướng dẫn"), rule)


@check("S02")
def conclusion_before(d: Dossier) -> Verdict | None:
    """Whoever opens a case rests it on a conclusion that was there already."""
    for step in ("criterion", "grounds", "breach", "finding"):
        told, opened = d.date(f"{step}.conclusion_date"), d.day_of(f"{step}.day")
        if told is None or opened is None:
            continue
        if told.first() > opened:
            return bad(
                _("Kết luận ngày {told} có sau khi nêu việc ngày {opened}.").format(
                    told=told.text(), opened=day_text(opened)
                ),
                field=f"{step}.conclusion_date",
                severity="block",
            )
        return good(_("Có kết luận của nơi có thẩm quyền trước khi nêu việc"))
    return None


@check("S03")
def opinions_asked(d: Dossier) -> Verdict | None:
    """The Front committee is asked, and the employer of one still working (step one of the guidance)."""
    if d.counting("opinions") is None:
        return None
    rule = d.rules(d.day_of("opinions.day"))["help_list.opinions"]
    if not rule.known:
        return None
    asked = d.rows("opinions", "asked")
    kinds = {row.get("kind") for row in asked}
    if "front_committee" in rule.items and "front_committee" not in kinds:
        return bad(_("Chưa lấy ý kiến ban công tác mặt trận."), rule, field="opinions.asked")
    waiting = [row for row in asked if not row.get("replied")]
    if waiting:
        return bad(
            _("Chưa có trả lời của {name}.").format(name=waiting[0].get("organisation", "")),
            rule,
            field="opinions.asked",
            severity="remind",
        )
    return good(_("Đã có ý kiến của nơi được hỏi"), rule)


@check("S04")
def direction_first(d: Dossier) -> Verdict | None:
    """The superior's direction comes before the cell's ballot (step 1.4 of the guidance)."""
    voted, told = d.day_of("listing.day"), d.day_of("direction.day")
    rule = d.rules(voted)["help_list.direction"]
    if voted is None or not rule.known:
        return None
    if told is None or told > voted:
        return bad(
            _("Chi bộ bỏ phiếu khi chưa có ý kiến chỉ đạo của cấp ủy cấp trên."), rule, field="direction"
        )
    return good(_("Đã có ý kiến chỉ đạo trước khi bỏ phiếu"), rule)


@check("S05")
def secret_ballot(d: Dossier) -> Verdict | None:
    """Secret ballot on each person separately (step 1.5)."""
    act = d.counting("listing")
    vote = d.vote("listing", act.attempt) if act is not None else None
    if act is None:
        return None
    rule = d.rules(d.day_of("listing.day"))["help_list.manner"]
    if vote is not None and rule.value == "ballot" and not vote.secret:
        return bad(_("Danh sách phải bỏ phiếu kín."), rule, field="listing")
    persons = d.fact("listing", "persons")
    if isinstance(persons, int) and persons > 1:
        return bad(_("Phải bỏ phiếu từng người một."), rule, field="listing.persons")
    return good(_("Bỏ phiếu kín, từng người một"), rule) if vote is not None else None


def on_probation(d: Dossier, day: datetime.date | None) -> bool:
    """Whether the member was on probation on a day."""
    return voting.member_status(d.unit, d.person.id, (day or d.day).isoformat()) == "probationary"


@check("S06")
def ground_of_the_rules(d: Dossier) -> Verdict | None:
    """One of the five grounds of deletion (294 8.1)."""
    ground = d.fact("grounds", "ground")
    rule = d.rules(d.day_of("grounds.day"))["deletion.grounds"]
    if ground is None:
        return None
    if not rule.known:
        return unknown(
            _("Chưa có nguồn nói các trường hợp xóa tên ở thời gian này."), rule, field="grounds.ground"
        )
    if ground == "probation_unfit" and on_probation(d, d.day_of("grounds.day")):
        return good(_("Đảng viên dự bị không đủ tư cách"), rule)
    if ground == "probation_unfit":
        return bad(_("Trường hợp này chỉ nêu được với đảng viên dự bị."), rule, field="grounds.ground")
    if ground not in rule.items:
        return bad(_("Trường hợp được nêu không có trong quy định."), rule, field="grounds.ground")
    return good(_("Trường hợp có trong quy định"), rule)


@check("S07")
def educated_long_enough(d: Dossier) -> Verdict | None:
    """No progress after 12 months of effort (294 8.1.3)."""
    if d.fact("grounds", "ground") != "no_progress":
        return None
    day = d.day_of("grounds.day")
    rule = d.rules(day)["deletion.no_progress"]
    if day is None or not rule.known:
        return None
    began = partial(str(d.fact("grounds", "educated_from") or ""))
    if began is None:
        return bad(
            _("Chưa ghi chi bộ giáo dục từ ngày nào."), rule, field="grounds.educated_from", severity="warn"
        )
    if day < add_months(began.first(), rule.number):
        return bad(
            _("Chi bộ giáo dục từ {began}, chưa đủ {n} tháng.").format(began=began.text(), n=rule.number),
            rule,
            field="grounds.educated_from",
        )
    if day < add_months(began.last(), rule.number):
        return bad(
            _("Ngày bắt đầu giáo dục chưa rõ, có thể chưa đủ {n} tháng.").format(n=rule.number),
            rule,
            field="grounds.educated_from",
            severity="warn",
        )
    return good(_("Đã giáo dục đủ {n} tháng").format(n=rule.number), rule)


@check("S08")
def evidence_enclosed(d: Dossier) -> Verdict | None:
    """A reminder which papers show the ground named."""
    ground = d.fact("grounds", "ground")
    if ground is None:
        return None
    if not d.rows("grounds", "evidence"):
        return bad(
            _("Chưa ghi giấy tờ chứng minh: {wanted}.").format(wanted=_(EVIDENCE.get(ground, ""))),
            field="grounds.evidence",
        )
    return good(_("Có giấy tờ chứng minh"))


def invitations(d: Dossier, before: datetime.date | None) -> int:
    """How many times the member was asked or invited, up to a day; an invitation never handed over too."""
    days = [partial(act.date) for act in d.attempts("invitation")]
    return sum(1 for day in days if day is not None and (before is None or day.first() <= before))


@check("S09")
def asked_often_enough(d: Dossier) -> Verdict | None:
    """Without a statement the cell goes on only after the third request (HD06 11.1).

    In discipline the member was invited several times; how many no source says (296 Điều 12.2).
    """
    act = d.counting("statement")
    if act is None or act.outcome != "not_given":
        return None
    day = d.day_of("statement.day")
    several = d.procedure.id == "discipline"
    rule = d.rules(day)["discipline.invitations_ignored" if several else "deletion.invitations"]
    times = invitations(d, day)
    if not rule.known:
        return unknown(
            _("Chưa có nguồn nói phải yêu cầu bao nhiêu lần; đã ghi {n} lần.").format(n=times),
            rule,
            field="invitation",
        )
    if several and times < 2:
        told = _("Mới mời {n} lần; quy định nói mời nhiều lần không đến mới xem xét vắng mặt.")
        return bad(told.format(n=times), rule, field="invitation")
    if several:
        return good(_("Đã mời {n} lần; quy định không nêu số lần").format(n=times), rule)
    if times < rule.number:
        return bad(
            _("Mới yêu cầu {n} lần, cần {most} lần trước khi xem xét vắng mặt.").format(
                n=times, most=rule.number
            ),
            rule,
            field="invitation",
        )
    return good(_("Đã yêu cầu {n} lần").format(n=times), rule)


@check("S10")
def told_what_leaving_means(d: Dossier) -> Verdict | None:
    """Who leaves on request is not admitted again, save for special hardship: told before (294 3.5.2)."""
    if d.counting("request") is None:
        return None
    rule = d.rules(d.day_of("request.day"))["readmission.barred"]
    if d.fact("request", "told_consequence") is not True:
        return bad(
            _("Chưa nói rõ với đảng viên: đã xin ra thì không được kết nạp lại, trừ trường hợp đặc biệt."),
            rule,
            field="request.told_consequence",
            severity="warn",
        )
    return good(_("Đã nói rõ hệ quả của việc xin ra"), rule)


@check("S11")
def breach_handled_first(d: Dossier) -> Verdict | None:
    """A member who breached qualification is disciplined first (HD06 11.2)."""
    if d.fact("qualified", "breach") is None:
        return None
    rule = d.rules(d.day_of("qualified.day"))["leaving.qualified"]
    if not rule.known:
        return None
    if d.fact("qualified", "breach") is True and not d.fact("qualified", "handled"):
        return bad(
            _("Có vi phạm tư cách: phải xử lý kỷ luật trước rồi mới xét cho ra."),
            rule,
            field="qualified.handled",
        )
    return good(_("Không vướng vi phạm chưa xử lý"), rule)


@check("S12")
def card_collected(d: Dossier) -> Verdict | None:
    """The card of one put out is collected and handed up (HD06 7.1)."""
    if d.counting("exit") is None:
        return None
    rule = d.rules(d.day_of("exit.day"))["exit.card"]
    if rule.known and not d.fact("exit", "card_collected"):
        return bad(_("Chưa ghi đã thu thẻ đảng viên."), rule, field="exit.card_collected")
    return good(_("Đã thu thẻ đảng viên"), rule) if rule.known else None
