"""A01–A03: what is compared in every step of every procedure: acts with votes, papers and dossiers."""

from __future__ import annotations

from app.procedures import voting
from app.procedures.checks.base import Verdict, bad, check
from app.procedures.dossier import Dossier
from app.procedures.engine import outcome_of
from app.regulations.procedures import CheckDef
from app.words import N_, _

GENERAL = {
    made.id: made
    for made in (
        CheckDef("A01", N_("Kết quả ghi khớp số phiếu"), "warn", (), False),
        CheckDef("A02", N_("Bản ghi theo văn bản giấy khớp với gói dữ liệu"), "warn", (), False),
        CheckDef("A03", N_("Hồ sơ không đổi sau khi cấp trên xem xét"), "warn", (), False),
    )
}
"""Checks of all steps; in no procedure file."""


@check("A01")
def outcome_as_counted(d: Dossier) -> Verdict | None:
    for step in d.procedure.steps:
        act = d.counting(step.id)
        vote = d.vote(step.id, act.attempt) if act is not None else None
        if act is None or vote is None or "V23" in step.checks:
            continue
        cast = d.votes_of(step.id, act.attempt)
        found = voting.computed(step, *cast)
        stated = outcome_of(step, act)
        if stated is None or stated.then == "reopen":
            continue
        if voting.short_of(step, act, cast) or found not in (None, stated.id):
            return bad(
                _("{step}: {n} phiếu tán thành, cần {needed}, nhưng kết quả ghi là “{outcome}”.").format(
                    step=_(step.title), n=vote.for_, needed=vote.needed, outcome=_(stated.title)
                ),
                field=step.id,
            )
    return None


@check("A02")
def paper_as_sent(d: Dossier) -> Verdict | None:
    """What was recorded from an office's paper against the act the office itself sent later."""
    for step in d.procedure.steps:
        act = d.counting(step.id)
        if act is None or act.from_paper:
            continue
        for other in d.acts:
            same = (other.step, other.attempt) == (act.step, act.attempt)
            if same and other.from_paper and (other.outcome, other.date) != (act.outcome, act.date):
                return bad(
                    _("{step}: ghi theo văn bản giấy khác với bản của chính nơi ấy gửi về.").format(
                        step=_(step.title)
                    ),
                    field=step.id,
                )
    return None


@check("A03")
def judged_as_it_stands(d: Dossier) -> Verdict | None:
    """A superior's act names the dossier it judged; one changed afterwards is shown, and the act stands."""
    for step in d.procedure.steps:
        act = d.counting(step.id)
        if act is None or not act.judged or act.judged == d.handed():
            continue
        outcome = outcome_of(step, act)
        if outcome is None or outcome.then != "reopen":
            return bad(
                _("{step}: hồ sơ đã thay đổi sau khi cấp trên xem xét.").format(step=_(step.title)),
                field=step.id,
            )
    return None
