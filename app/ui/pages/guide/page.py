"""Hướng dẫn: the guide in the window, with its contents at the left; F1 opens the chapter of a page."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPixmap, QResizeEvent, QTextDocument
from PySide6.QtWidgets import QAbstractButton, QFrame, QLabel, QScrollArea, QSizePolicy, QTextBrowser, QWidget

from app.ui import theme
from app.ui.page import Page, Room
from app.ui.pages.guide import text as guide_text
from app.ui.pages.guide.text import Chapter
from app.ui.widgets.base import Hairline, box, column, ground, rounded, row, shown, words
from app.ui.widgets.buttons import Button
from app.ui.widgets.editors import Choice
from app.ui.widgets.empty import EmptyState
from app.ui.widgets.scroll import ScrollColumn
from app.words import _

CONTENTS = 268
"""Width of the contents."""
COLUMN = 780
"""Widest line of text: longer ones are hard to follow."""
PLACES = {
    "home": "mo-so#việc-cần-làm", "members": "danh-sach", "person": "danh-sach#mở-và-sửa-một-hồ-sơ",
    "import": "danh-sach#nhập-từ-excel", "admissions": "ket-nap", "admission": "ket-nap", "case": "ket-nap",
    "exchange": "gui-nhan", "settings": "khoa-sao-luu", "rules": "quy-dinh",
    "received": "cap-uy#hồ-sơ-nhận-được", "review": "ra-soat", "rating": "xep-loai",
    "screening": "sang-loc",
}  # fmt: skip
"""What pages call their part of the guide -> chapter, and the heading where it begins."""


class Entry(QAbstractButton):
    """One chapter in the contents; the one in view is heavier, on its own ground."""

    def __init__(self, number: int, title: str) -> None:
        super().__init__()
        self.number = number
        self.setText(title)
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setAccessibleName(_("Chương {n}: {title}").format(n=number, title=title))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def _room(self, width: int) -> QRectF:
        return QRectF(34, 0, width - 42, 400)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        flags = Qt.TextFlag.TextWordWrap | Qt.TextFlag.TextHideMnemonic
        tall = theme.metrics("base", True).boundingRect(self._room(width), int(flags), self.text()).height()
        return max(36, round(tall) + 14)

    def sizeHint(self) -> QSize:
        return QSize(CONTENTS - 20, self.heightForWidth(CONTENTS - 20))

    def minimumSizeHint(self) -> QSize:
        return QSize(120, 36)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        on = self.isChecked()
        if on or self.underMouse():
            rounded(painter, self.rect(), "sel" if on else "hover")
        tone = "text" if on else "text2"
        words(painter, QRectF(10, 0, 24, self.height() - 1), str(self.number), "text3", "base")
        painter.setFont(theme.font("base", on))
        painter.setPen(theme.q(tone))
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap | Qt.TextFlag.TextDontClip
        area = QRectF(34, 0, self.width() - 42, self.height() - 1)
        painter.drawText(area, int(flags), self.text())
        if self.hasFocus():
            rounded(painter, self.rect(), None, "focus", thick=2)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)


class Browser(QTextBrowser):
    """Shows one chapter; links go to the page, pictures come from the guide's own folder only."""

    link = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setOpenLinks(False)
        self.setAccessibleName(_("Nội dung hướng dẫn"))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalScrollBar().setSingleStep(28)
        ground(self.viewport(), "bg")
        self.viewport().setAutoFillBackground(False)
        self.chapter: Chapter | None = None
        self._wide = 0
        self._undrawn: list[tuple[str, int]] = []
        self._drawing = QTimer(self)
        self._drawing.setSingleShot(True)
        self._drawing.timeout.connect(self._draw)
        self.anchorClicked.connect(lambda url: self.link.emit(QUrl.fromPercentEncoding(url.toEncoded())))

    def show_chapter(self, chapter: Chapter) -> None:
        """Show a chapter from its beginning."""
        self.chapter, self._wide = chapter, 0
        made = guide_text.document_of(chapter, self)
        self._shape(made)  # before it is shown: then it is laid out once
        self.setDocument(made)  # the one before goes with it
        self.verticalScrollBar().setValue(0)

    def to_section(self, name: str) -> bool:
        """Bring a heading to the top; False when there is none of that name."""
        for found, block in guide_text.sections(self.document()):
            if found == name:
                top = self.document().documentLayout().blockBoundingRect(block).top()
                self.verticalScrollBar().setValue(round(top) - 6)
                return True
        return False

    def loadResource(self, kind: int, name: QUrl) -> Any:
        """Nothing is fetched: pictures are handed to the document when they are placed."""
        return None

    def _shape(self, document: QTextDocument) -> None:
        """Give column and pictures the width there is."""
        assert self.chapter is not None
        room = self.viewport().width()
        wide = max(240, min(COLUMN, room - 24))
        root = document.rootFrame()
        shape = root.frameFormat()
        shape.setRightMargin(max(0, room - wide))
        shape.setBottomMargin(40)
        root.setFrameFormat(shape)
        if wide == self._wide:
            return
        self._wide = wide
        self._undrawn = guide_text.place_pictures(document, self.chapter.file.parent, self._wide)
        self._drawing.start(0)

    def _draw(self) -> None:
        """One picture at a time, so that the window never waits for all of them."""
        if self._undrawn and self.chapter is not None:
            name, wide = self._undrawn.pop(0)
            folder = self.chapter.file.parent
            guide_text.draw_picture(self.document(), folder, name, wide, self.devicePixelRatioF())
            self.viewport().update()
            self._drawing.start(0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.chapter is None:
            return
        bar = self.verticalScrollBar()
        at, most = bar.value(), max(1, bar.maximum())
        self._shape(self.document())
        bar.setValue(round(at / most * bar.maximum()))


class GuidePage(Page):
    """`opened(chapter=…)`: a chapter or a page's name for it, with `#heading`; each keeps its place."""

    guide = "muc-luc"

    def __init__(self, frame: Any) -> None:
        super().__init__(frame)
        self.chapters = guide_text.chapters()
        self.current: Chapter | None = None
        self._scrolled: dict[str, int] = {}
        self._from = ""
        self.browser = Browser()
        self.entries: dict[str, Entry] = {}
        for number, chapter in enumerate(self.chapters, 1):
            made = Entry(number, chapter.title)
            made.clicked.connect(lambda _checked=False, key=chapter.key: self.show_chapter(key))
            self.entries[chapter.key] = made
        self.contents = ScrollColumn(
            column(*self.entries.values(), None, gap=2, margins=(14, 0, 8, 16)), width=CONTENTS
        )
        self.contents.setAccessibleName(_("Mục lục"))
        self.choice = Choice([(c.key, f"{n}. {c.title}") for n, c in enumerate(self.chapters, 1)])
        self.choice.setAccessibleName(_("Mục lục"))
        self.choice.value_changed.connect(self._chosen)
        self.short = box(row((self.choice, 1), margins=(20, 0, 20, 12)))
        self.line = Hairline(vertical=True)
        self.return_button = Button(_("Trở lại trang đang làm"), icon="arrow-left")
        self.return_button.clicked.connect(self.return_to_work)
        self._text = column((self.browser, 1), margins=(28, 0, 4, 0))
        self.setLayout(column(self.short, (box(row(self.contents, self.line, (box(self._text), 1))), 1)))
        self.browser.link.connect(self.follow)
        shown(self.short, False)
        if not self.chapters:
            self._text.addWidget(
                EmptyState(
                    "question", _("Không thấy hướng dẫn"), _("Thư mục hướng dẫn không có trong bản cài này.")
                )
            )
            shown(self.browser, False)

    # Coming and going

    def heading(self) -> str:
        return _("Hướng dẫn")

    def summary(self) -> str:
        return _("Ở trang nào nhấn phím F1 cũng mở đúng chương của trang đó")

    def head_actions(self) -> list[QWidget]:
        shown(self.return_button, bool(self._from))
        return [self.return_button]

    def opened(self, chapter: str = "", back: str = "", **where: Any) -> None:
        self._from = back
        if chapter:
            self.show_chapter(chapter)
        elif self.current is None and self.chapters:
            self.show_chapter(self.chapters[0].key)
        self.browser.setFocus()
        self.head_changed.emit()

    def leave(self) -> bool:
        self._keep()
        return True

    def return_to_work(self) -> None:
        """The page F1 was pressed on, as it was left."""
        page = self.frame.pages.get(self._from)
        person = getattr(page, "person", None)
        where = {"person": person} if isinstance(person, str) else {}
        self.frame.go(self._from, **where)

    def arrange(self, room: Room) -> None:
        narrow = room == Room.NARROW
        for part in (self.contents, self.line):
            shown(part, not narrow)
        shown(self.short, narrow)
        self._text.setContentsMargins(20 if narrow else 28, 0, 4, 0)

    # Chapters

    def _keep(self) -> None:
        if self.current is not None:
            self._scrolled[self.current.key] = self.browser.verticalScrollBar().value()

    def _chosen(self, key: Any) -> None:
        if self.current is None or key != self.current.key:
            self.show_chapter(str(key))

    def show_chapter(self, place: str) -> bool:
        """Show a chapter at a heading, else where it was left; False when there is none of that name."""
        known = {chapter.key: chapter for chapter in self.chapters}
        key, _sign, section = place.partition("#")
        if key not in known:
            key, _sign, other = PLACES.get(key, "").partition("#")
            section = section or other
        if key not in known:
            return False
        self._keep()
        if self.current is None or self.current.key != key:
            self.current = known[key]
            self.browser.show_chapter(self.current)
            self.entries[key].setChecked(True)
            self.choice.set_value(key)
        if not (section and self.browser.to_section(section)):
            self.browser.verticalScrollBar().setValue(0 if section else self._scrolled.get(key, 0))
        return True

    def follow(self, link: str) -> None:
        """A link: another chapter, a heading, or a picture to be seen in full. Nothing else is opened."""
        name, _sign, section = link.partition("#")
        if not name and section:
            self.browser.to_section(section)
        elif name.endswith(".png") and self.current is not None:
            self.picture_dialog(name).ask()
        elif name.endswith(".md"):
            self.show_chapter(f"{name.removesuffix('.md').rpartition('/')[2]}#{section}".rstrip("#"))
            self.browser.setFocus()

    def picture_dialog(self, name: str) -> Any:
        """A picture in its own size, scrolled where the screen is smaller."""
        from app.ui.widgets.dialogs import Dialog

        assert self.current is not None
        picture = QPixmap(str(self.current.file.parent / name))
        made = Dialog(self, _("Ảnh trong hướng dẫn"), width=480)
        label = QLabel()
        label.setPixmap(picture)
        place = QScrollArea()
        place.setFrameShape(QFrame.Shape.NoFrame)
        place.setWidget(label)
        room = self.frame.size()
        wide = min(picture.width() + 16, room.width() - 80)
        tall = min(picture.height() + 16, room.height() - 190)
        place.setMinimumSize(wide, tall)
        made.add(place)
        made.add_button(_("Đóng"), "primary", True)
        return made

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and getattr(self, "current", None) is not None:
            self._keep()
            assert self.current is not None
            self.browser.show_chapter(self.current)
            self.browser.verticalScrollBar().setValue(self._scrolled[self.current.key])


__all__ = ["Browser", "GuidePage"]
