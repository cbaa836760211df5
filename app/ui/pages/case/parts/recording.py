"""From what was typed in the step panel to the command that records it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from app.procedures.ballots import RecordVote
from app.procedures.cases import PutPaper, RecordStep
from app.procedures.deeds import Command, Together
from app.words import _

if TYPE_CHECKING:
    from app.ui.pages.case.parts.step_panel import StepPanel
    from app.ui.pages.case.parts.views import CaseView, StepView


def ready(view: StepView, panel: StepPanel, taken_over: bool) -> bool:
    """Whether all that must be typed is; what is missing says so beside its field."""
    if not panel.settle():
        return False
    if panel.vote is not None:
        votes = panel.vote.ballots()
        if not votes and view.needs_vote and not taken_over:
            panel.point("for", _("Chưa ghi số phiếu tán thành và không tán thành."))
            return False
        if votes and panel.more["secret"].value() is None:
            panel.point("secret", _("Chọn phiếu kín hay giơ thẻ."))
            return False
    if panel.outcome is not None and panel.outcome.value() is None:
        panel.point("outcome", _("Chọn kết quả của bước này."))
        return False
    if panel.returning and panel.returned is not None and not panel.returned.typed():
        panel.point("reopen", _("Đánh dấu ít nhất một bước cần làm lại."))
        return False
    own_document = view.step.chain and view.kind == "own" and "doc_number" in panel.more
    if own_document and not panel.returning and not panel.text("doc_number"):
        panel.point("doc_number", _("Chưa ghi số văn bản."))
        return False
    if view.kind == "paper":
        for name, sentence in (
            ("number", _("Chưa ghi số văn bản.")),
            ("issuer", _("Chưa ghi nơi ban hành.")),
        ):
            if not panel.text(name):
                panel.point(name, sentence)
                return False
    return True


def command(case: CaseView, view: StepView, panel: StepPanel) -> Command:
    """The deed: the step or its vote, with the number of its own document, all in one."""
    day = panel.whole_day()
    assert day is not None
    date, reason = day.isoformat(), panel.text("reason") or None
    outcome = panel.outcome.value() if panel.outcome is not None else None
    values = panel.values()
    remarks = panel.returned.typed() if panel.returning and panel.returned is not None else {}
    if view.kind == "paper":
        paper = {"number": panel.text("number"), "date": date, "issuer": panel.text("issuer")}
        step = RecordStep(
            case.id,
            view.step.id,
            date,
            outcome,
            values,
            reopen=tuple(remarks),
            remarks=tuple(remarks.items()),
            from_paper=paper,
            accept=panel.confirm.chosen(),
            reason=reason,
        )
        if view.document and not remarks:
            return Together((step, PutPaper(case.id, view.document, date, paper["number"], reason=reason)))
        return step
    accept = panel.confirm.chosen()
    votes = panel.vote.ballots() if panel.vote is not None and not remarks else []
    parts: list[Command] = []
    if votes:
        parts += _votes(case, view, panel, votes, values)
    if not votes or accept:
        parts.append(
            RecordStep(
                case.id,
                view.step.id,
                date,
                outcome,
                {} if votes else values,
                reopen=tuple(remarks),
                remarks=tuple(remarks.items()),
                accept=accept,
                reason=reason,
            )
        )
    document = _document(case, view, panel, date, reason)
    parts = [document, *parts] if document is not None else parts
    return Together(tuple(parts)) if len(parts) > 1 else parts[0]


def _votes(
    case: CaseView,
    view: StepView,
    panel: StepPanel,
    votes: list[tuple[str, dict[str, Any]]],
    values: dict[str, Any],
) -> list[Command]:
    """One vote for each motion of the evening; the last one states the outcome of the step."""
    day = panel.whole_day()
    assert day is not None and panel.outcome is not None
    made: list[Command] = []
    for at, (motion, fields) in enumerate(votes):
        last = at == len(votes) - 1
        made.append(
            RecordVote(
                case.id,
                view.step.id,
                day.isoformat(),
                motion=motion or None,
                outcome=panel.outcome.value() if last else None,
                secret=bool(panel.more["secret"].value()),
                chair=panel.text("chair") or None,
                writer=panel.text("writer") or None,
                values=values if last else {},
                **{"reason": panel.text("reason") or None, **fields},
            )
        )
    return made


def _document(
    case: CaseView, view: StepView, panel: StepPanel, date: str, reason: str | None
) -> Command | None:
    """The step's own document, where its number was typed and is not on file as it stands."""
    number, signer = panel.text("doc_number"), panel.text("doc_signer")
    if not number and not panel.text("doc_date"):
        return None
    dated = panel.text("doc_date") or date
    have = next((p for p in view.papers if p.form == view.document and p.have), None)
    shown = "/".join(reversed(dated.split("-")))
    if have is not None and (have.number, have.date, have.signer) == (number, shown, signer):
        return None
    return PutPaper(case.id, view.document, dated, number or None, signer or None, reason=reason)
