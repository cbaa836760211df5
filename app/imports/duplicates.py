"""Finds the same person twice, in a list and in the workspace; in doubt asks, and never joins two numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from app.imports.dates import compatible
from app.imports.syllables import variant_key

Verdict = Literal["same", "possible", "conflict"]


@dataclass(frozen=True, slots=True)
class Known:
    """A person already in the workspace. `birth` is YYYY[-MM[-DD]] or None; numbers are text or None."""

    id: str
    name: str
    birth: str | None = None
    personal_number: str | None = None
    card_number: str | None = None


@dataclass(slots=True)
class Duplicate:
    """A group: two or more rows, or rows and a member of the workspace."""

    kind: str
    verdict: Verdict
    rows: list[tuple[str, int]] = field(default_factory=list)
    member: str | None = None

    def as_dict(self) -> dict[str, Any]:
        return {
            "kind": self.kind,
            "verdict": self.verdict,
            "rows": [list(place) for place in self.rows],
            "member": self.member,
        }


@dataclass(slots=True)
class Entry:
    """What is compared of a row or a known person."""

    place: tuple[str, int] | None
    member: str | None
    name: str
    birth: str | None
    number: str | None
    cards: frozenset[str]
    others: dict[str, Any]

    @property
    def key(self) -> str:
        return variant_key(self.name)


def find_duplicates(persons: Sequence[dict[str, Any]], known: Sequence[Known]) -> list[Duplicate]:
    """All groups. `same`: not created twice; `possible`: asked; `conflict`: one number, two people."""
    rows = [_row(person) for person in persons]
    members = [_member(one) for one in known]
    groups: dict[tuple[str, str | None, str], Duplicate] = {}
    for one, other in _pairs(rows, members):
        judged = judge(one, other)
        if judged is None:
            continue
        kind, verdict = judged
        shared = one.number if kind == "same_personal_number" else one.key
        if kind == "same_card_number":
            shared = min(one.cards & other.cards)
        group = groups.setdefault(
            (kind, other.member, f"{shared} {verdict}"), Duplicate(kind, verdict, member=other.member)
        )
        for place in (one.place, other.place):
            if place and place not in group.rows:
                group.rows.append(place)
    for group in groups.values():
        group.rows.sort(key=lambda place: place[1])
    return list(groups.values())


def _row(person: dict[str, Any]) -> Entry:
    cards = frozenset(filter(None, (person.get("card_number"), person.get("old_card_number"))))
    others = {key: person.get(key) for key in ("sex", "admission_date", "old_id_number", "other_name")}
    return Entry(
        (person["sheet"], person["row"]),
        None,
        person.get("name", ""),
        person.get("birth"),
        person.get("personal_number"),
        cards,
        others,
    )


def _member(one: Known) -> Entry:
    cards = frozenset(filter(None, (one.card_number,)))
    return Entry(None, one.id, one.name, one.birth, one.personal_number, cards, {})


def _pairs(rows: list[Entry], members: list[Entry]) -> list[tuple[Entry, Entry]]:
    """Pairs worth comparing: a number, a card, or name and year of birth in common; each pair once."""
    found: dict[tuple[int, int], tuple[Entry, Entry]] = {}
    index: dict[tuple[str, str], list[int]] = {}
    every = rows + members
    for number, entry in enumerate(every):
        marks = [
            (f"name {(entry.birth or '')[:4]}", entry.key),
            *(("card", card) for card in sorted(entry.cards)),
        ]
        if entry.number:
            marks.append(("number", entry.number))
        for mark in marks:
            others = index.setdefault(mark, [])
            # a name of one year borne by hundreds of rows would make a square of pairs
            for other in others[:40]:
                if other < len(rows):
                    found.setdefault((other, number), (every[other], entry))
            others.append(number)
    return [found[key] for key in sorted(found)]


def judge(one: Entry, other: Entry) -> tuple[str, Verdict] | None:
    """Kind and verdict for two entries; None when they are two people or nothing speaks for one."""
    alike = one.key == other.key
    equal = alike and one.name.casefold() == other.name.casefold()
    births = bool(one.birth and other.birth)
    fits = births and compatible(one.birth or "", other.birth or "")
    if one.number and other.number:
        if one.number != other.number:
            return None
        agree = alike and (fits or not births)
        return "same_personal_number", "same" if agree else "conflict"
    shared_card = bool(one.cards & other.cards)
    if not alike or (births and not fits):
        return ("same_card_number", "conflict") if shared_card else None
    if not births:
        return ("same_card_number", "same") if shared_card else None
    kind = "same_name_and_birth" if equal else "spelling_variant"
    if shared_card:
        return kind, "same"
    exact = one.birth == other.birth and len(one.birth or "") == 10
    clash = any(
        one.others.get(key) and other.others.get(key) and one.others[key] != other.others[key]
        for key in ("sex", "admission_date", "old_id_number")
    ) or _same_kind_differs(one.cards, other.cards)
    if clash:
        return kind, "possible"
    return kind, "same" if equal and exact else "possible"


def _same_kind_differs(one: frozenset[str], other: frozenset[str]) -> bool:
    """Two cards of the same generation with different numbers."""
    return any(len(a) == len(b) and a != b for a in one for b in other)
