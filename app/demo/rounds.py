"""The yearly rating, the half-yearly review and one case of help, told so that their pages show work."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from app.demo.life import Teller, do
from app.models import Round
from app.procedures.cases import OpenCase
from app.procedures.rating.decide import DecideRating
from app.procedures.rating.rounds import MEMBER, CloseRating, OpenRating, is_rated, lines, rules_of
from app.procedures.rating.set import SetRating
from app.procedures.review import FOLLOW_UP, NO_ISSUE, RecordReview
from app.procedures.rounds import RATING, REVIEW, OpenRound, items
from app.storage.clock import Clock
from app.storage.workspace import Workspace

FIRST_MONTH = 10
POINTS = {"excellent": ("28", "65"), "good": ("26", "56"), "completed": ("22", "40")}
"""Levels of the sample with points that fit; nobody is said to fail."""


def ratings(cell: Workspace, today: datetime.date, issuer: str, *, finished: bool) -> None:
    """Last year's rating, decided; from October on this year's, `finished` or with half the members typed."""
    for year in (today.year - 1, today.year)[: 2 if today.month >= FIRST_MONTH else 1]:
        with cell.unit(Clock(today), clock_accepted=True) as unit:
            rules = rules_of(unit, year)
            if not rules["rating.levels"].known:
                continue
            points = rules["rating.scale"].value == "points"
        last = year < today.year
        round_ = do(cell, OpenRating(year=year), today).id
        who = _rated(cell, round_, today)
        told = who if last or finished else who[: len(who) // 2]
        _say(cell, round_, told, today, points=points)
        if last or finished:
            do(cell, SetRating(round_, ("cell",), {"self": "good", "cell": "good"}), today)
            do(cell, CloseRating(round_), today)
        if last:
            number, day = f"{year % 100}-QĐ/ĐU", f"{year}-12-28"
            do(cell, DecideRating(round_, {}, number, day, issuer, as_proposed=True), today)
            told_all = {"notified": f"{year}-12-30"}
            do(cell, SetRating(round_, (*who, "cell"), told_all), today)


def review(cell: Workspace, today: datetime.date) -> None:
    """The review of this half year, with the first members looked at and one to keep an eye on."""
    part = "H1" if today.month < 7 else "H2"
    round_ = do(cell, OpenRound(what=REVIEW, year=today.year, part=part), today).id
    with cell.unit(Clock(today), clock_accepted=True) as unit:
        people = [one.person for one in items(unit, round_) if one.person]
    for number, person in enumerate(people[:6]):
        outcome, note = (FOLLOW_UP, "Hay đi làm ăn xa, hẹn gặp sau vụ mùa") if number == 4 else (NO_ISSUE, "")
        do(cell, RecordReview(round_, person, outcome, today.isoformat(), note), today)


def helped(cell: Workspace, today: datetime.date) -> str:
    """A member rated low last year, named for the help list by people, heard; the superior's direction is
    waited for. Returns the case."""
    with cell.unit(Clock(today), clock_accepted=True) as unit:
        rated = [one for each in unit.all(Round, what=RATING) for one in lines(unit, each) if one.decided]
        person = min(one.item.person or "" for one in rated if one.decided == "completed" and one.item.person)
    told = Teller(cell, today)
    told.case = told.do(OpenCase("help_list", person, told.day(40))).id
    told.record(
        "criterion",
        40,
        criterion="example_or_standing",
        named_by="Bí thư chi bộ",
        conclusion_body="Ủy ban kiểm tra Đảng ủy",
        conclusion_number="12-KL/UBKT",
        conclusion_date=told.day(50),
    )
    told.record("notice", 36, manner="in_person", received="có", rights_given="có")
    told.record("statement", 30, "given")
    told.record("opinions", 24)
    return told.case


def _rated(cell: Workspace, round_: str, today: datetime.date) -> list[str]:
    with cell.unit(Clock(today), clock_accepted=True) as unit:
        found = lines(unit, unit.get(Round, round_))
        return [one.item.person or "" for one in found if one.item.subject == MEMBER and is_rated(one.item)]


def _say(cell: Workspace, round_: str, who: Sequence[str], today: datetime.date, *, points: bool) -> None:
    """About 15 in 100 excellent, 10 completed, the rest good; all of one level in one deed."""
    excellent, low = len(who) * 15 // 100, max(1, len(who) // 10)
    parts = {"excellent": who[:excellent], "good": who[excellent:-low], "completed": who[-low:]}
    papers = {"group": "outside", "received.self_review": today.isoformat()}
    for level, mine in parts.items():
        told = papers | {"self": level, "cell": level}
        if points:
            told |= dict(zip(("points.general", "points.tasks"), POINTS[level], strict=True))
        if mine:
            do(cell, SetRating(round_, tuple(mine), told), today)
