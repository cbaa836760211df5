"""The figures of screening for a time: one definition each, counted from dated events and acts.

This is the program's own table, no official form. Every number names what it counts: cases or persons.
What has no whole day is counted only where the time surely holds it; the rest is a figure of its own.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import Act, Case, CaseStanding, Happening, Organisation, Person, Round, RoundItem
from app.models.lives import STATUS, status_of
from app.regulations.dates import PartialDate
from app.words import N_, _, day_text

PERSON, CASE = "person", "case"
MEMBER = ("full", "probationary")
NOTE = N_("Bảng của phần mềm, không phải mẫu chính thức.")
GROUNDS = {
    "absence_or_dues": N_("bỏ sinh hoạt hoặc không đóng đảng phí"),
    "card_returned": N_("tự trả thẻ hoặc hủy thẻ"),
    "no_progress": N_("giảm sút ý chí, đã giáo dục mà không tiến bộ"),
    "two_years_breach": N_("hai năm liền vi phạm tư cách"),
    "political_standard": N_("không bảo đảm tiêu chuẩn chính trị"),
}
CRITERIA = {
    "rated_two_years": N_("hai năm liền không hoàn thành nhiệm vụ"),
    "repeat_under_punishment": N_("tái phạm trong thời gian chấp hành kỷ luật"),
    "degeneration": N_("có kết luận suy thoái, vi phạm đạo đức, lối sống"),
    "example_or_standing": N_("vi phạm nêu gương, điều không được làm, uy tín thấp"),
    "other": N_("trường hợp khác theo quy định của cấp ủy"),
}


class Counted(NamedTuple):
    """One thing a number counts: id of the case or person, the person it is about, whose it is."""

    id: str
    person: str
    owner: str


class _Act(NamedTuple):
    case: str
    person: str
    owner: str
    procedure: str
    step: str
    outcome: str | None
    date: str
    facts: dict[str, Any]

    @property
    def counted(self) -> Counted:
        return Counted(self.case, self.person, self.owner)


class Scope:
    """The records of some offices for the days from `start` to `end`, read once."""

    def __init__(
        self, session: Session, owners: Iterable[str], start: datetime.date, end: datetime.date
    ) -> None:
        self.session, self.owners, self.start, self.end = session, list(owners), start, end

    def inside(self, day: str | None) -> bool | None:
        """Whether a day of ISO text, whole or partial, lies in the time; None when that is not known."""
        if not day:
            return None
        told = PartialDate.parse(day)
        if told.last() < self.start or told.first() > self.end:
            return False
        return True if told.first() >= self.start and told.last() <= self.end else None

    @cached_property
    def acts(self) -> list[_Act]:
        """Acts of restricted cases up to the end of the time, oldest first."""
        found = (
            select(
                Act.case, Case.person, Case.owner, Case.procedure, Act.step, Act.outcome, Act.date, Act.facts
            )
            .join(Case, Case.id == Act.case)
            .where(Case.restricted, Case.gone.is_(False), Act.gone.is_(False))
            .where(Case.owner.in_(self.owners), Act.date <= self.end.isoformat())
            .order_by(Act.date, Act.attempt)
        )
        return [_Act(*row) for row in self.session.execute(found)]

    def act(self, procedure: str, step: str, *outcomes: str, before: bool = False) -> Iterator[_Act]:
        """Acts of a step in the time (with `before`: up to its end), of these outcomes if any are named."""
        for one in self.acts:
            here = (one.procedure, one.step) == (procedure, step)
            then = before or one.date >= self.start.isoformat()
            if here and then and (not outcomes or one.outcome in outcomes):
                yield one

    def fact(self, case: str, step: str, name: str) -> str:
        """The newest value of a fact of a case, "" for none."""
        told = [one.facts.get(name) for one in self.acts if (one.case, one.step) == (case, step)]
        return str(told[-1] or "") if told else ""

    @cached_property
    def standings(self) -> dict[str, CaseStanding]:
        """Case -> where it stands."""
        wanted = select(CaseStanding).where(CaseStanding.owner.in_(self.owners))
        return {one.case: one for one in self.session.scalars(wanted)}

    def running(self, case: str, day: datetime.date) -> bool:
        """Whether a case had not ended on a day."""
        standing = self.standings.get(case)
        return standing is not None and (standing.ended is None or standing.ended > day.isoformat())

    @cached_property
    def lives(self) -> dict[str, list[Happening]]:
        """Person -> everything dated that happened to them."""
        found: dict[str, list[Happening]] = defaultdict(list)
        for one in self.session.scalars(select(Happening).where(Happening.owner.in_(self.owners))):
            found[one.person].append(one)
        return found

    def members(self, day: datetime.date) -> Iterator[Counted]:
        """Who was a member at the end of a day."""
        for person, lived in self.lives.items():
            if status_of(lived, day.isoformat()) in MEMBER:
                yield Counted(person, person, lived[0].owner)

    @cached_property
    def exits(self) -> list[tuple[Happening, str]]:
        """Ways out in the time, with the status before."""
        found = []
        for lived in self.lives.values():
            for one in lived:
                if one.what == "left" and self.inside(one.date):
                    rest = [h for h in lived if h is not one and h.what in STATUS]
                    found.append((one, status_of(rest, one.date or "")))
        return found


Count = Callable[[Scope], Iterable[Counted]]


@dataclass(frozen=True)
class Figure:
    """A question with its name: what it counts (`of`: person or case), how deep it stands, how it counts."""

    name: str
    title: str
    of: str
    count: Count
    depth: int = 0


def _reviewed(*outcomes: str) -> Count:
    def count(scope: Scope) -> Iterator[Counted]:
        wanted = (
            select(RoundItem)
            .join(Round, Round.id == RoundItem.round)
            .where(Round.what == "review", Round.gone.is_(False), RoundItem.gone.is_(False))
            .where(RoundItem.owner.in_(scope.owners), RoundItem.outcome.is_not(None))
            .order_by(RoundItem.date)
        )
        last = {one.person: one for one in scope.session.scalars(wanted) if scope.inside(one.date)}
        for person, item in last.items():
            if person and (not outcomes or item.outcome in outcomes):
                yield Counted(person, person, item.owner)

    return count


def _done(procedure: str, step: str, *outcomes: str) -> Count:
    return lambda scope: [one.counted for one in scope.act(procedure, step, *outcomes)]


def _listed(criterion: str) -> Count:
    def count(scope: Scope) -> Iterator[Counted]:
        for one in scope.act("help_list", "listing", "listed"):
            if scope.fact(one.case, "criterion", "criterion") == criterion:
                yield one.counted

    return count


def _on_list(day: Callable[[Scope], datetime.date]) -> Count:
    def count(scope: Scope) -> Iterator[Counted]:
        on = day(scope)
        for one in scope.act("help_list", "listing", "listed", before=True):
            if one.date <= on.isoformat() and scope.running(one.case, on):
                yield one.counted

    return count


def _considered(scope: Scope) -> Iterator[Counted]:
    """Raised and neither voted on nor ended by the end of the time."""
    voted = {one.case for one in scope.act("help_list", "listing", before=True)}
    for one in scope.act("help_list", "criterion", before=True):
        if one.case not in voted and scope.running(one.case, scope.end):
            yield one.counted


def _off_otherwise(scope: Scope) -> Iterator[Counted]:
    """Listed, and the case ended in the time by death or because it was given up."""
    for one in scope.act("help_list", "listing", "listed", before=True):
        standing = scope.standings.get(one.case)
        if standing and standing.result in ("died", "stopped") and scope.inside(standing.ended):
            yield one.counted


def _deleted(ground: str | None = None, status: str = "full") -> Count:
    def count(scope: Scope) -> Iterator[Counted]:
        for one, before in scope.exits:
            full = before != "probationary"
            if one.value != "deleted" or full != (status == "full"):
                continue
            told = scope.fact(one.case, "grounds", "ground") if one.case else ""
            if ground is None or (told if told in GROUNDS else "") == ground:
                yield Counted(one.person, one.person, one.owner)

    return count


def _left(*reasons: str) -> Count:
    def count(scope: Scope) -> Iterator[Counted]:
        for one, _before in scope.exits:
            if one.value in reasons:
                yield Counted(one.person, one.person, one.owner)

    return count


def _happened(what: str) -> Count:
    def count(scope: Scope) -> Iterator[Counted]:
        for lived in scope.lives.values():
            for one in lived:
                if one.what == what and scope.inside(one.date):
                    yield Counted(one.person, one.person, one.owner)

    return count


def _exempt(scope: Scope) -> Iterator[Counted]:
    """Members exempt on the last day of the time."""
    day = scope.end.isoformat()
    there = {one.person for one in scope.members(scope.end)}
    for person in there:
        for one in scope.lives[person]:
            told = (one.what, one.value) == ("state", "exempt")
            if told and (one.date or "") <= day and not (one.until and one.until <= day):
                yield Counted(person, person, one.owner)


def _pending(scope: Scope) -> Iterator[Counted]:
    """Complaints filed and not answered by the end of the time; one carried further waits again."""
    last: dict[str, _Act] = {}
    for one in scope.acts:
        if one.procedure == "complaint" and one.step in ("filed", "answer"):
            last[one.case] = one
    for one in last.values():
        if one.step == "filed" and scope.running(one.case, scope.end):
            yield one.counted


def _undated(scope: Scope) -> Iterator[Counted]:
    """Ways out whose day is not known well enough to say whether they lie in the time."""
    for lived in scope.lives.values():
        for one in lived:
            if one.what == "left" and scope.inside(one.date) is None:
                yield Counted(one.person, one.person, one.owner)


def _day_before(scope: Scope) -> datetime.date:
    return scope.start - datetime.timedelta(days=1)


FIGURES = (
    Figure("members_start", N_("Đảng viên đầu kỳ"), PERSON, lambda s: s.members(_day_before(s))),
    Figure("members_end", N_("Đảng viên cuối kỳ"), PERSON, lambda s: s.members(s.end)),
    Figure("reviewed", N_("Đã rà soát"), PERSON, _reviewed()),
    Figure("no_issue", N_("không có vấn đề"), PERSON, _reviewed("no_issue"), 1),
    Figure("follow_up", N_("cần theo dõi"), PERSON, _reviewed("follow_up"), 1),
    Figure("consider", N_("đề nghị xem xét"), PERSON, _reviewed("consider"), 1),
    Figure("proposed", N_("Được nêu để giáo dục, giúp đỡ"), CASE, _done("help_list", "criterion")),
    Figure("voted", N_("Chi bộ đã bỏ phiếu"), CASE, _done("help_list", "listing")),
    Figure("carried", N_("Trong danh sách giúp đỡ từ kỳ trước"), CASE, _on_list(_day_before)),
    Figure("listed", N_("Đưa vào danh sách trong kỳ"), CASE, _done("help_list", "listing", "listed")),
    *(Figure(f"listed.{key}", title, CASE, _listed(key), 1) for key, title in CRITERIA.items()),
    Figure(
        "taken_off", N_("Tiến bộ, đưa ra khỏi danh sách"), CASE, _done("help_list", "result", "progressed")
    ),
    Figure(
        "not_progressed", N_("Giúp đỡ mà không tiến bộ"), CASE, _done("help_list", "result", "not_progressed")
    ),
    Figure("off_otherwise", N_("Ra khỏi danh sách vì lý do khác"), CASE, _off_otherwise),
    Figure("on_list", N_("Trong danh sách cuối kỳ"), CASE, _on_list(lambda s: s.end)),
    Figure("considered", N_("Đang xem xét cuối kỳ, chưa bỏ phiếu"), CASE, _considered),
    Figure("deleted", N_("Xóa tên đảng viên chính thức"), PERSON, _deleted()),
    *(Figure(f"deleted.{key}", title, PERSON, _deleted(key), 1) for key, title in GROUNDS.items()),
    Figure("deleted.unknown", N_("sổ không ghi trường hợp"), PERSON, _deleted(""), 1),
    Figure(
        "deleted_probationary", N_("Xóa tên đảng viên dự bị"), PERSON, _deleted(status="probationary")
    ),
    Figure("expelled", N_("Khai trừ"), PERSON, _left("expelled")),
    Figure(
        "resigned",
        N_("Cho ra khỏi Đảng theo nguyện vọng"),
        PERSON,
        _left("resigned", "resigned_hardship"),
    ),
    Figure("resigned.hardship", N_("vì gia đình đặc biệt khó khăn"), PERSON, _left("resigned_hardship"), 1),
    Figure("annulled", N_("Hủy quyết định kết nạp, công nhận"), PERSON, _left("annulled")),
    Figure("undated", N_("Ra khỏi Đảng, không rõ có trong kỳ không"), PERSON, _undated),
    Figure("exempt", N_("Miễn sinh hoạt cuối kỳ"), PERSON, _exempt),
    Figure("complaints", N_("Khiếu nại gửi trong kỳ"), CASE, _done("complaint", "filed")),
    Figure("upheld", N_("giữ nguyên quyết định"), CASE, _done("complaint", "answer", "upheld"), 1),
    Figure("changed", N_("thay đổi quyết định"), CASE, _done("complaint", "answer", "changed"), 1),
    Figure("overturned", N_("hủy quyết định"), CASE, _done("complaint", "answer", "overturned"), 1),
    Figure("refused", N_("không giải quyết"), CASE, _done("complaint", "received", "not_accepted"), 1),
    Figure("pending", N_("Khiếu nại chưa trả lời cuối kỳ"), CASE, _pending),
    Figure("restored", N_("Khôi phục quyền của đảng viên"), PERSON, _happened("restored")),
)  # fmt: skip


@dataclass(frozen=True)
class Screening:
    """The table: columns by title, for each figure the things counted in each column."""

    title: str
    note: str
    columns: list[str]
    rows: list[tuple[Figure, list[list[Counted]]]]

    @property
    def cases(self) -> set[str]:
        """The cases behind its numbers."""
        return {one.id for figure, cells in self.rows if figure.of == CASE for one in cells[0]}


def screening(
    session: Session, own: str, start: datetime.date, end: datetime.date, *, committee: bool
) -> Screening:
    """Count all figures: of one office, or of a committee and all whose records it holds."""
    offices = _offices(session, own) if committee else {own: ""}
    scope = Scope(session, offices, start, end)
    sexes: dict[str, str | None] = dict(
        session.execute(select(Person.id, Person.sex).where(Person.owner.in_(offices))).tuples().all()
    )
    counted = [(figure, _once(figure.count(scope))) for figure in FIGURES]
    sorts: list[tuple[str, Callable[[Counted], bool]]] = [
        (_("Cộng"), lambda one: True),
        (_("Nam"), lambda one: sexes.get(one.person) == "male"),
        (_("Nữ"), lambda one: sexes.get(one.person) == "female"),
    ]
    if any(sexes.get(one.person) not in ("male", "female") for _f, found in counted for one in found):
        sorts.append((_("Chưa ghi giới tính"), lambda one: sexes.get(one.person) not in ("male", "female")))
    if committee:
        sorts += [(name, lambda one, key=key: one.owner == key) for key, name in offices.items()]  # type: ignore[misc]
    rows = [
        (figure, [[one for one in found if fits(one)] for _t, fits in sorts]) for figure, found in counted
    ]
    title = _("Rà soát, sàng lọc đảng viên từ {start} đến {end}").format(
        start=day_text(start), end=day_text(end)
    )
    return Screening(title, _(NOTE), [name for name, _fits in sorts], rows)


def _offices(session: Session, own: str) -> dict[str, str]:
    """Id -> name of those whose people the committee holds, itself first, then by code."""
    wanted = select(Organisation).where(Organisation.gone.is_(False)).order_by(Organisation.code)
    held = set(session.scalars(select(Person.owner).distinct())) or {own}
    known = [one for one in session.scalars(wanted) if one.id in held]
    return {one.id: one.name for one in sorted(known, key=lambda one: one.id != own)}


def _once(found: Iterable[Counted]) -> list[Counted]:
    """Each thing once, in its order."""
    return list({one.id: one for one in found}.values())
