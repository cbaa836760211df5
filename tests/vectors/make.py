"""Makes the named packages of `vectors.json`: one defect each, and how receiving it must end.

    python -m tests.vectors.make FOLDER

Keys are fresh each time, so the files are made when they are needed and only their endings are kept.
"""

from __future__ import annotations

import datetime
import io
import json
import sys
import tarfile
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import msgspec
import pyrage
import zstandard

from app.models import Case, Person, new_id
from app.models import entry as entries
from app.models.entry import Entry, canonical
from app.procedures.office import create_office
from app.storage.clock import Clock
from app.storage.keys import OfficeKeys
from app.storage.workspace import Workspace
from app.sync import identity, inbox, joining, outbox, package, page, reading
from app.sync.page import SignedPage

TODAY = datetime.date(2026, 3, 2)
PASSWORD = "mot cau de nho"
Build = Callable[["Bench"], bytes]
VECTORS: dict[str, Build] = {}


def vector(build: Build) -> Build:
    """Register a package under the name of its function."""
    VECTORS[build.__name__.replace("_", "-")] = build
    return build


class Kept:
    """Everything a package tells."""

    def __init__(self) -> None:
        self.pages: list[SignedPage] = []
        self.entries: list[bytes] = []

    def manifest(self, manifest: package.Manifest, body: bytes, signature: bytes) -> None:
        self.said = manifest

    def page(self, line: bytes) -> None:
        self.pages.append(page.read_line(line))

    def pages_end(self) -> None:
        pass

    def entry(self, line: bytes) -> None:
        self.entries.append(line)


class Bench:
    """A cell and a committee, joined; the cell has sent one package and has a second, good one ready."""

    def __init__(self, folder: Path) -> None:
        clock = Clock(TODAY)
        self.folder = folder
        self.stick = folder / "stick"
        self.stick.mkdir(parents=True)
        office = {"password": PASSWORD, "clock": clock}
        self.cell, _sheet = create_office(folder / "cell", name="Chi bộ", code="1.1", type="cell", **office)
        self.top, _sheet = create_office(folder / "top", name="Đảng ủy", code="1", type="committee", **office)
        with self.top.unit(clock) as unit:
            self.invited = joining.invite(unit, name="Chi bộ", code="1.1", type="cell", out=folder / "moi")
        opened = joining.read_invitation(self.invited.file, self.invited.join_code)
        with self.cell.unit(clock) as unit:
            joining.accept(unit, opened)
        self.invitation = opened.signed
        inbox.unpack(self.top, self.pack(self.cell), clock=clock)
        inbox.unpack(self.cell, self.pack(self.top), clock=clock)
        with self.cell.unit(clock) as unit:
            unit.begin("person.add")
            person = unit.write(Person(name="Lê Thị Thử"))
            unit.write(Case(procedure="admission", person=person.id, opened="2026-01-05", restricted=True))
        self.good = self.pack(self.cell).read_bytes()
        self.down = self.pack(self.top).read_bytes()
        self.kept = Kept()
        path = self.stick / "good"
        path.write_bytes(self.good)
        reading.read(path, reading.read_header(path), self.keys.age_identity, self.kept)
        self.stranger = OfficeKeys(bytes(range(32)), str(pyrage.x25519.Identity.generate()))

    @property
    def keys(self) -> OfficeKeys:
        """The cell's."""
        assert self.cell.office_keys is not None
        return self.cell.office_keys

    @property
    def receiver(self) -> OfficeKeys:
        assert self.top.office_keys is not None
        return self.top.office_keys

    def pack(self, workspace: Workspace) -> Path:
        return outbox.pack(workspace, self.stick, clock=Clock(TODAY)).file

    def close(self) -> None:
        self.cell.close()
        self.top.close()

    # --- changed packages --------------------------------------------------------------------------------

    def write(
        self,
        pages: Iterable[SignedPage | bytes] | None = None,
        lines: Iterable[bytes] | None = None,
        *,
        signer: OfficeKeys | None = None,
        sealed_to: str | None = None,
        **said: Any,
    ) -> bytes:
        """A package of the cell's, with other pages, lines, or words in its manifest."""
        manifest = msgspec.structs.replace(self.kept.said, **({"id": new_id()} | said))
        told = [
            one if isinstance(one, bytes) else one.line()
            for one in (self.kept.pages if pages is None else pages)
        ]
        written = list(self.kept.entries if lines is None else lines)
        file = io.BytesIO()
        package.write(
            file, manifest, b"".join(line + b"\n" for line in told), lambda: iter(written),
            seed=(signer or self.keys).sign_seed, recipients=[sealed_to or self.receiver.age_recipient],
        )  # fmt: skip
        return file.getvalue()

    def own_page(self, of: list[Entry], *, signer: OfficeKeys | None = None, **fields: Any) -> SignedPage:
        """The next page of the cell's stream up, with these entries."""
        last = self.kept.pages[0].page
        keys = signer or self.keys
        said = {
            "author": last.author, "audience": "up", "epoch": last.epoch, "number": last.number,
            "follows": last.follows, "made": last.made, "key": keys.sign_public,
        } | fields  # fmt: skip
        return page.make(keys.sign_seed, entries=[one.hash for one in of], **said)

    def entry(self, state: dict[str, Any] | None = None, **head: Any) -> Entry:
        """An entry of the cell's."""
        own = self.cell.organisation_id
        said = {
            "kind": "person", "record": new_id(), "owner": own, "author": own, "revision": 1,
            "deed": new_id(), "what": "person.add", "by": "Bí thư", "at": "2026-03-02T00:00:00Z",
        } | head  # fmt: skip
        return entries.make(state or {"name": "Trần Văn Thử"}, **said)

    def with_entry(self, *of: Entry, **fields: Any) -> bytes:
        """A package with one page of these entries."""
        return self.write([self.own_page(list(of), **fields)], [one.line() for one in of])

    def rewrapped(self, change: Callable[[bytes], bytes], good: bytes | None = None) -> bytes:
        """The good package with its tar changed."""
        data = good or self.good
        line, _break, sealed = data.partition(b"\n")
        header = reading.parse_header(line + b"\n")
        tar = change(pyrage.decrypt(sealed, [pyrage.x25519.Identity.from_str(self.receiver.age_identity)]))
        again = pyrage.encrypt(tar, [identity.sealing(self.receiver.age_recipient)])
        return msgspec.structs.replace(header, size=len(again)).line() + again

    def resigned(self, **said: Any) -> bytes:
        """The good package with other words in its manifest, signed again; the rest as it was."""

        def change(tar: bytes) -> bytes:
            found = members(tar)
            manifest = json.loads(found["manifest.json"]) | said
            found["manifest.json"] = canonical(manifest)
            found["manifest.sig"] = identity.sign(self.keys.sign_seed, found["manifest.json"])
            return packed(found)

        return self.rewrapped(change)

    def with_header(self, **fields: Any) -> bytes:
        line, _break, sealed = self.good.partition(b"\n")
        return msgspec.structs.replace(reading.parse_header(line + b"\n"), **fields).line() + sealed


def members(tar: bytes) -> dict[str, bytes]:
    with tarfile.open(fileobj=io.BytesIO(tar)) as opened:
        return {one.name: opened.extractfile(one).read() for one in opened}  # type: ignore[union-attr]


def packed(of: dict[str, bytes]) -> bytes:
    data = (package.member_header(n, len(d)) + d + bytes(-len(d) % 512) for n, d in of.items())
    return b"".join(data) + bytes(1024)


# --- taken -----------------------------------------------------------------------------------------------


@vector
def good(bench: Bench) -> bytes:
    return bench.good


@vector
def receipt_only(bench: Bench) -> bytes:
    return bench.write([], [])


@vector
def gap(bench: Bench) -> bytes:
    return bench.with_entry(bench.entry(), number=9, follows=["0" * 64])


@vector
def unknown_kind(bench: Bench) -> bytes:
    return bench.with_entry(bench.entry(), bench.entry(kind="badge"))


@vector
def state_of_another_shape(bench: Bench) -> bytes:
    return bench.with_entry(bench.entry({"name": ["a"]}))


@vector
def handed_over(bench: Bench) -> bytes:
    return bench.with_entry(bench.entry(handover=1))


@vector
def erased(bench: Bench) -> bytes:
    one = bench.entry()
    return bench.write([bench.own_page([one])], [b"[" + one.head_bytes + b",null]"])


@vector
def receipt_of_another_office(bench: Bench) -> bytes:
    said = json.loads(bench.kept.said.receipts[0].body) | {"author": "other"}
    body = canonical(said)
    note = page.Signed(body.decode(), identity.sign(bench.keys.sign_seed, body).hex())
    return bench.write([], [], receipts=[note])


@vector
def unknown_words_of_a_newer_program(bench: Bench) -> bytes:
    return bench.resigned(colour="red")


# --- no package ------------------------------------------------------------------------------------------


@vector
def empty(bench: Bench) -> bytes:
    return b""


@vector
def spreadsheet(bench: Bench) -> bytes:
    return b"PK\x03\x04" + bytes(500)


@vector
def invitation(bench: Bench) -> bytes:
    return bench.invited.file.read_bytes()


@vector
def other_first_word(bench: Bench) -> bytes:
    return b"sochiba" + bench.good[7:]


@vector
def newer_first_line(bench: Bench) -> bytes:
    return bench.good.replace(b"sochibo 1", b"sochibo 2", 1)


# --- damaged ---------------------------------------------------------------------------------------------


@vector
def last_byte_missing(bench: Bench) -> bytes:
    return bench.good[:-1]


@vector
def cut_in_the_first_line(bench: Bench) -> bytes:
    return bench.good[:30]


@vector
def only_the_first_line(bench: Bench) -> bytes:
    return bench.good.partition(b"\n")[0] + b"\n"


@vector
def bytes_after_the_end(bench: Bench) -> bytes:
    return bench.good + b"x"


@vector
def byte_flipped(bench: Bench) -> bytes:
    return bench.good[:-50] + bytes([bench.good[-50] ^ 1]) + bench.good[-49:]


@vector
def blanks_in_the_first_line(bench: Bench) -> bytes:
    return bench.good.replace(b'{"id"', b'{ "id"', 1)


@vector
def tar_cut(bench: Bench) -> bytes:
    return bench.rewrapped(lambda tar: tar[:-1024])


@vector
def pages_digest_wrong(bench: Bench) -> bytes:
    said = msgspec.to_builtins(bench.kept.said.pages) | {"digest": "0" * 64}
    return bench.resigned(pages=said)


@vector
def more_lines_declared(bench: Bench) -> bytes:
    said = [msgspec.to_builtins(part) | {"lines": part.lines + 1} for part in bench.kept.said.parts]
    return bench.resigned(parts=said)


@vector
def entry_missing(bench: Bench) -> bytes:
    return bench.write(lines=bench.kept.entries[:-1])


@vector
def entry_too_many(bench: Bench) -> bytes:
    return bench.write(lines=[*bench.kept.entries, bench.entry().line()])


@vector
def entry_replaced(bench: Bench) -> bytes:
    return bench.write(lines=[bench.entry().line(), *bench.kept.entries[1:]])


@vector
def state_replaced(bench: Bench) -> bytes:
    return bench.write(
        lines=[bench.kept.entries[0].replace(b"Th\xe1\xbb\xad", b"Tha"), *bench.kept.entries[1:]]
    )


@vector
def sealed_entry_broken(bench: Bench) -> bytes:
    return bench.write(lines=[*bench.kept.entries[:-1], b'"AAAA"'])


@vector
def page_list_shuffled(bench: Bench) -> bytes:
    of = [bench.entry(), bench.entry()]
    line = bench.own_page(of).line()
    first, second = (one.hash.encode() for one in of)
    swapped = line.replace(first, b"x" * 64).replace(second, first).replace(b"x" * 64, second)
    return bench.write([swapped], [one.line() for one in of])


@vector
def page_unreadable(bench: Bench) -> bytes:
    return bench.write([b"{}"], [])


@vector
def compressed_bomb(bench: Bench) -> bytes:
    bomb = zstandard.ZstdCompressor(level=1).compress(bytes(300 << 20))
    return bench.rewrapped(lambda tar: packed(members(tar) | {"entries-1.jsonl.zst": bomb}))


# --- too large, unsafe -----------------------------------------------------------------------------------


@vector
def size_beyond_four_gibibytes(bench: Bench) -> bytes:
    return bench.with_header(size=9_999_999_999)


@vector
def pages_declared_too_large(bench: Bench) -> bytes:
    return bench.resigned(pages=msgspec.to_builtins(bench.kept.said.pages) | {"bytes": 1 << 40})


@vector
def part_declared_too_large(bench: Bench) -> bytes:
    return bench.resigned(parts=[{"lines": 1, "bytes": (8 << 20) + 1}])


@vector
def entry_above_one_mebibyte(bench: Bench) -> bytes:
    return bench.with_entry(bench.entry({"name": "x" * (1 << 20)}))


@vector
def manifest_above_four_mebibytes(bench: Bench) -> bytes:
    return bench.rewrapped(lambda tar: package.member_header("manifest.json", (4 << 20) + 1) + tar[512:])


@vector
def member_too_many(bench: Bench) -> bytes:
    return bench.rewrapped(lambda tar: packed(members(tar) | {"extra": b"x"}))


@vector
def member_outside(bench: Bench) -> bytes:
    return bench.rewrapped(lambda tar: packed({"../../x": b"x", **members(tar)}))


@vector
def member_is_a_link(bench: Bench) -> bytes:
    def change(tar: bytes) -> bytes:
        info = tarfile.TarInfo("pages.jsonl.zst")
        info.type, info.linkname = tarfile.SYMTYPE, "/etc/passwd"
        at = tar.index(b"pages.jsonl.zst")
        return tar[:at] + info.tobuf() + tar[at + 512 :]

    return bench.rewrapped(change)


@vector
def something_behind_the_end(bench: Bench) -> bytes:
    return bench.rewrapped(lambda tar: tar + bytes(512))


# --- not for us, not from whom it says -------------------------------------------------------------------


@vector
def sealed_to_another_office(bench: Bench) -> bytes:
    key = bench.stranger.age_recipient
    return bench.write(sealed_to=key, key=identity.key_id(key))


@vector
def addressed_to_another_office(bench: Bench) -> bytes:
    return bench.write(to="other")


@vector
def own_package(bench: Bench) -> bytes:
    return bench.down


@vector
def sealed_to_an_old_key(bench: Bench) -> bytes:
    return bench.write(sealed_to=bench.stranger.age_recipient)


@vector
def unknown_sender(bench: Bench) -> bytes:
    return bench.write(from_="other")


@vector
def signed_by_another_key(bench: Bench) -> bytes:
    return bench.write(signer=bench.stranger)


@vector
def signature_of_zeros(bench: Bench) -> bytes:
    return bench.rewrapped(lambda tar: packed(members(tar) | {"manifest.sig": bytes(64)}))


@vector
def manifest_changed_after_signing(bench: Bench) -> bytes:
    def change(tar: bytes) -> bytes:
        found = members(tar)
        return packed(found | {"manifest.json": found["manifest.json"].replace(b'"number":2', b'"number":3')})

    return bench.rewrapped(change)


@vector
def page_signed_by_another_key(bench: Bench) -> bytes:
    one = bench.entry()
    return bench.write([bench.own_page([one], signer=bench.stranger)], [one.line()])


@vector
def receipt_signed_by_another_key(bench: Bench) -> bytes:
    body = bench.kept.said.receipts[0].body
    note = page.Signed(body, identity.sign(bench.stranger.sign_seed, body.encode()).hex())
    return bench.write([], [], receipts=[note])


@vector
def first_line_with_another_id(bench: Bench) -> bytes:
    return bench.with_header(id="f" * 32)


@vector
def first_line_with_another_key(bench: Bench) -> bytes:
    return bench.with_header(key="f" * 16)


@vector
def newer_inside_than_outside(bench: Bench) -> bytes:
    return bench.resigned(format=2)


@vector
def forged_invitation(bench: Bench) -> bytes:
    body = bench.invitation.body
    forged = page.Signed(body, identity.sign(bench.stranger.sign_seed, body.encode()).hex())
    return from_stranger(bench, forged)


@vector
def invitation_used_by_other_keys(bench: Bench) -> bytes:
    return from_stranger(bench, bench.invitation)


def from_stranger(bench: Bench, note: page.Signed) -> bytes:
    keys = bench.stranger
    said = package.Keys(sign=keys.sign_public, open=keys.age_recipient)
    return bench.write([], [], signer=keys, from_="other", keys=said, invitation=note, receipts=[])


# --- history and scope -----------------------------------------------------------------------------------


@vector
def page_of_a_third_office(bench: Bench) -> bytes:
    one = bench.entry(owner="other", author="other")
    return bench.with_entry(one, author="other")


@vector
def page_of_the_receiver(bench: Bench) -> bytes:
    return bench.with_entry(bench.entry(), author=bench.top.organisation_id)


@vector
def page_for_offices_below(bench: Bench) -> bytes:
    return bench.with_entry(bench.entry(), audience="below", number=1, follows=[])


@vector
def record_of_another_owner(bench: Bench) -> bytes:
    return bench.with_entry(bench.entry(owner=bench.top.organisation_id))


@vector
def entry_of_another_author(bench: Bench) -> bytes:
    return bench.with_entry(bench.entry(author=bench.top.organisation_id))


@vector
def restricted_but_not_sealed(bench: Bench) -> bytes:
    return bench.with_entry(bench.entry(restricted=True))


@vector
def follows_an_older_page(bench: Bench) -> bytes:
    return bench.with_entry(bench.entry(), number=1, follows=[])


@vector
def number_does_not_follow(bench: Bench) -> bytes:
    return bench.with_entry(bench.entry(), number=7)


def main(folder: Path) -> None:
    """Write all packages and the endings they must have."""
    endings = json.loads((Path(__file__).parent / "vectors.json").read_text("utf-8"))
    bench = Bench(folder / "offices")
    for name, build in VECTORS.items():
        (folder / f"{name}.sochibo").write_bytes(build(bench))
        print(name, endings.get(name, "?"))
    bench.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
