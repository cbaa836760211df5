"""The pages of the window, in the order of the navigation. Each is imported when it is first opened."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from app.ui.page import Entry
from app.words import _

if TYPE_CHECKING:
    from app.ui.frame import Frame
    from app.ui.page import Page
    from app.ui.session import Sitting

START = "home"
"""The page a workspace opens with."""


def home(sitting: Sitting) -> Entry:
    """Việc cần làm."""

    def make(frame: Frame) -> Page:
        from app.ui.pages.home.page import HomePage

        return HomePage(frame, sitting)

    return Entry("home", _("Việc cần làm"), "task", make)


def admissions(sitting: Sitting) -> Entry:
    """Kết nạp."""

    def make(frame: Frame) -> Page:
        from app.ui.pages.admissions import AdmissionsPage

        return AdmissionsPage(frame, sitting)

    return Entry("admissions", _("Kết nạp"), "user-add", make)


def received(sitting: Sitting) -> Entry:
    """Hồ sơ nhận được: of a committee alone."""

    def make(frame: Frame) -> Page:
        from app.ui.pages.received.page import ReceivedPage

        return ReceivedPage(frame, sitting)

    place = "main" if sitting.committee else ""
    return Entry("received", _("Hồ sơ nhận được"), "mail-open", make, place=place)


def rating(sitting: Sitting) -> Entry:
    """Xếp loại: the grid of a year in a cell's book; all organisations in a committee's."""

    def make(frame: Frame) -> Page:
        from app.ui.pages.rating.committee import CommitteeRatingPage
        from app.ui.pages.rating.page import RatingPage

        return (CommitteeRatingPage if sitting.committee else RatingPage)(frame, sitting)

    return Entry("rating", _("Xếp loại"), "award", make)


def rating_own(sitting: Sitting) -> Entry:
    """The committee's own round, reached from its table of organisations."""

    def make(frame: Frame) -> Page:
        from app.ui.pages.rating.page import RatingPage

        return RatingPage(frame, sitting, "rating_own")

    return Entry("rating_own", _("Xếp loại"), "award", make, place="")


def case(sitting: Sitting) -> Entry:
    """One case with its steps."""

    def make(frame: Frame) -> Page:
        from app.ui.pages.case.page import CasePage

        return CasePage(frame, sitting)

    return Entry("case", _("Hồ sơ"), "user-add", make, place="", under="admissions")


def screening(sitting: Sitting) -> Entry:
    """Rà soát: for those who handle restricted cases."""

    def make(frame: Frame) -> Page:
        from app.ui.pages.screening import ScreeningPage

        return ScreeningPage(frame, sitting)

    place = "main" if sitting.workspace.sees_all else ""
    return Entry("screening", _("Rà soát"), "focus-3", make, place=place)


def log(sitting: Sitting) -> Entry:
    """Nhật ký xem, in: reached from the page of screening."""

    def make(frame: Frame) -> Page:
        from app.ui.pages.log import LogPage

        return LogPage(frame, sitting)

    return Entry("log", _("Nhật ký xem, in"), "history", make, place="", under="screening")


def review(sitting: Sitting) -> Entry:
    """Đợt rà soát: reached from the page of screening."""

    def make(frame: Frame) -> Page:
        from app.ui.pages.review.page import ReviewPage

        return ReviewPage(frame, sitting)

    return Entry("review", _("Đợt rà soát"), "survey", make, place="", under="screening")


def rules(sitting: Sitting) -> Entry:
    """Quy định."""

    def make(frame: Frame) -> Page:
        from app.ui.pages.rules.page import RulesPage

        return RulesPage(frame, sitting)

    return Entry("rules", _("Quy định"), "book-read", make, place="foot")


def members(sitting: Sitting) -> Entry:
    """Đảng viên."""

    def make(frame: Frame) -> Page:
        from app.ui.pages.members import MembersPage

        return MembersPage(frame, sitting)

    return Entry("members", _("Đảng viên"), "group", make)


def person(sitting: Sitting) -> Entry:
    """One person's record; also the form of a new one."""

    def make(frame: Frame) -> Page:
        from app.ui.pages.person.page import PersonPage

        return PersonPage(frame, sitting)

    return Entry("person", _("Hồ sơ"), "user", make, place="", under="members")


def import_list(sitting: Sitting) -> Entry:
    """Taking an office's list in."""

    def make(frame: Frame) -> Page:
        from app.ui.pages.imports.list import ImportPage

        return ImportPage(frame, sitting)

    return Entry("import", _("Nhập từ Excel"), "file-excel-2", make, place="", under="members")


def exchange(sitting: Sitting) -> Entry:
    """Gửi – nhận."""

    def make(frame: Frame) -> Page:
        from app.ui.pages.exchange.page import ExchangePage

        return ExchangePage(frame, sitting)

    place = "" if sitting.book else "main"  # what is kept goes with the committee's packages
    return Entry("exchange", _("Gửi – nhận"), "usb", make, place=place)


def settings(sitting: Sitting) -> Entry:
    """Settings of the PC, the workspace and the office."""

    def make(frame: Frame) -> Page:
        from app.ui.pages.settings.page import SettingsPage

        return SettingsPage(frame, sitting)

    return Entry("settings", _("Cài đặt"), "settings-3", make, place="")


def guide(_sitting: Sitting) -> Entry:
    """Hướng dẫn."""

    def make(frame: Frame) -> Page:
        from app.ui.pages.guide.page import GuidePage

        return GuidePage(frame)

    return Entry("guide", _("Hướng dẫn"), "question", make, place="foot")


ENTRIES: list[Callable[[Sitting], Entry]] = [
    home, members, person, import_list, received, admissions, rating, rating_own, case, screening, review,
    log, exchange, settings, rules, guide,
]  # fmt: skip
