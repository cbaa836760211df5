"""What is played: the steps in their order, each with a title, its notes, files and pictures."""

from __future__ import annotations

import datetime
import time
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

from app.trouble import Failure
from app.ui.tour.hands import Days, Hands, Unable
from app.words import N_, _

SHIFTED_FROM = datetime.date(2025, 11, 17)
"""Days of the story are written as of this first day."""


class Story:
    """Two offices, a stick between them, and what is known on the way."""

    def __init__(self, out: Path, folder: Path, clock: Days) -> None:
        self.out, self.folder, self.clock = out, folder, clock
        self.stick, self.papers = out / "usb", out / "van-ban"
        self.first = clock.today()
        self.starts: dict[str, Any] = {}
        """The start of each office: "top" and "cell"."""
        self.known: dict[str, Any] = {}
        self.notes: list[str] = []
        self.files: list[str] = []

    def day(self, text: str) -> datetime.date:
        """A day of the story, dd/mm/yyyy as written for the usual first day."""
        written = datetime.datetime.strptime(text, "%d/%m/%Y").date()
        return written + (self.first - SHIFTED_FROM)

    def words(self, text: str) -> str:
        """The same as it is typed."""
        return f"{self.day(text):%d/%m/%Y}"

    def go_to(self, text: str) -> None:
        """The story goes on on this day."""
        self.clock.go_to(self.day(text))

    def window(self, office: str) -> Any:
        """The window of an office."""
        found = self.starts[office].window
        if found is None:
            raise Unable("cửa sổ chưa mở")
        found.activateWindow()
        return found

    def note(self, text: str, *files: Path) -> None:
        """Something that came out of the step."""
        self.notes.append(text)
        self.files += [str(file.relative_to(self.out)) for file in files]

    def steps(self) -> list[tuple[str, Callable[[Story, Hands], None]]]:
        """The steps in their order."""
        from app.ui.tour import admission, offices, pictures, rating

        return [
            (N_("Đảng ủy xã lập sổ lần đầu, lưu tờ khôi phục"), offices.first_start),
            (N_("Đảng ủy ghi ai trong cấp ủy"), offices.seats),
            (N_("Đảng ủy mời chi bộ: thư mời ra USB, mã kết nối báo riêng"), offices.invite),
            (N_("Chi bộ mở sổ lần đầu bằng thư mời"), offices.join),
            (N_("Chi bộ nhận danh sách đảng viên theo mẫu từ Excel"), offices.take_list),
            (N_("Gói đầu tiên đi và về, hai sổ kết nối xong"), offices.first_packages),
            (N_("Mở một hồ sơ kết nạp"), admission.open_case),
            (N_("Ghi các bước trước khi họp, từ lớp nhận thức đến ý kiến nơi ở"), admission.before_vote),
            (N_("Chi bộ họp lần thứ nhất: chưa đủ phiếu"), admission.first_ballot),
            (N_("Chi bộ họp lần thứ hai: đủ phiếu, ra nghị quyết"), admission.second_ballot),
            (N_("In văn bản (PDF, Word) và danh sách (Excel)"), admission.print_papers),
            (N_("Gửi hồ sơ lên bằng USB"), admission.send_up),
            (N_("Đảng ủy xem trước rồi nhận hồ sơ vào sổ"), admission.take_in_above),
            (N_("Đảng ủy trả lại hồ sơ kèm nhận xét"), admission.send_back),
            (N_("Chi bộ nhận, sửa theo nhận xét, gửi lại"), admission.mend),
            (N_("Đảng ủy nhận lại, cấp ủy biểu quyết, ra quyết định"), admission.decide),
            (N_("Chi bộ nhận quyết định, tổ chức lễ kết nạp"), admission.ceremony),
            (N_("Chi bộ xếp loại cuối năm bằng bàn phím, gửi lên"), rating.type_round),
            (N_("Đảng ủy quyết định mức của cả chi bộ, trừ một người"), rating.decide_round),
            (N_("Chi bộ nhận mức đã quyết định"), rating.read_round),
            (N_("Hai sổ khớp nhau"), offices.agree),
            (N_("Ảnh các trang"), pictures.all_pages),
        ]  # fmt: skip

    def tell(self, hands: Hands) -> list[dict[str, Any]]:
        """Play the steps; after one that fails only the pictures are still taken."""
        told: list[dict[str, Any]] = []
        broken = False
        try:
            steps = self.steps()
            for at, (title, play) in enumerate(steps):
                told.append(self._step(hands, _(title), play, skip=broken and at < len(steps) - 1))
                broken = broken or bool(told[-1]["failed"])
        finally:
            self._close()
        return told

    def _step(
        self, hands: Hands, title: str, play: Callable[[Story, Hands], None], skip: bool
    ) -> dict[str, Any]:
        self.notes, self.files, hands.taken = [], [], []
        begun, failed = time.monotonic(), ""
        if skip:
            failed = _("Chưa chạy tới.")
        else:
            try:
                play(self, hands)
                hands.check()
            except Failure as wrong:
                failed = f"{wrong.message} {wrong.hint} [{wrong.code}]".strip()
            except Exception as wrong:
                place = traceback.extract_tb(wrong.__traceback__)[-1]
                failed = f"{wrong or type(wrong).__name__} ({Path(place.filename).name}:{place.lineno})"
        return {
            "title": title, "failed": failed, "seconds": round(time.monotonic() - begun, 1),
            "notes": list(self.notes), "files": list(self.files), "pictures": list(hands.taken),
        }  # fmt: skip

    def _close(self) -> None:
        from app.ui import jobs
        from app.ui.shots import settle

        for start in self.starts.values():
            for shown in (start.window, start.entrance):
                if shown is not None:
                    shown.close()
                    shown.deleteLater()
        jobs.stop_all()
        settle()
