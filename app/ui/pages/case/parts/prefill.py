"""What the records already tell of a step: facts taken over, rows to begin with, sources of a choice."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from app.models import Act, Case, Event, Happening
from app.ui.pages.case.parts import words
from app.ui.pages.case.parts.views import ColumnHelp, Known, RowHelp
from app.words import _, document_text

if TYPE_CHECKING:
    from app.procedures.dossier import Dossier
    from app.regulations.procedures import FactDef, Step

# Facts


def known_facts(dossier: Dossier, step: Step) -> Mapping[str, Known]:
    """Facts of a step that are on file, by name."""
    found: dict[str, Known] = {}
    if "exit_day" in step.facts:
        found |= _left_before(dossier, step)
    if "sympathiser_since" in step.facts and dossier.procedure.id == "admission" and step.id == "permission":
        found |= _on_the_list(dossier)
    if "official_date" in step.facts:
        end = _probation_end(dossier)
        found |= {"official_date": Known(end, _("Ngày hết thời gian dự bị."))} if end else {}
    return found


def _left_before(dossier: Dossier, step: Step) -> dict[str, Known]:
    """Whoever left the Party before is admitted anew: when and why stands in the course of their life."""
    opened = dossier.case.opened or ""
    lived = dossier.unit.session.scalars(
        select(Happening).where(Happening.person == dossier.person.id, Happening.what == "left")
    )
    left = max((h for h in lived if (h.date or "") <= opened), key=lambda h: h.date or "", default=None)
    if left is None:
        return {}
    source = _left_source(dossier, left)
    found = {"readmission": Known(True, source, True)}
    if left.date:
        found["exit_day"] = Known(left.date, source, True)
    if left.value in step.facts["exit_reason"].choices:
        found["exit_reason"] = Known(left.value, source, True)
    return found


def _left_source(dossier: Dossier, left: Happening) -> str:
    kind, _colon, key = left.source.partition(":")
    event = dossier.unit.session.get(Event, key) if kind == "event" else None
    if event is not None and event.document:
        number = document_text(event.document.partition("@")[0])
        return _("Theo quá trình trong sổ, văn bản {number}.").format(number=number)
    return _("Theo quá trình trong sổ.")


def _on_the_list(dossier: Dossier) -> dict[str, Known]:
    """The day on which the cell put the person on the list, from the case of source building."""
    act = _act_of(dossier, "source", "listing")
    if act is None or not act.date:
        return {}
    return {"sympathiser_since": Known(act.date, _("Theo việc tạo nguồn của người này."))}


def _act_of(dossier: Dossier, procedure: str, step: str) -> Act | None:
    """The newest act at a step of another case of this person."""
    wanted = (
        select(Act)
        .join(Case, Case.id == Act.case)
        .where(Case.person == dossier.person.id, Case.procedure == procedure, Case.gone.is_(False))
        .where(Act.step == step, Act.gone.is_(False))
        .order_by(Act.date.desc(), Act.attempt.desc())
    )
    return dossier.unit.session.scalars(wanted).first()


def _probation_end(dossier: Dossier) -> str:
    found = dossier.date("probation.end")
    return found.iso() if found is not None and found.whole else ""


# Rows


def row_help(dossier: Dossier, step: Step, day: datetime.date) -> Mapping[str, RowHelp]:
    """For which rows the program can make a beginning."""
    made = {name: _ROWS[step.id, name](dossier, day) for name in step.rows if (step.id, name) in _ROWS}
    return {name: helped for name, helped in made.items() if helped is not None}


def _to_verify(dossier: Dossier, day: datetime.date) -> RowHelp | None:
    """One row for each relation the rule names; the names are the user's to type."""
    rule = dossier.rules(day)["admission.verification.scope"]
    button = _("Điền người phải thẩm tra")
    if not rule.known:
        return RowHelp(button, (), _("Chưa có nguồn nói phải thẩm tra những ai trong thời gian này."))
    rows: list[Mapping[str, Any]] = [
        {"relation": item, "name": dossier.person.name} if item == "self" else {"relation": item}
        for item in rule.items
    ]
    sentence = _("Theo {source}; ghi họ tên từng người, bỏ dòng của người không có.")
    return RowHelp(button, tuple(rows), sentence.format(source=words.source_text(rule)))


def _helpers(dossier: Dossier, _day: datetime.date) -> RowHelp | None:
    """The member who was given the new member to help, from the ceremony."""
    from app.models import Person

    act = _act_of(dossier, "admission", "ceremony")
    helper = (act.facts or {}).get("helper") if act is not None else None
    person = dossier.unit.session.get(Person, helper) if helper else None
    if act is None or person is None:
        return None
    row = {"helper": person.id, "name": person.name, "from": act.date or ""}
    return RowHelp(_("Điền người giúp đỡ"), (row,), _("Người được phân công ở lễ kết nạp."))


_ROWS: dict[tuple[str, str], Callable[[Dossier, datetime.date], RowHelp | None]] = {
    ("verification", "asked"): _to_verify,
    ("helper_comment", "comments"): _helpers,
}


# Columns


def column_help(dossier: Dossier, step: Step, day: datetime.date) -> Mapping[str, Mapping[str, ColumnHelp]]:
    """Sources of what may be chosen in rows, where a rule names the choices."""
    found: dict[str, dict[str, ColumnHelp]] = {}
    for rows, columns in step.rows.items():
        for name, fact in columns.items():
            key = _RULES.get((step.id, rows, name))
            if key is not None and key in dossier.rulebook.keys:
                found.setdefault(rows, {})[name] = _of_rule(dossier, key, fact, day)
    return found


_RULES = {("verification", "asked", "exempt"): "admission.verification.exemption"}


def _of_rule(dossier: Dossier, key: str, fact: FactDef, day: datetime.date) -> ColumnHelp:
    """The choices a rule allows on a day, each with the document that brought it."""
    rules = dossier.rules(day)
    rule = rules[key]
    if not rule.known:
        return ColumnHelp(rule.confidence_text())
    choices = {}
    for item in rule.items:
        if item in fact.choices:
            source = _first_source(dossier, key, item, day)
            choices[item] = f"{_(fact.choices[item])} ({source})" if source else _(fact.choices[item])
    doubt = "" if rule.confidence == "confirmed" else f" {rule.confidence_text()}"
    return ColumnHelp(f"{_(rule.text)}{doubt}", choices)


def _first_source(dossier: Dossier, key: str, item: str, day: datetime.date) -> str:
    """The document that first named a choice."""
    named = [r for r in dossier.rulebook.history(key) if item in r.items and r.start <= day]
    first = min(named, key=lambda r: r.start, default=None)
    return words.source_text(first) if first is not None else ""
