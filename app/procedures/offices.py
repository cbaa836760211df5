"""Which office has which role on a day, who sits in its bodies, and the dated settings that say so.

Roles of the approval chain: cell, sectional, grassroots, deciding. A setting `office.ROLE` names the
office by its code, by a name, or says "-" where there is none; without one a role above the cell is
taken by the direct superior.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from sqlalchemy import select

from app.models import Organisation, Peer, Seat, Setting
from app.procedures.deeds import Command, refuse_in_book
from app.procedures.people import day_field
from app.procedures.setting_values import read_typed
from app.regulations.rulebook import Rulebook
from app.storage.unit import Unit
from app.trouble import Refused
from app.words import N_, _

ROLE_TITLES = {
    "cell": N_("Chi bộ"),
    "sectional": N_("Đảng ủy bộ phận"),
    "grassroots": N_("Đảng ủy cơ sở"),
    "deciding": N_("Cấp ủy có thẩm quyền"),
    "superior": N_("Cấp ủy cấp trên trực tiếp"),
}
BODY_TITLES = {
    "cell": N_("Chi bộ"),
    "cell_committee": N_("Chi ủy"),
    "committee": N_("Ban Chấp hành"),
    "standing_committee": N_("Ban Thường vụ"),
}
ABSENT = "-"


@dataclass(frozen=True)
class Office:
    """An office with a role. `id` is empty while it is only known by name; `absent`: there is none."""

    role: str
    id: str = ""
    code: str = ""
    name: str = ""
    packages: bool = False
    """Whether it exchanges packages with this workspace, or is this workspace."""
    absent: bool = False


def of_role(unit: Unit, role: str, cell: str, day: datetime.date) -> Office:
    """The office that has `role` for the cell with id `cell` on `day`."""
    asked = ("office", role, cell, day)
    if asked not in unit.memo:
        unit.memo[asked] = _of_role(unit, role, cell, day)
    return unit.memo[asked]  # type: ignore[no-any-return]


def _of_role(unit: Unit, role: str, cell: str, day: datetime.date) -> Office:
    session = unit.session
    if role == "cell":
        found = session.get(Organisation, cell)
        return Office(role, cell, found.code if found else "", found.name if found else "", True)
    named = setting(unit, f"office.{role}", day, cell)
    if named == ABSENT:
        return Office(role, absent=True)
    if isinstance(named, str) and named:
        return _named(unit, role, named)
    if role == "sectional":
        return Office(role, absent=True)
    if cell != unit.author:
        keeper = _keeper(unit, cell)
        own = keeper or unit.workspace.own_organisation(session)
        return Office(role, own.id, own.code, own.name, True)
    above = session.scalar(select(Peer).where(Peer.relation == "above"))
    if above is not None:
        return Office(role, above.id, above.code, above.name, True)
    own = unit.workspace.own_organisation(session)
    if own.type == "committee":
        return Office(role, own.id, own.code, own.name, True)
    return Office(role, name=_(ROLE_TITLES[role]))


def _keeper(unit: Unit, cell: str) -> Organisation | None:
    """The office that keeps the book of a cell, and so stands above it."""
    found = unit.session.get(Organisation, cell)
    return unit.session.get(Organisation, found.keeper) if found is not None and found.keeper else None


def _named(unit: Unit, role: str, named: str) -> Office:
    session = unit.session
    own = unit.workspace.own_organisation(session)
    if named in (own.code, own.name):
        return Office(role, own.id, own.code, own.name, True)
    peer = session.scalar(select(Peer).where((Peer.code == named) | (Peer.name == named)))
    if peer is not None:
        return Office(role, peer.id, peer.code, peer.name, True)
    known = session.scalar(
        select(Organisation).where(
            Organisation.gone.is_(False), (Organisation.code == named) | (Organisation.name == named)
        )
    )
    return Office(role, known.id, known.code, known.name) if known else Office(role, name=named)


def setting(unit: Unit, key: str, day: datetime.date, owner: str | None = None) -> Any:
    """The value of a dated setting on `day`: of `owner` (else of this office) first, then of those above it.

    Of a cell whose book is kept, its keeper comes next. What an office below set for itself does not
    count here. None when unset.
    """
    known = [s for s in unit.all(Setting, key=key) if not s.from_ or s.from_ <= day.isoformat()]
    if not known:
        return None
    above = unit.session.scalars(select(Peer.id).where(Peer.relation == "above"))
    cell = owner or unit.organisation
    keeper = _keeper(unit, cell)
    for offices in ({cell}, {keeper.id} if keeper else set(), {unit.author}, set(above)):
        newest = max(
            (s for s in known if s.owner in offices), key=lambda s: (s.from_, s.revision, s.id), default=None
        )  # one that has ended is not followed by the one it replaced
        if newest is not None and (not newest.to or day.isoformat() <= newest.to):
            return newest.value.get("value")
    return None


@dataclass(frozen=True)
class PutSetting(Command):
    """Set a dated setting of the office; a rule's value needs its document ("number@date").

    A value is text as typed (`setting_values.read_typed`) or {"value", "unit"}; an empty one ends the
    setting on the day before. Raises Refused: bad_setting, bad_pack (of another kind than the rule),
    setting_without_document, loosens_rule, not_found.
    """

    deed: ClassVar[str] = "setting"
    right: ClassVar[str] = "admin"
    values: Mapping[str, Any] | None = None
    day: str = ""
    document: str | None = None

    def do(self, unit: Unit) -> list[Setting]:
        day = day_field(self.day or unit.today.isoformat())
        written = []
        before, keys = unit.rulebook, unit.rulebook.keys
        for key, value in (self.values or {}).items():
            if value in (None, ""):
                written.append(_end(unit, key, day))
                continue
            if key not in keys and not key.startswith("office.") and key not in OWN_SETTINGS:
                raise Refused(
                    "bad_setting",
                    _("Không có thiết lập “{key}”.").format(key=key),
                    _("Xem các khóa bằng lệnh rules."),
                )
            if key in keys and unit.book:
                raise refuse_in_book()
            if key in keys and not self.document:
                raise Refused(
                    "setting_without_document",
                    _("“{title}” phải dựa vào một văn bản.").format(title=_(keys[key].title)),
                    _("Ghi số và ngày của văn bản quy định giá trị này (số@ngày)."),
                    field="document",
                )
            same = [s for s in unit.all(Setting, key=key, owner=unit.organisation) if s.from_ == day]
            row = same[0] if same else Setting(key=key, from_=day)
            row.value = read_typed(keys[key], value) if key in keys else {"value": _plain(key, value)}
            row.document = self.document
            written.append(unit.write(row))
        refuse_set_aside(unit, before)
        return written


def _plain(key: str, value: Any) -> Any:
    """The value of a setting that is no rule: an office is named by text."""
    if key.startswith("office.") and not (isinstance(value, str) and value.strip()):
        raise Refused(
            "bad_setting", _("Ghi tên hoặc mã của tổ chức đảng; nơi không có thì ghi “-”."), field=key
        )
    return value.strip() if isinstance(value, str) else value


def _end(unit: Unit, key: str, day: str) -> Setting:
    """End the own setting of a key on the day before `day`; one that began that day is taken back."""
    begun = [s for s in unit.all(Setting, key=key, owner=unit.organisation) if s.from_ <= day]
    row = max(begun, key=lambda s: (s.from_, s.id), default=None)
    if row is None or (row.to and row.to < day):
        raise Refused(
            "not_found", _("Ngày ấy không có thiết lập “{key}” để thôi áp dụng.").format(key=key), field=key
        )
    if row.from_ == day:
        unit.annul(row, _("thôi áp dụng"))
        return row
    row.to = (datetime.date.fromisoformat(day) - datetime.timedelta(days=1)).isoformat()
    return unit.write(row)


def refuse_set_aside(unit: Unit, before: Rulebook) -> None:
    """Read the rules again after a change: raise why it does not fit (bad_pack, loosens_rule), if so."""
    unit.session.flush()
    unit.forget_rules()
    known = {str(refused) for refused in before.set_aside}
    for refused in unit.rulebook.set_aside:
        if str(refused) not in known:
            raise refused


OWN_SETTINGS = {"place", "case.handing_days", "plan.admission", "opinions.reminder_days"}


@dataclass(frozen=True)
class PutSeat(Command):
    """Say who sits in a body of the office from when to when."""

    deed: ClassVar[str] = "seat"
    body: str = "committee"
    name: str = ""
    post: str | None = None
    start: str = ""
    end: str | None = None
    person: str | None = None

    def do(self, unit: Unit) -> Seat:
        if self.body not in BODY_TITLES or self.body == "cell":
            raise Refused(
                "bad_body",
                _("Không có tập thể “{body}”.").format(body=self.body),
                ", ".join(k for k in BODY_TITLES if k != "cell"),
            )
        if not self.name.strip():
            raise Refused("bad_value", _("Chưa ghi họ và tên."), field="name")
        start = day_field(self.start or unit.today.isoformat())
        end = day_field(self.end) if self.end else None
        if end and end < start:
            raise Refused("bad_value", _("Ngày thôi trước ngày bắt đầu."), field="to")
        same = [
            s
            for s in unit.all(Seat, body=self.body, owner=unit.organisation)
            if s.name == self.name.strip() and not s.to
        ]
        seat = same[0] if same else Seat(body=self.body, name=self.name.strip(), from_=start)
        seat.post, seat.to, seat.person = self.post or seat.post, end, self.person or seat.person
        return unit.write(seat)


def seats(unit: Unit, body: str, day: datetime.date, office: str | None = None) -> list[Seat]:
    """Who sits in a body of an office (own by default) on `day`, in the order they were entered."""
    on = day.isoformat()
    found = unit.all(Seat, body=body, owner=office or unit.organisation)
    return sorted(
        (s for s in found if s.from_ <= on and (not s.to or on <= s.to)), key=lambda s: (s.from_, s.name)
    )
