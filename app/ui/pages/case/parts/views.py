"""A case and one of its steps as plain values: what the page draws and compares."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from app.regulations.procedures import Step
    from app.ui.pages.case.parts.rule_words import CheckView, RuleView


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
class FormView:
    """A form of the procedure: the step it belongs to and who writes it."""

    form: str
    title: str
    step: str
    by: str


@dataclass(frozen=True)
class ToldView:
    """A step that may come at any time, as it was recorded."""

    step: str
    title: str
    date: str
    words: str
    owner: str


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
    """(id, title) of the steps that may be recorded now whatever step it is."""
    opened: str = ""
    kind: str = ""
    """Id of the procedure."""
    forms: tuple[FormView, ...] = ()
    told: tuple[ToldView, ...] = ()
    """What came at any time, oldest first."""
    ended_by: str = ""
    """The step whose outcome ended the case."""
    votes: bool = False
    """Whether this office votes at one of its steps."""
    dates: tuple[tuple[str, str], ...] = ()
    """The person's dates in the Party by name; "" for one that is not on file."""

    def entry_of(self, step: str) -> EntryView | None:
        """The entry a step stands in; None for one that may be recorded at any time."""
        return next((e for e in self.entries if step in e.steps), None)


@dataclass(frozen=True)
class PaperView:
    """A paper of the checklist; the rest is what was entered of it."""

    form: str
    name: str
    have: bool
    date: str
    number: str
    signer: str
    kept: str
    need: bool
    prints: bool
    data: Mapping[str, Any] = field(default_factory=dict)
    """Texts and numbers its form takes."""
    id: str = ""
    """The record, where it is this office's own."""
    copies: int = 0
    """How many papers of the form are on file."""
    written: bool = False
    """Whether its form takes texts; with texts and neither date nor number it is still being written."""


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
    accepted: tuple[str, ...] = ()


@dataclass(frozen=True)
class Known:
    """A fact the records already tell, and from where; `fixed`: it is not typed again."""

    value: Any
    source: str
    fixed: bool = False


@dataclass(frozen=True)
class RowHelp:
    """Rows the program can begin: the words of the button, and the rows; or why there are none."""

    button: str
    rows: tuple[Mapping[str, Any], ...] = ()
    sentence: str = ""


@dataclass(frozen=True)
class ColumnHelp:
    """What stands below a column's field, and other words for its choices."""

    hint: str = ""
    choices: Mapping[str, str] = field(default_factory=dict)


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
    """The newest vote of the attempt shown."""
    meeting: dict[str, Any]
    rules: tuple[RuleView, ...]
    checks: tuple[CheckView, ...]
    locked: bool
    returnable: tuple[tuple[str, str], ...]
    next: str
    next_number: int
    motions: tuple[tuple[str, str], ...] = ()
    """(id, title) of what is put to the vote; empty where there is one question only."""
    votes: Mapping[str, dict[str, Any]] = field(default_factory=dict)
    """The votes of the attempt shown by motion ("" where it has no name)."""
    votes_before: tuple[str, ...] = ()
    """What earlier attempts at this vote gave, in words."""
    turn: str = ""
    """Which attempt comes next, where only so many are allowed, and what follows the last."""
    secret_proposed: bool = False
    """Whether the procedure's own rule says ballot, though no source read for it settles that."""
    secret_only: str = ""
    """The rule that asks for a secret ballot, in words; "" where the meeting chooses."""
    known: Mapping[str, Known] = field(default_factory=dict)
    row_help: Mapping[str, RowHelp] = field(default_factory=dict)
    column_help: Mapping[str, Mapping[str, ColumnHelp]] = field(default_factory=dict)
    told: tuple[ToldView, ...] = ()
    """Earlier records of a step that comes at any time."""

    @property
    def foreign(self) -> bool:
        return self.kind == "paper"

    @property
    def warnings(self) -> tuple[CheckView, ...]:
        """The warnings that are read and confirmed at this step: of what was recorded, and before a vote."""
        told = self.act is not None or self.has_vote
        return tuple(c for c in self.checks if c.confirm and told)
