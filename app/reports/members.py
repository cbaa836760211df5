"""Lists of people: filtered, searched without accents, sorted, page by page.

Plain SQL, asked through a bare connection or a session: the first list of the window must not wait
for the tables to be mapped.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from app.models.folding import fold
from app.storage.engine import rows

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

FILTERS = ("all", "full", "probationary", "applicant", "sympathiser", "former", "exempt", "incomplete")
"""Chips of the list; "all" is everybody but former members."""
SORTS = {"name": "sort_key"} | {n: n for n in ("birth", "admission_date", "official_date", "status")}
MEMBER = "status IN ('full', 'probationary')"
WHERE = {
    "all": "status != 'former'",
    "members": MEMBER,
    "incomplete": f"{MEMBER} AND incomplete != '[]'",
    **{name: f"status = '{name}'" for name in ("full", "probationary", "applicant", "sympathiser", "former")},
    **{name: f"{MEMBER} AND state = '{name}'" for name in ("exempt", "away", "suspended")},
}


@dataclass(frozen=True)
class Query:
    """What is asked of the list of people of one office (`owner`; None: of all offices kept here)."""

    owner: str | None = None
    filter: str = "all"
    search: str = ""
    sort: str = "name"
    descending: bool = False


class Member(NamedTuple):
    """A row of the list: where a person stands (`app.models.derived.PersonStanding`)."""

    person: str
    owner: str
    name: str
    sort_key: str
    birth: str | None
    sex: str | None
    status: str
    left_reason: str | None
    state: str | None
    admission_date: str | None
    official_date: str | None
    party_age_from: str | None
    card_number: str | None
    position: str | None
    open_cases: int
    incomplete: list[str]


_COLUMNS = ", ".join(Member._fields)


def _where(query: Query) -> tuple[str, dict[str, Any]]:
    parts = [WHERE.get(query.filter, WHERE["all"])]
    values: dict[str, Any] = {}
    if query.owner:
        parts.append("owner = :owner")
        values["owner"] = query.owner
    for number, word in enumerate(fold(query.search).split()):
        parts.append(f"instr(folded, :word{number})")
        values[f"word{number}"] = word
    return " AND ".join(f"({part})" for part in parts), values


def _members(found: list[tuple[Any, ...]]) -> list[Member]:
    return [Member._make([*row[:-1], json.loads(row[-1])]) for row in found]


def count(records: Any, query: Query) -> int:
    """How many people a query finds."""
    where, values = _where(query)
    return int(rows(records, f"SELECT count(*) FROM person_standing WHERE {where}", values)[0][0])


def fetch(records: Any, query: Query, offset: int = 0, limit: int | None = None) -> list[Member]:
    """A window of the rows a query finds, in its order."""
    where, values = _where(query)
    order = f"{SORTS.get(query.sort, 'sort_key')} {'DESC' if query.descending else 'ASC'}, sort_key, person"
    sql = f"SELECT {_COLUMNS} FROM person_standing WHERE {where} ORDER BY {order} LIMIT :limit OFFSET :offset"
    window = {"limit": -1 if limit is None else limit, "offset": offset}
    return _members(rows(records, sql, values | window))


def counts(records: Any, owner: str | None) -> dict[str, int]:
    """How many people stand behind each chip."""
    sums = ", ".join(f"coalesce(sum({WHERE[name]}), 0)" for name in FILTERS)
    whose = "WHERE owner = :owner" if owner else ""
    found = rows(records, f"SELECT {sums} FROM person_standing {whose}", {"owner": owner} if owner else {})
    return dict(zip(FILTERS, found[0], strict=True))


def find(records: Any, words: str, limit: int = 8) -> list[Member]:
    """People whose words begin with what is typed, for the search of the frame."""
    folded = ["".join(c for c in w if c.isalnum()) for w in fold(words).split()]
    match = " ".join(f'"{w}"*' for w in folded if w)
    if not match:
        return []
    sql = (
        f"SELECT {_COLUMNS} FROM person_standing WHERE person IN "
        "(SELECT record FROM search WHERE search MATCH :match) ORDER BY sort_key LIMIT :limit"
    )
    return _members(rows(records, sql, {"match": match, "limit": limit}))


def offices(records: Any) -> dict[str, str]:
    """Names of the offices on file by id."""
    return {str(key): str(name) for key, name in rows(records, "SELECT id, name FROM organisation")}


def template_rows(session: Session, owner: str | None) -> list[dict[str, Any]]:
    """Members of an office (None: of all) as fields of the national template, in the order of the list."""
    from sqlalchemy import select

    from app.models import Happening, Person

    standing = fetch(session, Query(owner, "members"))
    wanted = select(Person).where(Person.owner == owner) if owner else select(Person)
    people = {p.id: p for p in session.scalars(wanted)}
    dates: dict[str, str | None] = {}
    for happened in session.scalars(select(Happening).where(Happening.what == "state")):
        dates[happened.person] = happened.date
    found = []
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
        found.append(fields)
    return found
