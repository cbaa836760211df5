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
