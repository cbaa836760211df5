"""Gửi – nhận of a committee: its offices below, inviting one; and joining the office above."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal

from app.trouble import Failure
from app.ui.pages.exchange.panels import Panel
from app.ui.pages.exchange.work import Overview, words_of_day
from app.ui.sticks import Stick
from app.ui.theme import tokens
from app.ui.widgets.base import Label, box, column, row, shown
from app.ui.widgets.buttons import Button
from app.ui.widgets.card import Card
from app.ui.widgets.editors import LineEdit
from app.ui.widgets.facts import FactList, NoteRow
from app.ui.widgets.field import Field
from app.ui.widgets.segment import Segment
from app.ui.widgets.table import Cell, Column, PagedTableModel, TablePanel, rows_of
from app.words import N_, _, count_text, document_text

COLUMNS = (
    ("name", N_("Tổ chức"), {"grow": True, "must": True, "tone": "text"}),
    ("waiting", N_("Chờ gửi"), {"align": "right", "tone": "text", "priority": 1}),
    ("sent", N_("Gửi lần cuối"), {"priority": 3}),
    ("received", N_("Nhận lần cuối"), {"priority": 2}),
    ("state", N_("Tình trạng"), {"priority": 1, "width": 150}),
)


class OfficesPanel(TablePanel):
    """The offices exchanged with, those invited last; Enter shows what would go to one."""

    def __init__(self, overview: Overview) -> None:
        model = PagedTableModel(
            [Column(key, _(title), **how) for key, title, how in COLUMNS],
            rows_of(office_rows(overview)),
            count=lambda _where: len(overview.peers) + len(overview.invited),
        )
        super().__init__(
            model,
            noun=_("đơn vị"),
            spoken=_("Các đơn vị gửi – nhận"),
            row_height=tokens.ROW_PREVIEW,
            footer=False,
        )
        self.setMinimumHeight(260)
        self.overview = overview
        self.words = Label("", "small", "text2", wrap=True)
        self.send = Button(_("Xem nội dung sẽ gửi"), "primary")
        self.send.clicked.connect(lambda: self.opened.emit(self.view.current_id()))
        self.add_line()
        self.add(row((self.words, 1), self.send, gap=12, margins=(16, 12, 18, 14)))
        self.chosen.connect(self._chose)
        model.reload()
        waiting = [peer.id for peer in overview.peers if peer.entries] or [peer.id for peer in overview.peers]
        model.row_at(0)
        if waiting:
            self.view.choose(waiting[0])
        else:
            self._chose(None)

    def _chose(self, office: object) -> None:
        """The deed names the office in front."""
        peer = next((one for one in self.overview.peers if one.id == office), None)
        invited = len(self.overview.invited)
        self.words.setText(
            _("{n} thay đổi chờ gửi {office}").format(n=count_text(peer.entries), office=peer.name)
            if peer is not None and peer.entries
            else _("Không có thay đổi mới; vẫn gửi lại được gói")
            if peer is not None
            else _("Đã mời {n} nơi; chờ gói đầu tiên của nơi được mời").format(n=invited)
            if invited
            else ""
        )
        shown(self.send, peer is not None)


def office_rows(overview: Overview) -> list[dict[str, Any]]:
    """One row per office: above, below, invited."""
    found: list[dict[str, Any]] = []
    for peer in overview.peers:
        state: Any = _("Đã kết nối")
        if peer.state == "joining":
            state = Cell(_("Chờ cấp trên xác nhận"), "amber")
        elif peer.unconfirmed:
            state = _("Chờ biên nhận gói {n}").format(n=peer.unconfirmed[-1])
        elif not peer.received:
            state = Cell(_("Chưa có gói nào"), "grey")
        found.append(
            {
                "id": peer.id,
                "name": Cell(peer.name, second=_("cấp trên") if peer.relation == "above" else ""),
                "waiting": Cell(count_text(peer.entries), weight=True) if peer.entries else None,
                "sent": words_of_day(peer.sent),
                "received": words_of_day(peer.received),
                "state": state,
            }
        )
    for code, name, last in overview.invited:
        found.append(
            {
                "id": f"invited:{code}",
                "name": name,
                "waiting": None,
                "sent": "",
                "received": "",
                "state": Cell(_("Đã mời, mã dùng đến {day}").format(day=words_of_day(last)[:5]), "amber"),
            }
        )
    return found


class InvitePanel(Panel):
    """Name, code and kind of an office below; the invitation goes to the stick, the join code does not."""

    write_asked = Signal(str, str, str, object)  # name, code, kind, Path of the file
    folder_asked = Signal()

    def __init__(self) -> None:
        super().__init__(
            _("Mời đơn vị cấp dưới"),
            _("Chương trình ghi tệp thư mời ra USB, và cho xem mã kết nối một lần để báo riêng."),
        )
        self.name = Field(_("Tên tổ chức đảng"), LineEdit(placeholder=_("Chi bộ thôn …")))
        self.code = Field(_("Mã tổ chức đảng"), LineEdit(placeholder=_("như trong danh bạ tổ chức đảng")))
        self.kind = Segment([("cell", _("Chi bộ")), ("committee", _("Đảng ủy"))], "cell")
        self.trouble = NoteRow("error-warning", "", tone="rust")
        shown(self.trouble, False)
        self.add_line()
        self.add_scroll(
            self.name, 12, self.code, 12, row(Field(_("Loại"), self.kind), None), 12, self.trouble
        )
        self.where = Label("", "small", "text2", wrap=True)
        self.other = Button(_("Chọn thư mục"), icon="folder-open")
        self.write = Button(_("Ghi thư mời"), "primary")
        self.add_foot((self.where, 1), self.later(_("Thôi")), self.other, self.write)
        self.folder: Path | None = None
        self._sticks: list[Stick] = []
        self.write.clicked.connect(self.do)
        self.other.clicked.connect(self.folder_asked)
        for field in (self.name, self.code):
            field.editor.returnPressed.connect(self.do)

    def set_sticks(self, sticks: Sequence[Stick]) -> None:
        """The drives there are now."""
        self._sticks = list(sticks)
        if self.folder is None:
            words = (
                _("Ghi ra {stick}").format(stick=sticks[0].name)
                if sticks
                else _("Chưa thấy USB; cắm vào hoặc chọn thư mục.")
            )
        else:
            words = _("Ghi vào {folder}").format(folder=self.folder)
        self.where.setText(words)
        self.write.setEnabled(bool(self.folder or sticks))

    def set_folder(self, folder: Path) -> None:
        """A folder instead of a stick."""
        self.folder = folder
        self.set_sticks(self._sticks)

    def do(self) -> None:
        """Check the fields and ask for the invitation."""
        for field, sentence in (
            (self.name, _("Ghi tên đầy đủ của tổ chức đảng.")),
            (self.code, _("Ghi mã theo danh bạ tổ chức đảng.")),
        ):
            if not field.value():
                field.set_error(sentence)
                field.editor.setFocus()
                return
        folder = self.folder or (self._sticks[0].path if self._sticks else None)
        if folder is not None:
            file = folder / f"thu-moi-{secrets.token_hex(3)}.sochibo-moi"
            self.write_asked.emit(self.name.value(), self.code.value(), self.kind.value(), file)

    def set_working(self, working: bool) -> None:
        """While it is written."""
        self.write.set_working(_("Đang ghi…") if working else None)
        if not working:
            self.set_sticks(self._sticks)

    def say(self, wrong: Failure) -> None:
        """Why there is no invitation."""
        if wrong.code in ("already_joined", "code_missing"):
            self.code.set_error(f"{wrong.message} {wrong.hint}".strip())
            return
        self.trouble.label.setText(f"{wrong.message} {wrong.hint}".strip())
        shown(self.trouble, True)


class InvitedPanel(Panel):
    """The join code, shown this once."""

    def __init__(self, made: Any, name: str) -> None:
        super().__init__(
            _("Mã kết nối của {name}").format(name=name),
            _("Đọc qua điện thoại hoặc ghi ra giấy. Không chép vào USB."),
            (_("Chỉ hiện lần này"), "amber"),
        )
        self.join_code, self.file = made.join_code, made.file
        code = Label(made.join_code, "figure", bold=True)
        code.setAccessibleName(_("Mã kết nối: {code}").format(code=" ".join(made.join_code)))
        self.add_line()
        self.add_scroll(
            code,
            14,
            FactList(
                [
                    (_("Thư mời"), made.file.name),
                    (_("Nằm ở"), str(made.file.parent)),
                    (_("Dấu khóa của sổ này"), made.fingerprint),
                ]
            ),
            16,
            NoteRow(
                "user",
                _("Đưa USB cho bí thư, báo mã riêng. Hai bên đọc dấu khóa cho nhau nghe để chắc chắn."),
            ),
            10,
            NoteRow(
                "time",
                _("Mã dùng được 60 ngày. Mất mã thì mời lại cùng mã tổ chức; thư mời cũ hết hiệu lực."),
            ),
            margins=(19, 18, 19, 14),
        )
        done = self.later(_("Đã ghi lại mã"))
        done.set_kind("primary")
        self.add_foot(None, done)
        self.done = done


class JoinPanel(Panel):
    """An invitation of the office above: first the join code, then whom it joins with."""

    read_asked = Signal(object, str)  # Path, join code
    join_asked = Signal(object)  # Opened

    def __init__(self, file: Path) -> None:
        super().__init__(
            _("Thư mời của cấp trên"),
            _("Mã kết nối do cấp trên báo trên giấy hoặc qua điện thoại, không nằm trong tệp."),
        )
        self.file, self.invitation = file, None
        self.code = Field(_("Mã kết nối"), LineEdit(placeholder=_("ba nhóm bốn chữ")))
        self.code.setMaximumWidth(320)
        self.facts = FactList()
        self.trouble = NoteRow("forbid", "", tone="amber")
        self.add_line()
        self.file_name = Label(file.name, "small", "text2")
        self.add_scroll(self.file_name, 10, self.code, 12, self.facts, 12, self.trouble)
        self.deed = Button(_("Mở thư mời"), "primary")
        self.add_foot(None, self.later(_("Để sau")), self.deed)
        for part in (self.facts, self.trouble):
            shown(part, False)
        self.deed.clicked.connect(self.do)
        self.code.editor.returnPressed.connect(self.do)

    def do(self) -> None:
        """Open with the code; then join."""
        if self.invitation is not None:
            self.join_asked.emit(self.invitation)
        elif not self.code.value():
            self.code.set_error(_("Gõ mã kết nối."))
            self.code.editor.setFocus()
        else:
            self.read_asked.emit(self.file, self.code.value())

    def show_invitation(self, opened: Any) -> None:
        """Whom it comes from, to be compared before joining."""
        self.invitation = opened
        note = opened.note
        self.facts.set_facts(
            [
                (_("Cấp trên"), note.superior.name),
                (_("Tổ chức được mời"), note.name),
                (_("Mã tổ chức"), document_text(note.code)),
                (_("Dấu khóa của cấp trên"), opened.fingerprint),
                (_("Mã dùng đến"), words_of_day(note.last_day)),
            ]
        )
        self.second.setText(
            _("Đọc dấu khóa qua điện thoại với cấp trên để chắc là đúng nơi mời, rồi kết nối.")
        )
        shown(self.code, False)
        shown(self.file_name, False)
        shown(self.facts, True)
        self.deed.setText(_("Kết nối với {name}").format(name=note.superior.name))
        self.deed.updateGeometry()

    def set_working(self, words: str | None) -> None:
        """While the invitation is opened or the office joins."""
        self.deed.set_working(words)
        if words:
            shown(self.trouble, False)

    def say(self, wrong: Failure) -> None:
        """Why not."""
        if wrong.code == "join_code_wrong":
            self.code.set_error(f"{wrong.message} {wrong.hint}".strip())
            return
        self.trouble.label.setText(f"{wrong.message} {wrong.hint}".strip())
        shown(self.trouble, True)


def alone_card(committee: bool) -> tuple[Card, Button, Button]:
    """Not connected yet: what that means, and the ways to change it."""
    from app.ui.widgets.empty import EmptyState

    join = Button(_("Mở thư mời của cấp trên"), "secondary" if committee else "primary", icon="mail-open")
    invite = Button(_("Mời đơn vị cấp dưới"), "primary", icon="user-add")
    text = (
        _(
            "Sổ này làm việc một mình. Mời chi bộ đầu tiên để nhận hồ sơ và gửi quyết định bằng USB; "
            "nếu cấp trên cũng dùng Sổ Chi bộ thì mở thư mời của cấp trên."
        )
        if committee
        else _(
            "Sổ này làm việc một mình, mọi việc vẫn dùng được. Khi cấp trên gửi thư mời, mở thư mời ở đây: "
            "từ đó hồ sơ, quyết định, quy định đi và về bằng USB, không cần mạng."
        )
    )
    card = Card()
    card.setMinimumHeight(260)
    state = EmptyState(
        "usb",
        _("Chưa kết nối với nơi nào") if committee else _("Chưa kết nối với cấp trên"),
        text,
        [join, invite] if committee else [join],
    )
    state.sentence.setMinimumWidth(300)
    holder = box(column(state))
    holder.setMaximumWidth(640)
    card.add(row(None, (holder, 100), None), 1)
    return card, join, invite
