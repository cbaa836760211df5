"""Opening an office: its workspace with the derived tables and rules that belong to it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.storage import workspace
from app.storage.clock import Clock
from app.storage.workspace import Workspace

if TYPE_CHECKING:
    from app.storage.unit import Unit


def _derive(unit: Unit) -> None:
    """The derived tables follow; loaded with the first deed, so that opening a workspace is quick."""
    from app.procedures import standing

    standing.derive(unit)


def create_office(path: Path, *, clock: Clock | None = None, **office: Any) -> tuple[Workspace, str]:
    """A new workspace and the secret of its recovery sheet; see `app.storage.workspace.create`."""
    return workspace.create(path, clock=clock, derive=_derive, **office)


def open_office(
    path: Path, password: str, *, user: str | None = None, recovery: str | None = None
) -> Workspace:
    """An existing workspace; see `app.storage.workspace.open_workspace`."""
    return workspace.open_workspace(path, password, user=user, recovery=recovery, derive=_derive)
