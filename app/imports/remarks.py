"""What is said to people about a row or cell: a sentence and its remedy for every reason and kind."""

from __future__ import annotations

from app.imports.duplicates import Duplicate
from app.imports.problems import Problem
from app.words import N_, _

REASONS: dict[str, tuple[str, str]] = {
    "missing_required": (
        N_("Ô bắt buộc còn trống."),
        N_("Điền ô này theo hồ sơ đảng viên."),
    ),
    "impossible_date": (
        N_("Ngày này không có trong lịch."),
        N_("Xem lại hồ sơ và ghi ngày đúng; chỉ biết năm thì chỉ ghi năm."),
    ),
    "unreadable_date": (
        N_("Không đọc được đây là ngày nào."),
        N_("Ghi dạng ngày/tháng/năm, ví dụ 05/02/1960; chỉ biết năm thì chỉ ghi năm."),
    ),
    "date_in_future": (
        N_("Ngày này chưa tới."),
        N_("Kiểm tra lại năm."),
    ),
    "bad_identifier": (
        N_("Số này không đúng số chữ số hoặc có ký tự lạ."),
        N_("Ghi lại đủ chữ số, để ô ở dạng văn bản (Text) cho khỏi mất số 0 ở đầu."),
    ),
    "contradiction": (
        N_("Các ô trong dòng nói trái nhau."),
        N_("Xem lại hồ sơ và chỉ để lại điều đúng."),
    ),
    "text_too_long": (
        N_("Nội dung ô quá dài."),
        N_("Rút gọn; phần thừa có thể chuyển sang cột Ghi chú."),
    ),
    "two_digit_year": (
        N_("Năm chỉ ghi hai chữ số, không rõ thế kỷ nào."),
        N_("Ghi đủ bốn chữ số của năm."),
    ),
    "day_month_order": (
        N_("Ngày và tháng có vẻ bị đảo chỗ."),
        N_("Xem lại và ghi theo thứ tự ngày/tháng/năm."),
    ),
    "approximate_date": (
        N_("Ngày ghi áng chừng."),
        N_("Chỉ giữ phần chắc chắn; nếu biết rõ thì ghi ngày đúng."),
    ),
    "text_after_date": (
        N_("Sau ngày còn có chữ; chỉ ngày được lấy."),
        N_("Chuyển phần chữ sang cột Ghi chú nếu cần giữ."),
    ),
    "date_as_plain_number": (
        N_("Ô ngày chứa một con số trần, có thể do mất định dạng ngày."),
        N_("Kiểm tra ngày đã hiểu có đúng không, rồi ghi lại dạng ngày/tháng/năm."),
    ),
    "mangled_by_excel": (
        N_("Excel đã tự đổi nội dung ô này."),
        N_("Đặt ô ở dạng văn bản (Text) rồi ghi lại."),
    ),
    "card_number_mismatch": (
        N_("Số thẻ đảng khác số định danh cá nhân."),
        N_("Đối chiếu với thẻ; nếu đúng là khác nhau thì giữ nguyên."),
    ),
    "dates_out_of_order": (
        N_("Thứ tự các ngày không hợp lý."),
        N_("Đối chiếu ngày sinh, ngày vào Đảng, ngày chính thức và ngày cấp thẻ với hồ sơ."),
    ),
    "under_age_at_admission": (
        N_("Chưa đủ tuổi vào Đảng tại ngày vào Đảng đã ghi."),
        N_("Đối chiếu ngày sinh và ngày vào Đảng với hồ sơ."),
    ),
    "cell_error": (
        N_("Ô đang báo lỗi công thức (#N/A, #REF!…)."),
        N_("Ghi thẳng giá trị đúng vào ô."),
    ),
    "formula_without_value": (
        N_("Ô là công thức chưa được tính."),
        N_("Mở bằng Excel, bấm F9 rồi lưu lại; hoặc ghi thẳng giá trị vào ô."),
    ),
    "unknown_code": (
        N_("Từ này không có trong danh mục."),
        N_("Ghi theo từ của phiếu đảng viên, ví dụ Kinh, Tày, Thiên Chúa, không."),
    ),
}

REPAIRS: dict[str, str] = {
    "leading_zero": N_("Đã thêm lại số 0 ở đầu bị Excel bỏ."),
    "number_to_text": N_("Đã đổi số sang văn bản."),
    "apostrophe": N_("Đã bỏ dấu nháy ở đầu."),
    "spaces": N_("Đã bỏ khoảng trắng thừa."),
    "invisible_characters": N_("Đã bỏ ký tự không nhìn thấy."),
    "control_characters": N_("Đã bỏ ký tự điều khiển."),
    "direction_marks": N_("Đã bỏ dấu đổi chiều chữ."),
    "decomposed_letters": N_("Đã ghép dấu rời thành chữ có dấu."),
    "lookalike_letter": N_("Đã thay chữ trông giống bằng chữ đúng."),
    "separators": N_("Đã sửa dấu ngăn cách."),
    "footnote_mark": N_("Đã bỏ dấu chú thích."),
    "zero_day": N_("Ngày hoặc tháng ghi 00: chỉ lấy phần đã biết."),
    "two_digit_year": N_("Đã ghi đủ bốn chữ số của năm; chỉ một thế kỷ hợp lý."),
    "code_list": N_("Đã đổi sang từ của danh mục."),
}

SKIPPED: dict[str, str] = {
    "title": N_("tiêu đề"),
    "header": N_("dòng đầu bảng"),
    "repeated_header": N_("đầu bảng lặp lại"),
    "numbering": N_("dòng đánh số cột"),
    "section": N_("dòng chia mục"),
    "subtotal": N_("dòng cộng"),
    "footnote": N_("chú thích"),
    "signature": N_("phần ký"),
    "hidden": N_("dòng bị ẩn"),
    "blank": N_("dòng chưa điền"),
    "other": N_("dòng khác"),
}

DUPLICATES: dict[str, str] = {
    "same_personal_number": N_("Trùng số định danh cá nhân."),
    "same_card_number": N_("Trùng số thẻ đảng viên."),
    "same_name_and_birth": N_("Trùng họ tên và ngày sinh."),
    "spelling_variant": N_("Họ tên chỉ khác cách viết (dấu, i/y, d/đ), ngày sinh khớp."),
}
VERDICTS: dict[str, str] = {
    "same": N_("Là một người, sẽ không tạo hai lần."),
    "possible": N_("Có thể là một người: xin chọn."),
    "conflict": N_("Hai người khác nhau cùng một số: xem lại số, chưa ghi đè bên nào."),
}


def sentence(problem: Problem) -> str:
    """What is wrong with a cell and the remedy, or how it was put right, in one or two sentences."""
    if problem.reason in REPAIRS and not (problem.reason in REASONS and problem.becomes is None):
        return _(REPAIRS[problem.reason])
    message, remedy = REASONS[problem.reason]
    return f"{_(message)} {_(remedy)}"


def remark(problem: Problem) -> str:
    """The sentence with the value that was taken, for a cell that is reported though taken."""
    told = sentence(problem)
    return _("{told} Đã lấy: {value}.").format(told=told, value=problem.becomes) if problem.becomes else told


def duplicate_sentence(group: Duplicate) -> str:
    """What a group of rows has in common and what happens to it."""
    return f"{_(DUPLICATES[group.kind])} {_(VERDICTS[group.verdict])}"


def skipped_text(kind: str) -> str:
    """The kind of a skipped row in words."""
    return _(SKIPPED[kind])
