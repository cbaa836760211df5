"""Days as offices write them, as ISO text YYYY, YYYY-MM or YYYY-MM-DD; what is not there is not filled in."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from app.imports.cleaning import digits_alike
from app.imports.grid import Cell

EARLIEST_YEAR = 1900  # nobody alive was born before
PARTY_FOUNDED = date(1930, 2, 3)
OLDEST = 110  # years; beyond, a two-digit year has one century less to choose from
YOUNGEST = 16  # years; nobody on a member list is younger


@dataclass(slots=True)
class Read:
    """What a cell says of a day: `iso` or None, repairs made, and one `reason` that is reported."""

    iso: str | None = None
    repairs: tuple[str, ...] = ()
    reason: str = ""


def iso(year: int, month: int = 0, day: int = 0) -> str:
    """ISO text of what is known; 0 is unknown."""
    return f"{year:04}" + (f"-{month:02}" if month else "") + (f"-{day:02}" if month and day else "")


def first_day(text: str) -> date:
    """The earliest day a partial date can mean."""
    parts = [int(part) for part in text.split("-")]
    return date(parts[0], parts[1] if len(parts) > 1 else 1, parts[2] if len(parts) > 2 else 1)


def last_day(text: str) -> date:
    """The latest day a partial date can mean."""
    parts = [int(part) for part in text.split("-")]
    month = parts[1] if len(parts) > 1 else 12
    return date(parts[0], month, parts[2] if len(parts) > 2 else monthrange(parts[0], month)[1])


def compatible(one: str, other: str) -> bool:
    """Whether two partial dates can be the same day."""
    return one.startswith(other) or other.startswith(one)


def years_before(day: date, years: int) -> date:
    """The same day `years` earlier; 29 February becomes 28."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return day.replace(year=day.year - years, day=28)


@dataclass(slots=True)
class Limits:
    """Between which days a date of this field can lie; decides the century of a two-digit year."""

    first: date
    last: date
    today: date

    def century(self, short: int) -> int | None:
        """The only year that fits a two-digit one; None when two or none do."""
        fits = [year for year in (1900 + short, 2000 + short) if self.first.year <= year <= self.last.year]
        return fits[0] if len(fits) == 1 else None


def limits(field: str, birth: str | None, today: date) -> Limits:
    """Birth: of an age to be on a list. Other days: after the Party's founding and the person's birth."""
    if field == "birth":
        return Limits(years_before(today, OLDEST), years_before(today, YOUNGEST), today)
    first = max(PARTY_FOUNDED, first_day(birth)) if birth else PARTY_FOUNDED
    return Limits(first, today, today)


_MONTHS = re.findall("...", "janfebmaraprmayjunjulaugsepoctnovdec")
_MONTH_NAMES = {name: number for number, name in enumerate(_MONTHS, 1)}
_SEP = r"\s*(?:/|-|\.|\\|,|_|–|—|\s)+\s*"
_YEAR = r"(?P<y>\d{4}|'?\d{2})"
_CLOCK = r"(?:[T ]\s*\d\d?:\d\d(?::\d\d)?(?:\.\d+)?Z?)?"
_PATTERNS = [
    re.compile(rf"(?P<y>\d{{4}}){_SEP}(?P<m>\d{{1,2}}){_SEP}(?P<d>\d{{1,2}}){_CLOCK}(?!\d)"),
    re.compile(rf"(?P<d>\d{{1,2}}){_SEP}(?P<m>\d{{1,2}}){_SEP}{_YEAR}{_CLOCK}(?!\d)"),
    re.compile(rf"(?P<y>\d{{4}}){_SEP}(?P<m>\d{{1,2}})(?!\d)"),
    re.compile(rf"(?P<m>\d{{1,2}}){_SEP}{_YEAR}(?!\d)"),
    re.compile(r"(?P<d>\d\d)(?P<m>\d\d)(?P<y>\d{4})(?!\d)"),
    re.compile(r"(?P<y>\d{4})(?!\d)"),
    re.compile(r"'?(?P<y>\d\d)(?!\d)"),
]
_UNUSUAL = re.compile(r"\\|,|_|–|—|/\s*[-./]|[-.]\s*[-./]|\d\s+\d")
_ABOUT = re.compile(r"^(?:khoảng|khoang|độ|chừng|ước|ước chừng|trước|sau|đầu|cuối|giữa|~|≈|>|<|±)\s*", re.I)
_BLANK_PART = r"(?:\.+|…|-+|\?+|_+|x+|00?)\s*/\s*"
_UNKNOWN_PART = re.compile(rf"^(?:{_BLANK_PART})?{_BLANK_PART}(?=\d{{4}}\b|\d\d?/)", re.I)


def _words_to_figures(text: str) -> str:
    """ "ngày 2 tháng 9 năm 1945", "2 thg 9 1945", "2-Sep-1945" as 2/9/1945; other text unchanged."""
    lower = text.lower()
    lower = re.sub(r"^(?:sinh\s+)?(?:ngày|ngay)\s*", "", lower)
    lower = re.sub(r"\s*[-/,.]?\s*(?:tháng|thang|thg|th)\.?\s*(?=\d)", "/", lower)
    lower = re.sub(r"\s*[-/,.]?\s*(?:năm|nam)\s*(?=\d)", "/", lower)
    names = "|".join(_MONTH_NAMES)
    lower = re.sub(
        rf"\s*[-/ .]\s*({names})[a-z]*\.?\s*[-/ .,]\s*(?=\d)", lambda m: f"/{_MONTH_NAMES[m[1]]}/", lower
    )
    return lower.lstrip("/").strip() if lower != text.lower() else text


def read_text(text: str, span: Limits) -> Read:
    """The day a cleaned text says. Reasons are those of the answer; `iso` is what may be taken."""
    repairs: list[str] = []
    reason = ""
    plain = _words_to_figures(text)
    if _ABOUT.match(plain) or plain.endswith("?"):
        reason = "approximate_date"
        plain = _ABOUT.sub("", plain).rstrip("? ").strip()
        plain = _words_to_figures(plain)
    fixed = digits_alike(plain)
    if fixed != plain and any(pattern.fullmatch(fixed) for pattern in _PATTERNS):
        plain = fixed
        repairs.append("lookalike_letter")
    if blank := _UNKNOWN_PART.match(plain):
        plain = ("00/" * blank[0].count("/")) + plain[blank.end() :]
    plain = re.sub(r"[\s./-]+$", "", plain)
    found = next((m for p in _PATTERNS if (m := p.match(plain)) and _ends(plain, m.end())), None)
    if found is None:
        return Read(reason="unreadable_date")
    rest = plain[found.end() :].strip(" .,;:-")
    if rest:
        if re.search(r"\d{4}|\d+\s*[/.-]\s*\d+", rest) or (reason and reason != "text_after_date"):
            return Read(reason="unreadable_date")
        reason = "text_after_date"
    whole = found[0]
    if _UNUSUAL.search(re.sub(r"[T ]\d\d?:.*$", "", whole)) or (whole.isdigit() and len(whole) == 8):
        repairs.append("separators")
    parts = found.groupdict()
    return _settled(parts, repairs, reason, span)


def _ends(text: str, end: int) -> bool:
    """A match must not stop inside a figure or before another separator and figure."""
    return not re.match(r"\d|\s*[/\\-]\s*\d|\.\d", text[end:])


def _settled(parts: dict[str, str | None], repairs: list[str], reason: str, span: Limits) -> Read:
    day, month = int(parts.get("d") or 0), int(parts.get("m") or 0)
    told = (parts["y"] or "").lstrip("'")
    year = int(told)
    if (parts.get("d") is not None and not day) or (parts.get("m") is not None and not month):
        if day and not month:
            return Read(reason="impossible_date")
        repairs.append("zero_day")
    if len(told) == 2:
        century = span.century(year)
        if century is None:
            return Read(reason=reason or "two_digit_year")
        year = century
        repairs.append("two_digit_year")
    if month > 12 and 0 < day <= 12:
        day, month, reason = month, day, reason or "day_month_order"
    return checked(iso(year, month, day), tuple(repairs), reason, span)


def checked(text: str, repairs: tuple[str, ...], reason: str, span: Limits) -> Read:
    """A read date held against the calendar and today."""
    year, month, day = (*(int(part) for part in text.split("-")), 0, 0)[:3]
    if month > 12 or year < EARLIEST_YEAR or (day and day > monthrange(year, month)[1]):
        return Read(reason="impossible_date")
    if first_day(text) > span.today:
        return Read(reason="date_in_future")
    return Read(text, repairs, reason)


def read_number(value: int | float, span: Limits) -> Read:
    """A plain number among dates: a year, a day whose format was lost, or eight digits run together."""
    if isinstance(value, float):
        month, _dot, year = f"{value:.4f}".partition(".")
        if 1 <= int(month) <= 12 and span.first.year <= int(year) <= span.today.year:
            return Read(iso(int(year), int(month)), reason="mangled_by_excel")  # 4.1947 was April 1947
        value = int(value)
    if EARLIEST_YEAR <= value <= 2999:
        return checked(iso(value), (), "", span)
    if 1_000_000 <= value <= 31_129_999:
        digits = f"{value:08}"
        found = checked_parts(int(digits[4:]), int(digits[2:4]), int(digits[:2]), span)
        return Read(found.iso, reason="date_as_plain_number") if found.iso else found
    if 0 < value < 100:
        return _settled({"y": f"{value:02}"}, [], "", span)
    if 3000 <= value <= 100_000:
        day = date(1899, 12, 30) + timedelta(days=value)
        if span.first <= day <= span.last:
            return Read(day.isoformat(), reason="date_as_plain_number")
    return Read(reason="date_as_plain_number")


def checked_parts(year: int, month: int, day: int, span: Limits) -> Read:
    """Like `checked`, from numbers; month 0 or above 12 is impossible."""
    if not 1 <= month <= 12 or not day:
        return Read(reason="impossible_date")
    return checked(iso(year, month, day), (), "", span)


def read_cell(cell: Cell, text: str, span: Limits) -> Read:
    """The day of a cell; `text` is its cleaned text when it holds text."""
    if cell.kind == "date" and cell.day:
        serial = cell.number
        if isinstance(serial, int) and span.first.year <= serial <= span.today.year and cell.day.year < 1906:
            return Read(iso(serial), reason="mangled_by_excel")  # the year 1963 shown as a day of 1905
        parts = cell.day.isoformat().split("-")
        kept = {"day": 3, "month": 2, "year": 1}[cell.shown]
        return checked("-".join(parts[:kept]), (), "", span)
    if cell.kind == "number" and cell.number is not None:
        return read_number(cell.number, span)
    if cell.kind != "text":
        return Read(reason="unreadable_date")
    if re.fullmatch(r"\d{5}", text):
        return read_number(int(text), span)
    return read_text(text, span)


Order = Literal["", "american", "swapped"]
"""`american`: the column writes month/day/year; `swapped`: Excel took day/month cells for month/day."""
_TRIPLE = re.compile(r"\s*(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(?:\d{4}|\d\d)\s*")


def order_of(texts: Sequence[str], days: Sequence[date]) -> Order:
    """What all the cells of a column show of its order of day and month.

    Excel set to American order turns 5/2/1960 into 2 May and leaves 25/2/1960 as text: then all real days
    have a day up to 12 and all texts one above.
    """
    pairs = [(int(m[1]), int(m[2])) for text in texts if (m := _TRIPLE.fullmatch(text))]
    if sum(b > 12 for _a, b in pairs) >= 2 and not any(a > 12 for a, _b in pairs):
        return "american"
    if (
        len(pairs) >= 4
        and len(days) >= 2
        and all(a > 12 for a, _b in pairs)
        and all(d.day <= 12 for d in days)
    ):
        return "swapped"
    return ""


def in_order(read: Read, cell: Cell, text: str, order: Order) -> Read:
    """A read day held against its column: where day and month may be exchanged, it is reported.

    In an American column only the year of such a day is certain, so only the year is taken.
    """
    if not read.iso or len(read.iso) < 10 or read.reason:
        return read
    if order == "swapped" and cell.kind == "date" and cell.day and cell.day.day != cell.day.month:
        return Read(read.iso, read.repairs, "day_month_order")
    triple = _TRIPLE.fullmatch(text) if order == "american" and cell.kind == "text" else None
    if triple and triple[1].lstrip("0") != triple[2].lstrip("0"):
        return Read(read.iso[:4], read.repairs, "day_month_order")
    return read
