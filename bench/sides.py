"""The program's side of each measurement, by its public calls; the raw limits stand in `bench.run`.

A side that cannot be measured yet raises `NotMeasured` with the reason, which the report then states.
"""

from __future__ import annotations

import datetime
import sys
import time
from pathlib import Path
from typing import Any

from sqlalchemy import select

from app.models import EntryRow
from app.storage.clock import Clock
from app.storage.workspace import Workspace


class NotMeasured(Exception):
    """Why a measurement could not be made."""


def start_command(members: int, folder: Path) -> list[str]:
    """The command that starts the program on a workspace of so many members and ends after its first paint.

    It prints one line `painted S`, S the seconds of its password check (`bench.our_window`).
    """
    workspace = _cell(folder / "so", members)
    workspace.close()
    return [sys.executable, "-m", "bench.our_window", str(folder / "so"), PASSWORD]


PASSWORD = "đo tốc độ"
TODAY = datetime.date(2025, 11, 17)


def _cell(folder: Path, members: int) -> Workspace:
    """An open workspace of a cell with so many members."""
    from app.demo.people import People
    from app.procedures.deeds import perform
    from app.procedures.office import create_office
    from app.procedures.people import TakeIn

    name, clock = "Chi bộ đo tốc độ", Clock(TODAY)
    workspace, _secret = create_office(
        folder, name=name, code="25.000.036.001.001", type="cell", password=PASSWORD, clock=clock
    )
    rows = list(People(1, TODAY).members(members, name, "Vân Khê"))
    with workspace.unit(clock) as unit:
        perform(unit, TakeIn(rows))
    return workspace


def read_members(workbook: Path) -> int:
    """Read a member list as the import does, up to the preview; the rows taken. Saving is not part of it."""
    try:
        from app.imports import read_list
    except ImportError as error:
        raise NotMeasured(f"the import cannot be loaded: {error}") from None
    return len(read_list(workbook, today=datetime.date(2026, 1, 1)).persons)


def package(members: int, folder: Path) -> tuple[float, float, list[dict[str, Any]]]:
    """Send so many members and take them in: seconds out, seconds in, the entries that travelled.

    Two joined workspaces lie in `folder`; password checks are outside the clock.
    """
    from app.models.entry import read
    from app.procedures.office import create_office
    from app.sync import inbox, joining, outbox

    clock = Clock(TODAY)
    stick = folder / "usb"
    stick.mkdir()
    superior, _secret = create_office(
        folder / "cap-tren",
        name="Đảng ủy",
        code="25.000.036.000.000",
        type="committee",
        password=PASSWORD,
        clock=clock,
    )
    cell = _cell(folder / "chi-bo", members)
    with superior, cell:
        with superior.unit(clock) as unit:
            invited = joining.invite(
                unit, name="Chi bộ", code="25.000.036.001.001", type="cell", out=stick / "moi"
            )
        with cell.unit(clock) as unit:
            joining.accept(unit, joining.read_invitation(invited.file, invited.join_code))
        begun = time.perf_counter()
        packed = outbox.pack(cell, stick, clock=clock)
        out = time.perf_counter() - begun
        begun = time.perf_counter()
        inbox.unpack(superior, packed.file, clock=clock)
        back = time.perf_counter() - begun
        with cell.reading() as session:
            rows = session.scalars(select(EntryRow).where(EntryRow.audience != ""))
            entries = [read(row.head, row.state) for row in rows]
    return out, back, [{"head": str(e.head_bytes), "state": e.state()} for e in entries]


CELLS, IN_CELL = 60, 30


def open_rating(members: int, folder: Path) -> tuple[float, Workspace]:
    """Seconds to open the rating of a year for so many members, and the workspace with the round."""
    from app.procedures.deeds import perform
    from app.procedures.rating.rounds import OpenRating

    workspace = _cell(folder / "so", members)
    begun = time.perf_counter()
    with workspace.unit(Clock(TODAY)) as unit:
        perform(unit, OpenRating(year=TODAY.year))
    return time.perf_counter() - begun, workspace


def committee_with_ratings(folder: Path) -> Workspace:
    """A committee with 60 cells of 30 members, each with a rating whose members all have a proposed level."""
    from app.demo.people import People
    from app.models import RoundItem
    from app.procedures.books import KeepBook
    from app.procedures.deeds import perform
    from app.procedures.office import create_office
    from app.procedures.people import TakeIn
    from app.procedures.rating.rounds import OpenRating
    from app.procedures.rating.set import SetRating

    clock, name = Clock(TODAY), "Đảng ủy đo tốc độ"
    workspace, _secret = create_office(
        folder, name=name, code="25.000.036.000.000", type="committee", password=PASSWORD, clock=clock
    )
    for number in range(1, CELLS + 1):
        code = f"25.000.036.{number:03}.000"
        with workspace.unit(clock) as unit:
            book = perform(unit, KeepBook(f"Chi bộ {number}", code)).result.id
        with workspace.unit(clock, book=book) as unit:
            perform(unit, TakeIn(list(People(number, TODAY).members(IN_CELL, f"Chi bộ {number}", "Vân Khê"))))
        with workspace.unit(clock, book=book) as unit:
            round_ = perform(unit, OpenRating(year=TODAY.year)).result
            items = unit.session.scalars(select(RoundItem).where(RoundItem.round == round_.id))
            people = [item.person for item in items if item.person and not (item.data or {}).get("not_rated")]
            few = len(people) // 6
            perform(unit, SetRating(round_.id, tuple(people[few:]), {"cell": "good", "group": "outside"}))
            perform(unit, SetRating(round_.id, tuple(people[:few]), {"cell": "excellent"}))
    return workspace


def consolidate(workspace: Workspace) -> int:
    """Count the ratings of all offices; the number of members counted."""
    from app.procedures.rating.summary import summary

    with workspace.reading() as session:
        from app.storage.unit import Unit

        found = summary(Unit(workspace, session, workspace.user, Clock(TODAY), True, ""), TODAY.year)
    assert len(found) == CELLS
    return sum(line.number("members") for line in found)


def rating_rows(workspace: Workspace) -> list[str]:
    """What is written of each member in the ratings, as bare text."""
    from app.storage.engine import rows

    with workspace.reading() as session:
        return [row[0] for row in rows(session, "SELECT json_array(person, subject, data) FROM round_item")]


def bare(path: Path) -> Any:
    """A bare connection to a new encrypted file."""
    from app.storage.engine import connect

    return connect(path, bytes(32))
