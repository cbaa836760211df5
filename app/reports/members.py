"""Lists of people: filtered, searched without accents, sorted, page by page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, func, select, text
from sqlalchemy.orm import Session

from app.models import Happening, Person, PersonStanding
from app.models.folding import fold

FILTERS = ("all", "full", "probationary", "applicant", "sympathiser", "former", "exempt", "incomplete")
"""Chips of the list; "all" is everybody but former members."""
SORTS: Mapping[str, Any] = {
    "name": PersonStanding.sort_key,
    "birth": PersonStanding.birth,
    "admission_date": PersonStanding.admission_date,
    "status": PersonStanding.status,
    "official_date": PersonStanding.official_date,
}


@dataclass(frozen=True)
class Query:
    """What is asked of the list of people of one office (`owner`; None: of all offices kept here)."""

    owner: str | None = None
    filter: str = "all"
    search: str = ""
    sort: str = "name"
    descending: bool = False


def _filter(name: str) -> ColumnElement[bool]:
    s = PersonStanding
    match name:
        case "full" | "probationary" | "applicant" | "sympathiser" | "former":
            return s.status == name
        case "exempt" | "away" | "suspended":
            return (s.state == name) & s.status.in_(("full", "probationary"))
        case "incomplete":
            return (func.json_array_length(s.incomplete) > 0) & s.status.in_(("full", "probationary"))
        case "members":
            return s.status.in_(("full", "probationary"))
    return s.status != "former"


def _where(query: Query) -> list[ColumnElement[bool]]:
    found = [_filter(query.filter)]
    if query.owner:
        found.append(PersonStanding.owner == query.owner)
    found.extend(PersonStanding.folded.contains(word, autoescape=True) for word in fold(query.search).split())
    return found


def count(session: Session, query: Query) -> int:
    """How many people a query finds."""
    return session.scalar(select(func.count()).select_from(PersonStanding).where(*_where(query))) or 0


def fetch(session: Session, query: Query, offset: int = 0, limit: int | None = None) -> list[PersonStanding]:
    """A window of the rows a query finds, in its order."""
    column = SORTS.get(query.sort, PersonStanding.sort_key)
    order = column.desc() if query.descending else column.asc()
    found = (
        select(PersonStanding)
        .where(*_where(query))
        .order_by(order, PersonStanding.sort_key, PersonStanding.person)
    )
    return list(session.scalars(found.offset(offset).limit(limit)))


def counts(session: Session, owner: str | None) -> dict[str, int]:
    """How many people stand behind each chip."""
    return {name: count(session, Query(owner, name)) for name in FILTERS}


def find(session: Session, words: str, limit: int = 8) -> list[PersonStanding]:
    """People whose words begin with what is typed, for the search of the frame."""
    folded = ["".join(c for c in w if c.isalnum()) for w in fold(words).split()]
    match = " ".join(f'"{w}"*' for w in folded if w)
    if not match:
        return []
    ids = [
        r[0]
        for r in session.execute(
            text("SELECT record FROM search WHERE search MATCH :m LIMIT 50"), {"m": match}
        )
    ]
    found = select(PersonStanding).where(PersonStanding.person.in_(ids)).order_by(PersonStanding.sort_key)
    return list(session.scalars(found.limit(limit)))


def template_rows(session: Session, owner: str) -> list[dict[str, Any]]:
    """Members of an office as the fields of the national template, in the order of the list."""
    standing = fetch(session, Query(owner, "members"))
    people = {p.id: p for p in session.scalars(select(Person).where(Person.owner == owner))}
    dates: dict[str, str | None] = {}
    for happened in session.scalars(select(Happening).where(Happening.what == "state")):
        dates[happened.person] = happened.date
    rows = []
    for row in standing:
        person = people[row.person]
        fields = {c.name: getattr(person, c.name) for c in Person.__table__.columns}
        fields |= {
            "status": row.status,
            "admission_date": row.admission_date,
            "official_date": row.official_date,
            "activity": row.state or "active",
            "activity_date": dates.get(row.person) if row.state else None,
        }
        rows.append(fields)
    return rows
