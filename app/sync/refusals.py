"""Why a package or an invitation is not taken: stable code, sentence, next step."""

from __future__ import annotations

from typing import Any

from app.trouble import Refused
from app.words import N_, _

_AGAIN = N_("Hãy chép lại tệp từ USB gốc, hoặc xin bên gửi lập gói mới.")
_CALL = N_("Hãy gọi điện cho bên gửi để đối chiếu, không nhận tệp này khi chưa rõ.")

SENTENCES: dict[str, tuple[str, str]] = {
    "not_a_package": (
        N_("Tệp này không phải gói dữ liệu của Sổ Chi bộ."),
        N_("Hãy chọn tệp có đuôi .sochibo."),
    ),
    "damaged": (N_("Gói dữ liệu bị hỏng, không đọc được trọn vẹn."), _AGAIN),
    "cut_short": (N_("Gói dữ liệu bị cụt, tệp ngắn hơn lúc được ghi."), _AGAIN),
    "newer_version": (
        N_("Gói này do một bản chương trình mới hơn lập ra."),
        N_("Hãy cập nhật Sổ Chi bộ rồi nhận lại gói này."),
    ),
    "not_for_this_office": (
        N_("Gói này gửi cho tổ chức đảng khác, không gửi cho sổ này."),
        N_("Hãy trả USB cho bên gửi hoặc chuyển đến đúng nơi nhận."),
    ),
    "unknown_sender": (
        N_("Chưa biết bên gửi gói này: nơi đó chưa kết nối với sổ này."),
        N_("Cấp trên cần gửi thư mời kết nối trước; chi bộ mở sổ bằng thư mời đó."),
    ),
    "join_code_wrong": (
        N_("Mã kết nối không đúng."),
        N_("Hãy gõ lại mã trên giấy, hoặc gọi điện cho cấp trên để đọc lại mã."),
    ),
    "join_code_used": (
        N_("Mã kết nối đã được nơi khác dùng, với khóa khác, hoặc thư mời đã quá hạn."),
        N_("Hãy gọi điện đối chiếu ngay giữa hai bên; cấp trên lập thư mời mới, mã mới."),
    ),
    "certificate_expired": (
        N_("Chứng nhận của bên gửi đã hết hạn."),
        N_("Cấp trên lập một gói gửi xuống để gia hạn, rồi nhận lại gói này."),
    ),
    "certificate_revoked": (N_("Chứng nhận của bên gửi đã bị thu hồi."), _CALL),
    "signature_wrong": (N_("Chữ ký của gói không đúng với khóa của bên gửi."), _CALL),
    "header_altered": (N_("Dòng đầu của tệp đã bị sửa, không khớp với nội dung bên trong."), _AGAIN),
    "older_than_here": (
        N_("Tệp này cũ hơn những gì sổ đã có."),
        N_("Hãy dùng tệp mới nhất; tệp này có thể bỏ."),
    ),
    "history_differs": (N_("Gói này mâu thuẫn với những trang sổ đã nhận từ trước."), _CALL),
    "too_large": (
        N_("Gói này vượt quá cỡ cho phép."),
        N_("Xin bên gửi chia thành nhiều gói."),
    ),
    "unsafe_contents": (
        N_("Bên trong gói có thành phần lạ, không an toàn để mở."),
        _CALL,
    ),
    "scope_exceeded": (
        N_("Gói này ghi cả những nội dung không thuộc quyền của bên gửi."),
        _CALL,
    ),
    "wrong_key": (
        N_("Sổ này không có khóa mở được gói."),
        N_("Có thể gói được lập cho khóa cũ; xin bên gửi lập lại gói."),
    ),
    "no_office_keys": (
        N_("Người dùng này không giữ khóa gửi – nhận của tổ chức."),
        N_("Hãy để bí thư hoặc người được giao gửi – nhận mở sổ."),
    ),
    "not_an_invitation": (
        N_("Tệp này không phải thư mời kết nối."),
        N_("Hãy chọn tệp thư mời do cấp trên gửi."),
    ),
    "invitation_damaged": (N_("Thư mời kết nối bị hỏng."), _AGAIN),
    "invitation_other_office": (
        N_("Thư mời này ghi cho tổ chức đảng khác với sổ đang mở."),
        N_("Hãy đối chiếu mã và loại tổ chức ghi trong thư mời với cấp trên."),
    ),
    "already_joined": (
        N_("Tổ chức này đã kết nối rồi. Bản này chưa làm được việc kết nối lại một nơi đã kết nối."),
        N_("Nếu bên kia mất máy, hãy khôi phục từ bản sao lưu của bên đó."),
    ),
    "branch_not_supported": (
        N_("Trang trong gói nối vào một trang cũ: sổ bên gửi đã được khôi phục hoặc có hai bản cùng ghi. "
           "Bản này chưa nhận được nhánh như vậy."),
        N_("Giữ lại tệp; bên gửi mở bản sao lưu mới nhất rồi lập gói khác, hoặc chờ bản chương trình sau."),
    ),
    "relay_not_supported": (
        N_("Gói có trang của tổ chức khác gửi qua bên này. Bản này chưa chuyển tiếp qua cấp trung gian."),
        N_("Giữ lại tệp và chờ bản chương trình sau."),
    ),
    "came_home_not_supported": (
        N_("Gói đem về những trang do chính sổ này lập mà sổ không còn: sổ đã khôi phục từ bản sao lưu cũ. "
           "Bản này chưa nhận lại được phần ấy."),
        N_("Hãy mở bản sao lưu mới nhất; giữ lại tệp và chờ bản chương trình sau."),
    ),
    "cell_cannot_invite": (
        N_("Chỉ cấp ủy mới lập được thư mời kết nối."),
        N_("Chi bộ nhận thư mời do cấp trên lập."),
    ),
    "book_kept": (
        N_("Sổ của chi bộ này đang do cấp ủy giữ hộ. Bản này chưa chuyển được sổ ấy sang máy của chi bộ."),
        N_("Tiếp tục giữ hộ và chờ bản sau; sổ chưa ghi ai thì thôi giữ rồi hãy mời."),
    ),
    "code_missing": (
        N_("Chưa có mã hoặc tên của tổ chức được mời."),
        N_("Ghi đủ mã và tên như trong danh bạ tổ chức đảng."),
    ),
    "no_peer": (
        N_("Sổ này chưa kết nối với tổ chức nào để gửi."),
        N_("Chi bộ mở thư mời của cấp trên; cấp trên lập thư mời cho chi bộ."),
    ),
    "which_peer": (
        N_("Có nhiều nơi nhận; cần nói rõ gửi cho ai."),
        N_("Hãy chọn một chi bộ hoặc cấp trên."),
    ),
    "unknown_peer": (
        N_("Không có nơi nhận nào mang mã này đã kết nối với sổ."),
        N_("Hãy xem lại mã trong danh sách tổ chức đã kết nối."),
    ),
}  # fmt: skip


def refused(code: str, detail: str = "", **details: Any) -> Refused:
    """A refusal by its code; `detail` is one more sentence, already translated, with no personal data."""
    message, hint = SENTENCES[code]
    return Refused(code, f"{_(message)} {detail}".strip(), _(hint), **details)
