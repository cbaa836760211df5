"""The quieter deeds of the case page: papers, printing, jumps to fields, rules, exceptions, taking back."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.procedures.cases import AnnulAct, PutException, PutPaper
from app.procedures.deeds import Command, Together
from app.procedures.member_papers import AnnulPaper
from app.ui.pages.case.parts import printing, words
from app.ui.pages.case.parts.dialogs import exception_dialog, reason_dialog
from app.ui.pages.case.parts.paper_dialog import PaperDialog
from app.ui.pages.case.parts.reading import paper_locked
from app.ui.pages.common import SittingPage
from app.ui.widgets.buttons import Button, Menu
from app.words import _

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMenu

    from app.ui.pages.case.parts.step_panel import StepPanel
    from app.ui.pages.case.parts.views import CaseView, PaperView, StepView
    from app.ui.session import Sitting
    from app.ui.widgets.scroll import ScrollColumn


class CaseDeeds(SittingPage):
    """What `CasePage` can do beside recording the step in view."""

    case: CaseView | None
    view: StepView | None
    panel: StepPanel
    middle: ScrollColumn
    print_button: Button
    paper_drafts: dict[tuple[str, str], dict[str, Any]]

    @property
    def editable(self) -> bool:
        """Whether the step in view can be recorded here and now."""
        raise NotImplementedError

    def show_step(self, step: str) -> None:
        """Bring a step into view."""
        raise NotImplementedError

    # Papers, printing

    def ask_paper(self, form: str) -> None:
        """Record a paper: number, date, signer, where it is kept, and its texts."""
        view = self.view
        paper = next((p for p in view.papers if p.form == form), None) if view is not None else None
        if paper is not None and view is not None and "write" in rights(self.sitting):
            dialog = self.paper_dialog(form)
            dialog.ask()
            self.keep_paper(dialog)
            if dialog.wants == "print":
                self.ask_print(form)
            elif dialog.wants == "another":
                self.paper_dialog(form, another=True).ask()
            elif dialog.wants == "annul":
                self.annul_paper_dialog(dialog.paper).ask()
        self.panel.papers.restore()

    def paper_dialog(self, form: str, *, another: bool = False) -> PaperDialog:
        """The dialog for a paper of the checklist, with what was typed and not recorded before.

        `another`: for one more paper of the same form, as a second introducer's letter.
        """
        assert self.case is not None and self.view is not None
        case = self.case
        paper = next(p for p in self.view.papers if p.form == form)
        if another:
            paper = replace(paper, have=False, date="", number="", signer="", kept="", data={}, id="")

        def put(dialog: Any) -> Any:
            done = self.sitting.do(self._put_paper(case.id, paper, dialog))
            self.said(_("Đã ghi {name}").format(name=paper.name), done)
            return done

        draft = None if another else self.paper_drafts.get((case.id, form))
        return PaperDialog(self, paper, printing.texts().get(form, ()), self._handed_over(form), put, draft)

    @staticmethod
    def _put_paper(case: str, paper: PaperView, dialog: PaperDialog) -> Command:
        """Record a paper; one on file that gets another number or date gives way to it."""
        date, number, signer, kept = (
            dialog.text(name) or None for name in ("date", "number", "signer", "kept")
        )
        reason = (dialog.text("reason") if "reason" in dialog.fields else "") or None
        data = {**paper.data, **dialog.data()}
        put = PutPaper(case, paper.form, date, number, signer, kept, data, reason)
        was = ("-".join(reversed(paper.date.split("/"))) if paper.date else None, paper.number or None)
        if not paper.id or was == (date, number):
            return put
        return Together((AnnulPaper(paper.id, reason or _("Ghi lại số, ngày của giấy tờ")), put))

    def annul_paper_dialog(self, paper: PaperView) -> Any:
        """Take a paper back, with a reason."""

        def annul(dialog: Any) -> Any:
            done = self.sitting.do(AnnulPaper(paper.id, dialog.text("reason")))
            self.said(_("Đã hủy {name}").format(name=paper.name), done)
            return done

        return reason_dialog(
            self,
            _("Hủy giấy tờ “{name}”").format(name=paper.name),
            _("Giấy này không còn tính trong hồ sơ. Bản ghi cũ vẫn nằm trong nhật ký cùng lý do."),
            _("Hủy giấy tờ"),
            annul,
        )

    def keep_paper(self, dialog: PaperDialog) -> None:
        """Keep what was typed in a dialog that was closed without recording."""
        assert self.case is not None
        key = (self.case.id, dialog.paper.form)
        draft = dialog.draft
        if dialog.outcome is not None:
            self.paper_drafts.pop(key, None)
        elif draft is not None:
            self.paper_drafts[key] = draft

    def _handed_over(self, form: str) -> bool:
        """Whether a paper went up with the dossier, so that correcting it needs a reason."""
        assert self.case is not None
        with self.sitting.looking() as unit:
            return paper_locked(unit, self.case.id, form)

    def _fill_print_menu(self) -> None:
        menu = self.print_button.menu()
        menu.clear()
        for code, title in self.printable():
            if code is None:
                menu.addSeparator()
                continue
            action = menu.addAction(title)
            action.triggered.connect(lambda _checked=False, code=code: self.ask_print(code))

    def printable(self) -> list[tuple[str | None, str]]:
        """What can be printed from this case, of the step in view first; None stands for a line between."""
        assert self.case is not None and self.view is not None
        here = printing.forms_at(self.sitting, self.case.id, self.view.step.id)
        return printing.menu_of(self.case, self.view, here)

    def _of_step(self) -> set[str | None]:
        """The papers whose words depend on the step in view."""
        assert self.case is not None and self.view is not None
        return {code for code, _title in printing.forms_at(self.sitting, self.case.id, self.view.step.id)}

    def ask_print(self, code: str) -> None:
        """Ask where to, and print."""
        path = printing.ask_path(self, code)
        if path is not None:
            self.print_to(code, path, show=True)

    def print_to(self, code: str, path: Path, *, show: bool = False) -> Any:
        """Print a form to a file beside the window; the job, already begun."""
        assert self.case is not None
        step = self.view.step.id if self.view is not None and code in self._of_step() else None
        job = printing.job(self.sitting, code, self.case.id, path, step)
        self.print_button.set_working(_("Đang in…"))

        def done(file: Path) -> None:
            self.frame.said(_("Đã in ra {file}").format(file=file.name))
            if show:
                printing.show_file(file)

        job.done.connect(done)
        job.failed.connect(self.tell)
        job.ended.connect(lambda: self.print_button.set_working(None))
        return job.start()

    # Rules and checks

    def jump(self, place: str) -> None:
        """To the field that mends a check: STEP, STEP.FACT, paper:FORM, person.FIELD."""
        if self.case is None or not place:
            return
        head, _colon, form = place.partition(":")
        if head == "paper":
            self._to_paper(form)
            return
        step, _dot, fact = head.partition(".")
        if step == "person":
            self.frame.go("person", person=self.case.person)
            return
        if self.view is None or self.view.step.id != step:
            self.show_step(step)
        if not (fact and self.panel.point(fact)) and self.panel.day is not None:
            self.panel.day.editor.setFocus()
        focused = self.focusWidget()
        if focused is not None:
            self.middle.ensureWidgetVisible(focused, 20, 80)

    def _to_paper(self, form: str) -> None:
        assert self.case is not None and self.view is not None
        if not any(p.form == form for p in self.view.papers):
            step = next((f.step for f in self.case.forms if f.form == form), None)
            if step is None:
                return
            self.show_step(step)
        self.ask_paper(form)

    def ask_rule(self, key: str) -> None:
        """Ask for the office's own value of a rule without known one."""
        self.rule_dialog(key).ask()

    def rule_dialog(self, key: str) -> Any:
        """The dialog that sets a rule."""
        from app.ui.pages.case.parts.rule_dialog import ask_rule

        assert self.view is not None
        day = self.panel.whole_day() if self.view.state == "done" else None
        return ask_rule(self, key, day or self.sitting.today)

    def ask_exception(self, check: str, sentence: str) -> None:
        """Ask for the paper that allows the case in spite of a check."""
        self.exception_dialog(check, sentence).ask()

    def exception_dialog(self, check: str, sentence: str) -> Any:
        """The dialog for an exception paper."""
        assert self.case is not None
        case = self.case

        def put(dialog: Any) -> Any:
            done = self.sitting.do(
                PutException(
                    case.id, check, dialog.text("number"), dialog.text("date"), dialog.text("issuer")
                )
            )
            self.said(_("Đã ghi văn bản cho phép"), done)
            return done

        return exception_dialog(self, sentence, put)

    # Quiet things

    def more_menu(self) -> Menu:
        """The menu "Việc khác", freed when it closes."""
        menu = Menu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        self.fill_more(menu)
        return menu

    def fill_more(self, menu: QMenu) -> None:
        """Steps for any time, what was told of them, taking back, the person's record."""
        menu.clear()
        case, view = self.case, self.view
        if case is None or view is None:
            return
        menu.addAction(_("Xem hồ sơ của {name}").format(name=case.name)).triggered.connect(
            lambda: self.frame.go("person", person=case.person)
        )
        may_write = "write" in rights(self.sitting)
        if case.any_time and may_write:
            menu.addSeparator()
            for step, title in case.any_time:
                self._step_action(menu, _("{title}…").format(title=title), step)
        if case.told:
            menu.addSeparator()
            for told in case.told:
                day = words.date_of(told.date)
                self._step_action(
                    menu, _("Đã ghi {day}: {title}").format(day=day, title=told.title), told.step
                )
        takes = self.taken_back() if may_write else []
        if takes:
            menu.addSeparator()
        for step, title in takes:
            menu.addAction(_("Hủy lần ghi “{title}”…").format(title=title)).triggered.connect(
                lambda _checked=False, step=step: self.annul_dialog(step).ask()
            )

    def _step_action(self, menu: QMenu, text: str, step: str) -> None:
        menu.addAction(text).triggered.connect(lambda _checked=False: self.show_step(step))

    def taken_back(self) -> list[tuple[str, str]]:
        """(id, title) of the steps whose newest record can be taken back from here."""
        assert self.case is not None and self.view is not None
        case, view, here = self.case, self.view, self.sitting.office
        found = {}
        if view.act is not None and view.act.owner == here:
            found[view.step.id] = _(view.step.title)
        for told in case.told:
            if told.owner == here and told.step in (view.step.id, case.ended_by):
                found[told.step] = told.title
        return list(found.items())

    def annul_dialog(self, step: str = "") -> Any:
        """Take back the newest record of a step (the one in view), with a reason."""
        assert self.case is not None and self.view is not None
        case = self.case
        step = step or self.view.step.id
        titles = {s.step: s.title for s in case.told} | {self.view.step.id: _(self.view.step.title)}
        title = titles[step]

        def annul(dialog: Any) -> Any:
            done = self.sitting.do(AnnulAct(case.id, step, dialog.text("reason")))
            self.said(_("Đã hủy lần ghi “{title}”").format(title=title), done)
            return done

        return reason_dialog(
            self,
            _("Hủy lần ghi “{title}”").format(title=title),
            _("Bước này trở lại như chưa làm. Lần ghi cũ vẫn nằm trong nhật ký cùng lý do."),
            _("Hủy lần ghi"),
            annul,
        )


def rights(sitting: Sitting) -> set[str]:
    """What the user of the sitting may do."""
    from app.storage.rights import ROLES

    return ROLES.get(sitting.workspace.user.role, set())
