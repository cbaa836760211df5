"""Cases: opening, recording steps, papers and votes, checks, lists."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from app.commands.answers import Answer, columns
from app.commands.desk import Desk, text_of
from app.commands.parser import each_pair, pairs
from app.commands.telling import Told
from app.words import _

if TYPE_CHECKING:
    from app.storage.workspace import Workspace


def open_case(desk: Desk) -> Answer:
    """Open a case."""
    from app.procedures.cases import OpenCase

    words = desk.words
    with desk.office() as workspace:
        command = OpenCase(words.procedure, words.person, words.date or "", words.taken_over, words.note)
        case = desk.do(workspace, command).result.id
        told = Told(desk, workspace, case)
    step = told.next[0] if told.next else None
    data = {**told.short, "step": step, "procedure": words.procedure, "rules": told.rules}
    return Answer(data, [_("Đã mở hồ sơ {id}.").format(id=case), *told.lines])


def record(desk: Desk) -> Answer:
    """Record a step."""
    from app.procedures.cases import RecordStep

    words = desk.words
    command = RecordStep(
        words.case,
        words.step,
        words.date,
        words.outcome,
        pairs(words.set),
        reopen=words.reopen,
        remarks=each_pair(words.remark, "--remark"),
        from_paper=_paper(desk),
        accept=words.accept,
        reason=words.reason,
    )
    return _done(desk, command)


def annul(desk: Desk) -> Answer:
    """Take back the newest act of a step."""
    from app.procedures.cases import AnnulAct

    words = desk.words
    return _done(desk, AnnulAct(words.case, words.step, words.reason))


def except_check(desk: Desk) -> Answer:
    """Record the exception paper against a check."""
    from app.procedures.cases import PutException

    words = desk.words
    return _done(desk, PutException(words.case, words.check, words.number, words.date, words.issuer))


def paper(desk: Desk) -> Answer:
    """Record a paper."""
    from app.procedures.cases import PutPaper

    words = desk.words
    command = PutPaper(
        words.case,
        words.form,
        words.date,
        words.number,
        words.signer,
        words.kept,
        pairs(words.set),
        words.reason,
    )
    return _done(desk, command)


def vote(desk: Desk) -> Answer:
    """Record a vote; the base comes from the member list or the seats."""
    from app.procedures.ballots import RecordVote

    words = desk.words
    command = RecordVote(
        words.case,
        words.step,
        words.date,
        words.for_,
        words.against,
        words.blank,
        words.absent,
        words.present,
        words.motion,
        words.outcome,
        words.secret,
        words.chair,
        words.writer,
        words.base,
        pairs(words.set),
        _paper(desk),
        words.reason,
    )
    with desk.office() as workspace:
        voted = desk.do(workspace, command).result
        told = Told(desk, workspace, words.case)
    cast = voted.vote
    data = {
        **told.short,
        "step": words.step,
        "base": cast.base,
        "needed": cast.needed,
        "passed": voted.passed,
        "counted": cast.counted,
        "excluded": cast.excluded,
        "outcome": voted.act.outcome if voted.act is not None else None,
        "text": voted.text,
    }
    verdict = {True: _("đủ phiếu"), False: _("không đủ phiếu"), None: _("chưa có căn cứ để tính")}[
        voted.passed
    ]
    line = _("Tán thành {for_}/{base}, cần {needed}: {verdict}.").format(
        for_=cast.for_, base=text_of(cast.base), needed=text_of(cast.needed), verdict=verdict
    )
    return Answer(data, [line, voted.text, *told.lines])


def check(desk: Desk) -> Answer:
    """All checks of a case."""
    with desk.office() as workspace:
        told = _seen(desk, workspace)
    return Answer(told.short, told.problem_lines or [_("Không có vấn đề nào.")])


def show(desk: Desk) -> Answer:
    """Where a case stands: steps, papers, votes, dates, rules used."""
    with desk.office() as workspace:
        told = _seen(desk, workspace)
    return Answer({**told.short, **told.whole}, told.lines)


def _seen(desk: Desk, workspace: Workspace) -> Told:
    """The case of the command, and a note that it was looked at."""
    from app.procedures.seen import note

    told = Told(desk, workspace, desk.words.case)
    if workspace.sees_all:
        with desk.writing(workspace) as unit:
            note(unit, "view", desk.words.case)
    return told


def list_cases(desk: Desk) -> Answer:
    """Cases, open ones first."""
    from app.reports import cases as reports

    words = desk.words
    with desk.office() as workspace, workspace.reading() as session:
        actor = desk.office_id(workspace) if words.mine else None
        owner = desk.book(workspace) or None
        rows = reports.fetch(
            session, words.procedure, owner=owner, open_only=words.open, actor=actor, limit=words.limit
        )
        told = [
            {
                "id": r.standing.case,
                "procedure": r.standing.procedure,
                "person": r.standing.person,
                "name": r.name,
                "office": r.standing.owner,
                "office_name": r.office,
                "opened": r.standing.opened,
                "step": r.standing.step,
                "actor": r.standing.actor,
                "since": r.standing.since,
                "ended": r.standing.ended,
                "result": r.standing.result,
            }
            for r in rows
        ]
    lines = (
        columns([(c["name"], c["procedure"], c["opened"], c["step"] or c["result"], c["id"]) for c in told])
        if told
        else [_("Không có hồ sơ nào.")]
    )
    return Answer({"cases": told}, lines)


def _paper(desk: Desk) -> dict[str, str] | None:
    """The paper another office's step is recorded from; its date is that of the step unless given."""
    words = desk.words
    if not words.from_paper:
        return None
    from app.procedures.people import day_field

    dated = words.paper_date or words.date
    return {
        "number": words.number or "",
        "issuer": words.issuer or "",
        "date": day_field(dated) if dated else "",
    }


def _done(desk: Desk, command: Any) -> Answer:
    """Do a deed on the case; the answer names the step it was about."""
    words = desk.words
    with desk.office() as workspace:
        desk.do(workspace, command)
        told = Told(desk, workspace, words.case)
    named = [getattr(words, name) for name in ("form", "check") if hasattr(words, name)]
    step = words.step if hasattr(words, "step") else told.step_with(*named)
    return Answer({**told.short, "step": step}, told.lines)
