"""The rows of the list of packs: whose a pack is, how it came, what it holds, what can be done with it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from app.ui.pages.common import date_words
from app.ui.pages.rules import words as rules_words
from app.ui.pages.rules.part import TALL
from app.ui.widgets.badge import Badge
from app.ui.widgets.base import Label, column, row
from app.ui.widgets.buttons import Button
from app.words import _, count_text

if TYPE_CHECKING:
    from app.regulations.packs import Pack


class PackRow(QWidget):
    """One pack: whose it is, its version, how it came, what it holds, and what can be done."""

    def __init__(
        self, name: str, title: str, lines: list[str], badge: tuple[str, str], buttons: list[Button]
    ) -> None:
        super().__init__()
        self.name, self.waits = name, False
        self.badge = Badge(*badge)
        self.buttons = {button.text(): button for button in buttons}
        for button in buttons:
            button.setAccessibleName(f"{button.text()}: {title}")
        said = column(
            row((Label(title, bold=True, wrap=True), 1), 12, column(1, self.badge, None)),
            2,
            *(Label(line, "small", "text2", wrap=True) for line in lines if line),
        )
        parts: list[Any] = [said]
        if buttons:
            parts += [8, row(*buttons, None, gap=8)]
        self.setLayout(column(*parts, margins=(19, 12, 19, 12)))
        self.setAccessibleName(title)
        self.setMinimumHeight(TALL)


def central_row(packs: list[Pack], buttons: list[Button]) -> PackRow:
    """The packs that come with the program, as one; it waits while there is a button to look at it."""
    rules = sum(len(pack.rules) for pack in packs)
    documents = sum(len(pack.documents) for pack in packs)
    newest = max((pack.version for pack in packs), default="–")
    lines = [
        _("{rules} quy định, {documents} văn bản; phiên bản {version}").format(
            rules=count_text(rules), documents=count_text(documents), version=newest
        ),
        _("Đi kèm chương trình, đổi khi cập nhật chương trình."),
    ]
    badge = (_("Mới, chưa xem"), "amber") if buttons else (_("Đang dùng"), "green")
    made = PackRow("central", _("Quy định của Trung ương"), lines, badge, buttons)
    made.waits = bool(buttons)
    return made


def parsed(text: str, name: str) -> Pack | None:
    """The pack of a text; None when this version of the program cannot read it."""
    from app.regulations.packs import parse_pack
    from app.regulations.rulebook import load_central
    from app.trouble import Refused

    try:
        return parse_pack(text, name, load_central().keys)
    except Refused:
        return None  # written by a newer version of the program


def titled(pack: Pack | None, name: str) -> str:
    """What a pack is called."""
    return (_(pack.title) or pack.id) if pack is not None else name


def contents(pack: Pack | None) -> str:
    """Whose it is, its version, and how much it holds."""
    if pack is None:
        return ""
    counts = [
        text.format(n=count_text(n))
        for n, text in (
            (len(pack.rules), _("{n} quy định")),
            (len(pack.documents), _("{n} văn bản")),
            (len(pack.checks), _("{n} mục kiểm tra")),
            (len(pack.additions), _("bổ sung {n} thủ tục")),
        )
        if n
    ]
    layer = rules_words.layer_words(pack.layer)
    version = _("phiên bản {version}").format(version=pack.version)
    return f"{pack.issuer} ({layer}), {version}: {', '.join(counts)}"


def came(unit: Any, held: Any) -> str:
    """Who sent it or took it in, and when."""
    from app.models import EntryRow, Peer

    row_ = unit.session.get(EntryRow, held.record.entry)
    day = date_words(row_.at) if row_ is not None else ""
    if held.own:
        return _("Đơn vị nhận ngày {day}, người ghi: {who}").format(day=day, who=row_.by if row_ else "–")
    peer = unit.session.get(Peer, held.record.owner)
    name = peer.name if peer is not None else _("cấp trên")
    return _("{sender} gửi theo gói, ghi ngày {day}").format(sender=name, day=day)


def used_below(unit: Any) -> dict[str, int]:
    """How many offices below have switched on the newest of each own pack."""
    from sqlalchemy import select

    from app.models import RulePack, Setting
    from app.storage.rulebooks import SWITCHED_ON

    own = {p.entry for p in unit.all(RulePack, owner=unit.author)}
    marks = unit.session.scalars(select(Setting).where(Setting.gone.is_(False), Setting.owner != unit.author))
    found: dict[str, int] = {}
    for mark in marks:
        if mark.key.startswith(SWITCHED_ON) and mark.value.get("entry") in own:
            name = mark.key.removeprefix(SWITCHED_ON)
            found[name] = found.get(name, 0) + 1
    return found
