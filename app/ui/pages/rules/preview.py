"""A pack before it is used: what it changes, whom it touches, why it cannot be; then the deed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.ui.pages.case.parts import words
from app.ui.pages.case.parts.option_words import option_titles
from app.ui.pages.exchange.panels import Panel
from app.ui.pages.rules import words as rules_words
from app.ui.widgets.base import Hairline, Label, box, column, row
from app.ui.widgets.buttons import Button
from app.ui.widgets.facts import NoteRow
from app.ui.widgets.field import Glyph
from app.words import N_, _, count_text, document_text

if TYPE_CHECKING:
    from app.procedures.rule_preview import PackPreview, TouchedCase
    from app.regulations.comparing import Change

KINDS = {
    "check": N_("Mục kiểm tra"),
    "deadline": N_("Hạn"),
    "step": N_("Bước"),
    "paper": N_("Giấy tờ"),
}
MOST = 60
"""Rows of one kind that are drawn; the head says how many there are."""


class PreviewPanel(Panel):
    """Head, what it would change, and the buttons. `agreed` asks for the deed."""

    agreed = Signal()

    def __init__(
        self, found: PackPreview, deed: str, who: str, open_case: Callable[[str], Any] | None = None
    ) -> None:
        pack = found.pack or found.in_use
        title = (_(pack.title) if pack is not None else "") or found.id
        super().__init__(title, self._second(found, who), self._badge(found))
        self.found = found
        self.links: list[Button] = []
        self._open = open_case
        self.add_line()
        self.add_scroll(*self._body(), margins=(19, 14, 19, 16))
        self.deed = Button(deed, "primary")
        self.deed.clicked.connect(self.agreed)
        self.deed.setEnabled(not found.refused)
        sentence = (
            _("Không bật được khi còn điều trái với quy định cấp trên.")
            if found.refused
            else _("Việc đã làm không đổi; việc về sau theo quy định mới.")
        )
        self.add_foot((Label(sentence, "small", "text2", wrap=True), 1), self.later(_("Để sau")), self.deed)

    @staticmethod
    def _second(found: PackPreview, who: str) -> str:
        pack, was = found.pack, found.in_use
        if pack is None:
            version = _("thôi dùng phiên bản {version}").format(version=was.version if was else "–")
        elif was is None:
            version = _("phiên bản {version}, chưa dùng bộ này").format(version=pack.version)
        else:
            version = _("phiên bản {version}, thay phiên bản {before}").format(
                version=pack.version, before=was.version
            )
        shown = pack or was
        if shown is None:
            return version
        layer = rules_words.layer_words(shown.layer)
        return ". ".join(part for part in (f"{shown.issuer} ({layer}), {version}", who) if part)

    @staticmethod
    def _badge(found: PackPreview) -> tuple[str, str]:
        if found.refused:
            return _("Không bật được"), "rust"
        n = len(found.cases)
        return (
            (_("{n} hồ sơ bị ảnh hưởng").format(n=n), "amber")
            if n
            else (_("Không ảnh hưởng hồ sơ nào"), "green")
        )

    def _body(self) -> list[Any]:
        found = self.found
        parts: list[Any] = []
        for refused in found.refused:
            parts += [NoteRow("forbid", refused.message, tone="rust", second=refused.hint), 8]
        parts += self._section(
            _("Hồ sơ đang mở bị ảnh hưởng ({n} trên {all})").format(
                n=count_text(len(found.cases)), all=count_text(found.looked_at)
            ),
            [self._case(one) for one in found.cases[:MOST]],
        )
        titles = option_titles()
        parts += self._section(
            _("Quy định đổi ({n})").format(n=count_text(len(found.changes))),
            [self._change(one, titles) for one in found.changes[:MOST]],
            "" if found.refused else _("Không quy định nào đổi."),
        )
        parts += self._section(
            _("Văn bản thêm vào danh mục ({n})").format(n=len(found.documents)),
            [
                NoteRow(
                    "file-text", f"{document_text(d.number)}, {words.date_of(d.dated)}", second=_(d.title)
                )
                for d in found.documents
            ],
        )
        checks = [(name, True) for name in found.checks_on] + [(name, False) for name in found.checks_off]
        parts += self._section(
            _("Mục kiểm tra của địa phương"),
            [
                NoteRow(
                    "shield-check" if on else "archive",
                    _check_title(name),
                    second=_("bật lên") if on else _("thôi kiểm tra"),
                )
                for name, on in checks
            ],
        )
        parts += self._section(_("Bước, giấy tờ thêm"), [self._addition(one) for one in found.additions])
        return parts

    @staticmethod
    def _section(title: str, rows: Sequence[QWidget], empty: str = "") -> list[Any]:
        if not rows and not empty:
            return []
        parts: list[Any] = [Label(title, bold=True), 4]
        for made in rows or [Label(empty, "small", "text2")]:
            parts += [made, 6]
        return [*parts, 4, Hairline(), 8]

    def _case(self, one: TouchedCase) -> QWidget:
        lines = column(gap=1)
        head: list[Any] = [Label(one.person, bold=True), 8, Label(one.procedure, "small", "text2"), None]
        if self._open is not None:
            link = Button(_("Mở hồ sơ"), "link")
            link.setAccessibleName(_("Mở hồ sơ: {who}").format(who=one.person))
            open_case = self._open
            link.clicked.connect(lambda _checked=False, case=one.case: open_case(case))
            self.links.append(link)
            head.append(link)
        lines.addLayout(row(*head))
        for change in one.changes:
            said = _("{kind} {what}: {before} → {after}").format(
                kind=_(KINDS[change.kind]), what=change.what, before=change.before, after=change.after
            )
            if change.day is not None:
                said = _("Từ {day}: {what}").format(day=words.day_words(change.day), what=said)
            lines.addWidget(Label(said, "small", "text2", wrap=True))
        return box(row(column(2, Glyph("user", "amber", 18), None), (box(lines), 1), gap=12))

    @staticmethod
    def _change(one: Change, titles: dict[str, str]) -> QWidget:
        days = rules_words.span_words(one.start, one.end)
        said = rules_words.change_text(one.before, one.after, titles)
        rule = one.after if one.after.known else one.before
        return NoteRow(
            "book-read", _(one.title), right=days, second=f"{said} · {rules_words.source_words(rule)}"
        )

    @staticmethod
    def _addition(one: Any) -> QWidget:
        from app.procedures.definitions import procedures

        known = procedures().get(one.extends)
        steps = one.content.get("step", [])
        papers = sum(len(step.get("papers", [])) for step in steps)
        facts = sum(len(step.get("facts", {})) for step in steps)
        said = [
            text.format(n=n)
            for n, text in (
                (len(steps), _("{n} bước được bổ sung")),
                (papers, _("{n} giấy tờ")),
                (facts, _("{n} mục ghi")),
            )
            if n
        ]
        day = words.day_words(one.start)
        title = _(known.title) if known is not None else one.extends
        second = _("{what}; hồ sơ mở từ ngày {day}").format(what=", ".join(said), day=day)
        return NoteRow("add", title, second=second)


def _check_title(name: str) -> str:
    from app.procedures.checks import definitions

    found = definitions().get(name)
    return f"{name}, {_(found.title)}" if found is not None else name
