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
_CRITERION = re.compile(r"(chung|nhiệm vụ|general|tasks)\s*:\s*(.+?)\s*=\s*([0-9]{1,3})", re.IGNORECASE)
_PARTS = {"chung": "general", "nhiệm vụ": "tasks"}
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
        case "criteria" if criteria := _criteria(found["value"], key.options):
            return {"value": criteria}
        case "choice":
            return found | {"value": text}
    examples = {
        "period": "30 working_days, 12 months", "share": "2/3, trên 1/2", "number": "18",
        "criteria": _("chung: Chính trị, tư tưởng = 10; nhiệm vụ: Việc được giao = 70"),
    }  # fmt: skip
    raise Refused(
        "bad_pack",
        _("“{title}”: không đọc được “{text}”.").format(title=_(key.title), text=text),
        _("Ghi như: {examples}.").format(examples=examples.get(key.kind, ", ".join(key.options) or key.kind)),
        field=key.name,
    )


def _criteria(text: str, parts: tuple[str, ...]) -> list[dict[str, Any]]:
    """Criteria written one a line (or apart by semicolons): "chung: Đạo đức = 10"; empty if one is not."""
    found: list[dict[str, Any]] = []
    for line in filter(None, (" ".join(one.split()) for one in re.split("[;\n]", text))):
        said = _CRITERION.fullmatch(line)
        part = _PARTS.get(said[1].lower(), said[1].lower()) if said else ""
        if said is None or part not in parts:
            return []
        found.append({"part": part, "title": said[2], "most": int(said[3])})
    return found
