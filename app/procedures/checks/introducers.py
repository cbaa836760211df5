"""V16–V19: who introduces the applicant."""

from __future__ import annotations

from app.models.folding import spelling
from app.procedures import voting
from app.procedures.checks.base import Verdict, bad, check, good, on_file, unknown
from app.procedures.checks.eligibility import resolution_day
from app.procedures.dossier import Dossier, partial
from app.regulations.dates import add_months, age_in_months
from app.regulations.rulebook import Rules
from app.regulations.rules import Rule
from app.words import _


@check("V16")
def introducer_is_full_member(d: Dossier) -> Verdict | None:
    rows = d.rows("introduction", "introducers")
    rule = d.rules(d.day_of("introduction.day"))["admission.introducers.past_youth"]
    for number, row in enumerate(rows, 1):
        day = partial(row.get("signed")) or d.date("introduction.day")
        if row.get("person") and day is not None and on_file(d, str(row["person"])):
            status = voting.member_status(d.unit, str(row["person"]), day.last().isoformat())
            if status != "full":
                return bad(
                    _("{name} chưa phải đảng viên chính thức vào ngày giới thiệu.").format(
                        name=row.get("name", "")
                    ),
                    rule,
                    field=f"introduction.introducers.{number}.person",
                    severity="block",
                )
    return (
        good(_("Người giới thiệu là đảng viên chính thức"), rule)
        if any(r.get("person") for r in rows)
        else None
    )


@check("V17")
def introducer_long_enough(d: Dossier) -> Verdict | None:
    rows = d.rows("introduction", "introducers")
    rule = d.rules(d.day_of("introduction.day"))["admission.introducer.months"]
    if not rule.known:
        return (
            unknown(
                _("Chưa có nguồn nói người giới thiệu phải cùng đơn vị bao lâu ở thời gian này."),
                rule,
                field="introduction.introducers",
            )
            if rows
            else None
        )
    taken_over = any(row.get("ended") for row in rows) or d.counting("move") is not None
    for number, row in enumerate(rows, 1):
        replaces = row.get("replacement") is True
        if replaces and taken_over:
            continue
        since = partial(row.get("together_since"))
        signed = partial(row.get("signed"))
        day = signed.first() if signed and signed.whole else d.day_of("introduction.day") or d.day
        where = f"introduction.introducers.{number}.together_since"
        name = row.get("name", "")
        if since is None:
            return bad(
                _("{name}: chưa ghi cùng công tác, học tập, cư trú từ khi nào.").format(name=name),
                rule,
                field=where,
                severity="warn",
            )
        if day < add_months(since.first(), rule.number):
            return bad(
                _("{name} mới cùng đơn vị từ {since}, chưa đủ {n} tháng.").format(
                    name=name, since=since.text(), n=rule.number
                ),
                rule,
                field=where,
                severity="warn" if replaces else None,  # nobody is on file whom this one replaces
            )
        if day < add_months(since.last(), rule.number):
            return bad(
                _("{name}: ngày cùng đơn vị chưa rõ, có thể chưa đủ {n} tháng.").format(
                    name=name, n=rule.number
                ),
                rule,
                field=where,
                severity="warn",
            )
    return good(_("Người giới thiệu cùng đơn vị đủ {n} tháng").format(n=rule.number), rule) if rows else None


RESOLUTIONS = {"doan_resolution": "4-KNĐ", "union_resolution": "4a-KNĐ"}
"""Whose resolution a rule asks for -> the paper it stands on."""


@check("V18")
def introducer_mix(d: Dossier) -> Verdict | None:
    if d.counting("introduction") is None:
        return None
    rules = d.rules(d.day_of("introduction.day"))
    found = _mix(d, rules)
    doubt = _youth_by_birth(d, rules)
    return doubt if doubt is not None and (found is None or found.good or found.severity == "warn") else found


def _youth_by_birth(d: Dossier, rules: Rules) -> Verdict | None:
    """What is stated of the youth age against the day of birth, where a pack in use gives the age.

    Between the last birthday in that age and the next one sources leave it open: nothing is said then.
    """
    cadre = d.fact("introduction", "doan_cadre") is True
    rule = rules["admission.youth.age_max_cadre" if cadre else "admission.youth.age_max"]
    birth, stated = partial(d.person.birth), d.fact("introduction", "youth_age")
    if birth is None or not rule.known:
        return None
    low, high = age_in_months(birth, d.day_of("introduction.day") or d.day)
    past = True if low // 12 > rule.number else False if high < rule.number * 12 else None
    if past is None or stated is (not past):
        return None
    text = (
        _("Theo ngày sinh đã quá tuổi Đoàn ({n}).")
        if past
        else _("Theo ngày sinh còn trong tuổi Đoàn ({n}).")
    )
    more = _("Chưa ghi mục này.") if stated is None else _("Mục đã ghi thì ngược lại; xem lại.")
    return bad(f"{text.format(n=rule.number)} {more}", rule, field="introduction.youth_age", severity="warn")


def _mix(d: Dossier, rules: Rules) -> Verdict | None:
    fact = d.fact
    members = [r for r in d.rows("introduction", "introducers") if not r.get("ended")]
    youth = fact("introduction", "youth_age")
    if youth is None:
        return bad(
            _("Chưa ghi người xin vào Đảng còn trong tuổi Đoàn hay không."),
            rules["admission.introducers.past_youth"],
            field="introduction.youth_age",
            severity="warn",
        )
    belongs = True
    if not youth:
        rule = rules["admission.introducers.past_youth"]
    elif fact("introduction", "doan_exists") is True:
        rule = rules["admission.introducers.youth_doan"]
        belongs = fact("introduction", "doan_member") is True
    elif fact("introduction", "union_exists") is True:
        rule = rules["admission.introducers.youth_union"]
        belongs = fact("introduction", "union_member") is True
    else:
        rule = rules["admission.introducers.youth_neither"]
    if not rule.known:
        return unknown(
            _("Chưa có nguồn nói trường hợp này cần những ai giới thiệu."),
            rule,
            field="introduction.introducers",
        )
    wanted = rule.items.count("full_member")
    form = next((RESOLUTIONS[item] for item in rule.items if item in RESOLUTIONS), "")
    members = list({r.get("person") or spelling(str(r.get("name", ""))): r for r in members}.values())
    if len(members) < wanted:
        return bad(
            _("Cần {n} đảng viên chính thức giới thiệu, mới có {have}.").format(n=wanted, have=len(members)),
            rule,
            field="introduction.introducers",
        )
    if not belongs:
        return bad(
            _("Trong tuổi Đoàn phải là đoàn viên (nơi chỉ có công đoàn: đoàn viên công đoàn)."),
            rule,
            field="introduction.doan_member",
        )
    if form and d.paper(form) is None:
        return bad(
            _("Chưa có nghị quyết giới thiệu của đoàn thể ({form}).").format(form=form),
            rule,
            field=f"paper:{form}",
        )
    return good(_("Đủ và đúng người, tổ chức giới thiệu"), rule)


@check("V19")
def introducer_left(d: Dossier) -> Verdict | None:
    rows = d.rows("introduction", "introducers")
    rule = d.rules(d.day_of("introduction.day"))["admission.introducer.replacement"]
    ended = [r for r in rows if r.get("ended")]
    if sum(1 for r in rows if r.get("replacement") is True) < len(ended):
        return bad(
            _("{name} thôi giới thiệu, chưa phân công người thay.").format(name=ended[0].get("name", "")),
            rule,
            field="introduction.introducers",
        )
    return _gone_since(d, rule) or (good(_("Đã phân công người giới thiệu thay"), rule) if ended else None)


def _gone_since(d: Dossier, rule: Rule) -> Verdict | None:
    """An introducer of whom the book says they left or were suspended between signing and the cell's vote."""
    voted = resolution_day(d)
    for number, row in enumerate(d.rows("introduction", "introducers"), 1):
        signed = partial(row.get("signed")) or d.date("introduction.day")
        person = str(row.get("person") or "")
        if not on_file(d, person) or row.get("ended") or signed is None or signed.last() > voted:
            continue
        states = voting.states_on(d.unit, person, voted.isoformat()) & {"suspended", "custody"}
        left = voting.member_status(d.unit, person, voted.isoformat()) == "former"
        if (left or states) and voting.member_status(d.unit, person, signed.last().isoformat()) == "full":
            return bad(
                _(
                    "{name} không còn sinh hoạt ở chi bộ hoặc bị đình chỉ sau khi giới thiệu; "
                    "phân công người khác."
                ).format(name=row.get("name", "")),
                rule,
                field=f"introduction.introducers.{number}.ended",
            )
    return None
