"""Packages: packing, looking into one, taking one in, the ledger."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.commands.answers import Answer, columns
from app.commands.desk import Desk
from app.words import _

if TYPE_CHECKING:
    from app.storage.unit import Unit
    from app.sync.inbox import Outcome


def pack(desk: Desk) -> Answer:
    """Write a package and read it back."""
    from app.sync import outbox

    words = desk.words
    with desk.office() as workspace:
        made = outbox.pack(workspace, Path(words.out), to=words.to, clock=desk.clock)
    data = {
        "file": str(made.file),
        "package_id": made.package_id,
        "number": made.number,
        "to": made.to,
        "sequence": list(made.sequence),
        "entries": made.entries,
        "counts": made.counts,
        "sha256": made.sha256,
        "notes": made.notes,
    }
    line = _("Đã ghi và kiểm tra gói số {number} gửi {to}: {entries} thay đổi, tệp {file}.").format(**data)
    return Answer(data, [line, *made.notes])


def inspect(desk: Desk) -> Answer:
    """Look at a file; with a workspace everything short of applying."""
    from app.sync import inbox

    words = desk.words
    if words.workspace:
        with desk.office() as workspace:
            found = inbox.inspect(Path(words.file), workspace, checks=_checks, clock=desk.clock)
    else:
        found = inbox.inspect(Path(words.file))
    told = inbox.as_json(found)
    lines = [found.verdict["message"], found.verdict["hint"]]
    if found.preview is not None:
        lines += [f"{row.state_text}  {row.title}: {row.text}" for row in found.preview.rows]
    return Answer(told, [line for line in lines if line])


def unpack(desk: Desk) -> Answer:
    """Take a package in; with `--dry-run` only look."""
    from app.sync import inbox

    words = desk.words
    with desk.office() as workspace:
        outcome = inbox.unpack(
            workspace,
            Path(words.file),
            dry_run=words.dry_run,
            past_gap=words.past_gap,
            checks=_checks,
            clock=desk.clock,
        )
    return Answer(inbox.as_json(outcome), _lines(outcome, words.dry_run))


def _checks(unit: Unit, case: str) -> list[dict[str, Any]]:
    """The checks a dossier fails as it would stand with the package."""
    from app.procedures import engine
    from app.procedures.checks import problems

    dossier = engine.load_case(unit, case)
    return [problem.answer() for problem in problems(dossier, engine.stand(dossier))]


def _lines(outcome: Outcome, looked: bool) -> list[str]:
    what = {
        "applied": _("Nhận được gói số {number} của {sender}: {count} thay đổi.")
        if looked
        else _("Đã nhận gói số {number} của {sender}: {count} thay đổi."),
        "already-received": _("Gói số {number} của {sender} đã nhận ngày {day}."),
        "waiting": _("Gói số {number} của {sender} chờ gói trước đó."),
    }[outcome.status]
    first = what.format(
        number=outcome.number, sender=outcome.sender, count=sum(outcome.counts.values()), day=outcome.day
    )
    return [first, *(f"{one['kind']}: {one['sentence']}" for one in outcome.parked), *outcome.notes]


def exchange(desk: Desk) -> Answer:
    """The ledger: what was sent, confirmed, received, what is missing."""
    from app.sync import ledger

    with desk.office() as workspace, workspace.reading() as session:
        streams = ledger.exchange(session, workspace.organisation_id)
        log = ledger.lines(session)
    lines = [f"{line.day}  {line.title}  {line.peer}: {line.text}" for line in log]
    return Answer({"streams": streams}, lines or [_("Chưa gửi, chưa nhận gói nào.")])


def keys(desk: Desk) -> Answer:
    """The office's own keys and the certificates of the offices it exchanges with."""
    from app.commands.later import not_yet_available
    from app.sync import ledger

    if desk.words.what:
        raise not_yet_available(f"keys {desk.words.what}")
    with desk.office() as workspace, workspace.reading() as session:
        found = ledger.keys(workspace, session)
    lines = [_("Dấu khóa của sổ này: {fingerprint}").format(fingerprint=found["fingerprint"])]
    rows = [
        (c["code"], c["name"], c["fingerprint"], c["last_day"], c["state"]) for c in found["certificates"]
    ]
    return Answer(found, [*lines, *columns(rows)])
