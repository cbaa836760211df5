"""The index of a member's dossier: which papers are there, in the guide's order, and which are missing."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from app.exports.filled_persons import papers, written
from app.models import Case, Paper
from app.procedures import engine
from app.procedures.conditions import holds
from app.procedures.dossier import Dossier, partial
from app.regulations.codes import load_forms
from app.regulations.resources import resource_folder
from app.storage.unit import Unit
from app.words import _


@lru_cache(maxsize=1)
def parts() -> dict[str, dict[str, Any]]:
    """Parts of a dossier by name (before, after, full): procedure, forms in order, the step they follow."""
    return tomllib.loads((resource_folder("codes") / "dossier.toml").read_text("utf-8"))


def of_person(unit: Unit, person: str, looked_at: Dossier | None = None) -> dict[str, Any]:
    """Rows of each part of the index that has begun; `other` for papers the guide's list does not name.

    Papers of restricted cases stay out: the index is read by people who do not handle these.
    """
    closed = {case.id for case in unit.all(Case, person=person) if case.restricted}
    on_file = [paper for paper in papers(unit, person) if paper.case not in closed]
    listed = {form for part in parts().values() for form in part["forms"]}
    found: dict[str, Any] = {}
    count = 0
    for name, part in parts().items():
        own = _case_of(unit, person, part["procedure"], looked_at)
        if own is not None and (not part.get("after") or own.counting(part["after"]) is not None):
            rows = list(_part(own, part["forms"], on_file))
        else:  # a member from a list has papers and no case
            rows = [_row(p) for f in part["forms"] for p in on_file if p.form == f]
        found[name] = [row | {"no": count + place} for place, row in enumerate(rows, 1)] or None
        count += len(rows)
    rest = [_row(p) for p in on_file if p.form not in listed]
    found["other"] = [row | {"no": count + place} for place, row in enumerate(rest, 1)] or None
    there = [row for rows in found.values() for row in rows or () if not row["missing"]]
    return found | {"there": len(there), "lacking": count + len(rest) - len(there)}


def _case_of(unit: Unit, person: str, procedure: str, looked_at: Dossier | None) -> Dossier | None:
    """The person's newest case of a procedure; the case looked at goes before others."""
    if looked_at is not None and looked_at.case.procedure == procedure:
        return looked_at
    cases = unit.all(Case, person=person, procedure=procedure)
    newest = max(cases, key=lambda case: (case.opened, case.id), default=None)
    return engine.load(unit, newest) if newest is not None else None


def _part(own: Dossier, forms: Iterable[str], on_file: list[Paper]) -> Iterable[dict[str, Any]]:
    due = _demanded(own)
    for form in forms:
        there = [p for p in on_file if p.form == form]
        yield from map(_row, there)
        if not there and form in due:
            yield _lack(form, _title(form))
        if form == "2-KNĐ":
            yield from _verification(own)


def _demanded(own: Dossier) -> set[str]:
    """Forms that steps done or open now need."""
    states = [s for s in engine.stand(own).steps if s.state in (engine.DONE, engine.NOW) and s.demanded]
    return {p.form for s in states for p in s.step.papers if p.need and holds(own, p.when)}


def _verification(own: Dossier) -> Iterable[dict[str, Any]]:
    """One line for the papers of the verification, which have no form of their own."""
    state = engine.stand(own).step("verification")
    if state is None or state.state not in (engine.DONE, engine.NOW):
        return
    asked = [row for row in own.rows("verification", "asked") if not row.get("exempt")]
    replied = sum(1 for row in asked if row.get("replied"))
    title = _("Giấy tờ thẩm tra lý lịch")
    if asked:
        title += " " + _("(hỏi {asked} người, {replied} có kết quả)").format(
            asked=len(asked), replied=replied
        )
    if replied:
        yield {"form": "", "title": title, "numbered": "", "kept": "", "missing": False}
    elif state.demanded:
        yield _lack("", title)


def _row(paper: Paper) -> dict[str, Any]:
    day = partial(paper.date)
    numbered = [_("Số {number}").format(number=paper.number)] if paper.number else []
    numbered += [written(day)] if day is not None else []
    title = _title(paper.form)
    if paper.signer:
        title += f" ({paper.signer})"
    return {
        "form": paper.form,
        "title": title,
        "numbered": ", ".join(numbered),
        "kept": paper.kept or "",
        "missing": False,
    }


def _lack(form: str, title: str) -> dict[str, Any]:
    return {"form": form, "title": title, "numbered": _("CHƯA CÓ"), "kept": "", "missing": True}


def _title(form: str) -> str:
    known = load_forms().get(form)
    return known.title if known is not None else form
