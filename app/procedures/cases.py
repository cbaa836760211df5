"""Deeds on cases: opening, recording steps, papers and votes, annulling, exception papers.

What happened is recorded, late and against the rules too. Refused is what cannot be; see
`app.procedures.engine` for where a case then stands.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar

from app.models import Act, Case, ExceptionPaper, Paper, Person, PersonStanding
from app.procedures import engine, facts, voting
from app.procedures.deeds import Command
from app.procedures.definitions import procedure
from app.procedures.dossier import Dossier
from app.procedures.guards import is_own, past_day, refuse_blocked, refuse_locked, refuse_order, step_of
from app.procedures.handover import audience, settle_handover, used_rules
from app.procedures.titles import STATUS_TITLES
from app.regulations.procedures import Step
from app.storage.unit import Unit
from app.trouble import Refused
from app.words import _


@dataclass(frozen=True)
class OpenCase(Command):
    """Open a case of a procedure for a person; a restricted one by who handles them. Returns the Case."""

    deed: ClassVar[str] = "case.open"
    procedure: str = ""
    person: str = ""
    date: str = ""
    taken_over: bool = False
    note: str | None = None

    def do(self, unit: Unit) -> Case:
        wanted = procedure(self.procedure)
        if wanted.restricted:  # nor is it told whether there is one
            unit.user.require("handle")
        person = unit.get(Person, self.person)
        opened = past_day(unit, self.date or unit.today.isoformat())
        for other in unit.all(Case, person=person.id, procedure=self.procedure, owner=unit.organisation):
            if engine.stand(engine.load(unit, other)).ended is None:
                raise Refused(
                    "already_open",
                    _("{name} đang có hồ sơ {title} mở.").format(
                        name=person.name, title=_(wanted.title).lower()
                    ),
                    _("Mở hồ sơ đó để làm tiếp."),
                )
        standing = unit.session.get(PersonStanding, person.id)
        status = standing.status if standing else "sympathiser"
        if wanted.person and status not in wanted.person and not self.taken_over:
            raise Refused(
                "wrong_status",
                _("{title} không mở được cho người đang là “{status}”.").format(
                    title=_(wanted.title), status=_(STATUS_TITLES[status])
                ),
                _("Dành cho: {list}.").format(
                    list=", ".join(_(STATUS_TITLES[s]).lower() for s in wanted.person)
                ),
            )
        return unit.write(
            Case(
                procedure=self.procedure,
                person=person.id,
                opened=opened,
                taken_over=self.taken_over,
                restricted=bool(wanted.restricted),
                note=self.note,
            )
        )


@dataclass(frozen=True)
class RecordStep(Command):
    """Record a step: a new attempt, or a correction of the newest one of the same day. Returns the Act."""

    deed: ClassVar[str] = "case.record"
    case: str = ""
    step: str = ""
    date: str | None = None
    outcome: str | None = None
    values: Mapping[str, str] = field(default_factory=dict)
    """Facts as typed: name or rows.N.column -> text."""
    reopen: Sequence[str] = ()
    remarks: Sequence[tuple[str, str]] = ()
    from_paper: Mapping[str, str] | None = None
    """{number, date, issuer} of the paper another office's step is recorded from."""
    accept: Sequence[str] = ()
    reason: str | None = None

    def do(self, unit: Unit) -> Act:
        day = past_day(unit, self.date or unit.today.isoformat())
        dossier = engine.load_case(unit, self.case, datetime.date.fromisoformat(day))
        step = step_of(dossier, self.step)
        stands = engine.stand(dossier)
        own = is_own(dossier, step, day, self.from_paper)
        act = self._act(dossier, step, day, own)
        new = not act.entry
        refuse_order(dossier, stands, step, new)
        refuse_locked(dossier, stands, step, self.reason, new=new)
        if new:
            refuse_blocked(dossier, stands, step, own)
        act.date = day
        act.facts = facts.put(dossier, step, dict(act.facts or {}), self.values)
        act.outcome = self._outcome(dossier, step, act)
        act.accepted = sorted({*(act.accepted or []), *self.accept})
        if self.remarks:
            act.remarks = [{"item": item, "text": text} for item, text in self.remarks]
        act.rules = used_rules(dossier, step, datetime.date.fromisoformat(day))
        act.reopened = self._reopened(dossier, step, act)
        facts.refuse_missing(dossier, step, act)
        if not own:
            act.from_paper = facts.paper_named(unit, self.from_paper or {})
        else:
            act.from_paper = {}
            if dossier.case.owner != unit.organisation:
                act.judged = dossier.handed()
        unit.write(act, audience=audience(unit, dossier.case), reason=self.reason)
        settle_handover(unit, dossier.case)
        return act

    def _act(self, dossier: Dossier, step: Step, day: str, own: bool) -> Act:
        """The act to correct (one that stands, or the newest of the same day), else a new attempt."""
        me = dossier.unit.organisation
        latest = dossier.latest(step.id)
        voted = max((v.attempt for v in dossier.votes if v.step == step.id and v.owner == me), default=0)
        if latest is None:
            attempt = 1
        elif copied := self._copied(dossier, step, day, own):
            attempt = copied
        else:
            sent_back = (step.id, latest.attempt) in dossier.reopened
            again = sent_back or not engine.goes_on(step, latest)
            same = not sent_back and (not again or latest.date == day) and voted <= latest.attempt
            if latest.owner == me and not step.any_time and same:
                return latest
            beside = latest.owner != me and not again and not step.any_time
            attempt = latest.attempt if beside else latest.attempt + 1
        return Act(case=dossier.case.id, step=step.id, attempt=max(attempt, voted), facts={})

    def _copied(self, dossier: Dossier, step: Step, day: str, own: bool) -> int | None:
        """The attempt another office recorded from this office's paper of that day, still without its act."""
        if not own or step.any_time:
            return None
        of_step = [a for a in dossier.acts if a.step == step.id]
        here = {a.attempt for a in of_step if not a.from_paper}
        copies = [a.attempt for a in of_step if a.from_paper and a.date == day and a.attempt not in here]
        return min(copies, default=None)

    def _outcome(self, dossier: Dossier, step: Step, act: Act) -> str | None:
        names = [o.id for o in engine.offered(dossier, step)]
        chosen = self.outcome or act.outcome
        if not names:
            if self.outcome:
                raise Refused("bad_outcome", _("Bước này không có kết quả để chọn."))
            return None
        if chosen is None:
            if (found := voting.computed(step, *dossier.votes_of(step.id, act.attempt))) is not None:
                return found
            if len(names) == 1:
                return names[0]
            raise Refused(
                "missing_outcome",
                _("Chưa ghi kết quả của bước “{title}”.").format(title=_(step.title)),
                _("Chọn một trong: {list}.").format(list=", ".join(names)),
                field="outcome",
            )
        if chosen not in names:
            raise Refused(
                "bad_outcome",
                _("Không có kết quả “{name}”.").format(name=chosen),
                _("Chọn một trong: {list}.").format(list=", ".join(names)),
                field="outcome",
            )
        return chosen

    def _reopened(self, dossier: Dossier, step: Step, act: Act) -> list[Any]:
        outcome = engine.outcome_of(step, act)
        if outcome is None or outcome.then != "reopen":
            if self.reopen:
                raise Refused("bad_outcome", _("Chỉ kết quả trả lại mới mở lại bước trước."), field="reopen")
            return []
        known = {s.id for s in dossier.procedure.steps}
        named = list(self.reopen) or list(outcome.steps) or [i for i, _text in self.remarks if i in known]
        found = []
        for name in dict.fromkeys(named):
            latest = dossier.counting(name)
            if name not in known or latest is None:
                raise Refused(
                    "bad_reopen",
                    _("Bước “{name}” chưa làm nên không trả lại được.").format(name=name),
                    field="reopen",
                )
            found.append([name, latest.attempt])
        if not found and not act.reopened:
            raise Refused(
                "missing_reopen", _("Chưa nói trả lại bước nào."), _("Chọn bước cần làm lại."), field="reopen"
            )
        return found or act.reopened


@dataclass(frozen=True)
class AnnulAct(Command):
    """Take back the newest act of a step, with a reason."""

    deed: ClassVar[str] = "case.annul"
    case: str = ""
    step: str = ""
    reason: str = ""

    def do(self, unit: Unit) -> Act:
        if not self.reason.strip():
            raise Refused("missing_reason", _("Chưa ghi lý do."), field="reason")
        dossier = engine.load_case(unit, self.case)
        step = step_of(dossier, self.step)
        act = dossier.latest(step.id)
        if act is None:
            raise Refused("not_found", _("Bước “{title}” chưa được ghi.").format(title=_(step.title)))
        for vote in [
            v for v in dossier.votes if (v.step, v.attempt, v.owner) == (act.step, act.attempt, act.owner)
        ]:
            unit.annul(vote, self.reason)
        unit.annul(act, self.reason)
        settle_handover(unit, dossier.case)
        return act


@dataclass(frozen=True)
class PutException(Command):
    """Record the exception paper that lifts a check of a case."""

    deed: ClassVar[str] = "case.except"
    case: str = ""
    check: str = ""
    number: str = ""
    date: str = ""
    issuer: str = ""

    def do(self, unit: Unit) -> ExceptionPaper:
        from app.procedures.checks import CHECKS

        case = unit.get(Case, self.case)
        if self.check not in CHECKS:
            raise Refused("unknown_check", _("Không có mục kiểm tra “{name}”.").format(name=self.check))
        if not self.number.strip() or not self.issuer.strip():
            raise Refused("bad_value", _("Văn bản cho phép cần có số và nơi ban hành."), field="number")
        paper = ExceptionPaper(
            case=case.id,
            check=self.check,
            number=self.number.strip(),
            issuer=self.issuer.strip(),
            date=past_day(unit, self.date),
        )
        unit.write(paper, audience=audience(unit, case))
        settle_handover(unit, case)
        return paper


@dataclass(frozen=True)
class PutPaper(Command):
    """Record a paper of a case: one of the same form, number and date is corrected."""

    deed: ClassVar[str] = "case.paper"
    case: str = ""
    form: str = ""
    date: str | None = None
    number: str | None = None
    signer: str | None = None
    kept: str | None = None
    data: Mapping[str, Any] = field(default_factory=dict)
    reason: str | None = None

    def do(self, unit: Unit) -> Paper:
        dossier = engine.load_case(unit, self.case)
        known = {p.form for s in dossier.procedure.steps for p in s.papers}
        if self.form not in known:
            raise Refused(
                "unknown_form",
                _("Hồ sơ này không có mẫu “{form}”.").format(form=self.form),
                _("Các mẫu: {list}.").format(list=", ".join(sorted(known))),
                field="form",
            )
        day = facts.paper_day(unit, self.date)
        step = next(s for s in dossier.procedure.steps if any(p.form == self.form for p in s.papers))
        mine = [p for p in dossier.all_papers(self.form) if p.owner == unit.organisation]
        same = [p for p in mine if (p.number or "") == (self.number or "") and p.date == day]
        refuse_locked(dossier, engine.stand(dossier), step, self.reason, new=not same)
        paper = (
            same[0]
            if same
            else Paper(case=dossier.case.id, person=dossier.case.person, form=self.form, data={})
        )
        paper.date, paper.number = day, self.number or paper.number
        paper.signer, paper.kept = self.signer or paper.signer, self.kept or paper.kept
        paper.guide = facts.guide_of(self.form, day)
        paper.data = {**(paper.data or {}), **facts.paper_data(self.data)}
        unit.write(paper, audience=audience(unit, dossier.case), reason=self.reason)
        settle_handover(unit, dossier.case)
        return paper
