"""A committee keeps the book of a cell without a computer, by the command line: a whole admission in it."""

import pytest

from tests.functional.conftest import Days, Office, prepare

FIRST = "2025-07-07"


class Kept(Office):
    """The same workspace with the book of a cell open."""

    def __init__(self, office, code):
        super().__init__(office.run, office.folder)
        self.code = code

    def __call__(self, *words, **how):
        return super().__call__(*words, "--book", self.code, **how)


@pytest.fixture
def committee(run, tmp_path):
    office = Office(run, tmp_path / "dang-uy")
    office.init("Đảng ủy xã Đông Hòa", "25.1", "committee", FIRST)
    for letter in "ABC":
        seat = ("seat", "standing_committee", "--name", f"Ủy viên {letter}", "--from", FIRST)
        office(*seat, today=FIRST)
        office("seat", "committee", *seat[2:], today=FIRST)
    return office


@pytest.fixture
def book(committee):
    committee("book", "keep", "--name", "Chi bộ thôn Đông Hòa", "--code", "25.1.7", today=FIRST)
    return Kept(committee, "25.1.7")


def test_a_whole_admission_in_a_kept_book(committee, book):
    day = Days(FIRST)
    full = book.full_members(day(0), "ABCĐE")
    committee.full_members(day(0), "GH")
    neighbour = committee("book", "keep", "--name", "Chi bộ thôn Tây", "--code", "25.1.8", today=day(0))
    Kept(committee, "25.1.8").full_members(day(0), "I")
    person = book.person(day(0), "sympathiser", name="Đoàn Thị Hạnh", birth="2001-08-12", sex="nữ")
    case = book.open("admission", person, day(0))
    prepare(case, day, full[1])
    voted = case.vote("cell_resolution", day(85), 5, 0, "--outcome", "passed")
    assert voted["base"] == 5, "only the members of the open book vote"
    told = case.paper("6-KNĐ", day(85), "7", "--reason", "ghi số nghị quyết")
    assert told["next"] == ["committee"]
    # what the committee does is done in its own book: it sees the dossier among those received
    refused = case.vote("committee", day(90), 3, 0, "--outcome", "passed", code=3)
    assert refused["error"]["code"] == "own_book_only"
    [waiting] = committee("received", today=day(90))["dossiers"]
    assert (waiting["id"], waiting["office_name"]) == (case.id, "Chi bộ thôn Đông Hòa")
    own = case.by(committee)
    own.vote("committee", day(90), 3, 0, "--outcome", "passed")
    own.vote("decision", day(95), 3, 0, "--outcome", "admit")
    own.paper("9-KNĐ", day(95), "58-QĐ/ĐU")
    refused = own.record("ceremony", day(100), helper=full[0], code=3)
    assert refused["error"]["code"] == "not_your_step"
    case.record("receipt", day(98))
    case.record("ceremony", day(100), helper=full[0])
    found = book.member(person, day(100))
    assert (found["status"], found["admission_date"]) == ("probationary", day(100))
    assert found["owner"] != neighbour["id"]
    names = {m["name"] for m in book("members", today=day(100))["members"]}
    assert names == {f"Nguyễn Văn {letter}" for letter in "ABCĐE"} | {"Đoàn Thị Hạnh"}
    listed = committee("book", "list", today=day(100))["books"]
    assert [(b["code"], b["members"]) for b in listed] == [("25.1.7", 6), ("25.1.8", 1)]
    assert committee("verify", today=day(100)) == {"ok": True, "problems": []}


def test_a_person_is_corrected_in_the_book_alone(committee, book):
    person = book.person(FIRST, "full", name="Nguyễn Văn A", birth="1970")
    change = ("person", "set", person, "--set", "birth=1971")
    assert committee(*change, today=FIRST, code=3)["error"]["code"] == "not_owner"
    assert book(*change, today=FIRST)["person"]["birth"] == "1971"


def test_a_book_that_is_not_kept_and_commands_of_the_own_book(committee, book, tmp_path):
    stranger = Kept(committee, "9.9")
    assert stranger("members", today=FIRST, code=3)["error"]["code"] == "unknown_book"
    assert book("received", today=FIRST, code=2)["error"]["code"] == "wrong_use"
    invite = (
        "invite",
        "--name",
        "Chi bộ khác",
        "--code",
        "25.1.7",
        "--kind",
        "cell",
        "--out",
        tmp_path / "t",
    )
    assert committee(*invite, today=FIRST, code=3)["error"]["code"] == "book_kept"
    rule = ("settings", "admission.age.min=18", "--document", "1-QĐ@2025-01-01")
    assert book(*rule, today=FIRST, code=3)["error"]["code"] == "own_book_only"


def test_a_book_is_given_up_while_nobody_is_in_it(committee, book):
    stop = ("book", "stop", "25.1.7", "--reason", "ghi nhầm")
    book.person(FIRST, "full", name="Nguyễn Văn A", birth="1970")
    assert committee(*stop, today=FIRST, code=3)["error"]["code"] == "book_not_empty"
    committee("book", "keep", "--name", "Chi bộ thôn Tây", "--code", "25.1.8", today=FIRST)
    committee("book", "stop", "25.1.8", *stop[3:], today=FIRST)
    assert [b["code"] for b in committee("book", "list", today=FIRST)["books"]] == ["25.1.7"]


@pytest.fixture
def members_list(tmp_path):
    """A list of three cells: two kept or to be kept, one row that names none."""
    rows = ["Họ và tên,Ngày sinh,Giới tính,Chi bộ,Ngày vào Đảng,Ngày chính thức"]
    for name, birth, cell in (
        ("Nguyễn Văn An", "01/02/1970", "Chi bộ thôn Đông Hòa"),
        ("Trần Thị Bình", "03/04/1975", "Chi bộ thôn Tây"),
        ("Lê Văn Cường", "05/06/1980", "chi bộ thôn Đông Hoà"),
        ("Vũ Thị Dung", "07/08/1985", ""),
    ):
        rows.append(f"{name},{birth},Nam,{cell},01/01/2005,01/01/2006")
    file = tmp_path / "danh-sach.csv"
    file.write_text("\n".join(rows), "utf-8")
    return file


def test_a_list_of_several_cells_goes_into_their_books(committee, book, members_list):
    split = ("import-members", members_list, "--split")
    refused = committee(*split, today=FIRST, code=3)
    assert (refused["error"]["code"], refused["error"]["cells"]) == ("book_unmatched", ["Chi bộ thôn Tây"])
    told = committee(*split, "Chi bộ thôn Tây=25.1.8", today=FIRST)
    assert [(b["name"], b["created"]) for b in told["books"]] == [
        ("Chi bộ thôn Đông Hòa", 2),
        ("Chi bộ thôn Tây", 1),
    ]
    assert (told["created"], told["left"]) == (3, 1)
    assert [(one["organisation"], len(one["rows"])) for one in told["not_taken"]] == [("", 1)]
    assert {m["name"] for m in book("members", today=FIRST)["members"]} == {"Nguyễn Văn An", "Lê Văn Cường"}
    again = committee(*split, today=FIRST)
    assert (again["created"], again["unchanged"]) == (0, 3)


def test_somebody_in_another_book_is_not_taken_in_twice(committee, book, members_list):
    committee("book", "keep", "--name", "Chi bộ thôn Tây", "--code", "25.1.8", today=FIRST)
    committee("import-members", members_list, "--split", today=FIRST)
    told = Kept(committee, "25.1.8")("import-members", members_list, today=FIRST)
    assert (told["created"], told["left"]) == (1, 2)
    assert {one["book"] for one in told["elsewhere"]} == {"Chi bộ thôn Đông Hòa"}
