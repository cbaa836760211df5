"""A cell and its superior exchange packages: what arrives, what is refused, what waits."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

import pytest

from app.models import CaseStanding, Certificate, PackageRow, PageRow, Paper, Peer, Person
from app.sync import inbox, ledger, outbox
from app.trouble import Refused, Trouble


def refused_with(code: str, pair: Any, at: Any, file: Path, tools: Any, **how: Any) -> Refused:
    """Refused with this code, and nothing but the ledger has changed."""
    before = tools.everything(at)
    with pytest.raises(Refused) as refusal:
        pair.take(at, file, **how)
    assert refusal.value.code == code
    assert refusal.value.message and refusal.value.hint
    assert tools.everything(at) == before
    assert not list(at.inbox.iterdir())
    return refusal.value


def test_what_the_cell_records_reaches_the_superior_and_the_decision_comes_back(
    pair: Any, tools: Any
) -> None:
    person = pair.add("Lê Thị Thử")[0]
    case = pair.open_case(person)
    packed = pair.up()
    assert packed.counts == {"person": 1, "case": 1} and packed.entries == 2
    assert packed.sequence[0] + 1 == packed.sequence[1]
    got = pair.take(pair.top, packed.file)
    assert (got.status, got.counts, got.parked, got.missing) == ("applied", {"person": 1, "case": 1}, [], [])
    assert tools.people(pair.top) == {person: "Lê Thị Thử"}
    pair.decide(case)
    back = pair.take(pair.cell, pair.down().file)
    assert back.counts == {"act": 1}
    with pair.cell.reading() as session:
        rows = ledger.exchange(session, pair.cell.organisation_id)
        standing = session.get(CaseStanding, case)
    assert standing is not None
    up = next(row for row in rows if row["audience"] == "up")
    assert up["sent"] == up["confirmed"] >= 2 and up["missing"] == []
    assert tools.sound(pair.cell) == tools.sound(pair.top) == []


def test_the_same_package_twice_is_told_with_its_day(pair: Any, tools: Any) -> None:
    pair.add("Trần Văn Thử")
    file = pair.up().file
    pair.take(pair.top, file)
    before = tools.everything(pair.top)
    pair.today += datetime.timedelta(days=3)
    again = pair.take(pair.top, file)
    assert (again.status, again.day, again.counts) == ("already-received", "2026-03-02", {})
    assert tools.everything(pair.top) == before


def test_a_lost_package_is_sent_again_until_it_is_confirmed(pair: Any, tools: Any) -> None:
    first = pair.add("Người Một")
    pair.up().file.unlink()
    second = pair.add("Người Hai")
    packed = pair.up()
    assert packed.counts == {"person": 2}
    got = pair.take(pair.top, packed.file)
    assert got.status == "applied" and set(tools.people(pair.top)) == {*first, *second}
    pair.take(pair.cell, pair.down().file)
    assert pair.up().entries == 0


def test_nothing_new_still_carries_a_receipt(pair: Any) -> None:
    packed = pair.up()
    assert packed.entries == 0 and packed.sequence == (0, 0)
    assert pair.take(pair.top, packed.file).status == "applied"


def confirmed_but_lost(pair: Any) -> tuple[Path, Path]:
    """Two packages, the second of which does not carry what the first did."""
    pair.add("Người Một")
    first = pair.up().file
    with pair.cell.unit(pair.clock) as unit:  # as if a receipt had claimed the first page
        from app.sync import streams

        peer = unit.session.get(Peer, pair.top.organisation_id)
        held = streams.stream(unit.session, pair.cell.organisation_id, "up")
        said = dict(peer.receipt)
        said["held"] = [
            {**one, "heads": held.heads(), "pages": len(held.pages)}
            if (one["author"], one["audience"]) == (pair.cell.organisation_id, "up")
            else one
            for one in said["held"]
        ]
        peer.receipt = said
    pair.add("Người Hai")
    return first, pair.up().file


def test_a_page_waits_for_the_one_it_follows(pair: Any, tools: Any) -> None:
    first, second = confirmed_but_lost(pair)
    got = pair.take(pair.top, second)
    assert got.status == "waiting" and len(got.missing) == 1 and not got.counts
    assert tools.people(pair.top) == {}
    assert inbox.inspect(second, pair.top, clock=pair.clock).verdict["code"] == "waiting"
    got = pair.take(pair.top, first)
    assert got.status == "applied" and got.counts == {"person": 2} and got.missing == []
    assert sorted(tools.people(pair.top).values()) == ["Người Hai", "Người Một"]
    assert pair.take(pair.top, second).status == "already-received"
    assert tools.sound(pair.top) == []


def test_the_next_receipt_asks_for_what_is_missing(pair: Any, tools: Any) -> None:
    first, second = confirmed_but_lost(pair)
    first.unlink()
    assert pair.take(pair.top, second).status == "waiting"
    pair.take(pair.cell, pair.down().file)
    packed = pair.up()
    assert packed.counts == {"person": 1}, "only the lost page: the waiting one is there"
    assert pair.take(pair.top, packed.file).status == "applied"
    assert len(tools.people(pair.top)) == 2


def test_a_person_lets_the_rest_in_over_a_gap(pair: Any, tools: Any) -> None:
    first, second = confirmed_but_lost(pair)
    pair.take(pair.top, second)
    got = pair.take(pair.top, second, past_gap=True)
    assert got.status == "applied" and got.counts == {"person": 1} and got.notes and len(got.missing) == 1
    assert list(tools.people(pair.top).values()) == ["Người Hai"]
    assert pair.take(pair.top, first).status == "applied"
    assert len(tools.people(pair.top)) == 2 and tools.sound(pair.top) == []


def test_a_package_for_somebody_else_is_refused(pair: Any, make_pair: Any, tools: Any) -> None:
    file = pair.up().file
    refused_with("not_for_this_office", pair, pair.cell, file, tools)
    # workspaces of another pair have other keys only when they were made anew
    other = tools.offices(pair.folder / "others")
    try:
        refused_with("not_for_this_office", pair, other[1], file, tools)
    finally:
        for one in other:
            one.close()
    with pair.cell.reading() as session:
        line = ledger.lines(session)[0]
    assert line.result == "refused" and "Sổ không thay đổi gì" in line.text


def test_every_changed_byte_and_every_cut_is_refused_with_nothing_changed(pair: Any, tools: Any) -> None:
    pair.add("Lê Thị Thử")
    packed = pair.up()
    good = packed.file.read_bytes()
    before = tools.everything(pair.top, but=set())
    bad = pair.stick / "bad.sochibo"
    start = good.index(b"\n") + 1
    # the file itself is flipped at every byte in test_sync_pure; here the way through the workspace
    places = [*range(start), *range(start, len(good), 97)]
    for at in places:
        for data in (good[:at] + bytes([good[at] ^ 1]) + good[at + 1 :], good[:at]):
            bad.write_bytes(data)
            with pytest.raises(Refused):
                pair.take(pair.top, bad, dry_run=True)
    assert tools.everything(pair.top, but=set()) == before
    bad.write_bytes(good[:-1])
    refused_with("cut_short", pair, pair.top, bad, tools)
    assert pair.take(pair.top, packed.file).status == "applied"


def test_an_expired_certificate_stops_its_sender_until_it_is_renewed(pair: Any, tools: Any) -> None:
    pair.add("Lê Thị Thử")
    file = pair.up().file
    pair.today = datetime.date(2031, 6, 1)
    refused_with("certificate_expired", pair, pair.top, file, tools)
    back = pair.down()
    assert back.counts == {"certificate": 1}
    assert pair.take(pair.top, file).status == "applied", "what came too late is taken after the renewal"
    pair.take(pair.cell, back.file)
    with pair.cell.reading() as session:
        newest = session.query(Certificate).one()
    assert newest.last_day == "2036-06-01"


def test_a_certificate_is_renewed_unasked_in_its_last_year_only(pair: Any) -> None:
    pair.today = datetime.date(2030, 2, 1)
    assert pair.down().counts == {}
    pair.today = datetime.date(2030, 4, 1)
    assert pair.down().counts == {"certificate": 1}


def test_a_revoked_sender_is_refused(pair: Any, tools: Any) -> None:
    file = pair.up().file
    with pair.top.unit(pair.clock) as unit:
        unit.session.get(Peer, pair.cell.organisation_id).state = "revoked"
    refused_with("certificate_revoked", pair, pair.top, file, tools)
    with pytest.raises(Refused) as refusal:
        pair.down()
    assert refusal.value.code == "certificate_revoked"


def test_the_sender_must_have_signed_with_its_own_key(pair: Any, tools: Any) -> None:
    file = pair.up().file
    with pair.top.unit(pair.clock) as unit:
        unit.session.get(Peer, pair.cell.organisation_id).sign_key = "ab" * 32
    refused_with("signature_wrong", pair, pair.top, file, tools)


def test_an_unknown_sender_is_refused(pair: Any, tools: Any) -> None:
    file = pair.up().file
    with pair.top.unit(pair.clock) as unit:
        unit.session.delete(unit.session.get(Peer, pair.cell.organisation_id))
    refused_with("unknown_sender", pair, pair.top, file, tools)


def test_pages_of_a_restored_workspace_are_refused_plainly(pair: Any, tools: Any) -> None:
    """Branches are not done yet: the sentence says so, and nothing changes."""
    pair.add("Người Một")
    with pair.cell.unit(pair.clock) as unit:
        kept = {row.hash for row in unit.session.query(PageRow)}
    pair.take(pair.top, pair.up().file)
    with pair.cell.unit(pair.clock) as unit:  # a backup of before that package
        for row in unit.session.query(PageRow).filter(PageRow.hash.not_in(kept)):
            unit.session.delete(row)
    pair.add("Người Hai")
    assert "chưa" in refused_with("branch_not_supported", pair, pair.top, pair.up().file, tools).message


def test_a_restricted_case_goes_only_sealed_to_the_one_office(pair: Any, tools: Any) -> None:
    person = pair.add("Lê Thị Thử")[0]
    case = pair.open_case(person, restricted=True)
    with pair.cell.unit(pair.clock) as unit:
        unit.begin("case.paper")
        unit.write(Paper(case=case, form="2-KNĐ"))
    packed = pair.up()
    with pair.cell.reading() as session:
        pages = [
            inbox_page(row) for row in session.query(PageRow).filter_by(author=pair.cell.organisation_id)
        ]
    sealed = [one for one in pages if one.sealed]
    assert [one.audience for one in sealed] == [f"office:{pair.top.organisation_id}"]
    assert len(sealed[0].entries) == 2, "the case and its paper"
    assert pair.take(pair.top, packed.file).counts == {"person": 1, "case": 1, "paper": 1}
    with pair.top.reading() as session:
        assert session.get(CaseStanding, case) is not None
    pair.take(pair.cell, pair.down().file)
    assert pair.up().entries == 0


def inbox_page(row: PageRow) -> Any:
    from app.sync import page

    return page.read(row.body, row.signature).page


def test_a_preview_changes_nothing_and_names_what_would_come(pair: Any, tools: Any) -> None:
    person = pair.add("Lê Thị Thử")[0]
    case = pair.open_case(person)
    packed = pair.up()
    before = tools.everything(pair.top, but=set())
    seen = inbox.inspect(
        packed.file, pair.top, clock=pair.clock, checks=lambda unit, of: [{"id": "V01", "message": of}]
    )
    assert seen.verdict["code"] == "ok" and seen.preview is not None
    assert (seen.preview.new, seen.preview.changed, seen.preview.decisions) == (2, 0, 0)
    assert [(row.title, row.text, row.state_text) for row in seen.preview.rows] == [
        ("Hồ sơ", "Lê Thị Thử", "Mới"),
        ("Người", "Lê Thị Thử", "Mới"),
    ]
    assert seen.preview.problems == {case: [{"id": "V01", "message": case}]}
    assert tools.everything(pair.top, but=set()) == before
    assert inbox.as_json(seen)["preview"]["rows"][0]["case"] == case

    pair.take(pair.top, packed.file)
    pair.decide(case)
    pair.decide(
        case, "committee", reopened=[["verification", 1]], remarks=[{"item": "x", "text": "ghi thiếu tên xã"}]
    )
    back = inbox.inspect(pair.down().file, pair.cell, clock=pair.clock)
    assert back.preview is not None and back.preview.decisions == 2
    assert [(row.title, row.text, row.state_text) for row in back.preview.rows] == [
        ("Quyết định", "Quyết định kết nạp: Lê Thị Thử, 20/02/2026", "Mới"),
        ("Hồ sơ trả lại", "Lê Thị Thử, ghi thiếu tên xã", "Cần sửa"),
        ("Biên nhận", f"Gói số {packed.number}, đủ 2 thay đổi", "Đã nhận"),
    ]


def test_a_first_line_can_be_read_without_a_workspace(pair: Any) -> None:
    packed = pair.up()
    seen = inbox.inspect(packed.file)
    assert seen.header["id"] == packed.package_id and seen.verdict["code"] == "header_only"
    assert pair.cell.organisation_id not in packed.file.read_bytes()[:1024].decode("latin1")
    assert packed.package_id in packed.file.name


def test_an_unknown_kind_is_parked_and_the_rest_goes_on(pair: Any, tools: Any, monkeypatch: Any) -> None:
    from app.models import KINDS

    person = pair.add("Lê Thị Thử")[0]
    pair.open_case(person)
    packed = pair.up()
    with monkeypatch.context() as older:  # a superior whose program does not know cases
        older.delitem(KINDS, "case")
        got = pair.take(pair.top, packed.file)
        assert got.status == "applied" and got.counts == {"person": 1}
        assert [(one["kind"], one["reason"]) for one in got.parked] == [("case", "unknown_kind")]
        down = pair.down()
    pair.take(pair.cell, down.file)
    with pair.cell.reading() as session:
        peer = session.get(Peer, pair.top.organisation_id)
        assert [one["reason"] for one in peer.receipt["parked"]] == ["unknown_kind"]
    got = pair.take(pair.top, pair.up().file)  # the newer program tries again
    assert got.counts == {"case": 1} and got.parked == []
    assert tools.sound(pair.top) == []


def test_the_stick_pulled_or_full_leaves_no_half_file_and_loses_nothing(
    pair: Any, tools: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    import errno

    from app.sync import reading

    person = pair.add("Lê Thị Thử")[0]
    real = reading.copy_in
    for number, code in ((errno.ENOSPC, "disk_full"), (errno.EIO, "medium_gone")):
        for after in (0, 1, 700):

            class Pulled:
                def __init__(self, file: Any, left: int, number: int) -> None:
                    self.file, self.left, self.number = file, left, number

                def write(self, data: bytes) -> None:
                    self.file.write(data[: self.left])
                    raise OSError(self.number, "pulled")

            def pulled(path: Path, target: Any, left: int = after, number: int = number) -> str:
                return real(path, Pulled(target, left, number))

            monkeypatch.setattr(reading, "copy_in", pulled)
            with pytest.raises(Trouble) as trouble:
                pair.up()
            assert trouble.value.code == code and trouble.value.hint
            assert not list(pair.stick.iterdir())
    monkeypatch.setattr(reading, "copy_in", real)
    packed = pair.up()
    assert pair.take(pair.top, packed.file).counts == {"person": 1}
    assert tools.people(pair.top) == {person: "Lê Thị Thử"}


def test_a_stick_pulled_while_receiving_changes_nothing(pair: Any, tools: Any, monkeypatch: Any) -> None:
    from app.sync import reading

    pair.add("Lê Thị Thử")
    packed = pair.up()
    before = tools.everything(pair.top, but=set())

    def pulled(path: Path, target: Any) -> str:
        target.write(path.read_bytes()[:500])
        raise reading.cannot_read(OSError(5, "pulled"))

    with monkeypatch.context() as away:
        away.setattr(reading, "copy_in", pulled)
        with pytest.raises(Trouble) as trouble:
            pair.take(pair.top, packed.file)
    assert trouble.value.code == "cannot_read"
    assert tools.everything(pair.top, but=set()) == before and not list(pair.top.inbox.iterdir())


def test_a_stick_that_reads_back_differently_is_told(pair: Any, monkeypatch: Any) -> None:
    from app.sync import reading

    real = reading.sha256_of
    monkeypatch.setattr(
        reading, "sha256_of", lambda path: real(path) if path.parent.name == "outbox" else "0" * 64
    )
    with pytest.raises(Trouble) as trouble:
        pair.up()
    assert trouble.value.code == "read_back_differs" and not list(pair.stick.iterdir())


def test_killed_before_the_commit_the_package_is_taken_later(pair: Any, tools: Any, monkeypatch: Any) -> None:
    class Killed(BaseException):
        pass

    def killed(*_args: Any, **_more: Any) -> None:
        raise Killed

    pair.add("Lê Thị Thử")
    packed = pair.up()
    before = tools.everything(pair.top, but=set())
    for place in ("_finish", "_confirm", "_note", "_close_waiting"):
        with monkeypatch.context() as patch:
            patch.setattr(inbox, place, killed)
            with pytest.raises(Killed):
                pair.take(pair.top, packed.file)
        assert tools.everything(pair.top, but=set()) == before
    assert pair.take(pair.top, packed.file).status == "applied"


def test_killed_while_packing_what_was_put_on_pages_is_sent_later(
    pair: Any, tools: Any, monkeypatch: Any
) -> None:
    class Killed(BaseException):
        pass

    def killed(*_args: Any, **_more: Any) -> None:
        raise Killed

    pair.add("Lê Thị Thử")
    for place in ("make_pages", "_plan", "_write", "_bring", "sweep"):
        with monkeypatch.context() as patch:
            patch.setattr(outbox, place, killed)
            with pytest.raises(Killed):
                pair.up()
    assert pair.take(pair.top, pair.up().file).counts == {"person": 1}
    assert tools.sound(pair.top) == []


def test_the_ledger_speaks_in_plain_words(pair: Any) -> None:
    pair.add("Một Người", "Hai Người")
    packed = pair.up()
    pair.take(pair.top, packed.file)
    pair.take(pair.cell, pair.down().file)
    with pair.cell.reading() as session:
        lines = ledger.lines(session)
    titles = [line.title for line in lines]
    assert f"Đã gửi gói số {packed.number}" in titles
    assert f"Đảng ủy xã Thử đã nhận gói số {packed.number}" in titles
    sent = next(line for line in lines if line.title == f"Đã gửi gói số {packed.number}")
    assert "2 thay đổi" in sent.text


def test_unsent_changes_are_counted_before_packing(pair: Any) -> None:
    with pair.cell.reading() as session:
        peer = session.get(Peer, pair.top.organisation_id)
        assert ledger.unsent(session, pair.cell.organisation_id, peer) == ledger.Unsent(0, 0)
    person = pair.add("Một Người", "Hai Người")[0]
    pair.open_case(person, restricted=True)
    with pair.cell.reading() as session:
        peer = session.get(Peer, pair.top.organisation_id)
        assert ledger.unsent(session, pair.cell.organisation_id, peer) == ledger.Unsent(3, 2)
    pair.up()
    with pair.cell.reading() as session:
        assert ledger.unsent(session, pair.cell.organisation_id, peer) == ledger.Unsent(0, 0)


def test_package_files_go_once_confirmed(pair: Any) -> None:
    pair.add("Một Người")
    first = pair.up()
    assert (pair.cell.outbox / first.file.name).exists()
    pair.take(pair.top, first.file)
    pair.take(pair.cell, pair.down().file)
    pair.up()
    assert not (pair.cell.outbox / first.file.name).exists()


def test_what_a_kill_left_behind_is_cleared_away(pair: Any) -> None:
    left = [
        pair.cell.outbox / ("a" * 32 + ".sochibo"),
        pair.cell.outbox / ".0123.tmp",
        pair.cell.inbox / ".4567.tmp",
    ]
    for file in left:
        file.write_bytes(b"half")
    packed = pair.up()
    assert not any(file.exists() for file in left)
    assert (pair.cell.outbox / packed.file.name).exists()


def test_whom_to_send_to_is_asked_plainly(pair: Any, strangers: Any) -> None:
    for workspace, to, code in (
        (strangers.cell, None, "no_peer"),
        (pair.top, "99.99", "unknown_peer"),
    ):
        with pytest.raises(Refused) as refusal:
            outbox.pack(workspace, pair.stick, to=to, clock=pair.clock)
        assert refusal.value.code == code
    assert outbox.pack(pair.top, pair.stick, to="01.02.003", clock=pair.clock).to == "Chi bộ thôn Thử"
    with pytest.raises(Trouble) as trouble:
        outbox.pack(pair.top, pair.folder / "no-stick", clock=pair.clock)
    assert trouble.value.code == "no_folder"


def test_a_correction_changes_the_person_there(pair: Any, tools: Any) -> None:
    person = pair.add("Lê Thị Thừ")[0]
    pair.take(pair.top, pair.up().file)
    pair.rename(person, "Lê Thị Thử")
    file = pair.up().file
    seen = inbox.inspect(file, pair.top, clock=pair.clock)
    assert seen.preview is not None and (seen.preview.new, seen.preview.changed) == (0, 1)
    pair.take(pair.top, file)
    with pair.top.reading() as session:
        found = session.get(Person, person)
        assert found is not None and (found.name, found.revision, found.reason) == (
            "Lê Thị Thử",
            2,
            "ghi nhầm",
        )


def test_a_user_who_may_not_send_gets_a_sentence(pair: Any) -> None:
    from app.storage.rights import Person as User

    with pytest.raises(Refused) as refusal:
        outbox.pack(pair.cell, pair.stick, clock=pair.clock, user=User("Người giúp việc", "clerk"))
    assert refusal.value.code == "no_right"
    with pair.cell.reading() as session:
        assert session.query(PackageRow).filter_by(result="refused").count() == 0


def test_many_changes_fall_onto_several_pages_and_all_arrive(pair: Any, tools: Any, monkeypatch: Any) -> None:
    from app.sync import page, taking

    monkeypatch.setattr(page, "MOST_ENTRIES", 3)
    monkeypatch.setattr(taking, "_BATCH", 4)
    persons = pair.add(*(f"Người {number}" for number in range(10)))
    pair.rename(persons[0], "Tên mới")
    pair.rename(persons[0], "Tên mới nữa")
    file = pair.up().file
    got = pair.take(pair.top, file)
    assert got.counts == {"person": 12} and tools.people(pair.top)[persons[0]] == "Tên mới nữa"
    with pair.cell.reading() as session:
        assert session.query(PageRow).filter_by(author=pair.cell.organisation_id, audience="up").count() >= 4
    assert tools.sound(pair.top) == [] and tools.people(pair.top) == tools.people(pair.cell)


def test_what_does_not_fit_goes_after_the_receipt(pair: Any, tools: Any, monkeypatch: Any) -> None:
    from app.sync import package, page

    monkeypatch.setattr(page, "MOST_ENTRIES", 3)
    pair.add(*(f"Người {number}" for number in range(10)))
    with monkeypatch.context() as small:
        small.setattr(package, "PAGES_LIMIT", 2000)
        packed = pair.up()
    assert 0 < packed.entries < 10 and packed.notes
    got = pair.take(pair.top, packed.file)
    assert got.status == "applied" and got.missing == [] and got.notes
    pair.take(pair.cell, pair.down().file)
    pair.take(pair.top, pair.up().file)
    assert tools.people(pair.top) == tools.people(pair.cell)


def test_progress_is_told_and_may_end_the_work(pair: Any, tools: Any) -> None:
    pair.add(*(f"Người {number}" for number in range(250)))
    file, told = pair.up().file, []

    def stop(done: int, total: int) -> None:
        told.append((done, total))
        if done >= 200:
            raise KeyboardInterrupt

    before = tools.everything(pair.top, but=set())
    with pytest.raises(KeyboardInterrupt):
        pair.take(pair.top, file, progress=stop)
    assert told == [(100, 250), (200, 250)]
    assert tools.everything(pair.top, but=set()) == before
    assert pair.take(pair.top, file).counts == {"person": 250}


def test_pages_of_others_are_not_passed_on_and_it_is_said(pair: Any) -> None:
    with pair.top.unit(pair.clock) as unit:
        unit.session.add(
            PageRow(
                hash="0" * 64, author="office above", audience="below", epoch="e", number=1, body=b"{}",
                signature=b"", taken="2026-03-01", waiting=False,
            )
        )  # fmt: skip
    packed = pair.down()
    assert packed.entries == 0 and any("chưa chuyển tiếp" in note for note in packed.notes)


def test_settings_of_the_superior_arrive_and_a_day_that_is_none_is_parked(pair: Any) -> None:
    from app.models import Setting

    with pair.top.unit(pair.clock) as unit:
        unit.begin("settings")
        unit.write(Setting(key="office.deciding", value={"value": "01.02"}, from_="2026-01-01"))
        unit.write(Setting(key="office.sectional", value={"value": "-"}, from_="năm ngoái"))
    file = pair.down().file
    seen = inbox.inspect(file, pair.cell, clock=pair.clock)
    assert seen.preview is not None and [row.title for row in seen.preview.rows][:1] == ["Quy định"]
    assert seen.preview.parked == ["setting: nội dung không đọc được"]
    got = pair.take(pair.cell, file)
    assert got.counts == {"setting": 1} and [one["reason"] for one in got.parked] == ["bad_state"]
    with pair.cell.unit(pair.clock) as unit:
        assert unit.session.query(Setting).one().from_ == "2026-01-01"
        assert unit.rulebook is not None
