"""What is to be said of a round before it is sent or decided: counts, the cap, and what is missing or odd.

Nothing here blocks and nothing makes a level. A rule that is not known says so and asks the committee.
"""

from __future__ import annotations

import datetime
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from app.models import Person, Round, RoundItem
from app.procedures.checks.base import Problem
from app.procedures.rating import bands
from app.procedures.rating.cap import Cap, cap
from app.procedures.rating.rounds import (
    CHECKLIST,
    GROUPS,
    LEVELS,
    MEMBER,
    Rated,
    criteria_of,
    is_rated,
    lacking,
    lines,
    rules_of,
)
from app.procedures.rating.set import CRITERIA, NOTIFIED, POINTS, number
from app.procedures.rating.subject import UNSURE
from app.procedures.rounds import RATING, items
from app.regulations.rulebook import Rules, severity_cap
from app.regulations.rules import Criterion, Rule
from app.storage.unit import Unit
from app.words import N_, _

BY_COMMITTEE = N_("Chưa có nguồn cho năm này; theo quy định của cấp ủy.")
WHOLE, UNGROUPED = "whole", "ungrouped"


@dataclass(frozen=True)
class Remark(Problem):
    """A problem of a round and whom it is about, if one."""

    person: str | None = None

    def answer(self) -> dict[str, Any]:
        return {**super().answer(), "person": self.person}


@dataclass(frozen=True)
class GroupCap:
    """The cap in one group."""

    group: str
    title: str
    cap: Cap
    rule: Rule
    wider: str = ""
    """The document of the wider cap, where one was entered."""

    def sentence(self) -> str:
        """What the group stands at, in both readings, with the source."""
        text = _(
            "{group}: {x} xuất sắc, {good} tốt; theo số xếp hoàn thành tốt được nhiều nhất {literal}, "
            "tính cả xuất sắc được nhiều nhất {pool} ({source})"
        )
        return text.format(
            group=self.title,
            x=self.cap.excellent,
            good=self.cap.good,
            literal=self.cap.literal,
            pool=self.cap.pool,
            source=self.rule.source_text() + (f"; {self.wider}" if self.wider else ""),
        )


def caps(round_: Round, rated: list[Rated], rules: Rules) -> list[GroupCap]:
    """The cap of members, group by group as the rules of the year group; empty where no share is known."""
    rule, wider = rules["rating.cap"], (round_.data or {}).get("exception", {})
    if wider.get("document") and rules["rating.cap.exception"].known:
        rule = rules["rating.cap.exception"]
    if not rule.known:
        return []
    by_position = rules["rating.cap.group"].value == "position"
    found: dict[str, list[str | None]] = defaultdict(list)
    for line in rated:
        data = line.item.data or {}
        if line.item.subject == MEMBER and is_rated(line.item):
            own = data.get("cap_group") or data.get("group") or UNGROUPED
            found[own if by_position else WHOLE].append(line.level)
    titles = {
        WHOLE: _("Cả tổ chức"),
        UNGROUPED: _("Chưa ghi nhóm"),
        **{name: _(title) for name, title in GROUPS.items()},
    }
    return [
        GroupCap(name, titles.get(name, name), cap(levels, rule.share), rule, wider.get("document", ""))
        for name, levels in found.items()
    ]


def counts(rated: list[Rated]) -> dict[str, Any]:
    """How many members are subject, not subject by reason, have a proposed and a decided level."""
    people = [line for line in rated if line.item.subject == MEMBER]
    subject = [line for line in people if is_rated(line.item)]
    out = Counter((one.item.data or {})["not_rated"] for one in people if not is_rated(one.item))
    stands = Counter(line.level or "" for line in subject)
    return {
        "members": len(people),
        "subject": len(subject),
        "not_subject": dict(sorted(out.items())),
        "reviewed_only": sum(
            1 for one in people if not is_rated(one.item) and not (one.item.data or {}).get("not_reviewed")
        ),
        "levels": {level: stands[level] for level in LEVELS},
        "without_level": stands[""],
        "decided": sum(1 for line in subject if line.decided),
        "absent": sum(1 for line in subject if (line.item.data or {}).get("absent") and not line.level),
    }


def remarks(unit: Unit, round_: Round, rated: list[Rated] | None = None) -> list[Remark]:
    """All there is to say, the round's first, then member by member."""
    rated = lines(unit, round_) if rated is None else rated
    rules = rules_of(unit, round_.year)
    found = [*_of_round(unit, round_, rated, rules)]
    names = _names(unit, round_)
    for line in sorted(rated, key=lambda one: names.get(one.item.person or "", "")):
        if line.item.subject == MEMBER:
            found += _of_member(line, rules, names.get(line.item.person or "", ""))
    return found + [*_twice(unit, round_, rated, names)]


def _remark(
    name: str,
    message: str,
    *rules: Rule,
    severity: str = "warn",
    item: RoundItem | None = None,
    field: str = "",
) -> Remark:
    """A remark no graver than the confidence of its rules; with an unknown rule it reminds and says so."""
    most = severity_cap(rules) if rules else severity
    rule = rules[0] if rules else None
    return Remark(
        id=name,
        step="rating",
        severity=severity if most in ("block", severity) else "remind",
        message=message,
        document=rule.document if rule and rule.known else "",
        point=rule.point if rule and rule.known else "",
        confidence=rule.confidence if rule else "",
        field=field,
        note="" if rule is None else rule.confidence_text() if rule.known else _(BY_COMMITTEE),
        person=item.person if item is not None else None,
    )


def _of_round(unit: Unit, round_: Round, rated: list[Rated], rules: Rules) -> Iterator[Remark]:
    data = round_.data or {}
    for group in caps(round_, rated, rules):
        if group.cap.exceeded:
            text = _("Vượt tỷ lệ hoàn thành xuất sắc. {sentence}.").format(sentence=group.sentence())
            yield _remark("X01", text, group.rule)
    if not rules["rating.cap"].known:
        yield _remark("X01", _("Tỷ lệ hoàn thành xuất sắc chưa rõ."), rules["rating.cap"])
    ballot = data.get("ballot", {})
    if not rules["rating.ballot"].known and not ballot.get("document"):
        text = _("Cách bỏ phiếu xếp loại (ai bỏ phiếu, mấy vòng, tỷ lệ): theo quy định của cấp ủy.")
        yield _remark("X02", text, rules["rating.ballot"], field="ballot.document")
    finish = rules["rating.finish"]
    left = [one for one in rated if is_rated(one.item) and not one.level]
    end = datetime.date(round_.year, 12, 31)
    if finish.known and left and unit.today >= end:
        text = _("Phải xong trước ngày 31/12; còn {n} người, tập thể chưa có mức.").format(n=len(left))
        yield _remark("X03", text, finish)
    for kind, title in {**GROUPS, "collective": N_("Tập thể")}.items():
        rule = rules[f"rating.criteria.{kind}"]
        for part in POINTS if rule.criteria else ():
            whole, most = sum(c.most for c in rule.criteria if c.part == part), rules[f"rating.points.{part}"]
            if most.known and whole != most.number:
                text = _("Bộ tiêu chí của nhóm “{group}”: {part} cộng tối đa {sum} điểm, khung là {n} điểm.")
                told = text.format(group=_(title), part=_(POINTS[part]).lower(), sum=whole, n=most.number)
                yield _remark("X05", told, rule)
    early = [one for one in rated if one.item.subject != MEMBER and one.decided]
    waiting = [one for one in rated if one.item.subject == MEMBER and is_rated(one.item) and not one.decided]
    if early and waiting:
        text = _("Tổ chức đã có quyết định khi còn {n} đảng viên chưa có; xếp loại cấp dưới trước.")
        yield _remark("X04", text.format(n=len(waiting)), rules["rating.levels"])


def _of_member(line: Rated, rules: Rules, name: str) -> Iterator[Remark]:
    item, data = line.item, line.item.data or {}

    def say(code: str, text: str, *about: Rule, field: str = "", severity: str = "warn") -> Remark:
        return _remark(code, f"{name}: {text}", *about, item=item, field=field, severity=severity)

    for one in data.get("unsure", ()):
        yield say("M01", _(UNSURE[one]) + ". " + _("Theo quy định của cấp ủy."), severity="remind")
    if data.get("left"):
        yield say("M02", _("không còn là đảng viên của chi bộ tại ngày lập danh sách"))
    if not is_rated(item):
        if line.level:
            yield say("M03", _("đã có mức dù không thuộc diện xếp loại"), rules["rating.not_rated"])
        return
    if not data.get("group") and rules["rating.cap.group"].value == "position":
        yield say("M04", _("chưa ghi nhóm vị trí"), rules["rating.cap.group"], field="group")
    if missing := lacking(item):
        titles = ", ".join(_(CHECKLIST[one]).lower() for one in missing)
        about = [
            rules[key]
            for paper, key in (("temporary_cell", "rating.temporary"), ("state_rating", "rating.state_first"))
            if paper in missing
        ]
        yield say("M05", _("còn thiếu: {list}").format(list=titles), *about, severity="remind")
    if line.decided and not line.told and rules["rating.notice"].known:
        rule = rules["rating.notice"]
        yield say("M12", _("chưa ghi đã thông báo kết quả"), rule, field=NOTIFIED, severity="remind")
    for part in _sums(data, criteria_of(rules, item)):
        yield say("M11", _("điểm {part} khác tổng điểm từng tiêu chí").format(part=part), severity="remind")
    if not line.level:
        absent = (
            _("vắng họp ({reason}), kiểm điểm bổ sung").format(reason=data["absent"])
            if data.get("absent")
            else ""
        )
        yield say("M06", absent or _("chưa có mức"), rules["rating.absent"], severity="remind")
        return
    yield from _of_level(line.level, data, rules, say)


def _sums(data: dict[str, Any], criteria: Sequence[Criterion]) -> Iterator[str]:
    """Parts whose points are others than their criteria come to."""
    given = data.get(CRITERIA, {})
    for part, title in POINTS.items():
        found = [number(given.get(one.name)) for one in criteria if one.part == part]
        points = number(data.get("points", {}).get(part))
        known = [one for one in found if one is not None]
        if known and points is not None and (len(known) < len(found) or sum(known) != points):
            yield _(title).lower()


def _of_level(level: str, data: dict[str, Any], rules: Rules, say: Callable[..., Remark]) -> Iterator[Remark]:
    points = bands.total(data)
    reached = bands.band(points, rules) if points is not None else None
    order = list(LEVELS)
    if reached is not None and order.index(level) < order.index(reached):
        rule = rules["rating.band." + (level if level in bands.BANDS else "completed")]
        yield say("M07", _("mức cao hơn khoảng điểm. {told}").format(told=bands.told(data, rules)), rule)
    for one in bands.conditions(level, data, rules):
        if one.met is False:
            text = _("chưa đạt điều kiện của mức: {text}").format(text=one.text)
            yield say("M08", text, one.rule, field=f"conditions.{one.name}")
    case = bands.lowest_case(data, rules)
    if case is not None and level != order[-1]:
        yield say(
            "M09", _("thuộc trường hợp không hoàn thành nhiệm vụ: {text}").format(text=case.text), case.rule
        )
    sick = rules["rating.sick"]
    if data.get("special") == "sick" and level in order[:2] and sick.value != "work_done":
        yield say("M10", _("nghỉ ốm dài ngày. {text}").format(text=sick.text), sick)


def _twice(unit: Unit, round_: Round, rated: list[Rated], names: dict[str, str]) -> Iterator[Remark]:
    """Two years running at the lowest level: a fact with its source, told to those who handle the help list
    whose criterion it is. Nothing follows from it."""
    if not unit.user.may("handle"):
        return
    rule = unit.rulebook.on(unit.today)["help_list.criteria"]
    before = {
        item.person
        for one in unit.all(Round, what=RATING, owner=round_.owner, year=round_.year - 1)
        for item in items(unit, one.id)
        if item.outcome == "not_completed"
    }
    for line in rated:
        if line.item.person in before and line.decided == "not_completed":
            text = _(
                "{name}: hai năm liền không hoàn thành nhiệm vụ (đợt xếp loại {first} và {last}). "
                "Không có việc gì tự phát sinh từ đây; chi bộ đối chiếu với quy định hiện hành."
            ).format(name=names.get(line.item.person or "", ""), first=round_.year - 1, last=round_.year)
            yield _remark("F01", text, rule, severity="remind", item=line.item)


def _names(unit: Unit, round_: Round) -> dict[str, str]:
    named = select(Person.id, Person.name).join(RoundItem, RoundItem.person == Person.id)
    return dict(unit.session.execute(named.where(RoundItem.round == round_.id)).tuples().all())
