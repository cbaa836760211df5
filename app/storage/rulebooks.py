"""The rulebook of a workspace: central packs, packs in use, dated settings of it and of offices above.

A pack of this office is in use as soon as it is taken in. One of an office above comes by package and is
used once this office has switched it on: its setting `rules.on.PACK` names the entry it has seen. Until it
is switched on anew, a newer version, or its withdrawal, changes nothing.
"""

from __future__ import annotations

import datetime
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import EntryRow, RulePack, Setting
from app.models import entry as entries
from app.trouble import Refused

if TYPE_CHECKING:
    from app.regulations.packs import Rule
    from app.regulations.rulebook import Rulebook

SWITCHED_ON = "rules.on."
"""Key of the setting that says which entry of a superior's pack is in use, followed by the pack's id."""


@dataclass(frozen=True)
class Held:
    """A pack as this workspace holds it: what came last, and the text in use ("" for none)."""

    record: RulePack
    own: bool
    entry: str
    version: str
    text: str

    @property
    def newest(self) -> str:
        """The text that came last; "" for a pack that was withdrawn."""
        return "" if self.record.gone else self.record.text

    @property
    def waits(self) -> bool:
        """Whether what came last has not been switched on yet."""
        return self.newest != self.text


def held_packs(session: Session, own: str) -> list[Held]:
    """The packs of this office and of those above it, in use or waiting; withdrawn ones are left out."""
    above = _above(session)
    marks = {
        s.key.removeprefix(SWITCHED_ON): str(s.value.get("entry") or "")
        for s in session.scalars(
            select(Setting).where(
                Setting.owner == own,
                Setting.gone.is_(False),
                Setting.key.startswith(SWITCHED_ON, autoescape=True),
            )
        )
    }
    found = []
    for pack in session.scalars(select(RulePack).order_by(RulePack.pack, RulePack.id)):
        if pack.owner == own:
            if not pack.gone:
                found.append(Held(pack, True, pack.entry, pack.version, pack.text))
        elif pack.owner in above:
            held = _switched_on(session, pack, marks.get(pack.pack, ""))
            if held.text or held.waits:
                found.append(held)
    return found


def _switched_on(session: Session, pack: RulePack, entry: str) -> Held:
    """What of a superior's pack is in use: the state this office switched on, which may be an older one."""
    row = session.get(EntryRow, entry) if entry else None
    state: dict[str, Any] = {}
    if row is not None and row.record == pack.id:
        state = entries.read(row.head, row.state).state()
    if not state or state.get("gone"):
        return Held(pack, False, "", "", "")
    return Held(pack, False, entry, str(state.get("version", "")), str(state.get("text", "")))


def _above(session: Session) -> set[str]:
    from app.models import Peer

    return set(session.scalars(select(Peer.id).where(Peer.relation == "above")))


def read_rulebook(
    session: Session,
    own: str,
    instead: Mapping[str, str] | None = None,
    central: Rulebook | None = None,
    without: Container[str] = (),
) -> Rulebook:
    """The rulebook by packs in use and dated settings.

    What an office below set for itself stays out: its rules are not this office's. `instead`: texts that
    stand in for packs by id ("" leaves one out), to see what would be; `central`: other central rules;
    `without`: entries of settings that are left out.
    """
    from app.regulations import rulebook
    from app.regulations.packs import version_key

    packs: dict[str, Held] = {}
    for held in held_packs(session, own):
        name = held.record.pack
        if held.text and (name not in packs or version_key(packs[name].version) < version_key(held.version)):
            packs[name] = held
    offices = _above(session) | {own}
    found = session.scalars(select(Setting).filter_by(gone=False).order_by(Setting.from_))
    settings = [s for s in found if s.owner in offices and s.key in rulebook.load_central().keys]
    texts = {name: held.text for name, held in packs.items()}
    settings = [s for s in settings if s.entry not in without]
    if instead is not None:
        texts = {name: text for name, text in (texts | dict(instead)).items() if text}
        return _book(texts, settings, own, central)
    if not packs and not settings:
        return rulebook.load_central()
    read = (own, *(p.entry for p in packs.values()), *(s.entry for s in settings))
    if read not in _BOOKS:
        while len(_BOOKS) >= 4:
            _BOOKS.pop(next(iter(_BOOKS)))
        _BOOKS[read] = _book(texts, settings, own)
    return _BOOKS[read]


_BOOKS: dict[tuple[str, ...], Rulebook] = {}
"""The last rulebooks by the entries they were made of: building one takes longer than a deed."""


def _book(
    packs: Mapping[str, str], settings: Iterable[Setting], own: str, central: Rulebook | None = None
) -> Rulebook:
    from app.regulations import rulebook
    from app.regulations.packs import parse_pack

    book = central or rulebook.load_central()
    parsed, unread = [], []
    for name, text in packs.items():
        try:
            parsed.append(parse_pack(text, name, book.keys))
        except Refused as refused:  # taken in by another version of the program
            unread.append(refused)
    if unread:
        book = rulebook.Rulebook(book.packs, book.keys, (), unread)
    if parsed:
        book = book.with_packs(parsed, lenient=True)
    made = [
        rulebook.Setting(
            key=s.key,
            value=s.value.get("value"),
            document=s.document or "",
            unit=s.value.get("unit") or _before(book, s).unit,
            base=s.value.get("base") or _before(book, s).base,
            start=datetime.date.fromisoformat(s.from_),
            end=datetime.date.fromisoformat(s.to) if s.to else None,
            layer="office" if s.owner == own else "superior",
        )
        for s in settings
    ]
    return book.with_settings(_ended(made), lenient=True) if made else book


def _before(book: Rulebook, setting: Setting) -> Rule:
    return book.stands_in_for(setting.key, datetime.date.fromisoformat(setting.from_))


def _ended(settings: list[Any]) -> list[Any]:
    """A setting ends the day before the next one of its key and layer begins."""
    from dataclasses import replace

    found: list[Any] = []
    for index, setting in enumerate(settings):
        later = [s.start for s in settings[index + 1 :] if (s.key, s.layer) == (setting.key, setting.layer)]
        end = min(later) - datetime.timedelta(days=1) if later else setting.end
        found.append(
            replace(setting, end=min(end, setting.end) if end and setting.end else end or setting.end)
        )
    return found
