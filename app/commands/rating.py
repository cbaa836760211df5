"""The yearly rating by command line: opening, saying, checking, deciding, closing, the table."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.commands.answers import Answer, WrongUse, columns
from app.commands.desk import Desk, text_of
from app.commands.parser import pairs
from app.words import _

if TYPE_CHECKING:
    from app.procedures.deeds import Command
    from app.procedures.rating.rounds import Rated
    from app.storage.workspace import Workspace


def open_rating(desk: Desk) -> Answer:
    """Open the rating of a year: members and collectives are drawn up by the rules of that year."""
    from app.procedures.rating.rounds import OpenRating

    words = desk.words
    with desk.office() as workspace:
        deed = OpenRating(year=words.year, date=words.date or "", as_of=words.as_of or "")
        return _told(desk, workspace, desk.do(workspace, deed).result.id)


def redraw(desk: Desk) -> Answer:
    """Draw up an open round anew."""
    from app.procedures.rating.rounds import RedrawRating

    return _done(desk, RedrawRating)


def set_rating(desk: Desk) -> Answer:
    """Say something of members or collectives, or, without any, of the round."""
    from app.procedures.rating.set import SetRating, SetRatingRound

    words = desk.words
    values, reason = pairs(words.set), words.reason or ""
    if words.who:
        return _done(desk, lambda at: SetRating(at, tuple(words.who), values, reason))
    return _done(desk, lambda at: SetRatingRound(at, values, reason))


def show(desk: Desk) -> Answer:
    """The round line by line."""
    with desk.office() as workspace:
        return _told(desk, workspace, _chosen(desk, workspace), every=True)


def check(desk: Desk) -> Answer:
    """Counts, the cap and what there is to say."""
    with desk.office() as workspace:
        return _told(desk, workspace, _chosen(desk, workspace))


def decide(desk: Desk) -> Answer:
    """Record decided levels; of a round of an office below they are this office's own."""
    from app.procedures.rating.decide import DecideRating

    words = desk.words
    told = {"number": words.number, "date": words.date or "", "issuer": words.issuer or ""}
    return _done(desk, lambda at: DecideRating(at, pairs(words.set), as_proposed=words.as_proposed, **told))


def cancel(desk: Desk) -> Answer:
    """Cancel a decided level, to rate anew."""
    from app.procedures.rating.decide import CancelRating

    words = desk.words
    return _done(
        desk, lambda at: CancelRating(at, words.who, words.reason, words.number or "", words.date or "")
    )


def close(desk: Desk) -> Answer:
    """End the round."""
    from app.procedures.rating.rounds import CloseRating

    return _done(desk, lambda at: CloseRating(at, desk.words.date or "", desk.words.note or ""))


def reopen(desk: Desk) -> Answer:
    """Take an ended round up again."""
    from app.procedures.rating.rounds import ReopenRating

    return _done(desk, lambda at: ReopenRating(at, desk.words.reason))


def report(desk: Desk) -> Answer:
    """The tables of offices and levels, each number with the people behind it."""
    from app.exports.rating_table import table_of
    from app.procedures.rating.summary import summary

    words, out = desk.words, Path(desk.words.out)
    if out.suffix.lower() not in (".xlsx", ".pdf", ".json"):
        raise WrongUse("wrong_use", _("{option}: cần tệp .xlsx, .pdf hoặc .json.").format(option="--out"))
    with desk.office() as workspace, desk.writing(workspace) as unit:
        found = summary(unit, words.year)
        table = table_of(unit, found, words.year, words.of)
        table.write(out)
        unit.log("export", "rating")
        missing = [line.office for line in found if line.round is None]
    data = {"file": str(out), **table.answer(), "missing": missing}
    return Answer(data, [_("Đã ghi {rows} dòng vào {file}.").format(rows=len(table.rows), file=out)])


def paper(desk: Desk) -> Answer:
    """Print a paper of the round, for all it concerns in one file."""
    from app.exports import rating_papers
    from app.models import Round
    from app.procedures.rating.rounds import round_of
    from app.reports.rating import names

    words, out = desk.words, Path(desk.words.out)
    kinds = (".pdf", ".docx", ".xlsx") if words.paper in rating_papers.SHEETS else (".pdf", ".docx")
    if out.suffix.lower() not in kinds:
        told = _("{option}: cần tệp {kinds}.").format(option="--out", kinds=", ".join(kinds))
        raise WrongUse("wrong_use", told)
    with desk.office() as workspace, desk.writing(workspace) as unit:
        round_ = unit.get(Round, words.round) if words.round else round_of(unit, words.year)
        made = rating_papers.papers(unit, round_, words.paper, words.member, copies=words.copies or 0)
        rating_papers.write(made, out)
        unit.log("print", f"{words.paper} {round_.id}")
        out_of = (
            [] if words.paper != "self-reviews" else rating_papers.without_form(unit, round_, words.member)
        )
        called = names(unit.session, round_.id)
    shown = [_("Đã in vào {file}.").format(file=out)]
    if out_of:
        told = ", ".join(called[who] for who in out_of)
        shown.append(_("Chưa in được bản kiểm điểm (chưa rõ nhóm hoặc mẫu): {names}.").format(names=told))
    return Answer({"file": str(out), "paper": words.paper, "without": out_of}, shown)


def _done(desk: Desk, made: Any) -> Answer:
    """Do a deed on the round meant; the answer is how the round stands after it."""
    with desk.office() as workspace:
        at = _chosen(desk, workspace)
        deed: Command = made(at)
        desk.do(workspace, deed)
        return _told(desk, workspace, at)


def _chosen(desk: Desk, workspace: Workspace) -> str:
    """Id of the round the words name (of an office below too), else the own one that is open."""
    from app.procedures.rating.rounds import round_of

    if desk.words.round:
        return str(desk.words.round)
    with desk.looking(workspace) as unit:
        return round_of(unit, getattr(desk.words, "year", None)).id


def _told(desk: Desk, workspace: Workspace, at: str, *, every: bool = False) -> Answer:
    from app.models import Round
    from app.procedures.rating import check as rating_check
    from app.procedures.rating.rounds import as_of, lines, rules_of
    from app.procedures.rounds import title_of
    from app.reports.rating import names

    with desk.looking(workspace) as unit:
        round_ = unit.get(Round, at)
        rated = lines(unit, round_)
        called = names(unit.session, at)
        remarks = rating_check.remarks(unit, round_, rated)
        groups = rating_check.caps(round_, rated, rules_of(unit, round_.year))
        data: dict[str, Any] = {
            "id": round_.id,
            "title": title_of(round_),
            "year": round_.year,
            "as_of": as_of(round_),
            "office": round_.owner,
            "opened": round_.opened,
            "closed": round_.closed,
            "counts": rating_check.counts(rated),
            "cap": {
                "literal": sum(one.cap.literal for one in groups) if groups else None,
                "pool": sum(one.cap.pool for one in groups) if groups else None,
                "exceeded": any(one.cap.exceeded for one in groups) if groups else None,
                "groups": [{"group": one.group, **one.cap.answer()} for one in groups],
            },
            "problems": [one.answer() for one in remarks],
        }
        shown = [str(data["title"]), *(one.sentence() for one in groups)]
        if every:
            rules = rules_of(unit, round_.year)
            rank = {who: n for n, who in enumerate(called)}
            ordered = sorted(rated, key=lambda one: rank.get(one.item.person or "", len(rank)))
            data["items"] = [_item(one, called, rules) for one in ordered]
            shown += columns([[text_of(one[name]) for name in _SHOWN] for one in data["items"]])
        shown += [one.message for one in remarks]
    return Answer(data, shown)


_SHOWN = ("name", "group", "total", "self", "cell", "decided", "number", "not_rated")


def _item(line: Rated, called: dict[str, str], rules: Any) -> dict[str, Any]:
    """One line of a round as answers tell it."""
    from app.procedures.rating import bands as rating_bands
    from app.procedures.rating.rounds import SAYERS, form_of, lacking

    item, data = line.item, line.item.data or {}
    points = rating_bands.total(data)
    return {
        "item": item.id,
        "person": item.person,
        "subject": item.subject,
        "name": called.get(item.person or "", item.subject),
        "form": form_of(rules, item.subject, data.get("group")),
        "group": data.get("group"),
        "not_reviewed": data.get("not_reviewed"),
        "not_rated": data.get("not_rated"),
        "since": data.get("since"),
        "lacking": lacking(item),
        "points": data.get("points", {}),
        "total": f"{points.normalize():f}" if points is not None else None,
        "band": rating_bands.told(data, rules) or None,
        "conditions": data.get("conditions", {}),
        **{name: data.get("levels", {}).get(name) for name in SAYERS},
        "votes": data.get("votes", {}),
        "decided": line.decided,
        "number": line.decision.number if line.decision else None,
        "date": line.decision.date if line.decision else None,
        "cancelled": [
            *(data.get("cancelled", ())),
            *((line.above.data or {}).get("cancelled", ()) if line.above else ()),
        ],
        "absent": data.get("absent"),
        "note": data.get("note"),
    }
