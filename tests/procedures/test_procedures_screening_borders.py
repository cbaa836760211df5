"""The days that decide in cases about a member's standing: in order on the last day, not on the one beside.

Each dossier is put together in memory in one workspace; nothing of it is kept.
"""

import datetime
import shutil

import pytest

from app.models import Act
from app.procedures import duties, engine
from app.procedures.cases import OpenCase
from app.procedures.checks import definitions, results
from app.procedures.office import open_office
from app.storage import keys
from app.storage.clock import Clock
from tests.procedures.conftest import Cell

TODAY = datetime.date(2026, 11, 22)
KINDS = ("help_list", "deletion", "leaving", "discipline", "suspension", "complaint", "annulment")


@pytest.fixture(scope="module")
def book(first_cell, tmp_path_factory):
    """A workspace with one case of each kind, all still empty."""
    folder = tmp_path_factory.mktemp("borders") / "so"
    shutil.copytree(first_cell[0], folder)
    with pytest.MonkeyPatch.context() as monkeypatch:
        for name, value in (("MEMORY_KIB", 64), ("PASSES", 1), ("LANES", 1)):
            monkeypatch.setattr(keys, name, value)
        opened = open_office(folder, "mật khẩu dài")
    with opened:
        cell = Cell(opened)
        people = first_cell[1]
        dates = {"admission_date": "1995-01-01", "official_date": "1996-01-01"}
        gone = cell.person(
            "former", name="Trần Văn Oan", activity="deleted", activity_date="2019-01-01", **dates
        )
        whose = [(kind, kind, people["full"][3]) for kind in KINDS]
        whose += [
            (f"probationary {kind}", kind, people["probationary"]) for kind in ("deletion", "discipline")
        ]
        whose.append(("restoration", "restoration", gone))
        yield opened, {name: cell.do(OpenCase(kind, who, "2020-01-02")).id for name, kind, who in whose}


class Told:
    """A dossier of a kind in which only these acts were told."""

    def __init__(self, unit, case, acts, on):
        self.d = engine.load_case(unit, case, on)
        self.d.acts = []
        for step, day, outcome, facts in acts:
            times = sum(1 for act in self.d.acts if act.step == step)
            self.d.acts.append(
                Act(id=f"{step}{times}", case=case, step=step, attempt=times + 1, date=day, outcome=outcome,
                    facts=facts, owner=unit.organisation, reopened=[], rules=[], remarks=[], from_paper={},
                    accepted=[])
            )  # fmt: skip
        self.stands = engine.stand(self.d)

    def found(self, check):
        return next((p for p in results(self.d, self.stands) if p.id == check), None)

    def severity(self, check):
        found = self.found(check)
        return found and found.severity

    def due(self, step):
        """The deadlines of a step, as the list of what is due counts them."""
        return [item.deadline.due for item in duties.of_step(self.d, self.stands.step(step))]


@pytest.fixture
def told(book):
    opened, cases = book
    with opened.unit(Clock(TODAY), clock_accepted=True) as unit:
        with unit.session.no_autoflush:
            yield lambda kind, *acts, on=TODAY: Told(unit, cases[kind], acts, on)
        unit.session.expunge_all()
        unit.session.rollback()


def act(step, day, outcome=None, **facts):
    return step, day, outcome, facts


def concluded(step, **more):
    """The step that names the ground rests on a conclusion of the day in question."""
    return lambda day: [act(step, "2025-08-04", conclusion_date=day, **more)]


def directed(day):
    return [*NAMED, act("direction", day, "agreed"), act("listing", "2025-08-25", "listed")]


def educated(day):
    return [act("grounds", day, ground="no_progress", educated_from="2024-08-31")]


def invited(day):
    """Two requests and a third one on a day; the meeting was on 12/8."""
    asked = [act("invitation", one) for one in ("2025-08-06", "2025-08-08", day)]
    return [act("grounds", "2025-08-04"), act("notice", "2025-08-05"), *asked,
            act("statement", "2025-08-12", "not_given")]  # fmt: skip


def noticed(vote):
    """Told on a day that there is a case, before the vote."""
    return lambda day: [act("notice", day, rights_given=True), vote]


def decided(day):
    """The decision follows the committee's resolution of 1/9."""
    return [act("cell_resolution", "2025-08-20", "passed"), act("committee", "2025-09-01", "passed"),
            act("decision", day, "delete")]  # fmt: skip


def met(day):
    return [act("breach", "2025-08-04"), act("notice", "2025-08-05"), act("hearing", day),
            act("statement", "2025-08-06", "given"), WARNED]  # fmt: skip


def warned(said):
    """A warning announced on a day, said on another to have ended."""
    before = [act("breach", said), act("notice", said), act("hearing", said), act("statement", said, "given"),
              act("cell_resolution", said, "warning"), act("announcement", said, measure="warning"),
              act("receipt", said)]  # fmt: skip
    return lambda day: [*before, act("expiry", day, no_repeat=True)]


def complained(against, received):
    return lambda day: [act("filed", day, against=against, decision_received=received)]


def turned_away(received):
    """A complaint turned away as too late."""
    refused = act("received", "2025-12-01", "not_accepted", refused_reason="out_of_time")
    return lambda day: [*complained("deletion", received)(day), refused]


def suspended(*extended):
    """Suspended on 6/5/2026, extended up to days, and back on a day."""
    said = [
        act("proposal", "2026-05-04"),
        act("decision", "2026-05-06", "suspend"),
        act("receipt", "2026-05-07"),
    ]
    said += [act("extension", "2026-08-01", until=day) for day in extended]
    return lambda day: [*said, act("resumption", day, "resumed")]


def extended_to(day):
    """Still suspended, and extended to a day."""
    return suspended(day)("2026-08-02")[:-1]


NAMED = [act("criterion", "2025-08-04"), act("notice", "2025-08-05"), act("statement", "2025-08-06", "given"),
         act("opinions", "2025-08-07")]  # fmt: skip
BALLOT = act("listing", "2025-08-25", "listed")
RESOLVED = act("cell_resolution", "2025-08-20", "passed")
WARNED = act("cell_resolution", "2025-08-20", "warning")

BORDERS = [
    # kind, check, what is told, the last day in order, the first that is not, what it then is
    ("help_list", "S02", concluded("criterion"), "2025-08-04", "2025-08-05", "block"),
    ("deletion", "S02", concluded("grounds"), "2025-08-04", "2025-08-05", "block"),
    ("discipline", "S02", concluded("breach"), "2025-08-04", "2025-08-05", "block"),
    ("annulment", "S02", concluded("finding"), "2025-08-04", "2025-08-05", "block"),
    # the superior's direction, before the ballot or on its day
    ("help_list", "S04", directed, "2025-08-25", "2025-08-26", "warn"),
    # 12 months of education since 31/8/2024: the day before is too early
    ("deletion", "S07", educated, "2025-08-31", "2025-08-30", "block"),
    # the third request, up to the meeting
    ("deletion", "S09", invited, "2025-08-12", "2025-08-13", "block"),
    # told before the vote
    ("deletion", "S13", noticed(RESOLVED), "2025-08-20", "2025-08-21", "block"),
    ("help_list", "S13", noticed(BALLOT), "2025-08-25", "2025-08-26", "warn"),
    ("discipline", "S13", noticed(WARNED), "2025-08-20", "2025-08-21", "warn"),
    # nothing runs backwards
    ("deletion", "S15", decided, "2025-09-01", "2025-08-31", "block"),
    # met and heard before the vote
    ("discipline", "S16", met, "2025-08-20", "2025-08-21", "warn"),
    # a year of discipline; what the rules of 2021 and after say is not known
    ("discipline", "S19", warned("2019-08-21"), "2020-08-21", "2020-08-20", "warn"),
    ("discipline", "S19", warned("2020-02-29"), "2021-02-28", "2021-02-27", "warn"),
    # 30 working days against a deletion: over a weekend, over 02/9, over Tết
    ("complaint", "S20", complained("deletion", "2025-09-19"), "2025-10-31", "2025-11-01", "warn"),
    ("complaint", "S20", complained("deletion", "2025-07-31"), "2025-09-15", "2025-09-16", "warn"),
    ("complaint", "S20", complained("deletion", "2026-01-20"), "2026-03-10", "2026-03-11", "warn"),
    ("complaint", "S20", complained("deletion", "2026-07-27"), "2026-09-09", "2026-09-10", "warn"),
    # against discipline: a month, from 30/5/2025 thirty days
    ("complaint", "S20", complained("discipline", "2025-01-31"), "2025-02-28", "2025-03-01", "warn"),
    ("complaint", "S20", complained("discipline", "2025-05-29"), "2025-06-29", "2025-06-30", "warn"),
    ("complaint", "S20", complained("discipline", "2025-07-01"), "2025-07-31", "2025-08-01", "warn"),
    # too late is too late only after the last day
    ("complaint", "S21", turned_away("2025-09-19"), "2025-11-01", "2025-10-31", "block"),
    # 90 days of suspension, 30 more
    ("suspension", "S24", suspended(), "2026-08-04", "2026-08-05", "warn"),
    ("suspension", "S24", suspended("2026-09-03"), "2026-09-03", "2026-09-04", "warn"),
    ("suspension", "S24", extended_to, "2026-09-03", "2026-09-04", "warn"),
]


@pytest.mark.parametrize(
    ("kind", "check", "tell", "last", "beside", "severity"),
    BORDERS, ids=[f"{number:02d}-{kind}-{check}" for number, (kind, check, *_) in enumerate(BORDERS)],
)  # fmt: skip
def test_in_order_on_the_last_day_and_not_on_the_one_beside(told, kind, check, tell, last, beside, severity):
    assert told(kind, *tell(last)).severity(check) == "passed"
    assert told(kind, *tell(beside)).severity(check) == severity


@pytest.mark.parametrize("day", ["2024-01-05", "2026-06-01"])
def test_where_no_rule_is_known_nothing_is_demanded(told, day):
    """Before 294-QĐ/TW, and between 20 and 208, no source read says how long."""
    never = "2026-11-20"
    assert told("complaint", *complained("deletion", day)(never)).severity("S20") == "remind"
    late = told("deletion", act("grounds", never, ground="no_progress", educated_from=never))
    assert late.severity("S07") == "warn", "reported of 208"
    assert told("deletion", act("grounds", day, ground="no_progress")).severity("S07") is None


def test_one_extension_of_a_suspension_and_no_more(told):
    assert told("suspension", *suspended("2026-08-20", "2026-09-03")("2026-09-03")).severity("S24") == "warn"


DELETED = [act("grounds", "2025-08-04"), act("notice", "2025-08-05"),
           act("statement", "2025-08-06", "given"),
           RESOLVED, act("committee", "2025-09-01", "passed")]  # fmt: skip
EXPELLED = [act("cell_resolution", "2025-08-20", "proposed"), act("committee", "2025-09-01", "passed"),
            act("decision", "2025-12-31", "expulsion"),
            act("announcement", "2025-12-31", measure="expulsion")]  # fmt: skip


def accepted(against, day, **more):
    filed = act("filed", day, against=against, decision_received=day)
    return [filed, act("received", day, "accepted", **more)]


DUE = [
    # 30 working days from the decision: over the new year; Tết is near
    ("deletion", "exit", [*DELETED, act("decision", "2025-12-31", "delete")], "2026-02-12"),
    ("deletion", "exit", [*DELETED, act("decision", "2025-08-15", "delete")], "2025-09-30"),
    ("discipline", "exit", EXPELLED, "2026-02-12"),
    # a year after it was announced, 29 February too; no source read says so of the rules after 2021
    ("discipline", "expiry", warned("2020-02-29")("2020-03-02")[:-1], "2021-02-28"),
    ("discipline", "expiry", warned("2022-02-28")("2022-03-02")[:-1], None),
    # 90 working days to answer, 180 at the centre
    ("complaint", "answer", accepted("deletion", "2025-10-01"), "2026-02-05"),
    ("complaint", "answer", accepted("deletion", "2025-10-01", level="central"), "2026-06-23"),
    ("complaint", "answer", accepted("discipline", "2020-02-28"), "2020-07-08"),
    ("complaint", "answer", accepted("discipline", "2020-02-28", level="central"), None),
    # 90 days of suspension
    ("suspension", "resumption", suspended()("2026-08-02")[:-1], "2026-08-04"),
]


@pytest.mark.parametrize(("kind", "step", "acts", "last"), DUE)
def test_the_last_day_of_what_is_due(told, kind, step, acts, last):
    assert told(kind, *acts).due(step) == ([datetime.date.fromisoformat(last)] if last else [])


@pytest.mark.parametrize(("times", "severity"), [(0, "warn"), (1, "warn"), (2, "passed"), (3, "passed")])
def test_several_invitations_before_discipline_goes_on_without_the_member(told, times, severity):
    """The rule says several times and no number: three is the number of a deletion."""
    asked = [act("invitation", f"2025-08-{6 + n:02d}") for n in range(times)]
    line = [act("breach", "2025-08-04"), act("notice", "2025-08-05"), act("hearing", "2025-08-05"), *asked,
            act("statement", "2025-08-12", "not_given")]  # fmt: skip
    assert told("discipline", *line).severity("S09") == severity


@pytest.mark.parametrize(
    ("voted", "measure", "severity"),
    [("warning", "warning", "passed"), ("warning", "expulsion", "warn"), ("reprimand", "dismissal", "warn"),
     ("proposed", "expulsion", "passed")],
)  # fmt: skip
def test_the_cell_alone_announces_no_more_than_a_warning(told, voted, measure, severity):
    line = met("2025-08-10")
    line[-1] = act("cell_resolution", "2025-08-20", voted)
    above = [act("committee", "2025-09-01", "passed"), act("decision", "2025-09-10", "expulsion")]
    line += above if voted == "proposed" else []
    line += [act("announcement", "2025-09-12", measure=measure)]
    assert told("discipline", *line).severity("S18") == severity


def grounds(ground, **more):
    return [act("grounds", "2025-08-04", ground=ground, **more)]


def heard(outcome, **more):
    """Discipline up to the cell's vote on 20/8 and what was announced on 12/9."""
    return [*met("2025-08-10")[:-1], act("cell_resolution", "2025-08-20", outcome),
            *[act(step, "2025-09-12", **facts) for step, facts in more.items()]]  # fmt: skip


def left(**facts):
    return [*DELETED, act("decision", "2025-09-15", "delete"), act("exit", "2025-09-20", **facts)]


def concluding(**facts):
    return [act("conclusion", "2025-08-04", **{"wronged": True, "no_breach_since": True} | facts)]


STATES = [
    # kind, check, in order, not in order, what it then is
    ("help_list", "S01", [act("criterion", "2025-08-04", criterion="degeneration")],
     [act("criterion", "2025-08-04", criterion="other")], "warn"),
    ("help_list", "S03", [*NAMED[:-1], act("opinions", "2025-08-07", asked=[
        {"kind": "front_committee", "sent": "2025-08-05", "replied": "2025-08-06"}])], NAMED, "warn"),
    ("help_list", "S05", None, [*directed("2025-08-20")[:-1],
                                act("listing", "2025-08-25", "listed", persons=2)], "warn"),
    ("deletion", "S06", grounds("two_years_breach"), grounds("rated_low"), "block"),
    ("probationary deletion", "S06", grounds("probation_unfit"), grounds("rated_low"), "block"),
    ("deletion", "S06", grounds("two_years_breach"), grounds("probation_unfit"), "block"),
    ("deletion", "S08", grounds("card_returned", evidence=[{"what": "Biên bản"}]), grounds("card_returned"),
     "remind"),
    ("leaving", "S10", [act("request", "2025-08-04", told_consequence=True)],
     [act("request", "2025-08-04", told_consequence=False)], "warn"),
    ("leaving", "S11", [act("request", "2025-08-04"), act("qualified", "2025-08-05", breach=False)],
     [act("request", "2025-08-04"), act("qualified", "2025-08-05", breach=True)], "block"),
    ("deletion", "S12", left(card_collected="2025-09-20"), left(), "remind"),
    ("deletion", "S14", [DELETED[0], act("notice", "2025-08-05", rights_given=True)], DELETED[:2], "warn"),
    ("discipline", "S17", None, [act("breach", "2025-08-04", not_examined=True)], "warn"),
    ("probationary discipline", "S18", heard("warning", announcement={"measure": "warning"}),
     heard("proposed", committee={}, decision={}, announcement={"measure": "expulsion"}), "warn"),
    ("complaint", "S22", [act("withdrawal", "2025-10-01", "withdrawn", own_hand=True)],
     [act("withdrawal", "2025-10-01", "withdrawn", own_hand=False)], "block"),
    ("restoration", "S23", concluding(), concluding(wronged=False), "block"),
    ("restoration", "S23", concluding(), concluding(no_breach_since=False), "block"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "check", "right", "wrong", "severity"),
    STATES, ids=[f"{number:02d}-{kind}-{check}" for number, (kind, check, *_) in enumerate(STATES)],
)  # fmt: skip
def test_in_order_one_way_and_not_the_other(told, kind, check, right, wrong, severity):
    if right is not None:
        assert told(kind, *right).severity(check) == "passed"
    assert told(kind, *wrong).severity(check) == severity


def test_no_check_is_without_its_border():
    """Every check of these cases is seen in order and not in order here."""
    known = {name for name in definitions() if name.startswith("S")}
    assert known == {row[1] for row in (*BORDERS, *STATES)}
