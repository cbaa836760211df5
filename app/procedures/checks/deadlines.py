"""V27, V28, V30, V34, V45: what must be done by a last day."""

from __future__ import annotations

from app.procedures.checks.base import Verdict, bad, check, good, since_local, unknown
from app.procedures.dossier import Dossier
from app.regulations.calendar import load_calendar
from app.regulations.deadlines import Deadline, deadline
from app.words import _, day_text


@check("V27")
def decided_in_time(d: Dossier) -> Verdict | None:
    resolved = d.day_of("cell_resolution.day")
    key = next((due.rule for s in d.procedure.steps if s.id == "decision" for due in s.due), "")
    if resolved is None or not key:
        return None
    rules = d.rules(resolved)
    rule, more = rules[key], rules[key.replace("deadline", "extension")]
    base = d.day_of(rule.base) if rule.base else resolved
    if base is None:
        return None
    act = d.counting("decision")
    given = d.day_of("decision.day")
    extended = more if d.fact("decision", "extension_reason") else None
    made = deadline(rule, base, load_calendar(), extension=extended)
    if made is None:
        if act is None:
            return None
        return unknown(_("Chưa có nguồn nói thời hạn ra quyết định ở thời gian này."), rule, field="decision")
    if (given or d.day) > made.due:
        longest = deadline(rule, base, load_calendar(), extension=more)
        hint = ""
        if extended is None and longest is not None and (given or d.day) <= longest.due != made.due:
            hint = " " + _("Gia hạn được đến {day} nếu ghi lý do.").format(day=day_text(longest.due))
        return bad(
            _("Quá hạn ra quyết định: hạn là {day}.").format(day=day_text(made.due)) + hint,
            rule,
            field="decision.extension_reason" if hint and given else "decision",
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


@check("V30")
def file_in_time(d: Dossier) -> Verdict | None:
    held = d.day_of("ceremony.day")
    rule = d.rules(held)["admission.member_file.deadline"]
    if held is None:
        return None
    if not rule.known:
        return unknown(
            _("Chưa có nguồn nói thời hạn khai lý lịch đảng viên ở thời gian này."),
            rule,
            field="paper:1-HSĐV",
        )
    base = d.day_of(rule.base) if rule.base else held
    if base is None:
        return None
    made = deadline(rule, base, load_calendar())
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


def _cell_deadline(d: Dossier) -> Deadline | None:
    """By when the cell considers recognition, by the rule of the day probation ends."""
    ends = d.day_of("probation.end")
    if ends is None:
        return None
    rule = d.rules(ends)["recognition.cell.deadline"]
    base = d.day_of(rule.base) if rule.base else ends
    return deadline(rule, base, load_calendar()) if base else None


@check("V34")
def recognised_in_time(d: Dossier) -> Verdict | None:
    ends = d.date("probation.end")
    met = d.day_of("cell_resolution.day")
    if ends is None:
        return bad(
            _("Chưa có ngày vào Đảng nên chưa tính được ngày hết dự bị."),
            field="person.admission_date",
            severity="remind",
        )
    rule = d.rules(ends.first())["recognition.cell.deadline"]
    if met is not None and met < ends.first():
        return bad(
            _("Chi bộ xét ngày {day}, trước khi hết thời gian dự bị ({ends}).").format(
                day=day_text(met), ends=ends.text()
            ),
            rule,
            field="cell_resolution",
        )
    if not ends.whole:
        return bad(
            _("Ngày vào Đảng chỉ biết tháng hoặc năm nên chưa tính được hạn xét công nhận."),
            field="person.admission_date",
            severity="remind",
        )
    made = _cell_deadline(d)
    if made is None:
        return (
            unknown(
                _("Chưa có nguồn nói chi bộ phải xét công nhận trong bao lâu."), rule, field="cell_resolution"
            )
            if met
            else None
        )
    if (met or d.day) > made.due:
        return bad(
            _("Quá hạn chi bộ xét công nhận: hạn là {day}.").format(day=day_text(made.due)),
            rule,
            field="cell_resolution",
            severity="warn" if met else "remind",
            due=made.due,
        )
    return good(_("Hạn chi bộ xét công nhận {day}").format(day=day_text(made.due)), rule, due=made.due)


@check("V45")
def late_recognition_explained(d: Dossier) -> Verdict | None:
    made, met = _cell_deadline(d), d.day_of("cell_resolution.day")
    since = since_local(d, "V45")
    if made is None or met is None or met <= made.due or since is None or met < since:
        return None
    if not d.fact("cell_resolution", "late_paper"):
        return bad(
            _("Xét công nhận quá hạn {day} mà chưa có văn bản giải trình.").format(day=day_text(made.due)),
            field="cell_resolution.late_paper",
        )
    return good(_("Xét công nhận chậm, đã có văn bản giải trình"))
