"""The account of a tour: each step, what came out of it, its pictures."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

from app.storage.files import write_bytes
from app.words import _


def write(path: Path, told: dict[str, Any], day: datetime.date) -> None:
    """Write `tour.md`. Raises Trouble."""
    lines = [
        _("# Chạy thử việc chính"),
        "",
        _(
            "Một chi bộ và đảng ủy cấp trên, mỗi nơi một cửa sổ thật, chạy không cần màn hình. "
            "Ngày bắt đầu: {day}. Người và việc đều là giả."
        ).format(day=f"{day:%d/%m/%Y}"),
        "",
        _("{n} việc, {failed} việc không xong, {seconds} giây.").format(
            n=len(told["steps"]), failed=told["failed"], seconds=str(told["seconds"]).replace(".", ",")
        ),
    ]
    for number, step in enumerate(told["steps"], 1):
        lines += ["", f"## {number}. {step['title']}", ""]
        if step["failed"]:
            lines.append(_("**Không xong:** {why}").format(why=step["failed"]))
        lines += [f"- {note}" for note in step["notes"]]
        lines += [f"- `{file}`" for file in step["files"]]
        lines += [f"\n![{step['title']}](anh/{name})" for name in step["pictures"]]
    write_bytes(path, ("\n".join(lines) + "\n").encode())
