"""What a secretary types into the page of a case, in short words."""


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
