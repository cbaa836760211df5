"""The guide: nothing it names is missing, its commands work, and the page shows it and finds the way back."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from functools import cache
from pathlib import Path

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QWidget

from app.imports.remarks import REASONS, REPAIRS, VERDICTS
from app.sync.refusals import SENTENCES
from app.ui.frame import Frame
from app.ui.page import Entry, Page
from app.ui.pages.guide import text as guide_text
from app.ui.pages.guide.page import PLACES, GuidePage

ROOT = Path(__file__).resolve().parents[2]
GUIDE = ROOT / "docs" / "guide"
FILES = sorted(GUIDE.glob("*.md"))
PICTURE_LIMIT = 120_000
_HOLE = re.compile(r"\{[^{}]*\}")


def text_of(name: str) -> str:
    return (GUIDE / f"{name}.md").read_text("utf-8")


def headings(text: str) -> set[str]:
    plain = re.sub(r"```.*?```", "", text, flags=re.DOTALL)
    return {guide_text.slug(line) for line in re.findall(r"^#+ (.+)$", plain, re.MULTILINE)}


def strings(value: object) -> list[str]:
    if isinstance(value, str):
        return [value]
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, list) else []
    return [found for part in parts for found in strings(part)]


def tidy(text: str) -> str:
    """Words as they stand in the window: no mnemonic, a hole is an ellipsis."""
    return _HOLE.sub("…", text.replace("&", "")).strip()


@cache
def window_words() -> frozenset[str]:
    """Every string that is shown: what passes through `_` or `N_` in the program, and the data files."""
    found: set[str] = set()
    for file in (ROOT / "app").rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            called = (
                isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("_", "N_")
            )
            if called and isinstance(node.args[0], ast.Constant):
                found.add(tidy(node.args[0].value))
    for file in (ROOT / "resources").rglob("*.toml"):
        for text in strings(tomllib.loads(file.read_text("utf-8"))):
            found |= {tidy(text), tidy(text.partition(" ")[2])}  # facts are written "type Title"
    return frozenset(found)


def named() -> list[tuple[str, str]]:
    return sorted(
        {
            (file.stem, name)
            for file in FILES
            for name in re.findall(r"\*\*“(.+?)”\*\*", file.read_text("utf-8"))
        }
    )


# What the guide says


def test_the_list_names_every_chapter() -> None:
    listed = [chapter.key for chapter in guide_text.chapters()]
    assert len(listed) == 14
    assert set(listed) == {file.stem for file in FILES} - {"README"}


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_links_and_pictures_are_there(file: Path) -> None:
    text = file.read_text("utf-8")
    for target in re.findall(r"\]\(([^)]+)\)", text):
        name, _sign, section = target.partition("#")
        aim = file.parent / name if name else file
        assert aim.exists(), target
        if section:
            assert section in headings(aim.read_text("utf-8")), target
    for picture in re.findall(r"!\[([^]]*)\]\(", text):
        assert picture  # said to those who cannot see it


def test_pictures_are_small_and_all_used() -> None:
    used = {name for file in FILES for name in re.findall(r"pictures/([\w-]+\.png)", file.read_text("utf-8"))}
    there = {file.name for file in (GUIDE / "pictures").glob("*.png")}
    assert used == there
    for file in [*(GUIDE / "pictures").glob("*.png"), ROOT / "docs" / "pictures" / "home.png"]:
        assert file.stat().st_size < PICTURE_LIMIT, file.name


@pytest.mark.parametrize(("chapter", "name"), named())
def test_what_is_named_stands_in_the_window(chapter: str, name: str) -> None:
    assert tidy(name) in window_words()


def test_refusals_are_all_explained() -> None:
    table = re.findall(r"^\| `(\w+)` \|", text_of("gui-nhan"), re.MULTILINE)
    assert len(table) == len(set(table))
    assert set(table) == set(SENTENCES)


def test_faults_of_a_list_are_all_explained() -> None:
    text = text_of("danh-sach")
    for sentence in [message for message, _hint in REASONS.values()] + [
        *REPAIRS.values(),
        *VERDICTS.values(),
    ]:
        assert f"| {sentence} |" in text


def test_pages_lead_to_a_chapter_and_heading() -> None:
    for place in PLACES.values():
        key, _sign, section = place.partition("#")
        assert not section or section in headings(text_of(key))
    pages = ROOT / "app" / "ui" / "pages"
    said = re.compile(r'^    guide = "([\w-]+)"', re.MULTILINE)
    guides = {found for file in pages.rglob("*.py") for found in said.findall(file.read_text("utf-8"))}
    known = {chapter.key for chapter in guide_text.chapters()} | set(PLACES)
    assert guides - {"muc-luc"} <= known


@pytest.mark.needs("age", "zstd", "openssl", "tar", "bash")
def test_a_package_opens_with_the_commands_of_the_guide(tmp_path: Path) -> None:
    from app.procedures.deeds import perform
    from app.procedures.office import create_office
    from app.procedures.people import AddPerson
    from app.storage.clock import Clock
    from app.sync import identity, joining, outbox

    clock, password = Clock(), "một câu dễ nhớ"
    above, secret = create_office(
        tmp_path / "du", name="Đảng ủy", code="1", type="committee", password=password, clock=clock
    )
    with above.unit(clock) as unit:
        unit.begin("office.invite")
        invited = joining.invite(unit, name="Chi bộ", code="1.1", type="cell", out=tmp_path / "moi")
    cell, _secret = create_office(
        tmp_path / "cb", name="Chi bộ", code="1.1", type="cell", password=password, clock=clock
    )
    with cell.unit(clock) as unit:
        unit.begin("office.join")
        joining.accept(unit, joining.read_invitation(tmp_path / "moi", invited.join_code))
    with cell.unit(clock) as unit:
        perform(unit, AddPerson("sympathiser", {"name": "Đoàn Thị Mỹ Hạnh", "birth": "2001-08-12"}))
    packed = outbox.pack(cell, tmp_path, clock=clock)
    room = tmp_path / "mo"
    room.mkdir()
    packed.file.rename(room / "goi.sochibo")
    (tmp_path / "du" / "keyring.json").rename(room / "keyring.json")
    from app.exports.recovery_sheet import key_groups

    (room / "to-khoi-phuc.txt").write_text("\n".join(" ".join(row) for row in key_groups(secret)))
    keys = cell.office_keys
    assert keys is not None
    mark = identity.fingerprint(keys.sign_public, keys.age_recipient)
    cell.close()
    above.close()

    blocks = re.findall(r"^```sh\n(.*?)^```", text_of("mo-goi"), re.DOTALL | re.MULTILINE)
    assert len(blocks) == 5
    script = "set -eo pipefail\n" + "\n".join(blocks).replace("python3 ", f"'{sys.executable}' ")
    done = subprocess.run(["bash", "-c", script], cwd=room, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert "Signature Verified Successfully" in done.stdout
    assert (room / "dau-khoa.txt").read_text().strip() == mark
    assert done.stdout.splitlines()[-1].startswith("dung: ")
    assert "Đoàn Thị Mỹ Hạnh" in (room / "entries-1.jsonl").read_text("utf-8")

    lines = (room / "entries-1.jsonl").read_text("utf-8")
    (room / "entries-1.jsonl").write_text(lines.replace("Mỹ Hạnh", "Mỹ Hoa"), "utf-8")
    again = subprocess.run([sys.executable, "kiem-tra.py"], cwd=room, capture_output=True, text=True)
    assert again.returncode != 0


# The page


class Person(Page):
    guide = "members"
    title = "Hồ sơ"

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame)
        self.person = "p7"
        self.told: list[dict[str, object]] = []

    def opened(self, **where: object) -> None:
        self.told.append(where)


@pytest.fixture
def frame(show) -> Frame:
    made = Frame()
    made.add(Entry("person", "Hồ sơ", "user", Person))
    made.add(Entry("guide", "Hướng dẫn", "question", GuidePage, place="foot"))
    return show(made, 1366, 768)


def page_of(frame: Frame, **where: str) -> GuidePage:
    frame.go("guide", **where)
    page = frame.pages["guide"]
    assert isinstance(page, GuidePage)
    return page


def test_opens_at_the_first_chapter_and_follows_the_contents(frame, click) -> None:
    page = page_of(frame)
    assert page.current.key == "mo-so" and page.entries["mo-so"].isChecked()
    click(page.entries["gui-nhan"])
    assert page.current.key == "gui-nhan"
    assert page.browser.toPlainText().startswith("Gửi – nhận bằng USB")


def test_every_page_finds_its_chapter_and_heading(frame) -> None:
    page = page_of(frame)
    for name, place in PLACES.items():
        assert page.show_chapter(name)
        key, _sign, section = place.partition("#")
        assert page.current.key == key
        assert (page.browser.verticalScrollBar().value() > 0) == bool(section), name
    assert not page.show_chapter("nothing-of-the-kind")


def test_a_chapter_keeps_its_place(frame) -> None:
    page = page_of(frame, chapter="danh-sach")
    page.browser.verticalScrollBar().setValue(700)
    page.follow("gui-nhan.md")
    assert page.current.key == "gui-nhan" and page.browser.verticalScrollBar().value() == 0
    frame.go("person")
    again = page_of(frame, chapter="danh-sach")
    assert again.browser.verticalScrollBar().value() == 700


def test_links_lead_to_headings_and_nowhere_else(frame) -> None:
    page = page_of(frame, chapter="mo-so")
    page.follow("khoa-sao-luu.md#quên-mật-khẩu")
    assert page.current.key == "khoa-sao-luu"
    assert page.browser.verticalScrollBar().value() > 0
    page.follow("https://example.org/x.md")
    page.follow("../../README.md")
    assert page.current.key == "khoa-sao-luu"


def test_no_words_are_underlined_and_pictures_fit(frame) -> None:
    page = page_of(frame)
    for chapter in page.chapters:
        page.show_chapter(chapter.key)
        document = page.browser.document()
        for _position, _length, words, _level in guide_text._fragments(document):
            assert not words.fontUnderline()
            if words.isImageFormat():
                assert 0 < words.toImageFormat().width() <= page.browser.viewport().width()
            elif words.isAnchor():
                assert words.fontWeight() >= QFont.Weight.DemiBold
        assert document.idealWidth() <= page.browser.viewport().width() + 1, chapter.key


def test_pictures_are_drawn_by_and_by(frame, qtbot) -> None:
    page = page_of(frame, chapter="mo-so")
    document = page.browser.document()

    def drawn() -> bool:
        names = [url for url, _wide in page.browser._undrawn]
        picture = document.resource(guide_text._IMAGE, QUrl("pictures/mo-so.png"))
        return not names and picture.width() > 300

    qtbot.waitUntil(drawn)


def test_a_picture_opens_in_its_own_size(frame, qtbot) -> None:
    page = page_of(frame, chapter="mo-so")
    dialog = page.picture_dialog("pictures/mo-so.png")
    qtbot.addWidget(dialog)
    from PySide6.QtWidgets import QLabel

    sizes = [label.pixmap().width() for label in dialog.findChildren(QLabel) if not label.pixmap().isNull()]
    assert 1366 in sizes


def test_the_way_back_is_the_page_as_it_was(frame, click) -> None:
    frame.go("person", person="p7")
    page = page_of(frame, chapter="members", back="person")
    shown = [part for part in page.head_actions() if isinstance(part, QWidget) and not part.isHidden()]
    assert shown == [page.return_button]
    click(page.return_button)
    assert frame.current == "person" and frame.pages["person"].told[-1] == {"person": "p7"}


def test_narrow_windows_choose_the_chapter_from_a_list(frame, themed) -> None:
    page = page_of(frame)
    frame.resize(910, 512)
    themed.processEvents()
    assert page.contents.isHidden() and page.choice.isVisible()
    page.choice.set_value("cap-uy")
    page.choice.value_changed.emit("cap-uy")
    assert page.current.key == "cap-uy"
    assert page.minimumSizeHint().width() <= 1180


def test_another_theme_dresses_the_text_anew(frame, themed) -> None:
    from app.ui import theme

    page = page_of(frame, chapter="an-toan")
    page.browser.verticalScrollBar().setValue(300)

    def colour() -> str:
        found = guide_text._fragments(page.browser.document())[0][2]
        return found.foreground().color().name()

    before = colour()
    theme.apply(themed, "dark")
    themed.processEvents()
    assert colour() != before
    assert page.current.key == "an-toan" and page.browser.verticalScrollBar().value() == 300


def test_f1_in_the_window_opens_the_chapter(tmp_path, qtbot, themed) -> None:
    from app.procedures.office import create_office
    from app.storage.clock import Clock
    from app.ui.preferences import Preferences
    from app.ui.session import Sitting
    from app.ui.window import Window

    workspace, _secret = create_office(
        tmp_path / "so", name="Chi bộ thử", code="", type="cell", password="một câu dễ nhớ", clock=Clock()
    )
    window = Window(Sitting(workspace, Clock()), Preferences(tmp_path / "settings.json"))
    qtbot.addWidget(window)
    window.show()
    window.go("settings")
    window._help()
    assert window.current == "guide"
    page = window.pages["guide"]
    assert page.current.key == "khoa-sao-luu"
    window._help()  # in the guide itself F1 changes nothing
    assert page.current.key == "khoa-sao-luu"
    page.return_to_work()
    assert window.current == "settings"
    window.close()
