"""Facts of a step as they are typed: read by their type, refused with the place and the remedy."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from app.models import Act, Person
from app.models.folding import nfc
from app.procedures.dossier import Dossier
from app.regulations.dates import PartialDate
from app.regulations.procedures import FactDef, Step
from app.storage.unit import Unit
from app.trouble import Refused
from app.words import _

YES = {"yes", "true", "1", "có", "x", "y"}
NO = {"no", "false", "0", "không", "n"}
_ROW = re.compile(r"(\w+)\.(\d+)\.(\w+)")


def put(dossier: Dossier, step: Step, have: dict[str, Any], typed: Mapping[str, Any]) -> dict[str, Any]:
    """The facts of a step with the typed ones put in; an empty text takes a fact away.

    Rows are named `rows.1.column`, counted from 1. Raises Refused("bad_fact", "bad_value", "bad_date").
    """
    facts = {k: ([dict(r) for r in v] if isinstance(v, list) else v) for k, v in have.items()}
    for name, value in typed.items():
        match = _ROW.fullmatch(name)
        if match is None:
            if name in step.rows and isinstance(value, list):
                columns = step.rows[name]
                for row in value:
                    if strange := next((c for c in row if c not in columns), None):
                        raise _unknown(step, f"{name}.{strange}")
                facts[name] = [
                    {c: read(dossier, columns[c], v) for c, v in row.items() if v not in (None, "")}
                    for row in value
                ]
                continue
            if name not in step.facts:
                raise _unknown(step, name)
            _set(facts, name, read(dossier, step.facts[name], value))
            continue
        rows, number, column = match[1], int(match[2]), match[3]
        if rows not in step.rows or column not in step.rows[rows] or not 1 <= number <= 200:
            raise _unknown(step, name)
        table = facts.setdefault(rows, [])
        while len(table) < number:
            table.append({})
        _set(table[number - 1], column, read(dossier, step.rows[rows][column], value))
    for name in step.rows:
        if name in facts:
            facts[name] = [r for r in facts[name] if r]
    return facts


def _set(where: dict[str, Any], name: str, value: Any) -> None:
    if value is None:
        where.pop(name, None)
    else:
        where[name] = value


def _unknown(step: Step, name: str) -> Refused:
    known = [
        *step.facts,
        *(f"{rows}.1.{column}" for rows, columns in step.rows.items() for column in columns),
    ]
    return Refused(
        "bad_fact",
        _("Bước “{title}” không có mục “{name}”.").format(title=_(step.title), name=name),
        _("Các mục: {list}.").format(list=", ".join(known) or "–"),
        field=name,
    )


def read(dossier: Dossier, definition: FactDef, value: Any) -> Any:
    """A typed value as its type wants it; None for an empty one."""
    if value is None or isinstance(value, bool):
        return value
    text = nfc(str(value))
    if not text:
        return None
    title = _(definition.title or definition.name)

    def bad(hint: str) -> Refused:
        return Refused(
            "bad_value",
            _("{title}: không đọc được “{text}”.").format(title=title, text=text),
            hint,
            field=definition.name,
        )

    match definition.type:
        case "date":
            try:
                return PartialDate.parse(text, latest=dossier.unit.today.year + 1).iso()
            except (Refused, ValueError) as error:
                raise bad(_("Ghi ngày/tháng/năm.")) from error
        case "number":
            if not re.fullmatch(r"\d{1,6}", text):
                raise bad(_("Ghi một số không âm."))
            return int(text)
        case "yes_no":
            if text.casefold() in YES | NO:
                return text.casefold() in YES
            raise bad(_("Ghi có hoặc không."))
        case "choice":
            if definition.choices and text not in definition.choices:
                raise bad(_("Chọn một trong: {list}.").format(list=", ".join(definition.choices)))
            return text
        case "person":
            found = dossier.unit.session.get(Person, text)
            if found is None or found.gone:
                raise bad(_("Chọn một người có trong sổ."))
            return text
    if len(text) > 4000:
        raise bad(_("Tối đa 4.000 ký tự."))
    return text


def refuse_missing(dossier: Dossier, step: Step, act: Act) -> None:
    """Raise Refused("missing_fact") when a mandatory fact is empty; taken-over cases may leave facts out."""
    if dossier.case.taken_over:
        return
    for name, definition in step.facts.items():
        if definition.mandatory and act.facts.get(name) in (None, ""):
            raise _missing(step, definition, name)
    for rows, columns in step.rows.items():
        for number, row in enumerate(act.facts.get(rows, []), 1):
            for name, definition in columns.items():
                if definition.mandatory and row.get(name) in (None, ""):
                    raise _missing(step, definition, f"{rows}.{number}.{name}")


def _missing(step: Step, definition: FactDef, name: str) -> Refused:
    return Refused(
        "missing_fact",
        _("Bước “{title}” chưa ghi: {fact}.").format(
            title=_(step.title), fact=_(definition.title or definition.name)
        ),
        _("Ghi thêm mục này rồi làm lại."),
        field=name,
    )


def paper_day(unit: Unit, text: str | None) -> str | None:
    """The date of a paper: may be partial, may not lie ahead."""
    if not text:
        return None
    found = PartialDate.parse(text, latest=unit.today.year + 1)
    if found.first() > unit.today:
        raise Refused(
            "future_date",
            _("Ngày {day} chưa đến.").format(day=found.text()),
            _("Kiểm tra lại ngày của giấy tờ."),
            field="date",
        )
    return found.iso()


def paper_named(unit: Unit, typed: Mapping[str, str]) -> dict[str, str]:
    """{number, date, issuer} of the paper an act is recorded from; the date may not lie ahead."""
    found = {"number": nfc(typed.get("number") or ""), "issuer": nfc(typed.get("issuer") or "")}
    found["date"] = paper_day(unit, typed.get("date")) or ""
    return {name: value for name, value in found.items() if value}


def guide_of(form: str, day: str | None) -> str | None:
    """The guide (number@date) whose form it is on the day of the paper; None where not known."""
    from app.regulations.codes import form_guide

    whole = PartialDate.parse(day) if day else None
    return form_guide(form, whole.first()) if whole else None


def paper_data(values: Mapping[str, Any]) -> dict[str, Any]:
    """Data typed for a paper: clean text that keeps its lines, numbers as numbers."""
    return {name: _data(value) for name, value in values.items()}


def _data(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    if re.fullmatch(r"\d{1,6}", value):
        return int(value)
    return "\n".join(nfc(line) for line in value.strip().splitlines())
