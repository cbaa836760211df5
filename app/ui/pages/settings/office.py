"""Parts of the settings about the office: the offices above it, its place, who sits in its committees."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget
from sqlalchemy import select

from app.models import Organisation, Seat, Setting
from app.procedures.offices import ABSENT, BODY_TITLES, ROLE_TITLES, PutSeat, PutSetting
from app.trouble import Failure, Refused
from app.ui.pages.common import date_words
from app.ui.pages.person.fields import IsoDateEdit
from app.ui.widgets.base import Label, box, column, row
from app.ui.widgets.buttons import Button
from app.ui.widgets.card import Card
from app.ui.widgets.editors import Choice, LineEdit
from app.ui.widgets.facts import FactList
from app.ui.widgets.field import Field
from app.words import N_, _, document_text

if TYPE_CHECKING:
    from app.ui.pages.settings.page import SettingsPage

KEYS = {
    "place": N_("Địa danh ghi trên văn bản"), "office.grassroots": ROLE_TITLES["grassroots"],
    "office.deciding": ROLE_TITLES["deciding"], "office.sectional": ROLE_TITLES["sectional"],
}  # fmt: skip


def _pair(*fields: Field) -> Any:
    made = row(*fields, gap=16)
    for at in range(len(fields)):
        made.setStretch(at, 1)
    return made


class _Form(QWidget):
    """Fields by name; a refusal goes beside its field."""

    fields: dict[str, Field]
    page: SettingsPage

    def settled(self) -> bool:
        """Whether every date is understood."""
        wrong = [f for f in self.fields.values() if hasattr(f.editor, "settle") and not f.editor.settle()]
        return not wrong

    def do_command(self, command: Any, said: str) -> bool:
        """Do a deed; its refusal stands beside the field it names."""
        try:
            done = self.page.sitting.do(command)
        except Refused as wrong:
            name = {"date": "start", "from": "start", "to": "end"}.get(
                wrong.details.get("field", ""), wrong.details.get("field")
            )
            if name in self.fields:
                self.fields[name].set_error(f"{wrong.message} {wrong.hint}".strip())
            else:
                self.page.tell(wrong)
            return False
        except Failure as wrong:
            self.page.tell(wrong)
            return False
        self.page.said(said, done)
        return True


class Office(_Form):
    """Name and code (given by the superior), and the dated settings."""

    def __init__(self, page: SettingsPage) -> None:
        super().__init__()
        self.page = page
        with page.sitting.reading() as session:
            own = session.get_one(Organisation, page.sitting.office)
            facts = [
                (_("Tên"), own.name),
                (_("Mã tổ chức"), document_text(own.code) or "–"),
                (_("Địa danh"), own.place or "–"),
            ]
            kept = session.scalars(
                select(Setting)
                .where(Setting.gone.is_(False), Setting.owner == own.id)
                .order_by(Setting.from_)
            )
            rows = [s for s in kept if s.key in KEYS]
            session.expunge_all()
        about = Card(_("Tổ chức giữ sổ"))
        about.add_padded(FactList(facts), 0, 18)
        listed = Card(_("Địa danh và cấp ủy giải quyết hồ sơ"))
        if not rows:
            note = _("Chưa ghi. Khi chưa ghi, chương trình lấy cấp trên trực tiếp.")
            listed.add_padded(Label(note, "small", "text2", wrap=True), 0, 14)
        for setting in rows:
            listed.add_line()
            value = setting.value.get("value")
            words = _("không có cấp này") if value == ABSENT else str(value)
            second = _("từ {day}").format(day=date_words(setting.from_))
            if setting.document:
                second += " · " + document_text(setting.document.partition("@")[0])
            text = column(
                Label(f"{_(KEYS[setting.key])}: {words}", wrap=True),
                Label(second, "small", "text2", wrap=True),
            )
            listed.add(box(row((box(text), 1), margins=(20, 8, 20, 9))))
        self.fields = {
            "key": Field(_("Mục"), Choice([(key, _(words)) for key, words in KEYS.items()])),
            "value": Field(
                _("Giá trị"), LineEdit(), hint=_("Tên đầy đủ hoặc mã; ghi - khi không có cấp này.")
            ),
            "start": Field(_("Từ ngày"), IsoDateEdit()),
            "document": Field(_("Theo văn bản"), LineEdit(placeholder=_("số văn bản")), optional=True),
            "signed": Field(_("Ngày văn bản"), IsoDateEdit(), optional=True),
        }
        self.fields["key"].set_value("office.grassroots")
        self.fields["start"].set_value(page.sitting.today.isoformat())
        self.put = Button(_("Ghi"))
        self.put.clicked.connect(self.do)
        form = Card(_("Ghi một mục, có hiệu lực từ một ngày"))
        form.add_padded(
            column(
                _pair(self.fields["key"], self.fields["value"]),
                8,
                _pair(self.fields["start"], self.fields["document"], self.fields["signed"]),
                10,
                row(self.put, None),
            ),
            0,
            20,
        )
        self.setLayout(column(about, 16, listed, *([16, form] if page.may else [])))

    def do(self) -> None:
        """Write one setting."""
        if not self.settled():
            return
        values = {name: field.value() for name, field in self.fields.items()}
        if not values["value"]:
            self.fields["value"].set_error(_("Ghi giá trị."))
            return
        if not values["start"]:
            self.fields["start"].set_error(_("Ghi ngày bắt đầu có hiệu lực."))
            return
        if values["document"] and not values["signed"]:
            self.fields["signed"].set_error(_("Ghi ngày của văn bản."))
            return
        document = f"{values['document']}@{values['signed']}" if values["document"] else None
        self.do_command(
            PutSetting(values={values["key"]: values["value"]}, day=values["start"], document=document),
            _("Đã ghi {what}").format(what=_(KEYS[values["key"]])),
        )


class Seats(_Form):
    """Who sits in the committees; votes are counted by these names."""

    def __init__(self, page: SettingsPage) -> None:
        super().__init__()
        self.page = page
        with page.sitting.reading() as session:
            wanted = select(Seat).where(Seat.gone.is_(False), Seat.owner == page.sitting.office)
            seats = list(
                session.scalars(wanted.order_by(Seat.to.is_not(None), Seat.body, Seat.from_, Seat.name))
            )
            own = session.get_one(Organisation, page.sitting.office)
            bodies = ["cell_committee"] if own.type == "cell" else ["committee", "standing_committee"]
            session.expunge_all()
        listed = Card(_("Ai trong cấp ủy"))
        if not seats:
            note = _("Chưa ghi ai. Biểu quyết của cấp ủy tính theo danh sách này.")
            listed.add_padded(Label(note, "small", "text2", wrap=True), 0, 16)
        for seat in seats:
            listed.add_line()
            since = _("từ {day}").format(day=date_words(seat.from_))
            if seat.to:
                since += ", " + _("đến {day}").format(day=date_words(seat.to))
            second = " · ".join(
                part for part in (_(BODY_TITLES.get(seat.body, seat.body)), seat.post or "", since) if part
            )
            parts: list[Any] = [
                (box(column(Label(seat.name), Label(second, "small", "text2", wrap=True))), 1)
            ]
            if not seat.to and page.may:
                end = Button(_("Thôi giữ"), "link")
                end.trailing = ""
                end.setAccessibleName(_("Thôi giữ chức: {name}").format(name=seat.name))
                end.clicked.connect(lambda _checked=False, seat=seat: self._end(seat))
                parts.append(end)
            listed.add(box(row(*parts, margins=(20, 8, 18, 9))))
        self.fields = {
            "body": Field(_("Tập thể"), Choice([(key, _(BODY_TITLES[key])) for key in bodies])),
            "name": Field(_("Họ và tên"), LineEdit()),
            "post": Field(_("Chức danh"), LineEdit(), optional=True),
            "start": Field(_("Từ ngày"), IsoDateEdit()),
            "end": Field(_("Đến ngày"), IsoDateEdit(), optional=True),
        }  # fmt: skip
        self.fields["body"].set_value(bodies[0])
        self.put = Button(_("Ghi"))
        self.put.clicked.connect(self.do)
        form = Card(_("Thêm hoặc sửa một người"))
        form.add_padded(
            column(
                _pair(self.fields["body"], self.fields["name"]),
                8,
                _pair(self.fields["post"], self.fields["start"], self.fields["end"]),
                10,
                row(self.put, None),
            ),
            0,
            20,
        )
        self.setLayout(column(listed, *([16, form] if page.may else [])))

    def _end(self, seat: Seat) -> None:
        for name, value in (
            ("body", seat.body),
            ("name", seat.name),
            ("post", seat.post),
            ("start", seat.from_),
        ):
            self.fields[name].set_value(value)
        self.fields["end"].set_value(self.page.sitting.today.isoformat())
        self.fields["end"].editor.setFocus()
        self.put.setText(_("Ghi ngày thôi giữ"))
        self.put.updateGeometry()

    def do(self) -> None:
        """Write one seat."""
        if not self.settled():
            return
        values = {name: field.value() for name, field in self.fields.items()}
        if not values["start"]:
            self.fields["start"].set_error(_("Ghi ngày bắt đầu giữ chức."))
            return
        self.do_command(
            PutSeat(
                body=values["body"],
                name=values["name"] or "",
                post=values["post"],
                start=values["start"],
                end=values["end"],
            ),
            _("Đã ghi {name} vào {body}").format(
                name=values["name"] or "", body=_(BODY_TITLES[values["body"]]).lower()
            ),
        )
