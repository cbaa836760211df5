"""The recovery sheet: the one paper that opens a workspace when every password is lost."""

from __future__ import annotations

import datetime
from pathlib import Path

from app.exports import pdf
from app.exports.document import Block, Column, Document, Heading, Note, Paragraph, Run, Table, plain
from app.exports.layout import layout_on
from app.words import _

_GROUP = 5  # letters one keeps in mind while typing
_GROUPS_A_ROW = 4
_AGE_SECRET = "AGE-SECRET-KEY-1"


def key_groups(secret: str) -> list[list[str]]:
    """The key in groups, in rows of groups. Joined without blanks they are the key again."""
    secret = "".join(secret.split())
    groups = [secret[start : start + _GROUP] for start in range(0, len(secret), _GROUP)]
    return [groups[start : start + _GROUPS_A_ROW] for start in range(0, len(groups), _GROUPS_A_ROW)]


def write_recovery_sheet(
    path: Path | str, *, workspace: str, code: str, secret: str, day: datetime.date
) -> None:
    """The sheet as PDF for a workspace's name, its organisation's code and its secret key.

    The key stands only in this file. Raises Trouble as any writing does.
    """
    rows = tuple(
        (str(index), *row, *[""] * (_GROUPS_A_ROW - len(row)))
        for index, row in enumerate(key_groups(secret), start=1)
    )
    groups = (_("Nhóm {number}").format(number=number) for number in range(1, _GROUPS_A_ROW + 1))
    columns = (Column(_("Dòng"), 8, "center"), *(Column(group, 20, "center") for group in groups))
    steps = (
        _("1. In tờ này, xem chữ in có rõ không, rồi xóa tệp PDF khỏi máy và USB."),
        _(
            "2. Cất trong két hoặc tủ có khóa. Không để cùng máy tính, không kẹp vào sổ họp, "
            "không chụp ảnh, không gửi qua mạng."
        ),
        _(
            "3. Chỉ dùng khi không còn ai mở được sổ bằng mật khẩu: chọn mở sổ bằng tờ khôi phục và gõ các "
            "nhóm theo thứ tự từng dòng, từ trái sang phải. Gõ có dấu cách hay không đều được."
        ),
        _("4. Ai có tờ này là mở được sổ. Nếu thất lạc, báo ngay cho bí thư và cấp ủy cấp trên trực tiếp."),
    )
    blocks: list[Block] = [
        Heading(_("Tờ khôi phục sổ")),
        Heading(workspace, "subject"),
        Paragraph((Run(_("Mã tổ chức: ")), Run(code, bold=True)), "left", indent=False),
        Paragraph(
            (Run(_("Ngày lập: ")), Run(layout_on(None).day(day), bold=True)),
            "left",
            indent=False,
            compact=True,
        ),
        Heading(_("Khóa khôi phục"), "part"),
        Table(columns, rows, big=True),
    ]
    if secret.startswith(_AGE_SECRET):
        blocks.append(Note(_("Trong khóa không có chữ O và chữ I: nét tròn là số 0, nét thẳng là số 1.")))
    blocks.append(Heading(_("Cách giữ và dùng"), "part"))
    blocks += [Paragraph(plain(step), indent=False) for step in steps]
    pdf.render(Document(_("Tờ khôi phục sổ"), tuple(blocks)), path)
