"""Blocks written with python-docx; imported only when a DOCX is made."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from docx.enum.section import WD_SECTION
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING, WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

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
from app.exports.layout import POINTS_IN_MM, WRITING_ROW, Layout
from app.trouble import Trouble

_ALIGN = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "center": WD_ALIGN_PARAGRAPH.CENTER,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
    "justify": WD_ALIGN_PARAGRAPH.JUSTIFY,
}
_SIGNING_SPACE = 62  # points, room for a signature by hand
_CELL_MARGIN = 1.9  # millimetres left and right in every cell, Word's own
_ROWS_KEPT = 2  # of a table, with the sentence and the signatures that follow
_SLACK = 0.7  # millimetres each side, for word processors that measure a face a little wider
_HEAD_LEFT = 0.44  # share of the width; the right side holds the longer lines


class Writing:
    """Writes blocks to the end of a Word document; `width` of the text in millimetres."""

    def __init__(self, word: Any, layout: Layout, width: float) -> None:
        self.word, self.layout, self.width, self.foot = word, layout, width, ""
        self._by_kind: dict[type, Callable[[Any], None]] = {
            Head: self._head,
            Heading: self._heading,
            Paragraph: self._paragraph,
            Lines: self._lines,
            Table: self._table,
            Recipients: lambda block: self._recipients(self.word, block),
            Signatures: self._signatures,
            Note: self._note,
            Foot: lambda block: None,  # stands in the margin
            PageBreak: lambda block: self.word.add_page_break(),
            NewPaper: lambda block: self._new_paper(block.foot),
        }

    def block(self, block: Block) -> None:
        """Write one block."""
        self._by_kind[type(block)](block)

    def margins(self, foot: str) -> None:
        """The page number above every page but the first, the draft mark below each."""
        section = self.word.sections[0]
        number = self._first(section.header, "", "page_number")
        run = number.add_run()
        run.font.size = Pt(self.layout["page_number"].size)
        for kind, code in (("begin", ""), ("", "PAGE"), ("end", "")):
            element = OxmlElement("w:fldChar" if kind else "w:instrText")
            if kind:
                element.set(qn("w:fldCharType"), kind)
            else:
                element.text = code
            run._r.append(element)
        self._feet(section, foot)

    def _feet(self, section: Any, foot: str) -> None:
        """What stands at the foot of the pages of a section, where it is another than before."""
        if foot != self.foot:
            for footer in (section.footer, section.first_page_footer):
                self._first(footer, foot, "foot")
        self.foot = foot

    def _new_paper(self, foot: str) -> None:
        """A section of its own: it takes over the head, its pages are counted from one."""
        section = self.word.add_section(WD_SECTION.NEW_PAGE)
        self._feet(section, foot)
        numbers = OxmlElement("w:pgNumType")
        numbers.set(qn("w:start"), "1")
        for old in section._sectPr.findall(qn("w:pgNumType")):
            section._sectPr.remove(old)
        section._sectPr.insert_element_before(numbers, "w:cols", "w:titlePg", "w:docGrid")

    def text(self, place: Any, text: str | tuple[Run, ...], element: str, align: str = "") -> Any:
        """A paragraph in the style of an element, at the end of `place`."""
        return self._styled(place.add_paragraph(), text, element, align)

    def _first(self, place: Any, text: str, element: str) -> Any:
        """As `text`, in the empty paragraph Word puts into every cell, head and foot."""
        place.is_linked_to_previous = False
        return self._styled(place.paragraphs[0], text, element)

    def _styled(self, paragraph: Any, text: str | tuple[Run, ...], element: str, align: str = "") -> Any:
        style = self.layout[element]
        shape = paragraph.paragraph_format
        shape.alignment = _ALIGN[align or style.align]
        shape.space_before, shape.space_after = Pt(style.before), Pt(0)
        if style.leading:
            shape.line_spacing_rule = WD_LINE_SPACING.EXACTLY
            shape.line_spacing = Pt(style.leading)
        else:
            shape.line_spacing = 1.0
        if style.first_line:
            shape.first_line_indent = Mm(style.first_line)
        for run in (Run(text),) if isinstance(text, str) else text:
            written = paragraph.add_run(style.shown(clean(run.text)))
            written.font.size = Pt(style.size)
            written.font.bold = style.bold or run.bold
            written.font.italic = style.italic or run.italic
            written.font.underline = style.underline or None
        return paragraph

    def _columns(self, widths: list[float]) -> Any:
        """The cells of a row without borders; widths in millimetres."""
        table = self.word.add_table(rows=1, cols=len(widths))
        self._fix(table, widths)
        self._whole(table.rows[0])
        return table.rows[0].cells

    def _fix(self, table: Any, widths: list[float]) -> None:
        table.autofit = False
        table.alignment = WD_TABLE_ALIGNMENT.CENTER
        for column, width in zip(table.columns, widths, strict=True):
            column.width = Mm(width)
        for row in table.rows:
            for cell, width in zip(row.cells, widths, strict=True):
                cell.width = Mm(width)

    def _whole(self, row: Any) -> None:
        """The row is not parted by a page's end."""
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))

    def _drop_first(self, cell: Any) -> None:
        """A cell needs one paragraph: the empty first one goes when others follow."""
        if len(cell.paragraphs) > 1:
            first = cell.paragraphs[0]._p
            first.getparent().remove(first)

    def _head(self, head: Head) -> None:
        words = self.layout.words
        left, right = self._columns([self.width * _HEAD_LEFT, self.width * (1 - _HEAD_LEFT)])
        if head.superior:
            self.text(left, head.superior, "superior")
        if head.issuer:
            self.text(left, head.issuer, "issuer")
        if head.issuer and head.party_heading:  # the star is the Party's
            self.text(left, words["star"], "issuer")
        if head.symbol:
            self.text(left, head.symbol, "symbol")
        if head.party_heading:
            self._rule(self.text(right, words["party_heading"], "party_heading"), "party_heading")
        if head.heading:
            told = self.text(right, head.heading, "other_heading")
            if not head.motto:
                self._rule(told, "other_heading")
        if head.motto:
            self._rule(self.text(right, head.motto, "motto"), "motto")
        if head.place_date:
            self.text(right, head.place_date, "place_date").paragraph_format.space_before = Pt(4)
        self._drop_first(left)
        self._drop_first(right)

    def _rule(self, paragraph: Any, element: str) -> None:
        """A rule below the text and as long: a border, as an underline would strike the dots of Ộ and Ệ.
        Where no face can be measured it is underlined all the same."""
        style, run = self.layout[element], paragraph.runs[0]
        try:
            taken = (
                fonts.text_width(run.text, style.size, bold=style.bold, italic=style.italic) / POINTS_IN_MM
            )
        except Trouble:
            run.font.underline = True
            return
        inset = (self.width * (1 - _HEAD_LEFT) - 2 * _CELL_MARGIN - taken) / 2 - _SLACK
        paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = Mm(max(inset, 0))
        border = OxmlElement("w:bottom")
        for key, value in (("val", "single"), ("sz", "6"), ("space", "1"), ("color", "auto")):
            border.set(qn(f"w:{key}"), value)
        borders = OxmlElement("w:pBdr")
        borders.append(border)
        paragraph._p.get_or_add_pPr().insert_element_before(
            borders, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr"
        )

    def _heading(self, heading: Heading) -> None:
        paragraph = self.text(self.word, heading.text, heading.level)
        paragraph.paragraph_format.keep_with_next = True
        if heading.level == "subject":
            line = self.text(self.word, self.layout.words["subject_line"], "symbol")
            line.paragraph_format.keep_with_next = True
            line.paragraph_format.space_after = Pt(4)

    def _paragraph(self, block: Paragraph) -> None:
        paragraph = self.text(self.word, block.runs, "body", block.align)
        if not block.indent or block.align in ("center", "right"):
            paragraph.paragraph_format.first_line_indent = Mm(0)
        if block.compact:
            paragraph.paragraph_format.space_before = Pt(0)

    def _note(self, note: Note) -> None:
        self.text(self.word, note.text, "note").paragraph_format.keep_with_next = True

    def _lines(self, lines: Lines) -> None:
        if self.word.paragraphs:
            self.word.paragraphs[-1].paragraph_format.keep_with_next = True  # the label stays with them
        for _line in range(lines.count):
            paragraph = self.text(self.word, "", "body", "left")
            paragraph.add_run("\t").font.size = Pt(self.layout["body"].size)
            paragraph.paragraph_format.line_spacing = Pt(self.layout["body"].line_height + 2)
            paragraph.paragraph_format.first_line_indent = Mm(0)
            paragraph.paragraph_format.space_before = Pt(0)
            paragraph.paragraph_format.tab_stops.add_tab_stop(
                Mm(self.width), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS
            )

    def _table(self, block: Table) -> None:
        element = "table_big" if block.big else "table"
        shares = sum(column.width for column in block.columns)
        widths = [self.width * column.width / shares for column in block.columns]
        self.text(self.word, "", "note").paragraph_format.keep_with_next = True
        table = self.word.add_table(rows=1 + len(block.rows), cols=len(block.columns))
        table.style = "Table Grid"
        self._fix(table, widths)
        for cell, column in zip(table.rows[0].cells, block.columns, strict=True):
            self._first_in(cell, column.title, "table_head")
        table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
        for row, values in zip(table.rows[1:], block.rows, strict=True):
            self._whole(row)
            if not any(values):
                row.height = Pt(WRITING_ROW)
            for cell, column, value in zip(row.cells, block.columns, values, strict=True):
                self._first_in(cell, value, element, column.align)

    def _first_in(self, cell: Any, text: str, element: str, align: str = "") -> None:
        self._styled(cell.paragraphs[0], text, element, align)

    def _recipients(self, place: Any, recipients: Recipients) -> None:
        self.text(place, self.layout.words["recipients"], "recipients_title")
        last = len(recipients.entries) - 1
        for index, entry in enumerate(recipients.entries):
            self.text(place, f"- {entry}{'.' if index == last else ';'}", "recipients")

    def _signature(self, place: Any, signature: Signature) -> None:
        if signature.authority:
            self.text(place, signature.authority, "authority")
        if signature.post:
            self.text(place, signature.post, "post")
        if signature.how:
            self.text(place, signature.how, "how")
        self.text(place, signature.name, "name").paragraph_format.space_before = Pt(_SIGNING_SPACE)

    def _keep_rows(self, paragraph: Any) -> None:
        """The last rows of a table go with the sentence after it."""
        table = self.word.tables[-1] if self.word.tables else None
        if table is None or paragraph._p.getprevious() is not table._tbl:
            return
        for row in table.rows[-_ROWS_KEPT:]:
            for cell in row.cells:
                for inside in cell.paragraphs:
                    inside.paragraph_format.keep_with_next = True

    def _signatures(self, block: Signatures) -> None:
        before = self.word.paragraphs[-1] if self.word.paragraphs else None
        if before is not None and before._p.getnext() is not None:
            before.paragraph_format.keep_with_next = True  # signatures never stand alone on a page
            self._keep_rows(before)
        self.text(self.word, "", "note").paragraph_format.keep_with_next = True
        count = len(block.signatures)
        single = count == 1 and not block.recipients
        places = count + (1 if block.recipients or single else 0)
        cells = list(self._columns([self.width / places] * places))
        if block.recipients:
            self._recipients(cells[0], block.recipients)
            self._drop_first(cells[0])
        for cell, signature in zip(cells[places - count :], block.signatures, strict=True):
            self._signature(cell, signature)
            self._drop_first(cell)
