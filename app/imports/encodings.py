"""TCVN3 (ABC) and VNI text turned into Unicode, told by the letters and only in doubt by the font."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache

from app.imports.syllables import is_syllable, words

# The codes of TCVN 5712 (VN3): seven capitals, then the small letters by rising code
_TCVN3_RUNS = {
    0xA1: "ĂÂÊÔƠƯĐăâêôơưđ",
    0xB5: "àảãáạ",
    0xBB: "ằẳẵắ",
    0xC6: "ặầẩẫấậè",
    0xCE: "ẻẽéẹềểễếệìỉ",
    0xDC: "ĩíịò",
    0xE1: "ỏõóọồổỗốộờởỡớợù",
    0xF1: "ủũúụừửữứựỳỷỹýỵ",
}
TCVN3 = {chr(start + i): char for start, run in _TCVN3_RUNS.items() for i, char in enumerate(run)}

# VNI writes a letter and then its mark; some letters have a sign of their own
_VNI_TONES = {"ù": "\u0301", "ø": "\u0300", "û": "\u0309", "õ": "\u0303", "ï": "\u0323"}
_VNI_ROOF = {"â": "", "á": "\u0301", "à": "\u0300", "å": "\u0309", "ã": "\u0303", "ä": "\u0323"}
_VNI_BREVE = {"ê": "", "é": "\u0301", "è": "\u0300", "ú": "\u0309", "ü": "\u0303", "ë": "\u0323"}
_VNI_SINGLE = {"ñ": "đ", "ô": "ơ", "ö": "ư", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ"}


def _vni_table() -> dict[str, str]:
    table = dict(_VNI_SINGLE)
    for written, letter in (*((c, c) for c in "aeiouy"), ("ô", "ơ"), ("ö", "ư")):
        for mark, tone in _VNI_TONES.items():
            table[written + mark] = unicodedata.normalize("NFC", letter + tone)
    for letter in "aeo":
        for mark, tone in _VNI_ROOF.items():
            table[letter + mark] = unicodedata.normalize("NFC", letter + "\u0302" + tone)
    for mark, tone in _VNI_BREVE.items():
        table["a" + mark] = unicodedata.normalize("NFC", "a\u0306" + tone)
    whole = {}
    for written, letter in table.items():
        whole[written] = letter
        whole[written.upper()] = letter.upper()
        whole[written[0].upper() + written[1:]] = letter.upper()
    return whole


VNI = _vni_table()
_VNI_PATTERN = re.compile("|".join(sorted((re.escape(k) for k in VNI), key=len, reverse=True)))
_TCVN3_TABLE = str.maketrans(TCVN3)
NAMES = ("tcvn3", "vni")


def from_tcvn3(text: str) -> str:
    """Unicode of a TCVN3 text. Convert before cleaning: U+00AD is ư here and U+00B5 is à."""
    return _whole_capitals(text.translate(_TCVN3_TABLE), text)


def _whole_capitals(converted: str, written: str) -> str:
    """A capital font hides that toned letters have only small codes: DANH S¸CH is DANH SÁCH."""
    capitals = re.search("[A-Z]{2}", written)
    if not capitals:
        return converted
    if not re.search("[a-z]", written):
        return converted.upper()
    out = list(converted)
    for found in re.finditer(r"[^\s.,;:/()]+", written):
        if re.search("[A-Z]{2}", found[0]) and not re.search("[a-z]", found[0]):
            out[found.start() : found.end()] = converted[found.start() : found.end()].upper()
    return "".join(out)


def from_vni(text: str) -> str:
    """Unicode of a VNI text."""
    return _VNI_PATTERN.sub(lambda m: VNI[m[0]], text)


def to_tcvn3(text: str) -> str:
    """TCVN3 codes of a Unicode text; a capital with a tone becomes the small letter's code."""
    back = {char: code for code, char in TCVN3.items()}
    return "".join(back.get(c) or back.get(c.lower(), c) for c in unicodedata.normalize("NFC", text))


def to_vni(text: str) -> str:
    """VNI writing of a Unicode text."""
    back: dict[str, str] = {}
    for written, letter in VNI.items():
        back.setdefault(letter, written)
    return "".join(back.get(c, c) for c in unicodedata.normalize("NFC", text))


def convert(text: str, encoding: str) -> str:
    """`text` in Unicode from "tcvn3", "vni" or "" (as it is)."""
    return from_tcvn3(text) if encoding == "tcvn3" else from_vni(text) if encoding == "vni" else text


@lru_cache(maxsize=100_000)
def tell(text: str) -> str:
    """The encoding the letters show: "unicode", "tcvn3", "vni"; "open" for more than one, "" for plain ASCII.

    A word counts when it is a Vietnamese syllable under that reading. Proper Unicode beyond Latin-1
    (ạ, đ, ư …) settles it at once.
    """
    if text.isascii():
        return ""
    if re.search("[\u0100-\u01b0\u0300-\u0323\u1ea0-\u1ef9]", text):
        return "unicode"
    strange = [word for word in words(text) if not word.isascii()]
    if not strange:
        return ""
    # A long text shows its encoding early
    score = {
        name: sum(is_syllable(convert(word, name)) for word in strange[:40]) for name in ("", "tcvn3", "vni")
    }
    old = max(score["tcvn3"], score["vni"])
    if score[""] == len(strange[:40]):
        return "open" if old == score[""] else "unicode"
    if old <= score[""] or score["tcvn3"] == score["vni"]:
        return "open"
    return "tcvn3" if score["tcvn3"] > score["vni"] else "vni"


def settle(told: Iterable[str]) -> str:
    """The encoding most texts of a row or sheet show; "" when none does."""
    count = Counter(name for name in told if name in ("unicode", *NAMES))
    return count.most_common(1)[0][0] if count else ""


def encoding_of(text: str, row: str, font: str, sheet: str) -> str:
    """The encoding to read a text with ("" is Unicode): by its letters, its row, its font, its sheet."""
    told = tell(text)
    if not told:
        return ""
    if told == "open":
        told = row or font or sheet
    return told if told in NAMES else ""
