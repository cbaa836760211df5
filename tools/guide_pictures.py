"""Makes the pictures of the guide and the README from sample workspaces: `tools/guide_pictures.py [names]`.

Offscreen, 1366×768, on the day 17/11/2025, with invented people: the same pictures come out each time, if
the pages are the same. Each is stored with few colours, so that it stays small.
"""

from __future__ import annotations

import datetime
import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ["QT_SCALE_FACTOR"] = "1"

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
TODAY = datetime.date(2025, 11, 17)
SIZE = (1366, 768)
LARGEST = 120_000
"""Bytes one picture may have."""


def main(argv: list[str]) -> int:
    """Make all pictures, or those named; the exit code says whether all are small enough."""
    from PySide6.QtWidgets import QApplication

    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)
    from app.storage.clock import Clock
    from app.ui import theme
    from app.ui.preferences import Preferences

    theme.apply(app, "light")
    with tempfile.TemporaryDirectory(prefix="so-chi-bo-") as folder:
        studio = Studio(Path(folder), Preferences(Path(folder) / "settings.json"), Clock(TODAY))
        wanted = [name for name in SCENES if not argv or name in argv]
        sizes = {name: studio.take(name) for name in wanted}
    for name, size in sizes.items():
        print(f"{name}: {size} bytes" + ("  too large" if size > LARGEST else ""))
    return int(any(size > LARGEST for size in sizes.values()))


class Studio:
    """Opens what a scene needs, renders it, and closes it again."""

    def __init__(self, folder: Path, preferences: Any, clock: Any) -> None:
        self.folder, self.preferences, self.clock = folder, preferences, clock
        self.made: dict[str, str] = {}

    def take(self, name: str) -> int:
        """One picture; its size in bytes."""
        target = ROOT / "docs" / ("pictures" if name == "home" else "guide/pictures") / f"{name}.png"
        target.parent.mkdir(parents=True, exist_ok=True)
        widget, close = SCENES[name](self)
        from app.ui.shots import settle

        widget.resize(*SIZE)
        widget.show()
        for _round in range(6):
            settle()
        focused = widget.focusWidget()
        if focused is not None:
            focused.clearFocus()
        wait(120)
        if hasattr(widget, "status"):
            widget.status.set("saved", "Đã lưu lúc 09:41", "Đã lưu lúc 09:41")
        settle()
        _save(widget.grab(), target)
        close()
        settle()
        return target.stat().st_size

    def window(self, name: str) -> Any:
        """The window of a sample workspace: "chi-bo-1" or "dang-uy"."""
        from app.demo import PASSWORD, build
        from app.procedures.office import open_office
        from app.ui.session import Sitting
        from app.ui.window import Window

        if not self.made:
            for told in build(self.folder / "demo", today=TODAY):
                self.made[Path(told["path"]).name] = told["path"]
        made = Window(Sitting(open_office(Path(self.made[name]), PASSWORD), self.clock), self.preferences)
        made.resize(*SIZE)
        made.show()
        made.read_facts()
        return made

    def entrance(self) -> Any:
        """The window before a workspace is open."""
        from app.ui.entrance import Entrance

        made = Entrance(self.preferences, self.clock)
        made.resize(*SIZE)
        made.show()
        return made


def wait(milliseconds: int) -> None:
    """Let short timers run."""
    from PySide6.QtCore import QEventLoop, QTimer

    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def until(done: Callable[[], bool], seconds: float = 20) -> None:
    """Wait for a job of a page."""
    import time

    end = time.monotonic() + seconds
    while not done():
        if time.monotonic() > end:
            raise SystemExit("a page did not become ready")
        wait(30)


def _save(picture: Any, target: Path) -> None:
    """A palette is enough for flat pages and makes the file small."""
    from PIL import Image
    from PySide6.QtGui import QImage

    image = picture.toImage().convertToFormat(QImage.Format.Format_RGB888)
    data, size = bytes(image.constBits()), (image.width(), image.height())
    made = Image.frombuffer("RGB", size, data, "raw", "RGB", image.bytesPerLine(), 1)
    made.quantize(128, dither=Image.Dither.NONE).save(target, optimize=True)


Scene = tuple[Any, Callable[[], None]]


def _page(studio: Studio, workspace: str, page: str, **where: Any) -> Scene:
    window = studio.window(workspace)
    window.go(page, **where)
    return window, window.close


def doors(studio: Studio) -> Scene:
    """The three doors."""
    entrance = studio.entrance()
    entrance.show_doors()
    return entrance, entrance.close


def sheet(studio: Studio) -> Scene:
    """The recovery sheet of a new workspace, just saved."""
    from app.procedures.office import create_office
    from app.ui.pages.recovery_page import SheetPage

    entrance = studio.entrance()
    page = entrance.show_doors()
    workspace, secret = create_office(
        studio.folder / "moi", name="Chi bộ thôn Đồng Mận", code="", type="cell", password="một câu dễ nhớ",
        clock=studio.clock,
    )  # fmt: skip
    page._front(SheetPage(workspace, secret, studio.clock))

    def close() -> None:
        entrance.close()
        workspace.close()

    return entrance, close


def members(studio: Studio) -> Scene:
    """The list with somebody selected."""
    window = studio.window("chi-bo-1")
    window.go("members")
    page = window.pages["members"]
    page.view.setCurrentIndex(page.model.index(2, 0))
    wait(250)
    return window, window.close


def taking_in(studio: Studio) -> Scene:
    """The preview of a list with a few faults."""
    file = studio.folder / "danh-sach-dang-vien.csv"
    file.write_text(_LIST, "utf-8-sig")
    window = studio.window("chi-bo-2")
    window.go("import", file=file)
    page = window.pages["import"]
    until(lambda: page.preview is not None)
    page.preview.show_view("flagged")
    return window, window.close


def a_case(studio: Studio, step: str) -> Scene:
    """A case at a step, for a vote with the figures typed."""
    from app.reports import cases

    window = studio.window("chi-bo-1")
    with window.sitting.reading() as session:
        found = [row.standing for row in cases.fetch(session, "admission")]
    case = next(one.case for one in found if one.step == step and not one.ended)
    window.go("case", case=case, step=step)
    if step == "cell_resolution":
        page = window.pages["case"]
        from app.regulations.dates import PartialDate

        page.panel.day.set_value(PartialDate.of(TODAY))
        page.panel._day_typed(None)
        wait(50)
        page.panel.more["secret"].set_value(True)
        counter = page.panel.vote.counter
        came = page.panel.vote.tally.came
        from app.ui.widgets.vote import Votes

        counter.set_votes(Votes(came, came - 1, 1))
        counter.changed.emit(counter.votes())
        page.panel.dirty = False
    return window, window.close


def exchange(studio: Studio) -> Scene:
    """What goes to the superior, with a stick in the PC."""
    window = studio.window("chi-bo-1")
    page = _with_stick(studio, window)
    page.send()
    until(lambda: page.job is None)
    return window, lambda: _discard(window)


def package(studio: Studio) -> Scene:
    """A package of the cell looked at by its superior."""
    from app.sync import outbox

    cell = studio.window("chi-bo-1")
    stick = studio.folder / "stick"
    stick.mkdir(exist_ok=True)
    packed = outbox.pack(cell.sitting.workspace, stick, clock=studio.clock)
    cell.close()
    window = studio.window("dang-uy")
    page = _with_stick(studio, window)
    page.look(packed.file)
    until(lambda: page.job is None and type(page.panel).__name__ == "PackagePanel")
    return window, window.close


def invited(studio: Studio) -> Scene:
    """The join code, shown once."""
    window = studio.window("dang-uy")
    page = _with_stick(studio, window)
    from types import SimpleNamespace

    from app.ui.pages.exchange.offices import InvitedPanel

    made = SimpleNamespace(
        join_code="7KQF-3MXP-R9TC", file=Path("E:/thu-moi-4c1d2e.sochibo-moi"),
        fingerprint="1413 4724 1686 8257 7385 6054 6819 6273",
    )  # fmt: skip
    page.put(InvitedPanel(made, "Chi bộ thôn Phú Lạc"))
    return window, lambda: _discard(window)


def _with_stick(studio: Studio, window: Any) -> Any:
    from app.ui.sticks import Stick

    folder = studio.folder / "usb"
    folder.mkdir(exist_ok=True)
    window.go("settings")  # the first page made would be shown, and look for drives, before it is told which
    page = window.page("exchange")
    page.watch.find = lambda: [Stick(folder, "USB (E:)")]
    window.go("exchange")
    until(lambda: bool(page.seen.sticks))
    return page


def _discard(window: Any) -> None:
    page = window.pages["exchange"]
    page.put(None)
    window.close()


def a_pack(studio: Studio) -> Scene:
    """What the example of Hà Nội would change, before it is switched on."""
    window = studio.window("chi-bo-1")
    window.go("rules", part="packs")
    part = window.pages["rules"].part
    part.look_example("ha-noi")
    until(lambda: hasattr(part.panel, "found"))
    return window, window.close


SCENES: dict[str, Callable[[Studio], Scene]] = {
    "home": lambda studio: _page(studio, "chi-bo-1", "home"),
    "mo-so": doors,
    "to-khoi-phuc": sheet,
    "viec-can-lam": lambda studio: _page(studio, "chi-bo-1", "home"),
    "danh-sach": members,
    "xem-truoc": taking_in,
    "ket-nap": lambda studio: _page(studio, "chi-bo-1", "admissions"),
    "ho-so": lambda studio: a_case(studio, "introduction"),
    "bieu-quyet": lambda studio: a_case(studio, "cell_resolution"),
    "gui-nhan": exchange,
    "thu-moi": invited,
    "quy-dinh": lambda studio: _page(studio, "chi-bo-1", "rules"),
    "bo-quy-dinh": a_pack,
    "xem-truoc-goi": package,
}
_LIST = """STT,Họ và tên,Ngày sinh,Giới tính,Dân tộc,Số định danh cá nhân,Ngày vào Đảng,Ngày chính thức
1,Nguyễn  Văn Thịnh,05/02/1960,Nam,Kinh,34085012345,03/02/85,03/02/1986
2,Trần Thị Bích,31/02/1970,Nữ,Kinh,034170012346,1995,1996
3,Lê Quang Cảnh,1961,Nam,Kinh,034061012347,khoảng 1985,1986
4,Phạm Văn Dũng,12/03/1964,Nam,Kinh,034064012348,03/02/1988 (theo QĐ),01/02/1987
5,Vũ Thị Liên,25/12/1972,Nữ,Kinh,"1,23E+11",19/05/2001,19/05/2002
6,Đỗ Thị Hoà,12/25/1960,Nữ,Kinh,034160,20/11/1984,20/11/1985
7,Đỗ Thị Hòa,25/12/1960,Nữ,Kinh,,20/11/1984,20/11/1985
8,Hồ Minh Nam,05/08/1980,Nam,Tày,034080012351,03/02/2006,03/02/2007
9,Bùi Thị Ngát,14/07/1983,Nữ,Kinh,034183012352,02/09/2010,02/09/2011
"""

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
