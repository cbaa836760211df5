"""Who does not handle restricted cases sees none: their connections read views that leave them out.

A temporary view stands before the table of its name, for plain SQL and mapped classes alike, so that no
page, search, report or export has to remember it. Nothing can be written through such a connection.
"""

from __future__ import annotations

from typing import Any

_CASES = "SELECT id FROM main.case_ WHERE restricted"
_ROUNDS = "SELECT id FROM main.round_ WHERE restricted"
_OF_CASE = f'"case" IN ({_CASES})'
_VOTED = "SELECT meeting FROM main.vote WHERE meeting IS NOT NULL AND"
_HIDDEN = {
    "case_": "id IN (SELECT id FROM main.case_ WHERE restricted)",
    "case_standing": _OF_CASE,
    "duty": f"{_OF_CASE} OR place = 'condense' OR place LIKE 'review:%'",
    "happening": f"what = 'discipline' AND {_OF_CASE}",
    "act": _OF_CASE,
    "vote": _OF_CASE,
    "meeting": f"id IN ({_VOTED} {_OF_CASE}) AND id NOT IN ({_VOTED} NOT {_OF_CASE})",
    "paper": _OF_CASE,
    "exception_paper": _OF_CASE,
    "round_": "restricted",
    "round_item": f"restricted OR round IN ({_ROUNDS})",
}
"""Table -> which of its rows belong to a restricted case or round."""
_RECORDS = ("case_", "act", "vote", "meeting", "paper", "exception_paper", "round_", "round_item")
_PARKED = "'case', 'act', 'vote', 'paper', 'exception', 'round', 'round_item'"
"""Kinds of entries of which nobody can say whose they are while they are not applied."""
MANY = "cases:"
"""What a line of the log is about where it is no one record: so many restricted cases."""
_MASKED = {
    "happening": {
        "source": f"CASE WHEN {_OF_CASE} THEN 'act:' ELSE source END",
        "case": f"CASE WHEN {_OF_CASE} THEN '' ELSE \"case\" END",
    },
    "person_standing": {
        "open_cases": (
            'SELECT count(*) FROM main.case_standing AS s JOIN main.case_ AS c ON c.id = s."case" '
            "WHERE s.person = person_standing.person AND s.ended IS NULL AND NOT c.restricted"
        )
    },
}
"""Table -> columns whose value would tell of a restricted case, and what stands there instead."""


def _rows_hidden() -> dict[str, str]:
    records = " UNION ALL ".join(f"SELECT id FROM main.{table} WHERE {_HIDDEN[table]}" for table in _RECORDS)
    return {
        **{table: f"coalesce({which}, 0)" for table, which in _HIDDEN.items()},
        "entry": f"record IN ({records}) OR (parked IS NOT NULL AND kind IN ({_PARKED}))",
        "log": f"about IS NOT NULL AND (about LIKE '{MANY}%' OR about IN ({records}))",
    }


def narrow(connection: Any) -> None:
    """Narrow a bare connection to what is not restricted."""
    hidden = _rows_hidden()
    for table in dict.fromkeys([*hidden, *_MASKED]):
        shown = "*"
        if masks := _MASKED.get(table):
            names = [row[1] for row in connection.execute(f"PRAGMA main.table_info({table})")]
            shown = ", ".join(
                f'({masks[name]}) AS "{name}"' if name in masks else f'"{name}"' for name in names
            )
        connection.execute(
            f"CREATE TEMP VIEW IF NOT EXISTS {table} AS SELECT {shown} FROM main.{table} "
            f"WHERE NOT ({hidden.get(table, '0')})"
        )
