"""Numbers of people and cards: text with their zeros, put right only where one reading is left."""

from __future__ import annotations

import re
from dataclasses import dataclass

from app.imports.cleaning import digits_alike
from app.imports.grid import Cell

LENGTHS = {"personal_number": 12, "card_number": 12, "old_card_number": 8, "old_id_number": 9}
FEWEST = {"personal_number": 10, "card_number": 10, "old_card_number": 5, "old_id_number": 7}
"""Fewest digits that may have lost only zeros: a personal number begins with a province, 001 to 096."""
LAST_PROVINCE = 96


@dataclass(slots=True)
class Number:
    """An identifier read: `text` or None, repairs, and the reason it is left empty."""

    text: str | None = None
    repairs: tuple[str, ...] = ()
    reason: str = ""


def read_number(field: str, cell: Cell, text: str) -> Number:
    """The identifier of a cell; `text` is its cleaned text when it holds text."""
    if cell.kind == "number":
        return _typed_as_number(field, cell)
    if cell.kind != "text":
        return Number(reason="bad_identifier" if cell.kind == "bool" else "mangled_by_excel")
    if re.fullmatch(r"\d([.,]\d+)?E\+?\d+", text, re.I):
        return Number(reason="mangled_by_excel")
    repairs: list[str] = []
    if re.fullmatch(r"\d+[.,]0", text) and len(text) - 2 <= LENGTHS[field]:
        text = text[:-2]
        repairs.append("separators")
    bare = re.sub(r"(?<=\w)[\s.\-,/·_]+(?=\w)", "", text)
    if bare != text:
        repairs.append("separators")
    digits = digits_alike(bare)
    if digits != bare:
        repairs.append("lookalike_letter")
    if not (digits.isascii() and digits.isdigit()):
        return Number(reason="bad_identifier")
    if len(digits) != LENGTHS[field]:
        padded = _padded(field, digits)
        if digits.startswith("0") or padded is None:
            return Number(reason="bad_identifier")
        digits = padded
        repairs.append("leading_zero")
    return Number(digits, tuple(repairs)) if digits.strip("0") else Number(reason="bad_identifier")


def _padded(field: str, digits: str) -> str | None:
    """The digits with the zeros a number cell drops; None when more than zeros is missing."""
    wanted = LENGTHS[field]
    if not FEWEST[field] <= len(digits) < wanted:
        return None
    padded = digits.zfill(wanted)
    return padded if wanted != 12 or 0 < int(padded[:3]) <= LAST_PROVINCE else None


def _typed_as_number(field: str, cell: Cell) -> Number:
    if not isinstance(cell.number, int):
        large = isinstance(cell.number, float) and abs(cell.number) >= 1e11
        return Number(reason="mangled_by_excel" if large else "bad_identifier")
    if cell.number <= 0:
        return Number(reason="bad_identifier")
    digits = str(cell.number)
    if len(digits) == LENGTHS[field]:
        return Number(digits, ("number_to_text",))
    padded = _padded(field, digits)
    return Number(padded, ("leading_zero",)) if padded else Number(reason="bad_identifier")
