"""The figures of screening in their order: name, title, what it counts, how deep it stands, how it counts."""

from __future__ import annotations

from dataclasses import dataclass

from app.reports.screening.counts import (
    CRITERIA,
    ENDINGS,
    GROUNDS,
    Count,
    considered,
    day_before,
    deleted,
    done,
    ended,
    exempt,
    exempt_times,
    happened,
    left,
    listed,
    off_otherwise,
    on_list,
    pending,
    reviewed,
    state_begun,
    undated,
)
from app.words import N_

PERSON, CASE = "person", "case"
IN, START, END = "in", "start", "end"


@dataclass(frozen=True)
class Figure:
    """A question with its name: what it counts (`of`: person or case), how deep it stands, how it counts.

    `at`: what happened in the time ("in"), or how it stood before its first day or on its last one.
    """

    name: str
    title: str
    of: str
    count: Count
    depth: int = 0
    at: str = IN


FIGURES = (
    Figure("members_start", N_("Đảng viên đầu kỳ"), PERSON, lambda s: s.members(day_before(s)), at=START),
    Figure("members_end", N_("Đảng viên cuối kỳ"), PERSON, lambda s: s.members(s.end), at=END),
    Figure("reviewed", N_("Đã rà soát"), PERSON, reviewed()),
    Figure("no_issue", N_("không có vấn đề"), PERSON, reviewed("no_issue"), 1),
    Figure("follow_up", N_("cần theo dõi"), PERSON, reviewed("follow_up"), 1),
    Figure("consider", N_("đề nghị xem xét"), PERSON, reviewed("consider"), 1),
    Figure("proposed", N_("Được nêu để giáo dục, giúp đỡ"), CASE, done("help_list", "criterion")),
    Figure("voted", N_("Chi bộ đã bỏ phiếu"), CASE, done("help_list", "listing")),
    Figure("carried", N_("Trong danh sách giúp đỡ từ kỳ trước"), CASE, on_list(day_before), at=START),
    Figure("listed", N_("Đưa vào danh sách trong kỳ"), CASE, done("help_list", "listing", "listed")),
    *(Figure(f"listed.{key}", title, CASE, listed(key), 1) for key, title in CRITERIA.items()),
    Figure(
        "taken_off", N_("Tiến bộ, đưa ra khỏi danh sách"), CASE, done("help_list", "result", "progressed")
    ),
    Figure(
        "not_progressed", N_("Giúp đỡ mà không tiến bộ"), CASE, done("help_list", "result", "not_progressed")
    ),
    Figure("off_otherwise", N_("Ra khỏi danh sách vì lý do khác"), CASE, off_otherwise),
    Figure("on_list", N_("Trong danh sách cuối kỳ"), CASE, on_list(lambda s: s.end), at=END),
    Figure("considered", N_("Đang xem xét cuối kỳ, chưa bỏ phiếu"), CASE, considered, at=END),
    Figure("deleted", N_("Xóa tên đảng viên chính thức"), PERSON, deleted()),
    *(Figure(f"deleted.{key}", title, PERSON, deleted(key), 1) for key, title in GROUNDS.items()),
    Figure("deleted.unknown", N_("sổ không ghi trường hợp"), PERSON, deleted(""), 1),
    Figure(
        "deleted_probationary", N_("Xóa tên đảng viên dự bị"), PERSON, deleted(status="probationary")
    ),
    Figure("expelled", N_("Khai trừ"), PERSON, left("expelled")),
    Figure(
        "resigned",
        N_("Cho ra khỏi Đảng theo nguyện vọng"),
        PERSON,
        left("resigned", "resigned_hardship"),
    ),
    Figure("resigned.hardship", N_("vì gia đình đặc biệt khó khăn"), PERSON, left("resigned_hardship"), 1),
    Figure("annulled", N_("Hủy quyết định kết nạp, công nhận"), PERSON, left("annulled")),
    Figure("undated", N_("Ra khỏi Đảng, không rõ có trong kỳ không"), PERSON, undated),
    Figure("exempt", N_("Miễn sinh hoạt cuối kỳ"), PERSON, exempt, at=END),
    Figure("exempt.once", N_("miễn lần thứ nhất"), PERSON, exempt_times(1, 1), 1, END),
    Figure("exempt.twice", N_("miễn lần thứ hai"), PERSON, exempt_times(2, 2), 1, END),
    Figure("exempt.more", N_("miễn từ lần thứ ba"), PERSON, exempt_times(3), 1, END),
    Figure("transfer_gap", N_("Chậm chuyển sinh hoạt, bị gián đoạn"), PERSON, state_begun("transfer_gap")),
    Figure("lost_contact", N_("Mất liên lạc"), PERSON, state_begun("lost_contact")),
    *(
        Figure(f"ended.{procedure}.{result}", title, CASE, ended(procedure, result))
        for (procedure, result), title in ENDINGS.items()
    ),
    Figure("complaints", N_("Khiếu nại gửi trong kỳ"), CASE, done("complaint", "filed")),
    Figure("upheld", N_("giữ nguyên quyết định"), CASE, done("complaint", "answer", "upheld"), 1),
    Figure("changed", N_("thay đổi quyết định"), CASE, done("complaint", "answer", "changed"), 1),
    Figure("overturned", N_("hủy quyết định"), CASE, done("complaint", "answer", "overturned"), 1),
    Figure("refused", N_("không giải quyết"), CASE, done("complaint", "received", "not_accepted"), 1),
    Figure("pending", N_("Khiếu nại chưa trả lời cuối kỳ"), CASE, pending, at=END),
    Figure("restored", N_("Khôi phục quyền của đảng viên"), PERSON, happened("restored")),
)  # fmt: skip
