"""Values the office gives to rules, several at once under one document: as settings or as its own pack."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, ClassVar

from sqlalchemy import select

from app.models import RulePack, Setting
from app.procedures.deeds import Command
from app.procedures.offices import PutSetting
from app.procedures.people import day_field
from app.procedures.rule_packs import AddPack
from app.procedures.setting_values import read_typed
from app.regulations.pack_writing import write_pack
from app.regulations.packs import Pack, parse_pack, read_value, version_key
from app.regulations.rules import Document, Rule
from app.regulations.tables import Table
from app.storage.unit import Unit
from app.trouble import Refused
from app.words import _


@dataclass(frozen=True)
class FillRules(Command):
    """Give rules their values, resting on one document ("number@date"), from a day on.

    `as_pack`: written into the office's own pack, which goes down to its cells; else as settings, which
    hold for the office itself. Values as typed (`setting_values.read_typed`). Returns the records.
    Raises Refused: nothing_chosen, those of PutSetting and AddPack.
    """

    deed: ClassVar[str] = "rules.fill"
    right: ClassVar[str] = "admin"
    in_book: ClassVar[bool] = False
    values: Mapping[str, Any] | None = None
    day: str = ""
    document: str = ""
    title: str = ""
    as_pack: bool = False

    def do(self, unit: Unit) -> list[Setting | RulePack]:
        values = dict(self.values or {})
        if not values:
            raise Refused("nothing_chosen", _("Chưa ghi giá trị nào."), _("Chọn ít nhất một quy định."))
        if not self.as_pack:
            return list(PutSetting(values, self.day, self.document).do(unit))
        day = datetime.date.fromisoformat(day_field(self.day or unit.today.isoformat()))
        text = self._text(unit, values, day)
        _end_settings(unit, values, day)
        return [AddPack(text).do(unit)]

    def _text(self, unit: Unit, values: Mapping[str, Any], day: datetime.date) -> str:
        book = unit.rulebook
        number, _at, dated = self.document.partition("@")
        if not number.strip() or not dated.strip():
            raise Refused(
                "setting_without_document",
                _("Giá trị phải dựa vào một văn bản."),
                _("Ghi số và ngày của văn bản quy định giá trị này (số@ngày)."),
                field="document",
            )
        pack = own_pack(unit)
        if self.document not in book.documents and self.document not in {d.id for d in pack.documents}:
            title = self.title.strip() or _("Văn bản số {number}").format(number=number)
            start = min(day, _first_day(dated) or day)
            made = Document(self.document, title, pack.issuer, start, "assumed", None, (), "confirmed")
            pack = replace(pack, documents=(*pack.documents, made))
        for name, typed in values.items():
            if name not in book.keys:
                raise Refused(
                    "bad_setting",
                    _("Không có thiết lập “{key}”.").format(key=name),
                    _("Xem các khóa bằng lệnh rules."),
                )
            key, before = book.keys[name], book.stands_in_for(name, day)
            read = read_typed(key, typed)
            unit_of = str(read.get("unit") or before.unit)
            value = read_value(Table({}, pack.id, name), key, read["value"], unit_of)
            rule = Rule(name, value, unit_of, before.base, self.document, "", "confirmed", "", day, None)
            pack = replace(pack, rules=(*_ended(pack, name, day), rule))
        return write_pack(replace(pack, version=_next_version(pack.version, unit.today)))


def _end_settings(unit: Unit, keys: Iterable[str], day: datetime.date) -> None:
    """End the office's own settings of these keys: from now on the pack says what they said."""
    on = day.isoformat()
    for key in keys:
        begun = [s for s in unit.all(Setting, key=key, owner=unit.author) if s.from_ <= on]
        if begun and not (newest := max(begun, key=lambda s: (s.from_, s.id))).to:
            PutSetting({key: ""}, max(on, newest.from_)).do(unit)


def own_pack(unit: Unit) -> Pack:
    """The pack an office writes itself: the one there is, else an empty one."""
    own = unit.workspace.own_organisation(unit.session)
    name = f"{own.code or own.id[:8]}/tu-ghi"
    row = unit.session.scalar(select(RulePack).where(RulePack.pack == name, RulePack.owner == own.id))
    if row is not None and not row.gone:
        return parse_pack(row.text, name, unit.rulebook.keys)
    layer = "superior" if own.type == "committee" else "office"
    version = row.version if row is not None else ""
    title = _("Quy định do {name} ghi").format(name=own.name)
    return Pack(name, layer, own.name, version, (), (), (), "", name, title)


def _ended(pack: Pack, key: str, day: datetime.date) -> list[Rule]:
    """The rules of a pack with those of a key ended before a day; what would begin later gives way."""
    kept = [rule for rule in pack.rules if rule.key != key or rule.start < day]
    last = day - datetime.timedelta(days=1)
    return [replace(rule, end=min(rule.end or last, last)) if rule.key == key else rule for rule in kept]


def _next_version(before: str, today: datetime.date) -> str:
    """Today's date with a number behind it, newer than the version before."""
    made = f"{today:%Y.%m.%d}.1"
    if version_key(made) > version_key(before):
        return made
    head, _dot, last = before.rpartition(".")
    return f"{head}.{int(last) + 1}" if head and last.isdigit() else f"{before}.1"


def _first_day(dated: str) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(dated)
    except ValueError:
        return None
