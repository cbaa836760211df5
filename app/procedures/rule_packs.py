"""Taking a rule pack of the office in: checked, newer than the one there is, then passed down."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from app.models import RulePack
from app.procedures.deeds import Command
from app.procedures.definitions import extended, procedure
from app.procedures.offices import refuse_set_aside
from app.regulations.packs import parse_pack
from app.storage.unit import Unit
from app.trouble import Refused
from app.words import _


@dataclass(frozen=True)
class AddPack(Command):
    """Take in a pack from its text; a newer version takes the place of the older. Returns the RulePack.

    Raises Refused: bad_pack, loosens_rule, pack_of_others (a central pack comes with the program),
    same_version (the same version with other content), older_than_here.
    """

    deed: ClassVar[str] = "rules.add"
    right: ClassVar[str] = "admin"
    text: str = ""
    file: str = ""

    def do(self, unit: Unit) -> RulePack:
        before = unit.rulebook
        pack = parse_pack(self.text, self.file, before.keys)
        if pack.layer == "central":
            raise Refused(
                "pack_of_others",
                _("Bộ quy định của Trung ương đi kèm chương trình, không nhập riêng."),
                _("Cập nhật chương trình để có bộ mới."),
            )
        found = unit.all(RulePack, pack=pack.id, owner=unit.organisation)
        row = found[0] if found else RulePack(pack=pack.id)
        if row.version == pack.version and row.text != self.text:
            raise Refused(
                "same_version",
                _("Đã có bộ quy định cùng mã, cùng phiên bản nhưng nội dung khác."),
                _("Nội dung mới phải có phiên bản mới."),
            )
        if (row.version or "") > pack.version:
            raise Refused("older_than_here", _("Bộ quy định này cũ hơn bộ đã có."), _("Chọn tệp mới hơn."))
        row.version, row.text = pack.version, self.text
        unit.write(row)
        refuse_set_aside(unit, before)
        for addition in pack.additions:
            extended(procedure(addition.extends), addition)
        return row
