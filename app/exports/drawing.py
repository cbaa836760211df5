"""Blocks drawn with reportlab; imported only when a PDF is made, reportlab is slow to load."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from xml.sax.saxutils import escape

from reportlab.lib.colors import black
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import CondPageBreak, Flowable, KeepTogether, Spacer
from reportlab.platypus import PageBreak as NewPage
from reportlab.platypus import Paragraph as FlowingText
from reportlab.platypus import Table as Grid

from app.exports import fonts
from app.exports.document import (
    Block,
    Foot,
    Head,
    Heading,
    Lines,
    NewPaper,
    Note,
    PageBreak,
    Paragraph,
    Recipients,
    Run,
    Signature,
    Signatures,
    Table,
    clean,
)
from app.exports.layout import POINTS_IN_MM as MM
from app.exports.layout import WRITING_ROW, Layout, TextStyle

_SIGNING_SPACE = 22 * MM  # room for a signature by hand
_PART_NEEDS = 90  # points a part's heading must find below it, for its note or a table's first rows
_ROWS_WITH_SIGNATURES = 2  # of a table, when nothing but a sentence stands between
_LINES_TOGETHER = 2  # dotted lines that stay with their label
_ROWS_AT_ONCE = 200  # reportlab measures what is left of a table again on every page


class Ruled(Flowable):  # type: ignore[misc]
    """One centred line of text above a rule of the same length."""

    def __init__(self, text: str, style: TextStyle) -> None:
        super().__init__()
        self.text, self.style = style.shown(text), style

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Asked by reportlab: the size taken, in points."""
        self.width, self.height = width, self.style.line_height + 4
        return self.width, self.height

    def draw(self) -> None:
        """Asked by reportlab: the text and its rule."""
        size, middle = self.style.size, self.width / 2
        base = self.height - size
        self.canv.setFont(fonts.face(self.style.bold, self.style.italic), size)
        self.canv.drawCentredString(middle, base, self.text)
        half = fonts.text_width(self.text, size, bold=self.style.bold, italic=self.style.italic) / 2
        self.canv.setLineWidth(0.75)
        self.canv.line(middle - half, base - 5, middle + half, base - 5)


class DottedLines(Flowable):  # type: ignore[misc]
    """Dotted lines over the whole width, to be filled in by hand; can be parted by a page's end."""

    def __init__(self, count: int, leading: float) -> None:
        super().__init__()
        self.count, self.leading = count, leading

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Asked by reportlab: the size taken, in points."""
        self.width, self.height = width, self.count * self.leading
        return self.width, self.height

    def split(self, width: float, height: float) -> list[Flowable]:
        """Asked by reportlab: the part that still fits, and the rest."""
        fits = int(height // self.leading)
        if not fits:
            return []
        return [DottedLines(fits, self.leading), DottedLines(self.count - fits, self.leading)]

    def draw(self) -> None:
        """Asked by reportlab: one row of dots each."""
        self.canv.saveState()
        self.canv.setDash(0.7, 2.3)
        self.canv.setLineWidth(0.7)
        for line in range(self.count):
            base = self.height - (line + 1) * self.leading + 3
            self.canv.line(0, base, self.width, base)
        self.canv.restoreState()


class LastRows(Grid):  # type: ignore[misc]
    """The end of a table, which goes to a new page with the signatures when these do."""


class CountAnew(Flowable):  # type: ignore[misc]
    """Takes no room; the page after it is the first of a paper (`pdf` reads the mark)."""

    def __init__(self, foot: str) -> None:
        super().__init__()
        self.foot = foot

    def draw(self) -> None:
        """Asked by reportlab: leave the mark and what stands at the foot from there on."""
        self.canv.counts_anew, self.canv.foot = True, self.foot


def _markup(runs: tuple[Run, ...], style: TextStyle) -> str:
    """Runs as reportlab's markup; what people typed is escaped."""
    text = ""
    for run in runs:
        piece = escape(style.shown(clean(run.text))).replace("\n", "<br/>")
        if run.bold or style.bold:
            piece = f"<b>{piece}</b>"
        if run.italic or style.italic:
            piece = f"<i>{piece}</i>"
        if style.underline:
            piece = f"<u>{piece}</u>"
        text += piece
    return text


class Drawing:
    """Blocks turned into reportlab's flowables for one layout and width (points)."""

    def __init__(self, layout: Layout, width: float) -> None:
        self.layout = layout
        self.width = width
        self._by_kind: dict[type, Callable[[Any], list[Any]]] = {
            Head: self._head,
            Heading: self._heading,
            Paragraph: self._paragraph,
            Lines: self._lines,
            Recipients: self._recipients,
            Signatures: self._signatures,
            Note: lambda block: [self.text(block.text, "note", keepWithNext=1)],
            Foot: lambda block: [],  # stands in the margin
            PageBreak: lambda block: [NewPage()],
            NewPaper: lambda block: [CountAnew(block.foot), NewPage()],
        }

    def story(self, blocks: tuple[Block, ...]) -> list[Any]:
        """All flowables; signatures never stand alone on a page, the text before goes with them."""
        story: list[Any] = []
        for place, block in enumerate(blocks):
            if isinstance(block, Table):
                signed = any(isinstance(after, Signatures) for after in blocks[place + 1 : place + 3])
                drawn = self._table(block, _ROWS_WITH_SIGNATURES if signed else 0)
            else:
                drawn = self._by_kind[type(block)](block)
            if isinstance(block, Lines) and story and isinstance(story[-1], FlowingText):
                story[-1].keepWithNext = 1  # a label never stands alone at the end of a page
            if isinstance(block, Signatures):
                before = [story.pop()] if story and isinstance(story[-1], FlowingText | DottedLines) else []
                if before and isinstance(before[0], DottedLines) and isinstance(story[-1], FlowingText):
                    before.insert(0, story.pop())  # the lines' own words
                if len(story) > 1 and isinstance(story[-1], Spacer) and isinstance(story[-2], LastRows):
                    before[:0] = [story.pop(-2), story.pop()]
                drawn = [KeepTogether([*before, *drawn])]
            story += drawn
        return story

    def text(self, text: str | tuple[Run, ...], element: str, **changes: Any) -> Any:
        """A paragraph in the style of an element of the format."""
        style = self.layout[element]
        settings: dict[str, Any] = {
            "fontName": fonts.serif(),
            "fontSize": style.size,
            "leading": style.line_height,
            "spaceBefore": style.before,
            "firstLineIndent": style.first_line * MM,
            "alignment": {"left": 0, "center": 1, "right": 2, "justify": 4}[
                changes.pop("align", style.align)
            ],
            "embeddedHyphenation": 0,
            **changes,
        }
        runs = (Run(text),) if isinstance(text, str) else text
        return FlowingText(_markup(runs, style), ParagraphStyle(element, **settings))

    def _columns(self, cells: list[list[Any]], widths: list[float]) -> Any:
        bare = [("VALIGN", (0, 0), (-1, -1), "TOP")]
        bare += [(f"{side}PADDING", (0, 0), (-1, -1), 0) for side in ("LEFT", "RIGHT", "TOP", "BOTTOM")]  # type: ignore[misc]
        return Grid([cells], colWidths=widths, style=bare)

    def _head(self, head: Head) -> list[Any]:
        left: list[Any] = [
            self.text(text, element)
            for text, element in ((head.superior, "superior"), (head.issuer, "issuer"))
            if text
        ]
        if head.issuer and head.party_heading:  # the star is the Party's
            left.append(self.text(self.layout.words["star"], "issuer"))
        if head.symbol:
            left.append(self.text(head.symbol, "symbol"))
        right: list[Any] = []
        if head.party_heading:
            right.append(Ruled(self.layout.words["party_heading"], self.layout["party_heading"]))
        if head.heading:
            plain = self.text(head.heading, "other_heading")
            right.append(plain if head.motto else Ruled(head.heading, self.layout["other_heading"]))
        if head.motto:
            right.append(Ruled(head.motto, self.layout["motto"]))
        if head.place_date:
            right.append(self.text(head.place_date, "place_date"))
        # The right side takes what its longest line needs, up to six tenths: a date should not wrap.
        needed = self._needed(head.place_date, "place_date")
        if head.party_heading:
            needed = max(needed, self._needed(self.layout.words["party_heading"], "party_heading"))
        needed = max(needed, self._needed(head.heading, "other_heading"), self._needed(head.motto, "motto"))
        right_width = min(max(needed + 2 * MM, self.width * 0.5), self.width * 0.6)
        return [self._columns([left, right], [self.width - right_width, right_width])]

    def _needed(self, text: str, element: str) -> float:
        style = self.layout[element]
        return fonts.text_width(style.shown(clean(text)), style.size, bold=style.bold, italic=style.italic)

    def _heading(self, heading: Heading) -> list[Any]:
        if heading.level == "part":
            return [CondPageBreak(_PART_NEEDS), self.text(heading.text, "part", keepWithNext=1)]
        if heading.level == "type":
            return [self.text(heading.text, "type", keepWithNext=1)]
        line = self.layout.words["subject_line"]
        return [
            self.text(heading.text, "subject", keepWithNext=1),
            self.text((Run(line),), "symbol", spaceAfter=4, keepWithNext=1),
        ]

    def _paragraph(self, paragraph: Paragraph) -> list[Any]:
        changes: dict[str, Any] = {"align": paragraph.align}
        if not paragraph.indent or paragraph.align in ("center", "right"):
            changes["firstLineIndent"] = 0
        if paragraph.compact:
            changes["spaceBefore"] = 0
        return [self.text(paragraph.runs, "body", **changes)]

    def _lines(self, lines: Lines) -> list[Any]:
        leading = self.layout["body"].line_height + 2
        first = min(lines.count, _LINES_TOGETHER)
        rest = lines.count - first
        return [DottedLines(first, leading), *([DottedLines(rest, leading)] if rest else [])]

    def _table(self, table: Table, last: int = 0) -> list[Any]:
        """The table; its `last` rows apart, to go with signatures that follow."""
        element = "table_big" if table.big else "table"
        shares = sum(column.width for column in table.columns)
        style = [
            ("GRID", (0, 0), (-1, -1), 0.5, black),
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("LEFTPADDING", (0, 0), (-1, -1), 3),
            ("RIGHTPADDING", (0, 0), (-1, -1), 3),
            ("TOPPADDING", (0, 0), (-1, -1), 2),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 3),
        ]
        middle = ("VALIGN", (0, 0), (-1, 0), "MIDDLE")
        widths = [self.width * column.width / shares for column in table.columns]
        head = [self.text(column.title, "table_head") for column in table.columns]
        cells = [
            [
                self.text(text, element, align=column.align)
                for text, column in zip(row, table.columns, strict=True)
            ]
            for row in table.rows
        ]
        heights = [None if any(row) else WRITING_ROW for row in table.rows]
        most = len(cells) - last if len(cells) > last else len(cells)
        grids: list[Any] = []
        for start in range(0, max(most, 1), _ROWS_AT_ONCE):
            part = slice(start, min(start + _ROWS_AT_ONCE, most))
            grids.append(
                Grid(
                    [head, *cells[part]],
                    colWidths=widths,
                    rowHeights=[None, *heights[part]],
                    repeatRows=1,
                    style=[*style, middle],
                )
            )
        if most < len(cells):
            grids.append(LastRows(cells[most:], colWidths=widths, rowHeights=heights[most:], style=style))
        return [Spacer(0, 6), *grids, Spacer(0, 6)]

    def _recipients(self, recipients: Recipients) -> list[Any]:
        last = len(recipients.entries) - 1
        return [
            self.text(self.layout.words["recipients"], "recipients_title"),
            *(
                self.text(f"- {entry}{'.' if index == last else ';'}", "recipients")
                for index, entry in enumerate(recipients.entries)
            ),
        ]

    def _signature(self, signature: Signature) -> list[Any]:
        lines = [
            self.text(text, element)
            for text, element in (
                (signature.authority, "authority"),
                (signature.post, "post"),
                (signature.how, "how"),
            )
            if text
        ]
        return [*lines, Spacer(0, _SIGNING_SPACE), self.text(signature.name, "name")]

    def _signatures(self, signatures: Signatures) -> list[Any]:
        cells = [self._signature(signature) for signature in signatures.signatures]
        if signatures.recipients:
            cells.insert(0, self._recipients(signatures.recipients))
        elif len(cells) == 1:
            cells.insert(0, [])
        widths = [self.width / len(cells)] * len(cells)
        return [Spacer(0, 12), self._columns(cells, widths)]
