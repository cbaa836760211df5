"""The main window: navigation, top bar, page head, the pages, status bar. It knows no records."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QWidget

from app.ui.nav import Navigation
from app.ui.page import Entry, Page, Room
from app.ui.topbar import PageHead, TopBar
from app.ui.widgets.base import column, row
from app.ui.widgets.scroll import PagePlace
from app.ui.widgets.search_box import Hit
from app.ui.widgets.status import StatusBar
from app.words import _


class Frame(QMainWindow):
    """Pages are registered with `add`; only registered ones are in the navigation.

    Whoever owns the records listens to the signals, sets counts and status, and calls `refresh` with
    what a deed changed.
    """

    page_shown = Signal(str)
    undo_asked = Signal()  # Ctrl+Z, when no text is being typed
    help_asked = Signal(str)  # F1: the page of the guide
    book_asked = Signal(str)  # id of a kept book to open
    closing = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setWindowTitle(_("Sổ Chi bộ"))
        self.entries: dict[str, Entry] = {}
        self.pages: dict[str, Page] = {}
        self._places: dict[str, PagePlace] = {}
        self.current = ""
        self._trail: list[tuple[str, dict[str, Any]]] = []
        self._where: dict[str, Any] = {}
        self.room = Room.WIDE
        self.nav = Navigation()
        self.top = TopBar()
        self.head = PageHead()
        self.stack = QStackedWidget()
        self.status = StatusBar()
        right = column(self.top, self.head, (self.stack, 1), self.status)
        self._whole = whole = QWidget()
        whole.setLayout(row(self.nav, (self._holder(right), 1)))
        whole.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # nothing wears a ring before a key was pressed
        self.setCentralWidget(whole)
        self.nav.chosen.connect(self.go)
        self.head.back.connect(self.back)
        self.top.search.opened.connect(self._open_hit)
        self._keys()
        self.setMinimumSize(640, 420)
        self._arrange()

    @staticmethod
    def _holder(layout) -> QWidget:
        made = QWidget()
        made.setLayout(layout)
        return made

    def _keys(self) -> None:
        for keys, deed in (
            ("Ctrl+K", self._to_search),
            ("F1", self._help),
            ("Alt+Left", self.back),
            ("Ctrl+Z", self.undo_asked.emit),
            ("Ctrl+L", self.top.lock.emit),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.activated.connect(deed)

    def _to_search(self) -> None:
        self.top.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.top.search.selectAll()

    def _help(self) -> None:
        page = self.pages.get(self.current)
        self.help_asked.emit(page.guide if page and page.guide else self.current)

    # Pages

    def add(self, entry: Entry) -> None:
        """Register a page; with a place it is listed in the navigation."""
        self.entries[entry.id] = entry
        if entry.place:
            self.nav.add(entry)
            self.nav.entries[entry.id].fold(self.room == Room.NARROW)

    def empty(self) -> bool:
        """Take all pages away, to register others; False when the page in front does not want to be left."""
        before = self.pages.get(self.current)
        if before is not None and not before.leave():
            return False
        for place in self._places.values():
            self.stack.removeWidget(place)
            place.hide()
            place.deleteLater()
        self.nav.clear()
        for kept in (self.pages, self._places, self.entries, self._trail):
            kept.clear()
        self.current, self._where = "", {}
        return True

    def page(self, key: str) -> Page:
        """The page, made now if it was not yet."""
        if key not in self.pages:
            made = self.entries[key].make(self)
            if not made.title:
                made.title = self.entries[key].title
            made.head_changed.connect(lambda: self._head_of(made))
            self.pages[key] = made
            # In a low window the page scrolls inside; top bar, head and status bar stay.
            self._places[key] = PagePlace(made)
            self.stack.addWidget(self._places[key])
            made.arrange(self.room)
        return self.pages[key]

    def go(self, key: str, **where: Any) -> bool:
        """Bring a page to the front; False when the page in front does not want to be left."""
        before = self.pages.get(self.current)
        if before is not None and key != self.current:
            if not before.leave():
                self.nav.set_active(self._marked(self.current))
                return False
            self._trail = [*self._trail[-20:], (self.current, self._where)]
        page = self.page(key)
        self.current, self._where = key, where
        page.opened(**where)
        self.stack.setCurrentWidget(self._places[key])
        self.nav.set_active(self._marked(key))
        self.head.show_page(page)
        self.setWindowTitle(f"{page.heading()} – {_('Sổ Chi bộ')}")
        self.page_shown.emit(key)
        return True

    def back(self) -> None:
        """The way back: where the page says, else where one came from."""
        page = self.pages.get(self.current)
        if page is not None and page.up and page.up in self.entries:
            self.go(page.up)
        elif self._trail:
            key, where = self._trail.pop()
            self.go(key, **where)

    def _marked(self, key: str) -> str:
        entry, page = self.entries.get(key), self.pages.get(key)
        if entry is None or not entry.under:
            return key
        return page.up if page is not None and page.up in self.entries else entry.under

    def _head_of(self, page: Page) -> None:
        if self.pages.get(self.current) is page:
            self.head.show_page(page)

    def _open_hit(self, hit: Hit) -> None:
        if hit.page in self.entries:
            self.go(hit.page, **hit.where)

    def refresh(self, changes: Any = None) -> None:
        """Tell all pages made so far what a deed changed."""
        for page in self.pages.values():
            page.refresh(changes)

    # What stands around the page

    def set_count(self, key: str, count: int, late: bool = False) -> None:
        """The count of an entry of the navigation; rust when something is late."""
        if key in self.nav.entries:
            self.nav.entries[key].set_count(count, late)

    def said(self, text: str, undo: Callable[[], None] | None = None) -> None:
        """After a deed: "Đã ghi …" in the status bar, with "Hoàn tác" for ten seconds."""
        self.status.said(text, undo)

    def toast(self, text: str, undo: Callable[[], None] | None = None) -> None:
        """After something was deleted: the dark strip at the bottom of the page."""
        from app.ui.widgets.toast import Toast

        Toast.show_on(self.stack, text, undo)

    def tell(self, wrong: BaseException) -> None:
        """Show a failure: Refused and Trouble as a sentence with the remedy, all else as a bug."""
        from app.ui.widgets.dialogs import tell

        tell(self, wrong)

    # Room

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self.focusWidget() is None:
            self._whole.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if Room.of(self.width()) != self.room:
            self._arrange()

    def _arrange(self) -> None:
        self.room = Room.of(self.width())
        narrow = self.room == Room.NARROW
        self.nav.fold(narrow)
        self.top.arrange(self.room)
        self.head.arrange(self.room)
        self.status.arrange(narrow)
        for page in self.pages.values():
            page.arrange(self.room)

    def closeEvent(self, event: QCloseEvent) -> None:
        page = self.pages.get(self.current)
        if page is not None and not page.leave():
            event.ignore()
            return
        self.closing.emit()
        super().closeEvent(event)
