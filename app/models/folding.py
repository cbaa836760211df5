"""Folding of Vietnamese text: for search (no accents, đ -> d) and for sorting by given name."""

from __future__ import annotations

import unicodedata

_LETTERS = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_TONES = "\u0300\u0309\u0303\u0301\u0323"  # huyền, hỏi, ngã, sắc, nặng: order of Vietnamese dictionaries


def nfc(text: str) -> str:
    """Composed letters, blanks at the ends removed, runs of blanks made one."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def fold(text: str) -> str:
    """Small letters without any mark: `Đức` -> `duc`."""
    plain = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    return " ".join("".join(c for c in plain if not unicodedata.combining(c)).split())


def spelling(name: str) -> str:
    """A written name to compare with another: every mark counts, but not on which vowel a tone stands."""
    words = []
    for word in nfc(name).casefold().split():
        parts = unicodedata.normalize("NFD", word)
        tones = "".join(sorted(c for c in parts if c in _TONES))
        words.append(unicodedata.normalize("NFC", "".join(c for c in parts if c not in _TONES)) + tones)
    return " ".join(words)


def _word_key(word: str) -> str:
    letters, tones = [], ""
    for char in unicodedata.normalize("NFC", word.casefold()):
        base, marks = char, ""
        for part in unicodedata.normalize("NFD", char):
            if part in _TONES:
                marks = str(_TONES.index(part) + 1)
        if marks:
            base = unicodedata.normalize(
                "NFC", "".join(c for c in unicodedata.normalize("NFD", char) if c not in _TONES)
            )
        place = _LETTERS.find(base)
        letters.append(chr(ord("A") + place) if place >= 0 else "~" + base)
        tones += marks or "0"
    return "".join(letters) + "!" + tones


def sort_key(name: str) -> str:
    """Key that sorts names by given name first, then family and middle names, in Vietnamese order."""
    words = name.split()
    return " ".join(_word_key(word) for word in words[-1:] + words[:-1])
