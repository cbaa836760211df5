"""Opinions asked outside: who, when, on what paper, the answer counted; late only where a day is known."""

import datetime

import docx
import pytest

from app.exports import docx as word
from app.exports.filled_opinions import letter
from app.models import Round, RoundItem
from app.procedures import review
from app.procedures.deeds import Undo, perform
from app.procedures.offices import PutSetting
from app.procedures.opinions import AnswerOpinion, AskOpinion, CancelOpinion, late, opinions
from app.storage.clock import Clock
from app.storage.rights import Person
from app.trouble import Refused

FRONT = {"kind": "front", "organisation": "Ban công tác mặt trận thôn", "about": "việc gương mẫu"}


@pytest.fixture
def asked(cell):
    return cell.do(AskOpinion(**FRONT, person=cell.full[0], date="2026-11-01", number="12-CV/CB")).id


def waiting(cell, today="2026-11-22"):
    with cell.workspace.unit(Clock(datetime.date.fromisoformat(today))) as unit:
        return {item.id: late(unit, item) for item in opinions(unit) if item.outcome is None}


def test_the_year_has_one_round_for_all_questions(cell, asked):
    cell.do(AskOpinion(**FRONT | {"kind": "employer"}, date="2026-11-02"))
    cell.do(AskOpinion(**FRONT, date="2025-11-02"))
    with cell.workspace.reading() as session:
        found = session.query(Round).filter_by(what="opinions", gone=False).all()
        assert sorted(one.year for one in found) == [2025, 2026] and all(one.restricted for one in found)


def test_nothing_is_late_until_the_office_says_when(cell, asked):
    assert waiting(cell) == {asked: False}
    cell.do(PutSetting({"opinions.reminder_days": "20"}, "2026-01-01"))
    assert waiting(cell, "2026-11-21") == {asked: False} and waiting(cell, "2026-11-22") == {asked: True}
    soon = cell.do(AskOpinion(**FRONT, date="2026-11-10", reply_by="20/11/2026")).id
    assert waiting(cell, "2026-11-20")[soon] is False and waiting(cell, "2026-11-21")[soon] is True


def test_an_answer_is_kept_as_given_and_counted(cell, asked):
    item = cell.do(AnswerOpinion(asked, "2026-11-15", "3-CV", "chấp hành tốt", total=5, for_=4, against=1))
    assert (item.outcome, item.date, item.number) == ("answered", "2026-11-15", "3-CV")
    assert {k: item.data[k] for k in ("answer", "total", "for", "against")} == {
        "answer": "chấp hành tốt", "total": 5, "for": 4, "against": 1,
    }  # fmt: skip
    assert waiting(cell) == {}
    again = cell.do(AnswerOpinion(asked, "2026-11-15", no_view=True))
    assert again.outcome == "no_view" and "answer" not in again.data and "total" not in again.data


def test_what_cannot_be_is_refused(cell, asked):
    for command, field in (
        (AskOpinion(**FRONT | {"organisation": " "}), "organisation"),
        (AskOpinion(**FRONT | {"about": ""}), "about"),
        (AskOpinion(**FRONT | {"kind": "x"}), "kind"),
        (AskOpinion(**FRONT, date="2026-11-23"), "date"),
        (AnswerOpinion(asked, "2026-10-31", text="tốt"), "date"),
        (AnswerOpinion(asked, "2026-11-15"), "text"),
        (AnswerOpinion(asked, "2026-11-15", text="tốt", total=5, for_=4, against=2), "total"),
    ):
        with pytest.raises(Refused) as refused:
            cell.do(command)
        assert refused.value.details["field"] == field


def test_an_answer_is_undone_and_a_question_taken_back(cell, asked):
    with cell.workspace.unit(Clock(cell.today)) as unit:
        done = perform(unit, AnswerOpinion(asked, "2026-11-15", text="tốt"))
    cell.do(Undo(done.deed))
    assert waiting(cell) == {asked: False}
    with pytest.raises(Refused):
        cell.do(CancelOpinion(asked, " "))
    cell.do(CancelOpinion(asked, "ghi nhầm"))
    assert waiting(cell) == {}


def test_the_review_shows_the_opinion_beside_the_other_facts(cell, asked):
    from app.procedures.rounds import period

    def seen():
        with cell.workspace.unit(Clock(cell.today)) as unit:
            found = review.facts(unit, cell.full[0], *period(2026, "H2"))
        return [(fact.text, fact.source) for fact in found if fact.kind == "opinions"]

    assert seen() == [("Ban công tác mặt trận thôn: chưa trả lời", "hỏi ngày 01/11/2026")]
    cell.do(AnswerOpinion(asked, "2026-11-15", text="chấp hành tốt"))
    assert seen()[0][0] == "Ban công tác mặt trận thôn: chấp hành tốt"


def test_the_letter_says_who_asks_whom_about_what(cell, asked, tmp_path):
    with cell.workspace.unit(Clock(cell.today)) as unit:
        word.render(letter(unit, asked), tmp_path / "thu.docx")
    made = docx.Document(str(tmp_path / "thu.docx"))
    cells = [c.text for table in made.tables for row in table.rows for c in row.cells]
    text = "\n".join([*(p.text for p in made.paragraphs), *cells])
    for words in ("Ban công tác mặt trận thôn", "Nguyễn Văn A", "việc gương mẫu", "12-CV/CB"):
        assert words in text


def test_who_does_not_handle_restricted_cases_asks_and_prints_nothing(cell, asked):
    clerk = Person("Người giúp", "clerk")
    for command in (AskOpinion(**FRONT), AnswerOpinion(asked, text="x"), CancelOpinion(asked, "x")):
        with cell.workspace.unit(Clock(cell.today), user=clerk) as unit, pytest.raises(Refused) as refused:
            perform(unit, command)
        assert refused.value.code == "no_right"
    with cell.workspace.unit(Clock(cell.today), user=clerk) as unit, pytest.raises(Refused):
        letter(unit, asked)
    with cell.workspace.reading() as session:
        assert session.query(RoundItem).filter_by(gone=False).count() == 1
