"""The table of commands: name, what it does, what it takes. Names are a contract: add, never rename."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from app.commands import (
    books,
    cases,
    duties,
    exchange,
    inspections,
    later,
    lists,
    offices,
    opinions,
    papers,
    people,
    rating,
    received,
    rounds,
    rules,
    upkeep,
)
from app.commands.answers import Answer
from app.commands.desk import Desk
from app.words import N_

Takes = tuple[tuple[str, ...], dict[str, Any]]
KINDS = ("cell", "committee")
ROLES = ("secretary", "deputy", "clerk", "reader")
STATUSES = ("sympathiser", "applicant", "probationary", "full", "former")
FILTERS = ("all", "members", *STATUSES, "exempt", "away", "suspended", "incomplete")
QUEUE = ("here", "new", "again", "looking", "returned", "waiting", "decided")
BODIES = ("cell_committee", "committee", "standing_committee")


@dataclass(frozen=True)
class Line:
    """One command. `run` None: the door of the program runs it itself."""

    path: str
    run: Callable[[Desk], Answer] | None
    about: str
    takes: tuple[Takes, ...] = ()


def a(*names: str, **how: Any) -> Takes:
    """One argument, as argparse takes it."""
    return names, how


def need(*names: str, **how: Any) -> Takes:
    """An option that has to be given."""
    return names, {"required": True, **how}


def many(*names: str, **how: Any) -> Takes:
    """An option with one or more values, that may be repeated."""
    return names, {"nargs": "+", "action": "extend", "default": [], **how}


def flag(*names: str, **how: Any) -> Takes:
    """An option without value."""
    return names, {"action": "store_true", **how}


CASE, STEP = a("case", metavar="CASE"), a("step", metavar="STEP")
DATE, REASON = a("--date", metavar="D"), a("--reason", metavar="TEXT")
SET = many("--set", metavar="K=V")
ROUND, NOTE = a("--round", metavar="ID"), a("--note", metavar="TEXT")
RATED = (ROUND, a("--year", type=int, metavar="YEAR"))
HALVES = ("H1", "H2")
TOPICS = ("numbers", "help", "removal", "prohibitions", "commitments", "other")
ASKED = ("front", "organisations", "employer", "residence", "other")
PAPER = (
    a("form", metavar="FORM"),
    DATE,
    a("--number", metavar="N"),
    a("--signer"),
    a("--kept"),
    SET,
    REASON,
    a("--annul", metavar="TEXT", help=N_("hủy giấy tờ đã ghi, kèm lý do")),
)
FROM_PAPER = (
    flag("--from-paper", help=N_("ghi theo văn bản giấy của nơi không gửi gói")),
    a("--number", metavar="N"),
    a("--issuer", metavar="TEXT"),
    a("--paper-date", "--date-of-paper", metavar="D"),
)
NEW_PASSWORD = a(
    "--new-password-file", metavar="F", help=N_("tệp mật khẩu mới; hoặc biến SO_CHI_BO_NEW_PASSWORD")
)

GROUPS = {
    "book": N_("sổ giữ hộ chi bộ chưa có máy"),
    "person": N_("thêm, sửa một người"),
    "case": N_("hồ sơ việc"),
    "rating": N_("đánh giá, xếp loại"),
    "review": N_("rà soát đảng viên"),
    "opinions": N_("lấy ý kiến ngoài chi bộ"),
    "inspection": N_("kiểm tra, giám sát Chỉ thị 28"),
    "user": N_("người được mở sổ"),
}

TABLE = (
    Line(
        "demo",
        offices.demo,
        N_("lập các sổ mẫu"),
        (
            a("dir", metavar="DIR"),
            a("--cells", type=int),
            a("--members", type=int),
            a("--seed", type=int),
        ),
    ),
    Line(
        "init",
        offices.init,
        N_("lập sổ mới, in tờ khôi phục"),
        (
            a("dir", metavar="DIR"),
            a("--name"),
            a("--code"),
            a("--kind", choices=KINDS),
            a("--place"),
            a("--invitation", metavar="F"),
            a("--join-code", metavar="C"),
            a("--recovery-sheet", metavar="F.pdf"),
        ),
    ),
    Line(
        "invite",
        offices.invite,
        N_("mời một tổ chức cấp dưới kết nối"),
        (need("--name"), need("--code"), need("--kind", choices=KINDS), need("--out", metavar="F")),
    ),
    Line("book list", books.list_books, N_("các sổ giữ hộ")),
    Line(
        "book keep",
        books.keep,
        N_("giữ hộ sổ của một chi bộ chưa có máy"),
        (
            need("--name"),
            need("--code"),
            a("--place"),
            a("--correct", metavar="CODE", help=N_("sửa tên, mã, địa danh của sổ đang giữ")),
        ),
    ),
    Line(
        "book stop",
        books.stop,
        N_("thôi giữ một sổ chưa ghi ai"),
        (a("code", metavar="CODE"), need("--reason", metavar="TEXT")),
    ),
    Line(
        "import-members",
        lists.import_members,
        N_("nhập danh sách đảng viên từ Excel, CSV"),
        (
            a("file", metavar="F"),
            flag("--dry-run", help=N_("chỉ đọc, không ghi")),
            a("--sheet", metavar="S"),
            a(
                "--split",
                nargs="*",
                metavar="NAME=CODE",
                help=N_("danh sách của nhiều chi bộ: mỗi chi bộ vào sổ cấp ủy giữ hộ"),
            ),
        ),
    ),
    Line(
        "members",
        people.members,
        N_("danh sách người trong sổ"),
        (a("--search", metavar="T"), a("--status", choices=FILTERS), a("--limit", type=int, metavar="N")),
    ),
    Line("person add", people.add, N_("thêm một người"), (need("--status", choices=STATUSES), SET)),
    Line("person set", people.correct, N_("sửa thông tin một người"), (a("id", metavar="ID"), SET, REASON)),
    Line(
        "person paper",
        papers.of_person,
        N_("ghi, hủy một giấy tờ không thuộc hồ sơ việc nào"),
        (a("id", metavar="ID"), *PAPER),
    ),
    Line(
        "settings",
        offices.settings,
        N_("xem, đặt thiết lập theo ngày"),
        (
            a("values", nargs="*", metavar="KEY=VALUE"),
            a("--from", dest="start", metavar="D"),
            a("--document", metavar="N@D"),
        ),
    ),
    Line(
        "seat",
        offices.seat,
        N_("ai giữ chức danh gì trong cấp ủy"),
        (
            a("body", choices=BODIES),
            a("--name"),
            a("--post"),
            a("--person", metavar="ID"),
            a("--from", dest="start", metavar="D"),
            a("--to", dest="end", metavar="D"),
        ),
    ),
    Line(
        "case open",
        cases.open_case,
        N_("mở một hồ sơ"),
        (
            a("procedure", metavar="PROCEDURE"),
            need("--person", metavar="ID"),
            DATE,
            flag("--taken-over", help=N_("hồ sơ đã làm trên giấy")),
            a("--note", metavar="TEXT"),
        ),
    ),
    Line(
        "case record",
        cases.record,
        N_("ghi một bước"),
        (
            CASE,
            STEP,
            need("--date", metavar="D"),
            a("--outcome", metavar="O"),
            SET,
            *FROM_PAPER,
            many("--reopen", metavar="STEP"),
            many("--remark", metavar="ITEM=TEXT"),
            many("--accept", metavar="CHECK"),
            REASON,
        ),
    ),
    Line(
        "case annul",
        cases.annul,
        N_("hủy lần ghi mới nhất của một bước"),
        (CASE, STEP, need("--reason", metavar="TEXT")),
    ),
    Line(
        "case except",
        cases.except_check,
        N_("ghi văn bản cho phép"),
        (
            CASE,
            a("check", metavar="CHECK"),
            need("--number", metavar="N"),
            need("--date", metavar="D"),
            need("--issuer", metavar="TEXT"),
        ),
    ),
    Line(
        "case paper",
        papers.of_case,
        N_("ghi, hủy một giấy tờ của hồ sơ"),
        (CASE, *PAPER),
    ),
    Line(
        "case vote",
        cases.vote,
        N_("ghi một lần biểu quyết"),
        (
            CASE,
            STEP,
            need("--date", metavar="D"),
            need("--for", dest="for_", type=int, metavar="N"),
            need("--against", type=int, metavar="N"),
            a("--blank", type=int, default=0, metavar="N"),
            many("--absent", metavar="ID"),
            many("--present", metavar="ID"),
            a("--motion", metavar="M"),
            a("--outcome", metavar="O"),
            flag("--secret", help=N_("bỏ phiếu kín")),
            a("--chair"),
            a("--writer"),
            a("--base", type=int, metavar="N", help=N_("sửa số người tính phiếu, kèm --reason")),
            SET,
            *FROM_PAPER,
            REASON,
        ),
    ),
    Line(
        "case return",
        received.give_back,
        N_("trả lại hồ sơ nhận được, kèm nhận xét từng mục"),
        (CASE, STEP, need("--date", metavar="D"), many("--remark", metavar="ITEM=TEXT")),
    ),
    Line(
        "case together",
        received.together,
        N_("một cuộc họp xét nhiều người, mỗi người một văn bản"),
        (
            STEP,
            need("--date", metavar="D"),
            many("--case", metavar="ID=FOR/AGAINST[/BLANK[/OUTCOME]]"),
            a("--form", metavar="FORM", help=N_("mẫu văn bản; không nêu thì là văn bản của bước ấy")),
            a("--number-from", metavar="N", help=N_("số của người đầu, những người sau đếm tiếp")),
            many("--number", metavar="ID=N"),
            many("--motion", metavar="ID=M", help=N_("việc biểu quyết, khi bước có nhiều việc")),
            a("--paper-date", metavar="D"),
            a("--signer"),
            a("--chair"),
            a("--writer"),
            many("--absent", metavar="ID"),
            many("--present", metavar="ID"),
            flag("--secret", help=N_("bỏ phiếu kín")),
        ),
    ),
    Line("case check", cases.check, N_("kiểm tra một hồ sơ"), (CASE,)),
    Line("case show", cases.show, N_("xem một hồ sơ"), (CASE,)),
    Line(
        "case list",
        cases.list_cases,
        N_("danh sách hồ sơ"),
        (
            a("--procedure"),
            flag("--open", help=N_("chỉ hồ sơ chưa xong")),
            flag("--mine", help=N_("chỉ hồ sơ đến lượt nơi này")),
            a("--limit", type=int, metavar="N"),
        ),
    ),
    Line(
        "received",
        received.received,
        N_("hồ sơ cấp dưới gửi lên"),
        (a("--state", choices=QUEUE), a("--limit", type=int, metavar="N")),
    ),
    Line(
        "duties",
        duties.duties,
        N_("việc cần làm; của một tháng, ghi ra tệp"),
        (
            a("--until", metavar="D"),
            a("--month", metavar="YYYY-MM"),
            a("--out", metavar="F.pdf|F.docx|F.xlsx"),
        ),
    ),
    Line(
        "rating open",
        rating.open_rating,
        N_("mở đợt xếp loại của một năm"),
        (
            a("year", type=int, metavar="YEAR"),
            DATE,
            a("--as-of", metavar="D", help=N_("ngày xét ai thuộc diện")),
        ),
    ),
    Line("rating redraw", rating.redraw, N_("lập lại danh sách của đợt"), RATED),
    Line(
        "rating set",
        rating.set_rating,
        N_("ghi của người, tập thể; không nêu ai: ghi chung cả đợt"),
        (a("who", nargs="*", metavar="PERSON"), SET, REASON, *RATED),
    ),
    Line("rating show", rating.show, N_("xem đợt xếp loại từng người"), RATED),
    Line("rating check", rating.check, N_("kiểm tra đợt xếp loại"), RATED),
    Line(
        "rating decide",
        rating.decide,
        N_("ghi mức đã quyết định"),
        (
            need("--number", metavar="N"),
            DATE,
            a("--issuer", metavar="TEXT"),
            flag("--as-proposed", help=N_("mọi người còn lại theo mức chi bộ đề nghị")),
            many("--set", metavar="PERSON=LEVEL"),
            *RATED,
        ),
    ),
    Line(
        "rating cancel",
        rating.cancel,
        N_("hủy mức đã quyết định để xếp loại lại"),
        (
            a("who", metavar="PERSON"),
            need("--reason", metavar="TEXT"),
            a("--number", metavar="N"),
            DATE,
            *RATED,
        ),
    ),
    Line("rating close", rating.close, N_("kết thúc đợt xếp loại"), (DATE, NOTE, *RATED)),
    Line(
        "rating reopen", rating.reopen, N_("mở lại đợt xếp loại"), (need("--reason", metavar="TEXT"), *RATED)
    ),
    Line(
        "rating paper",
        rating.paper,
        N_("in bản kiểm điểm, danh sách, kiểm phiếu, thông báo của đợt"),
        (
            a("paper", choices=("self-reviews", "names", "count", "notices")),
            many("--member", metavar="ID"),
            need("--out", metavar="F.pdf|F.docx"),
            *RATED,
        ),
    ),
    Line(
        "rating report",
        rating.report,
        N_("bảng tổng hợp xếp loại các tổ chức"),
        (a("year", type=int, metavar="YEAR"), need("--out", metavar="F.xlsx|F.pdf|F.json")),
    ),
    Line(
        "review open",
        rounds.open_review,
        N_("mở đợt rà soát đảng viên"),
        (a("year", type=int, metavar="YEAR"), a("--part", choices=HALVES), DATE),
    ),
    Line(
        "review show",
        rounds.show_review,
        N_("xem đợt rà soát, một người trong đợt"),
        (a("person", nargs="?", metavar="PERSON"), ROUND),
    ),
    Line(
        "review set",
        rounds.set_review,
        N_("ghi kết quả rà soát một người"),
        (
            a("person", metavar="PERSON"),
            need("--outcome", metavar="O"),
            a("--note", metavar="TEXT"),
            DATE,
            a("--number", metavar="N"),
            ROUND,
        ),
    ),
    Line(
        "review clear",
        rounds.clear_review,
        N_("bỏ kết quả đã ghi của một người"),
        (a("person", metavar="PERSON"), need("--reason", metavar="TEXT"), ROUND),
    ),
    Line("review close", rounds.close_review, N_("kết thúc đợt rà soát"), (DATE, NOTE, ROUND)),
    Line(
        "review reopen",
        rounds.reopen_review,
        N_("mở lại đợt rà soát đã kết thúc"),
        (need("--reason", metavar="TEXT"), ROUND),
    ),
    Line(
        "opinions ask",
        opinions.ask,
        N_("ghi việc hỏi ý kiến một nơi"),
        (
            need("--kind", choices=ASKED),
            need("--organisation", metavar="TEXT"),
            need("--about", metavar="TEXT"),
            a("--person", metavar="ID"),
            DATE,
            a("--number", metavar="N"),
            a("--reply-by", metavar="D"),
        ),
    ),
    Line(
        "opinions answer",
        opinions.answer,
        N_("ghi ý kiến trả lời"),
        (
            a("item", metavar="ITEM"),
            a("--text", metavar="TEXT"),
            flag("--no-view", help=N_("trả lời là không có ý kiến")),
            a("--total", type=int, metavar="N"),
            a("--for", dest="for_", type=int, metavar="N"),
            a("--against", type=int, metavar="N"),
            DATE,
            a("--number", metavar="N"),
        ),
    ),
    Line(
        "opinions list",
        opinions.list_all,
        N_("những nơi đã hỏi ý kiến"),
        (flag("--waiting", help=N_("chỉ nơi chưa trả lời")),),
    ),
    Line(
        "opinions letter",
        opinions.letter,
        N_("in công văn hỏi ý kiến"),
        (a("item", metavar="ITEM"), need("--out", metavar="F.pdf|F.docx")),
    ),
    Line(
        "opinions cancel",
        opinions.cancel,
        N_("hủy một mục ghi nhầm"),
        (a("item", metavar="ITEM"), need("--reason", metavar="TEXT")),
    ),
    Line(
        "inspection open",
        inspections.open_inspection,
        N_("ghi kế hoạch kiểm tra, giám sát"),
        (
            need("--title", metavar="TEXT"),
            DATE,
            a("--number", metavar="N"),
            a("--content", metavar="TEXT"),
            a("--from", dest="start", metavar="D"),
            a("--to", dest="end", metavar="D"),
        ),
    ),
    Line(
        "inspection record",
        inspections.record,
        N_("ghi điều phát hiện ở một tổ chức"),
        (
            need("--office", metavar="TEXT"),
            need("--topic", choices=TOPICS),
            a("--outcome", choices=("found", "no_issue"), default="found"),
            a("--finding", metavar="TEXT"),
            a("--remedy", metavar="TEXT"),
            a("--due", metavar="D"),
            DATE,
            ROUND,
        ),
    ),
    Line(
        "inspection follow",
        inspections.follow,
        N_("ghi kết quả theo dõi khắc phục"),
        (
            a("item", metavar="ITEM"),
            need("--text", metavar="TEXT"),
            flag("--done", help=N_("đã khắc phục xong")),
            DATE,
        ),
    ),
    Line(
        "inspection show",
        inspections.show,
        N_("xem đợt kiểm tra, việc quá hạn khắc phục"),
        (flag("--overdue", help=N_("việc quá hạn của mọi đợt")), ROUND),
    ),
    Line("inspection close", inspections.close, N_("kết thúc đợt kiểm tra"), (DATE, NOTE, ROUND)),
    Line("tour", None, N_("chạy thử việc chính trong cửa sổ thật, có ảnh"), (a("--out", metavar="DIR"),)),
    Line(
        "rules",
        rules.rules,
        N_("quy định có hiệu lực; rules add, accept, drop, packs, compare, unknown, documents, fill"),
        (
            a("key", nargs="?", metavar="KEY"),
            a("more", nargs="*", metavar="…"),
            a("--on", metavar="D"),
            flag("--dry-run", help=N_("chỉ xem, không ghi")),
            REASON,
            a("--from", dest="start", metavar="D"),
            a("--document", metavar="N@D"),
            a("--title", metavar="TEXT"),
            flag("--as-pack", help=N_("ghi thành bộ quy định gửi xuống cấp dưới")),
        ),
    ),
    Line(
        "document",
        papers.document,
        N_("in một mẫu giấy tờ"),
        (
            a("form", metavar="FORM"),
            many("--case", metavar="ID", help=N_("nhiều hồ sơ: mỗi người một văn bản, cùng một tệp")),
            a("--member", metavar="ID"),
            need("--out", metavar="F.pdf|F.docx"),
        ),
    ),
    Line(
        "report",
        papers.report,
        N_("bảng số liệu: members, admissions"),
        (
            a("name", metavar="NAME"),
            need("--from", dest="start", metavar="D"),
            need("--to", dest="end", metavar="D"),
            need("--out", metavar="F.xlsx|F.pdf|F.json"),
        ),
    ),
    Line(
        "pack", exchange.pack, N_("lập gói gửi đi"), (need("--out", metavar="DIR"), a("--to", metavar="CODE"))
    ),
    Line("inspect", exchange.inspect, N_("xem một gói, không nhận"), (a("file", metavar="F"),)),
    Line(
        "unpack",
        exchange.unpack,
        N_("nhận một gói"),
        (
            a("file", metavar="F"),
            flag("--dry-run", help=N_("chỉ xem")),
            flag("--past-gap", help=N_("nhận qua chỗ thiếu không bù được")),
        ),
    ),
    Line("exchange", exchange.exchange, N_("sổ gửi – nhận")),
    Line("doubles", later.not_yet, N_("bản ghi đôi (chưa có)"), (a("--keep", metavar="HASH"),)),
    Line(
        "keys",
        exchange.keys,
        N_("dấu khóa và chứng nhận; đổi khóa chưa có"),
        (
            a("what", nargs="?", choices=("renew", "confirm", "revoke")),
            a("code", nargs="?", metavar="CODE"),
            REASON,
        ),
    ),
    Line(
        "revoke", later.not_yet, N_("thu hồi khóa của một nơi (chưa có)"), (a("code", metavar="CODE"), REASON)
    ),
    Line("user list", upkeep.user_list, N_("ai mở được sổ")),
    Line(
        "user add",
        upkeep.user_add,
        N_("thêm người mở sổ"),
        (a("name", metavar="NAME"), a("--role", choices=ROLES, default="clerk"), NEW_PASSWORD),
    ),
    Line(
        "user remove", later.not_yet, N_("thôi cho một người mở sổ (chưa có)"), (a("name", metavar="NAME"),)
    ),
    Line(
        "user password",
        upkeep.user_password,
        N_("đổi mật khẩu, vai trò"),
        (a("name", metavar="NAME"), a("--role", choices=ROLES), NEW_PASSWORD),
    ),
    Line(
        "erase",
        later.not_yet,
        N_("xóa dữ liệu một người (chưa có)"),
        (a("--person", metavar="ID"), REASON, flag("--here")),
    ),
    Line("backup", upkeep.backup, N_("sao lưu"), (a("--out", metavar="F"),)),
    Line(
        "restore",
        upkeep.restore,
        N_("khôi phục từ bản sao lưu"),
        (a("file", metavar="F"), need("--into", metavar="DIR")),
    ),
    Line("verify", upkeep.verify, N_("kiểm tra sổ có nguyên vẹn")),
    Line(
        "recovery-package",
        later.not_yet,
        N_("gói khôi phục cho một nơi (chưa có)"),
        (a("--for", dest="for_", metavar="CODE"), a("--out", metavar="F")),
    ),
)
