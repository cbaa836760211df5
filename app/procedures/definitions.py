"""The procedures of `resources/procedures/`, read once and checked against what there is."""

from __future__ import annotations

from functools import lru_cache

from app.procedures import named  # noqa: F401 - registers the named conditions
from app.procedures.checks import CHECKS
from app.procedures.conditions import CONDITIONS
from app.regulations.procedures import Procedure, load_procedures
from app.regulations.resources import resource_folder
from app.regulations.rulebook import load_central
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


def procedure(name: str) -> Procedure:
    """One procedure; Refused("unknown_procedure")."""
    found = procedures().get(name)
    if found is None:
        raise Refused(
            "unknown_procedure", _("Không có thủ tục “{name}”.").format(name=name), ", ".join(procedures())
        )
    return found
