"""What differs between two rulebooks: rule by rule with its days, and what a pack may not loosen."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, replace

from app.regulations.packs import Pack
from app.regulations.rulebook import BEGINNING, Rulebook, in_window
from app.regulations.rules import LAYERS, Document, Rule
from app.regulations.tightening import loosening
from app.trouble import Refused

_DAY = datetime.timedelta(days=1)


@dataclass(frozen=True)
class Change:
    """A key whose rule is another in the second rulebook, from `start` to `end` (both included)."""

    key: str
    title: str
    start: datetime.date
    end: datetime.date | None
    before: Rule
    after: Rule


def same(one: Rule, two: Rule) -> bool:
    """Whether two rules say the same, whatever days and pack they have; two unknown ones do."""
    if not one.known and not two.known:
        return True
    return replace(one, start=two.start, end=two.end, pack=two.pack) == two


def changes(before: Rulebook, after: Rulebook) -> list[Change]:
    """Every difference between two rulebooks, by key and day."""
    found: list[Change] = []
    for key in after.keys.values():
        days = _days(before, key.name) | _days(after, key.name)
        run: Change | None = None
        for start, end in _spans(days):
            one, two = before.rule(key.name, start), after.rule(key.name, start)
            if same(one, two):
                run = None
            elif run is not None and same(run.before, one) and same(run.after, two):
                run = found[-1] = replace(run, end=end)
            else:
                run = Change(key.name, key.title, start, end, one, two)
                found.append(run)
    return found


def _days(book: Rulebook, key: str) -> set[datetime.date]:
    """The days from which another rule of a key may hold."""
    rules = book.history(key)
    ends = {rule.end + _DAY for rule in rules if rule.end is not None}
    return {max(day, BEGINNING) for day in {rule.start for rule in rules} | ends}


def _spans(days: set[datetime.date]) -> list[tuple[datetime.date, datetime.date | None]]:
    ordered = sorted(days | {BEGINNING})
    return [
        (day, ordered[at + 1] - _DAY if at + 1 < len(ordered) else None) for at, day in enumerate(ordered)
    ]


def spans(book: Rulebook, key: str) -> list[Rule]:
    """The rules that held for a key one after the other, the lowest layer that knows first; newest first."""
    found: list[Rule] = []
    for start, end in _spans(_days(book, key)):
        rule = book.rule(key, start)
        if found and same(found[-1], rule) and found[-1].document == rule.document:
            found[-1] = replace(found[-1], end=end)
        else:
            found.append(replace(rule, start=start, end=end))
    return found[::-1]


def change_days(book: Rulebook) -> list[tuple[datetime.date, int]]:
    """The days on which rules change, newest first, with how many do."""
    days = {rule.start for key in book.keys for rule in book.history(key) if rule.start > BEGINNING}
    counted = [(day, len(book.compare(day - _DAY, day))) for day in sorted(days, reverse=True)]
    return [(day, number) for day, number in counted if number]


def new_documents(before: Rulebook, after: Rulebook) -> list[Document]:
    """Documents only the second catalogue has."""
    return [one for name, one in after.documents.items() if name not in before.documents]


def loosened(book: Rulebook, pack: Pack) -> list[Refused]:
    """Every rule of a pack that would loosen a confirmed rule of a layer above it, one refusal each."""
    documents = book.documents | {document.id: document for document in pack.documents}
    above = LAYERS[: LAYERS.index(pack.layer)]
    found = []
    for rule in pack.rules:
        placed = in_window(rule, documents, pack)
        uppers = [one for one in book.history(rule.key) if one.layer in above]
        refusals = (loosening(book.keys[rule.key], placed, upper) for upper in uppers if placed.known)
        if (first := next((one for one in refusals if one is not None), None)) is not None:
            found.append(first)
    return found
