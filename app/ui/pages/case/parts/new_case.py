"""Opening a case: for whom, which procedure their status allows, from which day, begun on paper or not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtWidgets import QWidget
from sqlalchemy import select

from app.models import Case, Happening, PersonStanding
from app.procedures.cases import OpenCase
from app.procedures.deeds import Command
from app.procedures.people import AddPerson
from app.ui.pages.case.parts import words
from app.ui.pages.case.parts.dialogs import DeedDialog
from app.ui.pages.case.parts.fact_fields import People, WholeDateEdit
from app.ui.widgets.base import Label, box, row, shown
from app.ui.widgets.date_edit import DateEdit
from app.ui.widgets.editors import Choice
from app.ui.widgets.person_edit import PersonEdit
from app.ui.widgets.segment import Segment
from app.ui.widgets.tick import Tick
from app.words import N_, _

if TYPE_CHECKING:
    from app.storage.unit import Unit
    from app.ui.session import Sitting

_SEGMENT = 3
_NEW = "sympathiser"


@dataclass(frozen=True)
class OpenForNew(Command):
    """Put a sympathiser on file and open the case: one deed. Returns the Case."""

    deed: ClassVar[str] = "case.open"
    name: str = ""
    birth: str = ""
    date: str = ""
    taken_over: bool = False
    procedure: str = "admission"

    def do(self, unit: Unit) -> Case:
        person = AddPerson(_NEW, {"name": self.name, "birth": self.birth or None}).do(unit)
        unit.session.flush()
        return OpenCase(self.procedure, person.id, self.date, self.taken_over).do(unit)


@dataclass(frozen=True)
class Somebody:
    """What decides which procedures may be opened for a person."""

    status: str
    left: str = ""
    """The words of how and when they left the Party before, "" for who never did."""


def look_up(sitting: Sitting, person: str) -> Somebody:
    """Status of a person on file, and how they left before."""
    from app.ui.pages.common import LEFT_TITLES

    with sitting.reading() as session:
        standing = session.get(PersonStanding, person)
        wanted = select(Happening.date).where(Happening.person == person, Happening.what == "left")
        day = session.scalar(wanted.order_by(Happening.date.desc()).limit(1))
        if standing is None:
            return Somebody(_NEW)
        left = ""
        if standing.status == "former":
            why = _(LEFT_TITLES.get(standing.left_reason or "left", LEFT_TITLES["left"]))
            left = f"{why}, {words.date_of(day)}" if day else why
        return Somebody(standing.status, left)


class NewCaseDialog(DeedDialog):
    """Who, which procedure, from which day, and whether it was begun on paper.

    `procedures` are offered in their order as far as the person's status allows; `wanted` is chosen
    where it can be.
    """

    def __init__(
        self,
        parent: QWidget,
        sitting: Sitting,
        person: str = "",
        procedures: Sequence[str] = ("admission",),
        wanted: str = "",
    ) -> None:
        super().__init__(parent, _("Mở hồ sơ"), "", _("Mở hồ sơ"), self._open, width=560)
        from app.procedures.definitions import procedures as known
        from app.regulations.dates import PartialDate

        self.sitting = sitting
        self.offered = [known()[name] for name in procedures if name in known()]
        self.wanted = wanted or (self.offered[0].id if self.offered else "")
        self._chosen = ""
        people = People(sitting)
        self.who = Segment([("known", _("Người có trong sổ")), ("new", _("Người mới"))], "known")
        self.who.setAccessibleName(_("Mở cho ai"))
        self.body.addLayout(row(self.who, None))
        self.person = self.field(
            "person", _("Họ và tên"), PersonEdit(people.find, people.name), person or None
        )
        self.name = self.field("name", _("Họ và tên khai sinh"))
        self.birth = self.field("birth", _("Ngày sinh"), DateEdit(latest=sitting.today.year))
        self.birth.editor.setMaximumWidth(150)
        self.add(self.person)
        self.new_box = box(row((self.name, 1), self.birth, gap=14))
        self.add(self.new_box)
        options = [(p.id, words.short_title(p.id)) for p in self.offered]
        kind: Any = Segment(options) if len(options) <= _SEGMENT else Choice(options)
        self.kind = self.field("procedure", _("Việc"), kind)
        self.body.addLayout(row(self.kind, None))
        self.sentence = Label("", "small", "text2", wrap=True)
        self.add(self.sentence)
        date = self.field(
            "date", _("Ngày mở hồ sơ"), WholeDateEdit(sitting.today.year + 1), PartialDate.of(sitting.today)
        )
        date.editor.setMaximumWidth(150)
        self.body.addLayout(row(date, None))
        self.paper = Tick(_("Hồ sơ đã làm trên giấy trước khi dùng sổ này"))
        self.add(self.paper)
        text = _(
            "Khi đánh dấu, các bước đã làm được ghi lại theo thứ tự nào cũng được, bước không còn giấy tờ "
            "thì bỏ trống; các mục kiểm tra của hồ sơ này chỉ nhắc, không chặn."
        )
        self.add(Label(text, "small", "text3", wrap=True))
        self.finish()
        shown(self.new_box, False)
        shown(self.kind, len(self.offered) > 1)
        shown(self.who, any(not p.person or _NEW in p.person for p in self.offered))
        self.who.value_changed.connect(self._switch)
        self.person.changed.connect(lambda _value: self._offer())
        self.kind.changed.connect(self._choose)
        self.paper.toggled.connect(lambda _on: self._offer())
        self._offer()
        self.person.setFocus()

    # Which procedure

    def allowed(self, status: str) -> list[str]:
        """The procedures that may be opened for a status; a case taken over may be any."""
        if self.paper.isChecked():
            return [p.id for p in self.offered]
        return [p.id for p in self.offered if not p.person or status in p.person]

    def _somebody(self) -> Somebody | None:
        if self.who.value() == "new":
            return Somebody(_NEW)
        person = self.person.value()
        return look_up(self.sitting, str(person)) if person is not None else None

    def _offer(self) -> None:
        """Choose the procedure that suits the person, and say what it means."""
        somebody = self._somebody()
        allowed = self.allowed(somebody.status) if somebody is not None else [p.id for p in self.offered]
        fits = [p.id for p in self.offered if somebody is not None and somebody.status in p.person]
        choice = self._chosen if self._chosen in allowed else ""
        if not choice:
            suitable = fits or allowed
            choice = self.wanted if self.wanted in suitable else next(iter(suitable), "")
        self.kind.set_value(choice or None)
        self.sentence.setText(self._meaning(somebody, choice, bool(allowed)))
        shown(self.sentence, bool(self.sentence.text()))

    def _choose(self, value: object) -> None:
        self._chosen = str(value or "")
        self._offer()

    def _meaning(self, somebody: Somebody | None, choice: str, any_: bool) -> str:
        from app.procedures.titles import STATUS_TITLES

        if somebody is None:
            return ""
        if not any_:
            return _("Ở đây không mở được hồ sơ nào cho người đang là “{status}”.").format(
                status=_(STATUS_TITLES.get(somebody.status, somebody.status))
            )
        if somebody.left and choice == "admission":
            return _(
                "Người này đã ra khỏi Đảng ({left}). Mở hồ sơ là xét kết nạp lại: lý do và ngày ra khỏi "
                "Đảng lấy từ sổ; chương trình kiểm tra thêm điều kiện kết nạp lại."
            ).format(left=words.lower_first(somebody.left))
        return _(_MEANINGS.get(choice, ""))

    # The deed

    def _switch(self, value: str) -> None:
        shown(self.person, value == "known")
        shown(self.new_box, value == "new")
        (self.person if value == "known" else self.name).setFocus()
        for made in (self.person, self.name, self.birth):
            made.set_error("")
        self._offer()

    def perform(self) -> None:
        new = self.who.value() == "new"
        if new:
            self.person.set_value(None)
        elif self.person.value() is None and self.person.editor.settle():
            self.person.set_error(_("Gõ tên và chọn một người, hoặc chọn “Người mới”."))
            self.person.setFocus()
            return
        self._offer()
        super().perform()

    def _open(self, _dialog: DeedDialog) -> Any:
        date, paper = self.text("date"), self.paper.isChecked()
        procedure = self.kind.value() or self.wanted
        if self.who.value() == "new":
            return self.sitting.do(OpenForNew(self.text("name"), self.text("birth"), date, paper, procedure))
        return self.sitting.do(OpenCase(procedure, str(self.person.value()), date, paper))


_MEANINGS = {
    "source": N_(
        "Từ khi chi bộ đưa vào danh sách cảm tình Đảng đến khi được cử đi học lớp nhận thức về Đảng."
    ),
    "admission": N_("Từ lớp nhận thức về Đảng đến lễ kết nạp."),
    "recognition": N_("Từ bản tự kiểm điểm đến quyết định công nhận chính thức."),
    "help_list": N_(
        "Chương trình không đề xuất ai: người mở hồ sơ nêu trường hợp "
        "và kết luận của nơi có thẩm quyền làm căn cứ."
    ),
    "deletion": N_(
        "Chương trình không đề xuất ai: người mở hồ sơ nêu trường hợp "
        "và kết luận của nơi có thẩm quyền làm căn cứ."
    ),
    "discipline": N_(
        "Chương trình không đề xuất ai: người mở hồ sơ nêu vi phạm "
        "và kết luận của nơi có thẩm quyền làm căn cứ."
    ),
    "leaving": N_("Theo đơn của đảng viên; nói rõ hệ quả trước khi quyết định."),
    "suspension": N_(
        "Theo văn bản của nơi có thẩm quyền đề nghị hoặc kết luận; thời hạn tính từ ngày quyết định."
    ),
    "restoration": N_("Khi cấp có thẩm quyền kết luận bị oan, sai và từ đó đến nay không vi phạm."),
    "annulment": N_("Khi có kết luận quyết định kết nạp, công nhận trước đây không đúng."),
    "complaint": N_("Theo đơn của đảng viên, tính thời hạn từ ngày nhận quyết định."),
}
