"""What a Vietnamese syllable can be: tells real words from wrongly decoded ones, and spelling slips apart."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

TONES = "\u0300\u0301\u0303\u0309\u0323"
_ONSETS = re.findall(r"\w+", "ngh ng nh ch gh gi kh ph qu th tr b c d đ g h k l m n p q r s t v x")
_RIME_LIST = """
a ac ach ai am an ang anh ao ap at au ay ă ăc ăm ăn ăng ăp ăt â âc âm ân âng âp ât âu ây e ec em en
eng eo ep et ê êch êm ên ênh êp êt êu i ia ich iêc iêm iên iêng iêp iêt iêu im in inh ip it iu o oa
oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oc oe oen oeo oet oi om on ong
ooc oong op ot ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơng ơp ơt u ua uân uâng uât uây uc uê uêch uên
uênh uêt ui um un ung uôc uôi uôm uôn uông uôt uơ uơn uơt up ut uy uya uych uyên uyêt uynh uyt uyu
uyn uyp ư ưa ưc ưi ưm ưn ưng ươc ươi ươm ươn ương ươp ươt ươu ưt ưu y yêm yên yêng yêt yêu yêc ue
uơi uen ueo uet
"""
_RIMES = frozenset(re.findall(r"\w+", _RIME_LIST))
_NEVER_ALONE = {"ă", "â"}
_WORD = re.compile(r"[^\s.,;:/()\[\]\"'+&*?!\-–—0-9“”‘’…_<>|\\=]+")


def words(text: str) -> list[str]:
    """The words of a text, foreign signs inside a word kept: they show a wrong encoding."""
    return _WORD.findall(text)


def bare(word: str) -> tuple[str, str]:
    """A word in small letters without its tone, and the tone ("" for level)."""
    parts = unicodedata.normalize("NFD", word.lower())
    tone = "".join(c for c in parts if c in TONES)
    return unicodedata.normalize("NFC", "".join(c for c in parts if c not in TONES)), tone


@lru_cache(maxsize=50_000)
def is_syllable(word: str) -> bool:
    """Whether `word` could be a Vietnamese syllable: one tone at most, a known onset and rime."""
    plain, tone = bare(word.replace("Ð", "Đ").replace("ð", "đ"))
    if len(tone) > 1:
        return False
    if plain.endswith(("c", "p", "t", "ch")) and tone not in ("\u0301", "\u0323", ""):
        return False
    starts = ("", *(onset for onset in _ONSETS if plain.startswith(onset)))
    return plain == "gi" or any(
        (rest := plain[len(onset) :]) in _RIMES and rest not in _NEVER_ALONE for onset in starts
    )


@lru_cache(maxsize=50_000)
def variant_key(name: str) -> str:
    """A name with its spelling habits taken away: tone placement (hòa, hoà), i or y, d or đ, capitals."""
    keys = []
    for word in words(unicodedata.normalize("NFC", name)):
        plain, tone = bare(word)
        plain = plain.replace("đ", "d")
        # lý/lí and quý/quí are one word; tay/tai and thuy/thui are not
        if plain == "quy" or re.fullmatch(r"[^aeiouâêôơưă]+y", plain):
            plain = plain[:-1] + "i"
        keys.append(re.sub(r"^y", "i", plain) + tone)
    return " ".join(keys)


@lru_cache(maxsize=50_000)
def fold(text: str) -> str:
    """Small letters without accents, signs as single blanks: for comparing heads and code words."""
    parts = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    letters = "".join(c for c in parts if not unicodedata.combining(c))
    return " ".join(re.findall(r"[0-9a-z]+", letters))
