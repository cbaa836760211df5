"""The program's side of each measurement, by its public calls; the raw limits stand in `bench.run`.

A side that cannot be measured yet raises `NotMeasured` with the reason, which the report then states.
"""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any


class NotMeasured(Exception):
    """Why a measurement could not be made."""


def start_command(members: int, folder: Path) -> list[str]:
    """The command that starts the program on a workspace of so many members and ends after its first paint.

    It must print one line `painted S` once the list is filled and painted, S the seconds its password
    check took. `folder` is free for the workspace. To fill in: build the workspace, then return
    `[sys.executable, "-m", "app", "-w", DIR, …]` with the option that makes the window end so.
    """
    raise NotMeasured("the window has no way yet to end after its first paint")


def read_members(workbook: Path) -> int:
    """Read a member list as the import does, up to the preview; the rows taken. Saving is not part of it."""
    try:
        from app.imports import read_list
    except ImportError as error:
        raise NotMeasured(f"the import cannot be loaded: {error}") from None
    return len(read_list(workbook, today=datetime.date(2026, 1, 1)).persons)


def package(members: int, folder: Path) -> tuple[float, float, list[dict[str, Any]]]:
    """Send so many members and take them in: seconds out, seconds in, the entries that travelled.

    To fill in: two joined workspaces in `folder`, the outbox of one, the inbox of the other; password
    checks outside the clock.
    """
    raise NotMeasured("the outbox and inbox are not wired to this measurement yet")
