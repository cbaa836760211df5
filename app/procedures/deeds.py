"""Deeds: one command, one right, one transaction, one thing to undo.

A command is a frozen dataclass that names the right it needs and does its work on a unit; `perform`
is the one place where the right is checked and the deed gets its name.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from app.models import Act, Case, Event, ExceptionPaper, Paper, Person, Record, Vote
from app.storage import unit as units
from app.storage.unit import Unit
from app.trouble import Refused
from app.words import _


class Command:
    """Base of all commands."""

    right: ClassVar[str] = "write"
    deed: ClassVar[str] = ""
    in_book: ClassVar[bool] = True
    """Whether it can be done in the book of a cell that a committee keeps."""

    def do(self, unit: Unit) -> Any:
        raise NotImplementedError


@dataclass(frozen=True)
class Changed:
    """What a deed changed, for pages to redraw from."""

    deed: str
    persons: frozenset[str]
    cases: frozenset[str]
    result: Any = None


def perform(unit: Unit, command: Command) -> Changed:
    """Do `command` in `unit`; raises Refused when the right is missing or the input or rules say no."""
    unit.user.require(command.right)
    if unit.book and not command.in_book:
        raise refuse_in_book()
    unit.begin(command.deed)
    before = len(unit.touched)
    deed = unit.deed
    result = command.do(unit)
    return changed(deed, unit.touched[before:], result)


def refuse_in_book() -> Refused:
    """The refusal of what only the committee's own book takes."""
    return Refused(
        "own_book_only",
        _("Việc này ghi ở sổ của chính cấp ủy, không ghi ở sổ giữ hộ."),
        _("Quay về sổ của cấp ủy rồi làm."),
    )


def changed(deed: str, records: list[Record], result: Any = None) -> Changed:
    """What these records are about."""
    persons, cases = set(), set()
    for record in records:
        if isinstance(record, Person):
            persons.add(record.id)
        elif isinstance(record, Case):
            cases.add(record.id)
            persons.add(record.person)
        elif isinstance(record, (Event, Paper)) and record.person:
            persons.add(record.person)
        if isinstance(record, (Act, Vote, Paper, ExceptionPaper)) and record.case:
            cases.add(record.case)
    return Changed(deed, frozenset(persons), frozenset(cases), result)


@dataclass(frozen=True)
class Undo(Command):
    """Take back a deed of this office that has not been sent."""

    deed: ClassVar[str] = "undo"
    of: str = ""

    def do(self, unit: Unit) -> list[Record]:
        return units.undo(unit, self.of)


@dataclass(frozen=True)
class Together(Command):
    """Several commands as one deed: all of them or none, undone together. Returns their results."""

    deed: ClassVar[str] = "case.record"
    parts: tuple[Command, ...] = ()

    def do(self, unit: Unit) -> list[Any]:
        found = []
        for part in self.parts:
            unit.user.require(part.right)
            found.append(part.do(unit))
            unit.session.flush()
        return found
