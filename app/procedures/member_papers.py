"""Papers of a person without a case, and taking a paper of either kind back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar

from app.models import Case, Paper, Person
from app.procedures import facts
from app.procedures.deeds import Command
from app.procedures.handover import audience, settle_handover
from app.regulations.codes import load_forms
from app.storage.unit import Unit
from app.trouble import Refused
from app.words import _


@dataclass(frozen=True)
class PutPersonPaper(Command):
    """Record a paper of a person that belongs to no case (3-HSĐV of the year, what a member from a list
    brought along): one of the same form, number and date is corrected. Returns the Paper.

    Raises Refused: not_found, unknown_form, bad_date, future_date.
    """

    deed: ClassVar[str] = "person.paper"
    person: str = ""
    form: str = ""
    date: str | None = None
    number: str | None = None
    signer: str | None = None
    kept: str | None = None
    data: Mapping[str, Any] = field(default_factory=dict)
    reason: str | None = None

    def do(self, unit: Unit) -> Paper:
        person = unit.get(Person, self.person)
        if self.form not in load_forms():
            raise Refused(
                "unknown_form",
                _("Hồ sơ đảng viên không có mẫu “{form}”.").format(form=self.form),
                _("Các mẫu: {list}.").format(list=", ".join(load_forms())),
                field="form",
            )
        day = facts.paper_day(unit, self.date)
        mine = unit.all(Paper, person=person.id, case=None, form=self.form, owner=unit.organisation)
        same = [p for p in mine if (p.number or "") == (self.number or "") and p.date == day]
        paper = same[0] if same else Paper(person=person.id, form=self.form, data={})
        paper.date, paper.number = day, self.number or paper.number
        paper.signer, paper.kept = self.signer or paper.signer, self.kept or paper.kept
        paper.guide = facts.guide_of(self.form, day)
        paper.data = {**(paper.data or {}), **facts.paper_data(self.data)}
        return unit.write(paper, reason=self.reason)


@dataclass(frozen=True)
class AnnulPaper(Command):
    """Take back a paper, of a case or of a person, with a reason. Returns the Paper.

    It stays in the history and counts nowhere; another office's paper is that office's to take back.
    Raises Refused: missing_reason, not_found, not_owner.
    """

    deed: ClassVar[str] = "paper.annul"
    paper: str = ""
    reason: str = ""

    def do(self, unit: Unit) -> Paper:
        if not self.reason.strip():
            raise Refused("missing_reason", _("Chưa ghi lý do."), field="reason")
        paper = unit.get(Paper, self.paper)
        case = unit.get(Case, paper.case) if paper.case else None
        paper.gone = True
        unit.write(paper, audience=audience(unit, case) if case else None, reason=self.reason)
        if case is not None:
            settle_handover(unit, case)
        return paper


def find_paper(
    unit: Unit,
    form: str,
    *,
    case: str | None = None,
    person: str | None = None,
    date: str | None = None,
    number: str | None = None,
) -> Paper:
    """The one paper of this office of a form in a case, or of a person outside cases.

    `date` and `number` narrow it down. Raises Refused: not_found, several_papers.
    """
    where: dict[str, Any] = {"case": case} if case else {"case": None, "person": person}
    found = unit.all(Paper, form=form, owner=unit.organisation, **where)
    day = facts.paper_day(unit, date)
    found = [p for p in found if (not day or p.date == day) and (not number or p.number == number)]
    if not found:
        raise Refused("not_found", _("Chưa ghi giấy tờ nào như vậy."), _("Xem lại mẫu, số và ngày."))
    if len(found) > 1:
        listed = "; ".join(f"{p.number or '–'}, {p.date or '–'}" for p in found)
        raise Refused(
            "several_papers",
            _("Có {n} giấy tờ theo mẫu {form}.").format(n=len(found), form=form),
            _("Nêu rõ số hoặc ngày: {list}.").format(list=listed),
        )
    return found[0]
