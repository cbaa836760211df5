"""Opinions asked outside the cell, by command line."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.commands.answers import Answer, WrongUse, columns
from app.commands.desk import Desk
from app.words import _

if TYPE_CHECKING:
    from app.models import RoundItem
    from app.storage.unit import Unit
    from app.storage.workspace import Workspace


def ask(desk: Desk) -> Answer:
    """Record that somebody outside was asked."""
    from app.procedures.opinions import AskOpinion

    words = desk.words
    command = AskOpinion(
        words.kind,
        words.organisation,
        words.about,
        words.person,
        words.date or "",
        words.number or "",
        words.reply_by or "",
    )
    with desk.office() as workspace:
        return _one(desk, workspace, desk.do(workspace, command).result.id)


def answer(desk: Desk) -> Answer:
    """Record the answer."""
    from app.procedures.opinions import AnswerOpinion

    words = desk.words
    command = AnswerOpinion(
        words.item,
        words.date or "",
        words.number or "",
        words.text or "",
        words.no_view,
        words.total,
        words.for_,
        words.against,
    )
    with desk.office() as workspace:
        desk.do(workspace, command)
        return _one(desk, workspace, words.item)


def cancel(desk: Desk) -> Answer:
    """Take a question back."""
    from app.procedures.opinions import CancelOpinion

    with desk.office() as workspace:
        desk.do(workspace, CancelOpinion(desk.words.item, desk.words.reason))
    return Answer({"id": desk.words.item}, [_("Đã hủy mục hỏi ý kiến.")])


def list_all(desk: Desk) -> Answer:
    """All questions, or those that wait."""
    from app.procedures.opinions import opinions, reminder_days

    with desk.office() as workspace, desk.looking(workspace) as unit:
        told = [_told(unit, item) for item in opinions(unit)]
        days = reminder_days(unit)
    if desk.words.waiting:
        told = [one for one in told if one["outcome"] is None]
    data = {"reminder_days": days, "opinions": told}
    lines = columns([_line(one) for one in told]) if told else [_("Chưa hỏi ý kiến nơi nào.")]
    if days is None:
        lines.append(_("Chưa đặt thời hạn nhắc (opinions.reminder_days): theo quy định của cấp ủy."))
    return Answer(data, lines)


def letter(desk: Desk) -> Answer:
    """Print the letter."""
    from app.exports import docx, pdf
    from app.exports.filled_opinions import letter as made_of

    out = Path(desk.words.out)
    render = {".pdf": pdf.render, ".docx": docx.render}.get(out.suffix.lower())
    if render is None:
        raise WrongUse("wrong_use", _("{option}: cần tệp .pdf hoặc .docx.").format(option="--out"))
    with desk.office() as workspace, desk.writing(workspace) as unit:
        render(made_of(unit, desk.words.item), out)
        unit.log("print THU-YK", desk.words.item)
    return Answer({"file": str(out), "form": "THU-YK"}, [_("Đã in {file}.").format(file=out)])


def _one(desk: Desk, workspace: Workspace, item: str) -> Answer:
    from app.procedures.opinions import opinion

    with desk.looking(workspace) as unit:
        told = _told(unit, opinion(unit, item))
    return Answer(told, columns([_line(told)]))


def _told(unit: Unit, item: RoundItem) -> dict[str, Any]:
    from app.procedures.opinions import due_of, late

    due = due_of(unit, item)
    told = {"id": item.id, "person": item.person, "outcome": item.outcome, "answered_on": item.date}
    told |= {"answer_number": item.number, "due": due.isoformat() if due else None}
    return {**told, "late": late(unit, item), **(item.data or {})}


def _line(one: dict[str, Any]) -> tuple[Any, ...]:
    from app.procedures.opinions import OUTCOMES

    state = _(OUTCOMES[one["outcome"]]) if one["outcome"] else _("quá hạn") if one["late"] else _("đang chờ")
    return one["asked_on"], one["organisation"], one["about"], state, one["due"], one["id"]
