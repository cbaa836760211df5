"""Nhập từ Excel: a list is read, looked through and corrected in the preview, then taken in as a whole."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QStackedWidget, QWidget

from app.trouble import Failure
from app.ui.jobs import Job, Task
from app.ui.page import Room
from app.ui.pages.common import SittingPage
from app.ui.widgets.base import box, column, shown
from app.ui.widgets.buttons import Button
from app.ui.widgets.card import Card
from app.ui.widgets.empty import EmptyState
from app.ui.widgets.progress import ProgressPanel
from app.words import _, count_text

if TYPE_CHECKING:
    from app.procedures.people import TakenIn
    from app.ui.frame import Frame
    from app.ui.pages.imports.plan import Plan
    from app.ui.pages.imports.preview import Preview
    from app.ui.session import Sitting


def whole(result: Any) -> TakenIn:
    """What was taken in, of all books together."""
    from app.procedures.people import TakenIn

    if isinstance(result, TakenIn):
        return result
    parts = [taken for _book, taken in result]
    names = ("created", "updated", "unchanged", "left")
    return TakenIn(parts[0].batch, **{name: sum(getattr(one, name) for one in parts) for name in names})


class ImportPage(SittingPage):
    """One list at a time: choose, read, preview, take in. Nothing is written before the last button."""

    guide = "import"
    up = "members"

    def __init__(self, frame: Frame, sitting: Sitting) -> None:
        super().__init__(frame, sitting)
        self.file: Path | None = None
        self.plan: Plan | None = None
        self.preview: Preview | None = None
        self.job: Job | None = None
        self.setAcceptDrops(True)
        self.stack = QStackedWidget()
        self.progress = ProgressPanel()
        shown(self.progress, False)
        waiting = Card()
        waiting.add_padded(self.progress, 20, 22)
        self.waiting = box(column(waiting, None))
        self.state: QWidget = QWidget()
        self.stack.addWidget(self.waiting)
        self._whole = column((self.stack, 1), margins=(24, 0, 24, 24))
        self.setLayout(self._whole)
        self.take_button = Button(_("Nhận vào sổ"), "primary")
        self.copy_button = Button(_("Ghi bản &sửa lỗi"), icon="file-excel-2")
        self.other_button = Button(_("Chọn &tệp khác"))
        self.take_button.clicked.connect(self.take_in)
        self.copy_button.clicked.connect(self._ask_copy)
        self.other_button.clicked.connect(self.choose)
        self.choose_state()

    # States of the page

    def _front(self, page: QWidget) -> None:
        if page is not self.waiting and page is not self.state:
            old, self.state = self.state, page
            if self.stack.indexOf(old) >= 0:
                self.stack.removeWidget(old)
            old.hide()
            old.deleteLater()
            self.stack.addWidget(page)
        self.stack.setCurrentWidget(page)
        self.head_changed.emit()

    def _say(self, icon: str, title: str, sentence: str, buttons: list[Button]) -> None:
        self.preview = None
        self._front(EmptyState(icon, title, sentence, buttons, framed=True))

    def choose_state(self) -> None:
        """Ask for a file."""
        self.plan, self.file = None, None
        pick = Button(_("Chọn tệp Excel"), "primary")
        pick.clicked.connect(self.choose)
        self._say(
            "file-excel-2", _("Đưa danh sách đảng viên vào sổ"),
            _("Chọn tệp Excel hoặc CSV đang dùng, hay kéo tệp vào đây. Xem trước rồi mới ghi."), [pick],
        )  # fmt: skip

    def opened(self, file: Path | None = None, **where: Any) -> None:
        if file is not None:
            self.read(Path(file))
        elif self.job is None and self.preview is None:
            self.choose_state()

    def heading(self) -> str:
        return _("Nhập từ Excel")

    def summary(self) -> str:
        if self.plan is None or self.preview is None:
            return ""
        reading = self.plan.reading
        return _("{file}: đọc {read} dòng có người, nhận được {ok}, không nhận {no}").format(
            file=self.plan.file.name, read=count_text(reading.read), ok=count_text(reading.accepted),
            no=count_text(len(reading.rejected)),
        )  # fmt: skip

    def head_actions(self) -> list[QWidget]:
        ready = self.preview is not None and self.stack.currentWidget() is not self.waiting
        for button in (self.take_button, self.copy_button, self.other_button):
            shown(button, ready)
        if ready and self.plan is not None:
            faults = bool(self.plan.reading.rejected or self.plan.reading.flagged)
            shown(self.copy_button, faults and self.frame.room > Room.NARROW)
            self._count()
        parts: list[QWidget] = [self.preview.side.button] if self.preview is not None and ready else []
        return [*parts, self.copy_button, self.other_button, self.take_button]

    def _count(self) -> None:
        assert self.plan is not None
        counts = self.plan.count()
        coming = counts["new"] + counts["filled"]
        self.take_button.setText(
            _("Nhận {n} người vào sổ").format(n=count_text(coming)) if coming else _("Không có gì để nhận")
        )
        self.take_button.setEnabled(coming > 0)
        self.take_button.updateGeometry()

    def arrange(self, room: Room) -> None:
        edge = 20 if room == Room.NARROW else 24
        self._whole.setContentsMargins(edge, 0, edge, 16 if room == Room.NARROW else 24)
        if self.preview is not None:
            self.preview.arrange(room)
        self.head_changed.emit()

    # Reading

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self.job is None and any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        files = [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
        if files:
            event.acceptProposedAction()
            self.read(Path(files[0]))

    def choose(self) -> None:
        """Ask for a file and read it."""
        start = str(self.file.parent if self.file else Path.home())
        name, _kind = QFileDialog.getOpenFileName(
            self, _("Chọn danh sách đảng viên"), start, _("Danh sách (*.xlsx *.csv *.xls);;Mọi tệp (*)")
        )
        if name:
            self.read(Path(name))

    def read(self, file: Path, heads: dict[str, str | None] | None = None) -> Job | None:
        """Read a list beside the window; `heads` says what columns mean. The job, begun."""
        if self.job is not None:
            return None
        self.file = file
        mapping = {**self._remembered(), **(heads or {})}
        today, owner = self.sitting.today, self.sitting.office
        workspace, several = self.sitting.workspace, self.sitting.committee

        def work(task: Task) -> Plan:
            from app.imports import read_list
            from app.storage.books import kept_books
            from app.ui.pages.imports.cells import cell_parts
            from app.ui.pages.imports.plan import known_people, plan_of

            with workspace.reading() as session:
                kept = [book.id for book in kept_books(session, owner)] if several else []
                known = known_people(session, [owner, *kept])
                reading = read_list(
                    file, today=today, known=known, mapping=mapping, progress=task.step,
                    cancelled=lambda: task.stopping,
                )  # fmt: skip
                cells = cell_parts(session, reading, owner) if several else []
                return plan_of(session, file, reading, cells)

        job = Job(work)
        job.done.connect(lambda plan: self._read(plan, heads or {}))
        job.failed.connect(self._not_read)
        return self._run(job, _("Đang đọc danh sách Excel"), _("dòng"))

    def _run(self, job: Job, what: str, noun: str) -> Job:
        self.job = job
        self.progress.follow(job, what, noun)
        self._front(self.waiting)
        job.ended.connect(self._ended)
        return job.start()

    def _ended(self) -> None:
        self.job = None
        self.head_changed.emit()

    def _remembered(self) -> dict[str, str | None]:
        preferences = getattr(self.frame, "preferences", None)
        return preferences.heads if preferences else {}

    def _read(self, plan: Plan, heads: dict[str, str | None]) -> None:
        from app.ui.pages.imports.preview import Preview

        self.plan = plan
        preferences = getattr(self.frame, "preferences", None)
        if heads and preferences:
            preferences.put_heads(heads)
        self.preview = Preview(self, plan)
        self.preview.decided.connect(self._count)
        self.preview.heads_changed.connect(lambda found: self.read(plan.file, found))
        self.preview.arrange(self.frame.room)
        self._front(self.preview)

    def _not_read(self, wrong: BaseException) -> None:
        if getattr(wrong, "code", "") in ("stopped", "cancelled"):
            self.choose_state()
            return
        if not isinstance(wrong, Failure):
            self.choose_state()
            self.tell(wrong)
            return
        again = Button(_("Chọn tệp khác"), "primary")
        again.clicked.connect(self.choose)
        self._say("error-warning", wrong.message, wrong.hint, [again])

    def _ask_copy(self) -> None:
        assert self.plan is not None
        start = self.plan.file.with_name(f"{self.plan.file.stem} - {_('bản sửa lỗi')}.xlsx")
        name, _kind = QFileDialog.getSaveFileName(
            self, _("Ghi bản sửa lỗi"), str(start), _("Bảng tính Excel (*.xlsx)")
        )
        if name:
            self.write_copy(Path(name))

    def write_copy(self, out: Path) -> Job:
        """Write the copy that marks each cell to be put right; the list itself stays as it is."""
        assert self.plan is not None
        reading, source = self.plan.reading, self.plan.file
        out = out if out.suffix.lower() == ".xlsx" else out.with_suffix(".xlsx")

        def work(_task: Task) -> None:
            from app.imports import write_corrected_copy

            write_corrected_copy(reading, source, out)

        job = Job(work)
        self.copy_button.set_working(_("Đang ghi…"))
        job.done.connect(
            lambda _none: self.frame.said(
                _("Đã ghi {file}: sửa các ô tô màu rồi chọn tệp này").format(file=out.name)
            )
        )
        job.failed.connect(self.tell)
        job.ended.connect(lambda: self.copy_button.set_working(None))
        return job.start()

    # Taking in

    def take_in(self) -> Job | None:
        """Write the people of the preview in one transaction, beside the window."""
        if self.plan is None or self.job is not None:
            return None
        deed = self.plan.command
        try:
            deed()
        except Failure as failure:
            self.tell(failure)
            return None

        def work(unit: Any, task: Task) -> Any:
            from app.procedures.deeds import perform

            return perform(unit, deed(task.step))

        job = self.sitting.job(work)
        job.done.connect(self._taken)
        job.failed.connect(self._not_taken)
        return self._run(job, _("Đang ghi vào sổ"), _("người"))

    def _not_taken(self, wrong: BaseException) -> None:
        if self.preview is not None:
            self._front(self.preview)
        if getattr(wrong, "code", "") == "clock_behind" and self.sitting.ask_clock(wrong):  # type: ignore[arg-type]
            self.sitting.clock_accepted = True
            self.job = None
            self.take_in()
            return
        self.tell(wrong)

    def _taken(self, done: Any) -> None:
        self.plan = None
        self.sitting.note(done, undoable=False)
        result: TakenIn = whole(done.result)
        seen, undo = Button(_("Xem danh sách"), "primary"), Button(_("Hoàn tác"))
        seen.clicked.connect(lambda: self.frame.go("members", filter="all"))
        undo.clicked.connect(lambda: self.undo(result.batch))
        left = _(" {n} dòng để lại, chưa nhận.").format(n=count_text(result.left)) if result.left else ""
        told = _("{new} người mới, {updated} người được bổ sung, {same} người đã có và giữ nguyên.").format(
            new=count_text(result.created),
            updated=count_text(result.updated),
            same=count_text(result.unchanged),
        )
        n = count_text(result.created + result.updated)

        def take_back() -> None:
            self.undo(result.batch)

        self._say("checkbox-circle", _("Đã nhận {n} người vào sổ").format(n=n), told + left, [undo, seen])
        self.frame.said(_("Đã nhận {n} người từ danh sách").format(n=n), take_back)

    def undo(self, batch: str) -> Job | None:
        """Take the whole list back out."""
        if self.job is not None:
            return None

        def work(unit: Any, _task: Task) -> Any:
            from app.procedures.deeds import perform
            from app.procedures.people import UndoTakeIn

            return perform(unit, UndoTakeIn(batch=batch))

        job = self.sitting.job(work)
        job.done.connect(self._undone)
        job.failed.connect(self._not_undone)
        return self._run(job, _("Đang hoàn tác"), "")

    def _undone(self, done: Any) -> None:
        self.sitting.note(done, undoable=False)
        self.choose_state()
        self.frame.said(_("Đã hoàn tác việc nhận danh sách"))

    def _not_undone(self, wrong: BaseException) -> None:
        self._front(self.state)
        self.tell(wrong)

    def leave(self) -> bool:
        return True
