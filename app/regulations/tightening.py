"""What a lower layer may make of a confirmed rule of a layer above."""

from __future__ import annotations

from app.regulations.rules import FAR, Key, Rule, Share
from app.trouble import Refused
from app.words import _


def is_allowed(key: Key, lower: Rule, upper: Rule) -> bool:
    """Whether `lower` repeats `upper` or changes it in a direction the key allows (never its base)."""
    one, two = lower.value, upper.value
    if isinstance(two, int) and (lower.unit != upper.unit or (lower.base and lower.base != upper.base)):
        return False  # other units or another base day cannot be compared
    if one == two:
        return True
    if isinstance(one, tuple) and isinstance(two, tuple):
        return "add" in key.lower and all(item in one for item in two)
    if isinstance(one, Share) and isinstance(two, Share):
        left, right = one.part * two.whole, two.part * one.whole
        stricter = left > right or (left == right and one.rounding == "above")
        return "higher" in key.lower and stricter
    if isinstance(one, int) and isinstance(two, int):
        ways = ("shorter", "lower") if one < two else ("longer", "higher")
        return any(way in key.lower for way in ways)
    if isinstance(one, str) and isinstance(two, str) and key.options and "higher" in key.lower:
        return key.options.index(one) > key.options.index(two)  # options stand in rising strictness
    return False


def loosening(key: Key, rule: Rule, upper: Rule) -> Refused | None:
    """Why `rule` may not stand below `upper`: the refusal `loosens_rule`, None when it may."""
    meet = rule.start <= (upper.end or FAR) and upper.start <= (rule.end or FAR)
    if not meet or not upper.known or upper.confidence != "confirmed" or is_allowed(key, rule, upper):
        return None
    return Refused(
        "loosens_rule",
        _("“{title}”: {value} trái với quy định {upper} ({source}).").format(
            title=_(key.title),
            value=rule.value_text(),
            upper=upper.value_text(),
            source=upper.source_text(),
        ),
        _("Cấp dưới chỉ được bổ sung hoặc quy định chặt hơn."),
        key=key.name,
    )
