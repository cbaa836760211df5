"""Who was named to help or to introduce somebody and is no full member any more: another is to be named.

Whether the one named is still a member stands in the derived tables, ready only after all cases were looked
at: so `of_case` tells who is named, and `missing` keeps what is about those who are no full members now.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from app.models import Duty, Person, PersonStanding
from app.procedures.checks.recognition import helper_at_ceremony
from app.procedures.dossier import Dossier
from app.procedures.duties import rule_told
from app.procedures.engine import DONE, Standing
from app.words import N_, _

HELPER = N_("Phân công người giúp đỡ thay {name}, nay không còn là đảng viên chính thức ở chi bộ")
INTRODUCER = N_("Phân công người giới thiệu thay {name}, nay không còn là đảng viên chính thức ở chi bộ")


@dataclass(frozen=True)
class Named:
    """A person on file who is named in a case, and the duty there is once they are no full member."""

    person: str
    duty: Duty


@dataclass(frozen=True)
class _Place:
    """Where a case names somebody: the step that names another, up to which step, by which rule."""

    step: str
    upto: str
    rule: str
    what: str
    who: Callable[[Dossier], Iterable[Any]]


def _helper(dossier: Dossier) -> list[Any]:
    return [dossier.fact("helper_change", "helper") or dossier.fact("listing", "helper")]


def _introducers(dossier: Dossier) -> list[Any]:
    rows = dossier.rows("introduction", "introducers")
    return [row.get("person") for row in rows if not row.get("ended")]


_PLACES = (
    _Place("helper_change", "", "source.helper", HELPER, _helper),
    _Place("introduction", "cell_resolution", "admission.introducer.replacement", INTRODUCER, _introducers),
    _Place(
        "helper_comment", "helper_comment", "recognition.helper_comment", HELPER,
        lambda dossier: [helper_at_ceremony(dossier)],
    ),
)  # fmt: skip


def of_case(dossier: Dossier, stands: Standing) -> list[Named]:
    """Those named in an open case who still have to act in it, where a rule known today speaks of them."""
    if stands.ended is not None:
        return []
    done = {state.step.id for state in stands.steps if state.state == DONE}
    found = []
    for place in _PLACES:
        if dossier.procedure.step(place.step) is None or place.upto in done:
            continue
        rule = dossier.rules(None)[place.rule]
        for who in filter(None, place.who(dossier)) if rule.known else ():
            person = dossier.unit.session.get(Person, who)
            if person is not None:
                duty = Duty(
                    owner=dossier.case.owner,
                    person=dossier.case.person,
                    case=dossier.case.id,
                    step=place.step,
                    what=_(place.what).format(name=person.name),
                    rule=rule_told(rule),
                )
                found.append(Named(person.id, duty))
    return found


def missing(session: Session, named: list[Named]) -> list[Duty]:
    """The duties about those who are no full members as the derived tables stand now."""
    wanted = {one.person for one in named}
    status = (
        dict(
            session.execute(
                select(PersonStanding.person, PersonStanding.status).where(PersonStanding.person.in_(wanted))
            )
            .tuples()
            .all()
        )
        if wanted
        else {}
    )
    return [one.duty for one in named if status.get(one.person, "full") != "full"]


def naming(session: Session, persons: Iterable[str]) -> set[str]:
    """The open cases of people in whose cases, open or ended, one of these persons is named."""
    import json

    found = session.execute(
        text(
            'SELECT DISTINCT open."case" FROM case_standing AS open JOIN case_ ON case_.person = open.person '
            'JOIN act ON act."case" = case_.id, json_tree(act.facts) AS told '
            "WHERE open.ended IS NULL AND told.atom IN (SELECT value FROM json_each(:ids))"
        ),
        {"ids": json.dumps(sorted(persons))},
    )
    return {str(case) for (case,) in found}
