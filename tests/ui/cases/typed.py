"""What a secretary types into the page of a case, in short words; and whole lives lived so."""

from app.models import Act, PersonStanding
from app.procedures.definitions import procedure
from app.ui.pages.screening import PROCEDURES
from app.ui.widgets.checklist import PaperRow


def day(panel, text):
    """Type the day of the step and leave the field."""
    panel.day.editor.setText(text)
    panel.day.editor.settle()


def count(panel, agree, against):
    """Type the votes as one does, so that the outcome follows."""
    for field, number in ((panel.vote.counter.agree, agree), (panel.vote.counter.against, against)):
        field.editor.setText(str(number))
        field.editor.textEdited.emit(str(number))


def paper(page, form, date, number=""):
    """Record a paper through its dialog."""
    dialog = page.paper_dialog(form)
    dialog.fields["date"].editor.setText(date)
    dialog.fields["number"].set_value(number or None)
    dialog.primary.click()
    assert dialog.outcome is not None, dialog.wrong.text()


def go(page, step, date, **facts):
    """Record a step with its day and plain facts."""
    if page.view.step.id != step:
        page.show_step(step)
    day(page.panel, date)
    for name, value in facts.items():
        page.panel.facts.fields[name].set_value(value)
    assert page.record() is not None, page.panel.banner.text


def fill_row(rows, **values):
    """A new row with these columns."""
    rows.add.click()
    for name, value in values.items():
        field = rows.editor.fields[name]
        field.show_kept(value)


class Life:
    """One case in the window of a desk."""

    def __init__(self, desk, hands, procedure, person, day="02/06/2025"):
        self.desk, self.hands = desk, hands
        self.begin(procedure, person, day)

    def begin(self, procedure, person, day):
        """Open the case for somebody on file."""
        frame, hands = self.desk.frame, self.hands
        frame.go("screening" if procedure in PROCEDURES else "admissions")
        listed = frame.pages[frame.current]
        hands.click(listed.tabs, listed.tabs.tabRect(listed.kinds.index(procedure)).center())

        def answer(dialog):
            assert dialog.kind.value() == procedure, "the tab says which"
            hands.fill(dialog.person, person)
            hands.fill(dialog.fields["date"], day)
            hands.click(dialog.primary)

        hands.dialog(listed.ask_new, answer)
        self.page = frame.pages["case"]

    def paper(self, form, day, number=""):
        hands = self.hands

        def answer(dialog):
            hands.fill(dialog.fields["date"], day)
            if number:
                hands.type(dialog.fields["number"], number)
            hands.click(dialog.primary)

        rows = {row.paper.key: row for row in self.page.panel.findChildren(PaperRow) if row.isVisible()}
        hands.dialog(lambda: hands.click(rows[form].tick), answer)

    def facts(self, told):
        """Facts of the step in view; those one seldom tells stand behind “more”."""
        shown = self.page.panel.facts
        for fact, value in told.items():
            field = shown.fields[fact]
            if field.value() == value:
                continue
            if not field.isVisible():
                self.hands.click(shown.more)
            self.hands.fill(field, value)

    def step(self, name, day, papers=(), facts=None, rows=None, outcome="", number=""):
        """One step, typed and recorded."""
        page, hands = self.page, self.hands
        if page.view.step.id != name:
            page.show_step(name)
            hands.settle()
        for one in papers:
            self.paper(*one)
        hands.fill(page.panel.day, day)
        self.facts(facts or {})
        for listed, told in (rows or {}).items():
            for values in told:
                part = page.panel.rows[listed]
                hands.click(part.add)
                for column, value in values.items():
                    if part.editor.fields[column].value() != value:
                        hands.fill(part.editor.fields[column], value)
        if outcome and page.panel.outcome.value() != outcome:
            hands.choose(page.panel.outcome, outcome)
        if number:
            hands.type(page.panel.more["number"], number)
        self.record(name)

    def vote(self, name, day, agree, against=0, outcome="", number="", facts=None):
        """A secret ballot of the cell, counted when the meeting's day is typed."""
        page, hands = self.page, self.hands
        hands.fill(page.panel.day, day)
        hands.wait(lambda: page.panel.vote.tally.number, "tổng số tính phiếu")
        hands.type(page.panel.more["chair"], "Nguyễn Văn Ân")
        hands.choose(page.panel.more["secret"], True)
        self.facts(facts or {})
        hands.type(page.panel.vote.counter.agree, str(agree))
        hands.type(page.panel.vote.counter.against, str(against))
        if number:
            hands.type(page.panel.more["doc_number"], number)
        if outcome and page.panel.outcome.value() != outcome:
            hands.choose(page.panel.outcome, outcome)
        tally = page.panel.vote.tally
        self.record(name)
        return tally

    def beside(self, name, day, facts=None):
        """What is told whenever it happens, from the menu; the case stays where it is."""
        title = next(s.title for s in procedure(self.page.case.kind).steps if s.id == name)
        entry = next(a for a in self.page.more_menu().actions() if a.text().startswith(title))
        entry.trigger()
        self.hands.settle()
        self.step(name, day, facts=facts)

    def record(self, name):
        page = self.page
        before = len([act for act in self.desk.all(Act) if act.step == name])
        self.hands.click(page.primary)
        told = [act for act in self.desk.all(Act) if act.step == name]
        assert len(told) > before, (name, page.panel.banner.text)

    def standing(self):
        with self.desk.sitting.reading() as session:
            found = session.get(PersonStanding, self.page.case.person)
            session.expunge_all()
        return found
