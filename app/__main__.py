"""The one door: `tour` or no command opens the window, everything else is a command."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.commands.answers import Answer
    from app.commands.desk import Desk


def main(argv: Sequence[str] | None = None) -> int:
    """Run the program with these words (of the command line by default); its exit code."""
    from app.commands import line

    return line.run(list(sys.argv[1:] if argv is None else argv), {"": _window, "tour": _tour})


def _window(desk: Desk) -> int:
    """The window: on the workspace whose password is at hand, else it asks for one."""
    try:
        from app.ui import start
    except ImportError as error:  # a bare Linux without the libraries of a screen
        from app.trouble import Trouble
        from app.words import _

        raise Trouble(
            "no_screen",
            _("Máy này thiếu thư viện để mở cửa sổ: {name}.").format(name=error),
            _("Cài các gói ghi trong hướng dẫn cài đặt; các lệnh khác vẫn dùng được."),
        ) from error
    words = desk.words
    if words.workspace and desk.knows_password:
        with desk.office() as workspace:
            return start.run(workspace, desk.clock)
    argv = ["-w", words.workspace] if words.workspace else []
    return start.main([*argv, "--today", words.today.isoformat()] if words.today else argv)


def _tour(desk: Desk) -> Answer:
    """The main job played in the real window."""
    from app.commands.answers import Answer
    from app.commands.later import not_yet_available

    try:
        tour = import_module("app.ui.tour")
    except ModuleNotFoundError:
        raise not_yet_available("tour") from None
    out = Path(desk.words.out) if desk.words.out else None
    told = tour.play(out, today=desk.words.today)
    lines = [f"{'✗' if step.get('failed') else '✓'} {step['title']}" for step in told["steps"]]
    return Answer(told, lines, 1 if told["failed"] else 0)


if __name__ == "__main__":
    sys.exit(main())
