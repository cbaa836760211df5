"""V23, V24: the count and its base."""

from __future__ import annotations

import datetime

from app.models import Vote
from app.procedures import voting
from app.procedures.checks.base import Verdict, bad, check, good
from app.procedures.dossier import Dossier, partial
from app.words import _


def _counted(d: Dossier) -> tuple[Vote | None, datetime.date | None, str | None]:
    """The vote that counts (the newest attempt not sent back), its day and its stated outcome."""
    act = d.counting("cell_resolution")
    if act is None:
        return None, None, None
    day = partial(act.date)
    return d.vote("cell_resolution", act.attempt), day.first() if day else None, act.outcome


@check("V23")
def enough_votes(d: Dossier) -> Verdict | None:
    vote, day, outcome = _counted(d)
    if day is None:
        return None
    rule = d.rules(day)["admission.cell.vote"]
    if vote is None:
        return bad(_("Nghị quyết chưa ghi số phiếu biểu quyết."), rule, field="cell_resolution")
    if vote.needed is None:
        return bad(
            _("Chưa có nguồn nói cần bao nhiêu phiếu; chi bộ ghi kết quả theo quy định của cấp ủy."),
            rule,
            field="cell_resolution",
            severity="remind",
        )
    if outcome == "passed" and vote.for_ < vote.needed:
        return bad(
            _("Chưa đủ phiếu: có {n}, cần {needed}.").format(n=vote.for_, needed=vote.needed),
            rule,
            field="cell_resolution",
        )
    if outcome == "failed" and vote.for_ >= vote.needed:
        return bad(
            _("Số phiếu đạt nhưng kết quả ghi không đạt."), rule, field="cell_resolution", severity="warn"
        )
    if outcome == "failed":
        return bad(
            _("Chưa đủ phiếu: có {n}, cần {needed}.").format(n=vote.for_, needed=vote.needed),
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
        )
    names = {row["id"] for row in vote.counted}
    for person in names:
        status = voting.member_status(d.unit, person, day.isoformat())
        if status not in ("full", "former") and d.unit.organisation == d.case.owner:
            return bad(
                _("Trong số tính phiếu có người chưa phải đảng viên chính thức vào ngày họp."),
                *read,
                field="cell_resolution",
            )
    return good(_("Tổng số {n} tính đúng người").format(n=vote.base), *read)
