"""What is due on the home page: of cases, people and rules, each opened where it is done."""

import pytest

from app.procedures.cases import OpenCase, RecordStep
from app.procedures.offices import PutSetting
from app.procedures.people import AddPerson


def home(desk):
    desk.frame.go("home")
    desk.app.processEvents()
    return desk.frame.pages["home"]


def follow(desk, page, part):
    """Open the duty whose words hold `part`."""
    at = next(n for n, duty in enumerate(page.duties) if part in f"{duty.who} {duty.what}")
    page.rows[at].opened.emit()
    desk.app.processEvents()


@pytest.fixture
def busy(desk):
    """A probationary member whose 12 months end in three weeks, and an admission just opened."""
    desk.do(AddPerson("probationary", {"name": "Vũ Thị Mơ", "admission_date": "2024-12-08"}))
    desk.do(OpenCase("admission", desk.sympathiser, "2025-07-01"))
    return desk


def test_a_recognition_nobody_opened_is_opened_from_its_duty(busy, monkeypatch):
    page = home(busy)
    duty = next(d for d in page.duties if d.who == "Vũ Thị Mơ")
    assert duty.group == "later" and duty.due == "20/01/2026" and duty.button == "Mở hồ sơ"
    assert "sau khi hết 12 tháng dự bị" in duty.why and "điểm 4.2.1" in duty.source
    asked = []
    from app.ui.pages.admissions import AdmissionsPage

    monkeypatch.setattr(AdmissionsPage, "ask_new", lambda self, person="": asked.append((self.kind, person)))
    follow(busy, page, "Vũ Thị Mơ")
    assert busy.frame.current == "admissions"
    busy.app.processEvents()
    assert [kind for kind, _person in asked] == ["recognition"]


def test_duties_are_filtered_by_what_they_belong_to(busy):
    page = home(busy)
    assert not page.kinds.isHidden()
    page.kinds.choose("recognition")
    assert {d.who for d in page.duties} == {"Vũ Thị Mơ"} and len(page.rows) == 1
    page.kinds.choose("")
    assert len(page.duties) == len(page.all_duties) > 1


def test_a_rule_nobody_knows_leads_to_the_page_that_fills_it(desk_of):
    desk = desk_of("2026-06-01")
    case = desk.do(OpenCase("admission", desk.sympathiser, "2026-05-04", True)).id
    for step in ("permission", "introduction", "opinions", "cv_certificate"):
        desk.do(RecordStep(case, step, "2026-05-12"))
    page = home(desk)
    asked = [d for d in page.duties if d.place.startswith("rules:")]
    assert len({d.place for d in asked}) == len(asked) > 0, "each asked for once"
    assert all("hỏi cấp ủy cấp trên" in d.why or d.group == "open" for d in asked)
    follow(desk, page, "Chưa có nguồn".lower()[1:])
    assert desk.frame.current == "rules"
    assert desk.frame.pages["rules"].chooser.value == "unknown"


def crowd(desk, number):
    """Probationary members whose 12 months end one after the other."""
    for n in range(number):
        fields = {"name": f"Lê Thị Số {n}", "admission_date": f"2024-12-{n % 28 + 1:02}"}
        desk.do(AddPerson("probationary", fields))


def test_an_empty_list_says_what_to_do(desk_of):
    page = home(desk_of("2025-11-17", people=False))
    assert page.rows == [] and page.kinds.isHidden() and page.search.isHidden()
    assert not page.print_button.isVisible()


def test_every_row_says_why_and_what_it_reckons(busy):
    page = home(busy)
    at = next(n for n, duty in enumerate(page.duties) if duty.who == "Vũ Thị Mơ")
    assert "12 tháng sau ngày 08/12/2024" in page.rows[at].toolTip()
    assert page.rows[at].button.accessibleDescription() == page.rows[at].toolTip()


def test_forty_duties_are_filtered_by_a_name_typed_without_accents(desk, press):
    crowd(desk, 40)
    page = home(desk)
    assert len(page.duties) == len(page.rows) == 41, "forty, and the sympathiser without a helper"
    assert not page.search.isHidden()
    page.search.setFocus()
    press(page.search, "le thi so 33")
    page.search.ask_now()
    assert [duty.who for duty in page.duties] == ["Lê Thị Số 33"]
    page.search.setText("không có ai")
    page.search.ask_now()
    assert page.duties == [] and len(page.all_duties) == 41
    page._drop_filters()
    assert len(page.duties) == 41


def test_a_long_list_is_drawn_in_parts(desk):
    crowd(desk, 70)
    page = home(desk)
    assert len(page.duties) == 71 and len(page.rows) == 60
    page._show_more()
    assert len(page.rows) == 71


def test_the_month_is_chosen_and_printed(busy, tmp_path, monkeypatch):
    page = home(busy)
    page.fill_print_menu()
    titles = [action.text() for action in page.print_button.menu().actions() if action.text()]
    assert titles == ["Tháng 11 năm 2025", "Tháng 12 năm 2025", "Tháng 1 năm 2026", "Tất cả việc"]
    asked = []
    monkeypatch.setattr("app.ui.pages.home.printing.ask_path", lambda _page, month: asked.append(month))
    for action in page.print_button.menu().actions():
        action.trigger()
    assert [month and f"{month:%m/%Y}" for month in asked] == ["11/2025", "12/2025", "01/2026", None]
    page.print_to(tmp_path / "viec.xlsx", asked[2]).wait()
    assert (tmp_path / "viec.xlsx").read_bytes().startswith(b"PK")


def test_what_is_about_the_office_opens_its_page(desk, monkeypatch):
    desk.do(PutSetting({"office.grassroots": "Đảng ủy xã Vân Khê"}, "2025-01-01"))
    desk.do(PutSetting({"office.grassroots": None}, "2025-12-31"))
    page = home(desk)
    duty = next(duty for duty in page.duties if "hết áp dụng" in duty.what)
    assert (duty.who, duty.kind, duty.button) == ("Quy định", "rules", "Mở cài đặt")
    gone = []
    monkeypatch.setattr(desk.frame, "go", lambda name, **where: gone.append((name, where)))
    follow(desk, page, "hết áp dụng")
    assert gone == [("settings", {"part": "office"})]
