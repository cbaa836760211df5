"""What refuses a deed on a case: a day to come, another office's step, order, a locked dossier, a block."""

from __future__ import annotations

import datetime
from collections.abc import Mapping

from sqlalchemy import select

from app.models import Act, EntryRow
from app.models.local import PageEntry
from app.procedures import engine
from app.procedures.checks import problems
from app.procedures.deeds import refuse_in_book
from app.procedures.dossier import Dossier
from app.procedures.people import day_field
from app.regulations.procedures import Step
from app.storage.unit import Unit
from app.trouble import Refused
from app.words import _, day_text


def step_of(dossier: Dossier, step_id: str) -> Step:
    """A step of the dossier's procedure; Refused("unknown_step")."""
    found = next((s for s in dossier.procedure.steps if s.id == step_id), None)
    if found is None:
        raise Refused(
            "unknown_step",
            _("Không có bước “{name}”.").format(name=step_id),
            ", ".join(s.id for s in dossier.procedure.steps),
            field="step",
        )
    return found


def past_day(unit: Unit, text: str) -> str:
    day = day_field(text)
    if day > unit.today.isoformat():
        raise Refused(
            "future_date",
            _("Ngày {day} chưa đến.").format(day=day_text(datetime.date.fromisoformat(day))),
            _("Chỉ ghi việc đã làm; kiểm tra lại ngày."),
            field="date",
        )
    return day


def is_own(dossier: Dossier, step: Step, day: str, from_paper: Mapping[str, str] | None) -> bool:
    """Whether the step is this office's own; another office's may only be recorded from its paper."""
    unit = dossier.unit
    office = engine.office_of(dossier, step, datetime.date.fromisoformat(day))
    if office.id == unit.organisation and not from_paper:
        return True
    if unit.book and office.id == unit.author:
        raise refuse_in_book()
    if dossier.case.owner != unit.organisation:
        if from_paper is None or office.id != unit.organisation:
            raise Refused(
                "not_your_step",
                _("Bước “{title}” do tổ chức khác làm.").format(title=_(step.title)),
                _("Mở sổ giữ hộ của chi bộ ấy rồi ghi.") if unit.holds(dossier.case.owner) else "",
            )
        return True
    if office.id == unit.organisation:
        return True
    if not from_paper:
        raise Refused(
            "not_your_step",
            _("Bước “{title}” do {office} làm.").format(
                title=_(step.title), office=office.name or _("cấp ủy cấp trên")
            ),
            _("Chờ gói dữ liệu của nơi đó, hoặc ghi theo văn bản giấy với số và ngày."),
        )
    if not from_paper.get("number") or not from_paper.get("date"):
        raise Refused("missing_fact", _("Ghi theo văn bản giấy cần số và ngày của văn bản."), field="number")
    return False


def refuse_order(dossier: Dossier, stands: engine.Standing, step: Step, new: bool) -> None:
    if stands.ended is not None and not step.after_end and new:
        raise Refused("case_closed", _("Hồ sơ đã kết thúc."), _("Hủy bước kết thúc nếu ghi nhầm."))
    if step.any_time or not new or dossier.case.taken_over:
        return
    state = stands.step(step.id)
    if state is None:
        raise Refused(
            "not_in_case", _("Bước “{title}” không có trong hồ sơ này.").format(title=_(step.title))
        )
    if state.state not in (engine.NOW, engine.DONE):
        raise Refused(
            "not_yet",
            _("Chưa đến bước “{title}”.").format(title=_(step.title)),
            state.reason
            or _("Làm xong các bước trước đã: {list}.").format(
                list=", ".join(_(s.step.title) for s in stands.now)
            ),
        )
    if engine.exhausted(dossier, step):
        raise Refused(
            "votes_exhausted",
            _("Bước “{title}” đã biểu quyết đủ số lần mà không đủ phiếu.").format(title=_(step.title)),
            _("Báo cáo cấp ủy cấp trên xem xét, quyết định."),
        )


def refuse_locked(
    dossier: Dossier, stands: engine.Standing, step: Step, reason: str | None, *, new: bool = False
) -> None:
    """Once the dossier handed over has left the office, its steps are locked; a correction needs its reason.

    It has left when it was sent, or when a later office acted on it. What a case begun on paper still
    lacks is added (`new`) at any time.
    """
    if dossier.case.owner != dossier.unit.organisation or (reason or "").strip():
        return
    if new and dossier.case.taken_over:
        return
    line = [s.id for s in dossier.procedure.steps if not s.any_time]
    for handing in dossier.procedure.steps:
        act = dossier.counting(handing.id) if handing.hands_over else None
        state = stands.step(handing.id)
        if (
            act is None
            or not act.dossier
            or state is None
            or state.state != engine.DONE
            or step.id not in line
        ):
            continue
        reopened = any(
            dossier.latest(s) is not None and dossier.counting(s) is None
            for s in line[: line.index(handing.id) + 1]
        )
        inside = line.index(step.id) <= line.index(handing.id)
        if inside and not reopened and _has_left(dossier, act, line[line.index(handing.id) + 1 :]):
            raise Refused(
                "handed_over",
                _("Hồ sơ đã chuyển lên cấp trên, không sửa được nữa."),
                _("Nếu cần sửa, ghi lý do; cấp trên sẽ thấy cả bản trước và bản sửa."),
                field="reason",
            )


def _has_left(dossier: Dossier, handing: Act, after: list[str]) -> bool:
    """Whether another office can have seen what `handing` hands over."""
    if any(dossier.counting(step) is not None for step in after):
        return True
    on_pages = select(PageEntry.entry).join(EntryRow, EntryRow.hash == PageEntry.entry)
    return dossier.unit.session.scalar(on_pages.where(EntryRow.record == handing.id).limit(1)) is not None


def refuse_blocked(dossier: Dossier, stands: engine.Standing, step: Step, own: bool) -> None:
    """Own later steps wait while a check of a step before them, along `after`, blocks."""
    if not own or dossier.case.owner != dossier.unit.organisation or step.any_time:
        return
    earlier = engine.earlier(dossier, step)
    open_ones = [p for p in problems(dossier, stands) if p.severity == "block" and p.step in earlier]
    if open_ones:
        raise Refused(
            "blocked",
            _("Chưa đi tiếp được: {message}").format(message=open_ones[0].message),
            _("Bổ sung cho đúng, hoặc ghi văn bản cho phép của cấp có thẩm quyền ({id}).").format(
                id=open_ones[0].id
            ),
            checks=[p.id for p in open_ones],
        )
