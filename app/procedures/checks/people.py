"""V16–V19, V25, V31, V36, V37: introducers, helper, the three dates."""

from __future__ import annotations

from app.models.folding import spelling
from app.procedures import voting
from app.procedures.checks.base import Verdict, bad, check, good
from app.procedures.checks.eligibility import resolution_day
from app.procedures.dossier import Dossier, partial
from app.regulations.dates import add_months
from app.words import _, day_text


@check("V16")
def introducer_is_full_member(d: Dossier) -> Verdict | None:
    rows = d.rows("introduction", "introducers")
    rule = d.rules(d.day_of("introduction.day"))["admission.introducer.months"]
    for number, row in enumerate(rows, 1):
        day = partial(row.get("signed")) or d.date("introduction.day")
        if row.get("person") and day is not None:
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
        return None
    for number, row in enumerate(rows, 1):
        if row.get("replacement") is True:
            continue
        since = partial(row.get("together_since"))
        day = d.day_of("introduction.day") or d.day
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
        return None
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
    ended = [r for r in rows if r.get("ended")]
    if not ended:
        return None
    rule = d.rules(d.day_of("introduction.day"))["admission.introducer.replacement"]
    if sum(1 for r in rows if r.get("replacement") is True) < len(ended):
        return bad(
            _("{name} thôi giới thiệu, chưa phân công người thay.").format(name=ended[0].get("name", "")),
            rule,
            field="introduction.introducers",
        )
    return good(_("Đã phân công người giới thiệu thay"), rule)


@check("V25")
def three_full_members(d: Dossier) -> Verdict | None:
    rule = d.rules(resolution_day(d))["cell.full_members.min"]
    found = voting.count(d.unit, "cell", d.case.owner, resolution_day(d), present=[])
    full = len(found.counted) + sum(1 for e in found.excluded if e["reason"] not in ("probationary", "guest"))
    if not rule.known or full == 0 and d.case.owner != d.unit.organisation:
        return None
    if full < rule.number:
        return bad(
            _("Chi bộ chỉ có {n} đảng viên chính thức, cần ít nhất {min}.").format(n=full, min=rule.number),
            rule,
            field="cell_resolution",
        )
    return good(_("Chi bộ có {n} đảng viên chính thức").format(n=full), rule)


@check("V31")
def helper_assigned(d: Dossier) -> Verdict | None:
    if d.counting("ceremony") is None:
        return None
    rule = d.rules(d.day_of("ceremony.day"))["admission.ceremony.helper"]
    if not d.fact("ceremony", "helper"):
        return bad(_("Chưa phân công đảng viên chính thức giúp đỡ."), rule, field="ceremony.helper")
    return good(_("Đã phân công người giúp đỡ"), rule)


@check("V36")
def party_age_from_decision(d: Dossier) -> Verdict | None:
    decided = d.date("9-KNĐ.date")
    rule = d.rules(d.day_of("ceremony.day"))["party_age.from"]
    for event in d.events(d.person.id):
        if event.what == "party_age_from" and decided is not None and event.date != decided.iso():
            return bad(
                _("Tuổi đảng phải tính từ ngày quyết định kết nạp {day}.").format(day=decided.text()),
                rule,
                field="person.party_age_from",
            )
    return (
        good(_("Tuổi đảng tính từ ngày quyết định {day}").format(day=decided.text()), rule)
        if decided and d.counting("ceremony")
        else None
    )


@check("V37")
def probation_from_ceremony(d: Dossier) -> Verdict | None:
    held, decided = d.day_of("ceremony.day"), d.day_of("9-KNĐ.date")
    rule = d.rules(held)["recognition.probation"]
    if held is None or not rule.known:
        return None
    if decided is not None and decided != held:
        wrong = {"admitted": decided, "official": add_months(decided, rule.number)}
        for event in d.events(d.person.id):
            if event.what in wrong and event.date == wrong[event.what].isoformat():
                return bad(
                    _("Dự bị phải tính từ ngày lễ kết nạp {day}, không từ ngày quyết định.").format(
                        day=day_text(held)
                    ),
                    rule,
                    field="person.admission_date" if event.what == "admitted" else "person.official_date",
                )
    return good(
        _("Dự bị từ ngày lễ kết nạp, hết ngày {day}").format(day=day_text(add_months(held, rule.number))),
        rule,
    )
