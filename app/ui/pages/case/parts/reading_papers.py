"""Papers, votes and the meeting of a step, as plain values."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from app.procedures import engine, voting
from app.procedures.conditions import holds
from app.procedures.engine import Standing
from app.ui.pages.case.parts import printing, words
from app.ui.pages.case.parts.views import PaperView
from app.words import N_, _

if TYPE_CHECKING:
    import datetime

    from app.models import Act, Vote
    from app.procedures.dossier import Dossier
    from app.regulations.procedures import Step

MOTIONS = {"recognise": N_("Công nhận chính thức"), "remove": N_("Xóa tên")}
_MANNER = "votes.manner"


def papers_of(dossier: Dossier, stands: Standing, step: Step) -> tuple[PaperView, ...]:
    """The papers of a step; where the dossier is judged, all that were needed up to it."""
    line = list(dossier.procedure.steps)
    wanted = [step]
    if not step.any_time and (step.hands_over or step.chain or step.actor != "cell"):
        here = {s.step.id for s in stands.steps}
        wanted = [s for s in line[: line.index(step) + 1] if s.id in here and not s.any_time]
    printable, written = printing.form_codes(), printing.texts()
    found: dict[str, PaperView] = {}
    for one in wanted:
        for paper in one.papers:
            have = dossier.begun(paper.form)
            if have is None and (not holds(dossier, paper.when) or (one is not step and not paper.need)):
                continue
            found[paper.form] = PaperView(
                paper.form,
                _(paper.title) if paper.title else words.form_title(paper.form),
                dossier.paper(paper.form) is not None,
                words.date_of(have.date) if have else "",
                (have.number or "") if have else "",
                (have.signer or "") if have else "",
                (have.kept or "") if have else "",
                paper.need,
                paper.prints and paper.form in printable,
                dict(have.data or {}) if have else {},
                have.id if have is not None and have.owner == dossier.unit.organisation else "",
                len(dossier.all_papers(paper.form)),
                paper.form in written,
            )
    return tuple(found.values())


def motions_of(step: Step) -> tuple[tuple[str, str], ...]:
    """What is put to the vote at a step, with its words."""
    names = step.vote.motions if step.vote is not None else ()
    return tuple((name, _(MOTIONS.get(name, name))) for name in names)


def votes_of(dossier: Dossier, step: Step, attempt: int) -> dict[str, dict[str, Any]]:
    """The votes of an attempt by motion."""
    found = [v for v in dossier.votes if v.step == step.id and v.attempt == attempt]
    return {v.motion or "": made for v in found if (made := vote_view(dossier, v)) is not None}


def vote_view(dossier: Dossier, vote: Vote | None) -> dict[str, Any] | None:
    """A recorded vote with its arithmetic."""
    if vote is None:
        return None
    how = ""
    if vote.base is not None and vote.rule.get("key"):
        act = dossier.latest(vote.step)
        day = dossier.day_of(f"{vote.step}.day") if act is not None else None
        how = voting.needed(dossier.rules(day), vote.rule["key"], vote.base)[1]
    return {
        "for": vote.for_,
        "against": vote.against,
        "blank": vote.blank,
        "secret": vote.secret,
        "base": vote.base,
        "absent": tuple(r["id"] for r in vote.counted if not r.get("present", True)),
        "corrected": vote.corrected,
        "counted": tuple(vote.counted),
        "excluded": tuple(vote.excluded),
        "needed": vote.needed,
        "body": vote.body,
        "how": how,
    }


def votes_before(dossier: Dossier, step: Step, latest: Act | None, now: bool) -> tuple[str, ...]:
    """What the attempts before the one in view gave, one sentence for each vote."""
    last = latest.attempt if latest is not None else 0
    days = {a.attempt: a.date for a in dossier.attempts(step.id)}
    names = dict(motions_of(step))
    found = []
    for vote in sorted(dossier.votes, key=lambda v: (v.attempt, v.revision)):
        if vote.step != step.id or not (vote.attempt < last or (now and vote.attempt == last)):
            continue
        about = f"{words.lower_first(names[vote.motion])}, " if vote.motion in names else ""
        told = _("Lần {n}, ngày {day}: {about}tán thành {for_} trên {base}").format(
            n=vote.attempt, day=words.date_of(days.get(vote.attempt)) or "–", about=about,
            for_=vote.for_, base=vote.base if vote.base is not None else "–",
        )  # fmt: skip
        if vote.needed is not None:
            enough = vote.for_ >= vote.needed
            told += ", " + (_("đủ phiếu") if enough else _("cần {n}, không đủ").format(n=vote.needed))
        found.append(told + ".")
    return tuple(found)


def turn_words(dossier: Dossier, step: Step, latest: Act | None) -> str:
    """Which attempt at a vote comes next where only so many are allowed, and what follows the last."""
    limited = next((o for o in step.outcomes if o.most), None)
    if limited is None or latest is None or latest.outcome != limited.id:
        return ""
    rule = dossier.rules(dossier.day_of(f"{step.id}.day"))[limited.most]
    if engine.exhausted(dossier, step):
        over = dossier.procedure.step(limited.over)
        follows = _(over.title) if over is not None else ""
        return _("Đã biểu quyết {n} lần mà không đủ phiếu. Việc phải làm tiếp: {title} ({source}).").format(
            n=rule.number, title=words.lower_first(follows), source=words.source_text(rule)
        )
    told = f" {_(rule.text)}" if rule.known and rule.text else ""
    return _("Biểu quyết lần thứ {n}.").format(n=latest.attempt + 1) + told


def secret_only(dossier: Dossier, step: Step, day: datetime.date) -> str:
    """The rule that leaves only the secret ballot on a day, in words; "" where the meeting chooses."""
    rules = dossier.rules(day)
    _rule, link = engine.link_of(dossier, step, day)
    keys = [f"{_MANNER}.{link.body}"] if link is not None else []
    for key in (*keys, _MANNER):
        if key in rules.book.keys and rules[key].known:
            rule = rules[key]
            if rule.value != "ballot":
                return ""
            return _("{text} ({source})").format(
                text=_(rule.text).rstrip(".") or _("Bỏ phiếu kín"), source=words.source_text(rule)
            )
    return ""


def secret_proposed(dossier: Dossier, step: Step, day: datetime.date) -> bool:
    """Whether a rule of the procedure itself says ballot for this vote; one only reported leaves a choice."""
    rules, key = dossier.rules(day), f"{dossier.procedure.id}.manner"
    return step.vote is not None and key in rules.book.keys and rules[key].value == "ballot"


def meeting_of(dossier: Dossier, vote: Vote | None) -> dict[str, Any]:
    """Chair and writer: of the vote's own meeting, else those of the last meeting of this office."""
    from app.models import Meeting

    own = dossier.unit.session.get(Meeting, vote.meeting) if vote is not None and vote.meeting else None
    if vote is not None and own is None:
        return {}
    meetings = dossier.unit.all(Meeting, owner=dossier.unit.organisation)
    last = own or max(meetings, key=lambda m: m.date, default=None)
    if last is None:
        return {}
    found: dict[str, Any] = {"chair": last.chair, "writer": last.writer}
    if own is not None:
        found |= {"present": tuple(own.present or ()), "absent": tuple(own.absent or ())}
    return found
