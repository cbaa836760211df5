"""The minutes of a review and the record of an inspection: what was recorded, nothing computed out of it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from app.exports import filled
from app.exports.document import Document
from app.exports.filled_persons import written
from app.exports.forms import fill
from app.models import Round, RoundItem
from app.procedures import inspection, review
from app.procedures.dossier import partial
from app.procedures.rounds import INSPECTION, REVIEW, items, own_round, title_of
from app.reports.review import fetch
from app.storage.unit import Unit
from app.words import _

FORMS = {REVIEW: "BB-RS", INSPECTION: "BB-GS"}


def paper(unit: Unit, round_: str, what: str) -> Document:
    """The paper of a review or an inspection. Raises Refused: no_right, not_found."""
    unit.user.require("handle")
    form = filled.form_of(FORMS[what])
    with unit.looking() as seen:
        found = own_round(seen, round_, what)
        told = _review(seen, found) if what == REVIEW else _inspection(seen, found)
        told |= {"round_title": title_of(found), "opened": found.opened, "closed": found.closed}
        values = filled.values(seen, form) | {name: value for name, value in told.items() if value}
    return fill(form, values)


def write(unit: Unit, round_: str, what: str, path: Path) -> str:
    """Write it to a PDF or DOCX file and note that it was printed; the code of its form."""
    from app.exports import docx, pdf

    made = paper(unit, round_, what)
    (docx if path.suffix.lower() == ".docx" else pdf).render(made, path)
    unit.log(f"print {made.code}", round_)
    return made.code


def _review(unit: Unit, round_: Round) -> dict[str, Any]:
    """One line for everybody drawn up, in the order of lists; who was not looked at is said so."""
    looked = []
    for row in fetch(unit.session, round_.id):
        item = row.item
        outcome = _(review.OUTCOMES[item.outcome]) if item.outcome else _("chưa ghi")
        looked.append(
            {
                "l_name": row.name,
                "l_day": written(partial(item.date)),
                "l_number": item.number or "",
                "l_outcome": outcome,
                "l_note": (item.data or {}).get("note", ""),
            }
        )
    return {"looked": looked, "closing": (round_.data or {}).get("closing")}


def _inspection(unit: Unit, round_: Round) -> dict[str, Any]:
    """The plan, the organisations, and one line for each topic looked at there."""
    plan = round_.data or {}
    found = sorted(items(unit, round_.id), key=lambda one: (one.data.get("name", ""), one.date or "", one.id))
    names = dict.fromkeys(one.data.get("name", "") for one in found)
    told = {name: plan.get(name) for name in ("start", "end", "content")}
    return told | {
        "plan_number": plan.get("number"),
        "offices": [{"o_name": name} for name in names],
        "findings": [_finding(unit, one) for one in found],
    }


def _finding(unit: Unit, item: RoundItem) -> dict[str, str]:
    data, day = item.data, written(partial(item.date))
    looks = [
        _("{day}: {text}").format(day=written(partial(look["date"])), text=look["text"])
        for look in data.get("followed", [])
    ]
    state = inspection.state_of(item, unit.today)
    if state != "none":
        looks.append(_(inspection.STATES[state]))
    return {
        "f_office": data.get("name", ""),
        "f_topic": _(inspection.TOPICS[data["topic"]]),
        "f_day": day,
        "f_found": data.get("finding") or _(inspection.OUTCOMES[item.outcome or inspection.NO_ISSUE]),
        "f_remedy": data.get("remedy", ""),
        "f_due": written(partial(data.get("due"))),
        "f_followed": "\n".join(looks),
    }
