"""A regulation of tomorrow: one more file beside the others, no code, and everything follows from its day."""

import datetime
import shutil

import pytest

from app.procedures import definitions, voting
from app.regulations import rulebook
from app.regulations.resources import resource_folder
from app.storage import rulebooks

W7 = """
[pack]
id = "thu/mot-quy-dinh-moi"
title = "Quy định bịa ra để thử"
layer = "central"
issuer = "Trung ương"
version = "2027.03.01"

[[document]]
id = "999-QĐ/TW@2027-03-01"
title = "Quy định bịa ra để thử"
issuer = "Ban Chấp hành Trung ương"
from = 2027-03-01
replaces = ["208-QĐ/TW@2026-07-26"]
confidence = "confirmed"

[[rule]]
key = "admission.age.min"
value = 26
unit = "years"
base = "cell_resolution.day"
document = "999-QĐ/TW@2027-03-01"
confidence = "confirmed"
text = "Đủ 26 tuổi khi chi bộ xét."

[[rule]]
key = "admission.age.counting"
value = "by_month"
document = "999-QĐ/TW@2027-03-01"
confidence = "confirmed"

[[rule]]
key = "admission.cell.vote"
value = { share = [3, 4] }
base = "full_members"
document = "999-QĐ/TW@2027-03-01"
confidence = "confirmed"

[[rule]]
key = "admission.chain"
value = [{ step = "decision", office = "grassroots", body = "committee", vote = "admission.decision.vote" }]
document = "999-QĐ/TW@2027-03-01"
confidence = "confirmed"

[[rule]]
key = "admission.decision.deadline"
value = 10
unit = "working_days"
base = "cell_resolution.day"
document = "999-QĐ/TW@2027-03-01"
confidence = "confirmed"

[[rule]]
key = "admission.ceremony.deadline"
value = 2
unit = "months"
base = "receipt.day"
document = "999-QĐ/TW@2027-03-01"
confidence = "confirmed"
"""


@pytest.fixture
def w7(tmp_path, monkeypatch):
    """The program with one file more in its folder of rules."""
    folder = tmp_path / "resources"
    shutil.copytree(resource_folder("regulations"), folder / "regulations")
    (folder / "regulations" / "w7.toml").write_text(W7, encoding="utf-8")

    def forget():
        rulebook.load_central.cache_clear()
        definitions.procedures.cache_clear()
        rulebooks._BOOKS.clear()

    forget()
    monkeypatch.setattr(
        rulebook,
        "resource_folder",
        lambda name: folder / name if name == "regulations" else resource_folder(name),
    )
    yield
    monkeypatch.undo()
    forget()


@pytest.fixture
def ready(cell, w7):
    """An admission of winter 2026, its person 25 years old, all done up to the vote."""
    cell.today = datetime.date(2027, 6, 1)
    case = cell.admission(cell.sympathiser, "2026-06-02", taken_over=False)
    return case.up_to_vote(cell.full[1], 2026)


def test_the_new_document_begins_on_its_day_and_ends_the_old_one(w7):
    book = rulebook.load_central()
    last, first = datetime.date(2027, 2, 28), datetime.date(2027, 3, 1)
    assert book.document("208-QĐ/TW@2026-07-26").end == last
    before, after = book.on(last)["admission.cell.vote"], book.on(first)["admission.cell.vote"]
    assert not before.known and after.value_text().startswith("3/4")
    assert book.on(first)["admission.chain"].links[0].body == "committee"
    assert not book.on(first)["admission.over_60.consent"].known, "nothing is borrowed from the neighbour"


def test_threshold_age_and_chain_follow_the_day_of_the_meeting(cell, ready):
    found = ready.vote("cell_resolution", "2027-02-26", 15, outcome="passed")
    assert found.vote.needed is None, "no threshold known in that window"
    cell.do(ready_annul(ready))
    found = ready.vote("cell_resolution", "2027-03-02", 16, outcome="passed")
    base = found.vote.base
    assert found.vote.needed == -(-3 * base // 4) > 16
    stands, checks = cell.look(ready.id, "2027-03-10")
    assert checks["V23"].severity == "block" and checks["V23"].document == "999-QĐ/TW@2027-03-01"
    assert checks["V01"].severity == "block" and "26" in checks["V01"].message
    assert stands.step("committee") is None, "the link is gone from the chain"
    assert stands.step("decision").role == "grassroots"


def test_an_act_before_the_day_keeps_its_rules_and_steps_ahead_follow_the_new(cell, ready):
    ready.vote("cell_resolution", "2027-02-26", 15, outcome="passed")
    stands, checks = cell.look(ready.id, "2027-03-10")
    assert "V01" not in checks or checks["V01"].severity != "block", "18 years were asked for that day"
    assert stands.step("committee") is None and stands.now[0].step.id == "decision"
    before, _checks = cell.look(ready.id, "2027-02-27")
    assert before.step("decision").role == "grassroots", "as QĐ 208 is reported to say"


def test_deadlines_count_as_the_version_of_their_day_says(cell, ready):
    from app.models import Duty

    ready.vote("cell_resolution", "2027-03-02", 20, outcome="passed")
    case = ready
    case.paper("6-KNĐ", "2027-03-02", "1-NQ/CB", reason="ghi số nghị quyết")
    cell.do(exception(case, "V01"))
    case.from_paper("decision", "2027-03-10", "admit")
    case.paper("9-KNĐ", "2027-03-10", "5-QĐ/ĐU")
    case.record("receipt", "2027-03-31")
    with cell.workspace.reading() as session:
        due = {d.step: d.due for d in session.query(Duty).filter_by(case=case.id) if d.due}
    assert due["ceremony"] == "2027-05-31", "two months from receipt, not 30 working days from the decision"


def test_shares_of_the_new_window(w7):
    rules = rulebook.load_central().on(datetime.date(2027, 3, 1))
    for base in range(1, 60):
        needed, _text = voting.needed(rules, "admission.cell.vote", base)
        assert 4 * needed >= 3 * base > 4 * (needed - 1)


def ready_annul(case):
    from app.procedures.cases import AnnulAct

    return AnnulAct(case.id, "cell_resolution", "họp lại sau ngày quy định mới")


def exception(case, check):
    from app.procedures.cases import PutException

    return PutException(case.id, check, "12-CV/TU", "2027-03-01", "Tỉnh ủy")
