"""Joining offices from Gửi – nhận: inviting one below, opening the invitation of the one above."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QFileDialog

from app.ui.jobs import Task
from app.ui.pages.exchange.offices import InvitedPanel, InvitePanel, JoinPanel
from app.words import _

if TYPE_CHECKING:
    from app.ui.pages.exchange.page import ExchangePage


class Joining:
    """The deeds of the page that connect two offices."""

    def __init__(self, page: ExchangePage) -> None:
        self.page = page

    def invite(self) -> None:
        """Let an office below join."""
        if self.page.job is not None:
            return
        panel = self.page.put(InvitePanel())
        panel.set_sticks(self.page.seen.sticks)
        panel.write_asked.connect(self._write_invitation)
        panel.folder_asked.connect(lambda: self.page.choose_folder(panel.set_folder))
        panel.name.editor.setFocus()

    def _write_invitation(self, name: str, code: str, kind: str, file: Path) -> None:
        from app.sync import joining

        panel = self.page.panel

        def ask(unit: Any, task: Task) -> Any:
            task.step(0, 0)
            unit.begin("office.invite")
            return joining.invite(unit, name=name, code=code, type=kind, out=file)

        panel.set_working(True)

        def done(made: Any) -> None:
            self.page.read()
            self.page.put(InvitedPanel(made, name))

        def failed(wrong: Any) -> None:
            panel.set_working(False)
            panel.say(wrong)

        self.page.run(self._in_unit(ask), done, failed)

    def _in_unit(self, ask: Callable[[Any, Task], Any]) -> Callable[[Task], Any]:
        sitting = self.page.sitting

        def run(task: Task) -> Any:
            with sitting.workspace.unit(sitting.clock, clock_accepted=sitting.clock_accepted) as unit:
                return ask(unit, task)

        return run

    def choose(self) -> None:
        """Ask for the invitation of the office above."""
        start = str(self.page.seen.sticks[0].path) if self.page.seen.sticks else str(Path.home())
        name, _kind = QFileDialog.getOpenFileName(self.page, _("Mở thư mời"), start, _("Mọi tệp (*)"))
        if name:
            self.join(Path(name))

    def join(self, file: Path) -> JoinPanel | None:
        """Ask for the join code of an invitation."""
        if self.page.job is not None:
            return None
        from app.sync import joining

        panel: JoinPanel = self.page.put(JoinPanel(file))

        def failed(wrong: Any) -> None:
            panel.set_working(None)
            panel.say(wrong)

        def read(file: Path, code: str) -> None:
            panel.set_working(_("Đang mở…"))

            def done(opened: Any) -> None:
                panel.set_working(None)
                panel.show_invitation(opened)

            self.page.run(lambda _task: joining.read_invitation(file, code), done, failed)

        def accept(opened: Any) -> None:
            panel.set_working(_("Đang kết nối…"))

            def ask(unit: Any, _task: Task) -> str:
                unit.begin("office.join")
                return str(joining.accept(unit, opened).name)

            def done(name: str) -> None:
                self.page.records_changed()
                self.page.close_card()
                self.page.frame.said(
                    _("Đã kết nối với {name}; gửi gói đầu tiên để cấp trên xác nhận").format(name=name)
                )

            self.page.run(self._in_unit(ask), done, failed)

        panel.read_asked.connect(read)
        panel.join_asked.connect(accept)
        panel.code.editor.setFocus()
        return panel
