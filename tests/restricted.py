"""People with every restricted procedure, open and ended, whose every text is a mark found nowhere else."""

import itertools
import re
from dataclasses import dataclass, field

from sqlalchemy import select

from app.models import Act, Case, EntryRow, ExceptionPaper, Meeting, Paper, Round, RoundItem, Vote
from app.procedures.ballots import RecordVote
from app.procedures.cases import OpenCase, PutException, RecordStep
from app.procedures.deeds import Command
from app.procedures.definitions import procedures
from app.procedures.inspection import OpenInspection, RecordFinding
from app.procedures.opinions import AskOpinion
from app.procedures.people import AddPerson
from app.procedures.review import RecordReview
from app.procedures.rounds import OpenRound

MARK = "zqx"
ENDINGS = {
    "help_list": [("stopped", "stopped")],
    "deletion": [("cell_resolution", "dropped")],
    "leaving": [("withdrawal", "withdrawn")],
    "discipline": [("cell_resolution", "none")],
    "suspension": [("decision", "refuse")],
    "complaint": [("withdrawal", "withdrawn")],
    "restoration": [("decision", "refuse")],
    "annulment": [("decision", "refuse")],
}
"""How each is ended with nothing found."""
_COUNT = itertools.count(1)


@dataclass(frozen=True)
class Written(Command):
    """A record as it is, such as a paper a pack's procedure asks for."""

    record: object = None

    def do(self, unit):
        return unit.write(self.record)


def mark(word):
    """A text that stands nowhere else."""
    return f"{MARK}{word}{next(_COUNT)}"


def marks(text):
    """The marks in a text."""
    return re.findall(rf"{MARK}\w+", text)


def facts_of(step, day, person):
    """A value for every fact of a step, each text a mark."""

    def value(fact):
        made = {"date": day, "number": "3", "yes_no": "có", "person": person}
        return made.get(fact.type) or (next(iter(fact.choices)) if fact.choices else mark(fact.name))

    told = {name: value(fact) for name, fact in step.facts.items() if fact.type != "office"}
    for rows, columns in step.rows.items():
        told |= {f"{rows}.1.{n}": value(fact) for n, fact in columns.items() if fact.type != "office"}
    return told


@dataclass
class Hidden:
    """What stands in a workspace and must not be seen."""

    do: object
    cases: dict = field(default_factory=dict)
    people: dict = field(default_factory=dict)

    def person(self, name):
        told = {"name": name, "birth": "1970", "admission_date": "1995-01-01", "official_date": "1996-01-01"}
        return self.people.setdefault(name, self.do(AddPerson("full", told)).id)

    def open(self, procedure, person, day):
        made = OpenCase(procedure, person, day, taken_over=True, note=mark("note"))
        return self.cases.setdefault((procedure, person), self.do(made).id)

    def record(self, case, procedure, step, day, outcome=None, **told):
        known = procedures()[procedure]
        values = facts_of(known.step(step), day, next(iter(self.people.values()), None)) | told
        paper = {"number": mark("number"), "date": day, "issuer": mark("issuer")}
        of_cell = known.step(step).actor == "cell" and not known.step(step).chain
        self.do(RecordStep(case, step, day, outcome, values, from_paper=None if of_cell else paper))

    def told(self, procedure, person, day, *, ended):
        """A case with every step that says nothing of an end yet, and with what ends it."""
        case = self.open(procedure, person, day)
        known = procedures()[procedure]
        last = ENDINGS[procedure][0][0]
        for step in known.steps:
            if step.outcomes or step.id == last or step.chain or step.actor != "cell" or step.after_end:
                continue
            if step.effects or step.id in (
                "exit",
                "expiry",
                "announcement",
                "receipt",
                "told",
                "report",
                "plan",
            ):
                continue
            self.record(case, procedure, step.id, day)
        self.do(Written(Paper(case=case, form="1-QĐ", date=day, number=mark("paper"), signer=mark("signer"))))
        self.do(PutException(case, "S02", mark("exception"), day, mark("issuer")))
        for step, outcome in ENDINGS[procedure] if ended else ():
            self.record(case, procedure, step, day, outcome)
        return case


def fill(do, day, *, committee=False):
    """Every restricted procedure open for one member and ended for another, decided for two, and rounds."""
    made = Hidden(do)
    opened, ended, out, held = (made.person(f"Trần Văn {name}") for name in ("Mở", "Kết", "Ra", "Giữ"))
    for procedure in ENDINGS:
        made.told(procedure, opened, day, ended=False)
        made.told(procedure, ended, day, ended=True)
    case = made.open("deletion", out, day)
    made.record(case, "deletion", "grounds", day)
    do(RecordVote(case, "cell_resolution", day, 3, 0, secret=True, outcome="passed", chair=mark("chair")))
    made.record(case, "deletion", "decision", day, "delete")
    made.record(made.open("suspension", held, day), "suspension", "decision", day, "suspend")
    made.record(made.open("discipline", held, day), "discipline", "announcement", day)
    year = int(day[:4])
    review = do(OpenRound("review", year, "H2", day, mark("round"))).id
    do(RecordReview(review, opened, "follow_up", day, mark("review"), number=mark("number")))
    do(AskOpinion("front", mark("organisation"), mark("about"), opened, day, mark("number")))
    if committee:
        inspection = do(OpenInspection(mark("inspection"), day, mark("number"), mark("content"))).id
        do(RecordFinding(inspection, mark("office"), "help", "found", day, mark("finding"), mark("remedy")))
    return made


def ids_of(session, cases=None):
    """Ids and hashes by which a restricted case or round could be known."""
    closed = set(session.scalars(select(Case.id).where(Case.restricted))) if cases is None else set(cases)
    found = set(closed)
    for kind in (Act, Vote, Paper, ExceptionPaper):
        found |= set(session.scalars(select(kind.id).where(kind.case.in_(closed))))
    if cases is None:
        rounds = set(session.scalars(select(Round.id).where(Round.restricted)))
        found |= rounds | set(session.scalars(select(RoundItem.id).where(RoundItem.round.in_(rounds))))
        found |= set(session.scalars(select(Meeting.id).where(Meeting.chair.contains(MARK))))
    return found | set(session.scalars(select(EntryRow.hash).where(EntryRow.record.in_(found))))
