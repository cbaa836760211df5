"""Date field: takes 5/2/26, 05022026, 2/2026 or 1998, answers in dd/MM/yyyy and never completes by guess."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

from app.ui import theme
from app.ui.widgets.editors import ParsedEdit


def parse_date(text: str, latest: int | None = None) -> Any:
    """The partial date the text means; raises Refused with the remedy in words.

    A year of two digits is the last such year not after `latest`, by default the year after this one.
    """
    from app.regulations.dates import PartialDate

    return PartialDate.parse(text, latest=latest or datetime.date.today().year + 1)


def date_text(value: Any) -> str:
    """A date as screens show it: dd/MM/yyyy, MM/yyyy or yyyy."""
    written = getattr(value, "text", None)
    return written() if callable(written) else f"{value:%d/%m/%Y}"


class DateEdit(ParsedEdit):
    """A date, whole or partial.

    `latest` bounds years of two digits (a birth is never after this year); `parse` replaces the reading
    altogether, as by one that wants the day to be known.
    """

    def __init__(
        self,
        parse: Callable[[str], Any] | None = None,
        *,
        latest: int | None = None,
        placeholder: str = "",
        parent: QWidget | None = None,
    ) -> None:
        read = parse or (lambda text: parse_date(text, latest))
        super().__init__(read, date_text, placeholder=placeholder, parent=parent)

    def sizeHint(self) -> QSize:
        return QSize(theme.width("00/00/0000") + 44, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.width("00/00/0000") + 30, super().minimumSizeHint().height())
