"""Commands of the contract that this version does not have yet: refused plainly."""

from __future__ import annotations

from app.commands.answers import Answer
from app.commands.desk import Desk
from app.trouble import Refused
from app.words import _


def not_yet_available(name: str) -> Refused:
    """The refusal of a command that comes in a later version."""
    return Refused(
        "not_yet_available",
        _("Lệnh {name} chưa có trong bản này.").format(name=name),
        _("Xem các lệnh đã có bằng so-chi-bo --help."),
    )


def not_yet(desk: Desk) -> Answer:
    """Refuse; nothing is opened, nothing changes."""
    raise not_yet_available(desk.words.path)
