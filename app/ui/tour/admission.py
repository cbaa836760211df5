"""The tour's admission: from opening to the ceremony, with a second ballot and a return by the superior."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from app.ui.tour.offices import send, take
from app.ui.widgets.checklist import PaperRow
from app.ui.widgets.field import Field
from app.words import _, count_text

if TYPE_CHECKING:
    from app.ui.tour.hands import Hands
    from app.ui.tour.story import Story

NAME, BIRTH = "Đoàn Thị Mỹ Hạnh", "12/08/2001"
RETURNED = {
    "verification": "Thiếu kết quả thẩm tra mẹ đẻ",
    "cv_certificate": "Nhận xét lại sau khi có đủ kết quả thẩm tra",
}
Row = Mapping[str, Any]


def _case(story: Story, hands: Hands, office: str = "cell", step: str = "") -> Any:
    """The case in front of an office, at a step or where it stands."""
    window = story.window(office)
    window.go("case", case=story.known["case"], step=step)
    hands.settle()
    return window.page("case")


def _value(story: Story, text: Any) -> Any:
    """Days move with the first day of the story."""
    return story.words(text) if isinstance(text, str) and text.count("/") == 2 and len(text) == 10 else text


def _fill(
    story: Story,
    hands: Hands,
    page: Any,
    day: str,
    facts: Row | None = None,
    rows: Mapping[str, Sequence[Row]] | None = None,
) -> None:
    """Type day, facts and rows of the step in view."""
    panel = page.panel
    hands.fill(panel.day, story.words(day))
    for name, value in (facts or {}).items():
        if not panel.facts.fields[name].isVisible():
            hands.click(panel.facts.more)
        hands.fill(panel.facts.fields[name], _value(story, value))
    for name, listed in (rows or {}).items():
        for row in listed:
            made = panel.rows[name]
            hands.click(made.add)
            for column, value in row.items():
                if made.editor.fields[column].value() != value:
                    hands.fill(made.editor.fields[column], _value(story, value))


def _done(hands: Hands, page: Any) -> None:
    """Press the primary button and make sure the step was recorded."""
    page.frame.status.forget()
    step = page.view.step.id
    hands.click(page.primary)
    if not page.frame.status.offered:
        panel = page.panel
        wrong = [panel.banner.label.text() if hasattr(panel.banner, "label") else ""]
        wrong += [f"{f.label.text()}: {f.error}" for f in panel.findChildren(Field) if f.error]
        raise AssertionError(f"{step}: {'; '.join(part for part in wrong if part) or 'not recorded'}")


def _paper(story: Story, hands: Hands, page: Any, form: str, day: str, number: str = "") -> None:
    """Record a paper of the checklist."""

    def answer(dialog: Any) -> None:
        hands.fill(dialog.fields["date"], story.words(day))
        if number:
            hands.type(dialog.fields["number"], number)
        hands.type(dialog.fields["kept"], "Tủ hồ sơ chi bộ")
        hands.click(dialog.primary)

    rows = page.panel.findChildren(PaperRow)
    row = next((row for row in rows if row.paper.key == form and row.isVisible()), None)
    if row is None:
        raise AssertionError(f"{form} is not asked for: {[row.paper.key for row in rows]}")
    hands.dialog(lambda: hands.click(row.tick), answer)


def _step(
    story: Story, hands: Hands, step: str, day: str, papers: Sequence[Sequence[str]] = (), **what: Any
) -> Any:
    """One whole step of the cell."""
    page = _case(story, hands, "cell", step)
    for paper in papers:
        _paper(story, hands, page, *paper)
    _fill(story, hands, page, day, **what)
    _done(hands, page)
    return page


def _somebody(story: Story, number: int) -> tuple[str, str]:
    """(id, name) of a full member of some years."""
    from sqlalchemy import select

    from app.models import PersonStanding

    with story.window("cell").sitting.reading() as session:
        found = session.execute(
            select(PersonStanding.person, PersonStanding.name)
            .where(
                PersonStanding.status == "full",
                PersonStanding.state.is_(None),
                PersonStanding.admission_date < "2020",
            )
            .order_by(PersonStanding.sort_key)
        ).all()
    names = [row.name for row in found]
    alone = [row for row in found if names.count(row.name) == 1]
    return alone[number].person, alone[number].name


def open_case(story: Story, hands: Hands) -> None:
    """Open a case for somebody who is not on file yet."""
    window = story.window("cell")
    hands.click(window.nav.entries["admissions"])
    page = window.page("admissions")

    def answer(dialog: Any) -> None:
        hands.choose(dialog.who, "new")
        hands.type(dialog.name, NAME)
        hands.fill(dialog.birth, BIRTH)
        hands.fill(dialog.fields["date"], story.words("02/06/2025"))
        hands.look(dialog, "mo-ho-so")
        hands.click(dialog.primary)

    hands.dialog(page.ask_new, answer)
    story.known["case"] = window.page("case").case.id
    hands.look(window, "ho-so-moi")
    story.note(
        _("Hồ sơ của {name}, người mới, mở ngày {day}.").format(name=NAME, day=story.words("02/06/2025"))
    )


def before_vote(story: Story, hands: Hands) -> None:
    """Everything before the meeting, step by step."""
    helper = _somebody(story, 0)
    story.known["introducer"], story.known["helper"] = helper, _somebody(story, 1)
    _step(
        story,
        hands,
        "awareness",
        "14/06/2025",
        [("CN-NTVĐ", "14/06/2025", "118")],
        facts={"class_from": "12/06/2025", "class_to": "14/06/2025", "issuer": "Trung tâm chính trị xã"},
    )
    _step(
        story,
        hands,
        "permission",
        "30/06/2025",
        facts={"permit_number": "31-CV/ĐU", "permit_date": "28/06/2025", "education": "thpt_diploma"},
    )
    _step(story, hands, "application", "02/07/2025", [("1-KNĐ", "02/07/2025")], facts={"handwritten": True})
    _step(
        story,
        hands,
        "cv",
        "18/07/2025",
        [("2-KNĐ", "18/07/2025")],
        facts={"birth_place": "xã Tân Hưng (xã Hưng Long cũ)", "stamped": True},
    )
    asked = [
        {"relation": relation, "name": name, "sent": "01/08/2025", "replied": "01/09/2025"}
        for relation, name in (("self", NAME), ("father", "Đoàn Văn Lực"))
    ]
    _step(story, hands, "verification", "26/09/2025", rows={"asked": asked})
    page = _step(
        story,
        hands,
        "introduction",
        "10/10/2025",
        [("3-KNĐ", "10/10/2025")],
        facts={"youth_age": True, "doan_exists": True, "doan_member": True},
        rows={"introducers": [{"person": helper[1], "together_since": "2015"}]},
    )
    page = _case(story, hands, "cell", "introduction")  # now it is known that the union introduces, too
    _paper(story, hands, page, "4-KNĐ", "09/10/2025", "12-NQ/ĐTN")
    hands.look(page.window(), "gioi-thieu")
    opinions = [
        {"kind": kind, "organisation": name, "date": "05/11/2025", "total": "9", "for": "9", "against": "0"}
        for kind, name in (("union", "Chi đoàn thôn"), ("residence", "Chi ủy nơi cư trú"))
    ]
    _step(story, hands, "opinions", "07/11/2025", [("5-KNĐ", "07/11/2025")], rows={"asked": opinions})
    page = _step(
        story,
        hands,
        "cv_certificate",
        "08/11/2025",
        facts={"comment_date": "07/11/2025", "certificate_date": "08/11/2025", "dossier_day": "08/11/2025"},
    )
    if "cell_resolution" not in page.case.now:
        raise AssertionError(f"the vote is not next but {page.case.now}")
    story.note(_("Tám bước và sáu giấy tờ, ghi ngay trên trang hồ sơ."))


def _ballot(
    story: Story, hands: Hands, page: Any, day: str, agree: int, against: int, chair: str = "Lương Văn Thuận"
) -> tuple[int, int | None]:
    """Type a vote; the base and the votes needed, None where no source says."""
    panel = page.panel
    hands.fill(panel.day, story.words(day))
    hands.wait(lambda: panel.vote.tally.number, "tổng số tính phiếu")
    hands.type(panel.more["chair"], chair)
    if panel.more["secret"].value() is not True:
        hands.choose(panel.more["secret"], True)
    tally = panel.vote.tally
    hands.type(panel.vote.counter.agree, str(agree if agree >= 0 else tally.came + agree))
    hands.type(panel.vote.counter.against, str(against))
    return tally.number, tally.needed


CHAIN = ("committee", "decision")
"""What may follow the cell; a window whose chain lacks the first goes to the second at once."""


def _outcome(hands: Hands, page: Any, outcome: str, needed: int | None) -> None:
    """The window counts the outcome where a threshold is known; else people state it."""
    outcomes = page.panel.outcome
    if needed is not None and outcomes.value() != outcome:
        raise AssertionError("the window counted otherwise")
    if outcomes.value() != outcome:
        hands.choose(outcomes, outcome)


def first_ballot(story: Story, hands: Hands) -> None:
    """Fewer votes than two thirds."""
    page = _case(story, hands, "cell", "cell_resolution")
    hands.fill(page.panel.day, story.words("11/11/2025"))
    hands.wait(lambda: page.panel.vote.tally.number, "tổng số tính phiếu")
    came = page.panel.vote.tally.came
    short = (page.panel.vote.tally.needed or came // 2) - 1
    base, needed = _ballot(story, hands, page, "11/11/2025", short, came - short)
    _outcome(hands, page, "failed", needed)
    hands.look(page.window(), "hop-lan-mot")
    _done(hands, page)
    if needed is None:
        story.note(_("{n} phiếu tán thành trên {base}; chưa có nguồn nói cần bao nhiêu, chi bộ ghi "
                     "không đạt.").format(n=short, base=base))  # fmt: skip
        return
    story.note(
        _("{n} phiếu tán thành trên {base}, cần {needed}: không đạt, họp lại được.").format(
            n=short, base=base, needed=needed
        )
    )


def second_ballot(story: Story, hands: Hands) -> None:
    """Enough votes, and the resolution with its number."""
    page = _case(story, hands, "cell", "cell_resolution")
    base, needed = _ballot(story, hands, page, "15/11/2025", -1, 1)
    _outcome(hands, page, "passed", needed)
    hands.type(page.panel.more["doc_number"], "05-NQ/CB")
    hands.fill(page.panel.more["doc_date"], story.words("15/11/2025"))
    hands.look(page.window(), "hop-lan-hai")
    hands.look(page.window(), "hop-lan-hai-hep", (910, 512))
    page.window().resize(1366, 768)
    hands.settle()
    _done(hands, page)
    above = [step for step in CHAIN if step in page.case.now]
    if not above:
        raise AssertionError(f"the case did not go up but to {page.case.now}")
    story.known["above"] = CHAIN[CHAIN.index(above[0]) :]
    enough = _("Đủ phiếu ({needed} trên {base}); hồ sơ khóa lại, chờ cấp trên.")
    said = _("Chi bộ ghi đạt, chưa có nguồn nói cần bao nhiêu phiếu; hồ sơ khóa lại, chờ cấp trên.")
    story.note((enough if needed else said).format(needed=needed, base=base))


def print_papers(story: Story, hands: Hands) -> None:
    """What goes on paper."""
    page = _case(story, hands, "cell", "cell_resolution")
    codes = [code for code, _title in page.printable() if code]
    files = []
    for code in codes:
        file = story.papers / f"{code}.pdf"
        hands.job(page.print_to(code, file))
        files.append(file)
    word = story.papers / "6-KNĐ.docx"
    hands.job(page.print_to("6-KNĐ", word))
    home = story.window("cell").page("home")
    duties = story.papers / "viec-can-lam.pdf"
    hands.job(home.print_to(duties))
    members = story.papers / "dang-vien-theo-mau.xlsx"
    story.window("cell").go("members")
    hands.job(story.window("cell").page("members").export_to(members))
    files += [word, duties, members]
    for file in files:
        if not file.is_file() or file.stat().st_size < 1000:
            raise AssertionError(f"{file.name} was not written")
    story.note(_("{n} văn bản, điền sẵn từ sổ.").format(n=count_text(len(files))), *files)


def send_up(story: Story, hands: Hands) -> None:
    """The dossier goes up on the stick."""
    file = send(story, hands, "cell", "gui-len")
    story.note(_("Gói được khóa cho đảng ủy, ghi ra USB và đọc lại."), file)


def take_in_above(story: Story, hands: Hands) -> None:
    """Preview by name, then the receipt; the duty stands on the home page."""
    take(story, hands, "top", "xem-truoc-goi", NAME, "Không hỏng, không thiếu")
    window = story.window("top")
    hands.click(window.nav.entries["home"])
    hands.look(window, "viec-cua-dang-uy")
    story.note(_("Xem trước từng người, từng hồ sơ; sổ được sao lưu trước khi nhận."))


def send_back(story: Story, hands: Hands) -> None:
    """The committee returns the verification."""
    story.go_to("18/11/2025")
    page = _case(story, hands, "top", story.known["above"][0])
    panel = page.panel
    hands.fill(panel.day, story.words("18/11/2025"))
    hands.choose(panel.outcome, "returned")
    for step, words in RETURNED.items():
        tick, remark = panel.returned.items[step]
        hands.click(tick)
        hands.type(remark, words)
    page.middle.ensureWidgetVisible(remark)
    hands.look(page.window(), "tra-lai")
    _done(hands, page)
    file = send(story, hands, "top")
    story.note(_("Trả lại hai bước, mỗi bước kèm nhận xét; gói về nằm trên USB."), file)


def mend(story: Story, hands: Hands) -> None:
    """The cell sees the remark, mends and sends again."""
    story.go_to("19/11/2025")
    take(story, hands, "cell", "ho-so-tra-lai", RETURNED["verification"])
    page = _case(story, hands, "cell", "verification")
    hands.look(page.window(), "sua-tham-tra")
    mother = {"relation": "mother", "name": "Ngô Thị Lan", "sent": "20/10/2025", "replied": "10/11/2025"}
    _fill(story, hands, page, "19/11/2025", rows={"asked": [mother]})
    _done(hands, page)
    facts = {"comment_date": "19/11/2025", "certificate_date": "19/11/2025", "dossier_day": "19/11/2025"}
    _step(story, hands, "cv_certificate", "19/11/2025", facts=facts)
    if story.known["above"][0] not in page.case.now:
        raise AssertionError(f"mended, but now {page.case.now}")
    file = send(story, hands, "cell")
    story.note(_("Bổ sung người được thẩm tra, nhận xét lại; nghị quyết và phiếu giữ nguyên; gửi lại."), file)


def decide(story: Story, hands: Hands) -> None:
    """Vote of the committee, decision with its number, and down it goes."""
    story.go_to("20/11/2025")
    take(story, hands, "top", "", NAME)
    numbers = {"committee": "14-NQ/ĐU", "decision": "58-QĐ/ĐU"}
    for step, day, outcome in (("committee", "20/11/2025", "passed"), ("decision", "21/11/2025", "admit")):
        if step not in story.known["above"]:
            continue
        story.go_to(day)
        page = _case(story, hands, "top", step)
        _ballot(story, hands, page, day, 3, 0, "Lê Thị Bình")
        if page.panel.outcome.value() != outcome:
            hands.choose(page.panel.outcome, outcome)
        hands.type(page.panel.more["doc_number"], numbers[step])
        hands.look(page.window(), f"cap-uy-{step}")
        _done(hands, page)
    file = send(story, hands, "top", "gui-quyet-dinh")
    papers = {"committee": _("Nghị quyết {number}"), "decision": _("Quyết định {number}")}
    done = ", ".join(papers[step].format(number=numbers[step]) for step in story.known["above"])
    story.note(_("{papers}; gói quyết định trên USB.").format(papers=done), file)


def ceremony(story: Story, hands: Hands) -> None:
    """The decision stands in the cell's case; the ceremony makes a probationary member."""
    story.go_to("24/11/2025")
    take(story, hands, "cell", "nhan-quyet-dinh", NAME)
    page = _case(story, hands, "cell", "decision")
    hands.look(page.window(), "quyet-dinh")
    if "receipt" not in page.case.now:
        raise AssertionError(f"no decision in the case, now {page.case.now}")
    _step(story, hands, "receipt", "24/11/2025")
    helper = story.known["helper"]
    _step(story, hands, "ceremony", "24/11/2025", facts={"helper": helper[1], "place": "Nhà văn hóa thôn"})
    from app.models import PersonStanding

    with story.window("cell").sitting.reading() as session:
        person = session.get(PersonStanding, page.case.person)
        if person is None or person.status != "probationary":
            raise AssertionError("no probationary member after the ceremony")
    hands.look(page.window(), "le-ket-nap")
    story.note(_("{name} là đảng viên dự bị từ ngày {day}.").format(name=NAME, day=story.words("24/11/2025")))
