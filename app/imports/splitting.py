"""A list of several cells, told apart by the cell each row names. Nothing is written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from app.models.folding import fold


@dataclass
class CellRows:
    """The rows of one cell, by their index in the list; `name` as its first row writes it."""

    name: str
    rows: list[int] = field(default_factory=list)


def cells_of(persons: Sequence[Mapping[str, Any]]) -> list[CellRows]:
    """The cells a list names, in its order; rows that name none stand under "".

    Names that differ only in capitals, marks or blanks are one cell.
    """
    found: dict[str, CellRows] = {}
    for at, row in enumerate(persons):
        name = str(row.get("organisation") or "").strip()
        found.setdefault(fold(name), CellRows(name)).rows.append(at)
    return list(found.values())


def office_named(name: str, offices: Iterable[tuple[str, str, str]]) -> str | None:
    """Id of the office (id, code, name) that a list means by a name or code; None when it is not sure."""
    wanted = fold(name)
    alike = {one for one, code, title in offices if wanted and wanted in (fold(code), fold(title))}
    return alike.pop() if len(alike) == 1 else None


def part_of(plan: Mapping[str, Any], rows: list[int], persons: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """The plan of a whole list for some of its rows, numbered anew; what repeats a row elsewhere waits."""
    new = {at: index for index, at in enumerate(rows)}
    repeats = {new[at]: new[root] for at, root in plan["repeats"].items() if at in new and root in new}
    apart = {new[at] for at, root in plan["repeats"].items() if at in new and root not in new}
    return {
        "rows": [persons[at] for at in rows],
        "same": {new[at]: person for at, person in plan["same"].items() if at in new},
        "repeats": repeats,
        "ask": frozenset({new[at] for at in plan["ask"] if at in new} | apart),
        "chosen": frozenset((new[at], name) for at, name in plan.get("chosen", ()) if at in new),
    }
