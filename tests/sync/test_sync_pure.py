"""Pages, receipts and the file itself, without any workspace."""

from __future__ import annotations

import io
import subprocess
import tarfile
from pathlib import Path
from typing import Any

import msgspec
import pyrage
import pytest
import zstandard

from app.models import entry as entries
from app.models import new_id
from app.sync import identity, package, page, reading, receipt
from app.trouble import Refused, Trouble

SEED, OTHER = bytes(range(32)), bytes(range(1, 33))


def public(seed: bytes) -> str:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    return Ed25519PrivateKey.from_private_bytes(seed).public_key().public_bytes_raw().hex()


def an_entry(name: str = "Lê Thị Thử") -> entries.Entry:
    return entries.make(
        {"name": name}, kind="person", record=new_id(), owner="a1", author="a1", revision=1, deed=new_id(),
        what="person.add", by="Bí thư", at="2026-01-02T03:04:05Z",
    )  # fmt: skip


def a_page(of: list[entries.Entry], **fields: Any) -> page.SignedPage:
    said = {"author": "a1", "audience": "up", "epoch": "e", "number": 1, "follows": [], "made": "2026-01-02"}
    return page.make(SEED, entries=[one.hash for one in of], key=public(SEED), **(said | fields))


class Kept:
    """Takes everything a package tells."""

    def __init__(self) -> None:
        self.pages: list[bytes] = []
        self.entries: list[bytes] = []
        self.ended = False

    def manifest(self, manifest: package.Manifest, body: bytes, signature: bytes) -> None:
        assert identity.verify(public(SEED), body, signature)
        self.said = manifest

    def page(self, line: bytes) -> None:
        self.pages.append(line)

    def pages_end(self) -> None:
        self.ended = True

    def entry(self, line: bytes) -> None:
        self.entries.append(line)


RECEIVER, SENDER = pyrage.x25519.Identity.generate(), pyrage.x25519.Identity.generate()
NO_LINES = package.PageLines(lines=0, bytes=0, digest="0" * 64)


def a_manifest(**fields: Any) -> package.Manifest:
    said: dict[str, Any] = {
        "format": 1, "id": new_id(), "key": identity.key_id(str(RECEIVER.to_public())), "from_": "a1",
        "to": "b1", "number": 1, "epoch": "e", "created": "2026-01-02T03:04:05Z", "day": "2026-01-02",
        "keys": package.Keys(sign=public(SEED), open=str(SENDER.to_public())), "pages": NO_LINES,
        "parts": [], "totals": {},
    }  # fmt: skip
    return package.Manifest(**(said | fields))


def write(path: Path, lines: list[bytes], pages: bytes = b"", **fields: Any) -> package.Manifest:
    manifest = a_manifest(**fields)
    with path.open("wb") as file:
        package.write(
            file, manifest, pages, lambda: iter(lines), seed=SEED,
            recipients=[str(RECEIVER.to_public()), str(SENDER.to_public())],
        )  # fmt: skip
    return manifest


def read(path: Path, key: Any = RECEIVER) -> Kept:
    kept = Kept()
    reading.read(path, reading.read_header(path), str(key), kept)
    return kept


def test_what_is_written_is_read_by_receiver_and_sender(tmp_path: Path) -> None:
    lines = [an_entry(f"Người {n}").line() for n in range(50)]
    signed = a_page([entries.read_line(line) for line in lines])
    written = write(tmp_path / "p", lines, signed.line() + b"\n")
    for key in (RECEIVER, SENDER):
        kept = read(tmp_path / "p", key)
        assert kept.entries == lines and kept.ended
        assert page.read_line(kept.pages[0]) == signed
        assert kept.said.id == written.id and kept.said.parts[0].lines == 50
    with pytest.raises(Refused) as refusal:
        read(tmp_path / "p", pyrage.x25519.Identity.generate())
    assert refusal.value.code == "wrong_key"


def test_large_contents_fall_into_parts_of_eight_mebibytes(tmp_path: Path) -> None:
    import random

    noise = random.Random(7)
    lines = [noise.randbytes(450_000).hex().encode() for _one in range(20)]
    write(tmp_path / "p", lines)
    kept = read(tmp_path / "p")
    assert kept.entries == lines
    assert [part.lines for part in kept.said.parts] == [9, 9, 2]
    assert all(part.bytes <= package.PART_LIMIT for part in kept.said.parts)


def test_no_byte_can_be_changed_and_no_length_cut(tmp_path: Path) -> None:
    path = tmp_path / "p"
    line = an_entry().line()
    signed = a_page([entries.read_line(line)])
    write(path, [line], signed.line() + b"\n")
    good, target = path.read_bytes(), tmp_path / "bad"
    codes: set[str] = set()
    for at in range(len(good)):
        for bad in (good[:at] + bytes([good[at] ^ 1]) + good[at + 1 :], good[:at]):
            target.write_bytes(bad)
            try:
                kept = read(target)
            except Refused as refusal:
                codes.add(refusal.code)
            else:  # only a changed id or key in the first line gets this far; the receiver compares them
                header = reading.read_header(target)
                assert (header.id, header.key) != (kept.said.id, kept.said.key), at
    target.write_bytes(good + b"x")
    with pytest.raises(Refused):
        read(target)
    assert codes >= {"not_a_package", "damaged", "cut_short", "wrong_key"}


def rewrapped(path: Path, change: Any) -> None:
    """The package again with its tar changed by `change(bytes) -> bytes`."""
    header = reading.read_header(path)
    tar = pyrage.decrypt(path.read_bytes()[len(header.line()) :], [RECEIVER])
    sealed = pyrage.encrypt(change(tar), [RECEIVER.to_public()])
    path.write_bytes(msgspec.structs.replace(header, size=len(sealed)).line() + sealed)


def members(tar: bytes) -> dict[str, bytes]:
    with tarfile.open(fileobj=io.BytesIO(tar)) as opened:
        return {one.name: opened.extractfile(one).read() for one in opened}  # type: ignore[union-attr]


def packed(of: dict[str, bytes]) -> bytes:
    return b"".join(
        package.member_header(name, len(data)) + data + bytes(-len(data) % 512) for name, data in of.items()
    ) + bytes(1024)


def link(tar: bytes) -> bytes:
    info = tarfile.TarInfo("pages.jsonl.zst")
    info.type, info.linkname = tarfile.SYMTYPE, "/etc/passwd"
    at = tar.index(b"pages.jsonl.zst")
    return tar[:at] + info.tobuf() + tar[at + 512 :]


BOMB = zstandard.ZstdCompressor(level=1).compress(bytes(300 << 20))


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda tar: packed(members(tar) | {"extra": b"x"}), "unsafe_contents"),
        (lambda tar: packed({"../manifest.json": b"{}"}), "unsafe_contents"),
        (lambda tar: packed(dict(reversed(members(tar).items()))), "unsafe_contents"),
        (link, "unsafe_contents"),
        (lambda tar: tar + bytes(512), "unsafe_contents"),
        (lambda tar: tar[:-1] + b"x", "unsafe_contents"),
        (lambda tar: tar[:-512], "cut_short"),
        (lambda tar: tar[:512], "cut_short"),
        (lambda tar: b"", "cut_short"),
        (lambda tar: package.member_header("manifest.json", 5 << 20) + tar[512:], "too_large"),
        (lambda tar: packed(members(tar) | {"manifest.sig": bytes(65)}), "too_large"),
        (lambda tar: packed(members(tar) | {"pages.jsonl.zst": BOMB}), "damaged"),
        (lambda tar: packed(members(tar) | {"pages.jsonl.zst": b"nothing"}), "damaged"),
        (lambda tar: packed(members(tar) | {"entries-1.jsonl.zst": BOMB}), "damaged"),
        (lambda tar: packed(members(tar) | {"manifest.json": b"{}"}), "damaged"),
        (lambda tar: packed(members(tar) | {"manifest.json": b'{"format":2}'}), "header_altered"),
    ],
)
def test_contents_that_nobody_wrote_are_refused(tmp_path: Path, change: Any, code: str) -> None:
    path = tmp_path / "p"
    line = an_entry().line()
    write(path, [line], a_page([entries.read_line(line)]).line() + b"\n")
    rewrapped(path, change)

    class Anybody(Kept):
        def manifest(self, manifest: package.Manifest, body: bytes, signature: bytes) -> None:
            pass

    with pytest.raises(Refused) as refusal:
        reading.read(path, reading.read_header(path), str(RECEIVER), Anybody())
    assert refusal.value.code == code


@pytest.mark.parametrize(
    ("first", "code"),
    [
        (b"", "not_a_package"),
        (b"PK\x03\x04 a spreadsheet", "not_a_package"),
        (b"age-encryption.org/v1\n", "not_a_package"),
        (b"sochibo x {}\n", "not_a_package"),
        (b"sochibo 2 {}\n", "newer_version"),
        (b"sochibo 1 {}\n", "damaged"),
        (b'sochibo 1 {"id":"' + b"a" * 2000 + b'"}\n', "damaged"),
        (b'sochibo 1 {"id":', "cut_short"),
        (b'sochibo 1 {"id":"%s","key":"%s","size":9999999999}\n' % (b"a" * 32, b"b" * 16), "too_large"),
        (b'sochibo 1 {"id":"%s","key":"%s","size":-1}\n' % (b"a" * 32, b"b" * 16), "damaged"),
    ],
)
def test_first_lines_that_are_none(tmp_path: Path, first: bytes, code: str) -> None:
    (tmp_path / "p").write_bytes(first)
    with pytest.raises(Refused) as refusal:
        reading.read_header(tmp_path / "p")
    assert refusal.value.code == code and refusal.value.hint


def test_a_missing_file_is_trouble(tmp_path: Path) -> None:
    with pytest.raises(Trouble) as trouble:
        reading.read_header(tmp_path / "away")
    assert trouble.value.code == "cannot_read"


def test_a_page_holds_only_under_its_key_and_with_its_entries() -> None:
    signed = a_page([an_entry(), an_entry()])
    assert signed.holds(public(SEED)) and not signed.holds(public(OTHER))
    forged = signed.body.replace(b'"audience":"up"', b'"audience":"below"')
    assert not page.read(forged, signed.signature).holds(public(SEED))
    for wrong in (
        msgspec.structs.replace(signed.page, entries=signed.page.entries[::-1]),
        msgspec.structs.replace(signed.page, entries=[signed.page.entries[0]] * 2),
        msgspec.structs.replace(signed.page, number=2),
        msgspec.structs.replace(signed.page, follows=["0" * 64]),
        msgspec.structs.replace(signed.page, sealed=True),
        msgspec.structs.replace(signed.page, audience="everybody"),
    ):
        with pytest.raises(ValueError):
            page.read(entries.canonical(wrong), signed.signature)


def test_a_sealed_line_opens_for_its_offices_only() -> None:
    line = an_entry().line()
    sealed = page.seal_line(line, [str(RECEIVER.to_public()), str(SENDER.to_public())])
    assert b"L\\u" not in sealed and line not in sealed and b"\n" not in sealed
    assert page.unseal_line(sealed, str(RECEIVER)) == page.unseal_line(sealed, str(SENDER)) == line
    for bad, key in ((sealed, pyrage.x25519.Identity.generate()), (sealed[:-9] + b'AAAAAAA="', RECEIVER)):
        with pytest.raises(ValueError):
            page.unseal_line(bad, str(key))


def test_a_join_code_survives_how_people_type_it() -> None:
    code = identity.new_join_code()
    assert len(code) == 14 and set(code) <= set(identity.ALPHABET + "-")
    plain = code.replace("-", "")
    for typed in (code, plain, plain.lower(), f"  {plain[:6]} {plain[6:]}\n", code.replace("-", "–")):
        assert identity.tidy_join_code(typed) == plain
    for typed in ("", plain[:-1], plain + "2", "0" + plain[1:]):
        with pytest.raises(Refused) as refusal:
            identity.tidy_join_code(typed)
        assert refusal.value.code == "join_code_wrong"


def test_the_join_code_seals() -> None:
    code = identity.new_join_code()
    sealed = identity.seal_with_code(b"thu moi", code)
    assert identity.open_with_code(sealed, code.lower()) == b"thu moi"
    with pytest.raises(Refused) as wrong:
        identity.open_with_code(sealed, "2222-2222-2222")
    with pytest.raises(Refused) as broken:
        identity.open_with_code(sealed[:-1] + bytes([sealed[-1] ^ 1]), code)
    assert (wrong.value.code, broken.value.code) == ("join_code_wrong", "invitation_damaged")


def test_a_fingerprint_is_read_in_groups_and_differs_for_other_keys() -> None:
    one = identity.fingerprint(public(SEED), str(SENDER.to_public()))
    assert [len(group) for group in one.split()] == [4] * 8 and one.replace(" ", "").isdigit()
    assert one != identity.fingerprint(public(OTHER), str(SENDER.to_public()))


def stream(*follows: list[int]) -> dict[str, page.Page]:
    made: list[page.SignedPage] = []
    for before in follows:
        number = max((made[at].page.number for at in before), default=0) + 1
        made.append(a_page([an_entry()], number=number, follows=[made[at].hash for at in before]))
    return {one.hash: one.page for one in made}


def test_a_receipt_names_what_is_held_in_few_words() -> None:
    pages = stream([], [0], [1], [2])
    names = list(pages)
    whole = receipt.summarise("a1", "up", pages, set())
    assert whole.heads == [names[3]] and whole.pages == 4 and not whole.missing
    assert receipt.held_pages(whole, pages) == set(names)
    gap = receipt.summarise("a1", "up", {n: pages[n] for n in (names[0], names[2], names[3])}, set(names[2:]))
    assert gap.missing == [names[1]] and gap.waiting == sorted(names[2:]) and gap.heads == [names[0]]
    assert receipt.held_pages(gap, pages) == {names[0], names[2], names[3]}
    past = receipt.summarise("a1", "up", {n: pages[n] for n in (names[0], names[2])}, set())
    assert past.missing == [names[1]]
    assert receipt.held_pages(past, pages) == {names[0], names[2]}
    assert receipt.held_pages(None, pages) == set()


@pytest.mark.needs("age", "zstd", "openssl", "tar")
def test_a_package_opens_without_this_program(tmp_path: Path) -> None:
    line = an_entry().line()
    write(tmp_path / "p.sochibo", [line], a_page([entries.read_line(line)]).line() + b"\n")
    (tmp_path / "key").write_text(str(RECEIVER))
    (tmp_path / "pem").write_bytes(identity.public_pem(public(SEED)))
    subprocess.run(
        "tail -n +2 p.sochibo | age -d -i key | tar x"
        " && zstd -q -d entries-1.jsonl.zst pages.jsonl.zst"
        " && openssl pkeyutl -verify -rawin -pubin -inkey pem -in manifest.json -sigfile manifest.sig",
        shell=True, check=True, cwd=tmp_path, capture_output=True,
    )  # fmt: skip
    assert (tmp_path / "entries-1.jsonl").read_bytes() == line + b"\n"
    assert sorted(p.name for p in tmp_path.glob("*.json*")) == [
        "entries-1.jsonl", "entries-1.jsonl.zst", "manifest.json", "pages.jsonl", "pages.jsonl.zst",
    ]  # fmt: skip
