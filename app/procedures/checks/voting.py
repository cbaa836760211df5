"""V23, V24: the count and its base."""

from __future__ import annotations

import datetime

from app.models import Meeting, Person, Vote
from app.procedures import voting
from app.procedures.checks.base import Verdict, bad, check, good, unknown
from app.procedures.dossier import Dossier, partial
from app.regulations.votes import REASONS
from app.words import _


def _counted(d: Dossier) -> tuple[Vote | None, datetime.date | None, str | None]:
    """The vote that counts (the newest attempt not sent back), its day and its stated outcome."""
    act = d.counting("cell_resolution")
    if act is None:
        return None, None, None
    day = partial(act.date)
    return d.vote("cell_resolution", act.attempt), day.first() if day else None, act.outcome


def _on_file(d: Dossier, person: str) -> bool:
    """Whether a person is still in the book of the cell: whoever has moved away cannot be counted again."""
    found = d.unit.session.get(Person, person)
    return found is not None and not found.gone and found.owner == d.case.owner


@check("V23")
def enough_votes(d: Dossier) -> Verdict | None:
    vote, day, outcome = _counted(d)
    if day is None:
        return None
    rule = d.rules(day)["admission.cell.vote"]
    if vote is None:
        return bad(_("Nghị quyết chưa ghi số phiếu biểu quyết."), rule, field="cell_resolution")
    needed, _text = voting.needed(d.rules(day), "admission.cell.vote", vote.base)
    needed = vote.needed if needed is None else needed
    if needed is None:
        return unknown(
            _("Chưa có nguồn nói cần bao nhiêu phiếu; chi bộ ghi kết quả theo quy định của cấp ủy."),
            rule,
            field="cell_resolution",
        )
    if outcome == "passed" and vote.for_ < needed:
        return bad(
            _("Chưa đủ phiếu: có {n}, cần {needed}.").format(n=vote.for_, needed=needed),
            rule,
            field="cell_resolution",
        )
    if outcome == "failed" and vote.for_ >= needed:
        return bad(
            _("Số phiếu đạt nhưng kết quả ghi không đạt."), rule, field="cell_resolution", severity="warn"
        )
    if outcome == "failed":
        return bad(
            _("Chưa đủ phiếu: có {n}, cần {needed}.").format(n=vote.for_, needed=needed),
            rule,
            field="cell_resolution",
            severity="remind",
        )
    return good(_("Số phiếu tính đúng, đạt {n} trên {base}").format(n=vote.for_, base=vote.base), rule)


@check("V24")
def right_base(d: Dossier) -> Verdict | None:
    vote, day, _outcome = _counted(d)
    if vote is None or day is None:
        return None
    rules = d.rules(day)
    read = (rules["votes.cell.voters"], rules["votes.cell.deduct"], rules["votes.cell.deduct_if_absent"])
    if vote.base is None:
        return None
    right = len(vote.counted)
    if vote.base != right:
        return bad(
            _("Tổng số ghi {n}, danh sách tính được {right}: {reason}.").format(
                n=vote.base, right=right, reason=vote.corrected or ""
            ),
            *read,
            field="cell_resolution",
            severity="warn" if vote.corrected else None,
        )
    if d.unit.organisation != d.case.owner:
        return good(_("Tổng số {n} tính đúng người").format(n=vote.base), *read)
    meeting = d.unit.session.get(Meeting, vote.meeting) if vote.meeting else None
    again = voting.count(d.unit, "cell", d.case.owner, day, present=meeting.present if meeting else [])
    wrong = {row["id"]: row["reason"] for row in again.excluded}
    right_ids = {row["id"] for row in again.counted}
    for row in vote.counted:
        if row["id"] in right_ids or not _on_file(d, row["id"]):
            continue
        reason = wrong.get(row["id"], "not_member")
        return bad(
            _("{name} không được tính vào tổng số: {reason}.").format(
                name=row["name"], reason=_(REASONS[reason])
            ),
            *read,
            field="cell_resolution",
        )
    named = {row["id"] for row in (*vote.counted, *vote.excluded)}
    left_out = [row["name"] for row in again.counted if row["id"] not in named]
    if left_out:
        return bad(
            _("{name} cũng là đảng viên chính thức vào ngày họp nhưng chưa được tính.").format(
                name=left_out[0]
            ),
            *read,
            field="cell_resolution",
            severity="warn",
        )
    return good(_("Tổng số {n} tính đúng người").format(n=vote.base), *read)
