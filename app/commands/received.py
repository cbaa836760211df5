"""The committee's side: the queue of received dossiers, returning one, one meeting for several."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from app.commands.answers import Answer, WrongUse, columns
from app.commands.desk import Desk, text_of
from app.commands.parser import each_pair, pairs
from app.commands.telling import Told
from app.words import _

if TYPE_CHECKING:
    from app.procedures.together_meeting import Judged


def received(desk: Desk) -> Answer:
    """The queue, with the problems this workspace's checks find now in those it has to act on."""
    from app.procedures import engine
    from app.procedures.checks import problems
    from app.reports import received as reports

    words = desk.words
    with desk.office() as workspace, desk.looking(workspace) as unit:
        office = workspace.organisation_id
        rows = reports.fetch(unit.session, office, state=words.state or "", limit=words.limit)
        told: list[dict[str, Any]] = []
        for row in rows:
            found = []
            if row.here:
                dossier = engine.load_case(unit, row.case)
                found = problems(dossier, engine.stand(dossier))
            told.append(
                {
                    "id": row.case,
                    "procedure": row.procedure,
                    "person": row.person,
                    "name": row.name,
                    "office": row.office,
                    "office_name": row.office_name,
                    "packages": row.packages,
                    "step": row.step or None,
                    "state": row.state,
                    "since": row.since or None,
                    "due": row.due or None,
                    "result": row.result or None,
                    "block": sum(1 for p in found if p.severity == "block"),
                    "warn": sum(1 for p in found if p.severity == "warn"),
                    "problems": [p.answer() for p in found],
                }
            )
        counts = reports.counts(unit.session, office)
    lines = columns([(d["name"], d["office_name"], d["step"], d["state"], d["due"], d["id"]) for d in told])
    return Answer({"counts": counts, "dossiers": told}, lines or [_("Không có hồ sơ nào.")])


def give_back(desk: Desk) -> Answer:
    """Return a dossier with several remarks at once."""
    from app.procedures.reviewing import ReturnDossier

    words = desk.words
    remarks = tuple(each_pair(words.remark, "--remark"))
    with desk.office() as workspace:
        act = desk.do(workspace, ReturnDossier(words.case, words.step, words.date, remarks)).result
        reopened = [step for step, _attempt in act.reopened]
        told = Told(desk, workspace, words.case)
    return Answer({**told.short, "step": words.step, "reopened": reopened}, told.lines)


def together(desk: Desk) -> Answer:
    """One meeting for several dossiers at the same step: all of them or none."""
    from app.procedures.together_meeting import MeetTogether, numbers_from

    words = desk.words
    rows = [_judged(case, text) for case, text in each_pair(words.case, "--case")]
    if not rows:
        raise WrongUse("wrong_use", _("Còn thiếu: {0}.").format("--case"))
    numbers = (
        dict(zip((r.case for r in rows), numbers_from(words.number_from, len(rows)), strict=True))
        if (words.number_from)
        else {}
    )
    numbers |= pairs(words.number, "--number")
    motions = pairs(words.motion, "--motion")
    for option, named in (("--number", numbers), ("--motion", motions)):
        if strange := set(named) - {r.case for r in rows}:
            raise WrongUse(
                "wrong_use",
                _("{option}: hồ sơ {id} không có trong --case.").format(option=option, id=min(strange)),
            )
    command = MeetTogether(
        words.step,
        words.date,
        tuple(
            replace(r, number=numbers.get(r.case), date=words.paper_date, motion=motions.get(r.case))
            for r in rows
        ),
        words.form,
        words.signer,
        words.chair,
        words.writer,
        words.absent,
        words.present,
        words.secret,
    )
    with desk.office() as workspace:
        done = desk.do(workspace, command).result
        told = [_told(desk, workspace, row) for row in done]
    lines = columns([(t["name"], t["outcome"], t["number"], ", ".join(t["next"]), t["case"]) for t in told])
    return Answer({"step": words.step, "cases": told}, lines)


def _judged(case: str, text: str) -> Judged:
    """FOR/AGAINST[/BLANK[/OUTCOME]] of one dossier; a dash stands for a count that was not taken."""
    from app.procedures.together_meeting import Judged

    parts = text.split("/")
    counts = [None if part in ("", "-") else part for part in (*parts[:3], "", "")[:3]]
    wrong = len(parts) < 2 or len(parts) > 4 or any(c is not None and not c.isdecimal() for c in counts)
    if wrong:
        raise WrongUse(
            "wrong_use",
            _("{option}: “{text}” không đúng kiểu.").format(option="--case", text=text),
            _("Ghi ID=TÁN-THÀNH/KHÔNG/TRẮNG/KẾT-QUẢ, ví dụ {example}.").format(example="ID=14/1/0/admit"),
        )
    agree, against, blank = (int(c) if c is not None else None for c in counts)
    return Judged(case, agree, against, blank, parts[3] if len(parts) == 4 else None)


def _told(desk: Desk, workspace: Any, row: Any) -> dict[str, Any]:
    told = Told(desk, workspace, row.case)
    vote = row.voted.vote if row.voted is not None else None
    return {
        **told.short,
        "name": told.whole["name"],
        "base": vote.base if vote is not None else None,
        "needed": vote.needed if vote is not None else None,
        "passed": row.voted.passed if row.voted is not None else None,
        "outcome": text_of(row.outcome) if row.outcome else None,
        "number": row.number,
    }
