"""Sentences people read: every one passes through here, so that it can be translated.

The source language is Vietnamese, the language of the rules. Data files (rules, procedures,
forms) pass their words through `_` when they are shown, not when they are loaded.
"""

from __future__ import annotations

import datetime
import gettext
from pathlib import Path

_catalogue: gettext.NullTranslations = gettext.NullTranslations()


def set_language(code: str, folder: Path | None = None) -> None:
    """Switch the language of all sentences to `code` ("vi" is the source); unknown codes keep the source."""
    global _catalogue
    _catalogue = (
        gettext.NullTranslations()
        if code == "vi" or folder is None
        else gettext.translation("so-chi-bo", folder, [code], fallback=True)
    )


def _(text: str) -> str:
    """The sentence in the language in use."""
    return _catalogue.gettext(text) if text else text


def N_(text: str) -> str:
    """Mark a sentence for translation that is translated later, where it is shown."""
    return text


def day_text(day: datetime.date | None) -> str:
    """A day as screens show it: dd/MM/yyyy, "–" for none."""
    return f"{day:%d/%m/%Y}" if day else "–"


def document_text(number: str) -> str:
    """A document number that does not break at its hyphens on screen (never stored so)."""
    return number.replace("-", "\u2011")


def count_text(number: int) -> str:
    """A whole number with the Vietnamese thousands point."""
    return f"{number:,}".replace(",", ".")


def lower_first(text: str) -> str:
    """A sentence as it stands inside another: small first letter, no full stop; names in capitals stay."""
    text = text.rstrip(". ")
    if len(text) > 1 and text[0].isupper() and not text[1].isupper():
        return text[0].lower() + text[1:]
    return text
