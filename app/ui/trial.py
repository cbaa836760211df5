"""Sample workspaces to look at before one begins: made anew each time, apart from everybody's own."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from app.ui.jobs import Task

if TYPE_CHECKING:
    import datetime

    from app.storage.workspace import Workspace


def folder() -> Path:
    """Where the samples lie."""
    from platformdirs import user_data_path

    return user_data_path("so-chi-bo", appauthor=False) / "xem-thu"


def is_trial(workspace: Path) -> bool:
    """Whether a workspace is one of the samples: it is not remembered, its password is no secret."""
    return workspace.resolve().is_relative_to(folder().resolve())


def password() -> str:
    """The password of all samples."""
    from app.demo import PASSWORD

    return PASSWORD


def make(task: Task, today: datetime.date) -> Workspace:
    """Make the samples anew and open the first cell. Raises Trouble."""
    from app.demo import build
    from app.procedures.office import open_office

    place = folder()
    shutil.rmtree(place, ignore_errors=True)
    made = build(place, cells=1, today=today, progress=lambda count, total, _name: task.step(count, total))
    cell = next(one for one in made if one["kind"] == "cell")
    return open_office(Path(cell["path"]), cell["password"])
