"""What the records say for a form: plain values for `forms.fill`. What nobody has recorded stays away."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import select

from app.exports.document import Document, join
from app.exports.filled_cases import of_case
from app.exports.filled_persons import of_person, own_papers, paper_values
from app.exports.forms import Form, fill, load_forms
from app.models import Peer, Person
from app.procedures import offices
from app.regulations.resources import resource_folder
from app.storage.unit import Unit
from app.trouble import Refused
from app.words import _

BODIES = {"cell": "cell_committee", "committee": "standing_committee"}
"""Whose secretary signs for an office of a kind."""


@lru_cache(maxsize=1)
def shipped_forms() -> dict[str, Form]:
    """All forms by code. Raises Refused (bad_form_file)."""
    return load_forms(resource_folder("forms"))


def form_of(code: str) -> Form:
    """A form by its code; Refused("unknown_form")."""
    forms = shipped_forms()
    if code not in forms:
        raise Refused(
            "unknown_form", _("Chưa có mẫu in “{form}”.").format(form=code), ", ".join(sorted(forms))
        )
    return forms[code]


def document(
    unit: Unit, code: str, *, cases: Sequence[str] = (), person: str | None = None, step: str | None = None
) -> Document:
    """A form filled from the records: for each case a paper of its own, a list for all cases together.

    Where several people write a form (two introducers), each has theirs; `step` says at which step of the
    case a paper of several is written. Raises Refused: unknown_form, needs_case, not_found, wrong_step.
    """
    form = form_of(code)
    with unit.looking() as seen:
        if cases:
            found = [sheet for case in cases for sheet in sheets(seen, form, case=case, step=step)]
        else:
            found = sheets(seen, form, person=person)
    if "members" in form.fields:
        rows = [row for sheet in found for row in sheet.get("members", ())]
        found = [found[0] | ({"members": rows, "count": len(rows)} if rows else {})]
    return join([fill(form, sheet) for sheet in found])


def values(unit: Unit, form: Form, *, case: str | None = None, person: str | None = None) -> dict[str, Any]:
    """The values of a form for a case, a person or the office, names as in the form's file.

    Raises Refused: needs_case for a form of a case without one, not_found.
    """
    return sheets(unit, form, case=case, person=person)[0]


def sheets(
    unit: Unit,
    form: Form,
    *,
    case: str | None = None,
    person: str | None = None,
    step: str | None = None,
) -> list[dict[str, Any]]:
    """As `values`, one for everybody who writes the form."""
    told: list[dict[str, Any]] = [{}]
    if case is not None:
        told = of_case(unit, form, case, step)
    elif person is not None:
        told = [_of_person(unit, form, unit.get(Person, person))]
    elif "person_name" in form.fields:
        raise Refused("needs_case", _("Mẫu này lập cho một hồ sơ."), _("Nêu hồ sơ cần in."))
    own: dict[str, Any] = _office(unit) | {"day": unit.today}
    if "duties" in form.fields:
        from app.exports import filled_duties

        own |= filled_duties.values(unit)
    return [
        {name: value for name, value in (own | sheet).items() if value not in (None, "")} for sheet in told
    ]


def _of_person(unit: Unit, form: Form, person: Person) -> dict[str, Any]:
    found = of_person(unit, person)
    if form.code == "QUYEN":
        from app.exports.filled_rights import of_member

        found |= of_member(unit, person)
    if form.code == "MUC-LUC":
        from app.exports.filled_index import of_person as index_of

        found |= index_of(unit, person.id)
    paper = next(iter(own_papers(unit, person.id, form.code)), None)
    return found | paper_values(paper)


def _office(unit: Unit) -> dict[str, Any]:
    own = unit.office()
    above = unit.session.scalar(select(Peer.name).where(Peer.relation == "above"))
    if unit.book:
        above = unit.workspace.name
    named = offices.setting(unit, "office.grassroots", unit.today)
    above = above or (named if isinstance(named, str) and named != offices.ABSENT else None)
    seats = offices.seats(unit, BODIES[own.type], unit.today)
    secretary = [s for s in seats if (s.post or "").casefold() == "bí thư"]
    found = {"superior": above, "organisation": own.name, "place": own.place, "receiver": above}
    if own.type == "committee":
        found["authority"] = _(offices.BODY_TITLES[BODIES[own.type]]).upper()
    if len(secretary) == 1:
        found |= {"signer_post": secretary[0].post, "signer_name": secretary[0].name}
        found["contact"] = f"{secretary[0].post} {secretary[0].name}"
    return found
