"""Who does not handle restricted cases sees none: their connections read views that leave them out.

A temporary view stands before the table of its name, for plain SQL and mapped classes alike, so that no
page, search, report or export has to remember it. Nothing can be written through such a connection.
"""

from __future__ import annotations

from typing import Any

_CASES = "SELECT id FROM main.case_ WHERE restricted"
_ROUNDS = "SELECT id FROM main.round_ WHERE restricted"
_HIDDEN = {
    "case_": "id IN (SELECT id FROM main.case_ WHERE restricted)",
    "case_standing": f'"case" IN ({_CASES})',
    "duty": f'"case" IN ({_CASES})',
    "happening": f"what = 'discipline' AND \"case\" IN ({_CASES})",
    "act": f'"case" IN ({_CASES})',
    "vote": f'"case" IN ({_CASES})',
    "paper": f'"case" IN ({_CASES})',
    "exception_paper": f'"case" IN ({_CASES})',
    "round_": "restricted",
    "round_item": f"restricted OR round IN ({_ROUNDS})",
}
"""Table -> which of its rows belong to a restricted case or round."""
_RECORDS = ("case_", "act", "vote", "paper", "exception_paper", "round_", "round_item")


def views() -> list[str]:
    """The statements that narrow a connection."""
    records = " UNION ALL ".join(f"SELECT id FROM main.{table} WHERE {_HIDDEN[table]}" for table in _RECORDS)
    hidden = {
        **{table: f"coalesce({which}, 0)" for table, which in _HIDDEN.items()},
        "entry": f"record IN ({records})",
        "log": f"about IS NOT NULL AND about IN ({records})",
    }
    return [
        f"CREATE TEMP VIEW IF NOT EXISTS {table} AS SELECT * FROM main.{table} WHERE NOT ({which})"
        for table, which in hidden.items()
    ]


def narrow(connection: Any) -> None:
    """Narrow a bare connection to what is not restricted."""
    for statement in views():
        connection.execute(statement)
