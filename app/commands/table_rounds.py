"""Rounds over many people or offices: the yearly rating, review, opinions, inspection."""

from __future__ import annotations

from app.commands import inspections, opinions, rating, rounds
from app.commands.takes import (
    ASKED,
    DATE,
    HALVES,
    NOTE,
    RATED,
    REASON,
    ROUND,
    SET,
    TOPICS,
    Line,
    a,
    flag,
    many,
    need,
)
from app.words import N_

PAPERS = (
    *("self-reviews", "collectives", "slips", "slips-second", "count"),
    *("minutes", "names", "summary", "list", "notices"),
)

ROUNDS = (
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
        N_("in bản kiểm điểm, phiếu, biên bản, danh sách, thông báo của đợt"),
        (
            a("paper", choices=PAPERS),
            many("--member", metavar="ID"),
            a(
                "--copies",
                type=int,
                metavar="N",
                help=N_("số phiếu; không nêu: mỗi đảng viên chính thức một phiếu"),
            ),
            need("--out", metavar="F.pdf|F.docx|F.xlsx"),
            *RATED,
        ),
    ),
    Line(
        "rating report",
        rating.report,
        N_("bảng tổng hợp xếp loại các tổ chức"),
        (
            a("year", type=int, metavar="YEAR"),
            a("--of", choices=("members", "groups", "organisations"), default="members"),
            need("--out", metavar="F.xlsx|F.pdf|F.json"),
        ),
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
    Line(
        "review paper",
        rounds.print_review,
        N_("in biên bản đợt rà soát"),
        (need("--out", metavar="F.pdf|F.docx"), ROUND),
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
    Line(
        "inspection paper",
        inspections.paper,
        N_("in biên bản kiểm tra, giám sát"),
        (need("--out", metavar="F.pdf|F.docx"), ROUND),
    ),
    Line("inspection close", inspections.close, N_("kết thúc đợt kiểm tra"), (DATE, NOTE, ROUND)),
)
