"""The serif face of Party papers: Times New Roman where it is installed, else its metric twins."""

from __future__ import annotations

import functools
import os
import sys
import threading
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from app.exports.layout import RESOURCES
from app.trouble import Trouble
from app.words import _

_TONED = "aăâeêioôơuưy"
_TONES = "\u0300\u0301\u0303\u0309\u0323"

# What the files of a family are called: the stem, then the ending of regular, bold, italic, bold italic.
# The first complete family with every Vietnamese letter is taken.
_FAMILIES = tuple(
    tuple(f"{stem}{ending}.ttf" for ending in endings)
    for stem, endings in (
        ("times", ("", "bd", "i", "bi")),
        ("Times New Roman", ("", " Bold", " Italic", " Bold Italic")),
        ("Times_New_Roman", ("", "_Bold", "_Italic", "_Bold_Italic")),
        ("LiberationSerif", ("-Regular", "-Bold", "-Italic", "-BoldItalic")),
        ("Tinos", ("-Regular", "-Bold", "-Italic", "-BoldItalic")),
    )
)

NAME = "SerifForm"
_lock = threading.Lock()


def vietnamese_letters() -> str:
    """The 134 letters that carry a mark or a tone: 67 small ones and their capitals."""
    toned = [unicodedata.normalize("NFC", base + tone) for base in _TONED for tone in _TONES]
    small = "".join([*toned, *"ăâêôơưđ"])
    return small + small.upper()


@dataclass(frozen=True, slots=True)
class Family:
    """Four font files."""

    regular: Path
    bold: Path
    italic: Path
    bold_italic: Path


def font_folders() -> list[Path]:
    """Folders where this system keeps fonts, and the program's own."""
    home = Path.home()
    if sys.platform == "win32":
        folders = [
            Path(os.environ.get("WINDIR", r"C:\Windows")) / "Fonts",
            Path(os.environ.get("LOCALAPPDATA", home)) / "Microsoft" / "Windows" / "Fonts",
        ]
    elif sys.platform == "darwin":
        folders = [Path("/System/Library/Fonts/Supplemental"), Path("/Library/Fonts"), home / "Library/Fonts"]
    else:
        data = Path(os.environ.get("XDG_DATA_HOME", home / ".local" / "share"))
        folders = [Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), data / "fonts", home / ".fonts"]
    return [*folders, RESOURCES / "fonts"]


def find_families(folders: Iterable[Path]) -> Iterator[Family]:
    """Complete families in the folders, the best first. A family must lie in one folder: old and new
    releases of one font may stand side by side and must not mix."""
    wanted = {name.lower() for family in _FAMILIES for name in family}
    places: dict[Path, dict[str, Path]] = {}
    for folder in folders:
        for place, _subfolders, names in os.walk(folder):
            for name in names:
                if name.lower() in wanted:
                    places.setdefault(Path(place), {})[name.lower()] = Path(place) / name
    for family in _FAMILIES:
        for found in places.values():
            if all(name.lower() in found for name in family):
                yield Family(*(found[name.lower()] for name in family))


@functools.lru_cache(maxsize=8)
def _register(folders: tuple[Path, ...]) -> str:
    from reportlab.pdfbase.pdfmetrics import registerFont, registerFontFamily
    from reportlab.pdfbase.ttfonts import TTFError, TTFont

    letters = vietnamese_letters()
    for family in find_families(folders):
        try:
            fonts = [
                TTFont(NAME + suffix, str(path))
                for suffix, path in zip(
                    ("", "-Bold", "-Italic", "-BoldItalic"),
                    (family.regular, family.bold, family.italic, family.bold_italic),
                    strict=True,
                )
            ]
        except (TTFError, OSError):
            continue
        # fonts-liberation 1.07 lacks 92 of these letters: boxes instead of words
        if all(ord(letter) in font.face.charToGlyph for font in fonts for letter in letters):
            for font in fonts:
                registerFont(font)
            registerFontFamily(NAME, NAME, NAME + "-Bold", NAME + "-Italic", NAME + "-BoldItalic")
            return NAME
    raise Trouble(
        "font_missing",
        _("Máy này không có phông chữ Times New Roman (hoặc Liberation Serif) đủ chữ Việt, chưa in được."),
        _("Trên Linux: cài gói fonts-liberation2. Trên Windows: cài lại phông Times New Roman."),
    )


def serif(folders: Iterable[Path] | None = None) -> str:
    """The name under which reportlab knows the face, registered on first use.

    Raises Trouble (font_missing) with the remedy.
    """
    with _lock:
        return _register(tuple(font_folders() if folders is None else folders))


def face(bold: bool, italic: bool) -> str:
    """reportlab's name of one of the four faces."""
    return serif() + {(False, False): "", (True, False): "-Bold", (False, True): "-Italic"}.get(
        (bold, italic), "-BoldItalic"
    )


def text_width(text: str, size: float, *, bold: bool = False, italic: bool = False) -> float:
    """Width in points."""
    from reportlab.pdfbase.pdfmetrics import stringWidth

    return float(stringWidth(text, face(bold, italic), size))
