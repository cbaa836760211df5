"""Invented people: names put together at random, numbers that belong to nobody."""

from __future__ import annotations

import datetime
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

_FAMILIES = "Nguyễn,Trần,Lê,Phạm,Hoàng,Vũ,Đặng,Bùi,Đỗ,Hồ,Ngô,Dương,Lý,Đoàn,Trương,Đinh,Mai,Tô,Hà,Lương"
FAMILIES = _FAMILIES.split(",")
MIDDLE = {
    "male": ["Văn", "Đình", "Xuân", "Hữu", "Công", "Quang", "Minh", "Đức", "Trọng", "Bá"],
    "female": ["Thị", "Thị", "Thị", "Ngọc", "Kim", "Thu", "Bích", "Mỹ", "Thanh", "Diệu"],
}
_MEN = "An,Bình,Cường,Dũng,Đạt,Giáp,Hải,Hùng,Khoa,Lâm,Long,Nam,Phúc,Quân,Sơn,Thắng,Tiến,Toàn,Trung,Vinh"
_WOMEN = "Anh,Bích,Chi,Dung,Duyên,Đào,Gấm,Hà,Hạnh,Hoa,Hường,Lan,Liên,Mai,Nga,Oanh,Phượng,Thảo,Thủy,Yến"
GIVEN = {"male": _MEN.split(","), "female": _WOMEN.split(",")}
WORK = [
    "Nông dân",
    "Giáo viên",
    "Hưu trí",
    "Cán bộ thôn",
    "Công nhân",
    "Kinh doanh",
    "Viên chức",
    "Công chức xã",
]
SCHOOL = ["7/10", "10/10", "9/12", "12/12", "12/12", "12/12"]
THEORY = [None, None, "Sơ cấp", "Trung cấp"]


class People:
    """An endless supply of invented people; the same seed gives the same ones."""

    def __init__(self, seed: int, today: datetime.date) -> None:
        self.random, self.today = random.Random(seed), today
        self._names: set[str] = set()

    def name(self, sex: str) -> str:
        """A name not given before, of three or four words."""
        while True:
            words = [
                self.random.choice(FAMILIES),
                self.random.choice(MIDDLE[sex]),
                self.random.choice(GIVEN[sex]),
            ]
            if len(self._names) > 300 or self.random.random() < 0.2:
                words.insert(2, self.random.choice(GIVEN[sex]))
            if len(self._names) > 6000:
                words.insert(2, self.random.choice(MIDDLE[sex]))
            name = " ".join(words)
            if name not in self._names:
                self._names.add(name)
                return name

    def day(self, first: datetime.date, last: datetime.date) -> datetime.date:
        return first + datetime.timedelta(days=self.random.randrange(max(1, (last - first).days)))

    def digits(self, number: int) -> str:
        return "".join(self.random.choice("0123456789") for _n in range(number))

    def member(self, cell: str, commune: str, *, status: str = "full") -> dict[str, Any]:
        """A member as the fields of a member list."""
        r, year = self.random, self.today.year
        sex = r.choice(("male", "male", "female"))
        born = self.day(datetime.date(year - 82, 1, 1), datetime.date(year - 24, 12, 31))
        if status == "probationary":
            born = self.day(datetime.date(year - 38, 1, 1), datetime.date(year - 20, 12, 31))
            admitted = self.day(
                self.today - datetime.timedelta(days=330), self.today - datetime.timedelta(days=60)
            )
        else:
            admitted = self.day(
                born + datetime.timedelta(days=365 * 20),
                min(born + datetime.timedelta(days=365 * 40), self.today - datetime.timedelta(days=600)),
            )
        home, residence = (f"Thôn {r.randrange(1, 13)}, xã {commune}" for _place in range(2))
        fields: dict[str, Any] = {"name": self.name(sex), "sex": sex, "birth": born.isoformat()}
        fields |= {"ethnicity": "Kinh", "religion": "không", "personal_number": "0" + self.digits(11)}
        fields |= {f"{place}_country": "Việt Nam" for place in ("birth", "home", "residence")}
        fields |= {f"{place}_province": "Ninh Bình" for place in ("birth", "home", "residence")}
        fields |= {"birth_address": f"Xã {commune}", "home_address": home, "residence_address": residence}
        fields |= {"organisation": cell, "occupation": r.choice(WORK), "education": r.choice(SCHOOL)}
        fields |= {"political_theory": r.choice(THEORY), "activity": "active", "status": status}
        fields["admission_date"] = admitted.isoformat()
        if status == "full":
            fields["official_date"] = _year_later(admitted).isoformat()
            fields["card_number"] = fields["personal_number"]
            fields["old_card_number"] = self.digits(8)
        return fields

    def members(self, number: int, cell: str, commune: str) -> Iterator[dict[str, Any]]:
        """`number` members: the last tenth probationary, one exempt, one away, one lacking a card number."""
        probationary = max(1, number // 10) if number > 4 else 0
        for index in range(number):
            fields = self.member(
                cell, commune, status="probationary" if index >= number - probationary else "full"
            )
            if number > 6 and index == 3:
                fields |= {"activity": "exempt", "activity_date": f"{self.today.year - 1}-04-01"}
            if number > 6 and index == 4:
                fields |= {"activity": "away", "activity_date": f"{self.today.year}-01-15"}
            if number > 6 and index == 5:
                del fields["card_number"]
            yield fields


def _year_later(day: datetime.date) -> datetime.date:
    return day.replace(year=day.year + 1, day=min(day.day, 28))


def sample_list(path: Path, members: int = 28, *, seed: int = 7, today: datetime.date | None = None) -> Path:
    """An Excel list in the order of the national template, as a cell might hand it in."""
    from app.exports.member_template import write_member_template

    people = People(seed, today or datetime.date.today())
    write_member_template(path, people.members(members, "Chi bộ thôn Đông Hòa", "Tân Hưng"))
    return path
