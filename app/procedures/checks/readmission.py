"""V42, V43, V47: admission again, special cases, children beyond the second."""

from __future__ import annotations

import datetime
from dataclasses import replace

from app.models import Event, Happening
from app.models.party_age import NOT_OUT
from app.procedures.checks.base import Verdict, agree, bad, check, good, told_of, unknown
from app.procedures.checks.eligibility import resolution_day
from app.procedures.conditions import holds
from app.procedures.dossier import Dossier, partial
from app.regulations.dates import PartialDate, add_months
from app.regulations.rulebook import Rules
from app.regulations.rules import Rule
from app.words import _, day_text

FITS = {
    "expelled": {"expelled", "disunity", "population", "minor_crime", "serious_crime", "corruption", "waste",
                 "negative_acts"},
    "deleted": {"deleted", "abandoned", "population"},
    "resigned": {"resigned", "resigned_hardship"},
}  # fmt: skip
"""How somebody left, as the book has it -> the reasons that may be stated of it."""


@check("V42")
def readmission(d: Dossier) -> Verdict | None:
    left = left_before(d)
    day = resolution_day(d)
    rules = d.rules(day)
    if d.fact("permission", "readmission") is not True:
        if left is None:
            return None
        return bad(
            _("Người này đã ra khỏi Đảng: phải ghi là kết nạp lại."),
            rules["readmission.wait"],
            field="permission.readmission",
        )
    coming = _waited(d, rules, day, left) or _consented(d, rules)
    if coming is not None and d.counting("cell_resolution") is None:
        coming = replace(coming, severity="remind")  # it holds for the day the cell considers the case
    return (
        _barred(d, rules)
        or coming
        or _as_on_file(d, rules, left)
        or good(_("Đủ điều kiện kết nạp lại"), rules["readmission.wait"])
    )


def left_before(d: Dossier) -> Event | Happening | None:
    """The last time the person left the Party before this case, as the book and other cases have it."""
    told = [e for e in told_of(d) if (e.date or "") <= d.case.opened]
    back = max((e.date or "" for e in told if e.what == "restored"), default="")
    left = [e for e in told if e.what == "left" and e.value not in NOT_OUT and (e.date or "") >= back]
    return max(left, key=lambda e: e.date or "", default=None)


def _barred(d: Dossier, rules: Rules) -> Verdict | None:
    barred, times = rules["readmission.barred"], rules["readmission.times"]
    if d.fact("permission", "exit_reason") in barred.items:
        return bad(
            _("Lý do ra khỏi Đảng thuộc trường hợp không kết nạp lại."),
            barred,
            field="permission.exit_reason",
        )
    if d.fact("permission", "readmitted_before") is True:
        return bad(_("Chỉ kết nạp lại một lần."), times, field="permission.readmitted_before")
    return None


def _waited(d: Dossier, rules: Rules, day: datetime.date, left: Event | Happening | None) -> Verdict | None:
    """Whether the time since leaving, and since a conviction was spent, is long enough."""
    wait, population = rules["readmission.wait"], rules["readmission.wait.population"]
    since = d.date("permission.exit_day") or (partial(left.date) if left is not None else None)
    reason = d.fact("permission", "exit_reason")
    if since is None:
        return bad(_("Chưa ghi ngày ra khỏi Đảng."), wait, field="permission.exit_day")
    if reason == "population":
        longest = rules["admission.child_fourth.wait"]
        if longest.known and day < add_months(since.last(), longest.number):
            return bad(
                _("Vi phạm chính sách dân số: đủ 24 hay 36 tháng tùy trường hợp; hỏi cấp ủy có thẩm quyền."),
                population,
                field="permission.exit_day",
                severity="warn",
            )
    elif not wait.known:
        return unknown(
            _("Chưa có nguồn nói phải chờ bao lâu mới được xét kết nạp lại ở thời gian này."),
            wait,
            field="permission.exit_day",
        )
    elif found := _long_enough(
        since,
        wait,
        day,
        _("Chưa đủ {n} tháng kể từ khi ra khỏi Đảng, đến {day} mới đủ."),
        "permission.exit_day",
    ):
        return found
    if reason != "minor_crime":
        return None
    more, spent = rules["readmission.wait.conviction"], d.date("permission.conviction_spent")
    if spent is None:
        return bad(_("Chưa ghi ngày được xóa án tích."), more, field="permission.conviction_spent")
    if not more.known:
        return unknown(
            _("Chưa có nguồn nói phải chờ bao lâu sau khi được xóa án tích."),
            more,
            field="permission.conviction_spent",
        )
    return _long_enough(
        spent,
        more,
        day,
        _("Chưa đủ {n} tháng kể từ khi được xóa án tích, đến {day} mới đủ."),
        "permission.conviction_spent",
    )


def _long_enough(since: PartialDate, rule: Rule, day: datetime.date, text: str, field: str) -> Verdict | None:
    """A verdict where the months since a day are not full, or may not be: only its month or year is known."""
    first, last = add_months(since.first(), rule.number), add_months(since.last(), rule.number)
    if day >= last:
        return None
    return bad(
        text.format(n=rule.number, day=day_text(last)),
        rule,
        field=field,
        severity=None if day < first else "warn",
        due=last,
    )


def _consented(d: Dossier, rules: Rules) -> Verdict | None:
    given, decided = d.date("permission.readmission_consent_date"), d.day_of("decision.day")
    if given is None:
        text = _("Kết nạp lại: chưa có văn bản đồng ý của cấp có thẩm quyền.")
    elif decided is not None and given.first() > decided:
        text = _("Văn bản đồng ý kết nạp lại ghi sau ngày quyết định.")
    else:
        return None
    return bad(text, rules["readmission.consent"], field="permission.readmission_consent_date")


def _as_on_file(d: Dossier, rules: Rules, left: Event | Happening | None) -> Verdict | None:
    """What is stated of leaving against the book."""
    if left is None:
        return None
    stated, known = d.date("permission.exit_day"), partial(left.date)
    reason = d.fact("permission", "exit_reason")
    if stated is not None and known is not None and not agree(stated, known):
        return bad(
            _("Ngày ra khỏi Đảng ghi {stated}, trong sổ là {known}.").format(
                stated=stated.text(), known=known.text()
            ),
            field="permission.exit_day",
            severity="warn",
        )
    if reason and left.value in FITS and reason not in FITS[left.value]:
        return bad(
            _("Lý do ra khỏi Đảng khác với quá trình trong sổ."),
            field="permission.exit_reason",
            severity="warn",
        )
    return None


@check("V43")
def special_cases(d: Dossier) -> Verdict | None:
    """The extra papers of a special case: those a pack in use asks for."""
    asked = [
        paper
        for step in d.procedure.steps
        for paper in step.papers
        if paper.need and paper.title and paper.when and holds(d, paper.when)
    ]
    lacking = [paper for paper in asked if d.paper(paper.form) is None]
    if lacking:
        return bad(
            _("Trường hợp riêng còn thiếu giấy tờ: {papers}.").format(
                papers="; ".join(_(paper.title) for paper in lacking)
            ),
            field=f"paper:{lacking[0].form}",
        )
    return good(_("Trường hợp riêng đủ giấy tờ")) if asked else None


@check("V47")
def children_beyond_the_second(d: Dossier) -> Verdict | None:
    """Warns only: whether the rule on a third or fourth child still binds was not established."""
    order, born = d.fact("permission", "child_order"), d.date("permission.child_birth")
    if order not in ("third", "fourth"):
        return None
    day = resolution_day(d)
    rule = d.rules(day)[f"admission.child_{order}.wait"]
    if born is None:
        return bad(_("Chưa ghi ngày sinh của con thứ ba trở lên."), rule, field="permission.child_birth")
    if not rule.known:
        return unknown(
            _("Chưa có nguồn nói thời gian phấn đấu sau khi sinh con thứ ba trở lên."),
            rule,
            field="permission.child_birth",
        )
    found = _long_enough(
        born,
        rule,
        day,
        _(
            "Chưa đủ {n} tháng kể từ ngày sinh con ấy, đến {day} mới đủ; "
            "chưa rõ quy định này còn áp dụng không."
        ),
        "permission.child_birth",
    )
    return found or good(_("Đủ {n} tháng kể từ ngày sinh con ấy").format(n=rule.number), rule)
