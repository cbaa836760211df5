"""Offices and lives by the command line alone, each deed on its own day."""

import datetime
import json

import pytest

from app.__main__ import main
from app.storage import keys

ASKED = {"organisation": "Chi đoàn", "total": 5, "for": 5, "against": 0}


@pytest.fixture(autouse=True)
def password(monkeypatch):
    monkeypatch.setattr(keys, "MEMORY_KIB", 64)
    monkeypatch.setattr(keys, "PASSES", 1)
    monkeypatch.setattr(keys, "LANES", 1)
    monkeypatch.setenv("SO_CHI_BO_PASSWORD", "mật khẩu dài")
    monkeypatch.setenv("SO_CHI_BO_DEBUG", "1")


@pytest.fixture
def run(capsys):
    def run(*words, code=0):
        capsys.readouterr()
        ended = main([*map(str, words), "--json"])
        out = capsys.readouterr().out
        assert ended == code, out
        return json.loads(out)

    return run


class Days:
    """The days of a life, counted from its first."""

    def __init__(self, first):
        self.first = datetime.date.fromisoformat(first)

    def __call__(self, number):
        return (self.first + datetime.timedelta(days=number)).isoformat()


class Told:
    """One case told to the command line; `office` does the deed, on the day it happened."""

    def __init__(self, office, procedure, person, day, *more):
        self.office, self.person = office, person
        opened = office("case", "open", procedure, "--person", person, "--date", day, *more, today=day)
        self.id, self.opened = opened["case"], opened

    def by(self, office):
        """The same case in the hands of another office."""
        other = object.__new__(Told)
        other.office, other.person, other.id, other.opened = office, self.person, self.id, self.opened
        return other

    def _told(self, command, name, day, *more, code=0):
        words = ("case", command, self.id, name, "--date", day)
        return self.office(*words, *more, today=day, code=code)

    def record(self, step, day, *more, code=0, **facts):
        told = [f"{name.replace('__', '.')}={value}" for name, value in facts.items()]
        return self._told("record", step, day, *(["--set", *told] if told else []), *more, code=code)

    def paper(self, form, day, number=None, *more, code=0):
        return self._told("paper", form, day, *(["--number", number] if number else []), *more, code=code)

    def vote(self, step, day, yes, no=0, *more, code=0):
        return self._told("vote", step, day, "--for", yes, "--against", no, *more, code=code)

    def from_paper(self, step, day, outcome, number, **facts):
        paper = ("--from-paper", "--number", number, "--issuer", "Đảng ủy xã")
        return self.record(step, day, *(["--outcome", outcome] if outcome else []), *paper, **facts)

    def check(self, day):
        """What is not in order on a day, by id."""
        found = self.office("case", "check", self.id, today=day)["problems"]
        return {one["id"]: one for one in found}

    def show(self, day):
        return self.office("case", "show", self.id, today=day)

    def steps(self, day):
        return {step["id"]: step for step in self.show(day)["steps"]}


class Office:
    """An office's workspace; each deed on its own day."""

    def __init__(self, run, folder):
        self.run, self.folder, self.today = run, folder, "2025-11-22"

    def __call__(self, *words, today=None, code=0):
        return self.run("-w", self.folder, "--yes", "--today", today or self.today, *words, code=code)

    def init(self, name, code, kind, day, *more):
        words = ("init", self.folder, "--name", name, "--code", code, "--kind", kind, "--today", day)
        return self.run(*words, *more)

    def person(self, day, status, **told):
        values = [f"{name}={value}" for name, value in told.items()]
        return self("person", "add", "--status", status, "--set", *values, today=day)["id"]

    def full_members(self, day, letters):
        told = {"birth": "1970", "admission_date": "1995-01-01", "official_date": "1996-01-01"}
        return [self.person(day, "full", name=f"Nguyễn Văn {letter}", **told) for letter in letters]

    def member(self, person, day):
        """A person as the member lists tell them on a day: who left stands on a list of their own."""
        told = [self("members", *of, today=day)["members"] for of in ((), ("--status", "former"))]
        return next(member for members in told for member in members if member["id"] == person)

    def open(self, procedure, person, day, *more):
        return Told(self, procedure, person, day, *more)


@pytest.fixture
def offices(run, tmp_path):
    """A committee and a cell of its that exchange packages; `send` carries all that is new."""
    top, cell = Office(run, tmp_path / "dang-uy"), Office(run, tmp_path / "chi-bo")
    stick = tmp_path / "usb"
    stick.mkdir()
    day = "2026-07-27"
    top.init("Đảng ủy xã Tân Hưng", "25.1", "committee", day)
    for name in ("An", "Bình", "Chi"):
        seat = ("--name", f"Lê Thị {name}", "--post", "Ủy viên", "--from", day)
        top("seat", "standing_committee", *seat, today=day)
    told = (
        "--name",
        "Chi bộ thôn Đông Hòa",
        "--code",
        "25.1.7",
        "--kind",
        "cell",
        "--out",
        stick / "thu-moi",
    )
    code = top("invite", *told, today=day)["join_code"]
    cell.init(
        "Chi bộ thôn Đông Hòa",
        "25.1.7",
        "cell",
        day,
        "--invitation",
        stick / "thu-moi",
        "--join-code",
        code,
    )

    def send(one, other, day):
        package = one("pack", "--out", stick, today=day)["file"]
        assert other("unpack", package, today=day)["status"] == "applied"

    send(cell, top, day)
    return top, cell, send


def prepare(case, day, introducer, **permission):
    """Everything of an admission before the cell's vote, from the class (day 0) to the certificate (80)."""
    case.record("awareness", day(0), class_from=day(-2), class_to=day(0))
    case.paper("CN-NTVĐ", day(0), "12")
    case.record("permission", day(10), education="thpt_diploma", **permission)
    case.paper("1-KNĐ", day(12))
    case.record("application", day(12))
    case.paper("2-KNĐ", day(28))
    case.record("cv", day(28), stamped="có")
    family = {
        f"asked__{number}__{name}": value
        for number, relation in enumerate(("self", "father", "mother"), 1)
        for name, value in {
            "relation": relation,
            "name": "Người nhà",
            "sent": day(30),
            "replied": day(60),
        }.items()
    }
    case.record("verification", day(65), **family)
    case.paper("3-KNĐ", day(68))
    case.paper("4-KNĐ", day(67))
    told = {"youth_age": "có", "doan_exists": "có", "doan_member": "có"}
    known = {"person": introducer, "name": "Nguyễn Văn A", "together_since": "2015"}
    told |= {f"introducers__1__{name}": value for name, value in known.items()}
    case.record("introduction", day(68), **told)
    asked = {f"asked__{n}__{name}": value for n in (1, 2) for name, value in ASKED.items()}
    case.record("opinions", day(75), **asked, asked__1__kind="union", asked__2__kind="residence")
    case.paper("5-KNĐ", day(75))
    case.record("cv_certificate", day(80), dossier_day=day(80))


def prepare_recognition(case, day, helper):
    """Everything of a recognition before the cell's vote, all on one day after the end of probation."""
    case.paper("CN-ĐVM", day, "7")
    case.record("class", day)
    case.paper("10-KNĐ", day)
    case.record("self_review", day)
    case.paper("11-KNĐ", day)
    comment = {"helper": helper, "name": "Nguyễn Văn A", "date": day}
    case.record("helper_comment", day, **{f"comments__1__{name}": v for name, v in comment.items()})
    asked = {f"asked__1__{name}": value for name, value in ASKED.items()}
    case.record("opinions", day, asked__1__kind="union", **asked)
    case.paper("12-KNĐ", day)
