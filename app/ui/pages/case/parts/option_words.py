"""Words for the values of choices and lists that no fact of a procedure names."""

from __future__ import annotations

from app.words import N_, _

OPTIONS = {
    "required": N_("Bắt buộc"),
    # how age is counted
    "by_month": N_("Tính theo tháng"),
    "open": N_("Để ngỏ, chỉ nhắc"),
    "whole_month": N_("Tính cả tháng"),
    "by_day": N_("Tính theo ngày"),
    # who votes, and how
    "full": N_("Đảng viên chính thức"),
    "suspended": N_("Đang bị đình chỉ sinh hoạt đảng"),
    "prosecuted": N_("Đang bị khởi tố, truy tố"),
    "custody": N_("Đang bị tạm giữ, tạm giam"),
    "temporary_elsewhere": N_("Đang sinh hoạt tạm thời nơi khác"),
    "exempt": N_("Được miễn công tác và sinh hoạt đảng"),
    "ballot_or_card": N_("Phiếu kín hoặc giơ thẻ"),
    "ballot": N_("Phiếu kín"),
    # order and papers of an admission
    "before_verification": N_("Trước khi thẩm tra"),
    "after_verification": N_("Sau khi thẩm tra"),
    "after_verification_before_cell": N_("Sau khi thẩm tra, trước khi chi bộ họp"),
    "full_member": N_("Đảng viên chính thức"),
    "doan_resolution": N_("Nghị quyết của Đoàn"),
    "union_resolution": N_("Nghị quyết của công đoàn"),
    "months_not_asked": N_("Không đòi đủ tháng"),
    "unions_joined": N_("Đoàn thể nơi sinh hoạt"),
    "residence": N_("Nơi cư trú"),
    "employer": N_("Nơi công tác"),
    "parents": N_("Cha mẹ"),
    "verification": N_("Thẩm tra lý lịch"),
    "current_politics": N_("Lịch sử chính trị hiện nay"),
    "province_standing_committee": N_("Ban thường vụ cấp tỉnh"),
    "province_standing_committee_or_delegate": N_("Ban thường vụ cấp tỉnh hoặc thường trực được ủy quyền"),
    "committee_under_province": N_("Cấp ủy trực thuộc tỉnh"),
    "months_24_or_36": N_("24 hoặc 36 tháng"),
    # recognition, Party age, card
    "after_probation": N_("Sau khi hết 12 tháng dự bị"),
    "each_helper": N_("Từng người giúp đỡ"),
    "end_of_probation": N_("Ngày hết thời gian dự bị"),
    "next_cell_meeting": N_("Kỳ họp chi bộ gần nhất"),
    "decision_issued": N_("Ngày ra quyết định kết nạp"),
    "lost_contact": N_("Mất liên lạc"),
    "transfer_gap": N_("Gián đoạn do chậm chuyển sinh hoạt"),
    "card_date": N_("Ngày vào Đảng ghi trong thẻ đảng viên"),
    "first_decision_less_gap": N_("Từ quyết định lần đầu, trừ thời gian gián đoạn"),
    "same": N_("Là số định danh cá nhân"),
    # rating
    "excellent": N_("Hoàn thành xuất sắc nhiệm vụ"),
    "good": N_("Hoàn thành tốt nhiệm vụ"),
    "completed": N_("Hoàn thành nhiệm vụ"),
    "not_completed": N_("Không hoàn thành nhiệm vụ"),
    "grades": N_("Mỗi tiêu chí một cấp độ"),
    "points": N_("Thang điểm 100"),
    "new_member": N_("Kết nạp chưa đủ 6 tháng"),
    "grassroots": N_("Mỗi tổ chức cơ sở đảng"),
    "position": N_("Nhóm vị trí, nhiệm vụ tương đồng"),
    "general": N_("Tiêu chí chung"),
    "tasks": N_("Kết quả nhiệm vụ"),
    "not_above_completed": N_("Không xếp từ mức hoàn thành tốt"),
    "work_done": N_("Theo kết quả công việc đã làm"),
    "official_cell_with_comment": N_("Chi bộ nơi sinh hoạt chính thức, có nhận xét nơi tạm thời"),
    "as_soon_as_possible": N_("Kiểm điểm bổ sung sớm nhất"),
    "before_31_12": N_("Trước ngày 31/12"),
    "one_round": N_("Một vòng"),
    "two_rounds": N_("Hai vòng"),
    "none": N_("Không bỏ phiếu"),
    # screening, discipline
    "rated_two_years": N_("Hai năm liền không hoàn thành nhiệm vụ"),
    "repeat_under_punishment": N_("Tái phạm khi đang chấp hành kỷ luật"),
    "degeneration": N_("Có kết luận suy thoái, vi phạm đạo đức, lối sống"),
    "example_or_standing": N_("Vi phạm nêu gương hoặc uy tín thấp"),
    "front_committee": N_("Ban công tác mặt trận"),
    "employer_if_working": N_("Nơi công tác, nếu còn công tác"),
    "absence_or_dues": N_("Bỏ sinh hoạt hoặc không đóng đảng phí"),
    "card_returned": N_("Tự trả hoặc hủy thẻ đảng viên"),
    "no_progress": N_("Giảm sút ý chí, đã giáo dục mà không tiến bộ"),
    "two_years_breach": N_("Hai năm liền vi phạm tư cách"),
    "political_standard": N_("Không bảo đảm tiêu chuẩn chính trị"),
    "collect": N_("Chi bộ thu thẻ và nộp lên"),
    "out_of_time": N_("Quá thời hạn khiếu nại"),
    "concluded": N_("Đã được cấp cao nhất kết luận"),
    "on_behalf": N_("Khiếu nại hộ"),
    "before_decision": N_("Khi chưa có quyết định"),
    "wronged": N_("Có kết luận bị oan, sai"),
    "no_breach_since": N_("Từ đó đến nay không vi phạm"),
    "goes_on": N_("Vẫn xem xét"),
    "pregnant_or_nursing": N_("Mang thai, nuôi con nhỏ"),
    "serious_illness": N_("Bệnh nặng đang nằm viện"),
    "reprimand": N_("Khiển trách"),
    "warning": N_("Cảnh cáo"),
    "stays": N_("Vẫn có hiệu lực"),
}


def option_titles() -> dict[str, str]:
    """Words for the values of choices: those of procedures, and of the options above."""
    from app.procedures.definitions import procedures

    found: dict[str, str] = {}
    for known in procedures().values():
        for step in known.steps:
            for facts in (step.facts, *step.rows.values()):
                for fact in facts.values():
                    found |= {k: _(v) for k, v in fact.choices.items()}
    return found | {k: _(v) for k, v in OPTIONS.items()}
