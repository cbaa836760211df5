"""Part of the settings about books: those a committee keeps for cells without a computer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from app.procedures.books import Book, KeepBook, StopKeeping, books
from app.ui.pages.case.parts.dialogs import DeedDialog, reason_dialog
from app.ui.pages.settings.office import _Form, _pair
from app.ui.widgets.base import Label, box, column, row
from app.ui.widgets.buttons import Button
from app.ui.widgets.card import Card
from app.ui.widgets.editors import LineEdit
from app.ui.widgets.field import Field
from app.words import _, count_text

if TYPE_CHECKING:
    from app.ui.pages.settings.page import SettingsPage


class Books(_Form):
    """The kept books, each with the way into it, and a form for one more."""

    def __init__(self, page: SettingsPage) -> None:
        super().__init__()
        self.page = page
        with page.sitting.reading() as session:
            found = books(session, page.sitting.office)
        self.enter_buttons: dict[str, Button] = {}
        listed = Card(_("Sổ giữ hộ chi bộ chưa có máy"))
        note = _(
            "Người, hồ sơ và biểu quyết ghi trong sổ ấy là của chi bộ; cấp ủy ghi thay. "
            "Việc của chính cấp ủy vẫn ghi ở sổ của cấp ủy."
        )
        listed.add_padded(Label(note, "small", "text2", wrap=True), 0, 14)
        for book in found:
            listed.add_line()
            listed.add(self._line(book))
        self.fields = {
            "name": Field(_("Tên chi bộ"), LineEdit()),
            "code": Field(_("Mã tổ chức đảng"), LineEdit()),
            "place": Field(_("Địa danh ghi trên văn bản"), LineEdit(), optional=True),
        }
        self.put = Button(_("Giữ hộ sổ"))
        self.put.clicked.connect(self.do)
        form = Card(_("Giữ hộ thêm một sổ"))
        form.add_padded(
            column(
                self.fields["name"],
                8,
                _pair(self.fields["code"], self.fields["place"]),
                10,
                Label(
                    _(
                        "Bản này chưa chuyển được sổ giữ hộ sang máy của chi bộ; "
                        "chi bộ sắp có máy thì mời kết nối, không giữ hộ."
                    ),
                    "small",
                    "text2",
                    wrap=True,
                ),
                10,
                row(self.put, None),
            ),
            0,
            20,
        )
        self.setLayout(column(listed, *([16, form] if page.may else [])))

    def _line(self, book: Book) -> QWidget:
        second = " · ".join(
            part
            for part in (
                book.code,
                _("{n} đảng viên").format(n=count_text(book.members)),
                _("{n} hồ sơ đang làm").format(n=count_text(book.open_cases)) if book.open_cases else "",
            )
            if part
        )
        enter = Button(_("Mở sổ"), "link")
        enter.trailing = ""
        enter.setAccessibleName(_("Mở sổ của {name}").format(name=book.name))
        enter.clicked.connect(lambda: self.page.frame.book_asked.emit(book.id))
        self.enter_buttons[book.code] = enter
        parts: list[Any] = [
            (box(column(Label(book.name), Label(second, "small", "text2", wrap=True))), 1),
            enter,
        ]
        if self.page.may and not book.members and not book.open_cases:
            stop = Button(_("Thôi giữ"), "link")
            stop.trailing = ""
            stop.setAccessibleName(_("Thôi giữ sổ của {name}").format(name=book.name))
            stop.clicked.connect(lambda: self.stop_dialog(book).ask())
            parts += [16, stop]
        return box(row(*parts, margins=(20, 8, 18, 9)))

    def stop_dialog(self, book: Book) -> DeedDialog:
        """Asks why a book is given up."""

        def stop(dialog: DeedDialog) -> Any:
            done = self.page.sitting.do(StopKeeping(book.id, dialog.text("reason")))
            self.page.said(_("Đã thôi giữ sổ của {name}").format(name=book.name), done)
            return done

        return reason_dialog(
            self,
            _("Thôi giữ sổ của {name}").format(name=book.name),
            _("Sổ chưa ghi ai thì thôi giữ được; lịch sử vẫn giữ."),
            _("Thôi giữ"),
            stop,
        )

    def do(self) -> None:
        """Begin one more book."""
        values = {name: field.value() for name, field in self.fields.items()}
        self.do_command(
            KeepBook(values["name"] or "", values["code"] or "", values["place"]),
            _("Đã giữ hộ sổ của {name}").format(name=values["name"] or ""),
        )
