"""Derived tables after any course of deeds: computing them anew changes nothing."""

import datetime
import shutil

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from app.models import Case
from app.procedures import standing
from app.procedures.ballots import RecordVote
from app.procedures.cases import AnnulAct, OpenCase, RecordStep
from app.procedures.day import bring_to_today
from app.procedures.deeds import Undo, perform
from app.procedures.office import open_office
from app.procedures.people import AddPerson, SetPerson
from app.storage import journal
from app.storage.clock import Clock
from app.trouble import Refused

STATUS = st.sampled_from(["sympathiser", "probationary", "full", "former"])
ACTIVITY = st.sampled_from(["exempt", "away", "active", "expelled"])
STEPS = st.sampled_from(["awareness", "permission", "application", "cv", "verification", "opinions", "death"])
PART = st.sampled_from(["1990", "2019-05", "2024-02-29", None])


def test_whatever_is_done_the_derived_tables_agree_with_the_records(first_cell, tmp_path):
    class Deeds(RuleBasedStateMachine):
        number = 0

        @initialize()
        def begin(self):
            Deeds.number += 1
            folder = tmp_path / str(Deeds.number)
            shutil.copytree(first_cell[0], folder)
            self.workspace = open_office(folder, "mật khẩu dài")
            self.people = [first_cell[1]["sympathiser"], first_cell[1]["full"][0]]
            self.deeds, self.cases = [], []
            self.day = datetime.date(2026, 1, 5)
            bring_to_today(self.workspace, Clock(self.day))

        def do(self, command):
            try:
                with self.workspace.unit(Clock(self.day), clock_accepted=True) as unit:
                    done = perform(unit, command)
            except Refused:
                return None
            self.deeds.append(done.deed)
            return done.result

        @rule(status=STATUS, admitted=PART, official=PART)
        def add(self, status, admitted, official):
            fields = {"name": "A", "admission_date": admitted, "official_date": official}
            made = self.do(AddPerson(status, {k: v for k, v in fields.items() if v}))
            self.people += [made.id] if made else []

        @rule(at=st.integers(0, 9), status=STATUS, activity=ACTIVITY, day=PART)
        def correct(self, at, status, activity, day):
            person = self.people[at % len(self.people)]
            self.do(SetPerson(person, {"activity": activity, "activity_date": day}))
            self.do(SetPerson(person, {"status": status}))

        @rule(at=st.integers(0, 9), paper=st.booleans())
        def open(self, at, paper):
            made = self.do(OpenCase("admission", self.people[at % len(self.people)], "2025-06-02", paper))
            self.cases += [made.id] if isinstance(made, Case) else []

        @rule(at=st.integers(0, 9), step=STEPS)
        def record(self, at, step):
            if self.cases:
                self.do(RecordStep(self.cases[at % len(self.cases)], step, "2025-07-01"))

        @rule(at=st.integers(0, 9), yes=st.integers(0, 22))
        def vote(self, at, yes):
            if self.cases:
                self.do(RecordVote(self.cases[at % len(self.cases)], "cell_resolution", "2025-11-15", yes))

        @rule(at=st.integers(0, 9), step=STEPS)
        def annul(self, at, step):
            if self.cases:
                self.do(AnnulAct(self.cases[at % len(self.cases)], step, "ghi nhầm"))

        @rule(back=st.integers(1, 4))
        def undo(self, back):
            if len(self.deeds) >= back:
                self.do(Undo(self.deeds[-back]))

        @rule(days=st.integers(1, 200))
        def days_pass(self, days):
            self.day += datetime.timedelta(days=days)
            bring_to_today(self.workspace, Clock(self.day))

        @invariant()
        def agrees(self):
            if not hasattr(self, "workspace"):
                return
            with self.workspace.unit(Clock(self.day), clock_accepted=True) as unit:
                assert standing.verify(unit) == []
                unit.session.rollback()
            with self.workspace.reading() as session:
                assert journal.verify(session) == []

        def teardown(self):
            if hasattr(self, "workspace"):
                self.workspace.close()

    run_state_machine_as_test(
        Deeds,
        settings=settings(
            max_examples=6, stateful_step_count=15, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )
