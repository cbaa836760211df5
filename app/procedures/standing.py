"""Derived tables: where persons and cases stand, computed from records in the transaction that changes them.

One function for own and received changes alike, so that both ends of an exchange derive the same.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import Select, delete, or_, select, text
from sqlalchemy.orm import Session

from app.models import (
    Act,
    Case,
    CaseStanding,
    Duty,
    Event,
    ExceptionPaper,
    Happening,
    Paper,
    Peer,
    Person,
    PersonStanding,
    RulePack,
    Setting,
    Vote,
)
from app.models.folding import fold, sort_key
from app.models.party_age import party_life
from app.procedures import duties, duties_named, duties_office, duties_people, duties_rounds, engine
from app.procedures.definitions import procedures
from app.procedures.people import lacking
from app.procedures.standing_words import STATUS, until
from app.storage.rulebooks import SWITCHED_ON
from app.storage.unit import Unit

_CHUNK = 500


def derive(unit: Unit) -> None:
    """Compute again what the touched records are about."""
    persons, cases = set(), set()
    ruled: set[str] = set()
    for record in unit.touched:
        if isinstance(record, Person):
            persons.add(record.id)
        elif isinstance(record, Event):
            persons.add(record.person)
        elif isinstance(record, Case):
            cases.add(record.id)
        elif isinstance(record, (Act, Vote, Paper, ExceptionPaper)) and record.case:
            cases.add(record.case)
        elif isinstance(record, RulePack) or (isinstance(record, Setting) and _rules(unit, record.key)):
            ruled.add(record.owner)
    session = unit.session
    if ruled:
        unit.forget_rules()
        cases.update(session.scalars(_ruled_cases(unit, ruled)))
        persons.update(session.scalars(select(PersonStanding.person).where(duties_people.RULED)))
    if persons:
        for part in _parts(persons):
            cases.update(session.scalars(select(Case.id).where(Case.person.in_(part))))
    for part in _parts(cases):  # probation counts from the ceremony, which stands in another case
        of_same = select(Case.person).where(Case.id.in_(part))
        cases = cases | set(session.scalars(select(Case.id).where(Case.person.in_(of_same))))
    cases |= _naming(session, persons, cases)
    compute(unit, persons, cases)


def _naming(session: Session, persons: set[str], cases: set[str]) -> set[str]:
    """The cases that name one of these persons, or a person of these cases, as helper or introducer."""
    about = set(persons)
    for part in _parts(cases):
        about.update(session.scalars(select(Case.person).where(Case.id.in_(part))))
    return duties_named.naming(session, about) if about else set()


def _rules(unit: Unit, key: str) -> bool:
    """Whether a setting bears on where cases stand: an office of the chain, a rule's value, a pack in use."""
    return key.startswith(("office.", SWITCHED_ON)) or key in unit.rulebook.keys


def _ruled_cases(unit: Unit, offices: set[str]) -> Select[tuple[str]]:
    """The cases that the packs and settings of these offices bear on: what one below sets is its own."""
    below = set(unit.session.scalars(select(Peer.id).where(Peer.relation == "below")))
    return select(Case.id).where(Case.owner.in_(offices)) if offices <= below else select(Case.id)


def compute(unit: Unit, persons: Iterable[str], cases: Iterable[str]) -> None:
    """Compute the standing of these persons and cases, and of the persons of the cases."""
    wanted, about = set(persons), set(cases)
    session = unit.session
    effects: dict[str, list[Happening]] = defaultdict(list)
    if about:
        for part in _parts(about):
            for model, column in ((CaseStanding, CaseStanding.case), (Duty, Duty.case)):
                session.execute(delete(model).where(column.in_(part)))
        wanted.update(session.scalars(select(Case.person).where(Case.id.in_(about))))
    open_cases: dict[str, list[str]] = defaultdict(list)
    had: dict[str, int] = defaultdict(int)
    named: list[duties_named.Named] = []
    for case in _cases(session, wanted):
        dossier = engine.load(unit, case)
        stands = engine.stand(dossier)
        effects[case.person].extend(engine.happenings(dossier, stands))
        had[case.person] += 1
        if stands.ended is None:
            open_cases[case.person].append(case.procedure)
        if case.id in about:
            session.add(_case_row(case, stands))
            session.add_all(duties.of_case(dossier, stands))
            named.extend(duties_named.of_case(dossier, stands))
    _persons(session, wanted, effects, open_cases, had, unit)
    session.add_all(duties_named.missing(session, named))
    of_rounds = Duty.place.startswith(duties_rounds.PLACE)
    session.execute(delete(Duty).where(Duty.case.is_(None), or_(Duty.person.is_(None), of_rounds)))
    session.add_all(duties_rounds.of_rounds(unit))
    session.add_all(duties_rounds.of_rating(unit))
    session.add_all(duties_office.of_office(unit))


def _cases(session: Session, persons: Iterable[str]) -> list[Case]:
    """The cases of these persons that count: their person is here, their procedure known to this program."""
    return [
        case
        for part in _parts(persons)
        for case in session.scalars(
            select(Case)
            .join(Person, Person.id == Case.person)
            .where(Case.person.in_(part), Case.gone.is_(False), Person.gone.is_(False))
        )
        if case.procedure in procedures()
    ]


def _case_row(case: Case, stands: engine.Standing) -> CaseStanding:
    now = stands.now[0] if stands.now else None
    return CaseStanding(
        case=case.id,
        procedure=case.procedure,
        person=case.person,
        owner=case.owner,
        opened=case.opened,
        ended=stands.ended,
        result=stands.result,
        step=now.step.id if now else None,
        actor=now.office if now else None,
        since=stands.since,
        steps=[
            {
                "id": s.step.id,
                "state": s.state,
                "attempt": s.attempt,
                "act": s.act.id if s.act else None,
                "reason": s.reason,
            }
            for s in stands.steps
        ],
    )


def _persons(
    session: Session,
    wanted: set[str],
    effects: dict[str, list[Happening]],
    open_cases: dict[str, list[str]],
    had: dict[str, int],
    unit: Unit,
) -> None:
    for part in _parts(wanted):
        session.execute(delete(Happening).where(Happening.person.in_(part)))
        session.execute(delete(PersonStanding).where(PersonStanding.person.in_(part)))
        session.execute(delete(Duty).where(Duty.person.in_(part), Duty.case.is_(None)))
        session.execute(
            text("DELETE FROM search WHERE record IN (SELECT value FROM json_each(:ids))"),
            {"ids": _json(part)},
        )
        told: dict[str, list[Happening]] = defaultdict(list)
        for event in session.scalars(select(Event).where(Event.person.in_(part), Event.gone.is_(False))):
            told[event.person].append(
                Happening(
                    person=event.person,
                    owner=event.owner,
                    what=event.what,
                    value=event.value,
                    date=event.date,
                    until=event.until,
                    source=f"event:{event.id}",
                )
            )
        rows: list[Any] = []
        words: list[dict[str, str]] = []
        for person in session.scalars(select(Person).where(Person.id.in_(part), Person.gone.is_(False))):
            lived = told[person.id] + effects.get(person.id, [])
            rows.extend(lived)
            row = standing_of(person, lived, unit.today.isoformat())
            row.open_cases = len(open_cases[person.id])
            rows.append(row)
            rows.extend(
                duties_people.of_person(unit, person, row, lived, open_cases[person.id], had[person.id])
            )
            words.append({"record": person.id, "kind": "person", "words": row.folded})
        session.add_all(rows)
        if words:
            session.execute(
                text("INSERT INTO search (record, kind, words) VALUES (:record, :kind, :words)"), words
            )


def standing_of(person: Person, lived: Iterable[Happening], today: str) -> PersonStanding:
    """What a person is today, from everything dated that happened to them."""
    happened = until(lived, today)
    status, left = "sympathiser", None
    dates: dict[str, str | None] = {}
    for one in happened:
        if one.what in STATUS:
            status = STATUS[one.what]
            left = one.value if one.what == "left" else None
        if one.what in ("admitted", "official"):
            dates[one.what] = one.date
    member = party_life(happened, today)
    counted = member.counted_from(datetime.date.fromisoformat(today)) if member else None
    if member and not (member.by_decision or member.gaps):
        counted = None  # no decision on file: lists say the day of the ceremony
    states = [h.value for h in happened if h.what == "state" and (not h.until or h.until > today)]
    cards = [None, *(one.value for one in happened if one.what == "card")]
    numbers = [person.personal_number, person.card_number, person.old_card_number]
    return PersonStanding(
        person=person.id,
        owner=person.owner,
        name=person.name,
        sort_key=sort_key(person.name),
        folded=" ".join(
            [fold(person.name), fold(person.other_name or ""), *(n for n in numbers if n)]
        ).strip(),
        birth=person.birth,
        sex=person.sex,
        status=status,
        left_reason=left,
        state=states[-1] if states and status in ("full", "probationary") else None,
        admission_date=dates.get("admitted"),
        official_date=dates.get("official"),
        party_age_from=counted,
        card_number=person.card_number or cards[-1] or person.old_card_number,
        position=person.position,
        open_cases=0,
        incomplete=lacking(person, status),
    )


def compute_all(unit: Unit) -> None:
    """Compute every derived row again."""
    session = unit.session
    for model in (Happening, PersonStanding, CaseStanding, Duty):
        session.execute(delete(model))
    session.execute(text("DELETE FROM search"))
    compute(unit, session.scalars(select(Person.id)), session.scalars(select(Case.id)))


def _shot(session: Session) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = {}
    for model in (Happening, PersonStanding, CaseStanding, Duty):
        names = [c.name for c in model.__table__.columns if c.name != "id"]
        rows = [tuple(str(getattr(r, n)) for n in names) for r in session.scalars(select(model))]
        found[model.__tablename__] = sorted(rows)
    return found


def verify(unit: Unit) -> list[str]:
    """Compute the derived tables again; names those that differ. The unit must not be committed."""
    before = _shot(unit.session)
    compute_all(unit)
    unit.session.flush()
    after = _shot(unit.session)
    return [f"derived table {name} differs" for name in before if before[name] != after[name]]


def _parts(ids: Iterable[str]) -> Iterator[list[str]]:
    ordered = sorted(ids)
    for start in range(0, len(ordered), _CHUNK):
        yield ordered[start : start + _CHUNK]


def _json(ids: list[str]) -> str:
    import json

    return json.dumps(ids)
