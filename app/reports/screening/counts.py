"""How each figure of screening is counted, from dated events and acts: every number of cases or persons."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator

from sqlalchemy import select

from app.models import Round, RoundItem
from app.reports.screening.scope import Counted, Scope, Told
from app.words import N_

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


ENDINGS = {
    ("help_list", "not_listed"): N_("Kết thúc: không đưa vào danh sách giúp đỡ"),
    ("help_list", "stopped"): N_("Kết thúc: thôi xem xét giúp đỡ"),
    ("deletion", "stopped"): N_("Kết thúc: thôi xem xét xóa tên"),
    ("deletion", "kept"): N_("Kết thúc: không xóa tên"),
    ("discipline", "found_nothing"): N_("Kết thúc: không kỷ luật"),
    ("suspension", "found_nothing"): N_("Kết thúc: không đình chỉ"),
    ("annulment", "kept"): N_("Kết thúc: không hủy quyết định"),
}
"""(procedure, result) of cases that came to nothing; every one after which a case may be condensed."""

Count = Callable[[Scope], Iterable[Counted]]


def reviewed(*outcomes: str) -> Count:
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


def done(procedure: str, step: str, *outcomes: str) -> Count:
    return lambda scope: [one.counted for one in scope.act(procedure, step, *outcomes)]


def listed(criterion: str) -> Count:
    def count(scope: Scope) -> Iterator[Counted]:
        for one in scope.act("help_list", "listing", "listed"):
            if scope.fact(one.case, "criterion", "criterion") == criterion:
                yield one.counted

    return count


def on_list(day: Callable[[Scope], datetime.date]) -> Count:
    def count(scope: Scope) -> Iterator[Counted]:
        on = day(scope)
        for one in scope.act("help_list", "listing", "listed", before=True):
            if one.date <= on.isoformat() and scope.running(one.case, on):
                yield one.counted

    return count


def considered(scope: Scope) -> Iterator[Counted]:
    """Raised and neither voted on nor ended by the end of the time."""
    voted = {one.case for one in scope.act("help_list", "listing", before=True)}
    for one in scope.act("help_list", "criterion", before=True):
        if one.case not in voted and scope.running(one.case, scope.end):
            yield one.counted


def off_otherwise(scope: Scope) -> Iterator[Counted]:
    """Listed, and the case ended in the time by death or because it was given up."""
    for one in scope.act("help_list", "listing", "listed", before=True):
        standing = scope.standings.get(one.case)
        if standing and standing.result in ("died", "stopped") and scope.inside(standing.ended):
            yield one.counted


def deleted(ground: str | None = None, status: str = "full") -> Count:
    def count(scope: Scope) -> Iterator[Counted]:
        for one, before in scope.exits:
            full = before != "probationary"
            if one.value != "deleted" or full != (status == "full"):
                continue
            told = scope.fact(one.case, "grounds", "ground") if one.case else ""
            if ground is None or (told if told in GROUNDS else "") == ground:
                yield Counted(one.person, one.person, one.owner)

    return count


def left(*reasons: str) -> Count:
    def count(scope: Scope) -> Iterator[Counted]:
        for one, _before in scope.exits:
            if one.value in reasons:
                yield Counted(one.person, one.person, one.owner)

    return count


def happened(what: str) -> Count:
    def count(scope: Scope) -> Iterator[Counted]:
        for lived in scope.lives.values():
            for one in lived:
                if one.what == what and scope.inside(one.date):
                    yield Counted(one.person, one.person, one.owner)

    return count


def exempt(scope: Scope) -> Iterator[Counted]:
    """Members exempt on the last day of the time."""
    yield from exempt_times(1)(scope)


def exempt_times(least: int, most: int | None = None) -> Count:
    """Members exempt on the last day of the time, and for how many times so far."""

    def count(scope: Scope) -> Iterator[Counted]:
        day = scope.end.isoformat()
        for person in {one.person for one in scope.members(scope.end)}:
            told = [one for one in scope.lives[person] if (one.what, one.value) == ("state", "exempt")]
            began = [one for one in told if (one.date or "") <= day]
            now = [one for one in began if not (one.until and one.until <= day)]
            if now and least <= len(began) and (most is None or len(began) <= most):
                yield Counted(person, person, now[0].owner)

    return count


def state_begun(state: str) -> Count:
    """Persons for whom a state began in the time."""

    def count(scope: Scope) -> Iterator[Counted]:
        for lived in scope.lives.values():
            for one in lived:
                if (one.what, one.value) == ("state", state) and scope.inside(one.date):
                    yield Counted(one.person, one.person, one.owner)

    return count


def ended(procedure: str, result: str) -> Count:
    """Cases of a procedure that ended with a result in the time."""

    def count(scope: Scope) -> Iterator[Counted]:
        for one in scope.standings.values():
            if (one.procedure, one.result) == (procedure, result) and scope.inside(one.ended):
                yield Counted(one.case, one.person, one.owner)

    return count


def pending(scope: Scope) -> Iterator[Counted]:
    """Complaints filed and not answered by the end of the time; one carried further waits again."""
    last: dict[str, Told] = {}
    for one in scope.acts:
        if one.procedure == "complaint" and one.step in ("filed", "answer"):
            last[one.case] = one
    for one in last.values():
        if one.step == "filed" and scope.running(one.case, scope.end):
            yield one.counted


def undated(scope: Scope) -> Iterator[Counted]:
    """Ways out whose day is not known well enough to say whether they lie in the time."""
    for lived in scope.lives.values():
        for one in lived:
            if one.what == "left" and scope.inside(one.date) is None:
                yield Counted(one.person, one.person, one.owner)


def day_before(scope: Scope) -> datetime.date:
    return scope.start - datetime.timedelta(days=1)
