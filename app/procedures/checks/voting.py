"""V23–V25: the count, its base, and a cell large enough to vote."""

from __future__ import annotations

from app.models import Act, Meeting, Person, Vote
from app.procedures import voting
from app.procedures.checks.base import Verdict, bad, check, good, unknown
from app.procedures.checks.eligibility import resolution_day
from app.procedures.dossier import Dossier
from app.regulations.procedures import Step
from app.regulations.rulebook import Rules
from app.regulations.votes import REASONS
from app.words import _


def _cell_votes(d: Dossier) -> tuple[Act | None, list[Vote]]:
    """The cell's resolution that counts (the newest attempt not sent back) and its votes by motion."""
    act = d.counting("cell_resolution")
    return act, d.votes_of("cell_resolution", act.attempt) if act is not None else []


def _on_file(d: Dossier, person: str) -> bool:
    """Whether a person is still in the book of the cell: whoever has moved away cannot be counted again."""
    found = d.unit.session.get(Person, person)
    return found is not None and not found.gone and found.owner == d.case.owner


@check("V23")
def enough_votes(d: Dossier) -> Verdict | None:
    act, votes = _cell_votes(d)
    step, day = d.procedure.step("cell_resolution"), d.day_of("cell_resolution.day")
    if act is None or step is None or day is None:
        return None
    rules = d.rules(day)
    field = "cell_resolution"
    asked = act.outcome if step.vote is not None and act.outcome in step.vote.motions else None
    vote = next((v for v in votes if v.motion == asked), None) if asked else d.vote(step.id, act.attempt)
    rule = rules[voting.share_of(step, None, asked or (vote.motion if vote else None)) or ""]
    if vote is None:
        return bad(_("Nghị quyết chưa ghi số phiếu biểu quyết."), rule, field=field)
    needed = _needed(rules, step, vote)
    if needed is None:
        return unknown(
            _("Chưa có nguồn nói cần bao nhiêu phiếu; chi bộ ghi kết quả theo quy định của cấp ủy."),
            rule,
            field=field,
        )
    enough = vote.for_ >= needed
    if act.outcome == "passed" or asked:
        if not enough:
            return bad(
                _("Chưa đủ phiếu: có {n}, cần {needed}.").format(n=vote.for_, needed=needed),
                rule,
                field=field,
            )
        return good(_("Số phiếu tính đúng, đạt {n} trên {base}").format(n=vote.for_, base=vote.base), rule)
    carried = next((v for v in votes if v.for_ >= (_needed(rules, step, v) or v.for_ + 1)), None)
    if carried is not None:
        return bad(_("Số phiếu đạt nhưng kết quả ghi không đạt."), rule, field=field, severity="warn")
    return bad(
        _("Chưa đủ phiếu: có {n}, cần {needed}.").format(n=vote.for_, needed=needed),
        rule,
        field=field,
        severity="remind",
    )


def _needed(rules: Rules, step: Step, vote: Vote) -> int | None:
    """Votes needed by the rule of the day; as recorded where the count has no base."""
    found, _text = voting.needed(rules, voting.share_of(step, None, vote.motion), vote.base)
    return vote.needed if found is None else found


@check("V24")
def right_base(d: Dossier) -> Verdict | None:
    _act, votes = _cell_votes(d)
    found = [verdict for vote in votes if (verdict := _base(d, vote)) is not None]
    return next((verdict for verdict in found if not verdict.good), found[0] if found else None)


def _base(d: Dossier, vote: Vote) -> Verdict | None:
    day = d.day_of("cell_resolution.day")
    if day is None:
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
            severity="warn" if vote.corrected else None,
        )
    if not d.unit.holds(d.case.owner):
        return good(_("Tổng số {n} tính đúng người").format(n=vote.base), *read)
    meeting = d.unit.session.get(Meeting, vote.meeting) if vote.meeting else None
    again = voting.count(d.unit, "cell", d.case.owner, day, present=meeting.present if meeting else [])
    wrong = {row["id"]: row["reason"] for row in again.excluded}
    right_ids = {row["id"] for row in again.counted}
    for row in vote.counted:
        if row["id"] in right_ids or not _on_file(d, row["id"]):
            continue
        reason = wrong.get(row["id"], "not_member")
        return bad(
            _("{name} không được tính vào tổng số: {reason}.").format(
                name=row["name"], reason=_(REASONS[reason])
            ),
            *read,
            field="cell_resolution",
        )
    named = {row["id"] for row in (*vote.counted, *vote.excluded)}
    left_out = [row["name"] for row in again.counted if row["id"] not in named]
    if left_out:
        return bad(
            _("{name} cũng là đảng viên chính thức vào ngày họp nhưng chưa được tính.").format(
                name=left_out[0]
            ),
            *read,
            field="cell_resolution",
            severity="warn",
        )
    return good(_("Tổng số {n} tính đúng người").format(n=vote.base), *read)


@check("V25")
def three_full_members(d: Dossier) -> Verdict | None:
    rule = d.rules(resolution_day(d))["cell.full_members.min"]
    found = voting.count(d.unit, "cell", d.case.owner, resolution_day(d), present=[])
    full = len(found.counted) + sum(1 for e in found.excluded if e["reason"] not in ("probationary", "guest"))
    if not rule.known or full == 0 and not d.unit.holds(d.case.owner):
        return None
    if full < rule.number:
        return bad(
            _("Chi bộ chỉ có {n} đảng viên chính thức, cần ít nhất {min}.").format(n=full, min=rule.number),
            rule,
            field="cell_resolution",
        )
    return good(_("Chi bộ có {n} đảng viên chính thức").format(n=full), rule)
