"""How a `.sochibo` file is read: in one pass, with flat memory, trusting nothing before it is checked.

age hands its contents out in pieces; a generator asks for exactly the bytes it needs next, so that the
manifest is judged before anything behind it is looked at.
"""

from __future__ import annotations

import hashlib
import os
import tarfile
from collections.abc import Generator
from pathlib import Path
from typing import IO, NoReturn, Protocol

import msgspec
import pyrage
import zstandard

from app.sync import package
from app.sync.package import Header, Manifest
from app.sync.page import LINE_LIMIT
from app.sync.refusals import refused
from app.trouble import Trouble
from app.words import _

Need = Generator[int, bytes, None]


class Taker(Protocol):
    """Who is told what stands in a package, in this order; any of these may raise Refused."""

    def manifest(self, manifest: Manifest, body: bytes, signature: bytes) -> None: ...

    def page(self, line: bytes) -> None: ...

    def pages_end(self) -> None: ...

    def entry(self, line: bytes) -> None: ...


def read_header(path: Path) -> Header:
    """The first line, checked against the size of the file. Raises Refused, Trouble."""
    try:
        with path.open("rb") as file:
            line = file.readline(package.HEADER_LIMIT)
            there = os.fstat(file.fileno()).st_size - len(line)
    except OSError as error:
        raise cannot_read(error) from error
    header = parse_header(line)
    if header.size > package.FILE_LIMIT or there > package.FILE_LIMIT:
        raise refused("too_large")
    if there < header.size:
        raise refused("cut_short")
    if there > header.size:
        raise refused("damaged")
    return header


def parse_header(line: bytes) -> Header:
    """The header of a first line. Raises Refused not_a_package, newer_version, damaged, cut_short."""
    if not line.startswith(package.MAGIC):
        if line.startswith(b"age-encryption.org/"):
            raise refused("not_a_package", _("Đây có thể là thư mời kết nối; hãy mở ở mục kết nối."))
        raise refused("not_a_package")
    number, _blank, said = line.removeprefix(package.MAGIC).partition(b" ")
    if not number.isdigit() or number.startswith(b"0") or len(number) > 4:
        raise refused("not_a_package")
    if int(number) > package.FORMAT:
        raise refused("newer_version")
    if not line.endswith(b"\n"):
        raise refused("cut_short" if len(line) < package.HEADER_LIMIT else "damaged")
    try:
        header = msgspec.convert(dict(msgspec.json.decode(said), format=int(number)), Header)
    except (msgspec.MsgspecError, UnicodeDecodeError, ValueError, TypeError):
        raise refused("damaged") from None
    if header.size > 10**10 - 1:
        raise refused("too_large")
    if header.size < 0 or header.line() != line:
        raise refused("damaged")
    return header


def read(path: Path, header: Header, age_identity: str, taker: Taker) -> None:
    """Read the whole package, telling `taker`. Raises Refused, Trouble; then nothing of it may be kept."""
    try:
        with path.open("rb") as file:
            file.seek(len(header.line()))
            source, sink = _Source(file, header.size), _Sink(_contents(header, taker))
            _decrypt(source, sink, age_identity)
    except OSError as error:
        raise cannot_read(error) from error


def _decrypt(source: _Source, sink: _Sink, age_identity: str) -> None:
    try:
        pyrage.decrypt_io(source, sink, [pyrage.x25519.Identity.from_str(age_identity)])
    except (pyrage.DecryptError, OSError) as error:
        if sink.failure is None and source.failure is None:
            raise refused("wrong_key" if "No matching keys" in str(error) else "damaged") from None
    if source.failure is not None:
        raise source.failure
    if sink.failure is not None:
        raise sink.failure
    sink.end()


def cannot_read(error: OSError) -> Trouble:
    """The trouble of a file that cannot be read to its end."""
    return Trouble(
        "cannot_read",
        _("Không đọc được tệp: USB bị rút ra, tệp bị khóa hoặc ổ đĩa lỗi."),
        _("Cắm lại USB rồi thử lại; sổ chưa thay đổi gì."),
        errno=error.errno,
    )


class _Source:
    """The part of the file age reads; keeps the system's own error."""

    def __init__(self, file: IO[bytes], size: int) -> None:
        self._file, self._left, self.failure = file, size, None

    failure: OSError | None

    def read(self, size: int = -1) -> bytes:
        try:
            data = self._file.read(min(size, self._left) if size >= 0 else self._left)
        except OSError as error:
            self.failure = error
            raise
        self._left -= len(data)
        return data


class _Sink:
    """What age writes to: drives the generator, then stays silent once it has raised."""

    def __init__(self, contents: Need) -> None:
        self._contents, self._held, self.failure = contents, bytearray(), None
        self._wants: int | None = next(contents)

    failure: BaseException | None

    def write(self, data: bytes) -> int:
        if self.failure is None:
            self._held += data
            try:
                self._feed()
            except BaseException as error:
                self.failure = error
                raise
        return len(data)

    def flush(self) -> None:
        pass

    def _feed(self) -> None:
        while self._wants is not None and len(self._held) >= self._wants:
            piece = bytes(self._held[: self._wants])
            del self._held[: self._wants]
            try:
                self._wants = self._contents.send(piece)
            except StopIteration:
                self._wants = None
        if self._wants is None and self._held:
            raise refused("unsafe_contents")

    def end(self) -> None:
        """All of age's contents came: was it all that was wanted?"""
        if self._wants is not None:
            raise refused("cut_short")


def _contents(header: Header, taker: Taker) -> Need:
    """What stands in the tar, in the only order it may have."""
    body = yield from _member("manifest.json", package.MANIFEST_LIMIT)
    signature = yield from _member("manifest.sig", package.SIGNATURE_BYTES)
    manifest = _manifest(body, header)
    taker.manifest(manifest, body, signature)

    if manifest.pages.bytes > package.PAGES_LIMIT or any(
        part.bytes > package.PART_LIMIT for part in manifest.parts
    ):
        raise refused("too_large")
    squeezed = yield from _member("pages.jsonl.zst", package.PAGES_LIMIT)
    digest = hashlib.sha256()
    for line in _lines(squeezed, manifest.pages):
        digest.update(line + b"\n")
        taker.page(line)
    if digest.hexdigest() != manifest.pages.digest:
        raise refused("damaged")
    taker.pages_end()

    for number, part in enumerate(manifest.parts, 1):
        squeezed = yield from _member(package.part_name(number), 2 * package.PART_LIMIT)
        for line in _lines(squeezed, part):
            taker.entry(line)
    if any((yield 2 * tarfile.BLOCKSIZE)):
        raise refused("unsafe_contents")


def _manifest(body: bytes, header: Header) -> Manifest:
    try:
        said = msgspec.json.decode(body)
        if isinstance(said, dict) and isinstance(said.get("format"), int) and said["format"] > package.FORMAT:
            # a newer sender whose first line was changed to look older
            raise refused("header_altered" if said["format"] != header.format else "newer_version")
        return msgspec.convert(said, Manifest)
    except (msgspec.MsgspecError, UnicodeDecodeError):
        raise refused("damaged") from None


def _member(name: str, limit: int) -> Generator[int, bytes, bytes]:
    """The data of the next member, which must be this one, exactly as this program writes it."""
    block = yield tarfile.BLOCKSIZE
    try:
        size = int(block[124:135], 8)
    except ValueError:
        raise refused("unsafe_contents") from None
    if size < 0 or block != package.member_header(name, size):
        raise refused("unsafe_contents")
    if size > limit:
        raise refused("too_large")
    data = (yield size) if size else b""
    pad = -size % tarfile.BLOCKSIZE
    if pad and any((yield pad)):
        raise refused("unsafe_contents")
    return data


def _lines(squeezed: bytes, declared: package.Lines) -> list[bytes]:
    """The unpacked lines: exactly as many and as much as declared, which the caller has bounded."""
    try:
        if zstandard.frame_content_size(squeezed) != declared.bytes:
            _damaged()
        data = zstandard.ZstdDecompressor(max_window_size=package.PART_LIMIT).decompress(
            squeezed, max_output_size=declared.bytes, allow_extra_data=False
        )
    except zstandard.ZstdError:
        _damaged()
    lines = data.split(b"\n")
    if lines.pop() or len(lines) != declared.lines:
        _damaged()
    if any(len(line) > LINE_LIMIT for line in lines):
        raise refused("too_large")
    return lines


def _damaged() -> NoReturn:
    raise refused("damaged")


def copy_in(path: Path, target: IO[bytes]) -> str:
    """Copy a file from a stick, at most as large as a package may be; its SHA-256. Raises Refused."""
    digest, left = hashlib.sha256(), package.FILE_LIMIT + package.HEADER_LIMIT
    try:
        with path.open("rb") as file:
            while chunk := file.read(1 << 20):
                left -= len(chunk)
                if left < 0:
                    raise refused("too_large")
                digest.update(chunk)
                target.write(chunk)
    except IsADirectoryError:
        raise refused("not_a_package") from None
    return digest.hexdigest()


def sha256_of(path: Path) -> str:
    """SHA-256 of a file as it is read back."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
