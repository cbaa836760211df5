"""What points and side conditions say of a level: shown beside it, never a level by themselves."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from app.procedures.rating.rounds import LEVELS
from app.procedures.rating.set import POINTS, number
from app.regulations.rulebook import Rules
from app.regulations.rules import Rule
from app.words import _

BANDS = ("excellent", "good", "completed")


@dataclass(frozen=True)
class Condition:
    """One side condition of a level. `met` None: nobody has said."""

    name: str
    text: str
    met: bool | None
    rule: Rule


def total(data: Mapping[str, Any]) -> Decimal | None:
    """The points together; None until both parts are given."""
    told = data.get("points", {})
    found = [number(told.get(name)) for name in POINTS]
    return sum((n for n in found if n is not None), Decimal(0)) if None not in found else None


def band(points: Decimal, rules: Rules) -> str | None:
    """The level in whose band the points lie; None where the year has no bands."""
    if not all(rules[f"rating.band.{name}"].known for name in BANDS):
        return None
    return next((n for n in BANDS if points >= rules[f"rating.band.{n}"].number), "not_completed")


def conditions(level: str, data: Mapping[str, Any], rules: Rules) -> list[Condition]:
    """The side conditions of a level that the rules of the year name, each with what was said of it."""
    told = data.get("conditions", {})
    source = rules[f"rating.band.{level}"] if level in BANDS else rules["rating.not_completed.undone"]
    found: list[Condition] = []

    def fact(name: str, text: str) -> None:
        if source.known:
            found.append(Condition(name, text, {"yes": True, "no": False}.get(told.get(name, "")), source))

    def share(name: str, key: str, text: str, *, least: bool) -> None:
        rule, said = rules[key], number(told.get(name))
        if rule.known:
            fits = None if said is None else said >= rule.number if least else said <= rule.number
            found.append(Condition(name, text.format(n=rule.number), fits, rule))

    if level in BANDS:
        fact("all_done", _("hoàn thành hết nhiệm vụ"))
    if level == "excellent":
        share("exceeded", "rating.excellent.exceeded", _("ít nhất {n} % nhiệm vụ vượt mức"), least=True)
        fact("remedied", _("khắc phục hết hạn chế của kỳ trước"))
    if level in ("excellent", "good") and source.known:
        late = number(told.get("late"))
        found.append(
            Condition(
                "late", _("không có nhiệm vụ chậm tiến độ"), None if late is None else late == 0, source
            )
        )
    if level == "completed":
        share("late", "rating.completed.late", _("nhiệm vụ chậm tiến độ không quá {n} %"), least=False)
    return found


def lowest_case(data: Mapping[str, Any], rules: Rules) -> Condition | None:
    """The case of "không hoàn thành nhiệm vụ" that was said of a member, whatever the points."""
    told = data.get("conditions", {})
    rule = rules["rating.not_completed.undone"]
    undone = number(told.get("undone"))
    if rule.known and undone is not None and undone > rule.number:
        text = _("trên {n} % nhiệm vụ không hoàn thành").format(n=rule.number)
        return Condition("undone", text, True, rule)
    if told.get("fault") == "yes":
        return Condition(
            "fault", _("có kết luận, kỷ luật thuộc trường hợp này"), True, rules["rating.levels"]
        )
    return None


def told(data: Mapping[str, Any], rules: Rules) -> str:
    """The band in one sentence with the conditions that fail or that nobody has said; "" without points."""
    points = total(data)
    level = band(points, rules) if points is not None else None
    if points is None or level is None:
        return ""
    text = _("{n} điểm: khoảng điểm của mức {level}").format(
        n=f"{points.normalize():f}".replace(".", ","), level=_(LEVELS[level]).lower()
    )
    failing = [one.text for one in conditions(level, data, rules) if one.met is False]
    unsaid = [one.text for one in conditions(level, data, rules) if one.met is None]
    if failing:
        text += _("; chưa đạt: {list}").format(list=", ".join(failing))
    if unsaid:
        text += _("; chưa ghi: {list}").format(list=", ".join(unsaid))
    return text
