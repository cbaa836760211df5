"""Receipts: a signed note of the pages an office holds. No entry, no agreement: stored, that is all."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import msgspec

from app.sync.page import Audience, Hash, Office, Page, Place, Signed


class Parked(msgspec.Struct, frozen=True):
    """An entry that is held but could not be applied, and why."""

    entry: Hash
    kind: str
    reason: str


class Held(msgspec.Struct, frozen=True, kw_only=True):
    """What is held of one stream.

    Held are the `heads`, all pages they follow but for `missing`, and the `waiting` ones.
    """

    author: Office
    audience: Audience
    pages: int
    """Pages held, waiting ones left out."""
    heads: list[Hash]
    missing: list[Hash] = []
    """Pages asked for: held pages follow them."""
    waiting: list[Hash] = []
    """Pages held back because of the missing ones."""


class Receipt(msgspec.Struct, frozen=True, kw_only=True, tag_field="what", tag="receipt"):
    """Signed by its author, for one office; the last to arrive counts, even if it claims less."""

    format: int = 1
    author: Office
    to: Office
    made: str
    held: list[Held]
    """Streams of the receiver's, and the author's own streams for it."""
    parked: list[Parked] = []
    counts: dict[str, int] = {}
    """Entries held of the receiver's streams, per kind."""


def read(note: Signed) -> Receipt:
    """A receipt from its signed note; raises ValueError."""
    try:
        return msgspec.json.decode(note.body, type=Receipt)
    except msgspec.MsgspecError as error:
        raise ValueError(f"receipt: {error}") from error


def summarise(author: str, audience: str, pages: Mapping[str, Page | Place], waiting: set[str]) -> Held:
    """What is held of a stream, from the pages held by hash and which of them wait."""
    followed = {before for page in pages.values() for before in page.follows}
    applied = set(pages) - waiting
    below = {before for name in applied for before in pages[name].follows}
    return Held(
        author=author,
        audience=audience,
        pages=len(applied),
        heads=sorted(applied - below),
        missing=sorted(followed - set(pages)),
        waiting=sorted(waiting),
    )


def held_pages(held: Held | None, pages: Mapping[str, Page | Place]) -> set[str]:
    """Which of `pages` (a stream, by hash) the receipt says are held.

    A count that does not fit, or heads that are not known here, make nothing else certain: then only
    what the known heads follow is taken as held, and sending more than needed does no harm.
    """
    if held is None:
        return set()
    lacking, found = set(held.missing), set(held.waiting) & set(pages)
    todo = [head for head in held.heads if head in pages]
    while todo:
        name = todo.pop()
        if name in found and name not in held.waiting or name in lacking or name not in pages:
            continue
        found.add(name)
        todo += pages[name].follows
    if set(held.heads) <= set(pages) and len(found - set(held.waiting)) != held.pages:
        return set(held.heads) | set(held.waiting)
    return found


def of_stream(receipt: Receipt | None, author: str, audience: str) -> Held | None:
    """The receipt's words on one stream."""
    streams: Iterable[Held] = receipt.held if receipt else ()
    return next((one for one in streams if (one.author, one.audience) == (author, audience)), None)
