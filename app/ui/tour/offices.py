"""The tour's two offices: first start, who sits where, joining, the list, the first packages, agreement."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.ui.sticks import Stick
from app.ui.tour.hands import part
from app.words import _

if TYPE_CHECKING:
    from app.ui.tour.hands import Hands
    from app.ui.tour.story import Story

TOP, CELL = ("Đảng ủy xã Tân Hưng", "25.000.036.000.000"), ("Chi bộ thôn Đông Hòa", "25.000.036.001.007")
PASSWORD = "mật khẩu chạy thử"
STICK = "USB (E:)"


def _start(story: Story, hands: Hands, office: str) -> Any:
    """The first start of a PC: its own settings, no workspace yet. The page with the doors."""
    from app.ui.preferences import Preferences
    from app.ui.start import Start

    start = Start(Preferences(story.folder / office / "settings.json"), story.clock)
    hands.watch_again()
    story.starts[office] = start
    start.begin()
    entrance: Any = hands.wait(lambda: start.entrance, "cửa sổ đầu tiên")
    hands.wait(entrance.isVisible, "cửa sổ đầu tiên")
    return entrance.stack.currentWidget()


def _keep_sheet(story: Story, hands: Hands, doors: Any, office: str, file: Path) -> None:
    """Save the recovery sheet and go on into the workspace."""
    sheet = hands.wait(lambda: part(doors, "go_on", "write"), "tờ khôi phục")
    sheet.write(file)
    hands.click(sheet.go_on)
    hands.wait(lambda: story.starts[office].window is not None, "sổ mở ra")
    window = story.window(office)
    window.page("exchange").watch.find = lambda: [Stick(story.stick, STICK)]


def _secret_fields(hands: Hands, form: Any, user: str) -> None:
    hands.type(form.fields["user"], user)
    hands.type(form.fields["password"], PASSWORD)
    hands.type(form.fields["again"], PASSWORD)


def first_start(story: Story, hands: Hands) -> None:
    """The committee's own workspace."""
    doors = _start(story, hands, "top")
    hands.look(story.starts["top"].entrance, "lan-dau")
    hands.click(doors.blank)
    form = hands.wait(lambda: part(doors, "fields", "deed", "kind"), "phiếu lập sổ")
    form.folder, form._chosen = story.folder / "top" / "so", True  # where the folder dialog would put it
    hands.choose(form.kind, "committee")
    hands.type(form.fields["name"], TOP[0])
    hands.type(form.fields["code"], TOP[1])
    hands.type(form.fields["place"], "Tân Hưng")
    _secret_fields(hands, form, "Văn phòng Đảng ủy")
    hands.look(story.starts["top"].entrance, "lap-so")
    hands.click(form.deed)
    file = story.papers / "to-khoi-phuc-dang-uy.pdf"
    _keep_sheet(story, hands, doors, "top", file)
    story.note(_("Sổ của {name} đã lập, khóa bằng mật khẩu.").format(name=TOP[0]), file)


def seats(story: Story, hands: Hands) -> None:
    """Who votes in the committee and in its standing committee."""
    window = story.window("top")
    hands.click(window.top.settings_button)
    page = window.page("settings")
    people = ("Lê Thị Bình", "Phạm Đức Cường", "Hoàng Văn Đạt")
    posts = ("Bí thư", "Phó Bí thư", "Ủy viên")
    for body in ("committee", "standing_committee"):
        for name, post in zip(people, posts, strict=True):
            page.show_part("seats")
            part = page.part
            hands.choose(part.fields["body"], body)
            hands.type(part.fields["name"], name)
            hands.type(part.fields["post"], post)
            hands.fill(part.fields["start"], story.words("01/07/2025"))
            hands.click(part.put)
    hands.see(people[-1], page)
    hands.look(window, "cap-uy")
    story.note(_("{n} người trong đảng ủy và ban thường vụ; biểu quyết tính theo tên.").format(n=len(people)))


def exchange(story: Story, hands: Hands, office: str) -> Any:
    """The page Gửi – nhận of an office, knowing what lies on the stick now."""
    window = story.window(office)
    hands.click(window.nav.entries["exchange"])
    page = window.page("exchange")
    page.watch.look()
    hands.wait(lambda: not page.watch._busy, "xem USB")
    return page


def send(story: Story, hands: Hands, office: str, look: str = "") -> Path:
    """Write a package of an office to the stick; its file."""
    page = exchange(story, hands, office)
    hands.click(page.send_tile)
    hands.wait(lambda: page.job is None, "nội dung sẽ gửi")
    if not hasattr(page.panel, "write"):  # a committee chooses to whom
        hands.click(page.panel.send)
        hands.wait(lambda: page.job is None, "nội dung sẽ gửi")
    if look:
        hands.look(page.window(), look)
    hands.click(page.panel.write)
    hands.wait(lambda: page.job is None, "gói ghi xong")
    hands.see("Đã ghi và kiểm tra", page)
    file: Path = page.panel.file
    hands.click(page.panel.done)
    return file


def take(story: Story, hands: Hands, office: str, look: str = "", *seen: str) -> None:
    """Preview the new package on the stick, with these words in it, and take it in."""
    page = exchange(story, hands, office)
    hands.wait(lambda: len(page.new_packages) == 1, "gói mới trên USB")
    hands.click(page.receive_tile)
    hands.wait(lambda: page.job is None, "xem trước gói")
    for wanted in seen:
        hands.see(wanted, page)
    if look:
        hands.look(page.window(), look)
    hands.click(page.panel.take)
    hands.wait(lambda: page.job is None, "nhận vào sổ")
    hands.see("Đã nhận vào sổ", page)
    hands.click(page.panel.done)


def invite(story: Story, hands: Hands) -> None:
    """Let the cell join."""
    page = exchange(story, hands, "top")
    page.joining.invite()
    panel = page.panel
    hands.settle()
    hands.type(panel.name, CELL[0])
    hands.type(panel.code, CELL[1])
    hands.click(panel.write)
    hands.wait(lambda: page.job is None, "thư mời ghi xong")
    made = page.panel
    hands.look(page.window(), "ma-ket-noi")
    story.known["invitation"], story.known["join code"] = made.file, made.join_code
    hands.click(made.done)
    story.note(_("Thư mời nằm trên USB; mã kết nối chỉ hiện một lần, không nằm trên USB."), made.file)


def join(story: Story, hands: Hands) -> None:
    """The cell's first start, with the invitation."""
    doors = _start(story, hands, "cell")
    hands.wait(doors.invitation.button.isVisible, "cửa thư mời")
    form = doors.join(story.known["invitation"])
    hands.settle()
    hands.type(form.fields["code"], "CCCC-CCCC-CCCC")
    hands.click(form.deed)
    hands.wait(lambda: form.job is None, "thư mời mở")
    if not form.fields["code"].error:
        raise AssertionError("a wrong join code was taken")
    hands.type(form.fields["code"], story.known["join code"].lower())
    hands.click(form.deed)
    hands.wait(lambda: form.job is None and form.invitation is not None, "thư mời mở")
    form.folder, form._chosen = story.folder / "cell" / "so", True
    _secret_fields(hands, form, "Lương Văn Thuận")
    hands.look(story.starts["cell"].entrance, "thu-moi")
    hands.click(form.deed)
    file = story.papers / "to-khoi-phuc-chi-bo.pdf"
    _keep_sheet(story, hands, doors, "cell", file)
    story.note(
        _("Gõ sai mã thì bị từ chối; gõ đúng thì thấy tên và dấu khóa của cấp trên để đối chiếu."), file
    )


def take_list(story: Story, hands: Hands) -> None:
    """The member list in the order of the national template."""
    from app.demo import sample_list

    file = sample_list(story.papers / "danh-sach-dang-vien.xlsx", today=story.first)
    window = story.window("cell")
    window.go("import", file=file)
    page = window.page("import")
    hands.wait(lambda: page.job is None and page.preview is not None, "danh sách đọc xong")
    reading = page.plan.reading
    story.note(
        _("Đọc {read} dòng, nhận được {ok}, cần sửa {no}.").format(
            read=reading.read, ok=reading.accepted, no=len(reading.rejected)
        ),
        file,
    )
    hands.look(window, "xem-truoc-danh-sach")
    hands.click(page.take_button)
    hands.wait(lambda: page.job is None, "danh sách ghi xong")
    hands.look(window, "da-nhan-danh-sach")
    window.go("members")
    hands.look(window, "dang-vien")
    if not window.page("members").model.rowCount():
        raise AssertionError("nobody was taken in")


def first_packages(story: Story, hands: Hands) -> None:
    """Up with the invitation, down with the certificate."""
    up = send(story, hands, "cell")
    take(story, hands, "top", "", CELL[0])
    down = send(story, hands, "top")
    take(story, hands, "cell")
    state = exchange(story, hands, "cell").overview.above
    if state is None or state.state != "joined":
        raise AssertionError("the certificate did not come back")
    story.note(_("Chứng nhận của cấp trên đã về; từ đây hai nơi trao đổi bằng USB."), up, down)


def agree(story: Story, hands: Hands) -> None:
    """Both books are sound, and the superior holds what the cell sent."""
    from sqlalchemy import func, select

    from app.models import Person
    from app.storage import journal

    up = send(story, hands, "cell")
    take(story, hands, "top")
    counts = []
    for office in ("cell", "top"):
        with story.window(office).sitting.reading() as session:
            if problems := journal.verify(session):
                raise AssertionError(f"{office}: {problems}")
            counts.append(session.scalar(select(func.count()).select_from(Person)))
    if counts[0] != counts[1]:
        raise AssertionError(f"{counts[0]} people in the cell, {counts[1]} above")
    story.note(_("Nhật ký hai sổ nguyên vẹn; cả hai nơi đều có {n} người.").format(n=counts[0]), up)
