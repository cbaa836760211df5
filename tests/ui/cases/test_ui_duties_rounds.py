"""What is due in rounds on the home page: one button leads to the very question, the very remedy."""

from app.procedures.inspection import OpenInspection, RecordFinding
from app.procedures.opinions import AskOpinion
from app.procedures.rating.rounds import OpenRating
from app.ui.page import Entry
from app.ui.pages.rating.page import RatingPage
from app.ui.pages.review.page import ReviewPage


def follow(desk, words):
    """Open the duty that holds these words; the duty, and the part it leads to."""
    desk.frame.add(Entry("review", "review", "survey", lambda f: ReviewPage(f, desk.sitting), place=""))
    desk.frame.go("home")
    desk.app.processEvents()
    page = desk.frame.pages["home"]
    at = next(n for n, duty in enumerate(page.duties) if words in duty.what)
    page.rows[at].opened.emit()
    desk.app.processEvents()
    assert desk.frame.current == "review"
    return page.duties[at], desk.frame.pages["review"].part


def test_a_question_that_waits_leads_to_its_row(desk):
    told = {"kind": "front", "about": "việc gương mẫu", "date": "2025-11-01"}
    desk.do(AskOpinion(**told, organisation="Mặt trận thôn Đông", reply_by="2025-11-10"))
    late = desk.do(AskOpinion(**told, organisation="Mặt trận thôn Tây", reply_by="2025-11-12"))
    duty, part = follow(desk, "Mặt trận thôn Tây")
    assert (duty.group, duty.who, duty.kind) == ("late", "Ý kiến ngoài chi bộ", "screening")
    assert duty.button == "Ghi trả lời" and duty.badge == "Quá 5 ngày" and "12/11/2025" in duty.why
    assert part.row["id"] == late.id
    dialog = part.answer_dialog(part.row["id"])
    dialog.fields["text"].set_value("chấp hành tốt")
    dialog.perform()
    desk.frame.go("home")
    assert "Mặt trận thôn Tây" not in " ".join(d.what for d in desk.frame.pages["home"].duties)


def test_a_remedy_leads_to_its_own_inspection(desk_of):
    desk = desk_of("2025-11-17", "committee")
    old = desk.do(OpenInspection("Giám sát quý I", "2025-03-01")).id
    found = {"topic": "help", "outcome": "found", "finding": "chưa phân công", "remedy": "phân công"}
    wanted = desk.do(RecordFinding(old, "Chi bộ A", **found, date="2025-03-05", due="2025-11-17"))
    desk.do(OpenInspection("Giám sát quý IV", "2025-11-01"))
    duty, part = follow(desk, "Chi bộ A")
    assert (duty.group, duty.badge, duty.button) == ("week", "Hôm nay", "Ghi theo dõi")
    assert part.round == old and part.row["id"] == wanted.id


def test_the_rating_of_the_year_leads_to_its_page(desk):
    desk.do(OpenRating(year=2025))
    desk.frame.add(Entry("rating", "rating", "award", lambda f: RatingPage(f, desk.sitting)))
    desk.frame.go("home")
    desk.app.processEvents()
    page = desk.frame.pages["home"]
    at = next(n for n, duty in enumerate(page.duties) if duty.place == "rating")
    duty = page.duties[at]
    assert (duty.who, duty.kind, duty.button) == ("Xếp loại", "rating", "Mở đợt xếp loại")
    assert "HD/BTCTW ngày 31/10/2025" in duty.source
    page.rows[at].opened.emit()
    assert desk.frame.current == "rating"
