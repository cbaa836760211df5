"""Received dossiers as the queue shows them: words for states, cells of a row, what the checks found."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from app.models.folding import fold
from app.procedures import engine
from app.procedures.checks import problems
from app.procedures.definitions import procedures
from app.procedures.duties import overdue_text
from app.procedures.reviewing import changes_since, last_return, remarks_by_step, step_to_mend
from app.reports.received import Received
from app.trouble import Refused
from app.ui.pages.case.parts import words
from app.ui.widgets.table import Cell
from app.words import N_, _

if TYPE_CHECKING:
    from app.storage.unit import Unit

STATES = {
    "new": (N_("Mới đến"), ""),
    "again": (N_("Gửi lại"), "amber"),
    "looking": (N_("Đang xem xét"), ""),
    "returned": (N_("Đã trả lại"), "grey"),
    "waiting": (N_("Chờ nơi khác"), ""),
    "decided": (N_("Đã quyết định"), "green"),
}
TICKED, UNTICKED = "checkbox-fill", "checkbox-blank"
NEAR = 7  # days before a deadline wears a badge, as on the other lists


@dataclass(frozen=True)
class Finding:
    """One problem, with the place where it is mended (STEP, STEP.FACT, paper:FORM)."""

    severity: str
    text: str
    place: str


@dataclass(frozen=True)
class Found:
    """What this workspace's own checks find in a dossier now."""

    findings: tuple[Finding, ...] = ()

    @property
    def blocks(self) -> int:
        return sum(1 for one in self.findings if one.severity == "block")

    @property
    def warns(self) -> int:
        return sum(1 for one in self.findings if one.severity == "warn")


@dataclass(frozen=True)
class Answered:
    """The last return of this office: its day, what was remarked, and what changed since."""

    day: str
    remarks: tuple[tuple[str, str], ...]
    """(title of the step, remark)"""
    changes: tuple[str, ...]


def find(unit: Unit, cases: Iterable[str]) -> dict[str, Found]:
    """Run the checks of these dossiers; one that is not here any more is left out."""
    told = {}
    for case in cases:
        try:
            dossier = engine.load_case(unit, case)
        except Refused:
            continue
        found = problems(dossier, engine.stand(dossier))
        places = [(p, step_to_mend(dossier.procedure, p)) for p in found if p.severity in ("block", "warn")]
        told[case] = Found(
            tuple(Finding(p.severity, p.message, p.field or (step.id if step else "")) for p, step in places)
        )
    return told


def answered(unit: Unit, case: str) -> Answered | None:
    """What this office remarked at its last return and what came since; None where it returned nothing."""
    dossier = engine.load_case(unit, case)
    act = last_return(dossier)
    if act is None:
        return None
    titles = {s.id: _(s.title) for s in dossier.procedure.steps}
    remarks = [
        (titles.get(step, step), text)
        for step, texts in remarks_by_step(dossier, act).items()
        for text in texts or ("",)
    ]
    changes = tuple(change.text for change in changes_since(dossier, act))
    return Answered(words.date_of(act.date), tuple(remarks), changes)


def procedure_title(line: Received) -> str:
    """The name of the procedure."""
    known = procedures().get(line.procedure)
    return _(known.title) if known else line.procedure


def step_title(line: Received) -> str:
    """The name of the step that is now, "" for none."""
    known = procedures().get(line.procedure)
    step = known.step(line.step) if known and line.step else None
    return _(step.title) if step else ""


def matches(line: Received, text: str) -> bool:
    """Whether every word typed begins a word of the name or numbers, or every one a word of the office."""
    parts = fold(text).split()
    known = (line.folded.split(), fold(line.office_name).split())
    return any(all(any(word.startswith(part) for word in some) for part in parts) for some in known)


def state_cell(line: Received) -> Cell:
    """How far it is with a dossier; an ended one says how it ended."""
    text, tone = STATES[line.state]
    if line.ended and line.result not in ("", "done"):
        return Cell(_(words.RESULTS.get(line.result, text)), "grey")
    return Cell(_(text), tone)


def due_cell(line: Received, today: datetime.date) -> Cell:
    """The deadline: a date, and a badge with the days left when it is late or near."""
    if not line.due or not line.here:
        return Cell(words.date_of(line.due) or "–")
    due = datetime.date.fromisoformat(line.due)
    days = (due - today).days
    if days > NEAR:
        left = _("còn {n} ngày").format(n=days)
        return Cell(words.day_words(due), second=left, spoken=f"{words.day_words(due)}, {left}")
    return Cell(overdue_text(due, today), "rust" if days < 0 else "amber", spoken=words.day_words(due))


def checks_text(found: Found) -> str:
    """ "2 chặn, 1 nhắc", "Không thấy lỗi"."""
    parts = [_("{n} chặn").format(n=found.blocks)] if found.blocks else []
    parts += [_("{n} nhắc").format(n=found.warns)] if found.warns else []
    return ", ".join(parts) or _("Không thấy lỗi")


def checks_cell(line: Received, found: Found | None) -> Cell:
    """What the checks found; an ellipsis while they run."""
    if not line.here:
        return Cell("–")
    if found is None:
        return Cell("…", spoken=_("đang kiểm tra"))
    tone = "rust" if found.blocks else "amber" if found.warns else ""
    return Cell(checks_text(found), tone)


def cells(line: Received, found: Found | None, ticked: bool, today: datetime.date) -> dict[str, Any]:
    """The row of a dossier."""
    tick = Cell(icon=TICKED if ticked else UNTICKED, spoken=_("đã chọn") if ticked else _("chưa chọn"))
    return {
        "id": line.case,
        "tick": tick if line.here else Cell(spoken=_("không đến lượt nơi này")),
        "name": line.name,
        "cell": Cell(line.office_name or "–", second="" if line.packages else _("hồ sơ giấy")),
        "procedure": procedure_title(line),
        "step": step_title(line) or "–",
        "since": words.date_of(line.since) or "–",
        "due": due_cell(line, today),
        "checks": checks_cell(line, found),
        "state": state_cell(line),
    }


SORT = {
    "name": lambda line: (line.sort_key,),
    "cell": lambda line: (fold(line.office_name), line.sort_key),
    "procedure": lambda line: (line.procedure, line.sort_key),
    "step": lambda line: (line.step, line.sort_key),
    "since": lambda line: (line.since, line.sort_key),
    "due": lambda line: (line.due or "9999", line.sort_key),
    "state": lambda line: (list(STATES).index(line.state), line.sort_key),
}
