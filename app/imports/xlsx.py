"""Reads an .xlsx as it streams by: nothing goes to disk, no entity is followed, memory stays bounded."""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path, PurePosixPath
from xml.parsers import expat

from app.imports.grid import LONGEST_TEXT, Cell, Merge, Sheet, Shown, position
from app.trouble import Refused
from app.words import _

LARGEST_PART = 120_000_000  # bytes of one unpacked part: some 60,000 full rows
LARGEST_ALL = 400_000_000
MOST_PACKED = 300  # a real sheet packs 10 to 60 times; a bomb near 1,000
MOST_CELLS = 500_000  # filled ones; 5,000 members of the national template have 145,000
BLOCK = 262_144
TCVN3_FONT = re.compile(r"^\.vn", re.I)
VNI_FONT = re.compile(r"^vni[\s_-]", re.I)
ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")

BROKEN = (
    expat.ExpatError,
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    LookupError,
    ValueError,
    OSError,
    OverflowError,
    RuntimeError,  # with NotImplementedError: an unknown packing
)

Start = Callable[[str, dict[str, str]], None]
End = Callable[[str], None]
Text = Callable[[str], None]


def damaged() -> Refused:
    """The file cannot be read to its end."""
    return Refused(
        "damaged_file",
        _("Tệp bị hỏng hoặc bị cắt cụt, không đọc được hết."),
        _("Mở tệp bằng Excel, lưu lại với tên mới rồi chọn lại; hoặc chép lại từ nơi gửi."),
    )


def too_large() -> Refused:
    """The file unpacks to more than a member list can be."""
    return Refused(
        "too_large_unpacked",
        _("Tệp bung ra quá lớn so với một danh sách đảng viên nên không được mở."),
        _("Chép riêng phần danh sách sang một bảng tính mới, lưu lại rồi chọn tệp mới."),
    )


def unsafe() -> Refused:
    """The file declares a document type or entities, which no spreadsheet program writes."""
    return Refused(
        "unsafe_xml",
        _("Tệp chứa khai báo không an toàn nên không được mở."),
        _("Không dùng tệp này. Xin nơi gửi mở bằng Excel và lưu lại dạng .xlsx."),
    )


def check_size(archive: zipfile.ZipFile) -> None:
    """Refuse what declares an unreasonable size, before a byte is unpacked."""
    total = 0
    for entry in archive.infolist():
        total += entry.file_size
        packed = max(entry.compress_size, 1)
        if entry.file_size > 8_000_000 and entry.file_size / packed > MOST_PACKED:
            raise too_large()
    if total > LARGEST_ALL:
        raise too_large()


def parse(archive: zipfile.ZipFile, part: str, start: Start, end: End, text: Text | None = None) -> None:
    """Stream one part through expat; names come without their namespace. Refused: see above."""
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.buffer_size = 65_536

    def refuse_doctype(*_parts: object) -> None:
        raise unsafe()

    parser.StartDoctypeDeclHandler = refuse_doctype
    parser.EntityDeclHandler = refuse_doctype
    parser.StartElementHandler = lambda name, given: start(name.rpartition(" ")[2], given)
    parser.EndElementHandler = lambda name: end(name.rpartition(" ")[2])
    if text:
        parser.CharacterDataHandler = text
    read = 0
    try:
        with archive.open(part) as stream:
            while block := stream.read(BLOCK):
                read += len(block)
                if read > LARGEST_PART:
                    raise too_large()
                parser.Parse(block, False)
        parser.Parse(b"", True)
    except BROKEN as trouble:
        raise damaged() from trouble


def attribute(given: dict[str, str], name: str) -> str:
    """An attribute by its local name, whatever its namespace."""
    if name in given:
        return given[name]
    return next((value for key, value in given.items() if key.endswith(" " + name)), "")


def unescape(text: str) -> str:
    """Undo Excel's _xHHHH_ writing of control characters."""
    return ESCAPED.sub(lambda m: chr(int(m[1], 16)), text) if "_x" in text else text


def font_family(name: str) -> str:
    """The old encoding a font belongs to: "tcvn3" (.VnTime …), "vni" (VNI-Times …) or ""."""
    return "tcvn3" if TCVN3_FONT.match(name) else "vni" if VNI_FONT.match(name) else ""


def shown_part(format_id: int, code: str | None) -> Shown | None:
    """What a number format shows of a date; None when it is no date format."""
    if code is None:
        if format_id == 17:
            return "month"
        return "day" if 14 <= format_id <= 22 or 27 <= format_id <= 36 or 50 <= format_id <= 58 else None
    bare = re.sub(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.', "", code.split(";")[0]).lower()
    if bare in ("general", "@", "") or re.search(r"[0#?]", bare.replace("am/pm", "")):
        return None
    if "d" in bare:
        return "day"
    if "y" in bare:
        return "month" if "m" in bare else "year"
    return None


class Styles:
    """The two things wanted of a cell's style: its old-encoding font and how it shows dates."""

    def __init__(self) -> None:
        self.fonts: list[str] = []
        self.codes: dict[int, str] = {}
        self.cells: list[tuple[str, Shown | None]] = []
        self._path: list[str] = []
        self._formats: list[tuple[int, int]] = []

    def start(self, name: str, given: dict[str, str]) -> None:
        parent = self._path[-1] if self._path else ""
        self._path.append(name)
        if name == "font" and parent == "fonts":
            self.fonts.append("")
        elif name == "name" and parent == "font" and self.fonts and "fonts" in self._path:
            self.fonts[-1] = font_family(given.get("val", ""))
        elif name == "numFmt" and parent == "numFmts":
            self.codes[int(given.get("numFmtId", "0"))] = given.get("formatCode", "")
        elif name == "xf" and parent == "cellXfs":
            self._formats.append((int(given.get("fontId", "0")), int(given.get("numFmtId", "0"))))

    def end(self, name: str) -> None:
        self._path.pop()

    def finish(self) -> None:
        """Put fonts and formats together, once all is read."""
        self.cells = [
            (
                self.fonts[font] if 0 <= font < len(self.fonts) else "",
                shown_part(number, self.codes.get(number)),
            )
            for font, number in self._formats
        ]

    def of(self, style: str | None) -> tuple[str, Shown | None]:
        index = int(style) if style and style.isdigit() else 0
        return self.cells[index] if index < len(self.cells) else ("", None)


class Strings:
    """The shared strings with the old-encoding font of their runs; furigana is left out."""

    def __init__(self) -> None:
        self.texts: list[tuple[str, str]] = []
        self._parts: list[str] = []
        self._length = 0
        self._font = ""
        self._in_text = False
        self._in_phonetic = False

    def start(self, name: str, given: dict[str, str]) -> None:
        if name == "si":
            self._parts, self._length, self._font = [], 0, ""
        elif name == "t":
            self._in_text = not self._in_phonetic
        elif name == "rPh":
            self._in_phonetic = True
        elif name == "rFont":
            self._font = self._font or font_family(given.get("val", ""))

    def end(self, name: str) -> None:
        if name == "si":
            if len(self.texts) >= MOST_CELLS:
                raise too_large()
            self.texts.append((unescape("".join(self._parts)), self._font))
        elif name == "t":
            self._in_text = False
        elif name == "rPh":
            self._in_phonetic = False

    def text(self, data: str) -> None:
        if self._in_text and self._length <= LONGEST_TEXT:
            self._parts.append(data)
            self._length += len(data)


class SheetReader:
    """Takes the cells of one sheet as they stream by."""

    def __init__(self, sheet: Sheet, strings: Strings, styles: Styles, epoch: date) -> None:
        self.sheet, self.strings, self.styles, self.epoch = sheet, strings, styles, epoch
        self.row = self.column = 0
        self.count = 0
        self.given: dict[str, str] = {}
        self.parts: list[str] = []
        self.length = 0
        self.taking = self.formula = self.phonetic = False
        self.font = ""

    def start(self, name: str, given: dict[str, str]) -> None:
        if name == "c":
            self.begin_cell(given)
        elif name == "v" or (name == "t" and not self.phonetic):
            self.taking = True
        elif name == "f":
            self.formula = True
        elif name == "row":
            self.begin_row(given)
        elif name == "rPh":
            self.phonetic = True
        elif name == "rFont":
            self.font = self.font or font_family(given.get("val", ""))
        elif name == "mergeCell":
            first, _colon, last = given.get("ref", "").partition(":")
            if (a := position(first)) and (b := position(last or first)) and len(self.sheet.merges) < 200_000:
                self.sheet.merges.append(Merge(a[0], a[1], b[0], b[1]))

    def begin_row(self, given: dict[str, str]) -> None:
        told = given.get("r", "")
        self.row = int(told) if told.isascii() and told.isdigit() and len(told) <= 7 else self.row + 1
        self.column = 0
        if given.get("hidden") in ("1", "true") or given.get("zeroHeight") in ("1", "true"):
            self.sheet.hidden_rows.add(self.row)

    def begin_cell(self, given: dict[str, str]) -> None:
        place = position(given["r"]) if "r" in given else None
        self.row, self.column = place or (self.row, self.column + 1)
        self.given, self.parts, self.length = given, [], 0
        self.formula, self.font = False, ""

    def text(self, data: str) -> None:
        if self.taking and self.length <= LONGEST_TEXT:
            self.parts.append(data)
            self.length += len(data)

    def end(self, name: str) -> None:
        if name in ("v", "t"):
            self.taking = False
        elif name == "rPh":
            self.phonetic = False
        elif name == "c" and (self.parts or self.formula) and (cell := self.made()):
            self.count += 1
            if self.count > MOST_CELLS:
                raise too_large()
            self.sheet.rows.setdefault(self.row, {})[self.column] = cell

    def made(self) -> Cell | None:
        """The cell just ended; None when it is blank."""
        raw = "".join(self.parts)
        kind = self.given.get("t", "n")
        font, shown = self.styles.of(self.given.get("s"))
        if kind == "s":
            index = int(raw)
            if not 0 <= index < len(self.strings.texts):
                raise damaged()
            raw, run_font = self.strings.texts[index]
            return Cell("text", raw, font=run_font or font) if raw.strip() else None
        if kind in ("str", "inlineStr"):
            raw = unescape(raw)
            if not raw.strip():
                return Cell("no_value", "") if self.formula and not self.parts else None
            return Cell("text", raw, font=self.font or font)
        if not raw.strip():
            return Cell("no_value", "") if self.formula else None
        if kind == "e":
            return Cell("error", raw)
        if kind == "b":
            return Cell("bool", "1" if raw.strip() == "1" else "0")
        if kind == "d":
            return Cell("date", raw, day=date.fromisoformat(raw[:10]))
        return self.number(raw, shown)

    def number(self, raw: str, shown: Shown | None) -> Cell:
        value = float(raw)
        if value != value or value in (float("inf"), float("-inf")):
            return Cell("error", raw)
        exact: int | float = int(value) if value.is_integer() and abs(value) < 1e15 else value
        if shown and 0 < value < 2_958_466:
            days = int(value)
            # Excel's 1900 has a 29 February that never was
            if self.epoch.year == 1900:
                day = date(1899, 12, 30 if days > 59 else 31) + timedelta(days=days)
            else:
                day = self.epoch + timedelta(days=days)
            return Cell("date", raw, exact, day, shown)
        return Cell("number", str(exact), exact)


def relations(archive: zipfile.ZipFile, part: str) -> dict[str, tuple[str, str]]:
    """Type and target of each relation of a part inside the file, by id."""
    folder = PurePosixPath(part).parent
    found: dict[str, tuple[str, str]] = {}

    def start(name: str, given: dict[str, str]) -> None:
        if name == "Relationship" and given.get("TargetMode") != "External":
            target = given.get("Target", "")
            path = target.lstrip("/") if target.startswith("/") else _resolved(folder, target)
            found[given.get("Id", "")] = (given.get("Type", "").rpartition("/")[2], path)

    name = str(folder / "_rels" / (PurePosixPath(part).name + ".rels"))
    if name in archive.namelist():
        parse(archive, name, start, lambda _name: None)
    return found


def _resolved(folder: PurePosixPath, target: str) -> str:
    parts: list[str] = []
    for step in (folder / target).parts:
        if step == "..":
            del parts[-1:]
        elif step != ".":
            parts.append(step)
    return "/".join(parts)


def read_xlsx(path: Path, archive: zipfile.ZipFile, workbook: str, only: str | None = None) -> list[Sheet]:
    """All sheets of the workbook part (or the one called `only`). Refused: damaged, too large, unsafe."""
    check_size(archive)
    related = relations(archive, workbook)
    epoch = date(1900, 1, 1)
    listed: list[tuple[Sheet, str]] = []

    def start(name: str, given: dict[str, str]) -> None:
        nonlocal epoch
        if name == "sheet":
            kind, target = related.get(attribute(given, "id"), ("", ""))
            if kind == "worksheet":
                hidden = given.get("state", "visible") != "visible"
                listed.append((Sheet(given.get("name", ""), hidden), target))
        elif name == "workbookPr" and given.get("date1904") in ("1", "true"):
            epoch = date(1904, 1, 1)

    parse(archive, workbook, start, lambda _name: None)
    styles, strings = Styles(), Strings()
    for kind, target in related.values():
        if kind == "styles" and target in archive.namelist():
            parse(archive, target, styles.start, styles.end)
        elif kind == "sharedStrings" and target in archive.namelist():
            parse(archive, target, strings.start, strings.end, strings.text)
    styles.finish()
    if not listed:
        raise damaged()
    for sheet, target in listed:
        if only is None or sheet.name == only:
            reader = SheetReader(sheet, strings, styles, epoch)
            parse(archive, target, reader.start, reader.end, reader.text)
    return [sheet for sheet, _target in listed]
