"""Rule packs of the office: taken in and ended; those of the superior: switched on once they were looked at.

A pack that is not newer, or says something else under the same version, is refused, and so is one that
loosens a confirmed rule above it. `app.procedures.rule_preview` shows what one would change.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from sqlalchemy import select

from app.models import EntryRow, RulePack, Setting
from app.models.local import PageEntry
from app.procedures.deeds import Command
from app.procedures.definitions import extended, procedure
from app.procedures.offices import refuse_set_aside
from app.regulations.packs import Pack, parse_pack, version_key
from app.storage import central
from app.storage.rulebooks import SWITCHED_ON, Held, held_packs
from app.storage.unit import Unit
from app.trouble import Refused
from app.words import _


def read_new(unit: Unit, text: str, file: str = "") -> tuple[RulePack, Pack]:
    """A pack to be taken in and the record it goes into, unless it may not be.

    Raises Refused: bad_pack, pack_of_others (a central pack comes with the program), same_version (the
    same version with other content), older_than_here. Whether it loosens a rule is not looked at here.
    """
    pack = parse_pack(text, file, unit.rulebook.keys)
    if pack.layer == "central":
        raise Refused(
            "pack_of_others",
            _("Bộ quy định của Trung ương đi kèm chương trình, không nhập riêng."),
            _("Cập nhật chương trình để có bộ mới."),
        )
    same_id = select(RulePack).where(RulePack.pack == pack.id, RulePack.owner == unit.author)
    row = unit.session.scalar(same_id.order_by(RulePack.gone, RulePack.revision.desc()).limit(1))
    if row is None:
        return RulePack(pack=pack.id), pack
    if not row.gone or _sent(unit, row):  # one taken back before anybody saw it binds nobody
        if row.version == pack.version and row.text != text:
            raise Refused(
                "same_version",
                _("Đã có bộ quy định cùng mã, cùng phiên bản nhưng nội dung khác."),
                _("Nội dung mới phải có phiên bản mới."),
            )
        if version_key(row.version) > version_key(pack.version):
            raise Refused("older_than_here", _("Bộ quy định này cũ hơn bộ đã có."), _("Chọn tệp mới hơn."))
    for addition in pack.additions:
        extended(procedure(addition.extends), addition)
    return row, pack


def _sent(unit: Unit, row: RulePack) -> bool:
    """Whether an entry of a record stands on a page, so that others may have it."""
    found = select(PageEntry.entry).join(EntryRow, EntryRow.hash == PageEntry.entry)
    return unit.session.scalar(found.where(EntryRow.record == row.id).limit(1)) is not None


@dataclass(frozen=True)
class AddPack(Command):
    """Take in a pack from its text; a newer version takes the place of the older. Returns the RulePack.

    Raises Refused: those of `read_new`, and loosens_rule.
    """

    deed: ClassVar[str] = "rules.add"
    right: ClassVar[str] = "admin"
    in_book: ClassVar[bool] = False
    text: str = ""
    file: str = ""

    def do(self, unit: Unit) -> RulePack:
        before = unit.rulebook
        row, pack = read_new(unit, self.text, self.file)
        row.version, row.text, row.gone = pack.version, self.text, False
        unit.write(row)
        refuse_set_aside(unit, before)
        return row


@dataclass(frozen=True)
class DropPack(Command):
    """End a pack of this office; what it said stays in the history. Returns the RulePack.

    Raises Refused: unknown_pack, not_owner (a superior's pack is ended by the superior), missing_reason.
    """

    deed: ClassVar[str] = "rules.drop"
    right: ClassVar[str] = "admin"
    in_book: ClassVar[bool] = False
    pack: str = ""
    reason: str = ""

    def do(self, unit: Unit) -> RulePack:
        held = held_pack(unit, self.pack)
        if not held.own:
            raise Refused(
                "not_owner",
                _("Bộ quy định này của cấp trên; đơn vị không tự bỏ được."),
                _("Hỏi cấp trên; cấp trên thôi áp dụng thì gói sau báo về."),
            )
        if not self.reason.strip():
            raise Refused("missing_reason", _("Chưa ghi lý do."), field="reason")
        unit.annul(held.record, self.reason.strip())
        unit.session.flush()
        unit.forget_rules()
        return held.record


@dataclass(frozen=True)
class AcceptPack(Command):
    """Switch on what came last of a superior's pack, also its withdrawal. Returns the Setting that says so.

    Raises Refused: unknown_pack, nothing_to_switch_on, loosens_rule, bad_pack.
    """

    deed: ClassVar[str] = "rules.accept"
    right: ClassVar[str] = "admin"
    in_book: ClassVar[bool] = False
    pack: str = ""

    def do(self, unit: Unit) -> Setting:
        before, held = unit.rulebook, held_pack(unit, self.pack)
        if not held.waits:
            raise Refused(
                "nothing_to_switch_on",
                _("Bộ quy định “{pack}” đang dùng đúng bản mới nhất đã nhận.").format(pack=self.pack),
                _("Không cần bật lại."),
            )
        key = SWITCHED_ON + self.pack
        rows = unit.all(Setting, key=key, owner=unit.author)
        row = rows[0] if rows else Setting(key=key)
        row.from_ = unit.today.isoformat()
        row.value = {"value": held.record.version, "entry": held.record.entry}
        unit.write(row)
        refuse_set_aside(unit, before)
        return row


def held_pack(unit: Unit, name: str) -> Held:
    """A pack by its id: one that waits before one in use. Raises Refused("unknown_pack")."""
    found = [held for held in held_packs(unit.session, unit.author) if held.record.pack == name]
    if not found:
        raise Refused(
            "unknown_pack",
            _("Sổ không có bộ quy định “{pack}”.").format(pack=name),
            _("Xem các bộ đang có bằng lệnh rules packs."),
        )
    return max(found, key=lambda held: (held.waits, bool(held.text)))


def waiting_packs(unit: Unit) -> list[Held]:
    """The superior's packs that came by package and have not been switched on."""
    return [held for held in held_packs(unit.session, unit.author) if held.waits]


CENTRAL = "central"
"""Stands for the packs that come with the program, and the settings from above."""


@dataclass(frozen=True)
class SeeCentral(Command):
    """Note that what new central rules and settings from above change was looked at; they hold either way."""

    deed: ClassVar[str] = "rules.seen"
    right: ClassVar[str] = "admin"
    in_book: ClassVar[bool] = False

    def do(self, unit: Unit) -> None:
        if not central.news(unit.session):
            raise Refused(
                "nothing_to_switch_on",
                _("Quy định kèm chương trình và của cấp trên chưa đổi từ lần xem trước."),
                _("Không cần xem lại."),
            )
        central.put_seen(unit.workspace, unit.session)
