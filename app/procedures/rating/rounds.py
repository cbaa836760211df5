"""The yearly rating of members and collectives: opening a round, drawing it up anew, reading it.

A level is always said by people. What is counted (points, conditions, slips, the cap) stands beside it.
The rules are those of the last day of the rated year, whenever the work is done.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from app.models import Round, RoundItem
from app.procedures import offices
from app.procedures.deeds import Command
from app.procedures.people import day_field
from app.procedures.rating.subject import Subject, draw
from app.procedures.review import LEVELS as LEVELS
from app.procedures.rounds import (
    RATING,
    CloseRound,
    OpenRound,
    ReopenRound,
    items,
    own_round,
    period,
    put_person,
    refuse_closed,
    rounds,
)
from app.regulations.rulebook import Rules
from app.regulations.rules import Criterion
from app.storage.unit import Unit
from app.trouble import Refused
from app.words import N_, _

GROUPS = {
    "leader": N_("Giữ chức vụ lãnh đạo, quản lý"),
    "no_post": N_("Không giữ chức vụ lãnh đạo, quản lý"),
    "outside": N_("Không công tác trong hệ thống chính trị"),
}
SAYERS = {
    "self": N_("Tự xếp loại"),
    "state": N_("Cơ quan, đơn vị"),
    "cell_committee": N_("Chi ủy"),
    "organisation": N_("Tổ chức chính trị - xã hội"),
    "cell": N_("Chi bộ"),
}
"""Who says a level before the decision."""
CHECKLIST = {
    "self_review": N_("Bản tự kiểm điểm"),
    "former_cell": N_("Nhận xét của chi bộ cũ"),
    "temporary_cell": N_("Nhận xét của nơi sinh hoạt tạm thời"),
    "residence": N_("Nhận xét của nơi cư trú"),
    "state_rating": N_("Kết quả xếp loại của cơ quan, đơn vị"),
    "commitment": N_("Bản cam kết năm sau"),
}
"""The yearly commitment is noted where the committee asks for it: no source gives its form or its day."""
COLLECTIVES = {
    "cell": N_("Chi bộ"),
    "cell_committee": N_("Chi ủy"),
    "sectional_committee": N_("Đảng ủy bộ phận"),
    "committee": N_("Đảng ủy cơ sở"),
    "organisation": N_("Tổ chức cơ sở đảng"),
}
MEMBER = "member"
NOT_NEEDED = "none"


def rules_of(unit: Unit, year: int) -> Rules:
    """The rules a rating of `year` follows, then and later."""
    return unit.rulebook.on(period(year)[1])


def form_of(rules: Rules, subject: str, group: str | None) -> str | None:
    """Code of the self-review of a member of a group, or of a collective; None where none is known.

    Without a group a code is known only where all groups have the same.
    """
    kinds = [group] if group else list(GROUPS)
    if subject != MEMBER:
        kinds = ["collective"]
    found = {rules[f"rating.form.{kind}"].value for kind in kinds}
    code = found.pop() if len(found) == 1 else None
    return code if isinstance(code, str) else None


def criteria_of(rules: Rules, item: RoundItem) -> tuple[Criterion, ...]:
    """The committee's set of the year for somebody of this group, or for a collective; empty where none."""
    group = (item.data or {}).get("group") if item.subject == MEMBER else "collective"
    return rules[f"rating.criteria.{group}"].criteria if group else ()


def wanted(item: RoundItem) -> list[str]:
    """The papers a member's rating rests on; what a case does not need is marked so by people."""
    data = item.data or {}
    if item.subject != MEMBER or data.get("not_reviewed"):
        return []
    works = data.get("group") in ("leader", "no_post")
    extra = {*data.get("needs", ())} | ({"residence", "state_rating"} if works else set())
    return [name for name in CHECKLIST if name == "self_review" or name in extra]


def lacking(item: RoundItem) -> list[str]:
    """Those of `wanted` that are neither received nor marked as not needed."""
    received = (item.data or {}).get("received", {})
    return [name for name in wanted(item) if not received.get(name)]


def is_rated(item: RoundItem) -> bool:
    """Whether the item is about somebody who is to have a level."""
    return not (item.data or {}).get("not_rated")


def proposed(item: RoundItem) -> str | None:
    """The level the cell proposes (for a collective: what it says of itself, where nobody proposed)."""
    levels = (item.data or {}).get("levels", {})
    return levels.get("cell") or (levels.get("self") if item.subject != MEMBER else None)


def key_of(item: RoundItem) -> tuple[str, str]:
    """What an item is about, the same in the cell's item and in the superior's."""
    return item.subject, item.person or item.office or ""


@dataclass(frozen=True)
class Rated:
    """One line of a round: the cell's item and, where the superior has one, its own beside it."""

    item: RoundItem
    above: RoundItem | None = None

    @property
    def decision(self) -> RoundItem | None:
        """The item that holds the decided level; the superior's own word stands before what was copied."""
        return next((one for one in (self.above, self.item) if one is not None and one.outcome), None)

    @property
    def decided(self) -> str | None:
        """The decided level."""
        return self.decision.outcome if self.decision else None

    @property
    def told(self) -> bool:
        """Whether the decided level was told: on its day or later, so that a new decision is told again."""
        day = (self.item.data or {}).get("notified")
        return bool(day and self.decision and day >= (self.decision.date or ""))

    @property
    def level(self) -> str | None:
        """What stands now: decided, else proposed."""
        return self.decided or proposed(self.item)


def lines(unit: Unit, round_: Round) -> list[Rated]:
    """The items of a round with the superior's beside them; of members and collectives, in no order."""
    own, above = [], {}
    for item in items(unit, round_.id):
        if item.owner == round_.owner:
            own.append(item)
        else:
            above[key_of(item)] = item
    return [Rated(item, above.get(key_of(item))) for item in own]


def round_of(unit: Unit, year: int | None = None, wanted: str | None = None) -> Round:
    """The own round of a year or id, else the newest open one, else the newest. Refused("no_round")."""
    if wanted:
        return own_round(unit, wanted, RATING)
    known = [one for one in rounds(unit, RATING) if year in (None, one.year)]
    if not known:
        raise Refused(
            "no_round",
            _("Chưa mở đợt xếp loại năm {year}.").format(year=year)
            if year
            else _("Chưa mở đợt xếp loại nào."),
            _("Mở đợt trước đã."),
        )
    return next((one for one in known if not one.closed), known[0])


def as_of(round_: Round) -> datetime.date:
    """The day on which it is looked who is subject."""
    told = (round_.data or {}).get("as_of")
    return datetime.date.fromisoformat(told) if told else period(round_.year)[1]


@dataclass(frozen=True)
class OpenRating(OpenRound):
    """Open the rating of a year: members and collectives of the own book are drawn up. Returns the Round.

    `as_of` is the day on which it is looked who is subject, the last of the year unless said otherwise: no
    rule read names it. Raises Refused: bad_value, round_exists.
    """

    deed: ClassVar[str] = "rating.open"
    right: ClassVar[str] = "write"
    what: str = RATING
    as_of: str = ""

    def do(self, unit: Unit) -> Round:
        if self.year > unit.today.year or not rules_of(unit, self.year)["rating.levels"].known:
            raise Refused(
                "bad_value",
                _("Chưa có quy định xếp loại cho năm {year}, hoặc năm chưa đến.").format(year=self.year),
                field="year",
            )
        made = super().do(unit)
        day = day_field(self.as_of) if self.as_of else period(self.year)[1].isoformat()
        made.data = {"as_of": day}
        unit.write(made)
        before = _groups_before(unit, self.year)
        for person, subject in draw(unit, self.year, as_of(made)).items():
            put_person(unit, made, person, data=_data(subject, before.get(person)))
        for name in _collectives(unit):
            unit.write(RoundItem(round=made.id, office=unit.organisation, subject=name, data={}))
        return made


@dataclass(frozen=True)
class RedrawRating(Command):
    """Draw up an open round anew: who joined is added, who became exempt is marked. Returns the Round.

    What people said of anybody stays. Raises Refused: round_closed, not_found.
    """

    deed: ClassVar[str] = "rating.redraw"
    round: str = ""

    def do(self, unit: Unit) -> Round:
        found = own_round(unit, self.round, RATING)
        refuse_closed(found)
        known = {one.item.person: one.item for one in lines(unit, found) if one.item.person}
        before = _groups_before(unit, found.year)
        for person, subject in draw(unit, found.year, as_of(found)).items():
            item = known.pop(person, None)
            if item is None:
                put_person(unit, found, person, data=_data(subject, before.get(person)))
            elif "said" not in (item.data or {}):
                drawn = ("not_reviewed", "not_rated", "since", "unsure", "left")
                kept = {k: v for k, v in (item.data or {}).items() if k not in drawn}
                needs = {*kept.get("needs", ()), *(_data(subject, None).get("needs", ()))}
                item.data = kept | _data(subject, None) | ({"needs": sorted(needs)} if needs else {})
                unit.write(item)
        for item in known.values():
            item.data = {**(item.data or {}), "left": True}
            unit.write(item)
        return found


@dataclass(frozen=True)
class CloseRating(CloseRound):
    """End a round. Members without a level stay on its open list. Raises Refused("round_closed")."""

    deed: ClassVar[str] = "rating.close"
    right: ClassVar[str] = "write"


@dataclass(frozen=True)
class ReopenRating(ReopenRound):
    """Take an ended round up again, with the reason. Raises Refused: missing_reason, round_open."""

    deed: ClassVar[str] = "rating.reopen"
    right: ClassVar[str] = "write"


def _data(subject: Subject, group: str | None) -> dict[str, Any]:
    told: Mapping[str, Any] = {
        "not_reviewed": subject.not_reviewed,
        "not_rated": subject.not_rated,
        "since": subject.since,
        "unsure": list(subject.unsure),
        "needs": ["temporary_cell"] if subject.elsewhere else [],
        "group": group,
    }
    return {name: value for name, value in told.items() if value}


def _groups_before(unit: Unit, year: int) -> dict[str, str]:
    """Which group members were in a year ago: who works where is known to nobody but people."""
    for one in rounds(unit, RATING):
        if one.year == year - 1:
            told = ((item.person, (item.data or {}).get("group")) for item in items(unit, one.id))
            return {person: group for person, group in told if person and group}
    return {}


def _collectives(unit: Unit) -> list[str]:
    if unit.office().type == "committee":
        return ["organisation", "committee"]
    return ["cell"] + (["cell_committee"] if offices.seats(unit, "cell_committee", unit.today) else [])
