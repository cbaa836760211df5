"""One person: who they are, the record in groups, the course of their life, cases, papers, journal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QStackedWidget, QTabBar, QWidget
from sqlalchemy import select

from app.models import Happening, Person, PersonStanding
from app.models.local import PageEntry
from app.ui.page import Room
from app.ui.pages.common import SittingPage, date_words, status_words, years_since
from app.ui.pages.person import tabs as person_tabs
from app.ui.pages.person.form import NewForm, PersonForm
from app.ui.widgets.badge import Badge
from app.ui.widgets.base import Hairline, Label, box, column, row, shown
from app.ui.widgets.buttons import Button
from app.ui.widgets.scroll import ScrollColumn
from app.ui.widgets.tiles import Avatar
from app.words import N_, _

if TYPE_CHECKING:
    from app.procedures.party_age import PartyAge
    from app.ui.frame import Frame
    from app.ui.session import Sitting

TABS = (
    ("record", N_("Hồ sơ")), ("course", N_("Quá trình")), ("cases", N_("Việc")), ("papers", N_("Giấy tờ")),
    ("journal", N_("Nhật ký")),
)  # fmt: skip


class PersonPage(SittingPage):
    """Shows one person; without one it is the form of a new person."""

    guide = "members"
    up = "members"

    def __init__(self, frame: Frame, sitting: Sitting) -> None:
        super().__init__(frame, sitting)
        self.person: str | None = None
        self.record: Person | None = None
        self.standing: PersonStanding | None = None
        self.since: str | None = None
        self.age: PartyAge | None = None
        self.editing = False
        self.avatar = Avatar()
        self.badge = Badge()
        self.status = Label("", bold=True)
        self.facts = Label("", "small", "text2")
        self.tabs = QTabBar()
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(False)
        self.tabs.setAccessibleName(_("Phần của hồ sơ"))
        for _key, words in TABS:
            self.tabs.addTab(_(words))
        self.tab_pages: dict[str, ScrollColumn] = {key: ScrollColumn() for key, _words in TABS}
        self._fresh: set[str] = set()
        self.stack = QStackedWidget()
        for scroll in self.tab_pages.values():
            self.stack.addWidget(scroll)
        self.form: PersonForm | NewForm | None = None
        self.form_place = ScrollColumn()
        self.stack.addWidget(self.form_place)
        self.head = box(
            row(
                self.avatar,
                14,
                (box(column(None, row(self.badge, self.status, None), 3, self.facts, None)), 1),
                margins=(0, 0, 24, 0),
            )
        )
        self.head_line = box(column(8, self.tabs, Hairline()))
        self._whole = column(self.head, self.head_line, (self.stack, 1), margins=(24, 0, 0, 0))
        self.setLayout(self._whole)
        self.edit_button = Button(_("&Sửa hồ sơ"), "primary", icon="edit")
        self.save_button = Button(_("&Lưu"), "primary")
        self.drop_button = Button(_("&Bỏ"))
        self.add_button = Button(_("&Ghi vào sổ"), "primary")
        self.edit_button.clicked.connect(lambda: self.edit())
        self.save_button.clicked.connect(self.save)
        self.add_button.clicked.connect(self.save)
        self.drop_button.clicked.connect(self.drop)
        self.tabs.currentChanged.connect(self._show_tab)

    # Which person

    def opened(self, person: str | None = None, tab: str = "record", **where: Any) -> None:
        if person is None:
            self._new()
            return
        self.person, self.editing = person, False
        self._read()
        keys = [key for key, _words in TABS]
        self.tabs.setCurrentIndex(keys.index(tab) if tab in keys else 0)
        self._show()
        self.tabs.setFocus()

    def _new(self) -> None:
        self.person, self.record, self.standing, self.editing = None, None, None, True
        self.form = NewForm(self.sitting)
        self.form.open_asked.connect(lambda person: self.frame.go("person", person=person))
        self.form_place.set_content(self.form)
        self._show()
        self.form.begin()

    def _read(self) -> None:
        with self.sitting.reading() as session:
            self.record = session.get(Person, self.person) if self.person else None
            if self.record is not None and self.record.gone:
                self.record = None
            self.standing = session.get(PersonStanding, self.person) if self.record else None
            state = self.standing.state if self.standing else None
            told = select(Happening.date).where(
                Happening.person == self.person, Happening.what == ("state" if state else "left")
            )
            if state:
                told = told.where(Happening.value == state)
            self.since = session.scalar(told.order_by(Happening.date.desc()).limit(1))
            self.sent = bool(
                self.record
                and session.scalar(
                    select(PageEntry.entry).where(PageEntry.entry == self.record.entry).limit(1)
                )
            )
            session.expunge_all()
        self.age = self._party_age() if self.record is not None else None
        self._fresh.clear()

    def _party_age(self) -> PartyAge | None:
        """Party age with its arithmetic; None for one who never was a member."""
        from app.procedures.party_age import party_age

        with self.sitting.looking() as unit:
            return party_age(unit, self.person or "")

    @property
    def own(self) -> bool:
        """Whether this office keeps the record and the user may write."""
        from app.storage.rights import ROLES

        mine = self.record is not None and self.record.owner == self.sitting.office
        return mine and "write" in ROLES.get(self.sitting.workspace.user.role, ())

    # What is shown

    def _show(self) -> None:
        known = self.record is not None and self.standing is not None
        for part in (self.head, self.head_line):
            shown(part, known and not self.editing)
        if known:
            self._head()
        if self.editing:
            self.stack.setCurrentWidget(self.form_place)
        elif known:
            self._show_tab()
        self.head_changed.emit()

    def _head(self) -> None:
        assert self.record is not None and self.standing is not None
        self.avatar.set_name(self.record.name)
        text, tone = status_words(self.standing)
        self.badge.set(text if tone else "", tone or "grey")
        self.status.setText("" if tone else text)
        shown(self.status, not tone)
        today = self.sitting.today
        told = []
        if self.standing.birth:
            told.append(_("Sinh {day}, {n} tuổi").format(
                day=date_words(self.standing.birth), n=years_since(self.standing.birth, today)))  # fmt: skip
        if self.age is not None and self.age.by_decision:
            told.append(_("quyết định kết nạp {day}").format(day=self.age.start.text()))
        if self.standing.admission_date:
            told.append(_("vào Đảng {day}").format(day=date_words(self.standing.admission_date)))
        if self.standing.official_date:
            told.append(_("chính thức {day}").format(day=date_words(self.standing.official_date)))
        if self.age is not None:
            told.append(_("tuổi đảng {age}").format(age=self.age.text()))
        self.facts.setText(" · ".join(told))

    def _show_tab(self, _index: int = 0) -> None:
        if self.editing or self.record is None or self.standing is None:
            return
        key = TABS[self.tabs.currentIndex()][0]
        scroll = self.tab_pages[key]
        if key not in self._fresh:
            self._fresh.add(key)
            scroll.set_content(self._tab(key))
            scroll.verticalScrollBar().setValue(0)
        self.stack.setCurrentWidget(scroll)

    def _tab(self, key: str) -> QWidget:
        assert self.record is not None and self.standing is not None and self.person is not None
        if key == "record":
            made = person_tabs.RecordTab(self.record, self.standing, self.since, self.own, self.age)
            made.edit_asked.connect(self.edit)
            return made
        if key == "papers":
            from app.ui.pages.person import papers as person_papers

            return person_papers.tab(self)
        with self.sitting.reading() as session:
            if key == "course":
                return person_tabs.course(session, self.person, self.sitting.today.year)
            if key == "cases":
                open_case = None
                if "case" in self.frame.entries:
                    open_case = lambda case: self.frame.go("case", case=case)  # noqa: E731
                new_case = None
                if self.own and "admissions" in self.frame.entries:
                    new_case = lambda: self.frame.go("admissions", new=True, person=self.person)  # noqa: E731
                return person_tabs.cases(session, self.person, open_case, new_case)
            return person_tabs.journal(session, self.person)

    def heading(self) -> str:
        if self.record is None:
            return _("Thêm người")
        return _("Sửa hồ sơ: {name}").format(name=self.record.name) if self.editing else self.record.name

    def head_actions(self) -> list[QWidget]:
        shown(self.add_button, self.record is None)
        shown(self.save_button, self.editing and self.record is not None)
        shown(self.drop_button, self.editing)
        shown(self.edit_button, not self.editing and self.own)
        return [self.drop_button, self.edit_button, self.save_button, self.add_button]

    def arrange(self, room: Room) -> None:
        self._whole.setContentsMargins(20 if room == Room.NARROW else 24, 0, 0, 0)

    # Changing

    def edit(self, group: str = "") -> None:
        """Turn to the form; the keyboard goes to the first field of a group."""
        if self.record is None or self.standing is None or not self.own:
            return
        self.editing = True
        made = PersonForm(self.record, self.standing, self.since, self.sent)
        made.saved.connect(self.save)
        self.form = made
        self.form_place.set_content(made)
        self._show()
        made.begin(group)

    def drop(self) -> None:
        """Forget what was typed."""
        self.editing, self.form = False, None
        if self.record is None:
            self.frame.go("members")
        else:
            self._show()

    def save(self) -> bool:
        """Write what was typed; errors stand beside their fields."""
        if self.form is None:
            return True
        command = self.form.command()
        if command is None:
            return False
        if not command.fields:
            self.drop()
            return True
        try:
            done = self.sitting.do(command)
        except Exception as wrong:
            if not self.form.show_refusal(wrong):
                self.tell(wrong)
            return False
        self.editing, self.form = False, None
        name = done.result.name
        if self.record is None:
            self.said(_("Đã ghi {name} vào sổ").format(name=name), done)
            self.opened(person=done.result.id)
        else:
            self._read()
            self._show()
            self.said(_("Đã sửa hồ sơ {name}").format(name=name), done)
        return True

    def refresh(self, changes: Any = None) -> None:
        touched = getattr(changes, "persons", None)
        if self.person is None or (touched is not None and self.person not in touched):
            return
        self._read()
        if self.record is None:
            self.editing, self.form = False, None
            if self.frame.current == "person":
                self.frame.go("members")
        elif not self.editing:
            self._show()

    def leave(self) -> bool:
        if not self.editing or self.form is None or not self.form.changed():
            self.editing, self.form = False, None
            return True
        from app.ui.widgets.dialogs import Dialog

        dialog = Dialog(self, _("Hồ sơ đang sửa chưa lưu"), _("Lưu những điều vừa nhập, hay bỏ đi?"),
                        icon="error-warning", tone="amber")  # fmt: skip
        dialog.add_button(_("Ở lại trang này"))
        dialog.add_button(_("Bỏ, không lưu"), "secondary", "drop")
        dialog.add_button(_("Lưu"), "primary", "save")
        answer = dialog.ask()
        if answer == "drop":
            self.editing, self.form = False, None
            return True
        return answer == "save" and self.save()
