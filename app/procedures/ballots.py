"""Recording a counted vote: the base name by name, the meeting of the evening, the act it leads to."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import ClassVar

from app.models import Act, Meeting, Vote
from app.procedures import engine, voting
from app.procedures.cases import RecordStep
from app.procedures.deeds import Command
from app.procedures.dossier import Dossier
from app.procedures.guards import is_own, past_day, refuse_blocked, refuse_locked, refuse_order, step_of
from app.procedures.handover import audience, rule_state
from app.regulations.procedures import Step
from app.storage.unit import Unit
from app.trouble import Refused
from app.words import _


@dataclass(frozen=True)
class Voted:
    """A recorded vote and the act it led to (None while the outcome has to be stated)."""

    vote: Vote
    act: Act | None
    passed: bool | None
    text: str


@dataclass(frozen=True)
class RecordVote(Command):
    """Count a vote on a step. The base comes from the member list or the seats of the day."""

    deed: ClassVar[str] = "case.vote"
    case: str = ""
    step: str = ""
    date: str | None = None
    for_: int = 0
    against: int = 0
    blank: int = 0
    absent: Sequence[str] = ()
    present: Sequence[str] = ()
    motion: str | None = None
    outcome: str | None = None
    secret: bool = False
    chair: str | None = None
    writer: str | None = None
    base: int | None = None
    """A base corrected by hand; needs `reason`."""
    values: Mapping[str, str] = field(default_factory=dict)
    from_paper: Mapping[str, str] | None = None
    reason: str | None = None

    def do(self, unit: Unit) -> Voted:
        day = past_day(unit, self.date or unit.today.isoformat())
        on = datetime.date.fromisoformat(day)
        dossier = engine.load_case(unit, self.case, on)
        step = step_of(dossier, self.step)
        _rule, link = engine.link_of(dossier, step, on)
        if step.vote is None and link is None and not step.chain:
            raise Refused("no_vote", _("Bước “{title}” không có biểu quyết.").format(title=_(step.title)))
        own = is_own(dossier, step, day, self.from_paper)
        stands = engine.stand(dossier)
        body = link.body if link is not None else step.vote.body if step.vote is not None else "committee"
        motion = self._motion(step)
        share = voting.share_of(step, link, motion)
        office = unit.organisation if own else engine.office_of(dossier, step, on).id
        latest = dossier.latest(step.id)
        sent_back = latest is not None and (step.id, latest.attempt) in dossier.reopened
        new = latest is None or sent_back or not engine.goes_on(step, latest)
        if latest is not None and new and latest.date == day and latest.owner == unit.organisation:
            voted = {v.motion for v in dossier.votes_of(step.id, latest.attempt)}
            new = sent_back or motion in voted
        refuse_order(dossier, stands, step, new)
        refuse_locked(dossier, stands, step, self.reason, new=new)
        if new:
            refuse_blocked(dossier, stands, step, own)
        attempt = (latest.attempt if latest else 0) + 1 if new else latest.attempt if latest else 1
        vote = self._row(dossier, attempt, motion)
        meeting = _meeting(unit, dossier, body, day, self, vote)
        came = self if self.present or self.absent else meeting
        left_out = voting.left_out(step, link)
        found = voting.count(
            unit, body, office, on, present=came.present, absent=came.absent, left_out=left_out
        )
        self._refuse(found)
        number = self.base if self.base is not None else found.number
        needed, text = voting.needed(unit.rulebook.on(on), share or None, number)
        vote.meeting = unit.write(meeting, audience=audience(unit, dossier.case)).id
        vote.body, vote.motion, vote.secret = body, motion, self.secret
        vote.for_, vote.against, vote.blank = self.for_, self.against, self.blank
        vote.base, vote.needed, vote.counted, vote.excluded = number, needed, found.counted, found.excluded
        vote.corrected = self.reason if self.base is not None else None
        vote.rule = rule_state(unit.rulebook.on(on)[share]) if share else {}
        unit.write(vote, audience=audience(unit, dossier.case))
        unit.session.flush()
        passed = None if needed is None else self.for_ >= needed
        others = [v for v in dossier.votes_of(step.id, attempt) if v.motion != motion]
        stated = self.outcome or voting.computed(step, *others, vote)
        act = None
        if stated is not None:
            record = RecordStep(
                self.case, self.step, day, stated, self.values, from_paper=self.from_paper, reason=self.reason
            )
            act = record.do(unit)
        return Voted(vote, act, passed, " ".join(t for t in (found.text, text) if t))

    def _motion(self, step: Step) -> str | None:
        """What was put to the vote: as said, else the first of the step's motions."""
        known = step.vote.motions if step.vote is not None else ()
        if known and self.motion and self.motion not in known:
            raise Refused(
                "bad_value",
                _("Bước “{title}” không biểu quyết việc “{name}”.").format(
                    title=_(step.title), name=self.motion
                ),
                _("Chọn một trong: {list}.").format(list=", ".join(known)),
                field="motion",
            )
        return self.motion or next(iter(known), None)

    def _row(self, dossier: Dossier, attempt: int, motion: str | None) -> Vote:
        """The own vote on this motion in this attempt; a new one where there is none."""
        for vote in dossier.votes:
            place = (vote.step, vote.attempt, vote.owner, vote.motion)
            if place == (self.step, attempt, dossier.unit.organisation, motion):
                return vote
        return Vote(case=dossier.case.id, step=self.step, attempt=attempt)

    def _refuse(self, found: voting.Count) -> None:
        cast = self.for_ + self.against + self.blank
        if min(self.for_, self.against, self.blank) < 0:
            raise Refused("bad_value", _("Số phiếu không được âm."), field="for")
        if self.base is not None and not (self.reason or "").strip():
            raise Refused(
                "missing_reason", _("Sửa số người tính phiếu bằng tay phải ghi lý do."), field="reason"
            )
        if both := set(self.absent) & set(self.present):
            raise Refused(
                "bad_value",
                _("Một người không thể vừa có mặt vừa vắng mặt: {id}").format(id=min(both)),
                field="absent",
            )
        known = {row["id"] for row in (*found.counted, *found.excluded)}
        for named in (*self.absent, *self.present):
            if found.number is not None and named not in known:
                raise Refused(
                    "not_found",
                    _("Người được nêu không có trong danh sách biểu quyết: {id}").format(id=named),
                    field="absent",
                )
        number = self.base if self.base is not None else found.number
        came = number if self.base is not None else sum(1 for row in found.counted if row["present"])
        if number is not None and cast > (came or 0):
            raise Refused(
                "too_many_votes",
                _("Có {cast} phiếu nhưng chỉ {came} người được biểu quyết có mặt.").format(
                    cast=cast, came=came
                ),
                _("Kiểm tra số phiếu, hoặc người vắng mặt."),
                field="for",
            )


def _meeting(unit: Unit, dossier: Dossier, body: str, day: str, said: RecordVote, vote: Vote) -> Meeting:
    """The meeting of a body on a day, not yet written: who came is entered once for all votes of the evening.

    A further vote that names nobody counts those named before; the only vote of a meeting says it anew.
    """
    same = unit.all(Meeting, body=body, date=day, owner=unit.organisation)
    meeting = same[0] if same else Meeting(body=body, date=day, absent=[], present=[])
    others = [v for v in unit.all(Vote, meeting=meeting.id) if v.id != vote.id] if same else []
    absent, present = (meeting.absent, meeting.present) if others else ([], [])
    meeting.chair, meeting.writer = said.chair or meeting.chair, said.writer or meeting.writer
    meeting.absent = sorted({*absent, *said.absent} - set(said.present))
    meeting.present = sorted({*present, *said.present} - set(said.absent))
    return meeting
