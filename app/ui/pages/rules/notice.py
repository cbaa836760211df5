"""The notice that packs of the superior came by package and wait to be looked at and switched on."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from app.ui.widgets.base import Label, box, clear, column, row, shown
from app.ui.widgets.buttons import Button
from app.ui.widgets.card import Card
from app.ui.widgets.field import Glyph
from app.words import _

if TYPE_CHECKING:
    from app.storage.unit import Unit


def waiting(unit: Unit) -> list[tuple[str, str, str]]:
    """(id, what came, title with version) of the packs that wait to be looked at."""
    from app.procedures.rule_packs import CENTRAL
    from app.regulations.rulebook import load_central
    from app.storage import central
    from app.storage.rulebooks import held_packs

    found = []
    news, book = central.news(unit.session), load_central()
    if news.program:
        newest = max(pack.version for pack in book.packs)
        title = _("Quy định của Trung ương, phiên bản {version}; đang dùng").format(version=newest)
        found.append((CENTRAL, _("Chương trình mới kèm quy định mới"), title))
    if news.settings:
        titles = list(dict.fromkeys(_(book.keys[one.key].title) for one in news.settings))
        more = _(" và {n} điều khác").format(n=len(titles) - 2) if len(titles) > 2 else ""
        said = _("{titles}{more}; đang dùng").format(titles="; ".join(titles[:2]), more=more)
        found.append((CENTRAL, _("Cấp trên ghi quy định mới"), said))
    for held in held_packs(unit.session, unit.author):
        if held.waits:
            text = held.newest or held.text
            named = _("{title}, phiên bản {version}").format(
                title=_title(text, held.record.pack), version=held.record.version
            )
            withdrawn = _("Cấp trên thôi áp dụng bộ quy định")
            head = _("Bộ quy định mới của cấp trên") if held.newest else withdrawn
            found.append((held.record.pack, head, named))
    return found


def _title(text: str, name: str) -> str:
    from app.regulations.packs import parse_pack
    from app.regulations.rulebook import load_central
    from app.trouble import Refused

    try:
        return _(parse_pack(text, name, load_central().keys).title) or name
    except Refused:
        return name


class RulesNotice(Card):
    """One line for each pack with the button that opens its differences; hidden when nothing waits."""

    def __init__(self, look: Callable[[str], Any]) -> None:
        super().__init__()
        self._look = look
        self.buttons: list[Button] = []
        self._rows = column(gap=8)
        self.add(box(column(self._rows, margins=(19, 10, 18, 10))))
        self._drawn: list[tuple[str, str, str]] | None = None
        shown(self, False)

    def show_packs(self, packs: list[tuple[str, str, str]]) -> None:
        """Show what waits."""
        shown(self, bool(packs))
        if packs == self._drawn:
            return
        self._drawn = packs
        clear(self._rows)
        self.buttons = []
        for name, head, title in packs:
            said = column(Label(head, bold=True, wrap=True), Label(title, "small", "text2", wrap=True))
            look = Button(_("Xem khác biệt"))
            look.setAccessibleName(_("Xem khác biệt: {title}").format(title=title))
            look.clicked.connect(lambda _checked=False, name=name: self._look(name))
            self.buttons.append(look)
            parts: list[Any] = [Glyph("book-read", "amber", 20), (box(said), 1), look]
            self._rows.addWidget(box(row(*parts, gap=12)))
        self.setAccessibleName("; ".join(title for _name, _head, title in packs))
