"""Pages: entries of one author for one audience, in order, signed. Also the other signed notes.

A page's bytes never change: its hash and signature are over the very bytes that travel and are kept.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable
from typing import Annotated, Any

import msgspec
import pyrage

from app.models.entry import canonical
from app.sync import identity

FORMAT = 1
MOST_ENTRIES = 4096
"""Entries on one page at most, so that a page stays below the size of one line."""
LINE_LIMIT = 1 << 20
"""Bytes of one line (page or entry) at most."""

Hash = Annotated[str, msgspec.Meta(pattern="^[0-9a-f]{64}$")]
Office = Annotated[str, msgspec.Meta(pattern="^[A-Za-z0-9_-]{1,64}$")]
Audience = Annotated[str, msgspec.Meta(pattern="^(up|below|office:[A-Za-z0-9_-]{1,64})$")]
Number = Annotated[int, msgspec.Meta(ge=1)]


class Page(msgspec.Struct, frozen=True, kw_only=True, tag_field="what", tag="page"):
    """What is signed. Hashes are SHA-256 in hex, times UTC in ISO form."""

    format: int = FORMAT
    author: Office
    audience: Audience
    epoch: str
    number: Number
    """1 for the first of its stream, else one more than the highest it follows."""
    follows: list[Hash]
    """Hashes of the newest pages of the stream the author held; two or more end a branch."""
    digest: Hash
    """Over the entries' hashes in their order."""
    entries: Annotated[list[Hash], msgspec.Meta(min_length=1, max_length=MOST_ENTRIES)]
    made: str
    key: Hash
    """Public signing key of the author at that time, hex."""
    sealed: bool = False
    """Its entries travel sealed to the one office of its audience."""


class Place(msgspec.Struct, frozen=True):
    """Only where a page stands in its stream: read without its list of entries."""

    number: int
    follows: list[str]
    epoch: str


class Signed(msgspec.Struct, frozen=True):
    """Any note with its signature, the note as text so that its bytes stay what was signed."""

    body: str
    signature: Annotated[str, msgspec.Meta(pattern="^[0-9a-f]{128}$")]

    def holds(self, key: str) -> bool:
        return identity.verify(key, self.body.encode(), bytes.fromhex(self.signature))


class SignedPage(msgspec.Struct, frozen=True):
    """A page read, with its bytes and signature."""

    page: Page
    body: bytes
    signature: bytes
    hash: str
    """SHA-256 of the body."""

    def holds(self, key: str) -> bool:
        """Signed under this key (hex), which it names itself."""
        return self.page.key == key and identity.verify(key, self.body, self.signature)

    def line(self) -> bytes:
        """As it stands in a package: `[page, signature]`."""
        return b"[" + self.body + b',"' + self.signature.hex().encode() + b'"]'


def over(entries: Iterable[str]) -> str:
    """Hash over the entries' hashes in their order."""
    return hashlib.sha256("".join(entries).encode()).hexdigest()


def make(seed: bytes, *, entries: list[str], **fields: Any) -> SignedPage:
    """A page signed under the seed; `fields` gives the rest but digest."""
    page = Page(entries=entries, digest=over(entries), **fields)
    body = canonical(page)
    return SignedPage(page, body, identity.sign(seed, body), hashlib.sha256(body).hexdigest())


def read(body: bytes, signature: bytes) -> SignedPage:
    """A page from its bytes; raises ValueError when it is none or contradicts itself."""
    try:
        page = msgspec.json.decode(body, type=Page)
    except msgspec.MsgspecError as error:
        raise ValueError(f"page: {error}") from error
    if page.digest != over(page.entries) or len(set(page.entries)) != len(page.entries):
        raise ValueError("page: its entries do not give its hash")
    if (page.number == 1) != (not page.follows) or len(set(page.follows)) != len(page.follows):
        raise ValueError("page: number and pages followed do not agree")
    if page.sealed and not page.audience.startswith("office:"):
        raise ValueError("page: sealed, but for no single office")
    return SignedPage(page, body, signature, hashlib.sha256(body).hexdigest())


def read_line(line: bytes) -> SignedPage:
    """A page from a package line; raises ValueError."""
    try:
        body, signature = msgspec.json.decode(line, type=tuple[msgspec.Raw, str])
        return read(bytes(body), bytes.fromhex(signature))
    except msgspec.MsgspecError as error:
        raise ValueError(f"page line: {error}") from error


def place(body: bytes) -> Place:
    """Where a page that was checked before stands."""
    return msgspec.json.decode(body, type=Place)


def sign_note(seed: bytes, note: msgspec.Struct) -> Signed:
    """A note (receipt, invitation) signed under the seed."""
    body = canonical(note)
    return Signed(body.decode(), identity.sign(seed, body).hex())


def seal_line(line: bytes, recipients: Iterable[str]) -> bytes:
    """An entry line of a sealed page: age for these offices, as one JSON string."""
    sealed = pyrage.encrypt(line, [identity.sealing(one) for one in recipients])
    return b'"' + base64.b64encode(sealed) + b'"'


def unseal_line(line: bytes, age_identity: str) -> bytes:
    """The entry line inside a sealed one; raises ValueError when this key does not open it."""
    try:
        sealed = base64.b64decode(line[1:-1], validate=True)
        return bytes(pyrage.decrypt(sealed, [pyrage.x25519.Identity.from_str(age_identity)]))
    except (pyrage.DecryptError, ValueError, OSError) as error:
        raise ValueError("sealed line does not open") from error
