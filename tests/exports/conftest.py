"""The papers the tests of this folder print; all persons and places are invented."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

import pytest

from app.exports.forms import Form, load_forms
from app.exports.layout import RESOURCES

DAY = datetime.date


@pytest.fixture(scope="session")
def forms() -> dict[str, Form]:
    return load_forms(RESOURCES / "forms")


@pytest.fixture(scope="session")
def golden() -> Path:
    return Path(__file__).resolve().parents[1] / "golden"


@pytest.fixture
def values() -> dict[str, Any]:
    """Values for every form."""
    return {
        "superior": "Đảng ủy xã Tân Hưng",
        "organisation": "Chi bộ thôn Đông Hòa",
        "number": 5,
        "place": "Tân Hưng",
        "day": DAY(2026, 11, 5),
        "meeting_day": DAY(2026, 11, 3),
        "person_name": "Nguyễn Thị Ánh Nguyệt",
        "person_birth": "1998-05-13",
        "person_origin": "xã Tam Hợp, tỉnh Ninh Bình",
        "person_residence": "thôn Đông Hòa, xã Tân Hưng",
        "person_occupation": "giáo viên, Trường Tiểu học Tân Hưng",
        "background": "Lý lịch rõ ràng, đã thẩm tra đủ theo quy định.",
        "awareness": "Có nhận thức đúng đắn về Đảng.",
        "strengths": "Lập trường vững vàng, lối sống giản dị.\nĐược nhân dân nơi cư trú tin cậy.",
        "faults": "Có lúc còn nể nang trong tự phê bình và phê bình.",
        "ability": "Hoàn thành tốt nhiệm vụ chuyên môn hai năm liền.",
        "relations": "Gần gũi, giúp đỡ đồng nghiệp.",
        "members_total": 24,
        "full_members": 22,
        "probationary_members": 2,
        "present": 20,
        "absent": 2,
        "base": 22,
        "needed": 15,
        "votes_for": 19,
        "percent": 86.4,
        "votes_against": 1,
        "votes_blank": 0,
        "against_reasons": "cho rằng cần thêm thời gian thử thách",
        "passed": True,
        "year": "2026",
        "level": "Hoàn thành tốt nhiệm vụ",
        "decision": "9-QĐ/ĐU",
        "decided_on": "2026-12-20",
        "rated": [{"r_name": "Hà Thị Duyên", "r_points": "93", "r_cell": "Hoàn thành tốt nhiệm vụ"}],
        "ballot": "một vòng, bỏ phiếu kín",
        "slips": [{"s_name": "Hà Thị Duyên", "s_issued": "20", "s_valid": "19", "s_good": "19"}],
        "receiver": "Đảng ủy xã Tân Hưng",
        "authority": "Chi ủy",
        "signer_post": "Bí thư",
        "signer_name": "Trần Văn Hòa",
        "unions": "Công đoàn Trường Tiểu học Tân Hưng",
        "unions_asked": 41,
        "unions_for": 41,
        "unions_percent": 100,
        "unions_against": 0,
        "unions_against_percent": 0,
        "residence": "Chi ủy Chi bộ thôn Đông Hòa",
        "residence_asked": 5,
        "residence_for": 4,
        "residence_percent": 80,
        "residence_against": 1,
        "residence_against_percent": 20,
        "residence_reasons": "ít tham gia họp thôn",
        "start_time": "19 giờ 30",
        "end_time": "21 giờ 15",
        "venue": "Nhà văn hóa thôn Đông Hòa",
        "absentees": [{"name": "Lê Đức Học", "reason": "ốm"}, {"name": "Cao Hữu Tùng", "reason": "đi vắng"}],
        "chair": "Trần Văn Hòa",
        "writer": "Phạm Thị Duyên",
        "voting": "bỏ phiếu kín",
        "course": "Bí thư báo cáo hồ sơ.",
        "opinions": [{"name": "Lê Thị Mai", "text": "nhất trí, đề nghị chi bộ xét."}],
        "excluded": [],
        "conclusion": "Chi bộ thông qua nghị quyết đề nghị kết nạp.",
        "cell": "Chi bộ thôn Đông Hòa",
        "cell_number": "05-NQ/CB",
        "cell_day": DAY(2026, 11, 5),
        "proposal": "Nghị quyết số 12-NQ/ĐU, ngày 12/11/2026 của Đảng ủy xã Tân Hưng",
        "bases": [{"text": "Điều lệ Đảng", "words": "Theo quy định."}],
        "introducer_name": "Lê Thị Mai",
        "introducer_birth": "1975",
        "introducer_admitted": "2001-02",
        "items": [
            {"what": "Giấy chứng nhận bồi dưỡng", "how": "Nộp bản chính", "due": DAY(2026, 12, 1)},
            {"what": "Lý lịch, mục 15", "how": "Khai liên tục từng tháng"},
        ],
        "contact": "đồng chí Phạm Thị Duyên",
        "person_other_name": "Ánh",
        "person_sex": "Nữ",
        "person_birth_place": "xã Tân Hưng, tỉnh Ninh Bình (xã Tân Hưng, huyện Ý Yên, tỉnh Nam Định)",
        "person_ethnicity": "Kinh",
        "person_religion": "Không",
        "person_position": "tổ trưởng tổ chuyên môn",
        "person_education": "12/12",
        "person_professional": "Đại học Sư phạm",
        "person_youth_union_date": "2013-03-26",
        "person_number": "036198000123",
        "person_file": "036123 ABC",
        "person_card": "036198000123",
        "person_decided": "2025-11-12",
        "person_admitted": "2025-11-20",
        "person_official": "2026-11-20",
        "sympathiser_since": "2024-05",
        "work": [
            {"from": "2016-09", "to": "2020-06", "what": "Sinh viên Trường Đại học Sư phạm"},
            {"from": "2020-08", "what": "Giáo viên Trường Tiểu học Tân Hưng", "post": "Tổ trưởng"},
        ],
        "branch_resolution": "Nghị quyết số 02-NQ/ĐTN, ngày 01/10/2026 của Chi đoàn thôn Đông Hòa",
        "board_total": 11,
        "against_percent": 0,
        "appraisal": "Hồ sơ đủ, đúng trình tự.",
        "remedies": "Tự giác phê bình, góp ý thẳng thắn.",
        "request": "Không.",
        "helper_name": "Lê Thị Mai",
        "helper_birth": "1975",
        "helper_from": "2025-11-20",
        "stance": "Vững vàng.",
        "ethics": "Giản dị, trung thực.",
        "tasks": "Làm tốt việc được giao.",
        "votes": [
            {
                "motion": "Công nhận đảng viên chính thức",
                "motion_for": 19,
                "motion_percent": 86.4,
                "motion_against": 1,
                "motion_blank": 2,
            }
        ],
        "history": "Sinh ra trong gia đình làm nông.\nTừ 2004 đến 2016 đi học phổ thông.",
        "family": "Bố: Nguyễn Văn Bình, sinh 1970.",
        "period": "từ 01/01/2026 đến 31/12/2026",
        "members": [
            {
                "m_name": "Nguyễn Thị Ánh Nguyệt",
                "m_sex": "Nữ",
                "m_birth": "1998-05-13",
                "m_number": "036198000123",
            },
            {"m_name": "Lê Đức Học", "m_birth": "1990", "m_note": "Có tệp ảnh"},
        ],
        "count": 2,
        "before": [
            {
                "no": 1,
                "form": "1-KNĐ",
                "title": "Đơn xin vào Đảng",
                "numbered": "02/10/2026",
                "kept": "Tủ hồ sơ",
            },
            {"no": 2, "form": "2-KNĐ", "title": "Lý lịch của người xin vào Đảng", "numbered": "CHƯA CÓ"},
        ],
        "after": [
            {"no": 3, "form": "6-KNĐ", "title": "Nghị quyết của chi bộ", "numbered": "Số 5, 05/11/2026"}
        ],
        "matter": "xét đề nghị kết nạp đảng viên",
        "decider": "Ban Thường vụ Đảng ủy xã Tân Hưng",
        "there": 2,
        "lacking": 1,
        "procedure": "Kết nạp đảng viên",
        "rights": [
            {
                "what": "Thời hạn tổ chức lễ kết nạp",
                "rule": "Tổ chức lễ trong 30 ngày làm việc kể từ ngày ban hành quyết định.",
                "who": "Chi bộ thôn Đông Hòa",
                "until": "18/12/2026",
                "source": "208-QĐ/TW (một nguồn cho biết)",
            }
        ],
        "until": DAY(2026, 12, 31),
        "subject": "Xét, đề nghị xóa tên trong danh sách đảng viên",
        "short": "CB",
        "grounds": [
            {"what": "Trường hợp", "told": "Tự trả thẻ hoặc hủy thẻ đảng viên."},
            {"what": "Kết luận, văn bản", "told": "Ủy ban kiểm tra, số 12-KL/UBKT, ngày 01/7/2026."},
        ],
        "statement": "đã viết và kiểm điểm",
        "statement_text": "Tôi nhận khuyết điểm.",
        "voted": True,
        "decided": "Đề nghị cấp ủy có thẩm quyền xóa tên.",
        "told": "Chi bộ xem xét việc đề nghị xóa tên.",
        "asks": "Chi bộ đề nghị cấp ủy có thẩm quyền xem xét, quyết định.",
        "collected": 20,
        "proposer": "Chi bộ thôn Đông Hòa",
        "complaint": "trong 30 ngày làm việc kể từ ngày nhận quyết định",
        "addressee": "cấp ủy cấp trên của Đảng ủy xã Tân Hưng",
        "turn": 2,
        "helpers": [{"name": "Lê Thị Mai", "from": "2026-11-05", "to": "2027-05-05"}],
        "content": "Giúp sửa lề lối làm việc.",
        "invited": [
            {"turn": "1", "on": "05/11/2026", "manner": "Gửi thư", "came": "đã đến tay, không đến"},
        ],
        "round_title": "Rà soát đảng viên, 6 tháng đầu năm 2026",
        "opened": DAY(2026, 7, 1),
        "closed": DAY(2026, 7, 20),
        "looked": [
            {"l_name": "Lê Thị Mai", "l_day": "05/7/2026", "l_number": "7-BB", "l_outcome": "Không"},
            {"l_name": "Cao Hữu Tùng", "l_outcome": "Cần theo dõi", "l_note": "nhắc chuyển sinh hoạt"},
        ],
        "plan_number": "12-KH/ĐU",
        "start": DAY(2026, 7, 1),
        "end": DAY(2026, 9, 30),
        "offices": [{"o_name": "Chi bộ thôn Đông Hòa"}, {"o_name": "Chi bộ thôn Tây Hòa"}],
        "findings": [
            {
                "f_office": "Chi bộ thôn Đông Hòa",
                "f_topic": "Giáo dục, giúp đỡ đảng viên",
                "f_day": "15/7/2026",
                "f_found": "Chưa phân công người giúp đỡ",
                "f_remedy": "Phân công, ghi sổ",
                "f_due": "30/8/2026",
                "f_followed": "20/8/2026: đã phân công\nđã khắc phục",
            }
        ],
        "list_period": "Tháng 12 năm 2026",
        "duties": [
            {
                "person": "Lê Đức Học",
                "what": "Lễ kết nạp",
                "due": "09/12/2026",
                "why": "tổ chức lễ trong 30 ngày làm việc, từ 28/10/2026",
                "source": "208-QĐ/TW ngày 26/07/2026 (mới có một nguồn)",
            }
        ],
    }
