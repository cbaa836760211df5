"""V31, V36, V37: the helper, and from which days Party age and probation count."""

from __future__ import annotations

from app.procedures import voting
from app.procedures.checks.base import Verdict, agree, bad, check, good, on_file
from app.procedures.conditions import holds
from app.procedures.dossier import Dossier, partial
from app.regulations.dates import add_months
from app.words import _, day_text


@check("V31")
def helper_assigned(d: Dossier) -> Verdict | None:
    if d.counting("ceremony") is None:
        return None
    rule = d.rules(d.day_of("ceremony.day"))["admission.ceremony.helper"]
    if not d.fact("ceremony", "helper"):
        return bad(_("Chưa phân công đảng viên chính thức giúp đỡ."), rule, field="ceremony.helper")
    held = d.day_of("ceremony.day")
    helper = str(d.fact("ceremony", "helper"))
    if (
        held is not None
        and on_file(d, helper)
        and voting.member_status(d.unit, helper, held.isoformat()) != "full"
    ):
        return bad(
            _("Người được phân công giúp đỡ chưa phải đảng viên chính thức vào ngày ấy."),
            rule,
            field="ceremony.helper",
        )
    return good(_("Đã phân công người giúp đỡ"), rule)


@check("V36")
def party_age_from_decision(d: Dossier) -> Verdict | None:
    """From the day of the decision; of somebody admitted again from the first one, less the time between."""
    decided = d.date("9-KNĐ.date")
    if decided is None:
        return None
    rules = d.rules(d.day_of("ceremony.day"))
    again = holds(d, ("readmission",))
    rule = rules["party_age.readmitted" if again else "party_age.from"]
    told = [e for e in d.events(d.person.id) if e.what == "party_age_from" and e.date]
    for event in told:
        day = partial(event.date)
        same = day is not None and agree(day, decided)
        if day is None or same is not again:
            continue
        text = (
            _(
                "Người kết nạp lại: tuổi đảng tính từ quyết định kết nạp lần đầu, "
                "trừ thời gian gián đoạn; đang ghi {day}."
            )
            if again
            else _("Tuổi đảng phải tính từ ngày quyết định kết nạp {decided}, đang ghi {day}.")
        )
        return bad(text.format(decided=decided.text(), day=day.text()), rule, field="person.party_age_from")
    if d.counting("ceremony") is None:
        return None
    if again:
        return good(_("Tuổi đảng tính từ quyết định kết nạp lần đầu, trừ thời gian gián đoạn"), rule)
    return good(_("Tuổi đảng tính từ ngày quyết định {day}").format(day=decided.text()), rule)


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
