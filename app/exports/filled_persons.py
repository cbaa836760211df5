"""What a form needs of a person: who they are, their dates, the papers on file about them."""

from __future__ import annotations

import re
from typing import Any

from app.exports.layout import layout_on
from app.models import Paper, Person, PersonStanding
from app.procedures.dossier import partial
from app.regulations.dates import PartialDate
from app.storage.unit import Unit
from app.words import N_, _

SEXES = {"male": N_("Nam"), "female": N_("Nữ")}
_PLAIN = {
    "name": "name",
    "other_name": "other_name",
    "birth": "birth",
    "ethnicity": "ethnicity",
    "religion": "religion",
    "personal_number": "number",
    "card_number": "card",
    "file_number": "file",
    "occupation": "occupation",
    "position": "position",
    "education": "education",
    "professional": "professional",
    "political_theory": "political_theory",
    "youth_union_date": "youth_union_date",
    "phone": "phone",
}
"""Field of a person -> the end of the form's field `person_…`."""


def of_person(unit: Unit, person: Person) -> dict[str, Any]:
    """The fields `person_…` of a form; dates as ISO text, which may be partial."""
    found: dict[str, Any] = {f"person_{end}": getattr(person, name) for name, end in _PLAIN.items()}
    found |= {
        "person_sex": _(SEXES[person.sex]) if person.sex in SEXES else None,
        "person_birth_place": place(person, "birth") or person.birth_place,
        "person_origin": place(person, "home") or person.home_town,
        "person_residence": place(person, "residence") or person.residence,
    }
    lived = unit.session.get(PersonStanding, person.id)
    if lived is not None:
        found |= {
            "person_admitted": lived.admission_date,
            "person_official": lived.official_date,
            "person_decided": lived.party_age_from,
        }
    return found


def place(person: Person, name: str) -> str:
    """Address and province of a kind of place (birth, home, residence)."""
    parts = (getattr(person, f"{name}_{part}") for part in ("address", "province"))
    return ", ".join(part for part in parts if part)


def written(day: PartialDate | None) -> str:
    """A day as papers write it within a text: 09/6/2026; as much of it as is known."""
    if day is None:
        return ""
    return layout_on(None).day(day.first()) if day.whole else day.text()


def papers(unit: Unit, person: str) -> list[Paper]:
    """All papers on file about a person, oldest first."""
    return sorted(unit.all(Paper, person=person), key=lambda p: (p.date or "", p.revision, p.id))


def own_papers(unit: Unit, person: str, form: str) -> list[Paper]:
    """The papers of a form that belong to no case, newest first."""
    return [p for p in reversed(papers(unit, person)) if p.form == form and p.case is None]


def paper_values(paper: Paper | None) -> dict[str, Any]:
    """Number, day and texts of a recorded paper, as its form takes them; empty for none."""
    if paper is None:
        return {}
    number = re.match(r"\d+", paper.number or "")
    found = {"number": number and int(number[0]), **paper.data}
    day = partial(paper.date)
    return found | ({"day": day.first()} if day is not None and day.whole else {})
