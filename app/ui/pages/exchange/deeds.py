"""Sending and receiving on the page Gửi – nhận: the deeds behind its cards."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QFileDialog

from app.trouble import Refused
from app.ui.jobs import Job, Task
from app.ui.pages.exchange import work
from app.ui.pages.exchange.offices import OfficesPanel
from app.ui.pages.exchange.panels import WorkPanel
from app.ui.pages.exchange.receiving import FoundPanel, PackagePanel, RefusedPanel, TookPanel
from app.ui.pages.exchange.rows import Item, items
from app.ui.pages.exchange.sending import SendPanel, SentPanel
from app.ui.sticks import SUFFIX
from app.words import _

if TYPE_CHECKING:
    from app.sync.preview import Preview
    from app.ui.pages.exchange.page import ExchangePage


class Sending:
    """What goes, and writing it."""

    def __init__(self, page: ExchangePage) -> None:
        self.page = page

    def send(self, to: str = "") -> None:
        """Show what goes to an office: the only one, or the one named."""
        if self.page.job is not None:
            return
        peers = self.page.overview.peers
        line = next((peer for peer in peers if to in (peer.id, peer.code)), None) if to else None
        line = line or (peers[0] if len(peers) == 1 else None)
        if line is None:
            self.page.home()
            if isinstance(self.page.panel, OfficesPanel):
                self.page.send_tile.setChecked(True)
                self.page.panel.view.setFocus()
            return
        title = _("Gửi lên {office}") if line.relation == "above" else _("Gửi xuống {office}")
        panel = self.page.put(SendPanel(line, title.format(office=line.name)), self.page.send_tile)
        panel.set_sticks(self.page.seen.sticks)
        panel.write_asked.connect(lambda folder: self.write(line, folder))
        panel.folder_asked.connect(lambda: self.page.choose_folder(lambda folder: self.write(line, folder)))

        def ask(task: Task) -> tuple[Preview, list[Item]]:
            task.step(0, 0)
            with self.page.sitting.looking() as unit:
                dossiers = work.Dossiers()
                found = work.going(unit, line.id, dossiers)
                return found, items(found, dossiers.titles)

        def done(result: tuple[Preview, list[Item]]) -> None:
            if self.page.panel is panel:
                panel.set_content(*result, sum(result[0].counts.values()) - len(result[0].rows))

        self.page.run(ask, done, self.page.fail)

    def write(self, line: work.Line, folder: Path) -> Job | None:
        """Write the package into a folder and read it back."""
        panel = self.page.panel
        if self.page.job is not None or not isinstance(panel, SendPanel):
            return None
        panel.set_working(True)

        def done(packed: Any) -> None:
            self.page.records_changed()
            self.page.put(SentPanel(packed, line.persons), self.page.send_tile)
            self.page.frame.said(
                _("Đã ghi gói số {n} ra {folder}").format(n=packed.number, folder=self._stick_name(folder))
            )

        def failed(wrong: Any) -> None:
            self.page.read()
            panel.set_working(False)
            panel.say(wrong)

        return self.page.run(lambda task: work.send(self.page.sitting, task, line.id, folder), done, failed)

    def _stick_name(self, folder: Path) -> str:
        return next((stick.name for stick in self.page.seen.sticks if stick.path == folder), folder.name)


class Receiving:
    """Finding, looking, taking in."""

    def __init__(self, page: ExchangePage) -> None:
        self.page = page

    def receive(self) -> None:
        """Look into the new package there is; show a list when there are several, or none."""
        if self.page.job is not None:
            return
        new = self.page.new_packages
        if len(new) == 1 and not isinstance(self.page.panel, FoundPanel):
            self.look(new[0].file)
            return
        key, ids = self.page.overview.own_key, {one.id for one in new}
        mine = sum(one.key == key and one.id not in ids for one in self.page.seen.packages)
        others = sum(
            one.key != key and one.id not in self.page.overview.known for one in self.page.seen.packages
        )
        panel = self.page.put(FoundPanel(new, mine, others, self.page.seen.sticks), self.page.receive_tile)
        panel.look_asked.connect(self.look)
        panel.file_asked.connect(self.choose_file)

    def choose_file(self) -> None:
        """Ask for a package anywhere on this PC."""
        start = str(self.page.seen.sticks[0].path) if self.page.seen.sticks else str(Path.home())
        name, _kind = QFileDialog.getOpenFileName(
            self.page,
            _("Chọn gói để nhận"),
            start,
            _("Gói của Sổ Chi bộ (*{suffix});;Mọi tệp (*)").format(suffix=SUFFIX),
        )
        if name:
            self.look(Path(name))

    def look(self, file: Path) -> Job | None:
        """Copy a package to the inbox and show what it would change."""
        if self.page.job is not None:
            return None

        def ask(task: Task) -> tuple[work.Looked, list[Item]]:
            looked = work.look(self.page.sitting, task, file)
            outcome = looked.inspection.outcome
            assert outcome is not None and outcome.preview is not None
            return looked, items(outcome.preview, looked.titles)

        def done(result: tuple[work.Looked, list[Item]]) -> None:
            looked, listed = result
            preview: Any = looked.inspection.outcome.preview  # type: ignore[union-attr]
            left = sum(preview.counts.values()) - len(preview.rows)
            panel = PackagePanel(looked, listed, left, self.page.overview.type, self._sure_over_gap)
            panel.take_asked.connect(lambda past_gap: self.take(past_gap))
            self.page.put(panel, self.page.receive_tile)

        def failed(wrong: Any) -> None:
            self.page.read()
            if isinstance(wrong, Refused) and wrong.code not in work.NOT_THE_FILE:
                panel = self.page.put(RefusedPanel(wrong, file), self.page.receive_tile)
                panel.file_asked.connect(self.choose_file)
            else:
                self.page.fail(wrong)

        self.page.put(None)
        job = self.page.run(ask, done, failed)
        if self.page.job is job:
            self.page.put(WorkPanel(_("Xem trước gói"), job, _("Đang đọc gói")), self.page.receive_tile)
        return job

    def _sure_over_gap(self) -> bool:
        from app.ui.widgets.dialogs import confirm

        return confirm(
            self.page,
            _("Nhận dù còn thiếu gói trước?"),
            _("Chỉ làm khi chắc chắn gói trước không bao giờ tới nữa. Chỗ thiếu được ghi lại."),
            _("Nhận dù còn thiếu"),
        )

    def take(self, past_gap: bool = False) -> Job | None:
        """Back up, then take the package shown in."""
        panel = self.page.panel
        if self.page.job is not None or not isinstance(panel, PackagePanel):
            return None
        looked = panel.looked
        if not looked.copy.exists():  # cleared away while the workspace was locked
            return self.look(looked.source)
        panel.set_working(True)

        def done(took: work.Took) -> None:
            panel.looked = None  # type: ignore[assignment]
            self.page.records_changed()
            end = TookPanel(
                took,
                panel.items,
                panel.left,
                len(self.page.new_packages),
                self.page.open_case if "case" in self.page.frame.entries else None,
            )
            end.next_asked.connect(lambda: self.look(self.page.new_packages[0].file))
            self.page.put(end, self.page.receive_tile)
            self.page.frame.said(_("Đã nhận gói số {n} vào sổ").format(n=took.outcome.number))

        def failed(wrong: Any) -> None:
            self.page.read()
            if isinstance(wrong, Refused):
                again = self.page.put(RefusedPanel(wrong, looked.source), self.page.receive_tile)
                again.file_asked.connect(self.choose_file)
            else:
                panel.set_working(False)
                self.page.tell(wrong)

        return self.page.run(lambda task: work.take(self.page.sitting, task, looked, past_gap), done, failed)
