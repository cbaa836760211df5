"""What a form tells of a vote: who was counted, how it ended, for whom the paper is signed."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from app.models import Meeting, Vote
from app.procedures import offices
from app.procedures.dossier import Dossier
from app.words import N_, _

NOT_FULL = {"probationary", "guest"}


def percent(part: int, whole: int | None) -> Decimal | None:
    """A share in per cent with one decimal, without a decimal that says nothing."""
    if not whole:
        return None
    found = (Decimal(100 * part) / whole).quantize(Decimal("0.1"))
    return found.quantize(Decimal(1)) if found == found.to_integral_value() else found


def of_vote(dossier: Dossier, step: str) -> dict[str, Any]:
    """The vote of the newest attempt at a step; empty when there is none."""
    act = dossier.latest(step)
    vote: Vote | None = dossier.vote(step, act.attempt) if act is not None else None
    if act is None or vote is None:
        return {}
    meeting = dossier.unit.session.get(Meeting, vote.meeting) if vote.meeting else None
    came = [row for row in vote.counted if row.get("present")]
    away = [row for row in vote.counted if not row.get("present")]
    passed = None if vote.needed is None else vote.for_ >= vote.needed
    removes = vote.motion == "remove"
    return {
        "members_total": len(vote.counted) + len(vote.excluded),
        "full_members": len(vote.counted) + sum(1 for e in vote.excluded if e["reason"] not in NOT_FULL),
        "probationary_members": sum(1 for e in vote.excluded if e["reason"] == "probationary"),
        "present": len(came) if vote.counted else None,
        "absent": len(away) if vote.counted else None,
        "absentees": [{"name": row["name"]} for row in away],
        "excluded": [{"name": e["name"], "reason": _(REASONS.get(e["reason"], ""))} for e in vote.excluded],
        "base": vote.base,
        "needed": vote.needed,
        "chair": meeting.chair if meeting is not None else None,
        "writer": meeting.writer if meeting is not None else None,
        "voting": _("bỏ phiếu kín") if vote.secret else _("giơ thẻ"),
        "votes_for": vote.for_,
        "votes_against": vote.against,
        "votes_blank": vote.blank,
        "percent": percent(vote.for_, vote.base),
        "passed": passed is True and not removes,
        "removes": passed is True and removes,
        "failed": passed is False,
        "votes": [_motion(dossier, told) for told in dossier.votes_of(step, act.attempt)],
        "authority": authority(vote.body),
    }


def _motion(dossier: Dossier, vote: Vote) -> dict[str, Any]:
    """One of several votes of an evening."""
    return {
        "motion": _(MOTIONS.get(vote.motion or "", dossier.procedure.title)),
        "motion_for": vote.for_,
        "motion_percent": percent(vote.for_, vote.base),
        "motion_against": vote.against,
        "motion_blank": vote.blank,
    }


MOTIONS = {
    "recognise": N_("Công nhận đảng viên chính thức"),
    "remove": N_("Xóa tên trong danh sách đảng viên"),
    "reprimand": N_("Khiển trách"),
    "warning": N_("Cảnh cáo"),
    "dismissal": N_("Cách chức"),
    "expulsion": N_("Khai trừ"),
}
REASONS = {
    "probationary": N_("dự bị"),
    "exempt": N_("miễn sinh hoạt"),
    "temporary_elsewhere": N_("sinh hoạt tạm thời nơi khác"),
    "suspended": N_("đình chỉ sinh hoạt"),
    "custody": N_("bị tạm giam"),
    "guest": N_("sinh hoạt tạm thời ở đây"),
}


def authority(body: str) -> str | None:
    """For whom a committee's paper is signed."""
    if body == "committee":
        return _("ĐẢNG ỦY")
    return _(offices.BODY_TITLES[body]).upper() if body == "standing_committee" else None
