"""The chapters of the guide as documents: found, ordered by their list, and dressed with the tokens."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import (
    QBrush,
    QFont,
    QFontDatabase,
    QImage,
    QImageReader,
    QPainter,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextFrameFormat,
    QTextImageFormat,
    QTextLength,
    QTextTable,
)

from app.ui import theme

LIST = "README.md"
"""The file that lists the chapters in their order, for readers of the folder and for the window."""
_ENTRY = re.compile(r"^\d+\.\s+\[(?P<title>[^]]+)\]\((?P<file>[\w-]+)\.md\)", re.MULTILINE)
_HEADS = {1: ("title", 0, 12), 2: ("section", 26, 8), 3: ("lead", 18, 6)}
"""Level of a heading -> role of its type, room above and below."""
_LINE, _GAP = 112, 10
"""Height of a line in percent of the font's own; room below a paragraph."""
_FORMATS = QTextFormat.Property
_IMAGE = QTextDocument.ResourceType.ImageResource.value
_CODE = -1


@dataclass(frozen=True)
class Chapter:
    """One page of the guide: the name of its file without ending, and its title."""

    key: str
    title: str
    file: Path


def guide_folder() -> Path:
    """Where the guide lies, in a checkout, an installed package and a frozen build."""
    frozen = getattr(sys, "_MEIPASS", None)
    root = Path(frozen) if frozen else Path(__file__).resolve().parents[4]
    return root / "docs" / "guide"


def chapters(folder: Path | None = None) -> list[Chapter]:
    """The chapters that are there, in the order of their list."""
    folder = folder or guide_folder()
    try:
        listed = (folder / LIST).read_text("utf-8")
    except OSError:
        return []
    found = [Chapter(m["file"], m["title"], folder / f"{m['file']}.md") for m in _ENTRY.finditer(listed)]
    return [chapter for chapter in found if chapter.file.is_file()]


def slug(heading: str) -> str:
    """What a link names a heading by, as code hosts make it."""
    return re.sub(r"[^\w\- ]", "", heading.strip().lower()).replace(" ", "-")


def sections(document: QTextDocument) -> Iterator[tuple[str, QTextBlock]]:
    """(name for links, block) of every heading."""
    block = document.begin()
    while block.isValid():
        if block.blockFormat().headingLevel():
            yield slug(block.text()), block
        block = block.next()


def document_of(chapter: Chapter, parent: object = None) -> QTextDocument:
    """A chapter, read and dressed for the theme in use. Pictures come with `place_pictures`."""
    made = QTextDocument(parent)  # type: ignore[call-overload]
    made.setDefaultFont(theme.font("base"))
    made.setDocumentMargin(0)
    made.setMarkdown(chapter.file.read_text("utf-8"), QTextDocument.MarkdownFeature.MarkdownDialectGitHub)
    _words(made)
    _blocks(made)
    _tables(made)
    _frames(made)
    return made


def _is_code(block: QTextBlock) -> bool:
    shape = block.blockFormat()
    return shape.hasProperty(_FORMATS.BlockCodeFence) or shape.hasProperty(_FORMATS.BlockCodeLanguage)


def _fragments(document: QTextDocument) -> list[tuple[int, int, QTextCharFormat, int]]:
    """(position, length, format, level of the heading or _CODE) of all words, in their order."""
    found = []
    block = document.begin()
    while block.isValid():
        at = block.begin()
        while not at.atEnd():
            part = at.fragment()
            level = _CODE if _is_code(block) else block.blockFormat().headingLevel()
            found.append((part.position(), part.length(), part.charFormat(), level))
            at += 1
        block = block.next()
    return found


def _words(document: QTextDocument) -> None:
    """Fonts by role; links are heavier with an arrow behind, never underlined."""
    cursor = QTextCursor(document)
    for position, length, before, level in reversed(_fragments(document)):
        if before.isImageFormat():
            continue
        made = QTextCharFormat()
        role = _HEADS[level][0] if level in _HEADS else "base"
        heavy = level > 0 or before.fontWeight() >= QFont.Weight.DemiBold or before.isAnchor()
        font = QFont(theme.font(role, heavy))
        if before.fontFixedPitch() or level == _CODE:
            font = _fixed()
        font.setItalic(before.fontItalic())
        made.setFont(font)
        made.setForeground(QBrush(theme.q("text2" if before.fontItalic() else "text")))
        if before.isAnchor():
            made.setAnchor(True)
            made.setAnchorHref(before.anchorHref())
        cursor.setPosition(position)
        cursor.setPosition(position + length, QTextCursor.MoveMode.KeepAnchor)
        cursor.setCharFormat(made)
        if before.isAnchor():
            cursor.setPosition(position + length)
            cursor.insertText("\u00a0›", made)


def _fixed() -> QFont:
    made = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
    small = theme.font("small")
    if small.pixelSize() > 0:
        made.setPixelSize(small.pixelSize())
    else:
        made.setPointSizeF(small.pointSizeF())
    return made


def _blocks(document: QTextDocument) -> None:
    cursor = QTextCursor(document)
    block = document.begin()
    while block.isValid():
        cursor.setPosition(block.position())
        before, made = block.blockFormat(), QTextBlockFormat()
        level = before.headingLevel()
        _role, above, below = _HEADS.get(level, ("base", 0, _GAP))
        code = _is_code(block)
        quoted = bool(before.intProperty(_FORMATS.BlockQuoteLevel))
        if block.textList() is not None:
            below = 5
        made.setTopMargin(above)
        made.setBottomMargin(0 if code or cursor.currentTable() is not None else below)
        tall = 100 if code or level or "\ufffc" in block.text() else _LINE
        made.setLineHeight(tall, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        if code or quoted:
            made.setLeftMargin(0)
            made.setRightMargin(0)
            made.setNonBreakableLines(False)  # long commands wrap, nothing scrolls sideways
        cursor.mergeBlockFormat(made)
        block = block.next()


def _frames(document: QTextDocument) -> None:
    """Code and remarks stand on a ground of their own, with room around the words."""
    runs: list[tuple[bool, int, int]] = []
    block, before = document.begin(), ""
    while block.isValid():
        quoted = bool(block.blockFormat().intProperty(_FORMATS.BlockQuoteLevel))
        kind = "code" if _is_code(block) else "quote" if quoted else ""
        end = block.position() + block.length() - 1
        if kind and kind == before:
            runs[-1] = (*runs[-1][:2], end)
        elif kind:
            runs.append((kind == "code", block.position(), end))
        block, before = block.next(), kind
    for code, start, end in reversed(runs):
        made = QTextFrameFormat()
        made.setBackground(QBrush(theme.q("surface" if code else "sel")))
        made.setPadding(12)
        made.setTopMargin(2)
        made.setBottomMargin(14)
        if code:
            made.setBorder(1)
            made.setBorderBrush(QBrush(theme.q("line")))
            made.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
        cursor = QTextCursor(document)
        cursor.setPosition(start)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        frame = cursor.insertFrame(made)
        for beside in (frame.firstPosition() - 1, frame.lastPosition() + 1):
            _flatten(document.findBlock(beside))


def _flatten(block: QTextBlock) -> None:
    """An empty line that a frame leaves beside itself takes no room."""
    if block.isValid() and not block.text():
        flat = QTextBlockFormat()
        flat.setLineHeight(1, QTextBlockFormat.LineHeightTypes.FixedHeight.value)
        QTextCursor(block).setBlockFormat(flat)


def _tables(document: QTextDocument) -> None:
    for frame in document.rootFrame().childFrames():
        if not isinstance(frame, QTextTable):
            continue
        made = frame.format()
        made.setBorder(1)
        made.setBorderBrush(QBrush(theme.q("line")))
        made.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
        made.setBorderCollapse(True)
        made.setCellPadding(8)
        made.setCellSpacing(0)
        made.setTopMargin(4)
        made.setBottomMargin(16)
        made.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
        made.setBackground(QBrush(theme.q("surface")))
        frame.setFormat(made)
        for column in range(frame.columns()):
            cell = frame.cellAt(0, column)
            head = cell.format()
            head.setBackground(QBrush(theme.q("side")))
            cell.setFormat(head)


def place_pictures(document: QTextDocument, folder: Path, width: int) -> list[tuple[str, int]]:
    """Give each picture its room in the column, empty yet; a click opens it in full.

    Returns (name, width) of each, for `draw_picture`: scaling takes a moment and is done one at a time.
    """
    empty = QImage(1, 1, QImage.Format.Format_ARGB32)
    empty.fill(0)
    cursor = QTextCursor(document)
    found = []
    for position, _length, before, _level in _fragments(document):
        if not before.isImageFormat():
            continue
        name = before.toImageFormat().name()
        size = QImageReader(str(folder / name)).size()
        if not size.isValid():
            continue
        wide = min(width, size.width())
        document.addResource(_IMAGE, QUrl(name), empty)
        made = QTextImageFormat()
        made.setName(name)
        made.setProperty(_FORMATS.ImageAltText, before.property(_FORMATS.ImageAltText))
        made.setWidth(wide)
        made.setHeight(round(size.height() * wide / size.width()))
        made.setAnchor(True)
        made.setAnchorHref(name)
        cursor.setPosition(position)
        cursor.setPosition(position + 1, QTextCursor.MoveMode.KeepAnchor)
        cursor.setCharFormat(made)
        found.append((name, wide))
    return found


def draw_picture(document: QTextDocument, folder: Path, name: str, wide: int, ratio: float) -> None:
    """Fill the room of a picture, sharp on a screen of this ratio."""
    picture = QImage(str(folder / name))
    scaled = picture.scaledToWidth(round(wide * ratio), Qt.TransformationMode.SmoothTransformation)
    _edge(scaled)
    scaled.setDevicePixelRatio(ratio)
    document.addResource(_IMAGE, QUrl(name), scaled)


def _edge(picture: QImage) -> None:
    """A line around a picture of the window, which has the ground of the page."""
    painter = QPainter(picture)
    painter.setPen(theme.q("ctl"))
    painter.drawRect(0, 0, picture.width() - 1, picture.height() - 1)
    painter.end()
