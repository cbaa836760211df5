"""The one door: `tour` or no command opens the window, everything else is a command."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.commands.answers import Answer
    from app.commands.desk import Desk


def main(argv: Sequence[str] | None = None) -> int:
    """Run the program with these words (of the command line by default); its exit code."""
    from app.commands import line

    return line.run(list(sys.argv[1:] if argv is None else argv), {"": _window, "tour": _tour})


def _window(desk: Desk) -> int:
    from app.ui import start

    return start.main(desk.words)


def _tour(desk: Desk) -> Answer:
    from app.ui import tour

    return tour.main(desk.words)


if __name__ == "__main__":
    sys.exit(main())
