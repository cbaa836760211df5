"""What a `.sochibo` file says: header line, manifest, parts; and how one is written.

A header line, then one age file for the receiver and the sender's own key, in it a tar of exactly
`manifest.json`, `manifest.sig`, `pages.jsonl.zst`, `entries-1.jsonl.zst` … (see `reading` for the other
direction). Memory stays flat: at most one part is held at a time.
"""

from __future__ import annotations

import hashlib
import tarfile
from collections.abc import Callable, Iterable, Iterator
from typing import IO, Annotated

import msgspec
import pyrage
import zstandard

from app.models.entry import SCHEMA, canonical
from app.sync import identity
from app.sync.page import Hash, Number, Office, Signed

FORMAT = 1
"""The newest package format this program reads, and the one it writes."""
MAGIC = b"sochibo "
HEADER_LIMIT = 1 << 10
MANIFEST_LIMIT = 4 << 20
PART_LIMIT = 8 << 20
"""Bytes of one part of the entries at most, unpacked; also the window of the compression."""
PAGES_LIMIT = 64 << 20
FILE_LIMIT = 4 << 30
SIGNATURE_BYTES = 64
_LEVEL = 9
_SIZE_DIGITS = 10

Count = Annotated[int, msgspec.Meta(ge=0)]
Id = Annotated[str, msgspec.Meta(pattern="^[0-9a-f]{32}$")]
KeyId = Annotated[str, msgspec.Meta(pattern="^[0-9a-f]{16}$")]


class Header(msgspec.Struct, frozen=True, kw_only=True):
    """First line of the file: tells no office."""

    format: int
    id: str
    """Random id of the package."""
    key: str
    """Id of the opening key it is sealed to."""
    size: int
    """Bytes of the age file that follows."""

    def line(self) -> bytes:
        """The one way to write it: blanks at the end make its length independent of the size."""
        said = canonical({"id": self.id, "key": self.key, "size": self.size})
        pad = b" " * (_SIZE_DIGITS - len(str(self.size)))
        return MAGIC + str(self.format).encode() + b" " + said + pad + b"\n"


class Lines(msgspec.Struct, frozen=True, kw_only=True):
    """A member of lines: how much it is, unpacked."""

    lines: Count
    bytes: Count


class PageLines(Lines, frozen=True, kw_only=True):
    digest: Hash
    """SHA-256 of the unpacked lines; each page binds its entries."""


class Keys(msgspec.Struct, frozen=True, kw_only=True):
    """The sender's own keys, as it knows them."""

    sign: Hash
    open: str


class Manifest(msgspec.Struct, frozen=True, kw_only=True, tag_field="what", tag="package"):
    """What the sender signs. Unknown fields of a newer program are ignored."""

    format: int
    id: Id
    key: KeyId
    from_: Office = msgspec.field(name="from")
    to: Office
    number: Number
    """Number of the package between the two offices: a label for people."""
    epoch: str
    created: str
    """UTC, ISO form."""
    day: str
    """The day it was made, as the sender's calendar had it."""
    schema: int = SCHEMA
    reads: int = FORMAT
    """Newest package format the sender reads."""
    keys: Keys
    receipts: list[Signed] = []
    pages: PageLines
    parts: list[Lines]
    totals: dict[str, int]
    """Entries per kind on all pages of the sender that concern the receiver, sent before or now."""
    invitation: Signed | None = None
    """While joining: the invitation, which only the join code opens."""


def part_name(number: int) -> str:
    """Name of the entries' n-th part, from 1."""
    return f"entries-{number}.jsonl.zst"


def member_header(name: str, size: int) -> bytes:
    """The only tar header (512 bytes) a member of this name and size may have."""
    info = tarfile.TarInfo(name)
    info.size = size
    return info.tobuf(tarfile.USTAR_FORMAT, "ascii", "strict")


def divide(sizes: Iterable[int]) -> list[Lines]:
    """How lines of these sizes (line break included) fall into parts."""
    parts: list[Lines] = []
    lines = held = 0
    for size in sizes:
        if lines and held + size > PART_LIMIT:
            parts.append(Lines(lines=lines, bytes=held))
            lines = held = 0
        lines, held = lines + 1, held + size
    return [*parts, Lines(lines=lines, bytes=held)] if lines else parts


def write(
    file: IO[bytes],
    manifest: Manifest,
    pages: bytes,
    entries: Callable[[], Iterator[bytes]],
    *,
    seed: bytes,
    recipients: Iterable[str],
) -> None:
    """Write the package into `file` (seekable, at its start).

    `pages` are the page lines with their breaks; `entries` gives the entry lines without breaks and
    must give the same each time: once to measure, once to write. `manifest` says all but the measures.
    """
    measured = msgspec.structs.replace(
        manifest,
        pages=PageLines(lines=pages.count(b"\n"), bytes=len(pages), digest=hashlib.sha256(pages).hexdigest()),
        parts=divide(len(line) + 1 for line in entries()),
    )
    header = Header(format=measured.format, id=measured.id, key=measured.key, size=0)
    file.write(header.line())
    start = file.tell()
    target = _Target(file)
    try:
        keys = [identity.sealing(one) for one in recipients]
        pyrage.encrypt_io(_Source(_tar(measured, pages, entries, seed)), target, keys)
    except Exception:
        if target.failure is not None:
            raise target.failure from None
        raise
    if target.failure is not None:
        raise target.failure
    size = file.tell() - start
    file.seek(0)
    file.write(msgspec.structs.replace(header, size=size).line())
    file.seek(0, 2)


def _tar(
    manifest: Manifest, pages: bytes, entries: Callable[[], Iterator[bytes]], seed: bytes
) -> Iterator[bytes]:
    said = canonical(manifest)
    if len(said) > MANIFEST_LIMIT:
        raise ValueError("manifest above its limit")
    yield from _member("manifest.json", said)
    yield from _member("manifest.sig", identity.sign(seed, said))
    yield from _member("pages.jsonl.zst", _squeeze(pages))
    lines = entries()
    for number, part in enumerate(manifest.parts, 1):
        data = b"".join(next(lines) + b"\n" for _line in range(part.lines))
        yield from _member(part_name(number), _squeeze(data))
    yield bytes(2 * tarfile.BLOCKSIZE)


def _member(name: str, data: bytes) -> Iterator[bytes]:
    yield member_header(name, len(data))
    yield data
    yield bytes(-len(data) % tarfile.BLOCKSIZE)


def _squeeze(data: bytes) -> bytes:
    return zstandard.ZstdCompressor(level=_LEVEL, write_checksum=True).compress(data)


class _Source:
    """A generator of bytes as the file that age reads from."""

    def __init__(self, chunks: Iterator[bytes]) -> None:
        self._chunks, self._left = chunks, memoryview(b"")

    def read(self, size: int = -1) -> bytes:
        while not self._left:
            chunk = next(self._chunks, None)
            if chunk is None:
                return b""
            self._left = memoryview(chunk)
        taken, self._left = self._left[:size], self._left[size:]
        return bytes(taken)


class _Target:
    """The file age writes to; keeps the system's own error (disk full, stick pulled)."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file, self.failure = file, None

    failure: OSError | None

    def write(self, data: bytes) -> int:
        if self.failure is None:
            try:
                self._file.write(data)
            except OSError as error:
                self.failure = error
                raise
        return len(data)

    def flush(self) -> None:
        pass
