"""The dossiers a committee received: whose turn it is, since when, until when, how far it is with each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import text
from sqlalchemy.orm import Session

HERE = ("new", "again", "looking")
"""States in which this office has to act."""
STATES = (*HERE, "returned", "waiting", "decided")
"""new: nothing of this office in it yet · again: came back after a return · looking: this office has begun
returned: sent back, not handed over again · waiting: another office's turn · decided: here, or ended"""


@dataclass(frozen=True)
class Received:
    """One dossier of the queue. Days are ISO text, "" for none."""

    case: str
    procedure: str
    person: str
    name: str
    sort_key: str
    folded: str
    office: str
    """Id of the office whose case it is."""
    office_name: str
    packages: bool
    """Whether that office exchanges packages with this one; else papers go by hand."""
    step: str
    """Id of the step that is now, "" for none."""
    turn: str
    """Id of the office whose turn it is, "" where it is not known."""
    since: str
    due: str
    opened: str
    ended: str
    result: str
    state: str

    @property
    def here(self) -> bool:
        """Whether it is this office's turn."""
        return self.state in HERE


_QUEUE = """
WITH mine AS (
    SELECT a."case" AS c, a.step AS step, a.reopened AS reopened,
           row_number() OVER (PARTITION BY a."case" ORDER BY e.number DESC) AS newest
    FROM act a JOIN entry e ON e.hash = a.entry
    WHERE a.owner = :office AND NOT a.gone
),
begun AS (
    SELECT v."case" AS c FROM vote v WHERE v.owner = :office AND NOT v.gone
    UNION SELECT p."case" FROM paper p WHERE p.owner = :office AND NOT p.gone AND p."case" IS NOT NULL
    UNION SELECT c FROM mine WHERE coalesce(json_array_length(reopened), 0) = 0
),
queue AS (
    SELECT s."case" AS "case", s.procedure, s.person, w.name, w.sort_key, w.folded, s.owner AS office,
           coalesce(o.name, pe.name, '') AS office_name, pe.id IS NOT NULL AS packages,
           coalesce(s.step, '') AS step, coalesce(s.actor, '') AS turn, coalesce(s.since, '') AS since,
           coalesce((SELECT min(d.due) FROM duty d
                     WHERE d."case" = s."case" AND d.owner <> s.owner), '') AS due,
           s.opened, coalesce(s.ended, '') AS ended, coalesce(s.result, '') AS result,
           CASE
             WHEN s.ended IS NOT NULL THEN 'decided'
             WHEN s.actor = :office AND json_array_length(m.reopened) > 0 THEN 'again'
             WHEN s.actor = :office AND b.c IS NOT NULL THEN 'looking'
             WHEN s.actor = :office THEN 'new'
             WHEN json_array_length(m.reopened) > 0 THEN 'returned'
             WHEN s.actor = s.owner AND
                  (SELECT j.key FROM json_each(s.steps) j WHERE json_extract(j.value, '$.id') = s.step) >
                  (SELECT j.key FROM json_each(s.steps) j WHERE json_extract(j.value, '$.id') = m.step)
               THEN 'decided'
             ELSE 'waiting'
           END AS state
    FROM case_standing s
    JOIN person_standing w ON w.person = s.person
    LEFT JOIN organisation o ON o.id = s.owner
    LEFT JOIN peer pe ON pe.id = s.owner
    LEFT JOIN mine m ON m.c = s."case" AND m.newest = 1
    LEFT JOIN begun b ON b.c = s."case"
    WHERE s.owner <> :office AND (s.actor = :office AND s.ended IS NULL OR m.c IS NOT NULL)
)
"""
_ORDER = " ORDER BY state NOT IN ('new', 'again', 'looking'), due = '', due, since, sort_key, \"case\""


def fetch(
    session: Session, office: str, *, state: str = "", offset: int = 0, limit: int | None = None
) -> list[Received]:
    """The dossiers `office` received: those it has to act on first, the most urgent foremost.

    `state` keeps one of STATES, or all this office has to act on ("here").
    """
    wanted = ""
    values: dict[str, Any] = {"office": office, "limit": -1 if limit is None else limit, "offset": offset}
    if state == "here":
        wanted = " WHERE state IN ('new', 'again', 'looking')"
    elif state:
        wanted, values["state"] = " WHERE state = :state", state
    sql = f"{_QUEUE} SELECT * FROM queue{wanted}{_ORDER} LIMIT :limit OFFSET :offset"
    rows = session.execute(text(sql), values).mappings()
    return [Received(**{**row, "packages": bool(row["packages"])}) for row in rows]


def counts(session: Session, office: str) -> dict[str, int]:
    """How many dossiers are in each of STATES, and all there are to act on (`here`)."""
    found = dict.fromkeys(STATES, 0)
    sql = f"{_QUEUE} SELECT state, count(*) FROM queue GROUP BY state"
    found.update({str(state): int(n) for state, n in session.execute(text(sql), {"office": office})})
    return {**found, "here": sum(found[state] for state in HERE)}


def late(session: Session, office: str, today: str) -> int:
    """How many dossiers this office has to act on were due before the ISO day `today`."""
    wanted = "state IN ('new', 'again', 'looking') AND due <> '' AND due < :today"
    sql = f"{_QUEUE} SELECT count(*) FROM queue WHERE {wanted}"
    return int(session.execute(text(sql), {"office": office, "today": today}).scalar() or 0)


@dataclass(frozen=True)
class Issued:
    """A paper this office recorded for a dossier on which one of its meetings voted."""

    date: str
    """Day of the meeting."""
    procedure: str
    step: str
    form: str
    number: str
    case: str
    sort_key: str


_ISSUED = """
WITH held AS (
    SELECT DISTINCT m.date AS date FROM meeting m
    WHERE m.owner = :office AND NOT m.gone ORDER BY m.date DESC LIMIT :days
)
SELECT DISTINCT m.date, s.procedure, v.step, p.form, coalesce(p.number, '') AS number, v."case", w.sort_key
FROM meeting m
JOIN held h ON h.date = m.date
JOIN vote v ON v.meeting = m.id AND NOT v.gone
JOIN case_standing s ON s."case" = v."case"
JOIN person_standing w ON w.person = s.person
JOIN paper p ON p."case" = v."case" AND p.owner = :office AND NOT p.gone
WHERE m.owner = :office AND NOT m.gone
ORDER BY m.date DESC, v.step, w.sort_key
"""


def issued(session: Session, office: str, days: int = 8) -> list[Issued]:
    """The papers of the dossiers voted on at the meetings of the newest `days` days of meetings."""
    rows = session.execute(text(_ISSUED), {"office": office, "days": days}).mappings()
    return [Issued(**row) for row in rows]
