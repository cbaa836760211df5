"""Admissions told day by day, each left standing at a chosen point."""

from __future__ import annotations

import datetime
from typing import Any

from app.procedures import engine
from app.procedures.ballots import RecordVote
from app.procedures.cases import OpenCase, PutPaper, RecordStep
from app.procedures.deeds import Command, perform
from app.storage.clock import Clock
from app.storage.workspace import Workspace

POINTS = ("opened", "verification", "vote", "handed_over", "decided", "ceremony", "withdrawn")


def do(workspace: Workspace, command: Command, day: datetime.date) -> Any:
    """A deed on a day of the story."""
    with workspace.unit(Clock(day), clock_accepted=True) as unit:
        return perform(unit, command).result


class Teller:
    """Tells one case; `today` is the day the story is told, steps lie before it."""

    def __init__(self, workspace: Workspace, today: datetime.date) -> None:
        self.workspace, self.today, self.case = workspace, today, ""

    def day(self, before: int) -> str:
        """The working day that many days before, or the one before it."""
        day = self.today - datetime.timedelta(days=before)
        while day.weekday() > 4:
            day -= datetime.timedelta(days=1)
        return day.isoformat()

    def do(self, command: Command) -> Any:
        return do(self.workspace, command, self.today)

    def record(self, step: str, before: int, outcome: str | None = None, **facts: str) -> None:
        """A step; rows are named `asked__1__name`."""
        values = {name.replace("__", "."): value for name, value in facts.items()}
        self.do(RecordStep(self.case, step, self.day(before), outcome, values))

    def paper(self, form: str, before: int, number: str | None = None) -> None:
        self.do(PutPaper(self.case, form, self.day(before), number, kept="Tủ hồ sơ chi bộ"))


class Story(Teller):
    """One admission."""

    def __init__(
        self,
        workspace: Workspace,
        person: str,
        introducer: tuple[str, str],
        today: datetime.date,
        votes: int = 20,
    ) -> None:
        super().__init__(workspace, today)
        self.introducer, self.person, self.votes = introducer, person, votes

    def until(self, point: str) -> str:
        """Tell the story up to a point; returns the case."""
        self.case = self.do(OpenCase("admission", self.person, self.day(150))).id
        if point == "opened":
            return self.case
        self.record("awareness", 140, issuer="Trung tâm chính trị xã")
        self.paper("CN-NTVĐ", 140, "118")
        self.record(
            "permission", 135, education="thpt_diploma", permit_number="31-CV/ĐU", permit_date=self.day(136)
        )
        self.paper("1-KNĐ", 130)
        self.record("application", 130, handwritten="có")
        self.paper("2-KNĐ", 115)
        self.record("cv", 115, stamped="có", birth_place="xã Tân Hưng (xã Hưng Long cũ), Ninh Bình")
        asked = {
            "asked__1__relation": "self",
            "asked__1__name": "Bản thân",
            "asked__1__sent": self.day(46),
            "asked__2__relation": "father",
            "asked__2__name": "Cha đẻ",
            "asked__2__sent": self.day(46),
        }
        if point == "verification":
            self.do(_partial(self.case, self.day(46), asked))
            return self.case
        asked |= {"asked__1__replied": self.day(35), "asked__2__replied": self.day(34)}
        self.record("verification", 34, **asked)
        self._before_vote()
        if point == "withdrawn":
            self.record("withdrawal", 12, reason="Chuyển nơi cư trú, xin thôi xét lần này")
            return self.case
        if point == "vote":
            return self.case
        self.do(
            RecordVote(
                self.case,
                "cell_resolution",
                self.day(9),
                self.votes,
                1,
                outcome="passed",
                secret=True,
                chair="Bí thư chi bộ",
            )
        )
        self.do(
            PutPaper(self.case, "6-KNĐ", self.day(9), "05-NQ/CB", reason="ghi số nghị quyết sau cuộc họp")
        )
        if point == "handed_over":
            return self.case
        self._decided(point)
        return self.case

    def _before_vote(self) -> None:
        self.paper("3-KNĐ", 30)
        self.paper("4-KNĐ", 29, "12-NQ/ĐTN")
        self.record(
            "introduction",
            29,
            youth_age="có",
            doan_exists="có",
            doan_member="có",
            introducers__1__person=self.introducer[0],
            introducers__1__name=self.introducer[1],
            introducers__1__together_since="2015",
        )
        counts = {
            f"asked__{n}__{k}": v for n in (1, 2) for k, v in (("total", "9"), ("for", "9"), ("against", "0"))
        }
        self.record(
            "opinions",
            20,
            asked__1__kind="union",
            asked__1__organisation="Chi đoàn thôn",
            asked__2__kind="residence",
            asked__2__organisation="Chi ủy nơi cư trú",
            **counts,
        )
        self.paper("5-KNĐ", 20)
        self.record(
            "cv_certificate",
            18,
            comment_date=self.day(19),
            certificate_date=self.day(18),
            dossier_day=self.day(18),
        )

    def _decided(self, point: str) -> None:
        with self.workspace.unit(Clock(self.today), clock_accepted=True) as unit:
            line = {state.step.id for state in engine.stand(engine.load_case(unit, self.case)).steps}
        for step, outcome, before in (("committee", "passed", 6), ("decision", "admit", 5)):
            if step not in line:  # the chain of that day has no such link
                continue
            day = self.day(before)
            number = "58-QĐ/ĐU" if step == "decision" else "14-NQ/ĐU"
            self.do(
                RecordStep(
                    self.case,
                    step,
                    day,
                    outcome,
                    from_paper={"number": number, "date": day, "issuer": "Đảng ủy"},
                )
            )
        self.do(PutPaper(self.case, "9-KNĐ", self.day(5), "58-QĐ/ĐU"))
        if point == "ceremony":
            self.record("receipt", 4)
            self.record("ceremony", 3, helper=self.introducer[0], place="Nhà văn hóa thôn")


def _partial(case: str, day: str, asked: dict[str, str]) -> RecordStep:
    return RecordStep(case, "verification", day, None, {k.replace("__", "."): v for k, v in asked.items()})
