"""The review of members by command line: opening a round, seeing the facts, recording what came of each."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.commands.answers import Answer, WrongUse, columns
from app.commands.desk import Desk, text_of
from app.words import _

if TYPE_CHECKING:
    from app.models import Round
    from app.storage.unit import Unit
    from app.storage.workspace import Workspace


def open_review(desk: Desk) -> Answer:
    """Open a review: all members of the own book are drawn up."""
    from app.procedures.rounds import REVIEW, OpenRound

    words = desk.words
    with desk.office() as workspace:
        made = desk.do(workspace, OpenRound(REVIEW, words.year, words.part, words.date or "")).result.id
        return _told(desk, workspace, made)


def show_review(desk: Desk) -> Answer:
    """The round, or one member of it with the facts on file."""
    from app.procedures.rounds import REVIEW

    with desk.office() as workspace:
        wanted = chosen(desk, workspace, REVIEW)
        return _told(desk, workspace, wanted, desk.words.person)


def set_review(desk: Desk) -> Answer:
    """Record what came of one member."""
    from app.procedures.review import RecordReview

    words = desk.words
    told = {"outcome": words.outcome, "date": words.date or "", "note": words.note or ""}
    return _done(desk, lambda at: RecordReview(at, words.person, number=words.number or "", **told))


def clear_review(desk: Desk) -> Answer:
    """Take back what was recorded of one member."""
    from app.procedures.review import ClearReview

    words = desk.words
    return _done(desk, lambda at: ClearReview(at, words.person, words.reason))


def close_review(desk: Desk) -> Answer:
    """End the round."""
    from app.procedures.rounds import CloseRound

    words = desk.words
    return _done(desk, lambda at: CloseRound(at, words.date or "", words.note or ""))


def reopen_review(desk: Desk) -> Answer:
    """Take an ended round up again."""
    from app.procedures.rounds import ReopenRound

    return _done(desk, lambda at: ReopenRound(at, desk.words.reason))


def _done(desk: Desk, made: Any) -> Answer:
    """Do a deed on the round meant; the answer is the round, or the member it was about."""
    from app.procedures.rounds import REVIEW

    with desk.office() as workspace:
        wanted = chosen(desk, workspace, REVIEW)
        desk.do(workspace, made(wanted))
        return _told(desk, workspace, wanted, getattr(desk.words, "person", None))


def chosen(desk: Desk, workspace: Workspace, what: str) -> str:
    """Id of the round the words name, else the one that is open."""
    from app.procedures.rounds import choose

    with desk.looking(workspace) as unit:
        return choose(unit, what, desk.words.round).id


def print_round(desk: Desk, what: str) -> Answer:
    """Print the paper of a round."""
    from app.exports import round_papers

    out = Path(desk.words.out)
    if out.suffix.lower() not in (".pdf", ".docx"):
        raise WrongUse("wrong_use", _("{option}: cần tệp .pdf hoặc .docx.").format(option="--out"))
    with desk.office() as workspace:
        wanted = chosen(desk, workspace, what)
        with desk.writing(workspace) as unit:
            form = round_papers.write(unit, wanted, what, out)
    data = {"file": str(out), "form": form, "round": wanted}
    return Answer(data, [_("Đã in mẫu {form} vào {file}.").format(form=form, file=out)])


def print_review(desk: Desk) -> Answer:
    """Print the minutes of the round."""
    from app.procedures.rounds import REVIEW

    return print_round(desk, REVIEW)


def log_view(desk: Desk, workspace: Workspace, about: str) -> None:
    """Note that somebody looked at a restricted record."""
    with desk.writing(workspace) as unit:
        unit.log("view", about)


def _told(desk: Desk, workspace: Workspace, wanted: str, person: str | None = None) -> Answer:
    from app.procedures import review
    from app.procedures.rounds import REVIEW, own_round, title_of
    from app.reports.review import fetch
    from app.trouble import Refused

    with desk.looking(workspace) as unit:
        round_ = own_round(unit, wanted, REVIEW)
        rows = fetch(unit.session, wanted)
        left = sum(1 for row in rows if not row.item.outcome)
        if person is not None:
            rows = [row for row in rows if row.item.person == person]
            if not rows:
                raise Refused("not_found", _("Đợt này không có người cần tìm."), field="person")
        told = [_member(unit, round_, row, facts=person is not None) for row in rows]
        data = {
            "id": round_.id,
            "title": title_of(round_),
            "year": round_.year,
            "part": round_.part,
            "opened": round_.opened,
            "closed": round_.closed,
            "left": left,
            "members": told,
        }
    log_view(desk, workspace, wanted)
    lines = [str(data["title"])]
    for one in told:
        outcome = _(review.OUTCOMES[one["outcome"]]) if one["outcome"] else _("chưa ghi")
        lines.append("  ".join(text_of(v) for v in (one["name"], outcome, one["date"], one["note"])))
        facts = [(_(review.TITLES[f["kind"]]), f["text"], f["source"]) for f in one.get("facts", [])]
        lines += [f"  {line}" for line in columns(facts)]
    lines.append(_("Còn {n} người chưa ghi kết quả.").format(n=left))
    return Answer(data, lines)


def _member(unit: Unit, round_: Round, row: Any, *, facts: bool) -> dict[str, Any]:
    from app.procedures import review

    item = row.item
    told = {
        "item": item.id,
        "person": item.person,
        "name": row.name,
        "outcome": item.outcome,
        "date": item.date,
        "number": item.number,
        "note": (item.data or {}).get("note"),
    }
    if facts:
        told["facts"] = [fact._asdict() for fact in review.shown(unit, round_, item)]
    return told
