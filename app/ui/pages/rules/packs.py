"""Packs: those in use, those that wait to be switched on, and the example; taken in, looked at, ended."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QFileDialog, QWidget

from app.trouble import Trouble
from app.ui.pages.case.parts.dialogs import DeedDialog, reason_dialog
from app.ui.pages.exchange.panels import Panel, WorkPanel
from app.ui.pages.rules import pack_rows as rows
from app.ui.pages.rules.part import RulesPart
from app.ui.pages.rules.preview import PreviewPanel
from app.ui.widgets.base import Hairline, Label, box, clear, column, row, shown
from app.ui.widgets.buttons import Button
from app.ui.widgets.card import Card
from app.ui.widgets.scroll import ScrollColumn
from app.words import _, count_text

if TYPE_CHECKING:
    from app.procedures.rule_preview import PackPreview
    from app.ui.jobs import Job
    from app.ui.pages.rules.page import RulesPage

EXAMPLES = ("ha-noi",)
"""Overlays that come with the program, off until they are switched on."""


class PacksPart(RulesPart):
    """The list, or in its place the preview of one pack."""

    def __init__(self, page: RulesPage) -> None:
        super().__init__(page)
        self.rows: dict[str, rows.PackRow] = {}
        self.panel: Panel | None = None
        self.job: Job | None = None
        self.waiting = 0
        self.file_button = Button(_("Nhận từ tệp…"), icon="folder-open")
        self.file_button.clicked.connect(self.ask_file)
        self._list = column(gap=0)
        self.card = Card()
        self.card.add(ScrollColumn(box(column(self._list, None))), 1)
        self._place = column((self.card, 1))
        self.setLayout(self._place)

    # The list

    def read(self) -> None:
        """Read the packs again; a preview that is open stays."""
        from app.procedures.rule_packs import CENTRAL
        from app.storage import central
        from app.storage.rulebooks import held_packs

        clear(self._list)
        self.rows = {}
        with self.page.sitting.looking() as unit:
            book = unit.rulebook
            held = held_packs(unit.session, unit.author)
            told = [(one, rows.came(unit, one)) for one in held]
            aside = [refused.message for refused in book.set_aside]
            self._in_use = {pack.id for pack in book.packs}
            below, fresh = rows.used_below(unit), central.news(unit.session)
        self.waiting = sum(1 for one, _when in told if one.waits)
        names = {one.record.pack for one in held}
        for one, when in sorted(
            told, key=lambda pair: (not pair[0].waits, not pair[0].own, pair[0].record.pack)
        ):
            self._add(self._held_row(one, when, below.get(one.record.pack, 0)))
        for name in EXAMPLES:
            self._example(name, names)
        come = [pack for pack in book.packs if pack.layer == "central"]
        look = [self._button(_("Xem khác biệt"), "secondary", self.look_central, CENTRAL)] if fresh else []
        self._add(rows.central_row(come, look))
        for sentence in aside:
            text = _("Để riêng, không dùng: {why}").format(why=sentence)
            self._list.addWidget(
                box(row((Label(text, "small", "rust", wrap=True), 1), margins=(19, 8, 19, 8)))
            )
        shown(self.file_button, self.page.may_set)
        self.page.head_changed.emit()

    def _add(self, made: rows.PackRow) -> None:
        if self.rows:
            self._list.addWidget(Hairline())
        self.rows[made.name] = made
        self._list.addWidget(made)

    def _held_row(self, held: Any, when: str, below: int) -> rows.PackRow:
        record = held.record
        pack = rows.parsed(held.newest or held.text, record.pack)
        lines = [rows.contents(pack), when]
        buttons: list[Button] = []
        if held.waits:
            badge = (_("Chờ thôi dùng") if record.gone else _("Chờ bật"), "amber")
            if held.text:
                lines.append(_("Đang dùng phiên bản {version}").format(version=held.version))
            kind = "secondary" if self.rows else "primary"
            buttons.append(self._button(_("Xem khác biệt"), kind, self.look_waiting, record.pack))
        else:
            used = record.pack in self._in_use
            badge = (_("Đang dùng"), "green") if used else (_("Để riêng"), "rust")
            if held.own and self.page.may_set:
                buttons.append(self._button(_("Thôi dùng…"), "secondary", self.look_dropped, record.pack))
            if held.own:
                buttons.append(self._button(_("Chép ra tệp…"), "secondary", self.ask_copy, record.pack))
            if held.own and below:
                lines.append(_("{n} nơi cấp dưới đã bật phiên bản này").format(n=count_text(below)))
        made = rows.PackRow(record.pack, rows.titled(pack, record.pack), lines, badge, buttons)
        made.waits = held.waits
        return made

    def _example(self, name: str, names: set[str]) -> None:
        from app.regulations.rulebook import load_overlay

        pack = load_overlay(name)
        if pack.id in names:
            return
        buttons = [self._button(_("Xem khác biệt"), "secondary", self.look_example, name)]
        lines = [rows.contents(pack), _("Ví dụ kèm chương trình; không dùng cho đến khi đơn vị bật.")]
        made = rows.PackRow(pack.id, rows.titled(pack, pack.id), lines, (_("Chưa dùng"), "grey"), buttons)
        self._add(made)

    @staticmethod
    def _button(text: str, kind: str, deed: Callable[[str], Any], name: str) -> Button:
        made = Button(text, kind)
        made.clicked.connect(lambda: deed(name))
        return made

    def summary(self) -> str:
        if self.waiting:
            return _("{n} bộ quy định của cấp trên chờ xem và bật").format(n=self.waiting)
        return _("Bộ mới được xem khác biệt trước khi bật")

    def head_actions(self) -> list[QWidget]:
        return [self.file_button]

    def take_focus(self) -> None:
        buttons = [b for made in self.rows.values() for b in made.buttons.values()]
        (buttons[0] if buttons else self.file_button).setFocus()

    def show_pack(self, pack: str) -> None:
        """Look at a pack that waits, as the notice on the first page asks."""
        from app.procedures.rule_packs import CENTRAL

        made = self.rows.get(pack)
        if made is not None and made.waits:
            (self.look_central if pack == CENTRAL else self.look_waiting)(pack)

    # Looking

    def ask_file(self) -> None:
        """Choose a pack's file."""
        name, _kind = QFileDialog.getOpenFileName(
            self, _("Nhận bộ quy định từ tệp"), str(Path.home()), _("Bộ quy định (*.toml);;Mọi tệp (*)")
        )
        if name:
            self.look_file(Path(name))

    def look_file(self, file: Path) -> None:
        """Show what a pack's file would change."""
        try:
            text = file.read_text("utf-8-sig")
        except (OSError, UnicodeDecodeError):
            self.page.tell(
                Trouble(
                    "file_unreadable",
                    _("Không đọc được tệp {name}.").format(name=file.name),
                    _("Kiểm tra đường dẫn, USB và quyền đọc tệp."),
                )
            )
            return
        self._look_text(text, file.name, _("Từ tệp {name}").format(name=file.name))

    def look_example(self, name: str) -> None:
        """Show what an example overlay would change."""
        from app.regulations.resources import resource_folder

        path = resource_folder("regulations") / "overlays" / f"{name}.toml"
        self._look_text(path.read_text("utf-8"), path.name, _("Ví dụ kèm chương trình"))

    def _look_text(self, text: str, file: str, who: str) -> None:
        from app.procedures.rule_packs import AddPack
        from app.procedures.rule_preview import preview

        def add(found: PackPreview) -> bool:
            done = self.page.sitting.do(AddPack(text, file))
            self.page.said(_("Đã bật bộ quy định {pack}").format(pack=found.id), done)
            return True

        self._look(
            lambda unit, task: preview(unit, text, file, task.step), _("Bật bộ quy định này"), who, add
        )

    def look_waiting(self, name: str) -> None:
        """Show what the superior's pack that waits would change."""
        from app.procedures.rule_packs import AcceptPack
        from app.procedures.rule_preview import preview_held

        def accept(found: PackPreview) -> bool:
            done = self.page.sitting.do(AcceptPack(name))
            said = _("Đã bật bộ quy định {pack}") if found.pack else _("Đã thôi dùng bộ quy định {pack}")
            self.page.said(said.format(pack=name), done)
            return True

        self._look(
            lambda unit, task: preview_held(unit, name, task.step),
            _("Bật bộ quy định này"),
            _("Cấp trên gửi theo gói"),
            accept,
            withdrawn=_("Thôi dùng bộ này"),
        )

    def look_central(self, _name: str = "") -> None:
        """Show what the rules that came with a new program changed."""
        from app.procedures.rule_packs import SeeCentral
        from app.procedures.rule_preview import preview_central

        def seen(_found: PackPreview) -> bool:
            self.page.sitting.do(SeeCentral())
            self.page.frame.said(_("Đã xem quy định mới"))
            return True

        self._look(
            lambda unit, task: preview_central(unit, task.step),
            _("Đã xem"),
            _("Kèm chương trình hoặc cấp trên ghi; đang dùng"),
            seen,
        )

    def look_dropped(self, name: str) -> None:
        """Show what ending a pack of the office would change."""
        from app.procedures.rule_preview import preview_held

        self._look(
            lambda unit, task: preview_held(unit, name, task.step, dropped=True),
            "",
            "",
            lambda _found: self.drop_dialog(name).ask() is True,
            withdrawn=_("Thôi dùng bộ này…"),
        )

    def drop_dialog(self, name: str) -> DeedDialog:
        """Asks why a pack is ended."""
        from app.procedures.rule_packs import DropPack

        def drop(dialog: DeedDialog) -> Any:
            done = self.page.sitting.do(DropPack(name, dialog.text("reason")))
            self.page.said(_("Đã thôi dùng bộ quy định {pack}").format(pack=name), done)
            return done

        return reason_dialog(
            self,
            _("Thôi dùng bộ quy định"),
            _("Bộ này không còn được dùng ở đơn vị; lịch sử vẫn giữ. Cấp dưới nhận theo gói lần sau."),
            _("Thôi dùng"),
            drop,
        )

    def _look(
        self,
        work: Callable[[Any, Any], PackPreview],
        deed: str,
        who: str,
        then: Callable[[PackPreview], bool],
        withdrawn: str = "",
    ) -> None:
        self.job = self.page.sitting.job(work)

        def show(found: PackPreview) -> None:
            go = getattr(self.page.frame, "entries", {})
            made = PreviewPanel(
                found,
                withdrawn if found.pack is None else deed,
                who,
                (lambda case: self.page.frame.go("case", case=case)) if "case" in go else None,
            )
            made.deed.setEnabled(made.deed.isEnabled() and self.page.may_set)
            made.agreed.connect(lambda: self._do(then, found))
            self._show_panel(made)
            made.deed.setFocus()

        def fail(wrong: BaseException) -> None:
            self.close_panel()
            self.page.tell(wrong)

        self.job.done.connect(show)
        self.job.failed.connect(fail)
        self._show_panel(WorkPanel(_("Đang xem bộ quy định"), self.job, _("Xét từng hồ sơ đang mở")))
        self.job.start()

    def _do(self, then: Callable[[PackPreview], bool], found: PackPreview) -> None:
        from app.trouble import Failure

        try:
            done = then(found)
        except Failure as wrong:
            self.page.tell(wrong)
        else:
            if done:
                self.close_panel()

    def _show_panel(self, panel: Panel) -> None:
        self._take_panel()
        self.panel = panel
        panel.closed.connect(self.close_panel)
        self._place.addWidget(panel, 1)
        shown(self.card, False)
        shown(self.file_button, False)

    def _take_panel(self) -> None:
        if self.panel is not None:
            self._place.removeWidget(self.panel)
            self.panel.hide()
            self.panel.deleteLater()
            self.panel = None

    def close_panel(self) -> None:
        """Back to the list."""
        self._take_panel()
        shown(self.card, True)
        shown(self.file_button, self.page.may_set)
        self.take_focus()

    # Copying

    def ask_copy(self, pack: str) -> None:
        """Choose where a pack's file is written."""
        name, _kind = QFileDialog.getSaveFileName(
            self, _("Chép bộ quy định ra tệp"), str(Path.home() / f"{pack.replace('/', '-')}.toml"), "*.toml"
        )
        if name:
            self.copy_pack(pack, Path(name))

    def copy_pack(self, pack: str, file: Path) -> None:
        """Write a pack's text into a file, as others take it in."""
        from app.procedures.rule_packs import held_pack
        from app.storage.files import write_atomically
        from app.trouble import Failure

        try:
            with self.page.sitting.looking() as unit:
                text = held_pack(unit, pack).text
            with write_atomically(file) as target:
                target.write(text.encode())
        except Failure as wrong:
            self.page.tell(wrong)
        else:
            self.page.frame.said(_("Đã chép ra {file}").format(file=file.name))
