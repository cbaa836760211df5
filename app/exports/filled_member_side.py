"""What a member may read of a case about them: what was done and told, what is not as the rules say."""

from __future__ import annotations

from typing import Any

from app.exports.filled_persons import written
from app.exports.layout import layout_on
from app.procedures import engine
from app.procedures.checks import definitions, problems
from app.procedures.dossier import Dossier, partial
from app.regulations import deadlines
from app.regulations.calendar import load_calendar
from app.words import N_, _

CONCERNING = {"S09", *(f"S{number}" for number in range(13, 25))}
"""Checks about the member's side: being told, heard, in time, and able to complain."""
_TOLD = {
    "received": (N_("Đã nhận"), N_("Chưa nhận được")),
    "delivered": (N_("Đã đến tay"), N_("Chưa đến tay")),
    "came": (N_("Đã đến hoặc đã viết"), N_("Không đến, không viết")),
    "rights_given": (N_("Đã đưa, đã nói rõ quyền"), N_("Chưa đưa, chưa nói rõ quyền")),
}
"""Facts the member should recognise, as the sheet says them."""
_TEXTS = ("text", "reason_absent", "own_view", "conclusion_body", "conclusion_number", "addressee", "number")


def happened(dossier: Dossier) -> list[dict[str, Any]]:
    """Every act on file in the order of its day, requests numbered."""
    found = []
    for step in dossier.procedure.steps:
        for number, act in enumerate(dossier.attempts(step.id), 1):
            outcome = engine.outcome_of(step, act)
            told = [_(outcome.title)] if outcome is not None else []
            facts = act.facts or {}
            for name, (yes, no) in _TOLD.items():
                if name in facts and facts[name] not in (None, ""):
                    told.append(_(yes) if facts[name] in (True, "True", "có") else _(no))
            told += [str(facts[name]) for name in _TEXTS if facts.get(name)]
            title = _(step.title)
            if step.id == "invitation":
                title = _("{title}, lần {n}").format(title=title, n=number)
            found.append((act.date or "", {"what": title, "told": "; ".join(told)}))
    found.sort(key=lambda pair: pair[0])
    return [row | {"day": written(partial(day))} for day, row in found]


def wrongs(dossier: Dossier) -> list[dict[str, Any]]:
    """The checks of the member's side that did not pass, with the rule they rest on."""
    return [
        {
            "what": _(definitions()[problem.id].title),
            "told": problem.message,
            "source": ", ".join(part for part in (problem.point, problem.document.partition("@")[0]) if part),
        }
        for problem in problems(dossier, engine.stand(dossier))
        if problem.id in CONCERNING
    ]


def complaint_until(dossier: Dossier, key: str) -> tuple[str, str]:
    """Until when one may complain, counted from receipt, and the arithmetic; "" where not yet known."""
    if not key.startswith("complaint.") or not key.endswith(".deadline"):
        return "", ""
    received = dossier.day_of("receipt.day") or dossier.day_of("filed.decision_received")
    if received is None:
        return "", ""
    made = deadlines.deadline(dossier.rules(received)[key], received, load_calendar())
    return (layout_on(None).day(made.due), made.why) if made is not None else ("", "")
