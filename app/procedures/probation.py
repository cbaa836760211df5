"""When a member's probation began and ends: from the ceremony on file, else from the day the list gives."""

from __future__ import annotations

from app.models import Case
from app.procedures import engine
from app.procedures.definitions import procedures
from app.procedures.dossier import Dossier, load, partial
from app.regulations.dates import PartialDate, add_months
from app.regulations.procedures import Procedure


def admitted(dossier: Dossier) -> PartialDate | None:
    """The day of the ceremony (ngày vào Đảng) this case goes by: the last on file not after its opening.

    It stands in another case of the person, or in their course of life where they came from a list.
    """
    if "admitted" not in dossier.memo:
        person = dossier.person.id
        told = [e.date for e in dossier.events(person) if e.what == "admitted"]
        for case in dossier.unit.all(Case, person=person):
            if case.id != dossier.case.id and _admits(procedures().get(case.procedure)):
                other = load(dossier.unit, case)
                happened = engine.happenings(other, engine.stand(other))
                told += [h.date for h in happened if h.what == "admitted"]
        days = sorted(filter(None, map(partial, told)), key=lambda day: (day.first(), day.iso()))
        before = [day for day in days if day.first().isoformat() <= dossier.case.opened]
        dossier.memo["admitted"] = before[-1] if before else next(iter(days), None)
    return dossier.memo["admitted"]  # type: ignore[no-any-return]


def probation_end(dossier: Dossier) -> PartialDate | None:
    """The last day of probation, as exact as the day of the ceremony is known.

    Where no ceremony is on file, the official day stated in the decision; None while neither is known.
    """
    began = admitted(dossier)
    if began is None:
        return partial(dossier.fact("decision", "official_date"))
    rule = dossier.rules(began.first())["recognition.probation"]
    if not rule.known:
        return None
    ends = add_months(began.first(), rule.number)
    if began.whole:
        return PartialDate.of(ends)
    if began.month is not None:
        return PartialDate(ends.year, ends.month)
    return PartialDate(ends.year) if rule.number % 12 == 0 else None


def _admits(procedure: Procedure | None) -> bool:
    """Whether a procedure makes members: one of its steps has the effect."""
    steps = procedure.steps if procedure is not None else ()
    return any(effect.status == "probationary" for step in steps for effect in step.effects)
