"""What one PC remembers for its user: where workspaces lie, text size, theme, idle minutes, columns.

Paths and choices only; nothing about people. A damaged or unwritable file never stops the program.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

IDLE_MINUTES = (5, 10, 15, 30, 60)
_DEFAULTS: Mapping[str, Any] = {
    "workspaces": [], "scale": 100, "theme": "light", "idle": 10, "geometry": "", "columns": {}, "heads": {},
}  # fmt: skip


class Preferences:
    """Settings of this PC, kept in one small file; `put` writes at once."""

    def __init__(self, file: Path | None = None) -> None:
        self.file = file or _place()
        self._values: dict[str, Any] = {}
        try:
            found = json.loads(self.file.read_text("utf-8"))
        except (OSError, ValueError):
            found = {}
        if isinstance(found, dict):
            self._values = {
                key: value for key, value in found.items()
                if key in _DEFAULTS and isinstance(value, type(_DEFAULTS[key]))
            }  # fmt: skip

    def get(self, key: str) -> Any:
        """A setting, its default while it was never set."""
        return self._values.get(key, _DEFAULTS[key])

    def put(self, key: str, value: Any) -> None:
        """Remember a setting; where the file cannot be written it holds until the program ends."""
        from app.storage.files import write_bytes
        from app.trouble import Trouble

        if self._values.get(key) == value:
            return
        self._values[key] = value
        try:
            self.file.parent.mkdir(parents=True, exist_ok=True)
            write_bytes(self.file, json.dumps(self._values, ensure_ascii=False, indent=1).encode())
        except (OSError, Trouble):
            return

    # Workspaces

    @property
    def workspaces(self) -> list[Path]:
        """Known workspaces that are still there, the one opened last first."""
        return [path for path in map(Path, self.get("workspaces")) if (path / "keyring.json").exists()]

    def opened(self, folder: Path) -> None:
        """Remember a workspace as the one opened last."""
        path = str(folder.resolve())
        self.put("workspaces", [path, *(p for p in self.get("workspaces") if p != path)][:20])

    # Small maps

    def columns(self, table: str) -> list[str] | None:
        """The columns of a table its user has hidden; None while never chosen."""
        found = self.get("columns").get(table)
        return [str(key) for key in found] if isinstance(found, list) else None

    def put_columns(self, table: str, hidden: list[str]) -> None:
        """Remember the hidden columns of a table."""
        self.put("columns", {**self.get("columns"), table: hidden})

    @property
    def heads(self) -> dict[str, str | None]:
        """What the heads of lists were said to mean, by their folded words."""
        return dict(self.get("heads"))

    def put_heads(self, heads: Mapping[str, str | None]) -> None:
        """Remember what heads mean."""
        self.put("heads", {**self.get("heads"), **heads})


def _place() -> Path:
    from platformdirs import user_config_path

    return user_config_path("so-chi-bo", appauthor=False) / "settings.json"
