"""Every check of a recognition: broken, kept on the border day, and what it is where no rule is confirmed."""

import datetime
import shutil

import pytest

from app.models import Act, Event, Paper, Vote
from app.procedures import engine
from app.procedures.checks import problems
from app.procedures.office import open_office
from app.regulations.rulebook import load_overlay
from app.storage import keys
from app.storage.clock import Clock
from tests.procedures.conftest import Cell, Look, after, working
from tests.procedures.test_procedures_recognition import Recognition

ENDS = "2025-11-20"
"""The end of probation of the member, in W4."""


@pytest.fixture(scope="module")
def recognised(first_cell, tmp_path_factory):
    """A recognition of W4 with nothing wrong, up to the announcement."""
    folder = tmp_path_factory.mktemp("recognition") / "so"
    shutil.copytree(first_cell[0], folder)
    with pytest.MonkeyPatch.context() as monkeypatch:
        for name, value in (("MEMORY_KIB", 64), ("PASSES", 1), ("LANES", 1)):
            monkeypatch.setattr(keys, name, value)
        opened = open_office(folder, "mật khẩu dài")
    with opened:
        cell, people = Cell(opened), first_cell[1]
        person = cell.person(
            "probationary", name="Phạm Ngọc Diệp", admission_date="2024-11-20", personal_number="001203004567"
        )
        case = Recognition(cell, person, "2025-10-01").up_to_vote(people["full"][0], "2025-11-20")
        case.paper("1-TĐV", "2025-12-01")
        case.motion("recognise", "2025-12-01", 20, 1, values={"photo": "có"})
        case.paper("13-KNĐ", "2025-12-01", "8", reason="số nghị quyết")
        case.from_paper("committee", "2025-12-10", "recognise", "4")
        case.from_paper("decision", "2025-12-20", "recognise", "5", official_date=ENDS)
        case.paper("16-KNĐ", "2025-12-20", "5")
        case.record("announcement", "2026-01-05", card_number="001203004567")
        yield opened, case.id, people


class Seen(Look):
    """A recognition to change at will."""

    def admitted(self, day):
        """Another day of admission, in whatever window."""
        events = [e for e in self.d.events(self.d.person.id) if e.what != "admitted"]
        more = [Event(person=self.d.person.id, what="admitted", date=day)] if day else []
        self.d.memo = {f"events:{self.d.person.id}": events + more}

    def without(self, *steps):
        self.d.acts = [a for a in self.d.acts if a.step not in steps]

    def failed(self, *days):
        """The cell voted on these days without enough votes, and nothing followed."""
        first = self.act("cell_resolution")
        self.without("cell_resolution", "committee", "decision", "announcement")
        self.d.votes = []
        for number, day in enumerate(days, 1):
            self.d.acts.append(
                Act(id=f"v{number}", case=first.case, step="cell_resolution", attempt=number, date=day,
                    outcome="failed", facts={}, owner=first.owner, reopened=[], rules=[], remarks=[],
                    from_paper={}, accepted=[])
            )  # fmt: skip
            self.d.votes.append(
                Vote(id=f"v{number}", case=first.case, step="cell_resolution", attempt=number, body="cell",
                     motion="recognise", for_=10, against=9, blank=0, base=22, needed=15, counted=[],
                     excluded=[], owner=first.owner, revision=1)
            )  # fmt: skip

    def move(self, outcome):
        first = self.act("class")
        self.d.acts.append(
            Act(id="m", case=first.case, step="move", attempt=1, date="2025-06-01", outcome=outcome,
                facts={"transfer_day": "2025-06-01"}, owner=first.owner, reopened=[], rules=[], remarks=[],
                from_paper={}, accepted=[])
        )  # fmt: skip


@pytest.fixture
def look(recognised):
    opened, case, people = recognised
    with opened.unit(Clock(datetime.date(2026, 1, 21))) as unit:
        with unit.session.no_autoflush:
            yield Seen(unit, case, people)
        unit.session.expunge_all()
        unit.session.rollback()


def test_nothing_is_wrong_with_the_dossier(look):
    assert problems(look.d, engine.stand(look.d)) == []


def test_v09_the_decision_and_the_certificate_name_the_same_person(look):
    assert look.severity("V09") is None
    look.put("decision", name_written="Phạm Ngọc Diệp")
    assert look.severity("V09") == "passed"
    look.put("class", name_written="Phạm Ngọc Điệp")
    assert look.severity("V09") == "block"


@pytest.mark.parametrize(
    ("day", "outcome", "recognise", "remove", "severity"),
    [
        ("2025-12-01", "recognise", 15, None, "passed"),  # 2/3 of 22
        ("2025-12-01", "recognise", 14, None, "block"),
        ("2025-12-01", "recognise", None, 20, "block"),  # the vote was on something else
        ("2025-12-01", "remove", 14, 15, "passed"),
        ("2025-12-01", "remove", 14, 14, "block"),
        ("2025-12-01", "failed", 14, 14, "remind"),
        ("2025-12-01", "failed", 14, 15, "warn"),  # the removal was carried
        ("2026-06-01", "recognise", 14, None, "remind"),  # no source says how many
        ("2026-06-01", "remove", 0, 14, "warn"),  # reported by one source
        ("2026-06-01", "remove", 0, 15, "passed"),
        ("2022-06-01", "remove", 0, 15, "remind"),
    ],
)
def test_v23_each_motion_by_its_own_rule(look, day, outcome, recognise, remove, severity):
    made = look.d.votes[0]
    look.d.votes = [
        Vote(id=name, case=made.case, step=made.step, attempt=1, body="cell", motion=name, for_=yes,
             against=0, blank=0, base=22, needed=None, counted=made.counted, excluded=[],
             owner=made.owner, revision=1)
        for name, yes in (("recognise", recognise), ("remove", remove))
        if yes is not None
    ]  # fmt: skip
    look.act("cell_resolution").outcome = outcome
    look.on("cell_resolution", day)
    assert look.severity("V23") == severity


def test_v24_the_base_of_every_motion_is_held_against_the_list(look):
    assert look.severity("V24") == "passed"
    first = look.d.votes[0]
    wrong = [*first.counted, {"id": look.people["probationary"], "name": "X", "present": True}]
    look.d.votes.append(
        Vote(id="r", case=first.case, step=first.step, attempt=1, body="cell", motion="remove", for_=1,
             against=0, blank=0, base=23, needed=16, counted=wrong, excluded=[], owner=first.owner,
             revision=1)
    )  # fmt: skip
    assert look.severity("V24") == "block"


@pytest.mark.parametrize(
    ("step", "day", "severity"),
    [
        ("opinions", "2025-12-01", "passed"),
        ("opinions", "2025-12-02", "block"),
        ("committee", "2025-11-30", "block"),
        ("decision", "2025-12-09", "block"),
        ("announcement", "2025-12-20", "passed"),
        ("announcement", "2025-12-19", "block"),
    ],
)
def test_v26_no_step_before_the_one_it_follows(look, step, day, severity):
    look.on(step, day)
    assert look.severity("V26") == severity


def test_v26_the_summary_of_opinions_is_not_of_after_the_vote(look):
    look.paper("12-KNĐ", "2025-12-01")
    assert look.severity("V26") == "passed"
    look.paper("12-KNĐ", "2025-12-02")
    assert look.severity("V26") == "block"


def test_v27_thirty_working_days_and_fifteen_more_with_a_reason(look):
    look.d.day = datetime.date(2026, 6, 1)
    due = working("2025-12-01", 30)
    look.on("decision", due.isoformat())
    assert look.severity("V27") == "passed"
    look.on("decision", after(due))
    found = look.found("V27")
    assert (found.severity, found.field) == ("warn", "decision.extension_reason")
    look.put("decision", extension_reason="cần xác minh thêm")
    assert look.severity("V27") == "passed"
    longest = working("2025-12-01", 45)
    look.on("decision", longest.isoformat())
    assert look.severity("V27") == "passed"
    look.on("decision", after(longest))
    assert look.found("V27").field == "decision", "no reason makes it longer"
    look.on("cell_resolution", "2024-06-03")
    assert look.severity("V27") == "remind"


@pytest.mark.parametrize(
    ("issued", "meeting", "severity"),
    [
        ("2025-12-01", "2025-12-01", "passed"),
        ("2025-12-02", "2025-12-01", "block"),
        (None, "2025-12-01", "block"),
        ("2025", "2025-12-01", "passed"),
        (None, "2025-06-09", "block"),
        (None, "2025-06-08", "remind"),  # no guide read before 09/6/2025
        (None, "2026-08-03", "remind"),
    ],
)
def test_v32_the_certificate_of_new_members(look, issued, meeting, severity):
    look.paper("CN-ĐVM", issued)
    look.on("cell_resolution", meeting)
    assert look.severity("V32") == severity


@pytest.mark.parametrize(
    ("admitted", "written", "severity"),
    [
        ("2024-11-20", "2025-11-20", "passed"),  # the day the twelve months end
        ("2024-11-20", "2025-11-19", "block"),
        ("2024-11-20", "2025-11", "warn"),
        ("2024-11-20", "2025-10", "block"),
        ("2024-11", "2025-11-30", "passed"),
        ("2024-11", "2025-11-20", "warn"),
        ("2024-02-29", "2025-02-28", "passed"),
        ("2024-02-29", "2025-02-27", "remind"),  # no guide read for that day
        ("2025-08-31", "2026-08-30", "remind"),
    ],
)
def test_v33_the_self_review_is_written_after_probation(look, admitted, written, severity):
    look.admitted(admitted)
    look.paper("10-KNĐ", written)
    assert look.severity("V33") == severity


@pytest.mark.parametrize(
    ("admitted", "days", "held", "broken"),
    [
        ("2024-11-20", 30, True, "warn"),  # W4
        ("2017-03-01", 30, True, "warn"),  # W1
        ("2022-03-01", 30, True, "warn"),  # W2
        ("2025-08-01", 30, True, "warn"),  # W6, one source
        ("2025-01-20", 30, True, "warn"),  # over Tết of 2026
        ("2024-11-20", 30, False, "remind"),  # still open
    ],
)
def test_v34_thirty_working_days_after_the_end_of_probation(look, admitted, days, held, broken):
    look.admitted(admitted)
    ends = look.d.day_of("probation.end")
    due = working(ends.isoformat(), days)
    for day, severity in ((due, "passed"), (due + datetime.timedelta(days=1), broken)):
        look.d.day = day
        if held:
            look.on("cell_resolution", day.isoformat())
        else:
            look.without("cell_resolution", "committee", "decision", "announcement")
        assert look.severity("V34") == severity


def test_v34_counts_over_the_new_year(look):
    """Counted by hand: thirty weekdays after 20 January 2026, and five off for Tết."""
    look.admitted("2025-01-20")
    for day, severity in (("2026-03-10", "passed"), ("2026-03-11", "warn")):
        look.on("cell_resolution", day)
        assert look.severity("V34") == severity


def test_v34_says_what_it_cannot_know_and_refuses_a_vote_before_the_end(look):
    look.on("cell_resolution", "2025-11-19")
    assert look.severity("V34") == "warn"
    look.admitted("2025-05-16")  # ends in W5
    look.on("cell_resolution", "2026-06-01")
    assert look.severity("V34") == "remind"
    look.admitted("2024-11")
    look.on("cell_resolution", "2026-03-01")
    assert look.severity("V34") == "remind"


@pytest.mark.parametrize(
    ("admitted", "official", "decided", "severity"),
    [
        ("2024-11-20", "2025-11-20", "2025-12-20", "passed"),
        ("2024-11-20", "2025-11-21", "2025-12-20", "block"),
        ("2024-11-20", "2025-12-20", "2025-12-20", "block"),  # the day of the decision
        ("2024-11-20", "2025-11", "2025-12-20", "passed"),
        ("2024-11-20", None, "2025-12-20", "passed"),
        ("2024-02-29", "2025-02-28", "2025-12-20", "passed"),
        ("2024-02-29", "2025-03-01", "2025-12-20", "block"),
        ("2017-01-31", "2018-02-01", "2018-05-02", "block"),  # W1
        ("2021-01-31", "2022-02-01", "2022-05-02", "remind"),  # W2: what late recognition does is not known
        ("2025-08-01", "2026-08-02", "2026-09-01", "block"),  # W6
    ],
)
def test_v35_official_from_the_exact_end_of_probation(look, admitted, official, decided, severity):
    look.admitted(admitted)
    look.put("decision", official_date=official)
    look.on("decision", decided)
    assert look.severity("V35") == severity


def test_v35_the_book_may_not_say_another_day_and_a_removal_has_none(look):
    look.event("official", "2025-12-20")
    assert look.found("V35").field == "person.official_date"
    look.act("decision").outcome = "remove"
    assert look.severity("V35") is None


def test_v38_every_helper_wrote_a_comment(look):
    assert look.severity("V38") is None, "one helper from the beginning"
    look.row("helper_comment", "comments", 1, name="Người sau")
    assert look.severity("V38") == "warn"
    look.row("helper_comment", "comments", 1, date="2025-11-20")
    assert look.severity("V38") == "passed"
    look.on("cell_resolution", "2024-06-01")
    look.row("helper_comment", "comments", 1, date=None)
    assert look.severity("V38") == "remind", "no guide of that time has been read"


def test_v38_the_helper_of_the_ceremony_and_of_the_cell_before(look):
    look.d.memo["helper"] = look.people["full"][5]
    found = look.found("V38")
    assert (found.severity, found.message.count("Nguyễn Văn F")) == ("warn", 1)
    look.row("helper_comment", "comments", 1, name="Nguyễn Văn F", date="2025-05-01")
    assert look.severity("V38") == "passed", "named by hand, it is the same person"
    look.put("helper_comment", comments=look.d.rows("helper_comment", "comments")[:1])
    look.d.memo["helper"] = None
    look.move("temporary")
    assert look.severity("V38") is None
    look.act("move").outcome = "arrived"
    assert look.severity("V38") == "warn"


def test_v39_the_third_failed_vote_goes_up(look):
    look.failed("2025-11-25", "2025-12-05")
    assert look.severity("V39") is None
    look.d.acts[-1].outcome = "unresolved"
    assert look.severity("V39") == "warn", "only twice"


def test_v39_three_times_and_in_a_window_without_a_number(look):
    look.failed("2025-11-25", "2025-12-05", "2025-12-15")
    assert look.severity("V39") == "remind", "it is the next step"
    last = look.d.acts[-1]
    decided = Act(id="d", case=last.case, step="decision", attempt=1, date="2026-01-05", facts={},
                  outcome="recognise", owner=last.owner, reopened=[], rules=[], remarks=[], from_paper={},
                  accepted=[])  # fmt: skip
    look.d.acts.append(decided)
    assert look.severity("V39") == "warn", "left out"
    look.d.acts.remove(decided)
    last.date = "2026-06-01"
    assert look.severity("V39") == "remind"
    last.date = "2025-12-15"
    look.d.acts.append(
        Act(id="u", case=last.case, step="report_up", attempt=1, date="2025-12-18", facts={},
            owner=last.owner, reopened=[], rules=[], remarks=[], from_paper={}, accepted=[])
    )  # fmt: skip
    assert look.severity("V39") == "passed"


def test_v40_the_list_for_the_card_and_the_photo(look):
    assert look.severity("V40") == "passed"
    look.put("cell_resolution", photo=False)
    assert look.severity("V40") == "remind"
    look.put("cell_resolution", photo=True)
    look.paper("1-TĐV", None)
    assert look.severity("V40") == "remind"
    look.put("cell_resolution", card_list_date="2025-12-01")
    assert look.severity("V40") == "passed", "the day of the list says so too"
    look.put("cell_resolution", card_list_date=None)
    look.on("cell_resolution", "2025-09-28")
    assert look.severity("V40") is None, "the day before the guide that asks for it"
    look.on("cell_resolution", "2025-09-29")
    assert look.severity("V40") == "remind"
    look.act("cell_resolution").outcome = "remove"
    assert look.severity("V40") is None


@pytest.mark.parametrize(
    ("number", "personal", "day", "severity"),
    [
        ("001203004567", "001203004567", "2026-01-05", "passed"),
        ("001 203 004 567", "001203004567", "2026-01-05", "passed"),
        ("00120300456", "001203004567", "2026-01-05", "block"),
        ("00120300456x", "001203004567", "2026-01-05", "block"),
        ("001203004568", "001203004567", "2026-01-05", "warn"),  # reported only
        ("001203004568", None, "2026-01-05", "passed"),
        ("12.345678", "001203004567", "2025-09-01", None),  # the old card
        ("12.345678", "001203004567", "2025-09-02", "block"),
    ],
)
def test_v41_twelve_digits_and_the_personal_number(look, number, personal, day, severity):
    look.d.person.personal_number = personal
    look.put("announcement", card_number=number)
    look.on("announcement", day)
    assert look.severity("V41") == severity


def test_v45_late_recognition_is_explained_where_the_place_asks_it(look):
    late = after(working(ENDS, 30))
    look.on("cell_resolution", late)
    assert look.severity("V45") is None, "off by default"
    look.d.unit._rulebook = look.d.rulebook.with_packs([load_overlay("ha-noi")])
    assert look.severity("V45") == "warn"
    look.put("cell_resolution", late_paper="3-TTr/CB")
    assert look.severity("V45") == "passed"
    look.put("cell_resolution", late_paper=None)
    look.on("cell_resolution", working(ENDS, 30).isoformat())
    assert look.severity("V45") is None, "in time"
    look.admitted("2024-09-01")
    look.on("cell_resolution", "2025-11-20")
    assert look.severity("V45") is None, "the day before the guideline of that place"
    look.on("cell_resolution", "2025-11-21")
    assert look.severity("V45") == "warn"


def test_v44_a_paper_cites_what_holds(look):
    look.d.papers.append(
        Paper(
            id="c",
            case=look.d.case.id,
            form="13-KNĐ",
            date="2025-12-01",
            revision=9,
            data={"cites": "24-QĐ/TW"},
        )
    )
    assert look.severity("V44") == "warn"
