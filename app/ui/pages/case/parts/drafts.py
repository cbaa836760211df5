"""Drafts: what is typed and not yet recorded outlives going to another step."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from app.ui.pages.case.parts.step_panel import StepPanel
    from app.ui.pages.case.parts.views import ActView


@dataclass(frozen=True)
class Draft:
    """The typed words of one step; they belong to the act that was shown when they were typed."""

    act: ActView | None
    day: Any
    values: dict[str, Any]
    more: dict[str, Any]
    outcome: Any
    outcome_typed: bool
    votes: Any
    came: Any
    returned: dict[str, str]
    confirmed: tuple[str, ...]


def take(panel: StepPanel) -> Draft | None:
    """What was typed and is not recorded, None for nothing."""
    if not panel.dirty or panel.view is None or panel.day is None:
        return None
    return Draft(
        act=panel.view.act,
        day=panel.day.value(),
        values=panel.values(),
        more={name: field.value() for name, field in panel.more.items()},
        outcome=panel.outcome.value() if panel.outcome is not None else None,
        outcome_typed=panel.outcome_typed,
        votes=panel.vote.votes() if panel.vote is not None else None,
        came=panel.vote.came if panel.vote is not None else None,
        returned=panel.returned.typed() if panel.returned is not None else {},
        confirmed=panel.confirm.chosen(),
    )


def put(panel: StepPanel, draft: Draft | None) -> None:
    """Put back what was typed before; nothing when the step was recorded since."""
    if draft is None or panel.view is None or draft.act != panel.view.act or panel.day is None:
        return
    if not panel.editable:
        return
    panel.day.set_value(draft.day)
    if panel.facts is not None:
        panel.facts.show_kept(
            {n: kept(field.fact.type, draft.values.get(n)) for n, field in panel.facts.fields.items()}
        )
    for name, made in panel.rows.items():
        made.show_kept(draft.values.get(name, []))
    for name, value in draft.more.items():
        if name in panel.more:
            panel.more[name].set_value(value)
    if panel.vote is not None and draft.votes is not None:
        panel.vote.put_back(draft.votes, draft.came)
    if panel.outcome is not None:
        panel.outcome.set_value(draft.outcome)
    if panel.returned is not None:
        panel.returned.show_typed(draft.returned)
    panel.confirm.choose(draft.confirmed)
    panel.taken_up(draft.outcome_typed)


def kept(kind: str, typed: Any) -> Any:
    """A typed value in the form in which records keep it."""
    if typed in (None, ""):
        return None
    return int(typed) if kind == "number" else typed
