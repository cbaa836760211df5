"""Choosing a person by typing part of a name, without accents if one likes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtGui import QKeyEvent

from app.ui.widgets.editors import LineEdit
from app.ui.widgets.suggestions import Suggestions
from app.words import _

Person = tuple[Any, str, str]  # id, name, second words (birth year, cell)


class PersonEdit(LineEdit):
    """The value is the id of the person chosen, None for none; names that were only typed are refused.

    `find(text)` gives at most a screenful of people; `name_of(id)` the name of one.
    """

    def __init__(self, find: Callable[[str], Sequence[Person]], name_of: Callable[[Any], str]) -> None:
        super().__init__(placeholder=_("Gõ tên để tìm"))
        self._find, self._name_of = find, name_of
        self._id: Any = None
        self._people: list[Person] = []
        self._list: Suggestions | None = None
        self.textEdited.disconnect()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(150)
        self._timer.timeout.connect(self.ask_now)
        self.textEdited.connect(self._typed)
        self.editingFinished.connect(self.settle)

    def value(self) -> Any:
        return self._id

    def set_value(self, value: Any) -> None:
        self._id = value
        self.setText("" if value is None else self._name_of(value))
        self.setCursorPosition(0)

    def _typed(self, text: str) -> None:
        if self._id is not None:
            self._id = None
            self.value_changed.emit(None)
        self._timer.start()

    def ask_now(self) -> None:
        """Look for the text now."""
        self._timer.stop()
        text = self.text().strip()
        if not text:
            self._close()
            return
        self._people = list(self._find(text))
        if self._list is None:
            self._list = Suggestions(self, _("Người tìm thấy"))
            self._list.picked.connect(self._pick)
        texts = [f"{name}  ·  {second}" if second else name for _id, name, second in self._people]
        self._list.offer(texts, _("Không thấy ai tên như vậy trong sổ"))

    def _pick(self, row: int) -> None:
        if 0 <= row < len(self._people):
            self._id = self._people[row][0]
            self.setText(self._people[row][1])
            self._close()
            self.complained.emit("")
            self.value_changed.emit(self._id)

    def _close(self) -> None:
        if self._list is not None:
            self._list.hide()

    def settle(self) -> bool:
        """Read the line now: a name typed in full that only one person bears counts as chosen."""
        if self._list is not None and self._list.underMouse() and self._list.isVisible():
            return False
        text = self.text().strip()
        if self._id is None and text:
            same = [
                at for at, person in enumerate(self._find(text)) if person[1].casefold() == text.casefold()
            ]
            if len(same) == 1:
                self._people = list(self._find(text))
                self._pick(same[0])
            else:
                self._close()
                self.complained.emit(_("Chọn một người trong danh sách hiện ra khi gõ tên."))
                return False
        self._close()
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._list is None or not self._list.take_key(event):
            super().keyPressEvent(event)
