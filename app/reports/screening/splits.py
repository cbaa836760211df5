"""By what the people of the table of screening are set apart: sex, age, education, ethnicity.

Age bands and school levels are those of the statistics tables of the Organisation Commission; they stand in
`resources/codes`. Who has nothing on file stands in a column of their own.
"""

from __future__ import annotations

import datetime
from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import Person
from app.models.folding import fold
from app.regulations.codes import load_codes
from app.words import N_, _

SEX, AGE, EDUCATION, ETHNICITY = "sex", "age", "education", "ethnicity"
SPLITS = {
    SEX: N_("giới tính"),
    AGE: N_("tuổi đời"),
    EDUCATION: N_("học vấn"),
    ETHNICITY: N_("dân tộc"),
}
UNKNOWN = {
    SEX: N_("Chưa ghi giới tính"),
    AGE: N_("Chưa rõ tuổi"),
    EDUCATION: N_("Chưa ghi học vấn"),
    ETHNICITY: N_("Chưa ghi dân tộc"),
}
MAJORITY = "kinh"
"""The ethnic group all others are set apart from (dân tộc thiểu số)."""


def groups(
    session: Session, owners: Collection[str], split: str, people: Collection[str], day: datetime.date
) -> list[tuple[str, set[str]]]:
    """Title of each group, and who belongs to it on the last day; at the end the unknown, if any."""
    found: dict[str, set[str]] = {title: set() for title in _titles(split)}
    rest = set(people)
    wanted = select(Person.id, Person.sex, Person.birth, Person.education, Person.ethnicity)
    for one in session.execute(wanted.where(Person.owner.in_(owners))):
        title = _of(split, one, day)
        if title is not None and one.id in rest:
            found[title].add(one.id)
            rest.discard(one.id)
    return [*found.items(), *([(_(UNKNOWN[split]), rest)] if rest else [])]


def _titles(split: str) -> list[str]:
    match split:
        case "sex":
            return [_("Nam"), _("Nữ")]
        case "age":
            return [_(code.title) for code in load_codes("age_bands").values()]
        case "education":
            return [_(code.title) for code in load_codes("education").values()]
    return [_("Dân tộc Kinh"), _("Dân tộc thiểu số")]


def _of(split: str, person: object, day: datetime.date) -> str | None:
    told = getattr(person, {"age": "birth"}.get(split, split))
    if not told:
        return None
    match split:
        case "sex":
            return {"male": _("Nam"), "female": _("Nữ")}.get(told)
        case "age":
            return _band(str(told), day)
        case "education":
            known = load_codes("education")
            title = known[told].title if told in known else None
            named = {fold(code.title): code.title for code in known.values()}
            title = title or named.get(fold(str(told)))
            return _(title) if title else None
    return _("Dân tộc Kinh") if fold(str(told)) == MAJORITY else _("Dân tộc thiểu số")


def _band(birth: str, day: datetime.date) -> str | None:
    """The band of an age in whole years; None where only the year of birth is known and two bands fit."""
    from app.regulations.dates import PartialDate

    born = PartialDate.parse(birth)
    ages = {_years(born.first(), day), _years(born.last(), day)}
    bands = set()
    for code in load_codes("age_bands").values():
        least, _dash, most = code.code.partition("-")
        bands |= {code.title for age in ages if int(least) <= age <= int(most or 999)}
    return _(bands.pop()) if len(bands) == 1 else None


def _years(born: datetime.date, day: datetime.date) -> int:
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))
