"""Votes: who counts in the base, name by name, and how many are needed."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from app.regulations.rulebook import Rules
from app.regulations.rules import Rule
from app.words import N_, _

CELL, COMMITTEE = "cell", "committee"
STATES = ("temporary_elsewhere", "exempt", "suspended", "prosecuted", "custody")
REASONS = {
    "probationary": N_("đảng viên dự bị không biểu quyết"),
    "not_member": N_("không phải đảng viên chính thức"),
    "guest": N_("sinh hoạt tạm thời tại đây, không biểu quyết"),
    "temporary_elsewhere": N_("đang sinh hoạt tạm thời nơi khác, vắng mặt"),
    "exempt": N_("miễn công tác và sinh hoạt đảng, vắng mặt"),
    "suspended": N_("đang bị đình chỉ sinh hoạt đảng"),
    "prosecuted": N_("đang bị khởi tố, truy tố"),
    "custody": N_("đang bị tạm giữ, tạm giam"),
}


@dataclass(frozen=True, slots=True)
class Voter:
    """Somebody on the list on the day: status (full, probationary, …) and the states in force then.

    `guest`: on temporary activity here, home elsewhere; no vote here.
    """

    id: str
    status: str = "full"
    states: frozenset[str] = frozenset()
    guest: bool = False


@dataclass(frozen=True, slots=True)
class Excluded:
    """Somebody not in the base, and why (a word of `REASONS`)."""

    id: str
    reason: str

    def text(self) -> str:
        """The reason in words."""
        return _(REASONS[self.reason])


@dataclass(frozen=True, slots=True)
class Base:
    """Who counts. `known` False: no source says who is left out that day, so only voters were sorted out."""

    counted: tuple[str, ...]
    excluded: tuple[Excluded, ...]
    rules: tuple[Rule, ...]
    body: str = CELL

    @property
    def number(self) -> int:
        """N, the size of the base."""
        return len(self.counted)

    @property
    def known(self) -> bool:
        """Whether the rules on who is left out are known on that day."""
        return all(rule.known for rule in self.rules)

    def text(self) -> str:
        """The arithmetic: how many on the list, and who was left out for what."""
        total = len(self.counted) + sum(1 for one in self.excluded if one.reason in STATES)
        parts = []
        for reason in STATES:
            number = sum(1 for one in self.excluded if one.reason == reason)
            if number:
                parts.append(_("trừ {number} {reason}").format(number=number, reason=_(REASONS[reason])))
        members = _("{total} chính thức") if self.body == CELL else _("{total} ủy viên đương nhiệm")
        start = _("Cách tính {base}: {members}").format(base=self.number, members=members.format(total=total))
        return ", ".join([start, *parts]) + "."


def base(
    voters: Sequence[Voter],
    present_ids: Collection[str],
    rules: Rules,
    body: str = CELL,
    left_out: str = "",
) -> Base:
    """The base of a vote in a cell or committee from the list of the day and who came.

    The cell counts its full members; a committee counts its serving members (statuses are not read).
    Left out by rule: some states always, some only if absent; anyone else absent stays in. `left_out`
    names a rule of the vote's own: only those it lists are then left out, if absent.
    """
    names = (left_out,) if left_out else (f"votes.{body}.deduct", f"votes.{body}.deduct_if_absent")
    read = tuple(rules[name] for name in names)
    always, absent = () if left_out else read[0].items, read[-1].items
    counted: list[str] = []
    excluded: list[Excluded] = []
    for voter in voters:
        reason = _never(voter) if body == CELL else None
        reason = reason or next((state for state in always if state in voter.states), None)
        if reason is None and voter.id not in present_ids:
            reason = next((state for state in absent if state in voter.states), None)
        if reason is None:
            counted.append(voter.id)
        else:
            excluded.append(Excluded(voter.id, reason))
    return Base(tuple(counted), tuple(excluded), read, body)


def _never(voter: Voter) -> str | None:
    if voter.guest:
        return "guest"
    if voter.status == "full":
        return None
    return "probationary" if voter.status == "probationary" else "not_member"


def needed(base_number: int, rule: Rule) -> int | None:
    """Votes needed of `base_number` by a share rule; None when the share is unknown."""
    return rule.share.needed(base_number) if rule.known else None


def needed_text(base_number: int, rule: Rule) -> str:
    """The arithmetic: "2/3 × 22 = 14,67 → 15"; empty when the share is unknown."""
    if not rule.known:
        return ""
    share = rule.share
    exact = f"{base_number * share.part / share.whole:.2f}".rstrip("0").rstrip(".").replace(".", ",")
    return f"{share.part}/{share.whole} × {base_number} = {exact} → {share.needed(base_number)}"
