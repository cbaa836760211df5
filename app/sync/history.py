"""What the pages of a stream say of each other: whether it agrees, and which must wait."""

from __future__ import annotations

from collections import Counter

from app.sync.refusals import refused
from app.sync.streams import Stream


def check(held: Stream) -> None:
    """What the pages say of each other agrees. Raises Refused history_differs, branch_not_supported."""
    for found in held.pages.values():
        before = [held.pages[name].number for name in found.follows if name in held.pages]
        if any(number >= found.number for number in before):
            raise refused("history_differs")
        if len(before) == len(found.follows) and found.number != max(before, default=0) + 1:
            raise refused("history_differs")
    followers = Counter(name for found in held.pages.values() for name in found.follows)
    roots = sum(not found.follows for found in held.pages.values())
    merges = any(len(found.follows) > 1 for found in held.pages.values())
    numbers = Counter(found.number for found in held.pages.values())
    if roots > 1 or merges or max(followers.values(), default=0) > 1 or max(numbers.values(), default=0) > 1:
        raise refused("branch_not_supported")


def hold_back(held: Stream, known: set[str]) -> None:
    """New pages wait while one they follow is missing or waits itself."""
    for name, found in sorted(held.pages.items(), key=lambda one: one[1].number):
        if name not in known and any(
            before not in held.pages or before in held.waiting for before in found.follows
        ):
            held.waiting.add(name)
