"""A document as DOCX, to be opened and finished in Word or LibreOffice; declares Times New Roman."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.exports.document import Document, clean
from app.exports.layout import Layout, layout_on
from app.storage.files import write_atomically

if TYPE_CHECKING:
    from docx.document import Document as WordDocument

# Word wants a day of making; a fixed one keeps the person's working hours out of the file.
_MADE = datetime.datetime(2026, 1, 1)


def render(document: Document, path: Path | str) -> None:
    """Write the document to `path`, in the format in force on its day.

    Raises Trouble: what writing a file raises.
    """
    from docx import Document as new_document

    from app.exports.writing import Writing

    layout = layout_on(document.day)
    word = new_document()
    _properties(word, document)
    _page(word, document, layout)
    writing = Writing(word, layout, _text_width(document, layout))
    writing.margins(document.foot)
    for block in document.blocks:
        writing.block(block)
    with write_atomically(Path(path)) as file:
        word.save(file)


def _properties(word: WordDocument, document: Document) -> None:
    properties = word.core_properties
    properties.title = clean(document.title)
    properties.author = properties.last_modified_by = properties.comments = ""
    properties.language = "vi-VN"
    properties.created = properties.modified = _MADE


def _text_width(document: Document, layout: Layout) -> float:
    page = layout.page
    return (page.height if document.landscape else page.width) - page.left - page.right


def _page(word: WordDocument, document: Document, layout: Layout) -> None:
    from docx.enum.section import WD_ORIENT
    from docx.shared import Mm

    page, section = layout.page, word.sections[0]
    width, height = (page.height, page.width) if document.landscape else (page.width, page.height)
    section.orientation = WD_ORIENT.LANDSCAPE if document.landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Mm(width), Mm(height)
    section.left_margin, section.right_margin = Mm(page.left), Mm(page.right)
    section.top_margin, section.bottom_margin = Mm(page.top), Mm(page.bottom)
    section.header_distance = Mm(page.page_number_from_edge)
    section.footer_distance = Mm(page.bottom / 2)
    section.different_first_page_header_footer = True
    _faces(word, layout.page.font)


def _faces(word: WordDocument, font: str) -> None:
    """The ordinary style in the one face for every script, marked as Vietnamese for the spelling check."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    style: Any = word.styles["Normal"]
    style.font.name = font
    properties = style.element.get_or_add_rPr()
    fonts = properties.rFonts
    for script in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{script}"), font)
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "vi-VN")
    language.set(qn("w:eastAsia"), "vi-VN")
    properties.append(language)
