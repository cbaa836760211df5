"""V46: what holds of the decision and the ceremony after the applicant moved (HD 06, 3.9)."""

from __future__ import annotations

from app.procedures.checks.base import Verdict, bad, check, good, unknown
from app.procedures.dossier import Dossier
from app.regulations.calendar import load_calendar
from app.regulations.deadlines import deadline
from app.words import _, day_text


@check("V46")
def not_at_the_old_unit(d: Dossier) -> Verdict | None:
    """The ceremony is held at the new unit, on a decision of before or soon after the transfer decision."""
    move = d.counting("move")
    if move is None or move.outcome == "decision_cancelled":
        return None
    moved, held = d.day_of("move.transfer_day"), d.day_of("ceremony.day")
    decided = d.day_of("9-KNĐ.date") or d.day_of("decision.day")
    rule = d.rules(moved or held)["admission.move.decision_keeps"]
    by_old = d.fact("move", "stage") == "decided"
    if decided is not None and moved is not None and by_old and d.fact("move", "same_deciding") is not True:
        made = deadline(rule, moved, load_calendar())
        if made is None and decided > moved:
            return unknown(
                _("Chưa có nguồn nói quyết định ra sau khi chuyển còn dùng được bao lâu."), rule, field="move"
            )
        if made is not None and decided > made.due:
            return bad(
                _("Quyết định kết nạp ra ngày {day}, quá {due}: phải hủy, chuyển hồ sơ đến nơi mới.").format(
                    day=day_text(decided), due=day_text(made.due)
                ),
                rule,
                field="move",
                severity=None if held else "warn",
                due=made.due,
            )
    if held is None:
        return None
    at_old = d.fact("ceremony", "at_old_unit")
    here = by_old and move.outcome in ("stays", "forwarding") and moved is not None and held >= moved
    if at_old is True or (at_old is None and here):
        return bad(
            _("Lễ kết nạp không được tổ chức ở đơn vị cũ sau khi đã chuyển."),
            rule,
            field="ceremony.at_old_unit",
        )
    return good(_("Lễ kết nạp ở đơn vị mới"), rule) if move.outcome == "arrived" else None
