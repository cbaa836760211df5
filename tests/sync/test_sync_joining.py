"""Joining a superior with an invitation and its join code."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

import msgspec
import pytest

from app.models import Certificate, Invitation, Organisation, Peer, RulePack
from app.models import entry as entries
from app.storage.keys import OfficeKeys
from app.sync import identity, inbox, invitation, joining, ledger, outbox, page
from app.sync.invitation import Link, Note, Office
from app.trouble import Refused

pytestmark = pytest.mark.usefixtures("quick_codes")


def invite(pair: Any, **how: Any) -> joining.Invited:
    said = {
        "name": "Chi bộ thôn Thử",
        "code": "01.02.003",
        "type": "cell",
        "out": pair.folder / "thu-moi",
    } | how
    with pair.top.unit(pair.clock) as unit:
        return joining.invite(unit, **said)


def accept(pair: Any, invited: joining.Invited, at: Any = None) -> None:
    opened = joining.read_invitation(invited.file, invited.join_code)
    with (at or pair.cell).unit(pair.clock) as unit:
        joining.accept(unit, opened)


def peer_of(workspace: Any) -> Peer:
    with workspace.reading() as session:
        return session.query(Peer).one()


def code_of(call: Any) -> str:
    with pytest.raises(Refused) as refusal:
        call()
    assert refusal.value.message and refusal.value.hint
    return refusal.value.code


def test_an_office_joins_and_its_certificate_comes_back(strangers: Any, tools: Any) -> None:
    pair = strangers
    invited = invite(pair)
    own = pair.top.office_keys
    assert invited.fingerprint == identity.fingerprint(own.sign_public, own.age_recipient)
    assert joining.read_invitation(invited.file, invited.join_code).fingerprint == invited.fingerprint
    accept(pair, invited)
    assert peer_of(pair.cell).state == "joining"
    got = pair.take(pair.top, pair.up().file)
    assert got.status == "applied" and got.sender == "Chi bộ thôn Thử"
    back = pair.take(pair.cell, pair.down().file)
    assert back.counts["certificate"] == 1 and back.notes
    assert peer_of(pair.cell).state == peer_of(pair.top).state == "joined"
    with pair.top.reading() as session:
        office = session.get(Organisation, pair.cell.organisation_id)
        assert (office.code, office.parent) == ("01.02.003", pair.top.organisation_id)
        shown = ledger.keys(pair.top, session)
    with pair.cell.reading() as session:
        certificate = session.query(Certificate).one()
        assert certificate.office == pair.cell.organisation_id
        assert ledger.keys(pair.cell, session)["fingerprint"] == shown["certificates"][0]["fingerprint"]
    assert tools.sound(pair.cell) == tools.sound(pair.top) == []


def test_packages_carry_the_invitation_until_the_certificate_is_back(strangers: Any) -> None:
    pair = strangers
    accept(pair, invite(pair))
    pair.add("Người Một")
    pair.up().file.unlink()  # the first is lost
    second = pair.up()
    assert pair.take(pair.top, second.file).status == "applied"
    third = pair.up()  # the certificate is not back yet: the same keys, the same invitation
    assert pair.take(pair.top, third.file).status == "applied"
    pair.take(pair.cell, pair.down().file)
    with pair.cell.unit(pair.clock) as unit:
        assert outbox._invitation(unit.session, unit.session.query(Peer).one()) is None


def test_a_wrong_join_code_opens_nothing(strangers: Any) -> None:
    invited = invite(strangers)
    assert code_of(lambda: joining.read_invitation(invited.file, "2222-3333-4444")) == "join_code_wrong"
    assert code_of(lambda: joining.read_invitation(invited.file, "abc")) == "join_code_wrong"


def test_other_files_are_no_invitation(strangers: Any) -> None:
    path = strangers.folder / "x"
    path.write_bytes(b"sochibo 1 {}\n")
    assert code_of(lambda: joining.read_invitation(path, "2222-3333-4444")) == "not_an_invitation"
    assert code_of(lambda: joining.read_invitation(strangers.folder, "2222-3333-4444")) == "not_an_invitation"
    assert code_of(lambda: inbox.inspect(invite(strangers).file)) == "not_a_package"


def impostor(pair: Any) -> Any:
    from app.procedures.office import create_office

    other, _sheet = create_office(
        pair.folder / "other", name="Chi bộ khác", code="x", type="cell", password="mot cau de nho",
        clock=pair.clock,
    )  # fmt: skip
    pair.opened.append(other)
    return other


def test_a_join_code_used_under_other_keys_is_refused_loudly(strangers: Any, tools: Any) -> None:
    pair, invited = strangers, invite(strangers)
    accept(pair, invited)
    with impostor(pair) as thief:
        accept(pair, invited, at=thief)
        stolen = outbox.pack(thief, pair.stick, clock=pair.clock).file
        pair.take(pair.top, pair.up().file)
        before = tools.everything(pair.top)
        assert code_of(lambda: pair.take(pair.top, stolen)) == "join_code_used"
        assert tools.everything(pair.top) == before
    with pair.top.reading() as session:
        assert ledger.lines(session)[0].result == "refused"


def test_an_invitation_that_lies_about_its_secret_is_refused(strangers: Any, tools: Any) -> None:
    pair, invited = strangers, invite(strangers)
    accept(pair, invited)
    with pair.top.unit(pair.clock) as unit:
        unit.session.query(Invitation).one().check = "0" * 64
    before = tools.everything(pair.top)
    file = pair.up().file
    assert code_of(lambda: pair.take(pair.top, file)) == "join_code_wrong"
    assert tools.everything(pair.top) == before


def test_a_superior_restored_from_before_the_invitation_knows_its_own_signature(strangers: Any) -> None:
    pair = strangers
    accept(pair, invite(pair))
    with pair.top.unit(pair.clock) as unit:
        unit.session.delete(unit.session.query(Invitation).one())
    assert pair.take(pair.top, pair.up().file).status == "applied"


def test_an_invitation_ends_after_its_last_day_or_with_a_newer_one(strangers: Any) -> None:
    pair, first = strangers, invite(strangers)
    accept(pair, first)
    late = pair.up().file
    pair.today += datetime.timedelta(days=61)
    assert code_of(lambda: pair.take(pair.top, late)) == "join_code_used"
    with impostor(pair) as other:
        assert code_of(lambda: accept(pair, first, at=other)) == "join_code_used"
    second = invite(pair, out=pair.folder / "thu-moi-2")
    assert code_of(lambda: pair.take(pair.top, late)) == "older_than_here"
    accept(pair, second)
    assert pair.take(pair.top, pair.up().file).status == "applied"
    pair.today -= datetime.timedelta(days=61)
    assert code_of(lambda: accept(pair, first)) == "older_than_here"


def test_who_has_joined_does_not_join_again_yet(pair: Any) -> None:
    assert code_of(lambda: invite(pair)) == "already_joined"
    assert code_of(lambda: invite(pair, code="01.02")) == "already_joined"
    assert code_of(lambda: invite(pair, code=" ")) == "code_missing"
    other = invite(pair, code="01.02.004")
    assert code_of(lambda: accept(pair, other)) == "already_joined"


def test_an_invitation_is_for_its_kind_of_office(strangers: Any) -> None:
    invited = invite(strangers, type="committee")
    assert code_of(lambda: accept(strangers, invited)) == "invitation_other_office"
    with strangers.cell.unit(strangers.clock) as unit:
        assert code_of(
            lambda: joining.invite(unit, name="x", code="y", type="cell", out=strangers.folder / "z")
        ) == "cell_cannot_invite"  # fmt: skip


def test_rule_packs_come_with_the_invitation(strangers: Any) -> None:
    pair = strangers
    text = '[pack]\nid = "thu"\nlayer = "superior"\nissuer = "Đảng ủy xã Thử"\nversion = "1"\n'
    with pair.top.unit(pair.clock) as unit:
        unit.write(RulePack(pack="thu", version="1", text=text))
    accept(pair, invite(pair))
    with pair.cell.reading() as session:
        assert session.query(RulePack).one().text == text
    pair.round()
    with pair.top.unit(pair.clock) as unit:
        unit.write(RulePack(pack="thu", version="1", text=text + "# khác\n"))
        unit.write(RulePack(pack="hong", version="1", text="không phải"))
    got = pair.take(pair.cell, pair.down().file)
    assert sorted(one["reason"] for one in got.parked) == ["bad_rule_pack", "rule_pack_differs"]
    with pair.cell.unit(pair.clock) as unit:
        assert unit.session.query(RulePack).one().text == text
        assert unit.rulebook is not None


def keys_of(number: int) -> OfficeKeys:
    import pyrage

    return OfficeKeys(bytes([number]) * 32, str(pyrage.x25519.Identity.generate()))


def office(number: int, keys: OfficeKeys) -> Office:
    return Office(
        id=f"office{number}", code=str(number), name=str(number), type="committee", sign=keys.sign_public,
        open=keys.age_recipient,
    )  # fmt: skip


def certified(issuer: Office, by: OfficeKeys, subject: Office, **state: Any) -> Link:
    said = {
        "office": subject.id,
        "sign_key": subject.sign,
        "open_key": subject.open,
        "last_day": "2030-01-01",
    }
    entry = entries.make(
        said | state, kind="certificate", record="c" + subject.id, owner=issuer.id, author=issuer.id,
        revision=1, deed="d", what="w", by="b", at="2026-01-01T00:00:00Z",
    )  # fmt: skip
    signed = page.make(
        by.sign_seed, author=issuer.id, audience=f"office:{subject.id}", epoch="e", number=1, follows=[],
        entries=[entry.hash], made="2026-01-01", key=by.sign_public,
    )  # fmt: skip
    return Link(page=page.Signed(signed.body.decode(), signed.signature.hex()), entry=entry.line().decode())


def test_a_chain_of_certificates_reaches_the_superior() -> None:
    keys = [keys_of(number) for number in range(1, 4)]
    offices = [office(number, one) for number, one in enumerate(keys)]
    good = [certified(offices[at], keys[at], offices[at + 1]) for at in range(2)]

    def note(links: list[Link]) -> Note:
        return Note(
            id="i", code="c", name="n", type="cell", made="", last_day="", secret="s", superior=offices[2],
            above=offices[:2], links=links,
        )  # fmt: skip

    assert invitation.check_chain(note(good)) == "2030-01-01"
    assert code_of(lambda: invitation.check_chain(note(good[:1]))) == "invitation_damaged"
    for wrong, code in (
        (certified(offices[1], keys[0], offices[2]), "signature_wrong"),
        (certified(offices[1], keys[1], offices[0]), "scope_exceeded"),
        (certified(offices[1], keys[1], offices[2], sign_key="ab" * 32), "scope_exceeded"),
        (certified(offices[1], keys[1], offices[2], gone=True), "scope_exceeded"),
        (certified(offices[0], keys[1], offices[2]), "scope_exceeded"),
        (msgspec.structs.replace(good[1], entry=good[0].entry), "scope_exceeded"),
        (msgspec.structs.replace(good[1], entry="{}"), "invitation_damaged"),
    ):
        assert code_of(lambda wrong=wrong: invitation.check_chain(note([good[0], wrong]))) == code


def test_an_invitation_that_was_changed_is_refused(strangers: Any) -> None:
    import pyrage

    invited = invite(strangers)
    inside = msgspec.json.decode(pyrage.passphrase.decrypt(invited.file.read_bytes(), plain(invited)))
    for change, code in (
        (lambda said: said | {"packs": ["[]"]}, "invitation_damaged"),
        (lambda said: said | {"note": {**said["note"], "body": said["note"]["body"].replace("003", "004")}},
         "signature_wrong"),
        (lambda said: said | {"note": {**said["note"], "body": '{"format":2}'}}, "newer_version"),
        (lambda said: {}, "invitation_damaged"),
    ):  # fmt: skip
        path = Path(strangers.folder / "changed")
        path.write_bytes(pyrage.passphrase.encrypt(msgspec.json.encode(change(inside)), plain(invited)))
        assert code_of(lambda path=path: joining.read_invitation(path, invited.join_code)) == code


def plain(invited: joining.Invited) -> str:
    return identity.tidy_join_code(invited.join_code)


def test_an_office_that_worked_alone_brings_everything_along(strangers: Any, tools: Any) -> None:
    pair = strangers
    person = pair.add("Lê Thị Thử")[0]
    pair.rename(person, "Lê Thị Thử Hai")
    accept(pair, invite(pair))
    assert pair.take(pair.top, pair.up().file).counts["person"] == 2
    assert tools.people(pair.top) == {person: "Lê Thị Thử Hai"}
    assert tools.sound(pair.top) == []
