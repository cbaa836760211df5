"""The tour: it plays through, tells what failed, and touches nothing but its folder."""

from __future__ import annotations

import datetime
import json

import pytest
from PySide6.QtWidgets import QWidget

from app.__main__ import main
from app.storage import keys
from app.trouble import Refused
from app.ui import tour
from app.ui.tour import admission, pictures
from app.ui.tour.hands import Days, Hands, Unable
from app.ui.tour.story import Story
from app.ui.widgets.base import column
from app.ui.widgets.buttons import Button
from app.ui.widgets.dialogs import Dialog
from app.ui.widgets.editors import LineEdit


@pytest.fixture(autouse=True)
def one_application(themed):
    """The tour takes the application there is."""


def test_the_whole_tour_plays_and_leaves_its_papers_packages_and_pictures(tmp_path):
    before = keys.MEMORY_KIB, keys.PASSES
    told = tour.play(tmp_path / "out")
    assert [(step["title"], step["failed"]) for step in told["steps"] if step["failed"]] == []
    assert told["failed"] == 0
    assert before == (keys.MEMORY_KIB, keys.PASSES)  # never light outside the tour
    out = tmp_path / "out"
    account = (out / "tour.md").read_text("utf-8")
    assert all(step["title"] in account for step in told["steps"])
    for step in told["steps"]:
        assert all((out / "anh" / name).stat().st_size > 5000 for name in step["pictures"])
        assert all((out / name).is_file() for name in step["files"])
    pages = {picture.name.partition("-")[2] for picture in (out / "anh").iterdir()}
    assert {"trang-home.png", "trang-home-toi.png", "trang-case.png", "trang-case-hep.png"} <= pages
    assert {"trang-members.png", "trang-exchange.png", "trang-settings.png", "lan-dau.png"} <= pages
    papers = {file.suffix for file in (out / "van-ban").iterdir()}
    assert papers == {".pdf", ".docx", ".xlsx"}
    assert (out / "van-ban" / "6-KNĐ.pdf").read_bytes().startswith(b"%PDF")
    packages = list((out / "usb").glob("*.sochibo"))
    assert len(packages) == 9 and all(file.read_bytes().startswith(b"sochibo 1 ") for file in packages)


@pytest.mark.parametrize("today", ["2023-11-20", "2026-11-16"])
def test_an_admission_is_lived_in_the_window_under_other_rules(tmp_path, monkeypatch, today):
    """W2 and W6: no known share of votes, another chain; the same hands come to the same end."""
    whole = Story.steps
    quick = {admission.print_papers, pictures.all_pages}
    monkeypatch.setattr(Story, "steps", lambda story: [s for s in whole(story) if s[1] not in quick])
    monkeypatch.setattr(Hands, "look", lambda *_args: None)
    told = tour.play(tmp_path / "out", datetime.date.fromisoformat(today))
    assert [(step["title"], step["failed"]) for step in told["steps"] if step["failed"]] == []
    decided = next(step for step in told["steps"] if "ra quyết định" in step["title"])
    assert ("14-NQ/ĐU" in decided["notes"][0]) == (today < "2026")


def _steps(*plays):
    return lambda _story: [(f"Việc {n}", play) for n, play in enumerate(plays, 1)]


def test_a_step_that_fails_is_told_the_next_are_not_played_and_the_exit_code_says_so(
    tmp_path, monkeypatch, capsys
):
    def good(story, _hands):
        story.note("xong")

    def bad(_story, _hands):
        raise Refused("not_yet", "Chưa đến lượt.", "Làm bước trước đã.")

    monkeypatch.setattr(Story, "steps", _steps(good, bad, good, good))
    code = main(["tour", "--out", str(tmp_path / "out"), "--json"])
    told = json.loads(capsys.readouterr().out)
    assert code == 1
    assert told["failed"] == 2
    assert [bool(step["failed"]) for step in told["steps"]] == [
        False,
        True,
        True,
        False,
    ]  # pictures are still taken
    assert "Chưa đến lượt. Làm bước trước đã." in told["steps"][1]["failed"]
    assert "Chưa đến lượt" in (tmp_path / "out" / "tour.md").read_text("utf-8")


def test_a_bug_out_of_sight_and_a_dialog_nobody_waits_for_are_failures(tmp_path, monkeypatch):
    def slot(_story, hands):
        button = Button("Bấm")
        button.clicked.connect(lambda: 1 / 0)
        button.show()
        hands.click(button)

    def dialog(_story, hands):
        made = Dialog(None, "Không đọc được tệp")
        made.add_button("Đã hiểu", "primary", True)
        made.ask()
        hands.check()

    for play, sentence in ((slot, "division by zero"), (dialog, "Không đọc được tệp")):
        monkeypatch.setattr(Story, "steps", _steps(play, play))
        told = tour.play(tmp_path / "out")
        assert sentence in told["steps"][0]["failed"]


def test_folders_of_others_are_not_cleared_away_those_of_an_earlier_tour_are(tmp_path, monkeypatch):
    monkeypatch.setattr(Story, "steps", _steps())
    photos = tmp_path / "tài liệu" / "anh"
    photos.mkdir(parents=True)
    (photos / "gia đình.jpg").write_bytes(b"x")
    with pytest.raises(Refused) as refused:
        tour.play(tmp_path / "tài liệu")
    assert refused.value.code == "not_empty"
    assert (photos / "gia đình.jpg").exists()
    tour.play(tmp_path / "out")
    (tmp_path / "out" / "anh" / "99-cũ.png").write_bytes(b"x")
    tour.play(tmp_path / "out")
    assert list((tmp_path / "out" / "anh").iterdir()) == []


def test_hands_do_only_what_a_person_could(show, tmp_path):
    window = QWidget()
    grey, line = Button("Ghi vào sổ"), LineEdit()
    grey.setEnabled(False)
    window.setLayout(column(grey, line))
    show(window)
    with Hands(tmp_path) as hands:
        with pytest.raises(Unable, match="Ghi vào sổ"):
            hands.click(grey)
        hands.type(line, "Phạm Ngọc Diễm")
        assert line.value() == "Phạm Ngọc Diễm"
        line.setReadOnly(True)
        with pytest.raises(Unable):
            hands.type(line, "khác")
        with pytest.raises(Unable, match="hộp thoại"):
            hands.dialog(lambda: None, lambda _dialog: None)


def test_the_clock_of_the_tour_stands_on_its_day_and_goes_forward():
    clock = Days(datetime.date(2025, 11, 17))
    first, second = clock.now(), clock.now()
    assert first < second and first.startswith("2025-11-17")
    clock.go_to(datetime.date(2025, 11, 18))
    assert clock.now() > second and clock.today() == datetime.date(2025, 11, 18)
