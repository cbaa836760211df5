"""What a form needs of a case: its votes, its opinions, who introduces, what was decided."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from app.exports import filled_screening
from app.exports.filled_persons import of_person, paper_values, place, written
from app.exports.filled_votes import authority, of_vote, percent
from app.exports.forms import Form
from app.models import Organisation, Paper, Person, PersonStanding
from app.procedures import engine, offices
from app.procedures.checks import problems
from app.procedures.conditions import holds
from app.procedures.dossier import Dossier, partial
from app.procedures.probation import admitted, probation_end
from app.storage.unit import Unit
from app.words import N_, _

STEPS = {
    "6-KNĐ": "cell_resolution",
    "BB-KN": "cell_resolution",
    "7-KNĐ": "sectional",
    "8-KNĐ": "committee",
    "9-KNĐ": "decision",
    "13-KNĐ": "cell_resolution",
    "14-KNĐ": "sectional",
    "15-KNĐ": "committee",
    "16-KNĐ": "decision",
}
"""The step whose day and vote a form tells."""


def of_case(unit: Unit, form: Form, case: str, at: str | None = None) -> list[dict[str, Any]]:
    """The values of a form for a case, one for everybody who writes it; `at` a step, where it has many.

    Raises Refused: not_found, wrong_step.
    """
    dossier = engine.load_case(unit, case)
    found = of_person(unit, dossier.person) | _written(dossier)
    if form.code in filled_screening.codes():
        return [found | filled_screening.of_step(dossier, form.code, at)]
    step = STEPS.get(form.code)
    if step is not None:
        found |= {"authority": authority("committee")} if step == "committee" else {}
        found |= of_vote(dossier, step) | {"meeting_day": dossier.day_of(f"{step}.day")}
    if form.code in _OF_FORM:
        found |= _OF_FORM[form.code](dossier)
    if form.code in _OF_WRITERS:
        return _each(dossier, form, found, _OF_WRITERS[form.code](dossier))
    return [found | paper_values(dossier.begun(form.code))]


def _each(
    dossier: Dossier, form: Form, found: dict[str, Any], writers: Sequence[tuple[str, dict[str, Any]]]
) -> list[dict[str, Any]]:
    """A sheet for every writer, with the paper they signed; unsigned papers in the order of the writers."""
    rest = sorted(dossier.all_papers(form.code), key=lambda p: (p.date or "", p.id))
    made = []
    for name, told in writers:
        signed: list[Paper] = [p for p in rest if (p.signer or "").casefold() == name.casefold()]
        taken = signed[-1] if signed else next((p for p in rest if not p.signer), None)
        rest = [p for p in rest if p is not taken and p not in signed]
        made.append(found | told | paper_values(taken))
    return made or [found | paper_values(dossier.begun(form.code))]


def _written(dossier: Dossier) -> dict[str, Any]:
    """What the declaration says, which goes before the member list, and the days of the case."""
    told = {
        "person_birth_place": dossier.fact("cv", "birth_place"),
        "person_origin": dossier.fact("cv", "home"),
        "person_residence": dossier.fact("cv", "residence"),
        "person_file": dossier.fact("member_file", "file_number"),
        "sympathiser_since": dossier.fact("application", "sympathiser_since")
        or dossier.fact("permission", "sympathiser_since"),
        "person_admitted": _iso(admitted(dossier)),
        "person_official": _iso(probation_end(dossier)) if dossier.case.procedure == "recognition" else None,
        "work": dossier.rows("cv", "work") or None,
    }
    return {name: value for name, value in told.items() if value not in (None, "")}


def _iso(day: Any) -> str | None:
    return day.iso() if day is not None else None


MATTERS = {
    "admission": N_("xét đề nghị kết nạp đảng viên"),
    "recognition": N_("xét đề nghị công nhận đảng viên chính thức"),
}
"""What a meeting of the cell is about, as its minutes say it."""


def _minutes(dossier: Dossier) -> dict[str, Any]:
    matter = MATTERS.get(dossier.case.procedure)
    return {"matter": _(matter)} if matter else {}


def _introducers(dossier: Dossier) -> list[tuple[str, dict[str, Any]]]:
    """Each introducer with what their letter says of them."""
    found = []
    for row in dossier.rows("introduction", "introducers"):
        told = {"introducer_name": row.get("name"), "assigned_day": row.get("assigned")}
        told |= _member(dossier, row.get("person"), "introducer")
        found.append((str(told["introducer_name"] or ""), told))
    return found


def _helpers(dossier: Dossier) -> list[tuple[str, dict[str, Any]]]:
    """Each helper of the probation with what their comment says of them."""
    found = []
    for row in dossier.rows("helper_comment", "comments"):
        told = {
            "helper_name": row.get("name"),
            "helper_from": row.get("from"),
            "helper_to": row.get("to"),
            **_member(dossier, row.get("helper"), "helper"),
        }
        found.append((str(told["helper_name"] or ""), told))
    return found


def _member(dossier: Dossier, person_id: Any, role: str) -> dict[str, Any]:
    """A member of the cell who writes about the person, as fields `ROLE_…`."""
    cell = _name(dossier.cell)
    found: dict[str, Any] = {"receiver": cell, f"{role}_organisation": cell}
    session = dossier.unit.session
    person = session.get(Person, person_id or "")
    lived = session.get(PersonStanding, person.id) if person is not None else None
    if person is not None and lived is not None:
        found |= {
            f"{role}_name": person.name,
            f"{role}_birth": person.birth,
            f"{role}_admitted": lived.admission_date,
            f"{role}_official": lived.official_date,
            f"{role}_party_post": person.position,
            f"{role}_origin": place(person, "home") or person.home_town,
        }
    return found


def _resolution(dossier: Dossier) -> dict[str, Any]:
    """The vote of a youth union's or trade union's executive board."""
    asked, yes, no = (dossier.fact("introduction", f"resolution_{name}") for name in _COUNTS)
    return {
        "receiver": _name(dossier.cell),
        "board_total": asked,
        "votes_for": yes,
        "votes_against": no,
        "percent": percent(yes, asked) if yes is not None else None,
        "against_percent": percent(no, asked) if no is not None else None,
        "organisation": None,
        "superior": None,
        "signer_post": None,
        "signer_name": None,
    }


_COUNTS = ("total", "for", "against")


def _opinions(dossier: Dossier) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for kind, name in (("union", "unions"), ("residence", "residence"), ("employer", "employer")):
        rows = [r for r in dossier.rows("opinions", "asked") if r.get("kind") == kind]
        if rows:
            asked, yes, no = (sum(r.get(k) or 0 for r in rows) for k in _COUNTS)
            found |= {
                name: ", ".join(r["organisation"] for r in rows if r.get("organisation")),
                f"{name}_asked": asked,
                f"{name}_for": yes,
                f"{name}_percent": percent(yes, asked),
                f"{name}_against": no,
                f"{name}_against_percent": percent(no, asked),
            }
    return found


def _proposed(form: str, cell_form: str) -> Callable[[Dossier], dict[str, Any]]:
    """What the papers above the cell say of its resolution."""

    def told(dossier: Dossier) -> dict[str, Any]:
        paper = dossier.paper(cell_form)
        found: dict[str, Any] = {
            "cell": _name(dossier.cell),
            "cell_number": paper.number if paper else None,
            "cell_day": paper.date if paper else None,
        }
        base = of_vote(dossier, STEPS[form]).get("base")
        return found | ({"members_total": base} if base is not None else {})

    return told


def _decided(chain: str, *proposals: str) -> Callable[[Dossier], dict[str, Any]]:
    """What a decision rests on: the rule of who decides, and the resolution that proposes it."""

    def told(dossier: Dossier) -> dict[str, Any]:
        paper = next((p for p in map(dossier.paper, proposals) if p is not None), None)
        own = dossier.unit.office()
        act = dossier.latest("decision")
        vote = dossier.vote("decision", act.attempt) if act is not None else None
        whole = vote is not None and vote.body == "committee"  # the delegated committee decides itself
        decider = own.name if whole else f"{_(offices.BODY_TITLES['standing_committee'])} {own.name}"
        found: dict[str, Any] = {"cell": _name(dossier.cell)}
        found |= {"decider": decider} if own.type == "committee" else {}
        rule = dossier.rules(dossier.day_of("decision.day"))[chain]
        document = dossier.rulebook.document(rule.document) if rule.known else None
        if document is not None:
            issued = partial(document.dated)
            cited = f"{document.title} ({document.number})"
            if issued is not None and issued.whole:
                cited = _("{title} ({number}, ngày {day})").format(
                    title=document.title, number=document.number, day=written(issued)
                )
            point = rule.source_text().partition(", ")[2]
            found["bases"] = [{"text": ", ".join(filter(None, (cited, point)))}]
        if paper is not None and paper.number:
            found["proposal"] = _("Nghị quyết số {number}, ngày {day}").format(
                number=paper.number, day=written(partial(paper.date)) or "……"
            )
        stated = dossier.fact("decision", "official_date")
        return found | ({"person_official": stated} if stated else {})

    return told


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


def _card(dossier: Dossier) -> dict[str, Any]:
    """The person's line in the list of cards asked for."""
    told = of_person(dossier.unit, dossier.person) | _written(dossier)
    note = _("Có tệp ảnh") if dossier.fact("cell_resolution", "photo") else None
    line = {name.replace("person_", "m_"): value for name, value in told.items()}
    return {"members": [line | {"m_note": note}], "count": 1}


def _member_file(dossier: Dossier) -> dict[str, Any]:
    """What the case adds to the member's own declaration."""
    names = [str(row.get("name") or "") for row in dossier.rows("introduction", "introducers")]
    return {
        "introducers": ", ".join(filter(None, names)),
        "ceremony_place": dossier.fact("ceremony", "place"),
    }


def _index(dossier: Dossier) -> dict[str, Any]:
    from app.exports.filled_index import of_person as index_of

    return index_of(dossier.unit, dossier.person.id, dossier)


def _rights(dossier: Dossier) -> dict[str, Any]:
    from app.exports.filled_rights import of_dossier

    return of_dossier(dossier)


def _name(organisation: Organisation | None) -> str:
    return organisation.name if organisation is not None else ""


_OF_FORM: Mapping[str, Callable[[Dossier], dict[str, Any]]] = {
    "4-KNĐ": _resolution,
    "4a-KNĐ": _resolution,
    "5-KNĐ": _opinions,
    "7-KNĐ": _proposed("7-KNĐ", "6-KNĐ"),
    "8-KNĐ": _proposed("8-KNĐ", "6-KNĐ"),
    "9-KNĐ": _decided("admission.chain", "8-KNĐ", "6-KNĐ"),
    "12-KNĐ": _opinions,
    "14-KNĐ": _proposed("14-KNĐ", "13-KNĐ"),
    "15-KNĐ": _proposed("15-KNĐ", "13-KNĐ"),
    "16-KNĐ": _decided("recognition.chain", "15-KNĐ", "13-KNĐ"),
    "1-HSĐV": _member_file,
    "2-HSĐV": _member_file,
    "1-TĐV": _card,
    "BB-KN": _minutes,
    "CON-THIEU": _lacking,
    "MUC-LUC": _index,
    "QUYEN": _rights,
}
_OF_WRITERS: Mapping[str, Callable[[Dossier], list[tuple[str, dict[str, Any]]]]] = {
    "3-KNĐ": _introducers,
    "11-KNĐ": _helpers,
}
