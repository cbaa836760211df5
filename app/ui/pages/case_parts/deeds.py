"""Deeds of the case page made of several commands, and the office's own value for a rule."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from app.models import Setting
from app.procedures.deeds import Command
from app.procedures.people import day_field
from app.storage.unit import Unit
from app.trouble import Refused
from app.words import _


@dataclass(frozen=True)
class Together(Command):
    """Several commands as one deed: all of them or none, undone together. Returns their results."""

    deed: ClassVar[str] = "case.record"
    parts: tuple[Command, ...] = ()

    def do(self, unit: Unit) -> list[Any]:
        found = []
        for part in self.parts:
            unit.user.require(part.right)
            found.append(part.do(unit))
            unit.session.flush()
        return found


@dataclass(frozen=True)
class SetRule(Command):
    """Set the office's own value for a rule from a day on; it rests on a document (number and day)."""

    deed: ClassVar[str] = "setting"
    right: ClassVar[str] = "admin"
    key: str = ""
    value: Any = None
    unit: str = ""
    """For a period: days, working_days, months, years."""
    number: str = ""
    dated: str = ""
    day: str = ""

    def do(self, unit: Unit) -> Setting:
        if self.key not in unit.rulebook.keys:
            raise Refused("bad_setting", _("Không có quy định “{key}”.").format(key=self.key))
        if not self.number.strip():
            raise Refused("setting_without_document", _("Chưa ghi số văn bản."), field="number")
        dated = day_field(self.dated, "dated")
        day = day_field(self.day or dated, "day")
        same = [s for s in unit.all(Setting, key=self.key, owner=unit.organisation) if s.from_ == day]
        row = same[0] if same else Setting(key=self.key, from_=day)
        row.value = {"value": self.value, "unit": self.unit} if self.unit else {"value": self.value}
        row.document = f"{self.number.strip()}@{dated}"
        unit.write(row)
        unit.session.flush()
        unit.forget_rules()
        assert unit.rulebook  # a value that loosens a rule or is of the wrong kind is refused here
        return row
