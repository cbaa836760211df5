"""Where the program's own data files lie, in a checkout, an installed package and a frozen build."""

from __future__ import annotations

import sys
from pathlib import Path


def resource_folder(name: str) -> Path:
    """The folder `name` under `resources/` ("regulations", "procedures", "codes" …)."""
    frozen = getattr(sys, "_MEIPASS", None)
    root = Path(frozen) if frozen else Path(__file__).resolve().parents[2]
    return root / "resources" / name
