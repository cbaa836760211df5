"""What is remarked on a row: why it is not taken in, why a cell is reported, how a cell was put right."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass(slots=True)
class Problem:
    """One remark on a cell: why a row is not taken in, why a cell is reported, or how it was put right."""

    sheet: str
    row: int
    column: str
    header: str
    field: str
    reason: str
    value: str | int | float | None = None
    becomes: str | None = None
    name: str = ""

    def as_dict(self, word: str) -> dict[str, Any]:
        """The row of the answer; `word` is "reason" or "kind". What is empty is left out."""
        told: dict[str, Any] = {"sheet": self.sheet, "row": self.row, "column": self.column or None}
        told |= {"header": self.header or None, "field": self.field}
        if self.value is not None:
            told["value"] = self.value
        told[word] = self.reason
        if self.becomes is not None:
            told["becomes"] = self.becomes
        if word == "reason" and self.name:
            told["name"] = self.name
        return told


@dataclass(slots=True)
class Taken:
    """A row read: the person's fields, and what was found; `rejected` means it is not taken in."""

    row: int
    person: dict[str, Any]
    rejected: list[Problem] = field(default_factory=list)
    flagged: list[Problem] = field(default_factory=list)
    repaired: list[Problem] = field(default_factory=list)
    encoding: str = ""
