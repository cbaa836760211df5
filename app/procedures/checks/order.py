"""V26, V29: the order of steps, one person each."""

from __future__ import annotations

import datetime

from sqlalchemy import select

from app.models import Paper
from app.procedures.checks.base import Verdict, bad, check, firm, good
from app.procedures.dossier import Dossier, partial
from app.words import N_, _, day_text

ORDER = (
    "opinions", "cell_resolution", "report_up", "sectional", "committee", "decision", "receipt",
    "ceremony", "announcement",
)  # fmt: skip
"""Steps whose days may not run backwards, of every procedure that has them."""
DECISIONS = (("ceremony", "9-KNĐ", N_("Lễ kết nạp trước ngày quyết định.")),
             ("announcement", "16-KNĐ", N_("Công bố trước ngày quyết định.")))  # fmt: skip


@check("V26")
def in_order(d: Dossier) -> Verdict | None:
    chain = next((s.chain for s in d.procedure.steps if s.chain), "admission.chain")
    before, last = None, ""
    for step in ORDER:
        day, known = d.day_of(f"{step}.day"), d.procedure.step(step)
        if day is None or known is None:
            continue
        if before is not None and day < before:
            return bad(
                _("“{step}” ngày {b}, trước “{last}” ngày {a}.").format(
                    step=_(known.title), last=last, a=day_text(before), b=day_text(day)
                ),
                field=step,
                severity=firm(d.rules(day)[chain]),
            )
        before, last = _first_done(d, step, day), _(known.title)
    voted = d.day_of("cell_resolution.day")
    for form in ("5-KNĐ", "12-KNĐ") if len(d.attempts("opinions")) == 1 else ():
        asked = d.date(f"{form}.date")
        if voted is not None and asked is not None and asked.first() > voted:
            return bad(
                _("Bản tổng hợp ý kiến ({form}) ghi sau ngày chi bộ biểu quyết.").format(form=form),
                field=f"paper:{form}",
                severity=firm(d.rules(voted)[chain]),
            )
    for step, form, message in DECISIONS:
        held, decided = d.day_of(f"{step}.day"), d.day_of(f"{form}.date")
        if held is not None and decided is not None and held < decided:
            return bad(_(message), field=step, severity=firm(d.rules(held)[chain]))
    return good(_("Các bước đúng thứ tự thời gian")) if before is not None else None


def _first_done(d: Dossier, step: str, day: datetime.date) -> datetime.date:
    """The day a step was first done: what a return had redone stood before, for the steps after it."""
    sent_back = [partial(a.date) for a in d.attempts(step) if (step, a.attempt) in d.reopened]
    return min([day, *(found.first() for found in sent_back if found is not None)])


@check("V29")
def one_person_each(d: Dossier) -> Verdict | None:
    for step in ("cell_resolution", "decision"):
        known = d.procedure.step(step)
        rule = d.rules(d.day_of(f"{step}.day"))["admission.cell.one_by_one"]
        if (d.fact(step, "persons") or 1) > 1:
            return bad(_("Một nghị quyết, một quyết định chỉ cho một người."), rule, field=f"{step}.persons")
        for form in [p.form for p in known.papers if p.need] if known is not None else []:
            paper = d.paper(form)
            if paper is not None and paper.number and paper.date and _shared(d, paper):
                return bad(
                    _("{form} số {number} đã ghi cho một người khác; mỗi người một văn bản.").format(
                        form=form, number=paper.number
                    ),
                    rule,
                    field=f"paper:{form}",
                )
    return None


def _shared(d: Dossier, paper: Paper) -> bool:
    """Whether a case of another person has the paper with this number and day from the same office."""
    same = select(Paper.id).where(
        Paper.form == paper.form,
        Paper.number == paper.number,
        Paper.date == paper.date,
        Paper.owner == paper.owner,
        Paper.person != d.person.id,
        Paper.gone.is_(False),
    )
    return d.unit.session.scalar(same.limit(1)) is not None
