"""Gửi – nhận: packages to and from the other offices on a stick, and the ledger of all of them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from app.trouble import Failure
from app.ui.jobs import Job, Stopped, Task
from app.ui.page import Room
from app.ui.pages.common import SittingPage
from app.ui.pages.exchange import words, work
from app.ui.pages.exchange.deeds import Receiving, Sending
from app.ui.pages.exchange.joining import Joining
from app.ui.pages.exchange.ledger import Ledger
from app.ui.pages.exchange.offices import InvitedPanel, InvitePanel, OfficesPanel, alone_card
from app.ui.pages.exchange.panels import Panel
from app.ui.pages.exchange.receiving import FoundPanel, PackagePanel
from app.ui.pages.exchange.sending import SendPanel
from app.ui.sticks import Found, Seen, StickWatch
from app.ui.widgets.base import Label, box, clear, column, row, shown
from app.ui.widgets.buttons import Button
from app.ui.widgets.drawer import Drawer
from app.ui.widgets.tiles import Tile
from app.words import _

if TYPE_CHECKING:
    from app.ui.frame import Frame
    from app.ui.session import Sitting

LEDGER = {Room.WIDE: 404, Room.MEDIUM: 352}


class ExchangePage(SittingPage):
    """`watch.find` may be replaced by another finder of drives."""

    guide = "gui-nhan"

    def __init__(self, frame: Frame, sitting: Sitting) -> None:
        super().__init__(frame, sitting)
        self.title = _("Gửi – nhận")
        self.overview = work.Overview("", "cell", False, "")
        self.seen = Seen()
        self.job: Job | None = None
        self.panel: Any = None
        self.room = Room.WIDE
        self._wide_ledger = False
        self._fresh = True
        self.sending, self.receiving, self.joining = Sending(self), Receiving(self), Joining(self)
        self.watch = StickWatch(self)
        self.watch.seen.connect(self._seen)
        self.send_tile = Tile("upload-2", _("Gửi lên cấp trên"))
        self.receive_tile = Tile("download-2", _("Nhận từ cấp trên"))
        self.choose_button = Button(_("Chọn tệp khác"), icon="folder-open")
        self.invite_button = Button(_("Mời đơn vị cấp dưới"), icon="user-add")
        self.join_button = Button(_("Mở thư mời"), icon="mail-open")
        self.ledger_button = Button(_("Sổ gửi – nhận"), icon="history")
        self.ledger = Ledger()
        self.note = Label("", tone="text2", wrap=True)
        self._tiles = row((self.send_tile, 1), (self.receive_tile, 1), gap=24)
        self._stage = QVBoxLayout()
        self._body = QHBoxLayout()
        self._body.setContentsMargins(0, 0, 0, 0)
        self._stage_holder = QWidget()
        self._stage_holder.setLayout(self._stage)
        self._stage.setContentsMargins(0, 0, 0, 0)
        self._body.addWidget(self._stage_holder, 1)
        self._body.addWidget(self.ledger, 1)
        self._drawer: Drawer | None = None
        self._tile_row = box(self._tiles)
        self._tiles.setContentsMargins(0, 0, 0, 16)
        self._whole = column(self.note, self._tile_row, margins=(24, 0, 24, 24))
        self._whole.addLayout(self._body, 1)
        self.setLayout(self._whole)
        self.send_tile.clicked.connect(self.send)
        self.receive_tile.clicked.connect(self.receive)
        self.choose_button.clicked.connect(self.receiving.choose_file)
        self.invite_button.clicked.connect(self.joining.invite)
        self.join_button.clicked.connect(self.joining.choose)
        self.ledger_button.clicked.connect(self._open_ledger)
        self.ledger.all_asked.connect(self._all_lines)
        for part in (self.note, self.ledger_button, self._stage_holder):
            shown(part, False)

    # Coming and going

    def opened(self, file: str | Path | None = None, send: bool | str = False, **where: Any) -> None:
        if self._fresh:
            self._fresh = False
            work.clear_inbox(self.sitting.workspace)
        self.read()
        if file:
            self.look(Path(file))
        elif send:
            self.send(to=send if isinstance(send, str) else "")
        elif self.panel is None:
            self.home()

    def refresh(self, changes: Any = None) -> None:
        if self.overview.own and self.isVisible():
            self.read()
            if isinstance(self.panel, OfficesPanel):
                self.home()

    def leave(self) -> bool:
        if isinstance(self.panel, InvitedPanel):
            from app.ui.widgets.dialogs import confirm

            if not confirm(
                self,
                _("Đã ghi lại mã kết nối chưa?"),
                _("Rời trang này thì không xem lại mã được nữa."),
                _("Đã ghi, rời trang"),
                keep=_("Ở lại xem mã"),
            ):
                return False
            self.close_card()
        return True

    def showEvent(self, event) -> None:
        super().showEvent(event)
        self.watch.watch(True)
        if self.overview.own:
            self.read()

    def hideEvent(self, event) -> None:
        super().hideEvent(event)
        self.watch.watch(False)

    def read(self) -> None:
        """The words of head, tiles and ledger, from the records."""
        from app.sync import ledger

        self.overview = work.overview(self.sitting)
        with self.sitting.reading() as session:
            lines = ledger.lines(session)
        self.ledger.set_lines(lines, len(self.overview.peers) > 1)
        self._tell()
        self.head_changed.emit()

    # Words

    @property
    def committee(self) -> bool:
        return self.overview.type == "committee"

    def summary(self) -> str:
        return words.summary(self.overview)

    def head_actions(self) -> list[QWidget]:
        alone = self.overview.alone
        shown(self.choose_button, not alone)
        shown(self.invite_button, self.committee and not alone)
        shown(
            self.join_button,
            not alone and self.committee and self.overview.above is None and self.room > Room.SMALL,
        )
        return [self.ledger_button, self.join_button, self.invite_button, self.choose_button]

    def _tell(self) -> None:
        found, narrow = self.overview, self.room == Room.NARROW
        looking = isinstance(self.panel, PackagePanel) and self.panel.take is not None
        send, receive = words.titles(found, narrow)
        self.send_tile.setText(send)
        self.receive_tile.setText(receive)
        self.send_tile.set_second(words.to_send(found, narrow))
        self.receive_tile.set_second(words.to_receive(len(self.new_packages), self.seen, looking, narrow))
        for tile in (self.send_tile, self.receive_tile):
            tile.setEnabled(found.may_send and (bool(found.peers) or tile is self.receive_tile))
        # in a low window the card that was opened needs the room; closing it brings the tiles back
        shown(self._tile_row, not found.alone and not (narrow and isinstance(self.panel, Panel)))
        self.choose_button.setEnabled(found.may_send)
        self.invite_button.setEnabled(found.may_send)
        text = words.notice(found, narrow)
        self.note.setText(text)
        self.note.setContentsMargins(0, 0, 0, 12)
        shown(self.note, bool(text))

    @property
    def new_packages(self) -> list[Found]:
        """Packages on the drives for this office that are not in the ledger, the oldest first."""
        known, key = self.overview.known, self.overview.own_key
        found = {one.id: one for one in self.seen.packages if one.key == key and one.id not in known}
        return sorted(found.values(), key=lambda one: one.changed)

    def _seen(self, seen: Seen) -> None:
        self.seen = seen
        self._tell()
        if isinstance(self.panel, (SendPanel, InvitePanel)):
            self.panel.set_sticks(seen.sticks)
        elif isinstance(self.panel, FoundPanel) and self.job is None:
            self.receive()

    # The stage: one card at a time beside the ledger

    def put(self, panel: Any, tile: Tile | None = None) -> Any:
        self._drop_looked(panel)
        inside = self.focusWidget()
        if inside is not None and inside.hasFocus():
            self.setFocus(Qt.FocusReason.OtherFocusReason)  # not to wherever Qt thinks comes next
        clear(self._stage)
        self.panel = panel
        self._wide_ledger = False
        for one in (self.send_tile, self.receive_tile):
            one.setChecked(one is tile)
        if panel is not None:
            self._stage.addWidget(panel)
            if isinstance(panel, Panel):
                panel.closed.connect(self.close_card)
        self._tell()
        self._place()
        return panel

    def _drop_looked(self, panel: Any) -> None:
        looked = getattr(self.panel, "looked", None)
        if looked is not None and looked is not getattr(panel, "looked", None) and self.job is None:
            work.drop(looked)

    def close_card(self) -> None:
        """The card is done with."""
        self.put(None)
        self.home()

    def home(self) -> None:
        """What stands there while nothing is being done."""
        if self.overview.alone:
            card, join, invite = alone_card(self.committee)
            for button, deed in ((join, self.joining.choose), (invite, self.joining.invite)):
                button.clicked.connect(deed)
                button.setEnabled(self.overview.may_send)
            self.put(card)
        elif self.committee and (self.overview.below or self.overview.invited):
            panel = OfficesPanel(self.overview)
            panel.opened.connect(self._office_opened)
            panel.send.setEnabled(self.overview.may_send)
            self.put(panel)
        else:
            self.put(None)

    def _office_opened(self, office: str) -> None:
        if not office.startswith("invited:"):
            self.send(to=office)

    def _place(self) -> None:
        """Who gets how much room."""
        side = self.panel is not None and not self._wide_ledger
        folded = side and self.room <= Room.SMALL
        if self._drawer is not None and not folded:
            self._drawer.take()
            self._drawer.close_now()
            self._body.addWidget(self.ledger)
            self._drawer.deleteLater()
            self._drawer = None
        elif folded and self._drawer is None:
            self._drawer = Drawer(self, _("Sổ gửi – nhận"))
            self._body.removeWidget(self.ledger)
            self._drawer.set_content(self.ledger)
        self.ledger.set_head(not folded)
        shown(self._stage_holder, side)
        alone = self.overview.alone
        shown(self.ledger_button, folded and not alone)
        shown(self.ledger, not alone or self._wide_ledger)
        if side and not folded:
            self.ledger.setFixedWidth(LEDGER.get(self.room, 352))
        else:
            self.ledger.setMinimumWidth(0)
            self.ledger.setMaximumWidth(16777215)
        self._body.setStretch(0, 1)
        if self._drawer is None:
            self._body.setStretch(1, 0 if side else 1)
        self.ledger.set_wide(not side, self._wide_ledger)
        self.head_changed.emit()

    def _all_lines(self, wanted: bool) -> None:
        self._wide_ledger = wanted
        self._place()

    def _open_ledger(self) -> None:
        if self._drawer is not None:
            self._drawer.open()

    def arrange(self, room: Room) -> None:
        self.room = room
        narrow = room == Room.NARROW
        edge = 20 if narrow else 24
        self._whole.setContentsMargins(edge, 0, edge, 16 if narrow else 24)
        self._tiles.setSpacing(12 if narrow else room.gap)
        self._body.setSpacing(room.gap)
        if self.overview.own:
            self._tell()
            self._place()

    # Work beside the window

    def run(
        self,
        doing: Callable[[Task], Any],
        done: Callable[[Any], None],
        failed: Callable[[BaseException], None],
    ) -> Job:
        job = Job(doing)
        self.job = job

        def over() -> None:
            if self.job is job:
                self.job = None

        def ended_well(result: Any) -> None:
            over()
            done(result)

        def ended_badly(wrong: BaseException) -> None:
            over()
            if isinstance(wrong, Stopped):
                self.close_card()
            elif isinstance(wrong, Failure):
                failed(wrong)
            else:
                self.tell(wrong)
                self.close_card()

        job.done.connect(ended_well)
        job.failed.connect(ended_badly)
        return job.start()

    def records_changed(self) -> None:
        """Tell all pages that records may have come."""
        self.sitting.changed.emit(None)
        self.read()

    # Deeds

    def send(self, _checked: bool = False, *, to: str = "") -> None:
        """Show what goes to an office: the only one, or the one named by id or code."""
        self.sending.send(to)

    def write(self, line: work.Line, folder: Path) -> Job | None:
        """Write the package shown into a folder and read it back."""
        return self.sending.write(line, folder)

    def receive(self, _checked: bool = False) -> None:
        """Look into the new package there is; show a list when there are several, or none."""
        self.receiving.receive()

    def look(self, file: Path) -> Job | None:
        """Copy a package to the inbox and show what it would change."""
        return self.receiving.look(file)

    def take(self, past_gap: bool = False) -> Job | None:
        """Back up, then take the package shown in."""
        return self.receiving.take(past_gap)

    def choose_folder(self, then: Callable[[Path], object]) -> None:
        """Ask for a folder instead of a stick."""
        start = str(self.seen.sticks[0].path) if self.seen.sticks else str(Path.home())
        found = QFileDialog.getExistingDirectory(self, _("Ghi vào thư mục"), start)
        if found:
            then(Path(found))

    def open_case(self, case: str) -> None:
        """Open a dossier that a package is about."""
        self.frame.go("case", case=case)

    def fail(self, wrong: BaseException) -> None:
        """What went wrong has no place of its own on the page."""
        self.tell(wrong)
        self.close_card()
