"""Rounds over many people or organisations: which there are, opening, closing and taking up again.

What is looked at in each kind of round stands in `review`, `opinions` and `inspection`. The program
draws up who is to be looked at; what comes of it is said by people, one by one.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any, ClassVar

from app.models import PersonStanding, Round, RoundItem
from app.models.folding import nfc
from app.procedures.deeds import Command
from app.procedures.guards import past_day
from app.storage.unit import Unit
from app.trouble import Refused
from app.words import N_, _

REVIEW, OPINIONS, INSPECTION, RATING = "review", "opinions", "inspection", "rating"
RESTRICTED = frozenset({REVIEW, INSPECTION, OPINIONS})
"""Kinds of round that only those see who handle restricted cases."""
TITLES = {
    REVIEW: N_("Rà soát đảng viên"),
    OPINIONS: N_("Lấy ý kiến ngoài chi bộ"),
    INSPECTION: N_("Kiểm tra, giám sát thực hiện Chỉ thị 28"),
    RATING: N_("Xếp loại chất lượng"),
}
PARTS = {"H1": N_("6 tháng đầu năm {year}"), "H2": N_("6 tháng cuối năm {year}")}
_DAYS = {"H1": ((1, 1), (6, 30)), "H2": ((7, 1), (12, 31)), None: ((1, 1), (12, 31))}
YEARS = range(1930, 2200)


def period(year: int, part: str | None = None) -> tuple[datetime.date, datetime.date]:
    """First and last day of a year or of a half of it (H1, H2)."""
    first, last = _DAYS[part]
    return datetime.date(year, *first), datetime.date(year, *last)


def period_words(year: int, part: str | None = None) -> str:
    """The time of a round in words."""
    return _(PARTS[part] if part in PARTS else N_("năm {year}")).format(year=year)


def title_of(round_: Round) -> str:
    """What a round is called."""
    return round_.title or f"{_(TITLES.get(round_.what, round_.what))}, {period_words(*time_of(round_))}"


def time_of(round_: Round) -> tuple[int, str | None]:
    """(year, part) of a round."""
    return round_.year, round_.part


def rounds(unit: Unit, what: str) -> list[Round]:
    """Own rounds of a kind, the newest first."""
    found = unit.all(Round, what=what, owner=unit.organisation)
    return sorted(found, key=lambda r: (r.opened, r.year, r.part or "", r.id), reverse=True)


def items(unit: Unit, round_: str) -> list[RoundItem]:
    """What a round looks at."""
    return unit.all(RoundItem, round=round_)


def choose(unit: Unit, what: str, wanted: str | None = None) -> Round:
    """The round of an id, else the newest open one, else the newest; raises Refused("no_round")."""
    if wanted:
        return own_round(unit, wanted, what)
    known = rounds(unit, what)
    if not known:
        raise Refused(
            "no_round", _("Chưa có đợt nào: {title}.").format(title=_(TITLES[what])), _("Mở đợt trước đã.")
        )
    return next((r for r in known if not r.closed), known[0])


def own_round(unit: Unit, wanted: str, what: str = "") -> Round:
    """A round of this office by id; raises Refused("not_found")."""
    found = unit.get(Round, wanted)
    if found.owner != unit.organisation or (what and found.what != what):
        raise Refused("not_found", _("Không thấy đợt cần tìm trong sổ."))
    return found


def refuse_closed(round_: Round) -> None:
    """Raise Refused("round_closed") when nothing more may be written in a round."""
    if round_.closed:
        raise Refused(
            "round_closed",
            _("Đợt này đã kết thúc."),
            _("Mở lại đợt và ghi lý do, nếu cần ghi thêm hoặc sửa."),
        )


def choice(name: str, value: str, known: dict[str, str]) -> str:
    """A value that has to be one of the known ones; raises Refused("bad_value")."""
    if value not in known:
        raise Refused(
            "bad_value",
            _("Không có lựa chọn “{value}”.").format(value=value),
            ", ".join(known),
            field=name,
        )
    return value


def written(name: str, text: str | None, title: str) -> str:
    """A text that may not be empty; raises Refused("bad_value")."""
    found = nfc(text or "").strip()
    if not found:
        raise Refused("bad_value", _("Chưa ghi: {title}.").format(title=title), field=name)
    return found


@dataclass(frozen=True)
class OpenRound(Command):
    """Open a round for a year or a half of it; a review draws up all members of the own book.

    Returns the Round. Raises Refused: bad_value, round_exists.
    """

    deed: ClassVar[str] = "round.open"
    right: ClassVar[str] = "handle"
    what: str = REVIEW
    year: int = 0
    part: str | None = None
    date: str = ""
    title: str = ""

    def do(self, unit: Unit) -> Round:
        choice("what", self.what, TITLES)
        if self.part is not None:
            choice("part", self.part, PARTS)
        if self.year not in YEARS:
            raise Refused("bad_value", _("Năm {year} không đúng.").format(year=self.year), field="year")
        title = nfc(self.title).strip()
        for other in rounds(unit, self.what):
            if (*time_of(other), other.title) == (self.year, self.part, title):
                raise Refused(
                    "round_exists",
                    _("Đã có đợt “{title}”.").format(title=title_of(other)),
                    _("Mở lại đợt đó và ghi lý do.") if other.closed else _("Làm tiếp đợt đó."),
                    field="year",
                )
        made = unit.write(
            Round(
                what=self.what,
                title=title,
                year=self.year,
                part=self.part,
                opened=past_day(unit, self.date or unit.today.isoformat()),
                restricted=self.what in RESTRICTED,
                data={},
            )
        )
        if self.what == REVIEW:
            for person in members(unit):
                put_person(unit, made, person)
        return made


def members(unit: Unit) -> list[str]:
    """Full and probationary members of the own book, by given name."""
    found = unit.session.query(PersonStanding).filter(
        PersonStanding.owner == unit.organisation, PersonStanding.status.in_(("full", "probationary"))
    )
    return [one.person for one in found.order_by(PersonStanding.sort_key, PersonStanding.person)]


def put_person(unit: Unit, round_: Round, person: str, **values: Any) -> RoundItem:
    """Write a new item about a person."""
    return unit.write(
        RoundItem(round=round_.id, person=person, restricted=round_.restricted, **{"data": {}} | values)
    )


@dataclass(frozen=True)
class CloseRound(Command):
    """End a round. What is left undone needs a word why. Returns the Round.

    Raises Refused: round_closed, not_reviewed.
    """

    deed: ClassVar[str] = "round.close"
    right: ClassVar[str] = "handle"
    round: str = ""
    date: str = ""
    note: str = ""

    def do(self, unit: Unit) -> Round:
        found = own_round(unit, self.round)
        refuse_closed(found)
        left = [one for one in items(unit, found.id) if not one.outcome]
        if found.what == REVIEW and left and not self.note.strip():
            raise Refused(
                "not_reviewed",
                _("Còn {n} đảng viên chưa ghi kết quả rà soát.").format(n=len(left)),
                _("Ghi kết quả từng người, hoặc ghi lý do kết thúc khi chưa rà soát hết."),
                field="note",
            )
        found.closed = past_day(unit, self.date or unit.today.isoformat())
        if note := nfc(self.note).strip():
            found.data = {**(found.data or {}), "closing": note}
        return unit.write(found)


@dataclass(frozen=True)
class ReopenRound(Command):
    """Take a closed round up again, with the reason. Raises Refused: missing_reason, round_open."""

    deed: ClassVar[str] = "round.reopen"
    right: ClassVar[str] = "handle"
    round: str = ""
    reason: str = ""

    def do(self, unit: Unit) -> Round:
        found = own_round(unit, self.round)
        if not self.reason.strip():
            raise Refused("missing_reason", _("Chưa ghi lý do."), field="reason")
        if not found.closed:
            raise Refused("round_open", _("Đợt này chưa kết thúc."))
        found.closed = None
        found.data = {k: v for k, v in (found.data or {}).items() if k != "closing"}
        return unit.write(found, reason=nfc(self.reason).strip())
