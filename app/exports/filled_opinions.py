"""The letter asking an office outside the cell for its opinion, filled from what was recorded of it."""

from __future__ import annotations

import re

from app.exports.document import Document
from app.exports.filled import form_of, sheets
from app.exports.forms import fill
from app.models import Person
from app.procedures.opinions import opinion
from app.storage.unit import Unit

LETTER = "THU-YK"


def letter(unit: Unit, item: str) -> Document:
    """The letter of one question. Raises Refused("not_found", "no_right")."""
    unit.user.require("handle")
    asked = opinion(unit, item)
    form = form_of(LETTER)
    number = re.match(r"\d+", asked.data.get("asked_number", ""))
    told = {
        "day": asked.data["asked_on"],
        "number": int(number[0]) if number else None,
        "asked_of": asked.data["organisation"],
        "member_name": unit.get(Person, asked.person).name if asked.person else None,
        "about": asked.data["about"],
        "reply_by": asked.data.get("reply_by"),
    }
    values = sheets(unit, form)[0] | {name: value for name, value in told.items() if value is not None}
    if told["number"] is None:
        values.pop("number", None)
    return fill(form, values)
