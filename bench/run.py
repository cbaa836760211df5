"""Measures the program against raw limits in the same run: `python -m bench.run` writes build/bench.json.

Every figure is a ratio: best of some runs of the program / best of as many runs of the raw limit, in
turns, so that a slow or busy machine slows both. Not measured is said so, with the reason.
"""

from __future__ import annotations

import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bench import sides

ROOT = Path(__file__).resolve().parent.parent
OUT = ROOT / "build" / "bench.json"
MEMBERS = 2000
ROWS = 5000
RUNS = 5
START_TARGET = 3.5


def clock(work: Callable[[], object]) -> float:
    """Seconds of one run."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def first_paint(command: list[str]) -> float:
    """Seconds from the start of a process to its line `painted S`, without the S of its password check."""
    screen = {"QT_QPA_PLATFORM": "offscreen"} if sys.platform.startswith("linux") else {}
    start = time.perf_counter()
    with subprocess.Popen(
        command, cwd=ROOT, env={**os.environ, **screen}, stdout=subprocess.PIPE, encoding="utf-8"
    ) as process:
        assert process.stdout
        line = process.stdout.readline().split()
        seconds = time.perf_counter() - start
        process.kill()
    if len(line) != 2 or line[0] != "painted":
        raise sides.NotMeasured(f"no paint was reported, but: {' '.join(line) or 'nothing'}")
    return seconds - float(line[1])


def start(folder: Path) -> dict[str, Any]:
    """From process start to the painted list of 2,000 members, against a bare table window."""
    bare = [sys.executable, "-m", "bench.bare_window", str(MEMBERS)]
    first_paint(bare)  # the first one reads Qt from the disk
    try:
        ours = sides.start_command(MEMBERS, folder)
    except sides.NotMeasured as reason:
        return {
            "raw_seconds": round(min(first_paint(bare) for _ in range(RUNS)), 4),
            "not_measured": str(reason),
        }
    first_paint(ours)
    pairs = [(first_paint(ours), first_paint(bare)) for _ in range(RUNS)]
    return ratio(min(a for a, _ in pairs), min(b for _, b in pairs))


def workbook(path: Path) -> None:
    """A member list of 5,000 made-up people as an office would hand it in."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheet = book.create_sheet("Danh sách")
    sheet.append(["STT", "Họ và tên", "Ngày sinh", "Giới tính", "Ngày vào Đảng", "Ngày chính thức"])
    for row in range(ROWS):
        name = f"Nguyễn {'Văn' if row % 2 else 'Thị'} {chr(65 + row % 26)}{chr(97 + row // 26 % 26)}"
        days = [f"{row % 28 + 1:02}/{row % 12 + 1:02}/{year + row % 20}" for year in (1960, 1990, 1991)]
        sheet.append([row + 1, name, days[0], "Nam" if row % 2 else "Nữ", *days[1:]])
    book.save(path)


def read_import(folder: Path) -> dict[str, Any]:
    """Reading, cleaning and checking 5,000 rows, against the bare reading of their cells; no saving."""
    from python_calamine import CalamineWorkbook

    path = folder / "members.xlsx"
    workbook(path)

    def raw() -> None:
        cells = CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()
        assert len(cells) == ROWS + 1

    taken = sides.read_members(path)
    pairs = [(clock(lambda: sides.read_members(path)), clock(raw)) for _ in range(3)]
    return ratio(min(a for a, _ in pairs), min(b for _, b in pairs)) | {"rows": ROWS, "taken": taken}


def raw_package(entries: list[dict[str, Any]]) -> tuple[float, float]:
    """Seconds out and in of what any package must do: JSON, zstd, age; and back."""
    import pyrage
    import zstandard

    key = pyrage.x25519.Identity.generate()
    box: list[bytes] = []

    def out() -> None:
        lines = "\n".join(json.dumps(entry, ensure_ascii=False) for entry in entries).encode()
        box[:] = [pyrage.encrypt(zstandard.ZstdCompressor(level=9).compress(lines), [key.to_public()])]

    def back() -> None:
        lines = zstandard.ZstdDecompressor().decompress(pyrage.decrypt(box[0], [key]))
        assert len([json.loads(line) for line in lines.decode().split("\n")]) == len(entries)

    return min(clock(out) for _ in range(RUNS)), min(clock(back) for _ in range(RUNS))


def package(folder: Path) -> dict[str, Any]:
    """2,000 members out and in, against JSON + zstd + age of the same entries."""
    out, back, entries = sides.package(MEMBERS, folder)
    raw_out, raw_back = raw_package(entries)
    return {"out": ratio(out, raw_out), "in": ratio(back, raw_back), "entries": len(entries)}


def open_rating(folder: Path) -> dict[str, Any]:
    """Opening the rating of 2,000 members, against writing as many rows into an encrypted file."""
    seconds, workspace = sides.open_rating(MEMBERS, folder)
    with workspace:
        states = sides.rating_rows(workspace)
        raw = sides.bare(folder / "raw.db")
        raw.execute("CREATE TABLE item (id INTEGER PRIMARY KEY, state TEXT)")

        def write() -> None:
            raw.execute("BEGIN IMMEDIATE")
            raw.executemany("INSERT INTO item (state) VALUES (?)", [(state,) for state in states])
            raw.execute("COMMIT")

        return ratio(seconds, min(clock(write) for _ in range(RUNS))) | {"items": len(states)}


def consolidate(folder: Path) -> dict[str, Any]:
    """Counting the ratings of 60 cells and 1,800 members, against reading their rows and nothing more."""
    with sides.committee_with_ratings(folder / "so") as workspace:

        def raw() -> None:
            assert [json.loads(state) for state in sides.rating_rows(workspace)]

        pairs = [(clock(lambda: sides.consolidate(workspace)), clock(raw)) for _ in range(RUNS)]
        members = sides.consolidate(workspace)
    return ratio(min(a for a, _ in pairs), min(b for _, b in pairs)) | {
        "cells": sides.CELLS,
        "members": members,
    }


def ratio(ours: float, raw: float) -> dict[str, Any]:
    """The figure with its two sides in seconds."""
    return {"ratio": round(ours / raw, 2), "seconds": round(ours, 4), "raw_seconds": round(raw, 4)}


def measure(work: Callable[[Path], dict[str, Any]]) -> dict[str, Any]:
    """One measurement in a folder of its own; not measured is an answer too."""
    with tempfile.TemporaryDirectory(prefix="so-chi-bo-bench-") as folder:
        try:
            return work(Path(folder))
        except sides.NotMeasured as reason:
            return {"not_measured": str(reason)}


def main() -> int:
    """Measure all, write the report, print it; 1 when the start misses its target."""
    works = {
        "start": start,
        "import": read_import,
        "package": package,
        "rating opened": open_rating,
        "ratings of 60": consolidate,
    }
    found = {name: measure(work) for name, work in works.items()}
    found["start"]["target"] = START_TARGET
    machine = {"python": platform.python_version(), "system": platform.system(), "processors": os.cpu_count()}
    report = {"machine": machine, "what": "program / raw limit, best of runs in turns", "items": found}
    OUT.parent.mkdir(exist_ok=True)
    OUT.write_text(json.dumps(report, ensure_ascii=False, indent=1) + "\n", "utf-8")
    for name, item in found.items():
        print(f"{name:14}", "not measured: " + item["not_measured"] if "not_measured" in item else item)
    print(f"written: {OUT.relative_to(ROOT)}")
    return int(found["start"].get("ratio", 0) > START_TARGET)


if __name__ == "__main__":
    sys.exit(main())
