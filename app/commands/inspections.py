"""Inspections of Chỉ thị 28 by a committee, by command line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from app.commands.answers import Answer, columns
from app.commands.desk import Desk
from app.commands.rounds import chosen, log_view, print_round
from app.words import _

if TYPE_CHECKING:
    from app.models import RoundItem
    from app.storage.workspace import Workspace


def open_inspection(desk: Desk) -> Answer:
    """Record the plan."""
    from app.procedures.inspection import OpenInspection

    words = desk.words
    command = OpenInspection(
        words.title,
        words.date or "",
        words.number or "",
        words.content or "",
        words.start or "",
        words.end or "",
    )
    with desk.office() as workspace:
        return _told(desk, workspace, desk.do(workspace, command).result.id)


def record(desk: Desk) -> Answer:
    """Record what was found at an organisation."""
    from app.procedures.inspection import RecordFinding
    from app.procedures.rounds import INSPECTION

    words = desk.words
    with desk.office() as workspace:
        wanted = chosen(desk, workspace, INSPECTION)
        told = {"date": words.date or "", "finding": words.finding or ""}
        told |= {"remedy": words.remedy or "", "due": words.due or ""}
        desk.do(workspace, RecordFinding(wanted, words.office, words.topic, words.outcome, **told))
        return _told(desk, workspace, wanted)


def follow(desk: Desk) -> Answer:
    """Record a look at a remedy."""
    from app.procedures.inspection import FollowUp

    words = desk.words
    with desk.office() as workspace:
        done = desk.do(workspace, FollowUp(words.item, words.date or "", words.text, words.done))
        return _told(desk, workspace, done.result.round)


def show(desk: Desk) -> Answer:
    """One inspection with its findings, or all overdue remedies."""
    from app.procedures.inspection import overdue
    from app.procedures.rounds import INSPECTION

    with desk.office() as workspace:
        if not desk.words.overdue:
            return _told(desk, workspace, chosen(desk, workspace, INSPECTION))
        with desk.looking(workspace) as unit:
            told = [_finding(item, desk) for item in overdue(unit)]
    return Answer({"findings": told}, columns([_line(one) for one in told]) or [_("Không có việc quá hạn.")])


def close(desk: Desk) -> Answer:
    """End the inspection; remedies are followed up after it."""
    from app.procedures.rounds import INSPECTION, CloseRound

    words = desk.words
    with desk.office() as workspace:
        wanted = chosen(desk, workspace, INSPECTION)
        desk.do(workspace, CloseRound(wanted, words.date or "", words.note or ""))
        return _told(desk, workspace, wanted)


def paper(desk: Desk) -> Answer:
    """Print the record of the inspection."""
    from app.procedures.rounds import INSPECTION

    return print_round(desk, INSPECTION)


def _told(desk: Desk, workspace: Workspace, wanted: str) -> Answer:
    from app.procedures.rounds import INSPECTION, items, own_round, title_of

    with desk.looking(workspace) as unit:
        round_ = own_round(unit, wanted, INSPECTION)
        found = sorted(
            items(unit, wanted), key=lambda one: (one.data.get("name", ""), one.date or "", one.id)
        )
        told = [_finding(item, desk) for item in found]
        data: dict[str, Any] = {"id": wanted, "title": title_of(round_), "opened": round_.opened}
        data |= {"closed": round_.closed, "plan": round_.data or {}, "findings": told}
    log_view(desk, workspace, wanted)
    return Answer(data, [str(data["title"]), *columns([_line(one) for one in told])])


def _finding(item: RoundItem, desk: Desk) -> dict[str, Any]:
    from app.procedures.inspection import state_of

    told = {"id": item.id, "office": item.office, "date": item.date, "outcome": item.outcome}
    return {**told, "state": state_of(item, desk.today), **(item.data or {})}


def _line(one: dict[str, Any]) -> tuple[Any, ...]:
    from app.procedures.inspection import STATES, TOPICS

    state = _(STATES[one["state"]])
    return one["name"], _(TOPICS[one["topic"]]), one.get("finding"), state, one.get("due"), one["id"]
