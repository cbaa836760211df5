"""Writes resources/regulations/calendar.toml from the `holidays` package and the corrections below."""

from __future__ import annotations

import datetime
from pathlib import Path

import holidays

FIRST, LAST, LAST_DECIDED = 2016, 2027, 2026
FILE = Path(__file__).resolve().parents[1] / "resources" / "regulations" / "calendar.toml"
# Swaps the package does not know: Friday 02/01/2026 for Saturday 10/01/2026, announced on 25/12/2025.
CORRECTIONS = {"2026-01-02": "Ngày nghỉ (thay cho ngày 10/01/2026)"}
CORRECTED_WORKING = {"2026-01-10": "Làm bù"}


def days() -> tuple[dict[str, str], dict[str, str]]:
    """Holidays and compensatory working days by ISO date, corrected."""
    source = holidays.country_holidays("VN", years=range(FIRST, LAST + 1), language="vi")
    off = {day.isoformat(): name for day, name in source.items() if FIRST <= day.year <= LAST}
    worked = {
        day.isoformat(): "Làm bù"
        for day in sorted(getattr(source, "weekend_workdays", ()))
        if FIRST <= day.year <= LAST
    }
    return dict(sorted((off | CORRECTIONS).items())), dict(sorted((worked | CORRECTED_WORKING).items()))


def text() -> str:
    """The whole file."""
    off, worked = days()
    lines = [
        "# Ngày nghỉ lễ, Tết và ngày làm bù. Năm không có trong “decided” là dự kiến theo quy luật chung.",
        "[calendar]",
        'id = "viet-nam"',
        f'version = "{datetime.date(2026, 11, 22):%Y.%m.%d}"',
        f"decided = {list(range(FIRST, LAST_DECIDED + 1))}",
        "",
        "[holidays]",
        *(f'"{day}" = "{name}"' for day, name in off.items()),
        "",
        "[working]",
        *(f'"{day}" = "{name}"' for day, name in worked.items()),
        "",
    ]
    return "\n".join(lines)


if __name__ == "__main__":
    FILE.write_text(text(), encoding="utf-8", newline="\n")
