"""A cell of 24 full members with one sympathiser, and a short way to say what happens to them."""

import datetime
import shutil

import pytest

from app.models import Act, Event, Paper
from app.procedures import engine
from app.procedures.ballots import RecordVote
from app.procedures.cases import OpenCase, PutPaper, RecordStep
from app.procedures.checks import results
from app.procedures.deeds import perform
from app.procedures.definitions import procedure_for
from app.procedures.office import create_office, open_office
from app.procedures.people import AddPerson, SetPerson
from app.regulations.calendar import load_calendar
from app.regulations.rulebook import load_overlay
from app.storage import keys
from app.storage.clock import Clock


class Cell:
    """A workspace with deeds by day."""

    def __init__(self, workspace):
        self.workspace = workspace
        self.today = datetime.date(2026, 11, 22)

    def do(self, command, today=None):
        clock = Clock(datetime.date.fromisoformat(today) if today else self.today)
        with self.workspace.unit(clock, clock_accepted=True) as unit:
            return perform(unit, command).result

    def person(self, status="full", **fields):
        return self.do(AddPerson(status, fields)).id

    def set(self, person, **fields):
        self.do(SetPerson(person, fields))

    def admission(self, person, opened, taken_over=False):
        return Admission(self, person, opened, taken_over)

    def look(self, case, on=None):
        """Standing and check results of a case on a day."""
        with self.workspace.unit(Clock(self.today)) as unit:
            dossier = engine.load_case(unit, case, datetime.date.fromisoformat(on) if on else None)
            stands = engine.stand(dossier)
            found = {p.id: p for p in results(dossier, stands)}
            unit.session.expunge_all()
            return stands, found

    def states(self, case, on=None):
        return {s.step.id: s.state for s in self.look(case, on)[0].steps}

    def now(self, case, on=None):
        return [s.step.id for s in self.look(case, on)[0].now]


class Admission:
    """One admission case, told step by step."""

    def __init__(self, cell, person, opened, taken_over=False):
        self.cell, self.person = cell, person
        self.id = cell.do(OpenCase("admission", person, opened, taken_over)).id

    def record(self, step, date, outcome=None, today=None, **more):
        named = {k: more.pop(k) for k in ("reopen", "remarks", "from_paper", "reason") if k in more}
        values = {k.replace("__", "."): v for k, v in more.items()}
        return self.cell.do(RecordStep(self.id, step, date, outcome, values, **named), today)

    def paper(self, form, date, number=None, **more):
        return self.cell.do(PutPaper(self.id, form, date, number, **more))

    def vote(self, step, date, yes, no=0, **more):
        return self.cell.do(RecordVote(self.id, step, date, yes, no, **more))

    def from_paper(self, step, date, outcome, number="1", **more):
        return self.record(
            step, date, outcome, from_paper={"number": number, "date": date, "issuer": "Đảng ủy"}, **more
        )

    def up_to_vote(self, introducer, year=2025, **change):
        """Everything before the cell's vote, in order; `change` replaces values of single steps."""
        y = year
        self.record("awareness", f"{y}-06-14")
        self.paper("CN-NTVĐ", change.get("certificate", f"{y}-06-14"), "12")
        self.record("permission", f"{y}-06-30", education=change.get("education", "thpt_diploma"))
        self.paper("1-KNĐ", f"{y}-07-02")
        self.record("application", f"{y}-07-02")
        self.paper("2-KNĐ", f"{y}-07-18")
        self.record("cv", f"{y}-07-18", stamped="có")
        self.record(
            "verification",
            f"{y}-09-26",
            asked__1__relation="self",
            asked__1__name="Bản thân",
            asked__1__sent=f"{y}-08-01",
            asked__1__replied=f"{y}-09-01",
            **{
                f"asked__{n}__{column}": value
                for n, relation in ((2, "father"), (3, "mother"))
                for column, value in (("relation", relation), ("name", relation), ("replied", f"{y}-09-01"))
            },
        )
        self.paper("3-KNĐ", f"{y}-10-10")
        self.paper("4-KNĐ", f"{y}-10-09")
        self.record(
            "introduction",
            f"{y}-10-10",
            youth_age="có",
            doan_exists="có",
            doan_member="có",
            introducers__1__person=introducer,
            introducers__1__name="Người giới thiệu",
            introducers__1__together_since=change.get("together", "2015"),
        )
        if "opinions" not in change:
            opinion = {"total": "5", "for": "5", "against": "0"}
            values = {f"asked__{n}__{k}": v for n in (1, 2) for k, v in opinion.items()}
            self.record(
                "opinions",
                f"{y}-11-07",
                asked__1__kind="union",
                asked__1__organisation="Chi đoàn",
                asked__2__kind="residence",
                asked__2__organisation="Chi ủy",
                **values,
            )
            self.paper("5-KNĐ", f"{y}-11-07")
        else:
            self.record("opinions", f"{y}-11-07", **change["opinions"])
        self.record("cv_certificate", f"{y}-11-08", dossier_day=f"{y}-11-08")
        return self


@pytest.fixture(autouse=True)
def light_keys(monkeypatch):
    monkeypatch.setattr(keys, "MEMORY_KIB", 64)
    monkeypatch.setattr(keys, "PASSES", 1)
    monkeypatch.setattr(keys, "LANES", 1)


PEOPLE = "full", "probationary", "sympathiser"


@pytest.fixture(scope="session")
def first_cell(tmp_path_factory):
    """The cell as every test finds it, made once: its folder and its people."""
    with pytest.MonkeyPatch.context() as monkeypatch:
        for name, value in (("MEMORY_KIB", 64), ("PASSES", 1), ("LANES", 1)):
            monkeypatch.setattr(keys, name, value)
        folder = tmp_path_factory.mktemp("cell") / "so"
        opened, _secret = create_office(
            folder,
            name="Chi bộ thôn Đồng Mận",
            code="25.000.036.001.015",
            type="cell",
            password="mật khẩu dài",
            clock=Clock(datetime.date(2020, 1, 1)),
        )
        with opened:
            made = _peopled(Cell(opened))
    return folder, {name: getattr(made, name) for name in PEOPLE}


def _peopled(made):
    made.full = [
        made.person(
            name=f"Nguyễn Văn {chr(65 + n)}",
            birth="1970",
            admission_date="1995-01-01",
            official_date="1996-01-01",
        )
        for n in range(24)
    ]
    made.set(made.full[-1], activity="exempt", activity_date="2019-01-01")
    made.set(made.full[-2], activity="away", activity_date="2019-01-01")
    made.probationary = made.person("probationary", name="Phạm Ngọc Diễm", admission_date="2025-05-16")
    made.sympathiser = made.person("sympathiser", name="Đoàn Thị Mỹ Hạnh", birth="2001-08-12", sex="female")
    return made


@pytest.fixture
def cell(tmp_path, first_cell):
    folder, people = first_cell
    shutil.copytree(folder, tmp_path / "so")
    with open_office(tmp_path / "so", "mật khẩu dài") as opened:
        made = Cell(opened)
        for name, value in people.items():
            setattr(made, name, list(value) if isinstance(value, list) else value)
        yield made


@pytest.fixture
def admission(cell):
    """An admission in W4, all done up to the vote of the cell."""
    return Admission(cell, cell.sympathiser, "2025-06-02").up_to_vote(cell.full[1])


W5, W6 = "2026-06-01", "2026-08-03"
"""A day of a window of which little is known, and one of the window of today."""
AFTER = ("committee", "decision", "receipt", "ceremony", "member_file")


@pytest.fixture(scope="module")
def done(first_cell, tmp_path_factory):
    """An admission of W4 with nothing wrong, from the class to the member's file."""
    folder = tmp_path_factory.mktemp("checks") / "so"
    shutil.copytree(first_cell[0], folder)
    with pytest.MonkeyPatch.context() as monkeypatch:
        for name, value in (("MEMORY_KIB", 64), ("PASSES", 1), ("LANES", 1)):
            monkeypatch.setattr(keys, name, value)
        opened = open_office(folder, "mật khẩu dài")
    with opened:
        cell = Cell(opened)
        people = first_cell[1]
        case = Admission(cell, people["sympathiser"], "2025-06-02").up_to_vote(people["full"][1])
        case.vote("cell_resolution", "2025-11-15", 20, 1)
        case.paper("6-KNĐ", "2025-11-15", "1", reason="số nghị quyết")
        case.from_paper("committee", "2025-12-01", "passed")
        case.from_paper("decision", "2025-12-20", "admit", "58-QĐ/ĐU")
        case.paper("9-KNĐ", "2025-12-20", "58-QĐ/ĐU")
        case.record("receipt", "2025-12-25")
        case.record("ceremony", "2026-01-10", helper=people["full"][0])
        case.paper("1-HSĐV", "2026-01-20")
        case.record("member_file", "2026-01-20")
        yield opened, case.id, people


class Look:
    """A dossier to change at will: nothing of it is kept."""

    def __init__(self, unit, case, people):
        self.d = engine.load_case(unit, case, datetime.date(2026, 1, 21))
        self.people = people

    def act(self, step):
        return next(a for a in self.d.acts if a.step == step)

    def put(self, step, **facts):
        act = self.act(step)
        act.facts = {k: v for k, v in {**act.facts, **facts}.items() if v is not None}

    def row(self, step, rows, number, **values):
        act = self.act(step)
        table = [dict(r) for r in act.facts.get(rows, [])]
        while len(table) <= number:
            table.append({})
        table[number] = {k: v for k, v in {**table[number], **values}.items() if v is not None}
        act.facts = {**act.facts, rows: table}

    def on(self, step, day):
        self.act(step).date = day

    def paper(self, form, day, **data):
        self.d.papers = [p for p in self.d.papers if p.form != form]
        if day:
            self.d.papers.append(
                Paper(id=form, case=self.d.case.id, form=form, date=day, data=data, revision=1)
            )

    def met(self, day):
        """The cell's meeting on another day, and nothing after it."""
        self.d.acts = [a for a in self.d.acts if a.step not in AFTER]
        self.d.papers = [p for p in self.d.papers if p.form not in ("9-KNĐ", "1-HSĐV")]
        self.on("cell_resolution", day)
        self.d.day = datetime.date.fromisoformat(day)

    def add(self, step, day, outcome=None, **facts):
        """One more act of this office."""
        owner = self.act("cell_resolution").owner
        self.d.acts.append(
            Act(id=f"{step}{day}", case=self.d.case.id, step=step, attempt=1, date=day, outcome=outcome,
                facts=facts, owner=owner, reopened=[], rules=[], remarks=[], from_paper={}, accepted=[])
        )  # fmt: skip

    def place(self, name="ha-noi"):
        """Switch on the pack of a place."""
        overlay = load_overlay(name)
        self.d.unit._rulebook = self.d.rulebook.with_packs([overlay])
        self.d.procedure = procedure_for(self.d.rulebook, "admission", overlay.additions[0].start)

    def event(self, what, day):
        self.d.memo[f"events:{self.d.person.id}"] = [
            *self.d.events(self.d.person.id),
            Event(person=self.d.person.id, what=what, date=day),
        ]

    def found(self, name):
        stands = engine.stand(self.d)
        return next((p for p in results(self.d, stands) if p.id == name), None)

    def severity(self, name):
        found = self.found(name)
        return found and found.severity


@pytest.fixture
def look(done):
    opened, case, people = done
    with opened.unit(Clock(datetime.date(2026, 1, 21))) as unit:
        with unit.session.no_autoflush:
            yield Look(unit, case, people)
        unit.session.expunge_all()
        unit.session.rollback()


def working(day, number):
    """The last of so many working days after an ISO day."""
    return load_calendar().add_period(datetime.date.fromisoformat(day), number, "working_days")


def after(day, days=1):
    """The ISO day so many days after a day."""
    return (day + datetime.timedelta(days=days)).isoformat()
