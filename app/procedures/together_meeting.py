"""One meeting that judges several dossiers: who came once, then for each person votes, outcome, own document.

Each person gets a resolution or decision of their own (V29). All is one deed: when one person's row is
refused nothing is written, and the refusal names every such row.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar

from sqlalchemy import select

from app.models import Paper
from app.procedures import engine
from app.procedures.ballots import RecordVote, Voted
from app.procedures.cases import PutPaper, RecordStep
from app.procedures.deeds import Command
from app.procedures.guards import past_day, step_of
from app.procedures.people import day_field
from app.regulations.procedures import Step
from app.storage.unit import Unit
from app.trouble import Refused
from app.words import _

WRITERS = ("cell", "sectional", "grassroots", "deciding")
"""Writers of a paper that is the document of the step itself."""


@dataclass(frozen=True)
class Judged:
    """What the meeting said of one dossier, as typed."""

    case: str
    for_: int | None = None
    against: int | None = None
    blank: int | None = None
    outcome: str | None = None
    """None: as the count gives it."""
    number: str | None = None
    """Number of this person's own document."""
    date: str | None = None
    """Day of the document; that of the meeting unless given."""
    motion: str | None = None
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Row:
    """What was recorded of one dossier; `voted` None where no votes were typed."""

    case: str
    outcome: str | None
    number: str | None
    voted: Voted | None


@dataclass(frozen=True)
class MeetTogether(Command):
    """Record one meeting's votes and documents for several dossiers at the same step. Returns [Row].

    Raises Refused: nothing_chosen, bad_date, future_date, and rows_refused with `rows`: for each refused
    one {row (from 0), case, code, message, hint, field}; number_taken for a number that stands twice.
    """

    deed: ClassVar[str] = "case.together"
    step: str = ""
    date: str | None = None
    rows: tuple[Judged, ...] = ()
    form: str | None = None
    """Form of the documents; None: the step's own."""
    signer: str | None = None
    chair: str | None = None
    writer: str | None = None
    absent: Sequence[str] = ()
    present: Sequence[str] = ()
    secret: bool = False
    base: int | None = None
    """A base corrected by hand; needs `reason`."""
    reason: str | None = None
    told: Callable[[int, int], None] | None = field(default=None, compare=False)
    """Called with how many of how many are done; may raise to stop."""

    def do(self, unit: Unit) -> list[Row]:
        if not self.rows:
            raise Refused("nothing_chosen", _("Chưa chọn hồ sơ nào."), _("Chọn ít nhất một hồ sơ."))
        day = past_day(unit, self.date or unit.today.isoformat())
        found: list[Row] = []
        wrong: list[dict[str, Any]] = []
        numbers = _Numbers(unit)
        for at, row in enumerate(self.rows):
            if self.told is not None:
                self.told(at, len(self.rows))
            try:
                found.append(self._one(unit, row, day, numbers))
            except Refused as refused:
                told = {"code": refused.code, "message": refused.message, "hint": refused.hint}
                wrong.append({"row": at, "case": row.case, **told, "field": refused.details.get("field", "")})
        if wrong:
            raise Refused(
                "rows_refused",
                _("{n} trên {all} hồ sơ chưa ghi được; chưa ghi hồ sơ nào.").format(
                    n=len(wrong), all=len(self.rows)
                ),
                _("Sửa những dòng có báo lỗi rồi ghi lại."),
                rows=wrong,
            )
        return found

    def _one(self, unit: Unit, row: Judged, day: str, numbers: _Numbers) -> Row:
        if [r.case for r in self.rows].count(row.case) > 1:
            raise Refused("bad_value", _("Một người chỉ được nêu một lần."), field="case")
        dossier = engine.load_case(unit, row.case, datetime.date.fromisoformat(day))
        step = step_of(dossier, self.step)
        number = (row.number or "").strip() or None
        if number is not None:
            form = self.form or own_document(step)
            dated = day_field(row.date) if row.date else day
            numbers.take(form, number, dated, row.case)
            PutPaper(row.case, form, dated, number, self.signer).do(unit)
        voted = None
        if row.for_ is None and row.against is None and row.blank is None:
            act = RecordStep(row.case, self.step, day, row.outcome, row.values).do(unit)
        else:
            voted = RecordVote(
                row.case,
                self.step,
                day,
                row.for_ or 0,
                row.against or 0,
                row.blank or 0,
                self.absent,
                self.present,
                row.motion,
                row.outcome,
                self.secret,
                self.chair,
                self.writer,
                self.base,
                row.values,
                reason=self.reason,
            ).do(unit)
            if voted.act is None:
                raise Refused(
                    "missing_outcome",
                    _("Chưa có căn cứ để tính số phiếu cần nên phải ghi kết quả."),
                    ", ".join(o.id for o in step.outcomes),
                    field="outcome",
                )
            act = voted.act
        unit.session.flush()
        return Row(row.case, act.outcome, number, voted)


class _Numbers:
    """The numbers of documents given so far: no two documents of a form in one year bear the same."""

    def __init__(self, unit: Unit) -> None:
        self.unit = unit
        self.given: dict[tuple[str, str, str], str] = {}

    def take(self, form: str, number: str, day: str, case: str) -> None:
        """Give a number to a case; raises Refused("number_taken")."""
        key = (form, number.casefold(), day[:4])
        found = self.given.setdefault(key, case)
        papers = select(Paper).where(
            Paper.form == form, Paper.owner == self.unit.organisation, Paper.gone.is_(False)
        )
        others = (
            p for p in self.unit.session.scalars(papers) if p.case != case and (p.date or "")[:4] == day[:4]
        )
        if found != case or any((p.number or "").casefold() == number.casefold() for p in others):
            raise Refused(
                "number_taken",
                _("Số {number} đã dùng cho một văn bản khác trong năm.").format(number=number),
                _("Mỗi người một văn bản, mỗi văn bản một số."),
                field="number",
            )


def own_document(step: Step) -> str:
    """The form that is the step's own document; Refused("unknown_form") where it has none."""
    found = next((p.form for p in step.papers if p.by in WRITERS), None)
    if found is None:
        raise Refused(
            "unknown_form",
            _("Bước “{title}” không có văn bản riêng.").format(title=_(step.title)),
            field="number",
        )
    return found


def numbers_from(start: str, count: int) -> list[str]:
    """`count` numbers of documents from a first one on: "58-QĐ/ĐU" gives 58-QĐ/ĐU, 59-QĐ/ĐU.

    Leading zeros stay. Raises Refused("bad_value") where there is no number to count from.
    """
    found = re.search(r"\d+", start)
    if found is None:
        raise Refused(
            "bad_value",
            _("Không thấy số để đếm tiếp trong “{text}”.").format(text=start),
            _("Ghi như 58-QĐ/ĐU."),
            field="number_from",
        )
    first, wide = int(found[0]), len(found[0])
    head, tail = start[: found.start()].strip(), start[found.end() :].strip()
    return [f"{head}{first + n:0{wide}d}{tail}" for n in range(count)]
