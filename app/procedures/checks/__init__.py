"""The checks V01…, A01…: what each dossier is held against; the same for page, command line and superior."""

from __future__ import annotations

from functools import lru_cache

from app.procedures.checks import (  # noqa: F401 - register
    cv,
    deadlines,
    eligibility,
    identity,
    introducers,
    membership,
    moves,
    order,
    papers,
    readmission,
    recognition,
    rights,
    screening,
    verification,
    voting,
)
from app.procedures.checks.acts import GENERAL
from app.procedures.checks.base import CHECKS, Problem, Verdict, cap, since_local, weakest
from app.procedures.dossier import Dossier
from app.procedures.engine import DONE, NOW, Standing
from app.regulations.procedures import CheckDef, load_checks
from app.regulations.resources import resource_folder

__all__ = ["CHECKS", "Problem", "definitions", "keys_of", "problems", "results"]


@lru_cache(maxsize=1)
def definitions() -> dict[str, CheckDef]:
    """Title, severity and rule keys of every check."""
    from app.regulations.rulebook import load_central

    return load_checks(resource_folder("procedures") / "checks.toml", set(load_central().keys)) | GENERAL


def keys_of(name: str) -> tuple[str, ...]:
    """The rule keys a check reads."""
    found = definitions().get(name)
    return found.keys if found else ()


def results(dossier: Dossier, stands: Standing) -> list[Problem]:
    """Every check of the steps done or now: problems first, gravest first, then what passed."""
    found: dict[str, Problem] = {}
    for state in stands.steps:
        if state.state not in (DONE, NOW):
            continue
        for name in state.step.checks:
            if name in CHECKS and name not in found and (verdict := CHECKS[name](dossier)) is not None:
                found[name] = _problem(dossier, name, state.step.id, verdict)
    for name in GENERAL:
        if (verdict := CHECKS[name](dossier)) is not None:
            found[name] = _problem(dossier, name, verdict.field, verdict)
    rank = {"block": 0, "warn": 1, "remind": 2, "passed": 3}
    shown = [p for p in found.values() if p.severity in rank]
    return sorted(shown, key=lambda p: (rank[p.severity], p.id))


def problems(dossier: Dossier, stands: Standing) -> list[Problem]:
    """The checks that did not pass."""
    return [p for p in results(dossier, stands) if p.severity != "passed"]


def _problem(dossier: Dossier, name: str, step: str, verdict: Verdict) -> Problem:
    definition = definitions()[name]
    rule = verdict.rules[0] if verdict.rules else None
    severity = "passed"
    note, excepted = "", ""
    if not verdict.good:
        wanted = verdict.severity or definition.severity
        severity = cap(wanted, verdict.rules, verdict.severity)
        if definition.local and since_local(dossier, name) is None:
            severity = "none"
        if dossier.case.taken_over and severity == "block":
            severity = "warn"
        paper = next((e for e in dossier.exceptions if e.check == name), None)
        if paper is not None:
            severity, excepted = "passed", f"{paper.number} ({paper.issuer})"
        if severity != wanted and severity not in ("passed", "none") and rule is not None:
            note = (weakest(verdict.rules) or rule).confidence_text()
    return Problem(
        name,
        step,
        severity,
        verdict.message,
        rule.document if rule else "",
        rule.point if rule else "",
        rule.confidence if rule else "",
        verdict.field,
        verdict.due,
        excepted,
        note,
    )
