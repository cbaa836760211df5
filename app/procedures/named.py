"""The named conditions procedure files use."""

from __future__ import annotations

from collections.abc import Callable

from app.procedures.conditions import condition
from app.procedures.dossier import Dossier
from app.procedures.engine import exhausted


@condition("doan_introduces")
def doan_introduces(dossier: Dossier) -> bool:
    """In youth age, and where the person is active there is a Đoàn organisation (294 §3.1)."""
    return (
        dossier.fact("introduction", "youth_age") is True
        and dossier.fact("introduction", "doan_exists") is True
    )


@condition("union_introduces")
def union_introduces(dossier: Dossier) -> bool:
    """In youth age, no Đoàn there, but a trade union (294 §3.1)."""
    fact = dossier.fact
    return (
        fact("introduction", "youth_age") is True
        and fact("introduction", "doan_exists") is not True
        and fact("introduction", "union_exists") is True
    )


def _special(*kinds: str) -> Callable[[Dossier], bool]:
    """Whether the applicant is recorded as one of these special cases (hồ sơ trường hợp riêng)."""

    def holds(dossier: Dossier) -> bool:
        return any(row.get("kind") in kinds for row in dossier.rows("permission", "special"))

    return holds


for _name, _kinds in {
    "special_religion": ("religion", "religious_official"),
    "special_religious_official": ("religious_official",),
    "special_foreign_spouse": ("foreign_spouse",),
    "special_hoa": ("hoa",),
    "special_enterprise_owner": ("enterprise_owner",),
    "special_political_issue": ("political_issue",),
}.items():
    condition(_name)(_special(*_kinds))


@condition("readmission")
def readmission(dossier: Dossier) -> bool:
    """The applicant was a member before: said so, or told by what is on file (294 §3.5)."""
    if dossier.fact("permission", "readmission") is not None:
        return dossier.fact("permission", "readmission") is True
    return any(event.what == "left" for event in dossier.events(dossier.person.id))


@condition("move_after_sending")
def move_after_sending(dossier: Dossier) -> bool:
    """The applicant moved when the dossier had been sent and nothing was decided yet (HD06 §3.9)."""
    return bool(dossier.fact("move", "stage") == "sent")


@condition("votes_exhausted")
def votes_exhausted(dossier: Dossier) -> bool:
    """The cell voted as often as the rule says without enough votes, or said so where no rule is known."""
    resolved = dossier.counting("cell_resolution")
    if resolved is not None and resolved.outcome == "unresolved":
        return True
    return any(exhausted(dossier, step) for step in dossier.procedure.steps)


@condition("procedure_redone")
def procedure_redone(dossier: Dossier) -> bool:
    """The deciding committee had a faulty step of a finished admission done again (294 §4.4)."""
    return dossier.counting("redo") is not None


def _stated(step: str, fact: str, value: str) -> Callable[[Dossier], bool]:
    """Whether a fact of a step states a value."""

    def holds(dossier: Dossier) -> bool:
        return bool(dossier.fact(step, fact) == value)

    return holds


condition("leaving_hardship")(_stated("request", "leaving_reason", "hardship"))
condition("complaint_deletion")(_stated("filed", "against", "deletion"))
condition("complaint_central")(_stated("received", "level", "central"))
condition("complaint_discipline")(_stated("filed", "against", "discipline"))
condition("discipline_expulsion")(_stated("announcement", "measure", "expulsion"))


@condition("discipline_proposed")
def discipline_proposed(dossier: Dossier) -> bool:
    """The cell proposed a form of discipline that a higher committee decides.

    Sent back to the cell, the committee's step stays in sight: it says why.
    """
    act = dossier.latest("cell_resolution")
    return act is not None and act.outcome == "proposed"
