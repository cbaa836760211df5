"""The table of commands: name, what it does, what it takes. Names are a contract: add, never rename."""

from __future__ import annotations

from app.commands import books, exchange, later, lists, offices, papers, people, rules, upkeep
from app.commands.table_cases import CASES
from app.commands.table_rounds import ROUNDS
from app.commands.takes import (
    BODIES,
    FILTERS,
    KINDS,
    NEW_PASSWORD,
    PAPER,
    REASON,
    ROLES,
    SET,
    SPLITS,
    STATUSES,
    Line,
    a,
    flag,
    many,
    need,
)
from app.words import N_

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
    *CASES,
    *ROUNDS,
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
            a("--step", metavar="STEP", help=N_("giấy tờ rà soát: của bước nào")),
            need("--out", metavar="F.pdf|F.docx"),
        ),
    ),
    Line(
        "report",
        papers.report,
        N_("bảng số liệu: members, admissions, screening"),
        (
            a("name", metavar="NAME"),
            need("--from", dest="start", metavar="D"),
            need("--to", dest="end", metavar="D"),
            need("--out", metavar="F.xlsx|F.pdf|F.json"),
            a("--split", choices=SPLITS, help=N_("screening: chia theo giới tính, tuổi, học vấn, dân tộc")),
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
