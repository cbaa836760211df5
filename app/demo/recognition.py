"""Recognitions and source building told day by day, as `app.demo.life` tells admissions."""

from __future__ import annotations

import datetime

from app.demo.life import Teller
from app.procedures.ballots import RecordVote
from app.procedures.cases import OpenCase, PutPaper
from app.storage.workspace import Workspace


class Recognition(Teller):
    """One recognition of a probationary member whose 12 months are over; `helper`: (person, name)."""

    def __init__(
        self, workspace: Workspace, person: str, helper: tuple[str, str], today: datetime.date, votes: int
    ) -> None:
        super().__init__(workspace, today)
        self.person, self.helper, self.votes = person, helper, votes

    def until(self, point: str) -> str:
        """Tell it up to "begun" (papers still missing) or "handed_over"; returns the case."""
        self.case = self.do(OpenCase("recognition", self.person, self.day(40))).id
        self.paper("CN-ĐVM", 36, "27")
        self.record("class", 36, issuer="Trung tâm chính trị xã")
        if point == "begun":
            return self.case
        self.paper("10-KNĐ", 11)
        self.record("self_review", 11)
        self.paper("11-KNĐ", 10)
        self.record(
            "helper_comment",
            10,
            comments__1__helper=self.helper[0],
            comments__1__name=self.helper[1],
            comments__1__date=self.day(10),
        )
        counts = {
            f"asked__{n}__{k}": v for n in (1, 2) for k, v in (("total", "9"), ("for", "9"), ("against", "0"))
        }
        self.record(
            "opinions",
            9,
            asked__1__kind="union",
            asked__1__organisation="Chi đoàn thôn",
            asked__2__kind="residence",
            asked__2__organisation="Chi ủy nơi cư trú",
            **counts,
        )
        self.paper("12-KNĐ", 9)
        self.do(
            RecordVote(
                self.case, "cell_resolution", self.day(8), self.votes, 0, motion="recognise",
                outcome="recognise", chair="Bí thư chi bộ",
            )
        )  # fmt: skip
        self.do(
            PutPaper(self.case, "13-KNĐ", self.day(8), "06-NQ/CB", reason="ghi số nghị quyết sau cuộc họp")
        )
        return self.case


def source(workspace: Workspace, person: str, helper: str, today: datetime.date, *, tasks: int) -> str:
    """A sympathiser on the list, helped, with as many tasks given; returns the case."""
    told = Teller(workspace, today)
    told.case = told.do(OpenCase("source", person, told.day(90))).id
    told.record(
        "listing", 90, "listed", resolution_number="02-NQ/CB", helper=helper, helper_since=told.day(88)
    )
    for number in range(tasks):
        told.record(
            "task", 60 - 20 * number, task=("Dọn vệ sinh đường thôn", "Vận động hộ nghèo")[number % 2]
        )
    return told.case
