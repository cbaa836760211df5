"""Condensing closed cases by command line: what could go, and doing it once that was agreed to."""

from __future__ import annotations

from app.commands.answers import Answer, columns
from app.commands.desk import Desk
from app.words import _


def condense(desk: Desk) -> Answer:
    """The closed cases that found nothing; with `--agreed`, those named (or all that may) are condensed."""
    from app.procedures.condensing import WAITS, Condense, Condensed, closed_for_nothing

    words = desk.words
    with desk.office() as workspace:
        with desk.looking(workspace) as unit:
            unit.user.require("handle")
            found = closed_for_nothing(unit)
        named = words.cases or [one.case for one in found if not one.waits]
        done = None
        if words.agreed:
            done = desk.do(workspace, Condense(named, True)).result
    told = [
        {
            "id": one.case,
            "person": one.person,
            "name": one.name,
            "procedure": one.procedure,
            "ending": one.ending,
            "ended": one.ended,
            "kept_until": one.until.due.isoformat() if one.until else None,
            "waits": one.waits or None,
            "sent": one.sent,
        }
        for one in found
    ]
    if isinstance(done, Condensed):
        data = {"condensed": done.cases, "held_above": done.sent, "backups": done.backups}
        lines = [_("Đã thu gọn {n} hồ sơ; không lấy lại được.").format(n=done.cases)]
        if done.sent:
            lines.append(_("Cấp trên còn giữ bản đã gửi của {n} hồ sơ.").format(n=done.sent))
        if done.backups:
            lines.append(_("{n} bản sao lưu cũ còn nội dung.").format(n=done.backups))
        return Answer(data, lines)
    rows = [
        (one.name, one.procedure, one.ending, one.ended, _(WAITS[one.waits]) if one.waits else "", one.case)
        for one in found
    ]
    lines = columns(rows) if rows else [_("Không có hồ sơ đã đóng nào không phát hiện gì.")]
    return Answer({"cases": told}, lines)
