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
        "bases": [{"text": "Điều lệ Đảng"}],
        "introducer_name": "Lê Thị Mai",
        "introducer_birth": "1975",
        "introducer_admitted": "2001-02",
        "items": [
            {"what": "Giấy chứng nhận bồi dưỡng", "how": "Nộp bản chính", "due": DAY(2026, 12, 1)},
            {"what": "Lý lịch, mục 15", "how": "Khai liên tục từng tháng"},
        ],
        "contact": "đồng chí Phạm Thị Duyên",
        "until": DAY(2026, 12, 31),
        "duties": [{"person": "Lê Đức Học", "what": "Lễ kết nạp", "who": "Chi bộ", "due": DAY(2026, 12, 9)}],
    }
