"""Drawer at the right for panels folded when it is narrow; and the panel that folds itself."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from app.ui import theme
from app.ui.page import Page, Room
from app.ui.theme import tokens
from app.ui.widgets.base import Label, column, ground, hairline, row, shown
from app.ui.widgets.buttons import Button, IconButton
from app.words import _


class Drawer(QWidget):
    """320 wide, over the page, from its head to its foot; Esc or the cross closes it."""

    closed = Signal()

    def __init__(self, page: QWidget, title: str) -> None:
        # Over the whole place of the page, also when the page itself scrolls.
        host = page.frame.stack if isinstance(page, Page) else page
        super().__init__(host)
        self.page: QWidget = host
        ground(self, "surface")
        self.setAccessibleName(title)
        self.title = Label(title, "section", bold=True)
        self.cross = IconButton("close", _("Đóng"))
        self.cross.clicked.connect(self.close_now)
        self._body = column()
        self.setLayout(
            column(
                row(self.title, None, self.cross, margins=(20, 10, 10, 4)), (_holder(self._body), 1),
                margins=(1, 0, 0, 0),
            )
        )  # fmt: skip
        self._before: QWidget | None = None
        self.page.installEventFilter(self)
        page.installEventFilter(self)
        self.hide()

    def set_content(self, content: QWidget) -> None:
        """What it shows."""
        self._body.addWidget(content)
        content.show()

    def take(self) -> None:
        """Give the content back."""
        while self._body.takeAt(0) is not None:
            pass

    def open(self) -> None:
        """Slide over the page and take the keyboard."""
        self._before = self.window().focusWidget()
        self._place()
        self.show()
        self.raise_()
        self.cross.setFocus(Qt.FocusReason.PopupFocusReason)

    def close_now(self) -> None:
        """Give the page back."""
        self.hide()
        if self._before is not None and self._before.isVisible():
            self._before.setFocus()
        self._before = None
        self.closed.emit()

    def _place(self) -> None:
        page = self.page
        wide = min(tokens.DRAWER, page.width() - 40)
        self.setGeometry(page.width() - wide, 0, wide, page.height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_now()
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if self.isVisible():
            if event.type() == QEvent.Type.Resize:
                self._place()
            elif event.type() == QEvent.Type.Hide:
                self.close_now()
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.q("surface"))
        hairline(painter, 0.5, 0, 0.5, self.height(), "ctl")


class FoldingPanel(QWidget):
    """A panel at the right of a page which becomes a drawer below 1240 pixels.

    `headed` panels show their title and a surface also when unfolded, so the content has none of its own;
    others (a card) bring what they need. The drawer always shows the title.

    Put `panel` last into the row of the page, give `panel.button` among the head's actions (it hides
    itself while the panel is open), and call `panel.arrange(room)` from the page's `arrange`.
    """

    def __init__(
        self,
        page: QWidget,
        content: QWidget,
        title: str,
        *,
        width: int,
        icon: str = "book-read",
        headed: bool = False,
    ) -> None:
        super().__init__()
        self.page, self.content, self.title = page, content, title
        self.folded = False
        self.button = Button(title, "secondary", icon=icon)
        self.button.clicked.connect(self.open)
        shown(self.button, False)
        self._drawer: Drawer | None = None
        self._place = column(content)
        if headed:
            ground(self, "surface")
            head = row(Label(title, "section", bold=True), None, margins=(20, 14, 20, 2))
            self.setLayout(column(head, (_holder(self._place), 1)))
        else:
            self.setLayout(self._place)
        self.setFixedWidth(width)

    def set_count(self, words: str) -> None:
        """What waits inside, as "1 nhắc"; it stands on the button."""
        self.button.setText(f"{self.title} ({words})" if words else self.title)
        self.button.updateGeometry()

    def arrange(self, room: Room) -> None:
        """Fold or unfold by the room there is."""
        folded = room <= Room.SMALL
        if folded == self.folded:
            return
        self.folded = folded
        if folded:
            if self._drawer is None:
                self._drawer = Drawer(self.page, self.title)
            self._place.removeWidget(self.content)
            self._drawer.set_content(self.content)
        elif self._drawer is not None:
            self._drawer.take()
            self._drawer.close_now()
            self._place.addWidget(self.content)
            self.content.show()
        shown(self, not folded)
        shown(self.button, folded)

    def open(self) -> None:
        """Show the panel, when folded as a drawer."""
        if self._drawer is not None and self.folded:
            self._drawer.open()


def _holder(layout) -> QWidget:
    made = QWidget()
    made.setLayout(layout)
    return made


__all__ = ["Drawer", "FoldingPanel"]
