"""V46: where the ceremony is held after the applicant moved."""

from __future__ import annotations

from app.procedures.checks.base import Verdict, bad, check
from app.procedures.dossier import Dossier
from app.words import _


@check("V46")
def not_at_the_old_unit(d: Dossier) -> Verdict | None:
    if d.counting("ceremony") is None or d.counting("move") is None:
        return None
    if d.fact("ceremony", "at_old_unit") is True:
        return bad(
            _("Lễ kết nạp không được tổ chức ở đơn vị cũ sau khi đã chuyển."),
            d.rules(d.day_of("ceremony.day"))["admission.move.decision_keeps"],
            field="ceremony.at_old_unit",
        )
    return None
