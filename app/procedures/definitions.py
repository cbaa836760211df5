"""The procedures of `resources/procedures/`, read once and checked against what there is."""

from __future__ import annotations

import datetime
from functools import lru_cache

from app.procedures import named  # noqa: F401 - registers the named conditions
from app.procedures.checks import CHECKS
from app.procedures.conditions import CONDITIONS
from app.regulations.packs import Addition
from app.regulations.procedures import Procedure, extend_procedure, load_procedures
from app.regulations.resources import resource_folder
from app.regulations.rulebook import Rulebook, load_central
from app.trouble import Refused
from app.words import _


@lru_cache(maxsize=1)
def procedures() -> dict[str, Procedure]:
    """All procedures by id. Raises Refused when a file names what does not exist."""
    return load_procedures(
        resource_folder("procedures"),
        checks=set(CHECKS),
        conditions=set(CONDITIONS),
        keys=set(load_central().keys),
    )


def procedure_for(book: Rulebook, name: str, opened: datetime.date) -> Procedure:
    """A procedure as a case opened on a day has it: with what packs in use add to it."""
    return _extended(name, book.additions(name, opened))


@lru_cache(maxsize=32)
def _extended(name: str, additions: tuple[Addition, ...]) -> Procedure:
    found = procedure(name)
    for addition in additions:
        try:
            found = extended(found, addition)
        except Refused:
            continue  # taken in by another version of the program; refused anew when its pack is renewed
    return found


def extended(found: Procedure, addition: Addition) -> Procedure:
    """A procedure with one addition of a pack; Refused("bad_pack") where it does not fit."""
    return extend_procedure(
        found,
        addition.content,
        f"{addition.pack} {addition.version}",
        checks=set(CHECKS),
        conditions=set(CONDITIONS),
        keys=set(load_central().keys),
    )


def procedure(name: str) -> Procedure:
    """One procedure; Refused("unknown_procedure")."""
    found = procedures().get(name)
    if found is None:
        raise Refused(
            "unknown_procedure", _("Không có thủ tục “{name}”.").format(name=name), ", ".join(procedures())
        )
    return found
