"""What a package holds, one row per matter: kind, content with names, result, checks its dossier fails."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from app.ui.theme import tokens
from app.ui.widgets.badge import Badge
from app.ui.widgets.base import Hairline, Label, box, clear, column, row, shown
from app.ui.widgets.buttons import Button, link
from app.ui.widgets.field import Glyph
from app.ui.widgets.scroll import ScrollColumn
from app.words import _, count_text

if TYPE_CHECKING:
    from app.sync.preview import Preview, Row

TONES = {"new": "green", "changed": "grey", "annulled": "amber", "mend": "amber", "received": "green"}
STEP = 60
"""Rows shown before "Xem thêm"."""
NAMES = 10
"""Names written out in one row."""
KIND, RESULT = 128, 112
"""Widths of the outer columns."""
SEVERITY = {"block": ("forbid", "rust"), "warn": ("error-warning", "amber")}


@dataclass(frozen=True)
class Item:
    """One row."""

    kind: str
    text: str
    second: str = ""
    badge: str = ""
    tone: str = ""
    case: str = ""
    problems: tuple[tuple[str, str], ...] = ()
    """(block or warn, sentence)"""


def items(preview: Preview, titles: Mapping[str, tuple[str, str]]) -> list[Item]:
    """The rows of a preview: acts, votes and papers of one dossier together, people by name in one row."""
    found: list[Item] = []
    cases: dict[str, list[Row]] = {}
    many: dict[tuple[str, str], list[Row]] = {}
    for one in preview.rows:
        if one.case and one.kind in ("case", "act", "vote", "paper"):
            if one.case not in cases:
                found.append(Item("", "", case=one.case))
            cases.setdefault(one.case, []).append(one)
        elif one.kind in ("person", "office", "other"):
            if (one.kind, one.state) not in many:
                found.append(Item(one.kind, one.state, case="\0"))
            many.setdefault((one.kind, one.state), []).append(one)
        else:
            found.append(_plain(one, preview.problems.get(one.case, ())))
    told = {one.case for one in found if one.problems}
    return [
        _dossier(
            cases[one.case],
            titles.get(one.case),
            () if one.case in told else preview.problems.get(one.case, ()),
        )
        if not one.kind
        else _together(many[one.kind, one.text], preview.counts)
        if one.case == "\0"
        else one
        for one in found
    ]


def _plain(one: Row, problems: Sequence[dict[str, Any]]) -> Item:
    shown_problems = problems if one.kind == "return" else ()
    return Item(one.title, one.text, "", one.state_text, TONES[one.state], one.case, _told(shown_problems))


def _told(problems: Iterable[dict[str, Any]]) -> tuple[tuple[str, str], ...]:
    return tuple((p["severity"], p["message"]) for p in problems if p["severity"] in SEVERITY)


def _dossier(rows: list[Row], title: tuple[str, str] | None, problems: Sequence[dict[str, Any]]) -> Item:
    head = next((one for one in rows if one.kind == "case"), None)
    if title is not None and title[1]:
        text = f"{title[0]}: {title[1]}"
    else:
        text = head.text if head is not None else rows[0].text
    counts = [
        (sum(one.kind == kind for one in rows), words)
        for kind, words in (
            ("act", _("{n} bước")),
            ("vote", _("{n} lần biểu quyết")),
            ("paper", _("{n} giấy tờ")),
        )
    ]
    second = ", ".join(words.format(n=n) for n, words in counts if n)
    new = head is not None and head.state == "new"
    badge, tone = (_("Mới"), "green") if new else (_("Bổ sung"), "grey")
    if head is not None and head.state == "annulled":
        badge, tone = head.state_text, "amber"
    return Item(_("Hồ sơ"), text, second, badge, tone, rows[0].case, _told(problems))


def _together(rows: list[Row], counts: Mapping[str, int]) -> Item:
    first = rows[0]
    words = {
        "person": _("{n} người"),
        "office": _("{n} mục"),
        "other": _("{n} mục"),
    }[first.kind]
    names = list(dict.fromkeys(one.text for one in rows))
    text = ("; " if any("," in name for name in names) else ", ").join(names[:NAMES])
    if len(names) > NAMES:
        text += " " + _("và {n} tên nữa").format(n=count_text(len(names) - NAMES))
    second = words.format(n=count_text(len(names))) if len(names) > 3 else ""
    return Item(first.title, text, second, first.state_text, TONES[first.state])


def summary(preview: Preview) -> str:
    """ "3 quyết định, 2 hồ sơ, 26 người": how many of each, nothing of what there is none."""
    words = {
        "decision": _("{n} quyết định"),
        "return": _("{n} hồ sơ trả lại"),
        "rules": _("{n} mục quy định"),
        "case": _("{n} hồ sơ mới"),
        "act": _("{n} bước"),
        "vote": _("{n} lần biểu quyết"),
        "paper": _("{n} giấy tờ"),
        "person": _("{n} người"),
        "office": _("{n} mục tổ chức"),
        "receipt": _("{n} biên nhận"),
        "other": _("{n} mục khác"),
    }
    return ", ".join(
        words[kind].format(n=count_text(n)) for kind in words if (n := preview.counts.get(kind, 0))
    )


@dataclass
class Blocked:
    """How many dossiers of a preview have checks that block, and how many only remind."""

    block: int = 0
    warn: int = 0
    names: list[str] = field(default_factory=list)

    @staticmethod
    def of(listed: Sequence[Item]) -> Blocked:
        """Count over the rows."""
        made = Blocked()
        for one in listed:
            grave = any(severity == "block" for severity, _text in one.problems)
            made.block += grave
            made.warn += bool(one.problems) and not grave
            if grave:
                made.names.append(one.text)
        return made


class ItemRow(QWidget):
    """One row, as high as its words need, 44 at least."""

    def __init__(self, item: Item, open_case: Callable[[str], None] | None) -> None:
        super().__init__()
        self.item = item
        kind = Label(item.kind, tone="text2", wrap=True)
        kind.setFixedWidth(KIND)
        self.content = Label(item.text, wrap=True)
        lines: list[Any] = [1, self.content]
        if item.second:
            lines.append(Label(item.second, "small", "text2", wrap=True))
        for severity, sentence in item.problems:
            icon, tone = SEVERITY[severity]
            lines += [
                6,
                row(
                    column(2, Glyph(icon, tone, 16), None),
                    (Label(sentence, "small", tone, wrap=True), 1),
                    gap=8,
                ),
            ]
        if open_case is not None and item.case:
            go = link(_("Mở hồ sơ"))
            go.setAccessibleName(_("Mở hồ sơ: {name}").format(name=item.text))
            go.clicked.connect(lambda: open_case(item.case))
            lines.append(row(go, None))
        badge = Badge(item.badge, item.tone or "grey")
        side = box(row(badge, None))
        side.setFixedWidth(RESULT)
        content = box(column(*lines, None))
        content.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.setLayout(
            row(column(1, kind, None), 8, (content, 1), 16, column(side, None), margins=(19, 10, 8, 10))
        )
        self.setMinimumHeight(tokens.ROW_PREVIEW)
        self.setAccessibleName(
            ", ".join(part for part in (item.kind, item.text, item.second, item.badge) if part)
        )


class ItemList(QWidget):
    """All rows under their head; long lists open by and by."""

    def __init__(
        self, listed: Sequence[Item], left: int = 0, open_case: Callable[[str], None] | None = None
    ) -> None:
        super().__init__()
        self.listed, self.left, self._open = list(listed), left, open_case
        self._shown: int = 0
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        self.more = Button("", "link")
        self.more.clicked.connect(lambda: self._show(self._shown + STEP))
        self.setLayout(column(self._rows, row(self.more, None, margins=(19, 6, 19, 6)), None))
        self._show(STEP)

    def _show(self, number: int) -> None:
        clear(self._rows)
        for item in self.listed[:number]:
            self._rows.addWidget(ItemRow(item, self._open))
            self._rows.addWidget(Hairline())
        self._shown = number
        rest = len(self.listed) - number
        self.more.setText(_("Xem thêm {n} mục").format(n=count_text(rest)))
        shown(self.more, rest > 0)
        if self.left > 0 and rest <= 0:
            self._rows.addWidget(
                box(
                    row(
                        Label(
                            _("và {n} mục nữa, cùng loại như trên").format(n=count_text(self.left)),
                            "small",
                            "text2",
                        ),
                        margins=(19, 10, 19, 10),
                    )
                )
            )

    def texts(self) -> list[str]:
        """The contents shown, for those who cannot see them."""
        return [f"{item.kind}: {item.text}" for item in self.listed]


class ItemTable(QWidget):
    """Head and rows; the head keeps above its columns when the rows scroll."""

    def __init__(
        self, listed: Sequence[Item], left: int = 0, open_case: Callable[[str], None] | None = None
    ) -> None:
        super().__init__()
        self.rows = ItemList(listed, left, open_case)
        scroll = ScrollColumn(self.rows)
        kind, content, result = (
            Label(words, "small", "text2", bold=True) for words in (_("Loại"), _("Nội dung"), _("Kết quả"))
        )
        kind.setFixedWidth(KIND)
        result.setFixedWidth(RESULT)
        self._head = row(kind, 8, (content, 1), 16, result, margins=(19, 9, 8, 9))
        self.setLayout(column(self._head, Hairline(tone="ctl"), (scroll, 1)))
        bar = scroll.verticalScrollBar()
        bar.rangeChanged.connect(lambda _low, high: self._scrolls(bar.sizeHint().width() if high else 0))

    def _scrolls(self, wide: int) -> None:
        self._head.setContentsMargins(19, 9, 8 + wide, 9)
