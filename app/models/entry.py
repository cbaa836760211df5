"""Entries: what is journaled and what travels.

An entry is one record's state after one change. Its *head* (canonical JSON) is what is hashed and
signed; the *state* is bound to it by a salted digest, so a state can be blanked and every hash still
holds. The bytes of both never change once made: newer programs only read them.
"""

from __future__ import annotations

import hashlib
import secrets
from typing import Any

import msgspec

SCHEMA = 1
"""Version of the meaning of states this program writes."""

_encoder = msgspec.json.Encoder(order="deterministic")


def canonical(value: Any) -> bytes:
    """JSON with sorted keys and no blanks: the same value always gives the same bytes."""
    return _encoder.encode(value)


class Head(msgspec.Struct, frozen=True, kw_only=True):
    """The hashed part of an entry. Hashes are SHA-256 in hex, times UTC in ISO form."""

    kind: str
    record: str
    owner: str
    author: str
    """Organisation that made the entry."""
    revision: int
    handover: int = 0
    replaces: list[str] = []
    """Hashes of the entries it follows; two after a double was settled."""
    deed: str
    what: str
    """Name of the deed, e.g. person.add"""
    by: str
    at: str
    schema: int = SCHEMA
    salt: str
    digest: str
    """SHA-256 over salt and state."""
    restricted: bool = False
    """Travels only sealed to the office that handles it."""


class Entry(msgspec.Struct, frozen=True):
    """Head and state, as bytes, with the head read."""

    head: Head
    head_bytes: bytes
    state_bytes: bytes | None
    """None once erased."""

    @property
    def hash(self) -> str:
        return hashlib.sha256(self.head_bytes).hexdigest()

    def state(self) -> dict[str, Any]:
        """The state; empty when it has been erased."""
        return dict(msgspec.json.decode(self.state_bytes)) if self.state_bytes is not None else {}

    def line(self) -> bytes:
        """As it stands in a package: `[head, state]`, state null when erased."""
        return b"[" + self.head_bytes + b"," + (self.state_bytes or b"null") + b"]"


def make(state: dict[str, Any], **head: Any) -> Entry:
    """A new entry for `state`; `head` gives every field but salt and digest."""
    state_bytes = canonical(state)
    salt = secrets.token_hex(16)
    made = Head(salt=salt, digest=digest(salt, state_bytes), **head)
    return Entry(made, canonical(made), state_bytes)


def digest(salt: str, state_bytes: bytes) -> str:
    """Salted digest that binds a state to its head."""
    return hashlib.sha256(salt.encode() + state_bytes).hexdigest()


def read(head_bytes: bytes, state_bytes: bytes | None) -> Entry:
    """An entry from its stored bytes; raises ValueError when they do not belong together."""
    try:
        head = msgspec.json.decode(head_bytes, type=Head)
    except msgspec.MsgspecError as error:
        raise ValueError(f"entry head: {error}") from error
    if state_bytes is not None and digest(head.salt, state_bytes) != head.digest:
        raise ValueError("entry state does not match its digest")
    return Entry(head, head_bytes, state_bytes)


def read_line(line: bytes) -> Entry:
    """An entry from a package line; raises ValueError."""
    try:
        head, state = msgspec.json.decode(line, type=tuple[msgspec.Raw, msgspec.Raw])
    except msgspec.MsgspecError as error:
        raise ValueError(f"entry line: {error}") from error
    state_bytes = bytes(state)
    return read(bytes(head), None if state_bytes == b"null" else state_bytes)


def link(before: str, entry_hash: str) -> str:
    """The journal's chain: hash over the link before and the entry's hash."""
    return hashlib.sha256(f"{before}{entry_hash}".encode()).hexdigest()
