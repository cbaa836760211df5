"""What would be taken in of a list that was read, and what the user decided about it. Knows no widget."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.imports import Duplicate, Known, Reading
from app.imports.splitting import part_of
from app.models import Person, PersonStanding
from app.procedures.books import TakeInBooks
from app.procedures.people import TakeIn, differences
from app.ui.pages.imports.cells import CellPart

SAME, OTHER, LATER = "same", "other", "later"
"""What was decided of a possible duplicate: one person, two persons, not taken in now."""
_PLACE = ("sheet", "row")
_DATED = ("admission_date", "official_date")


def known_people(session: Session, owners: Sequence[str]) -> list[Known]:
    """The people in these books, for the search of duplicates."""
    wanted = select(Person.id, Person.name, Person.birth, Person.personal_number, Person.card_number,
                    Person.old_card_number)  # fmt: skip
    wanted = wanted.where(Person.gone.is_(False), Person.owner.in_(owners))
    return [
        Known(id, name, birth, number, card or old)
        for id, name, birth, number, card, old in session.execute(wanted)
    ]


@dataclass
class Difference:
    """A field filled on both sides with different values; the book's stays unless `taken`."""

    row: int
    person: str
    name: str
    field: str
    have: Any
    told: Any
    taken: bool = False


@dataclass
class Group:
    """Rows that may be one person, or a person on file, with what was decided."""

    found: Duplicate
    indexes: list[int]
    decision: str

    @property
    def open(self) -> bool:
        """Whether there is something to decide; who is surely the same is not asked about."""
        return self.found.verdict != "same"

    @property
    def asked(self) -> list[int]:
        """The rows that wait: all of them beside a person on file, else all but the first."""
        return self.indexes if self.found.member else self.indexes[1:]


@dataclass
class Plan:
    """A reading with the decisions about it."""

    file: Path
    reading: Reading
    people: Mapping[str, Person] = field(default_factory=dict)
    """Persons on file that the list names, by id."""
    standings: Mapping[str, PersonStanding] = field(default_factory=dict)
    groups: list[Group] = field(default_factory=list)
    differences: list[Difference] = field(default_factory=list)
    cells: list[CellPart] = field(default_factory=list)
    """The cells a committee's list names, each to go into a book; empty where the open book takes all."""

    @cached_property
    def converted(self) -> list[tuple[str, int, str, str, str]]:
        """Cells whose old encoding was changed, see `converted`."""
        return converted(self.reading)

    @property
    def rows(self) -> Sequence[Mapping[str, Any]]:
        """The fields of the rows taken in, without their places."""
        return [{k: v for k, v in row.items() if k not in _PLACE} for row in self.reading.persons]

    def same(self) -> dict[int, str]:
        """Row -> person on file that it is."""
        return {
            index: group.found.member
            for group in self.groups
            if group.found.member and group.decision == SAME
            for index in group.indexes
        }

    def repeats(self) -> dict[int, int]:
        """Row -> earlier row of the list that is the same new person."""
        same = self.same()
        return {
            index: group.indexes[0]
            for group in self.groups
            if not group.found.member and group.decision == SAME
            for index in group.indexes[1:]
            if index not in same
        }

    def waiting(self) -> frozenset[int]:
        """Rows left for another time: not decided, of a cell that is left, or on file in another book."""
        left = {i for group in self.groups if group.decision == LATER for i in group.asked}
        same = self.same() if self.cells else {}
        for cell in self.cells:
            left.update(i for i in cell.rows if cell.book is None)
            left.update(i for i in cell.rows if i in same and self.people[same[i]].owner != cell.book)
        return frozenset(left)

    def command(self, progress: Callable[[int, int], None] | None = None) -> TakeIn | TakeInBooks:
        """The deed as it was decided. Raises Refused("bad_value") for a new book without a code."""
        same, repeats = self.same(), self.repeats()
        for index, first in list(repeats.items()):
            if first in same:  # the earlier row is itself somebody on file
                same[index] = same[first]
                del repeats[index]
        chosen = frozenset((d.row, d.field) for d in self.differences if d.taken)
        told: dict[str, Any] = {"same": same, "repeats": repeats, "ask": self.waiting(), "chosen": chosen}
        if not self.cells:
            return TakeIn(rows=self.rows, progress=progress, **told)
        parts, before = [], 0
        for cell in self.cells:
            if cell.book is not None:
                step = partial(_step, progress, before, len(self.rows)) if progress else None
                parts.append((cell.target(), TakeIn(progress=step, **part_of(told, cell.rows, self.rows))))
                before += len(cell.rows)
        return TakeInBooks(parts)

    def news(self) -> list[str]:
        """What each row would do: "new", "filled", "unchanged", "repeat" or "waiting"."""
        same, repeats, waiting = self.same(), self.repeats(), self.waiting()
        taken = {d.row for d in self.differences if d.taken}
        found = []
        for index, row in enumerate(self.reading.persons):
            if index in waiting:
                found.append("waiting")
            elif index in repeats:
                found.append("repeat")
            elif index not in same:
                found.append("new")
            else:
                found.append("filled" if index in taken or self._fills(same[index], row) else "unchanged")
        return found

    def _fills(self, member: str, row: Mapping[str, Any]) -> bool:
        """Whether a row knows something the book does not."""
        person, standing = self.people.get(member), self.standings.get(member)
        if standing is not None and any(row.get(n) and not getattr(standing, n) for n in _DATED):
            return True
        return person is not None and any(
            value not in (None, "", False) and hasattr(person, name) and not getattr(person, name)
            for name, value in row.items()
            if name not in _PLACE
        )

    def count(self) -> dict[str, int]:
        """How many rows do what."""
        counts = dict.fromkeys(("new", "filled", "unchanged", "repeat", "waiting"), 0)
        for news in self.news():
            counts[news] += 1
        return counts


def _step(progress: Callable[[int, int], None], before: int, whole: int, at: int, _of: int) -> None:
    progress(before + at, whole)


def plan_of(session: Session, file: Path, reading: Reading, cells: Sequence[CellPart] = ()) -> Plan:
    """The plan of a reading as it would be without any decision: what is sure is done, the rest waits."""
    at = {(row["sheet"], row["row"]): index for index, row in enumerate(reading.persons)}
    groups = [
        Group(found, [at[place[0], place[1]] for place in found.rows if (place[0], place[1]) in at],
              SAME if found.verdict == "same" else LATER)
        for found in reading.duplicates
    ]  # fmt: skip
    members = {group.found.member for group in groups if group.found.member}
    people = {p.id: p for p in session.scalars(select(Person)) if p.id in members}
    standings = {s.person: s for s in session.scalars(select(PersonStanding)) if s.person in members}
    session.expunge_all()
    plan = Plan(file, reading, people, standings, groups, cells=list(cells))
    plan.differences = list(_differences(plan))
    return plan


def _differences(plan: Plan) -> Iterator[Difference]:
    for group in plan.groups:
        person = plan.people.get(group.found.member or "")
        standing = plan.standings.get(group.found.member or "")
        if person is None or standing is None or group.found.verdict == "conflict":
            continue
        life = {name: getattr(standing, name) for name in _DATED}
        for index in group.indexes:
            row = {k: v for k, v in plan.reading.persons[index].items() if k not in _PLACE}
            for name, have, told in differences(person, life, row):
                yield Difference(index, person.id, person.name, name, have, told)


def converted(reading: Reading) -> list[tuple[str, int, str, str, str]]:
    """(sheet, row, encoding, as it stood in the file, as it is read) of cells with an old encoding."""
    found = []
    rows = {(person["sheet"], person["row"]) for person in reading.persons}
    rows |= {(problem.sheet, problem.row) for problem in reading.rejected}
    for grid in reading.grids:
        for row, column, cell in grid.sheet.cells():
            if (grid.sheet.name, row) in rows and (encoding := grid.encoding(row, column)):
                text = grid.text(row, column)
                if text != cell.text:
                    found.append((grid.sheet.name, row, encoding, cell.text, text))
    return found
