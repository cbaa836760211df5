"""Papers of a yearly rating, for everybody in one file: self-reviews, slips, minutes, lists, notices."""

from __future__ import annotations

import datetime
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import Any

from app.exports import filled
from app.exports.document import Block, Document, Heading, Lines, Table, join
from app.exports.forms import fill
from app.models import Organisation, Peer, PersonStanding, Round
from app.procedures import offices
from app.procedures.rating import bands as rating_bands
from app.procedures.rating.rounds import (
    CHECKLIST,
    COLLECTIVES,
    LEVELS,
    MEMBER,
    SAYERS,
    Rated,
    as_of,
    form_of,
    is_rated,
    lines,
    rules_of,
    wanted,
)
from app.procedures.rating.set import SLIPS as COUNTED
from app.procedures.rating.subject import EXEMPT, GUEST, REASONS, SUSPENDED
from app.procedures.rounds import period
from app.regulations.codes import form_guide
from app.reports.rating import names
from app.storage.unit import Unit
from app.trouble import Refused
from app.words import N_, _

SELF_REVIEWS, COLLECTIVE, SLIPS, SECOND_SLIPS = "self-reviews", "collectives", "slips", "slips-second"
COUNT, MINUTES, NAMES, SUMMARY, LIST, NOTICES = "count", "minutes", "names", "summary", "list", "notices"
PAPERS = {
    SELF_REVIEWS: N_("Bản kiểm điểm của mọi người"),
    COLLECTIVE: N_("Báo cáo kiểm điểm của tập thể"),
    SLIPS: N_("Phiếu xếp loại"),
    SECOND_SLIPS: N_("Phiếu bình chọn xuất sắc (vòng hai)"),
    COUNT: N_("Biên bản kiểm phiếu"),
    MINUTES: N_("Biên bản họp"),
    NAMES: N_("Danh sách xếp loại"),
    SUMMARY: N_("Tổng hợp đề xuất của các chủ thể"),
    LIST: N_("Danh mục tài liệu gửi cấp trên"),
    NOTICES: N_("Thông báo kết quả"),
}
"""The papers of a round by name, in the order of the year's work."""
SHEETS = (COUNT, NAMES, SUMMARY, LIST)
"""Those that are one table, and may be written as XLSX too."""
LISTED = "04-HD KĐ.ĐG 2025"

_GROUPS = {
    "leader": N_("Giữ chức vụ"),
    "no_post": N_("Không giữ chức vụ"),
    "outside": N_("Ngoài hệ thống chính trị"),
}
_PAGE, _SLIP, _SLIP_ROW = 720, 190, 21  # points: a page, what a slip needs without names, and for each
_ANNEX_ROWS = 22  # of the annex of a self-review, to be written in by hand
_NUMBER = re.compile(r"(0|[1-9]\d*)(,\d+)?")


@dataclass(frozen=True)
class _Sheaf:
    """What all papers of a round are made from."""

    unit: Unit
    round: Round
    called: Mapping[str, str]
    people: Sequence[Rated]
    collectives: Sequence[Rated]

    def values(self, code: str, **more: Any) -> dict[str, Any]:
        """The values of the office for a form, and `more`."""
        found = self.of_office(filled.values(self.unit, filled.form_of(code)))
        told = self.round.data or {}
        ballot = "; ".join(v for v in told.get("ballot", {}).values() if v)
        found |= {"ballot": ballot or _("theo quy định của cấp ủy")}
        if meeting := told.get("meeting"):
            found["meeting_day"] = datetime.date.fromisoformat(meeting)
        return found | more

    def of_office(self, told: dict[str, Any]) -> dict[str, Any]:
        """The year, and whose paper it is: of a round of an office below it is that office's, not signed."""
        told = told | {"year": str(self.round.year)}
        if self.own:
            return told
        signed = ("signer_post", "signer_name", "place", "authority", "day")
        kept = {name: value for name, value in told.items() if name not in signed}
        return kept | {"organisation": self.office, "superior": self.unit.office().name}

    @property
    def own(self) -> bool:
        """Whether it is a round of the own book."""
        return self.round.owner == self.unit.organisation

    @property
    def office(self) -> str:
        """The name of the office whose round it is."""
        if self.own:
            return self.unit.office().name
        below = self.unit.session.get(Peer, self.round.owner)
        of = below or self.unit.session.get(Organisation, self.round.owner)
        return of.name if of is not None else ""

    def name(self, line: Rated) -> str:
        """The name of the member a line is about."""
        return self.called[line.item.person or ""]

    @property
    def here(self) -> list[Rated]:
        """Those who have not left since the list was drawn up."""
        return [one for one in self.people if not _data(one).get("left")]

    @property
    def reviewed(self) -> list[Rated]:
        return [one for one in self.here if not _data(one).get("not_reviewed")]


def papers(unit: Unit, round_: Round, paper: str, people: Sequence[str] = (), *, copies: int = 0) -> Document:
    """One file with a paper of the round, of everybody it concerns or of those named.

    `copies`: how many slips, where it is not one for every full member who may come. Raises Refused:
    bad_value, nothing_to_print (nobody has the form or the decision it needs).
    """
    if paper not in PAPERS:
        raise Refused("bad_value", _("Không có giấy “{name}”.").format(name=paper), ", ".join(PAPERS))
    with unit.looking() as seen:
        sheaf = _sheaf(seen, round_, people)
        match paper:
            case "self-reviews":
                made = [fill(form, told) for form, told in _self_reviews(sheaf)]
            case "collectives":
                made = _collectives(sheaf)
            case "slips" | "slips-second":
                made = _slips(sheaf, copies, second=paper == SECOND_SLIPS)
            case "count":
                counted = [one for one in sheaf.people if _data(one).get("votes")]
                made = [_filled(sheaf, "BBKP-XL", slips=[_slip_row(sheaf, one) for one in counted])]
            case "minutes":
                made = [_minutes(sheaf)]
            case "names":
                rows = [_name_row(sheaf, one) for one in sheaf.people]
                made = [_filled(sheaf, "DS-XL", rated=rows, count=len(rows))]
            case "summary":
                made = [_summary(sheaf)]
            case "list":
                made = _list(sheaf)
            case _:
                made = [_notice(sheaf, one) for one in sheaf.people if one.decided]
    if not made:
        raise Refused("nothing_to_print", _("Không có ai để in giấy này."), _(_NEEDED.get(paper, "")))
    return join(made)


_NEEDED = {
    SELF_REVIEWS: N_("Bản kiểm điểm cần nhóm của từng người."),
    COLLECTIVE: N_("Chưa rõ mẫu báo cáo của tập thể cho năm này."),
    SLIPS: N_("Phiếu cần người được xếp loại và người bỏ phiếu."),
    SECOND_SLIPS: N_("Chỉ có khi cách bỏ phiếu là hai vòng và có người được đề nghị xuất sắc."),
    LIST: N_("Danh mục này có từ hướng dẫn năm 2025."),
    NOTICES: N_("Thông báo cần mức đã quyết định."),
}


def without_form(unit: Unit, round_: Round, people: Sequence[str] = ()) -> list[str]:
    """Who is reviewed but gets no self-review: no group is entered, or the year's form is not known."""
    with unit.looking() as seen:
        sheaf = _sheaf(seen, round_, people)
        return [one.item.person or "" for one in sheaf.reviewed if _form(sheaf, one) is None]


def write(made: Document, path: Path) -> None:
    """Write a paper as its file is called: .pdf, .docx, or the table of it as .xlsx. Raises Trouble."""
    if path.suffix.lower() == ".xlsx":
        from app.exports import sheet

        table = next(block for block in made.blocks if isinstance(block, Table))
        subject = next((b.text for b in made.blocks if isinstance(b, Heading) and b.level == "subject"), "")
        rows = [[_cell(text) for text in row] for row in table.rows]
        sheet.write_table(path, made.title, table.columns, rows, subtitle=subject)
        return
    from app.exports import docx, pdf

    (docx if path.suffix.lower() == ".docx" else pdf).render(made, path)


def _cell(text: str) -> str | Decimal:
    """Numbers as numbers, to be added up."""
    return Decimal(text.replace(",", ".")) if _NUMBER.fullmatch(text) else text


def _sheaf(unit: Unit, round_: Round, people: Sequence[str]) -> _Sheaf:
    called = names(unit.session, round_.id)
    told = lines(unit, round_)
    known = {line.item.person: line for line in told if line.item.subject == MEMBER}
    chosen = [known[who] for who in called if who in known and (not people or who in people)]
    subjects = [one for name in COLLECTIVES for one in told if one.item.subject == name]
    return _Sheaf(unit, round_, called, chosen, subjects)


def _data(line: Rated) -> dict[str, Any]:
    return line.item.data or {}


def _filled(sheaf: _Sheaf, code: str, **more: Any) -> Document:
    return fill(filled.form_of(code), sheaf.values(code, **more))


def _form(sheaf: _Sheaf, line: Rated) -> str | None:
    return form_of(rules_of(sheaf.unit, sheaf.round.year), MEMBER, _data(line).get("group"))


def _self_reviews(sheaf: _Sheaf) -> list[tuple[Any, dict[str, Any]]]:
    """The form of the year and of the group of each who is reviewed, the day left to who writes it."""
    made = []
    for line in sheaf.reviewed:
        if code := _form(sheaf, line):
            form = filled.form_of(code)
            told = sheaf.of_office(filled.values(sheaf.unit, form, person=line.item.person))
            told["annex"] = [{}] * _ANNEX_ROWS
            if posts := _posts(sheaf, line, told.get("person_position")):
                told["person_position"] = posts
            made.append((form, _undated(told)))
    return made


def _undated(told: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in told.items() if name != "day"}


def _posts(sheaf: _Sheaf, line: Rated, position: str | None) -> str:
    """Posts in the own committee, then what the person's record says."""
    unit = sheaf.unit
    body = filled.BODIES[unit.office().type if sheaf.own else "cell"]
    seats = offices.seats(unit, body, unit.today, sheaf.round.owner)
    posts = [one.post for one in seats if one.person == line.item.person and one.post]
    return ", ".join(dict.fromkeys([*posts, *([position] if position else [])]))


def _collectives(sheaf: _Sheaf) -> list[Document]:
    rules, made = rules_of(sheaf.unit, sheaf.round.year), []
    for line in sheaf.collectives:
        subject = line.item.subject
        if code := form_of(rules, subject, None):
            title, own = _(COLLECTIVES[subject]), sheaf.office
            named = own if subject in ("cell", "committee") else f"{title}, {own}"
            told = sheaf.values(code, collective=named, authority=title.upper(), annex=[{}] * _ANNEX_ROWS)
            made.append(fill(filled.form_of(code), _undated(told)))
    return made


def _slips(sheaf: _Sheaf, copies: int, *, second: bool) -> list[Document]:
    """One slip with all names for each voter, as many on a page as there is room for."""
    two = rules_of(sheaf.unit, sheaf.round.year)["rating.ballot"].value == "two_rounds"
    rated = [one for one in sheaf.here if is_rated(one.item) and not _data(one).get("absent")]
    if second:
        rated = [one for one in rated if two and "excellent" in _data(one).get("levels", {}).values()]
    copies = copies or sum(1 for one in sheaf.here if _votes(sheaf, one))
    if not rated or not copies:
        return []
    told = {"two": two, "first": two and not second, "second": second}
    slip = _filled(sheaf, "P-XL", candidates=[{"v_name": sheaf.name(one)} for one in rated], **told)
    fits = max(1, _PAGE // (_SLIP + _SLIP_ROW * len(rated)))
    return [_page(slip, min(fits, copies - start)) for start in range(0, copies, fits)]


def _page(slip: Document, count: int) -> Document:
    """The slip so many times below each other, with a line to cut along."""
    blocks: list[Block] = [*slip.blocks]
    for _more in range(count - 1):
        blocks += [Lines(1), *slip.blocks]
    return replace(slip, blocks=tuple(blocks))


def _votes(sheaf: _Sheaf, line: Rated) -> bool:
    """Whether a slip is made for a member: full members who are not away; the committee may have it else."""
    data = _data(line)
    away = data.get("not_rated") in (EXEMPT, SUSPENDED, GUEST) or data.get("absent")
    return not away and _is_full(sheaf, line)


def _is_full(sheaf: _Sheaf, line: Rated) -> bool:
    stands = sheaf.unit.session.get(PersonStanding, line.item.person)
    if stands is None or not stands.official_date:
        return stands is not None and stands.status == "full"
    return stands.official_date <= as_of(sheaf.round).isoformat()


def _minutes(sheaf: _Sheaf) -> Document:
    """The minutes as far as the book knows: who, what everybody said of themselves, what is proposed."""
    full = sum(1 for one in sheaf.here if _is_full(sheaf, one))
    away = [
        {"name": sheaf.name(one), "reason": _data(one)["absent"]}
        for one in sheaf.here
        if _data(one).get("absent")
    ]
    out = [{"name": sheaf.name(one), "reason": _note(_data(one))} for one in sheaf.here if not _rated(one)]
    reviewed = [
        {"w_name": sheaf.name(one), "w_self": _said(one, "self"), "w_cell": _said(one, "cell")}
        for one in sheaf.reviewed
        if not _data(one).get("absent")
    ]
    groups = [
        {"c_name": _(COLLECTIVES[one.item.subject]), "c_level": _said(one, "self") or "…………"}
        for one in sheaf.collectives
    ]
    return _filled(
        sheaf,
        "BB-XL",
        members_total=len(sheaf.here),
        full_members=full,
        probationary_members=len(sheaf.here) - full,
        absentees=away,
        left_out=out,
        reviewed=reviewed,
        collectives=groups,
        **_levels(sheaf),
        **({"absent": len(away)} if away else {}),
    )


def _levels(sheaf: _Sheaf) -> dict[str, str]:
    """How many members the cell proposes for each level, in words; nothing to tell before it proposes any."""
    found = Counter(_data(one).get("levels", {}).get("cell", "") for one in sheaf.here if _rated(one))
    if set(found) <= {""}:
        return {}
    titles = {**LEVELS, "": N_("Chưa có mức")}
    told = [f"{_(title).lower()} {found[level]}" for level, title in titles.items() if level or found[""]]
    return {"levels": "; ".join(told)}


def _rated(line: Rated) -> bool:
    return is_rated(line.item)


def _summary(sheaf: _Sheaf) -> Document:
    """What each side says of each member, in the columns of the summary sheet."""
    rows = []
    for line in (one for one in sheaf.here if _rated(one)):
        stands = sheaf.unit.session.get(PersonStanding, line.item.person)
        told = {f"r_{name.removeprefix('cell_')}": _said(line, name) for name in SAYERS if name != "cell"}
        told |= {"r_cell": _said(line, "cell"), "r_name": sheaf.name(line)}
        position = stands.position if stands is not None else None
        rows.append(told | {"r_position": _posts(sheaf, line, position), "r_note": _note(_data(line))})
    return _filled(sheaf, "TH-XL", rated=rows, count=len(rows), **_levels(sheaf))


def _list(sheaf: _Sheaf) -> list[Document]:
    """The papers a rating's file holds: how many are there, of whom they are missing."""
    if form_guide(LISTED, period(sheaf.round.year)[1]) is None:
        return []
    papers = []
    for name, title in CHECKLIST.items():
        asked = [one for one in sheaf.here if name in wanted(one.item)]
        there = [one for one in asked if _data(one).get("received", {}).get(name)]
        if asked:
            missing = ", ".join(sheaf.name(one) for one in asked if one not in there)
            papers.append({"p_name": _(title), "p_count": len(there), "p_missing": missing})
    papers += [{"p_name": _(title)} for title in _FILE]
    told = sheaf.values(LISTED, papers=papers)
    return [fill(filled.form_of(LISTED), {"authority": _("CHI BỘ")} | told)]


_FILE = (
    N_("Báo cáo kiểm điểm của tập thể"),
    N_("Biên bản họp"),
    N_("Tổng hợp thẩm định"),
    N_("Kết luận, mức xếp loại"),
    N_("Gợi ý kiểm điểm (nếu có)"),
    N_("Ý kiến góp ý (nếu có)"),
    N_("Đơn thư (nếu có)"),
    N_("Tài liệu khác"),
)


def _name_row(sheaf: _Sheaf, line: Rated) -> dict[str, str]:
    data = _data(line)
    points = rating_bands.total(data)
    told = {
        "r_name": sheaf.name(line),
        "r_group": _(_GROUPS[data["group"]]) if data.get("group") else "",
        "r_points": f"{points.normalize():f}".replace(".", ",") if points is not None else "",
        "r_number": (line.decision.number if line.decision else None) or "",
        "r_note": _note(data),
        "r_decided": _(LEVELS[line.decided]) if line.decided else "",
    }
    said = {"self": "self", "state": "state", "committee": "cell_committee", "cell": "cell"}
    return told | {f"r_{column}": _said(line, sayer) for column, sayer in said.items()}


def _said(line: Rated, sayer: str) -> str:
    """The level somebody named, in words."""
    level = _data(line).get("levels", {}).get(sayer)
    return _(LEVELS[level]) if level else ""


def _note(data: Mapping[str, Any]) -> str:
    """What stands beside a name: what was noted, else why there is no level."""
    if data.get("note"):
        return str(data["note"])
    return _(REASONS[data["not_rated"]]) if data.get("not_rated") else str(data.get("absent", ""))


def _slip_row(sheaf: _Sheaf, line: Rated) -> dict[str, str]:
    votes = _data(line).get("votes", {})
    told = {f"s_{name}": str(votes.get(name, "")) for name in (*COUNTED, *LEVELS)}
    return told | {"s_name": sheaf.name(line)}


def _notice(sheaf: _Sheaf, line: Rated) -> Document:
    form, decision = filled.form_of("TB-XL"), line.decision
    assert decision is not None
    own = sheaf.of_office(filled.values(sheaf.unit, form, person=line.item.person))
    told = {
        "level": _(LEVELS[line.decided or ""]),
        "decision": decision.number,
        "decided_on": decision.date,
        "issuer": (decision.data or {}).get("issuer") or own.get("superior"),
    }
    return fill(form, own | {name: value for name, value in told.items() if value})
