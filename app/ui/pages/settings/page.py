"""Cài đặt: how it looks, the lock, who may open the workspace, backup, the office and its committees."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from app.storage.rights import ROLES
from app.ui import theme
from app.ui.page import Room
from app.ui.pages.common import SittingPage
from app.ui.pages.settings import books as settings_books
from app.ui.pages.settings import office as settings_office
from app.ui.pages.settings import users as settings_users
from app.ui.preferences import IDLE_MINUTES, Preferences
from app.ui.restart import restart
from app.ui.widgets.base import Label, box, column, row, shown
from app.ui.widgets.buttons import Button
from app.ui.widgets.card import Card
from app.ui.widgets.chips import ChipBar
from app.ui.widgets.editors import Choice
from app.ui.widgets.field import Field
from app.ui.widgets.scroll import ScrollColumn
from app.ui.widgets.segment import Segment
from app.words import N_, _

if TYPE_CHECKING:
    from app.ui.frame import Frame
    from app.ui.session import Sitting

PARTS = (
    ("look", N_("Hiển thị")),
    ("user", N_("Mật khẩu")),
    ("users", N_("Người dùng")),
    ("backup", N_("Sao lưu")),
    ("office", N_("Tổ chức")),
    ("seats", N_("Cấp ủy")),
    ("books", N_("Sổ giữ hộ")),
)
WIDTH = 760


class SettingsPage(SittingPage):
    """One part at a time; what is changed here holds at once unless it says otherwise."""

    guide = "settings"
    title = _("Cài đặt")

    def __init__(self, frame: Frame, sitting: Sitting) -> None:
        super().__init__(frame, sitting)
        self.preferences: Preferences = getattr(frame, "preferences", None) or Preferences()
        parts = [(key, _(words), None) for key, words in PARTS if key != "books" or sitting.committee]
        self.chips = ChipBar(parts, spoken=_("Phần của cài đặt"))
        self.place = ScrollColumn()
        self._whole = column(self.chips, 14, (self.place, 1), margins=(24, 0, 0, 0))
        self.setLayout(self._whole)
        self.chips.chosen.connect(self.show_part)

    def opened(self, part: str = "", **where: Any) -> None:
        self.show_part(part or self.chips.value or "look")

    def heading(self) -> str:
        return _("Cài đặt")

    @property
    def may(self) -> bool:
        """Whether the user may change what belongs to the whole workspace."""
        return "admin" in ROLES.get(self.sitting.workspace.user.role, ())

    def show_part(self, part: str) -> None:
        """Show a part, made anew from the records."""
        self.chips.set_value(part)
        made: QWidget = {
            "look": self._look, "user": lambda: settings_users.OwnPassword(self),
            "users": lambda: settings_users.Users(self), "backup": lambda: settings_users.Backups(self),
            "office": lambda: settings_office.Office(self), "seats": lambda: settings_office.Seats(self),
            "books": lambda: settings_books.Books(self),
        }[part]()  # fmt: skip
        made.setMaximumWidth(WIDTH)
        self.part = made
        self.place.set_content(box(column(row((made, 100), None), None, margins=(0, 2, 24, 24))))
        self.place.verticalScrollBar().setValue(0)

    def refresh(self, changes: Any = None) -> None:
        if self.frame.current == "settings" and self.chips.value in ("office", "seats", "books"):
            self.show_part(self.chips.value)

    def arrange(self, room: Room) -> None:
        self._whole.setContentsMargins(20 if room == Room.NARROW else 24, 0, 0, 0)

    # How it looks

    def _look(self) -> QWidget:
        scale = Choice([(n, f"{n}\u00a0%") for n in theme.SCALES])
        scale.set_value(self.preferences.get("scale"))
        colours = Segment([("light", _("Sáng")), ("dark", _("Tối"))], self.preferences.get("theme"))
        again = Button(_("Mở lại ngay"), "link")
        note = box(row(Label(_("Cỡ chữ đổi từ lần mở sau."), "small", "text2"), 4, again, None))
        shown(note, False)
        again.clicked.connect(restart)
        idle = Choice([(n, _("{n} phút").format(n=n)) for n in IDLE_MINUTES])
        idle.set_value(self.preferences.get("idle"))
        self.scale, self.colours, self.idle = scale, colours, idle

        def sized(value: Any) -> None:
            self.preferences.put("scale", value)
            shown(note, True)

        scale.value_changed.connect(sized)
        colours.value_changed.connect(self.use_theme)
        idle.value_changed.connect(lambda value: self.preferences.put("idle", value))
        card = Card(_("Hiển thị trên máy này"))
        card.add_padded(
            column(
                Field(_("Cỡ chữ và cỡ cửa sổ"), scale),
                note,
                10,
                Field(_("Màu nền"), colours),
                10,
                Field(_("Tự khóa sổ khi không dùng"), idle),
            ),
            4,
            20,
        )
        return card

    def use_theme(self, name: Any) -> None:
        """Light or dark, at once."""
        from PySide6.QtWidgets import QApplication

        self.preferences.put("theme", name)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            theme.apply(app, name)
