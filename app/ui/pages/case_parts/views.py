"""A case and one of its steps as plain values: what the page draws and compares."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from app.regulations.procedures import Step
    from app.ui.pages.case_parts.rule_words import CheckView, RuleView


@dataclass(frozen=True)
class EntryView:
    """One entry of the timeline: a group of steps. `steps` are those that belong to this case."""

    number: int
    title: str
    note: str
    state: str
    steps: tuple[str, ...]

    @property
    def key(self) -> str:
        return str(self.number)


@dataclass(frozen=True)
class CaseView:
    """A case as its head and timeline show it."""

    id: str
    person: str
    name: str
    procedure: str
    summary: str
    own: bool
    """Whether it is this office's case; else a superior looks at a cell's."""
    taken_over: bool
    ended: str
    entries: tuple[EntryView, ...]
    now: tuple[str, ...]
    mine: tuple[str, ...]
    """The steps now that this office does or records."""
    any_time: tuple[tuple[str, str], ...]
    opened: str = ""

    def entry_of(self, step: str) -> EntryView | None:
        """The entry a step stands in; None for one that may be recorded at any time."""
        return next((e for e in self.entries if step in e.steps), None)


@dataclass(frozen=True)
class PaperView:
    """A paper of the checklist; `record` holds what was entered of it."""

    form: str
    name: str
    have: bool
    date: str
    number: str
    signer: str
    kept: str
    need: bool
    prints: bool


@dataclass(frozen=True)
class ActView:
    """The newest attempt at a step."""

    date: str | None
    outcome: str | None
    facts: dict[str, Any]
    from_paper: dict[str, str]
    owner: str
    remarks: tuple[tuple[str, str], ...]
    reopened: tuple[str, ...]
    entry: str
    counts: bool


@dataclass(frozen=True)
class StepView:
    """The step in view."""

    step: Step
    state: str
    act: ActView | None
    number: int
    group: str
    """The words of its entry in the timeline."""
    siblings: tuple[tuple[str, str, str, str], ...]
    """(id, title, state, note) of the steps of one entry, when there are several."""
    kind: str
    """own: done here; paper: another office's, recorded from its paper; read: only to be read."""
    office: str
    office_packages: bool
    since: str
    waits: str
    """Why it is not this step's turn."""
    sent_back: tuple[str, ...]
    """What a return found wrong with this step."""
    papers: tuple[PaperView, ...]
    document: str
    """The form that is this step's own document, "" for none."""
    has_vote: bool
    needs_vote: bool
    vote: dict[str, Any] | None
    meeting: dict[str, Any]
    rules: tuple[RuleView, ...]
    checks: tuple[CheckView, ...]
    locked: bool
    returnable: tuple[tuple[str, str], ...]
    next: str
    next_number: int

    @property
    def foreign(self) -> bool:
        return self.kind == "paper"
