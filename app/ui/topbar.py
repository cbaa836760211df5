"""Top bar: the office, search, lock, settings and the user; and the head of the page below it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from app.ui import theme
from app.ui.page import Page, Room
from app.ui.theme import tokens
from app.ui.widgets.base import Hairline, Label, column, hairline, mark, row, shown
from app.ui.widgets.buttons import Button, IconButton, Menu
from app.ui.widgets.search_box import FindBox
from app.words import _


class OfficeButton(Button):
    """The name of the office; with a caret when several workspaces lie on this PC."""

    def __init__(self) -> None:
        super().__init__("", "quiet")
        self.marked, self.full = False, ""
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def set_name(self, name: str, marked: bool) -> None:
        """The name, cut where there is no room; coloured (`marked`) while a book kept for another is open."""
        self.full, self.marked = name.replace("&", "&&"), marked
        self.setText(self.full)
        self._fit()
        self.updateGeometry()

    def _tone(self) -> str:
        return "accent_mark" if self.marked else super()._tone()

    def _around(self) -> int:
        return super().sizeHint().width() - round(theme.width(self.plain_text, self._role, self._bold))

    def _fit(self) -> None:
        room = max(self.width() - self._around(), 40)
        font = QFontMetricsF(theme.font(self._role, self._bold))
        self.setText(font.elidedText(self.full, Qt.TextElideMode.ElideRight, room + 2))
        self.setToolTip("" if self.text() == self.full else self.full.replace("&&", "&"))

    def sizeHint(self) -> QSize:
        wide = round(theme.width(self.full.replace("&&", "&"), self._role, self._bold))
        return QSize(self._around() + wide, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(120, super().sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    @property
    def _bold(self) -> bool:
        return True

    @property
    def _padding(self) -> int:
        return 4


class UserButton(Button):
    """Office held and name of the user; an icon alone when it is narrow."""

    def __init__(self) -> None:
        super().__init__("", "quiet", icon="user-3")
        self.full = ""

    @property
    def _role(self) -> str:
        return "small"

    def _tone(self) -> str:
        return "text2"

    def set_user(self, full: str, folded: bool) -> None:
        """Show the user."""
        self.full = full
        self.setText("" if folded else full)
        self.setAccessibleName(_("Người dùng: {name}").format(name=full))
        self.setToolTip(full if folded else "")
        self.updateGeometry()


class TopBar(QWidget):
    """The bar at the top; its height and the words it shows follow the room there is."""

    workspace_chosen = Signal(str)
    lock = Signal()
    settings = Signal()
    user = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.office = OfficeButton()
        self.search = FindBox(_("Tìm người, hồ sơ, văn bản…"))
        self.search.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.search.setMinimumWidth(170)
        self.search.setMaximumWidth(tokens.SEARCH)
        self.lock_button = IconButton("lock-2", _("Khóa sổ"))
        self.settings_button = IconButton("settings-3", _("Cài đặt"))
        self.user_button = UserButton()
        self.lock_button.clicked.connect(self.lock)
        self.settings_button.clicked.connect(self.settings)
        self.user_button.clicked.connect(self.user)
        self._line = Hairline(vertical=True)
        self._row = row(
            self.office, None, self.search, 16, self.lock_button, 8, self.settings_button, 8,
            self._line, 8, self.user_button, margins=(24, 0, 14, 1),
        )  # fmt: skip
        self.setLayout(self._row)
        self._row.setStretchFactor(self.search, 4)
        self._folded = False

    def set_office(
        self, name: str, workspaces: Sequence[tuple[str, str]] = (), *, marked: bool = False
    ) -> None:
        """The book in front and the others of this PC as (id, name); `marked`: it is kept for another."""
        self.office.set_name(name, marked)
        self.office.setAccessibleName(_("Sổ đang mở: {name}").format(name=name))
        menu = Menu(self)
        for key, other in workspaces:
            action = menu.addAction(other)
            action.triggered.connect(lambda _checked=False, key=key: self.workspace_chosen.emit(key))
        self.office.setEnabled(bool(workspaces))
        if workspaces:
            self.office.set_menu(menu)
        else:
            self.office.trailing = ""
            self.office.setMenu(None)  # type: ignore[arg-type]
        self.office.updateGeometry()

    def arrange(self, room: Room) -> None:
        """Lower bar, shorter words and no name of the user when it is narrow."""
        self._folded = room == Room.NARROW
        self.setFixedHeight(tokens.TOP_BAR_SMALL if self._folded else tokens.TOP_BAR)
        self.search.setPlaceholderText(_("Tìm…") if self._folded else _("Tìm người, hồ sơ, văn bản…"))
        self.search.setMaximumWidth(218 if self._folded else tokens.SEARCH)
        shown(self._line, not self._folded)
        self._row.setContentsMargins(20 if self._folded else 24, 0, 10 if self._folded else 14, 1)
        self.user_button.set_user(self.user_button.full, self._folded)

    def set_user(self, full: str) -> None:
        """Office held and name, as in "Bí thư Lương Văn Thuận"."""
        self.user_button.set_user(full, self._folded)

    def sizeHint(self) -> QSize:
        return QSize(700, tokens.TOP_BAR)

    def paintEvent(self, event: QPaintEvent) -> None:
        hairline(QPainter(self), 0, self.height() - 1, self.width(), self.height() - 1)


class PageHead(QWidget):
    """Title, the line that sums up, actions at the right, a back arrow where there is a way back."""

    back = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.arrow = IconButton("arrow-left", _("Quay lại"))
        self.arrow.clicked.connect(self.back)
        self.title = Label("", "title", bold=True)
        self.title.setAccessibleDescription(_("Tên trang"))
        self.summary = Label("", "small", "text2")
        for label in (self.title, self.summary):
            label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.deeds: QHBoxLayout = row(gap=8)
        words_column = column(self.title, self.summary, gap=0)
        words_column.setAlignment(Qt.AlignmentFlag.AlignVCenter)
        self._row = row(self.arrow, words_column, 20, self.deeds, margins=(24, 0, 23, 0))
        self._row.setStretch(1, 1)
        self.setLayout(self._row)
        self._room = Room.WIDE
        self.line = False
        self.parts: list[QWidget] = []

    def show_page(self, page: Page) -> None:
        """Read the head of a page anew."""
        self.title.setText(page.heading())
        self.summary.setText(page.summary())
        shown(self.arrow, bool(page.up))
        self.parts = parts = page.head_actions()
        while (item := self.deeds.takeAt(0)) is not None:
            old = item.widget()
            if old is not None and old not in parts:
                old.setParent(None)  # whoever still holds it may bring it back
        for part in parts:
            self.deeds.addWidget(part)
            if part.isHidden() and not part.testAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide):
                part.show()
        self.line = page.line_below_head
        self.arrange(self._room)
        self.update()

    def arrange(self, room: Room) -> None:
        """Lower, with a smaller title and no summary, when it is narrow."""
        self._room = room
        narrow = room == Room.NARROW
        self.setFixedHeight(tokens.HEAD_SMALL if narrow else tokens.HEAD)
        arrow = not self.arrow.isHidden()
        left = (20 if narrow else 24) - (10 if arrow else 0)
        self._row.setContentsMargins(left, 2, 19 if narrow else 23, 0)
        self._fit()

    def _fit(self) -> None:
        # Words are never cut: the title grows smaller and then takes two lines, the summary steps aside.
        sides = self._row.contentsMargins()
        taken = sides.left() + sides.right() + 24 + (self.arrow.width() if self.arrow.isVisible() else 0)
        taken += sum(part.sizeHint().width() + 8 for part in self.parts if not part.isHidden())
        room = max(120, self.width() - taken)
        narrow = self._room == Room.NARROW
        title = self.title.text()
        role = "section" if narrow or theme.width(title, "title", True) > room else "title"
        mark(self.title, role=role)
        long = theme.width(title, role, True) > room
        self.title.setWordWrap(long)
        self.title.setMinimumWidth(0 if long else min(room, 120))
        fits = theme.width(self.summary.text(), "small") <= room
        shown(self.summary, bool(self.summary.text()) and fits and not narrow and not long)
        self.title.setToolTip("" if self.summary.isVisible() else self.summary.text())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.line:
            hairline(QPainter(self), 0, self.height() - 1, self.width(), self.height() - 1)


__all__ = ["OfficeButton", "PageHead", "TopBar", "UserButton"]
