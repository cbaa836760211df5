"""Books kept for cells without a computer: listing them, beginning one, giving it up."""

from __future__ import annotations

from dataclasses import asdict

from app.commands.answers import Answer, columns
from app.commands.desk import Desk, text_of
from app.words import _


def list_books(desk: Desk) -> Answer:
    """The books this committee keeps."""
    from app.procedures.books import books

    with desk.office() as workspace, workspace.reading() as session:
        found = books(session, workspace.organisation_id)
    lines = columns([(b.code, b.name, text_of(b.place), b.members, b.open_cases) for b in found])
    return Answer({"books": [asdict(b) for b in found]}, lines or [_("Chưa giữ hộ sổ nào.")])


def keep(desk: Desk) -> Answer:
    """Begin the book of a cell without a computer, or correct what is written of one."""
    from app.procedures.books import KeepBook

    words = desk.words
    with desk.office() as workspace:
        made = desk.do(workspace, KeepBook(words.name, words.code, words.place, words.correct or "")).result
        told = {"id": made.id, "code": made.code, "name": made.name, "place": made.place}
    return Answer(
        told,
        [
            _("Giữ hộ sổ của {name}.").format(name=made.name),
            _("Làm việc trong sổ ấy: thêm --book {code}.").format(code=made.code),
        ],
    )


def stop(desk: Desk) -> Answer:
    """Give up a kept book that holds nobody."""
    from app.procedures.books import StopKeeping

    words = desk.words
    with desk.office() as workspace:
        done = desk.do(workspace, StopKeeping(words.code, words.reason)).result
    return Answer(
        {"id": done.id, "code": done.code}, [_("Đã thôi giữ sổ của {name}.").format(name=done.name)]
    )
