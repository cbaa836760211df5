"""At every step of an admission and a recognition: ended by life, corrected after sending, taken over."""

import datetime
import shutil
from dataclasses import dataclass, field

import pytest

from app.models import Act, CaseStanding, EntryRow, PersonStanding
from app.models import entry as entries
from app.procedures import engine
from app.procedures.ballots import RecordVote
from app.procedures.cases import OpenCase, PutException, PutPaper, RecordStep
from app.procedures.checks import problems
from app.procedures.deeds import perform
from app.procedures.office import open_office
from app.procedures.people import AddPerson
from app.procedures.standing import verify
from app.reports import received
from app.storage import keys
from app.storage.clock import Clock
from app.trouble import Refused
from tests.procedures.conftest import Cell

OPINION = {"organisation": "Chi đoàn", "total": "5", "for": "5", "against": "0"}


@dataclass
class Step:
    """One step of a story: its day, outcome and facts, its papers, and who does it."""

    name: str
    day: str
    outcome: str | None = None
    forms: tuple[str, ...] = ()
    facts: dict[str, str] = field(default_factory=dict)
    votes: int = 0
    above: bool = False

    def commands(self, case, full, **more):
        """The deeds of the step, papers first."""
        for form in self.forms:
            yield PutPaper(case, form, self.day, f"1-{form}", reason=more.get("reason"))
        if self.votes:
            motion = "recognise" if self.outcome == "recognise" else None
            yield RecordVote(case, self.name, self.day, self.votes, motion=motion)
            return
        paper = {"number": "5", "date": self.day, "issuer": "Đảng ủy"} if self.above else None
        facts = {name: full[0] if value == "MEMBER" else value for name, value in self.facts.items()}
        yield RecordStep(case, self.name, self.day, self.outcome, facts, from_paper=paper, **more)


def rows(name, *told):
    return {f"{name}.{n}.{k}": v for n, row in enumerate(told, 1) for k, v in row.items()}


INTRODUCER = {"person": "MEMBER", "name": "Nguyễn Văn A", "together_since": "2015"}
FAMILY = (
    {"relation": who, "name": "Người nhà", "replied": "2025-09-01"} for who in ("self", "father", "mother")
)
ADMISSION = (
    Step("awareness", "2025-06-14", forms=("CN-NTVĐ",)),
    Step("permission", "2025-06-30", facts={"education": "thpt_diploma"}),
    Step("application", "2025-07-02", forms=("1-KNĐ",)),
    Step("cv", "2025-07-18", forms=("2-KNĐ",), facts={"stamped": "có"}),
    Step("verification", "2025-09-26", facts=rows("asked", *FAMILY)),
    Step(
        "introduction",
        "2025-10-10",
        forms=("3-KNĐ", "4-KNĐ"),
        facts={
            "youth_age": "có",
            "doan_exists": "có",
            "doan_member": "có",
            **rows("introducers", INTRODUCER),
        },
    ),
    Step(
        "opinions",
        "2025-11-07",
        forms=("5-KNĐ",),
        facts=rows("asked", {"kind": "union", **OPINION}, {"kind": "residence", **OPINION}),
    ),
    Step("cv_certificate", "2025-11-08", facts={"dossier_day": "2025-11-08"}),
    Step("cell_resolution", "2025-11-15", "passed", ("6-KNĐ",), votes=20),
    Step("committee", "2025-12-01", "passed", above=True),
    Step("decision", "2025-12-15", "admit", ("9-KNĐ",), above=True),
    Step("receipt", "2025-12-18"),
    Step("ceremony", "2025-12-26", facts={"helper": "MEMBER"}),
    Step("member_file", "2026-01-05", forms=("1-HSĐV",)),
)
RECOGNITION = (
    Step("class", "2025-11-21", forms=("CN-ĐVM",)),
    Step("self_review", "2025-11-21", forms=("10-KNĐ",)),
    Step(
        "helper_comment",
        "2025-11-21",
        forms=("11-KNĐ",),
        facts=rows("comments", {"helper": "MEMBER", "name": "Nguyễn Văn A", "date": "2025-11-21"}),
    ),
    Step("opinions", "2025-11-21", forms=("12-KNĐ",), facts=rows("asked", {"kind": "union", **OPINION})),
    Step("cell_resolution", "2025-11-25", "recognise", ("13-KNĐ",), votes=20),
    Step("committee", "2025-12-10", "recognise", above=True),
    Step("decision", "2025-12-20", "recognise", ("16-KNĐ",), above=True),
    Step("announcement", "2025-12-28"),
)
STORIES = {"admission": ADMISSION, "recognition": RECOGNITION}
PEOPLE = {
    "admission": ("sympathiser", {"name": "Đoàn Thị Mỹ", "birth": "2001-08-12", "sex": "female"}),
    "recognition": ("probationary", {"name": "Phạm Ngọc Diệp", "admission_date": "2024-11-20"}),
}
EVERY = [(name, step.name) for name, story in STORIES.items() for step in story]
MAKES = {"admission": "ceremony", "recognition": "decision"}
each_step = pytest.mark.parametrize(("procedure", "step"), EVERY)


@dataclass
class Seen:
    """How a case and its person stand after something that was tried and taken back."""

    result: str | None
    now: list[str]
    status: str
    left: str | None
    admitted: str | None
    official: str | None
    blocks: list[str]
    agrees: list[str]


class Undone(Exception):
    """Raised to take back what was tried."""


def tried(cell, case, person, commands):
    """What deeds on a case would lead to, or the code of the refusal; nothing of it is kept."""
    try:
        with cell.workspace.unit(Clock(cell.today), clock_accepted=True) as unit:
            for command in commands:
                made = perform(unit, command).result
                case = made.id if isinstance(command, OpenCase) and not case else case
            unit.finish()
            dossier = engine.load_case(unit, case)
            stands, of = engine.stand(dossier), unit.session.get(PersonStanding, person)
            done = {s.step.id for s in stands.steps if s.state == engine.DONE}
            found = [p for p in problems(dossier, stands) if p.step in done]
            raise Undone(
                Seen(
                    stands.result,
                    [s.step.id for s in stands.now],
                    of.status,
                    of.left_reason,
                    of.admission_date,
                    of.official_date,
                    [p.id for p in found if p.severity == "block"],
                    verify(unit),
                )
            )
    except Undone as undone:
        return undone.args[0]
    except Refused as refused:
        return refused.code


@pytest.fixture(scope="module")
def book(first_cell, tmp_path_factory):
    """A cell that stays open for the whole file; tests take back what they try."""
    folder = tmp_path_factory.mktemp("every") / "so"
    shutil.copytree(first_cell[0], folder)
    with pytest.MonkeyPatch.context() as monkeypatch:
        for name, value in (("MEMORY_KIB", 64), ("PASSES", 1), ("LANES", 1)):
            monkeypatch.setattr(keys, name, value)
        opened = open_office(folder, "mật khẩu dài")
    with opened:
        cell = Cell(opened)
        cell.full = first_cell[1]["full"]
        cell.today = datetime.date(2026, 3, 2)
        yield cell


def endings(case):
    """What may happen at any time, each as deeds on a day after the whole story."""
    day = "2026-02-20"
    moved = {"transfer_day": "2026-02-18"}
    return {
        "withdrawn": [RecordStep(case, "withdrawal", day, None, {"reason": "Xin thôi"})],
        "died": [RecordStep(case, "death", day)],
        "moved": [RecordStep(case, "move", day, "handed_over", moved)],
        "arrived": [RecordStep(case, "move", day, "arrived", moved)],
    }


@pytest.fixture(scope="module")
def walked(book):
    """Each story told once, and at each step what every ending would lead to."""
    seen = {}
    for procedure, story in STORIES.items():
        person = book.do(AddPerson(*PEOPLE[procedure])).id
        case = book.do(OpenCase(procedure, person, "2025-06-02")).id
        for step in story:
            for command in step.commands(case, book.full):
                book.do(command)
            plain = tried(book, case, person, [])
            told = {name: tried(book, case, person, deeds) for name, deeds in endings(case).items()}
            seen[procedure, step.name] = {"plain": plain, **told}
    return seen


def place(procedure, step):
    return [one.name for one in STORIES[procedure]].index(step)


def after(procedure, step, other):
    """Whether a step is `other` or comes after it."""
    return place(procedure, step) >= place(procedure, other)


@each_step
def test_nothing_blocks_a_story_told_right(walked, procedure, step):
    found = walked[procedure, step]["plain"]
    assert found.blocks == [] and found.agrees == []
    assert found.result == ("done" if step == STORIES[procedure][-1].name else None)


@each_step
def test_a_death_ends_it_and_the_person_is_no_longer_here(walked, procedure, step):
    found = walked[procedure, step]["died"]
    if step == STORIES[procedure][-1].name:
        assert found == "case_closed", "of a member it is told beside the case"
        return
    assert (found.result, found.now, found.status, found.left) == ("died", [], "former", "died")
    held = procedure == "recognition" or after(procedure, step, "ceremony")
    assert bool(found.admitted) == held, "what had been reached stays on file"
    assert found.agrees == []


@pytest.mark.parametrize("step", [s.name for s in ADMISSION])
def test_a_withdrawal_makes_the_person_what_they_were(walked, step):
    found = walked["admission", step]["withdrawn"]
    if step == "member_file":
        assert found == "case_closed"
        return
    status = "probationary" if step == "ceremony" else "sympathiser"
    assert (found.result, found.now, found.status) == ("withdrawn", [], status)
    assert bool(found.admitted) == (step == "ceremony") and found.agrees == []


@each_step
def test_a_move_with_the_dossier_ends_it_here_and_takes_nothing_from_the_person(walked, procedure, step):
    found = walked[procedure, step]["moved"]
    if step == STORIES[procedure][-1].name:
        assert found == "case_closed"
        return
    if procedure == "recognition":
        status = "full" if after(procedure, step, "decision") else "probationary"
    else:
        status = "probationary" if after(procedure, step, "ceremony") else "sympathiser"
    assert (found.result, found.now, found.status) == ("moved", [], status)
    assert found.agrees == []


@each_step
def test_a_move_that_leaves_the_case_here_changes_no_step(walked, procedure, step):
    found, plain = walked[procedure, step]["arrived"], walked[procedure, step]["plain"]
    if step == STORIES[procedure][-1].name:
        assert found == "case_closed"
        return
    assert (found.result, found.now, found.status) == (plain.result, plain.now, plain.status)


# Taken over from paper


@each_step
def test_taken_over_at_any_step_it_goes_on_from_there_to_the_end(book, procedure, step):
    with book.workspace.unit(Clock(book.today), clock_accepted=True) as unit:
        person = perform(unit, AddPerson(*PEOPLE[procedure])).result.id
    case = book.do(OpenCase(procedure, person, "2025-06-02", True)).id
    story, at = STORIES[procedure], place(procedure, step)
    here = list(story[at].commands(case, book.full))
    first = tried(book, case, person, here)
    assert isinstance(first, Seen), first
    assert first.blocks == [] and first.agrees == [], "what was left out is shown and holds nothing up"
    if STORIES[procedure][-1].name == step:
        assert first.now == [MAKES[procedure]], "what makes the person a member is asked for all the same"
    parallel = [one for one in story[:at] if one.name in first.now]
    rest = [command for one in (*parallel, *story[at + 1 :]) for command in one.commands(case, book.full)]
    found = tried(book, case, person, [*here, *rest])
    assert isinstance(found, Seen), found
    assert (found.result, found.now, found.agrees) == ("done", [], [])
    assert found.status == {"admission": "probationary", "recognition": "full"}[procedure]


# Corrected after the dossier was sent


@pytest.fixture(scope="module")
def judged(book):
    """Each story told until a committee above has acted on the dossier."""
    cases = {}
    for procedure, story in STORIES.items():
        person = book.do(AddPerson(*PEOPLE[procedure])).id
        case = book.do(OpenCase(procedure, person, "2025-06-02")).id
        for step in story[: place(procedure, "committee") + 1]:
            for command in step.commands(case, book.full):
                book.do(command)
        cases[procedure] = case, person, tried(book, case, person, [])
    return cases


OWN = [(name, step) for name, step in EVERY if not after(name, step, "committee")]


@pytest.mark.parametrize(("procedure", "step"), OWN)
def test_once_sent_a_correction_needs_its_reason_and_what_was_judged_stands(book, judged, procedure, step):
    case, person, before = judged[procedure]
    day = next(one.day for one in STORIES[procedure] if one.name == step)
    correction = RecordStep(case, step, day)
    assert tried(book, case, person, [correction]) == "handed_over"
    blank = RecordStep(case, step, day, reason="  ")
    assert tried(book, case, person, [blank]) == "handed_over"
    found = tried(book, case, person, [RecordStep(case, step, day, reason="ghi sót")])
    assert isinstance(found, Seen) and found.now == before.now == ["decision"] and found.agrees == []


def test_the_superior_sees_what_was_sent_and_what_was_corrected(two_offices):
    cell, committee, case = two_offices.cell, two_offices.committee, two_offices.cases[0]
    day = two_offices.day.isoformat()
    two_offices.do(cell, PutException(case, "V23", "12-CV/ĐU", day, "Đảng ủy"))
    two_offices.send(cell, committee)
    two_offices.do(committee, RecordStep(case, "committee", day, "passed"))
    two_offices.send(committee, cell)
    with cell.reading() as session:
        days = {a.step: a.date for a in session.query(Act).filter_by(case=case)}
    own = [step for name, step in OWN if name == "admission"]
    for step in own:
        with pytest.raises(Refused, match="đã chuyển lên"):
            two_offices.do(cell, RecordStep(case, step, days[step]))
        two_offices.do(cell, RecordStep(case, step, days[step], reason=f"ghi sót ở {step}"))
    two_offices.send(cell, committee)
    with committee.unit(Clock(two_offices.day)) as unit:
        for step in own:
            [act] = unit.all(Act, case=case, step=step)
            kept = unit.session.query(EntryRow).filter_by(record=act.id).order_by(EntryRow.revision)
            reasons = [entries.read(one.head, one.state).state().get("reason") for one in kept]
            assert len(reasons) >= 2 and f"ghi sót ở {step}" in reasons and reasons[0] is None
        dossier = engine.load_case(unit, case)
        stands = engine.stand(dossier)
        assert stands.step("committee").state == engine.DONE, "what was judged stands"
        assert "A03" in {p.id for p in problems(dossier, stands)}, "and is shown to have changed since"
        assert verify(unit) == []


def test_what_ended_in_the_cell_leaves_the_queue_of_the_committee(two_offices):
    cell, committee = two_offices.cell, two_offices.committee
    day = two_offices.day.isoformat()
    ends = {
        "withdrawn": RecordStep(two_offices.cases[0], "withdrawal", day, None, {"reason": "Xin thôi"}),
        "died": RecordStep(two_offices.cases[1], "death", day),
        "moved": RecordStep(two_offices.cases[2], "move", day, "handed_over", {"transfer_day": day}),
    }
    for deed in ends.values():
        two_offices.do(cell, deed)
    two_offices.send(cell, committee)
    with committee.reading() as session:
        left = {line.case for line in received.fetch(session, committee.organisation_id)}
        found = [session.get(CaseStanding, deed.case).result for deed in ends.values()]
    assert left == set(two_offices.cases[3:])
    assert found == list(ends)
    for deed in ends.values():
        with pytest.raises(Refused) as refused:
            two_offices.do(committee, RecordStep(deed.case, "committee", day, "passed"))
        assert refused.value.code == "case_closed"
