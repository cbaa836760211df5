"""What fields, statuses and states of a person are called; free of tables, so that lists show quickly."""

from __future__ import annotations

from app.words import N_

FIELD_TITLES = {
    "name": N_("Họ và tên"),
    "other_name": N_("Tên gọi khác"),
    "sex": N_("Giới tính"),
    "birth": N_("Ngày sinh"),
    "ethnicity": N_("Dân tộc"),
    "religion": N_("Tôn giáo"),
    "personal_number": N_("Số định danh cá nhân"),
    "old_id_number": N_("Số CMND cũ"),
    "card_number": N_("Số thẻ đảng viên"),
    "card_issued_at": N_("Nơi cấp thẻ"),
    "card_issue_date": N_("Ngày cấp thẻ"),
    "old_card_number": N_("Số thẻ cũ (8 số)"),
    "file_number": N_("Số lý lịch"),
    "organisation": N_("Tổ chức đảng ghi trong danh sách"),
    "birth_place": N_("Nơi sinh"),
    "residence": N_("Nơi cư trú"),
    "birth_country": N_("Nơi khai sinh: quốc gia"),
    "birth_province": N_("Nơi khai sinh: tỉnh"),
    "birth_address": N_("Nơi khai sinh: địa chỉ"),
    "home_country": N_("Quê quán: quốc gia"),
    "home_province": N_("Quê quán: tỉnh"),
    "home_address": N_("Quê quán: địa chỉ"),
    "home_town": N_("Quê quán"),
    "residence_country": N_("Thường trú: quốc gia"),
    "residence_province": N_("Thường trú: tỉnh"),
    "residence_address": N_("Thường trú: địa chỉ"),
    "occupation": N_("Nghề nghiệp"),
    "position": N_("Chức vụ"),
    "education": N_("Trình độ văn hóa"),
    "professional": N_("Trình độ chuyên môn"),
    "political_theory": N_("Lý luận chính trị"),
    "youth_union_date": N_("Ngày vào Đoàn"),
    "phone": N_("Điện thoại"),
    "note": N_("Ghi chú"),
    "delete_requested": N_("Đề nghị xóa"),
    "admission_date": N_("Ngày vào Đảng"),
    "official_date": N_("Ngày chính thức"),
    "status": N_("Tình trạng"),
    "since": N_("Cảm tình Đảng từ ngày"),
    "activity": N_("Trạng thái hoạt động"),
    "activity_date": N_("Ngày rời, mất, miễn sinh hoạt"),
}
STATUS_TITLES = {
    "sympathiser": N_("Cảm tình Đảng"),
    "applicant": N_("Người xin vào Đảng"),
    "probationary": N_("Dự bị"),
    "full": N_("Chính thức"),
    "former": N_("Đã ra khỏi Đảng"),
}
STATE_TITLES = {
    "exempt": N_("Miễn sinh hoạt"),
    "suspended": N_("Đình chỉ sinh hoạt"),
    "away": N_("Sinh hoạt nơi khác"),
    "guest": N_("Sinh hoạt tạm thời"),
    "custody": N_("Bị tạm giam"),
}
