"""S13–S24: the member's side: told, heard, in time, one's own hand; discipline, suspension, complaint."""

from __future__ import annotations

import datetime

from app.procedures.checks.base import Verdict, bad, check, good, unknown
from app.procedures.checks.screening import on_probation
from app.procedures.dossier import Dossier, partial
from app.regulations import deadlines
from app.regulations.calendar import load_calendar
from app.regulations.dates import add_months
from app.regulations.packs import Rule
from app.words import N_, _, day_text

ORDER = ("notice", "statement", "direction", "listing", "cell_resolution", "committee", "decision", "receipt")
"""Steps of a case about a member whose days may not run backwards."""
VIEW_KEYS = {"deletion": "deletion.statement", "discipline": "discipline.hearing"}
"""Procedure -> the rule by which the member states a view before the cell votes."""


def _view_rule(d: Dossier, day: datetime.date) -> Rule:
    """On what the member's knowing and being heard before a vote rests: what is said of this procedure on
    that day, else the right to state one's view (Charter, article 3, of which one page was read)."""
    rules = d.rules(day)
    own = VIEW_KEYS.get(d.procedure.id)
    return rules[own] if own and rules[own].known else rules["member.view"]


@check("S13")
def told_before(d: Dossier) -> Verdict | None:
    """The member knew before the cell voted: asked for a statement (HD06 11.1), heard (296 Điều 12.1)."""
    voted = d.day_of("listing.day") or d.day_of("cell_resolution.day")
    told = d.day_of("notice.day")
    if voted is None or d.procedure.step("notice") is None:
        return None
    rule = _view_rule(d, voted)
    said = d.counting("statement")
    stated = d.day_of("statement.day") if said is not None and said.outcome == "given" else None
    knew = stated is not None and stated <= voted
    severity = "warn" if knew else None  # the paper is missing, the right was kept
    if told is None or told > voted:
        message = _("Chưa báo cho đảng viên biết trước khi chi bộ biểu quyết.")
        return bad(message, rule, field="notice", severity=severity)
    if d.fact("notice", "received") is False:
        message = _("Đảng viên chưa nhận được giấy báo.")
        return bad(message, rule, field="notice.received", severity=severity)
    return good(_("Đảng viên đã được báo trước khi biểu quyết"), rule)


@check("S14")
def rights_sheet_given(d: Dossier) -> Verdict | None:
    """The sheet of the member's rights was handed over with the notice and with the decision."""
    for step in ("receipt", "notice"):
        if d.counting(step) is not None and d.fact(step, "rights_given") is not True:
            return bad(_("Chưa ghi đã đưa, đã nói rõ quyền của đảng viên."), field=f"{step}.rights_given")
    return good(_("Đã đưa bản quyền của đảng viên")) if d.counting("notice") else None


def _order_rule(d: Dossier, step: str, day: datetime.date) -> Rule | None:
    """The rule that puts a step after those before it; None where none is known on that day."""
    if step in ("committee", "decision"):
        name = f"{d.procedure.id}.chain"
    elif step in ("direction", "listing"):
        name = "help_list.direction"
    elif step in ("statement", "cell_resolution"):
        return _view_rule(d, day)
    else:
        return None  # no source orders it; days that run backwards are still looked at again
    rule = d.rules(day)[name] if name in d.rulebook.keys else None
    return rule if rule is not None and rule.known else None


@check("S15")
def not_backwards(d: Dossier) -> Verdict | None:
    """Notice, statement, direction, votes, decision and receipt follow one another in time."""
    before = None
    for name in ORDER:
        day, step = d.day_of(f"{name}.day"), d.procedure.step(name)
        if day is None or step is None:
            continue
        if before is not None and day < before[1]:
            rule = _order_rule(d, name, day)
            return bad(
                _("“{two}” ghi ngày {day}, trước “{one}” ngày {first}.").format(
                    two=_(step.title), day=day_text(day), one=before[0], first=day_text(before[1])
                ),
                *([rule] if rule else []),
                field=name,
                severity=None if rule else "warn",
            )
        before = (_(step.title), day)
    return good(_("Các bước đúng thứ tự thời gian")) if before else None


@check("S16")
def heard(d: Dossier) -> Verdict | None:
    """A representative meets and hears the member before the meeting (296 Điều 12.1)."""
    met = d.day_of("cell_resolution.day")
    if met is None:
        return None
    rule = d.rules(met)["discipline.hearing"]
    heard_on = d.day_of("hearing.day")
    if heard_on is None or heard_on > met:
        message = _("Chưa ghi đã gặp, nghe đảng viên trình bày trước khi họp.")
        return bad(message, rule, field="hearing") if rule.known else unknown(message, rule, field="hearing")
    return good(_("Đã gặp, nghe đảng viên trình bày"), rule)


@check("S17")
def may_be_examined(d: Dossier) -> Verdict | None:
    """Not examined while pregnant, nursing a small child or gravely ill in hospital (296 Điều 8.7)."""
    if d.fact("breach", "not_examined") is not True:
        return None
    rule = d.rules(d.day_of("breach.day"))["discipline.not_examined"]
    if not rule.known:
        return unknown(
            _("Chưa có nguồn nói trường hợp này có được xem xét hay không ở thời gian này."),
            rule,
            field="breach.not_examined",
        )
    return bad(_("Trường hợp này chưa xem xét kỷ luật."), rule, field="breach.not_examined")


@check("S18")
def form_within_power(d: Dossier) -> Verdict | None:
    """The cell itself decides reprimand and warning: without a decision from above it announces no more.

    Nobody gives one on probation more either: who is unfit is deleted from the list (296 Điều 9).
    """
    act, day = d.counting("cell_resolution"), d.day_of("cell_resolution.day")
    if act is None:
        return None
    rule, young = d.rules(day)["discipline.cell.forms"], d.rules(day)["discipline.forms.probationary"]
    measure = d.fact("announcement", "measure")
    by_cell = measure is not None and act.outcome != "proposed"
    if rule.known and by_cell and measure not in rule.items:
        return bad(_("Hình thức này do cấp trên quyết định."), rule, field="announcement.measure")
    given = d.counting("decision")
    if young.known and on_probation(d, day):
        for said, field in ((measure, "announcement.measure"), (given and given.outcome, "decision")):
            if said in ("dismissal", "expulsion") and said not in young.items:
                message = _("Đảng viên dự bị không có hình thức này; không còn đủ tư cách thì xét xóa tên.")
                return bad(message, young, field=field)
    return good(_("Hình thức trong thẩm quyền của chi bộ"), rule) if rule.known else None


@check("S19")
def not_lifted_early(d: Dossier) -> Verdict | None:
    """Discipline ends by itself only after the period, without complaint, repeat or new breach."""
    ended, said = d.day_of("expiry.day"), d.day_of("announcement.day")
    if ended is None or said is None:
        return None
    rule = d.rules(said)["discipline.expiry"]
    if not rule.known:
        return unknown(_("Chưa có nguồn nói kỷ luật chấm dứt hiệu lực khi nào."), rule, field="expiry")
    last = add_months(said, rule.number)
    if ended < last:
        return bad(
            _("Kỷ luật công bố ngày {day} còn hiệu lực đến {last}.").format(
                day=day_text(said), last=day_text(last)
            ),
            rule,
            field="expiry",
        )
    if d.fact("expiry", "no_repeat") is not True:
        return bad(
            _("Còn khiếu nại hoặc vi phạm mới: kỷ luật chưa chấm dứt."), rule, field="expiry.no_repeat"
        )
    return good(_("Kỷ luật chấm dứt đúng hạn"), rule)


def complaint_rule(d: Dossier) -> Rule | None:
    """The deadline to complain, as the decision complained about asks; of the day it was received."""
    day = d.day_of("filed.decision_received")
    kind = d.fact("filed", "against")
    key = {"deletion": "complaint.deletion.deadline", "discipline": "complaint.discipline.deadline"}.get(
        str(kind)
    )
    return d.rules(day)[key] if key and day else None


@check("S20")
def complained_in_time(d: Dossier) -> Verdict | None:
    """30 working days for a deletion, as the rule says for discipline, from receipt (294 8.2.1)."""
    filed, received = d.day_of("filed.day"), d.day_of("filed.decision_received")
    rule = complaint_rule(d)
    if filed is None or received is None or rule is None:
        return None
    made = deadlines.deadline(rule, received, load_calendar())
    if made is None:
        return unknown(_("Chưa có nguồn nói thời hạn khiếu nại ở thời gian này."), rule, field="filed")
    if filed > made.due:
        return bad(
            _("Khiếu nại sau hạn {due}.").format(due=day_text(made.due)),
            rule,
            field="filed",
            severity="warn",
            due=made.due,
        )
    return good(
        _("Khiếu nại trong hạn, đến hết ngày {due}").format(due=day_text(made.due)), rule, due=made.due
    )


REFUSALS = {"out_of_time": N_("đơn gửi trong hạn"), "before_decision": N_("đã có quyết định")}


@check("S21")
def refused_for_a_reason(d: Dossier) -> Verdict | None:
    """A complaint is turned away only for a reason the rule names (294 8.2.3)."""
    act = d.counting("received")
    if act is None or act.outcome != "not_accepted" or d.fact("filed", "against") != "deletion":
        return None
    rule = d.rules(d.day_of("received.day"))["complaint.deletion.refused"]
    reason = d.fact("received", "refused_reason")
    if rule.known and reason not in rule.items:
        return bad(
            _("Lý do không giải quyết không có trong quy định."), rule, field="received.refused_reason"
        )
    in_time = complained_in_time(d)
    if reason == "out_of_time" and in_time is not None and in_time.good:
        return bad(_("Không giải quyết vì quá hạn, nhưng đơn gửi trong hạn."), rule, field="received")
    return good(_("Không giải quyết với lý do trong quy định"), rule)


@check("S22")
def withdrawn_freely(d: Dossier) -> Verdict | None:
    """Nobody persuades a member to withdraw a complaint."""
    if d.counting("withdrawal") is None:
        return None
    if d.fact("withdrawal", "own_hand") is not True:
        return bad(_("Chỉ nhận rút khiếu nại khi đảng viên tự viết đơn rút."), field="withdrawal.own_hand")
    return good(_("Đảng viên tự rút khiếu nại"))


@check("S23")
def wronged_and_clean(d: Dossier) -> Verdict | None:
    """Restored only where wronged, and no breach since (294 5.2.2)."""
    if d.counting("conclusion") is None:
        return None
    rule = d.rules(d.day_of("conclusion.day"))["restoration.condition"]
    for name in ("wronged", "no_breach_since"):
        if d.fact("conclusion", name) is not True:
            return bad(_("Chưa đủ điều kiện khôi phục."), rule, field=f"conclusion.{name}")
    return good(_("Đủ điều kiện khôi phục"), rule)


@check("S24")
def suspended_not_too_long(d: Dossier) -> Verdict | None:
    """Suspension and its one extension stay within their periods (21-QĐ/TW)."""
    said = d.day_of("decision.day")
    if said is None or d.procedure.id != "suspension":
        return None
    rules = d.rules(said)
    rule, more = rules["suspension.period"], rules["suspension.extension"]
    if not rule.known:
        return unknown(
            _("Chưa có nguồn nói thời hạn đình chỉ ở thời gian này."), rule, field="decision.until"
        )
    extended = d.attempts("extension")
    made = deadlines.deadline(rule, said, load_calendar(), extension=more if extended else None)
    if made is None:
        return None
    if len(extended) > 1:
        return bad(_("Chỉ được gia hạn một lần."), more, field="extension")
    told = [partial(str(act.facts.get("until") or "")) for act in extended]
    told.append(partial(str(d.fact("decision", "until") or "")))
    ends = d.day_of("resumption.day") or max((t.last() for t in told if t is not None), default=None)
    if ends is not None and ends > made.due:
        return bad(
            _("Đình chỉ đến {end}, quá hạn {due}.").format(end=day_text(ends), due=day_text(made.due)),
            rule,
            field="decision.until",
            due=made.due,
        )
    return good(_("Đình chỉ trong thời hạn, đến {due}").format(due=day_text(made.due)), rule, due=made.due)
