"""V32, V33, V35, V38–V41: papers and dates of the end of probation, three votes, the Party card."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from app.models import Act, Case, Person
from app.models.folding import spelling
from app.procedures.checks.base import Verdict, bad, check, good, unknown
from app.procedures.checks.eligibility import resolution_day
from app.procedures.dossier import Dossier, partial
from app.words import _


@check("V32")
def new_member_class(d: Dossier) -> Verdict | None:
    day = resolution_day(d)
    rule = d.rules(day)["recognition.class"]
    paper = d.paper("CN-ĐVM")
    issued = partial(paper.date) if paper else None
    if paper is not None and (issued is None or issued.first() <= day):
        return good(_("Có giấy chứng nhận bồi dưỡng đảng viên mới"), rule)
    if not rule.known:
        return unknown(
            _("Chưa có nguồn nói có phải có giấy chứng nhận bồi dưỡng đảng viên mới hay không."),
            rule,
            field="paper:CN-ĐVM",
        )
    if paper is None:
        return bad(_("Chưa có giấy chứng nhận bồi dưỡng đảng viên mới."), rule, field="paper:CN-ĐVM")
    return bad(
        _("Giấy chứng nhận bồi dưỡng đảng viên mới cấp sau ngày chi bộ xét."), rule, field="paper:CN-ĐVM"
    )


@check("V33")
def self_review_after_probation(d: Dossier) -> Verdict | None:
    written, ends = d.date("10-KNĐ.date"), d.date("probation.end")
    if written is None or ends is None:
        return None
    rules = d.rules(written.first())
    rule, probation = rules["recognition.self_review"], rules["recognition.probation"]
    if written.first() >= ends.last():
        return good(_("Bản tự kiểm điểm viết sau khi hết thời gian dự bị"), rule)
    if not rule.known:
        return unknown(
            _(
                "Bản tự kiểm điểm viết trước ngày hết dự bị {day}; chưa có nguồn nói phải viết khi nào."
            ).format(day=ends.text()),
            rule,
            field="paper:10-KNĐ",
        )
    return bad(
        _("Bản tự kiểm điểm viết ngày {day}, trước khi hết thời gian dự bị ({ends}).").format(
            day=written.text(), ends=ends.text()
        ),
        rule,
        probation,
        field="paper:10-KNĐ",
        # only the month or year is known: it may be in order
        severity=None if written.last() < ends.first() else "warn",
    )


@check("V35")
def official_at_the_end_of_probation(d: Dossier) -> Verdict | None:
    ends = d.date("probation.end")
    act = d.counting("decision")
    if ends is None or act is None or act.outcome != "recognise":
        return None
    rules = d.rules(d.day_of("decision.day"))
    read = (rules["recognition.effect"], rules["recognition.probation"])
    told = [("decision.official_date", d.date("decision.official_date"))]
    told += [("person.official_date", partial(e.date)) for e in d.events(d.person.id) if e.what == "official"]
    for field, day in told:
        if day is None or (day.first() <= ends.last() and ends.first() <= day.last()):
            continue
        if not read[0].known:
            return unknown(
                _("Ngày chính thức ghi {day}, ngày hết dự bị là {ends}; chưa có nguồn nói cách tính.").format(
                    day=day.text(), ends=ends.text()
                ),
                read[0],
                field=field,
            )
        return bad(
            _("Ngày chính thức phải là ngày hết thời gian dự bị {ends}, đang ghi {day}.").format(
                ends=ends.text(), day=day.text()
            ),
            *read,
            field=field,
        )
    return good(_("Ngày chính thức {day}").format(day=ends.text()), *read)


def helper_at_ceremony(d: Dossier) -> str | None:
    """The member given the new member to help, from the ceremony on file."""
    if "helper" not in d.memo:
        acts = d.unit.session.scalars(
            select(Act)
            .join(Case, Case.id == Act.case)
            .where(Case.person == d.person.id, Case.gone.is_(False), Act.gone.is_(False))
            .where(Act.step == "ceremony", Act.date <= d.case.opened)
            .order_by(Act.date.desc(), Act.attempt.desc())
        )
        d.memo["helper"] = next((helper for a in acts if (helper := (a.facts or {}).get("helper"))), None)
    return d.memo["helper"]  # type: ignore[no-any-return]


@check("V38")
def every_helper_commented(d: Dossier) -> Verdict | None:
    if d.counting("helper_comment") is None:
        return None
    rows = d.rows("helper_comment", "comments")
    rule = d.rules(resolution_day(d))["recognition.helper_comment"]
    first = helper_at_ceremony(d)
    helpers = {_who(row) for row in rows}
    came = any(a.outcome == "arrived" for a in d.acts if a.step == "move")
    before = d.unit.session.get(Person, first) if first and rows else None
    lacking = ""
    if before is not None and not helpers & {before.id, spelling(before.name)}:
        lacking = _("Chưa có nhận xét của {name}, người được phân công giúp đỡ khi kết nạp.").format(
            name=before.name
        )
    elif came and len(helpers) == 1:
        lacking = _("Đổi chi bộ trong thời gian dự bị mà chỉ có một bản nhận xét.")
    elif len(helpers) > 1 and (late := next((r for r in rows if not r.get("date")), None)):
        lacking = _("{name}: chưa có bản nhận xét, dù đã đổi người giúp đỡ.").format(
            name=late.get("name", "")
        )
    if not lacking:
        return good(_("Đủ nhận xét của người giúp đỡ"), rule) if len(helpers) > 1 else None
    if not rule.known:
        return unknown(
            lacking + " " + _("Chưa có nguồn nói có phải kèm nhận xét của người trước hay không."),
            rule,
            field="helper_comment.comments",
        )
    return bad(lacking, rule, field="helper_comment.comments")


def _who(row: dict[str, Any]) -> str:
    return str(row.get("helper") or spelling(str(row.get("name", ""))))


@check("V39")
def reported_after_the_last_vote(d: Dossier) -> Verdict | None:
    act = d.counting("cell_resolution")
    if act is None or act.outcome not in ("failed", "unresolved"):
        return None
    rule = d.rules(d.day_of("cell_resolution.day"))["recognition.votes.most"]
    tried = [a for a in d.attempts("cell_resolution") if (a.step, a.attempt) not in d.reopened]
    times = sum(1 for a in tried if a.outcome in ("failed", "unresolved"))
    if d.counting("report_up") is not None:
        return good(_("Đã báo cáo cấp trên sau {n} lần biểu quyết").format(n=times), rule)
    if not rule.known:
        return unknown(
            _("Đã {n} lần không đủ phiếu; chưa có nguồn nói sau mấy lần thì báo cáo cấp trên.").format(
                n=times
            ),
            rule,
            field="cell_resolution",
        )
    if times >= rule.number:
        passed_over = any(d.counting(step) is not None for step in ("sectional", "committee", "decision"))
        return bad(
            _("Đã {n} lần biểu quyết không đủ phiếu: phải báo cáo cấp ủy cấp trên.").format(n=times),
            rule,
            field="report_up",
            severity=None if passed_over else "remind",  # it is the next step: nobody has left it out yet
        )
    if act.outcome == "unresolved":
        return bad(
            _("Mới {n} lần không đủ phiếu; sau {most} lần mới báo cáo cấp trên quyết định.").format(
                n=times, most=rule.number
            ),
            rule,
            field="cell_resolution",
        )
    return None


@check("V40")
def card_list_and_photo(d: Dossier) -> Verdict | None:
    act = d.counting("cell_resolution")
    if act is None or act.outcome != "recognise":
        return None
    rule = d.rules(resolution_day(d))["recognition.card_list"]
    if not rule.known:
        return None
    if d.paper("1-TĐV") is None and not d.fact("cell_resolution", "card_list_date"):
        return bad(
            _("Chưa có danh sách đề nghị phát thẻ (1-TĐV) gửi kèm hồ sơ công nhận."),
            rule,
            field="paper:1-TĐV",
        )
    if d.fact("cell_resolution", "photo") is not True:
        return bad(_("Chưa có tệp ảnh chân dung để làm thẻ."), rule, field="cell_resolution.photo")
    return good(_("Có danh sách đề nghị phát thẻ và ảnh"), rule)


@check("V41")
def card_number(d: Dossier) -> Verdict | None:
    number = "".join(str(d.fact("announcement", "card_number") or "").split())
    if not number:
        return None
    rules = d.rules(d.day_of("announcement.day"))
    digits, personal = rules["card.number.digits"], rules["card.number.personal"]
    if not digits.known:
        return None
    if not (number.isascii() and number.isdigit() and len(number) == digits.number):
        return bad(
            _("Số thẻ đảng viên phải có {n} chữ số.").format(n=digits.number),
            digits,
            field="announcement.card_number",
        )
    if personal.known and d.person.personal_number and number != d.person.personal_number:
        return bad(
            _("Số thẻ đảng viên khác số căn cước trong sổ."), personal, field="announcement.card_number"
        )
    return good(_("Số thẻ đủ {n} chữ số").format(n=digits.number), digits)
