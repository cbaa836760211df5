"""Reads a CSV: any separator, UTF-8 with or without mark, UTF-16, Windows-1258 or the old 8-bit encodings."""

from __future__ import annotations

import csv
import io
import unicodedata
from collections import Counter

from app.imports.encodings import NAMES, settle, tell
from app.imports.grid import LONGEST_TEXT, Cell, Sheet
from app.imports.syllables import is_syllable, words
from app.imports.xlsx import too_large
from app.trouble import Refused
from app.words import _

SEPARATORS = ";\t,|"
MOST_RECORDS = 200_000


def unreadable() -> Refused:
    """The bytes are no text."""
    return Refused(
        "wrong_type_other",
        _("Không nhận ra đây là loại tệp gì."),
        _("Chọn một tệp Excel (.xlsx) hoặc tệp CSV."),
    )


def text_of(data: bytes) -> str:
    """The text of the file's bytes. Refused: not text at all."""
    for mark, name in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if data.startswith(mark):
            return data.decode(name, errors="replace")
    if data[:400].count(b"\x00") > len(data[:400]) // 4:
        name = "utf-16-le" if data[1:2] == b"\x00" else "utf-16-be"
        return data.decode(name, errors="replace")
    control = sum(byte < 9 or 13 < byte < 32 for byte in data[:4096])
    if b"\x00" in data or control > len(data[:4096]) // 50:
        raise unreadable()
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    old = data.decode("latin-1")
    windows = unicodedata.normalize("NFC", data.decode("cp1258", errors="replace"))
    sample = [word for word in words(windows[:200_000]) if not word.isascii()]
    fitting = sum(map(is_syllable, sample))
    if settle(tell(word) for word in words(old[:200_000])) in NAMES and fitting < len(sample) * 0.6:
        return old
    return windows


def separator_of(text: str) -> str:
    """The separator that cuts most lines into the same number of pieces; a comma when none does.

    A first line "sep=;" (Excel's own) is obeyed.
    """
    first = text.split("\n", 1)[0].strip().lower()
    if first.startswith("sep=") and len(first) == 5:
        return first[4]
    best, score = ",", 0.0
    sample = text[:60_000]
    for candidate in SEPARATORS:
        try:
            widths = Counter(len(row) for row in csv.reader(io.StringIO(sample), delimiter=candidate) if row)
        except csv.Error:
            continue
        wide = {width: count for width, count in widths.items() if width > 1}
        # Many columns on many lines; the square keeps commas inside addresses from winning
        found = max((count * min(width, 40) ** 2 for width, count in wide.items()), default=0)
        if found > score:
            best, score = candidate, found
    return best


def read_delimited(data: bytes, name: str) -> Sheet:
    """One sheet called `name` with every cell as text. Refused: wrong_type_other, too_large_unpacked."""
    text = text_of(data).replace("\r\n", "\n").replace("\r", "\n")
    sheet = Sheet(name, from_text=True)
    separator = separator_of(text)
    csv.field_size_limit(10_000_000)
    try:
        for number, record in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=separator), 1):
            if number > MOST_RECORDS:
                raise too_large()
            if number == 1 and len(record) <= 2 and record and record[0].lower().startswith("sep="):
                continue
            cells = {
                column: Cell("text", value[: LONGEST_TEXT + 1])
                for column, value in enumerate(record[:2000], 1)
                if value.strip()
            }
            if cells:
                sheet.rows[number] = cells
    except csv.Error as trouble:
        raise unreadable() from trouble
    return sheet
