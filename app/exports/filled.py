"""What the records say for a form: plain values for `forms.fill`. What nobody has recorded stays away."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from sqlalchemy import select

from app.exports.forms import Form, load_forms
from app.models import Meeting, Organisation, Peer, Person, PersonStanding, Vote
from app.procedures import engine, offices
from app.procedures.checks import problems
from app.procedures.conditions import holds
from app.procedures.dossier import Dossier, partial
from app.regulations.resources import resource_folder
from app.storage.unit import Unit
from app.trouble import Refused
from app.words import N_, _

STEPS = {"6-KNĐ": "cell_resolution", "BB-KN": "cell_resolution", "8-KNĐ": "committee", "9-KNĐ": "decision"}
"""The step whose day and vote a form tells."""
BODIES = {"cell": "cell_committee", "committee": "standing_committee"}
"""Whose secretary signs for an office of a kind."""
NOT_FULL = {"probationary", "guest"}


def form_of(code: str) -> Form:
    """A form by its code; Refused("unknown_form")."""
    forms = load_forms(resource_folder("forms"))
    if code not in forms:
        raise Refused(
            "unknown_form", _("Chưa có mẫu in “{form}”.").format(form=code), ", ".join(sorted(forms))
        )
    return forms[code]


def values(unit: Unit, form: Form, *, case: str | None = None, person: str | None = None) -> dict[str, Any]:
    """The values of a form for a case, a person or the office, names as in the form's file.

    Raises Refused: needs_case for a form of a case without one, not_found.
    """
    found: dict[str, Any] = _office(unit) | {"day": unit.today}
    if case is not None:
        found |= _of_case(unit, form, case)
    elif person is not None:
        found |= _person(unit.get(Person, person))
    elif "person_name" in form.fields:
        raise Refused("needs_case", _("Mẫu này lập cho một hồ sơ."), _("Nêu hồ sơ cần in."))
    if "duties" in form.fields:
        found |= _duties(unit)
    return {name: value for name, value in found.items() if value not in (None, "")}


def _of_case(unit: Unit, form: Form, case: str) -> dict[str, Any]:
    dossier = engine.load_case(unit, case)
    found = _person(dossier.person)
    step = STEPS.get(form.code)
    if step is not None:
        found |= _vote(dossier, step) | {"meeting_day": dossier.day_of(f"{step}.day")}
    if form.code in _OF_FORM:
        found |= _OF_FORM[form.code](dossier)
    paper = dossier.paper(form.code)
    if paper is not None:
        number = re.match(r"\d+", paper.number or "")
        day = partial(paper.date)
        found |= {"number": number and int(number[0]), **paper.data}
        if day is not None and day.whole:
            found["day"] = day.first()
    return found


def _office(unit: Unit) -> dict[str, Any]:
    own = unit.workspace.own_organisation(unit.session)
    above = unit.session.scalar(select(Peer.name).where(Peer.relation == "above"))
    named = offices.setting(unit, "office.grassroots", unit.today)
    above = above or (named if isinstance(named, str) and named != offices.ABSENT else None)
    seats = offices.seats(unit, BODIES[own.type], unit.today)
    secretary = [s for s in seats if (s.post or "").casefold() == "bí thư"]
    found = {"superior": above, "organisation": own.name, "place": own.place, "receiver": above}
    if own.type == "committee":
        found["authority"] = _(offices.BODY_TITLES[BODIES[own.type]]).upper()
    if len(secretary) == 1:
        found |= {"signer_post": secretary[0].post, "signer_name": secretary[0].name}
    return found


def _person(person: Person) -> dict[str, Any]:
    def place(name: str) -> str:
        parts = (getattr(person, f"{name}_{part}") for part in ("address", "province"))
        return ", ".join(part for part in parts if part)

    return {
        "person_name": person.name,
        "person_birth": person.birth,
        "person_origin": place("home") or person.home_town,
        "person_residence": place("residence"),
        "person_occupation": person.occupation,
    }


def percent(part: int, whole: int | None) -> Decimal | None:
    """A share in per cent with one decimal, without a decimal that says nothing."""
    if not whole:
        return None
    found = (Decimal(100 * part) / whole).quantize(Decimal("0.1"))
    return found.quantize(Decimal(1)) if found == found.to_integral_value() else found


def _vote(dossier: Dossier, step: str) -> dict[str, Any]:
    act = dossier.latest(step)
    vote: Vote | None = dossier.vote(step, act.attempt) if act is not None else None
    if vote is None:
        return {}
    meeting = dossier.unit.session.get(Meeting, vote.meeting) if vote.meeting else None
    came = [row for row in vote.counted if row.get("present")]
    away = [row for row in vote.counted if not row.get("present")]
    passed = None if vote.needed is None else vote.for_ >= vote.needed
    return {
        "members_total": len(vote.counted) + len(vote.excluded),
        "full_members": len(vote.counted) + sum(1 for e in vote.excluded if e["reason"] not in NOT_FULL),
        "probationary_members": sum(1 for e in vote.excluded if e["reason"] == "probationary"),
        "present": len(came) if vote.counted else None,
        "absent": len(away) if vote.counted else None,
        "absentees": [{"name": row["name"]} for row in away],
        "excluded": [{"name": e["name"], "reason": _(REASONS.get(e["reason"], ""))} for e in vote.excluded],
        "base": vote.base,
        "needed": vote.needed,
        "chair": meeting.chair if meeting is not None else None,
        "writer": meeting.writer if meeting is not None else None,
        "voting": _("bỏ phiếu kín") if vote.secret else _("giơ thẻ"),
        "votes_for": vote.for_,
        "votes_against": vote.against,
        "votes_blank": vote.blank,
        "percent": percent(vote.for_, vote.base),
        "passed": passed is True,
        "failed": passed is False,
    }


REASONS = {
    "probationary": N_("dự bị"),
    "exempt": N_("miễn sinh hoạt"),
    "temporary_elsewhere": N_("sinh hoạt tạm thời nơi khác"),
    "suspended": N_("đình chỉ sinh hoạt"),
    "custody": N_("bị tạm giam"),
    "guest": N_("sinh hoạt tạm thời ở đây"),
}


def _introduction(dossier: Dossier) -> dict[str, Any]:
    """The introducer of a letter: the first of the step's rows."""
    rows = dossier.rows("introduction", "introducers")
    if not rows:
        return {}
    session = dossier.unit.session
    person = session.get(Person, rows[0].get("person") or "")
    lived = session.get(PersonStanding, person.id) if person is not None else None
    cell = dossier.cell
    found = {
        "introducer_name": rows[0].get("name"),
        "assigned_day": rows[0].get("assigned"),
        "receiver": cell.name if cell else "",
        "introducer_organisation": cell.name if cell else "",
    }
    if person is not None and lived is not None:
        found |= {
            "introducer_name": person.name,
            "introducer_birth": person.birth,
            "introducer_admitted": lived.admission_date,
            "introducer_official": lived.official_date,
            "introducer_party_post": person.position,
            "introducer_origin": _person(person)["person_origin"],
        }
    return found


def _opinions(dossier: Dossier) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for kind, name in (("union", "unions"), ("residence", "residence")):
        rows = [r for r in dossier.rows("opinions", "asked") if r.get("kind") == kind]
        if rows:
            asked, yes, no = (sum(r.get(k) or 0 for r in rows) for k in ("total", "for", "against"))
            found |= {
                name: ", ".join(r["organisation"] for r in rows if r.get("organisation")),
                f"{name}_asked": asked,
                f"{name}_for": yes,
                f"{name}_percent": percent(yes, asked),
                f"{name}_against": no,
                f"{name}_against_percent": percent(no, asked),
            }
    return found


def _committee(dossier: Dossier) -> dict[str, Any]:
    paper, vote = dossier.paper("6-KNĐ"), _vote(dossier, "committee")
    found = {
        "cell": _name(dossier.cell),
        "cell_number": paper.number if paper else None,
        "cell_day": paper.date if paper else None,
    }
    return found | ({"members_total": vote["base"]} if vote else {})


def _decision(dossier: Dossier) -> dict[str, Any]:
    paper = dossier.paper("8-KNĐ") or dossier.paper("6-KNĐ")
    found: dict[str, Any] = {"cell": _name(dossier.cell)}
    day = dossier.day_of("decision.day")
    rule = dossier.rules(day)["admission.chain"]
    document = dossier.rulebook.document(rule.document) if rule.known else None
    if document is not None:
        found["bases"] = [{"text": f"{rule.source_text()} ({document.title})"}]
    if paper is not None and paper.number:
        dated = partial(paper.date)
        found["proposal"] = _("Nghị quyết số {number} ngày {day}").format(
            number=paper.number, day=dated.text() if dated else "……"
        )
    return found


def _lacking(dossier: Dossier) -> dict[str, Any]:
    """What the applicant still has to bring: checks that did not pass, and papers of the steps now open."""
    stands = engine.stand(dossier)
    items: list[dict[str, Any]] = [
        {"what": p.message, "how": p.note, "due": p.due}
        for p in problems(dossier, stands)
        if p.severity in ("block", "warn")
    ]
    for state in stands.now:
        for paper in state.step.papers:
            if paper.need and holds(dossier, paper.when) and dossier.paper(paper.form) is None:
                items.append(
                    {"what": _("Chưa có mẫu {form}.").format(form=paper.form), "how": _(state.step.title)}
                )
    return {"items": items}


def _name(organisation: Organisation | None) -> str:
    return organisation.name if organisation is not None else ""


def _duties(unit: Unit) -> dict[str, Any]:
    from app.reports import home

    own = unit.workspace.own_organisation(unit.session)
    rows = [
        {
            "person": r.name,
            "what": r.duty.what,
            "who": own.name,
            "due": r.duty.due,
            "rule": str((r.duty.rule or {}).get("document", "")).partition("@")[0],
        }
        for r in home.duties(unit.session, own.id)
    ]
    dated = [datetime.date.fromisoformat(str(r["due"])) for r in rows if r["due"]]
    return {"duties": rows, "until": max(dated, default=unit.today)}


_OF_FORM: Mapping[str, Callable[[Dossier], dict[str, Any]]] = {
    "3-KNĐ": _introduction,
    "5-KNĐ": _opinions,
    "8-KNĐ": _committee,
    "9-KNĐ": _decision,
    "CON-THIEU": _lacking,
}
