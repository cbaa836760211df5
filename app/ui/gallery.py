"""Every component with its states on one page: how they are meant to look, for makers, pictures and tests."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from app.ui.widgets.badge import Badge, confidence_badge
from app.ui.widgets.base import Label, box, column, row
from app.ui.widgets.buttons import Button, Menu
from app.ui.widgets.card import Card
from app.ui.widgets.charts import Bars, Ring, ShareBar, Slots, cap_fills
from app.ui.widgets.checklist import Checklist, Paper
from app.ui.widgets.checks import Check, CheckList
from app.ui.widgets.chips import ChipBar
from app.ui.widgets.date_edit import DateEdit
from app.ui.widgets.duty import DutyRow, GroupHead
from app.ui.widgets.editors import Choice, LineEdit, LongText, NumberEdit
from app.ui.widgets.empty import EmptyState
from app.ui.widgets.facts import FactList, NoteRow, SubHead
from app.ui.widgets.field import Field
from app.ui.widgets.person_edit import PersonEdit
from app.ui.widgets.progress import ProgressPanel
from app.ui.widgets.scroll import ScrollColumn
from app.ui.widgets.segment import Segment
from app.ui.widgets.table import Cell, Column, PagedTableModel, TablePanel, rows_of
from app.ui.widgets.tick import Option, Tick
from app.ui.widgets.tiles import Avatar, Door, Figure, KeyLegend, Tile
from app.ui.widgets.timeline import ShortTimeline, Step, Timeline
from app.ui.widgets.toast import Toast
from app.ui.widgets.vote import VoteCounter, Votes

STEPS = [
    Step("6", 6, "Ý kiến đoàn thể, nơi ở", "07/11/2025", "done"),
    Step("7", 7, "Chi bộ ra nghị quyết", "Họp ngày 15/11/2025", "now"),
    Step("8", 8, "Cấp ủy quyết định", "Mở khi có nghị quyết", "blocked"),
    Step("9", 9, "Lễ kết nạp", "Sau quyết định", "later"),
]
COLUMNS = [
    Column("name", "Họ và tên", tone="text", must=True, grow=True),
    Column("age", "Tuổi đảng", align="right", tone="text", priority=3),
    Column("status", "Tình trạng", priority=1),
    Column("rating", "Xếp loại 2024", priority=2),
]
PEOPLE = [
    {"id": 1, "name": "Hà Thị Duyên", "age": 19, "status": "Chính thức", "rating": Cell("Xuất sắc", "gold")},
    {"id": 2, "name": "Phạm Ngọc Diễm", "age": None, "status": Cell("Dự bị", "amber"), "rating": None},
    {
        "id": 3,
        "name": Cell("Trần Thị Bích Hường", second="Phó bí thư"),
        "age": 22,
        "status": "Chính thức",
        "rating": "Tốt",
    },
    {"id": 4, "name": "Đỗ Quang Ấn", "age": 57, "status": Cell("Miễn sinh hoạt", "grey"), "rating": None},
]


def _part(title: str, *parts, gap: int = 8) -> QWidget:
    return box(column(Label(title, bold=True), 6, *parts, gap=gap))


def _buttons() -> QWidget:
    off, off2, working = Button("Ghi vào sổ", "primary"), Button("Để sau"), Button("Ghi vào sổ", "primary")
    off.setEnabled(False)
    off2.setEnabled(False)
    working.ensurePolished()
    working.resize(working.sizeHint())
    working.set_working("")
    menu = Menu()
    menu.addAction("Nghị quyết (6-KNĐ)")
    menu_button = Button("In văn bản", menu=menu)
    menu.setParent(menu_button, menu.windowFlags())
    return _part(
        "Nút chính, nút phụ, nút nhẹ, liên kết",
        row(
            Button("Ghi vào sổ", "primary"), Button("Thêm người", "primary", icon="add"), off, working, None,
            gap=8,
        ),
        row(
            Button("Để sau"), off2, menu_button, Button("Nhập từ Excel", icon="file-excel-2"), None, gap=8
        ),
        row(Button("Cột hiển thị", "quiet", icon="layout-column"), Button("Xem từng người", "link"), None),
    )  # fmt: skip


def _badges() -> QWidget:
    texts = [
        ("Đã nhận", "green"),
        ("Còn 4 ngày", "amber"),
        ("Quá 4 ngày", "rust"),
        ("Xuất sắc", "gold"),
        ("Miễn sinh hoạt", "grey"),
    ]
    kinds = [confidence_badge(kind) for kind in ("confirmed", "single", "office")]
    return _part(
        "Nhãn trạng thái, độ tin cậy của quy định",
        row(*[Badge(*each) for each in texts], None, gap=8),
        row(*kinds, None, gap=8),
    )


def _fields() -> QWidget:
    read_only = Field("Chỉ đọc", NumberEdit())
    read_only.set_value(27)
    read_only.set_read_only(True)
    wrong = Field("Ngày họp", DateEdit())
    wrong.editor.setText("31/11/2025")
    wrong.set_error("Tháng 11 có 30 ngày; sửa lại ngày họp.")
    good = Field("Ngày họp", DateEdit())
    good.editor.setText("15/11/2025")
    period = Field("Kỳ", Choice([(1, "Năm 2025, đến 17/11"), (2, "Năm 2024")]))
    period.set_value(1)
    people = {1: "Lương Văn Thuận", 2: "Lương Thị Gấm"}
    person = Field(
        "Chủ trì",
        PersonEdit(
            lambda text: [(k, v, "") for k, v in people.items() if text.lower() in v.lower()],
            lambda key: people[key],
        ),
    )
    person.set_value(1)
    way = Field("Cách biểu quyết", Segment([("secret", "Phiếu kín"), ("hand", "Giơ thẻ")], "secret"))
    name = Field("Tên gọi khác", LineEdit("Thuận"), optional=True, hint="Như ghi trong lý lịch.")
    note = Field("Ghi chú", LongText("Họp tại nhà văn hóa thôn.", lines=2))
    ticked = Tick("Hiện cả người đã chuyển đi")
    ticked.setChecked(True)
    option = Option("Theo số đảng viên được triệu tập")
    option.setChecked(True)
    return _part(
        "Ô nhập",
        row(good, read_only, (wrong, 1), gap=12),
        row(person, way, None, gap=12),
        row((period, 1), (name, 1), gap=12),
        note,
        row(ticked, option, None, gap=16),
    )


def _progress() -> QWidget:
    panel = ProgressPanel(clock=lambda: 0.0)
    panel.what, panel.noun = "Đang đọc danh sách Excel", "dòng"
    panel.show_progress(1240, 2000)
    panel.left.setText("còn khoảng 20 giây")
    return _part("Việc lâu", panel)


def _papers() -> QWidget:
    papers = [
        Paper("1", "Đơn xin vào Đảng", "1-KNĐ", True, "02/07/2025"),
        Paper("2", "Nghị quyết đề nghị kết nạp", "6-KNĐ", link="In ngay"),
    ]
    return _part("Dòng giấy tờ", Checklist(papers))


def _vote() -> QWidget:
    vote = VoteCounter()
    vote.set_base(
        22,
        15,
        "Cách tính 22: 24 chính thức, trừ 1 miễn sinh hoạt vắng mặt, trừ 1 đang sinh hoạt tạm thời nơi khác.",
    )
    vote.set_votes(Votes(20, 19, 1))
    return vote


def _steps() -> QWidget:
    checks = CheckList(
        [
            Check("passed", "Số phiếu tính đúng, đạt 2/3"),
            Check(
                "reminder",
                "Nơi sinh chưa ghi đủ cả tên xã cũ và tên xã mới",
                "Sửa trong lý lịch",
                "birthplace",
            ),
            Check("blocked", "Chưa đủ phiếu: có 14, cần 15", "Xem từng người", "vote"),
            Check("deadline", "Hạn quyết định 19/01/2026"),
        ]
    )
    return box(
        row((_part("Bước trong hồ sơ", Timeline(STEPS)), 1), (_part("Kết quả kiểm tra", checks), 1), gap=24)
    )


def _short() -> QWidget:
    short = ShortTimeline()
    short.set_steps(STEPS, badge="Đang làm")
    return short


def _charts() -> QWidget:
    share = ShareBar("19 trên 22")
    share.set([(19, "green_fill"), (1, "rust_fill")], 22, 15, "cần 15")
    card = Card()
    parts = [
        Figure("Đảng viên", "27", "người", "24 chính thức, 3 dự bị",
               Bars([22, 23, 24, 25, 27], ["21", "22", "23", "24", "25"], "27 người")),
        Figure("Kết nạp năm 2025", "2", "trên 3 kế hoạch", "2 hồ sơ đang làm",
               Slots(["green_fill", "green_fill", "amber_fill"], "2 trên 3", width=108)),
        Figure("Xếp loại năm 2025", "19", "trên 25 đã tự xếp", "Hạn thu 28/11/2025", Ring(0.76, "76 %")),
    ]  # fmt: skip
    for at, part in enumerate(parts):
        if at:
            card.add_line()
        card.add(part)
    years = Bars(
        [1, 2, 1, 0, 2, 1, 2], [str(year) for year in range(2019, 2026)], "Kết nạp từng năm", plan=3,
        numbers=True, height=150, width=290,
    )  # fmt: skip
    return _part("Biểu đồ nhỏ", card, Slots(cap_fills(3, 2, 5), "3 trên 2", ceiling=2), share, years)


def _rest() -> QWidget:
    tile, active = (
        Tile("upload-2", "Gửi lên Đảng ủy xã", "14 thay đổi của 6 người"),
        Tile("download-2", "Nhận từ Đảng ủy xã", "Thấy 1 gói mới trên USB (E:)"),
    )
    active.setChecked(True)
    facts = FactList(
        [
            ("Nguồn", "294\u2011QĐ/TW, điểm 9.3"),
            ("Có hiệu lực", "01/07/2025"),
            ("Độ tin cậy", confidence_badge("confirmed")),
        ]
    )
    duties = Card()
    duties.add(GroupHead("Quá hạn", 1, late=True))
    duties.add_line()
    duties.add(
        DutyRow("Trương Công Hoạt", "nhắc trả lời thẩm tra lý lịch",
                "Vì sao: nơi được hỏi trả lời trong 30 ngày làm việc, từ 02/10/2025",
                "Hướng dẫn 06\u2011HD/TW ngày 09/06/2025, điểm 3.4d", "13/11/2025", "Quá 4 ngày", "rust",
                "In công văn nhắc", primary=True)
    )  # fmt: skip
    note = NoteRow(
        "upload-2", "Đã gửi gói số 58", second="22 thay đổi, đã ghi ra USB và đọc lại", right="12/11/2025"
    )
    door = Door("mail-open", "Có thư mời của cấp trên", "Chi bộ nối với đảng ủy cấp trên.",
                "Tệp thư mời do đảng ủy gửi, thường nằm trên USB", "Mở thư mời", primary=True)  # fmt: skip
    second = Door("file-excel-2", "Có danh sách Excel", "Đưa danh sách đảng viên đang dùng vào sổ.",
                  "Tệp Excel có cột họ tên", "Chọn tệp Excel")  # fmt: skip
    keys = KeyLegend([("1", "Xuất sắc"), ("2", "Tốt"), ("3", "Hoàn thành"), ("4", "Không hoàn thành")])
    return _part(
        "Việc đến hạn, ô lớn, dữ kiện",
        duties, row(tile, active, gap=12), row(Avatar("Phạm Ngọc Diễm"), 12, (facts, 1)), note, keys,
        row((door, 1), (second, 1), gap=12),
    )  # fmt: skip


class Gallery(QWidget):
    """Two columns of everything; scrolls. The parts tests reach for are attributes."""

    def __init__(self) -> None:
        super().__init__()
        self.chips = ChipBar(
            [("all", "Tất cả", 27), ("probation", "Dự bị", 3), ("missing", "Cần bổ sung", 4)]
        )
        model = PagedTableModel(COLUMNS, rows_of(PEOPLE), count=lambda _where: len(PEOPLE))
        model.reload()
        self.table = TablePanel(model, noun="người", enter="Nhấn Enter để mở hồ sơ")
        self.table.setMinimumHeight(38 * 5 + 44)
        self.table.view.sort_on("name")
        self.table.view.choose(2)
        empty = EmptyState(
            "group", "Chưa có ai trong sổ", "Thêm từng người, hoặc lấy từ danh sách Excel đang dùng.",
            [Button("Nhập từ Excel"), Button("Thêm người", "primary")], framed=True,
        )  # fmt: skip
        toast = Toast("Đã xóa một dòng trong quá trình công tác", lambda: None)
        left = column(
            _buttons(), _part("Lọc nhanh, chọn một", self.chips), _badges(), _fields(), _papers(),
            _progress(),
            SubHead("Phân bố đang đề nghị", "25 người", section=True), _vote(), _charts(), None, gap=20,
        )  # fmt: skip
        right = column(
            _steps(), _short(), _part("Trang chưa có dữ liệu", empty),
            _part("Báo đã làm xong, có hoàn tác", toast),
            _part("Bảng: đầu cột, dòng thường, dòng đang chọn", self.table), _rest(), None, gap=20,
        )  # fmt: skip
        grid = QGridLayout()
        grid.setContentsMargins(32, 24, 32, 24)
        grid.setHorizontalSpacing(48)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        grid.addLayout(left, 0, 0, Qt.AlignmentFlag.AlignTop)
        grid.addLayout(right, 0, 1, Qt.AlignmentFlag.AlignTop)
        self.column = ScrollColumn(grid)
        self.setLayout(column((self.column, 1)))


__all__ = ["Gallery"]
