"""Builds linked sample workspaces: cells and their committee, with work in every state."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from pathlib import Path
from typing import Any

from app.demo import rounds
from app.demo.life import Story, do
from app.demo.people import People
from app.demo.recognition import Recognition, source
from app.procedures.office import create_office
from app.procedures.offices import PutSeat, PutSetting
from app.procedures.people import AddPerson, SetPerson, TakeIn
from app.regulations.dates import add_months
from app.storage.clock import Clock
from app.storage.workspace import Workspace
from app.sync import inbox, joining, outbox

PASSWORD = "xem thử 2025"
COMMUNE = "Vân Khê"
COMMITTEE = ("Đảng ủy xã Vân Khê", "25.000.036.000.000")
CELLS = ("Đồng Mận", "Cẩm Đông", "Phú Lạc", "Hòa Bình", "Yên Thượng", "Xuân Trạch", "Kim Sơn", "Bến Đá")


def build(
    folder: Path,
    cells: int = 2,
    members: int = 27,
    seed: int = 1,
    *,
    today: datetime.date | None = None,
    progress: Callable[[int, int, str], None] | None = None,
) -> list[dict[str, str]]:
    """Make a committee and `cells` cells of `members` members each in `folder`, joined and exchanged.

    Returns `{path, name, code, kind, password, user}` of each. Raises what creating and exchanging raise.
    """
    day = today or datetime.date.today()
    begun = day - datetime.timedelta(days=1)
    clock = Clock(begun)
    people = People(seed, day)
    stick = folder / "usb"
    stick.mkdir(parents=True, exist_ok=True)
    committee, _secret = create_office(
        folder / "dang-uy",
        name=COMMITTEE[0],
        code=COMMITTEE[1],
        type="committee",
        password=PASSWORD,
        user="Văn phòng",
        place=COMMUNE,
        clock=clock,
    )
    made = [_told(committee, "committee")]
    with committee:
        _seats(committee, people, begun)
        for number in range(cells):
            if progress is not None:
                progress(number, cells, cell_name(number))
            cell = _cell(folder, committee, number, clock)
            with cell:
                _fill(cell, people, members, begun, plain=number > 0)
                _exchange(cell, committee, stick, clock)
                if number == 0:
                    _after(cell, people, day)
                made.append(_told(cell, "cell"))
    return made


def cell_name(number: int) -> str:
    """Name of the sample cell with this number."""
    turn, place = divmod(number, len(CELLS))
    return f"Chi bộ thôn {CELLS[place]}" + (f" {turn + 1}" if turn else "")


def _told(workspace: Workspace, kind: str) -> dict[str, str]:
    with workspace.reading() as session:
        own = workspace.own_organisation(session)
        return {
            "path": str(workspace.path),
            "name": own.name,
            "code": own.code,
            "kind": kind,
            "password": PASSWORD,
            "user": workspace.user.name,
        }


def _seats(committee: Workspace, people: People, day: datetime.date) -> None:
    for body, number in (("committee", 15), ("standing_committee", 5)):
        for index in range(number):
            post = "Bí thư" if index == 0 else "Phó bí thư" if index == 1 else "Ủy viên"
            name = people.name("male" if index % 3 else "female")
            do(committee, PutSeat(body=body, name=name, post=post, start="2025-07-01"), day)


def _cell(folder: Path, committee: Workspace, number: int, clock: Clock) -> Workspace:
    name, code = cell_name(number), f"25.000.036.001.{number + 1:03d}"
    with committee.unit(clock, clock_accepted=True) as unit:
        unit.begin("office.invite")
        opened = joining.introduce(unit, name=name, code=code, type="cell")
    cell, _secret = create_office(
        folder / f"chi-bo-{number + 1}",
        name=name,
        code=code,
        type="cell",
        password=PASSWORD,
        user="Bí thư",
        place=COMMUNE,
        clock=clock,
    )
    with cell.unit(clock) as unit:
        unit.begin("office.join")
        joining.accept(unit, opened)
    return cell


def _fill(cell: Workspace, people: People, members: int, day: datetime.date, *, plain: bool) -> None:
    with cell.reading() as session:
        own = cell.own_organisation(session).name
    rows = list(people.members(members, own, COMMUNE))
    posts = ("Bí thư", "Phó bí thư", "Chi ủy viên")
    for row, post in zip(rows, posts, strict=False):
        row["position"] = post
    do(cell, TakeIn(rows), day)
    do(cell, PutSetting({"plan.admission": 3}, f"{day.year}-01-01"), day)
    introducer = _member(cell, rows[1]["name"])
    told = ("handed_over",) if plain else ("verification", "vote", "handed_over", "ceremony", "withdrawn")
    for point in told if members > 6 else ():
        _story(cell, people, introducer, day, point, members)
    if members > 6:
        rounds.ratings(cell, day, COMMITTEE[0], finished=plain)
        _recognition(cell, rows, introducer, day, "handed_over" if plain else "begun")
        if not plain:
            rounds.review(cell, day)
            rounds.helped(cell, day)
        source(cell, do(cell, AddPerson("sympathiser", _young(people)), day).id, introducer[0], day, tasks=2)


def _recognition(
    cell: Workspace, rows: list[dict[str, Any]], helper: tuple[str, str], day: datetime.date, point: str
) -> None:
    """The recognition of the first probationary member, whose 12 months ended three weeks ago."""
    row = next(row for row in rows if row["status"] == "probationary")
    person, _name = _member(cell, row["name"])
    ended = day - datetime.timedelta(days=21)
    do(cell, SetPerson(person, {"admission_date": add_months(ended, -12).isoformat()}), day)
    voters = sum(1 for row in rows if row["status"] == "full" and row["activity"] == "active")
    Recognition(cell, person, helper, day, voters).until(point)


def _after(cell: Workspace, people: People, day: datetime.date) -> None:
    """Work begun since the last package went up."""
    _story(cell, people, ("", ""), day, "opened")
    do(cell, AddPerson("sympathiser", _young(people)), day)


def _young(people: People) -> dict[str, Any]:
    sex = people.random.choice(("male", "female"))
    year = people.today.year
    born = people.day(datetime.date(year - 28, 1, 1), datetime.date(year - 20, 1, 1))
    return {
        "name": people.name(sex),
        "sex": sex,
        "birth": born.isoformat(),
        "ethnicity": "Kinh",
        "religion": "không",
        "occupation": "Nông dân",
        "education": "12/12",
    }


def _story(
    cell: Workspace,
    people: People,
    introducer: tuple[str, str],
    day: datetime.date,
    point: str,
    members: int = 0,
) -> None:
    person = do(cell, AddPerson("sympathiser", _young(people)), day).id
    voters = members - max(1, members // 10) - 2  # without probationary members, the exempt one, the one away
    Story(cell, person, introducer, day, votes=voters - 1).until(point)


def _member(cell: Workspace, name: str) -> tuple[str, str]:
    from sqlalchemy import select

    from app.models import Person

    with cell.reading() as session:
        found = session.scalar(select(Person.id).where(Person.name == name))
        assert found is not None
        return found, name


def _exchange(cell: Workspace, committee: Workspace, stick: Path, clock: Clock) -> None:
    """The cell's first package up, the certificate and receipt down."""
    up = outbox.pack(cell, stick, clock=clock)
    inbox.unpack(committee, up.file, clock=clock)
    with cell.reading() as session:
        code = cell.own_organisation(session).code
    down = outbox.pack(committee, stick, to=code, clock=clock)
    inbox.unpack(cell, down.file, clock=clock)
