"""Repairs of text that have only one reading: blanks, invisible signs, look-alike letters, footnote marks."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_INVISIBLE = re.compile("[\u00ad\u200b\u200c\u200d\u2060\u2061\u2062\u2063\ufeff\u180e\u034f\ufffc\ufe0f]")
_DIRECTION = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069\u061c]")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x9f]")
_BLANKS = re.compile(r"\s+")
_FOOTNOTE = re.compile(r"(?<=\w)\s*(?:\*+|\(\*+\)|\(\d{1,2}\)|\[\d{1,2}\]|[¹²³⁴⁵⁶⁷⁸⁹⁰]+|[†‡])\s*$")
_DIGIT_NOTE = re.compile(r"(?<=[0-9])\s*(?:\*+|\(\*+\)|\(\d{1,2}\)|\[\d{1,2}\]|[†‡])\s*$")

_ALIKE = dict(
    zip(
        "АВЕКМНОРСТУХІЅЈаеорсухіѕјԁԛԝΑΒΕΖΗΙΚΜΝΟΡΤΥΧοаνÐðƉɖĐđı",
        "ABEKMHOPCTYXISJaeopcyxisjdqwABEZHIKMNOPTYXoavĐđĐđĐđi",
        strict=True,
    )
)
del _ALIKE["Đ"], _ALIKE["đ"]
_DIGITS_ALIKE = str.maketrans("OoОоΟοIlІ|", "0000001111")


@lru_cache(maxsize=100_000)
def clean(text: str, *, identifier: bool = False) -> tuple[str, tuple[str, ...]]:
    """The text put right (NFC) and the kinds of repair it took, in the words of the answer."""
    kinds: list[str] = []

    def step(kind: str, new: str, old: str) -> str:
        if new != old:
            kinds.append(kind)
        return new

    text = step("direction_marks", _DIRECTION.sub("", text), text)
    text = step("invisible_characters", _INVISIBLE.sub("", text), text)
    text = step("control_characters", _CONTROL.sub("", text), text)
    text = step("decomposed_letters", unicodedata.normalize("NFC", text), text)
    text = step("spaces", _BLANKS.sub(" ", text).strip(), text)
    formula = re.fullmatch(r'="([^"]*)"', text)
    bare = formula[1] if formula else text[1:] if text[:1] in "'‘’`´" and len(text) > 1 else text
    text = step("apostrophe", bare.strip(), text)
    text = step("lookalike_letter", _latin(text), text)
    note = _DIGIT_NOTE if identifier else _FOOTNOTE
    text = step("footnote_mark", note.sub("", text), text)
    return text, tuple(kinds)


def _latin(text: str) -> str:
    if text.isascii():
        return text
    out = "".join(_ALIKE.get(c) or _narrow(c) for c in text)
    return unicodedata.normalize("NFC", out)


def _narrow(char: str) -> str:
    """A full-width letter or digit as its ordinary one."""
    return unicodedata.normalize("NFKC", char) if "\uff01" <= char <= "\uff5e" else char


def digits_alike(text: str) -> str:
    """Letters that stand for digits (O for 0, l for 1), where hardly anything but digits is left."""
    found = text.translate(_DIGITS_ALIKE)
    letters = sum(c.isalpha() for c in text)
    return found if 0 < letters <= 3 and sum(c.isdigit() for c in text) > letters else text
