"""Papers of a yearly rating: self-reviews of everybody in one file, the name list, slips, notices."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from app.exports import filled
from app.exports.document import Document, join
from app.exports.forms import fill
from app.models import Round
from app.procedures.rating import bands as rating_bands
from app.procedures.rating.rounds import GROUPS, LEVELS, MEMBER, Rated, form_of, lines, rules_of
from app.procedures.rating.set import SLIPS
from app.reports.rating import names
from app.storage.unit import Unit
from app.trouble import Refused
from app.words import _

SELF_REVIEWS, NAMES, COUNT, NOTICES = "self-reviews", "names", "count", "notices"
PAPERS = (SELF_REVIEWS, NAMES, COUNT, NOTICES)


def papers(unit: Unit, round_: Round, paper: str, people: Sequence[str] = ()) -> Document:
    """One file with a paper of the round, of everybody it concerns or of those named.

    Raises Refused: bad_value, nothing_to_print (nobody has the form or the decision it needs).
    """
    with unit.looking() as seen:
        return _papers(seen, round_, paper, people)


def _papers(unit: Unit, round_: Round, paper: str, people: Sequence[str]) -> Document:
    called = names(unit.session, round_.id)
    known = {line.item.person: line for line in lines(unit, round_) if line.item.subject == MEMBER}
    wanted = [known[who] for who in called if who in known and (not people or who in people)]
    match paper:
        case "self-reviews":
            made = _self_reviews(unit, round_, wanted)
        case "names":
            made = [_list(unit, round_, "DS-XL", "rated", [_name_row(one, called) for one in wanted])]
        case "count":
            counted = [one for one in wanted if (one.item.data or {}).get("votes")]
            made = [_list(unit, round_, "BBKP-XL", "slips", [_slip_row(one, called) for one in counted])]
        case "notices":
            made = [_notice(unit, round_, one) for one in wanted if one.decided]
        case _:
            raise Refused("bad_value", _("Không có giấy “{name}”.").format(name=paper), ", ".join(PAPERS))
    if not made:
        raise Refused(
            "nothing_to_print",
            _("Không có ai để in giấy này."),
            _("Bản kiểm điểm cần nhóm của từng người; thông báo cần mức đã quyết định."),
        )
    return join(made)


def _self_reviews(unit: Unit, round_: Round, wanted: list[Rated]) -> list[Document]:
    """The form of the year and of the group of each who is reviewed; whose group is not known gets none."""
    rules, made = rules_of(unit, round_.year), []
    for line in wanted:
        data = line.item.data or {}
        code = form_of(rules, MEMBER, data.get("group"))
        if code and not data.get("not_reviewed"):
            form = filled.form_of(code)
            sheet = filled.values(unit, form, person=line.item.person)
            made.append(fill(form, sheet | {"year": str(round_.year)}))
    return made


def _list(unit: Unit, round_: Round, code: str, rows: str, told: list[dict[str, str]]) -> Document:
    form = filled.form_of(code)
    own: dict[str, Any] = filled.values(unit, form) | {"year": str(round_.year), rows: told}
    if "count" in form.fields:
        own["count"] = len(told)
    ballot = (round_.data or {}).get("ballot", {})
    if "ballot" in form.fields:
        own["ballot"] = "; ".join(ballot.values()) or _("theo quy định của cấp ủy")
    return fill(form, own)


def _name_row(line: Rated, called: dict[str, str]) -> dict[str, str]:
    data = line.item.data or {}
    levels, points = data.get("levels", {}), rating_bands.total(data)
    told = {
        "r_name": called[line.item.person or ""],
        "r_group": _(GROUPS[data["group"]]) if data.get("group") else "–",
        "r_points": f"{points.normalize():f}".replace(".", ",") if points is not None else "–",
        "r_number": (line.decision.number if line.decision else None) or "–",
        "r_note": data.get("note") or _note(data) or "–",
    }
    said = {"self": "self", "state": "state", "committee": "cell_committee", "cell": "cell"}
    for column, sayer in said.items():
        told[f"r_{column}"] = _level(levels.get(sayer))
    return told | {"r_decided": _level(line.decided)}


def _note(data: dict[str, Any]) -> str:
    from app.procedures.rating.subject import REASONS

    return _(REASONS[data["not_rated"]]) if data.get("not_rated") else data.get("absent", "")


def _slip_row(line: Rated, called: dict[str, str]) -> dict[str, str]:
    votes = (line.item.data or {}).get("votes", {})
    told = {f"s_{name}": str(votes.get(name, "–")) for name in (*SLIPS, *LEVELS)}
    return told | {"s_name": called[line.item.person or ""]}


def _notice(unit: Unit, round_: Round, line: Rated) -> Document:
    form, decision = filled.form_of("TB-XL"), line.decision
    assert decision is not None
    told = {"level": _level(line.decided), "decision": decision.number, "decided_on": decision.date}
    own = filled.values(unit, form, person=line.item.person) | {"year": str(round_.year)}
    return fill(form, own | {name: value for name, value in told.items() if value})


def _level(name: str | None) -> str:
    return _(LEVELS[name]) if name else "–"
