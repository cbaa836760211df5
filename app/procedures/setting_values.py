"""Values of settings as people type them, made into what the rule they stand for wants."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from app.regulations.rules import UNIT_WORDS, Key
from app.trouble import Refused
from app.words import _

_UNITS = {word: name for name in UNIT_WORDS for word in (name, name.replace("_", " "), UNIT_WORDS[name])}
_PERIOD = re.compile(r"([0-9]{1,4})\s*(.*)")
_SHARE = re.compile(r"(trên|above|>)?\s*([0-9]+)\s*/\s*([0-9]+)(\s*trở lên)?", re.IGNORECASE)


def read_typed(key: Key, typed: Any) -> dict[str, Any]:
    """{"value", "unit"} of a rule's setting from "30 working_days", "12 tháng", "2/3", "trên 1/2", "a, b".

    What is already a number, a list or a mapping stays; `rulebook` holds it against the kind of the key.
    Raises Refused("bad_pack"), as the rulebook does for a value of another kind.
    """
    found = dict(typed) if isinstance(typed, Mapping) and "value" in typed else {"value": typed}
    if not isinstance(found["value"], str):
        return found
    text = " ".join(found["value"].split())
    match key.kind:
        case "number" if text.isascii() and text.isdigit():
            return found | {"value": int(text)}
        case "period" if period := _PERIOD.fullmatch(text):
            unit = _UNITS.get(period[2].lower()) if period[2] else found.get("unit")
            if unit or not period[2]:
                return {**found, "value": int(period[1])} | ({"unit": unit} if unit else {})
        case "share" if share := _SHARE.fullmatch(text):
            rounding = "above" if share[1] else "ceil"
            return {"value": {"share": [int(share[2]), int(share[3])], "rounding": rounding}}
        case "list":
            return {"value": [part.strip() for part in text.split(",") if part.strip()]}
        case "choice":
            return found | {"value": text}
    examples = {"period": "30 working_days, 12 months", "share": "2/3, trên 1/2", "number": "18"}
    raise Refused(
        "bad_pack",
        _("“{title}”: không đọc được “{text}”.").format(title=_(key.title), text=text),
        _("Ghi như: {examples}.").format(examples=examples.get(key.kind, ", ".join(key.options) or key.kind)),
        field=key.name,
    )
